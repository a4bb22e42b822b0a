"""How many independent origins tell a thing: five outlets may be one wire story.

Two reports share an origin where one repeats the other (`stories.copies`; in translation, `linking.passages`), or where the leads of both
credit the same agency and they tell largely the same. A single statement that is credited to an agency has that agency as its origin,
whoever prints it, and so has one that two otherwise independent reports tell in a passage that they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from svod.linking.passages import carriers_of
from svod.records import OWN_KINDS, Edge, Evidence, Reading, Span, Statement, Support, cover

SHARED = 0.4
"""Share of the shorter report's clauses that the other one tells too, from which on two reports whose leads credit one agency have one
origin: those of the sample share 0.5 to 0.7, any two reports of it 0.2 to 0.6."""
LEAD_SENTENCES = 2
"""An agency that is credited in the first sentences of the body stands for the whole report, one further down for what it is cited for."""

WITHIN = 0.5
"""Share of a telling that must lie in a shared passage to have its origin there."""

Origins = tuple[tuple[str, ...], ...]


def find_origins(
    readings: Sequence[Reading],
    statements: Sequence[Statement],
    copies: Origins,
    passages: Sequence[Edge] = (),
    decisions: Sequence[Edge] = (),
    names: Mapping[str, str] | None = None,
) -> tuple[Origins, tuple[Edge, ...]]:
    """The reports of a story by origin.

    Args:
        readings: the reports of one story, entities and quotations linked.
        statements: what they tell.
        copies: the groups of reports that repeat one another.
        passages: what `find_passages` returned for them; its copies join two reports.
        decisions: links that a user has decided: what is said to be a copy has one origin, what is said to be none has never.
        names: what the entities are called, for the reasons.

    Returns:
        Every report in one group, sorted; and an edge of kind "copy" for each two reports that were joined by their agency.
    """
    links = [(e.left.report, e.right.report) for e in decisions if e.kind == "copy" and e.judgement == "same"]
    links += [(members[0], report) for members in copies for report in members]
    links += [(e.left.report, e.right.report) for e in passages if e.kind == "copy"]
    clauses, shared = _shared(statements)
    carriers = carriers_of(readings)
    agencies = {r.report.id: _agencies(r, carriers) for r in readings}
    parted = parted_by_user(decisions)
    edges = []
    for a, b in combinations(sorted(readings, key=lambda r: r.report.id), 2):
        left, right = a.report.id, b.report.id
        common = sorted(agencies[left] & agencies[right])
        fewer = min(clauses[left], clauses[right])
        share = shared[left, right] / fewer if fewer else 0.0
        if not common or share < SHARED or frozenset((left, right)) in parted:
            continue
        links.append((left, right))
        agency = (names or {}).get(common[0], common[0])
        reason = f"both credit {agency}, and {share:.0%} of what the shorter one tells stands in the other"
        edges.append(Edge("copy", _whole(a), _whole(b), "unsure", min(1.0, share), reason, "linking.origins"))
    reports = {*(r.report.id for r in readings), *(report for members in copies for report in members)}
    known = [(a, b) for a, b in links if a in reports and b in reports]
    return tuple(_together(sorted(reports), known, parted)), tuple(edges)


def parted_by_user(decisions: Sequence[Edge]) -> frozenset[frozenset[str]]:
    """The pairs of reports that a user has said to be no copies of one another."""
    found = (d for d in decisions if d.kind == "copy" and d.judgement == "different" and d.by == "user")
    return frozenset(frozenset((d.left.report, d.right.report)) for d in found)


def count_origins(
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    origins: Origins,
    passages: Sequence[Edge] = (),
    decisions: Sequence[Edge] = (),
) -> tuple[Statement, ...]:
    """The statements with their independent origins counted, those of most origins first.

    Tellings of one statement have one origin where their reports have, where one agency carries them, and where they lie in one shared
    passage; be it by way of others. A passage in a teaser or credit is no origin: it is another article's text.
    """
    group = {report: members[0] for members in origins for report in members}
    layouts = {r.report.id: r.layout for r in readings}
    carriers = carriers_of(readings)
    parted = parted_by_user(decisions)
    # Reports that share an origin because of an agency: what one of them credits to it, the others have from it as well.
    agency_of_group = {}
    for members in origins:
        if len(members) > 1:
            credited = Counter(a for r in readings if r.report.id in members for a in _agencies(r, carriers))
            if credited:
                agency_of_group[members[0]] = min(credited, key=lambda a: (-credited[a], a))
    common = Passages([*passages, *decisions])

    def count(statement: Statement) -> int:
        tellings = [x for x in statement.support if layouts[x.evidence.report].is_own(x.evidence.span)]
        keys: list[tuple[str, str]] = []
        for telling in tellings:
            report = telling.evidence.report
            keys.append((report, group[report]))
            agency = _agency(telling, carriers) or agency_of_group.get(group[report])
            if agency:
                keys.append((report, agency))
        return max(1, independent(keys, common.links([t.evidence for t in tellings]), parted))

    counted = [replace(s, origins=count(s)) for s in statements]
    counted.sort(key=lambda s: (-s.origins, -len({x.evidence.report for x in s.support}), s.support[0].evidence))
    return tuple(counted)


def independent(
    keys: Iterable[tuple[str, str]], links: Iterable[tuple[str, str]], parted: frozenset[frozenset[str]] = frozenset()
) -> int:
    """How many of some reports are independent of one another.

    Args:
        keys: each report with its origin, and with each agency that it has the thing from; those that have one in common are one.
        links: pairs of reports that are one as well.
        parted: pairs that the user has said to be none.
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    for report, key in keys:
        by_key[key].append(report)
    found: list[tuple[str, str]] = []
    for reports in by_key.values():
        # Neighbours are enough, unless the user has parted them from each other and not from the next one.
        found += combinations(reports, 2) if parted else pairwise(reports)
    return len(_together(sorted({r for reports in by_key.values() for r in reports}), [*found, *links], parted))


class Passages:
    """Shared passages, by report, so that it can be asked which tellings lie in one.

    Args:
        edges: links of all kinds; those of passages that are not denied count.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._from: dict[str, list[tuple[Span, Evidence]]] = defaultdict(list)
        for edge in edges:
            if edge.kind == "passage" and edge.judgement == "same":
                self._from[edge.left.report].append((edge.left.span, edge.right))

    def links(self, tellings: Sequence[Evidence]) -> list[tuple[str, str]]:
        """The pairs of reports of which a telling of either lies in one shared passage, sorted."""
        if not self._from:
            return []
        told: dict[str, list[Span]] = defaultdict(list)
        for telling in tellings:
            told[telling.report].append(telling.span)
        found = {
            (report, other.report)
            for report, spans in told.items()
            for passage, other in self._from.get(report, ())
            if other.report in told
            if any(_lies_in(s, passage) for s in spans) and any(_lies_in(s, other.span) for s in told[other.report])
        }
        return sorted(found)


def _lies_in(telling: Span, passage: Span) -> bool:
    return min(telling.end, passage.end) - max(telling.start, passage.start) >= WITHIN * len(telling)


def _together(
    reports: Sequence[str], links: Iterable[tuple[str, str]], parted: frozenset[frozenset[str]]
) -> list[tuple[str, ...]]:
    """The groups of reports that are linked, be it by way of others; no link brings together two that a user has parted."""
    groups = {report: [report] for report in reports}
    for a, b in links:
        ours, theirs = groups[a], groups[b]
        if ours is theirs or (parted and any(frozenset((x, y)) in parted for x in ours for y in theirs)):
            continue
        ours += theirs
        for report in theirs:
            groups[report] = ours
    return sorted({tuple(sorted(members)) for members in groups.values()})


def _agency(telling: Support, carriers: frozenset[str]) -> str | None:
    """The agency or medium that a telling is credited to."""
    return next((v for v in (*telling.via, telling.source) if v in carriers), None)


def _agencies(reading: Reading, carriers: frozenset[str]) -> frozenset[str]:
    """The carriers that a report's lead credits: they carry somebody's words there, or vouch for a thing themselves."""
    bodies = [s.span for s in reading.layout.sections if s.kind == "body"]
    lead = [s for s in reading.layout.sentences if any(b.contains(s) for b in bodies)][:LEAD_SENTENCES]
    inside = [q for q in reading.quotations if any(s.overlaps(q.span) or (q.cue and s.overlaps(q.cue)) for s in lead)]
    credited = {v for q in inside for v in q.via} | {q.speaker.entity for q in inside if q.speaker and q.speaker.entity}
    return frozenset(credited & carriers)


def _shared(statements: Sequence[Statement]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Clauses told by each report, and for each two reports those of the one with fewer that both tell."""
    clauses: Counter[str] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for statement in statements:
        told = Counter(s.evidence.report for s in statement.support)
        clauses.update(told)
        for a, b in combinations(sorted(told), 2):
            shared[a, b] += min(told[a], told[b])
    return clauses, shared


def _whole(reading: Reading) -> Evidence:
    own = [s.span for s in reading.layout.sections if s.kind in OWN_KINDS] or [s.span for s in reading.layout.sections]
    return Evidence(reading.report.id, cover(own))
