"""When things happened: the time expressions of a report, as TIMEX3 types and values.

Pieces (`reading/timewords.py`) that stand together are joined (`u srijedu, 13. rujna, u 18.30`), then each is resolved against the day of
publication, the sentence's tense and the dates named before it. What can't be known is left open (`XXXX-WXX-3`, `2023-XX`), and `anchor`
says so. Values follow TIMEX3 (TimeML 1.2.1); the span leaves the preposition out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from svod.languages.calendar import calendar, shift, unknown_of, valid, value_of, weekday_near
from svod.languages.numerals import numerals
from svod.reading.timewords import Piece, When, Words, find_pieces
from svod.records import Layout, Span, TimeExpression, TimeType

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNIT_NAMES = {
    "D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
_OPENERS = frozenset("\"'„“”»«›‹‘’([–—-:•")
_REACH = 300
"""Characters over which a date holds for clock times without one (`In der Aula … am 3. Mai. Beginn ist um 20 Uhr`)."""
_NEAR = 24
"""How many tokens from a time expression a verb may stand to tell its tense."""


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


def read_pieces(layout: Layout) -> tuple[Words, list[Piece]]:
    """The joined pieces of a report, before anything is resolved; for `stories.dating` too."""
    words = Words(layout.tokens, _sentence_starts(layout), calendar(layout.language), numerals(layout.language))
    joined = _join(words, find_pieces(words), layout)
    return words, [piece for piece in joined if not piece.loose]


def _sentence_starts(layout: Layout) -> frozenset[int]:
    """Tokens that begin a sentence, a line, a quotation: a capital says nothing there."""
    begins = {span.start for span in layout.sentences}
    starts = set()
    for i, token in enumerate(layout.tokens):
        previous = layout.tokens[i - 1] if i else None
        if previous is None or token.span.start in begins:
            starts.add(i)
        elif "\n" in layout.text[previous.span.end : token.span.start]:
            starts.add(i)
        elif previous.text in _OPENERS and (previous.span.end == token.span.start or previous.text in "–—-:•"):
            starts.add(i)
        elif previous.text in ".!?…" and not layout.sentences:
            starts.add(i)
    return frozenset(starts)


# --- joining ------------------------------------------------------------------------------------------------------------


def _join(words: Words, pieces: list[Piece], layout: Layout) -> list[Piece]:
    breaks = [span.start for span in layout.sentences]
    joined: list[Piece] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if previous and _together(words, previous, piece, layout, breaks):
            when = _combine(previous, piece)
            if when is not None:
                joined[-1] = replace(
                    previous, last=piece.last, when=when, loose=previous.loose and piece.loose, note=previous.note or piece.note
                )
                continue
            if _is_range(words, previous, piece):
                joined[-1] = replace(previous, last=piece.last, until=piece.when, when=_lend(previous.when, piece.when))
                continue
        joined.append(piece)
    return joined


def _together(words: Words, left: Piece, right: Piece, layout: Layout, breaks: Sequence[int]) -> bool:
    """Whether only a comma or prepositions stand between two pieces, in one sentence."""
    if left.when is None or right.when is None or left.until is not None:
        return False
    between = words.tokens[left.last : right.first]
    if len(between) > 3:
        return False
    start, end = words.tokens[left.first].span.start, words.tokens[right.first].span.start
    if bisect_right(breaks, start) != bisect_right(breaks, end):
        return False
    if "\n" in layout.text[words.tokens[left.last - 1].span.end : end]:
        return False
    joiners = (",", "-", "–", "—", "(", ".")
    return all(t.norm in joiners or words.calendar.has("joiners", t.norm) or words.calendar.has("range_to", t.norm) for t in between)


def _combine(left: Piece, right: Piece) -> When | None:
    """One place on the calendar from two pieces that complete each other, else None."""
    a, b = left.when, right.when
    if a is None or b is None:
        return None
    if _is_clock(a) and _is_clock(b) and (a.hour is not None) == (b.hour is not None):
        return None
    for x, y in ((a, b), (b, a)):
        if _is_clock(y) and _has_day(x) and not (x.part and y.part) and x.hour is None:
            return replace(x, part=y.part or x.part, hour=y.hour, minute=y.minute, zone=y.zone)
        if _is_clock(x) and _is_clock(y) and x.hour is not None:
            return replace(x, part=y.part)
        if x.weekday and y.day and not y.weekday and x.day is None and x.origin is None:
            clock = x if y.hour is None else y
            return replace(
                y, weekday=x.weekday, part=y.part or x.part, hour=clock.hour, minute=clock.minute, zone=clock.zone
            )
        if x.origin == "published" and x.unit == "D" and x.steps in (-1, 0, 1) and y.day and not y.weekday:
            return replace(y, part=y.part or x.part, origin="published", unit="D", steps=x.steps)
    if a.origin == "published" and a.unit == "D" and b.weekday and b.day is None and b.turn is None and right.first - left.last <= 2:
        return replace(a, part=a.part or b.part)
    for x, y in ((a, b), (b, a)):  # `maja letos`, `loni v říjnu`
        if x.month and x.year is None and x.turn is None and y.origin == "published" and y.unit == "Y" and not y.section:
            return replace(x, origin=y.origin, unit="Y", steps=y.steps)
    return None


def _is_clock(when: When) -> bool:
    return (when.hour is not None or when.part is not None) and not _has_day(when)


def _has_day(when: When) -> bool:
    return when.day is not None or when.weekday is not None or (when.unit == "D" and when.part != "X")


def _is_range(words: Words, left: Piece, right: Piece) -> bool:
    """`od četvrtka do nedjelje`, `13.–15. rujna`, `2018–2020`: two of a kind with a dash, or with from and to."""
    a, b = left.when, right.when
    if a is None or b is None:
        return False
    between = [t.norm for t in words.tokens[left.last : right.first]]
    kinds = [
        (x.day is not None, x.weekday is not None, x.month is not None, x.hour is not None, x.decade is not None, x.section)
        for x in (a, b)
    ]
    if kinds[0][:2] != kinds[1][:2] or a.origin != b.origin or (kinds[0] != kinds[1] and not (a.year and b.year)):
        return False
    if len(between) == 1 and between[0] in ("-", "–", "—"):
        return True
    opened = words.calendar.has("range_from", words.norm(left.first - 1))
    return opened and bool(between) and any(words.calendar.has("range_to", word) for word in between)


def _lend(first: When | None, second: When | None) -> When | None:
    """The month and year of the second date are the first one's too, where it has none of its own."""
    if first is None or second is None:
        return first
    month = first.month or (second.month if first.day else None)
    year = first.year or (second.year if first.month or first.day else None)
    return replace(first, month=month, year=year)


# --- tense --------------------------------------------------------------------------------------------------------------


def sentence_of(layout: Layout, words: Words, piece: Piece) -> Span:
    """The sentence that a piece begins in; its line where the layout has no sentences."""
    start = words.tokens[piece.first].span.start
    index = bisect_right(layout.sentences, start, key=lambda span: span.start) - 1
    if index >= 0:
        return layout.sentences[index]
    end = layout.text.find("\n", start)
    return Span(layout.text.rfind("\n", 0, start) + 1, end if end > 0 else len(layout.text))


@dataclass(frozen=True, slots=True)
class Tense:
    """-1 past, 1 future, 0 unknown; `strong` where no other time expression stands between the verb and the expression."""

    direction: int
    strong: bool


def _direction(words: Words, i: int) -> int:
    """Whether the word at token `i` speaks of the past (-1) or the future (1)."""
    norm, table = words.norm(i), words.calendar.words
    if words.calendar.at("future", words.tokens, i):
        return 1
    if not norm[:1].isalpha() or len(norm) < 4:
        return -1 if words.calendar.at("past", words.tokens, i) else 0
    if len(norm) > 5 and norm.endswith(tuple(table.get("future_suffixes", ()))):
        return 1
    if words.calendar.at("past", words.tokens, i) or norm.endswith(tuple(table.get("past_suffixes", ()))):
        if words.tokens[i].text[0].isupper() and i not in words.starts:
            return 0
        return 1 if _is_future_participle(words, i) else -1
    return 0


def _is_future_participle(words: Words, i: int) -> bool:
    """Slovene and Polish form the future with the participle of the past: `bo začela`, `będzie trwał`."""
    if "future_auxiliaries" not in words.calendar.words:
        return False
    for j in range(i - 1, max(-1, i - 13), -1):
        norm = words.norm(j)
        if norm == "." or words.calendar.has("past_auxiliaries", norm):
            return False
        if words.calendar.has("future_auxiliaries", norm):
            return True
    return words.calendar.has("future_auxiliaries", words.norm(i + 1))


def find_tense(words: Words, piece: Piece, others: Sequence[Piece], sentence: Span) -> Tense:
    """The tense at a time expression: that of the nearest verb form or future word of its sentence, commas counting as distance."""
    before = [words.norm(piece.first - 1)]
    if words.calendar.has("range_from", before[0]):  # `na okres od czwartku do niedzieli`
        before += [words.norm(piece.first - 2), words.norm(piece.first - 3)]
    if any(words.calendar.has("future_prepositions", word) for word in before):
        return Tense(1, True)
    best: tuple[int, int, bool] | None = None
    for step in (-1, 1):
        i = piece.first - 1 if step < 0 else piece.last
        distance, crossed = 0, False
        while 0 <= i < len(words.tokens) and distance < _NEAR:
            token = words.tokens[i]
            if not sentence.start <= token.span.start < sentence.end:
                break
            distance += 4 if token.text in ",;:()–—" else 1
            crossed = crossed or any(o.first <= i < o.last and o.when and _has_day(o.when) for o in others if o is not piece)
            direction = _direction(words, i)
            if direction:
                candidate = (distance + 3 * crossed, direction, not crossed)
                if best is None or candidate[0] < best[0]:
                    best = candidate
                break
            i += step
    return Tense(best[1], best[2]) if best else Tense(0, False)


# --- resolving ----------------------------------------------------------------------------------------------------------


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
        if day is None and not _has_day(when):
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
            # `danes ponoči ob 03.01` is said before midnight: the night ends on the next day.
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

    def _calendar_day(self, piece: Piece, when: When) -> tuple[date | None, str, str]:
        month, number = when.month or 1, when.day or 1
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
    if zone is None or zone == "local":
        return ""
    if zone == "UTC":
        return "Z"
    from datetime import datetime
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        offset = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone)).strftime("%z")
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    return f"{offset[:3]}:{offset[3:]}"


