"""Lines and their translations find each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svod.linking import bitext
from svod.linking.bitext import align, pair_words

TABLE = Path(__file__).parents[1] / "data" / "similarity" / "triples.jsonl"
HR = [
    "Ministar je najavio novi zakon o šumama.",
    "Poginulo je 12 rudara.",
    "",
    "Vlak je kasnio dva sata zbog snijega.",
    "— ! —",
    "Sud je odbio žalbu vozača.",
]
CS = [
    "Soud zamítl odvolání řidiče.",
    "Vlak měl kvůli sněhu dvě hodiny zpoždění.",
    "Zahynulo 12 horníků.",
    "...",
    "Ministr oznámil nový zákon o lesích.",
    "Ministr oznámil nový zákon o lesích.",
]


def test_each_line_finds_its_translation() -> None:
    found = align(HR, CS, ("hr", "cs"))
    assert [(m.left, m.right) for m in found] == [(1, 5), (2, 3), (4, 2), (6, 1)]
    assert all(0 < m.score <= 1 for m in found)


def test_mutual_pairs_are_the_best_of_both() -> None:
    left = [*HR, "Ministar je spomenuo šume."]
    found = align(left, CS, ("hr", "cs"), mutual=True)
    assert len({m.right for m in found}) == len(found)
    assert (1, 5) in {(m.left, m.right) for m in found}
    assert 7 not in {m.left for m in found}


def test_of_many_equal_lines_the_first_is_taken() -> None:
    right = [CS[5]] * 3 + [CS[2]] * 300
    assert [m.right for m in align([HR[1]], right, ("hr", "cs"))] == [4]
    assert [(m.left, m.right) for m in align([HR[1]] * 300, right, ("hr", "cs"), mutual=True)] == [(1, 4)]


def test_the_triples_of_all_languages() -> None:
    cases = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    for case in cases:
        found = align([case["text"]], [case["other"], case["same"]], tuple(case["languages"]))
        assert found[0].right == 2, case


@pytest.mark.parametrize(("left", "right"), [([], []), (HR, []), ([], CS), (["..."], CS), (HR, ["", "..."])])
def test_nothing_to_align(left: list[str], right: list[str]) -> None:
    assert align(left, right, ("hr", "cs")) == []


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = align(HR, CS, ("hr", "cs"), mutual=True)
    monkeypatch.setattr(bitext, "BLOCK", 7)
    assert align(HR, CS, ("hr", "cs"), mutual=True) == whole


def test_the_words_that_were_paired() -> None:
    pairs = {(a, b) for a, b, _ in pair_words(HR[5], CS[0], ("hr", "cs"))}
    assert {("Sud", "Soud"), ("žalbu", "odvolání"), ("vozača", "řidiče")} <= pairs
    assert pair_words("", CS[0], ("hr", "cs")) == []
