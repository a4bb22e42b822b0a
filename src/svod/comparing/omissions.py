"""What several independent reports tell and others leave out."""

from __future__ import annotations

from collections.abc import Sequence

from svod.comparing.tellings import origin_of
from svod.linking.similarity import Similarity
from svod.records import Evidence, Omission, Reading, Statement, Story

MOST = 6  # omissions of a story that are worth a reader's time
PART_TELLING = 0.5  # of the origins tell it
ALIKE, COVERED = 0.1, 0.4
"""A clause so like a telling, or that covers so much of it, may tell the same in other words: then nothing is said to be left out."""
SLACK = 0.001
"""What sums of many numbers may differ by, depending on their order."""


def find_omissions(story: Story, readings: Sequence[Reading], similarity: Similarity) -> tuple[Omission, ...]:
    """Statements that at least two and at least half of the story's origins tell, and the reports that don't: at most six, those told by
    most origins.

    A report that repeats another counts with it: a wire copy neither confirms nor omits. Nor does a report that has a clause or a
    rendering of an utterance that is even a little like one of the statement's.
    """
    by_id = {r.report.id: r for r in readings}
    origins = origin_of(story)
    candidates: list[tuple[int, Statement, list[Evidence], set[int]]] = []
    for statement in story.statements:
        passages = [
            s.evidence
            for s in statement.support
            if s.evidence.report in by_id and by_id[s.evidence.report].layout.is_own(s.evidence.span)
        ]
        told_by = {origins[p.report] for p in passages if p.report in origins}
        # What several have from one agency or passage is told once, however many reports print it.
        count = min(len(told_by), statement.origins)
        if count < 2 or count < PART_TELLING * len(set(origins.values())):
            continue
        candidates.append((count, statement, passages, told_by))
    candidates.sort(key=lambda c: -c[0])
    found: list[tuple[int, Omission]] = []
    for count, statement, passages, told_by in candidates:
        if len(found) >= MOST and count < found[MOST - 1][0]:
            break
        missing = tuple(
            report
            for report in sorted(story.reports)
            if report in by_id
            and origins[report] not in told_by
            and not _renders(by_id[report], statement, by_id)
            and not _tells(by_id[report], passages, similarity)
        )
        if missing:
            found.append((count, Omission(statement.id, missing)))
    found.sort(key=lambda o: (-o[0], len(o[1].missing_from), o[1].statement))
    return tuple(o for _, o in found[:MOST])


def _tells(reading: Reading, passages: Sequence[Evidence], similarity: Similarity) -> bool:
    """May the report tell it in other words?"""
    own = [Evidence(reading.report.id, c.span) for c in reading.clauses]
    own += [Evidence(reading.report.id, s) for s in reading.layout.sentences if reading.layout.is_own(s)]
    paired, totals = similarity.coverage(passages, own)
    # All pairs at once, a little too kindly; what is left one by one.
    near = (similarity.scores(passages, own) >= ALIKE - SLACK) | (paired >= (COVERED - SLACK) * totals[:, None])
    for n, m in zip(*(places.tolist() for places in near.nonzero()), strict=True):
        comparison = similarity.compare(passages[n], own[m])
        told = comparison.score >= ALIKE or comparison.left >= COVERED
        # Two names in common tell nothing yet.
        if told and any(x[0].islower() or y[0].islower() for x, y in comparison.paired):
            return True
    return False


def _renders(reading: Reading, statement: Statement, readings: dict[str, Reading]) -> bool:
    """Does the report render an utterance in which the statement stands elsewhere?"""
    uttered = {
        q.utterance
        for s in statement.support
        if s.evidence.report in readings
        for q in readings[s.evidence.report].quotations
        if q.utterance and any(p.overlaps(s.evidence.span) for p in q.content)
    }
    return any(q.utterance in uttered for q in reading.quotations if q.utterance)
