"""When something was said, as far as the attribution tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from svod.records import Layout, Quotation, Reading, Span

NEAR = 4
"""Words between the cue and a time expression that says when it was said: `izjavio je u utorak`, `V pondělí to řekl`."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})|X{4}-WX{2}-(\d)")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day on which something was said, or, where the date is not known, the day of the week (1 Monday to 7 Sunday)."""

    day: date | None = None
    weekday: int | None = None


def occasion_of(reading: Reading, quotation: Quotation) -> Occasion:
    """The occasion of a quotation: the time expression beside its cue, outside its content; nothing where there is none."""
    cue = quotation.cue
    if cue is None:
        return Occasion()
    found: list[tuple[int, Occasion]] = []
    for time in reading.times:
        if time.type != "DATE" or time.value is None or any(time.span.overlaps(c) for c in quotation.content):
            continue
        match = _DAY.match(time.value)
        distance = _words_between(reading.layout, cue, time.span)
        if match is None or distance > NEAR or not _one_clause(reading, cue, time.span):
            continue
        day = _day(match[1])
        weekday = day.isoweekday() if day else int(match[2]) if match[2] else None
        found.append((distance, Occasion(day, weekday)))
    return min(found, key=lambda f: f[0])[1] if found else Occasion()


def apart(a: Occasion, b: Occasion) -> bool:
    """Were two things said on different days? Only where both occasions are told."""
    if a.day is not None and b.day is not None:
        return a.day != b.day
    return a.weekday is not None and b.weekday is not None and a.weekday != b.weekday


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _words_between(layout: Layout, a: Span, b: Span) -> int:
    first, last = sorted((a, b))
    return len(layout.tokens_in(Span(first.end, last.start))) if first.end < last.start else 0


def _one_clause(reading: Reading, a: Span, b: Span) -> bool:
    """Does no comma, dash or full stop stand between?"""
    first, last = sorted((a, b))
    return not re.search(r"[,;:.!?–—(]", reading.report.text[first.end : last.start])
