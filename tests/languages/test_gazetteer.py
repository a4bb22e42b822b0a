import pytest

from svod.languages import LANGUAGES
from svod.languages.gazetteer import (
    country_of_adjective,
    country_of_people,
    entities,
    is_agency,
    lookup,
    loose,
    stem,
)  # fmt: skip
from svod.languages.institutions import institution_meant, institution_words
from svod.languages.scripts import shelf


@pytest.mark.parametrize(
    ("language", "names", "id_"),
    [
        ("hr", "Sjeverna Koreja|DNRK|Severna Koreja|Sjeverne Koreje", "country:KP"),
        ("sr", "Северна Кореја|ДНРК", "country:KP"),
        ("pl", "Korea Północna|Korea Płn.|KRLD", "country:KP"),
        ("ru", "КНДР|Северная Корея", "country:KP"),
        ("bg", "САЩ|Съединените щати|Америка", "country:US"),
        ("sl", "ZDA|Amerika", "country:US"),
        ("hr", "Gruzija", "country:GE"),
        ("ru", "Джорджия", "state:US-GA"),
        ("pl", "Pensylwania|Pensylwanii", "state:US-PA"),
        ("mk", "Фајзер", "institution:pfizer"),
        ("bs", "laburisti", "party:uk-labour"),
        ("uk", "Краснодар", "city:542420"),
        ("sl", "Bela hiša", "institution:white-house"),
        ("pl", "Biały Dom", "institution:white-house"),
        ("uk", "Білий дім", "institution:white-house"),
        ("mk", "Белата куќа", "institution:white-house"),
        ("sk", "Kremeľ", "institution:kremlin"),
        ("de", "Vereinte Nationen|UNO", "institution:un"),
        ("cs", "OSN", "institution:un"),
        ("sl", "Dunaj", "town:Vienna"),
        ("hr", "Beč", "town:Vienna"),
        ("ru", "Пхеньян", "town:Pyongyang"),
        ("it", "Reuters", "agency:reuters"),
    ],
)
def test_lookup(language: str, names: str, id_: str) -> None:
    for name in names.split("|"):
        assert [k.id for k in lookup(name, language)] == [id_], name


@pytest.mark.parametrize(
    ("name", "language"), [("Georgia", "sq"), ("Perić", "hr"), ("", "en"), ("—", "ru"), ("Kim", "sl")]
)
def test_unknown(name: str, language: str) -> None:
    assert lookup(name, language) == ()


@pytest.mark.parametrize(
    ("name", "language", "id_"),
    [("KCNA", "pl", "kcna"), ("КЦНА", "sr", "kcna"), ("ЦТАК", "ru", "kcna"), ("РИА «Новости»", "ru", "ria"), ("RIA", "sl", "ria"),
     ("АФП", "bg", "afp"), ("Reuters", "mk", "reuters"), ("Hina", "hr", "hina"), ("Укрінформ", "uk", "ukrinform")],
)  # fmt: skip
def test_agencies(name: str, language: str, id_: str) -> None:
    assert [k.id for k in lookup(name, language)] == [f"agency:{id_}"]
    assert is_agency(name, language)


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("sjevernokorejski sjevernokorejskog severnokorejskim", "hr", "KP"),
        ("руски руска руских руско", "sr", "RU"),
        ("rosyjski rosyjska rosyjscy rosyjskich rosyjsko", "pl", "RU"),
        ("německý němečtí německého", "cs", "DE"),
        ("slovenský slovenskej", "sk", "SK"),
        ("slovenski slovenskega", "sl", "SI"),
        ("российский российские российскую русских", "ru", "RU"),
        ("українська українського", "uk", "UA"),
        ("българската български", "bg", "BG"),
        ("германскиот", "mk", "DE"),
        ("ukrainische ukrainischen", "de", "UA"),
        ("Russian", "en", "RU"),
    ],
)
def test_adjectives(words: str, language: str, code: str) -> None:
    for word in words.split():
        assert country_of_adjective(word, language) == code, word


def test_adjectives_of_nothing() -> None:
    assert country_of_adjective("lijepi", "hr") is None
    assert country_of_adjective("ruski", "fi") is None


def test_peoples() -> None:
    assert country_of_people("Brytyjczycy", "pl") == "GB"
    assert country_of_people("россияне", "ru") == "RU"
    assert country_of_people("Ivan", "hr") is None


def test_meanings_are_the_same_in_every_language() -> None:
    names = [
        ("Sąd Najwyższy Polski", "pl"),
        ("польский верховный суд", "ru"),
        ("Vrhovni sud Poljske", "hr"),
        ("Supreme Court of Poland", "en"),
    ]
    assert {institution_words(name, language) for name, language in names} == {(("PL", "court", "supreme"), ())}


def test_tables_are_clean() -> None:
    ids = [k.id for k in entities()]
    assert len(ids) == len(set(ids))
    for known in entities():
        assert known.name
        for col, names in known.names.items():
            assert all(name == name.strip() and name for name in names), known.id
            for name in names:
                letters = {
                    ("Cyrl" if "\u0400" <= c <= "\u04ff" else "Latn") for c in name if c.isalpha() and c not in "ʼ’'"
                }
                assert len(letters) < 2 or " " in name or "-" in name, (known.id, col, name)
    assert {shelf(language) for language in LANGUAGES} <= {c for k in entities() for c in k.names}


def test_loose_and_stem() -> None:
    assert loose("Kim Čong-un", "cs") == "kim cong un"
    assert stem("sjevernokorejskog") == stem("sjevernokorejski") == stem("sjevernokorejskim")


def test_what_an_institution_of_a_country_is_called_anywhere() -> None:
    for name, language in (
        ("americký Senát", "cs"),
        ("amerykański Senat", "pl"),
        ("Сенат САД", "sr"),
        ("US-Senat", "de"),
    ):
        concepts, free = institution_words(name, language)
        known = lookup(name, language) or (institution_meant(concepts),)
        assert not free or language == "de"
        assert [k.code for k in known if k] == ["us-senate"], name
    assert institution_meant(("RU", "bank")) is None
