"""Small invented stories for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from svod.reading.tokens import tokenize
from svod.records import (
    Entity,
    Evidence,
    Layout,
    Mention,
    Published,
    Quantity,
    Quotation,
    Reading,
    Report,
    Section,
    Span,
    Statement,
    Story,
    Support,
    TimeExpression,
)  # fmt: skip


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def read(name: str, telling: dict[str, Any]) -> tuple[Reading, Support]:
    """A reading of the telling's report, and its support of the statement."""
    text, language = telling.get("text", telling["told"]), telling["language"]
    span = find(text, telling["told"])
    day = date.fromisoformat(telling["day"]) if "day" in telling else None
    layout = Layout(
        text, language, "Latn", (Section(Span(0, len(text)), "body"),), (Span(0, len(text)),), tokenize(text, language)
    )
    quotation = Quotation(f"{name}-q", "direct", (span,), utterance="u1")
    reading = Reading(
        Report(name, name, text, language=language, published=Published(day, day, "metadata") if day else None),
        layout,
        mentions=tuple(Mention(find(text, w), t, w, e) for w, t, e in telling.get("names", ())),
        quotations=(quotation,) if telling.get("quoted") else (),
        times=tuple(TimeExpression(find(text, w), "DATE", v) for w, v in telling.get("times", ())),
        quantities=tuple(
            Quantity(find(text, w), float(v) if v else None, float(low) if low else None, None, unit)
            for w, v, low, unit in telling.get("quantities", ())
        ),
    )
    support = Support(
        Evidence(name, span), modality=telling.get("modality", "asserted"), via=tuple(telling.get("via", ()))
    )
    return reading, support


def _one_statement(tellings: Sequence[dict[str, Any]]) -> tuple[Story, list[Reading], list[Entity]]:
    """A story of one statement that each of the tellings supports, a report each."""
    read_all = [read(f"r{n}", telling) for n, telling in enumerate(tellings)]
    readings = [r for r, _ in read_all]
    ids = {m.entity: m for r in readings for m in r.mentions if m.entity}
    entities = [Entity(i, m.type, m.lemma) for i, m in sorted(ids.items())]
    reports = tuple(r.report.id for r in readings)
    statement = Statement("s1", tuple(s for _, s in read_all), len(reports))
    story = Story(
        "story", "", reports, tuple(sorted({r.layout.language for r in readings})), origins=tuple((r,) for r in reports)
    )
    return replace(story, statements=(statement,)), readings, entities


Told = tuple[Story, list[Reading], list[Entity]]


@pytest.fixture
def one_statement() -> Callable[[Sequence[dict[str, Any]]], Told]:
    """Makes a story of one statement, its readings and entities, from its tellings."""
    return _one_statement
