"""What a story gives to go by, and the names of the variables made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from svod.dating.clues import Article, Clue
from svod.dating.network import Variable
from svod.records import Evidence


@dataclass(frozen=True, slots=True)
class Ended:
    """A report's lead says that what lasted `days` days is over; the happening that `began` it is a clue of some report."""

    article: Article
    span: Evidence
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
    """

    clues: tuple[Clue, ...]
    weights: Mapping[str, float]
    known: Mapping[Article, tuple[date, date, str]]
    statements: tuple[tuple[Clue, ...], ...]
    ended: tuple[Ended, ...]
    names: Mapping[str, str]


def day_of(clue: Clue) -> Variable:
    """The variable of the day on which a clue's happening lies."""
    return "day", clue.article, clue.span


def quoted(n: int) -> str:
    """The place in a reason where the words of the clue with this number belong."""
    return f"“{{{n}}}”"
