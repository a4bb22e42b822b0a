"""Shared passages: planted translations in several language pairs, one news item in two languages, near-duplicates, sample and seeds.

    python benchmarks/passages/run.py

A planted passage is three sentences of FLORES, translated from English by two people, in two reports of nine sentences in two languages;
twenty such reports are one story. What else is found between two of them is false. Prints nothing for what is not there.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.annotated import raw_text
from training import corpora

import svod
from svod.linking.passages import find_passages
from svod.linking.similarity import Similarity
from svod.linking.verbatim import verbatim_passages
from svod.reading.reader import read_report
from svod.records import Edge, Reading, Report

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
PAIRS = (
    ("hr", "sl"), ("ru", "uk"), ("cs", "sk"), ("pl", "cs"), ("pl", "hr"), ("sr", "bg"), ("cs", "bg"), ("ru", "pl"), ("en", "hr"),
    ("de", "pl"), ("en", "ru"),
)  # fmt: skip
STORIES, PLANTED, OWN = 10, 3, 3
"""Pairs of reports in a story, sentences of a planted passage, sentences of a report's own before it and after it."""


def found_in(readings: Sequence[Reading]) -> tuple[Edge, ...]:
    return tuple(e for e in find_passages(readings, Similarity(readings)) if e.kind == "passage")


def reading(name: str, language: str, sentences: Sequence[str]) -> Reading:
    return read_report(Report(name, f"{name}.txt", "\n".join(sentences), language=language))


def planted(lines: Sequence[dict[str, str]], one: str, other: str) -> tuple[float, float, float]:
    """Recall and precision of the pairs of reports, and how much of a found passage was planted (by characters)."""
    readings, truth = [], {}
    step = PLANTED + 4 * OWN
    for n in range(STORIES):
        group = lines[n * step : (n + 1) * step]
        shared, rest = group[:PLANTED], group[PLANTED:]
        for k, language in enumerate((one, other)):
            own = [line[language] for line in rest[2 * OWN * k : 2 * OWN * (k + 1)]]
            passage = [line[language] for line in shared]
            made = reading(f"{n}{language}", language, [*own[:OWN], *passage, *own[OWN:]])
            start = made.report.text.index(passage[0])
            truth[made.report.id] = (start, start + len("\n".join(passage)))
            readings.append(made)
    right: set[str] = set()
    wrong = inside = whole = 0
    for edge in found_in(readings):
        if edge.left.report[:-2] != edge.right.report[:-2]:
            wrong += 1
            continue
        right.add(edge.left.report[:-2])
        for e in (edge.left, edge.right):
            start, end = truth[e.report]
            inside += max(0, min(end, e.span.end) - max(start, e.span.start))
            whole += len(e.span)
    return len(right) / STORIES, len(right) / (len(right) + wrong) if right else 1.0, inside / whole if whole else 1.0


def flores(figures: dict[str, float]) -> None:
    lines = list(corpora.parallel(SHARED / "data", "flores"))
    print("planted translations      recall  precision  extent")
    results = []
    for one, other in PAIRS:
        results.append(planted(lines, one, other))
        print(f"  {one}-{other:<22}" + "".join(f"{x:>9.2f}" for x in results[-1]))
    for name, values in zip(("recall", "precision", "extent"), zip(*results, strict=True), strict=True):
        figures[f"planted/{name}"] = sum(values) / len(values)
    print("  mean" + " " * 20 + "".join(f"{figures[f'planted/{n}']:>9.2f}" for n in ("recall", "precision", "extent")))


def setimes(figures: dict[str, float]) -> None:
    """The same news in Croatian and Serbian, edited for either: items of at least six sentences."""
    items: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in corpora.setimes(SHARED / "data"):
        items[row["doc"]].append(row)
    chosen = [i for i, rows in items.items() if len(rows) >= 6][:24]
    readings = [reading(f"{i}-{x}", x, [row[x] for row in items[i]]) for i in chosen for x in ("hr", "sr")]
    pairs = {tuple(sorted(e.report.split("-")[0] for e in (edge.left, edge.right))) for edge in found_in(readings)}
    right = sum(a == b for a, b in pairs)
    figures["setimes/recall"], figures["setimes/precision"] = right / len(chosen), right / len(pairs) if pairs else 1.0
    print(f"one item in hr and sr: found {right} of {len(chosen)}, false {len(pairs) - right}")


def near_duplicates(figures: dict[str, float]) -> None:
    """Pairs of reports of one language that the gold counts as near-duplicates (word 4-grams): is a passage found in each?"""
    gold = json.loads((SHARED / "gold" / "dev-stories.json").read_text(encoding="utf-8"))
    pairs = [(p["a"], p["b"]) for story in gold["stories"] for p in story.get("near_duplicates", ())]
    readings = {}
    for source in sorted({x for pair in pairs for x in pair}):
        readings[source] = read_report(Report(source, source, raw_text(SHARED, source), language=source.split("/")[1]))
    found = sum(bool(verbatim_passages([readings[a], readings[b]], 10)) for a, b in pairs)
    figures["near-duplicates/recall"] = found / len(pairs)
    print(f"near-duplicates of dev-stories: found {found} of {len(pairs)}")


def known(figures: dict[str, float]) -> None:
    """The sample (hr, sr and sl from one agency), and the seeds, of which two share two sentences."""
    truths = {
        "sample": (ROOT / "examples" / "sample" / "reports", [("hr", "sr"), ("hr", "sl"), ("sl", "sr")]),
        "seeds": (SHARED / "gold" / "reports-seeds", [("hr", "sr")]),
    }
    for name, (folder, truth) in truths.items():
        if not folder.is_dir():
            continue
        collection = svod.read([str(folder)])
        language = {r.report.id: r.layout.language for r in collection.readings}
        found = {
            tuple(sorted((language[e.left.report], language[e.right.report])))
            for e in collection.edges
            if e.kind == "passage"
        }
        right = len(found & set(truth))
        figures[f"{name}/recall"], figures[f"{name}/precision"] = (
            right / len(truth),
            right / len(found) if found else 1.0,
        )
        print(f"{name}: pairs of reports {sorted(found)}, right {right} of {len(truth)}")


def measure() -> dict[str, float]:
    figures: dict[str, float] = {}
    known(figures)
    if (SHARED / "data").is_dir():
        flores(figures)
        setimes(figures)
        near_duplicates(figures)
    return figures


if __name__ == "__main__":
    sys.exit(0 if measure() else 1)
