"""Publication days worked out from a report's words and from its story."""

from __future__ import annotations

from datetime import date

import pytest

from svod.reading.reader import lay_out
from svod.reading.time_joining import read_pieces
from svod.reading.time_pieces import Piece, Words
from svod.records import Layout, Published, Reading, Report
from svod.stories import dating
from svod.stories.dating import date_reports


def reading(name: str, text: str, language: str, day: date | None = None) -> Reading:
    published = Published(day, day, "metadata") if day else None
    report = Report(id=name, source=name, text=text, language=language, published=published)
    return Reading(report=report, layout=lay_out(report))


def days(*readings: Reading) -> dict[str, tuple[str, str, str]]:
    return {name: (p.earliest.isoformat(), p.latest.isoformat(), p.basis) for name, p in date_reports(readings).items()}


KNOWN = reading(
    "known",
    "Predsjednik Ivo Babić sastao se jučer u Orahovu s ministricom Lanom Perić i potpisao ugovor.",
    "hr",
    date(2023, 9, 14),
)


def test_a_time_stamp_dates_the_report() -> None:
    stamped = reading("a", "Most je otvoren\n13.9.2023. 18:30\nMost na rijeci otvoren je uz glazbu.", "hr")
    assert days(stamped) == {"a": ("2023-09-13", "2023-09-13", "text")}


def test_today_with_its_date_dates_the_report() -> None:
    assert days(reading("a", "Sud je danas, 13. rujna 2023., donio presudu.", "hr")) == {
        "a": ("2023-09-13", "2023-09-13", "text")
    }


def test_a_weekday_with_its_date_leaves_a_week() -> None:
    text = "Sud je u srijedu, 13. rujna 2023., donio presudu u dugom postupku."
    assert days(reading("a", text, "hr")) == {"a": ("2023-09-13", "2023-09-19", "text")}


def test_a_weekday_alone_dates_nothing() -> None:
    assert (
        days(reading("a", "Sud je u srijedu donio presudu.", "hr"), reading("b", "Wyrok zapadł w środę.", "pl")) == {}
    )


def test_an_old_date_in_the_text_is_no_publication_day() -> None:
    assert (
        days(reading("a", "Most je srušen 5. svibnja 1993. u ratu, a obnovljen je deset godina poslije toga.", "hr"))
        == {}
    )


def test_the_weekday_of_the_story() -> None:
    text = "Prezydent Ivo Babić spotkał się w środę w Orahovie z minister Laną Perić."
    assert days(KNOWN, reading("a", text, "pl")) == {"a": ("2023-09-13", "2023-09-19", "story")}


def test_today_in_a_sentence_of_the_same_event() -> None:
    text = "Predsednik Ivo Babić se je danes v Orahovu sestal z ministrico Lano Perić."
    assert days(KNOWN, reading("a", text, "sl")) == {"a": ("2023-09-13", "2023-09-13", "story")}


def test_today_in_a_sentence_of_another_event_dates_nothing() -> None:
    assert days(KNOWN, reading("a", "Danes je na obali močno deževalo in promet je obstal.", "sl")) == {}


def test_a_report_dated_by_the_story_dates_others() -> None:
    second = reading(
        "b",
        "Predsednik Ivo Babić se je danes v Orahovu sestal z ministrico Lano Perić, v torek je prispel vlak.",
        "sl",
    )
    third = reading("c", "Ve středu ráno pršelo a v úterý přijel vlak s hosty.", "cs")
    found = days(KNOWN, second, third)
    assert found["b"] == ("2023-09-13", "2023-09-13", "story")
    assert found["c"] == ("2023-09-13", "2023-09-18", "story")


def test_known_days_are_left_alone() -> None:
    assert days(KNOWN) == {}


def test_contradicting_evidence_dates_nothing() -> None:
    text = "Danas, 13. rujna 2023., pada kiša. Danas, 20. rujna 2023., sja sunce."
    assert days(reading("a", text, "hr")) == {}


def test_each_report_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def counted(layout: Layout) -> tuple[Words, list[Piece]]:
        looked.append(layout.text)
        return read_pieces(layout)

    monkeypatch.setattr(dating, "read_pieces", counted)
    text = "Prezydent Ivo Babić spotkał się dzisiaj w Orahovie z minister Laną Perić i podpisał umowę."
    undated = [reading(name, text, "pl") for name in "abc"]
    assert set(days(*undated)) == set() and len(looked) == 3, "nobody could tell"
    looked.clear()
    assert set(days(*undated, KNOWN)) == {"a", "b", "c"} and len(looked) == 4
    looked.clear()
    assert days(KNOWN) == {} and looked == [], "nobody to ask"
