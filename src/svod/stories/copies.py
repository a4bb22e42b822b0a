"""Reports that repeat another report's text: wire copies, reprints, near-duplicates.

Two reports are compared by the sequences of five words that both hold (Broder 1997, containment of shingles). Words are compared in
Latin letters, ekavian and ijekavian alike, so that a text that was only set in the other alphabet of Serbian, or taken over from a
Croatian or Bosnian paper, is found too. Teasers, credits and boilerplate do not count.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from svod.languages.scripts import HBS, key
from svod.records import OWN_KINDS, Edge, Evidence, Layout, Reading, Span, Token

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

_JAT = re.compile(r"i?je")


@dataclass(frozen=True, slots=True)
class _Shingles:
    """The sequences of a report, by hash, each with the number of its first token among `tokens`."""

    tokens: tuple[Token, ...]
    places: dict[int, int]


def find_copies(readings: Sequence[Reading]) -> tuple[Edge, ...]:
    """Which reports repeat which.

    Args:
        readings: any number of reports in any order; the work grows with their length, not with the number of pairs.

    Returns:
        Edges of the kind "copy", sorted: `left` is the report that repeats, `right` the one repeated; each piece of evidence covers the
        shared passages. The score is the share of the left report's five-word sequences that the right one holds. The judgement is
        "same" for a copy, "unsure" where only passages are shared.
    """
    by_id = {r.report.id: r for r in readings}
    shingles = {i: _shingles(r) for i, r in sorted(by_id.items())}
    edges = []
    for a, b in sorted(_candidates(shingles)):
        shared = shingles[a].places.keys() & shingles[b].places.keys()
        share = {i: len(shared) / len(shingles[i].places) for i in (a, b)}
        if len(shared) < LEAST_SHARED or max(share.values()) < PASSAGES:
            continue
        copy, original = _direction(by_id[a], by_id[b], share)
        best = share[copy]
        if best < PASSAGES:
            copy, original, best = original, copy, share[original]
        edges.append(
            Edge(
                "copy",
                Evidence(copy, _extent(shingles[copy], shared)),
                Evidence(original, _extent(shingles[original], shared)),
                "same" if max(share.values()) >= COPY else "unsure",
                best,
                f"{best:.0%} of its five-word sequences stand in {by_id[original].report.source}",
                "stories.copies",
            )
        )
    return tuple(sorted(edges, key=lambda e: (e.left, e.right)))


def own_tokens(layout: Layout) -> tuple[Token, ...]:
    """The tokens of the report's own text: headline, lead and body. All of them where no sections are known."""
    if not layout.sections:
        return layout.tokens
    return tuple(t for s in layout.sections if s.kind in OWN_KINDS for t in layout.tokens_in(s.span))


def _folded(token: Token, language: str) -> str:
    plain = key(token.norm, language)
    return _JAT.sub("e", plain) if language in HBS else plain


def _shingles(reading: Reading) -> _Shingles:
    language = reading.layout.language
    tokens = tuple(t for t in own_tokens(reading.layout) if t.text[0].isalnum())
    folded = [_folded(t, language) for t in tokens]
    places: dict[int, int] = {}
    for n in range(len(folded) - WORDS + 1):
        digest = hashlib.blake2b(" ".join(folded[n : n + WORDS]).encode("utf-8", "replace"), digest_size=8).digest()
        places.setdefault(int.from_bytes(digest, "big"), n)
    return _Shingles(tokens, places)


def _candidates(shingles: dict[str, _Shingles]) -> set[tuple[str, str]]:
    """Pairs that share enough sequences to be worth comparing."""
    holders: dict[int, list[str]] = defaultdict(list)
    for report, found in shingles.items():
        for shingle in found.places:
            holders[shingle].append(report)
    together: Counter[tuple[str, str]] = Counter()
    for reports in holders.values():
        if 2 <= len(reports) <= CROWD:
            together.update((a, b) for n, a in enumerate(reports) for b in reports[n + 1 :])
        elif len(reports) > CROWD:
            pairs = {(a, b) for n in (1, 2) for a, b in zip(reports, reports[n:], strict=False)}
            together.update(sorted(pairs | {(reports[0], b) for b in reports[1:]}))
    return {pair for pair, n in together.items() if n >= LEAST_SHARED}


def _direction(a: Reading, b: Reading, share: dict[str, float]) -> tuple[str, str]:
    """(copy, original): the later one repeats the earlier; where days are unknown or equal, the better contained one the other."""
    ours, theirs = (r.report.published.day if r.report.published else None for r in (a, b))
    if ours and theirs and ours != theirs:
        return (a.report.id, b.report.id) if ours > theirs else (b.report.id, a.report.id)
    copy, original = sorted((a.report.id, b.report.id), key=lambda i: (-share[i], i))
    return copy, original


def _extent(shingles: _Shingles, shared: set[int]) -> Span:
    first = min(shingles.places[s] for s in shared)
    last = max(shingles.places[s] for s in shared) + WORDS - 1
    return Span(shingles.tokens[first].span.start, shingles.tokens[last].span.end)
