"""Links between quotations that render one utterance, from the gold's quotations and identities, so that finding errors hide nothing.

    python benchmarks/utterances/run.py [--data ../shared] [--choose]

`--choose` picks the threshold on all collections but one and scores that one. The whole program, from the texts alone, is measured by
`benchmarks/layers`. The scorer is the one beside the gold; without it nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quotations.annotated import gold as annotated_gold

from svod import format as json_format
from svod.linking import utterances
from svod.linking.similarity import Similarity
from svod.reading.quantities import find_quantities
from svod.reading.sections import find_sections
from svod.reading.sentences import split_sentences
from svod.reading.times import find_times
from svod.records import Collection, Reading
from svod.stories.grouping import group_in_families

ROOT = Path(__file__).resolve().parents[2]
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
Json = dict[str, Any]


def collections(data: Path) -> dict[str, Json]:
    """The gold by name; `pooled` is what the project's floors are about."""
    read = {
        "seeds": json.loads((data / "gold" / "seeds.json").read_text(encoding="utf-8")),
        "dev-quotes": json.loads((data / "gold" / "dev-quotes.json").read_text(encoding="utf-8")),
        "events-open": annotated_gold(data, "open"),
        "sample": json.loads((ROOT / "examples" / "sample" / "truth.json").read_text(encoding="utf-8")),
    }
    return {
        name: g | {"reports": [r for r in g["reports"] if "quotations" in r and r.get("text")]}
        for name, g in read.items()
    }


def laid_out(reading: Reading) -> Reading:
    """The gold's names and quotations with the program's own sentences, times and quantities; nothing of the gold's links."""
    old = reading.layout
    sections = find_sections(old.text, old.language, reading.report.title)
    layout = replace(old, sections=sections, sentences=split_sentences(old.text, sections, old.language))
    times = find_times(layout, reading.report.published)
    quotations = tuple(replace(q, utterance=None) for q in reading.quotations)
    return replace(
        reading, layout=layout, times=times, quantities=find_quantities(layout, times), quotations=quotations
    )


def families(gold: Json) -> list[tuple[list[Reading], dict[str, str], Similarity]]:
    """Reports that the program takes for near each other: the readings, the story of each, and what compares them."""
    readings = {r.report.id: laid_out(r) for r in json_format.collection_from_dict(gold | {"stories": []}).readings}
    found = []
    for family in group_in_families(tuple(readings.values()))[1]:
        stories = {report: story.id for story in family for report in story.reports}
        members = [readings[report] for report in stories]
        found.append((members, stories, Similarity(members)))
    return found


def linked(near: Sequence[tuple[list[Reading], dict[str, str], Similarity]]) -> Collection:
    """What `link_utterances` makes of the gold's quotations."""
    told = [r for members, of, similarity in near for r in utterances.link_utterances(members, similarity, (), of)[0]]
    return Collection(tuple(told), (), (), (), ())


def score(gold: Json, collection: Collection, scorer: Path) -> Json:
    """The scorer's record of pairs: `p`, `r`, `f1` and the counts."""
    with tempfile.TemporaryDirectory() as folder:
        expected, output = Path(folder) / "gold.json", Path(folder) / "output.json"
        expected.write_text(json.dumps(gold), encoding="utf-8")
        output.write_text(json_format.dumps(json_format.collection_to_dict(collection)), encoding="utf-8")
        command = [sys.executable, str(scorer), str(expected), str(output), "--tasks", "utterances", "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    record: Json = json.loads(done)["tasks"]["utterances"]["pairs"]["micro"]
    return record


def measure(data: Path | None = None, choose: bool = False) -> dict[str, float]:
    """Print the table; the figures that have floors. Empty where there is no scorer."""
    data = data or Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
    scorer = data / "score" / "score.py"
    if not scorer.is_file():
        print("no scorer beside the gold: nothing measured")
        return {}
    golds = collections(data)
    near = {name: families(gold) for name, gold in golds.items()}
    figures: dict[str, float] = {}
    for name, gold in golds.items():
        s = score(gold, linked(near[name]), scorer)
        figures |= {f"{name} precision": s["p"], f"{name} recall": s["r"]}
        print(
            f"{name:12} P {s['p']:.3f}  R {s['r']:.3f}  ({s['right']}/{s['predicted']} right, {s['found']}/{s['gold']} found)"
        )
    if choose:
        _choose(golds, near, scorer)
    return figures


def _choose(
    golds: dict[str, Json], near: dict[str, list[tuple[list[Reading], dict[str, str], Similarity]]], scorer: Path
) -> None:
    """Each collection with the threshold that does best (F0.5, counts pooled) on the others."""
    shipped = utterances.THRESHOLD
    table: dict[tuple[str, float], Json] = {}
    for threshold in THRESHOLDS:
        utterances.THRESHOLD = threshold
        table |= {(name, threshold): score(gold, linked(near[name]), scorer) for name, gold in golds.items()}
    utterances.THRESHOLD = shipped

    def merit(threshold: float, names: Sequence[str]) -> float:
        right, predicted, found, total = (
            sum(table[n, threshold][k] for n in names) for k in ("right", "predicted", "found", "gold")
        )
        p, r = right / max(1, predicted), found / max(1, total)
        return float(1.25 * p * r / (0.25 * p + r)) if p and r else 0.0

    for name in golds:
        others = [n for n in golds if n != name]
        best = max(THRESHOLDS, key=lambda t: (merit(t, others), t))
        s = table[name, best]
        print(f"chosen without {name:12} {best}: P {s['p']:.3f}  R {s['r']:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=None, help="the folder that holds gold/ and score/")
    parser.add_argument(
        "--choose", action="store_true", help="choose the threshold on all collections but one, for each"
    )
    options = parser.parse_args()
    measure(options.data, options.choose)


if __name__ == "__main__":
    main()
