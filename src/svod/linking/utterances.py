"""One utterance in the words of several reports: translated, shortened, turned into indirect speech.

Two quotations of different reports render one utterance where they say much the same and nothing speaks against one speaker: the linked
identities of the two are the same, or one of them is unknown, or one speaker carries the other's words (an agency).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from svod.linking.similarity import Similarity
from svod.records import Edge, Evidence, Quotation, Reading, content_id
from svod.stories.decisions import with_decisions
from svod.stories.linkage import average_linkage

# Set on benchmarks/layers (seeds, dev-quotes): precision first.
THRESHOLD = 0.2
SAME_SPEAKER = 1.15
OTHER_SPEAKER = 0.5
UNKNOWN_SPEAKER = 0.9
OTHER_NUMBERS = 0.4
"""Who says nineteen does not say what who says sixteen says, however alike the words."""
CANDIDATE = 0.08


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation of a report."""

    report: str
    quotation: Quotation

    @property
    def passage(self) -> tuple[Evidence, ...]:
        return tuple(Evidence(self.report, s) for s in self.quotation.content)

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.report, self.quotation.span)


def link_utterances(
    readings: Sequence[Reading], similarity: Similarity, decisions: Sequence[Edge] = ()
) -> tuple[tuple[Reading, ...], tuple[Edge, ...]]:
    """Find the quotations of a story's reports that render one utterance.

    Args:
        readings: the reports of one story, their entities linked.
        similarity: made from the same readings.
        decisions: links that a user has decided; they outrank the scores.

    Returns:
        The readings in the order given, every quotation with an utterance id (its own where nothing is like it; ids are content hashes
        and do not depend on the order), and an edge for each linked pair of two reports, with score and reason.
    """
    places = [_Place(r.report.id, q) for r in sorted(readings, key=lambda r: r.report.id) for q in r.quotations]
    places.sort(key=lambda p: (p.report, p.quotation.span, p.quotation.id))
    raw = similarity.scores([p.passage for p in places], [p.passage for p in places])
    scores: dict[tuple[int, int], float] = {}
    for i, a in enumerate(places):
        for j in range(i + 1, len(places)):
            score = float(raw[i, j])
            if score >= CANDIDATE:
                b = places[j]
                score *= _speakers(a.quotation, b.quotation)
                if score >= CANDIDATE and similarity.compare(a.passage, b.passage).numbers_differ:
                    score *= OTHER_NUMBERS
                scores[i, j] = min(1.0, score)
    utterances: dict[tuple[str, str], str] = {}
    edges = []
    decided = with_decisions(scores, [p.passage for p in places], decisions, "utterance")
    for cluster in average_linkage(len(places), decided, THRESHOLD):
        members = [places[n] for n in cluster]
        utterance = "u" + content_id(*((m.report, m.quotation.span.start, m.quotation.span.end) for m in members))
        for m in members:
            utterances[m.report, m.quotation.id] = utterance
        for x, i in enumerate(cluster):
            edges += [
                _edge(places[i], places[j], scores[i, j], similarity)
                for j in cluster[x + 1 :]
                if places[i].report != places[j].report and (i, j) in scores
            ]
    linked = tuple(
        replace(r, quotations=tuple(replace(q, utterance=utterances[r.report.id, q.id]) for q in r.quotations))
        for r in readings
    )
    return linked, tuple(sorted(edges, key=lambda e: (e.left, e.right)))


def _speakers(a: Quotation, b: Quotation) -> float:
    """What the speakers make of a score: more for the same one, much less for two different ones."""
    ours = a.speaker.entity if a.speaker else None
    theirs = b.speaker.entity if b.speaker else None
    if ours is None or theirs is None:
        return UNKNOWN_SPEAKER
    if ours == theirs:
        return SAME_SPEAKER
    return UNKNOWN_SPEAKER if ours in b.via or theirs in a.via else OTHER_SPEAKER


def _edge(a: _Place, b: _Place, score: float, similarity: Similarity) -> Edge:
    ours, theirs = a.quotation.speaker, b.quotation.speaker
    same = ours and theirs and ours.entity is not None and ours.entity == theirs.entity
    reason = ("the same speaker; " if same else "") + similarity.compare(a.passage, b.passage).reason
    return Edge("utterance", a.evidence, b.evidence, "same", score, reason, "linking.utterances")
