"""How well `Similarity` ranks pairs of gold clauses and quotations of different reports that tell the same (average precision).

python benchmarks/similarity/run.py --gold ../shared/gold
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from pathlib import Path
from typing import Any

from svod.format import collection_from_dict
from svod.languages import LANGUAGES
from svod.linking.similarity import Similarity
from svod.records import Evidence, Span, cover


def average_precision(scored: list[tuple[float, bool]]) -> float:
    """Mean precision at the rank of each hit; ties count as misses first."""
    hits, total = 0, 0.0
    for rank, (_, right) in enumerate(sorted(scored, key=lambda s: (-s[0], s[1])), 1):
        if right:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def clause_pairs(gold: dict[str, Any]) -> tuple[list[Evidence], set[frozenset[Evidence]]]:
    """The passages of the gold's statements, and the pairs of them that tell one."""
    clauses: set[Evidence] = set()
    same: set[frozenset[Evidence]] = set()
    for story in gold["stories"]:
        for statement in story.get("statements", ()):
            support = [Evidence(s["report"], Span(s["start"], s["end"])) for s in statement["support"]]
            clauses |= set(support)
            same |= {frozenset(p) for p in itertools.combinations(support, 2)}
    return sorted(clauses), same


def quotation_pairs(gold: dict[str, Any]) -> tuple[list[Evidence], set[frozenset[Evidence]]]:
    """The gold's quotations, and the pairs of them that render one utterance."""
    utterances: dict[Evidence, set[str]] = {}
    for report in gold["reports"]:
        for q in report.get("quotations") or ():
            span = cover(Span(c["start"], c["end"]) for c in q["content"])
            utterances[Evidence(report["id"], span)] = set(q.get("utterances") or [q.get("utterance")]) - {None}
    pairs = itertools.combinations(sorted(utterances), 2)
    return sorted(utterances), {frozenset(p) for p in pairs if utterances[p[0]] & utterances[p[1]]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--show", type=int, default=0, help="print so many of the best wrong and the worst right pairs")
    options = parser.parse_args()
    for name in ("seeds", "dev-quotes"):
        gold = json.loads((options.gold / f"{name}.json").read_text(encoding="utf-8"))
        readings = [r for r in collection_from_dict(gold).readings if r.layout.language in LANGUAGES]
        texts = {r.report.id: r.report.text for r in readings}
        for what, (passages, same) in (("clauses", clause_pairs(gold)), ("quotations", quotation_pairs(gold))):
            begin = time.perf_counter()
            similarity = Similarity(readings)
            scores = similarity.scores(passages, passages)
            pairs = [
                (float(scores[i, j]), frozenset((passages[i], passages[j])) in same, passages[i], passages[j])
                for i, j in itertools.combinations(range(len(passages)), 2)
                if passages[i].report != passages[j].report
            ]
            ap = average_precision([p[:2] for p in pairs])
            hits = sum(p[1] for p in pairs)
            print(
                f"{name:10} {what:10} {hits:4} of {len(pairs):5} pairs: AP {ap:.3f}  {time.perf_counter() - begin:.2f} s"
            )
            wrong = sorted((p for p in pairs if not p[1]), key=lambda p: -p[0])[: options.show]
            right = sorted((p for p in pairs if p[1]), key=lambda p: p[0])[: options.show]
            for score, hit, a, b in (*wrong, *right):
                print(
                    f"  {score:.2f} {'+' if hit else '-'} {a.span.of(texts[a.report])!r} | {b.span.of(texts[b.report])!r}"
                )
                print(f"         {similarity.compare(a, b).reason}")


if __name__ == "__main__":
    main()
