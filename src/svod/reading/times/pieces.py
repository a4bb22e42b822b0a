"""What time expressions are made of: a piece of text and what it says of the calendar, before anything is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svod.languages.calendar import Calendar
from svod.languages.numerals import Numerals
from svod.languages.ordinals import Ordinals
from svod.records import Span, TimeModifier, TimeType, Token

YEARS = range(1500, 2100)
_ACRONYM = 4
"""Letters that an acronym has at most which looks like a word of the calendar in capitals."""
HYPHENS = ("-", "–", "‑", "—")
DAY_ENDINGS = frozenset({"го", "е", "ого", "th", "st", "nd", "rd", "og", "oga", "ega"})
"""What is written behind the digits of a day: `5-го`, `5th`."""


_NAMING = frozenset({"months", "weekdays", "seasons", "season_nouns", "parts", "parts_near"})
"""Tables whose words are names too where they stand alone in quotation marks."""
_QUOTES = frozenset('"„“”»«›‹')


@dataclass(frozen=True, slots=True)
class When:
    """A point or stretch on the calendar, as far as the words give it.

    `unit` and `steps` count from `origin`: the day of publication ("published"), or the date that was named before ("named").
    `turn` is -1, 0 or 1 for last, this and next before a weekday, month or season. `nth` counts the weekday within the month (-1 the last
    one). `eve`: the night before the day that is named (`в ночь на среду`).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    season: str | None = None
    section: str | None = None
    decade: int | None = None
    century: int | None = None
    origin: str | None = None
    unit: str | None = None
    steps: int = 0
    turn: int | None = None
    nth: int | None = None
    eve: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` to `last` (exclusive): a place on the calendar (`when`), or a value that needs no calendar (`value`)."""

    first: int
    last: int
    when: When | None = None
    type: TimeType = "DATE"
    value: str | None = None
    note: str | None = None
    until: When | None = None
    loose: bool = False
    """Means a time only beside another piece (`rano`, a bare clock time)."""
    mod: TimeModifier | None = None
    turn: int | None = None
    """For a length of time: whether it is counted back (-1) or on (1) from the day of publication."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules look at: the tokens of a report, which of them begin a sentence, and the language's words."""

    tokens: Sequence[Token]
    starts: frozenset[int]
    calendar: Calendar
    numerals: Numerals
    ordinals: Ordinals

    def norm(self, i: int) -> str:
        """The `norm` of token `i`; empty outside the text."""
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def text(self, i: int) -> str:
        """The text of token `i`; empty outside the report."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> int | None:
        """A plain whole number in digits."""
        text = self.text(i)
        return int(text) if text.isdecimal() and len(text) <= 4 else None

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i].span.start == self.tokens[i - 1].span.end

    def at(self, table: str, i: int) -> tuple[str, int] | None:
        """Key and end of the phrase of `table` at token `i`; a capital inside a sentence makes a word a name, not a time."""
        match = self.calendar.at(table, self.tokens, i)
        if match is None:
            return None
        text = self.tokens[i].text
        capitals = self.calendar.flags.get("capitals", False) and table != "deictic"
        if text[0].isupper() and i not in self.starts and not text.isupper() and not capitals:
            return None
        if capitals and table in ("months", "weekdays") and text[0].islower():
            return None  # English `may`, `march`
        if text[0].isupper() and not capitals and table in _NAMING and self._fills_quotes(i, match.last):
            return None
        if text.isupper() and 1 < len(text) <= _ACRONYM and not capitals and not self._in_capitals(i, match.last):
            return None
        return match.value, match.last

    def _fills_quotes(self, first: int, last: int) -> bool:
        """Whether these words are all that stands between two quotation marks: the cinema «Октябрь»."""
        if not 0 < first < last < len(self.tokens):
            return False
        return self.tokens[first - 1].text in _QUOTES and self.tokens[last].text in _QUOTES

    def _in_capitals(self, first: int, last: int) -> bool:
        """Whether the words beside these are in capitals too, so that `SAD` is Croatian now and not the United States."""
        beside = (self.tokens[n].text for n in (first - 1, last) if 0 <= n < len(self.tokens))
        return last > first + 1 or any(len(text) > 1 and text.isupper() for text in beside)

    def span(self, piece: Piece) -> Span:
        """Where a piece stands in the text."""
        return Span(self.tokens[piece.first].span.start, self.tokens[piece.last - 1].span.end)


def behind_stop(w: Words, i: int) -> int:
    """Behind the full stop of an ordinal (`13.`), where there is one."""
    return i + 1 if w.norm(i) == "." and w.glued(i) else i


def turn_at(w: Words, i: int) -> tuple[int, int] | None:
    """Last, this or next (-1, 0, 1) at token `i`, and the token behind it."""
    for turn, table in ((-1, "last"), (0, "this"), (1, "next")):
        found = w.at(table, i)
        if found and found[1] < len(w.tokens):
            return turn, found[1]
    return None


def stripped(w: Words, i: int, last: int) -> int:
    """Behind the preposition (and article) that a phrase begins with."""
    while last > i + 1 and w.calendar.has("stripped", w.norm(i)):
        i += 1
    return i


def part_of(value: str) -> tuple[str, TimeModifier | None]:
    """Part of the day and modifier of a value of the tables of parts: `EV`, `EV END` (late in the evening)."""
    part, _, mod = value.partition(" ")
    modifiers: dict[str, TimeModifier] = {"START": "START", "MID": "MID", "END": "END", "APPROX": "APPROX"}
    return part, modifiers.get(mod)


def linked(w: Words, i: int) -> int:
    """Behind a word that ties a part to its whole: `лятото на 2021 г.`, `summer of 2021`."""
    link = w.calendar.at("fuzzy_links", w.tokens, i)
    return link.last if link else i
