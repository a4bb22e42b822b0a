"""How much two passages of different reports, in any two languages, say the same; with the words that it paired.

Soft word alignment: every word of one passage looks for its best partner in the other (see `linking.vocabulary`), and the score is the
weight of what found one. A word weighs what it says in bits in general, times its rarity within the story: in a story of Kim and Putin
their names say nothing. Numbers and negation are no evidence; where they differ, the comparison says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svod.languages.negation import negated
from svod.languages.vectors import unit
from svod.linking.affinity import SAME_FAMILY
from svod.linking.vocabulary import Item, Vocabulary
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
BLOCK = 1 << 25
"""Numbers of the largest table that is laid out at a time."""

_PIECE = re.compile(r"[^\s.!?][^.!?\n]*")


Passage = Evidence | tuple[Evidence, ...]
"""A span of a report, or several of one report (a quotation that its attribution interrupts)."""


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


class Similarity:
    """Compares passages of the reports of one story.

    Args:
        readings: the reports of the story; entity ids that are shared between them join the names.
        vocabulary: the words of these reports and maybe others, where they are laid out already.

    >>> from svod.format import report_from_dict
    >>> hr, pl = (report_from_dict({"id": i, "language": i, "text": t}) for i, t in
    ...     (("hr", "Vođa je pozvao predsjednika u posjet."), ("pl", "Przywódca zaprosił prezydenta.")))
    >>> similarity = Similarity([hr, pl])
    >>> similarity.compare(Evidence("hr", Span(0, 37)), Evidence("pl", Span(0, 30))).score > 0.3
    True
    """

    def __init__(self, readings: Iterable[Reading], vocabulary: Vocabulary | None = None) -> None:
        self._readings = {r.report.id: r for r in readings}
        self.vocabulary = vocabulary or Vocabulary(self._readings.values())
        # A clause is compared with many others.
        self._numbers: dict[Evidence, frozenset[str]] = {}

    @cached_property
    def _weights(self) -> Floats:
        """What each type says: its bits in general (0 to 1) times its rarity among the story's sentences (about 0 to 1)."""
        import numpy as np

        types, rows = self.vocabulary.types, self.vocabulary.rows
        close = [mates[worth >= SAME_FAMILY / 2] for mates, worth in rows]
        holding = np.zeros(len(types), dtype=np.float64)
        total = 0
        for i, reading in sorted(self._readings.items()):
            for sentence in sentences_of(reading):
                total += 1
                present = {item.type for item in self.vocabulary.within(i, sentence)}
                if present:
                    holding[np.unique(np.concatenate([close[n] for n in present]))] += 1
        # A tiny story has no frequencies to speak of: ten sentences are added that hold nothing.
        rarity = np.log((total + 10.5) / (holding + 0.5)) / math.log((total + 10.5) / 1.5)
        bits = np.array([MOST_BITS if t.word is None else min(t.word.bits, MOST_BITS) for t in types])
        general = np.maximum(0.0, (bits - LEAST_BITS) / (MOST_BITS - LEAST_BITS))
        weights: Floats = (general * np.clip(rarity, 0.05, 1.0) ** RARITY).astype(np.float32)
        return weights

    # --- many passages -----------------------------------------------------------------------------------------------

    def items(self, passage: Passage) -> list[Item]:
        """The words and names of a passage, in the order of the text."""
        return [item for e in _parts(passage) for item in self.vocabulary.within(e.report, e.span)]

    def weights_of(self, items: Sequence[Item]) -> Floats:
        """What each of these words says within the story, 0 to 1."""
        import numpy as np

        return self._weights[np.array([item.type for item in items], dtype=np.intp)]

    def worth(self, ours: Sequence[Item], theirs: Sequence[Item]) -> Floats:
        """What each pair of these words is worth, 0 to 1: an array of len(ours) x len(theirs)."""
        import numpy as np

        found = np.zeros((len(ours), len(theirs)), dtype=np.float32)
        columns = np.array([item.type for item in theirs], dtype=np.intp)
        for n, item in enumerate(ours):
            mates, worth = self.vocabulary.rows[item.type]
            at = np.minimum(np.searchsorted(mates, columns), len(mates) - 1)
            found[n] = np.where(mates[at] == columns, worth[at], 0.0)
        return found

    def weight(self, passage: Passage) -> float:
        """How much a passage says: the summed weight of its different words."""
        return float(self._weights[self._bag(passage)].sum())

    def _bag(self, passage: Passage) -> NDArray[np.intp]:
        import numpy as np

        found = np.array(sorted({item.type for item in self.items(passage)}), dtype=np.intp)
        return found[self._weights[found] > 0]

    def coverage(
        self, left: Sequence[Passage], right: Sequence[Passage], only: NDArray[np.bool_] | None = None
    ) -> tuple[Floats, Floats]:
        """How much of each passage finds a partner in each other one.

        Args:
            left: passages whose words look for partners.
            right: where they look.
            only: for each type of `vocabulary.types` whether it counts; None: all do.

        Returns:
            Paired weight, len(left) x len(right), and the whole weight of each of `left`.
        """
        import numpy as np

        weights = self._weights if only is None else np.where(only, self._weights, 0).astype(np.float32)
        bags = [self._bag(p) for p in left]
        others = bags if right is left else [self._bag(p) for p in right]
        paired = np.zeros((len(left), len(right)), dtype=np.float32)
        for begin in range(0, len(right), step := max(1, BLOCK // max(1, len(weights)))):
            reach = np.stack([self._reach(bag) for bag in others[begin : begin + step]], axis=1)
            for n, bag in enumerate(bags):
                paired[n, begin : begin + step] = weights[bag] @ reach[bag]
        return paired, np.array([weights[bag].sum() for bag in bags], dtype=np.float32)

    def _reach(self, bag: NDArray[np.intp]) -> Floats:
        """For each type the worth of its best partner in a bag."""
        import numpy as np

        best = np.zeros(len(self.vocabulary.types), dtype=np.float32)
        for n in bag.tolist():
            mates, worth = self.vocabulary.rows[n]
            best[mates] = np.maximum(best[mates], worth)
        return best

    def scores(self, left: Sequence[Passage], right: Sequence[Passage]) -> Floats:
        """The scores of all pairs, an array of len(left) x len(right)."""
        there, total = self.coverage(left, right)
        back, other_total = (there, total) if left is right else self.coverage(right, left)
        return blended(there, total[:, None], back.T, other_total[None, :])

    def cosines(self, left: Sequence[Passage], right: Sequence[Passage]) -> Floats:
        """The cosines of the passages' vectors, len(left) x len(right): each is the sum of the directions of its words, weighted by what
        they say within the story. Names have no direction. Sees what is said in other words as a whole, where `scores` pairs word by word.
        """
        import numpy as np

        def summed(passages: Sequence[Passage]) -> Floats:
            found = np.zeros((len(passages), self.vocabulary.directions.shape[1]), dtype=np.float32)
            for n, passage in enumerate(passages):
                types = np.array([item.type for item in self.items(passage)], dtype=np.intp)
                found[n] = self._weights[types] @ self.vocabulary.directions[types]
            return found

        return unit(summed(left)) @ unit(summed(right)).T

    # --- two passages ------------------------------------------------------------------------------------------------

    def compare(self, a: Passage, b: Passage) -> Comparison:
        """Two passages, with the words that were paired."""
        import numpy as np

        ours, theirs = (self._first_items(p) for p in (a, b))
        worth = self.worth(ours, theirs)
        texts = [self._readings[_parts(p)[0].report].report.text for p in (a, b)]
        found: dict[tuple[str, str], float] = {}

        def covered(items: Sequence[Item], others: Sequence[Item], forward: bool) -> tuple[float, float]:
            table = worth if forward else worth.T
            weights = self.weights_of(items)
            paired = 0.0
            for n, weight in enumerate(weights.tolist()):
                best = int(table[n].argmax()) if len(others) else 0
                if len(others) and table[n, best] > 0:
                    value = float(table[n, best]) * weight
                    paired += value
                    x, y = (items[n], others[best]) if forward else (others[best], items[n])
                    pair = (x.span.of(texts[0]), y.span.of(texts[1]))
                    found[pair] = max(found.get(pair, 0.0), value)
            return paired, float(weights.sum())

        there, total = covered(ours, theirs, True)
        back, other_total = covered(theirs, ours, False)
        pairs = sorted(found, key=lambda p: (-found[p], p))
        our_numbers, their_numbers = self.numbers(a), self.numbers(b)
        return Comparison(
            float(blended(*(np.array([x], dtype=np.float32) for x in (there, total, back, other_total)))[0]),
            there / total if total else 0.0,
            back / other_total if other_total else 0.0,
            tuple(p for p in pairs if found[p] >= 0.1),
            bool(our_numbers and their_numbers and not our_numbers & their_numbers),
            self.negated(a) != self.negated(b),
            tuple(sorted(our_numbers & their_numbers)),
        )

    def _first_items(self, passage: Passage) -> list[Item]:
        """The items of a passage that say anything, each type once, where it stands first; by type."""
        items = {item.type: item for item in reversed(self.items(passage))}
        return [item for n, item in sorted(items.items()) if self._weights[n] > 0]

    def negated(self, passage: Passage) -> bool:
        """Whether the passage holds a negation."""
        layouts = [(self._readings[part.report].layout, part.span) for part in _parts(passage)]
        return any(negated(layout.tokens_in(span), layout.language) for layout, span in layouts)

    def numbers(self, passage: Passage) -> set[str]:
        """The numbers that a passage holds apart from dates and times, each as digits."""
        found: set[str] = set()
        for part in _parts(passage):
            if part not in self._numbers:
                self._numbers[part] = frozenset(_numbers_in(self._readings[part.report], part.span))
            found |= self._numbers[part]
        return found


def _numbers_in(reading: Reading, span: Span) -> set[str]:
    """The quantities of a stretch of a report, or the numbers in digits where it has none; dates and times left out."""
    times = [t.span for t in reading.times]
    dated = [t.span for t in reading.times if t.type != "SET"]  # a set within a quantity says per what: `eura mjesečno`
    values = {
        f"{v:g}"
        for q in reading.quantities
        if q.kind != "ordinal" and span.contains(q.span) and not any(q.span.overlaps(t) for t in dated)
        for v in (q.value, q.low, q.high)
        if v is not None
    }
    if values:
        return values
    digits = (t for t in reading.layout.tokens_in(span) if t.text[0].isdigit())
    return {t.text.replace(",", ".") for t in digits if not any(t.span.overlaps(s) for s in times)}


def _parts(passage: Passage) -> tuple[Evidence, ...]:
    return (passage,) if isinstance(passage, Evidence) else passage


def blended(there: Floats, total: Floats, back: Floats, other_total: Floats) -> Floats:
    """Scores from the paired and total weights of both passages, arrays of one shape or broadcast to it.

    A general and a specific telling of one fact cover each other unequally, so the better covered side counts more than the worse;
    what was paired must weigh enough to be no chance.
    """
    import numpy as np

    ours = there / np.where(total > 0, total, 1)
    theirs = back / np.where(other_total > 0, other_total, 1)
    high, low = np.maximum(ours, theirs), np.minimum(ours, theirs)
    paired = (there + back) / 2
    score: Floats = np.minimum(1.0, (BETTER * high + (1 - BETTER) * low) * (paired / (paired + ENOUGH)))
    return np.where((total > 0) & (other_total > 0), score, 0.0).astype(np.float32)


def sentences_of(reading: Reading) -> tuple[Span, ...]:
    """The sentences of a report; where they are not known, what stands between full stops and line breaks."""
    if reading.layout.sentences:
        return reading.layout.sentences
    return tuple(Span(m.start(), m.end()) for m in _PIECE.finditer(reading.report.text))
