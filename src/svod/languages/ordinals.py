"""Ordinals as they are written: `treći`, `dwudziestego drugiego`, `двадцать первый`, `12.`, `12-й`, `3rd`.

The words are data of the language: `[numbers.ordinals]` has them by their value, where `prv+` stands for the stem with each of
`ordinal_endings`; `[numbers.times_in_turn]` has adverbs that say the same of occasions (`potřetí`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from svod.languages import data
from svod.languages.numerals import Number, Numerals, numerals
from svod.languages.phrases import Phrases
from svod.records import Token


@dataclass(frozen=True, slots=True)
class Ordinals:
    """The ordinals of one language, ready to be matched."""

    words: Phrases
    in_turn: Phrases
    never: Phrases
    suffixes: frozenset[str]
    turn: str | None
    """What adverbs of `in_turn` count: the language's word for an occasion."""
    stop: bool
    cardinals: Numerals

    def may_begin(self, norm: str) -> bool:
        """Whether an ordinal can begin with a word; digits always may, and so may a cardinal (`двадцать первый`)."""
        return self.words.may_begin(norm) or self.in_turn.may_begin(norm)

    def read(self, tokens: Sequence[Token], position: int) -> Number | None:
        """The ordinal that begins at token `position`, its place as `value`; None where there is none, or one that counts nothing."""
        if self.never.match_at(tokens, position):
            return None
        if tokens[position].text.isdecimal():
            last = self._marked(tokens, position)
            return Number(position, last, float(tokens[position].text), digits=True) if last else None
        first = self._word(tokens, position)
        if first is not None:
            # `dwudziestego drugiego`: Polish and Czech inflect both parts
            unit = self._word(tokens, first.last) if first.value and first.value % 10 == 0 < first.value else None
            if unit and unit.value and first.value and unit.value < 10:
                return Number(position, unit.last, first.value + unit.value)
            return first
        tens = self.cardinals.values.match_at(tokens, position)
        while tens is not None and float(tens.value) >= 20 and float(tens.value) % 10 == 0:
            at = tens.last
            if at < len(tokens) and (tokens[at].norm in self.cardinals.links or tokens[at].text == "-"):
                at += 1
            unit = self._word(tokens, at) if at < len(tokens) else None
            if unit and unit.value and unit.value < 10:
                return Number(position, unit.last, float(tens.value) + unit.value)
            break
        return None

    def _word(self, tokens: Sequence[Token], position: int) -> Number | None:
        match = self.words.match_at(tokens, position) if position < len(tokens) else None
        return Number(position, match.last, float(match.value)) if match else None

    def _marked(self, tokens: Sequence[Token], position: int) -> int | None:
        """The token behind digits marked as an ordinal (`12.` where the language writes so, `12-й`, `3rd`); None where they are not."""
        n = position + 1
        if n >= len(tokens) or tokens[n].span.start != tokens[position].span.end or len(tokens[position].text) > 3:
            return None
        if tokens[n].norm in self.suffixes:
            return n + 1
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if following is None:
            return None
        if tokens[n].text == "-" and following.span.start == tokens[n].span.end and following.norm in self.suffixes:
            return n + 2
        return n + 1 if self.stop and tokens[n].text == "." and following.text[0].islower() else None


@cache
def ordinals(language: str) -> Ordinals:
    """The ordinals of `language`; none in a language without data.

    >>> from svod.reading.tokens import tokenize
    >>> ordinals("pl").read(tokenize("dwudziestego drugiego", "pl"), 0).value
    22.0
    """
    tables = data(language)
    table = tables.get("numbers", {})
    endings = table.get("ordinal_endings", [""])

    def forms(entry: str) -> list[str]:
        return [entry[:-1] + ending for ending in endings] if entry.endswith("+") else [entry]

    return Ordinals(
        words=Phrases(
            {f: value for value, entries in table.get("ordinals", {}).items() for e in entries for f in forms(e)}
        ),
        in_turn=Phrases({f: value for value, entries in table.get("times_in_turn", {}).items() for f in entries}),
        never=Phrases(table.get("ordinal_never", ())),
        suffixes=frozenset(table.get("ordinal_suffixes", ())),
        turn=table.get("turn"),
        stop=bool(tables.get("times", {}).get("ordinal_stop")),
        cardinals=numerals(language),
    )
