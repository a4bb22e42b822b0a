"""Where a time expression can begin is told by one word: no rule finds anything where the word says that nothing begins."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from svod.languages.calendar import calendar
from svod.languages.numerals import numerals
from svod.reading.time_pieces import Words
from svod.reading.time_words import _RULES, _may_begin
from svod.reading.tokens import tokenize

TABLES = sorted((Path(__file__).parent.parent / "data" / "times").glob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_rules_find_nothing_where_nothing_begins(path: Path) -> None:
    language = path.stem
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    skipped = 0
    for text in [*table["negative"], *(case["text"] for case in table["case"])]:
        tokens = tokenize(text, language)
        words = Words(tokens, frozenset({0}), calendar(language), numerals(language))
        for i in range(len(tokens)):
            if not _may_begin(words, i):
                skipped += 1
                assert [rule.__name__ for rule in _RULES if rule(words, i)] == []
                assert calendar(language).at("never", tokens, i) is None
    assert skipped
