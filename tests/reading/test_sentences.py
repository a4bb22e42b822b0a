"""Where sentences end, per language; together they hold all of the text but white space."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.reading.sections import find_sections
from svod.reading.sentences import split_sentences
from svod.records import Section, Span
from tables import table

CASES = [(language, text) for language, texts in table("sentences/cases.toml").items() for text in texts]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_sentences(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    sections = (Section(Span(0, len(text)), "body"),)
    assert [s.of(text) for s in split_sentences(text, sections, language)] == [
        part.strip() for part in marked.split("|")
    ]


@given(st.text(alphabet='aБč .!?…\n\r\t"„“(1«»)-\u2028\ufeff', min_size=1))
def test_sentences_hold_everything(text: str) -> None:
    sections = find_sections(text, "hr")
    sentences = split_sentences(text, sections, "hr")
    covered = {i for s in sentences for i in range(s.start, s.end)}
    assert {i for i, c in enumerate(text) if not c.isspace() and c != "\ufeff"} <= covered
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert all(any(x.span.contains(s) for x in sections) for s in sentences)
