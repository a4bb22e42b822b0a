"""The list of identities: counted, sorted, chosen, shown in a terminal, and written as CSV, JSON and a names file."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from pathlib import Path

import pytest
from rich.console import Console

from svod.corrections.names_file import load_names
from svod.pipeline import identities as read_identities
from svod.reading.tokens import tokenize
from svod.records import Collection, Edge, Entity, Evidence, Layout, Mention, MentionType, Reading, Report, Span
from svod.views.identities import identities, select
from svod.views.identities_files import COLUMNS, to_csv, to_dict
from svod.views.identities_table import print_identities
from svod.views.names_toml import to_toml

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample" / "reports"
needs_sample = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample is not part of an installed package")

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "-Ivić",
    "[red]Zora[/red]",
    "<b>Zora</b>",
    "\x1b[31mZora",
    "\u202eZora",
    '"Zora"',
    "Zora\\",
    "Zora, d.o.o.",
]


def reading(report: str, language: str, *names: tuple[str, str, MentionType]) -> Reading:
    """A report that says these names (entity, base form, type), and nothing else."""
    text, mentions = "", []
    for entity, form, type_ in names:
        mentions.append(Mention(Span(len(text), len(text) + len(form)), type_, form, entity))
        text += form + ". "
    layout = Layout(text, language, "Latn", (), (), tokenize(text, language))
    return Reading(Report(report, f"folder/{report}.txt", text, language=language), layout, tuple(mentions))


def edge(a: tuple[str, int], b: tuple[str, int], reason: str, by: str = "identities", judgement: str = "same") -> Edge:
    (left, n), (right, m) = a, b
    return Edge("entity", Evidence(left, Span(n, n + 5)), Evidence(right, Span(m, m + 5)), judgement, 0.9, reason, by)  # type: ignore[arg-type]


@pytest.fixture
def collection() -> Collection:
    """Two identities: Marko, named as Marko and Мирко, and a town."""
    readings = (
        reading("a", "hr", ("p", "Marko", "PER"), ("p", "Marko", "PER"), ("t", "Zadar", "LOC")),
        reading("b", "sr", ("p", "Марко", "PER"), ("q", "Milan", "PER")),
    )
    entities = (
        Entity("p", "PER", "Marko", {}, {"wikidata": "Q5"}),
        Entity("q", "PER", "Milan"),
        Entity("t", "LOC", "Zadar"),
        Entity("unnamed", "ORG", "Nobody"),
    )
    edges = (
        edge(("a", 0), ("a", 7), "both reports name “Marko”"),
        edge(("a", 0), ("b", 0), "“Marko” and “Марко” are one name"),
        edge(("a", 0), ("b", 7), "names.toml: “Milan” is never Marko (entry 1)", "user", "different"),
    )
    return Collection(readings, entities, (), edges)


def test_they_are_counted_and_sorted(collection: Collection) -> None:
    found = identities(collection)
    assert [(i.entity.id, i.mentions, len(i.reports), i.languages) for i in found] == [
        ("p", 3, 2, ("hr", "sr")), ("q", 1, 1, ("sr",)), ("t", 1, 1, ("hr",)),
    ]  # fmt: skip
    assert [(f.language, f.text, f.script, f.mentions) for f in found[0].forms] == [
        ("hr", "Marko", "Latn", 2), ("sr", "Марко", "Cyrl", 1),
    ]  # fmt: skip
    assert [r.text[:10] for r in found[0].reasons] == ["names.toml", "“Marko” an", "both repor"]
    assert [r.judgement for r in found[1].reasons] == ["different"], "what is kept apart is said of both"


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ({}, "pqt"),
        ({"types": ["PER"]}, "pq"),
        ({"types": ["PER", "LOC"], "languages": ["hr"]}, "pt"),
        ({"languages": ["pl"]}, ""),
        ({"at_least": 2}, "p"),
        ({"find": "MARKO"}, "p"),
        ({"find": "марк"}, "p"),
        ({"find": "žadar"}, "t"),
        ({"find": "q5"}, "p"),
        ({"find": "…"}, ""),
    ],
)
def test_they_are_chosen(conditions: dict[str, object], ids: str, collection: Collection) -> None:
    assert "".join(i.entity.id for i in select(identities(collection), **conditions)) == ids  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_the_table(width: int, collection: Collection) -> None:
    out = io.StringIO()
    print_identities(identities(collection), Console(file=out, width=width, highlight=False))
    shown = out.getvalue()
    assert all(len(line) <= width for line in shown.splitlines())
    wanted = ["People", "Marko", "Марко", "≠", "=", *(["wikidata"] if width > 40 else [])]
    assert all(word in shown for word in wanted)
    assert shown.index("People") < shown.index("Places")


def test_a_table_of_nothing() -> None:
    out = io.StringIO()
    print_identities((), Console(file=out))
    assert out.getvalue() == "No names.\n"


def hostile() -> Collection:
    names = [(f"e{n}", form, "ORG") for n, form in enumerate(HOSTILE)]
    return Collection(
        (reading("a", "hr", *names),),  # type: ignore[arg-type]
        tuple(Entity(id_, "ORG", form) for id_, form, _ in names),
    )


def test_hostile_names_are_text_everywhere(tmp_path: Path) -> None:
    found = identities(hostile())
    out = io.StringIO()
    print_identities(found, Console(file=out, width=100))
    assert "\x1b[31m" not in out.getvalue() and "[red]Zora[/red]" in out.getvalue() and "\u202e" not in out.getvalue()
    rows = list(csv.reader(io.StringIO(to_csv(found, hostile()))))
    assert rows[0] == list(COLUMNS) and len(rows) == len(HOSTILE) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]
    assert json.loads(json.dumps(to_dict(found, hostile())))["entities"]
    (tmp_path / "n.toml").write_text(to_toml(found, hostile()), encoding="utf-8")
    assert len(load_names(tmp_path / "n.toml").entries) == len(HOSTILE)


def test_json_is_the_contract_s_entity_and_more(collection: Collection) -> None:
    told = to_dict(identities(collection), collection)
    first = told["entities"][0]
    assert list(first)[:5] == ["id", "type", "name", "names", "links"] and first["mentions"] == 3
    assert first["forms"][1] == {"form": "Марко", "language": "sr", "script": "Cyrl", "mentions": 1, "reports": ["b"]}
    assert {e["judgement"] for e in first["edges"]} == {"same", "different"}
    assert [r["source"] for r in told["reports"]] == ["folder/a.txt", "folder/b.txt"] and "text" not in told["reports"][
        0
    ]


def test_a_shared_form_is_listed_with_its_files(tmp_path: Path) -> None:
    readings = (
        reading("a", "hr", ("p", "Ana Vrh", "PER"), ("p", "Vrh", "PER")),
        reading("b", "hr", ("q", "Iva Vrh", "PER"), ("q", "Vrh", "PER")),
        reading("c", "hr", ("r", "Vrh", "PER"), ("p", "Vrh", "PER")),
    )
    names = {"p": "Ana Vrh", "q": "Iva Vrh", "r": "Vrh"}
    whole = Collection(readings, tuple(Entity(i, "PER", name) for i, name in names.items()))
    text = to_toml(identities(whole), whole)
    assert 'aliases = [{ form = "Vrh", in = ["a.txt"] }]' in text and 'in = ["b.txt"]' in text
    assert "# “Vrh” stands for another too in c.txt" in text
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    assert len(load_names(tmp_path / "n.toml").entries) == 3


def partition(collection: Collection) -> dict[tuple[str, Span], str]:
    return {(r.report.id, m.span): m.entity or "" for r in collection.readings for m in r.mentions}


@needs_sample
def test_handed_back_it_joins_and_parts_nothing(tmp_path: Path) -> None:
    first = read_identities(str(SAMPLE))
    (tmp_path / "n.toml").write_text(to_toml(identities(first), first), encoding="utf-8")
    again = read_identities(str(SAMPLE), names=tmp_path / "n.toml")
    before, after = partition(first), partition(again)
    assert not set(before) - set(after), "every name is still found"
    there, back = defaultdict(set), defaultdict(set)
    for place, entity in before.items():
        there[entity].add(after[place])
        back[after[place]].add(entity)
    assert all(len(ids) == 1 for ids in (*there.values(), *back.values()))
    forms = {entity for place, entity in after.items() if place not in before}
    assert forms <= set(back), "what is found besides belongs to somebody who was there"
    # Written anew it is the same, and the user's own entries keep what svod can't know.
    names = load_names(tmp_path / "n.toml")
    renewed = to_toml(identities(again), again, names)
    (tmp_path / "m.toml").write_text(renewed, encoding="utf-8")
    assert partition(read_identities(str(SAMPLE), names=tmp_path / "m.toml")) == after


@needs_sample
def test_an_edited_list_parts_what_it_parts(tmp_path: Path) -> None:
    first = read_identities(str(SAMPLE))
    (person,) = select(identities(first), find="Wilcox", types=["PER"])
    spelling = next(f.text for f in person.forms if f.language == "sr" and " " in f.text)
    text = f'[[name]]\nname = "James Wilcox"\nnot = ["{spelling}"]\nreason = "a test"\n'
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    edited = read_identities(str(SAMPLE), names=tmp_path / "n.toml")
    owners = {f.text: i.entity.id for i in select(identities(edited), find="Wilcox", types=["PER"]) for f in i.forms}
    assert owners["James Wilcox"] == person.entity.id != owners.get(spelling)
