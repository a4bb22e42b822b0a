"""Labels in every language, their referents, and the speakers they name. The sentences are invented."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from svod.languages import LANGUAGES
from svod.languages.scripts import script_of
from svod.reading.labels import find_labels
from svod.reading.tokens import tokenize
from svod.records import Layout, Mention, Quotation, Span, Speaker

DATA = Path(__file__).parent.parent / "data" / "labels"
CASES = [
    pytest.param(language, case, id=f"{language}-{n}")
    for language in LANGUAGES
    for n, case in enumerate(tomllib.loads((DATA / f"{language}.toml").read_text(encoding="utf-8"))["case"])
]


def lay_out(text: str, language: str) -> Layout:
    return Layout(text, language, script_of(text), (), (Span(0, len(text)),), tokenize(text, language))


def mentions_of(case: dict[str, Any]) -> tuple[Mention, ...]:
    text = case["text"]
    return tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), type_, name, entity)
        for name, type_, entity in case["names"]
    )


@pytest.mark.parametrize(("language", "case"), CASES)
def test_labels(language: str, case: dict[str, Any]) -> None:
    layout = lay_out(case["text"], language)
    labels, _ = find_labels(layout, mentions_of(case), ())
    found = [
        {"words": x.span.of(layout.text), "head": x.head, "tone": x.tone, "entity": x.entity or ""} for x in labels
    ]
    assert found == case["labels"]


def test_two_persons_of_one_office_leave_the_referent_open() -> None:
    text = "Ministar Ivo Kralj i ministar Jure Laz stigli su. Ministar je rekao da ostaje."
    case = {"text": text, "names": [("Ivo Kralj", "PER", "e1"), ("Jure Laz", "PER", "e2")]}
    labels, _ = find_labels(lay_out(text, "hr"), mentions_of(case), ())
    assert [x.entity for x in labels] == ["e1", "e2"]


def test_a_label_names_the_speaker_and_a_quotation_its_labels() -> None:
    text = "Premijerka Ana Zec je stigla. „Naš predsjednik Jan Breg ostaje“, rekla je premijerka."
    case = {"text": text, "names": [("Ana Zec", "PER", "e1"), ("Jan Breg", "PER", "e2")]}
    start = text.rindex("premijerka")
    quotation = Quotation(
        "q1",
        "direct",
        (Span(text.index("Naš"), text.index("“")),),
        speaker=Speaker(Span(start, start + len("premijerka")), "premijerka"),
    )
    labels, (spoken,) = find_labels(lay_out(text, "hr"), mentions_of(case), (quotation,))
    assert spoken.speaker is not None
    assert spoken.speaker.entity == "e1"
    assert {x.span.of(text): x.by for x in labels} == {
        "Premijerka": "outlet",
        "predsjednik": "e1",
        "premijerka": "outlet",
    }


@pytest.mark.parametrize(("cue", "whose"), [("rekao je", "PER-g"), ("rekli su", None)])
def test_a_verb_in_the_plural_has_no_one_person_for_its_subject(cue: str, whose: str | None) -> None:
    text = f"Predsjednik Ivan Galić je stigao. Predsjednik {cue} da je most otvoren."
    mention = Mention(Span(12, 22), "PER", "Ivan Galić", "PER-g")
    start, at = text.index("Predsjednik", 30), text.index(cue)
    quotation = Quotation(
        "q1", "indirect", (Span(text.index("je most"), len(text) - 1),), Span(at, at + len(cue)),
        Speaker(Span(start, start + 11), "Predsjednik"),
    )  # fmt: skip
    _, (spoken,) = find_labels(lay_out(text, "hr"), (mention,), (quotation,))
    assert spoken.speaker is not None and spoken.speaker.entity == whose


def test_a_language_without_data_has_no_labels() -> None:
    assert find_labels(lay_out("Presidente Jan Breg.", "pt"), (), ()) == ((), ())
