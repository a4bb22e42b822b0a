"""Days of publication and of happenings worked out from the reports' words and from each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from svod.dating.settling import settle
from svod.dating.story import StoryDays, date_story
from svod.reading.reader import lay_out, read_report
from svod.records import Evidence, Published, Reading, Report, Span, Statement, Support


def reading(name: str, text: str, language: str, day: date | None = None) -> Reading:
    published = Published(day, day, "metadata") if day else None
    report = Report(id=name, source=name, text=text, language=language, published=published)
    return Reading(report=report, layout=lay_out(report))


def days(*readings: Reading) -> dict[str, tuple[str, str, str]]:
    found = date_story(readings, ()).published
    return {name: (p.earliest.isoformat(), p.latest.isoformat(), p.basis) for name, p in found.items()}


def placed(when: StoryDays) -> dict[str, tuple[int | None, int | None]]:
    return {p.report: (p.earliest, p.latest) for p in when.placements}


KNOWN = reading(
    "known",
    "Predsjednik Ivo Babić sastao se jučer u Orahovu s ministricom Lanom Perić i potpisao ugovor.",
    "hr",
    date(2023, 9, 14),
)


# --- a report by itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hr", "Most je otvoren\n13.9.2023. 18:30\nMost na rijeci otvoren je uz glazbu."),
        ("hr", "Sud je danas, 13. rujna 2023., donio presudu."),
        ("cs", "Most byl otevřen. Orahov 19:07 13. září 2023\n\nMost přes řeku otevřel ministr."),
        ("bg", "Мостът беше открит 13.09.2023 | 11:15\n\nМостът над реката беше открит с музика."),
        ("de", "Die Brücke ist offen | 13.09.2023\n\nDie Brücke wurde mit Musik eröffnet."),
    ],
)
def test_a_time_stamp_dates_the_report(language: str, text: str) -> None:
    assert days(reading("a", text, language)) == {"a": ("2023-09-13", "2023-09-13", "text")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Мост открыт\n\nОрехов. 13 сентября. НОВОСТИ.РУ - Мост открыли в среду, строили его с 2023 года."),
        ("ru", "Мост открыт\n\nОРЕХОВ, 13 сентября — НОВОСТИ. Мост открыли в среду, строили его с 2023 года."),
        ("hr", "ORAHOV, 13. rujna - Most je otvoren u srijedu, a gradio se od siječnja 2023. godine i plaćen je u 2023. godini."),
    ],
)  # fmt: skip
def test_a_dateline_without_a_year_takes_it_from_its_weekday_and_the_years_named(language: str, text: str) -> None:
    assert days(reading("a", text, language))["a"][:2] == ("2023-09-13", "2023-09-13")


def test_a_weekday_with_its_date_leaves_the_day_and_the_next() -> None:
    text = "Sud je u srijedu, 13. rujna 2023., donio presudu u dugom postupku."
    assert days(reading("a", text, "hr")) == {"a": ("2023-09-13", "2023-09-14", "text")}


def test_an_old_date_in_the_text_is_no_publication_day() -> None:
    text = "Most je srušen 5. svibnja 1993. u ratu, a obnovljen je deset godina poslije toga."
    assert days(reading("a", text, "hr")) == {}


def test_two_days_of_publication_are_not_both_believed() -> None:
    text = "Danas, 13. rujna 2023., pada kiša. Danas, 20. rujna 2023., sja sunce."
    assert days(reading("a", text, "hr")) == {"a": ("2023-09-13", "2023-09-13", "text")}


def test_words_in_a_direct_quotation_date_nothing() -> None:
    text = '"Danas je dobar dan", rekla je ministrica Lana Perić. Sastanak s Ivom Babićem u Orahovu bio je jučer.'
    report = read_report(Report(id="a", source="a", text=text, language="hr"))
    when = date_story([report], ())
    assert [e.span.of(text) for e in when.offsets] == ["jučer"]


# --- with others --------------------------------------------------------------------------------------------------------


def test_weekdays_alone_give_no_calendar_but_days_counted_from_the_main_happening() -> None:
    when = date_story(
        [reading("a", "Sud je u srijedu donio presudu.", "hr"), reading("b", "Sąd wydał wyrok w środę.", "pl")], ()
    )
    assert not when.published
    assert when.anchor is not None
    assert (when.anchor.weekday, when.anchor.day) == (3, None)
    assert placed(when) == {"a": (0, 1), "b": (0, 1)}


def test_the_weekday_of_the_story() -> None:
    text = "Prezydent Ivo Babić spotkał się w środę w Orahovie z minister Laną Perić."
    assert days(KNOWN, reading("a", text, "pl")) == {"a": ("2023-09-13", "2023-09-14", "story")}


def test_today_in_a_sentence_of_the_same_event() -> None:
    text = "Predsednik Ivo Babić se je danes v Orahovu sestal z ministrico Lano Perić."
    assert days(KNOWN, reading("a", text, "sl")) == {"a": ("2023-09-13", "2023-09-13", "story")}


def test_today_in_a_sentence_of_another_event_dates_nothing() -> None:
    assert days(KNOWN, reading("a", "Danes je na obali močno deževalo in promet je obstal.", "sl")) == {}


def test_today_and_a_weekday_of_one_statement_are_one_day() -> None:
    """Links of the story count where the words of two languages share nothing."""
    a, b = reading("a", "Мост открыли сегодня.", "ru"), reading("b", "Most su otvorili u srijedu.", "hr")
    support = tuple(Support(Evidence(r.report.id, Span(0, len(r.report.text)))) for r in (a, b))
    assert placed(date_story([a, b], ())).get("a") is None
    assert placed(date_story([a, b], [Statement("s", support)])) == {"a": (0, 0), "b": (0, 1)}


def test_a_report_dated_by_the_story_dates_others() -> None:
    second = reading(
        "b",
        "Predsednik Ivo Babić se je danes v Orahovu sestal z ministrico Lano Perić, v torek je prispel vlak.",
        "sl",
    )
    third = reading("c", "Ve středu ráno pršelo a v úterý přijel vlak s hosty.", "cs")
    found = days(KNOWN, second, third)
    assert found["b"] == ("2023-09-13", "2023-09-13", "story")
    assert found["c"] == ("2023-09-13", "2023-09-14", "story")


def test_what_was_announced_for_a_weekday_and_has_begun_on_it_is_one_day() -> None:
    when = date_story(
        [
            reading("a", "Štrajk će početi u četvrtak, najavio je sindikat u utorak.", "hr"),
            reading("b", "Strajk rozpoczął się w czwartek rano.", "pl"),
            reading("c", "Delavci so v torek napovedali stavko, začela se bo v četrtek.", "sl"),
        ],
        (),
    )
    spread = {e.report: day for e, day in when.offsets.items()}
    assert placed(when)["b"][0] == spread["b"][0]
    assert (placed(when)["a"][1] or 0) <= spread["b"][0]


def test_what_took_six_days_and_is_over_is_over_five_days_after_it_began() -> None:
    begun = read_report(
        Report("a", "a", "Predsjednik Ivo Babić stigao je u utorak u Orahov, a danas je vidio most.", language="hr")
    )
    over = read_report(Report("b", "b", "Predsednik Ivo Babić je zaključil šestdnevni obisk Orahova.", language="sl"))
    # Both name one person; across reports that is the work of `linking`.
    same = {m.entity: "person" for m in (*begun.mentions, *over.mentions) if m.type == "PER"}

    def linked(r: Reading) -> Reading:
        return replace(r, mentions=tuple(replace(m, entity=same.get(m.entity)) for m in r.mentions))

    when = date_story([linked(begun), linked(over)], ())
    began = next(day for e, day in when.offsets.items() if e.report == "a" and e.span.of(begun.report.text) == "utorak")
    assert placed(when)["b"] == (began[0] + 5, began[0] + 6)


# --- the calendar -------------------------------------------------------------------------------------------------------


def test_the_users_anchor_makes_days_of_the_calendar() -> None:
    a = reading("a", "Sud je u srijedu donio presudu.", "hr")
    when = date_story([a], (), date(2023, 9, 13))
    assert when.anchor is not None
    assert (when.anchor.day, when.anchor.basis) == (date(2023, 9, 13), "user")
    assert when.published["a"].latest == date(2023, 9, 14)
    assert when.published["a"].reasons


def test_an_anchor_on_another_weekday_is_refused() -> None:
    when = date_story([reading("a", "Sud je u srijedu donio presudu.", "hr")], (), date(2023, 9, 14))
    assert when.refused is not None
    assert "on 2023-09-14, a Thursday: they tell of a Wednesday" in when.refused
    assert not when.published


def test_a_known_day_outranks_the_anchor() -> None:
    text = "Prezydent Ivo Babić spotkał się w środę w Orahovie z minister Laną Perić."
    when = date_story([KNOWN, reading("a", text, "pl")], (), date(2022, 1, 5))
    assert when.published["a"].earliest == date(2023, 9, 13)


def test_an_interval_that_is_known_is_evidence_too() -> None:
    text = "Sud je u srijedu donio presudu."
    report = Report(
        "a", "a", text, language="hr", published=Published(date(2023, 9, 13), date(2023, 9, 17), "metadata")
    )
    when = date_story([Reading(report, lay_out(report))], ())
    assert [day for day, _ in when.days.values()] == [date(2023, 9, 13)]


def test_nothing_is_worked_out_for_reports_whose_day_is_known() -> None:
    assert days(KNOWN) == {}


def test_a_story_without_days_has_no_anchor() -> None:
    assert date_story([reading("a", "Most je otvoren uz glazbu.", "hr")], ()) == StoryDays()


def test_times_that_stay_open_get_the_day_of_their_happening() -> None:
    text = "Prezydent Ivo Babić spotkał się w środę rano w Orahovie z minister Laną Perić."
    report = read_report(Report("a", "a", text, language="pl"))
    settled = settle(report, date_story([KNOWN, report], ()))
    (time,) = settled.times
    assert time.value == "2023-09-13TMO"
    assert settled.report.published is not None
    assert settled.report.published.basis == "story"


def test_the_order_of_reports_changes_nothing() -> None:
    texts = [
        ("a", "Sud je u srijedu donio presudu ministrici Lani Perić.", "hr"),
        ("b", "Wyrok w sprawie minister Lany Perić zapadł wczoraj.", "pl"),
        ("c", "Sodišče je danes razsodilo o ministrici Lani Perić, v torek je bila zaslišana.", "sl"),
    ]
    readings = [reading(*text) for text in texts]
    assert date_story(readings, ()) == date_story(readings[::-1], ())


# --- what readers of the change found ----------------------------------------------------------------------------------


def test_a_refused_anchor_leaves_what_the_reports_tell_themselves() -> None:
    stamped = reading("a", "Most je otvoren\n13.9.2023. 18:30\nMost na rijeci otvorili su u srijedu uz glazbu.", "hr")
    when = date_story([stamped], (), date(2020, 1, 2))
    assert when.refused is not None
    assert when.published["a"].earliest == date(2023, 9, 13)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("hr", "Sud je jučer, 12. rujna 2023., donio presudu.", "2023-09-13"),
        ("sl", "Sodišče bo jutri, 14. septembra 2023, razglasilo sodbo.", "2023-09-13"),
        ("hr", "Sud je danas, 13. rujna 2023., donio presudu.", "2023-09-13"),
    ],
)
def test_yesterday_with_its_date_is_the_day_before_publication(language: str, text: str, day: str) -> None:
    assert days(reading("a", text, language)) == {"a": (day, day, "text")}


def test_history_with_weekday_and_date_dates_nothing() -> None:
    text = "Ministrica je u utorak otvorila most iz 2023. godine. Stari je srušen u utorak, 11. rujna 2001., u poplavi."
    assert date_story([reading("a", text, "hr")], ()).published == {}


def test_of_two_weekdays_in_a_lead_the_latest_is_the_news() -> None:
    text = "Премьер, который в понедельник прилетел в город, в среду открыл мост через реку."
    when = date_story([reading("a", text, "ru")], ())
    spread = {e.span.of(text): day for e, day in when.offsets.items()}
    assert placed(when)["a"] == (spread["среду"][0], spread["среду"][0] + 1)


def test_an_anchor_may_be_the_day_of_what_is_told_of_today() -> None:
    text = "Danas je u Orahovu otvoren most. Gradnja je počela u ponedjeljak, kad su stigli radnici."
    when = date_story([reading("a", text, "hr")], (), date(2023, 9, 13))
    assert when.refused is None
    assert when.published["a"].day == date(2023, 9, 13)


def test_file_names_are_no_placeholders() -> None:
    a = reading("a", "Sud je u srijedu donio presudu ministrici Lani Perić.", "hr", date(2023, 9, 14))
    b = reading("b", "Sąd w środę wydał wyrok na minister Lanę Perić.", "pl")
    named = [replace(r, report=replace(r.report, source=f"{r.report.id}{{0}}[left].txt")) for r in (a, b)]
    (published,) = date_story(named, ()).published.values()
    assert any("a{0}[left].txt" in reason for reason in published.reasons)


def test_a_weekday_follows_the_story_where_the_report_alone_would_have_it_otherwise() -> None:
    a = reading("a", "Štrajk je u srijedu zaustavio sve letove u Orahovu.", "hr", date(2023, 9, 14))
    text = "Linie poinformowały we wtorek o odwołaniu w środę wszystkich lotów w Orahovie."
    b = read_report(Report("b", "b", text, language="pl"))
    values = {t.span.of(text): t.value for t in settle(b, date_story([a, b], ())).times}
    assert values["środę"] == "2023-09-13"


def test_a_year_that_was_worked_out_says_how() -> None:
    text = "Premier otworzył most w środę, 13 września. Budowa ruszyła w 2023 roku."
    published = date_story([reading("a", text, "pl")], ()).published["a"]
    assert published.earliest == date(2023, 9, 13)
    assert "13 September is a Wednesday in 2023, a year that the reports name" in published.reasons


def test_a_lone_old_date_in_full_is_history() -> None:
    text = "Sud je u srijedu donio presudu zbog napada koji je u utorak, 11. rujna 2001., potresao grad."
    assert date_story([reading("a", text, "hr")], ()).published == {}


def test_the_users_anchor_stays_day_zero() -> None:
    a = "Predsjednik Ivo Babić danas se u Orahovu sastao s ministricom Lanom Perić. Ministrica je u ponedjeljak stigla u Orahov."
    b = "Predsjednik Ivo Babić se danas u Orahovu sastao s ministricom Lanom Perić."
    when = date_story([reading("a", a, "hr"), reading("b", b, "hr")], (), date(2023, 9, 13))
    assert when.anchor is not None
    assert (when.anchor.day, when.anchor.basis) == (date(2023, 9, 13), "user")
    assert placed(when) == {"a": (0, 0), "b": (0, 0)}
    assert any("you gave the day" in reason for p in when.placements for reason in p.reasons)


def test_no_basis_without_a_day() -> None:
    when = date_story([reading("a", "Sud je u srijedu donio presudu.", "hr")], ())
    assert when.anchor is not None
    assert (when.anchor.day, when.anchor.basis) == (None, None)


def test_last_weeks_weekday_is_not_the_news() -> None:
    text = "Štrajk je počeo danas. Sindikat je prošle srijede najavio štrajk."
    when = date_story([reading("a", text, "hr")], (), date(2024, 3, 11))
    assert when.refused is None
    assert when.published["a"].day == date(2024, 3, 11)


@pytest.mark.parametrize(
    ("anchor", "fits"), [(date(2023, 9, 13), True), (date(2022, 9, 14), False), (date(2022, 1, 5), False)]
)
def test_an_anchor_must_fit_the_dates_told(anchor: date, fits: bool) -> None:
    when = date_story([reading("a", "Sud je danas, 13. rujna, donio presudu.", "hr")], (), anchor)
    assert (when.refused is None) == fits


def test_a_wide_known_interval_is_no_day_to_go_by() -> None:
    year = Published(date(2023, 1, 1), date(2023, 12, 31), "user")
    a = reading("a", "Sud je u srijedu donio presudu ministrici Lani Perić.", "hr")
    wide = replace(a, report=replace(a.report, published=year))
    when = date_story([wide, reading("b", "Sąd w środę wydał wyrok na minister Lanę Perić.", "pl")], ())
    assert placed(when) == {"a": (0, 1), "b": (0, 1)}


def test_ids_change_nothing() -> None:
    texts = [
        ("Acme agreed on Monday to buy Globex for two billion.", "en"),
        ("Shares of Globex rose on Tuesday after Acme agreed yesterday to buy it.", "en"),
        ("Regulators said today that they will look at how Acme agreed two days ago to buy Globex.", "en"),
    ]

    def found(names: str) -> list[tuple[int | None, int | None]]:
        when = date_story([reading(n, *text) for n, text in zip(names, texts, strict=True)], (), date(2023, 4, 3))
        return [placed(when)[n] for n in names]

    assert found("abc") == found("cab") == found("bca")


def test_the_night_to_a_weekday_is_that_of_the_day_before() -> None:
    text = "Фериботът заседна на скала в нощта срещу сряда."
    a = reading("a", "Trajekt se u utorak navečer nasukao. U srijedu su ga pregledali.", "hr", date(2024, 10, 16))
    b = read_report(Report("b", "b", text, language="bg"))
    values = [t.value for t in settle(b, date_story([a, b], ())).times]
    assert values == ["2024-10-15TNI"]
