"""What happened, what was announced and what is planned, on which days; and the days of TIMEX3 values."""

from __future__ import annotations

import doctest
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from svod.comparing import days
from svod.comparing.dated_clauses import dated_sayings
from svod.comparing.days import days_of, hour_of
from svod.comparing.timeline import find_timeline, span_of_days
from svod.reading.reader import read_report
from svod.records import (
    Anchor,
    Evidence,
    Placement,
    Published,
    Reading,
    Report,
    Span,
    Statement,
    Story,
    Support,
    TimeExpression,
    TimeModifier,
)

Maker = Callable[[Sequence[dict[str, Any]]], tuple[Story, list[Reading], list[Any]]]


def test_examples() -> None:
    assert doctest.testmod(days).failed == 0


@pytest.mark.parametrize(
    ("value", "mod", "first", "last"),
    [
        ("2024-W10-WE", None, "2024-03-09", "2024-03-10"), ("2024-W10-3", None, "2024-03-06", "2024-03-06"),
        ("2024-SP", None, "2024-03-01", "2024-05-31"), ("2024-SU", None, "2024-06-01", "2024-08-31"),
        ("2024-FA", None, "2024-09-01", "2024-11-30"), ("2023-WI", None, "2023-12-01", "2024-02-29"),
        ("2024-Q1", None, "2024-01-01", "2024-03-31"), ("2024-Q4", None, "2024-10-01", "2024-12-31"),
        ("2024-H1", None, "2024-01-01", "2024-06-30"), ("2024-H2", None, "2024-07-01", "2024-12-31"),
        ("199", None, "1990-01-01", "1999-12-31"), ("20", None, "2000-01-01", "2099-12-31"),
        ("2024-03-07/2024-03-10", None, "2024-03-07", "2024-03-10"),
        ("2024-03-07T18:00/2024-03-07T20:00", None, "2024-03-07", "2024-03-07"),
        ("2019/2021", None, "2019-01-01", "2021-12-31"), ("2024-06", "START", "2024-06-01", "2024-06-10"),
        ("2024-06", "MID", "2024-06-11", "2024-06-20"), ("2024-06", "END", "2024-06-21", "2024-06-30"),
        ("2024-05", "MID", "2024-05-11", "2024-05-21"), ("2024", "APPROX", "2024-01-01", "2024-12-31"),
        ("2024-03-07", "END", "2024-03-07", "2024-03-07"),
    ],
)  # fmt: skip
def test_days_of_a_value(value: str, mod: TimeModifier | None, first: str, last: str) -> None:
    found = days_of(value, mod)
    assert found
    assert tuple(d.isoformat() for d in found) == (first, last)


@pytest.mark.parametrize(
    "value",
    ["", "FY2024", "XXXX-03-07", "XXXX-WXX-3", "2024-03-10/2024-03-07", "2024/XXXX", "0000", "2024-W60", "2024-02-30", "PT2H", "2024-Q5"],
)  # fmt: skip
def test_what_has_no_days(value: str) -> None:
    assert days_of(value) is None


def test_hours_are_for_ordering() -> None:
    values = ["2024-03-07", "2024-03-07TMO", "2024-03-07T11:30", "2024-03-07TMI", "2024-03-07TEV", "2024-03-07TNI"]
    shuffled = random.Random(6).sample(values, len(values))
    assert sorted(shuffled, key=hour_of) == values


def test_what_is_planned_is_no_happening(one_statement: Maker) -> None:
    telling = {"language": "hr", "day": "2024-05-04", "told": "Most se otvara u petak u Splitu"}
    for modality, value, kind in (
        ("asserted", "2024-05-03", "happened"),
        ("reported", "2024-05-03", "happened"),
        ("planned", "2024-05-10", "planned"),
        ("possible", "2024-05-04", "planned"),
        ("possible", "2024-05-03", "happened"),  # before the report that tells it: nothing is planned for then
        ("asserted", "2024-05-10", "planned"),
    ):
        story, readings, _ = one_statement([{**telling, "modality": modality, "times": [("petak", value)]}])
        (item,) = find_timeline(story, readings)
        assert (item.kind, item.earliest) == (kind, date.fromisoformat(value))
    story, readings, _ = one_statement([{**telling, "modality": "denied", "times": [("petak", "2024-05-03")]}])
    assert find_timeline(story, readings) == ()


def test_where_reports_are_of_several_minds_it_has_happened(one_statement: Maker) -> None:
    tellings = [
        {"language": "hr", "day": "2024-05-02", "told": "Most se otvara u petak u Splitu", "times": [("petak", "2024-05-03")]},
        {"language": "sl", "day": "2024-05-04", "told": "V petek so odprli most v Splitu", "times": [("petek", "2024-05-03TMO")]},
    ]  # fmt: skip
    story, readings, _ = one_statement(tellings)
    (item,) = find_timeline(story, readings)
    assert (item.kind, item.when, len(item.evidence)) == ("happened", "2024-05-03TMO", 2)
    (before,) = find_timeline(story, readings[:1])
    assert before.kind == "planned"


def test_the_future_is_told_by_its_verb_where_no_day_is_known(one_statement: Maker) -> None:
    weekday = [("petak", "XXXX-WXX-5")]
    for text, kind in (
        ("Most će se otvoriti u petak u Splitu", "planned"),
        ("Most je otvoren u petak u Splitu", "happened"),
    ):
        story, readings, _ = one_statement([{"language": "hr", "told": text, "times": weekday}])
        assert [i.kind for i in find_timeline(story, readings)] == [kind]


def test_what_may_be_in_another_part_of_the_clause(one_statement: Maker) -> None:
    for text, kind in (
        ("Sud je u petak odlučio da se piloti mogu pridružiti štrajku", "happened"),
        ("Sud je odlučio da se piloti mogu u petak pridružiti štrajku", "planned"),
    ):
        told = {
            "language": "hr",
            "day": "2024-05-03",
            "told": text,
            "modality": "possible",
            "times": [("petak", "2024-05-03")],
        }
        story, readings, _ = one_statement([told])
        assert [i.kind for i in find_timeline(story, readings)] == [kind]


@pytest.mark.parametrize(
    ("language", "text", "times", "days"),
    [
        ("hr", "Jučerašnji posjet Splitu prvi je od travnja 2019.", ("Jučerašnji", "travnja 2019."), ["2024-05-03"]),
        ("sl", "V petek je bil obisk prvi od aprila 2019", ("petek", "aprila 2019"), ["2024-05-03"]),
        ("hr", "Sindikati u Splitu pregovaraju od travnja 2019.", ("", "travnja 2019."), ["2019-04-01"]),
    ],
)
def test_the_day_since_which_it_is_the_first_is_not_that_day(
    one_statement: Maker, language: str, text: str, times: tuple[str, str], days: list[str]
) -> None:
    found = [(w, v) for w, v in zip(times, ("2024-05-03", "2019-04"), strict=True) if w]
    story, readings, _ = one_statement([{"language": language, "day": "2024-05-04", "told": text, "times": found}])
    assert [str(i.earliest) for i in find_timeline(story, readings)] == days


def test_day_and_hour_where_nothing_is_told_are_those_of_the_report(one_statement: Maker) -> None:
    for text, items in (
        ("Split/Zagreb, naši dopisnici, 15:56 12.9.2018", 0),
        ("Most u Splitu otvoren je 12.9.2018 u 15:56", 1),
    ):
        time = text[text.index("15:56") if not items else text.index("12.9") :]
        told = {"language": "hr", "text": f"Most u Splitu\n{text}", "told": text, "times": [(time, "2018-09-12T15:56")]}
        story, readings, _ = one_statement([told])
        assert len(find_timeline(story, readings)) == items


@pytest.mark.parametrize(
    ("language", "text", "items"),
    [
        ("sl", "Novak: do srede niso odpovedali nobenega leta.", 0),
        ("en", "The ferry did not sink on Wednesday.", 0),
        ("cs", "Ve středu nebyl zrušen žádný let.", 0),
        ("hr", "Brod koji nije imao dozvolu potonuo je u srijedu.", 1),
        ("cs", "Nemocnice ve středu přijala deset lidí.", 1),
        ("bg", "Пакистан започна кампания 24.11.2018 | 11:15\n\nВластите ще започнат кампания в страната.", 0),
    ],
)
def test_what_did_not_happen_and_the_stamp_of_a_headline_are_no_items(language: str, text: str, items: int) -> None:
    day = Published(date(2031, 5, 8), date(2031, 5, 8), "metadata")
    reading = read_report(Report("r", "r.txt", text, language=language, published=day))
    support = tuple(Support(Evidence("r", c.span), modality=c.modality) for c in reading.clauses)
    story = Story("s", "", ("r",), (language,), statements=(Statement("s1", support),))
    assert len(find_timeline(story, [reading])) == items


def test_hour_and_first_passage_are_of_those_who_assert_it(one_statement: Maker) -> None:
    telling = {"language": "hr", "told": "Most je otvoren u petak u Splitu", "times": [("petak", "2024-05-03")]}
    tellings = [
        {**telling, "day": "2024-05-03", "modality": "planned", "times": [("petak", "2024-05-03T03:00")]},
        {**telling, "day": "2024-05-04", "modality": "reported"},
        {**telling, "day": "2024-05-04"},
    ]
    story, readings, _ = one_statement(tellings)
    (item,) = find_timeline(story, readings)
    assert (item.kind, item.when) == ("happened", "2024-05-03")
    assert [e.report for e in item.evidence] == ["r2", "r0", "r1"]


def test_part_of_a_stretch(one_statement: Maker) -> None:
    told = {"language": "hr", "told": "Most je otvoren krajem godine u Splitu", "times": [("krajem godine", "2023")]}
    story, readings, _ = one_statement([told])
    readings = [replace(readings[0], times=tuple(replace(t, mod="END") for t in readings[0].times))]
    (item,) = find_timeline(story, readings)
    assert (item.when, item.earliest, item.latest) == ("2023", date(2023, 9, 1), date(2023, 12, 31))


def undated(one_statement: Maker) -> tuple[Story, list[Reading], dict[Evidence, tuple[int, int]]]:
    """Two tellings of one day, by `danas` and `јуче`, and where those days lie."""
    tellings = [
        {"language": "hr", "told": "Danas je otvoren most u Splitu", "times": [("Danas", "XXXX-XX-XX")]},
        {"language": "sr", "told": "Juče je otvoren most u Splitu", "times": [("Juče", "XXXX-XX-XX")]},
        {"language": "pl", "told": "Most otwarto w piątek w Splicie", "times": [("piątek", "XXXX-WXX-5")]},
    ]
    story, readings, _ = one_statement(tellings)
    spans = {r.report.id: r.times[0].span for r in readings}
    return story, readings, {Evidence(r, spans[r]): (0, 0) for r in ("r0", "r1")}


def test_days_counted_from_day_0_put_tellings_together(one_statement: Maker) -> None:
    story, readings, offsets = undated(one_statement)
    (weekday,) = find_timeline(story, readings)
    assert (weekday.when, weekday.first_day) == ("XXXX-WXX-5", None)
    both, weekday = find_timeline(story, readings, offsets)
    assert (both.first_day, both.last_day, both.earliest, len(both.evidence)) == (0, 0, None, 2)
    assert weekday.first_day is None


def test_the_day_of_the_anchor_dates_what_is_counted_from_it(one_statement: Maker) -> None:
    story, readings, offsets = undated(one_statement)
    story = replace(story, anchor=Anchor("Danas je otvoren most", (), 5, date(2024, 5, 3), "user"))
    dated, _ = find_timeline(story, readings, offsets)
    assert (dated.earliest, dated.first_day) == (date(2024, 5, 3), 0)
    april = [replace(readings[0], times=(replace(readings[0].times[0], value="2024-04"),)), *readings[1:]]
    (item, *_) = find_timeline(story, april)
    assert (item.first_day, item.last_day) == (-32, -3)


def test_what_lies_after_the_placement_of_its_report_is_planned(one_statement: Maker) -> None:
    story, readings, _ = undated(one_statement)
    offsets = {Evidence("r0", readings[0].times[0].span): (2, 2)}
    placed = replace(story, placements=(Placement("r0", 0, 1),))
    assert find_timeline(placed, readings, offsets)[0].kind == "planned"
    assert find_timeline(story, readings, offsets)[0].kind == "happened"


def test_the_order_does_not_depend_on_that_of_the_input(one_statement: Maker) -> None:
    story, readings, offsets = undated(one_statement)
    told = find_timeline(story, readings, offsets)
    shuffled = list(readings)
    random.Random(6).shuffle(shuffled)
    support = tuple(reversed(story.statements[0].support))
    other = replace(story, statements=(replace(story.statements[0], support=support),))
    assert find_timeline(other, shuffled, offsets) == told


def test_a_date_before_the_text_is_that_of_the_report(one_statement: Maker) -> None:
    text = "27.06.2018 13.10 Most je otvoren u Splitu"
    told = {"language": "hr", "text": text, "told": text, "times": [("27.06.2018 13.10", "2018-06-27T13:10")]}
    story, readings, _ = one_statement([told])
    assert find_timeline(story, readings) == ()


def test_only_what_happened_makes_the_days_of_the_story(one_statement: Maker) -> None:
    telling = {
        "language": "hr",
        "day": "2024-05-04",
        "told": "Most se otvara u petak u Splitu",
        "times": [("petak", "2024-05-10")],
    }
    story, readings, _ = one_statement([telling])
    assert span_of_days(story, find_timeline(story, readings), readings) == (None, None)


# What somebody said on a Wednesday, and the words for that day; the passage is all of it.
SAYINGS = [
    ("hr", "Ministrica Ana Vrh u srijedu je najavila da će trajekt biti odtegnut", "srijedu"),
    ("sl", "Ministrica Ana Vrh je v sredo napovedala, da bodo trajekt odvlekli", "sredo"),
    ("pl", "„Nikt nie zginął”, powiedziała w środę minister Anna Wierch", "środę"),
    ("ru", "«Никто не погиб», — сообщила в среду министр Анна Верх", "среду"),
    ("cs", "„Nikdo nezahynul,“ řekla ve středu ministryně Anna Vrchová", "středu"),
    ("en", "The minister said on Wednesday that the ferry would be towed", "Wednesday"),
]


@pytest.mark.parametrize(("language", "said", "time"), SAYINGS)
def test_what_was_said_on_a_day(language: str, said: str, time: str) -> None:
    day, text = date(2031, 5, 8), f"{said}."  # a Thursday
    reading = read_report(Report("r", "r.txt", text, language=language, published=Published(day, day, "metadata")))
    (saying,) = dated_sayings(reading)
    assert saying.passage.of(text).rstrip(".") == said
    assert saying.time.span.of(text) == time
    (item,) = find_timeline(Story("s", "", ("r",), (language,)), [reading])
    assert (item.kind, item.earliest, item.evidence) == (
        "announced",
        date(2031, 5, 7),
        (Evidence("r", saying.passage),),
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hr", "Ministrica je rekla da je trajekt u srijedu potonuo."),
        ("en", "Nobody could say on Wednesday why the ferry had sunk."),
        ("sl", "Ministrica je povedala, da je trajekt potonil v sredo."),
        ("hr", "Ministrica nije rekla u srijedu da će trajekt biti odtegnut."),
    ],
)
def test_what_was_not_said_on_that_day(language: str, text: str) -> None:
    day = date(2031, 5, 8)
    reading = read_report(Report("r", "r.txt", text, language=language, published=Published(day, day, "metadata")))
    assert list(dated_sayings(reading)) == []


def test_an_utterance_in_several_reports_is_announced_once() -> None:
    day = Published(date(2031, 5, 8), date(2031, 5, 8), "metadata")
    readings = []
    for name, language, text in (
        ("a", "hr", "Ministrica Ana Vrh u srijedu je najavila da će trajekt biti odtegnut."),
        ("b", "pl", "W środę minister Ana Vrh zapowiedziała, że prom zostanie odholowany."),
    ):
        reading = read_report(Report(name, f"{name}.txt", text, language=language, published=day))
        readings.append(replace(reading, quotations=tuple(replace(q, utterance="u1") for q in reading.quotations)))
    items = [i for i in find_timeline(Story("s", "", ("a", "b"), ("hr", "pl")), readings) if i.kind == "announced"]
    assert [len(i.evidence) for i in items] == [2]


def test_what_is_announced_for_a_day_is_planned() -> None:
    day = date(2031, 5, 7)
    text = "Osoblje luke za sutra je najavilo štrajk u Splitu."
    reading = read_report(Report("r", "r.txt", text, language="hr", published=Published(day, day, "metadata")))
    times = (TimeExpression(Span(text.index("sutra"), text.index("sutra") + 5), "DATE", "2031-05-08"),)
    support = tuple(Support(Evidence("r", c.span), modality=c.modality) for c in reading.clauses)
    story = Story("s", "", ("r",), ("hr",), statements=(Statement("s1", support),))
    assert support
    assert [i.kind for i in find_timeline(story, [replace(reading, times=times)])] == ["planned"]


def test_a_time_that_is_no_date_makes_no_item(one_statement: Maker) -> None:
    story, readings, _ = one_statement([{"language": "hr", "told": "Most je otvoren nakon četiri godine", "times": []}])
    span = Span(22, 35)
    for kind, value in (("DURATION", "P4Y"), ("SET", "P1Y"), ("DATE", "PAST_REF"), ("DATE", None)):
        timed = replace(readings[0], times=(TimeExpression(span, kind, value),))  # type: ignore[arg-type]
        assert find_timeline(story, [timed]) == ()
