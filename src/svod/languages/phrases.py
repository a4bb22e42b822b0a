"""Phrases of the language data, found in a report's tokens.

A phrase is one or more words, written as the language's data has them: lower case, hr/sr/bs in Latin script. A word that ends in `*`
matches every word that begins so (`izjavi*`); `?` after a word makes it optional; `|` joins alternatives (`je|su`); `_` is any one word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from svod.records import Token


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` (exclusive) match the phrase whose value is `value`."""

    first: int
    last: int
    value: str


@dataclass(frozen=True, slots=True)
class _Word:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    anything: bool
    optional: bool

    def fits(self, norm: str) -> bool:
        return self.anything or norm in self.exact or norm.startswith(self.prefixes)


REMEMBERED = 20_000
"""Words of which it is remembered which phrases they begin, for each set of phrases."""

_Patterns = tuple[tuple[tuple[_Word, ...], str], ...]


def _parse(word: str) -> _Word:
    word = word.casefold()  # as `Token.norm`: "heißt" is "heisst"
    optional = word.endswith("?") and len(word) > 1
    alternatives = word.removesuffix("?").split("|") if optional else word.split("|")
    return _Word(
        frozenset(a for a in alternatives if not a.endswith("*")),
        tuple(a[:-1] for a in alternatives if a.endswith("*") and len(a) > 1),
        "_" in alternatives or "*" in alternatives,
        optional,
    )


class Phrases:
    """A set of phrases, each with a value, that can be found in a sequence of tokens.

    Args:
        phrases: phrases, each its own value, or a mapping phrase -> value.

    >>> from svod.reading.tokens import tokenize
    >>> tokens = tokenize("Tako je rekao Kim.", "hr")
    >>> Phrases(["rekao|rekla", "je rekao"]).find(tokens)
    [Match(first=1, last=3, value='je rekao')]
    """

    def __init__(self, phrases: Iterable[str] | Mapping[str, str]) -> None:
        values = phrases if isinstance(phrases, Mapping) else {phrase: phrase for phrase in phrases}
        self._by_first: dict[str, list[tuple[tuple[_Word, ...], str]]] = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[tuple[_Word, ...], str]]] = defaultdict(list)
        self._anywhere: list[tuple[tuple[_Word, ...], str]] = []
        self._by_word: dict[str, _Patterns] = {}
        for phrase, value in values.items():
            pattern = tuple(map(_parse, phrase.split()))
            if not pattern:
                continue
            head = pattern[0]
            if head.anything or head.optional or any(len(p) < 2 for p in head.prefixes):
                self._anywhere.append((pattern, value))
                continue
            for word in head.exact:
                self._by_first[word].append((pattern, value))
            for prefix in {p[:2] for p in head.prefixes}:
                self._by_prefix[prefix].append((pattern, value))

    def match_at(self, tokens: Sequence[Token], position: int) -> Match | None:
        """The longest phrase that begins at token `position`, or None; none begins outside the text."""
        best: Match | None = None
        if not 0 <= position < len(tokens):
            return None
        for pattern, value in self._candidates(tokens[position].norm):
            last = _match(pattern, tokens, position)
            if last is not None and (best is None or last > best.last):
                best = Match(position, last, value)
        return best

    def may_begin(self, norm: str) -> bool:
        """Whether any phrase can begin with a word."""
        if norm not in self._by_first and norm[:2] not in self._by_prefix and not self._anywhere:
            return False  # asked of every word of a text, for many sets of phrases: nothing to remember
        return bool(self._candidates(norm))

    def _candidates(self, norm: str) -> _Patterns:
        """The phrases that can begin with a word. Remembered: most words of a text begin none, and texts repeat their words."""
        known = self._by_word.get(norm)
        if known is None:
            if len(self._by_word) >= REMEMBERED:
                self._by_word.clear()
            groups = (self._by_first.get(norm, ()), self._by_prefix.get(norm[:2], ()), self._anywhere)
            fitting = (p for group in groups for p in group if p[0][0].optional or p[0][0].fits(norm))
            known = self._by_word[norm] = tuple(fitting)
        return known

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """All matches from left to right, the longest first at each place, without overlaps."""
        found, position, remembered = [], 0, self._by_word
        while position < len(tokens):
            # Most words begin nothing, which is remembered: looked up here, for this is where the time goes.
            known = remembered.get(tokens[position].norm)
            match = self.match_at(tokens, position) if known is None or known else None
            if match is None:
                position += 1
            else:
                found.append(match)
                position = match.last
        return found


def _match(pattern: Sequence[_Word], tokens: Sequence[Token], position: int) -> int | None:
    """The end of the longest match of `pattern` at `position`, or None."""
    if not pattern:
        return position
    word, rest = pattern[0], pattern[1:]
    taken = _match(rest, tokens, position + 1) if position < len(tokens) and word.fits(tokens[position].norm) else None
    return taken if taken is not None or not word.optional else _match(rest, tokens, position)
