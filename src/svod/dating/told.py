"""What a story gives to go by, and the names of the variables made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from svod.dating.clues import LEAD, Article, Clue
from svod.dating.network import Variable


@dataclass(frozen=True, slots=True)
class Ended:
    """A report's lead says that what lasted `days` days is over; the happening that `began` it is a clue of some report."""

    article: Article
    days: int
    began: Clue


@dataclass(frozen=True, slots=True)
class Told:
    """What a story gives to go by.

    Attributes:
        clues: of all articles, in the order of reports and text.
        weights: what a stem tells within the story.
        known: articles whose days of publication are known, as first and last day, with the reason.
        statements: groups of clues of which a link of the story says that they tell one fact.
        ended: lengths of time that are over.
        names: what a report is called in a reason.
        years: that the reports name, but for those still to come.
    """

    clues: tuple[Clue, ...]
    weights: Mapping[str, float]
    known: Mapping[Article, tuple[date, date, str]]
    statements: tuple[tuple[Clue, ...], ...]
    ended: tuple[Ended, ...]
    names: Mapping[str, str]
    years: frozenset[int] = frozenset()

    def without(self, far: Iterable[Clue]) -> Told:
        """The same, some clues left out."""
        gone = {id(clue) for clue in far}
        if not gone:
            return self
        return replace(
            self,
            clues=tuple(c for c in self.clues if id(c) not in gone),
            statements=tuple(tuple(c for c in group if id(c) not in gone) for group in self.statements),
            ended=tuple(e for e in self.ended if id(e.began) not in gone),
        )

    def is_recent(self, clue: Clue) -> bool:
        """Whether a date in full, with its weekday, is of the news and not of its history: a lead begins with it, and no later year is
        named."""
        if clue.full is None or clue.span.start >= LEAD or clue.full.year != max(self.years, default=0):
            return False
        return clue is next((c for c in self.clues if c.article == clue.article), None)


def day_of(clue: Clue) -> Variable:
    """The variable of the day on which a clue's happening lies."""
    return "day", clue.article, clue.span


LEFT, RIGHT = "\ue000", "\ue001"
"""The places in a reason where the days of the left and right variable of its constraint belong: characters of no text."""
_WORDS = "\ue002"


def quoted(n: int) -> str:
    """The place in a reason where the words of the clue with this number belong."""
    return f"“{_WORDS}{n}{_WORDS}”"


def filled(reason: str, words: Sequence[str], left: str, right: str) -> str:
    """A reason with the words of the clues and the days of both variables in their places."""
    parts = reason.split(_WORDS)
    reason = "".join(words[int(part)] if n % 2 else part for n, part in enumerate(parts))
    return reason.replace(LEFT, left).replace(RIGHT, right)
