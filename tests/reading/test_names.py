"""Names found in invented sentences of every language, and the rules that make a report agree with itself."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.languages.scripts import script_of
from svod.reading.name_features import announces, in_report, shape, word
from svod.reading.name_repairs import Name, repair
from svod.reading.names import recognise
from svod.reading.tokens import tokenize
from svod.records import Layout, Mention, MentionType, Section, Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "names" / "cases.jsonl").read_text("utf-8").splitlines()
]


def layout_of(text: str, language: str) -> Layout:
    """A text of one section whose sentences end at a full stop before a space."""
    tokens = tokenize(text, language)
    if not text.strip():
        return Layout(text, language, "Zyyy", (), (), tokens)
    bounds = [0, *(t.span.end for t in tokens if t.text == "." and text[t.span.end : t.span.end + 1] == " "), len(text)]
    sentences = tuple(Span(a, b) for a, b in pairwise(bounds) if a < b)
    return Layout(text, language, script_of(text), (Section(Span(0, len(text)), "body"),), sentences, tokens)


def surfaces(text: str, mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    return [(m.span.of(text), m.type, m.lemma) for m in mentions]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["language"])
def test_names_of_a_language(case: dict[str, Any]) -> None:
    found = surfaces(case["text"], recognise(layout_of(case["text"], case["language"])))
    assert [name for name in map(tuple, case["names"]) if name not in found] == [], found
    assert not {surface for surface, _, _ in found} & set(case.get("not", ())), found


def test_possessives_are_adjectives() -> None:
    text = "Kim Jong Un je stigao u Moskvu. Kim se sastao s Putinom. Kimov vlak kreće sutra."
    adjectives = [m.span.of(text) for m in recognise(layout_of(text, "hr")) if m.adjective]
    assert adjectives == ["Kimov"]


def test_fused_neighbours_are_parted() -> None:
    text = "Putin je govoril v Moskvi. Kim je molčal. Po pogovorih je Putin Kima povabil na večerjo."
    found = [m.span.of(text) for m in recognise(layout_of(text, "sl"))]
    assert found.count("Putin") == 2
    assert "Kima" in found


def _repaired(
    text: str, language: str, type: MentionType, words: tuple[int, int] | None = None
) -> list[tuple[str, str]]:
    layout = layout_of(text, language)
    first, last = words or (0, len(layout.tokens))
    tokens = layout.tokens
    return [
        (text[tokens[n.first].span.start : tokens[n.last - 1].span.end], n.type)
        for n in repair(layout, Name(first, last, type))
    ]


@pytest.mark.parametrize(
    ("language", "text", "type", "expected"),
    [
        ("sr", "Агенција (КЦНА", "ORG", [("Агенција", "ORG"), ("КЦНА", "ORG")]),
        ("hr", "predsjednik Milanović", "PER", [("Milanović", "PER")]),
        ("hr", "Plenković razgovara", "PER", [("Plenković", "PER")]),
        ("pl", "wojnie na Ukrainie", "EVT", [("Ukrainie", "LOC")]),
        ("pl", "święta walka", "EVT", []),
        ("hr", "Nord Stream AG", "PRO", [("Nord Stream AG", "ORG")]),
        ("hr", "“Kim”", "PER", [("Kim", "PER")]),
        ("de", "Ursula von der Leyen", "PER", [("Ursula von der Leyen", "PER")]),
    ],
)
def test_repairs(language: str, text: str, type: MentionType, expected: list[tuple[str, str]]) -> None:
    assert _repaired(text, language, type) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Kim Jong-un dolazi", (0, 3), [("Kim Jong-un", "PER")]),
        ("FIFA-e nema", (0, 1), [("FIFA-e", "PER")]),
        ("Sjevernokorejski vođa", (0, 1), []),
    ],
)
def test_repairs_look_around(text: str, words: tuple[int, int], expected: list[tuple[str, str]]) -> None:
    assert _repaired(text, "hr", "PER", words) == expected


@pytest.mark.parametrize(
    ("word", "language", "type"),
    [("predsjednika", "hr", "PER"), ("agencji", "pl", "ORG"), ("außenministerin", "de", "PER"), ("i", "hr", "")],
)
def test_announcing_nouns(word: str, language: str, type: str) -> None:
    assert announces(word, language) == type


def test_shapes() -> None:
    assert [shape(w) for w in ("Kim", "K", "KCNA", "McDonald", "kim", "2019", "»", ",")] == [
        "Aa", "A", "AA", "AaA", "a", "0", '"', ",",
    ]  # fmt: skip


def test_cyrillic_and_latin_share_features() -> None:
    seen = []
    for text in ("Putin je stigao", "Путин је стигао"):
        words = [word(token.text, "sr") for token in tokenize(text, "sr")]
        seen.append([(w.features, extra) for w, extra in zip(words, in_report(words, [(0, 3)]), strict=True)])
    assert seen[0] == seen[1]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["hr", "sr", "de", "ru", "und", "zh"]))
def test_any_text(text: str, language: str) -> None:
    """Whatever comes in: spans lie in the text, in order, without overlaps, and the same comes out twice."""
    layout = layout_of(text, language)
    mentions = recognise(layout)
    assert mentions == recognise(layout)
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.lemma
        end = mention.span.end
