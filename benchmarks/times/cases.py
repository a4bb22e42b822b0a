"""Time expressions of invented sentences by authors who had not seen the program: tables that were put aside, for their sums only."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.tables import aligned, line, tables

from svod.reading.reader import read_report
from svod.records import Published, Report

CASES = Path(__file__).with_name("cases")


def measure_cases() -> dict[str, float]:
    """Print F1 and values by language; returns those of all."""
    total: Counter[str] = Counter()
    for language, table in tables(CASES):
        day = date.fromisoformat(table["published"])
        counts: Counter[str] = Counter()
        for text in table["negative"]:
            report = Report("r", "r", text, language=language, published=Published(day, day, "metadata"))
            counts.update(negatives=1, clean=int(not read_report(report).times))
        for case in table["case"]:
            report = Report("r", "r", case["text"], language=language, published=Published(day, day, "metadata"))
            found = read_report(report).times
            counts.update(gold=len(case["expected"]), found=len(found))
            for expected, place, hit in aligned(case["text"], case["expected"], found):
                if hit is None:
                    continue
                values = (expected["value"], *expected.get("alt", ()))
                counts.update(relaxed=1, strict=hit.span == place, values=1, value=hit.value in values)
                for key in ("mod", "begin", "end"):
                    if key in expected:
                        counts.update(details=1, detail=getattr(hit, key) == expected[key])
        line(language, counts, ("value", "detail"))
        total += counts
    return {f"cases {key}": value for key, value in line("all", total, ("value", "detail")).items()}
