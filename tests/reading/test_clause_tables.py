"""Sentences of every language and their clauses (tests/data/clauses), and what is a verb."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from svod.languages import LANGUAGES
from svod.reading.clauses import split_clauses
from svod.reading.quotations import find_quotations
from svod.reading.tokens import tokenize
from svod.reading.verbs import verbs_of
from tagged_cases import lay_out

FOLDER = Path(__file__).parent.parent / "data" / "clauses"
LEAST = 15


def cases() -> list[Any]:
    """Each case with its language; those that are known to come out wrong are marked with the cause."""
    found = []
    for language in LANGUAGES:
        for case in tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["cases"]:
            marks = [pytest.mark.xfail(reason=case["wrong"], strict=True)] if "wrong" in case else []
            found.append(pytest.param(language, case, marks=marks, id=f"{language}: {case['text'][:30]}"))
    return found


@pytest.mark.parametrize(("language", "case"), cases())
def test_clauses_of_a_sentence(language: str, case: dict[str, Any]) -> None:
    layout = lay_out(case["text"], language)
    found = split_clauses(layout, find_quotations(layout, ()))
    assert [c.span.of(layout.text) for c in found] == case["clauses"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_cases(language: str) -> None:
    assert len(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["cases"]) >= LEAST


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        ("pl", "prowadzi", "finite"),
        ("pl", "rozmowy", "other"),
        ("pl", "zaproszenie", "other"),
        ("pl", "wywołane", "participle"),
        ("hr", "je", "auxiliary"),
        ("hr", "prenosi", "finite"),
        ("hr", "otvorili", "compound"),
        ("sl", "pregledali", "compound"),
        ("ru", "вызванные", "participle"),
        ("ru", "требуют", "finite"),
        ("uk", "домагаючись", "participle"),
        ("cs", "má", "finite"),
        ("cs", "projektu", "other"),
        ("bg", "свързва", "finite"),
        ("mk", "посетија", "finite"),
        ("en", "arrived", "finite"),
        ("de", "bietet", "finite"),
        ("cy", "agorodd", "other"),
    ],
)
def test_forms_of_verbs(language: str, text: str, forms: str) -> None:
    (token,) = tokenize(text, language)
    assert verbs_of(language).form(token) == forms


def test_a_name_is_no_verb_but_the_first_word_of_a_sentence_may_be() -> None:
    (token,) = tokenize("Strajkują", "pl")
    assert verbs_of("pl").form(token) == "other"
    assert verbs_of("pl").form(token, first=True) == "finite"
