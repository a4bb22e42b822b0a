"""When things happened: the time expressions of a report, as TIMEX3 types and values.

Pieces (`reading/times/words.py`) that stand together are joined (`u srijedu, 13. rujna, u 18.30`), then each is resolved against the day of
publication, or the day on which quoted words were said, the sentence's tense and the dates named before it. What can't be known is left
open (`XXXX-WXX-3`, `2023-XX`), and `anchor` says so. Values follow TIMEX3 (TimeML 1.2.1); the span leaves the preposition out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from svod.languages.calendar import add_months, in_words
from svod.reading.times.joining import read_pieces
from svod.reading.times.narrative import Tenses
from svod.reading.times.origins import find_origins
from svod.reading.times.values import Context
from svod.records import Layout, Published, Quotation, TimeExpression

_EVERY_DAY = 14
"""Days of an interval of publication up to which each of them is tried; of a longer one its ends and the first of every month between."""
_SHOWN = 3
"""Different values that the anchor of an open expression lists."""


def find_times(
    layout: Layout, published: Published | None, quotations: Sequence[Quotation] = ()
) -> tuple[TimeExpression, ...]:
    """The time expressions of a report, in text order, without overlaps.

    Args:
        layout: the report, cut up.
        published: when it was published; what counts from that day stays open where the days possible come to different values.
        quotations: its quotations; what they say counts from the day on which it was said, where the attribution tells that.

    Returns:
        Expressions with TIMEX3 type and value; `value` is None where the words allow none.
    """
    words, pieces = read_pieces(layout)
    origins = find_origins(layout, words, pieces, quotations)
    tenses = Tenses(words, layout, pieces, origins)

    def resolved(day: date | None) -> tuple[TimeExpression, ...]:
        context = Context(words, layout, day, pieces, origins, tenses)
        return tuple(context.expression(piece) for piece in pieces)

    if published is None or published.day is not None:
        return resolved(published.day if published else None)
    told = f"published between {in_words(published.earliest)} and {in_words(published.latest)}"
    readings = [resolved(day) for day in _days(published)]
    return tuple(_agreed(told, found, left_open) for *found, left_open in zip(*readings, resolved(None), strict=True))


def _days(published: Published) -> list[date]:
    """The days that an interval is tried with, in order."""
    first, last = published.earliest, published.latest
    if (last - first).days < _EVERY_DAY:
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [first]
    while (day := add_months(days[-1].replace(day=1), 1)) < last:
        days.append(day)
    return [*days, last]


def _agreed(told: str, found: Sequence[TimeExpression], left_open: TimeExpression) -> TimeExpression:
    """What every day of the interval comes to; else the open value, with what the days come to in its anchor."""
    first = found[0]
    if all(replace(other, anchor=first.anchor) == first for other in found):
        if all(other.anchor == first.anchor for other in found):
            return first
        return replace(first, anchor=f"{told}: {first.value}, whichever day it was")
    values = list(dict.fromkeys(other.value or "none" for other in found))
    many = " or ".join(values) if len(values) <= _SHOWN else f"{values[0]} to {values[-1]}"
    return replace(left_open, anchor=f"{told}: {many}")
