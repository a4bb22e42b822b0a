"""One utterance in the words of several reports: translated, shortened, turned into indirect speech.

Two quotations render one utterance the more likely, the more alike their words are and the more tells that one speaker said both at one
time; how much of either is needed is a logistic function of the evidence. Quotations are joined where each finds a likely partner among
the others, so that a headline, a summary and the whole speech come together.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from svod.linking.occasions import Occasion, apart, occasion_of
from svod.linking.similarity import Comparison, Similarity
from svod.linking.speaking import Relation, Speaking
from svod.records import Edge, Evidence, Quotation, Reading, content_id
from svod.stories.decisions import with_decisions
from svod.stories.linkage import best_match_linkage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# A logistic regression on seeds, dev-quotes, events-open and the sample, each (and each event) also left out in turn, see
# benchmarks/utterances. Numbers, stories and `other` were set by hand, for too few pairs tell.
WORDS = 12.0
"""Weight of the square root of the likeness of the words."""
SPEAKERS: Mapping[Relation, float] = {"same": -5.0, "likely": -5.3, "unknown": -7.4, "other": -11.0}
"""Where the scale begins: the same person says many things, and two people seldom say one."""
_RELATIONS = tuple(SPEAKERS)
OTHER_NUMBERS = -6.0
"""Who says nineteen does not say what who says sixteen says, however alike the words."""
BETTER_ELSEWHERE = -3.3
"""Where each of the two has a better partner in the other's report: weight of what the square root of the likeness lacks to it."""
OTHER_STORY = -1.2
"""Two stories may quote one utterance; two utterances of like content are then the more likely."""
SAME_REPORT = -2.0
"""A report seldom says one thing twice, unless a headline sums it up or direct speech bears out the clause before it."""
THRESHOLD = 0.57
"""Least mean likelihood of two groups of quotations that are joined."""
APART = -1.0
"""What was said on Monday was not said on Thursday: such a pair keeps apart whatever is joined to either."""
CANDIDATE = 0.02
"""Likelihood below which a pair counts as none."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation of a report."""

    report: str
    quotation: Quotation
    occasion: Occasion
    sentence: int
    headline: bool

    @property
    def passage(self) -> tuple[Evidence, ...]:
        return tuple(Evidence(self.report, s) for s in self.quotation.content)

    @property
    def said(self) -> tuple[Evidence, ...]:
        """What is compared: the content, and beside reported speech the verb, which tells half of it (`invited to`, `denied`)."""
        cue = self.quotation.cue
        if cue is None or self.quotation.kind == "direct":
            return self.passage
        return tuple(sorted({*self.passage, Evidence(self.report, cue)}))

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.report, self.quotation.span)


@dataclass(frozen=True, slots=True)
class _Pair:
    """What tells that two quotations render one utterance: the likelihood in [0, 1] or `APART`, why one speaker is taken for the other."""

    likelihood: float
    speaker: str


def link_utterances(
    readings: Sequence[Reading],
    similarity: Similarity,
    decisions: Sequence[Edge] = (),
    stories: Mapping[str, str] | None = None,
) -> tuple[tuple[Reading, ...], tuple[Edge, ...]]:
    """Find the quotations that render one utterance.

    Args:
        readings: the reports of one story, or of several that are near each other, their entities linked.
        similarity: made from the same readings.
        decisions: links that a user has decided; they outrank the scores.
        stories: report -> its story; without it all are of one.

    Returns:
        The readings in the order given, every quotation with an utterance id (its own where nothing is like it; ids are content hashes
        and do not depend on the order), and an edge for each linked pair of two reports, with the likelihood as score, and the reason.
    """
    places = [_place(r, q) for r in readings for q in r.quotations]
    places.sort(key=lambda p: (p.report, p.quotation.span, p.quotation.id))
    pairs = _pairs(places, similarity, Speaking(readings), stories or {})
    utterances: dict[tuple[str, str], str] = {}
    edges = []
    scores = {at: pair.likelihood for at, pair in pairs.items()}
    decided = with_decisions(scores, [p.passage for p in places], decisions, "utterance")
    for cluster in best_match_linkage(len(places), decided, THRESHOLD):
        members = [places[n] for n in cluster]
        utterance = "u" + content_id(*((m.report, m.quotation.span.start, m.quotation.span.end) for m in members))
        for m in members:
            utterances[m.report, m.quotation.id] = utterance
        for x, i in enumerate(cluster):
            edges += [
                _edge(places[i], places[j], pairs[i, j], similarity)
                for j in cluster[x + 1 :]
                if places[i].report != places[j].report and (i, j) in pairs
            ]
    linked = tuple(
        replace(r, quotations=tuple(replace(q, utterance=utterances[r.report.id, q.id]) for q in r.quotations))
        for r in readings
    )
    return linked, tuple(sorted(edges, key=lambda e: (e.left, e.right)))


def _place(reading: Reading, quotation: Quotation) -> _Place:
    start = quotation.span.start
    section = reading.layout.section_at(start)
    headline = section is not None and section.kind == "headline"
    sentence = bisect_right(reading.layout.sentences, start, key=lambda s: s.start)
    return _Place(reading.report.id, quotation, occasion_of(reading, quotation), sentence, headline)


def _summed_up(a: _Place, b: _Place) -> bool:
    """Does a headline, or the clause right before direct speech, say in short what the other quotation of the report says?"""
    if a.headline != b.headline:
        return True
    return a.quotation.kind != "direct" and b.quotation.kind == "direct" and b.sentence - a.sentence == 1


def _pairs(
    places: Sequence[_Place], similarity: Similarity, speaking: Speaking, stories: Mapping[str, str]
) -> dict[tuple[int, int], _Pair]:
    """The pairs of quotations that may render one utterance, the smaller number first."""
    if not places:
        return {}
    passages = [p.said for p in places]
    alike = similarity.scores(passages, passages)
    rivals = _Rivals(places, alike)
    speakers = _Speakers(places, speaking)
    numbers = [similarity.numbers(p) for p in passages]
    # Below this likeness even the same speaker makes no candidate.
    enough = math.log(CANDIDATE / (1 - CANDIDATE))
    least = ((enough - max(SPEAKERS.values())) / WORDS) ** 2
    found: dict[tuple[int, int], _Pair] = {}
    for i, a in enumerate(places):
        near = (alike[i, i + 1 :] >= least).nonzero()[0] + i + 1
        weights = WORDS * alike[i, near].astype(float) ** 0.5 + speakers.weights(i, near)
        for j in near[weights > enough - 1e-6].tolist():
            b = places[j]
            relation, why = speakers.relation(i, j)
            weight = WORDS * math.sqrt(float(alike[i, j])) + SPEAKERS[relation]
            if _likelihood(weight) < CANDIDATE:
                continue
            if numbers[i] and numbers[j] and not numbers[i] & numbers[j]:
                weight += OTHER_NUMBERS
            weight += BETTER_ELSEWHERE * rivals.margin(i, j)
            if a.report == b.report and not _summed_up(a, b):
                weight += SAME_REPORT
            if stories.get(a.report) != stories.get(b.report):
                weight += OTHER_STORY
            if (likelihood := _likelihood(weight)) >= CANDIDATE:
                found[i, j] = _Pair(APART if apart(a.occasion, b.occasion) else likelihood, why)
    return found


class _Speakers:
    """How the speakers of two quotations relate. Many quotations have one speaker: each two kinds of speakers are compared once.

    Args:
        places: the quotations.
        speaking: what compares two speakers.
    """

    def __init__(self, places: Sequence[_Place], speaking: Speaking) -> None:
        import numpy as np

        self._places, self._speaking = places, speaking
        self._kind = np.array([speaking.kind(p.report, p.quotation) for p in places], dtype=np.intp)
        self._size = int(self._kind.max()) + 1
        self._told: dict[tuple[int, int], tuple[Relation, str]] = {}
        # kind -> for each other kind the number of their relation, -1 where they were not compared yet
        self._rows: dict[int, NDArray[np.int8]] = {}
        self._weights = np.array([SPEAKERS[r] for r in _RELATIONS])

    def relation(self, i: int, j: int) -> tuple[Relation, str]:
        """How the speakers of two quotations relate, and why."""
        kinds = int(self._kind[i]), int(self._kind[j])
        if kinds not in self._told:
            one, other = ((p.report, p.quotation) for p in (self._places[i], self._places[j]))
            self._told[kinds] = self._speaking.relation(one, other)
        return self._told[kinds]

    def weights(self, i: int, others: NDArray[np.intp]) -> NDArray[np.float64]:
        """Where the scale begins for a quotation and each of the others."""
        import numpy as np

        row = self._rows.setdefault(int(self._kind[i]), np.full(self._size, -1, dtype=np.int8))
        kinds = self._kind[others]
        unknown = others[row[kinds] < 0]
        for j in unknown[np.unique(self._kind[unknown], return_index=True)[1]].tolist():
            row[self._kind[j]] = _RELATIONS.index(self.relation(i, j)[0])
        return self._weights[row[kinds]]


class _Rivals:
    """How well each quotation fits the quotations of another report.

    Args:
        places: the quotations, those of a report together.
        alike: the likeness of all pairs.
    """

    def __init__(self, places: Sequence[_Place], alike: Floats) -> None:
        import numpy as np

        self._alike = alike
        first: dict[str, int] = {}
        for n, place in enumerate(places):
            first.setdefault(place.report, n)
        reports = {report: n for n, report in enumerate(first)}
        self._report = [reports[p.report] for p in places]
        starts = list(first.values())
        # the best fit of each quotation in each report, and of each report for each quotation
        self._ours = np.maximum.reduceat(alike, starts, axis=1)
        self._theirs = np.maximum.reduceat(alike, starts, axis=0)

    def margin(self, i: int, j: int) -> float:
        """How much better the best rivals of both are than the pair, in square roots of likeness; 0 where one has no better one."""
        here, there = self._report[i], self._report[j]
        if here == there:
            return 0.0
        ours, theirs = float(self._ours[i, there]), float(self._theirs[here, j])
        return math.sqrt(min(ours, theirs)) - math.sqrt(float(self._alike[i, j]))


def _likelihood(weight: float) -> float:
    return 1.0 / (1.0 + math.exp(-weight))


def _edge(a: _Place, b: _Place, pair: _Pair, similarity: Similarity) -> Edge:
    reason = "; ".join(filter(None, (pair.speaker, *_evidence(similarity.compare(a.said, b.said)))))
    return Edge("utterance", a.evidence, b.evidence, "same", max(0.0, pair.likelihood), reason, "linking.utterances")


def _evidence(comparison: Comparison) -> list[str]:
    """What a journalist can check: the numbers and words that both hold, and the words of one that translate those of the other."""
    same = [a for a, b in comparison.paired if a.casefold() == b.casefold()][:3]
    translated = [f"{a} = {b}" for a, b in comparison.paired if a.casefold() != b.casefold()][:4]
    told = (("same numbers", comparison.numbers), ("same words", same), ("translation", translated))
    return [f"{what}: {', '.join(shown)}" for what, shown in told if shown]
