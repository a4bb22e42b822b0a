"""What a time expression means, counted from one day: the TIMEX3 value of a piece, given the day, the tense and the dates named before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from svod.languages.calendar import WEEKDAYS, shift, unknown_of, valid, value_of, weekday_near
from svod.reading.times.joining import has_day
from svod.reading.times.lengths import ends_of, in_order, modifier_of, nth_weekday, offset, year_of
from svod.reading.times.narrative import (
    Here,
    Named,
    Tenses,
    after,
    begins,
    dated,
    day_of_month,
    morning_after,
    year_of_period,
)
from svod.reading.times.origins import PUBLICATION, Origin
from svod.reading.times.pieces import Piece, When, Words
from svod.reading.times.tense import Tense, sentence_of
from svod.records import Layout, Span, TimeExpression, TimeModifier, TimeType

_UNIT_NAMES = {
    "D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
_HALVED = {"WD": "W", "MD": "M"}
"""One and a half weeks or months are counted in days, and told as the week or month in which they end."""
_FINER = {"M": ("D", "W", "WE"), "Y": ("D", "W", "WE", "M", "Q")}
"""Units that can't be counted from a month, or from a year."""
_NOON = 12
_OUTSIDE = "outside the calendar"
_HOURS = {"MI": "12:00", "MN": "24:00"}
"""Parts of the day that are an hour: midday, midnight."""
_REACH = 300
"""Characters over which a date holds for clock times without one (`In der Aula … am 3. Mai. Beginn ist um 20 Uhr`)."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![-\d/])")
_NAMED = re.compile(r"\d{4}(?:-[^/]*)?\Z")
_OPEN_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")

_COUNTED = _UNIT_NAMES | {
    "FY": "business year", "SY": "school year", "WD": "day", "MD": "day", "TH": "hour", "TMIN": "minute", "TS": "second",
}  # fmt: skip


def _distance(when: When) -> str:
    """How far a place on the calendar lies from what it counts from: `2 weeks after`."""
    if not when.steps:
        return "the same"
    count = abs(when.steps)
    return (
        f"{count} {_COUNTED.get(when.unit or 'D', 'hour')}{'s' * (count > 1)} {'after' if when.steps > 0 else 'before'}"
    )


@dataclass(slots=True)
class Context:
    """What expressions are resolved against: the day of publication, the sentences, the quotations and the dates named so far."""

    words: Words
    layout: Layout
    published: date | None
    pieces: Sequence[Piece]
    origins: Mapping[int, Origin] = field(default_factory=dict)
    tenses: Tenses | None = None
    narratives: dict[str, Named] = field(default_factory=dict)
    bound: dict[int, date] = field(default_factory=dict)
    votes: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tenses = self.tenses or Tenses(self.words, self.layout, self.pieces, self.origins)
        self.narratives.setdefault("", Named())
        counts: dict[int, Counter[int]] = {}
        for piece in self.pieces:
            for when in (piece.when, piece.until):
                if when is None or when.weekday is None:
                    continue
                if when.month and when.day:
                    day = dated(when, Tense(0, False), Here(self.published))
                    if day and day.isoweekday() == when.weekday:
                        self.bound.setdefault(when.weekday, day)
                else:
                    tense = self._tense(piece)
                    if tense.strong and when.turn is None:
                        counts.setdefault(when.weekday, Counter())[tense.direction] += 1
        for weekday, count in counts.items():
            past, future = count[-1], count[1]
            self.votes[weekday] = 0 if past == future else -1 if past > future else 1

    def _tense(self, piece: Piece) -> Tense:
        assert self.tenses is not None
        return self.tenses.at(piece)

    def _origin(self, piece: Piece) -> Origin:
        return self.origins.get(piece.first, PUBLICATION)

    def _here(self, piece: Piece) -> Here:
        """The day that a piece counts from."""
        origin = self._origin(piece)
        if origin.kind == "publication":
            return Here(self.published)
        told = origin.told
        if origin.kind == "elsewhere":
            stamp = self._resolve(told, told.when, Here(None))[1] if told and told.when and told is not piece else None
            return Here(date.fromisoformat(stamp[:10]) if stamp else None, "the day of another article")
        if told is None or told.when is None:
            return Here(self.published)
        value = self._resolve(told, told.when, self._here(told))[1] or ""
        name = f"the day of the speech ({self.words.span(told).of(self.layout.text)})"
        if point := _POINT.match(value):
            day = date(int(point[1]), int(point[2] or 1), int(point[3] or 1))
            if self.published is not None and day > self.published:
                return Here(self.published)
            return Here(day, name, "" if point[3] else "M" if point[2] else "Y")
        weekday = _OPEN_WEEKDAY.match(value)
        return Here(None, name, weekday=int(weekday[1]) if weekday else None)

    def _narrative(self, piece: Piece) -> Named:
        """The dates named so far where a piece stands; what quoted words of another day or another article name stays there."""
        scope = self._origin(piece).scope
        if scope not in self.narratives:
            outside = self.narratives[""]
            self.narratives[scope] = replace(outside)
        return self.narratives[scope]

    def expression(self, piece: Piece) -> TimeExpression:
        """The resolved expression, without a value where that lies outside the years 1 to 9999; remembers its day or month for the
        expressions after it."""
        span = self.words.span(piece)
        mod = piece.mod or modifier_of(self.words, piece)
        try:
            return self._expression(piece, span, mod)
        except (ValueError, OverflowError):  # as `date` and `timedelta` raise them at the ends of the calendar
            return TimeExpression(span, piece.type, None, _OUTSIDE, mod=mod)

    def _expression(self, piece: Piece, span: Span, mod: TimeModifier | None) -> TimeExpression:
        if piece.when is None:
            return self._length(piece, span, mod)
        here = self._here(piece)
        if piece.value is not None and piece.when.origin == "published" and self._tense(piece).direction < 0:
            piece = self._since_then(piece)
        if piece.when is None:
            return TimeExpression(span, "DURATION", piece.value, "a length of time: the verb is in the past", mod=mod)
        kind, value, anchor = self._resolve(piece, piece.when, here)
        if piece.until is not None and value is not None:
            _, end, _ = self._resolve(piece, after(piece.until, value), here)
            if end is not None:
                value, end = in_order(value, end)
                value = f"{value}/{end}"
        note = f"{anchor}; {piece.note}" if piece.note else anchor
        if value and _NAMED.match(value):
            named = self._narrative(piece)
            named.take(
                morning_after(value) if piece.when.eve else value,
                span.of(self.layout.text),
                span.end,
                remote=piece.when.origin != "published" or bool(piece.when.day),
            )
            if piece.when.year:
                named.year_in, named.year_from = sentence_of(self.layout, self.words, piece), begins(piece.when)
        return TimeExpression(span, kind, value, note, mod=mod)

    def _since_then(self, piece: Piece) -> Piece:
        """`Через два дня дорогу открыли`: so long after the date named before; without one, a length of time."""
        assert piece.when is not None
        later = replace(piece.when, origin="named")
        if self.words.calendar.ends("after_named", self.words.tokens, piece.first):
            value = self._narrative(piece).counted(later)[1]
            if value and "X" not in value:
                return replace(piece, when=later)
        return replace(piece, when=None)

    def _length(self, piece: Piece, span: Span, mod: TimeModifier | None) -> TimeExpression:
        """A value that needs no calendar; the ends of a length of time that is counted back or on."""
        if piece.type != "DURATION" or piece.turn is None or piece.value is None:
            return TimeExpression(span, piece.type, piece.value, piece.note, mod=mod)
        here = self._here(piece)
        begin, end = (None, None) if here.day is None or here.coarse else ends_of(piece.value, here.day, piece.turn)
        anchor = f"counted {'back' if piece.turn < 0 else 'on'} from {here}"
        return TimeExpression(span, "DURATION", piece.value, anchor, begin, end, mod)

    def _resolve(self, piece: Piece, when: When, here: Here) -> tuple[TimeType, str | None, str]:
        day, value, anchor = self._place(piece, when, here)
        part = when.part if when.part not in (None, "X") else None
        if when.hour is None and part is None:
            return ("TIME" if piece.type == "TIME" else "DATE"), value, anchor
        if day is None and not has_day(when):
            value, anchor = (
                "XXXX-XX-XX",
                f"the day is not told, and {here.unknown}" if here.day is None else "which day is not told",
            )
            # `morgens`, `nachts` without a verb that tells a tense are any morning, any night.
            one = when.hour is not None or part in _HOURS or self._tense(piece).direction
            if here.day is not None and not here.coarse and one:
                value, anchor = here.day.isoformat(), f"no day is told: {here}"
            named = self._narrative(piece)
            near = self.words.tokens[piece.first].span.start - named.end < _REACH
            if named.value and len(named.value) == 10 and near:
                value, anchor = named.value, f"the day named before: {named.text}"
        if value is None:
            return "TIME", None, anchor
        if when.hour is None:
            return "TIME", f"{value}T{_HOURS.get(part or '', part)}", anchor
        hour = when.hour
        if part in ("EV", "AF") and 1 <= hour < 12:
            hour += 12
        if part == "NI" and hour == _NOON:
            hour = 0
        before_midnight = part == "NI" and hour < 6 and when.origin == "published" and when.steps == 0
        if before_midnight and day is not None and self._tense(piece).direction >= 0:
            # `danes ponoči ob 02.15` is said before midnight: the night ends on the next day.
            value = (day + timedelta(days=1)).isoformat()
        if when.eve and hour < _NOON and day is not None:  # `u noći na utorak oko 2 sata`: on Tuesday
            value = (day + timedelta(days=1)).isoformat()
        return "TIME", f"{value}T{hour:02}:{when.minute or 0:02}{offset(when.zone, value)}", anchor

    def _place(self, piece: Piece, when: When, here: Here) -> tuple[date | None, str | None, str]:
        """The day (where it comes to one), the value, and what it rests on."""
        if when.eve:
            day, value, anchor = self._place(piece, replace(when, eve=False), here)
            before = day - timedelta(days=1) if day else None
            return before, before.isoformat() if before else value, f"the night to the day: {anchor}"
        if when.nth is not None:
            return self._in_month(piece, when, here)
        if when.day and when.unit == "M":
            return day_of_month(when, here)
        if when.day and when.month:
            return self._calendar_day(piece, when, here)
        if when.weekday:
            return self._weekday(piece, when, here)
        if when.origin == "named":
            named = self._narrative(piece)
            if named.value is None and named.year is None and when.steps < 0 and self._tells_itself(piece, when):
                return self._from_here(when, here)
            return named.counted(when)
        if when.origin == "published" and when.month is None and when.section is None and when.season is None:
            return self._from_here(when, here)
        return None, *self._period(piece, when, here)

    def _tells_itself(self, piece: Piece, when: When) -> bool:
        """`Накануне`, `годом ранее` with no date named before: the day or year before that of publication."""
        words = range(piece.first, piece.last)
        return when.unit in ("M", "Q", "Y") or any(
            self.words.calendar.has("or_published", self.words.norm(i)) for i in words
        )

    def _in_month(self, piece: Piece, when: When, here: Here) -> tuple[date | None, str | None, str]:
        """`posljednje subote u veljači`: the weekday counted within the month."""
        month, anchor = self._period(piece, replace(when, weekday=None, nth=None), here)
        if month is None or not month[:4].isdigit():
            return None, f"XXXX-{when.month:02}-XX", anchor
        day = nth_weekday(int(month[:4]), when.month or 1, when.weekday or 1, when.nth or 1)
        return day, day.isoformat() if day else None, anchor

    def _calendar_day(self, piece: Piece, when: When, here: Here) -> tuple[date | None, str | None, str]:
        month, number = when.month or 1, when.day or 1
        if not valid(when.year, month, number):
            return None, None, "no such day in that year" if when.year else "no such day in that month"
        if when.year:
            day = date(when.year, month, number)
            return day, day.isoformat(), "the date in full"
        found = dated(when, self._tense(piece), here)
        if found:
            return found, found.isoformat(), f"the year from {here}"
        return None, f"XXXX-{month:02}-{number:02}", f"the year is not told, and {here.unknown}"

    def _weekday(self, piece: Piece, when: When, here: Here) -> tuple[date | None, str, str]:
        weekday = when.weekday or 1
        name = WEEKDAYS[weekday - 1]
        if here.day is None or here.coarse:
            return None, f"XXXX-WXX-{weekday}", f"{name}; {here.unknown}"
        if when.unit == "W":  # `sljedećeg tjedna u petak`
            day = here.day + timedelta(days=weekday - here.day.isoweekday() + 7 * when.steps)
            return day, day.isoformat(), f"{name} of the week that is counted from {here}"
        if when.turn is not None:
            if when.turn == 0:
                day = here.day + timedelta(days=weekday - here.day.isoweekday())
            else:
                day = weekday_near(here.day + timedelta(days=when.turn), weekday, when.turn)
            return day, day.isoformat(), f"{name}, counted from {here}"
        bound = self.bound.get(weekday)
        if bound and abs((bound - here.day).days) <= 7:
            return bound, bound.isoformat(), f"{name}; the report itself gives its date"
        tense = self._tense(piece)
        direction = tense.direction if tense.strong else self.votes.get(weekday, 0) or tense.direction
        if not direction and when.hour is not None:
            direction = 1  # an hour without a verb in the past announces: `v pátek v 9:00 se sejde`
        if not direction and self._origin(piece).kind == "speech":
            day = here.day + timedelta(days=(weekday - here.day.isoweekday() + 3) % 7 - 3)
            return day, day.isoformat(), f"{name} nearest to {here}"
        day = weekday_near(here.day, weekday, direction or -1)
        side = "on or after" if direction > 0 else "on or before"
        why = {1: "future", -1: "past"}.get(direction, "no tense told: the last one")
        return day, day.isoformat(), f"{name} {side} {here} ({why})"

    def _from_here(self, when: When, here: Here) -> tuple[date | None, str | None, str]:
        unit = when.unit or "D"
        told = _distance(when)
        if unit == "D" and here.weekday is not None:  # `w poniedziałek … jutro`, and nobody knows which Monday
            return None, f"XXXX-WXX-{(here.weekday + when.steps - 1) % 7 + 1}", f"{here}: {told}"
        if here.day is None:
            name = _UNIT_NAMES.get(unit, "hour")
            return None, unknown_of(unit), f"{here.name.replace('day', name, 1)}, which is not known: {told}"
        if unit.startswith("T"):
            return None, here.day.isoformat(), f"{told} {here}"
        if unit in ("FY", "SY"):
            return None, year_of(here.day, unit, when.steps), f"{here}: {told}"
        if unit in _HALVED:
            day = here.day + timedelta(days=when.steps)
            return None, value_of(day, _HALVED[unit]), f"{here}: {told}"
        if unit in _FINER.get(here.coarse, ()):
            return None, unknown_of(unit), f"{here} is all that is known: {told}"
        try:
            day = shift(here.day, unit, when.steps)
        except (ValueError, OverflowError):
            return None, None, _OUTSIDE
        return (day if unit == "D" else None), value_of(day, unit), f"{here}: {told}"

    def _period(self, piece: Piece, when: When, here: Here) -> tuple[str | None, str]:
        """A month, season, quarter, year, decade, century or weekend."""
        if when.decade is not None:
            return f"{when.decade:03}", "the decade in full"
        if when.century is not None:
            return f"{when.century:02}", "the century in full"
        year, anchor = when.year, "the year in full"
        named = self._narrative(piece)
        bare = year is None and when.origin is None and when.turn is None and bool(when.month or when.section)
        if bare and named.year_in == sentence_of(self.layout, self.words, piece) and begins(when) >= named.year_from:
            year, anchor = named.year, f"the year named before: {named.year_text}"
        if year is None and here.day is None:
            anchor = f"the year is not told, and {here.unknown}"
        elif year is None and here.day is not None:
            year, anchor = year_of_period(when, here.day, self._tense(piece).direction), f"the year from {here}"
        if when.unit == "WE" and when.origin is None:
            if here.day is None:
                return unknown_of("WE"), anchor
            direction = when.turn or self._tense(piece).direction
            day = weekday_near(here.day, 6, direction if direction > 0 else -1)
            return value_of(day, "WE"), f"the weekend next to {here}"
        if year is not None and not MINYEAR <= year <= MAXYEAR:
            return None, _OUTSIDE
        stem = f"{year:04}" if year is not None else "XXXX"
        if when.month:
            return f"{stem}-{when.month:02}", anchor
        if when.section in ("FY", "SY") and year is not None:
            return year_of(date(year, 12, 31), when.section, 0), anchor
        suffix = when.season or when.section
        return (f"{stem}-{suffix}" if suffix else stem), anchor
