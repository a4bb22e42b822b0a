"""A dictionary entered in the middle says what it says when walked through."""

from __future__ import annotations

import pytest
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

from svod.languages import lemma_streams
from svod.languages.lemma_streams import IndexedMap


@pytest.mark.parametrize("code", ["sl", "en", "bg", "cs"])
def test_the_same_words_with_the_same_lemmas(code: str) -> None:
    walked, entered = StreamMap(code), IndexedMap(code)
    assert len(entered._firsts) < len(walked._firsts) / 4, "the index was not used"
    forms = list(walked)[::211]
    assert [entered[f] for f in forms] == [walked[f] for f in forms]
    assert all(f"{f}qx" not in entered for f in forms[:50])
    assert "" not in entered and len(entered) == len(walked)


def test_a_dictionary_of_another_version_is_walked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lemma_streams, "_index", lambda: {"sl.size": 1})
    assert IndexedMap("sl")["rekel"] == StreamMap("sl")["rekel"]
