"""Shared text in the account: who has what from whom, and every count of agreement as a count of origins."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from svod.records import Collection, Edge, Entity, Evidence, Section, Span
from svod.views.markdown import render_markdown
from svod.views.outline import outlines
from svod.views.page import render_page
from svod.views.quotes import utterances
from svod.views.terminal import print_collection


def at(collection: Collection, report: str, words: str) -> Evidence:
    start = collection.reading(report).report.text.index(words)
    return Evidence(report, Span(start, start + len(words)))


def passage(collection: Collection, **given: object) -> Edge:
    left, right = (
        at(collection, "a", "„Nitko nije poginuo”, rekla"),
        at(collection, "b", "„Nikt nie zginął” – powiedziała"),
    )
    edge = Edge(
        "passage", left, right, "same", 0.8, "9 words in one order, in translation (x = y); both credit Wiatr", "test"
    )
    return replace(edge, **given)  # type: ignore[arg-type]


@pytest.fixture
def shared(collection: Collection) -> Collection:
    return replace(collection, edges=(passage(collection),))


def test_the_passages_of_two_reports_stand_side_by_side(shared: Collection) -> None:
    (text,) = outlines(shared)[0].copied
    assert text.title == "1 Jutro Brodine and 2 Głos <b>Portu</b>"
    assert text.reasons == ("both credit Wiatr",) and text.amount.startswith("1 passage, 4 words: ")
    ((ours, theirs, how),) = text.passages
    assert (ours.source.number, theirs.source.number) == (1, 2) and how.startswith(
        "9 words in one order, in translation"
    )


def test_the_borrower_stands_first_where_it_is_known(collection: Collection) -> None:
    edge = passage(collection, reason="9 words in one order; it was published later", directed=True)
    edge = replace(edge, left=edge.right, right=edge.left)
    (text,) = outlines(replace(collection, edges=(edge,)))[0].copied
    assert text.title == "2 Głos <b>Portu</b> has it from 1 Jutro Brodine"
    assert text.passages[0][0].source.number == 2


def test_what_lies_in_a_shared_passage_is_told_once(collection: Collection, shared: Collection) -> None:
    for given, origins in ((collection, 2), (shared, 1)):
        story = outlines(given)[0]
        told = [*story.shared, *(t for a in story.alone for t in a.statements)]
        (nobody,) = (t for t in told if t.lead.passage.text == "Nitko nije poginuo")
        assert nobody.origins == origins
        assert nobody.told_by == ("2 reports, one origin" if origins == 1 else "")
        (said,) = (u for u in utterances(given) if len(u.sources) > 1)
        assert said.origins == origins


def test_what_several_have_from_one_text_is_shown_as_told_by_one(shared: Collection) -> None:
    story = outlines(shared)[0]
    assert all(t.origins > 1 for t in story.shared)
    (alone,) = (a for a in story.alone if len(a.sources) > 1)
    assert [s.number for s in alone.sources] == [1, 2]


def by_agency(collection: Collection, edges: tuple[Edge, ...] = ()) -> Collection:
    """The event, its quotation credited to the agency in both reports that have it."""
    carried = [
        replace(r, quotations=tuple(replace(q, via=("ORG-Wiatr-News",)) if q.utterance else q for q in r.quotations))
        for r in collection.readings
    ]
    agency = Entity("ORG-Wiatr-News", "ORG", "Wiatr")
    return replace(collection, readings=tuple(carried), entities=(*collection.entities, agency), edges=edges)


def test_an_agency_is_one_origin_unless_the_user_says_that_the_reports_are_independent(collection: Collection) -> None:
    said = passage(collection, kind="copy", judgement="different", by="user")
    for edges, origins in (((), 1), ((said,), 2)):
        (utterance,) = (u for u in utterances(by_agency(collection, edges)) if len(u.sources) > 1)
        assert utterance.origins == origins


def test_a_teaser_of_another_article_is_no_origin(collection: Collection) -> None:
    text = collection.reading("b").report.text
    teaser = (Section(Span(0, len(text)), "teaser"),)
    beside = [
        replace(r, layout=replace(r.layout, sections=teaser)) if r.report.id == "b" else r for r in collection.readings
    ]
    given = replace(collection, readings=tuple(beside))
    story = outlines(given)[0]
    (nobody,) = (t for a in story.alone for t in a.statements if t.lead.passage.text == "Nitko nije poginuo")
    assert (nobody.origins, nobody.told_by) == (1, "also in a teaser")
    (alone,) = (a for a in story.alone if nobody in a.statements)
    assert [s.number for s in alone.sources] == [1]
    (utterance,) = (u for u in utterances(given) if len(u.sources) > 1)
    assert utterance.origins == 1


@pytest.mark.parametrize("kind", ["copy", "passage"])
def test_what_the_user_denies_is_not_shown(shared: Collection, kind: str) -> None:
    denied = passage(shared, kind=kind, judgement="different", by="user")
    edges = (*shared.edges, denied) if kind == "copy" else (denied,)
    assert not outlines(replace(shared, edges=edges))[0].copied


def test_what_the_user_says_is_shown_as_the_users(collection: Collection) -> None:
    edge = passage(collection, kind="copy", by="user", reason="the desk told me")
    (text,) = outlines(replace(collection, edges=(edge,)))[0].copied
    assert text.reasons == ("set by you: the desk told me",) and not text.passages


def test_all_views_show_it(shared: Collection) -> None:
    console = Console(width=100, record=True, color_system=None, file=StringIO())
    print_collection(shared, console)
    for shown in (console.export_text(), render_markdown(shared), render_page(shared)):
        assert "Shared text" in shown and "both credit Wiatr" in shown and "2 reports, one origin" in shown
