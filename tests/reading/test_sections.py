"""Headline, lead, body, credits, teasers, links, boilerplate; and bodies that only look like something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.reading.sections import find_sections
from tables import table


@pytest.mark.parametrize("case", table("sections/cases.toml")["case"], ids=lambda c: c["language"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_sections(case: dict[str, object], gap: str) -> None:
    lines = [str(line).split("|", 1) for line in case["lines"]]  # type: ignore[attr-defined]
    text = gap.join(line for _, line in lines)
    found = {
        line: section.kind
        for section in find_sections(text, str(case["language"]))
        for line in section.span.of(text).split(gap)
    }
    assert [(found.get(line), line) for _, line in lines] == [(kind, line) for kind, line in lines]


NEGATIVE = [
    ("hr", "Fotografije s mjesta nesreće obišle su svijet, a autor im je nepoznat i danas, javljaju mediji."),
    ("hr", "Više ljudi je ozlijeđeno, rekla je liječnica hitne pomoći."),
    ("en", "Photos of the ferry went round the world and made the captain famous within a day, his sister said."),
    ("pl", "Więcej pasażerów było na górnym pokładzie, powiedział kapitan, który sam tam stał."),
]


@pytest.mark.parametrize(("language", "line"), NEGATIVE)
def test_a_paragraph_is_a_paragraph(language: str, line: str) -> None:
    text = f"Naslov bez točke\n{line}\n{line}"
    assert {s.kind for s in find_sections(text, language)} == {"headline", "body"}


def test_one_line_is_a_body_and_a_known_title_a_headline() -> None:
    assert [s.kind for s in find_sections("Kratko i jasno", "hr")] == ["body"]
    assert [s.kind for s in find_sections("Brod je potonuo.\nTekst vijesti.", "hr", "Brod je potonuo.")] == [
        "headline",
        "body",
    ]


def test_front_matter_is_not_the_reports_text() -> None:
    text = "---\noutlet: List\n---\nNaslov vijesti\nTekst vijesti je ovdje."
    assert [s.kind for s in find_sections(text, "hr")] == ["boilerplate", "headline", "body"]


@given(st.text(alphabet="aБ .:\n\r|©-…", min_size=1), st.sampled_from(["hr", "ru", "und"]))
def test_sections_hold_everything_in_order(text: str, language: str) -> None:
    sections = find_sections(text, language)
    covered = {i for s in sections for i in range(s.span.start, s.span.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert all(a.span.end <= b.span.start for a, b in pairwise(sections))
