"""Independent origins: copies, one agency behind several outlets, and statements credited to it."""

from __future__ import annotations

from dataclasses import replace

from svod.format import report_from_dict
from svod.linking.origins import count_origins, find_origins
from svod.records import (
    Clause,
    Edge,
    Evidence,
    Mention,
    Quotation,
    Reading,
    Section,
    SectionKind,
    Span,
    Statement,
    Support,
)  # fmt: skip

TEXT = "Javlja Vesta: brod je stao. Putnici su zdravi. Kapetan spava."
FACTS = (Span(14, 27), Span(28, 46), Span(47, 61))


def reading(name: str, via: str | None = None, kind: SectionKind = "body") -> Reading:
    """A report of three facts, the first of them carried by `via`."""
    made = report_from_dict({"id": name, "language": "hr", "text": TEXT})
    quotation = Quotation("q1", "indirect", (FACTS[0],), via=(via,) if via else ())
    return replace(
        made,
        mentions=(Mention(Span(7, 12), "ORG", "Vesta", "ORG-vesta"),),
        quotations=(quotation,),
        clauses=tuple(map(Clause, FACTS)),
        layout=replace(made.layout, sections=(Section(Span(0, len(TEXT)), kind),), sentences=(Span(0, 27), *FACTS[1:])),
    )


def told(*names: str, via: dict[str, str] | None = None) -> tuple[Statement, ...]:
    """Three statements that all of the reports tell."""
    carried = via or {}
    return tuple(
        Statement(
            f"s{n}",
            tuple(Support(Evidence(x, fact), via=(carried[x],) if n == 0 and x in carried else ()) for x in names),
        )
        for n, fact in enumerate(FACTS)
    )


def test_two_reports_of_one_agency_share_an_origin() -> None:
    readings = [reading("a", "ORG-vesta"), reading("b", "ORG-vesta"), reading("c")]
    origins, (edge,) = find_origins(readings, told("a", "b", "c"), (("a",), ("b",), ("c",)))
    assert origins == (("a", "b"), ("c",))
    assert (edge.kind, edge.judgement) == ("copy", "unsure") and "credit" in edge.reason
    assert count_origins(told("a", "b", "c"), readings, origins)[1].origins == 2


def test_one_agency_and_little_in_common_is_no_common_origin() -> None:
    readings = [reading("a", "ORG-vesta"), reading("b", "ORG-vesta")]
    alone = tuple(Statement(f"{name}{n}", (Support(Evidence(name, f)),)) for name in "ab" for n, f in enumerate(FACTS))
    assert find_origins(readings, alone, (("a",), ("b",))) == ((("a",), ("b",)), ())


def test_what_two_outlets_have_from_one_agency_has_one_origin() -> None:
    readings = [reading("a", "ORG-vesta"), reading("b", "ORG-vesta")]
    statements = told("a", "b", via={"a": "ORG-vesta", "b": "ORG-vesta"})
    apart = (("a",), ("b",))
    assert {s.id: s.origins for s in count_origins(statements, readings, apart)} == {"s0": 1, "s1": 2, "s2": 2}


def test_an_agency_further_down_does_not_stand_for_the_report() -> None:
    late = replace(
        reading("b", "ORG-vesta"), quotations=(Quotation("q1", "indirect", (FACTS[2],), via=("ORG-vesta",)),)
    )
    origins, edges = find_origins([reading("a", "ORG-vesta"), late], told("a", "b"), (("a",), ("b",)))
    assert origins == (("a",), ("b",)) and not edges


def test_copies_stay_together_and_teasers_do_not_count() -> None:
    readings = [reading("a"), reading("b"), reading("c", kind="teaser")]
    statements = told("a", "b", "c")
    origins, edges = find_origins(readings, statements, (("a", "b"), ("c",)))
    assert origins == (("a", "b"), ("c",)) and not edges
    assert [s.origins for s in count_origins(statements, readings, origins)] == [1, 1, 1]


def passage(left: tuple[str, Span], right: tuple[str, Span]) -> Edge:
    return Edge(
        "passage", Evidence(*left), Evidence(*right), "same", 1.0, "9 words in one order; …", "linking.passages"
    )


def denied(a: str, b: str) -> Edge:
    whole = Span(0, len(TEXT))
    return Edge("copy", Evidence(a, whole), Evidence(b, whole), "different", 1.0, "I asked both", "user")


def test_what_two_reports_tell_in_a_shared_passage_has_one_origin() -> None:
    readings = [reading(name) for name in "abc"]
    apart = (("a",), ("b",), ("c",))
    shared = (passage(("a", FACTS[0]), ("b", FACTS[0])), passage(("b", FACTS[1]), ("c", FACTS[2])))
    counted = count_origins(told("a", "b", "c"), readings, apart, shared)
    assert {s.id: s.origins for s in counted} == {"s0": 2, "s1": 3, "s2": 3}


def test_shared_passages_join_by_way_of_a_third_report() -> None:
    readings = [reading(name) for name in "abc"]
    shared = (passage(("a", FACTS[0]), ("b", FACTS[0])), passage(("c", FACTS[0]), ("b", FACTS[0])))
    counted = count_origins(told("a", "b", "c"), readings, (("a",), ("b",), ("c",)), shared)
    assert {s.id: s.origins for s in counted} == {"s0": 1, "s1": 3, "s2": 3}


def test_a_report_that_stands_in_another_in_translation_shares_its_origin() -> None:
    whole = Span(0, len(TEXT))
    edge = Edge("copy", Evidence("a", whole), Evidence("b", whole), "same", 0.7, "70% of its text", "linking.passages")
    origins, _ = find_origins([reading("a"), reading("b")], told("a", "b"), (("a",), ("b",)), (edge,))
    assert origins == (("a", "b"),)


def test_the_user_has_the_last_word_on_origins() -> None:
    readings = [reading("a", "ORG-vesta"), reading("b", "ORG-vesta"), reading("c")]
    statements = told("a", "b", "c", via={"a": "ORG-vesta", "b": "ORG-vesta"})
    copies = (("a", "b"), ("c",))
    decisions = (denied("b", "a"),)
    origins, edges = find_origins(readings, statements, copies, (), decisions)
    assert origins == (("a",), ("b",), ("c",)) and not edges
    assert [s.origins for s in count_origins(statements, readings, origins, (), decisions)] == [3, 3, 3]
    said = (replace(denied("c", "a"), judgement="same"),)
    origins, _ = find_origins(readings, statements, (("a",), ("b",), ("c",)), (), (*said, *decisions))
    assert origins == (("a", "c"), ("b",))


def test_what_the_user_parts_from_one_report_stays_with_the_others() -> None:
    readings = [reading(name, "ORG-vesta") for name in "abc"]
    statements = told("a", "b", "c", via=dict.fromkeys("abc", "ORG-vesta"))
    apart = (("a",), ("b",), ("c",))
    assert {s.id: s.origins for s in count_origins(statements, readings, apart)}["s0"] == 1
    # `b` stands between the two that are still one.
    decisions = (denied("a", "b"), denied("b", "c"))
    assert {s.id: s.origins for s in count_origins(statements, readings, apart, (), decisions)}["s0"] == 2
