"""The whole way: stages that are replaced, reports that fail, links that a user has decided, two outlets with one text."""

from __future__ import annotations

from pathlib import Path

import pytest

import svod
from svod.corrections.passages import Correction
from svod.reading.names import recognise
from svod.reading.reader import Stages
from svod.records import Layout, Mention, Reading

FIRST = """Trajekt se nasukao kod Visa
Trajekt Ondina nasukao se u srijedu kod Visa, rekla je ministrica Jasna Marević. „Nitko nije teško ozlijeđen”, dodala je."""
SECOND = """Prom osiadł na mieliźnie
Prom Ondina osiadł w środę na mieliźnie koło wyspy Vis, powiedziała minister Jasna Marević. „Nikt nie jest ciężko ranny” – dodała."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND, encoding="utf-8")
    return tmp_path


def entity_of(collection: svod.Collection, name: str, surface: str) -> str | None:
    reading = next(r for r in collection.readings if r.report.source.endswith(name))
    return next(m.entity for m in reading.mentions if surface in m.span.of(reading.report.text))


def test_one_story_one_minister_in_two_languages(folder: Path) -> None:
    collection = svod.read(str(folder))
    assert [len(s.reports) for s in collection.stories] == [2]
    assert entity_of(collection, "a.txt", "Marević") == entity_of(collection, "b.txt", "Marević") is not None
    assert all(e.reason and 0 <= e.score <= 1 for e in collection.edges)


def test_a_user_parts_what_svod_joined(folder: Path) -> None:
    places = {name: text.index("Jasna Marević") for name, text in (("a.txt", FIRST), ("b.txt", SECOND))}
    left, right = (f"{name}:{start}-{start + 13}" for name, start in places.items())
    parted = Correction("entity", "different", left, right, "another minister")
    collection = svod.read(str(folder), corrections=[parted])
    assert entity_of(collection, "a.txt", "Marević") != entity_of(collection, "b.txt", "Marević")
    assert [e.reason for e in collection.edges if e.by == "user"] == ["another minister"]
    stories = [Correction("story", "different", "a.txt", "b.txt", "two ferries")]
    assert len(svod.read(str(folder), corrections=stories).stories) == 2


def test_a_stage_is_replaced_by_passing_another_function(folder: Path) -> None:
    def shouted(layout: Layout) -> tuple[Mention, ...]:
        return tuple(m for m in recognise(layout) if m.type == "LOC")

    collection = svod.read(str(folder), stages=Stages(recognise=shouted))
    assert {m.type for r in collection.readings for m in r.mentions} == {"LOC"}


def test_a_stage_that_fails_costs_one_report(folder: Path) -> None:
    def broken(layout: Layout) -> tuple[Mention, ...]:
        if layout.language == "pl":
            raise ValueError("no Polish today")
        return recognise(layout)

    collection = svod.read(str(folder), stages=Stages(recognise=broken))
    assert [r.report.source[-5:] for r in collection.readings] == ["a.txt"]
    (failure,) = collection.failures
    assert (failure.source[-5:], failure.stage) == ("b.txt", "read") and "no Polish today" in failure.message


def test_two_outlets_with_one_text_are_two_reports_of_one_origin(folder: Path) -> None:
    (folder / "b.txt").write_text(FIRST, encoding="utf-8")
    (folder / "metadata.csv").write_text("file,outlet\na.txt,Prvi\nb.txt,Drugi\n", encoding="utf-8")
    collection = svod.read(str(folder))
    (story,) = collection.stories
    assert len(story.reports) == 2 and len(story.origins) == 1
    assert sum(r.report.copy_of is not None for r in collection.readings) == 1
    assert all(s.origins == 1 for s in story.statements)


@pytest.mark.parametrize("days", ["", "2024-05-01,2024-05-02,2024-05-03", "2024-05-03,2024-05-02,2024-05-01"])
def test_of_reports_with_one_text_one_is_no_copy_and_speaks_for_all(tmp_path: Path, days: str) -> None:
    text = f"{FIRST} Na brodu je bilo 312 putnika, a spasioci su ih do jutra prevezli u Split."
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    if days:
        rows = "".join(f"{name}.txt,{day}\n" for name, day in zip("abc", days.split(","), strict=True))
        (tmp_path / "metadata.csv").write_text(f"file,date\n{rows}", encoding="utf-8")
    collection = svod.read([str(tmp_path / f"{name}.txt") for name in "abc"])
    assert sum(r.report.copy_of is None for r in collection.readings) == 1
    assert len([e for e in collection.edges if e.kind == "passage"]) == 2
    parted = [Correction("copy", "different", f"{a}.txt", f"{b}.txt", "") for a, b in ("ab", "ac", "bc")]
    collection = svod.read([str(tmp_path / f"{name}.txt") for name in "abc"], corrections=parted)
    assert all(r.report.copy_of is None for r in collection.readings)
    assert {len(story.origins) for story in collection.stories} == {3}


def test_one_text_is_read_once_for_all_who_print_it(folder: Path) -> None:
    read: list[str] = []

    def counted(layout: Layout) -> tuple[Mention, ...]:
        read.append(layout.text)
        return recognise(layout)

    for name in ("c.txt", "d.txt"):
        (folder / name).write_text(FIRST, encoding="utf-8")
    by_itself = {r.report.source: r for r in svod.annotate(str(folder)) if isinstance(r, Reading)}
    collection = svod.read(str(folder), stages=Stages(recognise=counted))
    assert len(read) == 2
    assert len({r.report.id for r in collection.readings}) == 4
    for reading in collection.readings:
        alone = by_itself[reading.report.source]
        assert reading.layout == alone.layout and reading.report.source == alone.report.source
        assert [q.content for q in reading.quotations] == [q.content for q in alone.quotations]
        assert [m.span for m in reading.mentions] == [m.span for m in alone.mentions]


def test_a_text_is_read_again_where_the_language_the_day_or_the_names_are_others(folder: Path) -> None:
    read: list[str] = []

    def counted(layout: Layout) -> tuple[Mention, ...]:
        read.append(layout.language)
        return recognise(layout)

    for name in ("b.txt", "c.txt", "d.txt"):
        (folder / name).write_text(FIRST, encoding="utf-8")
    metadata = (
        "file,language,date\na.txt,hr,2031-05-01\nb.txt,hr,2031-05-02\nc.txt,sr,2031-05-01\nd.txt,hr,2031-05-01\n"
    )
    (folder / "metadata.csv").write_text(metadata, encoding="utf-8")
    svod.read(str(folder), stages=Stages(recognise=counted))
    assert sorted(read) == ["hr", "hr", "sr"]
    read.clear()
    names = folder / "names.toml"
    names.write_text('ignore = [{ form = "Jasna Marević", in = "d.txt" }]\n', encoding="utf-8")
    collection = svod.read(str(folder / "*.txt"), stages=Stages(recognise=counted), names=names)
    assert sorted(read) == ["hr", "hr", "hr", "sr"]
    holding = {r.report.source[-5:] for r in collection.readings if any(m.lemma == "Jasna Marević" for m in r.mentions)}
    assert holding == {"a.txt", "b.txt", "c.txt"}


def test_a_text_that_fails_fails_for_all_who_print_it(folder: Path) -> None:
    def broken(layout: Layout) -> tuple[Mention, ...]:
        raise ValueError("not today")

    (folder / "c.txt").write_text(FIRST, encoding="utf-8")
    collection = svod.read(str(folder), stages=Stages(recognise=broken))
    assert [f.source[-5:] for f in collection.failures] == ["a.txt", "b.txt", "c.txt"]


def test_annotate_gives_readings_by_themselves(folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"\x00\x01\x02" * 100)
    items = list(svod.annotate(str(folder)))
    assert [isinstance(i, Reading) for i in items] == [True, True, False]
    assert items == list(svod.annotate(str(folder), jobs=2))


def test_every_annotation_of_the_sample_is_its_surface() -> None:
    sample = Path(__file__).resolve().parent.parent / "examples" / "sample" / "reports"
    collection = svod.read(str(sample))
    entities = {e.id for e in collection.entities}
    for reading in collection.readings:
        text = reading.report.text
        spans = [
            x.span for layer in (reading.mentions, reading.labels, reading.times, reading.quantities) for x in layer
        ]
        spans += [s for q in reading.quotations for s in q.content]
        spans += [c.span for c in reading.clauses] + list(reading.layout.sentences)
        assert all(s.of(text).strip() == s.of(text) for s in spans)
        assert {m.entity for m in reading.mentions} <= entities
        assert all(
            q.speaker.text == q.speaker.span.of(text) for q in reading.quotations if q.speaker and q.speaker.span
        )
    for story in collection.stories:
        for statement in story.statements:
            assert all(collection.surface(x.evidence) for x in statement.support)
        assert all(line.text == collection.surface(line.evidence[0]) for line in story.digest)
