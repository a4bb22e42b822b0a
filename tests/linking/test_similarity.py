"""Passages that say the same in two languages score above passages that do not; what differs is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from svod.format import report_from_dict
from svod.languages import LANGUAGES, words
from svod.linking.similarity import Similarity
from svod.linking.vocabulary import Vocabulary
from svod.records import Evidence, Reading, Span

TABLE = Path(__file__).parents[1] / "data" / "similarity" / "triples.jsonl"
CASES = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def reading(name: str, language: str, text: str, **layers: Any) -> Reading:
    return report_from_dict({"id": name, "language": language, "text": text, **layers})


def whole(r: Reading) -> Evidence:
    return Evidence(r.report.id, Span(0, len(r.report.text)))


@pytest.mark.parametrize("case", CASES, ids=lambda c: "-".join(c["languages"]))
def test_a_translation_is_nearer_than_another_sentence(case: dict[str, Any]) -> None:
    first, second = case["languages"]
    text, same, other = (
        reading("a", first, case["text"]),
        reading("b", second, case["same"]),
        reading("c", second, case["other"]),
    )
    similarity = Similarity([text, same, other])
    right, wrong = similarity.compare(whole(text), whole(same)), similarity.compare(whole(text), whole(other))
    assert right.score > 0.2 > wrong.score
    assert right.paired
    assert "=" in right.reason


def test_every_language_has_a_case_and_negations() -> None:
    assert {x for c in CASES for x in c["languages"]} >= set(LANGUAGES)
    assert all(words(x, "negation", "words") for x in LANGUAGES)


def test_scores_and_compare_agree() -> None:
    readings = [reading(str(n), c["languages"][1], c["same"]) for n, c in enumerate(CASES)]
    similarity = Similarity(readings)
    passages = [whole(r) for r in readings]
    table = similarity.scores(passages, passages)
    for i, a in enumerate(passages):
        for j, b in enumerate(passages):
            assert table[i, j] == pytest.approx(similarity.compare(a, b).score, abs=1e-4)
            assert table[i, j] == pytest.approx(table[j, i], abs=1e-4)


def test_what_every_sentence_names_says_nothing() -> None:
    text = "Orlan je doputovao.\nOrlan je pozdravio.\nOrlan je otišao.\nOrlan je šutio.\nTornado je srušio most."
    mentions = [{"start": n, "end": n + 5, "type": "PER", "lemma": "Orlan", "entity": "x"} for n in (0, 20, 40, 57)]
    a = reading("a", "hr", text, mentions=mentions)
    b = reading("b", "hr", text, mentions=mentions)
    similarity = Similarity([a, b])
    common = similarity.compare(Evidence("a", Span(0, 19)), Evidence("b", Span(40, 56))).score
    rare = similarity.compare(Evidence("a", Span(73, 96)), Evidence("b", Span(73, 96))).score
    assert common < 0.3 < rare


def test_numbers_and_negation_are_told_apart() -> None:
    a = reading("a", "hr", "Poginulo je 12 rudara.")
    b = reading("b", "cs", "Zahynulo 15 horníků.")
    c = reading("c", "cs", "Žádný horník nezahynul.")
    similarity = Similarity([a, b, c])
    assert similarity.compare(whole(a), whole(b)).numbers_differ
    assert similarity.compare(whole(a), whole(c)).negation_differs
    assert not similarity.compare(whole(a), whole(b)).negation_differs


def test_nothing_in_common() -> None:
    a, b = reading("a", "hr", "Kiša pada."), reading("b", "xx", "Zzz qqq.")
    result = Similarity([a, b]).compare(whole(a), whole(b))
    assert (result.score, result.paired, result.reason) == (0.0, (), "no words in common")


def test_no_passages() -> None:
    assert Similarity([]).scores([], []).shape == (0, 0)


def naive_score(similarity: Similarity, a: Evidence, b: Evidence) -> tuple[float, float]:
    """What of `a` finds a partner in `b`, and all of `a`, word by word; words that say nothing are nobody's partner."""
    ours = {i.type: i for i in similarity.items(a)}
    theirs = {i.type: i for i in similarity.items(b) if similarity.weights_of([i])[0] > 0}
    paired = total = 0.0
    for item in ours.values():
        weight = float(similarity.weights_of([item])[0])
        total += weight
        paired += weight * max((float(similarity.worth([item], [x])[0, 0]) for x in theirs.values()), default=0.0)
    return paired, total


def test_coverage_is_what_each_word_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = [reading(str(n), c["languages"][0], c["text"]) for n, c in enumerate(CASES[:6])]
    readings += [reading(f"s{n}", c["languages"][1], c["same"]) for n, c in enumerate(CASES[:6])]
    similarity = Similarity(readings)
    left, right = [whole(r) for r in readings[:6]], [whole(r) for r in readings[6:]]
    paired, totals = similarity.coverage(left, right)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            expected, total = naive_score(similarity, a, b)
            assert paired[i, j] == pytest.approx(expected, abs=1e-4)
            assert totals[i] == pytest.approx(total, abs=1e-4)
    monkeypatch.setattr("svod.linking.similarity.BLOCK", 10)
    assert np.allclose(similarity.coverage(left, right)[0], paired, atol=1e-5)
    nothing, _ = similarity.coverage(left, right, only=np.zeros(len(similarity.vocabulary.types), dtype=bool))
    assert not nothing.any()


def test_whole_passages_point_the_same_way() -> None:
    case = next(c for c in CASES if c["languages"] == ["hr", "pl"] or c["languages"][0] == "hr")
    a, b, c = (
        reading(n, case["languages"][n != "a"], text)
        for n, text in (("a", case["text"]), ("b", case["same"]), ("c", case["other"]))
    )
    cosines = Similarity([a, b, c]).cosines([whole(a)], [whole(b), whole(c)])
    assert cosines[0, 0] > cosines[0, 1]
    assert Similarity([a]).cosines([whole(a)], [Evidence("a", Span(0, 1))])[0, 0] <= 1


def test_a_story_s_weights_are_its_own() -> None:
    story = [reading("a", "hr", "Orkan je srušio most."), reading("b", "hr", "Orkan je potopio brod.")]
    other = [reading(str(n), "hr", "Orkan je srušio most.") for n in range(20)]
    family = Vocabulary([*story, *other])
    own = Similarity(story, family)
    place = Evidence("a", Span(0, 5))
    assert own.weight(place) > Similarity([*story, *other], family).weight(place)
    assert own.weight(place) == pytest.approx(Similarity(story).weight(place))
