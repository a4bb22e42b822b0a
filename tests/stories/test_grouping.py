"""Reports of one story are put together whatever their language; unrelated ones stay apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svod.format import report_from_dict
from svod.records import Reading, Story
from svod.stories import grouping
from svod.stories.copies import find_copies
from svod.stories.grouping import group, group_in_families
from svod.stories.linkage import connected

TEXTS = {
    "most-hr": ("hr", "Most u Drenovcu zatvoren zbog pukotina\nGradonačelnica Drenovca Mara Kolinda zatvorila je u ponedjeljak "
                "stari most preko Ornice jer su inženjeri našli pukotine na dva stupa. Popravak mosta trajat će do ljeta."),
    "most-pl": ("pl", "Most w Drenovcu zamknięty\nBurmistrz Drenovca Mara Kolinda zamknęła w poniedziałek stary most na Ornicy, "
                "ponieważ inżynierowie znaleźli pęknięcia na dwóch filarach. Naprawa mostu potrwa do lata."),
    "most-sr": ("sr", "Затворен мост у Дреновцу\nГрадоначелница Дреновца Мара Колинда затворила је у понедељак стари мост преко "
                "Орнице, јер су инжењери нашли пукотине на два стуба. Поправка моста трајаће до лета."),
    "kup-cs": ("cs", "Velnice vyhrály pohár\nFotbalisté Velnic porazili v sobotu ve finále poháru Brodek po penaltách. Trenér Pavel "
               "Hudlas řekl, že mužstvo oslaví titul s fanoušky na náměstí."),
    "soud-ru": ("ru", "Суд оправдал директора банка\nСуд в Зареченске оправдал бывшего директора банка Игоря Лапшова, которого "
                "обвиняли в мошенничестве. Прокуратура намерена подать апелляцию."),
}  # fmt: skip
NAMES = (
    "Drenov",
    "Mara",
    "Kolind",
    "Ornic",
    "Дренов",
    "Мара",
    "Колинд",
    "Орниц",
    "Velnic",
    "Brod",
    "Hudlas",
    "Pavel",
    "Зареч",
    "Лапшов",
    "Игор",
)


def reading(name: str) -> Reading:
    language, text = TEXTS[name]
    made = report_from_dict({"id": name, "language": language, "text": text})
    mentions = [
        {"start": t.span.start, "end": t.span.end, "type": "LOC", "lemma": t.text}
        for t in made.layout.tokens
        if t.text.startswith(NAMES)
    ]
    return report_from_dict({"id": name, "language": language, "text": text, "mentions": mentions})


READINGS = [reading(name) for name in TEXTS]


def members(stories: tuple[Story, ...]) -> set[tuple[str, ...]]:
    return {s.reports for s in stories}


def test_a_small_folder() -> None:
    stories, edges = group(READINGS)
    assert members(stories) == {("most-hr", "most-pl", "most-sr"), ("kup-cs",), ("soud-ru",)}
    assert all(e.kind == "story" and e.reason.startswith("share the names ") for e in edges)
    assert next(s for s in stories if len(s.reports) > 1).languages == ("hr", "pl", "sr")


def test_one_story_alone_and_unrelated_reports_alone() -> None:
    assert members(group(READINGS[:3])[0]) == {("most-hr", "most-pl", "most-sr")}
    assert members(group(READINGS[2:])[0]) == {("most-sr",), ("kup-cs",), ("soud-ru",)}


def test_neither_order_nor_repetition_matters() -> None:
    assert group(READINGS) == group(READINGS[::-1]) == group([*READINGS, READINGS[0]])


def test_copies_share_an_origin() -> None:
    language, text = TEXTS["most-hr"]
    again = report_from_dict({"id": "z-copy", "language": language, "text": text + " Više sutra."})
    readings = [*READINGS, again]
    stories, _ = group(readings, find_copies(readings))
    story = next(s for s in stories if "z-copy" in s.reports)
    assert any({"most-hr", "z-copy"} <= set(origin) for origin in story.origins)
    assert ("most-pl",) in story.origins


def test_nothing_and_empty_reports() -> None:
    assert group([]) == ((), ())
    empty = report_from_dict({"id": "e", "language": "hr", "text": " "})
    assert members(group([empty])[0]) == {("e",)}


def test_the_seeds_are_one_story(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds.json").read_text(encoding="utf-8"))
    stories, _ = group([report_from_dict(r) for r in gold["reports"]])
    assert len(stories) == 1


def test_families_hold_every_story_once_and_the_stories_are_the_same() -> None:
    stories, families, edges = group_in_families(READINGS)
    assert (stories, edges) == group(READINGS)
    assert sorted(s.id for family in families for s in family) == sorted(s.id for s in stories)
    assert group_in_families(READINGS[::-1]) == (stories, families, edges)
    assert group_in_families(()) == ((), (), ())


def test_a_family_of_too_many_falls_apart_into_its_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "FAMILY", 0.01)
    together = group_in_families(READINGS[:3], threshold=100.0)
    assert [len(f) for f in together[1]] == [3]
    monkeypatch.setattr(grouping, "CLAN", 2)
    apart = group_in_families(READINGS[:3], threshold=100.0)
    assert [len(f) for f in apart[1]] == [1, 1, 1]
    assert (apart[0], apart[2]) == (together[0], together[2])


def test_a_higher_threshold_joins_less() -> None:
    assert len(group(READINGS, threshold=100.0)[0]) == len(READINGS)
    assert len(group(READINGS, threshold=0.5)[0]) <= len(group(READINGS)[0])


def test_a_large_story_is_told_by_its_strongest_links(monkeypatch: pytest.MonkeyPatch) -> None:
    language, text = TEXTS["most-hr"]
    many = [
        report_from_dict({"id": f"r{n:02}", "language": language, "text": f"{text} {n * 'Most. '}"}) for n in range(12)
    ]
    _, every = group(many)
    monkeypatch.setattr(grouping, "FEW", 5)
    stories, edges = group(many)
    assert len(stories) == 1
    assert len(every) == 66
    assert set(edges) < set(every)
    assert len(edges) <= 12 * grouping.MATES
    held = connected(stories[0].reports, [(e.left.report, e.right.report) for e in edges])
    assert len(held) == 1
