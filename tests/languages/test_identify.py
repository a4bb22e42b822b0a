"""Languages and scripts, hr and sr told apart, and no language where there is none."""

from __future__ import annotations

import pytest

from svod.languages.identify import identify
from svod.languages.scripts import mend
from tables import table


@pytest.mark.parametrize(("language", "text"), table("identification/texts.toml").items())
def test_language(language: str, text: str) -> None:
    script = "Cyrl" if language in ("sr", "ru", "uk", "bg", "mk") else "Latn"
    assert identify(text) == (language.removesuffix("_latin"), script)


@pytest.mark.parametrize("text", ["", "  ", "123 456", "Kim", "---", "\x00"])
def test_too_little_says_nothing(text: str) -> None:
    assert identify(text)[0] == "und"


def test_look_alike_letters_do_not_mislead() -> None:
    text = table("identification/texts.toml")["sr"].replace("К", "K").replace("а", "a", 5)
    assert identify(text) == ("sr", "Cyrl")
    assert mend(text.split()[0]) == "Трајект"
