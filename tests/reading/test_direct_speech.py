"""Direct speech: what belongs to one quotation, what is none, posts, and what is read of languages without data."""

from __future__ import annotations

import pytest

from svod.reading.quotations import find_quotations
from svod.records import Quotation
from tagged_cases import lay_out


def read(text: str, language: str) -> tuple[Quotation, ...]:
    return find_quotations(lay_out(text, language), ())


def contents(text: str, language: str) -> list[tuple[str, list[str]]]:
    return [(q.kind, [s.of(text) for s in q.content]) for q in read(text, language)]


ONE_QUOTATION = [
    ("de", "„Das kostet Zeit und Geld“, sagt Beck. „Und Nerven.“", ["Das kostet Zeit und Geld", "Und Nerven."]),
    ("hr", "„Most je siguran“, rekao je Galić. „Izdržat će zimu.“", ["Most je siguran", "Izdržat će zimu."]),
    ("zh", "“我们已经检查了每一根钢缆，”王伟说，“没有任何危险。”", ["我们已经检查了每一根钢缆，", "没有任何危险。"]),
]


@pytest.mark.parametrize(("language", "text", "parts"), ONE_QUOTATION)
def test_speech_goes_on_after_its_attribution(language: str, text: str, parts: list[str]) -> None:
    assert contents(text, language) == [("direct", parts)]


def test_speech_with_an_attribution_of_its_own_is_another_quotation() -> None:
    text = "„Most je siguran“, rekao je Galić. „Izdržat će zimu“, dodao je."
    assert [parts for _, parts in contents(text, "hr")] == [["Most je siguran"], ["Izdržat će zimu"]]


def test_an_answer_is_another_quotation() -> None:
    text = "„Stimmt das wirklich?“, fragte Beck. Kern, kühl: „Beides stimmt, Herr Beck.“"
    assert [parts for _, parts in contents(text, "de")] == [["Stimmt das wirklich?"], ["Beides stimmt, Herr Beck."]]


TITLES = [
    ("pl", "W artykule zatytułowanym „Piątek trzynastego. Co dalej z mostem?” Kos pisze, że most runie."),
    ("cs", "V článku s názvem „Co bude dál s mostem na jihu?“ Vlk píše, že most spadne."),
    ("en", "In an essay entitled “What will become of the old bridge?” Bell wrote that it would fall."),
]


@pytest.mark.parametrize(("language", "text"), TITLES)
def test_a_title_is_said_by_nobody(language: str, text: str) -> None:
    assert [q.kind for q in read(text, language)] == ["indirect"]


POSTS = [
    ("Most je zatvoren. The old bridge will never open again, my friends. — Ana Lukin (@analukin) August 24, 2018",
     "The old bridge will never open again, my friends."),
    ("Most je zatvoren od jutros.\nUpdate: The bridge is closed. We are sorry. — City of Split (@split) July 19, 2018 Ranije su",
     "Update: The bridge is closed. We are sorry."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content"), POSTS)
def test_a_post_within_a_paragraph(text: str, content: str) -> None:
    assert ("direct", [content]) in contents(text, "hr")


def test_a_lost_closing_mark_ends_with_the_sentence() -> None:
    text = "Kos je rekao da su „pobjegli u šumu. Potom je pala kiša. „Ne znam više ništa“, rekla je Ana."
    assert contents(text, "hr") == [("mixed", ["su „pobjegli u šumu"]), ("direct", ["Ne znam više ništa"])]


def test_words_in_marks_at_the_end_of_a_clause_make_it_a_mixed_one() -> None:
    text = "Pogovori so potekali v »dobrem in mirnem vzdušju,« je dodal Kos."
    (q,) = read(text, "sl")
    assert (q.kind, q.content[0].of(text)) == ("mixed", "Pogovori so potekali v »dobrem in mirnem vzdušju")
    assert [s.of(text) for s in q.quoted] == ["dobrem in mirnem vzdušju"]


UNREAD = [
    ("ja", "市長は火曜日、「橋は春に再開する」と述べた。", ["橋は春に再開する"]),
    ("fr", "« Nous avons vérifié chaque câble », a-t-il déclaré.", ["Nous avons vérifié chaque câble"]),
    ("fi", "”Olemme tarkastaneet jokaisen kaapelin”, hän sanoo.", ["Olemme tarkastaneet jokaisen kaapelin"]),
]


@pytest.mark.parametrize(("language", "text", "parts"), UNREAD)
def test_a_language_without_data_has_direct_speech_of_nobody(language: str, text: str, parts: list[str]) -> None:
    (q,) = read(text, language)
    assert (q.kind, [s.of(text) for s in q.content], q.speaker) == ("direct", parts, None)
