"""Time expressions of reports of SlavicNER, annotated for this project: places only, the texts stay in the shared folder.

Two annotators worked alone, one set of reports each, without seeing the program or its output. They fixed the day of publication from
the text and the event, and wrote values as if it were known; the reports are read with that day (the last one possible).
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.annotated import annotated_text

from svod.reading.reader import read_report
from svod.records import Published, Report, TimeExpression

ANNOTATED = Path(__file__).with_name("annotated.jsonl")


def measure_annotated(shared: Path, *, errors: bool = False) -> dict[str, float]:
    """Print relaxed precision, recall and F1 by language, and how many of the values are right where an expression was found.

    Args:
        shared: the folder that holds `data/slavicner`; without it nothing is measured and the result is empty.
        errors: print every missed, spurious and wrongly valued expression of the open reports; of those put aside only sums are looked at.
    """
    if not ANNOTATED.exists() or not (shared / "data" / "slavicner" / "raw").is_dir():
        print("no annotated reports here: nothing measured")
        return {}
    parts: dict[str, dict[str, Counter[str]]] = {"open": {}, "aside": {}}
    for line in ANNOTATED.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = annotated_text(shared, record["source"], record["sha256"])
        day = date.fromisoformat(record["published"]["latest"])
        report = Report(record["source"], record["source"], text, published=Published(day, day, "metadata"))
        reading = read_report(report)
        counts = parts[record["part"]].setdefault(record["source"].split("/")[1], Counter())
        _count(counts, record["times"], reading.times, text, errors and record["part"] == "open")
    measured: dict[str, float] = {}
    for part, totals in parts.items():
        everything = sum((totals[language] for language in sorted(totals)), Counter[str]())
        for language, counts in [*sorted(totals.items()), ("all", everything)]:
            shown = "  ".join(f"{name} {100 * value:5.1f}" for name, value in _scores(counts).items())
            print(f"annotated, {part:5} {language:4} gold {counts['gold']:4}  {shown}")
        measured |= {f"annotated, {part}: {name}": value for name, value in _scores(everything).items()}
    return measured


def _count(
    counts: Counter[str], gold: list[dict[str, Any]], found: tuple[TimeExpression, ...], text: str, errors: bool
) -> None:
    """Optional expressions are neither right nor wrong; another value that the annotator gives is right."""
    free = list(found)
    for t in sorted(gold, key=lambda t: bool(t.get("optional"))):
        hit = max(
            (f for f in free if f.span.start < t["end"] and t["start"] < f.span.end),
            key=lambda f: (min(f.span.end, t["end"]) - max(f.span.start, t["start"]), -f.span.start),
            default=None,
        )
        if hit is not None:
            free.remove(hit)
        if t.get("optional"):
            continue
        counts["gold"] += 1
        counts["hit"] += hit is not None
        right = hit is not None and hit.value in [t["value"], *t.get("alt_value", ())]
        counts["value"] += right
        if errors and not right:
            what = f"{hit.value} ({hit.anchor})" if hit else "nothing"
            around = " ".join(text[max(0, t["start"] - 60) : t["end"] + 40].split())
            print(
                f"  {'VALUE' if hit else 'MISSED'} [{text[t['start'] : t['end']]}] {what}, gold {t['value']} | {around}"
            )
    counts["spurious"] += len(free)
    for f in free if errors else ():
        around = " ".join(text[max(0, f.span.start - 40) : f.span.end + 30].split())
        print(f"  SPURIOUS [{f.span.of(text)}] {f.value} | {around}")


def _scores(counts: Counter[str]) -> dict[str, float]:
    precision = counts["hit"] / max(1, counts["hit"] + counts["spurious"])
    recall = counts["hit"] / max(1, counts["gold"])
    relaxed = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": precision,
        "recall": recall,
        "relaxed": relaxed,
        "value": counts["value"] / max(1, counts["hit"]),
    }
