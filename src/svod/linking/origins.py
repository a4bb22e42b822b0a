"""How many independent origins tell a thing: five outlets may be one wire story.

Two reports share an origin where one repeats the other (`stories.copies`), or where the leads of both credit the same agency and they tell
largely the same. A single statement that is credited to an agency has that agency as its origin, whoever prints it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from svod.records import OWN_KINDS, Edge, Evidence, Reading, Statement, Support, cover
from svod.stories.linkage import connected

SHARED = 0.4
"""Share of the shorter report's clauses that the other one tells too, from which on two reports whose leads credit one agency have one
origin: those of the sample share 0.5 to 0.7, any two reports of it 0.2 to 0.6."""
LEAD_SENTENCES = 2
"""An agency that is credited in the first sentences of the body stands for the whole report, one further down for what it is cited for."""

Origins = tuple[tuple[str, ...], ...]


def find_origins(
    readings: Sequence[Reading], statements: Sequence[Statement], copies: Origins
) -> tuple[Origins, tuple[Edge, ...]]:
    """The reports of a story by origin.

    Args:
        readings: the reports of one story, entities and quotations linked.
        statements: what they tell.
        copies: the groups of reports that repeat one another.

    Returns:
        Every report in one group, sorted; and an edge of kind "copy" for each two reports that were joined by their agency.
    """
    links = [(members[0], report) for members in copies for report in members]
    clauses, shared = _shared(statements)
    carriers = _carriers(readings)
    agencies = {r.report.id: _agencies(r, carriers) for r in readings}
    names = {e.id: e.name for r in readings for e in r.entities}
    edges = []
    for a, b in combinations(sorted(readings, key=lambda r: r.report.id), 2):
        left, right = a.report.id, b.report.id
        common = sorted(agencies[left] & agencies[right])
        fewer = min(clauses[left], clauses[right])
        share = shared[left, right] / fewer if fewer else 0.0
        if not common or share < SHARED:
            continue
        links.append((left, right))
        reason = f"both credit {names.get(common[0], common[0])}, and {share:.0%} of what the shorter one tells stands in the other"
        edges.append(Edge("copy", _whole(a), _whole(b), "unsure", min(1.0, share), reason, "linking.origins"))
    reports = {*(r.report.id for r in readings), *(report for members in copies for report in members)}
    return tuple(connected(reports, links)), tuple(edges)


def count_origins(
    statements: Sequence[Statement], readings: Sequence[Reading], origins: Origins
) -> tuple[Statement, ...]:
    """The statements with their independent origins counted, those of most origins first.

    A passage in a teaser or credit is no origin: it is another article's text.
    """
    group = {report: members[0] for members in origins for report in members}
    layouts = {r.report.id: r.layout for r in readings}
    carriers = _carriers(readings)
    # Reports that share an origin because of an agency: what one of them credits to it, the others have from it as well.
    agency_of_group = {}
    for members in origins:
        if len(members) > 1:
            credited = Counter(a for r in readings if r.report.id in members for a in _agencies(r, carriers))
            if credited:
                agency_of_group[members[0]] = min(credited, key=lambda a: (-credited[a], a))

    def origin(support: Support) -> str:
        agency = next((v for v in (*support.via, support.source) if v in carriers), None)
        own = group[support.evidence.report]
        return agency or agency_of_group.get(own, own)

    def own(support: Support) -> bool:
        return layouts[support.evidence.report].is_own(support.evidence.span)

    counted = [replace(s, origins=max(1, len({origin(x) for x in s.support if own(x)}))) for s in statements]
    counted.sort(key=lambda s: (-s.origins, -len({x.evidence.report for x in s.support}), s.support[0].evidence))
    return tuple(counted)


def _carriers(readings: Sequence[Reading]) -> frozenset[str]:
    """The organisations that carry somebody's words in any of the reports."""
    organisations = {m.entity for r in readings for m in r.mentions if m.type == "ORG" and m.entity}
    return frozenset(v for r in readings for q in r.quotations for v in q.via if v in organisations)


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
