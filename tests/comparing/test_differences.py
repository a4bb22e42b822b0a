"""Differences between tellings of one statement, kind by kind, and tellings between which there is none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from svod.comparing.differences import find_differences

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "comparing" / "differences.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["name"])
def test_differences(case: dict[str, Any], one_statement: Callable[..., Any]) -> None:
    story, readings, entities = one_statement(case["tellings"])
    found = find_differences(story, readings, entities)
    assert [[d.kind, d.relation or ""] for d in found] == case["expected"]
    for difference in found:
        assert len({s.evidence.report for s in difference.sides}) > 1
        assert difference.explanation
        for side in difference.sides:
            reading = next(r for r in readings if r.report.id == side.evidence.report)
            assert 0 < len(side.evidence.span.of(reading.report.text)) <= 200
    assert find_differences(story, list(reversed(readings)), entities) == found


def test_a_copy_differs_from_nothing(one_statement: Callable[..., Any]) -> None:
    story, readings, entities = one_statement(CASES["case"][1]["tellings"])
    copied = replace(readings[1], report=replace(readings[1].report, copy_of="r0"))
    assert find_differences(story, [readings[0], copied], entities) == ()
