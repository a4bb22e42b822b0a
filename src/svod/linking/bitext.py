"""Which sentence of one text is the translation of which of another, line by line (svod's similarity at its plainest).

A line is the sum of the vectors of its words. Where the lines of a text crowd round one point, everything is near to everything there: a
pair's cosine is set against the mean of its nearest neighbours on either side (CSLS; Conneau et al. 2018, Word translation without
parallel data). The few lines that are best by that are then compared word by word: how much of either finds a partner in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svod.languages.vectors import size, unit, vectors
from svod.reading.tokens import tokenize
from svod.records import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

NEIGHBOURS = 10
"""Near lines that tell what is usual around a line."""
CANDIDATES = 8
"""Lines that are compared word by word."""
WORDS = 4.0
"""Weight of the comparison word by word beside the cosine above the usual."""
SHOWN = 0.3
"""Cosine from which on two words that are each other's nearest are shown as a pair."""
BLOCK = 1 << 22
"""Pairs that are compared at a time: 16 MB."""


@dataclass(frozen=True, slots=True)
class Match:
    """A line of the left text and its best line of the right one, both counted from 1; `score`: how much of their words finds a partner
    in the other, by weight, 0 to 1."""

    left: int
    right: int
    score: float


@dataclass(frozen=True, slots=True)
class Text:
    """Lines as numbers of different words, those words' directions and weights, and the unit vectors of the lines (0: nothing in it)."""

    lines: tuple[Ints, ...]
    directions: Floats
    weights: Floats
    units: Floats


def align(left: Sequence[str], right: Sequence[str], languages: tuple[str, str], mutual: bool = False) -> list[Match]:
    """The best line of `right` for each line of `left`.

    Args:
        left: sentences, one a line; an empty line or one without a word or number has no match.
        right: sentences to choose from; of two that are equally near the first is taken.
        languages: BCP 47 codes of the two texts; of a language that svod does not know the letters are all that counts.
        mutual: whether only those pairs are wanted in which each line is the best of the other.

    Returns:
        The matches in the order of `left`. Time grows with the product of the two lengths, memory with their sum.
    """
    return matches(lay_out(left, languages[0]), lay_out(right, languages[1]), mutual)


def lay_out(lines: Sequence[str], language: str) -> Text:
    """The lines of a text in one language, ready to be matched with those of others."""
    import numpy as np

    number: dict[str, int] = {}
    found = [
        np.array([number.setdefault(t.norm, len(number)) for t in _words(line, language)], dtype=np.intp)
        for line in lines
    ]
    known = vectors(list(number), language)
    sums = np.zeros((len(lines), size()), dtype=np.float32)
    for n, words in enumerate(found):
        sums[n] = known[words].sum(axis=0)
    return Text(tuple(found), unit(known), np.linalg.norm(known, axis=1), unit(sums))


def matches(ours: Text, theirs: Text, mutual: bool = False) -> list[Match]:
    """What `align` returns, for texts that are laid out."""
    if not (ours.units.any() and theirs.units.any()):
        return []
    usual = _usual(ours, theirs), _usual(theirs, ours)
    best = dict(_best(ours, theirs, *usual))
    back = {n: m for n, (m, _) in _best(theirs, ours, *reversed(usual))} if mutual else {}
    return [
        Match(n + 1, m + 1, round(score, 4)) for n, (m, score) in sorted(best.items()) if not mutual or back.get(m) == n
    ]


def pair_words(left: str, right: str, languages: tuple[str, str]) -> list[tuple[str, str, float]]:
    """Which words of two lines were taken for translations of each other.

    Returns:
        (word of `left`, word of `right`, cosine) for each two words that are the nearest of each other and near, in the order of `left`.
    """
    ours, theirs = (_words(line, code) for line, code in zip((left, right), languages, strict=True))
    if not ours or not theirs:
        return []
    a, b = (vectors([t.norm for t in of], code) for of, code in zip((ours, theirs), languages, strict=True))
    near = unit(a) @ unit(b).T
    best, back = near.argmax(axis=1), near.argmax(axis=0)
    return [
        (ours[n].text, theirs[m].text, round(float(near[n, m]), 4))
        for n, m in enumerate(best.tolist())
        if back[m] == n and near[n, m] >= SHOWN
    ]


def _words(line: str, language: str) -> list[Token]:
    """The words and numbers of a line."""
    return [t for t in tokenize(line, language) if t.text[0].isalnum()]


def _blocks(ours: Text, theirs: Text) -> Iterator[tuple[int, Floats]]:
    """The cosines of some lines of `ours` with all of `theirs` at a time, with the number of the first."""
    step = max(1, BLOCK // max(1, len(theirs.units)))
    for begin in range(0, len(ours.units), step):
        yield begin, ours.units[begin : begin + step] @ theirs.units.T


def _usual(ours: Text, theirs: Text) -> Floats:
    """For each line of `ours` the mean cosine of its nearest neighbours among `theirs`."""
    import numpy as np

    count = min(NEIGHBOURS, len(theirs.units))
    found = [np.partition(near, -count, axis=1)[:, -count:].mean(axis=1) for _, near in _blocks(ours, theirs)]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.float32)


def _best(ours: Text, theirs: Text, usual: Floats, usual_there: Floats) -> Iterator[tuple[int, tuple[int, float]]]:
    """For each line of `ours` that has words its best line of `theirs`, and how well their words pair."""
    import numpy as np

    count = min(CANDIDATES, len(theirs.units))
    # Of more lines with the same words than are compared, chance would choose.
    numbers: dict[bytes, int] = {}
    first = [numbers.setdefault(line.tobytes(), m) for m, line in enumerate(theirs.lines)]
    for begin, near in _blocks(ours, theirs):
        above = 2 * near - usual[begin : begin + len(near), None] - usual_there[None, :]
        top = np.sort(np.argpartition(-above, count - 1, axis=1)[:, :count], axis=1)
        for n, candidates in enumerate(top, begin):
            if not len(ours.lines[n]):
                continue
            paired = _paired(ours, n, theirs, candidates)
            place = int((above[n - begin, candidates] + WORDS * paired).argmax())
            yield n, (first[candidates[place]], float(paired[place]))


def _paired(ours: Text, n: int, theirs: Text, candidates: Ints) -> Floats:
    """How much of the words of a line and of each candidate finds a partner in the other, by weight: the mean of both directions."""
    import numpy as np

    words = ours.lines[n]
    others = [theirs.lines[m] for m in candidates.tolist()]
    lengths = np.array([len(line) for line in others])
    paired = np.zeros(len(others), dtype=np.float32)
    full = np.flatnonzero(lengths)
    if not len(full):
        return paired
    joined = np.concatenate(others)
    begins = np.concatenate(([0], np.cumsum(lengths[full])[:-1]))
    weights, their_weights = ours.weights[words], theirs.weights[joined]
    there = np.zeros(len(full), dtype=np.float32)
    nearest = np.zeros(len(joined), dtype=np.float32)
    step = max(1, BLOCK // len(joined))  # a line may be a whole book
    for begin in range(0, len(words), step):
        some = slice(begin, begin + step)
        near = np.maximum(ours.directions[words[some]] @ theirs.directions[joined].T, 0)
        there += weights[some] @ np.maximum.reduceat(near, begins, axis=1)
        nearest = np.maximum(nearest, near.max(axis=0))
    there /= max(float(weights.sum()), 1e-9)
    totals = np.maximum(np.add.reduceat(their_weights, begins), 1e-9)
    back = np.add.reduceat(nearest * their_weights, begins) / totals
    paired[full] = (there + back) / 2
    return paired
