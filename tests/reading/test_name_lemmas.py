"""Base forms of names, by a table of (language, type, name, lemma)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svod.languages.scripts import script_of
from svod.reading.name_endings import apply
from svod.reading.name_lemmas import attested_forms, base_forms, fits
from svod.reading.tokens import tokenize
from svod.records import Layout, Section, Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "names" / "lemmas.jsonl").read_text("utf-8").splitlines()
]


def _layout(text: str, language: str) -> Layout:
    whole = Span(0, len(text))
    return Layout(text, language, script_of(text), (Section(whole, "body"),), (whole,), tokenize(text, language))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['language']}-{c['name']}")
def test_lemma(case: dict[str, str]) -> None:
    layout = _layout(case["name"], case["language"])
    assert base_forms(layout, [(0, len(layout.tokens), case["type"])]) == [(case["lemma"], False)]


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("hr", "Kim je stigao. Kimov vlak kreće.", "Kimov", ("Kim", True)),
        ("hr", "Putin je došao s Putinom.", "Putinom", ("Putin", False)),
        ("sl", "Kim je prišel. Kimovega vlaka ni.", "Kimovega", ("Kim", True)),
        ("sr", "Ким стиже. Кимова посета почиње.", "Кимова", ("Ким", True)),
        ("hr", "Sergej Lavrov stiže u Split.", "Lavrov", ("Lavrov", False)),
        ("cs", "Putin mluvil. Putinova slova zazněla.", "Putinova", ("Putin", True)),
    ],
)
def test_possessive(language: str, text: str, word: str, expected: tuple[str, bool]) -> None:
    layout = _layout(text, language)
    place = next(i for i, token in enumerate(layout.tokens) if token.text == word)
    assert base_forms(layout, [(place, place + 1, "PER")]) == [expected]


def test_the_report_decides() -> None:
    """A base form that the report has elsewhere is chosen over an unknown one."""
    layout = _layout("Orlak govori. Svi slušaju Orlaka.", "hr")
    assert base_forms(layout, [(5, 6, "PER")])[0][0] == "Orlak"


def test_scripts_keep_capitals() -> None:
    assert (apply("2+a", "Moskwie"), apply("2+a", "MOSKWIE"), apply("0+", "Kim")) == ("Moskwa", "MOSKWA", "Kim")


def test_attested_forms_are_mended() -> None:
    assert attested_forms(tokenize("Kим, Ким и ким", "sr")) == {"ким": 2}


@pytest.mark.parametrize(
    ("form", "base", "expected"), [("putinom", "putin", True), ("koreji", "korea", True), ("putnik", "putin", False)]
)
def test_fits(form: str, base: str, expected: bool) -> None:
    assert fits(form, base) is expected
