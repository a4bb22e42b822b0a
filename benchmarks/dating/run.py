"""When undated reports were published, and on which days what they tell happened: worked out over whole stories.

    python benchmarks/dating/run.py [--shared ../shared] [--errors]

The texts of gold/seeds.json, gold/dev-quotes.json and gold/dev-stories.json are read as plain files, without any date. Of the seeds the
day of the meeting is given as `--anchor` gives it; without it the order of the reports is measured. Of dev-stories only the day of each
event is known, so what is measured there is whether a report that svod dates can be of the event's day or the next.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import svod
from svod.dating.story import date_story
from svod.records import Collection, Reading, TimeExpression

SHARED = Path(os.environ.get("SVOD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
MEETING = date(2023, 9, 13)
"""Day of the meeting that the seeds tell of; no text of theirs says it."""
AFTER = 1
"""Days after an event on which reports of it appeared; the gold knows only the event's day."""

Json = dict[str, Any]


def gold(shared: Path, name: str) -> Json:
    """A gold file."""
    loaded: Json = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def read_texts(
    reports: Sequence[Json], folder: Path, anchor: date | None = None
) -> tuple[Collection, dict[str, Reading]]:
    """The texts of gold reports read as files without a date: the collection, and gold id -> reading."""
    for n, report in enumerate(reports):
        (folder / f"{n:03}.txt").write_text(report["text"], encoding="utf-8", newline="")
    collection = svod.read([str(folder)], anchor=anchor)
    by_name = {Path(r.report.source).stem: r for r in collection.readings}
    return collection, {report["id"]: by_name[f"{n:03}"] for n, report in enumerate(reports)}


def values(reports: Iterable[Json], readings: dict[str, Reading]) -> tuple[int, int]:
    """How many required expressions of the gold that were found have the right value, and how many were found; those to which the gold
    gives no value do not count."""
    right = found = 0
    for report in reports:
        for expression in report.get("times") or ():
            if expression.get("optional") or expression.get("value") is None:
                continue
            ours = [t for t in readings[report["id"]].times if _overlap(t, expression)]
            if ours:
                found += 1
                right += any(t.value in (expression["value"], *(expression.get("alt_value") or ())) for t in ours)
    return right, found


def _overlap(time: TimeExpression, expression: Json) -> bool:
    return time.span.start < int(expression["end"]) and int(expression["start"]) < time.span.end


def intervals(reports: Sequence[Json], readings: dict[str, Reading]) -> tuple[int, int, int]:
    """How many reports have a publication interval, in how many it holds the gold's best day, how many of these span two days at most."""
    dated = right = narrow = 0
    for report in reports:
        told, known = report.get("published"), readings[report["id"]].report.published
        if not told or known is None:
            continue
        dated += 1
        best = date.fromisoformat(told.get("best") or told["earliest"])
        within = known.earliest <= best <= known.latest
        right += within
        narrow += within and (known.latest - known.earliest).days <= 1
    return dated, right, narrow


def wrong_order(reports: Sequence[Json], collection: Collection, readings: dict[str, Reading]) -> tuple[int, int]:
    """Pairs of reports published on different days that svod, counting from day 0, can tell apart, and those that it has the wrong way."""
    placed = {p.report: p for s in collection.stories for p in s.placements}
    told = wrong = 0
    for a, b in combinations(reports, 2):
        days = [date.fromisoformat(r["published"].get("best") or r["published"]["earliest"]) for r in (a, b)]
        if days[0] == days[1]:
            continue
        first, second = (a, b) if days[0] < days[1] else (b, a)
        earlier, later = placed.get(readings[first["id"]].report.id), placed.get(readings[second["id"]].report.id)
        if earlier is None or later is None or None in (earlier.earliest, earlier.latest, later.earliest, later.latest):
            continue
        told += 1
        middle = [(p.earliest or 0) + (p.latest or 0) for p in (earlier, later)]
        wrong += middle[0] > middle[1]
    return told, wrong


def measure(shared: Path = SHARED, *, errors: bool = False) -> dict[str, float]:
    """Print the figures; returns shares. Without the gold nothing is measured."""
    if not (shared / "gold").is_dir():
        print(f"no gold under {shared}: nothing measured")
        return {}
    result: dict[str, float] = {}
    seeds, quotes = (
        gold(shared, "seeds")["reports"],
        [r for r in gold(shared, "dev-quotes")["reports"] if r.get("text")],
    )
    right = found = 0
    for name, reports, anchor in (
        ("seeds", seeds, None),
        ("seeds, anchor", seeds, MEETING),
        ("dev-quotes", quotes, None),
    ):
        with tempfile.TemporaryDirectory() as folder:
            collection, readings = read_texts(reports, Path(folder), anchor)
        good, of = values(reports, readings)
        dated, within, narrow = intervals(reports, readings)
        counted = sum(bool(r.get("published")) for r in reports)
        print(
            f"{name:14} values right {good}/{of}; reports dated {dated}/{counted}, right {within}, right and two days at most {narrow}"
        )
        result |= {
            f"{name}: values": good / max(1, of), f"{name}: publication day within": within / max(1, counted),
            f"{name}: dated rightly": within / dated if dated else 1.0,
        }  # fmt: skip
        if name != "seeds":
            right, found = right + good, found + of
        else:
            told, wrong = wrong_order(reports, collection, readings)
            print(f"{name:14} pairs of reports told apart {told}, the wrong way {wrong}")
            result["seeds: order"] = (told - wrong) / max(1, told)
    print(f"values, seeds with the anchor and dev-quotes: {right}/{found}")
    result["values"] = right / found
    return result | stories(shared, errors=errors)


def stories(shared: Path, *, errors: bool = False) -> dict[str, float]:
    """The events of gold/dev-stories.json of which the day is known, each as one story."""
    told = gold(shared, "dev-stories")
    raw = shared / "data" / "slavicner" / "raw"
    if not raw.is_dir():
        print(f"no {raw}: stories not measured")
        return {}
    collection = svod.read([str(raw / r["source"]) for r in told["reports"]], jobs=None)
    by_source = {Path(r.report.source).relative_to(raw).as_posix(): r for r in collection.readings}
    source = {r["id"]: r["source"] for r in told["reports"]}
    reports = dated = right = narrow = anchors = days = 0
    for event in told["stories"]:
        if len(event["begin"] or "") < len("2018-10-31"):
            continue
        day = date.fromisoformat(event["begin"])
        members = [by_source[source[r]] for r in event["reports"]]
        own = {r.report.id for r in members}
        statements = [
            s for story in collection.stories for s in story.statements if own & {x.evidence.report for x in s.support}
        ]
        when = date_story(members, statements)
        reports += len(members)
        if when.anchor and when.anchor.day:
            anchors, days = anchors + 1, days + (abs((when.anchor.day - day).days) <= AFTER)
        for report, published in sorted(when.published.items()):
            good = published.earliest <= day + timedelta(days=AFTER) and published.latest >= day
            dated, right = dated + 1, right + good
            narrow += good and (published.latest - published.earliest).days <= 1
            if errors and not good:
                name = next(r.report.source for r in members if r.report.id == report)
                print(
                    f"  {event['id']} {day}: {name} {published.earliest} to {published.latest}: {'; '.join(published.reasons)}"
                )
    print(
        f"dev-stories    reports dated {dated}/{reports}, can be of the event's day or the next {right}, to two days {narrow}; "
        f"events with a day {anchors}, within a day of the gold's {days}"
    )
    return {
        "dev-stories: dated": dated / reports, "dev-stories: dated rightly": right / max(1, dated),
        "dev-stories: to two days": narrow / reports,
        "dev-stories: days of events": days / max(1, anchors),
    }  # fmt: skip


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--errors", action="store_true", help="print the reports of dev-stories that are dated wrongly")
    arguments = parser.parse_args()
    measure(arguments.shared, errors=arguments.errors)


if __name__ == "__main__":
    main()
