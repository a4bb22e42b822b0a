"""Which pairs of clauses tell one fact by the gold, why some are missed, and the weights that tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.similarity.run import average_precision

from svod.linking import clause_pairs
from svod.linking.clause_pairs import told_clauses
from svod.linking.similarity import Similarity
from svod.linking.statements import THRESHOLD, link_statements
from svod.records import Evidence, Span
from svod.stories.linkage import average_linkage

if TYPE_CHECKING:
    from benchmarks.statements.run import Event
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLAUSE_LIMIT = 400
"""As the scorer has it: a longer passage is no clause."""
SAMPLE = 0.3
"""Weight of the sample, which was made for the program and is easy."""
RIDGE = 1.0


def _touches(ours: Span, clause: dict[str, Any]) -> bool:
    """As the scorer has it: IoU of 0.3, or 0.6 of the shorter passage."""
    common = min(ours.end, clause["end"]) - max(ours.start, clause["start"])
    if common <= 0:
        return False
    lengths = sorted((len(ours), clause["end"] - clause["start"]))
    whole = sum(lengths) - common
    short = len(ours) <= max(CLAUSE_LIMIT, clause["end"] - clause["start"])
    return bool(common >= 0.3 * whole or (short and common >= 0.6 * lengths[0]))


def _met(event: Event, passages: Sequence[Evidence]) -> list[set[tuple[int, int]]]:
    """For each passage of the program the clauses of the gold that it meets: number of the statement, of the support."""
    met: list[set[tuple[int, int]]] = [set() for _ in passages]
    for s, statement in enumerate(event.story["statements"]):
        for n, clause in enumerate(statement["support"]):
            reading = event.reading(clause["report"])
            for i, p in enumerate(passages):
                if reading is not None and p.report == reading.report.id and _touches(p.span, clause):
                    met[i].add((s, n))
    return met


def missed(event: Event) -> Counter[str]:
    """The pairs of the gold by what became of them: found, no clause there, thought unlikely, or likely and yet clustered apart."""
    told, similarity = told_clauses(event.members), Similarity(event.members)
    likely = clause_pairs.likelihoods(told, similarity)
    statements, _ = link_statements(event.members, similarity)
    passages = [[x.evidence for x in s.support] for s in statements]
    joined = {
        frozenset(pair) for members in passages for pair in combinations(sorted(set().union(*_met(event, members))), 2)
    }
    meeting: dict[tuple[int, int], list[int]] = {}
    for i, found in enumerate(_met(event, [t.evidence for t in told])):
        for clause in found:
            meeting.setdefault(clause, []).append(i)
    counts: Counter[str] = Counter()
    for s, statement in enumerate(event.story["statements"]):
        if statement.get("optional"):
            continue
        for a, b in combinations(range(len(statement["support"])), 2):
            if statement["support"][a]["report"] == statement["support"][b]["report"]:
                continue
            ours, theirs = meeting.get((s, a), []), meeting.get((s, b), [])
            if frozenset({(s, a), (s, b)}) in joined:
                counts["found"] += 1
            elif not ours or not theirs:
                counts["no clause there"] += 1
            else:
                best = max(likely[i, j] for i in ours for j in theirs)
                counts["clustered apart" if best >= THRESHOLD else "thought unlikely"] += 1
    return counts


def _labelled(event: Event) -> tuple[list[str], Floats, Floats, NDArray[np.bool_], list[str]]:
    """The kinds of evidence; that of an event's pairs, n x n x kinds; whether they tell one fact, and whether the gold says so; the
    reports of the clauses."""
    told, similarity = told_clauses(event.members), Similarity(event.members)
    found = dict(clause_pairs.evidence(told, similarity))
    met = _met(event, [t.evidence for t in told])
    # What is told in passing is found by other means.
    passing = {s for s, statement in enumerate(event.story["statements"]) if _in_passing(statement)}
    facts = [{s for s, _ in m} for m in met]
    size = len(told)
    same, known = np.zeros((size, size), dtype=bool), np.zeros((size, size), dtype=bool)
    exhaustive = bool(event.story.get("exhaustive"))
    for i, j in combinations(range(size), 2):
        if told[i].evidence.report == told[j].evidence.report:
            continue
        common = facts[i] & facts[j]
        same[i, j] = bool(common - passing)
        known[i, j] = (exhaustive or bool(met[i] and met[j])) and not (common and common <= passing)
    table = np.stack([np.asarray(f, dtype=np.float64) for f in found.values()], axis=-1)
    return list(found), table, same.astype(np.float64), known, [t.evidence.report for t in told]


def _in_passing(statement: dict[str, Any]) -> bool:
    return all(s["end"] - s["start"] <= 45 for s in statement["support"])


def _regression(table: Floats, same: Floats, weight: Floats) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression (Newton's method, a small ridge on standardised evidence)."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    x = np.c_[(table - mean) / spread, np.ones(len(table))]
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (p - same)) + ridge @ w
        step = np.linalg.solve((x.T * (weight * p * (1 - p))) @ x + ridge, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    scaled = w[:-1] / spread
    return scaled, float(w[-1] - scaled @ mean)


def fit(found: Sequence[Event]) -> None:
    """Print for each event how weights that were fitted without it do, and the weights fitted on all."""
    events = [(e, *_labelled(e)) for e in found]
    rows = [
        (t[k], s[k], np.full(int(k.sum()), SAMPLE if e.collection == "sample" else 1.0)) for e, _, t, s, k, _ in events
    ]

    def fitted(kept: Sequence[int]) -> tuple[Floats, float]:
        return _regression(*(np.concatenate([rows[n][part] for n in kept]) for part in range(3)))

    for n, (event, _, table, same, known, reports) in enumerate(events):
        weights, bias = fitted([m for m in range(len(events)) if m != n])
        likely = 1 / (1 + np.exp(-(table @ weights + bias)))
        precision = average_precision(list(zip(likely[known].tolist(), (same[known] > 0).tolist(), strict=True)))
        apart = np.array(reports)[:, None] != np.array(reports)[None, :]
        left, right = np.nonzero(np.triu((likely >= 0.01) & apart, 1))
        scores = {(int(i), int(j)): float(likely[i, j]) for i, j in zip(left, right, strict=True)}
        joined = {p for c in average_linkage(len(reports), scores, THRESHOLD) for p in combinations(c, 2) if apart[p]}
        told = [p for p in joined if known[p]]
        hits = sum(bool(same[p]) for p in told)
        print(
            f"without {event.story['id']:24} average precision {precision:.3f}, clauses of the program P {hits / max(1, len(told)):.2f} "
            f"R {hits / max(1, int(same[known].sum())):.2f}"
        )
    weights, bias = fitted(range(len(events)))
    print(
        "WEIGHTS: "
        + ", ".join(f'"{k}": {w:.2f}' for k, w in zip(events[0][1], weights, strict=True))
        + f"; BIAS {bias:.2f}"
    )
