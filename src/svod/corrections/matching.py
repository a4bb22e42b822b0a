"""Listed names in the words of a report: as they are written, in another script, in a case or as a possessive.

A word is taken for a case of a listed one where it begins alike and ends as a case may (`reading.name_lemmas.fits`), so long as no
better analysis says otherwise: `Marka` may be Mark's or Marko's, and the base form that the report's reading found decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from svod.languages import data
from svod.languages.gazetteer import stem
from svod.languages.given_names import given_name
from svod.languages.scripts import key, mend
from svod.reading.name_lemmas import fits
from svod.reading.tokens import tokenize
from svod.records import Token

T = TypeVar("T")

_GAPS = frozenset("-‑–.'’\"»«”“„‘’‚‹›")
"""Marks that may stand between the words of a name without being part of it: `Kim Jong-un`, `РИА «Новости»`."""
_SOFT = {"k": ("c",), "g": ("z", "dz"), "h": ("s", "z", "sz"), "d": ("dz",), "t": ("c",), "r": ("rz",)}
"""What the last consonant of a name in -a becomes before -e and -i: Luka: Luci, Praha: Praze, Agata: Agacie (romanised)."""
ACRONYM = 3
"""An all-capital name of up to so many letters is found in capitals only: `UN` is not in `Kim Jong Un`."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A listed name, cut into words: `keys` romanised without diacritics; `value` is whatever it was listed for."""

    text: str
    keys: tuple[str, ...]
    value: T

    @property
    def capital(self) -> bool:
        """Whether it is written as names are, with a capital or in a script that has none; only such names are looked for."""
        first = next(c for c in self.text if c.isalnum())
        return not first.islower() or any(c.isupper() for c in self.text)

    @property
    def acronym(self) -> bool:
        """Whether it is so short an acronym that a word in small letters is another word."""
        return self.text.isupper() and sum(c.isalpha() for c in self.text) <= ACRONYM


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """Tokens `first` to `last` (exclusive) may be a listed name: `exact` as listed, else perhaps in a case."""

    first: int
    last: int
    listed: Listed[T]
    exact: bool


class Matcher(Generic[T]):
    """A set of listed names that can be found in the tokens of reports in one language.

    Args:
        forms: names in their base form, each with a value.
        language: the language of the reports; names in another script are romanised by its rules.

    >>> matcher = Matcher([("Bijela kuća", 1), ("Kim", 2)], "hr")
    >>> tokens = tokenize("Kim je u Bijeloj kući.", "hr")
    >>> [(w.first, w.last, w.listed.value, w.exact) for w in matcher.windows(tokens)]
    [(0, 1, 2, True), (3, 5, 1, False)]
    """

    def __init__(self, forms: Iterable[tuple[str, T]], language: str) -> None:
        self._language = language
        self._endings_known = bool(data(language).get("names"))
        self._added: tuple[str, ...] = tuple(data(language).get("names", {}).get("added", ()))
        self._by_start: dict[str, list[Listed[T]]] = defaultdict(list)
        for text, value in forms:
            keys = words_of(tokenize(text, language), language)
            if keys:
                self._by_start[keys[0][: _certain(keys[0])]].append(Listed(text, keys, value))

    def windows(self, tokens: Sequence[Token], first: int = 0, last: int | None = None) -> Iterator[Window[T]]:
        """Every place from token `first` to `last` (exclusive) where a listed name may stand, overlapping ones too, in order."""
        if not self._by_start:
            return
        for n in range(first, len(tokens) if last is None else last):
            if not _is_wordy(tokens[n]):
                continue
            word = key(tokens[n].text, self._language)
            for start in dict.fromkeys((word[:3], word[:2], word[:1])):
                for listed in self._by_start.get(start, ()):
                    window = self._match(tokens, n, listed)
                    if window is not None:
                        yield window

    def _match(self, tokens: Sequence[Token], first: int, listed: Listed[T]) -> Window[T] | None:
        n, exact, small = first, True, True
        for place, base in enumerate(listed.keys):
            if place:
                n = _over_gap(tokens, n, listed.text)
            if n >= len(tokens) or not _is_wordy(tokens[n]):
                return None
            word = key(tokens[n].text, self._language)
            if word != base:
                if not self._is_case(tokens[n].text, word, base):
                    return None
                exact = False
            small = small and tokens[n].text.islower()
            n += 1
        text = tokens[first].text
        if (listed.capital and small) or (listed.acronym and not text[: len(listed.text)].isupper()):
            return None
        return Window(first, n, listed, exact)

    def _is_case(self, text: str, word: str, base: str) -> bool:
        if self._added:
            return word.replace("’", "'") in {base + ending for ending in self._added}
        return may_be_case(word, base, endings_known=self._endings_known) and not _other_given_name(
            text, base, self._language
        )


def _certain(base: str) -> int:
    """How many letters of a base form all its cases begin with, at least (Luka: Luci)."""
    return 3 if len(base) > 4 else 2 if len(base) == 4 else 1


def _is_wordy(token: Token) -> bool:
    return token.text[0].isalnum()


def _over_gap(tokens: Sequence[Token], n: int, name: str) -> int:
    """The next word after token `n - 1` where only marks that names have inside, or this name has, stand between; else `n`."""
    for skip in range(3):
        if n + skip >= len(tokens):
            return n
        if _is_wordy(tokens[n + skip]):
            return n + skip
        if tokens[n + skip].text not in _GAPS and tokens[n + skip].text not in name:
            return n
    return n


def words_of(tokens: Iterable[Token], language: str) -> tuple[str, ...]:
    """The words and numbers of a name, romanised, without diacritics, lower case."""
    return tuple(k for t in tokens if _is_wordy(t) and (k := key(mend(t.text), language)))


def may_be_case(word: str, base: str, *, endings_known: bool = True) -> bool:
    """May a romanised word be a case, or a possessive, of a base form? Stricter than `fits`: what is added must be an ending, no case
    of `Mark` ends in -o, numbers and single letters have no cases. `endings_known`: the language is one whose endings `stem` knows.

    >>> may_be_case("putinom", "putin"), may_be_case("wilcoxova", "wilcox"), may_be_case("marko", "mark"), may_be_case("verdikt", "verdi")
    (True, True, False, False)
    >>> may_be_case("zatoce", "zatoka"), may_be_case("pradze", "praga")
    (True, True)
    """
    if word == base:
        return True
    if len(base) < 2 or not base.isalpha() or len(word) < len(base) - 1:
        return False
    if base[-1] == "a" and len(base) > 3 and word[-1] in "eiy":
        softened = (base[:-2] + soft for soft in _SOFT.get(base[-2], ()))
        if any(word.startswith(root) and word[len(root) :] in ("e", "i", "y", "ie") for root in softened):
            return True
    if not fits(word, base) or (word.endswith("o") and word[:-1] == base):
        return False
    return not endings_known or len(base) < 3 or stem(base) in (stem(word), stem(stem(word)))


def _other_given_name(word: str, base: str, language: str) -> bool:
    """Is a word somebody else's given name (`Ivana`), though it ends like a case of the listed one (`Ivan`)?"""
    known = given_name(word, language)
    return known is not None and key(known.base, language) == key(word, language) != base
