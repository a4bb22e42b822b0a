"""The calendar words of a language, and the arithmetic of days, weeks and months.

The words are data (`[times]` of a language): months, weekdays, units, deictic words and so on, each a phrase with a value. Values of
deictic words are a unit and a step, with a part of the day where the word has one: `D-1` yesterday, `D-1TEV` last night, `Y0` this year.
"""

from __future__ import annotations

import calendar as _std
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Any

from svod.languages import data
from svod.languages.phrases import REMEMBERED, Match, Phrases
from svod.records import Token

UNITS = ("S", "MIN", "H", "D", "W", "WE", "M", "Q", "Y", "DE", "CE")
"""Units from short to long: second, minute, hour, day, week, weekend, month, quarter, year, decade, century."""


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""In the language of reasons and anchors; Monday is 1 elsewhere."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_words(day: date) -> str:
    """A day in the language of reasons and anchors.

    >>> in_words(date(2023, 9, 13))
    '13 September 2023'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar words of one language, ready to be matched, by the name of their table."""

    tables: dict[str, Phrases]
    lists: dict[str, Phrases]
    words: dict[str, frozenset[str]]
    flags: dict[str, bool]
    begun: dict[str, dict[str, Phrases]] = field(default_factory=dict)
    """Remembered: word -> the tables of which a phrase can begin with it."""
    rules: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """Remembered: word -> the rules of `reading.times.words` that can begin with it."""

    def at(self, table: str, tokens: Sequence[Token], position: int) -> Match | None:
        """The longest phrase of `table` that begins at token `position`; its `value` is the key it stands under."""
        if not 0 <= position < len(tokens):
            return None
        phrases = self.beginning(tokens[position].norm).get(table)
        return phrases.match_at(tokens, position) if phrases is not None else None

    def beginning(self, norm: str) -> dict[str, Phrases]:
        """The tables of which a phrase can begin with a word, by name."""
        begun = self.begun.get(norm)
        if begun is None:  # most words begin nothing, and this is asked of every word for every table
            if len(self.begun) >= REMEMBERED:
                self.begun.clear()
            both = {**self.lists, **self.tables}
            begun = self.begun[norm] = {name: phrases for name, phrases in both.items() if phrases.may_begin(norm)}
        return begun

    def has(self, table: str, word: str) -> bool:
        """Whether `word` (a token's `norm`) stands in the list `table` just so."""
        return word in self.words.get(table, frozenset())

    def ends(self, table: str, tokens: Sequence[Token], position: int) -> bool:
        """Whether a phrase of `table` ends just before token `position`."""
        for first in range(max(0, position - 4), position):
            match = self.at(table, tokens, first)
            if match is not None and match.last == position:
                return True
        return False


@cache
def calendar(language: str) -> Calendar:
    """The calendar words of `language`; an empty calendar for a language without data.

    >>> from svod.reading.tokens import tokenize
    >>> calendar("sr").at("weekdays", tokenize("у среду", "sr"), 1).value
    '3'
    """
    table: dict[str, Any] = data(language).get("times", {})
    tables = {
        name: Phrases({phrase: key for key, forms in value.items() for phrase in forms})
        for name, value in table.items()
        if isinstance(value, dict)
    }
    lists = {name: value for name, value in table.items() if isinstance(value, list)}
    return Calendar(
        tables=tables,
        lists={name: Phrases(value) for name, value in lists.items()},
        words={name: frozenset(value) for name, value in lists.items()},
        flags={name: value for name, value in table.items() if isinstance(value, bool)},
    )


def add_months(day: date, months: int) -> date:
    """The same day `months` later (negative: earlier), or the last of a shorter month.

    >>> add_months(date(2023, 1, 31), 1)
    datetime.date(2023, 2, 28)
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, _std.monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, steps: int) -> date:
    """`day` moved by `steps` units (of `UNITS`); hours and shorter leave it as it is.

    Raises:
        ValueError, OverflowError: the day lies outside the years 1 to 9999.
    """
    if unit in ("D", "W", "WE"):
        return day + timedelta(days=steps * (1 if unit == "D" else 7))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 0)
    return add_months(day, steps * months)


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month … that `day` lies in.

    >>> [value_of(date(2023, 9, 13), unit) for unit in ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")]
    ['2023-09-13', '2023-W37', '2023-W37-WE', '2023-09', '2023-Q3', '2023', '202', '20']
    """
    week = day.isocalendar()
    return {
        "W": f"{week.year}-W{week.week:02}",
        "WE": f"{week.year}-W{week.week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
    }.get(unit, day.isoformat())


def unknown_of(unit: str) -> str:
    """The TIMEX3 value of an unknown day, week, month …"""
    return {
        "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX",
    }.get(unit, "XXXX-XX-XX")  # fmt: skip


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """The `weekday` (Monday is 1) nearest to `day`, that day included: before it (`direction` -1) or after it (1).

    >>> weekday_near(date(2023, 9, 14), 3, -1), weekday_near(date(2023, 9, 14), 3, 1)
    (datetime.date(2023, 9, 13), datetime.date(2023, 9, 20))
    """
    if direction < 0:
        return day - timedelta(days=(day.isoweekday() - weekday) % 7)
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def valid(year: int | None, month: int, day: int) -> bool:
    """Whether the month has that day (in a leap year, where the year is not known), in the years 1 to 9999."""
    if year is not None and not MINYEAR <= year <= MAXYEAR:
        return False
    return 1 <= month <= 12 and 1 <= day <= _std.monthrange(year or 2024, month)[1]


_HALVES = {"H": ("MIN", 30), "Y": ("M", 6)}
"""What half of a unit is, where it comes out whole."""


def duration(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time; `X` for an unknown number of units.

    >>> duration(18, "M"), duration(2.5, "H"), duration(None, "D"), duration(1.5, "Y"), duration(20, "MIN")
    ('P18M', 'PT2H30M', 'PXD', 'P1Y6M', 'PT20M')
    """
    if number is not None and number % 1 == 0.5 and unit in _HALVES and number < 1e6:
        whole, (half, of) = int(number), _HALVES[unit]
        rest = duration(of, half)
        return duration(whole, unit) + rest.removeprefix("PT" if unit == "H" else "P") if whole else rest
    count = "X" if number is None else f"{number:g}" if number < 1e6 else str(int(number))
    if unit in ("H", "MIN", "S"):
        return f"PT{count}{unit[0]}"
    if unit == "Q":
        return duration(None if number is None else number * 3, "M")
    return f"P{count}{unit}"
