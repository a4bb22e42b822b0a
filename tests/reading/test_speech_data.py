"""What a language says about reported speech is written so that it can match."""

from __future__ import annotations

import pytest

from svod.languages import LANGUAGES, words
from svod.reading.attribution import Scene
from svod.reading.speech import VERBS, speech
from tagged_cases import lay_out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*VERBS, "hearsay", "according"])
def test_alternatives_of_several_words_stand_in_entries_of_their_own(language: str, kind: str) -> None:
    """In `a|b c|d e` the middle word is `b` or `c d`: lists of single words and phrases do not mix."""
    for entry in words(language, "quotations", kind):
        first, *more = entry.split()
        assert len(more) <= 6 and (not more or first.count("|") < 40), entry


def test_sharp_s_is_found() -> None:
    (match,) = speech("de").cues.find(lay_out("heißt es", "de").tokens)
    assert (match.first, match.last) == (0, 2)


APART = [
    ("Sie räumte den Fehler ein.", "räumte", "ein"),
    ("Sie kündigt für den Fall, dass er ablehnt, einen Streik an und geht.", "kündigt", "an"),
    ("Sie räumte das Zimmer auf.", None, None),
    ("Sie räumte. Er lud sie ein.", "lud", "ein"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verb", "particle"), APART)
def test_verbs_find_their_particles(text: str, verb: str | None, particle: str | None) -> None:
    scene = Scene(lay_out(text, "de"), ())
    found = [(scene.tokens[v].text, scene.tokens[p].text) for v, p in scene.particles.items()]
    assert found == ([(verb, particle)] if verb else [])


MOODS = [
    ("Er habe nichts gesehen.", ["habe"]),
    ("Es war die Rede und die Frage.", []),
    ("Die Uhr schlug, als sei nichts geschehen.", []),
    ("Es regnet, es sei denn, man irrt sich.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reported"), MOODS)
def test_the_mood_of_reported_speech_is_told_by_its_forms(text: str, reported: list[str]) -> None:
    scene = Scene(lay_out(text, "de"), ())
    assert [t.text for n, t in enumerate(scene.tokens) if scene.is_reported(n)] == reported
