"""What the meaning of a time expression depends on: the day that it counts from, the dates named before it, the tense around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from svod.languages.calendar import shift, unknown_of, valid, value_of
from svod.reading.times.lengths import season_year
from svod.reading.times.origins import PUBLICATION, Origin
from svod.reading.times.pieces import Piece, When, Words
from svod.reading.times.tense import Tense, find_tense, sentence_of
from svod.records import Layout, Span

_YEARS = {"Y": 1, "DE": 10, "CE": 100}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![-\d/])")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d")


@dataclass(frozen=True, slots=True)
class Here:
    """What an expression counts from: the day, if it is known, or only its month or year (`coarse`), or its weekday; and its name."""

    day: date | None
    name: str = "the day of publication"
    coarse: str = ""
    weekday: int | None = None

    def __str__(self) -> str:
        known = self.day and value_of(self.day, self.coarse or "D")
        return f"{self.name} {known}" if known else f"{self.name}, which is not known"

    @property
    def unknown(self) -> str:
        """That the day is not known, in words."""
        return f"{self.name} is not known"


@dataclass(slots=True)
class Named:
    """The narrative so far: the date named last (a day, week, month …), the last one that was named and not pointed at, the last hour, and
    the last year, with where it was given in full."""

    value: str | None = None
    text: str = ""
    end: int = 0
    remote: tuple[str, str] | None = None
    clock: str | None = None
    year: int | None = None
    year_text: str = ""
    year_in: Span | None = None
    year_from: int = 0

    def take(self, value: str, text: str, end: int, *, remote: bool) -> None:
        """Remember a value."""
        if value[4:5] == "-" and value[5:6].isdigit():
            self.value, self.text, self.end = value.partition("T")[0], text, end
            self.clock = value if _CLOCK.fullmatch(value) else None
            if remote:
                self.remote = self.value, text
        if remote:
            self.year, self.year_text, self.year_in = int(value[:4]), text, None

    def counted(self, when: When) -> tuple[date | None, str | None, str]:
        """What is counted from what was named: the day where it comes to one, the value, and what it rests on."""
        unit = when.unit or "D"
        if unit == "T":
            # `od tada` after `jučer` does not mean yesterday: then is a date that was named, not pointed at.
            value, name = self.remote or ("PAST_REF", "none")
            return None, value, f"the date named before: {name}"
        if unit in _YEARS and self.year is not None:
            year, anchor = self.year + when.steps * _YEARS[unit], f"the year named before: {self.year_text}"
            return None, f"{year:04}" if MINYEAR <= year <= MAXYEAR else None, anchor
        if unit in ("TH", "TMIN"):
            return None, self._hours_on(when), f"the hour named before: {self.text}"
        anchor = f"the date named before: {self.text}"
        if self.value is None:
            return None, unknown_of(unit), "no date named before"
        if unit == "D" and not when.steps:
            day = date.fromisoformat(self.value) if _DAY.fullmatch(self.value) else None
            return day, self.value, anchor
        point = _POINT.fullmatch(self.value)
        if point is None or not (point[3] or (point[2] and unit in ("M", "Q"))):
            return None, unknown_of(unit), anchor
        try:
            day = shift(date(int(point[1]), int(point[2]), int(point[3] or 1)), unit, when.steps)
        except (ValueError, OverflowError):
            return None, None, "outside the calendar"
        return (day if unit == "D" else None), value_of(day, unit), anchor

    def _hours_on(self, when: When) -> str | None:
        """`час по-късно`: so long after the hour named before; None where none was self."""
        if self.clock is None:
            return None
        minutes = when.steps * (60 if when.unit == "TH" else 1)
        return (datetime.fromisoformat(self.clock) + timedelta(minutes=minutes)).isoformat(timespec="minutes")


class Tenses:
    """The tense at each piece of a report, found once however many days it is read for."""

    def __init__(
        self, words: Words, layout: Layout, pieces: Sequence[Piece], origins: Mapping[int, Origin] | None = None
    ) -> None:
        self._words, self._layout, self._pieces, self._origins = words, layout, pieces, origins or {}
        self._known: dict[Piece, Tense] = {}

    def at(self, piece: Piece) -> Tense:
        """The tense at a piece; in quoted or reported words that of their own verbs."""
        tense = self._known.get(piece)
        if tense is None:
            origin = self._origins.get(piece.first, PUBLICATION)
            sentence = sentence_of(self._layout, self._words, piece)
            within = origin.words if origin.words and origin.words.overlaps(sentence) else sentence
            span = Span(max(within.start, sentence.start), min(within.end, sentence.end))
            tense = find_tense(self._words, piece, self._pieces, span)
            if not tense.direction and origin.kind != "speech" and span != sentence:
                tense = find_tense(self._words, piece, self._pieces, sentence)
            self._known[piece] = tense
        return tense


def begins(when: When) -> int:
    """The month in which a part of a year begins."""
    section = when.section or ""
    return (
        when.month or {"Q": 3, "H": 6}.get(section[:1], 0) * (int(section[1:]) - 1 if section[1:].isdigit() else 0) + 1
    )


def day_of_month(when: When, here: Here) -> tuple[date | None, str | None, str]:
    """`5. ovog mjeseca`: a day of the month of publication, or of one counted from it."""
    if here.day is None or here.coarse:
        return None, f"XXXX-XX-{when.day:02}", f"the month is not told: {here.unknown}"
    month = shift(here.day.replace(day=1), "M", when.steps)
    if not valid(month.year, month.month, when.day or 0):
        return None, None, "no such day in that month"
    day = month.replace(day=when.day or 1)
    return day, day.isoformat(), f"the month from {here}"


def after(until: When, start: str) -> When:
    """The end of a range, in the year of its beginning or the next where it has a month and no year: it comes after the beginning."""
    if until.year is not None or until.month is None or until.origin is not None or not start[:4].isdigit():
        return until
    first = [int(part) for part in start[5:10].split("-") if part.isdigit()]
    return replace(until, year=int(start[:4]) + ([until.month, until.day or 31] < first))


def dated(when: When, tense: Tense, here: Here) -> date | None:
    """The date without a year that is nearest to the day it counts from; with a weekday, the one that falls on it."""
    month, number = when.month or 1, when.day or 1
    if when.year and valid(when.year, month, number):
        return date(when.year, month, number)
    origin = here.day
    if origin is None:
        return None
    years = [origin.year - 1, origin.year, origin.year + 1]
    if when.unit == "Y":
        years = [origin.year + when.steps]
    days = [date(year, month, number) for year in years if valid(year, month, number)]
    if when.weekday and any(d.isoweekday() == when.weekday for d in days):
        days = [d for d in days if d.isoweekday() == when.weekday]

    def remoteness(day: date) -> tuple[int, date]:
        # A verb in the past pulls a date half a year off to the past, but not one of the coming weeks
        # (`najavio je za 20. rujna`).
        distance = (day - origin).days
        against = tense.direction * distance < 0 and abs(distance) > 60
        return abs(distance) + 120 * against, day

    return min(days, key=remoteness) if days else None


def year_of_period(when: When, here: date, direction: int) -> int:
    """The year of a month, season, quarter or half whose year is not told, by what it is counted from or by the tense."""
    if when.origin == "published" and when.unit == "Y" and not (when.season == "WI" and when.steps == 0):
        return here.year + when.steps
    direction = when.turn if when.turn is not None else direction
    if when.season:
        return season_year(when.season, here, 0 if when.origin else when.turn, direction)
    if when.month is None:
        first = begins(when)  # `u drugoj polovici godine su se oporavile`, said in March
        passed = when.section is not None and when.origin is None and direction < 0 and first > here.month
        return here.year - passed
    ahead = (when.month - here.month) % 12
    if when.turn == 0 or ahead == 0:
        return here.year + (when.turn or 0) * (ahead == 0)
    if direction == 0:
        direction = 1 if ahead <= 3 else -1
    later = here.year + (here.month + ahead > 12)
    return later if direction > 0 else later - 1


def morning_after(night: str) -> str:
    """`в ночь на среду` names Wednesday, though the night begins on the day before."""
    return (date.fromisoformat(night[:10]) + timedelta(days=1)).isoformat() if _DAY.match(night) else night
