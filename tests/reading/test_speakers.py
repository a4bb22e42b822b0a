"""Who is meant where an attribution leaves it to other words, and who carries what is said; first names, verbs and titles as evidence."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from svod.reading.attribution import Scene
from svod.reading.gender import Genders
from svod.reading.quotations import find_quotations
from svod.records import Mention
from tagged_cases import CASES, lay_out, parse

SPEAKERS = tomllib.loads((CASES / "speakers.toml").read_text(encoding="utf-8"))["case"]


def _one_entity_a_name(mentions: list[Mention]) -> list[Mention]:
    """The lemma as entity: the cases repeat names."""
    return [replace(m, entity=m.lemma) for m in mentions]


@pytest.mark.parametrize("case", SPEAKERS, ids=lambda case: case["why"])
def test_gives_what_is_said_to_whom_the_words_allow(case: dict[str, Any]) -> None:
    parsed = parse(case["text"])
    found = find_quotations(lay_out(parsed.text, case["language"]), _one_entity_a_name(parsed.mentions))
    assert [(q.speaker.entity if q.speaker else None) or "" for q in found] == case["speaker"]
    if "via" in case:
        assert [list(q.via) for q in found] == case["via"]
    if "words" in case:
        assert [(q.speaker.text if q.speaker else None) or "" for q in found] == case["words"]
    if "to" in case:
        assert [(q.addressee.text if q.addressee else None) or "" for q in found] == case["to"]
    if "unnamed" in case:
        assert [q.speaker is not None and q.speaker.unnamed for q in found] == case["unnamed"]


GENDERS = [
    ("hr", "<n>Nives Brajković</n> je rekla svoje.", "f"),
    ("hr", "<n>Luka Marević</n> je stigao.", "m"),
    ("hr", "Stigla je ministrica <n>Doris Kim</n>.", "f"),
    ("sr", "<n>Милица Станков</n> путује.", "f"),
    ("pl", "<n>Barnaba Kowalski</n> przyjechał.", "m"),
    ("cs", "<n>Kim Nováková</n> jela domů.", "f"),
    ("ru", "<n>Никита Белов</n> уехал.", "m"),
    ("bg", "Адвокатката му <n>Дора Вучетич</n> отрече.", "f"),
    ("en", "Mrs <n>Robin Ashby</n> left.", "f"),
    ("en", "<n>Robin Ashby</n> left.", None),
    ("uk", "Бачили <n>Ясни Маревич</n> біля порту.", None),
]


@pytest.mark.parametrize(("language", "line", "gender"), GENDERS)
def test_reads_the_gender_of_a_person_from_the_report(language: str, line: str, gender: str | None) -> None:
    case = parse(line)
    assert Genders(Scene(lay_out(case.text, language), case.mentions)).of("e1") == gender
