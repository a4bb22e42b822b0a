"""Grouping of labelled reports: B-cubed over a range of thresholds, the ranking of pairs by languages, and both cross-validated.

    python benchmarks/stories/run.py [--shared ../shared] [--annotated open aside] [--gold-names] [--folders]

The reports are those of gold/dev-stories.json, and with `--annotated` other events of the same corpus (`annotated.jsonl`: paths, the texts
are data/slavicner/raw). Readings are svod's own; `--gold-names` takes the names of the gold instead.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.annotated import raw_text
from benchmarks.similarity.run import average_precision

from svod.format import report_from_dict
from svod.reading.reader import read_report
from svod.records import Reading, Report
from svod.stories.copies import find_copies
from svod.stories.likeness import NEAR, UNIT
from svod.stories.linkage import average_linkages
from svod.stories.online import THRESHOLD, Grouping
from svod.stories.sketches import Sketch, sketch

SHARED = Path(os.environ.get("SVOD_SHARED", "../shared"))
ANNOTATED = Path(__file__).with_name("annotated.jsonl")
THRESHOLDS = tuple(n / 4 for n in range(2, 19))
PRECISE = 0.92


@dataclass(frozen=True)
class Labelled:
    """Reports, report -> event (those of no event are distractors), and report -> topic."""

    readings: tuple[Reading, ...]
    event: Mapping[str, str]

    def topic(self, report: str) -> str:
        """The topic of SlavicNER that a report is from: the first part of its path."""
        return report.split("/")[0]


def load(shared: Path, gold_names: bool = False) -> Labelled:
    """The labelled reports of gold/dev-stories.json."""
    gold = json.loads((shared / "gold" / "dev-stories.json").read_text(encoding="utf-8"))
    readings = []
    for record in gold["reports"]:
        text = raw_text(shared, record["source"])
        reading = read_report(Report(record["id"], record["source"], text))
        if gold_names:
            reading = replace(reading, mentions=report_from_dict({**record, "text": text}).mentions)
        readings.append(reading)
    return Labelled(tuple(readings), {r: s["id"] for s in gold["stories"] for r in s["reports"]})


def load_annotated(half: str, shared: Path) -> Labelled:
    """One half of the events that independent annotators labelled for this project (`annotated.jsonl`; one line has the look-alikes)."""
    lines = [json.loads(line) for line in ANNOTATED.read_text(encoding="utf-8").splitlines()]
    events = [line for line in lines if line["half"] == half]
    event = {report: e["event"] for e in events if e["event"] for report in e["reports"]}
    sources = sorted({report for e in events for report in e["reports"]})
    return Labelled(tuple(read_report(Report(s, s, raw_text(shared, s))) for s in sources), event)


def judge(stories: Iterable[Sequence[str]], event: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """B-cubed precision and recall of each report; distractors are events of their own, two of them together are not judged."""
    sizes = Counter(event.values())
    judged: dict[str, tuple[float, float]] = {}
    for story in stories:
        held = Counter(event[r] for r in story if r in event)
        for report in story:
            mine = event.get(report)
            others = len(story) if mine else 1 + sum(held.values())
            right = held[mine] if mine else 1
            judged[report] = right / others, right / sizes[mine] if mine else 1.0
    return judged


def mean(judged: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over reports."""
    p, r = (sum(figures) / len(figures) for figures in zip(*judged, strict=True))
    return p, r, 2 * p * r / (p + r)


def at_thresholds(grouping: Grouping) -> dict[float, list[tuple[str, ...]]]:
    """The stories of a collection at each threshold, formed in one go."""
    ids = [s.report for s in grouping.table.sketches]
    found: dict[float, list[tuple[str, ...]]] = {t: [] for t in THRESHOLDS}
    highest_first = THRESHOLDS[::-1]
    for part, scores in grouping._parts(range(len(ids)), THRESHOLDS[0]):
        for t, groups in zip(highest_first, average_linkages(len(part), scores, highest_first, NEAR), strict=True):
            found[t] += [tuple(ids[part[n]] for n in group) for group in groups]
    return found


def by_languages(grouping: Grouping, event: Mapping[str, str]) -> dict[str, tuple[int, float]]:
    """Pairs of one event and the average precision of the ranking, by pair of languages, within languages, across, and of all."""
    sketches = grouping.table.sketches
    scores = grouping._pairs(range(len(sketches)))
    ranked: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for a, b in combinations(range(len(sketches)), 2):
        one, other = event.get(sketches[a].report), event.get(sketches[b].report)
        if one is None and other is None:
            continue
        pair = "-".join(sorted((sketches[a].language, sketches[b].language)))
        kind = "within" if sketches[a].language == sketches[b].language else "across"
        row = (scores.get((a, b), 0) / UNIT, one == other)
        for key in (pair, kind, "all"):
            ranked[key].append(row)
    return {k: (sum(same for _, same in rows), average_precision(rows)) for k, rows in sorted(ranked.items())}


def held_out(
    judged: Mapping[float, Mapping[str, tuple[float, float]]], folds: Mapping[str, str]
) -> tuple[float, float, float]:
    """The figures where each fold's reports are judged at the threshold that is best (precision `PRECISE`) for all the other folds.

    `folds`: report -> fold. The weights of the score are the same in every fold; see README.md for where they come from.
    """
    found: list[tuple[float, float]] = []
    for fold in sorted(set(folds.values())):
        others = {t: mean(x for r, x in judged[t].items() if folds[r] != fold) for t in THRESHOLDS}
        precise = [t for t in THRESHOLDS if others[t][0] >= PRECISE] or [THRESHOLDS[-1]]
        best = max(precise, key=lambda t: (others[t][2], t))
        found += [x for r, x in judged[best].items() if folds[r] == fold]
    return mean(found)


def event_folds(labelled: Labelled, number: int = 8) -> dict[str, str]:
    """Report -> fold, the reports of an event in one; distractors are dealt out."""
    events = sorted(set(labelled.event.values()))
    place = {e: str(n % number) for n, e in enumerate(events)}
    reports = sorted(r.report.id for r in labelled.readings)
    return {r: place[labelled.event[r]] if r in labelled.event else str(n % number) for n, r in enumerate(reports)}


def folders(sketches: Sequence[Sketch], labelled: Labelled) -> None:
    """Small collections, at the default threshold: some of the reports, of all topics or of one, and one event by itself."""
    topics = sorted({labelled.topic(s.report) for s in sketches})
    for name, pools in (
        ("of all", [list(sketches)]),
        ("of one topic", [[s for s in sketches if s.report.startswith(t)] for t in topics]),
    ):
        for size in (2, 5, 10, 20, 40, 80):
            drawn = random.Random(size)
            able = [pool for pool in pools if len(pool) > size]
            if not able:
                continue
            figures: list[tuple[float, float]] = []
            for n in range(20):
                chosen = drawn.sample(able[n % len(able)], size)
                inside = {s.report: labelled.event[s.report] for s in chosen if s.report in labelled.event}
                grouping = Grouping()
                grouping.extend(chosen)
                figures += judge(grouping.stories(), inside).values()
            p, r, f = mean(figures)
            print(f"  {size:3} reports {name}: P {p:.3f} R {r:.3f} F1 {f:.3f}")
    events: dict[str, list[Sketch]] = defaultdict(list)
    for one in sketches:
        if one.report in labelled.event:
            events[labelled.event[one.report]].append(one)
    alone: list[tuple[float, float]] = []
    for members in (events[e] for e in sorted(events) if len(events[e]) >= 5):
        grouping = Grouping()
        grouping.extend(members)
        alone += judge(grouping.stories(), labelled.event).values()
    print(f"  one event of five reports or more by itself: R {mean(alone)[1]:.3f}")


def evaluate(name: str, labelled: Labelled) -> dict[str, float]:
    """Print the tables of a set of labelled reports; its figures."""
    sketches = [sketch(r) for r in labelled.readings]
    copies = find_copies(labelled.readings)
    begin = time.perf_counter()
    grouping = Grouping()
    grouping.extend(sketches, copies)
    seconds = time.perf_counter() - begin
    distractors = len(sketches) - len(labelled.event)
    events = len(set(labelled.event.values()))
    print(f"\n{name}: {len(sketches)} reports, {events} events, {distractors} distractors, {seconds:.2f} s")
    stories = at_thresholds(grouping)
    judged = {t: judge(stories[t], labelled.event) for t in THRESHOLDS}
    table = {t: mean(judged[t].values()) for t in THRESHOLDS}
    print("threshold  " + " ".join(f"{t:5.2f}" for t in THRESHOLDS))
    for label, n in (("precision", 0), ("recall", 1), ("F1", 2)):
        print(f"{label:10} " + " ".join(f"{table[t][n]:5.3f}" for t in THRESHOLDS))
    low = min(table[t][2] for t in THRESHOLDS if abs(t - THRESHOLD) <= 1.0)
    topics = {r.report.id: labelled.topic(r.report.id) for r in labelled.readings}
    for label, folds in (("events", event_folds(labelled)), ("topics", topics)):
        if len(set(folds.values())) > 1:
            p, r, f = held_out(judged, folds)
            print(f"threshold chosen on the other {label} (precision >= {PRECISE}): P {p:.3f} R {r:.3f} F1 {f:.3f}")
    pairs = by_languages(grouping, labelled.event)
    print("average precision of pairs: " + ", ".join(f"{k} {ap:.2f} ({n})" for k, (n, ap) in pairs.items() if n))
    p, r, f = table[THRESHOLD]
    return {
        f"{name} precision": p,
        f"{name} recall": r,
        f"{name} F1": f,
        f"{name} least F1 within 1.0 of the threshold": low,
        f"{name} average precision within languages": pairs["within"][1],
        f"{name} average precision across languages": pairs["across"][1],
    }


def measure(shared: Path = SHARED, gold_names: bool = False) -> dict[str, float]:
    """The figures that have floors; nothing where the gold is not at hand."""
    if not (shared / "gold" / "dev-stories.json").exists():
        return {}
    return evaluate("dev-stories", load(shared, gold_names))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument(
        "--annotated", choices=("open", "aside"), nargs="*", default=[], help="the annotated events too"
    )
    parser.add_argument("--gold-names", action="store_true", help="take the names of the gold instead of svod's own")
    parser.add_argument("--folders", action="store_true", help="folders of few reports as well")
    options = parser.parse_args()
    sets = {"dev-stories": load(options.shared, options.gold_names)}
    sets |= {half: load_annotated(half, options.shared) for half in options.annotated}
    for name, labelled in sets.items():
        evaluate(name, labelled)
        if options.folders:
            folders([sketch(r) for r in labelled.readings], labelled)


if __name__ == "__main__":
    main()
