"""Where a time expression can begin, and by which rules, is told by one word: no other rule finds anything there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from svod.languages.calendar import calendar
from svod.reading.reader import lay_out
from svod.reading.times.joining import words_of
from svod.reading.times.words import _RULES, _rules_at
from svod.records import Report

TABLES = sorted((Path(__file__).parent.parent / "data" / "times").glob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_rules_find_nothing_where_nothing_begins(path: Path) -> None:
    language = path.stem.partition("-")[0]
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    skipped = 0
    for text in [*table["negative"], *(case["text"] for case in table["case"])]:
        words = words_of(lay_out(Report(id="r", source="r", text=text, language=language)))
        for i in range(len(words.tokens)):
            tried = _rules_at(words, i)
            others = [rule for rule, _ in _RULES if rule not in tried]
            skipped += len(others)
            assert [rule.__name__ for rule in others if rule(words, i)] == []
            assert tried or calendar(language).at("never", words.tokens, i) is None
    assert skipped
