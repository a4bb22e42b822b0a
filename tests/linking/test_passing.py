"""Wars that reports name in passing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from svod.format import report_from_dict
from svod.linking.passing import told_in_passing
from svod.linking.similarity import Similarity
from svod.linking.statements import link_statements
from svod.records import Edge, Evidence, Reading, Section, Span


def reading(name: str, language: str, text: str, **places: str) -> Reading:
    """A report with a name for each of `places`: the identity, and how the text spells it."""
    mentions: list[dict[str, Any]] = []
    for entity, surface in places.items():
        start = text.index(surface)
        mentions.append(
            {"start": start, "end": start + len(surface), "type": "LOC", "lemma": surface, "entity": entity}
        )
    return report_from_dict({"id": name, "language": language, "text": text, "mentions": mentions})


WARS = (
    ("hr", "Stigla je pomoć za rat u Moldaviji.", {"md": "Moldaviji"}, "rat u Moldaviji"),
    ("sr", "Говорили су о рату у Молдавији.", {"md": "Молдавији"}, "рату у Молдавији"),
    ("bs", "Pomoć je stigla za rat Rumunije protiv Moldavije.", {"ro": "Rumunije", "md": "Moldavije"}, "rat Rumunije protiv Moldavije"),
    ("sl", "Odkar traja invazija na Moldavijo, raste cena.", {"md": "Moldavijo"}, "invazija na Moldavijo"),
    ("pl", "Rosną ceny po inwazji na Mołdawię.", {"md": "Mołdawię"}, "inwazji na Mołdawię"),
    ("cs", "Ceny rostou kvůli válce v Moldavsku.", {"md": "Moldavsku"}, "válce v Moldavsku"),
    ("sk", "Ceny rastú pre vojnu v Moldavsku.", {"md": "Moldavsku"}, "vojnu v Moldavsku"),
    ("ru", "Цены растут из-за вторжения в Молдавию.", {"md": "Молдавию"}, "вторжения в Молдавию"),
    ("uk", "Ціни ростуть через війну в Молдові.", {"md": "Молдові"}, "війну в Молдові"),
    ("bg", "Цените растат заради войната в Молдова.", {"md": "Молдова"}, "войната в Молдова"),
    ("mk", "Цените растат поради војната во Молдавија.", {"md": "Молдавија"}, "војната во Молдавија"),
    ("en", "Prices rise because of the invasion of Moldova.", {"md": "Moldova"}, "invasion of Moldova"),
    ("de", "Die Preise steigen wegen des Kriegs in der Moldau.", {"md": "Moldau"}, "Kriegs in der Moldau"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "places", "words"), WARS, ids=[w[0] for w in WARS])
def test_a_war_and_its_place(language: str, text: str, places: dict[str, str], words: str) -> None:
    one = reading("one", language, text, **places)
    two = reading("two", "en", "They spoke of the Moldova war.", md="Moldova")
    (group,) = told_in_passing((one, two))
    assert {p.evidence.report: p.evidence.span.of(r.report.text) for p, r in zip(group, (one, two), strict=True)} == {
        "one": words,
        "two": "Moldova war",
    }


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "He is tried for war crimes in Moldova.", "Moldova"),
        ("en", "She opened a war museum in Moldova.", "Moldova"),
        ("hr", "Počeo je rat cijena u Moldaviji.", "Moldaviji"),
        ("pl", "Wytknięto jej konflikt interesów w Mołdawii.", "Mołdawii"),
    ],
)
def test_what_only_has_a_war_in_its_name(language: str, text: str, place: str) -> None:
    one = reading("one", language, text, md=place)
    two = reading("two", "en", "They spoke of the Moldova war.", md="Moldova")
    assert told_in_passing((one, two)) == []


def test_what_stands_in_teasers_only_is_not_told() -> None:
    text = "They spoke of the Moldova war."
    one, two = reading("one", "en", text, md="Moldova"), reading("two", "en", text, md="Moldova")
    away = [replace(r, layout=replace(r.layout, sections=(Section(Span(0, len(text)), "teaser"),))) for r in (one, two)]
    assert told_in_passing((one, two)) and told_in_passing((one, away[1]))
    assert told_in_passing(away) == []


def test_what_one_report_names_is_no_agreement() -> None:
    one = reading("one", "en", "They spoke of the Moldova war.", md="Moldova")
    two = reading("two", "en", "They went to Moldova for a holiday.", md="Moldova")
    assert told_in_passing((one, two)) == []


def test_a_statement_of_its_own_with_links() -> None:
    story = (
        reading("one", "en", "They spoke of the Moldova war.", md="Moldova"),
        reading("two", "pl", "Rosną ceny po inwazji na Mołdawię.", md="Mołdawię"),
    )
    statements, edges = link_statements(story, Similarity(story))
    assert [{s.evidence.report for s in x.support} for x in statements] == [{"one", "two"}]
    assert edges[0].reason == "both name a war, at the same place"


def test_the_user_parts_two_wars_at_one_place() -> None:
    story = (
        reading("one", "en", "They spoke of the Moldova war.", md="Moldova"),
        reading("two", "pl", "Rosną ceny po inwazji na Mołdawię.", md="Mołdawię"),
        reading("three", "hr", "Stigla je pomoć za rat u Moldaviji.", md="Moldaviji"),
    )
    (group,) = told_in_passing(story)
    one, two, _ = (
        p.evidence for p in sorted(group, key=lambda p: [r.report.id for r in story].index(p.evidence.report))
    )
    denied = Edge("statement", two, one, "different", 1.0, "another war", "user")
    statements, edges = link_statements(story, Similarity(story), [denied])
    assert not any({one, two} <= {x.evidence for x in s.support} for s in statements)
    assert not any({e.left, e.right} == {one, two} for e in edges)
    # What is said of whole sentences is not said of the war that they name.
    sentences = [Evidence(r.report.id, Span(0, len(r.report.text))) for r in story[:2]]
    assert told_in_passing(story, [replace(denied, left=sentences[1], right=sentences[0])]) == [group]
