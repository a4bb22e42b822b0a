"""Quotations, speakers, carriers and clauses over the gold and over invented reports, beside a baseline that knows only quotation marks.

    python benchmarks/quotations/run.py [--data ../shared] [--names gold]

The scorer is the one beside the gold (`score/`); without it nothing is measured. `--names gold` takes the gold's names instead of the
program's own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quotations import cases
from benchmarks.quotations.tagged import read_tagged

from svod import format as json_format
from svod.reading.clauses import split_clauses
from svod.reading.names import recognise
from svod.reading.quotation_marks import find_quoted
from svod.reading.quotations import find_quotations
from svod.reading.referents import resolve
from svod.reading.sections import find_sections
from svod.reading.sentences import split_sentences
from svod.records import Collection, Layout, Mention, Quotation, Reading

GOLD = ("seeds", "dev-quotes")
ROOT = Path(__file__).resolve().parents[2]
INVENTED = {
    "sample": ROOT / "examples" / "sample" / "truth.json",
    "tagged": ROOT / "tests" / "data" / "quotations" / "reports",
}
"""Reports that this project wrote: the sample, and fourteen reports with their truth as tags."""
Finder = Callable[[Layout, tuple[Mention, ...]], tuple[Quotation, ...]]


def marks_only(layout: Layout, mentions: tuple[Mention, ...]) -> tuple[Quotation, ...]:
    """The baseline: everything in quotation marks is direct speech."""
    return tuple(Quotation(f"q{n}", "direct", q.inner) for n, q in enumerate(find_quoted(layout), 1))


def laid_out(reading: Reading) -> Layout:
    """The layout as the program makes it, in the gold's language."""
    old = reading.layout
    sections = find_sections(old.text, old.language, reading.report.title)
    return replace(old, sections=sections, sentences=split_sentences(old.text, sections, old.language))


def read(collection: Collection, find: Finder, own_names: bool) -> Collection:
    """The gold's reports with the quotations that `find` finds."""
    readings = []
    for reading in collection.readings:
        layout = laid_out(reading)
        mentions, entities = reading.mentions, reading.entities
        if own_names:
            mentions, entities = resolve(layout, recognise(layout))
            prefix = f"{reading.report.id}:"
            mentions = tuple(replace(m, entity=prefix + m.entity if m.entity else None) for m in mentions)
        quotations = find(layout, mentions)
        readings.append(replace(reading, layout=layout, mentions=mentions, entities=entities, quotations=quotations))
    return replace(collection, readings=tuple(readings), stories=())


def clause_coverage(gold: dict[str, object], collection: Collection) -> tuple[float, float, int]:
    """Share of the supports of gold statements in own sections that a clause meets at IoU 0.3, mean best IoU, number of supports."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for story in gold["stories"]:  # type: ignore[attr-defined]
        for statement in story.get("statements") or []:
            for s in statement["support"]:
                spans.setdefault(s["report"], set()).add((s["start"], s["end"]))
    values = []
    for reading in collection.readings:
        clauses = [c.span for c in split_clauses(reading.layout, reading.quotations)]
        for start, end in sorted(spans.get(reading.report.id, ())):
            overlaps = ((max(0, min(end, c.end) - max(start, c.start)), c) for c in clauses)
            values.append(max((shared / (end - start + len(c) - shared) for shared, c in overlaps), default=0.0))
    if not values:
        return 0.0, 0.0, 0
    return sum(v >= 0.3 for v in values) / len(values), sum(values) / len(values), len(values)


def score(source: Path, scorer: Path, collection: Collection, *extra: str) -> str:
    """What the scorer beside the gold prints for the collection."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output.json"
        output.write_text(json_format.dumps(json_format.collection_to_dict(collection)), encoding="utf-8")
        command = [sys.executable, str(scorer), str(source), str(output), "--tasks", "quotations,speakers,via", *extra]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(data: Path | None = None, own_names: bool = True) -> dict[str, float]:
    """Print the tables of the cases, the gold and the invented reports (without a scorer of the cases alone); the figures with floors."""
    data = data or Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
    scorer = data / "score" / "score.py"
    figures: dict[str, float] = {}
    for folder in cases.FOLDERS:
        figures |= cases.measure(folder)
    if not scorer.is_file():
        print("no scorer beside the gold: the cases alone are measured")
        return figures
    with tempfile.TemporaryDirectory() as folder:
        sources = {name: data / "gold" / f"{name}.json" for name in GOLD} | INVENTED
        for name, source in sources.items():
            if source.is_dir():
                tagged, source = source, Path(folder) / f"{name}.json"
                source.write_text(json.dumps(read_tagged(tagged)), encoding="utf-8")
            if source.is_file():
                figures |= measure_one(name, source, scorer, own_names)
            else:
                print(f"no gold at {source.name}: nothing measured")
    return figures


def measure_one(name: str, source: Path, scorer: Path, own_names: bool) -> dict[str, float]:
    """Print the tables of one gold file; its figures."""
    raw = source.read_bytes()
    gold = json.loads(raw)
    print(f"== {name}  sha256 {hashlib.sha256(raw).hexdigest()[:12]}  names: {'own' if own_names else 'gold'}")
    baseline = read(json_format.collection_from_dict(gold), marks_only, own_names)
    found = read(json_format.collection_from_dict(gold), find_quotations, own_names)
    print("-- marks only", score(source, scorer, baseline), sep="\n")
    print("-- svod", score(source, scorer, found, "--by-language"), sep="\n")
    tasks = json.loads(score(source, scorer, found, "--json"))["tasks"]
    figures = {
        f"{name} all": tasks["quotations"]["all, IoU 0.5"]["micro"]["f1"],
        f"{name} direct+mixed": tasks["quotations"]["direct+mixed, IoU 0.5"]["micro"]["f1"],
        f"{name} speakers": tasks["speakers"]["accuracy on matched"]["micro"]["value"],
        f"{name} via": tasks["via"]["on matched"]["micro"]["f1"],
    }
    share, mean, count = clause_coverage(gold, found)
    if count:
        print(f"clauses: {share:.3f} of {count} supports met at IoU 0.3, mean best IoU {mean:.3f}\n")
        figures[f"{name} clauses"] = share
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=None, help="the folder that holds gold/ and score/")
    parser.add_argument("--names", choices=("gold", "own"), default="own")
    options = parser.parse_args()
    for key, value in measure(options.data, options.names == "own").items():
        print(f"{key}: {value:.3f}")


if __name__ == "__main__":
    main()
