"""A names file put to one report: what is found, what is dropped, and who everybody is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from svod.corrections.names_file import load_names
from svod.corrections.naming import named_stages
from svod.reading.reader import Stages, read_names
from svod.records import Layout, Mention, MentionType, Reading, Report, Span

CASES = tomllib.loads((Path(__file__).parent.parent / "data" / "corrections" / "missed.toml").read_text("utf-8"))[
    "case"
]


def marking(*surfaces: str) -> Callable[[Layout], tuple[Mention, ...]]:
    """A recogniser that marks the first places of these words, `TYPE:words` or persons."""

    def recognise(layout: Layout) -> tuple[Mention, ...]:
        found, end = [], 0
        for given in surfaces:
            type_, _, surface = given.rpartition(":")
            start = layout.text.index(surface, end)
            end = start + len(surface)
            found.append(Mention(Span(start, end), type_ or "PER", surface))  # type: ignore[arg-type]
        return tuple(found)

    return recognise


def read(tmp_path: Path, toml: str, text: str, *surfaces: str, language: str = "hr", source: str = "a.txt") -> Reading:
    path = tmp_path / "names.toml"
    path.write_text(toml, encoding="utf-8")
    report = Report("r", source, text, language=language)
    return read_names(report, named_stages(Stages(recognise=marking(*surfaces)), load_names(path), report))


def entry(name: str, *aliases: str, type_: MentionType | None = "PER", more: str = "") -> str:
    listed = ", ".join(f"'{a}'" if not a.startswith("{") else a for a in aliases)
    return f"[[name]]\nname = '{name}'\naliases = [{listed}]\n{f'type = {type_!r}' if type_ else ''}\n{more}\n"


def identities(reading: Reading) -> list[tuple[str, str]]:
    return [(m.span.of(reading.report.text), m.entity or "") for m in reading.mentions]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['language']}-{c.get('why', c['text'])[:40]}")
def test_what_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    toml = "".join(entry(name, type_="LOC") for name in case["listed"])
    reading = read(tmp_path, toml, case["text"], *case.get("marked", ()), language=case["language"])
    assert [m.span.of(reading.report.text) for m in reading.mentions] == case["found"]


def test_the_base_form_is_the_listed_one_in_the_report_s_script(tmp_path: Path) -> None:
    toml = entry("Prva zarja", type_="ORG")
    assert read(tmp_path, toml, "V Prvi zarji je voda.", language="sl").mentions[0].lemma == "Prva zarja"
    cyrillic = read(tmp_path, entry("Ondina", type_="ORG"), "Пожар на броду Ондина.", language="sr").mentions[0]
    assert (cyrillic.lemma, cyrillic.type) == ("Ондина", "ORG")


def test_a_name_without_a_type_is_looked_for_only_where_something_tells_it(tmp_path: Path) -> None:
    assert not read(tmp_path, entry("Ondina", type_=None), "Brod Ondina gori.").mentions
    assert read(tmp_path, entry("Moskva", type_=None), "U gradu Moskvi.").mentions[0].type == "LOC"
    known = read(tmp_path, entry("Ondina", type_=None), "Brod Ondina, brod Ondina.", "PRO:Ondina")
    assert [m.type for m in known.mentions] == ["PRO", "PRO"]


def test_the_type_of_an_entry_outranks_the_recogniser_s(tmp_path: Path) -> None:
    assert read(tmp_path, entry("Ondina", type_="ORG"), "Brod Ondina.", "PER:Ondina").mentions[0].type == "ORG"


def test_aliases_join_and_what_was_joined_goes_along(tmp_path: Path) -> None:
    text = "Kim Jong Un i Vođa. Kim je došao."
    found = read(tmp_path, entry("Kim Jong Un", "Vođa"), text, "Kim Jong Un", "Vođa", "Kim")
    assert identities(found) == [("Kim Jong Un", "n1"), ("Vođa", "n1"), ("Kim", "n1")]
    assert [(e.id, e.name, e.type) for e in found.entities] == [("n1", "Kim Jong Un", "PER")]


def test_a_listed_surname_does_not_bring_somebody_else_along(tmp_path: Path) -> None:
    found = read(tmp_path, entry("Kim Jong Un", "Kim"), "Kim Yo Jong je tu. Kim nije.", "Kim Yo Jong", "Kim")
    assert identities(found)[1] == ("Kim", "n1") and identities(found)[0][1] != "n1"


def test_not_parts_what_the_report_had_joined(tmp_path: Path) -> None:
    toml = entry("Ana Horvat", more="not = ['Anna Horvat']")
    found = read(tmp_path, toml, "Ana Horvat i Anna Horvat.", "Ana Horvat", "Anna Horvat")
    assert identities(found)[0][1] == "n1" != identities(found)[1][1]


def test_ignored_names_go_but_not_longer_ones(tmp_path: Path) -> None:
    toml = "ignore = ['Sretno', { form = 'Sutra', language = 'sl' }]"
    found = read(tmp_path, toml, "Sretno! Tu je Sretno Marević. Sutra.", "Sretno", "Sretno Marević", "Sutra")
    assert [s for s, _ in identities(found)] == ["Sretno Marević", "Sutra"]


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ("in = ['a.txt']", True),
        ("in = ['x/*.txt']", True),
        ("in = ['x/a.txt', 'b.txt']", True),
        ("in = ['A.TXT']", True),
        ("in = ['b.txt']", False),
        ("in = ['aa.txt']", False),
        ("in = '.txt'", False),
        ("language = 'hr'", True),
        ("language = ['sl', 'hbs']", True),
        ("language = 'sl'", False),
        ("beside = 'Luka Grad'", True),
        ("beside = 'Luka Selo'", False),
    ],
)
def test_where_a_form_counts(conditions: str, holds: bool, tmp_path: Path) -> None:
    toml = entry("Nitko Ništić", "{ form = 'Horvat', " + conditions + " }")
    found = read(tmp_path, toml, "Horvat je u Luci Grad.", "Horvat", "LOC:Luci Grad", source="w/x/a.txt")
    assert (identities(found)[0] == ("Horvat", "n1")) is holds


def test_the_more_exact_condition_has_the_form(tmp_path: Path) -> None:
    toml = entry("Ivan Prvi", "Horvat") + entry("Ivan Drugi", "{ form = 'Horvat', in = ['a.txt'] }")
    assert identities(read(tmp_path, toml, "Horvat.", "Horvat"))[0][1] == "n2"
    assert identities(read(tmp_path, toml, "Horvat.", "Horvat", source="b.txt"))[0][1] == "n1"


def test_two_that_count_alike_decide_nothing(tmp_path: Path) -> None:
    toml = "".join(entry(f"Ivan {n}", f"{{ form = 'Horvat', beside = '{n}' }}") for n in ("Prvi", "Drugi"))
    assert identities(read(tmp_path, toml, "Horvat: Prvi i Drugi.", "Horvat"))[0][1] == "e1"


def test_every_mention_stands_in_the_text_and_none_overlaps(tmp_path: Path) -> None:
    toml = "".join(entry(name, type_="ORG") for name in ("Ondina", "Ondina Dva", "Dva Broda", "Broda"))
    found = read(tmp_path, toml, "Na Ondina Dva Broda gori, kraj Ondine Dva. Tvrtka Dva Broda.", "Ondina")
    spans = [m.span for m in found.mentions]
    assert spans == sorted(spans) and all(a.end <= b.start for a, b in pairwise(spans))
