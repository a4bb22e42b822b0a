"""Quantities: the tables of each language, and what is no quantity."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.languages import LANGUAGES
from svod.reading.quantities import find_quantities
from svod.reading.reader import lay_out
from svod.reading.times import find_times
from svod.records import Quantity, Report

TABLES = sorted((Path(__file__).parent.parent / "data" / "quantities").glob("*.toml"))


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    layout = lay_out(Report(id="r", source="r", text=text, language=language))
    return find_quantities(layout, find_times(layout, date(2023, 9, 14)))


def cases() -> list[Any]:
    rows: list[Any] = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rows += [(path.stem, case["text"], case["expected"]) for case in table["case"]]
        rows += [(path.stem, text, []) for text in table["negative"]]
    return rows


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_table(language: str, text: str, expected: list[dict[str, Any]]) -> None:
    found = [(q.span.of(text), q.value, q.low, q.high, q.unit) for q in quantities(text, language)]
    assert found == [(e["surface"], e.get("value"), e.get("low"), e.get("high"), e["unit"]) for e in expected]


def test_every_language_has_a_table() -> None:
    assert {path.stem for path in TABLES} == set(LANGUAGES)


def test_a_number_in_a_time_is_no_quantity() -> None:
    assert quantities("Putovali su 12 dana, od 3. do 15. rujna 2023.", "hr") == ()


def test_a_bound_without_a_unit_is_a_quantity() -> None:
    (found,) = quantities("Ozlijeđeno ih je više od 300.", "hr")
    assert (found.value, found.low, found.unit) == (None, 300.0, None)


def test_money_is_told_from_kilometres() -> None:
    assert [q.unit for q in quantities("Platio je 50 KM za 50 km.", "bs")] == ["BAM", "km"]


def test_a_language_without_data_gets_digits_with_symbols() -> None:
    assert [(q.value, q.unit) for q in quantities("Fiyat 25 % arttı, €300 oldu.", "tr")] == [
        (25.0, "%"),
        (300.0, "EUR"),
    ]


@given(
    st.lists(
        st.sampled_from(
            "više od 3 20 – 30 1.500 tisuća milijuna pola eura € $ % posto dvadeset i pet ljudi 737 : -".split()
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_words_give_bounds_that_agree(text: str) -> None:
    for found in quantities(text, "hr"):
        assert found.span.of(text)
        assert found.value is not None or found.low is not None or found.high is not None
        if found.low is not None and found.high is not None:
            assert found.low < found.high
