"""A names file over several reports: what it joins and parts, what it calls things, and that every decision is a link with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import svod
from svod.corrections.passages import Correction
from svod.pipeline import annotate, identities, read
from svod.reading.reader import Stages
from svod.records import Collection, Layout, Mention, Span

TEXTS = {
    "a.txt": "Ivan Horvat je u gradu Zagrebu, kaže Ivan Horvat. Ministar Horvat šuti.",
    "b.txt": "Nogometaš Ivan Horvat dao je gol. Ivan Horvat je iz Splita.",
    "c.txt": "Nogomet: Iwan Horwat je stigao, a Ivo Kralj nije.",
}
FOOTBALLER = "[[name]]\nname = 'Ivan Horvat'\ntype = 'PER'\nin = 'b.txt'\nqid = 'Q1'\nreason = 'the footballer'\n"


def recognise(layout: Layout) -> tuple[Mention, ...]:
    """Marks the names of the texts above, wherever they stand."""
    found: list[Mention] = []
    for name in ("Ivan Horvat", "Iwan Horwat", "Ivo Kralj", "Horvat"):
        start = layout.text.find(name)
        while start >= 0:
            span = Span(start, start + len(name))
            if not any(m.span.overlaps(span) for m in found):
                found.append(Mention(span, "PER", name))
            start = layout.text.find(name, span.end)
    return tuple(sorted(found, key=lambda m: m.span))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def named(folder: Path, toml: str, corrections: Sequence[Correction] = ()) -> tuple[Collection, list[str]]:
    (folder / "names.toml").write_text(toml, encoding="utf-8")
    said: list[str] = []
    stages = Stages(recognise=recognise)
    return (
        identities(
            str(folder), names=folder / "names.toml", stages=stages, corrections=corrections, notice=said.append
        ),
        said,
    )


def who(collection: Collection) -> dict[str, list[str]]:
    """The identities that each file names, in order."""
    return {
        Path(r.report.source).name: list(dict.fromkeys(m.entity or "" for m in r.mentions)) for r in collection.readings
    }


def test_without_a_file_svod_takes_the_two_for_one(folder: Path) -> None:
    found = who(identities(str(folder), stages=Stages(recognise=recognise)))
    assert found["a.txt"] == found["b.txt"]


def test_namesakes_are_parted_by_file(folder: Path) -> None:
    collection, said = named(folder, FOOTBALLER + "[[name]]\nname = 'Ivan Horvat'\nin = 'a.txt'\n")
    found = who(collection)
    assert len(found["a.txt"]) == len(found["b.txt"]) == 1 and found["a.txt"] != found["b.txt"] and not said
    footballer = collection.entity(found["b.txt"][0])
    assert (footballer.name, dict(footballer.links)) == ("Ivan Horvat", {"wikidata": "Q1"})
    (edge,) = (e for e in collection.edges if e.judgement == "different")
    assert (edge.by, edge.score) == ("user", 1.0)
    assert edge.reason == "names.toml: “Ivan Horvat” is not that of entry 1 (entry 2)"


def test_two_are_joined(folder: Path) -> None:
    collection, _ = named(
        folder, "[[name]]\nname = 'King'\naliases = ['Ivo Kralj', 'Ivan Horvat']\nreason = 'they are'\n"
    )
    assert {x for row in who(collection).values() for x in row} >= {"PER-king"}
    forms = {form for own in collection.entity("PER-king").names.values() for form in own}
    assert forms >= {"Ivan Horvat", "Ivo Kralj"}
    reasons = {e.reason for e in collection.edges if e.by == "user"}
    assert "names.toml: “Ivo Kralj” is King (entry 1: they are)" in reasons
    assert all(e.score == 1.0 for e in collection.edges if e.by == "user")


def test_not_holds_against_the_model_in_another_report(folder: Path) -> None:
    joined = who(identities(str(folder), stages=Stages(recognise=recognise)))
    assert joined["c.txt"][0] == joined["b.txt"][0], "the spelling is taken for the same name"
    collection, _ = named(folder, "[[name]]\nname = 'Ivan Horvat'\nnot = ['Iwan Horwat']\n")
    found = who(collection)
    assert found["c.txt"][0] != found["b.txt"][0] == found["a.txt"][0]
    assert any(e.reason == "names.toml: “Iwan Horwat” is never Ivan Horvat (entry 1)" for e in collection.edges)


def test_names_type_and_links(folder: Path) -> None:
    toml = "[[name]]\nname = 'Cafe Horvat'\ntype = 'ORG'\naliases = ['Ivan Horvat']\n"
    toml += "names = { hr = 'Kavana Horvat', de = 'Café Horvat' }\nlinks = { viaf = '7' }\n"
    collection, _ = named(folder, toml)
    entity = collection.entity("ORG-cafe-horvat")
    assert (entity.name, entity.type, dict(entity.links)) == ("Cafe Horvat", "ORG", {"viaf": "7"})
    assert entity.names["hr"][0] == "Kavana Horvat" and entity.names["de"] == ("Café Horvat",)


def test_a_country_of_the_tables_keeps_its_register_id(folder: Path) -> None:
    (folder / "d.txt").write_text("Brod je u Hrvatskoj, kažu u Hrvatskoj. Hrvatska šuti.", encoding="utf-8")
    collection, _ = named(folder, "[[name]]\nname = 'Hrvatska'\ntype = 'LOC'\nqid = 'Q224'\n")
    assert dict(collection.entity("LOC-hrvatska").links) == {"iso3166": "HR", "wikidata": "Q224"}


def test_a_correction_of_passages_is_more_exact(folder: Path) -> None:
    toml = "[[name]]\nname = 'Ivan Horvat'\n"
    assert len({x[0] for f, x in who(named(folder, toml)[0]).items() if f != "c.txt"}) == 1
    parted = Correction("entity", "different", "a.txt:0-11", "b.txt:10-21", "two men")
    found = who(named(folder, toml, [parted])[0])
    assert found["a.txt"][0] != found["b.txt"][0]


def test_what_stands_nowhere_is_said_once(folder: Path) -> None:
    _, said = named(
        folder, "ignore = ['Mjesec', 'Ivo Kralj']\n[[name]]\nname = 'Nitko Ništić'\n[[name]]\nname = 'Ivan Horvat'\n"
    )
    assert said == [
        "names.toml: entry 1 (“Nitko Ništić”) stands in none of these reports",
        "names.toml: “Mjesec” (`ignore`) stands in none of these reports",
    ]


def test_any_order_and_any_command_say_the_same(folder: Path) -> None:
    (folder / "names.toml").write_text(FOOTBALLER, encoding="utf-8")
    files = [str(folder / name) for name in TEXTS]
    stages, path = Stages(recognise=recognise), folder / "names.toml"
    one = identities(files, names=path, stages=stages)
    assert one == identities(files[::-1], names=path, stages=stages)
    whole = read(files, names=str(path), stages=stages)
    assert who(whole) == who(one) and whole.entities == one.entities
    assert [e for e in whole.edges if e.kind == "entity"] == list(one.edges)


def test_annotate_has_the_same_id_on_every_line(folder: Path) -> None:
    (folder / "names.toml").write_text("[[name]]\nname = 'Ivan Horvat'\n[[name]]\nname = 'Nitko'\n", encoding="utf-8")
    said: list[str] = []
    stages = Stages(recognise=recognise)
    lines = list(annotate(str(folder), names=folder / "names.toml", stages=stages, notice=said.append))
    ids = [{m.entity for m in r.mentions if m.lemma == "Ivan Horvat"} for r in lines if isinstance(r, svod.Reading)]
    assert ids == [{"n1"}, {"n1"}, set()] and len(said) == 1


def test_the_python_api_warns(folder: Path) -> None:
    (folder / "names.toml").write_text("[[name]]\nname = 'Nitko'\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="entry 1"):
        svod.read(str(folder), names=folder / "names.toml")
