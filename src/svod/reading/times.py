"""When things happened: the time expressions of a report, as TIMEX3 types and values.

Pieces (`reading/time_words.py`) that stand together are joined (`u srijedu, 13. rujna, u 18.30`), then each is resolved against the day of
publication, the sentence's tense and the dates named before it. What can't be known is left open (`XXXX-WXX-3`, `2023-XX`), and `anchor`
says so. Values follow TIMEX3 (TimeML 1.2.1); the span leaves the preposition out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from svod.languages.calendar import shift, unknown_of, valid, value_of, weekday_near
from svod.reading.tense import Tense, find_tense, sentence_of
from svod.reading.time_joining import has_day, read_pieces
from svod.reading.time_pieces import Piece, When, Words
from svod.records import Layout, Span, TimeExpression, TimeType

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNIT_NAMES = {
    "D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
_REACH = 300
"""Characters over which a date holds for clock times without one (`In der Aula … am 3. Mai. Beginn ist um 20 Uhr`)."""


def find_times(layout: Layout, published: date | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a report, in text order, without overlaps.

    Args:
        layout: the report, cut up.
        published: its day of publication where it is known to the day; without it, what counts from it stays open.

    Returns:
        Expressions with TIMEX3 type and value; `value` is None where the words allow none.
    """
    words, pieces = read_pieces(layout)
    context = Context(words, layout, published, pieces)
    return tuple(context.expression(piece) for piece in pieces)


@dataclass(slots=True)
class Context:
    """What expressions are resolved against: the day of publication, the sentences, and the dates named so far."""

    words: Words
    layout: Layout
    published: date | None
    pieces: Sequence[Piece]
    named: str | None = None
    named_as: str = ""
    named_end: int = 0
    remote: tuple[str, str] | None = None
    bound: dict[int, date] = field(default_factory=dict)
    votes: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts: dict[int, Counter[int]] = {}
        for piece in self.pieces:
            for when in (piece.when, piece.until):
                if when is None or when.weekday is None:
                    continue
                if when.month and when.day:
                    day = self._dated(when, Tense(0, False))
                    if day and day.isoweekday() == when.weekday:
                        self.bound.setdefault(when.weekday, day)
                else:
                    tense = self._tense(piece)
                    if tense.strong and when.turn is None:
                        counts.setdefault(when.weekday, Counter())[tense.direction] += 1
        for weekday, count in counts.items():
            past, future = count[-1], count[1]
            self.votes[weekday] = 0 if past == future else -1 if past > future else 1

    def _sentence(self, piece: Piece) -> Span:
        return sentence_of(self.layout, self.words, piece)

    def _tense(self, piece: Piece) -> Tense:
        return find_tense(self.words, piece, self.pieces, self._sentence(piece))

    def expression(self, piece: Piece) -> TimeExpression:
        """The resolved expression; remembers its day or month for the expressions after it."""
        span = self.words.span(piece)
        if piece.when is None:
            return TimeExpression(span, piece.type, piece.value, piece.note)
        if piece.value is not None and piece.when.origin == "published" and self._tense(piece).direction < 0:
            return TimeExpression(span, "DURATION", piece.value, "a length of time: the verb is in the past")
        kind, value, anchor = self._resolve(piece, piece.when)
        if piece.until is not None and value is not None:
            _, end, _ = self._resolve(piece, piece.until)
            if end is not None:
                value, end = self._ordered(value, end)
                value = f"{value}/{end}"
        note = f"{anchor}; {piece.note}" if piece.note else anchor
        if value and value[:4].isdigit() and value[4:5] == "-" and value[5:6].isdigit() and "/" not in value:
            self.named, self.named_as = value.partition("T")[0], span.of(self.layout.text)
            self.named_end = span.end
            if piece.when.origin != "published" or piece.when.day:
                self.remote = self.named, self.named_as
        return TimeExpression(span, kind, value, note)

    def _ordered(self, start: str, end: str) -> tuple[str, str]:
        """`od četvrtka do nedjelje`: the end comes after the beginning."""
        try:
            first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
        except ValueError:
            return start, end
        if last < first and (first - last).days < 7:
            last += timedelta(days=7)
        return start, last.isoformat() + end[10:]

    def _resolve(self, piece: Piece, when: When) -> tuple[TimeType, str | None, str]:
        day, value, anchor = self._place(piece, when)
        part = when.part if when.part not in (None, "X") else None
        if when.hour is None and part is None:
            return ("TIME" if piece.type == "TIME" else "DATE"), value, anchor
        if day is None and not has_day(when):
            value, anchor = "XXXX-XX-XX", "the day is not told"
            if self.named and len(self.named) == 10 and self._named_here(piece):
                value, anchor = self.named, f"the day named before: {self.named_as}"
        if value is None:
            return "TIME", None, anchor
        if when.hour is None:
            return "TIME", f"{value}T{'12:00' if part == 'MI' else part}", anchor
        hour = when.hour
        if part in ("EV", "AF") and 1 <= hour < 12:
            hour += 12
        if part == "NI" and hour < 6 and day is not None and when.origin == "published" and when.steps == 0:
            # `danes ponoči ob 02.15` is said before midnight: the night ends on the next day.
            value = (day + timedelta(days=1)).isoformat()
        return "TIME", f"{value}T{hour:02}:{when.minute or 0:02}{_offset(when.zone, value)}", anchor

    def _named_here(self, piece: Piece) -> bool:
        return self.words.tokens[piece.first].span.start - self.named_end < _REACH

    def _place(self, piece: Piece, when: When) -> tuple[date | None, str | None, str]:
        """The day (where it comes to one), the value, and what it rests on."""
        if when.day and when.month:
            return self._calendar_day(piece, when)
        if when.weekday:
            return self._weekday(piece, when)
        if when.origin == "named":
            return self._from_named(when)
        if when.origin == "published" and when.month is None and when.section is None and when.season is None:
            return self._from_published(when)
        return None, *self._period(piece, when)

    def _calendar_day(self, piece: Piece, when: When) -> tuple[date | None, str | None, str]:
        month, number = when.month or 1, when.day or 1
        if when.year and not valid(when.year, month, number):
            return None, None, "no such day in that year"
        if when.year:
            day = date(when.year, month, number)
            return day, day.isoformat(), "the date in full"
        found = self._dated(when, self._tense(piece))
        if found:
            return found, found.isoformat(), f"the year from the day of publication {self.published}"
        return None, f"XXXX-{month:02}-{number:02}", "the year is not told, and the day of publication is not known"

    def _dated(self, when: When, tense: Tense) -> date | None:
        """The date without a year that is nearest to publication; with a weekday, the one that falls on it."""
        month, number = when.month or 1, when.day or 1
        if when.year and valid(when.year, month, number):
            return date(when.year, month, number)
        if self.published is None:
            return None
        years = [self.published.year - 1, self.published.year, self.published.year + 1]
        if when.unit == "Y":
            years = [self.published.year + when.steps]
        days = [date(year, month, number) for year in years if valid(year, month, number)]
        if when.weekday and any(d.isoweekday() == when.weekday for d in days):
            days = [d for d in days if d.isoweekday() == when.weekday]
        here = self.published

        def remoteness(day: date) -> tuple[int, date]:
            # A verb in the past pulls a date half a year off to the past, but not one of the coming weeks
            # (`najavio je za 20. rujna`).
            distance = (day - here).days
            against = tense.direction * distance < 0 and abs(distance) > 60
            return abs(distance) + 120 * against, day

        return min(days, key=remoteness) if days else None

    def _weekday(self, piece: Piece, when: When) -> tuple[date | None, str, str]:
        weekday = when.weekday or 1
        name = _WEEKDAYS[weekday - 1]
        if self.published is None:
            return None, f"XXXX-WXX-{weekday}", f"{name}; the day of publication is not known"
        if when.turn is not None:
            if when.turn == 0:
                day = self.published + timedelta(days=weekday - self.published.isoweekday())
            else:
                day = weekday_near(self.published + timedelta(days=when.turn), weekday, when.turn)
            return day, day.isoformat(), f"{name}, counted from the day of publication {self.published}"
        bound = self.bound.get(weekday)
        if bound and abs((bound - self.published).days) <= 7:
            return bound, bound.isoformat(), f"{name}; the report itself gives its date"
        tense = self._tense(piece)
        direction = tense.direction if tense.strong else self.votes.get(weekday, 0) or tense.direction
        if not direction and when.hour is not None:
            direction = 1  # an hour without a verb in the past announces: `v pátek v 9:00 se sejde`
        day = weekday_near(self.published, weekday, direction or -1)
        side = "on or after" if direction > 0 else "on or before"
        why = {1: "future", -1: "past"}.get(direction, "no tense told: the last one")
        return day, day.isoformat(), f"{name} {side} the day of publication {self.published} ({why})"

    def _from_published(self, when: When) -> tuple[date | None, str | None, str]:
        unit = when.unit or "D"
        name = _UNIT_NAMES.get(unit, "hour")
        told = "the same" if not when.steps else f"{abs(when.steps)} {'after' if when.steps > 0 else 'before'}"
        if self.published is None:
            return None, unknown_of(unit), f"{name} of publication, which is not known: {told}"
        if unit.startswith("T"):
            return None, self.published.isoformat(), f"hours {told} publication on {self.published}"
        try:
            day = shift(self.published, unit, when.steps)
        except (ValueError, OverflowError):
            return None, None, "outside the calendar"
        return (day if unit == "D" else None), value_of(day, unit), f"{name} of publication {self.published}: {told}"

    def _from_named(self, when: When) -> tuple[date | None, str | None, str]:
        unit = when.unit or "D"
        if unit == "T":
            # `od tada` after `jučer` does not mean yesterday: then is a date that was named, not pointed at.
            value, name = self.remote or ("PAST_REF", "none")
            return None, value, f"the date named before: {name}"
        if self.named is None:
            return None, unknown_of(unit), "no date named before"
        anchor = f"the date named before: {self.named_as}"
        if unit == "D" and not when.steps:
            day = date.fromisoformat(self.named) if len(self.named) == 10 and "W" not in self.named else None
            return day, self.named, anchor
        if len(self.named) != 10:
            fits = unit in ("M", "Y") and not when.steps
            return None, self.named[: 7 if unit == "M" else 4] if fits else unknown_of(unit), anchor
        try:
            day = shift(date.fromisoformat(self.named), unit, when.steps)
        except (ValueError, OverflowError):
            return None, None, "outside the calendar"
        return (day if unit == "D" else None), value_of(day, unit), anchor

    def _period(self, piece: Piece, when: When) -> tuple[str | None, str]:
        """A month, season, quarter, year, decade, century or weekend."""
        if when.decade is not None:
            return f"{when.decade:03}", "the decade in full"
        if when.century is not None:
            return f"{when.century:02}", "the century in full"
        year, anchor = when.year, "the year in full"
        if year is None and self.published is None:
            anchor = "the year is not told, and the day of publication is not known"
        elif year is None and self.published is not None:
            year, anchor = self._year_of(piece, when, self.published)
        if when.unit == "WE" and when.origin is None:
            if self.published is None:
                return unknown_of("WE"), anchor
            direction = self._tense(piece).direction
            day = weekday_near(self.published, 6, direction if direction > 0 else -1)
            return value_of(day, "WE"), f"the weekend next to the day of publication {self.published}"
        stem = f"{year:04}" if year is not None else "XXXX"
        if when.month:
            return f"{stem}-{when.month:02}", anchor
        suffix = when.season or when.section
        return (f"{stem}-{suffix}" if suffix else stem), anchor

    def _year_of(self, piece: Piece, when: When, published: date) -> tuple[int, str]:
        anchor = f"the year from the day of publication {published}"
        if when.origin == "published" and when.unit == "Y":
            return published.year + when.steps, anchor
        month = when.month or {"SP": 4, "SU": 7, "FA": 10, "WI": 1}.get(when.season or "", 0)
        if not month:
            return published.year, anchor
        direction = when.turn if when.turn is not None else self._tense(piece).direction
        if when.season:
            return published.year + (when.turn or 0) * self._passed(month, published, when.turn or 0), anchor
        ahead = (month - published.month) % 12
        if when.turn == 0 or ahead == 0:
            return published.year + (when.turn or 0) * (ahead == 0), anchor
        if direction == 0:
            direction = 1 if ahead <= 3 else -1
        later = published.year + (published.month + ahead > 12)
        return (later if direction > 0 else later - 1), anchor

    @staticmethod
    def _passed(month: int, published: date, turn: int) -> int:
        """Whether last (next) summer lies in another year: the one of this year is still to come (already over)."""
        return int(published.month <= month + 1) if turn < 0 else int(published.month >= month)


def _offset(zone: str | None, day: str) -> str:
    """The offset of a zone on a day as TIMEX3 writes it (`Z`, `+02:00`); empty for local time."""
    if zone is None or zone == "local":
        return ""
    if zone == "UTC":
        return "Z"
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        offset = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone)).strftime("%z")
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    return f"{offset[:3]}:{offset[3:]}"
