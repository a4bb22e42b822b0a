"""Runs of words that two texts have in common in one order, found by local alignment (Smith and Waterman 1981), gaps by weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

GAP = 0.3
"""What a word that has no partner costs, as a share of its weight: a run goes on while most of its words are paired."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of two texts that are paired in one order: their numbers in either text, and the score of the alignment."""

    pairs: tuple[tuple[int, int], ...]
    score: float


def local_alignments(worth: Floats, ours: Floats, theirs: Floats, least: float) -> Iterator[Run]:
    """The best runs of paired words, none of which shares a word with another; each is looked for when it is asked for.

    Args:
        worth: what each pair of words is worth, len(ours) x len(theirs), in [0, 1].
        ours, theirs: the weights of the words of both texts.
        least: runs of a lower score are left out.

    Returns:
        The runs, best first. A pair counts its worth times the lighter word's weight; a word without a partner costs `GAP` of its weight.
    """
    import numpy as np

    gains = worth * np.minimum(ours[:, None], theirs[None, :])
    while gains.size:
        table = _table(gains, ours * GAP, theirs * GAP)
        row, column = np.unravel_index(int(table.argmax()), table.shape)
        score = float(table[row, column])
        if score < least or score <= 0:
            return
        pairs = _trace(table, gains, ours * GAP, theirs * GAP, int(row), int(column))
        yield Run(pairs, score)
        # What one run has used is gone for the others, and no run goes through it.
        gains[[i for i, _ in pairs], :] = 0.0
        gains[:, [j for _, j in pairs]] = 0.0


def _table(gains: Floats, our_gaps: Floats, their_gaps: Floats) -> Floats:
    """The score of the best alignment that ends at each pair of words; the first row and column stand for nothing yet read."""
    import numpy as np

    rows, columns = gains.shape
    table = np.zeros((rows + 1, columns + 1), dtype=np.float32)
    spent = np.concatenate([np.zeros(1, dtype=np.float32), np.cumsum(their_gaps, dtype=np.float32)])
    for i in range(rows):
        best = np.maximum(table[i] - our_gaps[i], 0.0)
        best[1:] = np.maximum(best[1:], np.where(gains[i] > 0, table[i, :-1] + gains[i], 0.0))
        # A gap in the other text: the best of all cells to the left, less what lies between.
        table[i + 1] = np.maximum.accumulate(best + spent) - spent
    return table


def _trace(
    table: Floats, gains: Floats, our_gaps: Floats, their_gaps: Floats, row: int, column: int
) -> tuple[tuple[int, int], ...]:
    pairs: list[tuple[int, int]] = []
    while row and column and table[row, column] > 1e-4:
        here = float(table[row, column])
        gain = float(gains[row - 1, column - 1])
        by_pair = float(table[row - 1, column - 1]) + gain if gain > 0 else -1.0
        by_ours = float(table[row - 1, column]) - float(our_gaps[row - 1])
        by_theirs = float(table[row, column - 1]) - float(their_gaps[column - 1])
        best = min((abs(here - by_pair), 0), (abs(here - by_ours), 1), (abs(here - by_theirs), 2))[1]
        if best == 0:
            pairs.append((row - 1, column - 1))
            row, column = row - 1, column - 1
        elif best == 1:
            row -= 1
        else:
            column -= 1
    return tuple(reversed(pairs))
