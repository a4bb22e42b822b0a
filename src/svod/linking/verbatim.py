"""Passages that reports of one language share word for word, a few edits apart: an agency's paragraph in two otherwise different reports.

Sequences of five words that both hold (Broder 1997, as in `stories.copies`) are put together to the longest runs that they make; runs
between which only some words differ are one passage. A copy as a whole is found there; here it is where the passages begin and end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svod.records import Evidence, Reading, Span
from svod.stories.copies import CROWD, WORDS, folded, own_words

EDITED = 5
"""Words on either side that may be another between two runs of one passage: an editor's cut or synonym."""
PLACES = 3
"""Places at which one sequence is looked at in one report: more is a refrain."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of two reports: from the first to the last word that both have, the words that were paired, in order, and how much of the
    passage they make up on the side that has more of its own."""

    left: Evidence
    right: Evidence
    pairs: tuple[tuple[Span, Span], ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Block:
    """Words `ours` to `ours + size` of one report are words `theirs` … of the other."""

    ours: int
    theirs: int
    size: int


def verbatim_passages(readings: Sequence[Reading], least: int) -> tuple[Shared, ...]:
    """The runs of words that two reports share.

    Args:
        readings: reports of one language, any number of them; only their own text counts, without teasers and credits.
        least: words that a passage must share.

    Returns:
        The passages, by report and place, the report of the smaller id left; those of one pair of reports don't overlap. Where more than
        `CROWD` reports hold a sequence, each is compared with the first only.
    """
    by_id = {r.report.id: r for r in readings}
    tokens = {i: own_words(r.layout) for i, r in sorted(by_id.items())}
    words = {i: [folded(t.norm, by_id[i].layout.language) for t in found] for i, found in tokens.items()}
    found = []
    for (a, b), hits in sorted(_hits(words).items()):
        for chain in _apart(_chains(_blocks(hits)), least):
            pairs = tuple(
                (tokens[a][block.ours + n].span, tokens[b][block.theirs + n].span)
                for block in chain
                for n in range(block.size)
            )
            left, right = (Span(pairs[0][side].start, pairs[-1][side].end) for side in (0, 1))
            longer = max(chain[-1].ours - chain[0].ours, chain[-1].theirs - chain[0].theirs) + chain[-1].size
            found.append(Shared(Evidence(a, left), Evidence(b, right), pairs, min(1.0, len(pairs) / longer)))
    return tuple(sorted(found, key=lambda s: (s.left, s.right)))


def _hits(words: dict[str, list[str]]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """For each two reports, the places at which both have one sequence."""
    holders: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(dict)
    for report, found in words.items():
        for n in range(len(found) - WORDS + 1):
            places = holders[tuple(found[n : n + WORDS])].setdefault(report, [])
            if len(places) < PLACES:
                places.append(n)
    hits: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for places_of in holders.values():
        if len(places_of) < 2:
            continue
        reports = sorted(places_of)
        firsts = reports if len(reports) <= CROWD else reports[:1]
        for n, a in enumerate(firsts):
            for b in reports[n + 1 :]:
                hits[a, b] += ((i, j) for i in places_of[a] for j in places_of[b])
    return hits


def _blocks(hits: Sequence[tuple[int, int]]) -> list[_Block]:
    """Sequences that follow one another in both reports as one block, in the order of the first report."""
    blocks: list[_Block] = []
    begin: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    for i, j in [*sorted(hits, key=lambda h: (h[1] - h[0], h[0])), (-1, -1)]:
        if begin is None or last is None or (i, j) != (last[0] + 1, last[1] + 1):
            if begin is not None and last is not None:
                blocks.append(_Block(*begin, last[0] - begin[0] + WORDS))
            begin = (i, j)
        last = (i, j)
    return sorted(blocks, key=lambda b: (b.ours, b.theirs))


def _chains(blocks: Sequence[_Block]) -> Iterator[tuple[_Block, ...]]:
    """Blocks that continue one another, few words apart, what two of them share counted once."""
    chains: list[list[_Block]] = []
    for block in blocks:
        best: tuple[int, int] | None = None
        for n, chain in enumerate(chains):
            end = chain[-1]
            ours, theirs = block.ours - end.ours - end.size, block.theirs - end.theirs - end.size
            overlap = max(0, -ours, -theirs)
            if overlap < block.size and max(ours, theirs) + overlap <= EDITED and (ours, theirs) != (0, 0):
                apart = abs(ours) + abs(theirs)
                best = min(best or (apart, n), (apart, n))
        if best is None:
            chains.append([block])
            continue
        end = chains[best[1]][-1]
        cut = max(0, end.ours + end.size - block.ours, end.theirs + end.size - block.theirs)
        chains[best[1]].append(_Block(block.ours + cut, block.theirs + cut, block.size - cut))
    return map(tuple, chains)


def _apart(chains: Iterator[tuple[_Block, ...]], least: int) -> list[tuple[_Block, ...]]:
    """The chains of at least so many words, the longest first, each without the words of either report that a longer one has taken: where
    passages change places, the one before and the one after may well begin with the same `je`."""
    kept: list[tuple[_Block, ...]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for chain in sorted(chains, key=lambda c: (-_size(c), c[0].ours, c[0].theirs)):
        if _size(chain) < least:
            break
        free = _untaken(chain, taken)
        if _size(free) >= least:
            for block in free:
                taken[0].update(range(block.ours, block.ours + block.size))
                taken[1].update(range(block.theirs, block.theirs + block.size))
            kept.append(free)
    return kept


def _size(chain: Sequence[_Block]) -> int:
    return sum(block.size for block in chain)


def _untaken(chain: Sequence[_Block], taken: tuple[set[int], set[int]]) -> tuple[_Block, ...]:
    """The longest part of a chain that holds none of these words."""
    parts: list[list[_Block]] = [[]]
    for block in chain:
        begin = 0
        for n in range(block.size + 1):
            cut = n < block.size and (block.ours + n in taken[0] or block.theirs + n in taken[1])
            if (cut or n == block.size) and n > begin:
                parts[-1].append(_Block(block.ours + begin, block.theirs + begin, n - begin))
            if cut:
                begin = n + 1
                parts.append([])
    return max(map(tuple, parts), key=_size)
