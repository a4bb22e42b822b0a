import tomllib
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from svod.format import report_from_dict
from svod.languages.scripts import script_of
from svod.linking.alike import Name, alike
from svod.linking.identities import link_entities
from svod.linking.who import edge_order
from svod.reading.referents import resolve
from svod.records import Edge, Evidence, Reading, Span

DATA = Path(__file__).parent.parent / "data/identities"
CASES = tomllib.loads((DATA / "collections.toml").read_text(encoding="utf-8"))["case"]
LATIN = ("en", "hr", "sl", "pl", "de")


def reading(number: int, language: str, *names: str) -> Reading:
    """A report that says these names, each `TYPE base form`, and nothing else."""
    text, mentions = "", []
    for name in names:
        type_, _, lemma = name.partition(" ")
        mentions.append({"start": len(text), "end": len(text) + len(lemma), "type": type_, "lemma": lemma})
        text += lemma + ". "
    report = {"id": f"r{number}", "source": "invented", "text": text, "language": language, "script": script_of(text)}
    bare = report_from_dict({**report, "mentions": mentions})
    resolved, entities = resolve(bare.layout, bare.mentions)
    return Reading(bare.report, bare.layout, resolved, entities)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_collections(case: dict[str, Any]) -> None:
    readings = [reading(n, *report) for n, report in enumerate(case["reports"])]
    for order in (readings, readings[::-1]):
        linked, _, edges = link_entities(order)
        by_report = {r.report.id: [m.entity for m in r.mentions] for r in linked}
        found = [entity for r in readings for entity in by_report[r.report.id]]
        groups: dict[str | None, list[int]] = {}
        for n, entity in enumerate(found):
            groups.setdefault(entity, []).append(n)
        assert sorted(g for g in groups.values() if len(g) > 1) == sorted(case["same"])
        for edge in edges:
            assert 0 < edge.score <= 1
            assert "\n" not in edge.reason
            assert "“" in edge.reason


def _persons() -> list[tuple[str, list[tuple[str, str]]]]:
    """The persons of `persons.tsv`, each with the names that languages give them; `=` is the English spelling."""
    found = []
    for line in (DATA / "persons.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        english, czech, *others, more = line.split("\t")
        names = [(language, english) for language in LATIN]
        names += [(language, english if czech == "=" else czech) for language in ("cs", "sk")]
        names += zip(("sr", "ru", "uk", "bg", "mk"), others, strict=True)
        names += [(item[:2], item[3:]) for item in more.split(";") if item]
        found.append((english, list(dict.fromkeys(names))))
    return found


def test_spellings_of_persons_in_twelve_languages() -> None:
    wanted = found = 0
    for _, names in _persons():
        for (language, name), (other_language, other) in combinations(names, 2):
            left, right = Name(name, language, "PER"), Name(other, other_language, "PER")
            wanted += 1
            found += alike(left, right) is not None and (
                left.key == right.key or bool(set(left.blocks()) & set(right.blocks()))
            )
    assert found / wanted > 0.99


def test_no_two_persons_are_one() -> None:
    blocks: dict[tuple[str, ...], list[tuple[str, Name]]] = {}
    for person, names in _persons():
        for language, name in names:
            own = Name(name, language, "PER")
            for key in set(own.blocks()):
                blocks.setdefault(key, []).append((person, own))
    for block in blocks.values():
        for (person, own), (other, their) in combinations(block, 2):
            assert person == other or alike(own, their) is None, (own.text, their.text)


def test_edges_between_the_same_places_have_one_order() -> None:
    left, right = Evidence("a", Span(0, 3)), Evidence("b", Span(0, 3))
    edges = [
        Edge("entity", left, right, "same", score, reason, "identities")
        for score, reason in ((1.0, "one name"), (0.9, "spellings"), (0.9, "another reason"))
    ]
    assert len({tuple(sorted(order, key=edge_order)) for order in permutations(edges)}) == 1
