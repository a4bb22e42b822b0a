"""Numbers as they are written: in digits with the separators of the language, in words, or both (`2,5 milijuna`, `18 tys.`).

The words are data (`[numbers]` of a language): values in every gender and case, multipliers, approximations. A number in words is added up
as it is read: units and tens below hundreds, a multiplier closes its group.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from svod.languages import data
from svod.languages.phrases import REMEMBERED, Match, Phrases
from svod.records import Token

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*\Z")
_MAX_LIST = 12
LARGEST = 1e18
"""More than this nobody counts: a string of digits, or a chain of `hundred hundred`, is no number."""


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` to `last` (exclusive) are a number: exact (`value`), or bounded (`low`, `high`).

    `digits`: it begins with digits. `several`: an unknown handful (`nekoliko`, `kilka`), without any bound. `approximate`: the words
    call it round or uncertain (`oko`, `niemal`, `desetak`).
    """

    first: int
    last: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    digits: bool = False
    several: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one language, ready to be matched."""

    values: Phrases
    multipliers: Phrases
    bounds: Phrases
    bounds_after: Phrases
    vague: Phrases
    tails: Phrases
    halves: Phrases
    half_of: Phrases
    prefixes: Phrases
    suffixes: Phrases
    links: frozenset[str]
    decimal: str
    glued: Mapping[str, float]
    """Words of which longer numbers are written as one word (`dvestoštyridsať`), where the language does so, with their values."""
    compounds: dict[str, float | None] = field(default_factory=dict)
    """Remembered: word -> its value as such a number."""

    def may_begin(self, norm: str) -> bool:
        """Whether a number, or an approximation before one, can begin with a word; digits always begin one."""
        return any(
            phrases.may_begin(norm)
            for phrases in (self.values, self.multipliers, self.bounds, self.vague, self.half_of)
        ) or (bool(self.glued) and self.compound(norm) is not None)

    def compound(self, norm: str) -> float | None:
        """The value of a number written as one word of several (`stodvadsiatimi`, `zweihundertfünfzig`), None for any other word."""
        if not self.glued or not norm:
            return None
        if norm not in self.compounds:
            if len(self.compounds) >= REMEMBERED:
                self.compounds.clear()
            self.compounds[norm] = self._parted(norm)
        return self.compounds[norm]

    def _parted(self, norm: str, below: float = LARGEST) -> float | None:
        """The parts of a number, each smaller than the one before; a smaller one before a hundred or a thousand multiplies it."""
        for size in range(len(norm), 1, -1):
            value, rest = self.glued.get(norm[:size]), norm[size:]
            if value is None or value >= below or value < 1:
                continue
            for factor in (100.0, 1000.0):
                if rest and value < factor and (whole := self._multiplied(value, rest, factor, below)) is not None:
                    return whole
            if not rest:
                return value
            if value >= 20 and (more := self._parted(rest, 100 if value >= 100 else 10)) is not None:
                return value + more
        return None

    def _multiplied(self, value: float, rest: str, factor: float, below: float) -> float | None:
        for size in range(len(rest), 2, -1):
            if self.glued.get(rest[:size]) == factor and value * factor < below:
                tail = rest[size:]
                more = self._parted(tail, factor) if tail else 0.0
                if more is not None:
                    return value * factor + more
        return None

    def read(self, tokens: Sequence[Token], position: int) -> Number | None:
        """The number that begins at token `position`, with an approximation before it (`više od 18`), or None."""
        bound = self.bounds.match_at(tokens, position)
        start = bound.last if bound else position
        if start >= len(tokens):
            return None
        number = self._vague(tokens, start) or self._plain(tokens, start)
        if number is None:
            return None
        after = self.bounds_after.match_at(tokens, number.last) if number.last < len(tokens) and not bound else None
        if after:
            number = replace(_bounded(number, after.value), last=after.last)
        if any(x is not None and not x < LARGEST for x in (number.value, number.low, number.high)):
            return None
        return replace(_bounded(number, bound.value), first=position) if bound else number

    def find(self, tokens: Sequence[Token]) -> list[Number]:
        """All numbers among the tokens, in order, without overlaps."""
        found: list[Number] = []
        position = 0
        while position < len(tokens):
            number = self.read(tokens, position)
            if number is not None:
                found.append(number)
            position = max(position + 1, number.last if number else 0)
        return found

    def bounded(self, number: Number, bound: Match | None) -> Number:
        """A number behind the words of `bounds` that `bound` matches (none: as it is)."""
        return _bounded(number, bound.value) if bound else number

    def _vague(self, tokens: Sequence[Token], position: int) -> Number | None:
        match = self.vague.match_at(tokens, position)
        if match is None:
            return None
        low, _, high = match.value.partition("-")
        if low == "X":
            multiplier = self._multiplier(tokens, match.last)
            if multiplier:
                return Number(position, multiplier.last, low=2 * float(multiplier.value))
            return Number(position, match.last, several=True)
        if low == high:  # about ten: `desetak`
            return self._times(tokens, Number(position, match.last, value=float(low), approximate=True))
        number = Number(
            position, match.last, low=float(low), high=float(high) if high else None, approximate=bool(high)
        )
        return self._times(tokens, number)

    def _plain(self, tokens: Sequence[Token], position: int) -> Number | None:
        if tokens[position].text[0].isdigit():
            number = self._digits(tokens, position)
        else:
            number = self._half_of(tokens, position) or self._words(tokens, position)
        if number is None:
            return None
        tail = self.tails.match_at(tokens, number.last) if number.last < len(tokens) else None
        if tail and number.value and number.value % 10 == 0:  # `trzydzieści kilka`
            least, _, most = tail.value.partition("-")
            low, high = number.value + float(least), number.value + float(most) if most else None
            tailed = replace(number, last=tail.last, value=None, low=low, high=high, approximate=bool(most))
            return self._times(tokens, tailed)
        number = self._times(tokens, number)
        half = self.halves.match_at(tokens, number.last) if number.last < len(tokens) else None
        if half and number.value is not None:
            unit = self._multiplier(tokens, number.last - 1)  # `milijun i pol` is 1.5 million, `dva i pol milijuna` 2.5
            part = float(half.value) * (float(unit.value) if unit else 1.0)
            return self._times(tokens, replace(number, last=half.last, value=number.value + part))
        return number

    def _half_of(self, tokens: Sequence[Token], position: int) -> Number | None:
        """`pola milijuna`, `ćwierć miliona`: a part before a multiplier, and nowhere else."""
        half = self.half_of.match_at(tokens, position)
        multiplier = self._multiplier(tokens, half.last) if half else None
        return (
            Number(position, multiplier.last, float(half.value) * float(multiplier.value))
            if half and multiplier
            else None
        )

    def _digits(self, tokens: Sequence[Token], position: int) -> Number | None:
        text, last = tokens[position].text, position + 1
        while (
            last < len(tokens)
            and re.fullmatch(r"[1-9]\d{0,2}", tokens[position].text)
            and re.fullmatch(r"\d{3}(?:[.,]\d+)?", tokens[last].text)
            and tokens[last].span.start - tokens[last - 1].span.end == 1
            and tokens[last - 1].text.isdecimal()
        ):
            text += " " + tokens[last].text
            last += 1
        value = to_float(text, self.decimal)
        if value is None:
            return None
        suffix = self._suffix(tokens, last)
        if suffix is None:
            return Number(position, last, value, digits=True)
        return _bounded(Number(position, suffix.last, value, digits=True), suffix.value)

    def _suffix(self, tokens: Sequence[Token], last: int) -> Match | None:
        """The ending of a number word behind digits: `3-х стран`, `40-ak ljudi`."""
        if last + 1 >= len(tokens) or tokens[last].text != "-" or tokens[last].span.start != tokens[last - 1].span.end:
            return None
        return (
            self.suffixes.match_at(tokens, last + 1) if tokens[last + 1].span.start == tokens[last].span.end else None
        )

    def _words(self, tokens: Sequence[Token], position: int, limit: float = math.inf) -> Number | None:
        """A number in words; one that begins with a multiplier only where that is below `limit`."""
        total, group, below, last, seen = 0.0, 0.0, float("inf"), position, False
        while last < len(tokens) and last - position < _MAX_LIST:
            here = last
            if (here + 1 < len(tokens) and ((group >= 20 or total) and tokens[here].norm in self.links)) or (
                group >= 20 and tokens[here].text == "-"
            ):
                here += 1  # `dvadeset i pet`, `dvije tisuće i petsto`, `twenty-five`
            match = self.values.match_at(tokens, here) if here < len(tokens) else None
            value = float(match.value) if match else self.compound(tokens[here].norm) if here < len(tokens) else None
            if value is None or value >= below:
                break
            group += value
            below = 100 if value >= 100 else 10 if value >= 20 else 0.5
            last, seen = match.last if match else here + 1, True
            while multiplier := self._multiplier(tokens, last):
                factor, last = float(multiplier.value), multiplier.last
                if factor == 100:  # English: `two hundred and fifty thousand`
                    group, below = group * factor, 100
                else:
                    total, group, below = total + group * factor, 0.0, min(factor, 1000.0)
        if not seen:
            multiplier = self._multiplier(tokens, position)
            if multiplier is None or float(multiplier.value) >= limit or tokens[position].text.isupper():
                return None
            return self._after(tokens, Number(position, multiplier.last, float(multiplier.value)))
        return Number(position, last, total + group)

    def _after(self, tokens: Sequence[Token], number: Number) -> Number:
        """`tisuću dvjesto`, `milijun i dvjesto tisuća`: a multiplier without a number before it, and what follows it."""
        at = number.last
        if at + 1 < len(tokens) and tokens[at].norm in self.links:
            at += 1
        rest = self._words(tokens, at, number.value or 0.0) if at < len(tokens) else None
        if rest and rest.value and number.value and rest.value < number.value:
            return replace(number, last=rest.last, value=number.value + rest.value)
        return number

    def _multiplier(self, tokens: Sequence[Token], position: int) -> Match | None:
        return self.multipliers.match_at(tokens, position) if position < len(tokens) else None

    def _times(self, tokens: Sequence[Token], number: Number) -> Number:
        multiplier = self._multiplier(tokens, number.last)
        if multiplier is None:
            return number
        factor = float(multiplier.value)

        def times(x: float | None) -> float | None:
            return None if x is None else round(x * factor, 6)

        return replace(
            number, last=multiplier.last, value=times(number.value), low=times(number.low), high=times(number.high)
        )


def to_float(text: str, decimal: str) -> float | None:
    """Digits with separators as a number; None where the separators are those of a date or a score.

    >>> to_float("1.200.000", ","), to_float("3,5", ","), to_float("10.500", ","), to_float("2.5", ","), to_float("1,5", ".")
    (1200000.0, 3.5, 10500.0, 2.5, 1.5)
    """
    text = text.replace(" ", "")
    if not _DIGITS.match(text):
        return None
    thousands = "." if decimal == "," else ","
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", text):
        return float(text.replace(thousands, "").replace(decimal, "."))
    parts = re.split(r"[.,]", text)
    if len(parts) == 1:
        return float(text)
    return float(".".join(parts)) if len(parts) == 2 else None


def _bounded(number: Number, bound: str) -> Number:
    """`over` and `least` give a lower bound, `under`, `most` and `almost` an upper one, `about` leaves both sides open."""
    number = replace(number, approximate=bound in ("about", "almost"))
    if number.value is None:
        return number
    match bound:
        case "over" | "least":
            return replace(number, low=number.value, value=None)
        case "under" | "most" | "almost":
            return replace(number, high=number.value, value=None)
    return number


@cache
def numerals(language: str) -> Numerals:
    """The number words of `language`; of a language without data, only digits are numbers.

    >>> from svod.reading.tokens import tokenize
    >>> numerals("hr").read(tokenize("više od dvadeset pet tisuća", "hr"), 0)
    Number(first=0, last=5, value=None, low=25000.0, high=None, digits=False, several=False, approximate=False)
    """
    table = data(language).get("numbers", {})

    def phrases(name: str) -> Phrases:
        return Phrases({phrase: value for value, forms in table.get(name, {}).items() for phrase in forms})

    glued = {
        form.casefold(): float(value)
        for name in ("values", "multipliers")
        for value, forms in table.get(name, {}).items()
        for form in forms
        if table.get("compounds") and " " not in form and len(form) > 2
    }
    return Numerals(
        glued=glued,
        values=phrases("values"),
        multipliers=phrases("multipliers"),
        bounds=phrases("bounds"),
        bounds_after=phrases("bounds_after"),
        vague=phrases("vague"),
        tails=phrases("tails"),
        halves=phrases("halves"),
        half_of=phrases("half_of"),
        prefixes=phrases("prefixes"),
        suffixes=phrases("digit_suffixes"),
        links=frozenset(table.get("links", ())),
        decimal=str(table.get("decimal", ",")),
    )
