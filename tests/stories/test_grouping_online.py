"""Reports added one by one make the same stories as all at once, in any order; a late report can join two."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.format import report_from_dict
from svod.records import Edge, Evidence, Judgement, Span
from svod.stories import online, table
from svod.stories.copies import copies_among, shingles
from svod.stories.grouping import Grouped, group_sketches, grouped
from svod.stories.online import Grouping
from svod.stories.sketches import Sketch, sketch

PLACES = ("Velnice", "Brodek", "Orsov", "Dravec")
EVENTS = {
    "most": ("hr", "U gradu {} zatvoren je stari most preko rijeke jer su inženjeri našli {} pukotina na stupovima mosta."),
    "pozar": ("cs", "Ve městě {} hořel sklad nábytku, hasiči zasahovali {} hodin a škoda jde do milionů korun."),
    "strajk": ("pl", "W mieście {} strajkują nauczyciele, związek żąda podwyżki o {} procent i zapowiada dalsze protesty."),
}  # fmt: skip


@cache
def sketches() -> tuple[Sketch, ...]:
    """Four places, three kinds of event, three tellings of each."""
    made = []
    for place in PLACES:
        for event, (language, text) in EVENTS.items():
            for n in range(3):
                told = text.format(place, 12 + n // 2) + f" {place}. " * n
                made.append(
                    sketch(report_from_dict({"id": f"{place}-{event}-{n}", "language": language, "text": told}))
                )
    return tuple(made)


@cache
def whole() -> Grouped:
    return group_sketches(sketches())


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(36)), st.integers(0, 30))
def test_one_by_one_in_any_order_gives_what_all_at_once_gives(order: list[int], at_first: int) -> None:
    grouping = Grouping()
    grouping.extend(sketches()[n] for n in order[:at_first])
    for n in order[at_first:]:
        grouping.add(sketches()[n])
    assert grouped(grouping) == whole()


def test_so_it_does_where_a_feature_comes_to_be_of_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "CROWD", 6)
    monkeypatch.setattr(table, "_FRESH", 4)
    monkeypatch.setattr(online, "_MANY", 1)
    expected = group_sketches(sketches())
    grouping = Grouping()
    for one in sketches()[::-1]:
        grouping.add(one)
    assert grouped(grouping) == expected


def test_a_report_is_added_once() -> None:
    grouping = Grouping()
    grouping.extend(sketches()[:5])
    before = grouped(grouping)
    grouping.add(sketches()[2])
    grouping.extend(())
    assert grouped(grouping) == before


def decision(one: str, other: str, judgement: Judgement) -> Edge:
    left, right = (Evidence(report, Span(0, 5)) for report in (one, other))
    return Edge("story", left, right, judgement, 1.0, "decided", "user")


def test_a_report_joins_two_stories_and_what_a_user_parts_stays_apart() -> None:
    a, b, c = "Velnice-most-0", "Orsov-pozar-0", "Brodek-strajk-0"
    by_id = {s.report: s for s in sketches()}
    grouping = Grouping(decisions=[decision(a, c, "same"), decision(c, b, "same")])
    grouping.extend([by_id[a], by_id[b]])
    assert grouping.stories() == [(b,), (a,)]
    grouping.add(by_id[c])
    assert grouping.stories() == [(c, b, a)]
    twins = ("Velnice-most-0", "Velnice-most-1")
    assert len(group_sketches([by_id[t] for t in twins])[0]) == 1
    assert len(group_sketches([by_id[t] for t in twins], (), [decision(twins[0], twins[1], "different")])[0]) == 2


def test_copies_are_of_one_story_whenever_they_are_told_of() -> None:
    by_id = {s.report: s for s in sketches()}
    one, other = "Velnice-most-0", "Orsov-pozar-0"
    edge = Edge("copy", Evidence(one, Span(0, 9)), Evidence(other, Span(0, 9)), "same", 0.9, "", "stories.copies")
    early, late = Grouping(), Grouping()
    early.add(by_id[one], [edge])
    early.add(by_id[other])
    late.extend([by_id[one], by_id[other]])
    assert len(late.stories()) == 2
    late.extend((), [edge])
    assert grouped(early) == grouped(late)
    assert grouped(late)[0][0].origins == ((other, one),)


def test_however_many_outlets_reprint_a_text_it_is_one_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "CROWD", 30)
    text = EVENTS["most"][1].format("Velnice", 12) + " Velnice. " * 3
    reading = report_from_dict({"id": "r", "language": "hr", "text": text})
    ids = [f"r{n:03}" for n in range(60)]
    copies = copies_among(replace(shingles(reading), report=i) for i in ids)
    whole = group_sketches([replace(sketch(reading), report=i) for i in ids], copies)
    assert [story.reports for story in whole[0]] == [tuple(ids)]


def test_sketches_are_small_and_hold_no_text() -> None:
    kept = pickle.loads(pickle.dumps(sketches()[0]))
    assert kept.report == sketches()[0].report
    assert (kept.features == sketches()[0].features).all()
