"""From paths to a collection: the stages of the whole program, in order.

    sources ─▶ reading (one report at a time, on as many cores as asked for) ─▶ stories ─▶ linking ─▶ comparing

A report that can't be read becomes a failure and costs no other report. The result is the same for any order of the paths and any
number of processes.
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from svod.comparing.account import compare
from svod.corrections.dates import DateCorrection, with_dates
from svod.corrections.names_conflicts import refuse_two_owners
from svod.corrections.names_edges import Usage, name_edges
from svod.corrections.names_entries import Entry, Form, NamesFile
from svod.corrections.names_file import load_names
from svod.corrections.naming import named_stages
from svod.corrections.passages import Correction, resolve_corrections
from svod.dating.settling import settle
from svod.dating.story import date_story
from svod.errors import SvodError, UsageError
from svod.linking.identities import link_entities
from svod.linking.origins import count_origins, find_origins, parted_by_user
from svod.linking.passages import find_passages
from svod.linking.similarity import Similarity
from svod.linking.statements import link_statements
from svod.linking.translation import mark_translations
from svod.linking.utterances import link_utterances
from svod.reading.reader import Stages, read_names, read_report
from svod.records import Collection, Edge, Entity, Failure, Reading, Report, Story
from svod.sources.files import LIMIT, gather
from svod.sources.metadata import EARLIEST, LATEST
from svod.stories.copies import find_copies
from svod.stories.grouping import group_in_families

REPORTS_PER_PROCESS = 40
"""A process takes about as long to start as this many reports take to read."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, what is done of it, and how much there is to do."""


Names = NamesFile | str | os.PathLike[str] | None
"""A names file (`corrections.names_file`), or its path."""


def _no_progress(stage: str, done: int, total: int) -> None:
    pass


def _warn(text: str) -> None:
    warnings.warn(text, stacklevel=3)


def read(
    paths: str | Sequence[str],
    *,
    jobs: int | None = 1,
    limit: int = LIMIT,
    stages: Stages | None = None,
    corrections: Sequence[Correction | DateCorrection] = (),
    names: Names = None,
    anchor: date | None = None,
    progress: Progress = _no_progress,
    notice: Callable[[str], None] = _warn,
) -> Collection:
    """Read reports and set out the account of every story among them.

    Args:
        paths: files, folders, glob patterns, or `-` for standard input.
        jobs: processes to read reports with; None takes as many as pay on this machine. With more than one, a script needs
            `if __name__ == "__main__":`, as for every use of multiprocessing.
        limit: bytes; a larger file is a failure.
        stages: replacements for single reading stages.
        corrections: links that a user has decided (`svod.corrections`); they outrank every model's.
        names: what the user knows about names (`names.toml`, or what `corrections.names_file.load_names` made of it); it outranks every
            model too, and a correction of single passages outranks it.
        anchor: the day of the main happening (day 0) of the largest story of which no report has a date.
        progress: called as the work goes on.
        notice: called with each line about what of `names` stands in none of the reports; a Python warning by default.

    Returns:
        Readings in the order of their sources, the identities and stories across them, and what could not be read.
    """
    if anchor is not None and not EARLIEST <= anchor <= LATEST:
        raise UsageError(f"{anchor} is no day on which the news of a report can have happened")
    names = _names(names)
    reader = _Reader(stages, names)
    readings, failures, decisions = _read(paths, jobs, limit, reader, corrections, progress, notice)
    return relate(readings, failures, decisions, progress, names, anchor, notice)


def identities(
    paths: str | Sequence[str],
    *,
    jobs: int | None = 1,
    limit: int = LIMIT,
    stages: Stages | None = None,
    corrections: Sequence[Correction | DateCorrection] = (),
    names: Names = None,
    progress: Progress = _no_progress,
    notice: Callable[[str], None] = _warn,
) -> Collection:
    """Only who and what the reports name: the identities of `read`, without quotations, stories and accounts, so in less time.

    Args are those of `read`.

    Returns:
        Readings of which only the names are filled in, the identities, the links of kind "entity", and what could not be read.
    """
    names = _names(names)
    reader = _Reader(stages, names, names_only=True)
    readings, failures, decisions = _read(paths, jobs, limit, reader, corrections, progress, notice)
    own = sorted(readings, key=lambda r: (r.report.source, r.report.id))
    linked, entities, edges = link_entities(own, decisions, _by_local(names))
    progress("names", 1, 1)
    return Collection(linked, entities, (), _in_order(edges), _failures_in_order(failures))


def annotate(
    paths: str | Sequence[str],
    *,
    jobs: int | None = 1,
    limit: int = LIMIT,
    stages: Stages | None = None,
    names: Names = None,
    notice: Callable[[str], None] = _warn,
) -> Iterator[Reading | Failure]:
    """The reading of every report by itself, as soon as it is there, in the order of the sources.

    Args and errors are those of `read`; entity ids hold within one reading, but the identities that `names` gives (`n3`: that of its third
    entry) are the same in all.
    """
    names = _names(names)
    reader = _Reader(stages, names)
    usage = Usage(names) if names is not None else None
    items: Iterable[Report | Failure] = gather([paths] if isinstance(paths, str) else paths, limit=limit)
    if jobs in (None, 1) and not (names and names.scoped):
        readings: Iterator[Reading | Failure] | None = None
    else:
        items = list(items)
        reports = [i for i in items if isinstance(i, Report)]
        if names is not None:
            refuse_two_owners(names, reports)
        readings = _read_all(reports, jobs, reader)
    for item in items:
        done = item if isinstance(item, Failure) else next(readings) if readings else reader(item)
        if usage is not None and isinstance(done, Reading):
            usage.add(done)
        yield done
    for line in usage.unused() if usage is not None else ():
        notice(line)


def relate(
    readings: Iterable[Reading],
    failures: Iterable[Failure] = (),
    decisions: Sequence[Edge] = (),
    progress: Progress = _no_progress,
    names: NamesFile | None = None,
    anchor: date | None = None,
    notice: Callable[[str], None] = _warn,
) -> Collection:
    """Everything that is known only across reports: stories, identities, utterances, statements, and the accounts.

    `names` must be what the readings were made with; its links are among `decisions`. `anchor` and `notice`: see `read`.
    """
    own, copies = _with_copies(sorted(readings, key=lambda r: (r.report.source, r.report.id)), decisions)
    stories, families, edges = group_in_families(own, copies, decisions)
    progress("stories", 1, 1)
    linked, entities, entity_edges = link_entities(own, decisions, _by_local(names))
    progress("names", 1, 1)
    linked = mark_translations(linked, entities)
    by_id = {r.report.id: r for r in linked}
    links: list[Edge] = [*decisions, *copies, *edges, *(e for e in entity_edges if e.by != "user")]
    accounts: list[Story] = []
    # A names file may decide on thousands of mentions; the stages to come have no use for that.
    decisions = [d for d in decisions if d.kind != "entity"]
    called = {e.id: e.name for e in entities}
    anchored = _anchored(stories, by_id) if anchor else None
    if anchor and anchored is None and stories:
        notice(f"every story has a report with a date: {anchor} was not needed")
    for family in families:
        own_anchor = {anchored: anchor} if anchor and anchored else {}
        told, family_accounts, family_edges = _accounts(family, by_id, entities, called, decisions, own_anchor, notice)
        accounts += family_accounts
        links += family_edges
        by_id |= {r.report.id: r for r in told}
        progress("accounts", len(accounts), len(stories))
    return Collection(
        readings=tuple(by_id[r.report.id] for r in linked),
        entities=entities,
        stories=tuple(sorted(accounts, key=lambda s: (-len(s.reports), s.id))),
        edges=_in_order(links),
        failures=_failures_in_order(failures),
    )


def _in_order(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple(sorted(edges, key=lambda e: (e.kind, e.left, e.right, e.by, e.judgement, -e.score, e.reason)))


def _failures_in_order(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    return tuple(sorted(failures, key=lambda f: (f.source, f.stage, f.message)))


def _names(names: Names) -> NamesFile | None:
    return names if names is None or isinstance(names, NamesFile) else load_names(Path(names))


def _by_local(names: NamesFile | None) -> dict[str, Entry]:
    return {e.local: e for e in names.entries} if names else {}


def _accounts(
    family: Sequence[Story],
    by_id: Mapping[str, Reading],
    entities: tuple[Entity, ...],
    called: Mapping[str, str],
    decisions: Sequence[Edge],
    anchors: Mapping[str, date],
    notice: Callable[[str], None],
) -> tuple[tuple[Reading, ...], list[Story], list[Edge]]:
    """The stories of a family compared: the readings with dates and utterances, the stories with their accounts, the links behind both.
    Who says what is linked across the family, all else within each story. `anchors`: story id -> the day that the user gives for day 0."""
    readings = [by_id[r] for story in family for r in story.reports]
    similarity = Similarity(readings)
    stories = {report: story.id for story in family for report in story.reports}
    told, edges = link_utterances(readings, similarity, decisions, stories)
    links = list(edges)
    accounts: list[Story] = []
    settled: list[Reading] = []
    for story in family:
        members = [r for r in told if stories[r.report.id] == story.id]
        own = Similarity(members, similarity.vocabulary)
        statements, statement_edges = link_statements(members, own, decisions)
        when = date_story(members, statements, anchors.get(story.id))
        if when.refused:
            notice(
                f"the story of {len(members)} {'reports' if len(members) > 1 else 'report'} without a date: {when.refused}"
            )
        members = [settle(r, when) for r in members]
        settled += members
        passages = find_passages(members, own, decisions, called)
        origins, origin_edges = find_origins(members, statements, story.origins, passages, decisions, called)
        statements = count_origins(statements, members, origins, passages, decisions)
        account = replace(story, origins=origins, statements=statements, anchor=when.anchor, placements=when.placements)
        accounts.append(compare(account, members, entities, own, when.offsets))
        links += [*statement_edges, *passages, *origin_edges]
    return tuple(settled), accounts, links


def _anchored(stories: Iterable[Story], by_id: Mapping[str, Reading]) -> str | None:
    """The story that a user's anchor is for: the largest of which no report has a date; None where there is none."""
    undated = [s for s in stories if not any(by_id[r].report.published for r in s.reports)]
    return min(undated, key=lambda s: (-len(s.reports), s.id)).id if undated else None


def _with_copies(readings: list[Reading], decisions: Sequence[Edge]) -> tuple[tuple[Reading, ...], tuple[Edge, ...]]:
    """The readings with `copy_of` filled in, and the links that say so, without those that the user denies. No two reports are copies of
    one another, be it by way of others: then none of them would be left that tells it first."""
    parted = parted_by_user(decisions)
    copies = tuple(e for e in find_copies(readings) if frozenset((e.left.report, e.right.report)) not in parted)
    original: dict[str, str] = {}
    for edge in sorted(copies, key=lambda e: (-e.score, e.left, e.right)):
        if edge.judgement == "same" and edge.left.report not in _copied_from(edge.right.report, original):
            original.setdefault(edge.left.report, edge.right.report)
    for report in (r.report for r in readings):
        # What the files say (a second file with one text) knows no days.
        first = report.copy_of
        if first and frozenset((report.id, first)) not in parted and report.id not in _copied_from(first, original):
            original.setdefault(report.id, first)
    named = (replace(r, report=replace(r.report, copy_of=original.get(r.report.id))) for r in readings)
    return tuple(named), copies


def _copied_from(report: str, original: Mapping[str, str]) -> list[str]:
    """The report, what it repeats, what that repeats, and so on."""
    found = [report]
    while found[-1] in original:
        found.append(original[found[-1]])
    return found


def _read(
    paths: str | Sequence[str],
    jobs: int | None,
    limit: int,
    reader: _Reader,
    corrections: Sequence[Correction | DateCorrection],
    progress: Progress,
    notice: Callable[[str], None],
) -> tuple[list[Reading], list[Failure], tuple[Edge, ...]]:
    """Every report read by itself, what could not be read, and what the user has decided on links between them."""
    items = list(gather([paths] if isinstance(paths, str) else paths, limit=limit))
    reports = [i for i in items if isinstance(i, Report)]
    failures = [i for i in items if isinstance(i, Failure)]
    reports, ambiguous = with_dates(reports, [c for c in corrections if isinstance(c, DateCorrection)])
    failures += ambiguous
    if reader.names is not None:
        refuse_two_owners(reader.names, reports)
    readings: list[Reading] = []
    for done, item in enumerate(_read_all(reports, jobs, reader), 1):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            failures.append(item)
        progress("reading", done, len(reports))
    decisions, unusable = resolve_corrections(corrections, [r.report for r in readings])
    if reader.names is not None:
        usage = Usage(reader.names)
        for reading in readings:
            usage.add(reading)
        for line in usage.unused():
            notice(line)
        decisions = (*decisions, *name_edges(reader.names, readings))
    return readings, [*failures, *unusable], decisions


@dataclass(frozen=True, slots=True)
class _Reader:
    """How one report is read: with which stages, whose names, and how far."""

    stages: Stages | None
    names: NamesFile | None = None
    names_only: bool = False

    def __call__(self, report: Report) -> Reading | Failure:
        try:
            stages = self.stages
            if self.names is not None:
                stages = named_stages(stages or Stages(), self.names, report)
            return (read_names if self.names_only else read_report)(report, stages)
        except Exception as error:  # whatever a hostile text provokes, the other reports go on
            if os.environ.get("SVOD_DEBUG"):
                raise
            return Failure(report.source, "read", f"svod could not make sense of it: {type(error).__name__}: {error}")


def _read_all(reports: Sequence[Report], jobs: int | None, reader: _Reader) -> Iterator[Reading | Failure]:
    """Every report read, in the order given; those that differ in nothing that a reading depends on share one."""
    first: dict[Hashable, int] = {}
    scoped = reader.names.scoped_forms if reader.names else ()
    twin = [first.setdefault(_depends_on(report, scoped), n) for n, report in enumerate(reports)]
    several = Counter(twin)
    shared: dict[int, Reading | Failure] = {}
    readings = _read_each([report for n, report in enumerate(reports) if twin[n] == n], jobs, reader)
    for n, report in enumerate(reports):
        if twin[n] != n:
            yield _as_of(report, shared[twin[n]])
            continue
        item = next(readings)
        if several[n] > 1:
            shared[n] = item
        yield item


def _depends_on(report: Report, scoped: Sequence[Form]) -> Hashable:
    """All that the reading of a report depends on; `scoped`: the listed names that count in some reports only."""
    day = report.published.day if report.published else None
    return report.text, report.language, report.script, report.title, day, tuple(f.holds_in(report) for f in scoped)


def _as_of(report: Report, item: Reading | Failure) -> Reading | Failure:
    """What was read of a report's twin, as its own."""
    if isinstance(item, Failure):
        return replace(item, source=report.source)
    return replace(item, report=replace(report, language=item.report.language, script=item.report.script))


def _read_each(reports: Sequence[Report], jobs: int | None, reader: _Reader) -> Iterator[Reading | Failure]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, 1 + len(reports) // REPORTS_PER_PROCESS)
    if jobs <= 1:
        yield from map(reader, reports)
        return
    with ProcessPoolExecutor(min(jobs, len(reports) or 1), mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(reader, reports, chunksize=max(1, min(32, len(reports) // (4 * jobs))))
        except BrokenProcessPool as error:
            raise SvodError(
                "a process that was reading reports was ended from outside, probably for want of memory; try --jobs 1"
            ) from error
