"""Whatever the words of the calendar and of numbers stand beside, in whatever order: nothing fails, and what is found is sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svod.languages import LANGUAGES, data
from svod.reading.quantities import find_quantities
from svod.reading.reader import lay_out
from svod.reading.times import find_times
from svod.records import Published, Report

THEMES = ("times", "numbers", "quantities")
OTHERS = [
    "0", "1", "2", "13", "30", "31", "90", "1990", "2023", "2024.", "4:15", "18.30", "9.3.2024", "31.2.", "2023/24", "0001", "9999", "1,5",
    "1.000.000", "XX", "VIII", "12-го", "%", "€", "$", ",", ".", "–", "-", "/", "(", ")", "„", "”", ":", "\n", "Ivo", "Boeing",
]  # fmt: skip
VALUE = re.compile(r"(FY\d{4}|[\dX]{2,4}[-\dA-Z:./+]*|P[T\dX.]*[\dA-Z.X]+|(PAST|PRESENT|FUTURE)_REF)")


def words(language: str) -> list[str]:
    """The words of a language's tables, a wildcard filled in, the first of alternatives."""
    found: set[str] = set()
    for theme in THEMES:
        for phrase in _strings(data(language).get(theme, {})):
            found.add(
                " ".join(part.split("|")[0].rstrip("?").replace("*", "a").replace("+", "a") for part in phrase.split())
            )
    return sorted(w for w in found if w and not w.isspace())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_any_order_of_words(language: str, draw: st.DataObject) -> None:
    word = st.sampled_from(words(language)) | st.sampled_from(OTHERS)
    text = " ".join(draw.draw(st.lists(word, min_size=1, max_size=9)))
    text = text[0].upper() + text[1:] if draw.draw(st.booleans()) else text
    if not text.strip():
        return
    day = draw.draw(st.sampled_from([None, date(2024, 2, 29), date(1600, 1, 1), date(2199, 12, 31)]))
    layout = lay_out(Report(id="r", source="r", text=text, language=language))
    times = find_times(layout, Published(day, day, "metadata") if day else None)
    for time in times:
        assert time.span.of(text) == time.span.of(text).strip()
        assert time.value is None or VALUE.match(time.value), (time.span.of(text), time.value)
    assert all(left.span.end <= right.span.start for left, right in pairwise(times))
    quantities = find_quantities(layout, times)
    assert all(left.span.end <= right.span.start for left, right in pairwise(quantities))
    for quantity in quantities:
        assert quantity.span.of(text)
        assert quantity.counted is None or quantity.counted.of(text)
