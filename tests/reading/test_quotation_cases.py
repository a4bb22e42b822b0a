"""Cases by authors who had not seen the rules: what svod reads from each, its own names included, has nothing wrong in it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from quotation_scores import Tally, score
from svod.languages import LANGUAGES
from tagged_cases import CASES, Case, read_cases


def _cases() -> list[object]:
    found: list[object] = []
    for language in LANGUAGES:
        file = CASES / "cases" / f"{language}.txt"
        for number, fails, case in read_cases(file) if file.exists() else ():
            marks = [pytest.mark.xfail(reason="known failure")] if fails else []
            found.append(pytest.param(language, case, id=f"{language}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("language", "case"), _cases())
def test_nothing_is_wrong_in_what_is_read(language: str, case: Case) -> None:
    errors: list[str] = []
    score(case, language, defaultdict(Tally), errors)
    assert errors == []


def test_the_cases_are_as_many_as_they_were() -> None:
    counts = {
        language: len(list(read_cases(CASES / "cases" / f"{language}.txt")))
        for language in ("en", "de", "hr", "sr", "sl")
    }
    aside = {language: len(list(read_cases(CASES / "aside" / f"{language}.txt"))) for language in counts}
    total = {language: counts[language] + aside[language] for language in counts}
    assert total["en"] >= 60 and total["de"] >= 60 and total["hr"] + total["sr"] + total["sl"] >= 150
