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
from svod.reading.quantities import find_quantities, update_as_of
from svod.reading.reader import lay_out
from svod.reading.times import find_times
from svod.records import Published, Quantity, Report

TABLES = sorted((Path(__file__).parent.parent / "data" / "quantities").glob("*.toml"))


def quantities(text: str, language: str, published: str = "2023-09-14") -> tuple[Quantity, ...]:
    layout = lay_out(Report(id="r", source="r", text=text, language=language))
    day = date.fromisoformat(published)
    return find_quantities(layout, find_times(layout, Published(day, day, "metadata")))


def cases() -> list[Any]:
    """The rows of all tables. A case that is known to fail says why, and must fail."""
    rows: list[Any] = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        language, published = path.stem.partition("-")[0], table.get("published", "2023-09-14")
        for case in table["case"]:
            why = case.get("known_failure")
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            rows.append(pytest.param(language, published, case["text"], case["expected"], marks=marks))
        rows += [pytest.param(language, published, text, []) for text in table["negative"]]
    return rows


def told(quantity: Quantity, text: str) -> dict[str, Any]:
    """A quantity as a table has it."""
    return {
        "surface": quantity.span.of(text),
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "kind": quantity.kind,
        "counted": quantity.counted.of(text) if quantity.counted else None,
        "as_of": quantity.as_of,
        "approximate": quantity.approximate,
    }


@pytest.mark.parametrize(("language", "published", "text", "expected"), cases())
def test_table(language: str, published: str, text: str, expected: list[dict[str, Any]]) -> None:
    found = [told(q, text) for q in quantities(text, language, published)]
    always: dict[str, Any] = {"value": None, "low": None, "high": None, "unit": None}
    wanted = [always | e for e in expected]
    assert len(found) == len(wanted), found
    assert [{key: f[key] for key in e} for f, e in zip(found, wanted, strict=True)] == wanted


def test_every_language_has_a_table() -> None:
    assert {path.stem.partition("-")[0] for path in TABLES} == set(LANGUAGES)


def test_a_number_in_a_time_is_no_quantity() -> None:
    assert quantities("Putovali su 12 dana, od 3. do 15. rujna 2023.", "hr") == ()


def test_a_bound_without_a_unit_is_a_quantity() -> None:
    (found,) = quantities("Ozlijeđeno ih je više od 300.", "hr")
    assert (found.value, found.low, found.unit) == (None, 300.0, None)


def test_a_part_counts_what_its_whole_counts() -> None:
    text = "Od 430 letova otkazano je 170."
    found = quantities(text, "hr")
    assert [(q.value, q.unit, q.counted and q.counted.of(text)) for q in found] == [
        (430.0, "let", "letova"),
        (170.0, "let", "letova"),
    ]


def test_what_a_figure_holds_for_moves_with_the_publication_day() -> None:
    text = "Do utorka navečer pronađeno je 12 ljudi, rekao je glasnogovornik tvrtke koja ima 40 brodova."
    layout = lay_out(Report(id="r", source="r", text=text, language="hr"))
    found = quantities(text, "hr", "2024-03-06")
    assert [q.as_of for q in found] == ["2024-03-05TEV", None]
    later = date(2024, 3, 13)
    moved = update_as_of(layout, found, find_times(layout, Published(later, later, "metadata")))
    assert [q.as_of for q in moved] == ["2024-03-12TEV", None]
    assert [(q.span, q.value, q.counted) for q in moved] == [(q.span, q.value, q.counted) for q in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hr", "Radili su od 2014. do 2015. i 2016-2017 kao prije."),
        ("pl", "Nord Stream 2 w Niemczech."),
        ("de", "Das geht nur bis zu einem bestimmten Punkt."),
        ("en", "Ages were told (55-64)."),
        ("hr", "Prva dama i druge zemlje."),
    ],
)
def test_no_quantity(language: str, text: str) -> None:
    assert quantities(text, language) == ()


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
