"""Words that mean the same lie near each other in every pair of languages; no word is without a vector."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from svod.languages import LANGUAGES
from svod.languages.lemmas import MANY, lemma, lemmas
from svod.languages.vectors import grams, size, unit, vectors

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "vectors" / "words.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
"""Words that mean the same, by language."""


def directions(language: str) -> np.ndarray:
    return unit(vectors([case[language] for case in CASES], language))


def test_a_word_is_nearest_to_its_translation() -> None:
    assert set(CASES[0]) == set(LANGUAGES) and len(CASES) >= 15
    right = total = 0
    for a in LANGUAGES:
        for b in LANGUAGES:
            near = (directions(a) @ directions(b).T).argmax(axis=1)
            right += int((near == np.arange(len(CASES))).sum())
            total += len(CASES)
    assert right / total > 0.97


def test_both_alphabets_of_serbian_are_one() -> None:
    assert np.array_equal(vectors(["вођа", "позив"], "sr"), vectors(["vođa", "poziv"], "sr"))


@pytest.mark.parametrize(
    ("form", "language"), [("xqzw", "hr"), ("2023", "pl"), ("слово", "und"), ("ok", "xx"), ("平", "zh")]
)
def test_every_word_has_a_vector(form: str, language: str) -> None:
    found = vectors([form], language)
    assert found.shape == (1, size()) and np.isfinite(found).all() and np.linalg.norm(found) > 0


def test_a_vector_does_not_depend_on_its_company() -> None:
    forms = [case["pl"] for case in CASES] + ["Przemyśliwaniowy", "17"]
    together = vectors(forms, "pl")
    for n, form in enumerate(forms):
        assert np.allclose(together[n], vectors([form], "pl")[0], atol=1e-5)
    assert vectors([], "pl").shape == (0, size())


def test_an_inflected_unknown_name_is_near_its_base_form() -> None:
    base, inflected, other = unit(vectors(["Brankovgrad", "Brankovgradu", "Lipnicowo"], "hr"))
    assert base @ inflected > 0.6 > base @ other


def test_grams_are_counted_once() -> None:
    assert grams("aaaaaa", 1 << 30) == sorted(set(grams("aaaaaa", 1 << 30)), key=grams("aaaaaa", 1 << 30).index)


def test_many_lemmas_at_once_are_the_lemmas_one_by_one() -> None:
    words = [case[x] for case in CASES for x in ("uk",)] + [f"слово{n}" for n in range(MANY)] + ["Києві", "\ud800"]
    assert lemmas(words, "uk") == [lemma(w, "uk") for w in words]
    assert lemmas(words, "xx") == [lemma(w, "xx") for w in words]
