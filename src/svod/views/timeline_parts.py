"""The parts of a timeline as the views lay them out: days, and what happened, was announced or is planned on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svod.records import TimelineKind
from svod.views import words
from svod.views.passages import Passage, Source, alike

Place = Literal["before", "story", "open"]
"""Long before the story; among its days; not known to the day."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, was announced or is planned: its hour where one is named, the passages that tell it, by how many
    origins and outlets, and (`note`) how they tell it, where it is not simply told."""

    kind: TimelineKind
    hour: str
    passages: tuple[Passage, ...]
    origins: int
    outlets: int
    note: str = ""

    @property
    def sign(self) -> str:
        """The sign of its kind: `●`, `◆` or `○`."""
        return words.KINDS_OF_TIME[self.kind][0]

    @property
    def alike(self) -> tuple[tuple[Passage, ...], ...]:
        """The passages, those with the same words together: shown once, cited each."""
        return alike(self.passages)

    @property
    def told_by(self) -> str:
        """`3 reports, 2 origins, 3 outlets`; nothing where one report tells it."""
        reports = len({p.source.number for p in self.passages})
        if reports < 2:
            return ""
        figures = [words.count(reports, "report"), words.count(self.origins, "origin")]
        return ", ".join([*figures, *([words.count(self.outlets, "outlet")] if self.outlets else [])])


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or longer stretch, of the line: its name (`Wednesday, 13 September 2023`, else `Day +1`), the day counted from day 0 where
    the name is a date (`counted`), what happened, and which reports appeared."""

    name: str
    counted: str
    place: Place
    zero: bool
    events: tuple[Event, ...]
    appeared: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The reports that stand on it, by number."""
        told = (p.source for e in self.events for p in e.passages)
        return tuple(sorted({*told, *self.appeared}, key=lambda s: s.number))


@dataclass(frozen=True, slots=True)
class DayZero:
    """The happening from which days are counted: its day (`Wednesday, 13 September 2023`, `a Wednesday`, or empty), the words of the
    reports that tell it, and why it is thought to be so; `known`: the day of the calendar is."""

    day: str
    known: bool
    words: str
    passages: tuple[Passage, ...]
    basis: str
    reasons: tuple[str, ...]

    @property
    def advice(self) -> str:
        """What to do where the day of the calendar is not known."""
        return "" if self.known else "The calendar day is not known: give it with --anchor."
