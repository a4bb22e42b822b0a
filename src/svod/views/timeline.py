"""The timeline of a story, composed once for all views: its days in order, the reports that appeared on them, and day 0."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from svod.comparing.days import days_of, hour_of
from svod.comparing.timeline import BEFORE
from svod.records import Modality, Story, TimelineItem, TimeModifier
from svod.views import words
from svod.views.passages import Bench, Source, place
from svod.views.timeline_parts import Day, DayZero, Event, Place

WIDE = 10
"""Days of the longest stretch that stands on the line itself; longer ones that reach into the story are open."""
APPEARED_WITHIN = 6
"""Days of the longest stretch at which a report is marked as published."""
_MODS: tuple[tuple[TimeModifier | None, str], ...] = (
    (None, ""),
    ("START", "beginning of "),
    ("MID", "middle of "),
    ("END", "end of "),
)
_PLACES: tuple[Place, ...] = ("before", "story", "open")


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """What makes two items stand under one heading, in the order of the headings: `scale` 0 for days of the calendar, 1 for days counted
    from day 0, 2 for weekdays and what is not even that."""

    scale: int
    first: int
    last: int
    name: str


def compose_timeline(bench: Bench, story: Story) -> tuple[Day, ...]:
    """The days of a story's timeline: those long before it, those of the story itself, then what is not known to the day.

    Days on which reports appeared are there too, where something else is dated.
    """
    events: dict[_Key, list[tuple[TimelineItem, Event]]] = defaultdict(list)
    told = _modalities(story)
    for item in story.timeline:
        passages = bench.led(item.evidence, context=True)
        if passages:
            reports = {p.source.id for p in passages}
            outlets = {bench.reading(r).report.outlet for r in reports} - {None, ""}
            event = Event(
                item.kind,
                hour(bench, item),
                passages,
                bench.count_told(item.evidence),
                len(outlets),
                _note(item, told.get(item.statement or "", {})),
            )
            events[_key(item)].append((item, event))
    if not events:
        return ()
    appeared: dict[_Key, list[Source]] = defaultdict(list)
    for source in bench.sources:
        key = _appeared(bench, story, source)
        if key is not None:
            appeared[key].append(source)
    made = []
    for key in sorted({*events, *appeared}):
        own = sorted(events[key], key=_in_a_day)
        where = _place(story, key, [i for i, _ in own], any(k.scale for k in events))
        made.append((_PLACES.index(where), key, _day(story, key, where, [e for _, e in own], appeared[key])))
    return tuple(day for _, _, day in sorted(made, key=lambda m: m[:2]))


def _in_a_day(pair: tuple[TimelineItem, Event]) -> tuple[float, int, int, tuple[int, int, int]]:
    """By the hour, then what happened before what was said or is planned, then by how many tell it."""
    item, event = pair
    return hour_of(item.when), list(words.KINDS_OF_TIME).index(event.kind), -event.origins, place(event.passages[0])


def _key(item: TimelineItem) -> _Key:
    if item.earliest and item.latest:
        return _Key(0, item.earliest.toordinal(), item.latest.toordinal(), stretch(item))
    if item.first_day is not None and item.last_day is not None:
        return _Key(1, item.first_day, item.last_day, "")
    name = words.when(item.when.partition("T")[0])
    return _Key(2, 0, 0, name[:1].upper() + name[1:])


def stretch(item: TimelineItem) -> str:
    """What a stretch longer than a day is called: `September 2023`, `end of 2023`, `12–17 September 2023`, or `13 or 14 September 2023`
    where it is some day of these; empty for a day."""
    assert item.earliest
    assert item.latest
    if item.earliest == item.latest:
        return ""
    value = item.when.partition("T")[0]
    if days_of(value) is None:
        return words.one_of(item.earliest, item.latest)
    for mod, said in _MODS if "/" not in value else ():
        if days_of(value, mod) == (item.earliest, item.latest):
            name = said + words.when(value)
            return name[:1].upper() + name[1:]
    return words.days(item.earliest, item.latest)


def hour(bench: Bench, item: TimelineItem) -> str:
    """The hour of an item in words, `about` where every passage that names it says so; empty where none is named."""
    said = words.hour(item.when)
    mods = {
        time.mod
        for e in item.evidence
        for time in bench.reading(e.report).times
        if time.value == item.when and e.span.contains(time.span)
    }
    return f"about {said}" if said and mods == {"APPROX"} else said


def _appeared(bench: Bench, story: Story, source: Source) -> _Key | None:
    """The heading at which a report is marked as published; None where its day is hardly known, and for reports outside the story."""
    if source.id not in story.reports:
        return None
    published = bench.reading(source.id).report.published
    if published is not None:
        if (published.latest - published.earliest).days >= APPEARED_WITHIN:
            return None
        one = published.earliest == published.latest
        name = "" if one else words.one_of(published.earliest, published.latest)
        return _Key(0, published.earliest.toordinal(), published.latest.toordinal(), name)
    placed = next((p for p in story.placements if p.report == source.id), None)
    if placed is None or placed.earliest is None or placed.latest is None:
        return None
    return _Key(1, placed.earliest, placed.latest, "") if placed.latest - placed.earliest < APPEARED_WITHIN else None


def _place(story: Story, key: _Key, items: list[TimelineItem], counted: bool) -> Place:
    """Where a heading stands. Where the story's own days are not of the calendar (`counted`), what has a date happened long before."""
    if key.scale == 2:
        return "open"
    if key.scale == 1:
        return "before" if key.last < -BEFORE else "story"
    begin = story.begin or (story.anchor.day if story.anchor else None)
    if begin is None:
        if not items or not (counted or story.anchor):
            return "story"
        return "before" if any(i.kind == "happened" for i in items) else "open"
    if key.last < begin.toordinal() - BEFORE:
        return "before"
    end = story.end or begin
    wide = key.last - key.first >= WIDE
    return "open" if wide and key.first <= end.toordinal() + BEFORE else "story"


def _day(story: Story, key: _Key, where: Place, events: list[Event], appeared: list[Source]) -> Day:
    anchor = story.anchor
    name, counted = key.name, ""
    zero = False
    if key.scale == 0:
        first, last = date.fromordinal(key.first), date.fromordinal(key.last)
        if not name:
            name = words.full_day(first)
        if anchor and anchor.day and where == "story" and key.last - key.first < WIDE:
            counted = words.day_number((first - anchor.day).days, (last - anchor.day).days)
            zero = first == last == anchor.day
    elif key.scale == 1:
        name = words.day_number(key.first, key.last)
        name = name[:1].upper() + name[1:]
        if anchor and anchor.weekday and key.first == key.last:
            name += f" · {words.weekday(anchor.weekday + key.first)}"
        zero = key.first == key.last == 0
    return Day(name, counted, where, zero, tuple(events), tuple(appeared))


def _modalities(story: Story) -> dict[str, dict[str, list[tuple[int, int, Modality]]]]:
    """Statement -> report -> where it is told there, and how."""
    told: dict[str, dict[str, list[tuple[int, int, Modality]]]] = defaultdict(lambda: defaultdict(list))
    for statement in story.statements:
        for s in statement.support:
            told[statement.id][s.evidence.report].append((s.evidence.span.start, s.evidence.span.end, s.modality))
    return told


def _note(item: TimelineItem, told: dict[str, list[tuple[int, int, Modality]]]) -> str:
    """How an item is told where no report tells it as a fact: as somebody's words, or as possible."""
    if item.kind == "announced":
        return ""
    found = {
        modality
        for e in item.evidence
        for start, end, modality in told.get(e.report, ())
        if start <= e.span.start and e.span.end <= end
    }
    said: tuple[Modality, ...] = ("reported", "possible", "planned") if item.kind == "happened" else ("possible",)
    return next((words.MODALITIES[m] for m in said if found == {m}), "")


def compose_zero(bench: Bench, story: Story) -> DayZero | None:
    """The story's anchor, if it has one."""
    anchor = story.anchor
    if anchor is None:
        return None
    day = words.full_day(anchor.day) if anchor.day else f"a {words.weekday(anchor.weekday)}" if anchor.weekday else ""
    return DayZero(
        day=day,
        known=anchor.day is not None,
        words=words.plain(anchor.name),
        passages=bench.led(anchor.evidence),
        basis=words.BASES[anchor.basis] if anchor.basis and anchor.day else "",
        reasons=tuple(filter(None, map(words.plain, anchor.reasons))),
    )
