"""Statements: one fact, and every passage of every report of the story that tells it.

Clauses are joined by how likely they tell one fact (see `linking.clause_pairs`), average-linkage, so that a general sentence (`the two
met`) that is a little like everything swallows nothing. A clause that nothing else tells is a statement of its own. A teaser of another
article beside the report supports what a report tells; it makes no statement by itself and counts as no origin. What reports tell in
passing (see `linking.passing`) stands in statements of its own, whose words are part of other clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from svod.linking.clause_pairs import Told, likelihoods, told_clauses
from svod.linking.passing import Passing, told_in_passing
from svod.linking.similarity import Comparison, Similarity
from svod.records import Edge, Evidence, Modality, Reading, Relation, Statement, Support, content_id
from svod.stories.decisions import with_decisions
from svod.stories.linkage import average_linkage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Set on benchmarks/statements.
THRESHOLD = 0.29
"""Least mean likelihood of two groups of clauses that are joined."""
CANDIDATE = 0.01
"""Likelihood below which a pair counts as none."""
SAME_REPORT = 0.5
"""A report seldom tells a fact twice, unless in headline and lead: share of the likelihood that two of its clauses keep."""
CROWD = 20
"""Clauses of a statement beyond which not every two of them are linked, but each with the central one."""
IN_PASSING = 0.9
"""Score of the links between words that name one thing by one place."""
LESS_COVERED = 0.5
"""How much smaller a share of the more specific one of two clauses finds its match in the other than the other way round, by weight …"""
HEAVIER = 3.0
"""… and how many times as much it says."""
SLIGHT = 0.2
"""Added to what both say, so that next to nothing is not many times as much as nothing."""
DENIED = 0.5
"""Share of both clauses that must match before a negation on one side is a conflict."""


def link_statements(
    readings: Sequence[Reading], similarity: Similarity, decisions: Sequence[Edge] = ()
) -> tuple[tuple[Statement, ...], tuple[Edge, ...]]:
    """Join the clauses of a story's reports that tell one fact.

    Args:
        readings: the reports of one story, entities and utterances linked.
        similarity: made from the same readings.
        decisions: links that a user has decided; they outrank the scores.

    Returns:
        Every clause of the reports' own text in one statement, single ones too, and clauses of teasers beside the own ones that tell the
        same: sorted by the number of reports, then by place, their origins not yet counted (see `linking.origins`); and an edge for
        each linked pair of two reports, with score and reason.
    """
    told = told_clauses(readings)
    likely = likelihoods(told, similarity)
    scores = _candidates(told, likely)
    decided = with_decisions(scores, [(t.evidence,) for t in told], decisions, "statement")
    statements, edges = [], []
    for cluster in average_linkage(len(told), decided, THRESHOLD):
        members = [told[n] for n in cluster]
        if not any(m.own for m in members):
            continue
        centre = max(cluster, key=lambda n: (float(likely[n, list(cluster)].sum() - likely[n, n]), -n))
        support = tuple(_support(told[n], told[centre], similarity) for n in cluster)
        statements.append(Statement(_identity(m.evidence for m in members), support))
        for x, i in enumerate(cluster):
            edges += [
                _edge(told[i], told[j], scores[i, j], similarity)
                for j in cluster[x + 1 :]
                if (i, j) in scores
                and told[i].evidence.report != told[j].evidence.report
                and (len(cluster) <= CROWD or centre in (i, j))
            ]
    for group in told_in_passing(readings, decisions):
        passing, passing_edges = _passing(group, told)
        statements.append(passing)
        edges += passing_edges
    statements.sort(key=lambda s: (-len({x.evidence.report for x in s.support}), s.support[0].evidence))
    return tuple(statements), tuple(sorted(edges, key=lambda e: (e.left, e.right)))


def _identity(passages: Iterable[Evidence]) -> str:
    return "s" + content_id(*((e.report, e.span.start, e.span.end) for e in passages))


def _passing(group: Sequence[Passing], told: Sequence[Told]) -> tuple[Statement, list[Edge]]:
    """A statement of what reports tell in passing, each with the source of the clause in which it stands; and its links."""
    support = []
    for passing in group:
        around = next((t.clause for t in told if _holds(t.evidence, passing.evidence)), None)
        modality: Modality = "reported" if around and around.source else "asserted"
        relation: Relation = "more-specific" if passing.parties else "same"
        source, via = (around.source, around.via) if around else (None, ())
        support.append(Support(passing.evidence, relation, modality, source, via))
    edges = [
        Edge(
            "statement",
            a.evidence,
            b.evidence,
            "same",
            IN_PASSING,
            "both name a war, at the same place",
            "linking.passing",
        )
        for n, a in enumerate(group)
        for b in group[n + 1 :]
        if a.evidence.report != b.evidence.report
    ]
    return Statement(_identity(p.evidence for p in group), tuple(support)), edges


def _holds(clause: Evidence, passage: Evidence) -> bool:
    return clause.report == passage.report and clause.span.overlaps(passage.span)


def _candidates(told: Sequence[Told], likely: Floats) -> Mapping[tuple[int, int], float]:
    """The pairs of clauses that may tell one fact, the smaller number first, with their likelihood."""
    import numpy as np

    if not told:
        return {}
    report = np.unique([t.evidence.report for t in told], return_inverse=True)[1]
    kept = np.where(report[:, None] == report[None, :], np.float32(SAME_REPORT), np.float32(1)) * likely
    left, right = np.nonzero(np.triu(kept >= CANDIDATE, 1))
    return dict(zip(zip(left.tolist(), right.tolist(), strict=True), kept[left, right].tolist(), strict=True))


def _support(told: Told, centre: Told, similarity: Similarity) -> Support:
    clause = told.clause
    relation: Relation = "same"
    if told is not centre:
        comparison = similarity.compare(told.evidence, centre.evidence)
        heavier = (similarity.weight(told.evidence) + SLIGHT) / (similarity.weight(centre.evidence) + SLIGHT)
        relation = _relation(comparison, heavier)
    return Support(told.evidence, relation, clause.modality, clause.source, clause.via)


def _relation(comparison: Comparison, heavier: float) -> Relation:
    """How a clause (`left`) relates to the central one of its statement, which says `heavier` times less."""
    negated = comparison.negation_differs and min(comparison.left, comparison.right) >= DENIED
    if comparison.numbers_differ or negated:
        return "conflict"
    if comparison.right - comparison.left >= LESS_COVERED and heavier >= HEAVIER:
        return "more-specific"
    if comparison.left - comparison.right >= LESS_COVERED and heavier <= 1 / HEAVIER:
        return "less-specific"
    return "same"


def _edge(a: Told, b: Told, score: float, similarity: Similarity) -> Edge:
    comparison = similarity.compare(a.evidence, b.evidence)
    reasons = [comparison.reason]
    if comparison.numbers:
        reasons.append(f"same numbers: {', '.join(comparison.numbers)}")
    if a.utterance is not None and a.utterance == b.utterance:
        reasons.append("both render one utterance")
    if comparison.numbers_differ:
        ours, theirs = (", ".join(sorted(similarity.numbers(t.evidence))) for t in (a, b))
        reasons.append(f"their numbers differ: {ours} and {theirs}")
    if comparison.negation_differs:
        reasons.append("one of them has a negation")
    return Edge("statement", a.evidence, b.evidence, "same", score, "; ".join(reasons), "linking.statements")
