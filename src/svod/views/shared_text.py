"""Which reports have passages from one text, how much, and which way these went: for the account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from svod.records import OWN_KINDS, Edge, Evidence, Reading
from svod.views import words
from svod.views.passages import Bench, Passage, Source

SHOWN = 320
"""Characters of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """What two reports have from one text. `directed`: `left` has it from `right`. `amount` says how much, `reasons` which way it went and
    why that is thought; `passages` stand side by side, each with how it was known."""

    left: Source
    right: Source
    directed: bool
    amount: str
    reasons: tuple[str, ...]
    passages: tuple[tuple[Passage, Passage, str], ...]

    @property
    def shown(self) -> tuple[tuple[Passage, Passage, str], ...]:
        """The passages, none of them longer than `SHOWN` characters."""
        return tuple((_short(ours), _short(theirs), how) for ours, theirs, how in self.passages)

    @property
    def title(self) -> str:
        """Who has it from whom, where that is known; by the numbers of the reports."""
        if self.directed:
            return f"{self.left.number} {self.left.name} has it from {self.right.number} {self.right.name}"
        return f"{self.left.number} {self.left.name} and {self.right.number} {self.right.name}"


def compose_shared_text(bench: Bench) -> tuple[SharedText, ...]:
    """The pairs of reports of a story that share text, those that share most first; what the user denies is left out."""
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in bench.ties:
        pairs[min(edge.left.report, edge.right.report), max(edge.left.report, edge.right.report)].append(edge)
    found = []
    for edges in pairs.values():
        kept = [e for e in edges if e.judgement != "different"]
        denied = any(e.kind == "copy" and e.judgement == "different" for e in edges)
        shared = _shared(bench, kept) if kept and not denied else None
        if shared:
            found.append(shared)
    found.sort(key=lambda f: (-f[0], f[1].left.number, f[1].right.number))
    return tuple(shared for _, shared in found)


def _shared(bench: Bench, edges: Sequence[Edge]) -> tuple[int, SharedText] | None:
    passages = sorted((e for e in edges if e.kind == "passage"), key=lambda e: (e.left, e.right))
    copies = [e for e in edges if e.kind == "copy"]
    told = next((e for e in passages if e.directed), None)
    left, right = sorted((edges[0].left.report, edges[0].right.report), key=lambda r: bench.source[r].number)
    if told:
        left, right = told.left.report, told.right.report
    rows = []
    for edge in passages:
        ours, theirs = (edge.left, edge.right) if edge.left.report == left else (edge.right, edge.left)
        pair = [bench.passage(e) for e in (ours, theirs)]
        if pair[0] and pair[1]:
            rows.append((pair[0], pair[1], _how(edge)))
    if not rows and not copies:
        return None
    count, amount = _amount(bench, passages, left, right)
    return count, SharedText(
        bench.source[left], bench.source[right], told is not None, amount, _reasons(passages, copies), tuple(rows)
    )


def _how(edge: Edge) -> str:
    return words.plain(edge.reason.partition("; ")[0] if edge.by != "user" else f"set by you: {edge.reason}")


def _reasons(passages: Sequence[Edge], copies: Sequence[Edge]) -> tuple[str, ...]:
    """Which way the passages went; where there are none, why the two count as one origin; what the user said."""
    ways = [e.reason.partition("; ")[2] for e in passages if e.by != "user"]
    ways += [e.reason for e in copies if e.by != "user" and not passages]
    ways += [f"set by you: {e.reason}" for e in copies if e.by == "user"]
    return tuple(dict.fromkeys(words.plain(w) for w in ways if w))


def _amount(bench: Bench, passages: Sequence[Edge], left: str, right: str) -> tuple[int, str]:
    """How many words the passages have on the side that has fewer of them, and what share of either report they are."""
    counts, shares = [], []
    for report in (left, right):
        reading = bench.reading(report)
        spans = [e for p in passages for e in (p.left, p.right) if e.report == report]
        count = _words_in(reading, spans)
        own = [s.span for s in reading.layout.sections if s.kind in OWN_KINDS]
        whole = _words_in(reading, [Evidence(report, s) for s in own]) if own else len(reading.layout.tokens)
        counts.append(count)
        shares.append(f"{min(1.0, count / whole):.0%} of {bench.source[report].number}" if whole else "")
    if not passages:
        return 0, ""
    return min(counts), (
        f"{words.count(len(passages), 'passage')}, {words.count(min(counts), 'word')}: {words.listed([*filter(None, shares)])}"
    )


def _words_in(reading: Reading, places: Sequence[Evidence]) -> int:
    found = {t.span for e in places for t in reading.layout.tokens_in(e.span) if t.text[0].isalnum()}
    return len(found)


def _short(passage: Passage) -> Passage:
    return replace(passage, text=words.shorten(passage.text, SHOWN))
