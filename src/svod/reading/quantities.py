"""How many and how much: counts, money, measures and shares, in digits or words, exact or bounded.

A number counts as a quantity where it has a unit (a currency, per cent, a measure, a counted noun) or a bound (`više od 300`). Numbers
inside time expressions, names (`Boeing 737`), scores and ordinals (`12. krug`) are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from svod.languages import data
from svod.languages.calendar import Calendar, calendar
from svod.languages.lemmas import lemma
from svod.languages.numerals import Number, Numerals, numerals
from svod.languages.phrases import Phrases
from svod.records import Layout, Quantity, Span, TimeExpression, Token

_CODES = frozenset(
    "EUR USD GBP CHF JPY CNY RUB UAH BYN PLN CZK HUF RON BGN HRK RSD BAM MKD ALL TRY SEK NOK DKK ISK CAD AUD NZD INR KRW KPW "
    "ILS BRL MXN ZAR SAR AED IRR".split()
)
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH"}
_MEASURES = frozenset(
    "km m cm mm nm ha kg g mg t l hl ml kw mw gw tw kwh mwh gwh twh v w hz mhz ghz kb mb gb tb °c км м см мм га кг г мг т л квт мвт "
    "квтг мвтг".split()
)
_DASHES = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around numbers in one language."""

    percent: Phrases
    currencies: Phrases
    fractions: Phrases
    of: frozenset[str]
    not_counted: frozenset[str]
    adjective_suffixes: tuple[str, ...]
    verb_lemmas: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    table = data(language).get("quantities", {})

    def phrases(name: str) -> Phrases:
        """The phrases of a table, each with the key that it stands under."""
        return Phrases({phrase: key for key, forms in table.get(name, {}).items() for phrase in forms})

    return _Words(
        Phrases([*table.get("percent", ()), "%"]),
        phrases("currencies"),
        phrases("fractions"),
        frozenset(table.get("of", ())),
        frozenset(table.get("not_counted", ())),
        tuple(table.get("adjective_suffixes", ())),
        tuple(table.get("verb_lemmas", ())),
    )


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
        quantity, i = finder.at(i)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


class _Finder:
    def __init__(self, layout: Layout, times: Sequence[TimeExpression]) -> None:
        self.tokens, self.language = layout.tokens, layout.language
        self.numerals: Numerals = numerals(layout.language)
        self.calendar: Calendar = calendar(layout.language)
        self.words = _words(layout.language)
        self.capitals = self.calendar.flags.get("capitals", False)
        self.noun_capitals = self.calendar.flags.get("noun_capitals", False)
        self.taken = _covered(layout.tokens, [time.span for time in times])
        self.line_starts = {
            i
            for i, token in enumerate(layout.tokens)
            if i and "\n" in layout.text[layout.tokens[i - 1].span.end : token.span.start]
        }

    def at(self, i: int) -> tuple[Quantity | None, int]:
        """The quantity that begins at token `i` (None where there is none), and the token to go on with."""
        if i in self.taken:
            return None, i + 1
        symbol = self._symbol(i)
        number = (
            self.numerals.read(self.tokens, i + 1 if symbol else i) if i + bool(symbol) < len(self.tokens) else None
        )
        fraction = None if symbol else self._fraction(i)
        if fraction and (number is None or fraction.last > number.last):
            number = fraction
        if number is None or number.several or any(j in self.taken for j in range(number.first, number.last)):
            return None, i + 1
        if number.digits and not symbol and self._is_label(i, number):
            return None, number.last
        number = self._range(i, number)
        unit, last = (symbol, number.last) if symbol else self._unit(number)
        whole = self._unit_of_whole(number) if unit is None else None
        if unit is None and whole is None and number.value is not None:
            return None, number.last
        if number.value == 1 and not number.digits and (unit is None or unit not in (*_CODES, "%")):
            return None, number.last
        if whole not in ("%", *_CODES):
            unit = unit or whole
        return Quantity(self._span(i, last), number.value, number.low, number.high, unit), last

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def _norm(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) and i not in self.taken else ""

    def _glued(self, i: int) -> bool:
        return 0 < i < len(self.tokens) and self.tokens[i].span.start == self.tokens[i - 1].span.end

    def _symbol(self, i: int) -> str | None:
        """A currency before its number: $5, €3, EUR 10."""
        text = self.tokens[i].text
        following = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        if not following[:1].isdigit():
            return None
        return _SYMBOLS.get(text) or (text if text in _CODES else None)

    def _fraction(self, i: int) -> Number | None:
        match = self.words.fractions.match_at(self.tokens, i)
        bound = self.numerals.bounds.match_at(self.tokens, i) if match is None else None
        if bound and bound.last < len(self.tokens):
            match = self.words.fractions.match_at(self.tokens, bound.last)
        if match is None:
            return None
        value = float(match.value)
        if bound is None:
            return Number(i, match.last, value)
        over = bound.value in ("over", "least")
        return Number(i, match.last, None if bound.value != "about" else value, value if over else None,
                      value if not over and bound.value != "about" else None)  # fmt: skip

    def _is_label(self, i: int, number: Number) -> bool:
        """Numbers that name instead of count: `Boeing 737`, `COVID-19`, `12. krug`, `+385 1 234`."""
        before = self.tokens[i - 1] if i else None
        if before is not None and number.first == i and self.tokens[i].text[0].isdigit():
            if self._glued(i) and before.text not in ("(", "$", "€", "£", '"', "„", "«", "»", "“", "~", "−", *_DASHES):
                return True
            if self._glued(i) and before.text in _DASHES and i >= 2 and self._glued(i - 1):
                return True
        if self._norm(number.last) == "." and self._glued(number.last) and number.last + 1 < len(self.tokens):
            following = self.tokens[number.last + 1]
            if (
                self.calendar.flags.get("ordinal_stop")
                and following.text[0].islower()
                and number.last + 1 not in self.line_starts
            ):
                return True
        behind = self.tokens[number.last].text if number.last < len(self.tokens) else ""
        if behind in ("-", "/", ":") and self._glued(number.last) and number.last + 1 < len(self.tokens):
            following = self.tokens[number.last + 1]
            return not (behind == "-" and following.text[0].isdigit()) and self._glued(number.last + 1)
        return self.tokens[number.last - 1].text.isdecimal() and len(self.tokens[number.last - 1].text) > 7

    def _range(self, i: int, number: Number) -> Number:
        """20–30, od 800 do 1200, između 20 i 30: the second number becomes the upper bound, and lends its multiplier."""
        value = number.value
        if value is None or number.last + 1 >= len(self.tokens):
            return number
        dash = self._norm(number.last) in _DASHES
        opened = self.calendar.has("range_from", self._norm(i - 1)) and self.calendar.has(
            "range_to", self._norm(number.last)
        )
        if not (dash or opened):
            return number
        other = self.numerals.read(self.tokens, number.last + 1)
        if other is None or other.value is None or other.last in self.taken:
            return number
        high = other.value
        if value >= high and not dash:
            return number
        plain = self.numerals.read(self.tokens[: number.last + 2], number.last + 1)
        if plain and plain.value and high > plain.value and value < plain.value:
            value *= high / plain.value
        return replace(number, last=other.last, value=None, low=value, high=high) if value < high else number

    def _unit(self, number: Number) -> tuple[str | None, int]:
        """The unit behind a number, and the token behind the unit."""
        i = number.last
        if i >= len(self.tokens) or i in self.line_starts or i in self.taken:
            return None, i
        percent = self.words.percent.match_at(self.tokens, i)
        if percent:
            return "%", percent.last
        skip = 0
        while skip < 2 and self._is_adjective(i + skip):
            skip += 1
        for start in (i, i + skip):
            money = self.words.currencies.match_at(self.tokens, start) if start < len(self.tokens) else None
            if money and self._is_money(self.tokens[start]):
                return money.value, money.last
        text, norm = self.tokens[i].text, self._norm(i)
        if text in _SYMBOLS or text in _CODES:
            return _SYMBOLS.get(text, text), i + 1
        if norm == "°" and self._norm(i + 1) == "c":
            return "°C", i + 2
        if norm in _MEASURES and len(text) < 4:
            squared = self.tokens[i + 1].text if self._glued(i + 1) else ""
            return (text + squared, i + 2) if squared in ("²", "³", "2", "3") else (text, i + 1)
        return self._noun(i, skip)

    def _is_money(self, token: Token) -> bool:
        """A capital makes a word a name (`Frank`), unless it is an abbreviation (`Kč`); `KM` is money, `km` is not."""
        if token.norm in _MEASURES:
            return token.text.isupper()
        return self.capitals or token.text[0].islower() or token.text.isupper() or len(token.text) < 4

    def _is_adjective(self, i: int) -> bool:
        """Whether the word at `i` ends like an adjective and a lower-case word follows it that may be counted."""
        if i + 1 >= len(self.tokens) or not self._countable(i) or not self._countable(i + 1):
            return False
        return len(self._norm(i)) > 3 and self._norm(i).endswith(self.words.adjective_suffixes)

    def _countable(self, i: int) -> bool:
        if i >= len(self.tokens) or i in self.taken or i in self.line_starts:
            return False
        token = self.tokens[i]
        lower = token.text[0].isupper() if self.noun_capitals else token.text[0].islower()
        return token.is_word and lower and token.norm not in self.words.not_counted and len(token.norm) > 2

    def _noun(self, i: int, skip: int) -> tuple[str | None, int]:
        if self._norm(i) == "-" or not self._countable(i):
            return None, i
        head = i + skip if self._countable(i + skip) else i
        noun = lemma(self._norm(head), self.language)
        if noun.endswith(self.words.verb_lemmas) and noun != self._norm(head):
            if not self.noun_capitals:
                return None, i  # `Boeing 737 ima`: a verb is not counted
            noun = self._norm(head)  # German lemmas are looked up in lower case: `Schiffe` comes back as a verb
        return noun, head + 1

    def _unit_of_whole(self, number: Number) -> str | None:
        """`170 od 430 letova`: what is counted in the whole of which the number is a part."""
        i = number.last
        if self._norm(i) not in self.words.of or i + 1 >= len(self.tokens):
            return None
        whole = self.numerals.read(self.tokens, i + 1)
        if whole is None or whole.value is None or number.value is None or whole.value <= number.value:
            return None
        return self._unit(whole)[0]


def _covered(tokens: Sequence[Token], spans: Sequence[Span]) -> frozenset[int]:
    """The tokens that lie in one of the spans (in text order)."""
    covered: set[int] = set()
    at = 0
    for i, token in enumerate(tokens):
        while at < len(spans) and spans[at].end <= token.span.start:
            at += 1
        if at < len(spans) and spans[at].start < token.span.end:
            covered.add(i)
    return frozenset(covered)
