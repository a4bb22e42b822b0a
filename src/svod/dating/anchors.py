"""Day 0 of a story: the day of its main happening, named in the words of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from svod.dating.clues import LEAD
from svod.records import Anchor, Basis, Evidence, Reading

_LEAST_WORDS = 4
"""Words of a clause that can say what happened."""


def anchor_at(
    passages: Sequence[Evidence], readings: Mapping[str, Reading], weekday: int | None, day: date | None,
    basis: Basis | None, reasons: tuple[str, ...],
) -> Anchor:  # fmt: skip
    """The anchor from the time expressions that tell its day, named in the words of the clause that stands nearest to the beginning of its
    report."""
    clauses = []
    for passage in passages:
        reading = readings[passage.report]
        clause = next((c.span for c in reading.clauses if c.span.contains(passage.span)), passage.span)
        clauses.append(Evidence(passage.report, clause))

    def worth(evidence: Evidence) -> tuple[bool, int, Evidence]:
        words = sum(t.is_word for t in readings[evidence.report].layout.tokens_in(evidence.span))
        return words < _LEAST_WORDS, evidence.span.start, evidence

    best = min(clauses, key=worth)
    name = " ".join(best.span.of(readings[best.report].report.text).split())
    return Anchor(name, (best, *sorted(set(clauses) - {best})), weekday, day, basis, reasons)


def anchor_of_dated(readings: Sequence[Reading]) -> Anchor | None:
    """The day on which most reports with a date begin their news."""
    votes: dict[date, list[Evidence]] = {}
    for reading in readings:
        for time in reading.times:
            if time.span.start > LEAD or time.type not in ("DATE", "TIME") or not reading.layout.is_own(time.span):
                continue
            day = _day(time.value)
            latest = reading.report.published.latest if reading.report.published else date.max
            if day and latest - timedelta(days=7) <= day <= latest:
                votes.setdefault(day, []).append(Evidence(reading.report.id, time.span))
                break
    if not votes:
        return None
    day = min(votes, key=lambda d: (-len(votes[d]), d))
    reasons = (f"{len(votes[day])} of {len(readings)} reports begin with it",)
    by_id = {r.report.id: r for r in readings}
    return anchor_at(votes[day], by_id, day.isoweekday(), day, "metadata", reasons)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
