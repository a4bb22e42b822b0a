"""Scores every layer of svod's output against the sample's truth and, where it is there, the shared gold.

    python benchmarks/layers/run.py [--markdown] [COLLECTION ...]

Needs the scorer (`score/score.py`) of the shared folder, which is looked for beside the repository or where SVOD_SHARED says. Texts are
read without the gold's metadata, as a user would hand them in: only what stands in a text can be found.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quotations.annotated import gold as annotated_gold

import svod
from svod.format import collection_to_dict, dumps

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
Json = dict[str, Any]

# (task, measure) pairs that are printed, in this order; the rest is in the scorer's own output.
SHOWN = (
    ("mentions", "strict"), ("lemma", "accuracy on matched"), ("linking", "b-cubed"), ("linking", "cross-lingual b-cubed"),
    ("quotations", "all, IoU 0.5"), ("quotations", "direct+mixed, IoU 0.5"), ("speakers", "accuracy on matched"),
    ("via", "on matched"), ("utterances", "pairs"), ("times", "relaxed"), ("times", "value, compatible"),
    ("sections", "macro F1 over kinds"), ("labels", "overlap"), ("labels", "referent on matched"), ("stories", "b-cubed"),
    ("statements", "support pairs"), ("differences", "recall"), ("published", "gold date within"),
)  # fmt: skip


def sample() -> tuple[Path, list[str]]:
    return ROOT / "examples" / "sample" / "truth.json", [str(ROOT / "examples" / "sample" / "reports")]


def seeds() -> tuple[Path, list[str]]:
    return SHARED / "gold" / "seeds.json", [str(SHARED / "gold" / "reports-seeds")]


def quotes() -> tuple[Path, list[str]]:
    """The texts of dev-quotes stand in the gold file itself."""
    return _with_texts(SHARED / "gold" / "dev-quotes.json")


def _with_texts(gold: Path) -> tuple[Path, list[str]]:
    """The texts that a gold file holds, written to a folder under their own names."""
    folder = Path(tempfile.mkdtemp(prefix="svod-bench-"))
    for report in json.loads(gold.read_text(encoding="utf-8"))["reports"]:
        target = folder / report["source"]
        target.parent.mkdir(parents=True, exist_ok=True)
        if report.get("text"):
            target.write_text(report["text"], encoding="utf-8", newline="")
    return gold, [str(folder)]


def annotated(half: str) -> tuple[Path, list[str]]:
    """One half of the reports whose quotations were annotated for this project (benchmarks/quotations/annotated.py)."""
    gold = Path(tempfile.mkdtemp(prefix="svod-bench-")) / f"{half}.json"
    gold.write_text(json.dumps(annotated_gold(SHARED, half), ensure_ascii=False), encoding="utf-8")
    return _with_texts(gold)


def stories() -> tuple[Path, list[str]]:
    gold = SHARED / "gold" / "dev-stories.json"
    raw = SHARED / "data" / "slavicner" / "raw"
    reports = json.loads(gold.read_text(encoding="utf-8"))["reports"]
    return gold, [str(raw / r["source"].split("raw/")[-1]) for r in reports]


TRAINED = ("dev-quotes", "dev-stories", "events-open", "events-aside")
"""Collections whose names the recogniser was trained on: their figures for names say nothing."""
NAMES = {
    ("mentions", "strict"): "names (span and type)", ("lemma", "accuracy on matched"): "base forms of found names",
    ("linking", "b-cubed"): "identities (B-cubed)", ("linking", "cross-lingual b-cubed"): "identities across languages",
    ("quotations", "all, IoU 0.5"): "quotations", ("quotations", "direct+mixed, IoU 0.5"): "… direct and mixed",
    ("speakers", "accuracy on matched"): "speakers of found quotations", ("via", "on matched"): "carriers of found quotations",
    ("utterances", "pairs"): "one utterance in two reports", ("times", "relaxed"): "time expressions",
    ("times", "value, compatible"): "… their values", ("sections", "macro F1 over kinds"): "headline, credit, teaser, link",
    ("labels", "overlap"): "labels", ("labels", "referent on matched"): "… whom they mean",
    ("stories", "b-cubed"): "stories (B-cubed)", ("statements", "support pairs"): "one fact in two reports",
    ("differences", "recall"): "differences found", ("published", "gold date within"): "day of publication within the interval",
}  # fmt: skip

COLLECTIONS: dict[str, Callable[[], tuple[Path, list[str]]]] = {
    "sample": sample, "seeds": seeds, "dev-quotes": quotes, "dev-stories": stories,
    "events-open": partial(annotated, "open"), "events-aside": partial(annotated, "aside"),
}  # fmt: skip


def scorer() -> Any:
    """The shared scorer's `evaluate`, or None where it is not there."""
    if not (SHARED / "score" / "score.py").is_file():
        return None
    sys.path.insert(0, str(SHARED / "score"))
    return importlib.import_module("score").evaluate


def signature(gold: Path) -> str:
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()[:10]
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return f"gold {digest}, svod {svod.__version__} at {revision.stdout.strip() or 'no revision'}, no randomness"


def score_of(measure: Json) -> float | None:
    value = measure["f1"] if "f1" in measure else measure["value"]
    return None if value is None else float(value)


def table(result: Json) -> list[str]:
    """A line per measure: micro, macro over languages, each language."""
    tasks = result["tasks"]
    languages = sorted({x for t, m in SHOWN if m in tasks.get(t, {}) for x in tasks[t][m]["languages"]})
    lines = [f"{'':<38}{'micro':>7}{'P':>6}{'R':>6}{'macro':>7}" + "".join(f"{x:>6}" for x in languages)]
    for task, name in SHOWN:
        found = tasks.get(task, {}).get(name)
        if found is None:
            continue
        micro = found["micro"]
        cells = [score_of(micro), micro.get("p"), micro.get("r"), found["macro"]]
        cells += [score_of(found["languages"][x]) if x in found["languages"] else None for x in languages]
        widths = (7, 6, 6, 7, *(6 for _ in languages))
        shown = ("-" if c is None else f"{c:.2f}" if i > 3 else f"{c:.3f}" for i, c in enumerate(cells))
        lines.append(f"{task + ': ' + name:<38}" + "".join(f"{s:>{w}}" for s, w in zip(shown, widths, strict=True)))
    return lines


def markdown(name: str, result: Json) -> list[str]:
    """The table of one collection as the README has it: per cent, all reports together and each language by itself."""
    tasks = result["tasks"]
    unseen = [(t, m) for t, m in SHOWN if name not in TRAINED or t not in ("mentions", "lemma", "linking")]
    shown = [(t, m, tasks[t][m]) for t, m in unseen if m in tasks.get(t, {})]
    languages = sorted({x for _, _, found in shown for x in found["languages"]})
    lines = [f"| {name} | all | " + " | ".join(languages) + " |", "|---|" + "---|" * (1 + len(languages))]
    for task, measure_name, found in shown:
        values = [score_of(found["micro"]), *(score_of(found["languages"].get(x, {"value": None})) for x in languages)]
        cells = " | ".join("" if v is None else f"{100 * v:.0f}" for v in values)
        lines.append(f"| {NAMES.get((task, measure_name), task)} | {cells} |")
    return [*lines, ""]


def measure(as_markdown: bool = False, wanted: Sequence[str] = ()) -> dict[str, float]:
    """Every printed micro figure, named `collection/task/measure`; nothing where the scorer is not there."""
    evaluate = scorer()
    if evaluate is None:
        print(f"needs the shared scorer, score/score.py; set SVOD_SHARED (looked for {SHARED})")
        return {}
    figures: dict[str, float] = {}
    for name, make in COLLECTIONS.items():
        if wanted and name not in wanted:
            continue
        gold, paths = make() if name == "sample" or (SHARED / "gold").is_dir() else (Path("missing"), [])
        if not gold.is_file():
            print(f"\n{name}: not here")
            continue
        collection = svod.read(paths)
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "output.json"
            output.write_text(dumps(collection_to_dict(collection)), encoding="utf-8")
            result = evaluate(gold, output)
        print(f"\n{name}: {result['reports']} reports, {len(collection.stories)} stories; {signature(gold)}")
        print("\n".join(markdown(name, result) if as_markdown else table(result)))
        for task, measures in result["tasks"].items():
            for measure_name, found in measures.items():
                value = score_of(found["micro"])
                if value is not None:
                    figures[f"{name}/{task}/{measure_name}"] = value
    return figures


if __name__ == "__main__":
    measure("--markdown" in sys.argv, [a for a in sys.argv[1:] if not a.startswith("--")])
