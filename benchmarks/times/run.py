"""Time expressions of German news against KRAUTS: strict and relaxed F1, type and value.

KRAUTS (Strötgen et al., LREC 2018) is licensed for non-commercial use: it is measured on, never trained on, and nothing of it is shipped.
Run: `python benchmarks/times/run.py [--data ../shared/data] [--errors]`. Without the corpus it says so and measures nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.times.annotated import measure_annotated
from benchmarks.times.cases import measure_cases

from svod.reading.reader import lay_out
from svod.reading.times import find_times
from svod.records import Published, Report

DATA = Path(os.environ.get("SVOD_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
_TIMEX = re.compile(r"<TIMEX3([^>]*?)(/>|>)|</TIMEX3>")
_RANGE = re.compile(r"\s*(?:[-–—]|\bbis(?: zum)?\b|\bund\b)\s*(?:am |dem |den )?", re.I)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Timex(NamedTuple):
    """One expression: where it stands, what it is."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True)
class Document:
    """A text of the corpus, its creation day and its expressions."""

    name: str
    text: str
    created: date | None
    gold: tuple[Timex, ...]


def read_document(path: Path) -> Document:
    """Plain text and standoff expressions of a TimeML file; empty TIMEX3 tags (begin or end points) are left out."""
    raw = path.read_text(encoding="utf-8")
    stamp = re.search(r'<DCT>.*?value="(\d{4}-\d{2}-\d{2})', raw, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S)
    source = body[1] if body else raw
    text, at = "", 0
    gold: list[Timex] = []
    open_tags: list[tuple[int, dict[str, str]]] = []
    for m in _TIMEX.finditer(source):
        text += _plain(source[at : m.start()])
        at = m.end()
        if m[0].startswith("</"):
            if open_tags:
                start, attributes = open_tags.pop()
                gold.append(Timex(start, len(text), attributes.get("type", ""), attributes.get("value", "")))
        elif m[2] == ">":
            open_tags.append((len(text), dict(_ATTRIBUTE.findall(m[1]))))
    text += _plain(source[at:])
    gold = [g for g in gold if g.end > g.start]
    return Document(path.stem, text, date.fromisoformat(stamp[1]) if stamp else None, tuple(gold))


def _plain(xml: str) -> str:
    text = re.sub(r"<[^>]*>", "", xml)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def predict(document: Document) -> tuple[Timex, ...]:
    """What svod finds in the document."""
    layout = lay_out(Report(id=document.name, source=document.name, text=document.text, language="de", script="Latn"))
    published = Published(document.created, document.created, "metadata") if document.created else None
    found: list[Timex] = []
    for time in find_times(layout, published):
        first, _, second = (time.value or "").partition("/")
        link = _RANGE.search(document.text, time.span.start, time.span.end) if second else None
        if link and time.span.start < link.start() and link.end() < time.span.end:
            # KRAUTS marks both ends of a range as expressions of their own.
            found += [
                Timex(time.span.start, link.start(), time.type, first),
                Timex(link.end(), time.span.end, time.type, second),
            ]
        else:
            found.append(Timex(time.span.start, time.span.end, time.type, time.value or ""))
    return tuple(found)


def baseline(document: Document) -> tuple[Timex, ...]:
    """The trivial baseline: bare years and `heute`, `gestern`, `jetzt`."""
    found = re.finditer(r"\b(?:(?:19|20)\d\d|heute|gestern|jetzt)\b", document.text)
    return tuple(Timex(m.start(), m.end(), "DATE", m[0] if m[0].isdigit() else "") for m in found)


def score(documents: list[Document], predictions: list[tuple[Timex, ...]]) -> dict[str, float]:
    """Strict F1 (same span), relaxed F1 (overlap, one to one), and relaxed F1 with the right type, and with the right value."""
    counts: Counter[str] = Counter()
    for document, found in zip(documents, predictions, strict=True):
        counts["gold"] += len(document.gold)
        counts["found"] += len(found)
        free = list(found)
        for g in document.gold:
            match = max(
                (p for p in free if p.start < g.end and g.start < p.end),
                key=lambda p: (min(p.end, g.end) - max(p.start, g.start), -p.start),
                default=None,
            )
            if match is None:
                continue
            free.remove(match)
            counts["relaxed"] += 1
            counts["strict"] += (match.start, match.end) == (g.start, g.end)
            counts["type"] += match.type == g.type
            counts["value"] += match.value == g.value
    scale = 200 / max(1, counts["gold"] + counts["found"])
    return {
        "precision": 100 * counts["relaxed"] / max(1, counts["found"]),
        "recall": 100 * counts["relaxed"] / max(1, counts["gold"]),
        **{name: scale * counts[name] for name in ("strict", "relaxed", "type", "value")},
    }


def measure(data: Path = DATA, *, errors: bool = False) -> dict[str, float]:
    """Print the scores of each part of the corpus beside the baseline's; returns those of the whole as fractions.

    Without the corpus nothing is measured and the result is empty.
    """
    measured = measure_cases() | measure_annotated(data.parent, errors=errors)
    folders = sorted((data / "krauts").glob("KRAUTS_*")) if data.is_dir() else []
    if not folders:
        print(f"no KRAUTS under {data}: no German measured")
        return measured
    everything: list[Document] = []
    answers: list[tuple[Timex, ...]] = []
    digest = hashlib.sha256()
    for folder in folders:
        documents = [read_document(path) for path in sorted(folder.glob("*.tml"))]
        for document in documents:
            digest.update(document.text.encode())
        found = [predict(document) for document in documents]
        everything += documents
        answers += found
        _line(folder.name, score(documents, found))
        if errors:
            _errors(documents, found)
    total = score(everything, answers)
    _line("all", total)
    _line("baseline", score(everything, [baseline(d) for d in everything]))
    print(
        f"corpus {digest.hexdigest()[:12]}, {len(everything)} texts, {sum(len(d.gold) for d in everything)} expressions"
    )
    return {**measured, **{f"KRAUTS {name}": value / 100 for name, value in total.items()}}


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument(
        "--errors", action="store_true", help="print every missed, spurious and wrongly valued expression"
    )
    arguments = parser.parse_args()
    measure(arguments.data, errors=arguments.errors)


def _line(name: str, scores: dict[str, float]) -> None:
    print(f"{name:22}" + "  ".join(f"{key} {value:5.1f}" for key, value in scores.items()))


def _errors(documents: list[Document], predictions: list[tuple[Timex, ...]]) -> None:
    for document, found in zip(documents, predictions, strict=True):
        text = document.text
        for p in found:
            gold = next((g for g in document.gold if p.start < g.end and g.start < p.end), None)
            around = " ".join(text[max(0, p.start - 25) : p.end + 15].split())
            if gold is None:
                print(f"  SPURIOUS [{text[p.start : p.end]}] {p.type} {p.value} | {around}")
            elif gold.value != p.value:
                print(
                    f"  VALUE    [{text[p.start : p.end]}] {p.value}, gold {gold.value} | {around} | {document.created}"
                )
        for g in document.gold:
            if not any(p.start < g.end and g.start < p.end for p in found):
                around = " ".join(text[max(0, g.start - 25) : g.end + 15].split())
                print(f"  MISSED   [{text[g.start : g.end]}] {g.type} {g.value} | {around}")


if __name__ == "__main__":
    main()
