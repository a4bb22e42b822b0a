"""Words that the model of concepts lacks are known by the words that they are made from, and by the table of news words."""

from __future__ import annotations

import pytest

from svod.languages import LANGUAGES, words
from svod.languages.concepts import meaning, news_word, word
from svod.linking.affinity import affinity


@pytest.mark.parametrize(
    ("language", "derived", "base"),
    [
        ("pl", "odwiedzenie", "odwiedzić"),
        ("pl", "rozwiązania", "rozwiązać"),
        ("cs", "financování", "financovat"),
        ("bg", "изграждането", "изградя"),
        ("uk", "затримання", "затримати"),
        ("ru", "задержания", "задержать"),
    ],
)
def test_a_derived_word_is_kin_to_its_base(language: str, derived: str, base: str) -> None:
    assert affinity(meaning(derived, language), meaning(base, language)) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("hr", "plaća"), ("uk", "зарплата")),
        (("sl", "stavka"), ("ru", "забастовка")),
        (("cs", "zavazadlo"), ("bg", "багаж")),
        (("pl", "wyrok"), ("sk", "rozsudok")),
        (("mk", "влада"), ("de", "Regierung")),
        (("sr", "дужносник"), ("hr", "zvaničnik")),
    ],
)
def test_words_of_the_news_mean_the_same(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert meaning(one[1], one[0]).concepts & meaning(other[1], other[0]).concepts


def test_unknown_words_stay_unknown() -> None:
    assert not meaning("bzdrykowanie", "pl").families
    assert meaning("вода", "ru").concepts == word("вода", "ru").concepts
    assert news_word("premier", "und") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_endings_that_can_be_read(language: str) -> None:
    rules = words(language, "derivation", "endings")
    assert rules
    assert all(rule.count(": ") == 1 and rule.partition(": ")[2] for rule in rules)
    assert len({rule.partition(": ")[0] for rule in rules}) == len(rules)
