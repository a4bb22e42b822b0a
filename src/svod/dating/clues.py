"""What a report says of days: each time expression that places a happening on a day, of the calendar, of the week or counted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from svod.languages.calendar import valid
from svod.languages.scripts import key
from svod.reading.times.joining import read_pieces
from svod.reading.times.origins import find_origins
from svod.reading.times.pieces import Piece, When, Words
from svod.reading.times.tense import find_tense, sentence_of
from svod.records import Reading, Span

LEAD = 500
"""Characters at the beginning of a report that tell its main happening."""
STAMP_REACH = 250
"""Characters from the start of a report within which a full date by itself is its time stamp."""
CLOCK_REACH = 600
"""The same for one with a clock time: some sites print a summary above it."""
_BORDERS = frozenset(",;:()–—")
_PLACE = 3
"""Words that a place or agency before a dateline has at most."""
_CLOCK_TIME = re.compile(r"\W*\d{1,2}[:.]\d{2}\W*")
_FOLD = str.maketrans({"w": "v", "y": "i"})

Article = tuple[str, int]
"""What has a day of publication: a report (its id, -1), or a teaser of another article beside it (its id, where the teaser begins)."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A happening that an article tells with its day.

    Attributes:
        article: which day of publication it counts from.
        span: the time expression.
        when: what it says of the calendar.
        sentence: the sentence in which it stands.
        direction: -1 past, 1 future, 0 not told by the verb.
        strong: no other time expression stands between the verb and it.
        words: stems, of the sentence or, if it tells several days, of the clause, that survive translation in names and cognates.
        stamp: it stands by itself at the top of the report, or as `danas, 13. rujna 2023.`: the day of publication.
    """

    article: Article
    span: Span
    when: When
    sentence: Span
    direction: int
    strong: bool
    words: frozenset[str]
    stamp: bool = False

    @property
    def own(self) -> bool:
        """Does it stand in the report's own text?"""
        return self.article[1] < 0

    @property
    def eve(self) -> int:
        """1 where the happening lies on the day before the one named: `u noći na utorak`."""
        return int(self.when.eve)

    @property
    def counted(self) -> bool:
        """Does it count whole days from publication: `danas`, `prije dva dana`?"""
        return self.when.origin == "published" and self.when.unit == "D" and not self.when.day

    @property
    def bare_weekday(self) -> int | None:
        """The weekday where nothing else is told."""
        when = self.when
        return when.weekday if when.origin is None and not when.day and when.turn is None else None

    @property
    def full(self) -> date | None:
        """The day where year, month and day are told."""
        when = self.when
        if when.year and when.month and when.day and valid(when.year, when.month, when.day):
            return date(when.year, when.month, when.day)
        return None


@dataclass(frozen=True, slots=True)
class Clues:
    """All that a report says of days: its clues in text order, and the years that it names, but for those still to come."""

    found: tuple[Clue, ...]
    years: frozenset[int] = frozenset()


def find_clues(reading: Reading) -> Clues:
    """The clues of a report; those that count from the day on which something was said, and all in direct speech, are left out."""
    words, pieces = read_pieces(reading.layout)
    origins = find_origins(reading.layout, words, pieces, reading.quotations)
    spoken = [part for q in reading.quotations if q.kind == "direct" for part in q.content]
    told = Counter(sentence_of(reading.layout, words, p) for p in pieces if p.when is not None and _places(p.when))
    found: list[Clue] = []
    years: set[int] = set()
    for piece in pieces:
        when, span = piece.when, words.span(piece)
        if when is None:
            continue
        article = _article(reading, span)
        sentence = sentence_of(reading.layout, words, piece)
        tense = find_tense(words, piece, pieces, sentence)
        if article[1] < 0 and not (tense.direction > 0 and tense.strong):
            years |= {w.year for w in (when, piece.until) if w is not None and w.year}
        if piece.until is not None or not _places(when) or any(part.contains(span) for part in spoken):
            continue
        if piece.first in origins and origins[piece.first].kind == "speech":
            continue
        stems = _stems(reading, _clause(reading, span, sentence) if told[sentence] > 1 else sentence)
        stamp = article[1] < 0 and _is_stamp(reading, words, piece)
        found.append(Clue(article, span, when, sentence, tense.direction, tense.strong, stems, stamp))
    return Clues(tuple(found), frozenset(years))


def stems_of(reading: Reading) -> frozenset[str]:
    """The stems of a whole report."""
    return _stems(reading, Span(0, max(1, len(reading.report.text))))


def _places(when: When) -> bool:
    """Whether it tells a day: by its date, its weekday, or counted in days from publication."""
    if when.day and when.month:
        return valid(when.year, when.month, when.day)
    if when.weekday is not None:
        return when.origin != "named"
    return when.origin == "published" and when.unit == "D"


def _article(reading: Reading, span: Span) -> Article:
    if reading.layout.is_own(span):
        return reading.report.id, -1
    section = reading.layout.section_at(span.start)
    return reading.report.id, section.span.start if section else span.start


def _clause(reading: Reading, span: Span, sentence: Span) -> Span:
    """The clause of a sentence in which an expression stands; what stands between its commas where clauses are not known."""
    around = [c.span for c in reading.clauses if c.span.contains(span) and sentence.contains(c.span)]
    if around:
        return min(around, key=len)
    borders = [t.span for t in reading.layout.tokens_in(sentence) if t.text in _BORDERS]
    start = max((b.end for b in borders if b.end <= span.start), default=sentence.start)
    end = min((b.start for b in borders if b.start >= span.end), default=sentence.end)
    return Span(start, end)


def _stems(reading: Reading, span: Span) -> frozenset[str]:
    """Romanised, five letters, of words of four letters and more and of numbers."""
    language = reading.layout.language
    words = (t.text for t in reading.layout.tokens_in(span) if t.text[0].isalnum())
    return frozenset(key(word, language).translate(_FOLD)[:5] for word in words if len(word) > 3 or word.isdigit())


def _is_stamp(reading: Reading, words: Words, piece: Piece) -> bool:
    """Whether a date near the top is that of publication: `danas, 13. rujna 2023.`; with a clock time and no preposition (`19:07 25. září
    2018`); in digits at the end of its line; or behind a place or agency (`ZAGREB, 13. rujna –`, `Москва. 12 сентября. ИНТЕРФАКС`)."""
    when, span, text = piece.when, words.span(piece), reading.report.text
    if when is None or not (when.month and when.day):
        return False
    if when.origin == "published" and when.unit == "D":
        return True
    calendar = words.calendar
    led = any(
        calendar.has(table, words.norm(piece.first - 1)) for table in ("month_before", "date_lead", "weekday_before")
    )
    if span.start > CLOCK_REACH or led:
        return False
    if when.hour is not None and when.year:
        return not any(
            calendar.has(table, words.norm(i))
            for table in ("clock_at", "joiners")
            for i in range(piece.first, piece.last)
        )
    if span.start > STAMP_REACH:
        return False
    begin, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    before, behind = (
        text[begin : span.start].strip(" ,.|;–—-"),
        text[span.end : end if end > 0 else len(text)].strip(" ,;"),
    )
    if behind in ("", ".") or behind[0] == "|" or _CLOCK_TIME.fullmatch(behind):
        return bool(when.year) and (not before or not any(c.isalpha() for c in span.of(text)))
    placed = bool(before) and len(before.split()) <= _PLACE and all(word[0].isupper() for word in before.split())
    return placed and (behind[0] in ".–—-" or behind[0].isupper())


def stem_weights(readings: Sequence[Reading]) -> dict[str, float]:
    """What a stem tells within the story: 1 if every report has it, more the fewer of them do."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(stems_of(reading))
    return {stem: 1 + math.log(len(readings) / n) for stem, n in counts.items()}
