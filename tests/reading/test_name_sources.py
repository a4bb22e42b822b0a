"""Sources that stand where no sentence tells that they are names: signatures, papers in marks, addresses of sites."""

from __future__ import annotations

import pytest

from svod.reading.name_repairs import Name
from svod.reading.name_sources import is_base_form, with_sources
from svod.reading.names import recognise
from tagged_cases import lay_out

FOUND = [
    ("de", "Die Schule bleibt offen. (dpa)", {"dpa": "ORG"}),
    ("sk", "Most je otvorený. (SITA, TASR)", {"SITA": "ORG", "TASR": "ORG"}),
    ("bg", "Мостът е отворен. /dariknews.bg./", {"dariknews.bg": "PRO"}),
    ("bg", "/БТА/ Мостът е отворен.", {"БТА": "ORG"}),
    ("sl", "Most je odprt, piše 24ur.com.", {"24ur.com": "PRO"}),
    ("en", "He told “The Guardian” that all was well.", {"The Guardian": "ORG"}),
]
NOT_FOUND = [
    ("hr", "Vidi https://www.primjer.hr/a i piši na ana@primjer.hr."),
    ("hr", "Sastanak je (u petak) odgođen / otkazan."),
    ("pl", "Spotkanie odbyło się 13.9.de facto bez niego."),
    ("en", "The river (Po) rose."),
]


@pytest.mark.parametrize(("language", "text", "names"), FOUND)
def test_finds_sources_by_their_place(language: str, text: str, names: dict[str, str]) -> None:
    layout = lay_out(text, language)
    found = with_sources(layout, [])
    surfaces = {text[layout.tokens[n.first].span.start : layout.tokens[n.last - 1].span.end]: n.type for n in found}
    assert surfaces == names


@pytest.mark.parametrize(("language", "text"), NOT_FOUND)
def test_finds_none_elsewhere(language: str, text: str) -> None:
    assert with_sources(lay_out(text, language), []) == []


def test_an_address_is_one_name() -> None:
    layout = lay_out("Piše Index.hr danas.", "hr")
    assert with_sources(layout, [Name(1, 2, "ORG")]) == [Name(1, 4, "PRO")]


@pytest.mark.parametrize(("language", "text", "lemma"), [("cs", "Píše o tom server novinky.cz.", "novinky.cz")])
def test_keeps_the_form_of_an_address(language: str, text: str, lemma: str) -> None:
    assert lemma in [m.lemma for m in recognise(lay_out(text, language))]
    assert is_base_form(lemma, language)
