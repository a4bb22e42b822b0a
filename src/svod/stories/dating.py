"""When a report without a date was published, as far as its own words and the other reports of its story tell.

Three kinds of evidence, each an interval of days; all that is found for a report is intersected, and a contradiction leaves it undated:

- the text itself dates the report: a full date as a time stamp, `danas, 13. rujna 2023.`, or a weekday with a full date (a weekday is
  named within a week of its day);
- a weekday of the story: a dated report fixes which day a Wednesday of the story was, so a report that also speaks of Wednesday, in the
  past, appeared on that day or within the six days after it;
- a shared event: a sentence with `danas` or `jučer` tells the same as a dated report's sentence whose day is known.

Weekdays alone give no date: without a year and a month somewhere in the story nothing is returned.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from svod.languages.calendar import valid
from svod.languages.scripts import key
from svod.reading.tense import find_tense, sentence_of
from svod.reading.time_joining import read_pieces
from svod.reading.time_pieces import Piece, When, Words
from svod.reading.times import Context
from svod.records import Basis, Published, Reading

_WEEK = 6
_STAMP_REACH = 250
"""Characters from the start of a report within which a full date by itself is its time stamp."""
_SAME_EVENT = 0.25
"""Share of a sentence's rarity-weighted words that must recur in the dated sentence. On the three stories of `gold/seeds` and
`gold/dev-quotes`, one report's date given at a time: .50 and .35 give an interval in 21 (given, undated) pairs, .25 in 23,
.15 in 25, none wrong. Three stories can't show where the wrong ones begin, so it stays above the lowest."""
_FOLD = str.maketrans({"w": "v", "y": "i"})
_CLOCK_TIME = re.compile(r"\W*\d{1,2}[:.]\d{2}\W*")

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that a report tells with a day: as the report names it, where (words of the sentence), and which day if that is known."""

    when: When
    direction: int
    strong: bool
    words: frozenset[str]
    day: date | None


class _Times:
    """The times that reports name, each report read once."""

    def __init__(self) -> None:
        self._pieces: dict[str, tuple[Words, list[Piece]]] = {}
        self._told: dict[tuple[str, date | None], list[_Told]] = {}

    def pieces(self, reading: Reading) -> tuple[Words, list[Piece]]:
        """The time expressions of a report before anything is resolved."""
        report = reading.report.id
        if report not in self._pieces:
            self._pieces[report] = read_pieces(reading.layout)
        return self._pieces[report]

    def told(self, reading: Reading, published: date | None) -> list[_Told]:
        """The days that a report names, given the day of its publication if that is known."""
        key = reading.report.id, published
        if key not in self._told:
            self._told[key] = _told(reading, published, *self.pieces(reading))
        return self._told[key]


def date_reports(readings: Sequence[Reading]) -> dict[str, Published]:
    """Publication intervals of the reports of one story whose day is not known.

    Args:
        readings: the readings of one story; a report with a known day (`earliest` = `latest`) serves as evidence for the others.

    Returns:
        Report id -> interval with basis "text" or "story", only for reports without `published`, and only where there is evidence.
    """
    published = {r.report.id: r.report.published for r in readings}
    known = {report: p.day for report, p in published.items() if p and p.day}
    undated = sorted((r for r in readings if r.report.published is None), key=lambda r: r.report.id)
    found: dict[str, Published] = {}
    times = _Times()
    for reading in undated:
        own = _from_text(reading, *times.pieces(reading))
        if own:
            found[reading.report.id] = stamp = Published(*own, basis="text")
            if stamp.day:
                known[reading.report.id] = stamp.day
    unknown = [r for r in undated if r.report.id not in known]
    if not unknown or not known:
        return found  # nobody to ask, or nobody who could tell
    weights = _rarity(readings)
    while True:
        events = _Events(
            (e for r in readings if r.report.id in known for e in times.told(r, known[r.report.id])), weights
        )
        news = {}
        for reading in unknown:
            report = reading.report.id
            if report in known:
                continue
            days = _from_story(times.told(reading, None), events)
            before = found.get(report)
            if before and days:
                days = _intersection([days, (before.earliest, before.latest)])
            if days and (before is None or days != (before.earliest, before.latest)):
                basis: Basis = "text" if before and before.basis == "text" else "story"
                news[report] = Published(*days, basis=basis)
        found |= news
        fixed = {report: p.day for report, p in news.items() if p.day}
        if not fixed:
            return found
        known |= fixed


# --- the report's own words ---------------------------------------------------------------------------------------------


def _from_text(reading: Reading, words: Words, pieces: Sequence[Piece]) -> Days | None:
    """The days that full dates in the report's own sections leave for its publication."""
    evidence: list[Days | None] = []
    for piece in pieces:
        when = piece.when
        if when is None or not (when.year and when.month and when.day) or not valid(when.year, when.month, when.day):
            continue
        if not reading.layout.is_own(words.span(piece)):
            continue
        day = date(when.year, when.month, when.day)
        if when.origin == "published" and when.unit == "D":
            evidence.append((day - timedelta(days=when.steps),) * 2)
        elif _is_stamp(reading, words, piece):
            evidence.append((day, day))
        elif when.weekday == day.isoweekday() and piece.until is None:
            direction = find_tense(words, piece, pieces, sentence_of(reading.layout, words, piece)).direction
            evidence.append(_around(day, direction))
    return _intersection(evidence)


def _is_stamp(reading: Reading, words: Words, piece: Piece) -> bool:
    """Whether a date stands by itself at the top: alone in its line, with a clock time, or behind a place (`ZAGREB, 13. rujna 2023. –`)."""
    span = words.span(piece)
    if span.start > _STAMP_REACH:
        return False
    text = reading.report.text
    begin, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[begin : end if end > 0 else len(text)]
    before, behind = text[begin : span.start].strip(), text[span.end : end if end > 0 else len(text)].strip(" .,|;")
    if not before and (not behind or _CLOCK_TIME.fullmatch(behind) or (piece.when and piece.when.hour is not None)):
        return True
    place = before.rstrip(",. ")
    return (
        bool(place)
        and len(place.split()) <= 3
        and place[:1].isupper()
        and behind[:1] in "-–—"
        and len(line) > len(place)
    )


def _around(day: date, direction: int) -> Days:
    """The days on which one speaks of `day` by its weekday: in the week after it, or before it."""
    if direction < 0:
        return day, day + timedelta(days=_WEEK)
    if direction > 0:
        return day - timedelta(days=_WEEK), day
    return day - timedelta(days=_WEEK), day + timedelta(days=_WEEK)


# --- the story ----------------------------------------------------------------------------------------------------------


def _told(reading: Reading, published: date | None, words: Words, pieces: Sequence[Piece]) -> list[_Told]:
    """The days that a report names by weekday or by `danas`, `jučer`; resolved where its publication is known."""
    context = Context(words, reading.layout, published, pieces)
    told = []
    for piece in pieces:
        expression = context.expression(piece)
        when = piece.when
        if when is None or piece.until is not None or not reading.layout.is_own(words.span(piece)):
            continue
        sentence = sentence_of(reading.layout, words, piece)
        day = None
        if (
            published
            and expression.value
            and expression.type in ("DATE", "TIME")
            and (when.day or when.weekday or when.unit == "D")
        ):
            try:
                day = date.fromisoformat(expression.value[:10])
            except ValueError:
                day = None
        points = when.origin == "published" and when.unit == "D" and when.day is None
        if published is None and not points and (when.weekday is None or when.turn is not None):
            continue
        tense = find_tense(words, piece, pieces, sentence)
        tokens = reading.layout.tokens_in(sentence)
        shared = _words_of([t.text for t in tokens if t.text[0].isalnum()], reading.layout.language)
        told.append(_Told(when, tense.direction, tense.strong, shared, day))
    return told


def _words_of(words: Sequence[str], language: str) -> frozenset[str]:
    """Stems that survive translation in names and cognates: romanised, five letters."""
    return frozenset(key(word, language).translate(_FOLD)[:5] for word in words if len(word) > 3 or word.isdigit())


def _rarity(readings: Sequence[Reading]) -> Mapping[str, float]:
    """What a word tells within the story: 1 if every report has it, more the fewer of them do."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(
            _words_of([t.text for t in reading.layout.tokens if t.text[0].isalnum()], reading.layout.language)
        )
    return {word: 1 + math.log(len(readings) / n) for word, n in counts.items()}


class _Events:
    """The events that dated reports tell with their day, to find those that another sentence tells.

    Args:
        told: the events; those whose day is not known are passed over.
        weights: what a word tells within the story.
    """

    def __init__(self, told: Iterable[_Told], weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._dated = [(e, e.day, self._weight(e.words)) for e in told if e.day is not None]
        self._by_weekday: dict[int, set[date]] = {}
        for _, day, _ in self._dated:
            self._by_weekday.setdefault(day.isoweekday(), set()).add(day)

    def days(self, weekday: int) -> set[date]:
        """The days named that are such a day of the week."""
        return self._by_weekday.get(weekday, set())

    def same(self, event: _Told, weekday: int | None) -> date | None:
        """The day of the dated sentences that tell the same as this one; None where they tell different days."""
        days: set[date] = set()
        ours = self._weight(event.words)
        for other, day, theirs in self._dated:
            if (weekday is not None and day.isoweekday() != weekday) or day in days:
                continue
            shared = event.words & other.words
            if len(shared) > 2 and self._weight(shared) / min(ours, theirs) >= _SAME_EVENT:
                days.add(day)
        return next(iter(days)) if len(days) == 1 else None

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._weights.get(word, 1.0) for word in sorted(words))


def _from_story(told: Sequence[_Told], events: _Events) -> Days | None:
    evidence: list[Days | None] = []
    directions: dict[int, set[int]] = {}
    for event in told:
        if event.when.weekday is not None and event.strong:
            directions.setdefault(event.when.weekday, set()).add(event.direction)
    for event in told:
        if event.when.weekday is not None and event.when.origin is None:
            if len(directions.get(event.when.weekday, ())) != 1:
                continue  # "announced a strike for Wednesday" and "took part on Wednesday" in one report: the tense is not sure
            days = events.days(event.when.weekday)
            day = next(iter(days)) if len(days) == 1 else events.same(event, event.when.weekday)
            if day and event.strong and event.direction:
                evidence.append(_around(day, event.direction))
        elif event.when.origin == "published":
            day = events.same(event, None)
            if day:
                evidence.append((day - timedelta(days=event.when.steps),) * 2)
    return _intersection(evidence)


def _intersection(evidence: Sequence[Days | None]) -> Days | None:
    """The days that all the evidence allows; None where there is none, or where it contradicts itself."""
    intervals = [days for days in evidence if days]
    if not intervals:
        return None
    first, last = max(days[0] for days in intervals), min(days[1] for days in intervals)
    return (first, last) if first <= last else None
