"""Runs of paired words: the same scores as the textbook's recurrence, pairs in order, no word twice."""

from __future__ import annotations

import numpy as np
import pytest

from svod.linking.alignment import GAP, local_alignments


def textbook(worth: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> float:
    """The best local alignment, cell by cell."""
    table = np.zeros((len(ours) + 1, len(theirs) + 1))
    for i in range(len(ours)):
        for j in range(len(theirs)):
            gain = worth[i, j] * min(ours[i], theirs[j])
            table[i + 1, j + 1] = max(
                0.0,
                table[i, j] + gain if gain > 0 else 0.0,
                table[i, j + 1] - GAP * ours[i],
                table[i + 1, j] - GAP * theirs[j],
            )
    return float(table.max())


@pytest.mark.parametrize("seed", range(12))
def test_scores_are_those_of_the_textbook_and_pairs_are_in_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    worth = (rng.random((9, 13)) * (rng.random((9, 13)) > 0.7)).astype(np.float32)
    ours, theirs = (rng.random(n).astype(np.float32) for n in (9, 13))
    runs = list(local_alignments(worth, ours, theirs, 0.05))
    assert runs[0].score == pytest.approx(textbook(worth, ours, theirs), abs=1e-4)
    for run in runs:
        for (a, b), (c, d) in zip(run.pairs, run.pairs[1:], strict=False):
            assert a < c and b < d
        gained = sum(float(worth[i, j] * min(ours[i], theirs[j])) for i, j in run.pairs)
        assert run.score <= gained + 1e-4
    used = [i for run in runs for i, _ in run.pairs]
    assert len(used) == len(set(used))


def test_a_run_goes_over_a_word_that_has_no_partner_and_ends_where_many_have_none() -> None:
    worth = np.zeros((12, 12), dtype=np.float32)
    for i, j in ((0, 0), (1, 1), (3, 2), (10, 10), (11, 11)):
        worth[i, j] = 1.0
    even = np.ones(12, dtype=np.float32)
    first, second = local_alignments(worth, even, even, 1.0)
    assert first.pairs == ((0, 0), (1, 1), (3, 2)) and second.pairs == ((10, 10), (11, 11))
    assert first.score == pytest.approx(3 - GAP)


def test_nothing_in_common_is_no_run() -> None:
    one = np.ones(3, dtype=np.float32)
    assert not list(local_alignments(np.zeros((3, 3), dtype=np.float32), one, one, 0.1))
    assert not list(local_alignments(np.zeros((0, 3), dtype=np.float32), one[:0], one, 0.1))
