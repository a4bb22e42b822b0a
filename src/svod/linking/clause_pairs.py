"""How likely two clauses tell one fact: what speaks for it and against it, for all pairs of a story at once.

The likelihood is a logistic function of a few kinds of evidence. Likeness of words comes first, but a short clause says too little by
itself: the sentences around two clauses that tell one thing are alike as well, and what comes before and after them; one utterance, one
number, one place in the report (headline and lead tell the main fact) speak for it; two sources against it, and so does a better
partner in the other report. Other numbers and a negation on one side say nothing: two reports that count the dead differently, or of
which one denies what the other says, tell one fact and disagree on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svod.linking.similarity import Similarity, blended, sentences_of
from svod.reading.clauses import TOLD_KINDS
from svod.records import OWN_KINDS, Clause, Evidence, Reading, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

# A logistic regression over pairs of clauses of different reports, see benchmarks/statements.
WEIGHTS: Mapping[str, float] = {
    "words": 0.35,
    "both ways": 2.2,
    "substance": 1.2,
    "meaning": 2.15,
    "sentences": 4.85,
    "neighbours": 1.15,
    "better elsewhere": -1.8,
    "leading": 1.55,
    "one utterance": 2.65,
    "other source": -0.5,
    "same numbers": 1.65,
}
"""Weight of each kind of evidence, named as in `evidence`."""
BIAS = -5.25
LEAST: Mapping[str, float] = {"words": 0.25, "one utterance": 0.5}
"""One of these a pair must have: two leads that share hardly a word do not tell one fact for where they stand."""
FEW = 2
"""The first sentences of a report, in which the main fact stands."""
SMALL_NUMBERS = 0.3
"""What 1 and 2 say, beside other numbers: two of anything are met everywhere."""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause of a report.

    `utterance`: what it renders, if it lies in a quotation; `sentence`: the one that it stands in; `leading`: it stands in the headline,
    the lead or the first sentences; `own`: it is the report's own text and no teaser of another.
    """

    evidence: Evidence
    clause: Clause
    utterance: str | None
    sentence: Span
    leading: bool
    own: bool


def told_clauses(readings: Sequence[Reading]) -> list[Told]:
    """The clauses of the reports, by report and place: those of their own text, and of the teasers beside it."""
    found = []
    for reading in readings:
        utterances = {q.id: q.utterance for q in reading.quotations}
        sentences = sentences_of(reading)
        starts = [s.start for s in sentences]
        for clause in reading.clauses:
            section = reading.layout.section_at(clause.span.start)
            kind = section.kind if section else "body"
            if kind not in TOLD_KINDS:
                continue
            number = max(0, bisect_right(starts, clause.span.start) - 1)
            sentence = sentences[number] if sentences and sentences[number].overlaps(clause.span) else clause.span
            found.append(
                Told(
                    Evidence(reading.report.id, clause.span),
                    clause,
                    utterances.get(clause.quotation) if clause.quotation else None,
                    sentence,
                    kind in OWN_KINDS and (kind != "body" or number <= FEW),
                    kind in OWN_KINDS,
                )
            )
    return sorted(found, key=lambda t: t.evidence)


def likelihoods(told: Sequence[Told], similarity: Similarity) -> Floats:
    """How likely each two clauses tell one fact, in [0, 1].

    Args:
        told: clauses of the reports of one story, by report and place.
        similarity: made from these reports.

    Returns:
        An array of len(told) x len(told), the same in both directions.
    """
    import numpy as np

    weight: Floats = np.full((len(told), len(told)), BIAS, dtype=np.float32)
    comparable = np.zeros(weight.shape, dtype=bool)
    for name, found in evidence(told, similarity):
        weight += np.float32(WEIGHTS[name]) * found
        if name in LEAST:
            comparable |= found >= LEAST[name]
    return np.where(comparable, np.reciprocal(1 + np.exp(-weight)), np.float32(0)).astype(np.float32)


def evidence(told: Sequence[Told], similarity: Similarity) -> Iterator[tuple[str, Floats]]:
    """Each kind of evidence by name, with what it says of each pair of clauses."""
    import numpy as np

    passages = [t.evidence for t in told]
    report = _numbered([t.evidence.report for t in told])
    there, total = similarity.coverage(passages, passages)
    words: Floats = np.sqrt(blended(there, total[:, None], there.T, total[None, :]))
    yield "words", words
    share = there / np.maximum(total[:, None], np.float32(1e-6))
    yield "both ways", np.minimum(share, share.T, dtype=np.float32)
    names = np.array([t.word is None for t in similarity.vocabulary.types], dtype=bool)
    paired, _ = similarity.coverage(passages, passages, ~names)
    yield "substance", (paired + paired.T) * np.float32(0.5)
    yield "meaning", similarity.cosines(passages, passages)
    yield "sentences", _sentences(told, similarity)
    yield "neighbours", _neighbours(words, report)
    yield "better elsewhere", _better(words, report)
    leading = np.array([t.leading for t in told], dtype=np.float32)
    yield "leading", (leading[:, None] * leading[None, :]).astype(np.float32)
    numbers = [similarity.numbers(p) for p in passages]
    # One utterance has several clauses (`two died, and 31 are injured`): with other numbers they are none of the same.
    yield "one utterance", _shared([_only(t.utterance) for t in told]) * (1 - _apart(numbers))
    yield "other source", _apart([_only(t.clause.source) for t in told])
    yield "same numbers", np.minimum(_shared(numbers, {"1": SMALL_NUMBERS, "2": SMALL_NUMBERS}), np.float32(2))


def _numbered(values: Sequence[str]) -> NDArray[np.intp]:
    import numpy as np

    order = {value: n for n, value in enumerate(sorted(set(values)))}
    return np.array([order[v] for v in values], dtype=np.intp)


def _sentences(told: Sequence[Told], similarity: Similarity) -> Floats:
    """How alike the sentences are in which two clauses stand."""
    import numpy as np

    places = sorted({Evidence(t.evidence.report, t.sentence) for t in told})
    alike = np.sqrt(similarity.scores(places, places))
    number = {place: n for n, place in enumerate(places)}
    at = np.array([number[Evidence(t.evidence.report, t.sentence)] for t in told], dtype=np.intp)
    found: Floats = alike[np.ix_(at, at)]
    return found


def _neighbours(words: Floats, report: NDArray[np.intp]) -> Floats:
    """How alike the clauses before, or after, two clauses are: whole passages are told in the same order."""
    import numpy as np

    found = np.zeros_like(words)
    inside = report[1:] == report[:-1]
    both = inside[:, None] & inside[None, :]
    found[:-1, :-1] = np.where(both, words[1:, 1:], 0)
    found[1:, 1:] = np.maximum(found[1:, 1:], np.where(both, words[:-1, :-1], 0))
    return found


def _better(words: Floats, report: NDArray[np.intp]) -> Floats:
    """How much better the best partner of either clause in the other's report is."""
    import numpy as np

    if not len(report):
        return words
    best = np.stack([words[:, report == r].max(axis=1) for r in range(int(report.max()) + 1)], axis=1)
    lack = best[:, report] - words
    found: Floats = np.maximum(lack, lack.T)
    return found


def _only(value: str | None) -> set[str]:
    return set() if value is None else {value}


def _table(sets: Sequence[set[str]]) -> tuple[Floats, list[str]]:
    """Which set holds which value, and the values."""
    import numpy as np

    values = sorted(set().union(*sets))
    number = {value: n for n, value in enumerate(values)}
    table = np.zeros((len(sets), len(values)), dtype=np.float32)
    for n, held in enumerate(sets):
        table[n, [number[v] for v in held]] = 1.0
    return table, values


def _shared(sets: Sequence[set[str]], worth: Mapping[str, float] | None = None) -> Floats:
    """How many values each two sets share; those in `worth` count so much."""
    import numpy as np

    table, values = _table(sets)
    weights: Floats = np.array([(worth or {}).get(v, 1.0) for v in values], dtype=np.float32)
    found: Floats = np.multiply(table, weights, dtype=np.float32) @ table.T
    return found


def _apart(sets: Sequence[set[str]]) -> Floats:
    """Which two sets both hold something, and nothing in common."""
    import numpy as np

    table, _ = _table(sets)
    some = table.sum(axis=1) > 0
    found: Floats = (some[:, None] & some[None, :] & (table @ table.T == 0)).astype(np.float32)
    return found
