"""The synthetic collections of benchmarks/scale: the same every time, names and dates their surfaces, stories of all sizes."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))

from benchmarks.scale.stories import Planted, plan, reports  # noqa: E402

from svod.stories.copies import find_copies  # noqa: E402

SIZE = 150


@pytest.fixture(scope="module")
def collection() -> list[Planted]:
    return list(reports(SIZE, seed=3))


def test_as_many_reports_as_asked_for_the_same_in_parts(collection: list[Planted]) -> None:
    assert len({p.reading.report.id for p in collection}) == SIZE
    parts = [p for part in range(2) for p in reports(SIZE, 3, part, 2)]
    assert sorted(parts, key=lambda p: p.reading.report.id) == sorted(collection, key=lambda p: p.reading.report.id)


def test_every_name_and_date_is_its_surface(collection: list[Planted]) -> None:
    for planted in collection:
        reading = planted.reading
        assert all(m.span.of(reading.report.text) == m.lemma for m in reading.mentions)
        assert all(t.span.of(reading.report.text)[0].isdigit() and t.value for t in reading.times)
        assert reading.mentions and reading.layout.sentences
        assert 80 <= sum(t.is_word for t in reading.layout.tokens) <= 600 or planted.original


def test_stories_of_all_sizes() -> None:
    sizes = Counter(s.size for s in plan(20_000))
    stories = sizes.total()
    assert sum(size * many for size, many in sizes.items()) == 20_000
    assert 0.4 < sizes[1] / stories < 0.6
    assert sum(many for size, many in sizes.items() if size > 50) > 20


def test_planted_copies_are_copies_and_other_reports_are_not(collection: list[Planted]) -> None:
    planted = {p.reading.report.id: p.original for p in collection if p.original}
    assert planted
    found = {frozenset((e.left.report, e.right.report)) for e in find_copies([p.reading for p in collection])}
    assert all(frozenset(pair) in found for pair in planted.items())
    root = {p.reading.report.id: p.original or p.reading.report.id for p in collection}
    assert all(len({root[report] for report in pair}) == 1 for pair in found)
