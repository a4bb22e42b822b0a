"""Time and memory per report as a collection grows, and what is found of the stories and copies that were planted in it.

    python benchmarks/scale/run.py [--sizes 1000 10000 100000] [--jobs 2] [--seed 0]

Each size is a process of its own, so that its memory is its own. Reports are made, taken down to what grouping needs of them (a sketch for
stories, hashes for copies) and forgotten, in `--jobs` further processes; copies are found and stories grouped in the first one, which holds
nothing else. Times are those of the processor, for machines are shared; what making the reports takes is left out. `on two cores` is
half of what taking down takes and all of what grouping takes, which one process does.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402, F401  # loaded before the memory is looked at
from benchmarks.scale.stories import reports  # noqa: E402
from benchmarks.scale.words import load  # noqa: E402

from svod.records import Edge, Story  # noqa: E402
from svod.stories.copies import Shingles, copies_among, shingles  # noqa: E402
from svod.stories.grouping import grouped  # noqa: E402
from svod.stories.linkage import connected  # noqa: E402
from svod.stories.online import Grouping  # noqa: E402
from svod.stories.sketches import Sketch, sketch  # noqa: E402

SIZES = (1_000, 10_000)
"""What the gate runs: the cost of ten times as many reports."""
STEPS = ("sketch", "shingles", "copies", "stories", "families and links")
PART = 2500
"""Reports that a process takes down before it hands the records over."""
WARM = 200
"""Reports taken down before the clock runs: tables are loaded once for any collection."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept of a part of the reports: records, the truth by report id, seconds by step, and the peak memory of the process in kB."""

    sketches: list[Sketch]
    hashes: list[Shingles]
    story: dict[str, int]
    original: dict[str, str]
    seconds: dict[str, float]
    words: int
    memory: float


def warm(seed: int) -> None:
    """Load once what any collection needs."""
    load()
    for planted in reports(WARM, seed + 1000):
        sketch(planted.reading)
        shingles(planted.reading)


def make(size: int, seed: int, part: int, parts: int) -> Made:
    """One part of a collection, report by report."""
    made = Made([], [], {}, {}, dict.fromkeys(STEPS, 0.0), 0, 0.0)
    words = 0
    for planted in reports(size, seed, part, parts):
        reading = planted.reading
        start = time.process_time()
        made.sketches.append(sketch(reading))
        middle = time.process_time()
        made.hashes.append(shingles(reading))
        made.seconds["sketch"] += middle - start
        made.seconds["shingles"] += time.process_time() - middle
        made.story[reading.report.id] = planted.story
        if planted.original:
            made.original[reading.report.id] = planted.original
        words += sum(t.is_word for t in reading.layout.tokens)
    return replace(made, words=words, memory=memory("VmHWM"))


def one_size(size: int, seed: int, jobs: int) -> dict[str, float]:
    """The figures of one collection, measured in this process and those that it starts."""
    parts = max(jobs, size // PART)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=warm, initargs=(seed,)) as pool:
        made = list(pool.map(make, repeat(size), repeat(seed), range(parts), repeat(parts)))
    seconds = {step: sum(m.seconds[step] for m in made) for step in STEPS}
    sketches = [s for m in made for s in m.sketches]
    hashes = [s for m in made for s in m.hashes]
    story = {report: n for m in made for report, n in m.story.items()}
    original = {report: n for m in made for report, n in m.original.items()}
    words, workers = sum(m.words for m in made), jobs * max(m.memory for m in made)
    del made
    records = memory("VmRSS")
    start = time.process_time()
    copies = copies_among(hashes)
    seconds["copies"], start = time.process_time() - start, time.process_time()
    del hashes
    grouping = Grouping()
    grouping.extend(sketches, copies)
    seconds["stories"], start = time.process_time() - start, time.process_time()
    stories, families, edges = grouped(grouping)
    seconds["families and links"] = time.process_time() - start
    del sketches
    figures = {f"{step}: ms a report": 1000 * seconds[step] / size for step in STEPS}
    figures["on two cores: s"] = sum(seconds.values()) - (seconds["sketch"] + seconds["shingles"]) / 2
    figures["grouping: ms a report"] = 1000 * sum(seconds[step] for step in STEPS[2:]) / size
    figures["all steps: ms a report"] = 1000 * sum(seconds.values()) / size
    figures["memory: kB a report"] = (memory("VmHWM") - EMPTY) / size
    figures["memory of the records: kB a report"] = (records - EMPTY) / size
    # The processes that take reports down are gone when grouping begins.
    figures["memory of all processes: MB"] = max(memory("VmHWM"), records + workers) / 1024
    figures["words a report"] = words / size
    figures |= judged(stories, story) | judged_copies(copies, original, story)
    figures |= {"stories": len(stories), "planted stories": len(set(story.values())), "families": len(families)}
    figures |= {"links between reports": len(edges), "copy links": len(copies)}
    return figures


def memory(name: str) -> float:
    """Memory of this process in kB, as the system says: `VmRSS` now, `VmHWM` at its peak."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith(name)))


EMPTY = memory("VmRSS")
"""Memory of the process before any report."""


# --- what was planted ---------------------------------------------------------------------------------------------------


def judged(stories: Iterable[Story], planted: Mapping[str, int]) -> dict[str, float]:
    """B-cubed of the stories (Bagga and Baldwin 1998), and of the reports whose story was planted in several languages or reports."""
    sizes = Counter(planted.values())
    precision = recall = recall_several = several = 0.0
    for story in stories:
        found = Counter(planted[r] for r in story.reports)
        for number, many in found.items():
            precision += many * many / len(story.reports)
            recall += many * many / sizes[number]
            if sizes[number] > 1:
                several += many
                recall_several += many * many / sizes[number]
    p, r = precision / len(planted), recall / len(planted)
    return {
        "stories: precision": p,
        "stories: recall": r,
        "stories: F1": 2 * p * r / (p + r),
        "stories of several reports: recall": recall_several / several if several else 0.0,
    }


def judged_copies(copies: Sequence[Edge], original: Mapping[str, str], story: Mapping[str, int]) -> dict[str, float]:
    """How many of the planted copies are linked to what they copy, be it by way of other copies; how many links are within a story."""
    same = [e for e in copies if e.judgement == "same"]
    groups = connected(story, ((e.left.report, e.right.report) for e in same))
    group = {report: n for n, members in enumerate(groups) for report in members}
    root = {report: original.get(report, report) for report in story}
    found = sum(group[report] == group[first] for report, first in original.items())
    right = sum(root[e.left.report] == root[e.right.report] for e in same)
    return {
        "copies: planted": len(original),
        "copies: recall": found / len(original) if original else 1.0,
        "copies: precision": right / len(same) if same else 1.0,
    }


# --- the table ----------------------------------------------------------------------------------------------------------

SHOWN = (
    "sketch: ms a report", "shingles: ms a report", "copies: ms a report", "stories: ms a report",
    "families and links: ms a report", "grouping: ms a report", "all steps: ms a report",
    "on two cores: s", "memory of the records: kB a report", "memory: kB a report", "memory of all processes: MB",
    "words a report", "planted stories",
    "stories", "families", "links between reports", "stories: precision", "stories: recall", "stories: F1",
    "stories of several reports: recall", "copies: planted", "copy links", "copies: recall", "copies: precision",
)  # fmt: skip


def apart(size: int, seed: int, jobs: int) -> dict[str, float]:
    """The figures of one size, from a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--one", str(size), "--seed", str(seed), "--jobs", str(jobs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure(sizes: Sequence[int] = SIZES, seed: int = 0, jobs: int = 1) -> dict[str, float]:
    """Prints the table; the ratios of the smallest to the largest size (more is better) and what is found at the largest."""
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        found[size] = apart(size, seed, jobs)
    print(f"\n{'reports':<38}" + "".join(f"{size:>12,}" for size in sizes))
    for name in SHOWN:
        digits = 3 if any(0 < figures[name] < 10 for figures in found.values()) else 0
        print(f"{name:<38}" + "".join(f"{found[size][name]:>12,.{digits}f}" for size in sizes))
    small, large = found[min(sizes)], found[max(sizes)]
    ratios: dict[str, Any] = {
        f"{what}, {min(sizes):,} / {max(sizes):,} reports": small[name] / large[name]
        for what, name in (
            ("time a report", "all steps: ms a report"),
            ("time of grouping a report", "grouping: ms a report"),
            ("memory a report", "memory: kB a report"),
        )
    }
    kept = ("stories: precision", "stories: F1", "copies: recall", "copies: precision")
    return {**ratios, **{name: large[name] for name in kept}}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_size(options.one, options.seed, options.jobs)))
    else:
        for name, figure in measure(options.sizes, options.seed, options.jobs).items():
            print(f"{name}: {figure:.3f}")


if __name__ == "__main__":
    main()
