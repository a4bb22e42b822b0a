"""The passages that reports of a story share, word for word or in translation, and which way they went.

A shared passage is no second witness: what two reports have from one text has one origin, however different they are otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from svod.languages.scripts import key
from svod.linking.borrowing import Credits, Direction, direction
from svod.linking.renditions import translated_passages
from svod.linking.similarity import Similarity
from svod.linking.verbatim import Shared, verbatim_passages
from svod.records import OWN_KINDS, Edge, Evidence, Reading, Span, cover

WORDS, PROVING = 10, 8
"""Words that a verbatim passage shares at the least, and those of them that are neither names nor numbers nor what both reporters may have
heard somebody say: fixed phrases are shorter. Of 52 short ones that were read 51 were one text (benchmarks/passages)."""
LIKE_FOR_LIKE = 0.8
"""Share of paired words from which on a passage in two languages is called word for word: Croatian and Serbian, say."""
WHOLE = 0.4
"""Share of a report's own text that stands in the other from which on the two have one origin as reports."""
BY = "linking.passages"


def carriers_of(readings: Sequence[Reading]) -> frozenset[str]:
    """The organisations that carry somebody's words in any of the reports."""
    organisations = {m.entity for r in readings for m in r.mentions if m.type == "ORG" and m.entity}
    return frozenset(v for r in readings for q in r.quotations for v in q.via if v in organisations)


def find_passages(
    readings: Sequence[Reading],
    similarity: Similarity,
    decisions: Sequence[Edge] = (),
    names: Mapping[str, str] | None = None,
) -> tuple[Edge, ...]:
    """The passages that the reports of a story share.

    Args:
        readings: the reports, entities linked, copies and translated quotations marked. A report that repeats another as a whole is
            compared with that one only.
        similarity: made from the same readings, or from more.
        decisions: links that a user has decided: a passage that is said to be different is left out, as is every passage of two reports
            that are said to be no copies.
        names: what the entities are called, for the reasons.

    Returns:
        Edges of the kind "passage", sorted: the evidence covers the passage from the first to the last word that both have; the score is
        the share of its words that are paired. Where something tells who has it from whom, `left` has it from `right` and `directed` is
        set; else the one of the smaller id is left. One more edge of the kind "copy" for each two reports of which one stands in the
        other largely in translation.
    """
    carriers = carriers_of(readings)
    by_id = {r.report.id: r for r in readings}
    first = [r for r in readings if r.report.copy_of not in by_id]
    found = list(translated_passages(first, similarity, carriers))
    by_language: dict[str, list[Reading]] = defaultdict(list)
    for reading in first:
        by_language[reading.layout.language].append(reading)
    for of_language in by_language.values():
        found += _proving(verbatim_passages(of_language, WORDS), by_id, carriers)
    for reading in readings:
        if reading.report.copy_of in by_id:
            pair = [reading, by_id[reading.report.copy_of]]
            found += verbatim_passages(pair, WORDS)
    credits = Credits(readings, carriers, names or {})
    undone = [d for d in decisions if d.by == "user" and d.judgement == "different" and d.kind in ("passage", "copy")]
    kept = [s for s in found if not any(_decided(s, d) for d in undone)]
    together: dict[tuple[str, str], list[Shared]] = defaultdict(list)
    for shared in kept:
        together[shared.left.report, shared.right.report].append(shared)
    edges: list[Edge] = []
    for parts in together.values():
        way = direction(parts, credits)
        edges += [_edge(part, way, by_id) for part in parts]
        edges += _whole(parts, by_id)
    return tuple(sorted(edges, key=lambda e: (e.kind, e.left, e.right)))


def _proving(passages: Sequence[Shared], by_id: dict[str, Reading], carriers: frozenset[str]) -> list[Shared]:
    """The passages of which enough words are neither names nor numbers nor what both reporters may have heard somebody say."""
    said = {i: _heard(r, carriers) for i, r in by_id.items()}
    named = {i: [m.span for m in r.mentions] for i, r in by_id.items()}

    def proves(report: str, word: Span) -> bool:
        text = by_id[report].report.text
        return text[word.start].isalpha() and not any(s.overlaps(word) for s in (*said[report], *named[report]))

    return [
        s
        for s in passages
        if sum(proves(s.left.report, a) and proves(s.right.report, b) for a, b in s.pairs) >= PROVING
    ]


def _heard(reading: Reading, carriers: frozenset[str]) -> list[Span]:
    """What somebody says in the report's language: words that every reporter who was there has. A translation is the translator's."""
    return [
        s
        for q in reading.quotations
        if not q.spoken and not (q.speaker and q.speaker.entity in carriers)
        for s in q.content
    ]


def _decided(shared: Shared, decision: Edge) -> bool:
    for a, b in ((decision.left, decision.right), (decision.right, decision.left)):
        if (a.report, b.report) == (shared.left.report, shared.right.report):
            return decision.kind == "copy" or (a.span.overlaps(shared.left.span) and b.span.overlaps(shared.right.span))
    return False


def _edge(shared: Shared, way: Direction, by_id: dict[str, Reading]) -> Edge:
    left, right = (shared.left, shared.right) if way.borrower != 1 else (shared.right, shared.left)
    count = len(shared.pairs)
    texts = [by_id[e.report] for e in (shared.left, shared.right)]
    words = [
        [span.of(r.report.text) for span in side]
        for r, side in zip(texts, zip(*shared.pairs, strict=True), strict=True)
    ]
    keys = [[key(w, r.layout.language) for w in side] for r, side in zip(texts, words, strict=True)]
    alike = sum(a == b for a, b in zip(*keys, strict=True))
    if texts[0].layout.language == texts[1].layout.language or alike >= LIKE_FOR_LIKE * count:
        how = f"{count} words in one order"
    else:
        shown = ", ".join(f"{a} = {b}" for a, b in _telling(shared, words))
        how = f"{count} words in one order, in translation ({shown})"
    return Edge(
        "passage", left, right, "same", shared.share, f"{how}; {way.reason}", BY, directed=way.borrower is not None
    )


def _telling(shared: Shared, words: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The three longest pairs of words, in the order of the text; names only where there is nothing else."""
    said = list(zip(*words, strict=True))
    small = [n for n, (a, b) in enumerate(said) if a[0].islower() and b[0].islower() and a.casefold() != b.casefold()]
    found = small or range(len(shared.pairs))
    longest = sorted(found, key=lambda n: (-min(len(words[0][n]), len(words[1][n])), n))[:3]
    return [(words[0][n], words[1][n]) for n in sorted(longest)]


def _whole(parts: Sequence[Shared], by_id: dict[str, Reading]) -> list[Edge]:
    """Two reports in different languages of which one stands in the other as a whole, or almost: their passages are `parts`."""
    sides = [[p.left for p in parts], [p.right for p in parts]]
    readings = [by_id[side[0].report] for side in sides]
    if readings[0].layout.language == readings[1].layout.language:
        return []  # `stories.copies` has judged them
    shares = []
    for side, reading in zip(sides, readings, strict=True):
        own = [s.span for s in reading.layout.sections if s.kind in OWN_KINDS]
        length = sum(map(len, own)) or len(reading.report.text)
        shares.append(
            (sum(len(e.span) for e in side) / length, Evidence(reading.report.id, cover(e.span for e in side)))
        )
    (share, left), (_, right) = sorted(shares, key=lambda s: (-s[0], s[1]))
    if share < WHOLE:
        return []
    share = min(1.0, share)
    reason = f"{share:.0%} of its text stands in {by_id[right.report].report.source}, in another language"
    return [Edge("copy", left, right, "same", share, reason, BY)]
