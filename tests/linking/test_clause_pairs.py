"""What speaks for two clauses telling one fact, and against it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from svod.format import report_from_dict
from svod.linking.clause_pairs import evidence, likelihoods, told_clauses
from svod.linking.similarity import Similarity
from svod.records import Clause, Reading, Section, Span


def reading(name: str, language: str, *clauses: str, **more: str) -> Reading:
    """A report of one clause a line; `more`: the source of each of them."""
    text, found = "", []
    for clause in clauses:
        found.append(Clause(Span(len(text), len(text) + len(clause)), source=more.get("source")))
        text += clause + "\n"
    made = report_from_dict({"id": name, "language": language, "text": text})
    section = Section(Span(0, len(text)), "body")
    return replace(made, clauses=tuple(found), layout=replace(made.layout, sections=(section,)))


STORY = (
    reading("a", "hr", "Vatra je uništila staru crkvu u petak", "Policija traži 35 svjedoka", "Susret je održan"),
    reading("b", "pl", "Ogień zniszczył stary kościół", "Policja szuka 35 świadków", "Kierowca nie pił"),
)


def test_translations_are_likely_and_others_are_not() -> None:
    told = told_clauses(STORY)
    likely = likelihoods(told, Similarity(STORY))
    assert likely.shape == (6, 6)
    assert np.allclose(likely, likely.T)
    assert min(likely[0, 3], likely[1, 4]) > 0.5
    assert max(likely[0, 4], likely[1, 3], likely[2, 5]) < 0.2


@pytest.mark.parametrize(("kind", "pair", "value"), [("same numbers", (1, 4), 1.0), ("same numbers", (0, 3), 0.0)])
def test_kinds_of_evidence(kind: str, pair: tuple[int, int], value: float) -> None:
    found = dict(evidence(told_clauses(STORY), Similarity(STORY)))
    assert found[kind][pair] == pytest.approx(value)


def test_two_sources_speak_against() -> None:
    story = (
        reading("a", "hr", "Most je zatvoren", source="e1"),
        reading("b", "pl", "Most jest zamknięty", source="e2"),
    )
    found = dict(evidence(told_clauses(story), Similarity(story)))
    assert found["other source"][0, 1] == 1.0


def test_no_clauses() -> None:
    assert likelihoods([], Similarity([])).shape == (0, 0)
