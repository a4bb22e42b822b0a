"""What the benchmarks share that read tables of invented sentences: where the expected surfaces stand, and what was found for each."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from svod.records import Span

Expected = dict[str, Any]


class Placed(Protocol):
    """Anything with a span."""

    @property
    def span(self) -> Span: ...


Found = TypeVar("Found", bound=Placed)


def tables(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Language and content of each table of a folder, by language."""
    for path in sorted(folder.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def aligned(
    text: str, expected: Sequence[Expected], found: Sequence[Found]
) -> list[tuple[Expected, Span, Found | None]]:
    """Each expected entry with the place of its surface and what overlaps it most, one to one."""
    free, at, pairs = list(found), 0, []
    for entry in expected:
        start = text.index(entry["surface"], at if entry["surface"] in text[at:] else 0)
        place = Span(start, start + len(entry["surface"]))
        at = place.end
        hit = max(
            (f for f in free if f.span.overlaps(place)),
            key=lambda f: (min(f.span.end, place.end) - max(f.span.start, place.start), -f.span.start),
            default=None,
        )
        if hit is not None:
            free.remove(hit)
        pairs.append((entry, place, hit))
    return pairs


def line(name: str, counts: Counter[str], judged: Sequence[str]) -> dict[str, float]:
    """Print strict and relaxed F1, the share of each judgement that is right, and how many negatives are clean; returns them."""
    size = max(1, counts["gold"] + counts["found"])
    scores = {"strict": 2 * counts["strict"] / size, "relaxed": 2 * counts["relaxed"] / size}
    scores |= {key: counts[key] / counts[f"{key}s"] for key in judged if counts[f"{key}s"]}
    shown = "  ".join(f"{key} {100 * value:5.1f}" for key, value in scores.items())
    print(f"{name:5} gold {counts['gold']:4}  {shown}  negatives clean {counts['clean']}/{counts['negatives']}")
    return scores
