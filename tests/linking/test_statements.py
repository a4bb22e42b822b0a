"""Clauses that tell one fact end in one statement; every clause of a report's own text ends in some statement."""

from __future__ import annotations

from dataclasses import replace

from svod.format import report_from_dict
from svod.linking.origins import count_origins
from svod.linking.similarity import Similarity
from svod.linking.statements import link_statements
from svod.records import Clause, Edge, Evidence, Reading, Section, SectionKind, Span


def reading(name: str, language: str, *clauses: str, kind: SectionKind = "body") -> Reading:
    text, found = "", []
    for clause in clauses:
        found.append(Clause(Span(len(text), len(text) + len(clause))))
        text += clause + "\n"
    made = report_from_dict({"id": name, "language": language, "text": text})
    section = Section(Span(0, len(text)), kind)
    return replace(made, clauses=tuple(found), layout=replace(made.layout, sections=(section,)))


STORY = (
    reading("a", "hr", "Vatra je uništila staru crkvu u petak", "Policija traži tri svjedoka", "Susret je održan"),
    reading("b", "pl", "Ogień zniszczył stary kościół", "Policja szuka pięciu świadków", "Spotkali się"),
    reading("c", "ru", "Пожар уничтожил старую церковь", "Школы будут закрыты"),
)


def test_one_fact_in_three_languages() -> None:
    statements, edges = link_statements(STORY, Similarity(STORY))
    first = statements[0]
    assert {(s.evidence.report, s.evidence.span.start) for s in first.support} == {("a", 0), ("b", 0), ("c", 0)}
    assert count_origins(statements, STORY, (("a",), ("b",), ("c",)))[0].origins == 3
    assert all(e.kind == "statement" and e.reason for e in edges)


def test_every_clause_is_in_one_statement() -> None:
    statements, _ = link_statements(STORY, Similarity(STORY))
    told = [s.evidence for x in statements for s in x.support]
    assert len(told) == len(set(told)) == 8


def test_origins_are_counted_not_reports() -> None:
    statements, _ = link_statements(STORY, Similarity(STORY))
    assert count_origins(statements, STORY, (("a", "b"), ("c",)))[0].origins == 2


def test_what_a_user_parts_stays_apart_and_what_a_user_joins_is_joined() -> None:
    similarity = Similarity(STORY)
    church = [Evidence(name, STORY[n].clauses[0].span) for n, name in enumerate("abc")]
    parted = Edge("statement", church[0], church[1], "different", 1.0, "two churches", "user")
    joined = Edge("statement", church[2], Evidence("a", STORY[0].clauses[1].span), "same", 1.0, "so it is", "user")
    statements, _ = link_statements(STORY, similarity, [parted, joined])
    of = {s.evidence: x.id for x in statements for s in x.support}
    assert of[church[0]] != of[church[1]]
    assert of[church[2]] == of[joined.right]


def test_ids_do_not_depend_on_the_order() -> None:
    there, edges = link_statements(STORY, Similarity(STORY))
    back, same_edges = link_statements(STORY[::-1], Similarity(STORY[::-1]))
    assert there == back
    assert edges == same_edges


def test_a_teaser_supports_what_a_report_tells_and_counts_as_no_origin() -> None:
    teaser = reading("d", "pl", "Ogień zniszczył stary kościół", kind="teaser")
    story = (*STORY, teaser)
    statements, _ = link_statements(story, Similarity(story))
    assert "d" in {s.evidence.report for s in statements[0].support}
    assert count_origins(statements, story, (("a",), ("b",), ("c",), ("d",)))[0].origins == 3


def test_a_teaser_by_itself_makes_no_statement() -> None:
    story = (
        *STORY,
        reading("d", "pl", "Ogień zniszczył stary kościół", "Trwają mistrzostwa w pływaniu", kind="teaser"),
    )
    statements, _ = link_statements(story, Similarity(story))
    told = [s.evidence for x in statements for s in x.support]
    assert Evidence("d", story[3].clauses[1].span) not in told


def test_numbers_that_differ_are_a_conflict() -> None:
    story = (
        reading("a", "hr", "U rudniku je poginulo 12 rudara nakon eksplozije plina"),
        reading("b", "sr", "У руднику је погинуло 15 рудара после експлозије гаса"),
    )
    statements, edges = link_statements(story, Similarity(story))
    assert "conflict" in {s.relation for s in statements[0].support}
    assert "their numbers differ" in edges[0].reason
