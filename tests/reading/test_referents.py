import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from svod.languages.scripts import script_of
from svod.reading.namesakes import initials
from svod.reading.referents import resolve
from svod.reading.tokens import tokenize
from svod.records import Layout, Mention, Section, Span

CASES = tomllib.loads((Path(__file__).parent.parent / "data/identities/referents.toml").read_text(encoding="utf-8"))[
    "case"
]
MARK = re.compile(r"\[(PER|LOC|ORG|EVT|PRO) ([^|\]]+)\|([^\]]+)\]")


def read(text: str, language: str) -> tuple[Layout, tuple[Mention, ...]]:
    """A layout and mentions from a text with names marked `[PER base form|surface]`."""
    plain, mentions, end = "", [], 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        span = Span(len(plain), len(plain) + len(match[3]))
        mentions.append(Mention(span, match[1], match[2]))  # type: ignore[arg-type]
        plain, end = plain + match[3], match.end()
    plain += text[end:]
    whole = Span(0, len(plain))
    return Layout(
        plain, language, script_of(plain), (Section(whole, "body"),), (whole,), tokenize(plain, language)
    ), tuple(mentions)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['language']}-{n}" for n, c in enumerate(CASES)])
def test_referents(case: dict[str, Any]) -> None:
    layout, mentions = read(case["text"], case["language"])
    resolved, entities = resolve(layout, mentions)
    groups: dict[str | None, list[int]] = {}
    for n, mention in enumerate(resolved):
        groups.setdefault(mention.entity, []).append(n)
    assert sorted(groups.values()) == sorted(case["same"])
    assert list(groups) == [e.id for e in entities] == [f"e{n + 1}" for n in range(len(entities))]
    assert [m.span for m in resolved] == [m.span for m in mentions]


def test_the_fullest_name_is_the_entity_s() -> None:
    layout, mentions = read("[PER Perić|Perić] i opet [PER Perić|Perić]: [PER Ivan Perić|Ivan Perić].", "hr")
    _, (entity,) = resolve(layout, mentions)
    assert entity.name == "Ivan Perić"
    assert entity.names == {"hr": ("Perić", "Ivan Perić")}


def test_nothing_in_nothing_out() -> None:
    layout, _ = read("Ništa.", "hr")
    assert resolve(layout, ()) == ((), ())


def test_initials() -> None:
    assert "oebs" in initials("Organizacija za evropsku bezbednost i saradnju", "sr")
    assert initials("Zagreb", "hr") == frozenset()
