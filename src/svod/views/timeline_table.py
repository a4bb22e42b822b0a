"""Timelines in a terminal: day 0, then the days with what happened, was announced or is planned, and which reports appeared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from svod.views import words
from svod.views.terminal_parts import LIMITS, Limits, hang, join, marks, sign, some, words_of
from svod.views.timeline_parts import Day, DayZero, Event

if TYPE_CHECKING:
    from rich.console import Console

    from svod.views.timeline_entries import Timeline

EVERYTHING = 1_000_000


def print_timelines(found: Sequence[Timeline], console: Console) -> None:
    """Print whole timelines, a story each, and how much they hold; a line that says so where nothing is dated."""
    from rich.rule import Rule

    if not found:
        console.print("Nothing is dated.", highlight=False)
        return
    limits = replace(LIMITS, timeline=EVERYTHING, events=EVERYTHING, sides=EVERYTHING)
    for timeline in found:
        console.print(Rule(join((timeline.title, "bold")), align="left", style="red"))
        reports = words.count(len(timeline.story.reports), "report")
        hang(console, join(timeline.days or "days unknown", (f" · {reports}", "dim")), 0)
        for source in timeline.sources:
            about = f"  {source.language_name} · {source.published}"
            hang(console, join((f"{source.number:>3} ", "red"), (source.name, "bold"), (about, "dim")), 4)
        print_days(timeline.zero, timeline.line, console, limits)
        if timeline.unplaced:
            head = join((f"  {words.APPEARED[0]} {words.UNPLACED}: ", "dim"))
            hang(console, head + join((" ".join(map(sign, timeline.unplaced)), "cyan")), 4)
        console.print()
    kinds = Counter(e.item.kind for t in found for e in t.entries)
    figures = [f"{kinds[kind]:,} {said}" for kind, (_, said) in words.KINDS_OF_TIME.items() if kinds[kind]]  # type: ignore[index]
    stories = f" in {words.count(len(found), 'story', 'stories')}" if len(found) > 1 else ""
    hang(console, join((", ".join(figures) + stories, "dim")), 0)


def print_days(zero: DayZero | None, line: Sequence[Day], console: Console, limits: Limits) -> None:
    """Print a story's day 0 and the days of its timeline: those long before it first, those not known to the day last."""
    signs = (*words.KINDS_OF_TIME.values(), (words.APPEARED[0], f"a report {words.APPEARED[1]}"))
    hang(console, join((f"  {'  '.join(f'{shape} {meaning}' for shape, meaning in signs)}", "dim")), 2)
    if zero:
        _day_zero(zero, console, limits)
    for place, title in words.PLACES.items():
        days = [d for d in line if d.place == place]
        if days and place == "story" and line[0].place == "before":
            title = words.STORY_DAYS  # or nothing would show where what was long before ends
        if days and title:
            console.print()
            hang(console, join((f"  {title}", "italic")), 4)
        for day in some(console, days, limits.timeline if place == "story" else limits.sides):
            hang(console, join("  ", (day.name, "bold"), (f" · {day.counted}" if day.counted else "", "dim")), 4)
            for event in some(console, day.events, limits.events, 6):
                _event(event, console, limits)
            if day.appeared:
                about = join((f"    {words.APPEARED[0]} {words.APPEARED[1]}: ", "dim"))
                hang(console, about + join((" ".join(map(sign, day.appeared)), "cyan")), 6)


def _day_zero(zero: DayZero, console: Console, limits: Limits) -> None:
    said = f": {zero.day}" if zero.day else ""
    basis = f" ({zero.basis})" if zero.basis else ""
    shown = f" “{words.shorten(zero.words, limits.passage)}”" if zero.words else ""
    hang(console, join("  ", ("Day 0", "bold"), f"{said}{basis}.{shown} ") + marks(zero.passages), 4)
    if zero.advice:
        hang(console, join((f"  {zero.advice}", "italic")), 4)


def _event(event: Event, console: Console, limits: Limits) -> None:
    about = ", ".join(filter(None, (event.told_by, event.note)))
    kind = "" if event.kind == "happened" else f"{event.kind}: "
    hang(
        console,
        join(f"    {event.sign} ", (kind, "italic"), (f"{event.hour} " if event.hour else "", "bold"))
        + words_of(event.passages[0], limits)
        + join(" ")
        + marks(event.passages)
        + join((f"  ({about})" if about else "", "dim")),
        6,
    )
