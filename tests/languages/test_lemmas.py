"""Lemmas of common words, from a table of cases in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svod.languages import LANGUAGES
from svod.languages.concepts import cognate_key, name_key, word
from svod.languages.lemmas import lemma

TABLE = Path(__file__).parents[1] / "data" / "similarity" / "lemmas.jsonl"
CASES = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["language"]))
def test_lemma(case: dict[str, object]) -> None:
    words = case["words"]
    assert isinstance(words, dict)
    assert {w: lemma(w, str(case["language"])) for w in words} == words


def test_every_language_has_cases() -> None:
    assert {c["language"] for c in CASES} >= set(LANGUAGES)


def test_words_of_one_meaning_share_a_concept_or_family() -> None:
    for (a, la), (b, lb) in (
        (("rat", "hr"), ("wojna", "pl")),
        (("рат", "sr"), ("война", "ru")),
        (("sastanak", "hr"), ("setkání", "cs")),
        (("podrška", "sr"), ("poparcie", "pl")),
        (("Treffen", "de"), ("средба", "mk")),
    ):
        one, two = word(a, la), word(b, lb)
        assert one.concepts & two.concepts or one.families & two.families, (a, b)


def test_a_rare_word_says_more_than_a_common_one() -> None:
    assert word("i", "hr").bits < word("predsjednik", "hr").bits < word("kozmodrom", "hr").bits


def test_cognate_and_name_keys_fold_spelling_and_case() -> None:
    assert cognate_key("Szczecin", "pl") == cognate_key("Щецин", "ru")
    assert cognate_key("mjesto", "hr") == cognate_key("место", "sr")
    assert name_key("Putinem", "pl") == name_key("Путином", "sr") == name_key("Putin", "sl")


def test_an_unknown_language_has_no_concepts() -> None:
    known = word("blorb", "xx")
    assert (known.lemma, known.concepts, known.families) == ("blorb", frozenset(), frozenset())
