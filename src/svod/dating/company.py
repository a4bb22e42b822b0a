"""What the reports of a story tell by standing side by side: the least sure evidence, added last.

News tells of its own day or of the day before; the reports of one story appear within days of one another, and begin with one happening.
"""

from __future__ import annotations

from collections import Counter

from svod.dating.clues import LEAD, Article, Clue
from svod.dating.network import Constraint, Network
from svod.dating.told import LEFT, RIGHT, Told, day_of, quoted

FRESH = 1
"""Days after the main happening by which news of it has appeared."""
VOICES = 2
"""Reports that must begin with a day before it is taken for that of the main happening in another lead."""
COMPANY = 2
"""Days before and after the other reports of a story within which one appeared that tells no day."""
AROUND = -4, 2
"""Days before and after those on which the other reports appeared in which a weekday of the same news is looked for: one week around one
day. These and the next four were not tuned: they are what newsrooms do, and `benchmarks/dating` shows what comes of them."""
ONE_NEWS, ONE_STORY = 3, 6
"""Days over which reports may be spread that are still next to each other, and of one story."""


class Company:
    """The soft evidence of one story.

    Args:
        told: what the story gives to go by.
        network: to which the evidence is added.
        calendar: whether its days are days of the calendar.
    """

    def __init__(self, told: Told, network: Network, *, calendar: bool) -> None:
        self._told, self._network, self._calendar = told, network, calendar

    def near_known(self) -> None:
        """The weekday of a lead that names just one: the one next to the day on which the others appeared."""
        leads = Counter(c.article for c in self._told.clues if c.own and c.span.start <= LEAD and c.when.weekday)
        articles = sorted({c.article for c in self._told.clues if c.own} | set(self._told.known))
        dated = [(day, a) for a in articles if (day := self._network.day(a)) is not None]
        if not self._calendar or not dated or max(dated)[0] - min(dated)[0] > ONE_NEWS:
            return
        first, last = max(dated)[0] + AROUND[0], min(dated)[0] + AROUND[1]
        for n, clue in enumerate(self._told.clues):
            if (
                not clue.bare_weekday
                or not clue.own
                or clue.span.start > LEAD
                or clue.direction > 0
                or leads[clue.article] > 1
            ):
                continue
            near = [day for day in self._network.days(day_of(clue)) if first <= day <= last]
            if near and self._network.day(day_of(clue)) is None:
                other = self._told.names[min(dated)[1][0]]
                told = f"{quoted(n)} is taken for the one nearest to the day of {other}: reports of one story appear within days"
                self._network.restrict(day_of(clue), near, told)

    def lengths(self) -> None:
        """What lasted six days and is over, is over five days after it began."""
        for ended in self._told.ended:
            began = f"{self._told.names[ended.began.article[0]]} says {quoted(self._told.clues.index(ended.began))}"
            name = self._told.names[ended.article[0]]
            told = f"{name} says that the {ended.days} days are over; they began on {LEFT}: {began}"
            first = ended.days - 1
            self._network.add(Constraint(day_of(ended.began), ended.article, first, first + FRESH, told))

    def fresh(self) -> None:
        """News tells of its own day or of the day before: of several weekdays of a lead, the last one, after which the others lie least far
        back. A date without its weekday may well be the day that something was announced for."""
        told: dict[Article, list[int]] = {}
        for n, clue in enumerate(self._told.clues):
            past = clue.direction == -1 and clue.strong
            bare = clue.when.weekday and clue.when.turn is None and not clue.counted
            if clue.own and clue.span.start <= LEAD and bare and past:
                told.setdefault(clue.article, []).append(n)
        for article, members in told.items():
            weekdays = [self._told.clues[n].when.weekday or 0 for n in members]
            spread = [max((last - other) % 7 for other in weekdays) for last in weekdays]
            last = members[spread.index(min(spread))]
            name = self._told.names[article[0]]
            reason = f"the lead of {name} tells of {quoted(last)} ({LEFT}), and news tells of its own day or of the day before"
            self._network.add(Constraint(day_of(self._told.clues[last]), article, 0, FRESH, reason))

    def main_news(self) -> None:
        """What a lead tells of today or yesterday is the main happening of the story, where several others begin with it."""
        main = main_happening(self._told, self._network)
        if main is None or len(main[1]) < VOICES:
            return
        first = main[1][0]
        other = f"{self._told.names[first.article[0]]} with {quoted(self._told.clues.index(first))}"
        begun: set[Article] = set()
        for n, clue in enumerate(self._told.clues):
            if not clue.own or clue.article in begun:
                continue
            begun.add(clue.article)
            if (
                clue.counted
                and clue.span.start < LEAD
                and clue.direction < 1
                and self._network.day(clue.article) is None
            ):
                name = self._told.names[clue.article[0]]
                told = f"the lead of {name} says {quoted(n)}, and {len(main[1])} reports begin with {RIGHT}: {other}"
                self._network.add(Constraint(day_of(clue), day_of(first), 0, 0, told))

    def unplaced(self) -> None:
        """A report that tells no day of its own appeared within days of the others, where two of these are dated."""
        articles = sorted((report, -1) for report in self._told.names)
        bounds = {a: self._network.bounds(a) for a in articles}
        dated = [
            (b[0], b[1]) for b in bounds.values() if b[0] is not None and b[1] is not None and b[1] - b[0] <= FRESH
        ]
        if not self._calendar or len(dated) < VOICES:
            return
        first, last = min(b[0] for b in dated), max(b[1] for b in dated)
        if last - first > ONE_STORY:
            return
        for article in articles:
            if None in bounds[article]:
                told = "the other reports of the story appeared within days of each other"
                self._network.restrict(article, range(first - COMPANY, last + COMPANY + 1), told)


def main_happening(told: Told, network: Network) -> tuple[int, list[Clue]] | None:
    """The day on which most reports begin their news, and the clues that say so, in the order of the reports; None where none has a day."""
    votes: dict[int, dict[Article, Clue]] = {}
    for early in (True, False):
        voted: set[Article] = set()
        for clue in told.clues:
            day, last = network.day(day_of(clue)), network.bounds(clue.article)[1]
            if day is None or not clue.own or clue.direction > 0 or (early and clue.span.start >= LEAD):
                continue
            day -= clue.eve
            if clue.article not in voted and (last is None or day <= last):  # else it is still to come
                voted.add(clue.article)
                votes.setdefault(day, {})[clue.article] = clue
        if votes:
            break
    if not votes:
        return None
    day = min(votes, key=lambda d: (-len(votes[d]), d))
    return day, [votes[day][a] for a in sorted(votes[day])]
