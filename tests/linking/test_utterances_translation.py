"""A quotation is marked as a translation where the speaker's country is told and speaks none of the report's languages."""

from __future__ import annotations

import pytest

from one_speaker import said_by
from svod.linking.translation import languages_of, mark_translations
from svod.records import Entity, Reading


def spoken(of: Reading, *entities: Entity, others: tuple[Reading, ...] = ()) -> tuple[str, ...]:
    return mark_translations((of, *others), entities)[0].quotations[0].spoken


@pytest.mark.parametrize(
    ("language", "speaker", "expected"),
    [
        ("hr", "sjevernokorejski vođa", ("ko",)),
        ("sr", "амерички председник", ("en",)),
        ("sl", "nemški kancler", ("de",)),
        ("pl", "czeski minister", ("cs",)),
        ("cs", "polská ministryně", ("pl",)),
        ("sk", "maďarský premiér", ("hu",)),
        ("ru", "французский посол", ("fr",)),
        ("uk", "італійський прем'єр", ("it",)),
        ("bg", "датският премиер", ("da",)),
        ("mk", "грчкиот премиер", ("el",)),
        ("en", "the Japanese minister", ("ja",)),
        ("de", "der polnische Minister", ("pl",)),
        # The report's own language, or one that needs no translation.
        ("hr", "hrvatski premijer", ()),
        ("hr", "srpski predsjednik", ()),
        ("sr", "хрватски премијер", ()),
        ("ru", "белорусский министр", ()),
        ("de", "der österreichische Kanzler", ()),
        # Several speak as one: all that they speak, unless one of them needs no translation.
        ("hr", "američki i južnokorejski dužnosnici", ("en", "ko")),
        ("sr", "амерички и британски званичници", ("en",)),
        ("pl", "niemiecki i francuski minister", ("de", "fr")),
        ("uk", "польський та чеський міністри", ("pl", "cs")),
        ("hr", "srpski i mađarski ministri", ()),
        # No country is told, or somebody is of two.
        ("hr", "ministar obrane", ()),
        ("hr", "američki južnokorejski stručnjak", ()),
        ("cs", "mluvčí společnosti", ()),
    ],
)
def test_words_for_a_speaker(language: str, speaker: str, expected: tuple[str, ...]) -> None:
    assert spoken(said_by(language, speaker)) == expected


@pytest.mark.parametrize(
    ("language", "speaker", "name", "expected"),
    [
        ("pl", "premier Danii", "Danii", ("da",)),
        ("en", "the prime minister of Denmark", "Denmark", ("da",)),
        ("de", "der Ministerpräsident von Dänemark", "Dänemark", ("da",)),
        ("bg", "премиерът на Дания", "Дания", ("da",)),
        ("mk", "премиерот на Данска", "Данска", ("da",)),
        ("de", "US-Präsident", "US", ("en",)),
        ("hr", "stručnjak za Kinu", "Kinu", ()),
        ("hr", "poljski veleposlanik u Rusiji", "Rusiji", ("pl",)),
        ("en", "the ambassador to Poland", "Poland", ()),
        ("bg", "посланикът в Дания", "Дания", ()),
    ],
)
def test_a_country_s_name_counts_unless_a_preposition_governs_it(
    language: str, speaker: str, name: str, expected: tuple[str, ...]
) -> None:
    assert spoken(said_by(language, speaker, (name, "LOC", "x"))) == expected


@pytest.mark.parametrize(
    ("language", "type_", "name", "expected"),
    [
        ("cs", "LOC", "Downing Street", ("en",)),
        ("hr", "LOC", "Kremlj", ("ru",)),
        ("pl", "ORG", "Biały Dom", ("en",)),
        ("sl", "LOC", "Pjongjang", ("ko",)),
        ("pl", "ORG", "Sejm", ()),
        ("hr", "ORG", "NATO", ()),
    ],
)
def test_towns_and_seats_stand_for_governments(language: str, type_: str, name: str, expected: tuple[str, ...]) -> None:
    entity = Entity("x", type_, name, {language: (name,)})  # type: ignore[arg-type]
    assert spoken(said_by(language, name, (name, type_, "x"), entity="x"), entity) == expected


def test_two_towns_that_speak_as_one() -> None:
    report = said_by("hr", "Moskva i Pjongjang", ("Moskva", "LOC", "x"), ("Pjongjang", "LOC", "y"))
    assert spoken(report) == ("ru", "ko")


def test_what_one_report_tells_of_a_person_holds_in_all() -> None:
    bare = said_by("pl", "Ri", ("Ri", "PER", "p"), entity="p")
    told = said_by("hr", "sjevernokorejski ministar Ri", ("Ri", "PER", "p"), entity="p", name="other")
    assert spoken(bare) == ()
    assert spoken(bare, others=(told,)) == ("ko",)


def test_states_and_institutions_speak_their_country_s_language() -> None:
    state = Entity("x", "LOC", "Japan", {"en": ("Japan",)}, {"iso3166": "JP"})
    ministry = Entity("x", "ORG", "Ministry", {"pl": ("Ministerstwo Obrony Rosji",)})
    company = Entity("x", "ORG", "Viadukt", {"pl": ("Viadukt",)})
    report = said_by("pl", "Viadukt", ("Viadukt", "ORG", "x"), entity="x")
    assert spoken(report, state) == ("ja",)
    assert spoken(report, ministry) == ("ru",)
    assert spoken(report, company) == ()


def test_a_person_is_no_country() -> None:
    person = Entity("x", "PER", "Georgia Galić", {"pl": ("Georgia Galić",)}, {"iso3166": "GE"})
    assert spoken(said_by("pl", "Georgia Galić", ("Georgia Galić", "PER", "x"), entity="x"), person) == ()


def test_countries_that_disagree_tell_nothing() -> None:
    report = said_by("pl", "Ri", ("Ri", "PER", "p"), entity="p")
    one = said_by("hr", "ruski ministar Ri", ("Ri", "PER", "p"), entity="p", name="a")
    two = said_by("hr", "američki ministar Ri", ("Ri", "PER", "p"), entity="p", name="b")
    assert spoken(report, others=(one, two)) == ()


def test_several_languages_of_a_country() -> None:
    assert languages_of("BE")[:2] == ("nl", "fr")
    assert languages_of("NO") == ("no",)
    assert "gsw" not in languages_of("CH")
