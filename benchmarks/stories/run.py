"""Grouping of the labelled reports of dev-stories, with gold names or with svod's own (B-cubed at several thresholds).

python benchmarks/stories/run.py --shared ../shared [--own]
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from svod.format import report_from_dict
from svod.reading.reader import read_report
from svod.records import Reading, Report, Story
from svod.stories import grouping
from svod.stories.copies import find_copies


def load(shared: Path, own: bool) -> tuple[list[Reading], dict[str, str]]:
    """The reports, and report id -> event (distractors have none)."""
    gold = json.loads((shared / "gold" / "dev-stories.json").read_text(encoding="utf-8"))
    readings = []
    for record in gold["reports"]:
        with (shared / "data" / "slavicner" / "raw" / record["source"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
        if own:
            readings.append(read_report(Report(record["id"], record["source"], text)))
        else:
            readings.append(report_from_dict({**record, "text": text}))
    return readings, {r: s["id"] for s in gold["stories"] for r in s["reports"]}


def bcubed(stories: tuple[Story, ...], event: dict[str, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall, F1; distractors are events of their own, two of them together are not judged."""
    sizes: dict[str, int] = {}
    for e in event.values():
        sizes[e] = sizes.get(e, 0) + 1
    precision, recall = [], []
    for story in stories:
        for report in story.reports:
            mine = event.get(report)
            judged = [r for r in story.reports if r == report or mine is not None or r in event]
            right = sum(r == report or (mine is not None and event.get(r) == mine) for r in judged)
            precision.append(right / len(judged))
            recall.append(right / sizes[mine] if mine else 1.0)
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return p, r, 2 * p * r / (p + r)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--own", action="store_true", help="read the reports with svod instead of taking gold names")
    options = parser.parse_args()
    readings, event = load(options.shared, options.own)
    begin = time.perf_counter()
    copies = find_copies(readings)
    print(f"{len(readings)} reports, {len(copies)} copy edges, {time.perf_counter() - begin:.1f} s")
    default = grouping.THRESHOLD
    for threshold in (default - 0.8, default - 0.4, default, default + 0.4, default + 0.8):
        grouping.THRESHOLD = threshold
        begin = time.perf_counter()
        stories, edges = grouping.group(readings, copies)
        p, r, f = bcubed(stories, event)
        mark = "  <- default" if threshold == default else ""
        seconds = time.perf_counter() - begin
        print(
            f"{threshold:.1f}: P {p:.3f} R {r:.3f} F {f:.3f}  {len(stories)} stories, {len(edges)} edges, {seconds:.1f} s{mark}"
        )


if __name__ == "__main__":
    main()
