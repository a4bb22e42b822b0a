"""Statements: pairs of clauses of different reports that tell one fact, and what is said of each.

    python benchmarks/statements/run.py [--data ../shared] [--fit] [--missed] [COLLECTION ...]

Scores seeds, dev-quotes, the sample, and the annotated sets (`annotated.py`), each twice: as the whole program has it from the texts, and
with the gold's stories in place of the program's, so that errors of grouping hide nothing. `--missed` gives the shares of what is
missed and why; `--fit` fits the weights of `linking/clause_pairs.py` anew, leaving out each event in turn. The scorer is the one beside
the gold; without it nothing is measured.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.layers import run as layers
from benchmarks.statements import fitting
from benchmarks.statements.annotated import gold as annotated_gold

import svod
from svod.format import collection_to_dict, dumps
from svod.linking.origins import count_origins
from svod.linking.similarity import Similarity
from svod.linking.statements import link_statements
from svod.records import Collection, Reading, Span, Story

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("seeds", "dev-quotes", "sample", "open", "aside")
Json = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """A story of the gold with the program's readings of its reports."""

    collection: str
    story: Json
    sources: dict[str, str]
    """Report id of the gold -> the end of its path."""
    members: tuple[Reading, ...]

    def reading(self, report: str) -> Reading | None:
        """The reading of a report of the gold."""
        wanted = self.sources.get(report, report)
        return next((r for r in self.members if r.report.source.endswith(wanted)), None)


def collection(name: str, data: Path) -> tuple[Path, list[str]] | None:
    """The gold file of a collection and the paths of its texts; None where it is not here."""
    if name in ("open", "aside"):
        gold = annotated_gold(data, name)
        if not gold["stories"]:
            return None
        path = Path(tempfile.mkdtemp(prefix="svod-bench-")) / f"{name}.json"
        path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        return layers._with_texts(path)
    if name != "sample" and not (data / "gold").is_dir():
        return None
    return layers.COLLECTIONS[name]()


def events(name: str, gold: Json, readings: Sequence[Reading]) -> list[Event]:
    """The gold's stories that have statements, with the readings of their reports."""
    sources = {r["id"]: r["source"].split("raw/")[-1] for r in gold["reports"]}
    found = []
    for story in gold["stories"]:
        wanted = tuple(sources.get(r, r) for r in story["reports"])
        members = tuple(r for r in readings if r.report.source.endswith(wanted))
        if story.get("statements") and len(members) > 1:
            found.append(Event(name, story, sources, members))
    return found


def with_gold_stories(read: Collection, found: Sequence[Event]) -> Collection:
    """The collection with the gold's stories, their statements linked by the program."""
    stories = []
    for event in found:
        linked, _ = link_statements(event.members, Similarity(event.members))
        ids = tuple(r.report.id for r in event.members)
        origins = tuple((i,) for i in ids)
        statements = count_origins(linked, event.members, origins)
        stories.append(Story(event.story["id"], "", ids, (), origins=origins, statements=statements))
    return replace(read, stories=tuple(stories))


def score(gold: Path, read: Collection, data: Path) -> Json:
    """The scorer's measures of the statements."""
    if str(data / "score") not in sys.path:
        sys.path.insert(0, str(data / "score"))
    evaluate = importlib.import_module("score").evaluate
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output.json"
        output.write_text(dumps(collection_to_dict(read)), encoding="utf-8")
        measures: Json = evaluate(gold, output, ["statements"])["tasks"]["statements"]
    return measures


def supports(found: Sequence[Event], read: Collection) -> dict[str, tuple[int, int]]:
    """Of the gold's clauses that a clause of the program meets (the one that shares most with it): how many have the same relation to their
    statement, the same modality, and a source where the gold has one; right and all. Relations only in statements of several reports."""
    counts = {name: [0, 0] for name in ("relation", "modality", "somebody's words")}
    for event in found:
        ids = {r.report.id for r in event.members}
        told = [x for s in read.stories for t in s.statements for x in t.support if x.evidence.report in ids]
        linked = {
            x.evidence
            for s in read.stories
            for t in s.statements
            if len({x.evidence.report for x in t.support}) > 1
            for x in t.support
        }
        for statement in event.story["statements"]:
            for clause in statement["support"]:
                reading = event.reading(clause["report"])
                if reading is None:
                    continue
                here = [x for x in told if x.evidence.report == reading.report.id]
                mate = max(here, key=lambda x: _overlap(x.evidence.span, clause), default=None)
                if mate is None or _overlap(mate.evidence.span, clause) <= 0.3:
                    continue
                checks: list[tuple[str, str, str | None]] = [("modality", mate.modality, clause.get("modality"))]
                if mate.evidence in linked:
                    checks.append(("relation", mate.relation, clause.get("relation")))
                if clause.get("source"):
                    ours = bool(mate.source or mate.via or mate.modality == "reported")
                    checks.append(("somebody's words", str(ours), str(not clause["source"].startswith("OUTLET"))))
                for name, found_here, expected in checks:
                    if expected:
                        counts[name][0] += found_here == expected
                        counts[name][1] += 1
    return {name: (right, total) for name, (right, total) in counts.items() if total}


def _overlap(span: Span, clause: Json) -> float:
    common = min(span.end, clause["end"]) - max(span.start, clause["start"])
    return float(common / (max(span.end, clause["end"]) - min(span.start, clause["start"])))


def measure(
    data: Path | None = None, wanted: Sequence[str] = (), missed: bool = False, fit: bool = False
) -> dict[str, float]:
    """Print the tables; the figures that have floors. Empty where there is no scorer."""
    data = data or Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
    if not (data / "score" / "score.py").is_file():
        print("no scorer beside the gold: nothing measured")
        return {}
    figures: dict[str, float] = {}
    every: list[Event] = []
    for name in wanted or NAMES:
        here = collection(name, data)
        if here is None:
            print(f"{name:12} not here")
            continue
        gold_path, paths = here
        read = svod.read(paths)
        found = events(name, json.loads(gold_path.read_text(encoding="utf-8")), read.readings)
        every += found
        grouped = with_gold_stories(read, found)
        for how, result in ((name, read), (f"{name}, gold's stories", grouped)):
            s = score(gold_path, result, data)["support pairs"]["micro"]
            figures |= {f"{how} precision": s["p"] or 0.0, f"{how} recall": s["r"] or 0.0}
            print(
                f"{how:26} P {s['p'] or 0:.3f}  R {s['r'] or 0:.3f}  "
                f"({s['right']}/{s['predicted']} right, {s['found']}/{s['gold']} found)"
            )
        for what, (right, total) in supports(found, grouped).items():
            figures[f"{name} {what}"] = right / total
            print(f"    {what:22} {right / total:.3f}  ({right}/{total})")
        if missed:
            counts = sum((Counter(fitting.missed(e)) for e in found), Counter[str]())
            total = sum(counts.values())
            print("    " + ", ".join(f"{why} {n / total:.0%}" for why, n in counts.most_common()))
    if fit:
        fitting.fit(every)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("collections", nargs="*", help=", ".join(NAMES))
    parser.add_argument("--data", type=Path, default=None, help="the folder that holds gold/ and score/")
    parser.add_argument("--missed", action="store_true", help="shares of what is missed, by cause")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew")
    options = parser.parse_args()
    measure(options.data, options.collections, options.missed, options.fit)


if __name__ == "__main__":
    main()
