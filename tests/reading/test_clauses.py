"""Clauses over invented sentences, and what must hold for any text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.reading.clauses import split_clauses
from svod.reading.quotations import find_quotations
from svod.records import Mention, SectionKind, Span
from tagged_cases import lay_out

CASES = Path(__file__).parent.parent / "data" / "quotations" / "clauses.toml"


@pytest.mark.parametrize(
    "case", tomllib.loads(CASES.read_text(encoding="utf-8"))["cases"], ids=lambda c: c["text"][:30]
)
def test_cuts_a_sentence_into_its_clauses(case: dict[str, Any]) -> None:
    layout = lay_out(case["text"], case["language"])
    clauses = split_clauses(layout, find_quotations(layout, ()))
    assert [f"{c.modality} | {c.span.of(layout.text)}" for c in clauses] == case["clauses"]


def test_a_clause_names_the_quotation_it_lies_in() -> None:
    text = "Ana Kovačić je rekla da je most otvoren u petak, prenosi Hina. Kiša je padala cijeli dan."
    mentions = (Mention(Span(0, 11), "PER", "Ana Kovačić", "e1"), Mention(Span(57, 61), "ORG", "Hina", "e2"))
    layout = lay_out(text, "hr")
    told, own = split_clauses(layout, find_quotations(layout, mentions))
    assert (told.span.of(text), told.source, told.via, told.quotation) == (
        "je most otvoren u petak",
        "e1",
        ("e2",),
        "q1",
    )
    assert (own.source, own.via, own.quotation, own.modality) == (None, (), None, "asserted")


@pytest.mark.parametrize("kind", ["credit", "link", "boilerplate"])
def test_what_tells_nothing_has_no_clauses(kind: SectionKind) -> None:
    assert split_clauses(lay_out("Most je otvoren u petak.", "hr", kind), ()) == ()


def test_a_teaser_has_clauses() -> None:
    assert len(split_clauses(lay_out("Most je otvoren u petak.", "hr", "teaser"), ())) == 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ana",
                "je",
                "rekla",
                "da",
                ",",
                "a",
                "koji",
                "most",
                "otvoren",
                ".",
                '"',
                "–",
                "(",
                ")",
                "danas",
                "i",
                ";",
                "\n",
            ]
        ),
        max_size=40,
    ),
    st.sampled_from(["hr", "de", "cy"]),
)
def test_clauses_are_in_order_and_do_not_overlap(pieces: list[str], language: str) -> None:
    layout = lay_out(" ".join(pieces), language)
    clauses = split_clauses(layout, find_quotations(layout, ()))
    assert all(a.span.end <= b.span.start for a, b in pairwise(clauses))
    assert all(any(s.contains(c.span) for s in layout.sentences) for c in clauses)
