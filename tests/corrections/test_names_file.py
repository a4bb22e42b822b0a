"""Reading a names file: what is taken, what is refused and in which words, and what hostile files do (nothing)."""

from __future__ import annotations

from pathlib import Path

import pytest

from svod.corrections.names_conflicts import refuse_two_owners
from svod.corrections.names_entries import Form, NamesFile
from svod.corrections.names_file import load_names
from svod.errors import UsageError
from svod.records import Report

WHOLE = """\
ignore = ["Sretno", { form = "Voda", language = ["hr", "sl"] }]
[[name]]
name = " Kim  Jong Un "
type = "PER"
names = { pl = "Kim Dzong Un" }
names.sr = "Ким Џонг Ун"
aliases = ["Kim", "Kim", { form = "Vođa", language = "hr", in = "a.txt", beside = "Putin" }]
not = ["Kim Yo Jong"]
qid = "Q56226"
links = { viaf = "1" }
reason = "he"
""".replace('names.sr = "Ким Џонг Ун"\n', "")


def load(tmp_path: Path, content: str | bytes) -> NamesFile:
    path = tmp_path / "names.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_names(path)


def test_a_whole_entry(tmp_path: Path) -> None:
    (tmp_path / "n.toml").write_text(WHOLE, encoding="utf-8-sig")
    names = load_names(tmp_path / "n.toml")
    (kim,) = names.entries
    assert (kim.number, kim.name, kim.type, kim.reason, kim.local) == (1, "Kim Jong Un", "PER", "he", "n1")
    assert kim.links == {"wikidata": "Q56226", "viaf": "1"} and kim.names == {"pl": "Kim Dzong Un"}
    assert kim.never == (Form("Kim Yo Jong"),)
    assert kim.forms == (
        Form("Kim Jong Un"),
        Form("Kim Dzong Un", ("pl",)),
        Form("Kim"),
        Form("Vođa", ("hr",), ("a.txt",), "Putin"),
    )
    assert names.ignored == (Form("Sretno"), Form("Voda", ("hr", "sl")))


def test_an_entry_s_files_are_those_of_all_its_forms(tmp_path: Path) -> None:
    (tmp_path / "n.toml").write_text(
        '[[name]]\nname = "A"\nin = "a.txt"\naliases = ["B", { form = "C", in = "c" }]\n', encoding="utf-8"
    )
    assert [f.within for f in load_names(tmp_path / "n.toml").entries[0].forms] == [("a.txt",), ("a.txt",), ("c",)]


@pytest.mark.parametrize("content", ["", "# nothing\n", "ignore = []\n", "name = []\n"])
def test_a_file_may_say_nothing(content: str, tmp_path: Path) -> None:
    assert load(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[name", "not TOML"),
        (b"\xff\xfe\x00", "not TOML"),
        ("a = " + "[" * 100_000, "not TOML"),
        ("[[names]]\nname = 'A'", "`names` is unknown"),
        ("[name]\nname = 'A'", "begins with [[name]]"),
        ("name = 'A'", "begins with [[name]]"),
        ("[[name]]\ntype = 'PER'", "entry 1: `name` is missing"),
        ("[[name]]\nname = 'A'\n[[name]]\nname = 3", "entry 2: `name` is text"),
        (
            "[[name]]\nname = 'A'\nalias = ['B']",
            "entry 1 (“A”): `alias` is unknown; expected: name, type, names, aliases",
        ),
        ("[[name]]\nname = 'A'\ntype = 'PERSON'", "`type` is one of PER, LOC, ORG, EVT, PRO, not 'PERSON'"),
        ("[[name]]\nname = 'A'\ntype = ['PER']", "`type` is one of"),
        ("[[name]]\nname = 'A'\naliases = 'B'", "`aliases` is a list such as"),
        ("[[name]]\nname = 'A'\naliases = [1]", '`aliases`: "Kim" or { form'),
        ("[[name]]\nname = 'A'\naliases = [{ form = 'B', lang = 'hr' }]", "`lang` is unknown"),
        ("[[name]]\nname = 'A'\naliases = [{ form = 'B', language = 'Croatian' }]", "a code such as hr"),
        ("[[name]]\nname = 'A'\naliases = [{ form = 'B', language = 3 }]", "`language` is a code"),
        ("[[name]]\nname = 'A'\naliases = [{ language = 'hr' }]", "is expected"),
        ("[[name]]\nname = 'A'\nnames = ['B']", "`names` is a table such as"),
        ("[[name]]\nname = 'A'\nnames = { Polish = 'B' }", "a code such as hr"),
        ("[[name]]\nname = 'A'\nqid = 'P31'", "`qid` is an id of Wikidata"),
        ("[[name]]\nname = 'A'\nqid = 56226", "`qid` is an id of Wikidata"),
        ("[[name]]\nname = 'A'\nlinks = { iso3166 = 3 }", "`links.iso3166` is text"),
        ("[[name]]\nname = 'A'\nin = [3]", "`in` names files or outlets"),
        ("[[name]]\nname = ' '", "no letter or digit"),
        ("[[name]]\nname = '…'", "no letter or digit"),
        ('[[name]]\nname = "A\\u0007"', "control character"),
        ("[[name]]\nname = '" + "x" * 201 + "'", "longer than 200"),
        ("ignore = 'Sretno'", "`ignore` is a list"),
        ("ignore = [[]]", '`ignore`: "Kim" or { form'),
    ],
)
def test_what_is_refused(content: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        load(tmp_path, content)
    assert said in str(error.value) and "names.toml" in str(error.value) and len(str(error.value)) < 600


@pytest.mark.parametrize("path", ["missing.toml", "."])
def test_a_file_that_can_t_be_opened(path: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"No such file|Is a directory"):
        load_names(tmp_path / path)


A, B = "[[name]]\nname = 'Ana Ivić'\n", "[[name]]\nname = 'Iva Anić'\n"


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (A + A, True),
        (A + "aliases = ['Ana']\n" + B + "aliases = ['ANA']\n", True),
        (A + "aliases = ['Ana']\n" + B + "aliases = ['Ана']\n", True),
        (A + "aliases = ['Ana']\n" + B + "aliases = [{ form = 'Ana', language = 'hr' }]\n", False),
        (
            A + "aliases = [{ form = 'Ana', language = 'sl' }]\n"
            + B + "aliases = [{ form = 'Ana', language = 'hr' }]\n",
            False,
        ),
        (
            A + "aliases = [{ form = 'Ana', language = 'hbs' }]\n"
            + B + "aliases = [{ form = 'Ana', language = 'hr' }]\n",
            True,
        ),
        (A + "in = 'a'\n" + A + "in = 'b'\n", False),
        (A + "in = ['a', 'b']\n" + A + "in = ['b', 'a']\n", True),
        (A + "aliases = ['Ana']\nnot = ['Ana']\n", True),
        (A + "not = ['Ana Ivic']\n", True),
        (A + "aliases = ['Ana']\nnot = [{ form = 'Ana', in = 'a.txt' }]\n", False),
        ("ignore = ['Ana Ivić']\n" + A, True),
        ("ignore = [{ form = 'Ana Ivić', in = 'x' }]\n" + A, False),
        (A + "qid = 'Q1'\n" + B + "qid = 'Q1'\n", True),
        (A + "qid = 'Q1'\n" + B + "links = { viaf = 'Q1' }\n", False),
        (A + "aliases = ['Ana Ivić', 'Ana  Ivić', 'ANA IVIĆ']\n", False),
    ],
)  # fmt: skip
def test_entries_that_contradict_each_other(content: str, refused: bool, tmp_path: Path) -> None:
    if not refused:
        assert load(tmp_path, content)
        return
    with pytest.raises(UsageError, match="entry 1") as error:
        load(tmp_path, content)
    assert "entry 2" in str(error.value) or content.count("[[name]]") == 1


def test_two_entries_that_meet_in_one_report(tmp_path: Path) -> None:
    (tmp_path / "n.toml").write_text(A + "in = 'sport/*'\n" + A + "in = '*.txt'\n", encoding="utf-8")
    names = load_names(tmp_path / "n.toml")
    refuse_two_owners(names, [Report("1", "sport/a.html", ""), Report("2", "news/a.txt", "")])
    with pytest.raises(UsageError, match=r"entry 1 .* and entry 2 .* in sport/b.txt"):
        refuse_two_owners(names, [Report("3", "sport/b.txt", "")])


def test_a_megabyte_is_read(tmp_path: Path) -> None:
    content = "".join(f'[[name]]\nname = "Ime {n} Prezime{n}"\naliases = ["Prezime{n}"]\n' for n in range(16_000))
    assert len(content) > 900_000
    assert len(load(tmp_path, content).entries) == 16_000


def test_ten_megabytes_are_no_list_of_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="larger than"):
        load(tmp_path, b"#" * 10_000_001)
