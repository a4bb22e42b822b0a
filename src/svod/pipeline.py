"""From paths to a collection: the stages of the whole program, in order.

    sources ─▶ reading (one report at a time, on as many cores as asked for) ─▶ stories ─▶ linking ─▶ comparing

A report that can't be read becomes a failure and costs no other report. The result is the same for any order of the paths and any
number of processes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

from svod.comparing.account import compare
from svod.corrections import Correction, resolve_corrections
from svod.errors import SvodError
from svod.linking.identities import link_entities
from svod.linking.origins import count_origins, find_origins
from svod.linking.similarity import Similarity
from svod.linking.statements import link_statements
from svod.linking.utterances import link_utterances
from svod.reading.reader import Stages, read_report, redate
from svod.records import Collection, Edge, Entity, Failure, Published, Reading, Report, Story
from svod.sources.files import LIMIT, gather
from svod.stories.copies import find_copies
from svod.stories.dating import date_reports
from svod.stories.grouping import group

REPORTS_PER_PROCESS = 40
"""A process takes about as long to start as this many reports take to read."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, what is done of it, and how much there is to do."""


def _no_progress(stage: str, done: int, total: int) -> None:
    pass


def read(
    paths: str | Sequence[str],
    *,
    jobs: int | None = 1,
    limit: int = LIMIT,
    stages: Stages | None = None,
    corrections: Sequence[Correction] = (),
    progress: Progress = _no_progress,
) -> Collection:
    """Read reports and set out the account of every story among them.

    Args:
        paths: files, folders, glob patterns, or `-` for standard input.
        jobs: processes to read reports with; None takes as many as pay on this machine. With more than one, a script needs
            `if __name__ == "__main__":`, as for every use of multiprocessing.
        limit: bytes; a larger file is a failure.
        stages: replacements for single reading stages.
        corrections: links that a user has decided (`svod.corrections`); they outrank every model's.
        progress: called as the work goes on.

    Returns:
        Readings in the order of their sources, the identities and stories across them, and what could not be read.
    """
    reports, failures = _gather(paths, limit)
    readings: list[Reading] = []
    for done, item in enumerate(_read_all(reports, jobs, stages), 1):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            failures.append(item)
        progress("reading", done, len(reports))
    decisions, unusable = resolve_corrections(corrections, [r.report for r in readings])
    return relate(readings, [*failures, *unusable], decisions, progress)


def annotate(
    paths: str | Sequence[str], *, jobs: int | None = 1, limit: int = LIMIT, stages: Stages | None = None
) -> Iterator[Reading | Failure]:
    """The reading of every report by itself, as soon as it is there, in the order of the sources.

    Args and errors are those of `read`; entity ids hold within one reading.
    """
    items = gather([paths] if isinstance(paths, str) else paths, limit=limit)
    if jobs is None or jobs == 1:
        for item in items:
            yield item if isinstance(item, Failure) else _read_or_fail(item, stages)
        return
    known = list(items)
    readings = _read_all([i for i in known if isinstance(i, Report)], jobs, stages)
    for item in known:
        yield item if isinstance(item, Failure) else next(readings)


def relate(
    readings: Iterable[Reading],
    failures: Iterable[Failure] = (),
    decisions: Sequence[Edge] = (),
    progress: Progress = _no_progress,
) -> Collection:
    """Everything that is known only across reports: stories, identities, utterances, statements, and the accounts."""
    own, copies = _with_copies(sorted(readings, key=lambda r: (r.report.source, r.report.id)))
    stories, edges = group(own, copies, decisions)
    progress("stories", 1, 1)
    linked, entities, entity_edges = link_entities(own, decisions)
    progress("names", 1, 1)
    by_id = {r.report.id: r for r in linked}
    links: list[Edge] = [*decisions, *copies, *edges, *(e for e in entity_edges if e.by != "user")]
    accounts: list[Story] = []
    for done, story in enumerate(stories, 1):
        account, members, story_edges = _account(story, [by_id[r] for r in story.reports], entities, decisions)
        accounts.append(account)
        links += story_edges
        by_id |= {r.report.id: r for r in members}
        progress("accounts", done, len(stories))
    return Collection(
        readings=tuple(by_id[r.report.id] for r in linked),
        entities=entities,
        stories=tuple(sorted(accounts, key=lambda s: (-len(s.reports), s.id))),
        edges=tuple(sorted(links, key=lambda e: (e.kind, e.left, e.right, e.by, e.judgement, -e.score, e.reason))),
        failures=tuple(sorted(failures, key=lambda f: (f.source, f.stage, f.message))),
    )


def _account(
    story: Story, readings: list[Reading], entities: tuple[Entity, ...], decisions: Sequence[Edge]
) -> tuple[Story, tuple[Reading, ...], list[Edge]]:
    """One story compared: the story with its account, its readings with dates and utterances, the links behind both."""
    dates = date_reports(readings)
    readings = [_dated(r, dates.get(r.report.id)) for r in readings]
    similarity = Similarity(readings)
    members, utterance_edges = link_utterances(readings, similarity, decisions)
    statements, statement_edges = link_statements(members, similarity, decisions)
    origins, origin_edges = find_origins(members, statements, story.origins)
    statements = count_origins(statements, members, origins)
    account = compare(replace(story, origins=origins, statements=statements), members, entities, similarity)
    return account, members, [*utterance_edges, *statement_edges, *origin_edges]


def _dated(reading: Reading, published: Published | None) -> Reading:
    if published is None or reading.report.published is not None:
        return reading
    return redate(reading, replace(reading.report, published=published))


def _with_copies(readings: list[Reading]) -> tuple[tuple[Reading, ...], tuple[Edge, ...]]:
    """The readings with `copy_of` filled in, and the links that say so."""
    copies = find_copies(readings)
    original = {e.left.report: e.right.report for e in copies if e.judgement == "same"}

    def named(reading: Reading) -> Reading:
        first = original.get(reading.report.id)
        return replace(reading, report=replace(reading.report, copy_of=first)) if first else reading

    return tuple(map(named, readings)), copies


def _gather(paths: str | Sequence[str], limit: int) -> tuple[list[Report], list[Failure]]:
    reports: list[Report] = []
    failures: list[Failure] = []
    for item in gather([paths] if isinstance(paths, str) else paths, limit=limit):
        if isinstance(item, Report):
            reports.append(item)
        else:
            failures.append(item)
    return reports, failures


def _read_or_fail(report: Report, stages: Stages | None = None) -> Reading | Failure:
    try:
        return read_report(report, stages)
    except Exception as error:  # whatever a hostile text provokes, the other reports go on
        if os.environ.get("SVOD_DEBUG"):
            raise
        return Failure(report.source, "read", f"svod could not make sense of it: {type(error).__name__}: {error}")


def _read_all(reports: list[Report], jobs: int | None, stages: Stages | None) -> Iterator[Reading | Failure]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, 1 + len(reports) // REPORTS_PER_PROCESS)
    read_one = partial(_read_or_fail, stages=stages)
    if jobs <= 1:
        yield from map(read_one, reports)
        return
    with ProcessPoolExecutor(min(jobs, len(reports) or 1), mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(read_one, reports, chunksize=max(1, min(32, len(reports) // (4 * jobs))))
        except BrokenProcessPool as error:
            raise SvodError(
                "a process that was reading reports was ended from outside, probably for want of memory; try --jobs 1"
            ) from error
