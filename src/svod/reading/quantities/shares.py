"""Shares and factors: fractions, `svaki treći`, `jeden z trzech`, `dvostruko više`, `upola`."""

from __future__ import annotations

from dataclasses import replace

from svod.languages.numerals import Number
from svod.reading.quantities.scope import Scope
from svod.records import Quantity

SMALL_WHOLE = 10
"""Of so many at most, a part is told as a share: `devet od deset`; `170 od 430 letova` are two counts."""


class Shares:
    """Finds the shares of one report; each method returns the quantity that begins at a token, and the token to go on with."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.units, self.words, self.tokens = scope, scope.units, scope.words, scope.tokens
        self.numerals = scope.words.numerals

    def every(self, i: int) -> tuple[Quantity, int] | None:
        """`Svaki treći putnik`: a third of them."""
        every = self.words.every.match_at(self.tokens, i)
        if every is None or every.last >= len(self.tokens):
            return None
        place = self.words.ordinals.read(self.tokens, every.last)
        if place is None or not place.value or place.value < 2 or place.last - 1 in self.units.taken:
            return None
        unit = self.units.behind(place, ordinal=True)
        if unit is None or unit.kind != "count":
            return None
        return self.scope.made(i, replace(place, value=round(1 / place.value, 4)), unit, "share"), unit.last

    def one_in(self, i: int, number: Number) -> tuple[Quantity, int] | None:
        """`Jeden z trzech Polaków`, `nine out of ten voters`."""
        link = self.words.one_in.match_at(self.tokens, number.last) if number.last < len(self.tokens) else None
        whole = self.numerals.read(self.tokens, link.last) if link and link.last < len(self.tokens) else None
        if whole is None or not whole.value or not number.value or not number.value < whole.value <= SMALL_WHOLE:
            return None
        unit = self.units.behind(whole)
        if unit is None or unit.kind != "count":
            return None
        value = round(number.value / whole.value, 4)
        return self.scope.made(i, replace(number, value=value), unit, "share"), unit.last

    def factor(self, i: int) -> tuple[Quantity, int] | None:
        """`Dvostruko više`, `upola`: how many times as much."""
        bound = self.numerals.bounds.match_at(self.tokens, i)
        start = bound.last if bound else i
        match = self.words.factors.match_at(self.tokens, start) if start < len(self.tokens) else None
        often = self.words.times.match_at(self.tokens, start) if start < len(self.tokens) else None
        if match is None and often is not None and self._compares(often.last):
            match = often
        if match is not None:
            last, number = match.last, self.numerals.bounded(Number(i, match.last, float(match.value)), bound)
        else:
            read = self.numerals.read(self.tokens, i)
            fold = self.words.fold.match_at(self.tokens, read.last) if read and read.last < len(self.tokens) else None
            if read is None or fold is None or read.several:
                return None
            whole = read.value is None or read.value.is_integer()
            if whole and not self._compares(fold.last) and self.units.norm(i - 1) not in self.words.fold_before:
                return None
            last, number = fold.last, read
        bounds = (number.value, number.low, number.high)
        return Quantity(self.scope.span(i, last), *bounds, None, "share", approximate=number.approximate), last

    def _compares(self, i: int) -> bool:
        """Does a comparative stand at token `i`?"""
        return i < len(self.tokens) and self.words.more.match_at(self.tokens, i) is not None

    def fraction(self, i: int) -> Number | None:
        """`Polovina`, `više od dvije trećine`."""
        bound = self.numerals.bounds.match_at(self.tokens, i)
        start = bound.last if bound else i
        match = self.words.fractions.match_at(self.tokens, start) if start < len(self.tokens) else None
        if match is None:
            match = self.numerals.half_of.match_at(self.tokens, start) if start < len(self.tokens) else None
            unit = self.units.symbol(match.last) if match and match.last < len(self.tokens) else None
            if match is None or unit is None or unit.kind not in ("measure", "money"):
                return None  # `pola litre`
        return self.numerals.bounded(Number(i, match.last, float(match.value)), bound)

    def stands_alone(self, i: int, number: Number) -> bool:
        """Is a fraction the subject or object by itself: `…, a trećina nije primila otpremninu`?"""
        before = self.tokens[i - 1] if i else None
        if before is not None and (before.norm in self.scope.speech.prepositions or self.units.countable(i - 1)):
            return False
        return number.last < len(self.tokens) and self.tokens[number.last].is_word and self.words.alone
