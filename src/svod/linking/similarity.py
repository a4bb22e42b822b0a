"""How much two passages of different reports, in any two languages, say the same; with the words that it paired.

Soft word alignment: every word of one passage looks for its best partner in the other (the same linked entity, lemma, concept, family of
concepts or cognate), and the score is the weight of what found one. A word weighs what it says in bits in general, times its rarity
within the story: in a story of Kim and Putin their names say nothing. Numbers and negation are no evidence; where they differ, the
comparison says so.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svod.languages import words
from svod.languages.concepts import Word, meaning, word
from svod.languages.lemmas import lemma
from svod.languages.scripts import shelf
from svod.linking.affinity import SAME_FAMILY, WEAKEST, affinity
from svod.records import Evidence, Reading, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Set on benchmarks/similarity.
LEAST_BITS, MOST_BITS = 3.0, 12.0
"""A word of 3 bits or less stands in every eighth sentence and says nothing; beyond 12 bits rarity adds nothing."""
RARITY = 1.25
"""Power of a word's rarity within the story."""
BETTER = 0.4
"""Share of the better covered passage in the score."""
ENOUGH = 0.3
"""Weight of paired words at which chance is ruled out by half: a pair that rests on one common word scores low."""

_PIECE = re.compile(r"[^\s.!?][^.!?\n]*")


Passage = Evidence | tuple[Evidence, ...]
"""A span of a report, or several of one report (a quotation that its attribution interrupts)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word or a linked name of a passage: what it is (`type`, an index of the story's vocabulary), and where it stands."""

    type: int
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two passages are.

    `score` in [0, 1]; `left` and `right`: how much of either found a partner, by weight; `paired`: the words that did, heaviest first;
    `numbers`: those that both hold.
    """

    score: float
    left: float
    right: float
    paired: tuple[tuple[str, str], ...]
    numbers_differ: bool = False
    negation_differs: bool = False
    numbers: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """One line for a journalist: the words that the score rests on."""
        if not self.paired:
            return "no words in common"
        shown = ", ".join(a if a.casefold() == b.casefold() else f"{a} = {b}" for a, b in self.paired[:5])
        return f"same words or translations: {shown}"


@dataclass(frozen=True, slots=True)
class _Type:
    """An entry of the story's vocabulary: a linked entity, or a lemma of a language."""

    entity: str | None
    word: Word | None


class Similarity:
    """Compares passages of the reports of one story.

    Args:
        readings: the reports of the story; entity ids that are shared between them join the names.
        derived: whether words count that are known by the words that they are made from (`concepts.meaning`). More passages find
            each other then, and more by chance: good for quotations, of which the speaker tells as much as the words.

    >>> from svod.format import report_from_dict
    >>> hr, pl = (report_from_dict({"id": i, "language": i, "text": t}) for i, t in
    ...     (("hr", "Vođa je pozvao predsjednika u posjet."), ("pl", "Przywódca zaprosił prezydenta.")))
    >>> similarity = Similarity([hr, pl])
    >>> similarity.compare(Evidence("hr", Span(0, 37)), Evidence("pl", Span(0, 30))).score > 0.3
    True
    """

    def __init__(self, readings: Iterable[Reading], derived: bool = False) -> None:
        self._word = meaning if derived else word
        self._readings = {r.report.id: r for r in readings}
        self._types: list[_Type] = []
        self._index: dict[tuple[str, str], int] = {}
        self._items = {i: self._items_of(r) for i, r in sorted(self._readings.items())}
        self._starts = {i: [item.span.start for item in items] for i, items in self._items.items()}

    # --- the story's vocabulary ----------------------------------------------------------------------------------

    def _items_of(self, reading: Reading) -> list[Item]:
        language = reading.layout.language
        named = {t.span.start: m for m in reading.mentions if m.entity for t in reading.layout.tokens_in(m.span)}
        items: list[Item] = []
        for token in reading.layout.tokens:
            if token.span.start in named:
                mention = named[token.span.start]
                at = self._type(("entity", mention.entity or ""), _Type(mention.entity, None))
                if not items or items[-1].type != at or not mention.span.contains(items[-1].span):
                    items.append(Item(at, mention.span))
            elif token.is_word:
                known = self._word(token.norm, language)
                items.append(Item(self._type((shelf(language), known.lemma), _Type(None, known)), token.span))
        return items

    def _type(self, key: tuple[str, str], value: _Type) -> int:
        if key not in self._index:
            self._index[key] = len(self._types)
            self._types.append(value)
        return self._index[key]

    @cached_property
    def _rows(self) -> list[list[tuple[int, float]]]:
        """For each type, the types that it pairs with and what the pair is worth, itself included."""
        by_concept: dict[int, list[int]] = defaultdict(list)
        by_family: dict[int, list[int]] = defaultdict(list)
        by_start: dict[str, list[int]] = defaultdict(list)
        for n, t in enumerate(self._types):
            if t.word is None:
                continue
            for concept in t.word.concepts:
                by_concept[concept].append(n)
            for family in t.word.families:
                by_family[family].append(n)
            if len(t.word.cognate) >= 4:
                by_start[t.word.cognate[:3]].append(n)
        rows: list[list[tuple[int, float]]] = []
        for n, t in enumerate(self._types):
            row = {n: 1.0}
            if t.word is not None:
                near: set[int] = set()
                for concept in t.word.concepts:
                    near.update(by_concept[concept])
                for family in t.word.families:
                    near.update(by_family[family])
                near.update(by_start[t.word.cognate[:3]])
                for other in near - {n}:
                    mate = self._types[other].word
                    assert mate is not None
                    if (worth := affinity(t.word, mate)) >= WEAKEST:
                        row[other] = worth
            rows.append(sorted(row.items()))
        return rows

    @cached_property
    def _weights(self) -> Floats:
        """What each type says: its bits in general (0 to 1) times its rarity among the story's sentences (about 0 to 1)."""
        import numpy as np

        holding: Counter[int] = Counter()
        total = 0
        for i, reading in sorted(self._readings.items()):
            for sentence in sentences_of(reading):
                total += 1
                present = {item.type for item in self._within(i, sentence)}
                holding.update({mate for n in present for mate, worth in self._rows[n] if worth >= SAME_FAMILY / 2})
        weights = np.zeros(len(self._types), dtype=np.float32)
        # A tiny story has no frequencies to speak of: ten sentences are added that hold nothing.
        top = math.log((total + 10.5) / 1.5)
        for n, t in enumerate(self._types):
            bits = MOST_BITS if t.word is None else min(t.word.bits, MOST_BITS)
            rarity = math.log((total + 10.5) / (holding[n] + 0.5)) / top
            weights[n] = (
                max(0.0, (bits - LEAST_BITS) / (MOST_BITS - LEAST_BITS)) * min(1.0, max(0.05, rarity)) ** RARITY
            )
        return weights

    # --- comparing -----------------------------------------------------------------------------------------------

    def _found(self, passage: Passage) -> list[Item]:
        return [item for e in _parts(passage) for item in self._within(e.report, e.span)]

    def _within(self, report: str, span: Span) -> list[Item]:
        starts, items = self._starts[report], self._items[report]
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first and items[first - 1].span.end > span.start:
            first -= 1
        return items[first:last]

    def weight(self, passage: Passage) -> float:
        """How much a passage says: the summed weight of its different words."""
        return float(sum(self._weights[n] for n in {i.type for i in self._found(passage)}))

    def substance(self, passage: Passage) -> float:
        """How much the words of a passage say apart from its names: nothing in `the two presidents also`."""
        return float(sum(self._weights[n] for n in {i.type for i in self._found(passage)} if self._types[n].word))

    def scores(self, left: Sequence[Passage], right: Sequence[Passage]) -> Floats:
        """The scores of all pairs, an array of len(left) x len(right)."""
        import numpy as np

        weights, size = self._weights, len(self._types)

        def bags(passages: Sequence[Passage]) -> list[NDArray[np.intp]]:
            found = ({i.type for i in self._found(p)} for p in passages)
            return [np.array(sorted(t for t in types if weights[t] > 0), dtype=np.intp) for types in found]

        def reach(bag: NDArray[np.intp]) -> Floats:
            best = np.zeros(size, dtype=np.float32)
            for n in bag:
                mates, worth = self._arrays[n]
                best[mates] = np.maximum(best[mates], worth)
            return best

        ours, theirs = bags(left), bags(right)
        result = np.zeros((len(ours), len(theirs)), dtype=np.float32)
        if not ours or not theirs:
            return result
        ours_reach = np.stack([reach(b) for b in ours])
        theirs_reach = np.stack([reach(b) for b in theirs])
        for i, bag in enumerate(ours):
            paired = theirs_reach[:, bag] @ weights[bag]
            total = float(weights[bag].sum())
            for j, other in enumerate(theirs):
                back = float(ours_reach[i, other] @ weights[other])
                result[i, j] = blend(float(paired[j]), total, back, float(weights[other].sum()))
        return result

    @cached_property
    def _arrays(self) -> list[tuple[NDArray[np.intp], Floats]]:
        import numpy as np

        return [
            (np.array([n for n, _ in row], dtype=np.intp), np.array([w for _, w in row], dtype=np.float32))
            for row in self._rows
        ]

    def compare(self, a: Passage, b: Passage) -> Comparison:
        """Two passages, with the words that were paired."""
        weights = self._weights
        ours, theirs = ([i for i in self._found(p) if weights[i.type] > 0] for p in (a, b))
        texts = [self._readings[_parts(p)[0].report].report.text for p in (a, b)]
        worth_of = {item.type: dict(self._rows[item.type]) for item in ours}
        found: dict[tuple[str, str], float] = {}

        def covered(items: Sequence[Item], others: Sequence[Item], forward: bool) -> tuple[float, float]:
            paired = total = 0.0
            for n, item in sorted({i.type: i for i in reversed(items)}.items()):
                total += float(weights[n])
                best, mate = 0.0, None
                for other in others:
                    value = worth_of[n].get(other.type, 0.0) if forward else worth_of[other.type].get(n, 0.0)
                    if value > best:
                        best, mate = value, other
                if mate is not None:
                    worth = best * float(weights[n])
                    paired += worth
                    x, y = (item, mate) if forward else (mate, item)
                    pair = (x.span.of(texts[0]), y.span.of(texts[1]))
                    found[pair] = max(found.get(pair, 0.0), worth)
            return paired, total

        there, total = covered(ours, theirs, True)
        back, other_total = covered(theirs, ours, False)
        pairs = sorted(found, key=lambda p: (-found[p], p))
        our_numbers, their_numbers = self.numbers(a), self.numbers(b)
        return Comparison(
            blend(there, total, back, other_total),
            there / total if total else 0.0,
            back / other_total if other_total else 0.0,
            tuple(p for p in pairs if found[p] >= 0.1),
            bool(our_numbers and their_numbers and not our_numbers & their_numbers),
            self.negated(a) != self.negated(b),
            tuple(sorted(our_numbers & their_numbers)),
        )

    def negated(self, passage: Passage) -> bool:
        """Whether the passage holds a negation: a word, or a prefix (Czech `nebyl`) that the lemma (`být`) is without."""
        for part in _parts(passage):
            layout = self._readings[part.report].layout
            negations = words(layout.language, "similarity", "negation")
            prefixes = words(layout.language, "similarity", "negative_prefixes")
            for token in layout.tokens_in(part.span):
                if token.norm in negations:
                    return True
                if prefixes and token.norm.startswith(prefixes):
                    base = lemma(token.norm, layout.language)
                    if not base.startswith(prefixes):
                        return True
        return False

    def numbers(self, passage: Passage) -> set[str]:
        """The numbers that a passage holds apart from dates and times, each as digits."""
        return {n for part in _parts(passage) for n in self._numbers(part)}

    def _numbers(self, evidence: Evidence) -> set[str]:
        """The quantities of a passage, or the numbers in digits where it has none; dates and times left out."""
        reading = self._readings[evidence.report]
        times = [t.span for t in reading.times]
        values = {
            f"{v:g}"
            for q in reading.quantities
            if evidence.span.contains(q.span) and not any(q.span.overlaps(t) for t in times)
            for v in (q.value, q.low, q.high)
            if v is not None
        }
        if values:
            return values
        digits = (t for t in reading.layout.tokens_in(evidence.span) if t.text[0].isdigit())
        return {t.text.replace(",", ".") for t in digits if not any(t.span.overlaps(s) for s in times)}


def _parts(passage: Passage) -> tuple[Evidence, ...]:
    return (passage,) if isinstance(passage, Evidence) else passage


def blend(there: float, total: float, back: float, other_total: float) -> float:
    """One score from the paired and total weights of both passages.

    A general and a specific telling of one fact cover each other unequally, so the better covered side counts more than the worse;
    what was paired must weigh enough to be no chance.
    """
    if not total or not other_total:
        return 0.0
    high, low = sorted((there / total, back / other_total), reverse=True)
    paired = (there + back) / 2
    return min(1.0, (BETTER * high + (1 - BETTER) * low) * (paired / (paired + ENOUGH)))


def sentences_of(reading: Reading) -> tuple[Span, ...]:
    """The sentences of a report; where they are not known, what stands between full stops and line breaks."""
    if reading.layout.sentences:
        return reading.layout.sentences
    return tuple(Span(m.start(), m.end()) for m in _PIECE.finditer(reading.report.text))
