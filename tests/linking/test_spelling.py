from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.linking.alike import Name, alike
from svod.linking.spelling import block_keys, distance, likeness, sounds, word_likeness
from svod.records import MentionType

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent.parent / "data/identities/names.tsv").read_text(encoding="utf-8").splitlines()
]
LETTERS = st.text("abcdefghijklmnoprstuvzšžčǰ", max_size=9)


@pytest.mark.parametrize(("verdict", "type_", "language", "name", "other_language", "other"), ROWS)
def test_names(verdict: str, type_: MentionType, language: str, name: str, other_language: str, other: str) -> None:
    left, right = Name(name, language, type_), Name(other, other_language, type_)
    found = alike(left, right)
    assert (found is not None) == (verdict == "same")
    assert (alike(right, left) is None) == (found is None)
    if found is not None:
        assert 0.5 <= found.score <= 1.0
        assert "\n" not in found.reason
        assert name in found.reason
        assert set(left.blocks()) & set(right.blocks()), "alike, but never compared"


def test_a_person_is_not_a_place() -> None:
    assert alike(Name("Washington", "en", "PER"), Name("Washington", "en", "LOC")) is None


def test_sounds() -> None:
    assert sounds("Szczecin", "pl")[0] == sounds("Ščecin", "hr")[0]
    assert sounds("Kим", "ru") == ("kim",)
    assert word_likeness(sounds("Johnson", "sl"), sounds("Џонсон", "sr")) > 0.9
    assert word_likeness(sounds("Trump", "pl"), sounds("Bush", "pl")) < 0.5
    assert block_keys(sounds("Гамбург", "ru")) & block_keys(sounds("Hamburg", "de"))


@given(LETTERS, LETTERS)
def test_distance_is_symmetric(a: str, b: str) -> None:
    assert distance(a, b) == pytest.approx(distance(b, a))
    assert (distance(a, b) == 0) == (a == b)
    assert 0.0 <= likeness(a, b) <= 1.0


@given(LETTERS, LETTERS, st.sampled_from([0.5, 1.0, 2.0, 3.5]))
def test_a_limit_changes_no_distance_within_it(a: str, b: str, limit: float) -> None:
    whole, limited = distance(a, b), distance(a, b, limit)
    assert limited == whole or (limited == float("inf") and whole > limit - 1e-9)
