"""What a user has decided about links, put into the scores that clusters are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svod.records import Edge, EdgeKind, Evidence

DECIDED = 1e6
"""A score that no number of others outweighs: what it joins is joined first, what it parts (negative) never comes together."""


def with_decisions(
    scores: Mapping[tuple[int, int], float],
    passages: Sequence[Sequence[Evidence]],
    decisions: Sequence[Edge],
    kind: EdgeKind,
) -> Mapping[tuple[int, int], float]:
    """The scores of compared pairs with those that a user has decided on replaced.

    Args:
        scores: the score of each compared pair of passages, the smaller number first.
        passages: the passages, each of one report or several parts of it.
        decisions: edges by "user"; only those of `kind` count.
        kind: what is being clustered.

    Returns:
        `scores` itself where nothing was decided, else a copy.
    """
    wanted = [d for d in decisions if d.kind == kind and d.by == "user" and d.judgement != "unsure"]
    if not wanted:
        return scores
    result = dict(scores)
    for decision in wanted:
        score = DECIDED if decision.judgement == "same" else -DECIDED
        for i in _touched(passages, decision.left):
            for j in _touched(passages, decision.right):
                if i != j:
                    result[min(i, j), max(i, j)] = score
    return result


def _touched(passages: Sequence[Sequence[Evidence]], place: Evidence) -> list[int]:
    return [
        n
        for n, parts in enumerate(passages)
        if any(p.report == place.report and p.span.overlaps(place.span) for p in parts)
    ]
