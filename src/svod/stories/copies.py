"""Reports that repeat another report's text: wire copies, reprints, near-duplicates.

Two reports are compared by the sequences of five words that both hold (Broder 1997, containment of shingles). Words are compared in
Latin letters, ekavian and ijekavian alike, so that a text that was only set in the other alphabet of Serbian, or taken over from a
Croatian or Bosnian paper, is found too. Teasers, credits and boilerplate do not count.

Of each report only the hashes of its sequences and their places are needed (`shingles`, 16 bytes for each word), so they can be made where
the report is read, and kept without it. All hashes are sorted once, which brings together the reports that hold one: the work grows with
the words of a collection, times a logarithm, and nothing is sampled, so that no copy is missed by chance.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from svod.languages.scripts import HBS, key
from svod.records import OWN_KINDS, Edge, Evidence, Layout, Reading, Span, Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = 5
"""Length of a sequence. News of one event share four words by chance (`russian president vladimir putin`), five hardly ever."""
COPY = 0.6
"""Share of a report's sequences that stand in the other from which on it is a copy."""
PASSAGES = 0.2
"""Share from which on the two share whole passages: an edge with the judgement `unsure`."""
LEAST_SHARED = 8
"""Sequences: two sentences. Below that even a whole short notice proves nothing."""
CROWD = 20
"""Reports that hold one sequence beyond which not every two of them are compared, but each with its neighbours and the first."""
AT_A_TIME = 1 << 21
"""Hashes that are sorted at a time: bounds the memory beside the records to about 200 MB."""

_JAT = re.compile(r"i?je")
# Odd, and one less is no multiple of four: sequences of the same words in another order have other hashes.
_BASE = 0x9E3779B97F4A7C17
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """What `copies_among` needs of a report: the hashes of its sequences, sorted, each once; and the characters from the first word of each
    (where it stands first) to its last."""

    report: str
    source: str
    day: date | None
    hashes: NDArray[np.uint64]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]


def find_copies(readings: Iterable[Reading]) -> tuple[Edge, ...]:
    """Which reports repeat which.

    Args:
        readings: any number of reports in any order; the work grows with their length, not with the number of pairs.

    Returns:
        Edges of the kind "copy", sorted: `left` is the report that repeats, `right` the one repeated; each piece of evidence covers the
        shared passages. The score is the share of the left report's five-word sequences that the right one holds. The judgement is
        "same" for a copy, "unsure" where only passages are shared.
    """
    return copies_among(map(shingles, readings))


def shingles(reading: Reading) -> Shingles:
    """The five-word sequences of one report: a pure function of its reading, about 4 kB for a report of 250 words."""
    import numpy as np

    report, language = reading.report, reading.layout.language
    tokens = own_words(reading.layout)
    many = max(0, len(tokens) - WORDS + 1)
    words = np.array([_hash(t.norm, language) for t in tokens], dtype=np.uint64)
    rolled = np.zeros(many, dtype=np.uint64)
    for n in range(WORDS):
        rolled = rolled * np.uint64(_BASE) + words[n : n + many]
    hashes, first = np.unique(_mixed(rolled), return_index=True)
    starts = np.array([t.span.start for t in tokens], dtype=np.uint32)
    ends = np.array([t.span.end for t in tokens], dtype=np.uint32)
    day = report.published.day if report.published else None
    return Shingles(report.id, report.source, day, hashes, starts[first], ends[first + WORDS - 1])


def copies_among(records: Iterable[Shingles]) -> tuple[Edge, ...]:
    """What `find_copies` returns, from the `shingles` of the reports."""
    by_id = {s.report: s for s in records}
    ordered = [by_id[report] for report in sorted(by_id)]
    edges = (_compared(ordered[i], ordered[j]) for i, j in _candidates(ordered))
    return tuple(sorted((e for e in edges if e), key=lambda e: (e.left, e.right)))


def own_tokens(layout: Layout) -> tuple[Token, ...]:
    """The tokens of the report's own text: headline, lead and body. All of them where no sections are known."""
    if not layout.sections:
        return layout.tokens
    return tuple(t for s in layout.sections if s.kind in OWN_KINDS for t in layout.tokens_in(s.span))


def own_words(layout: Layout) -> list[Token]:
    """The words and numbers among `own_tokens`."""
    return [t for t in own_tokens(layout) if t.text[0].isalnum()]


def folded(norm: str, language: str) -> str:
    """A word in Latin letters, `je` and `ije` of the Serbo-Croatian standards as `e`."""
    plain = key(norm, language)
    return _JAT.sub("e", plain) if language in HBS else plain


@lru_cache(maxsize=1 << 18)
def _hash(norm: str, language: str) -> int:
    """64 bits of a folded word."""
    return int.from_bytes(
        hashlib.blake2b(folded(norm, language).encode("utf-8", "replace"), digest_size=8).digest(), "big"
    )


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes with their bits spread evenly (the finisher of SplitMix64, Steele and others 2014), to be dealt out by size."""
    import numpy as np

    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * np.uint64(factor)
    return hashes ^ (hashes >> np.uint64(31))


# --- which pairs are compared ------------------------------------------------------------------------------------------


def _candidates(ordered: Sequence[Shingles]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers, the smaller first, of records that share enough sequences to be worth comparing."""
    import numpy as np

    total = sum(len(s.hashes) for s in ordered)
    parts = 1 << max(0, (total // AT_A_TIME).bit_length())
    bounds = np.array([n * ((_MASK + 1) // parts) for n in range(1, parts)], dtype=np.uint64)
    cuts = [(0, *np.searchsorted(s.hashes, bounds).tolist(), len(s.hashes)) for s in ordered]
    codes, counts = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for part in range(parts):
        sizes = np.array([cut[part + 1] - cut[part] for cut in cuts], dtype=np.int64)
        if not sizes.any():
            continue
        hashes = np.concatenate([s.hashes[cut[part] : cut[part + 1]] for s, cut in zip(ordered, cuts, strict=True)])
        owners = np.repeat(np.arange(len(ordered), dtype=np.int64), sizes)
        found, times = np.unique(_pairs(hashes, owners, len(ordered)), return_counts=True)
        codes, counts = _summed(np.concatenate([codes, found]), np.concatenate([counts, times]))
    for code in codes[counts >= LEAST_SHARED].tolist():
        yield divmod(code, len(ordered))


def _pairs(hashes: NDArray[np.uint64], owners: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The pairs of reports that hold one hash, as `smaller * size + larger`, once for each hash.

    Args:
        hashes: all that are looked at, those of a report together.
        owners: the number of the report that holds each, ascending.
        size: the number of reports.
    """
    import numpy as np

    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    first = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    holding = np.diff(np.append(first, len(hashes)))
    run = np.repeat(np.arange(len(first)), holding)
    shared = holding[run] > 1
    owners, run = owners[shared], run[shared]
    crowded = holding[run] > CROWD
    found = []
    for step in range(1, CROWD):
        together = run[step:] == run[:-step]
        if step > 2:
            together &= ~crowded[step:]
        left, right = owners[:-step][together], owners[step:][together]
        found.append(left * size + right)
    heads = np.searchsorted(run, run[crowded])
    beyond = np.flatnonzero(crowded) - heads > 2
    found.append(owners[heads[beyond]] * size + owners[crowded][beyond])
    return np.concatenate(found)


def _summed(codes: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each code once, sorted, its counts added up."""
    import numpy as np

    if not len(codes):
        return codes, counts
    order = np.argsort(codes, kind="stable")
    codes, counts = codes[order], counts[order]
    first = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    return codes[first], np.add.reduceat(counts, first)


# --- what a pair shares ------------------------------------------------------------------------------------------------


def _compared(a: Shingles, b: Shingles) -> Edge | None:
    """The link between two reports of which `a` has the smaller id; None where they share too little."""
    import numpy as np

    place = np.minimum(np.searchsorted(b.hashes, a.hashes), len(b.hashes) - 1)
    ours = np.flatnonzero(b.hashes[place] == a.hashes)
    share_a, share_b = len(ours) / len(a.hashes), len(ours) / len(b.hashes)
    if len(ours) < LEAST_SHARED or max(share_a, share_b) < PASSAGES:
        return None
    left = a, share_a, ours
    right = b, share_b, place[ours]
    # The later one repeats the earlier; where days are unknown or equal, the better contained one the other, or the second the first.
    turned = a.day < b.day if a.day and b.day and a.day != b.day else share_b >= share_a
    if turned:
        left, right = right, left
    if left[1] < PASSAGES:
        left, right = right, left
    return Edge(
        "copy",
        _extent(left[0], left[2]),
        _extent(right[0], right[2]),
        "same" if max(share_a, share_b) >= COPY else "unsure",
        left[1],
        f"{left[1]:.0%} of its five-word sequences stand in {right[0].source}",
        "stories.copies",
    )


def _extent(record: Shingles, shared: NDArray[np.intp]) -> Evidence:
    return Evidence(record.report, Span(int(record.starts[shared].min()), int(record.ends[shared].max())))
