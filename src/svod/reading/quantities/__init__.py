"""How many and how much: counts, money, measures, shares, rates and ordinals, in digits or words, exact or bounded.

A number counts as a quantity where it has a unit (a currency, per cent, a measure, a counted noun) or a bound (`više od 300`); an ordinal
where it has a noun (`treći put`). Numbers inside time expressions, names (`Boeing 737`), scores and articles of law are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from svod.languages.calendar import calendar
from svod.languages.numerals import Number
from svod.languages.phrases import Match
from svod.reading.quantities.scope import Scope
from svod.reading.quantities.shares import Shares
from svod.reading.quantities.units import Unit, Units
from svod.reading.quantities.words import CODES, DASHES, MINUS, SYMBOLS
from svod.records import Layout, Quantity, TimeExpression

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Ranges between them are of years."""
QUOTES = frozenset("„“”«»\"'‘’")


def find_quantities(layout: Layout, times: Sequence[TimeExpression]) -> tuple[Quantity, ...]:
    """The quantities of a report, in text order, without overlaps.

    Args:
        layout: the report, cut up.
        times: its time expressions; numbers in them are left alone.

    Returns:
        Quantities whose span holds the approximation, the number and the unit (`više od 300 vojnika`); `unit` is `%`, an ISO 4217
        code, a symbol of measure, or the lemma of the counted noun in the report's language.
    """
    finder = _Finder(layout, times)
    found: list[Quantity] = []
    i = 0
    while i < len(layout.tokens):
        quantity, i = finder.at(i, found)
        if quantity is not None:
            found.append(quantity)
            finder.end = quantity.span.end
    return finder.scope.hold(found, times)


def update_as_of(
    layout: Layout, quantities: Sequence[Quantity], times: Sequence[TimeExpression]
) -> tuple[Quantity, ...]:
    """The quantities with the times as of which they hold, where the report's times have been resolved anew."""
    return Scope(Units(layout, times)).hold(quantities, times) if quantities else ()


class _Finder:
    def __init__(self, layout: Layout, times: Sequence[TimeExpression]) -> None:
        self.layout, self.tokens = layout, layout.tokens
        self.units = Units(layout, times)
        self.words, self.taken = self.units.words, self.units.taken
        self.scope = Scope(self.units)
        self.shares = Shares(self.scope)
        self.numerals = self.words.numerals
        self.calendar = calendar(layout.language)
        self.end = 0  # of the quantity found last

    def at(self, i: int, found: Sequence[Quantity]) -> tuple[Quantity | None, int]:
        """The quantity that begins at token `i` (None where there is none), and the token to go on with; `found` are those before."""
        if i in self.taken or not self.words.may_begin(self.tokens[i]):
            return None, i + 1
        for read in (self.shares.every, self.shares.factor, self._limited, self._negative):
            if (quantity := read(i)) is not None:
                return quantity
        bound = self.numerals.bounds.match_at(self.tokens, i)
        symbol = self._symbol(bound.last if bound else i)
        fraction = None if symbol else self.shares.fraction(i)
        number = self._with_symbol(i, bound) if symbol else self.numerals.read(self.tokens, i)
        share = fraction is not None and (number is None or fraction.last > number.last)
        number = fraction if share else number
        if not share and (ordinal := self._ordinal(i, number)) is not None:
            return ordinal
        if number is None or number.several or any(j in self.taken for j in range(number.first, number.last)):
            return None, i + 1
        if number.digits and not symbol and self._is_label(number):
            last = number.last
            while last < len(self.tokens) and self.tokens[last].text.isdecimal():
                last += 1  # a telephone number
            return None, last
        if not number.digits and (number.value == 0 or self._is_title(i)):
            return None, number.last
        if (part := self.shares.one_in(i, number)) is not None:
            return part
        first, number = self._range(i, number, symbol)
        if share and number.last < len(self.tokens) and self.units.verbs.form(self.tokens[number.last]) == "participle":
            unit = None  # `jedna trzecia zatrudniona jest …`
        elif symbol:
            unit = self.units.per(Unit(symbol, number.last, "money"))
        else:
            unit = self._behind(number, share)
        if number.value == 1 and not number.digits and (unit is None or unit.noun is not None):
            article = self.tokens[number.first].norm in self.words.articles
            if unit is None or article or unit.name not in self.words.one_counts:
                return None, number.last
        if self._are_years(number, unit) or (
            unit is None and number.digits and number.low and number.high and first == i
        ):
            return None, number.last  # `2014–2015`, `55–64`
        if unit is None and share and self.shares.stands_alone(i, number):
            return Quantity(self.scope.span(i, number.last), number.value, number.low, number.high, None, "share",
                            approximate=number.approximate), number.last  # fmt: skip
        if unit is None:
            alone, last = self._alone(first, number, found)
            return (replace(alone, kind="share") if alone and share else alone), last
        return self.scope.made(first, number, unit, "share" if share and unit.noun else None), unit.last

    # --- what is made of a number ------------------------------------------------------------------------------------

    def _alone(self, i: int, number: Number, found: Sequence[Quantity]) -> tuple[Quantity | None, int]:
        """A number without a unit: one that has a bound, or counts a part of a whole that is told beside it."""
        span = self.scope.span(i, number.last)
        free = i and not (found and found[-1].span.end > self.tokens[i - 1].span.start)
        if free and self.tokens[i - 1].norm in self.words.inverted and number.value is not None:
            noun, span = self.tokens[i - 1].span, self.scope.span(i - 1, number.last)
            return Quantity(
                span, number.value, unit=self.units.base(i - 1), counted=noun, approximate=True
            ), number.last
        unit = self._unit_of_whole(number)
        if unit is None and number.digits and (whole := self._whole_before(i, number, found)) is not None:
            return replace(whole, span=span, value=number.value, low=number.low, high=number.high), number.last
        if unit is None and number.digits and (other := self._stated(i, number) or self._beside(i, number, found)):
            return replace(other, span=span, value=number.value, low=number.low, high=number.high,
                           approximate=number.approximate), number.last  # fmt: skip
        if unit is None and number.value is not None:
            return None, number.last
        if unit is None and not number.digits and 1.0 in (number.low, number.high):
            return None, number.last  # `bis zu einem bestimmten Punkt`
        name, counted = (unit.name, self.scope.counted(unit)) if unit else (None, None)
        bounds = (number.value, number.low, number.high)
        return Quantity(span, *bounds, name, "count", counted, approximate=number.approximate), number.last

    def _behind(self, number: Number, share: bool) -> Unit | None:
        """The unit behind a number; behind a fraction also that of a whole (`половината от пътниците`)."""
        if share and self.units.norm(number.last) in self.words.of:
            return self.units.behind(replace(number, last=self.scope.behind_of(number.last)))
        return self.units.behind(number)

    def _unit_of_whole(self, number: Number) -> Unit | None:
        """`170 od 430 letova`: what is counted in the whole of which the number is a part."""
        i = number.last
        if self.units.norm(i) not in self.words.of or i + 1 >= len(self.tokens):
            return None
        whole = self.numerals.read(self.tokens, i + 1)
        if whole is None or whole.value is None or number.value is None or whole.value <= number.value:
            return None
        unit = self.units.behind(whole)
        return unit if unit is not None and unit.kind == "count" else None

    def _whole_before(self, i: int, number: Number, found: Sequence[Quantity]) -> Quantity | None:
        """`Od 430 letova otkazano je 170`: the whole that the sentence has told before."""
        if not found or number.value is None or found[-1].kind != "count":
            return None
        whole = found[-1]
        at = bisect_left(self.tokens, whole.span.start, key=lambda t: t.span.start)
        if whole.value is None or whole.value <= number.value or self.units.norm(at - 1) not in self.words.of:
            return None
        between = (t for t in self.tokens[at:i] if t.span.start >= whole.span.end)
        return None if any(not t.is_word for t in between) else whole

    def _stated(self, i: int, number: Number) -> Quantity | None:
        """`Raněných bylo v pondělí 27`, `ranjenih je bilo 40`: what is counted stands before a copula and its number."""
        at = i - 1
        while at > 0 and (at in self.taken or (at + 1 in self.taken and self.tokens[at].is_word)):
            at -= 1
        if at < 1 or (number.last < len(self.tokens) and self.tokens[number.last].is_word):
            return None
        copula = self._is_copula(at)
        at -= copula and at > 1 and self._is_copula(at - 1)
        noun = self.words.stated.match_at(self.tokens, at - 1)
        if noun is None or noun.last != at or not copula:
            return None
        counted = self.tokens[at - 1].span
        return Quantity(counted, number.value, unit=noun.value, kind="count", counted=counted)

    def _is_copula(self, i: int) -> bool:
        return self.units.verbs.form(self.tokens[i]) == "auxiliary" or self.tokens[i].norm in self.words.states

    def _beside(self, i: int, number: Number, found: Sequence[Quantity]) -> Quantity | None:
        """`Dvije su osobe poginule, a 31 je ozlijeđena`: behind a joining word and before an auxiliary, more of what was counted before."""
        if not found or found[-1].kind != "count" or number.last + 1 >= len(self.tokens) or i < 2:
            return None
        joined = self.tokens[i - 1].norm in self.scope.grammar.coordinating and self.tokens[number.last + 1].is_word
        if not joined or self.units.verbs.form(self.tokens[number.last]) != "auxiliary":
            return None
        before = bisect_left(self.tokens, found[-1].span.end, key=lambda t: t.span.start)
        ends = {".", "!", "?", ";", ":", *QUOTES}
        between = range(before, i)
        return None if any(self.tokens[n].text in ends or self.units.begins_line(n) for n in between) else found[-1]

    def _with_symbol(self, i: int, bound: Match | None) -> Number | None:
        """The number behind a currency at token `i`, or behind a bound there and the currency."""
        number = self.numerals.read(self.tokens, (bound.last if bound else i) + 1)
        return replace(self.numerals.bounded(number, bound), first=i) if number else None

    def _symbol(self, i: int) -> str | None:
        """A currency before its number: $5, €3, EUR 10."""
        text = self.tokens[i].text if i < len(self.tokens) else ""
        following = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        if not following[:1].isdigit():
            return None
        return SYMBOLS.get(text) or (text if text in CODES else None)

    # --- other ways to say how many ----------------------------------------------------------------------------------

    def _limited(self, i: int) -> tuple[Quantity, int] | None:
        """`Kazna do 3.000 eura`: a preposition that bounds an amount, behind a noun that tells of no change."""
        limit = self.words.limits.match_at(self.tokens, i)
        if limit is None or limit.last >= len(self.tokens) or i == 0 or not self._amount(limit.last):
            return None
        before = self.tokens[i - 1]
        if not before.is_word or before.norm.startswith(self.words.changes) or self.units.norm(i - 1) == "":
            return None
        if before.span.start < self.end:
            return None  # `s 300 na 500`
        symbol = self._symbol(limit.last)
        number = self.numerals.read(self.tokens, limit.last + bool(symbol))
        unit = self.units.behind(number) if number and not symbol else None
        if number is not None and symbol:
            unit = self.units.per(Unit(symbol, number.last, "money"))
        if number is None or number.value is None or unit is None or unit.kind in ("count", "ordinal"):
            return None
        return self.scope.made(i, replace(number, value=None, high=number.value), unit), unit.last

    def _amount(self, i: int) -> bool:
        """Do digits stand at token `i`, or a currency before digits?"""
        return self.tokens[i].text[0].isdigit() or self._symbol(i) is not None

    def _negative(self, i: int) -> tuple[Quantity, int] | None:
        """`minus pet stupnjeva`, `−5 °C`."""
        token = self.tokens[i]
        sign = token.norm in MINUS and self.units.glued(i + 1) and not self.units.glued(i)
        if not (sign or token.norm in self.words.minus) or i + 1 >= len(self.tokens):
            return None
        number = self.numerals.read(self.tokens, i + 1)
        unit = self.units.symbol(number.last) if number and number.last < len(self.tokens) else None
        if number is None or not number.value or unit is None or unit.kind not in ("measure", "share"):
            return None
        return self.scope.made(i, replace(number, value=-number.value), unit), unit.last

    def _ordinal(self, i: int, number: Number | None) -> tuple[Quantity, int] | None:
        """`Treći put`, `12. krug`: an ordinal with its noun, which is no part of a name and stands before no other number."""
        ordinals, token = self.words.ordinals, self.tokens[i]
        if token.text[0].isupper() and token.span.start not in self.scope.begun:
            return None
        turn = ordinals.in_turn.match_at(self.tokens, i)
        if turn is not None:
            span = self.scope.span(i, turn.last)
            return Quantity(span, float(turn.value), unit=ordinals.turn, kind="ordinal"), turn.last
        if self.units.norm(i - 1) in self.words.labels:
            return None  # `частину другу`
        place = ordinals.read(self.tokens, i) or self._before_capital(i)
        if place is None or (number is not None and not number.digits and number.last >= place.last):
            return None
        if any(j in self.taken for j in range(i, place.last)) or place.last >= len(self.tokens):
            return None
        following = self.tokens[place.last]
        if following.text[0].isdigit():
            return None
        if self.numerals.read(self.tokens, place.last) is not None:
            return None
        unit = self.units.behind(place, ordinal=True)
        if unit is None or unit.noun is None or unit.kind not in ("count", "rate"):
            return None
        last = unit.noun_last
        return Quantity(self.scope.span(i, last), place.value, unit=unit.name, kind="ordinal"), last

    def _before_capital(self, i: int) -> Number | None:
        """`Die 21. Runde`: an ordinal in digits where nouns have capitals."""
        last = i + 2
        if not self.units.noun_capitals or last >= len(self.tokens) or not self.tokens[i].text.isdecimal():
            return None
        stop = self.tokens[i + 1].text == "." and self.units.glued(i + 1) and len(self.tokens[i].text) < 4
        if not stop or self.tokens[last].span.start in self.scope.begun or not self.tokens[last].text[0].isupper():
            return None
        return Number(i, last, float(self.tokens[i].text), digits=True)

    # --- numbers that are none, and ranges ---------------------------------------------------------------------------

    def _is_label(self, number: Number) -> bool:
        """Numbers that name instead of count: `Boeing 737`, `COVID-19`, `12. krug`, `čl. 178`, `+385 1 234`."""
        i, units = number.first, self.units
        digits = next(t.text for t in self.tokens[i : number.last] if t.text[0].isdigit())
        if digits[0] == "0" and digits.isdecimal() and len(digits) > 1:
            return True
        before = self.tokens[i - 1] if i else None
        if before is not None and self.tokens[i].text[0].isdigit():
            opening = ("(", "$", "€", "£", '"', "„", "«", "»", "“", "~", "−", *DASHES)
            if units.glued(i) and before.text not in opening:
                return True
            if units.glued(i) and before.text in DASHES and i >= 2 and units.glued(i - 1):
                return True
            named = self.tokens[i - 2] if before.text == "." and i >= 2 and units.glued(i - 1) else before
            if named.norm in self.words.labels:
                return True
        if units.norm(number.last) == "." and units.glued(number.last) and number.last + 1 < len(self.tokens):
            following = self.tokens[number.last + 1]
            stop = self.calendar.flags.get("ordinal_stop")
            if stop and following.text[0].islower() and not units.begins_line(number.last + 1):
                return True
        following_text = self.tokens[number.last].text if number.last < len(self.tokens) else ""
        if following_text in ("-", "/", ":") and units.glued(number.last) and number.last + 1 < len(self.tokens):
            following = self.tokens[number.last + 1]
            return not (following_text == "-" and following.text[0].isdigit()) and units.glued(number.last + 1)
        if following_text[:1].isalpha() and units.glued(number.last) and not units.symbol(number.last):
            return True  # `35letý`
        return self.tokens[number.last - 1].text.isdecimal() and len(self.tokens[number.last - 1].text) > 7

    def _are_years(self, number: Number, unit: Unit | None) -> bool:
        """Is a range one of years?"""
        if (
            not number.digits
            or number.low is None
            or number.high is None
            or (unit is not None and unit.kind != "count")
        ):
            return False
        return all(FIRST_YEAR <= x <= LAST_YEAR and x % 1 == 0 for x in (number.low, number.high))

    def _is_title(self, i: int) -> bool:
        """Does a number in words have a capital within a sentence: the film `Sedam samuraja`?"""
        token, before = self.tokens[i], self.tokens[i - 1] if i else None
        if (
            not token.text[0].isupper()
            or token.span.start in self.scope.begun
            or before is None
            or self.units.begins_line(i)
        ):
            return False
        return before.is_word or (before.text in QUOTES and i > 1 and self.tokens[i - 2].is_word)

    def _range(self, i: int, number: Number, symbol: str | None) -> tuple[int, Number]:
        """20–30, od 800 do 1200, između 20 i 30: the second number becomes the upper bound, and lends its multiplier. What opens the range
        belongs to it: the first token comes first."""
        value, tokens = number.value, self.tokens
        if value is None or number.last + 1 >= len(tokens):
            return i, number
        norm, joined = self.units.norm(number.last), number.last + 1
        dash = norm in DASHES
        if not dash and (match := self.words.range_joins.match_at(tokens, number.last)) is not None:
            dash, joined = True, match.last
        opened = self.calendar.has("range_from", self.units.norm(i - 1)) and self.calendar.has("range_to", norm)
        if not (dash or opened) or joined >= len(tokens):
            return i, number
        if joined + 1 < len(tokens) and SYMBOLS.get(tokens[joined].text, "") == symbol:
            joined += 1  # `between £30 and £50`
        other = self.numerals.read(tokens, joined)
        if other is None or other.value is None or other.last in self.taken or (value >= other.value and not dash):
            return i, number
        high = other.value
        plain = self.numerals.read(tokens[: joined + 1], joined)
        if plain and plain.value and high > plain.value and value < plain.value:
            value *= high / plain.value
        if value >= high:
            return i, number
        first = i - 1 if opened else i
        return first, replace(number, first=first, last=other.last, value=None, low=value, high=high)
