"""Women's names in -a and their cases, and what is none."""

from __future__ import annotations

import pytest

from svod.languages.given_names import given_name


@pytest.mark.parametrize(
    ("form", "language", "base"),
    [
        ("Agnieszka", "pl", "Agnieszka"), ("Agnieszką", "pl", "Agnieszka"), ("Агнешка", "bg", "Агнешка"), ("Марії", "uk", "Марія"),
        ("Ольгой", "ru", "Ольга"), ("Jasnu", "hr", "Jasna"), ("Јасном", "sr", "Јасна"), ("Lenkou", "cs", "Lenka"), ("Luka", "hr", "Luka"),
    ],
)  # fmt: skip
def test_given_names(form: str, language: str, base: str) -> None:
    found = given_name(form, language)
    assert found is not None and found.base == base


@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("Ante", "hr"),
        ("Marie", "cs"),
        ("Irene", "en"),
        ("Juri", "de"),
        ("Milena", "sl"),
        ("Donalda", "pl"),
        ("", "pl"),
        ("A", "pl"),
        ("Ким", "ru"),
    ],
)
def test_what_tells_nothing(form: str, language: str) -> None:
    assert given_name(form, language) is None
