"""The one place that calls the reading stages in order and assembles what they return.

Reading is a pure function of one report: no shared state, nothing of other reports, the same on one core or on a cluster. A stage can be
replaced by passing another function with its signature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from svod.languages.identify import identify
from svod.reading.clauses import split_clauses
from svod.reading.labels import find_labels
from svod.reading.names import recognise
from svod.reading.quantities import find_quantities, update_as_of
from svod.reading.quotations import find_quotations
from svod.reading.referents import resolve
from svod.reading.sections import find_sections
from svod.reading.sentences import split_sentences
from svod.reading.times import find_times
from svod.reading.tokens import tokenize
from svod.records import Entity, Layout, Mention, Quotation, Reading, Report


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages that a caller may replace."""

    recognise: Callable[[Layout], tuple[Mention, ...]] = recognise
    resolve: Callable[[Layout, tuple[Mention, ...]], tuple[tuple[Mention, ...], tuple[Entity, ...]]] = resolve
    find_quotations: Callable[[Layout, tuple[Mention, ...]], tuple[Quotation, ...]] = find_quotations


def lay_out(report: Report) -> Layout:
    """Language and script, sections, sentences and tokens of a report."""
    language, script = identify(report.text)
    language, script = report.language or language, report.script or script
    tokens = tokenize(report.text, language)
    sections = find_sections(report.text, language, report.title)
    sentences = split_sentences(report.text, sections, language)
    return Layout(report.text, language, script, sections, sentences, tokens)


def read_names(report: Report, stages: Stages | None = None) -> Reading:
    """The names of one report and who is who among them; the first part of `read_report`, whose arguments it takes."""
    stages = stages or Stages()
    layout = lay_out(report)
    mentions, entities = stages.resolve(layout, stages.recognise(layout))
    return Reading(replace(report, language=layout.language, script=layout.script), layout, mentions, entities)


def read_report(report: Report, stages: Stages | None = None) -> Reading:
    """Everything that one report tells by itself.

    Args:
        report: the report; a language given with it is believed.
        stages: replacements for single stages.

    Returns:
        The reading; its entity ids hold within the report.
    """
    stages = stages or Stages()
    named = read_names(report, stages)
    report, layout, mentions = named.report, named.layout, named.mentions
    quotations = stages.find_quotations(layout, mentions)
    labels, quotations = find_labels(layout, mentions, quotations)
    times = find_times(layout, report.published, quotations)
    return replace(
        named,
        labels=labels,
        quotations=quotations,
        times=times,
        quantities=find_quantities(layout, times),
        clauses=split_clauses(layout, quotations),
    )


def redate(reading: Reading, report: Report) -> Reading:
    """The reading with its times resolved against when `report` says now that it was published."""
    times = find_times(reading.layout, report.published, reading.quotations)
    return replace(
        reading, report=report, times=times, quantities=update_as_of(reading.layout, reading.quantities, times)
    )
