"""Copies are found across scripts and jat, with their direction; different texts are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from svod.format import report_from_dict
from svod.records import Published, Reading, Section, Span
from svod.stories.copies import find_copies

NOTICE = (
    "Gradsko vijeće Orlana odlučilo je u ponedjeljak da će se stari most preko rijeke zatvoriti za promet do kraja godine. "
    "Gradonačelnica je rekla da su stručnjaci našli pukotine na dva stupa i da bi svaki teški kamion mogao biti opasan."
)
EKAVIAN = NOTICE.replace("ponedjeljak", "ponedeljak").replace("rijeke", "reke").replace("vijeće", "veće")
TO_CYRILLIC = str.maketrans(
    "abvgdđežzijklmnoprstćufhcčšABVGDEZIJKLMNOPRSTUFHC", "абвгдђежзијклмнопрстћуфхцчшАБВГДЕЗИЈКЛМНОПРСТУФХЦ"
)
OTHER = (
    "Nogometaši su u subotu pobijedili s dva gola razlike i tako prvi put nakon deset godina osvojili kup pred punim "
    "stadionom, a trener je obećao da će momčad ostati na okupu i sljedeće sezone bez obzira na ponude iz inozemstva."
)


def reading(name: str, text: str, language: str = "hr", day: date | None = None) -> Reading:
    made = report_from_dict({"id": name, "language": language, "text": text})
    published = Published(day, day, "metadata") if day else None
    return replace(made, report=replace(made.report, published=published))


def cyrillic(text: str) -> str:
    return text.replace("nj", "њ").replace("lj", "љ").translate(TO_CYRILLIC)


def test_a_reprint_in_the_other_script_and_jat() -> None:
    (edge,) = find_copies([reading("a", NOTICE), reading("b", cyrillic(EKAVIAN), "sr"), reading("c", OTHER)])
    assert (edge.kind, edge.judgement, {edge.left.report, edge.right.report}) == ("copy", "same", {"a", "b"})
    assert "% of its five-word sequences stand in" in edge.reason


def test_the_later_report_is_the_copy() -> None:
    longer = NOTICE + " " + OTHER
    days = date(2031, 5, 2), date(2031, 5, 1)
    (edge,) = find_copies([reading("a", NOTICE, day=days[0]), reading("b", longer, day=days[1])])
    assert (edge.left.report, edge.right.report) == ("a", "b")
    assert edge.score == 1.0


def test_a_short_notice_inside_a_long_text() -> None:
    (edge,) = find_copies([reading("b", NOTICE + " " + OTHER * 3), reading("a", NOTICE)])
    assert (edge.left.report, edge.judgement) == ("a", "same")


def test_identical_texts_are_two_reports() -> None:
    (edge,) = find_copies([reading("b", NOTICE), reading("a", NOTICE)])
    assert (edge.left.report, edge.right.report, edge.score) == ("b", "a", 1.0)


def test_teasers_do_not_count() -> None:
    both = []
    for name, text in (("a", NOTICE), ("b", OTHER)):
        made = reading(name, f"{text}\n{NOTICE}")
        sections = (Section(Span(0, len(text)), "body"), Section(Span(len(text) + 1, len(made.report.text)), "teaser"))
        both.append(replace(made, layout=replace(made.layout, sections=sections)))
    assert find_copies(both) == ()


def test_unrelated_short_and_empty_reports() -> None:
    assert find_copies([reading("a", NOTICE), reading("b", OTHER), reading("c", "Kratko."), reading("d", "")]) == ()


def test_the_order_does_not_matter() -> None:
    readings = [reading("a", NOTICE), reading("b", EKAVIAN, "sr"), reading("c", NOTICE + OTHER)]
    assert find_copies(readings) == find_copies(readings[::-1])
