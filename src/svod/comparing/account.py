"""The account of a story: what its reports agree on, where they differ, what happened when, and what they leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from svod.comparing.differences import find_differences
from svod.comparing.digest import find_digest
from svod.comparing.omissions import find_omissions
from svod.comparing.tellings import own_text
from svod.comparing.timeline import find_timeline, span_of_days
from svod.comparing.wording import find_wording
from svod.languages.gazetteer import is_agency
from svod.records import Entity, Reading, Story

LEAD = 300  # characters at the beginning of a report that say what it is about


def compare(story: Story, readings: Sequence[Reading], entities: Sequence[Entity]) -> Story:
    """The story with its account filled in: title, first and last day, differences, timeline, wording, omissions, digest.

    Args:
        story: a story with reports, origins and statements.
        readings: readings that hold those of the story's reports; others are ignored.
        entities: the identities that their names link to.
    """
    members = set(story.reports)
    own = sorted((r for r in readings if r.report.id in members), key=lambda r: r.report.id)
    differences = find_differences(story, own, entities)
    timeline = find_timeline(story, own)
    begin, end = span_of_days(story, timeline, own)
    return replace(
        story,
        title=make_title(own, entities),
        begin=begin,
        end=end,
        differences=differences,
        timeline=timeline,
        wording=find_wording(own),
        omissions=find_omissions(story, own),
        digest=find_digest(story, own, differences),
    )


def make_title(readings: Sequence[Reading], entities: Sequence[Entity]) -> str:
    """Whom and where the story is about: the two persons or organisations that most reports name, first of all where they begin, and the
    place; a report's headline or source where no name is linked.

    Agencies and media that only carry the news don't count, nor does a name in one report of many.
    """
    by_id = {e.id: e for e in entities}
    reports: Counter[str] = Counter()
    early: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for reading in readings:
        carriers = {v for q in reading.quotations for v in q.via}
        mentions = [
            m
            for m in reading.mentions
            if m.entity in by_id
            and own_text(reading, m.span)
            and m.entity not in carriers
            and not is_agency(m.lemma, reading.layout.language)
        ]
        reports.update({m.entity for m in mentions if m.entity})
        early.update({m.entity for m in mentions if m.entity and m.span.start < LEAD})
        times.update(m.entity for m in mentions if m.entity)
    common = sorted(
        (e for e in reports if 2 * reports[e] >= len(readings) and early[e]),
        key=lambda e: (-early[e], -reports[e], -times[e], e),
    )
    actors = [e for e in common if by_id[e].type == "PER"][:2]
    actors += [e for e in common if by_id[e].type in ("ORG", "PRO", "EVT")][: 2 - len(actors)]
    places = [e for e in common if by_id[e].type == "LOC"][: 1 if actors else 2]
    named = ", ".join(by_id[e].name for e in actors)
    title = " · ".join(part for part in (named, ", ".join(by_id[e].name for e in places)) if part)
    return title or _headline(readings)


def _headline(readings: Sequence[Reading]) -> str:
    for reading in readings:
        if reading.report.title:
            return reading.report.title
        for section in reading.layout.sections:
            if section.kind == "headline":
                return section.span.of(reading.report.text).strip()
    return readings[0].report.source if readings else ""
