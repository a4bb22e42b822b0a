"""The account of an invented story: title, days, timeline, wording, omissions, digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from svod.comparing.account import compare
from svod.comparing.days import days_of
from svod.comparing.digest import passes_gate
from svod.comparing.timeline import find_timeline
from svod.records import DigestLine, Evidence, Label, Reading, Span, Story

TELLINGS = [
    {
        "language": "hr",
        "day": "2024-05-04",
        "text": "Jan Breg otvorio je u petak most u Splitu. Most je dug 340 metara.",
        "told": "Jan Breg otvorio je u petak most u Splitu",
        "times": [("petak", "2024-05-03")],
        "names": [("Jan Breg", "PER", "e1"), ("Splitu", "LOC", "e2")],
    },
    {
        "language": "sl",
        "day": "2024-05-04",
        "told": "Jan Breg je v petek odprl most v Splitu",
        "times": [("petek", "2024-05-03")],
        "names": [("Jan Breg", "PER", "e1"), ("Splitu", "LOC", "e2")],
    },
    {
        "language": "pl",
        "day": "2024-05-04",
        "told": "Jan Breg odwiedził Split i wrócił do domu",
        "names": [("Jan Breg", "PER", "e1"), ("Split", "LOC", "e2")],
    },
]


@pytest.fixture(name="told")
def _told(one_statement: Callable[..., Any]) -> tuple[Story, list[Reading]]:
    story, readings, entities = one_statement(TELLINGS)
    statement = replace(story.statements[0], support=story.statements[0].support[:2], origins=2)
    readings[0] = replace(readings[0], labels=(Label(Span(0, 3), "vođa", "neutral", "e1"),))
    return compare(replace(story, statements=(statement,)), readings, entities), readings


def test_title_and_days(told: tuple[Story, list[Reading]]) -> None:
    story, _ = told
    assert story.title == "Jan Breg · Split"
    assert (story.begin, story.end) == (date(2024, 5, 3), date(2024, 5, 3))


def test_timeline_has_each_happening_once(told: tuple[Story, list[Reading]]) -> None:
    (item,) = told[0].timeline
    assert (item.when, item.statement, len(item.evidence)) == ("2024-05-03", "s1", 2)


def test_a_weekday_without_a_date_stays_one(told: tuple[Story, list[Reading]]) -> None:
    story, readings = told
    first = readings[0]
    undated = replace(first, times=tuple(replace(t, value="XXXX-WXX-3TMO") for t in first.times))
    items = find_timeline(story, [undated, *readings[1:]])
    assert [(i.when, i.earliest) for i in items] == [("2024-05-03", date(2024, 5, 3)), ("XXXX-WXX-3TMO", None)]


def test_wording_and_omissions(told: tuple[Story, list[Reading]]) -> None:
    story, _ = told
    assert [(w.entity, [x.head for x in w.labels]) for w in story.wording] == [("e1", ["vođa"])]
    assert [(o.statement, o.missing_from) for o in story.omissions] == [("s1", ("r2",))]


def test_a_digest_line_is_an_exact_passage(told: tuple[Story, list[Reading]]) -> None:
    story, readings = told
    assert story.digest
    for line in story.digest:
        evidence, *others = line.evidence
        assert evidence.report not in {e.report for e in others}
        text = next(r.report.text for r in readings if r.report.id == evidence.report)
        assert line.text == evidence.span.of(text)
        assert passes_gate(line, readings)


@pytest.mark.parametrize(
    "false",
    [
        "Jan Breg otvorio je u subotu most u Splitu.",
        "Jan Zec otvorio je u petak most u Splitu.",
        "Jan Breg otvorio je u petak most u Zadru.",
        "Jan Breg nije otvorio u petak most u Splitu.",
        "Jan Breg otvorio je u petak most u Splitu. Most je dug 430 metara.",
        "Jan Breg: „Otvorio je petak“.",
        "Jan Breg srušio je u petak most u Splitu.",
    ],
)
def test_a_false_line_does_not_pass(told: tuple[Story, list[Reading]], false: str) -> None:
    readings = told[1]
    whole = Span(0, len(readings[0].report.text))
    assert not passes_gate(DigestLine(false, "hr", (Evidence("r0", whole),)), readings)


def test_a_true_line_passes_and_one_without_evidence_does_not(told: tuple[Story, list[Reading]]) -> None:
    readings = told[1]
    line = DigestLine("Jan Breg otvorio je most u Splitu.", "hr", (Evidence("r0", Span(0, 42)),))
    assert passes_gate(line, readings)
    assert not passes_gate(replace(line, evidence=()), readings)
    assert not passes_gate(replace(line, evidence=(Evidence("r9", Span(0, 5)),)), readings)
    assert not passes_gate(replace(line, evidence=(Evidence("r0", Span(0, 9000)),)), readings)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-05-03TMO", ("2024-05-03", "2024-05-03")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-12", ("2024-12-01", "2024-12-31")),
        ("2024-W18", ("2024-04-29", "2024-05-05")),
        ("PAST_REF", None),
        ("P4Y", None),
        ("2024-13-45", None),
    ],
)
def test_days_of(value: str, days: tuple[str, str] | None) -> None:
    found = days_of(value)
    assert (found and tuple(d.isoformat() for d in found)) == days


def test_a_story_of_one_report_has_no_differences(one_statement: Callable[..., Any]) -> None:
    story, readings, entities = one_statement(TELLINGS[:1])
    account = compare(story, readings, entities)
    assert (account.differences, account.omissions) == ((), ())
    assert account.title
