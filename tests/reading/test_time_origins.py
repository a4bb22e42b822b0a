"""What time expressions count from: publication known to some days, quoted words, other articles, and the narrative so far."""

from __future__ import annotations

from datetime import date

import pytest

from svod.reading.quotations import find_quotations
from svod.reading.reader import lay_out
from svod.reading.times import find_times
from svod.records import Layout, Published, Report, Section, Span, TimeExpression

WEDNESDAY = date(2024, 3, 6)


def between(first: date | None, last: date | None = None) -> Published | None:
    return Published(first, last or first, "text") if first else None


def layout(text: str, language: str) -> Layout:
    return lay_out(Report(id="r", source="r", text=text, language=language))


def times(
    text: str, language: str, first: date | None = WEDNESDAY, last: date | None = None
) -> tuple[TimeExpression, ...]:
    laid_out = layout(text, language)
    return find_times(laid_out, between(first, last), find_quotations(laid_out, ()))


def values(text: str, language: str, first: date | None = WEDNESDAY, last: date | None = None) -> list[str | None]:
    return [t.value for t in times(text, language, first, last)]


# --- an interval of publication ----------------------------------------------------------------------------------------


def test_what_every_day_of_the_interval_comes_to_is_kept() -> None:
    [wednesday] = times("Sastali su se u srijedu.", "hr", date(2024, 3, 7), date(2024, 3, 9))
    assert wednesday.value == "2024-03-06"
    assert wednesday.anchor == "published between 7 March 2024 and 9 March 2024: 2024-03-06, whichever day it was"


def test_what_the_days_of_the_interval_differ_in_stays_open() -> None:
    [yesterday] = times("Sastali su se jučer.", "hr", date(2024, 3, 7), date(2024, 3, 8))
    assert yesterday.value == "XXXX-XX-XX"
    assert yesterday.anchor == "published between 7 March 2024 and 8 March 2024: 2024-03-06 or 2024-03-07"


def test_a_date_in_full_says_nothing_of_the_interval() -> None:
    [day] = times("Sastali su se 13. rujna 2023. u Puli.", "hr", date(2024, 1, 1), date(2024, 12, 31))
    assert (day.value, day.anchor) == ("2023-09-13", "the date in full")


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (date(2024, 2, 1), date(2024, 11, 30), "2023"),  # its ends and the months between agree
        (date(2023, 12, 1), date(2024, 11, 30), "XXXX"),
        (date(2024, 1, 31), date(2024, 2, 2), "2023"),
    ],
)
def test_a_year_counted_from_a_long_interval(first: date, last: date, value: str) -> None:
    assert values("Prošle godine izvoz je rastao.", "hr", first, last) == [value]


# --- quoted words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hr", "„Sutra ćemo odlučiti”, rekao je u ponedjeljak Horvat.", ["2024-03-05", "2024-03-04"]),
        ("hr", "Ministar je u ponedjeljak izjavio da će sutra otputovati.", ["2024-03-04", "2024-03-05"]),
        ("pl", "W poniedziałek Nowak zapowiedział, że jutro poda nazwiska.", ["2024-03-04", "2024-03-05"]),
        ("ru", "«Вчера всё было тихо», — сказал в воскресенье Петров.", ["2024-03-02", "2024-03-03"]),
        ("de", "„Gestern war noch alles ruhig“, sagte Weber am Sonntag.", ["2024-03-02", "2024-03-03"]),
        ("en", "“We will decide tomorrow,” Brown said on Monday.", ["2024-03-05", "2024-03-04"]),
        ("hr", "„Prije dva dana potpisali smo ugovor”, rekao je 1. ožujka Horvat.", ["2024-02-28", "2024-03-01"]),
        ("hr", "„Sutra ćemo odlučiti”, rekao je Horvat.", ["2024-03-07"]),
    ],
)
def test_quoted_words_count_from_the_day_of_the_speech(language: str, text: str, expected: list[str]) -> None:
    assert values(text, language) == expected


def test_the_anchor_names_the_day_of_the_speech() -> None:
    tomorrow = times("„Sutra ćemo odlučiti”, rekao je u ponedjeljak Horvat.", "hr")[0]
    assert tomorrow.anchor == "the day of the speech (ponedjeljak) 2024-03-04: 1 day after"


def test_without_a_day_of_publication_the_weekday_of_the_speech_still_tells_the_weekday() -> None:
    assert values("„Sutra ćemo odlučiti”, rekao je u ponedjeljak Horvat.", "hr", None) == ["XXXX-WXX-2", "XXXX-WXX-1"]


def test_whoever_reports_with_yesterday_means_the_own_today() -> None:
    assert values("Ministar je jučer izjavio da će danas otputovati.", "hr") == ["2024-03-05", "2024-03-06"]


def test_a_neighbouring_part_of_the_same_speech_has_the_same_day() -> None:
    text = "„Vidjet ćemo”, rekao je u ponedjeljak Ivan Horvat. „Sutra ćemo odlučiti.”"
    assert values(text, "hr") == ["2024-03-04", "2024-03-05"]


def test_a_month_in_which_something_was_said_tells_the_year_but_no_day() -> None:
    text = "W listopadzie 2022 r. Nowak zapowiedział, że w przyszłym roku zamknie zakład, a jutro wyjedzie."
    assert values(text, "pl") == ["2022-11", "2023", "XXXX-XX-XX"]


def test_that_day_is_no_day_of_a_speech_of_another_day() -> None:
    text = "Sastali su se 1. ožujka u Puli. „Jučer je padalo”, rekao je 20. veljače Horvat. Tog dana sijalo je sunce."
    assert values(text, "hr")[-1] == "2024-02-20"


# --- other articles ----------------------------------------------------------------------------------------------------


def test_another_article_counts_from_a_day_that_is_not_known() -> None:
    own, teaser = "Jučer su se sastali.", "Pročitajte i ovo: jučer je pala vlada"
    text = f"{own}\n{teaser}"
    sections = (
        Section(Span(0, len(own)), "body"),
        Section(Span(len(own) + 1, len(text)), "teaser"),
    )
    cut = layout(text, "hr")
    cut = Layout(text, "hr", "Latn", sections, cut.sentences, cut.tokens)
    first, second = find_times(cut, between(WEDNESDAY))
    assert first.value == "2024-03-05"
    assert (second.value, second.anchor) == (
        "XXXX-XX-XX",
        "the day of another article, which is not known: 1 day before",
    )


def test_another_article_with_a_date_stamp_counts_from_it() -> None:
    own, teaser = "Jučer su se sastali.", "2. 2. 2024.\nJučer je pala vlada"
    text = f"{own}\n{teaser}"
    sections = (Section(Span(0, len(own)), "body"), Section(Span(len(own) + 1, len(text)), "teaser"))
    cut = layout(text, "hr")
    cut = Layout(text, "hr", "Latn", sections, cut.sentences, cut.tokens)
    assert [t.value for t in find_times(cut, between(WEDNESDAY))] == ["2024-03-05", "2024-02-02", "2024-02-01"]


# --- the narrative so far ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hr", "Rođen je 1991. u Puli. Iste godine otac mu je otišao.", ["1991", "1991"]),
        ("en", "She left in 2017. Two years later she came back.", ["2017", "2019"]),
        ("hr", "U prvom tromjesečju 2023. izvoz je pao, a u drugom polugodištu rastao.", ["2023-Q1", "2023-H2"]),
        ("hr", "Sjednica je bila 1. ožujka. Kiša je padala. Sutradan je sijalo sunce.", ["2024-03-01", "2024-03-02"]),
        ("hr", "Vlak je krenuo u 18.30.", ["2024-03-06T18:30"]),
        ("de", "Der Zug fuhr am Montag ab. Um 18.30 Uhr war er da.", ["2024-03-04", "2024-03-04T18:30"]),
    ],
)
def test_the_narrative_goes_on_across_sentences(language: str, text: str, expected: list[str]) -> None:
    assert values(text, language) == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("U zadnja četiri mjeseca cijene su pale.", ("2023-11", "2024-03")),
        ("U posljednje dvije godine cijene su pale.", ("2022", "2024")),
        ("U sljedećih deset dana bit će vruće.", ("2024-03-06", "2024-03-16")),
        ("Trajalo je četiri mjeseca.", (None, None)),
    ],
)
def test_a_length_of_time_that_ends_or_begins_at_publication(text: str, ends: tuple[str | None, str | None]) -> None:
    [length] = times(text, "hr")
    assert (length.begin, length.end) == ends
    assert [(t.begin, t.end) for t in times(text, "hr", None)] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("Krajem svibnja počinje sajam.", "END"),
        ("Početkom svibnja počinje sajam.", "START"),
        ("Sjednica je trajala oko tri sata.", "APPROX"),
        ("Sjednica je trajala tri sata.", None),
        ("Sjednica je počela oko 18.30 sati.", "APPROX"),
    ],
)
def test_the_modifier(text: str, mod: str | None) -> None:
    assert [t.mod for t in times(text, "hr")] == [mod]
