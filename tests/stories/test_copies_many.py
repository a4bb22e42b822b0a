"""Copies among many reports: from records alone, the same in parts, linear where thousands print one sentence, complete where few do."""

from __future__ import annotations

import pickle
import random
from itertools import combinations

import pytest

from svod.format import report_from_dict
from svod.records import Reading
from svod.stories import copies
from svod.stories.copies import COPY, CROWD, LEAST_SHARED, PASSAGES, WORDS, copies_among, find_copies, shingles
from svod.stories.linkage import connected

SITE = "Pratite nas na svim mrežama i prijavite se na novosti da prvi saznate što se događa u vašem kraju i svijetu."


def reading(name: str, text: str, language: str = "hr") -> Reading:
    return report_from_dict({"id": name, "language": language, "text": text})


def words(seed: int, many: int, of: int = 3000) -> str:
    """Invented words, separated by spaces."""
    rng = random.Random(seed)
    return " ".join(
        f"rij{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in rng.choices(range(of), k=many)
    )


def some(many: int) -> list[Reading]:
    """Reports of which every fifth takes passages, or all, from the one before it."""
    made: list[Reading] = []
    for n in range(many):
        text = words(n, 60 + n)
        if n % 5 == 4:
            kept = made[-1].report.text.split()
            text = " ".join([*kept[: len(kept) * (n % 7 + 1) // 7], *words(1000 + n, 20).split()])
        made.append(reading(f"r{n:03}", text))
    return made


def test_records_are_all_that_is_needed() -> None:
    readings = some(20)
    records = pickle.loads(pickle.dumps([shingles(r) for r in readings]))
    assert copies_among(records) == find_copies(readings) != ()
    record = records[0]
    assert len(record.hashes) == len(record.starts) == len(record.ends) == 60 - WORDS + 1
    assert record.hashes.nbytes + record.starts.nbytes + record.ends.nbytes == 16 * len(record.hashes)


def test_nothing_is_missed_or_invented() -> None:
    """Beside the comparison of all pairs, sequence by sequence."""
    readings = some(40)
    held = {}
    for r in readings:
        norms = [t.norm for t in r.layout.tokens]
        held[r.report.id] = {tuple(norms[n : n + WORDS]) for n in range(len(norms) - WORDS + 1)}
    expected = {}
    for a, b in combinations(sorted(held), 2):
        shared = held[a] & held[b]
        best = max(len(shared) / len(held[a]), len(shared) / len(held[b]))
        if len(shared) >= LEAST_SHARED and best >= PASSAGES:
            expected[a, b] = "same" if best >= COPY else "unsure"
    found = {(*sorted((e.left.report, e.right.report)),): e.judgement for e in find_copies(readings)}
    assert found == expected
    assert set(expected.values()) == {"same", "unsure"}


def test_hashes_sorted_in_parts_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = some(30)
    whole = find_copies(readings)
    monkeypatch.setattr(copies, "AT_A_TIME", 64)
    assert find_copies(readings) == whole


def test_one_sentence_under_all_reports_costs_no_more_than_three_comparisons_each() -> None:
    many = 400
    readings = [reading(f"r{n:04}", f"{words(n, 80)}. {SITE}") for n in range(many)]
    readings.append(reading("s", f"{words(7, 80)}. {SITE}"))
    records = sorted((shingles(r) for r in readings), key=lambda s: s.report)
    assert len(list(copies._candidates(records))) <= 3 * len(records)
    (edge,) = copies_among(records)
    assert {edge.left.report, edge.right.report} == {"r0007", "s"}


def test_a_crowd_with_one_text_is_one_group_with_few_links() -> None:
    many = 3 * CROWD
    found = find_copies([reading(f"r{n:03}", words(1, 50)) for n in range(many)])
    assert len(connected((f"r{n:03}" for n in range(many)), ((e.left.report, e.right.report) for e in found))) == 1
    assert {e.score for e in found} == {1.0}
    assert len(found) <= 3 * many


def test_the_evidence_covers_what_is_shared() -> None:
    passage = words(2, 40)
    a, b = reading("a", f"{words(3, 10)} {passage} {words(4, 12)}"), reading("b", f"{passage} {words(5, 30)}")
    (edge,) = find_copies([a, b])
    texts = {"a": a.report.text, "b": b.report.text}
    assert {e.span.of(texts[e.report]) for e in (edge.left, edge.right)} == {passage}


def test_words_in_another_order_are_another_text() -> None:
    text = words(6, 60).split()
    assert find_copies([reading("a", " ".join(text)), reading("b", " ".join(reversed(text)))]) == ()
