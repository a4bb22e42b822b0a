"""The words and names of the reports of a story or family, and which of them mean the same.

Two words pair by the same linked entity, lemma, concept, family of concepts or cognate (see `linking.affinity`), or because their
vectors lie near each other; what a pair is worth says how sure it is that they mean the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svod.languages.concepts import Word, meaning
from svod.languages.scripts import shelf
from svod.languages.vectors import size, unit, vectors
from svod.linking.affinity import NEAR, WEAKEST, affinity, nearness
from svod.records import Reading, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BLOCK = 1024
"""Words whose vectors are compared with all others at a time."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word or a linked name of a passage: what it is (`type`, an index of the vocabulary), and where it stands."""

    type: int
    span: Span


@dataclass(frozen=True, slots=True)
class Type:
    """An entry of the vocabulary: a linked entity, or a lemma of a language with one of its forms."""

    entity: str | None
    word: Word | None
    form: str = ""
    language: str = ""


class Vocabulary:
    """Lays out the words of reports.

    Args:
        readings: reports whose entity ids are shared.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.types: list[Type] = []
        self._index: dict[tuple[str, str], int] = {}
        self.items = {r.report.id: self._items_of(r) for r in sorted(readings, key=lambda r: r.report.id)}
        self._starts = {i: [item.span.start for item in items] for i, items in self.items.items()}

    def _items_of(self, reading: Reading) -> list[Item]:
        language = reading.layout.language
        named = {t.span.start: m for m in reading.mentions if m.entity for t in reading.layout.tokens_in(m.span)}
        items: list[Item] = []
        for token in reading.layout.tokens:
            if token.span.start in named:
                mention = named[token.span.start]
                at = self._type(("entity", mention.entity or ""), Type(mention.entity, None))
                if not items or items[-1].type != at or not mention.span.contains(items[-1].span):
                    items.append(Item(at, mention.span))
            elif token.is_word:
                known = meaning(token.norm, language)
                entry = Type(None, known, token.norm, language)
                items.append(Item(self._type((shelf(language), known.lemma), entry), token.span))
        return items

    def _type(self, key: tuple[str, str], value: Type) -> int:
        if key not in self._index:
            self._index[key] = len(self.types)
            self.types.append(value)
        return self._index[key]

    def within(self, report: str, span: Span) -> list[Item]:
        """The words and names of a report that begin in a stretch of it, and a name that it cuts."""
        starts, items = self._starts[report], self.items[report]
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first and items[first - 1].span.end > span.start:
            first -= 1
        return items[first:last]

    # --- what pairs --------------------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[tuple[NDArray[np.intp], Floats]]:
        """For each type, in rising order, the types that it pairs with, itself included, and what each pair is worth."""
        import numpy as np

        worths: list[dict[int, float]] = [{n: 1.0} for n in range(len(self.types))]
        for n, kin in self._kin().items():
            mine = self.types[n].word
            for other in kin:
                theirs = self.types[other].word
                if other > n and mine and theirs and (worth := affinity(mine, theirs)) >= WEAKEST:
                    worths[n][other] = worths[other][n] = worth
        for n, other, worth in self._near():
            if worth > worths[n].get(other, 0.0):
                worths[n][other] = worths[other][n] = worth
        found = []
        for row in worths:
            ordered = sorted(row.items())
            mates = np.array([m for m, _ in ordered], dtype=np.intp)
            found.append((mates, np.array([w for _, w in ordered], dtype=np.float32)))
        return found

    def _kin(self) -> dict[int, set[int]]:
        """For each word those that share a concept, a family, or the beginning of the cognate key with it."""
        holders: dict[tuple[str, int | str], list[int]] = defaultdict(list)
        keys: dict[int, list[tuple[str, int | str]]] = {}
        for n, entry in enumerate(self.types):
            if entry.word is None:
                continue
            keys[n] = [*(("concept", c) for c in entry.word.concepts), *(("family", f) for f in entry.word.families)]
            if len(entry.word.cognate) >= 4:
                keys[n].append(("start", entry.word.cognate[:3]))
            for key in keys[n]:
                holders[key].append(n)
        return {n: {mate for key in of for mate in holders[key]} for n, of in keys.items()}

    def _near(self) -> Iterator[tuple[int, int, float]]:
        """The pairs of words whose vectors are near, the smaller number first, and what each is worth."""
        import numpy as np

        numbers = np.array([n for n, entry in enumerate(self.types) if entry.word is not None], dtype=np.intp)
        near = self.directions[numbers]
        for begin in range(0, len(numbers), BLOCK):
            cosines = near[begin : begin + BLOCK] @ near[begin:].T
            ours, theirs = np.nonzero(cosines >= NEAR)
            later = theirs > ours
            ours, theirs = ours[later], theirs[later]
            worth = nearness(cosines[ours, theirs])
            yield from zip(
                numbers[begin + ours].tolist(), numbers[begin + theirs].tolist(), worth.tolist(), strict=True
            )

    @cached_property
    def directions(self) -> Floats:
        """The unit vector of each word; zeros for names."""
        import numpy as np

        found = np.zeros((len(self.types), size()), dtype=np.float32)
        of_language: dict[str, list[int]] = defaultdict(list)
        for n, entry in enumerate(self.types):
            if entry.word is not None:
                of_language[entry.language].append(n)
        for language, numbers in sorted(of_language.items()):
            found[numbers] = vectors([self.types[n].form for n in numbers], language)
        return unit(found)
