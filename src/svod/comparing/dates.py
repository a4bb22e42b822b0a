"""Where reports give different days or hours for one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svod.comparing.tellings import Closeness, Telling, difference, either, pairs, side
from svod.records import Difference, DifferenceRelation, Statement, TimeExpression

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})|T?(MO|AF|EV|NI))?$")
_COARSE = re.compile(r"(\d{4}(?:-\d{2})?)$")
SAME_MATTER = 0.3  # least likeness and cover of two tellings whose times may clash
ROUNDED_MINUTES = 30  # `at three` and `at 3:01` are one time in round figures


def date_differences(told: Sequence[tuple[Statement, list[Telling]]], closeness: Closeness) -> list[Difference]:
    """Times of one statement that exclude each other. Only where each telling has a single date or hour (of several, one may belong to
    something else), and the tellings are clearly alike: one difference a statement and relation."""
    found = []
    for _, tellings in told:
        clashing: dict[tuple[DifferenceRelation, str], dict[Telling, TimeExpression]] = {}
        for a, b in pairs(tellings):
            x, y = _single(a), _single(b)
            if x is None or y is None or not closeness.close(a, b, SAME_MATTER):
                continue
            relation, why = _judge(x.value or "", y.value or "")
            if relation is not None:
                clashing.setdefault((relation, why), {}).update({a: x, b: y})
        for (relation, why), by_telling in clashing.items():
            ordered = sorted(by_telling.items(), key=lambda p: (p[1].value or "", p[0].support.evidence))
            values = [f"{t.span.of(k.reading.report.text)} ({t.value})" for k, t in ordered]
            sides = [side(k, value, t.span) for value, (k, t) in zip(values, ordered, strict=True)]
            text = either([(value, k.reading) for value, (k, _) in zip(values, ordered, strict=True)])
            found.append(difference("date", relation, sides, f"{text}{f': {why}' if why else ''}."))
    return found


def _single(telling: Telling) -> TimeExpression | None:
    if not telling.reading.layout.is_own(telling.span):
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
            return "contradiction", ""
        if x[2] and y[2]:
            apart = abs(int(x[2]) * 60 + int(x[3]) - int(y[2]) * 60 - int(y[3]))
            if apart and apart <= ROUNDED_MINUTES:
                return "granularity", "one hour is rounder"
            if apart and apart % 60 in (0, 1, 59):
                return "tension", "different hours, by whole hours: perhaps those of different time zones"
            return ("contradiction", "") if apart else (None, "")
        if x[4] and y[4] and x[4] != y[4]:
            return "contradiction", ""
        return None, ""
    shorter, longer = sorted((a, b), key=lambda v: (len(v), v))
    if _COARSE.match(shorter) and not longer.startswith(shorter):
        return "contradiction", ""
    return None, ""
