"""Which entry of a names file a mention is a name of, if any: the one that lists its form, most exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svod.corrections.matching import Listed, Matcher, Window, may_be_case, words_of
from svod.corrections.names_entries import Entry, Form, NamesFile
from svod.languages.gazetteer import stem
from svod.reading.tokens import tokenize
from svod.records import Layout, Mention, Report, Span

Owner = tuple[Form, Entry | None]
"""A listed form and the entry that lists it; None: the form is under `ignore`."""
LONGEST_SUFFIX = 3
"""Letters of a case ending after a hyphen: `FIFA-e`, `Trump-om`."""
BASE, WRITTEN, CASE = range(3)
"""How a mention is like a listed form, the surest first: its base form is it, its words are it, its words may be a case of it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A listed name found in a report: the form that fits, its entry (None: no name at all), and how it fits."""

    form: Form
    entry: Entry | None
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    forms: Matcher[Owner]
    never: Matcher[Owner]
    beside: Matcher[str]


@lru_cache(maxsize=64)
def _lists(names: NamesFile, language: str) -> _Lists:
    """The listed names that count in a language; made once for all its reports."""
    forms: list[Owner] = [(f, e) for e in names.entries for f in e.forms if f.speaks(language)]
    forms += [(f, None) for f in names.ignored if f.speaks(language)]
    never: list[Owner] = [(f, e) for e in names.entries for f in e.never if f.speaks(language)]
    beside = sorted({f.beside for f, _ in (*forms, *never) if f.beside})
    return _Lists(
        Matcher(((f.text, (f, e)) for f, e in forms), language),
        Matcher(((f.text, (f, e)) for f, e in never), language),
        Matcher(((text, text) for text in beside), language),
    )


class Listing:
    """The listed names that count in one report: by its language, its path and outlet, and the other names in it."""

    def __init__(self, names: NamesFile, report: Report, layout: Layout) -> None:
        self._lists = _lists(names, layout.language)
        self._report, self._layout = report, layout
        self._starts = [t.span.start for t in layout.tokens]
        self._present = {w.listed.value for w in self._lists.beside.windows(layout.tokens)}

    def windows(self) -> Iterator[Window[Owner]]:
        """Every place of the report where a listed name may stand."""
        return (w for w in self._lists.forms.windows(self._layout.tokens) if self._counts(w.listed))

    def _counts(self, listed: Listed[Owner]) -> bool:
        form, _ = listed.value
        return form.holds_in(self._report) and (not form.beside or form.beside in self._present)

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """The numbers of the tokens that begin in a span: the first, and the one after the last."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def claim(self, mention: Mention) -> Claim | None:
        """What the file says of a mention; None where it says nothing, or two entries as exactly."""
        return _decided(self._fitting(mention, self._lists.forms))

    def excluded(self, mention: Mention) -> frozenset[int]:
        """The numbers of the entries that this mention is never a name of."""
        found = self._fitting(mention, self._lists.never)
        return frozenset(c.entry.number for c in found if c.entry is not None)

    def _fitting(self, mention: Mention, matcher: Matcher[Owner]) -> Iterator[Claim]:
        language = self._layout.language
        lemma = tokenize(mention.lemma, language)
        words = words_of(lemma, language)
        for window in matcher.windows(lemma, 0, 1):
            if window.exact and window.listed.keys == words and self._counts(window.listed):
                yield Claim(*window.listed.value, BASE)
        first, last = self.tokens_of(mention.span)
        for window in matcher.windows(self._layout.tokens, first, first + 1):
            if not self._covers(window.last, last) or not self._counts(window.listed):
                continue
            if window.exact:
                yield Claim(*window.listed.value, WRITTEN)
            elif compatible(words, words_of(self._layout.tokens[first:last], language), window.listed.keys):
                yield Claim(*window.listed.value, CASE)

    def _covers(self, end: int, last: int) -> bool:
        """Do the tokens up to `end` make up a mention that ends before token `last`, but for a case ending after a hyphen?"""
        tokens = self._layout.tokens
        if end == last or all(not t.text[0].isalnum() for t in tokens[end:last]):
            return True
        return end + 2 == last and tokens[end].text in "-‑" and len(tokens[end + 1].text) <= LONGEST_SUFFIX


def compatible(lemma: Sequence[str], words: Sequence[str], listed: Sequence[str]) -> bool:
    """Does the base form that was found for some words allow that they are a case of a listed name?

    It does where it is a case of the listed name itself (an ending was left on, or too much cut off) or where nothing was found.
    """
    if tuple(lemma) == tuple(words) or len(lemma) != len(listed):
        return True
    return all(
        may_be_case(w, base) or (stem(w) == stem(base) and w[-1:] != "o") for w, base in zip(lemma, listed, strict=True)
    )


def _decided(claims: Iterable[Claim]) -> Claim | None:
    """The surest claim of the most exact conditions; None where several entries have such a one."""
    found = sorted(claims, key=lambda c: (c.level, -c.form.rank))
    best = [c for c in found if (c.level, c.form.rank) == (found[0].level, found[0].form.rank)]
    owners = {c.entry.number if c.entry else 0 for c in best}
    return best[0] if len(owners) == 1 else None
