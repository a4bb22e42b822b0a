"""When something was said, as far as the attribution tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from svod.reading.said_when import beside_cue
from svod.records import Quotation, Reading

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
    for i in beside_cue(reading.layout, quotation, [t.span for t in reading.times], NEAR):
        time = reading.times[i]
        match = _DAY.match(time.value) if time.type == "DATE" and time.value else None
        if match:
            day = _day(match[1])
            return Occasion(day, day.isoweekday() if day else int(match[2]) if match[2] else None)
    return Occasion()


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
