"""Shared passages: word for word and translated, which way they went, what looks like one and is none, and what the user decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from svod.linking.passages import find_passages
from svod.linking.similarity import Similarity
from svod.pipeline import relate
from svod.reading.reader import read_report
from svod.records import Edge, Evidence, Published, Reading, Report, Span

CAFE = "Vlasnici susjednih kuća otvorili su vrata i susjedima skuhali kavu."
TEXTS = {
    # An agency's paragraph in two otherwise different reports, in a third one edited, and in Polish and Serbian.
    "hr1": (
        "hr",
        "Gradski muzej u Brodini zatvoren je nakon požara.\nBlagajnica vraća novac za ulaznice.\n"
        f"Vatrogasci su vatru gasili cijelu noć, a ujutro su iz podruma iznijeli stare karte i drvene kipove. {CAFE} "
        "Uzrok požara zasad nije poznat.",
    ),
    "hr2": (
        "hr",
        "Brodina je jutros mirisala na dim.\nVatrogasci su vatru gasili cijelu noć, a onda su iz podruma iznijeli stare "
        f"karte i drvene kipove. {CAFE}\nGrad traži novu zgradu za zbirku.",
    ),
    "pl": (
        "pl",
        "Spłonęło muzeum w Brodinie.\nBurmistrz odwołał koncert.\n"
        "Strażacy gasili ogień całą noc, a rano wynieśli z piwnicy stare mapy i drewniane rzeźby. Właściciele sąsiednich "
        "domów otworzyli drzwi i ugotowali sąsiadom kawę. Przyczyna pożaru na razie nie jest znana.",
    ),
    "sr": (
        "sr",
        "Школа у Бродини примиће збирку.\nВатрогасци су ватру гасили целу ноћ, а ујутру су из подрума изнели старе карте и "
        "дрвене кипове. Власници суседних кућа отворили су врата и суседима скували кафу.",
    ),
    # The same event, by reporters who were there.
    "cs": (
        "cs",
        "Po nočním požáru zůstaly z muzea v Brodině mokré zdi.\nHasiči zasahovali až do rána. Ze sklepa zachránili mapy, "
        "sochy však shořely. Sousedé jim nosili čaj.",
    ),
    "sl": (
        "sl",
        "Muzej v Brodini je pogorel.\nSosedje so gasilcem kuhali kavo. Ti so zjutraj rešili nekaj zemljevidov, lesenih kipov "
        "pa ne. Zakaj je zagorelo, še ni jasno.",
    ),
    # Two reporters at one press conference.
    "hr3": (
        "hr",
        "Muzej u Brodini čeka popravak.\n„Muzej ćemo obnoviti do proljeća, a krov će platiti grad i nijedan čuvar neće izgubiti "
        "posao”, rekla je gradonačelnica Vesna Horvat. Dodala je da će vrata otvoriti u svibnju.",
    ),
    "hr4": (
        "hr",
        "Gradonačelnica je dala riječ.\nPred pogorjelom zgradom stajala je u čizmama. „Muzej ćemo obnoviti do proljeća, a krov će "
        "platiti grad i nijedan čuvar neće izgubiti posao”, rekla je Vesna Horvat i otišla.",
    ),
    "pl2": (
        "pl",
        "Burmistrz obiecuje odbudowę.\nVesna Horvat mówiła krótko. „Muzeum odbudujemy do wiosny, a dach zapłaci miasto i żaden "
        "strażnik nie straci pracy” – powiedziała.",
    ),
}  # fmt: skip


@cache
def reading(name: str) -> Reading:
    language, text = TEXTS[name]
    return read_report(Report(name, f"{name}.txt", text, language=language))


def published(name: str, day: int, **given: object) -> Reading:
    made = reading(name)
    when = Published(date(2031, 5, day), date(2031, 5, day), "metadata")
    return replace(made, report=replace(made.report, published=when, **given))  # type: ignore[arg-type]


def found(readings: Iterable[Reading], decisions: tuple[Edge, ...] = ()) -> tuple[Edge, ...]:
    members = list(readings)
    return tuple(e for e in find_passages(members, Similarity(members), decisions) if e.kind == "passage")


def words(edge: Edge) -> tuple[str, str]:
    left, right = (e.span.of(TEXTS[e.report][1]) for e in (edge.left, edge.right))
    return left, right


def test_a_paragraph_in_two_reports_word_for_word_a_few_words_apart() -> None:
    (edge,) = found([reading("hr1"), reading("hr2"), reading("cs")])
    left, right = words(edge)
    assert left.startswith("Vatrogasci su vatru") and left.endswith("skuhali kavu")
    assert "a onda su" in right and right.endswith("skuhali kavu")
    assert edge.score == pytest.approx(24 / 25, abs=0.05) and not edge.directed


def test_a_paragraph_in_translation_and_nothing_around_it() -> None:
    (edge,) = found(reading(n) for n in ("hr1", "pl", "cs", "sl"))
    left, right = words(edge)
    assert {edge.left.report, edge.right.report} == {"hr1", "pl"}
    assert left.startswith("Vatrogasci") and "Uzrok požara" in left
    assert right.startswith("Strażacy") and "Przyczyna pożaru" in right
    assert "in translation (" in edge.reason and "nothing tells which was first" in edge.reason


def test_two_scripts_of_neighbouring_languages() -> None:
    edges = found(reading(n) for n in ("hr1", "sr", "cs"))
    assert [{e.left.report, e.right.report} for e in edges] == [{"hr1", "sr"}]


@pytest.mark.parametrize("pair", [("hr3", "hr4"), ("hr3", "pl2"), ("hr4", "pl2"), ("cs", "sl"), ("hr1", "sl")])
def test_what_two_reporters_saw_or_heard_is_no_shared_passage(pair: tuple[str, str]) -> None:
    assert found(reading(n) for n in (*pair, "sr")) == found([reading(n) for n in pair if n == "hr1"] + [reading("sr")])


def test_the_order_of_the_reports_changes_nothing() -> None:
    names = list(TEXTS)
    there = find_passages([reading(n) for n in names], Similarity([reading(n) for n in names]))
    back = find_passages([reading(n) for n in names[::-1]], Similarity([reading(n) for n in names[::-1]]))
    assert there == back


def test_the_later_report_has_it_from_the_earlier() -> None:
    (edge,) = found([published("hr1", 3), published("pl", 2), reading("cs")])
    assert edge.directed and (edge.left.report, edge.right.report) == ("hr1", "pl")
    assert "2031-05-03 after 2031-05-02" in edge.reason
    (edge,) = found([published("hr1", 2), published("pl", 2), reading("cs")])
    assert not edge.directed


def test_who_names_the_other_as_the_source_has_it_from_there() -> None:
    text = TEXTS["pl"][1] + " Pisze o tym „Brodinski list”."
    borrower = read_report(Report("pl3", "pl3.txt", text, language="pl"))
    original = replace(reading("hr1"), report=replace(reading("hr1").report, outlet="Brodinski list"))
    members = [original, borrower, reading("cs")]
    (edge,) = (e for e in find_passages(members, Similarity(members)) if e.kind == "passage")
    assert edge.directed and edge.left.report == "pl3" and "credits the other" in edge.reason


def test_a_report_that_stands_in_another_as_a_whole_has_one_origin_with_it() -> None:
    members = [reading("hr1"), reading("pl")]
    (copy,) = (e for e in find_passages(members, Similarity(members)) if e.kind == "copy")
    assert copy.judgement == "same" and copy.score > 0.4 and "in another language" in copy.reason


@pytest.mark.parametrize("kind", ["passage", "copy"])
def test_what_the_user_denies_is_none(kind: str) -> None:
    whole = [Evidence(n, Span(0, len(TEXTS[n][1]))) for n in ("pl", "hr1")]
    denied = Edge(kind, whole[0], whole[1], "different", 1.0, "no", "user")  # type: ignore[arg-type]
    assert not found([reading(n) for n in ("hr1", "pl", "cs")], (denied,))
    # A passage is denied where it stands; reports are no copies of one another as wholes.
    elsewhere = replace(denied, left=Evidence("pl", Span(0, 10)))
    assert bool(found([reading(n) for n in ("hr1", "pl", "cs")], (elsewhere,))) == (kind == "passage")


def test_the_account_counts_origins_and_the_user_can_undo_it() -> None:
    members = [reading(n) for n in ("hr1", "pl", "cs")]
    whole = {n: Evidence(n, Span(0, len(TEXTS[n][1]))) for n in ("hr1", "pl", "cs")}
    together = tuple(Edge("story", whole["hr1"], whole[n], "same", 1.0, "", "user") for n in ("pl", "cs"))
    (story,) = relate(members, decisions=together).stories
    assert story.origins == (("cs",), ("hr1", "pl"))
    denied = Edge("copy", whole["pl"], whole["hr1"], "different", 1.0, "", "user")
    undone = relate(members, decisions=(*together, denied))
    assert undone.stories[0].origins == (("cs",), ("hr1",), ("pl",))
    assert not any(e.kind == "passage" or (e.kind == "copy" and e.by != "user") for e in undone.edges)
