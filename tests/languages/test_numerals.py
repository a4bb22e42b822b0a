"""Numbers in words and digits, and the calendar's arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.languages.calendar import add_months, duration, shift, valid, value_of, weekday_near
from svod.languages.numerals import numerals, to_float
from svod.reading.tokens import tokenize


def read(text: str, language: str) -> tuple[float | None, float | None, float | None]:
    number = numerals(language).read(tokenize(text, language), 0)
    assert number is not None, text
    assert number.last == len(tokenize(text, language)), f"{text}: read only to token {number.last}"
    return number.value, number.low, number.high


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("hr", "dvadeset i pet", 25), ("hr", "tristo šezdeset pet", 365), ("hr", "dvije tisuće dvadeset tri", 2023),
        ("hr", "milijun i pol", 1_500_000), ("hr", "petorica", 5), ("hr", "dvjema", 2), ("sr", "двеста хиљада", 200_000),
        ("sr", "троје", 3), ("sl", "petindvajset", 25), ("sl", "dvema", 2), ("sl", "štirih", 4), ("sl", "sto tisoč", 100_000),
        ("pl", "dwadzieścia pięć tysięcy", 25_000), ("pl", "stu", 100), ("pl", "pięcioro", 5), ("pl", "półtora", 1.5),
        ("cs", "pětadvacet", 25), ("cs", "dvě stě", 200), ("cs", "pět set tisíc", 500_000), ("sk", "dvadsaťpäť", 25),
        ("ru", "сорока пяти", 45), ("ru", "двести тысяч", 200_000), ("ru", "двое", 2), ("uk", "п'ятьма", 5),
        ("uk", "двадцять п’ять", 25), ("bg", "двадесет и пет", 25), ("bg", "петима", 5), ("mk", "двајца", 2),
        ("en", "two hundred and fifty thousand", 250_000), ("en", "twenty-five", 25), ("de", "fünfundzwanzig", 25),
        ("hr", "1.200.000", 1_200_000), ("en", "1,200,000.5", 1_200_000.5), ("pl", "10 000", 10_000), ("cs", "2,5 milionu", 2.5e6),
        ("ru", "18 тыс.", 18_000), ("hr", "milijun i dvjesto tisuća", 1_200_000), ("pl", "ćwierć miliona", 250_000),
        ("cs", "patnáct set", 1500), ("pl", "dwa tuziny", 24), ("sk", "stodvadsiatimi", 120), ("sk", "tritisíc", 3000),
        ("de", "zweihundertfünfzig", 250), ("de", "achthundert", 800), ("ru", "два десятка", 20), ("cs", "dvě stovky", 200),
    ],
)  # fmt: skip
def test_values(language: str, text: str, value: float) -> None:
    assert read(text, language)[0] == value


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("hr", "više od 18", 18, None), ("hr", "najmanje dvadeset", 20, None), ("hr", "gotovo sto", None, 100),
        ("hr", "desetke tisuća", 20_000, None), ("pl", "kilkanaście", 11, 19), ("pl", "kilkaset tysięcy", 200_000, 900_000),
        ("pl", "niespełna 50", None, 50), ("cs", "desítky", 20, None), ("ru", "не менее десяти", 10, None),
        ("pl", "trzydzieści kilka", 31, 39), ("cs", "necelá stovka", None, 100),
        ("en", "up to 300", None, 300), ("sl", "300 ali več", 300, None),
    ],
)  # fmt: skip
def test_bounds(language: str, text: str, low: float | None, high: float | None) -> None:
    assert read(text, language) == (None, low, high)


@pytest.mark.parametrize(
    ("language", "text", "approximate"),
    [
        ("hr", "oko 300", True),
        ("hr", "desetak", True),
        ("pl", "niemal sto", True),
        ("hr", "više od 300", False),
        ("hr", "300", False),
    ],
)
def test_what_is_called_approximate(language: str, text: str, approximate: bool) -> None:
    number = numerals(language).read(tokenize(text, language), 0)
    assert number is not None
    assert number.approximate is approximate


@pytest.mark.parametrize(
    ("language", "text"), [("pl", "się"), ("hr", "sam"), ("hr", "u"), ("en", "the"), ("hr", "3:1")]
)
def test_no_number(language: str, text: str) -> None:
    assert numerals(language).read(tokenize(text, language), 0) is None


@given(st.integers(min_value=0, max_value=10**9))
def test_thousands_separators_are_read_back(number: int) -> None:
    assert to_float(f"{number:,}", ".") == number
    assert to_float(f"{number:,}".replace(",", "."), ",") == number


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_months_added_and_taken_away_stay_in_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert valid(moved.year, moved.month, moved.day)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 7))
def test_nearest_weekdays_lie_within_a_week(day: date, weekday: int) -> None:
    before, after = weekday_near(day, weekday, -1), weekday_near(day, weekday, 1)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert 0 <= (day - before).days < 7
    assert 0 <= (after - day).days < 7


def test_units() -> None:
    assert value_of(shift(date(2023, 9, 14), "W", -1), "W") == "2023-W36"
    assert value_of(shift(date(2023, 9, 14), "DE", -1), "DE") == "201"
    assert duration(2, "Q") == "P6M"
    assert duration(20, "MIN") == "PT20M"
