"""Where reports give different days or hours for one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svod.comparing.tellings import Telling, difference, own_text, pairs, side
from svod.records import Difference, DifferenceRelation, Statement, TimeExpression

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})|T?(MO|AF|EV|NI))?$")
_COARSE = re.compile(r"(\d{4}(?:-\d{2})?)$")
ROUNDED_MINUTES = 30  # `at three` and `at 3:01` are one time in round figures


def date_differences(told: Sequence[tuple[Statement, list[Telling]]]) -> list[Difference]:
    """Times of one statement that exclude each other. Only where each telling has a single date or hour: of several, one may belong to
    something else."""
    found = []
    for _, tellings in told:
        for a, b in pairs(tellings):
            x, y = _single(a), _single(b)
            if x is None or y is None:
                continue
            relation, why = _judge(x.value or "", y.value or "")
            if why:
                values = [t.span.of(k.reading.report.text) for k, t in ((a, x), (b, y))]
                sides = [side(a, f"{values[0]} ({x.value})", x.span), side(b, f"{values[1]} ({y.value})", y.span)]
                found.append(
                    difference(
                        "date", relation, sides, f"{values[0]} ({x.value}) against {values[1]} ({y.value}): {why}."
                    )
                )
    return found


def _single(telling: Telling) -> TimeExpression | None:
    if not own_text(telling.reading, telling.span):
        return None
    times = [
        t
        for t in telling.times
        if t.type in ("DATE", "TIME") and t.value and (_DAY.match(t.value) or _COARSE.match(t.value))
    ]
    return times[0] if len({t.value for t in times}) == 1 else None


def _judge(a: str, b: str) -> tuple[DifferenceRelation | None, str]:
    x, y = _DAY.match(a), _DAY.match(b)
    if x and y:
        if x[1] != y[1]:
            return "contradiction", "different days"
        if x[2] and y[2]:
            apart = abs(int(x[2]) * 60 + int(x[3]) - int(y[2]) * 60 - int(y[3]))
            if apart and apart <= ROUNDED_MINUTES:
                return "granularity", "one hour is rounder"
            if apart and apart % 60 in (0, 1, 59):
                return "tension", "different hours, by whole hours: perhaps those of different time zones"
            return ("contradiction", "different hours") if apart else (None, "")
        if x[4] and y[4] and x[4] != y[4]:
            return "contradiction", "different times of day"
        return None, ""
    shorter, longer = sorted((a, b), key=lambda v: (len(v), v))
    if _COARSE.match(shorter) and not longer.startswith(shorter):
        return "contradiction", "different times"
    return None, ""
