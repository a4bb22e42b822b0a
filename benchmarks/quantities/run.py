"""Quantities of invented sentences by authors who had not seen the program: tables that were put aside, for their sums only.

    python benchmarks/quantities/run.py

Units are compared as written, but for Serbian (in Latin letters) and measures in words (`kilometar` is `km`).
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.tables import Expected, aligned, line, tables

from svod.languages.scripts import norm
from svod.reading.quantities.words import quantity_words
from svod.reading.reader import read_report
from svod.reading.tokens import tokenize
from svod.records import Published, Quantity, Report

CASES = Path(__file__).with_name("cases")
DAY = date(2024, 3, 6)
JUDGED = ("value", "unit", "kind", "counted", "as_of")


def measure() -> dict[str, float]:
    """Print F1 and how much of each quantity is right, by language; returns those of all."""
    total: Counter[str] = Counter()
    for language, table in tables(CASES):
        counts: Counter[str] = Counter()
        for text in table["negative"]:
            counts.update(negatives=1, clean=int(not _read(text, language)))
        for case in table["case"]:
            text, found = case["text"], _read(case["text"], language)
            counts.update(gold=len(case["expected"]), found=len(found))
            for expected, place, hit in aligned(text, case["expected"], found):
                if hit is not None:
                    counts.update(relaxed=1, strict=hit.span == place)
                    _judge(counts, expected, hit, text, language)
        line(language, counts, JUDGED)
        total += counts
    return {f"cases {key}": value for key, value in line("all", total, JUDGED).items()}


def _read(text: str, language: str) -> tuple[Quantity, ...]:
    report = Report("r", "r", text, language=language, published=Published(DAY, DAY, "metadata"))
    return read_report(report).quantities


def _judge(counts: Counter[str], expected: Expected, hit: Quantity, text: str, language: str) -> None:
    bounds = all(_close(getattr(hit, key), expected.get(key)) for key in ("value", "low", "high"))
    counts.update(
        values=1, value=bounds, units=1, unit=_sign(hit.unit, language) == _sign(expected.get("unit"), language)
    )
    counts.update(kinds=1, kind=hit.kind == expected.get("kind", "count"))
    if "counted" in expected:
        counts.update(counteds=1, counted=hit.counted is not None and hit.counted.of(text) == expected["counted"])
    if "as_of" in expected or hit.as_of:
        counts.update(as_ofs=1, as_of=hit.as_of == expected.get("as_of"))


def _close(a: float | None, b: float | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-3 * max(1, abs(a)))


def _sign(unit: str | None, language: str) -> str | None:
    """A unit as one sign: the symbol of a measure, or the noun in Latin letters."""
    if unit is None:
        return None
    tokens = tokenize(unit, language)
    measure = quantity_words(language).measures.match_at(tokens, 0)
    return measure.value.casefold() if measure and measure.last == len(tokens) else norm(unit, language).casefold()


if __name__ == "__main__":
    measure()
