"""Base forms of names in context, by tables of every language; each third line was kept aside while the rules were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from svod.languages.scripts import script_of
from svod.reading.name_lemmas import base_forms
from svod.reading.name_paradigms import grammar, is_adjective, word_readings, written_like
from svod.reading.tokens import tokenize
from svod.records import Layout, Section, Span

TABLES = Path(__file__).parents[1] / "data" / "names" / "lemmas"
FLOORS = {
    "hr": 0.94, "sr": 0.94, "bs": 0.9, "sl": 0.9, "pl": 0.9, "cs": 0.85, "sk": 0.9, "ru": 0.9, "uk": 0.82, "bg": 0.88,
    "mk": 0.9, "en": 0.95, "de": 0.92,
}  # fmt: skip


def _found(language: str, line: str) -> tuple[str, str, bool]:
    """(name in its phrase, what is wanted, whether it is found); a line is `type phrase-with-[name] lemma (poss)`."""
    type, text, lemma, *possessive = line.split("\t")
    begin, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    whole, tokens = Span(0, len(plain)), tokenize(plain, language)
    inside = [i for i, t in enumerate(tokens) if begin <= t.span.start < end]
    layout = Layout(plain, language, script_of(plain), (Section(whole, "body"),), (whole,), tokens)
    got = base_forms(layout, [(inside[0], inside[-1] + 1, type)])[0]
    return text, lemma, got[0].casefold() == lemma.casefold() and got[1] == bool(possessive)


@pytest.mark.parametrize("language", FLOORS)
def test_table(language: str) -> None:
    lines = (TABLES / f"{language}.tsv").read_text("utf-8").splitlines()
    found = [_found(language, line) for line in lines]
    wrong = [f"{text}: {lemma}" for text, lemma, right in found if not right]
    assert 1 - len(wrong) / len(found) >= FLOORS[language], wrong


@pytest.mark.parametrize(
    ("base", "word", "language", "expected"),
    [
        ("petar", "Петра", "sr", "Петар"), ("tanjug", "Танјуга", "sr", "Танјуг"), ("zagreb", "ZAGREBU", "hr", "ZAGREB"),
        ("ljubljana", "Љубљане", "sr", "Љубљана"),
    ],
)  # fmt: skip
def test_script_and_capitals(base: str, word: str, language: str, expected: str) -> None:
    assert written_like(base, word, language) == expected


def test_readings_of_a_word() -> None:
    """`Ivanom` is a man or a woman; only the words beside it can tell."""
    readings = {(r.base, r.case, r.gender) for r in word_readings("ivanom", "PER", "hr", True)}
    assert {("ivan", "ins", "m"), ("ivana", "ins", "f")} <= readings


def test_adjectives() -> None:
    assert is_adjective("europsk", None, "hr")
    assert not is_adjective("rat", "rat", "hr")


@pytest.mark.parametrize("language", ["hbs", "sl", "cs", "sk", "uk", "mk", "de"])
def test_declensions_are_whole(language: str) -> None:
    """Every declension has the endings of the base form among its own, and a base form is a reading of itself."""
    for declension in grammar(language).declensions:
        assert (declension.base, "nom") in declension.endings
