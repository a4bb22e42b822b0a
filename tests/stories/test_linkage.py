"""Average linkage: chains of doubtful links join nothing, and ties do not depend on the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svod.stories.linkage import average_linkage, average_linkages, best_match_linkage


def test_a_chain_joins_nothing_by_its_ends() -> None:
    assert average_linkage(3, {(0, 1): 0.9, (1, 2): 0.8}, 0.5) == [(0, 1), (2,)]


def test_two_clusters_join_on_their_mean() -> None:
    scores = {(0, 1): 1.0, (2, 3): 1.0, (0, 2): 0.7, (0, 3): 0.5, (1, 2): 0.5, (1, 3): 0.5}
    assert average_linkage(4, scores, 0.55) == [(0, 1, 2, 3)]
    assert average_linkage(4, scores, 0.56) == [(0, 1), (2, 3)]


def test_what_was_compared_counts_however_many_it_is() -> None:
    scores = {(a, b): 3.0 for a in range(60) for b in range(a + 1, 60)} | {(n, 60): 1.0 for n in range(60)}
    scores[0, 60] = 2.3
    assert [len(c) for c in average_linkages(61, scores, (2.25,), 20)[0]] == [60, 1]


def test_a_mean_that_rounding_takes_below_the_threshold_joins_nothing() -> None:
    at = 1.1 * 3
    assert average_linkage(3, {(0, 1): 4.0, (0, 2): at, (1, 2): at}, at) == [(0, 1), (2,)]


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_everything_is_in_one_cluster_and_the_order_of_scores_is_free(scores: dict[tuple[int, int], float]) -> None:
    clusters = average_linkage(8, scores, 0.4)
    assert sorted(n for c in clusters for n in c) == list(range(8))
    assert clusters == average_linkage(8, dict(reversed(scores.items())), 0.4)


def test_the_best_match_joins_what_a_chain_of_means_would_not() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.1}
    assert best_match_linkage(3, scores, 0.5) == [(0, 1, 2)]
    assert average_linkage(3, scores, 0.5) == [(0, 1), (2,)]


def test_a_negative_score_keeps_apart_for_good() -> None:
    assert best_match_linkage(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): -1.0}, 0.3) == [(0, 1), (2,)]


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(-1, 1)))
def test_best_matches_do_not_depend_on_the_order_either(scores: dict[tuple[int, int], float]) -> None:
    clusters = best_match_linkage(8, scores, 0.4)
    assert sorted(n for c in clusters for n in c) == list(range(8))
    assert clusters == best_match_linkage(8, dict(reversed(scores.items())), 0.4)
    assert not any(scores.get((a, b), 0.0) < 0 for c in clusters for a in c for b in c if a < b)
