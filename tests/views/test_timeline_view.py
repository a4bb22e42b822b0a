"""The timeline as the views show it, and as it is written for calendars, TimelineJS, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from svod.format import dumps
from svod.records import Anchor, Collection, Evidence, Placement, Published, Span, TimeExpression, TimelineItem
from svod.views import timeline_files, timeline_ics, timeline_js
from svod.views.markdown import render_markdown
from svod.views.outline import outlines
from svod.views.page import render_page
from svod.views.terminal_parts import LIMITS
from svod.views.timeline_entries import dated, timelines
from svod.views.timeline_table import print_days, print_timelines

HOSTILE = 'Galeb, "sank"; \\ </script><b>&\r\nBEGIN:VEVENT'


def at(collection: Collection, report: str, words: str) -> Evidence:
    start = collection.reading(report).report.text.index(words)
    return Evidence(report, Span(start, start + len(words)))


@pytest.fixture(name="dated_story")
def _dated_story(collection: Collection) -> Collection:
    """The invented event with happenings of every kind and precision, day 0 on Tuesday, 6 May 2031."""
    aground, said = at(collection, "a", "Trajekt Galeb nasukao se u utorak"), at(collection, "a", "Nitko nije poginuo")
    also, towed = (
        at(collection, "b", "Prom Galeb wszedł na mieliznę we wtorek"),
        at(collection, "b", "Prom ma zostać odholowany w piątek"),
    )
    day, friday = date(2031, 5, 6), date(2031, 5, 9)
    story = replace(
        collection.stories[0],
        timeline=(
            TimelineItem("2019", date(2019, 9, 1), date(2019, 12, 31), (at(collection, "b", "Rannych zostało 15 osób"),)),
            TimelineItem("2031-05-06T23:40", day, day, (said,), "s2", "announced"),
            TimelineItem("2031-05-06", day, day, (aground, also), "s1"),
            TimelineItem("2031-05-09", friday, friday, (towed,), "s3", "planned"),
            TimelineItem("XXXX-WXX-4TMO", None, None, (at(collection, "d", "Galeb"),)),
        ),
        anchor=Anchor("Trajekt Galeb nasukao se u utorak", (aground,), 2, day, "story", ("2 reports begin with it",)),
        placements=(Placement("a", 0, 1, ("says “utorak” of it",)),),
    )  # fmt: skip
    return replace(collection, stories=(story,))


def test_days_stand_in_order_with_what_happened_said_and_planned(dated_story: Collection) -> None:
    told = outlines(dated_story)[0]
    assert [(d.name, d.counted, d.place) for d in told.timeline] == [
        ("End of 2019", "", "before"),
        ("Tuesday, 6 May 2031", "day 0", "story"),
        ("6 or 7 May 2031", "day 0 or +1", "story"),
        ("Friday, 9 May 2031", "day +3", "story"),
        ("A Thursday", "", "open"),
    ]
    zero = told.timeline[1]
    assert zero.zero
    assert [(e.kind, e.hour, e.told_by) for e in zero.events] == [
        ("happened", "", "2 reports, 2 origins, 2 outlets"),
        ("announced", "23:40", ""),
    ]
    assert [e.kind for e in told.timeline[3].events] == ["planned"]
    assert [s.name for s in told.timeline[2].appeared] == ["Jutro Brodine"]
    assert told.zero
    assert (told.zero.day, told.zero.known, told.zero.basis, told.zero.advice) == (
        "Tuesday, 6 May 2031",
        True,
        "inferred",
        "",
    )


def test_days_are_counted_where_the_calendar_is_not_known(dated_story: Collection) -> None:
    story = dated_story.stories[0]
    assert story.anchor
    items = (
        story.timeline[0],
        replace(story.timeline[1], when="XXXX-XX-XX", earliest=None, latest=None, first_day=1, last_day=1),
        replace(story.timeline[2], when="XXXX-WXX-2", earliest=None, latest=None, first_day=0, last_day=0),
        replace(story.timeline[3], when="XXXX-XX-XX", earliest=None, latest=None, first_day=2, last_day=3),
    )
    undated = replace(story, begin=None, end=None, timeline=items, anchor=replace(story.anchor, day=None, basis=None))
    readings = tuple(replace(r, report=replace(r.report, published=None)) for r in dated_story.readings)
    told = outlines(replace(dated_story, readings=readings, stories=(undated,)))[0]
    assert [(d.name, d.place) for d in told.timeline] == [
        ("End of 2019", "before"),
        ("Day 0 · Tuesday", "story"),
        ("Day 0 or +1", "story"),
        ("Day +1 · Wednesday", "story"),
        ("Day +2 or +3", "story"),
    ]
    assert told.zero
    assert (told.zero.day, told.zero.advice) == ("a Tuesday", "The calendar day is not known: give it with --anchor.")
    assert (told.sources[0].published, told.sources[0].dated_by) == (
        "day 0 or +1 of the story",
        ("says “utorak” of it",),
    )


def test_a_timeline_of_nothing_is_no_part(dated_story: Collection) -> None:
    story = replace(dated_story.stories[0], timeline=())
    told = outlines(replace(dated_story, stories=(story,)))[0]
    assert told.timeline == ()
    assert "timeline" not in [h.key for h in told.contents]


def test_all_views_show_it(dated_story: Collection) -> None:
    console = Console(file=io.StringIO(), width=300)
    told = outlines(dated_story)[0]
    print_days(told.zero, told.timeline, console, LIMITS)
    assert isinstance(console.file, io.StringIO)
    page = re.sub(r"<[^>]+>", "", render_page(dated_story))
    for shown in (console.file.getvalue(), page, render_markdown(dated_story)):
        for words in (
            "Tuesday, 6 May 2031", "End of 2019", "Long before", "Not known to the day", "planned", "announced", "23:40", "Day 0",
            "appeared",
        ):  # fmt: skip
            assert words in shown
    assert "2 reports begin with it" in page
    assert "- 2 reports begin with it" in render_markdown(dated_story)


def test_reasons_of_a_publication_day_are_told(dated_story: Collection) -> None:
    first = dated_story.readings[0]
    known = Published(date(2031, 5, 6), date(2031, 5, 7), "story", ("says <utorak> of it",))
    readings = (replace(first, report=replace(first.report, published=known)), *dated_story.readings[1:])
    changed = replace(dated_story, readings=readings)
    assert "says &lt;utorak&gt; of it" in render_page(changed)
    assert r"- says \<utorak\> of it" in render_markdown(changed)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_table(dated_story: Collection, width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    print_timelines(timelines(dated_story), console)
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= width
    assert lines[-1] == "3 happened, 1 announced, 1 planned"


def test_the_table_has_every_report_and_where_long_before_ends(dated_story: Collection) -> None:
    console = Console(file=io.StringIO(), width=200)
    print_timelines(timelines(dated_story), console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    (found,) = timelines(dated_story)
    assert {s.id for s in found.sources} >= set(found.story.reports)
    appeared = {s.id for d in found.line for s in d.appeared}
    assert appeared | {s.id for s in found.unplaced} == set(found.story.reports)
    assert ("when they appeared is not known" in shown) == bool(found.unplaced)
    assert shown.index("Long before") < shown.index("\n\n  The days of the story") < shown.index("Not known to the day")


def test_day_0_is_cited_with_the_report_whose_words_it_has(dated_story: Collection) -> None:
    story = dated_story.stories[0]
    assert story.anchor
    anchor = replace(story.anchor, evidence=tuple(reversed(story.timeline[2].evidence)))
    zero = outlines(replace(dated_story, stories=(replace(story, anchor=anchor),)))[0].zero
    assert zero
    assert [p.source.id for p in zero.passages] == [e.report for e in anchor.evidence]


def test_about_an_hour(dated_story: Collection) -> None:
    item = dated_story.stories[0].timeline[1]
    (evidence,) = item.evidence
    time = TimeExpression(Span(evidence.span.start, evidence.span.start + 5), "TIME", item.when, mod="APPROX")
    readings = tuple(replace(r, times=(time,)) if r.report.id == evidence.report else r for r in dated_story.readings)
    entries = timelines(replace(dated_story, readings=readings))[0].entries
    assert "Tuesday, 6 May 2031, about 23:40" in [e.when for e in entries]


def test_a_table_of_nothing(collection: Collection) -> None:
    console = Console(file=io.StringIO())
    print_timelines(timelines(replace(collection, stories=())), console)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == "Nothing is dated.\n"


def hostile(collection: Collection) -> Collection:
    """The story with text of others that would break a file, in title, outlet and passage."""
    report = replace(collection.readings[0].report, outlet=HOSTILE, url='https://x.example/?a="b,c;d')
    readings = (replace(collection.readings[0], report=report), *collection.readings[1:])
    return replace(collection, readings=readings, stories=(replace(collection.stories[0], title=HOSTILE),))


def parse(text: str) -> list[dict[str, str]]:
    """The events of a calendar, as a reader that knows only RFC 5545 sees them."""
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    unfolded = "\n".join(lines).replace("\n ", "").split("\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "PRODID:-//svod//svod timeline//EN"} <= set(unfolded)
    events: list[dict[str, str]] = []
    inside = False
    for line in unfolded[1:-1]:
        name, _, value = line.partition(":")
        if line in ("BEGIN:VEVENT", "END:VEVENT"):
            assert inside == (line == "END:VEVENT")
            inside = not inside
            if inside:
                events.append({})
        elif inside:
            assert name.partition(";")[0] not in events[-1] or not events[-1]
            unescaped = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
            events[-1][name] = unescaped
    assert not inside
    return events


def test_a_calendar_can_be_read_back(dated_story: Collection) -> None:
    known, others = dated(timelines(dated_story))
    events = parse(timeline_ics.to_ics(known))
    assert (len(events), others) == (4, 1)
    past, aground, said, towed = sorted(
        events, key=lambda e: next(v for k, v in sorted(e.items()) if k.startswith("DTSTART"))
    )
    assert (past["DTSTART;VALUE=DATE"], past["DTEND;VALUE=DATE"]) == ("20190901", "20200101")
    assert (aground["DTSTART;VALUE=DATE"], aground["DTEND;VALUE=DATE"]) == ("20310506", "20310507")
    assert aground["SUMMARY;LANGUAGE=hr"] == "Trajekt Galeb nasukao se u utorak"
    assert (
        "Głos <b>Portu</b>, Polish: “Prom Galeb wszedł na mieliznę we wtorek”" in aground["DESCRIPTION"].split("\n")[3]
    )
    assert (aground["STATUS"], aground["CATEGORIES"], aground["DTSTAMP"]) == (
        "CONFIRMED",
        "HAPPENED",
        "20310506T000000Z",
    )
    assert said["DTSTART"] == "20310506T234000"
    assert (towed["STATUS"], towed["CATEGORIES"]) == ("TENTATIVE", "PLANNED")
    assert towed["SUMMARY;LANGUAGE=pl"].startswith("planned: ")
    assert len({e["UID"] for e in events}) == 4
    assert timeline_ics.to_ics(known) == timeline_ics.to_ics(dated(timelines(dated_story))[0])


@pytest.mark.parametrize(
    ("when", "start"),
    [
        ("2031-05-06T23:40+02:00", "20310506T214000Z"), ("2031-05-06T01:30Z", "20310506T013000Z"), ("2031-05-06T18", "20310506T180000"),
        ("2031-05-06TMO", None), ("2031-05-06T24:00", None), ("2031-05-06T18:00/2031-05-06T20:00", "20310506T180000"),
    ],
)  # fmt: skip
def test_hours(dated_story: Collection, when: str, start: str | None) -> None:
    story = dated_story.stories[0]
    changed = replace(dated_story, stories=(replace(story, timeline=(replace(story.timeline[2], when=when),)),))
    (event,) = parse(timeline_ics.to_ics(dated(timelines(changed))[0]))
    assert event.get("DTSTART") == start
    assert ("DTSTART;VALUE=DATE" in event) == (start is None)


def test_hostile_text_breaks_no_file(dated_story: Collection) -> None:
    changed = hostile(dated_story)
    known, _ = dated(timelines(changed))
    events = parse(timeline_ics.to_ics(known))
    assert len(events) == 4
    flat = " ".join(HOSTILE.split())
    assert all(e["DESCRIPTION"].startswith(flat) for e in events)
    written = timeline_js.to_timelinejs(known)
    for html in texts(written):
        assert not re.search(r"<(?!/?(p|q|cite|a)\b)", html)
        assert "</script" not in html
    assert "</script" not in dumps(written)
    rows = list(csv.reader(io.StringIO(timeline_files.to_csv(timelines(changed)))))
    assert len(rows) == 6
    assert {len(row) for row in rows} == {len(timeline_files.COLUMNS)}
    assert rows[1][1] == flat
    formula = replace(changed, stories=(replace(changed.stories[0], title="=1+1"),))
    assert "'=1+1" in timeline_files.to_csv(timelines(formula))


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [t for v in value.values() for t in texts(v)]
    if isinstance(value, list):
        return [t for v in value for t in texts(v)]
    return [value] if isinstance(value, str) else []


def test_timelinejs_has_what_it_needs(dated_story: Collection) -> None:
    known, _ = dated(timelines(dated_story))
    written = json.loads(dumps(timeline_js.to_timelinejs(known)))
    assert set(written) == {"title", "events", "scale"}
    assert written["title"]["text"]["headline"]
    for event in written["events"]:
        assert {"start_date", "display_date", "text", "group", "unique_id"} <= set(event)
        assert {"year", "month", "day"} <= set(event["start_date"])
        assert all(isinstance(v, int) for v in event["start_date"].values())
        assert set(event["text"]) == {"headline", "text"}
        assert event["group"] in ("happened", "announced", "planned")
    assert len({e["unique_id"] for e in written["events"]}) == len(known)
    first = written["events"][0]
    assert (first["display_date"], first["end_date"]) == ("End of 2019", {"year": 2019, "month": 12, "day": 31})


def test_json_has_every_item_with_its_passages(dated_story: Collection) -> None:
    found = timelines(dated_story)
    written = json.loads(dumps(timeline_files.to_dict(found, dated_story)))
    (story,) = written["stories"]
    assert set(story) >= {"id", "title", "reports", "begin", "end", "anchor", "placements", "timeline"}
    assert story["anchor"]["day"] == "2031-05-06"
    by_id = {r.report.id: r.report.text for r in dated_story.readings}
    for item in story["timeline"]:
        assert item["kind"] in ("happened", "announced", "planned")
        for p in item["passages"]:
            assert p["text"] == " ".join(by_id[p["report"]][p["start"] : p["end"]].split())
    assert story["timeline"][2]["origins"] == 2
    assert story["timeline"][2]["outlets"] == ["Jutro Brodine", "Głos <b>Portu</b>"]
    assert {r["id"] for r in written["reports"]} == {"a", "b", "c", "d"}
    assert written["reports"][0]["published"]["earliest"] == "2031-05-06"


def test_kinds_are_chosen(dated_story: Collection) -> None:
    (found,) = timelines(dated_story, {"planned"})
    assert [e.item.kind for e in found.entries] == ["planned"]
    assert timelines(replace(dated_story, stories=()), {"planned"}) == ()


def test_ids_stay_when_other_reports_join(dated_story: Collection) -> None:
    story = dated_story.stories[0]
    alone = replace(story.timeline[2], evidence=story.timeline[2].evidence[:1])
    changed = replace(dated_story, stories=(replace(story, timeline=(alone,)),))
    ids = {e.id for t in timelines(dated_story) for e in t.entries}
    assert {e.id for t in timelines(changed) for e in t.entries} <= ids
