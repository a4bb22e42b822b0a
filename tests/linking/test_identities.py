import json
import random
from dataclasses import replace
from pathlib import Path

from svod.format import report_from_dict
from svod.languages.scripts import script_of
from svod.linking.identities import link_entities
from svod.reading.referents import resolve
from svod.reading.tokens import tokenize
from svod.records import (
    Clause,
    Edge,
    Evidence,
    Label,
    Layout,
    Mention,
    MentionType,
    Quotation,
    Reading,
    Report,
    Section,
    Span,
    Speaker,
    content_id,
)  # fmt: skip


def reading(language: str, *names: str) -> Reading:
    """A report that says these names, each `TYPE base form`, and nothing else."""
    text, mentions = "", []
    for name in names:
        type_, _, lemma = name.partition(" ")
        mentions.append(Mention(Span(len(text), len(text) + len(lemma)), type_, lemma))  # type: ignore[arg-type]
        text += lemma + ". "
    whole = Span(0, len(text) - 1)
    layout = Layout(text, language, script_of(text), (Section(whole, "body"),), (whole,), tokenize(text, language))
    resolved, entities = resolve(layout, tuple(mentions))
    return Reading(Report(content_id(language, text), "invented", text, language=language), layout, resolved, entities)


def ids(readings: tuple[Reading, ...]) -> list[list[str | None]]:
    return [[m.entity for m in r.mentions] for r in readings]


KIM = (
    reading("hr", "PER Kim Jong Un", "PER Kim", "LOC Rusija", "LOC Sjeverna Koreja"),
    reading("pl", "PER Kim Dzong Un", "LOC Rosja", "LOC Korea Północna"),
    reading("sr", "PER Ким Џонг Ун", "PER Ким", "LOC Русија", "LOC Северна Кореја"),
    reading("ru", "PER Ким Чен Ын", "LOC КНДР"),
)


def test_one_person_and_one_country_in_four_languages() -> None:
    linked, entities, edges = link_entities(KIM)
    assert len(entities) == 3
    assert ids(linked)[3] == [next(e.id for e in entities if e.type == "PER"), "LOC-north-korea"]
    korea = next(e for e in entities if e.name == "North Korea")
    assert korea.links == {"iso3166": "KP"}
    assert korea.names["ru"] == ("КНДР",)
    kim = next(e for e in entities if e.type == "PER")
    assert kim.names["hr"] == ("Kim Jong Un",)
    assert all(e.kind == "entity" and e.by == "identities" and "“" in e.reason for e in edges)
    assert any("CLDR" in e.reason for e in edges)


def test_order_of_reports_changes_nothing() -> None:
    _, entities, edges = link_entities(KIM)
    for seed in range(4):
        shuffled = list(KIM)
        random.Random(seed).shuffle(shuffled)
        linked, other_entities, other_edges = link_entities(shuffled)
        assert (other_entities, other_edges) == (entities, edges)
        assert [r.report.id for r in linked] == [r.report.id for r in shuffled]


def test_namesakes_stay_apart_and_so_does_the_bare_surname() -> None:
    readings = (reading("en", "PER Joe Moran"), reading("pl", "PER Jill Moran"), reading("sl", "PER Moran"))
    assert len({i for row in ids(link_entities(readings)[0]) for i in row}) == 3


def test_a_bare_surname_goes_to_the_only_person_of_that_name() -> None:
    readings = (reading("bg", "PER Ларс Поулсен"), reading("cs", "PER Poulsen"))
    _, entities, edges = link_entities(readings)
    assert len(entities) == 1
    assert edges[0].score < 0.8
    assert "only person of that name" in edges[0].reason


def test_a_place_is_not_a_person() -> None:
    linked, _, _ = link_entities((reading("en", "PER Washington"), reading("en", "LOC Washington", "LOC Paris")))
    assert len({i for row in ids(linked) for i in row}) == 3


def test_two_countries_never_meet() -> None:
    readings = (reading("hr", "LOC Slovačka", "LOC Slovenija"), reading("sk", "LOC Slovensko", "LOC Slovinsko"))
    linked, _, _ = link_entities(readings)
    assert ids(linked) == [["LOC-slovakia", "LOC-slovenia"], ["LOC-slovakia", "LOC-slovenia"]]


def test_an_institution_without_its_country_is_the_country_s_of_the_report() -> None:
    readings = (
        reading("pl", "LOC Pakistan", "ORG Sąd Najwyższy"),
        reading("ru", "ORG Верховный суд Пакистана", "LOC Пакистан"),
        reading("pl", "LOC Polska", "ORG Sąd Najwyższy"),
    )
    (first, second, third) = ids(link_entities(readings)[0])
    assert first[1] == second[0]
    assert first[1] != third[1]


def _edge(left: Reading, n: int, right: Reading, m: int, judgement: str) -> Edge:
    a, b = Evidence(left.report.id, left.mentions[n].span), Evidence(right.report.id, right.mentions[m].span)
    return Edge("entity", a, b, judgement, 1.0, "a reader says so", "user")  # type: ignore[arg-type]


def test_a_user_joins_what_nothing_joins() -> None:
    readings = (reading("hr", "PER Ivan Perić"), reading("en", "ORG The Baker"))
    decision = _edge(readings[0], 0, readings[1], 0, "same")
    _, entities, edges = link_entities(readings, [decision])
    assert len(entities) == 1
    assert decision in edges


def test_a_user_parts_what_is_spelt_alike() -> None:
    readings = (reading("hr", "PER Ivan Perić"), reading("sl", "PER Ivan Perić"), reading("sr", "PER Иван Перић"))
    decision = _edge(readings[0], 0, readings[1], 0, "different")
    linked, entities, edges = link_entities(readings, [decision])
    first, second, _ = ids(linked)
    assert first != second
    assert len(entities) == 2
    assert decision in edges
    assert link_entities(tuple(reversed(readings)), [decision])[1] == entities


def test_a_user_parts_two_mentions_of_one_report() -> None:
    one = reading("hr", "PER Ivan Perić", "PER Perić", "PER Perić")
    linked, _, _ = link_entities((one,), [_edge(one, 0, one, 2, "different")])
    assert linked[0].mentions[0].entity == linked[0].mentions[1].entity != linked[0].mentions[2].entity


def test_every_id_is_replaced_where_it_is_known() -> None:
    one = reading("hr", "PER Ivan Perić", "ORG Hina")
    span = Span(0, 4)
    one = replace(
        one,
        labels=(Label(span, "vođa", entity="e1", by="outlet"), Label(span, "laž", entity=None, by="e1")),
        quotations=(
            Quotation(
                "q1",
                "direct",
                (span,),
                speaker=Speaker(span, "on", "e1"),
                addressee=Speaker(span, "Ani", "e2"),
                via=("e2", "unknown"),
            ),
        ),
        clauses=(Clause(span, source="e1", via=("e2",)),),
    )
    (linked,), _, _ = link_entities((one,))
    assert [x.entity for x in linked.labels] == ["PER-ivan-peric", None]
    assert [x.by for x in linked.labels] == ["outlet", "PER-ivan-peric"]
    quotation = linked.quotations[0]
    assert quotation.speaker is not None
    assert quotation.speaker.entity == "PER-ivan-peric"
    assert quotation.addressee is not None
    assert (quotation.addressee.entity, quotation.via) == ("ORG-hina", ("ORG-hina", "unknown"))
    assert (linked.clauses[0].source, linked.clauses[0].via) == ("PER-ivan-peric", ("ORG-hina",))


def test_nothing_in_nothing_out() -> None:
    assert link_entities(()) == ((), (), ())


def test_one_kim_and_one_putin_in_the_seeds(shared: Path) -> None:
    path = shared / "gold" / "seeds.json"
    readings, gold = [], []
    for report in json.loads(path.read_text(encoding="utf-8"))["reports"]:
        mentions = [m for m in report["mentions"] if not m.get("optional")]
        gold += [m["entity"] for m in mentions]
        plain = {key: report[key] for key in ("id", "source", "text", "language", "script")}
        bare = report_from_dict({**plain, "mentions": [m | {"entity": None} for m in mentions]})
        resolved, entities = resolve(bare.layout, bare.mentions)
        readings.append(replace(bare, mentions=resolved, entities=entities))
    linked, _, _ = link_entities(readings)
    ours = [m.entity for r in linked for m in r.mentions]
    for person in ("PER-Kim-Jong-Un", "PER-Vladimir-Putin", "GPE-North-Korea", "GPE-Russia"):
        assert len({o for o, g in zip(ours, gold, strict=True) if g == person}) == 1, person
    by_ours: dict[str | None, set[str]] = {}
    for o, g in zip(ours, gold, strict=True):
        by_ours.setdefault(o, set()).add(g)
    assert all(len(g) == 1 for g in by_ours.values())


TYPES: tuple[MentionType, ...] = ("PER", "LOC", "ORG")


def test_hundreds_of_reports_take_seconds() -> None:
    import time

    rng = random.Random(7)
    syllables = "ba ko ri mu ta ne so vi la du pe go zi ha".split()
    names = [" ".join("".join(rng.choices(syllables, k=3)).title() for _ in range(2)) for _ in range(1500)]
    readings = [reading("hr", *(f"{rng.choice(TYPES)} {rng.choice(names)}" for _ in range(15))) for _ in range(400)]
    began = time.process_time()
    link_entities(readings)
    assert time.process_time() - began < 10
