"""Ordinals in words and digits."""

from __future__ import annotations

import pytest

from svod.languages.ordinals import ordinals
from svod.reading.tokens import tokenize


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("hr", "trećega", 3), ("hr", "dvadeset prvoj", 21), ("hr", "dvadeset i drugom", 22), ("sr", "педесети", 50), ("bs", "prve", 1),
        ("sl", "petdesetega", 50), ("sl", "enaindvajseti", 21), ("pl", "dwudziestego drugiego", 22), ("pl", "pierwszymi", 1),
        ("cs", "třetího", 3), ("cs", "dvacátému druhému", 22), ("sk", "štyridsiate", 40), ("ru", "двадцать первое", 21),
        ("ru", "третьей", 3), ("uk", "тридцять друге", 32), ("uk", "першою", 1), ("bg", "втория", 2), ("mk", "седумнаесеттиот", 17),
        ("en", "twenty-first", 21), ("de", "siebzehnten", 17), ("en", "3rd", 3), ("ru", "12-й", 12), ("uk", "5-та", 5), ("bg", "12-ти", 12),
    ],
)  # fmt: skip
def test_values(language: str, text: str, value: float) -> None:
    tokens = tokenize(text, language)
    place = ordinals(language).read(tokens, 0)
    assert place is not None
    assert (place.value, place.last) == (value, len(tokens))


def test_a_stop_makes_an_ordinal_where_the_language_writes_so() -> None:
    assert ordinals("hr").read(tokenize("12. krug", "hr"), 0) is not None
    assert ordinals("hr").read(tokenize("12. Krug", "hr"), 0) is None
    assert ordinals("ru").read(tokenize("12. круг", "ru"), 0) is None


@pytest.mark.parametrize(
    ("language", "text"), [("hr", "prva dama"), ("pl", "drugiej wojny"), ("de", "drei"), ("hr", "drugih ljudi")]
)
def test_no_ordinal(language: str, text: str) -> None:
    assert ordinals(language).read(tokenize(text, language), 0) is None
