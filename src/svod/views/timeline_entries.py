"""The timelines of a collection as a list, for the files that `svod timeline` writes and for its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import get_args

from svod.records import Collection, Story, TimelineItem, TimelineKind, content_id
from svod.views import words
from svod.views.outline import title_and_days
from svod.views.passages import Bench, Passage, Source, ties_of
from svod.views.timeline import compose_timeline, compose_zero, hour, stretch
from svod.views.timeline_parts import Day, DayZero

HEADLINE = 110
"""Characters of a passage that stand for it as a title."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a timeline with what a file says of it. `outlets` and `languages` are those of the reports that tell it."""

    story: Story
    item: TimelineItem
    passages: tuple[Passage, ...]
    origins: int
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    hour: str = ""

    @property
    def id(self) -> str:
        """The same for the same happening in the same reports."""
        first = min(self.item.evidence)
        return content_id(
            self.item.kind, self.item.when, self.item.statement or "", first.report, first.span.start, first.span.end
        )

    @property
    def headline(self) -> str:
        """The words of the first passage that tells it, shortened."""
        return words.shorten(self.passages[0].text, HEADLINE)

    @property
    def when(self) -> str:
        """Its day or stretch, and the hour, in words."""
        item = self.item
        if item.earliest and item.latest:
            day = stretch(item) or words.full_day(item.earliest)
        elif item.first_day is not None:
            day = words.day_number(item.first_day, item.last_day)
        else:
            return words.when(item.when)
        return f"{day}, {self.hour}" if self.hour else day


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline of one story: laid out by days, and as entries; `sources` are the reports of the story and all that it cites."""

    story: Story
    title: str
    days: str
    zero: DayZero | None
    line: tuple[Day, ...]
    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]

    @property
    def unplaced(self) -> tuple[Source, ...]:
        """The reports of the story of which nobody knows when they appeared, as closely as the line is drawn."""
        placed = {s for day in self.line for s in day.appeared}
        return tuple(s for s in self.sources if s not in placed and s.id in self.story.reports)


def timelines(
    collection: Collection, kinds: Set[TimelineKind] = frozenset(get_args(TimelineKind))
) -> tuple[Timeline, ...]:
    """The timelines of the stories that date anything of these kinds, those of several reports first, otherwise in their order."""
    ties = ties_of(collection)
    made = []
    for story in sorted(collection.stories, key=lambda s: len(s.reports) < 2):
        chosen = replace(story, timeline=tuple(i for i in story.timeline if i.kind in kinds))
        bench = Bench(collection, chosen, ties)
        entries = tuple(_entries(bench, chosen))
        if entries:
            title, days = title_and_days(bench, chosen)
            zero, line = compose_zero(bench, chosen), compose_timeline(bench, chosen)
            cited = {s for d in line for s in d.sources} | {p.source for p in (zero.passages if zero else ())}
            sources = tuple(s for s in bench.sources if s.id in chosen.reports or s in cited)
            made.append(Timeline(chosen, title, days, zero, line, entries, sources))
    return tuple(made)


def _entries(bench: Bench, story: Story) -> Iterator[Entry]:
    for item in story.timeline:
        passages = bench.led(item.evidence)
        if passages:
            sources = list(dict.fromkeys(p.source for p in passages))
            yield Entry(
                story,
                item,
                passages,
                bench.count_told(item.evidence),
                tuple(dict.fromkeys(s.name for s in sources)),
                tuple(dict.fromkeys(s.language for s in sources)),
                hour(bench, item),
            )


def dated(found: Iterable[Timeline]) -> tuple[list[tuple[Timeline, Entry]], int]:
    """The entries whose day of the calendar is known, by day, and how many there are besides: a calendar has no place for those."""
    everything = [(t, e) for t in found for e in t.entries]
    known = [(t, e) for t, e in everything if e.item.earliest and e.item.latest]
    return known, len(everything) - len(known)
