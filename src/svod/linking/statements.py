"""Statements: one fact, and every passage of every report of the story that tells it.

Clauses are joined by likeness (see `linking.similarity`), average-linkage, so that a general sentence (`the two met`) that is a little
like everything swallows nothing. Clauses within two renderings of one utterance are closer than their words say. A clause that nothing
else tells is a statement of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svod.linking.similarity import Comparison, Similarity
from svod.records import Clause, Edge, Evidence, Reading, Relation, Statement, Support, content_id
from svod.stories.decisions import with_decisions
from svod.stories.linkage import average_linkage

# Set on benchmarks/layers (seeds, dev-quotes).
THRESHOLD = 0.14
CANDIDATE = 0.05
SUBSTANCE = 0.5
"""Least weight of a clause's words besides names: `said Kim at the meeting` tells nothing that could be told twice."""
ONE_UTTERANCE = 0.2
"""Added where the clauses stand in two renderings of one utterance."""
OTHER_SOURCE = 0.7
"""Two people who say much the same say two things, unless it is very much the same."""
COVERED, UNCOVERED = 0.6, 0.4
"""Shares by weight: a side covered from the first on says nothing more than the other; one covered below the second does."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause of a report, with the utterance that it belongs to."""

    evidence: Evidence
    clause: Clause
    utterance: str | None


def link_statements(
    readings: Sequence[Reading], similarity: Similarity, decisions: Sequence[Edge] = ()
) -> tuple[tuple[Statement, ...], tuple[Edge, ...]]:
    """Join the clauses of a story's reports that tell one fact.

    Args:
        readings: the reports of one story, entities and utterances linked.
        similarity: made from the same readings.
        decisions: links that a user has decided; they outrank the scores.

    Returns:
        Every clause of the reports' own text in one statement, single ones too: sorted by the number of reports, then by place, their
        origins not yet counted (see `linking.origins`); and an edge for each linked pair of two reports, with score and reason.
    """
    told = _clauses(readings)
    passages = [t.evidence for t in told]
    raw = similarity.scores(passages, passages)
    scores: dict[tuple[int, int], float] = {}
    substance = [similarity.substance(p) for p in passages]
    for i, a in enumerate(told):
        if substance[i] < SUBSTANCE:
            continue
        for j in range(i + 1, len(told)):
            b = told[j]
            score = float(raw[i, j])
            if score < CANDIDATE or substance[j] < SUBSTANCE:
                continue
            if a.evidence.report == b.evidence.report and a.evidence.span.overlaps(b.evidence.span):
                continue
            if a.utterance is not None and a.utterance == b.utterance:
                score = min(1.0, score + ONE_UTTERANCE)
            elif a.clause.source and b.clause.source and a.clause.source != b.clause.source:
                score *= OTHER_SOURCE
            scores[i, j] = score
    decided = with_decisions(scores, [(p,) for p in passages], decisions, "statement")
    statements, edges = [], []
    for cluster in average_linkage(len(told), decided, THRESHOLD):
        members = [told[n] for n in cluster]
        centre = max(
            cluster, key=lambda n: (sum(scores.get((min(n, m), max(n, m)), 0.0) for m in cluster if m != n), -n)
        )
        support = tuple(_support(told[n], told[centre], similarity) for n in cluster)
        identity = content_id(*((e.report, e.span.start, e.span.end) for e in (m.evidence for m in members)))
        statements.append(Statement("s" + identity, support))
        for x, i in enumerate(cluster):
            edges += [
                _edge(told[i], told[j], scores[i, j], similarity)
                for j in cluster[x + 1 :]
                if (i, j) in scores and told[i].evidence.report != told[j].evidence.report
            ]
    statements.sort(key=lambda s: (-len({x.evidence.report for x in s.support}), s.support[0].evidence))
    return tuple(statements), tuple(sorted(edges, key=lambda e: (e.left, e.right)))


def _clauses(readings: Sequence[Reading]) -> list[_Told]:
    """The clauses of the reports' own text, by report and place."""
    found = []
    for reading in readings:
        utterances = {q.id: q.utterance for q in reading.quotations}
        for clause in reading.clauses:
            if reading.layout.is_own(clause.span):
                utterance = utterances.get(clause.quotation) if clause.quotation else None
                found.append(_Told(Evidence(reading.report.id, clause.span), clause, utterance))
    return sorted(found, key=lambda t: t.evidence)


def _support(told: _Told, centre: _Told, similarity: Similarity) -> Support:
    clause = told.clause
    relation: Relation = "same"
    if told is not centre:
        relation = _relation(similarity.compare(told.evidence, centre.evidence))
    return Support(told.evidence, relation, clause.modality, clause.source, clause.via)


def _relation(comparison: Comparison) -> Relation:
    """How a clause relates to the central one of its statement (`left` is the clause)."""
    if comparison.numbers_differ or comparison.negation_differs:
        return "conflict"
    if comparison.right >= COVERED and comparison.left < UNCOVERED:
        return "more-specific"
    if comparison.left >= COVERED and comparison.right < UNCOVERED:
        return "less-specific"
    return "same"


def _edge(a: _Told, b: _Told, score: float, similarity: Similarity) -> Edge:
    comparison = similarity.compare(a.evidence, b.evidence)
    differs = "; their numbers differ" if comparison.numbers_differ else ""
    return Edge("statement", a.evidence, b.evidence, "same", score, comparison.reason + differs, "linking.statements")
