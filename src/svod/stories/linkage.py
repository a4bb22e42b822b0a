"""Clusters of things of which only some pairs were compared or linked: by average linkage, and by every link."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

Thing = TypeVar("Thing", int, str)


def average_linkage(size: int, scores: Mapping[tuple[int, int], float], threshold: float) -> list[tuple[int, ...]]:
    """Join the two clusters with the highest mean score until none reaches the threshold.

    A chain of doubtful links therefore joins nothing: a new member must on average be like all that are there.

    Args:
        size: how many things there are; they are numbered from 0.
        scores: the score of each compared pair (smaller number first); a pair that is left out scores 0.
        threshold: least mean score of all pairs between two clusters that are joined, above 0.

    Returns:
        The clusters, single things too, each sorted, in the order of their first members. Ties are broken by the lowest numbers, so
        the result depends on nothing else. Work grows with the number of compared pairs (times its logarithm).

    >>> average_linkage(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2}, 0.5)
    [(0, 1), (2,), (3,)]
    """
    return average_linkages(size, scores, (threshold,))[0]


def average_linkages(
    size: int, scores: Mapping[tuple[int, int], float], thresholds: Sequence[float], compared: int | None = None
) -> list[list[tuple[int, ...]]]:
    """The clusters of `average_linkage` at each of several thresholds, the highest first, in one go.

    Args:
        compared: with how many others each thing was compared at most, the most alike: beyond that, pairs that are left out don't count
            as 0 (a thing that many others are most like may have been compared with more: those count). None where all that matter
            were compared.

    >>> average_linkages(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2}, (0.5, 0.4))
    [[(0, 1), (2,), (3,)], [(0, 1, 2), (3,)]]
    """
    members: dict[int, tuple[int, ...]] = {n: (n,) for n in range(size)}
    # The sum of the scores between two clusters, and of how many pairs.
    sums: dict[int, dict[int, tuple[float, int]]] = {n: {} for n in range(size)}
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score, 1
    least = thresholds[-1]
    heap = [(-score, a, b) for (a, b), score in scores.items() if score >= least]
    heapq.heapify(heap)
    fresh = size
    found: list[list[tuple[int, ...]]] = []
    while heap:
        score, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        while -score < thresholds[len(found)]:
            found.append(sorted(members.values()))
        merged = dict(sums[a])
        for other, (total, told) in sums[b].items():
            before, known = merged.get(other, (0.0, 0))
            merged[other] = before + total, known + told
        for old in (a, b):
            merged.pop(old, None)
            for other in sums.pop(old):
                if other in sums:
                    sums[other].pop(old, None)
        members[fresh] = tuple(sorted(members.pop(a) + members.pop(b)))
        sums[fresh] = merged
        ours = len(members[fresh])
        for other, (total, told) in merged.items():
            sums[other][fresh] = total, told
            theirs = len(members[other])
            pairs = ours * theirs
            if compared is not None:
                pairs = max(told, min(pairs, compared * min(ours, theirs)))
            mean = round(total / pairs, 12)
            if mean >= least:
                heapq.heappush(heap, (-mean, other, fresh))
        fresh += 1
    return found + [sorted(members.values()) for _ in range(len(thresholds) - len(found))]


def best_match_linkage(size: int, scores: Mapping[tuple[int, int], float], threshold: float) -> list[tuple[int, ...]]:
    """Join the two clusters whose members have on average the best partner in the other, until none reaches the threshold.

    Kinder than average linkage to clusters of unlike members (the short and the long rendering of one thing): every member needs one
    partner on the other side, not all of them. A negative score keeps two clusters apart for good.

    Args and result are those of `average_linkage`.

    >>> best_match_linkage(4, {(0, 1): 0.9, (1, 2): 0.7, (0, 2): 0.2}, 0.5)
    [(0, 1, 2), (3,)]
    """
    members: dict[int, tuple[int, ...]] = {n: (n,) for n in range(size)}
    near: dict[int, set[int]] = {n: set() for n in range(size)}
    barred: dict[int, set[int]] = {n: set() for n in range(size)}
    # thing -> cluster -> its best score with a member of that cluster
    best: list[dict[int, float]] = [{} for _ in range(size)]
    for (a, b), score in scores.items():
        for x, y in ((a, b), (b, a)):
            (near if score >= 0 else barred)[x].add(y)
            if score >= 0:
                best[x][y] = score
    heap = [(-score, a, b) for (a, b), score in scores.items() if score >= threshold]
    heapq.heapify(heap)
    fresh = size
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b in barred[a]:
            continue
        members[fresh] = tuple(sorted(members.pop(a) + members.pop(b)))
        for table in (near, barred):
            table[fresh] = {n for n in table.pop(a) | table.pop(b) if n in members}
            for other in table[fresh]:
                table[other] = (table[other] - {a, b}) | {fresh}
        for other in near[fresh]:
            total = 0.0
            for thing in members[other]:
                score = max(best[thing].pop(a, 0.0), best[thing].pop(b, 0.0))
                if score:
                    best[thing][fresh] = score
                    total += score
            total += sum(best[thing].get(other, 0.0) for thing in members[fresh])
            mean = total / (len(members[other]) + len(members[fresh]))
            if mean >= threshold and other not in barred[fresh]:
                heapq.heappush(heap, (-round(mean, 12), other, fresh))
        fresh += 1
    return sorted(members.values())


def connected(things: Iterable[Thing], links: Iterable[tuple[Thing, Thing]]) -> list[tuple[Thing, ...]]:
    """The groups of things that are linked, be it by way of others.

    Args:
        things: what is grouped.
        links: pairs of them.

    Returns:
        Every thing in one group, alone where nothing is linked to it; each group sorted, the groups in the order of their first members.

    >>> connected("abcd", [("c", "a"), ("d", "c")])
    [('a', 'c', 'd'), ('b',)]
    """
    parent = {thing: thing for thing in things}

    def first(thing: Thing) -> Thing:
        while parent[thing] != thing:
            parent[thing] = thing = parent[parent[thing]]
        return thing

    for a, b in links:
        low, high = sorted((first(a), first(b)))
        parent[high] = low
    groups: dict[Thing, list[Thing]] = {}
    for thing in sorted(parent):
        groups.setdefault(first(thing), []).append(thing)
    return [tuple(group) for group in groups.values()]
