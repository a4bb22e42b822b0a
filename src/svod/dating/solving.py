"""The clues of a story as a network of days: what counts from what, and which reports tell one happening.

Evidence is added from the surest to the least sure; what contradicts what is already known is left out:

1. days of publication that are known, time stamps, full dates;
2. what the words mean: `danas` is the day of publication, a Wednesday in the past lies within the week before it;
3. one week: the Wednesday that one report speaks of is the Wednesday of the others, as long as none speaks of two;
4. one happening: sentences of two reports that tell the same tell the same day;
5. for a weekday of which some speak as past and others as future, the nearest one, then the past tense, last of all the future one;
6. the reports of a story appear within days of one another;
7. lengths: what lasted six days and is over, is over five days after it began;
8. news tells of its own day or of the day before, and `today` in a lead is the day with which the other reports begin; a report that
   tells nothing appeared about when the others did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from svod.dating.clues import Clue
from svod.dating.company import Company
from svod.dating.network import Constraint, Network
from svod.dating.told import RIGHT, Told, day_of, quoted
from svod.languages.calendar import WEEKDAYS

WEEK = 6
REACH = 90
"""Days around the known ones (or around day 0) that a story's happenings can lie on …"""
MARGIN = 30
"""… of which those at either end count as unknown."""
SAME_HAPPENING = 0.25
"""Share of a sentence's rarity-weighted stems that must recur in the other. On the three stories of `gold/seeds` and `gold/dev-quotes`, one
report's date given at a time: .50 and .35 give an interval in 21 (given, undated) pairs, .25 in 23, .15 in 25, none wrong. Three stories
can't show where the wrong ones begin, so it stays above the lowest."""


class Solver:
    """The network of one story, solved: `network` holds what follows.

    Args:
        told: its clues.
        base: the day of the calendar that is day 0 of the network; None where none is known, then `zero` is the weekday of day 0.
        zero: 1 (Monday) to 7; of no account where `base` is given.
        span: how many days the known ones cover; of no account without `base`.
        origin: the clue whose happening is on day 0, where that is what the days are counted from, and `why`.
    """

    def __init__(
        self,
        told: Told,
        base: date | None,
        zero: int | None = None,
        span: int = 0,
        origin: Clue | None = None,
        why: str = "",
    ) -> None:
        self.base, self._origin, self._why = base, origin, why
        self.network = Network(-REACH, span + REACH, MARGIN)
        self.told = told if base is None else told.without(c for c in told.clues if not self._in_reach(told, c))
        self._zero = base.isoweekday() if base else zero
        self._disputed: frozenset[int] = frozenset()
        self._solve()

    def _solve(self) -> None:
        """Add all evidence; see the module's text."""
        self._known()
        self._meanings()
        doubtful = self._one_week()
        self._one_happening(doubtful)
        self._nearest()
        self._tenses(-1)
        company = Company(self.told, self.network, calendar=self.base is not None)
        company.near_known()
        company.lengths()
        company.fresh()
        self._tenses(1)
        company.main_news()
        company.unplaced()

    def number(self, day: date) -> int:
        """A day of the calendar, counted from the base."""
        assert self.base is not None
        return (day - self.base).days

    # --- 1: what is known ---------------------------------------------------------------------------------------------

    def _known(self) -> None:
        if self._origin is not None:
            self.network.restrict(day_of(self._origin), [0], self._why)
        if self.base is None:
            return
        for article, (first, last, reason) in sorted(self.told.known.items()):
            self.network.restrict(article, range(self.number(first), self.number(last) + 1), reason)
        for n, clue in enumerate(self.told.clues):
            days = self._dates(clue)
            if days is None:
                continue
            words = quoted(n)
            said = [day - clue.when.steps for day in days]  # `jučer, 12. rujna 2023.`
            if clue.stamp:
                self.network.restrict(clue.article, said, f"{self.told.names[clue.article[0]]} is dated {words}")
            if not clue.stamp or clue.when.origin == "published":
                self.network.restrict(day_of(clue), days, f"{words} is a date")

    def _in_reach(self, told: Told, clue: Clue) -> bool:
        """Whether a clue is of the days that the network covers: another year's anniversary, or a report of another year, is not."""
        first, last, _ = told.known.get(clue.article, (None, None, ""))
        ends = [self.number(day) for day in (first, last) if day is not None]
        days = self._dates(clue)
        within = range(self.network.first, self.network.last + 1)
        return all(end in within for end in ends) and (days is None or any(day in within for day in days))

    def _dates(self, clue: Clue) -> list[int] | None:
        """The days that a date in a clue can mean within the network's reach; None where it has no date."""
        when = clue.when
        if not (when.month and when.day) or self.base is None:
            return None
        if clue.full:
            return [self.number(clue.full)]
        found = []
        for year in range(self.base.year - 1, self.base.year + 2):
            try:
                day = date(year, when.month, when.day)
            except ValueError:
                continue
            if when.weekday is None or day.isoweekday() == when.weekday:
                found.append(self.number(day))
        return found

    # --- 2: what the words mean ---------------------------------------------------------------------------------------

    def _meanings(self) -> None:
        directions: dict[int, set[int]] = {}
        for clue in self.told.clues:
            if clue.bare_weekday and clue.own and clue.strong and clue.direction:
                directions.setdefault(clue.bare_weekday, set()).add(clue.direction)
        self._disputed = frozenset(weekday for weekday, told in directions.items() if len(told) > 1)
        for n, clue in enumerate(self.told.clues):
            words, when, name = quoted(n), clue.when, self.told.names[clue.article[0]]
            if clue.counted:
                self._from(clue, when.steps, when.steps, f"{name} says {words} of what happened on {RIGHT}")
                if when.weekday:
                    self._on_weekday(clue)
            elif when.weekday is None or (clue.full and not self.told.is_recent(clue)):
                if clue.full and clue.direction < 0:
                    self._from(clue, -10 * REACH, 0, f"{name} tells of {words} as past")
            else:
                self._on_weekday(clue)
                if when.turn is not None:
                    first, last = {-1: (-13, -1), 0: (-WEEK, WEEK), 1: (1, 13)}[when.turn]
                    self._from(clue, first, last, f"{name} says {words} of what happened on {RIGHT}")
                else:
                    told = when.day or when.weekday not in self._disputed
                    self._within(n, clue.direction if told and (clue.strong or when.day) else 0)

    def _within(self, n: int, direction: int) -> bool:
        """A weekday lies within the week before or after publication."""
        clue = self.told.clues[n]
        name, day = self.told.names[clue.article[0]], WEEKDAYS[(clue.when.weekday or 1) - 1]
        first, last = (-WEEK if direction < 1 else 0), (WEEK + (direction == 1) if direction > -1 else 0)
        side = {-1: "within the week before", 1: "within the week after", 0: "within a week of"}[direction]
        return self._from(clue, first, last, f"{name} calls {RIGHT} {quoted(n)}: a {day} {side} its publication")

    def _nearest(self) -> None:
        """A weekday of which some speak as past and others as future: first the nearest such day. A strike announced for Thursday that
        began on Thursday is over on the same Thursday."""
        for n, clue in enumerate(self.told.clues):
            if clue.bare_weekday in self._disputed and clue.own:
                name, day = self.told.names[clue.article[0]], WEEKDAYS[(clue.bare_weekday or 1) - 1]
                told = f"{name} calls {RIGHT} {quoted(n)}: the {day} next to its publication"
                self._from(clue, -(WEEK // 2), WEEK // 2, told)

    def _tenses(self, direction: int) -> None:
        """What the tense says of such a weekday, unless one report has it both ways: there the verb belongs to something else."""
        both = {(c.article, c.bare_weekday) for c in self.told.clues if c.strong and c.direction == -direction}
        for n, clue in enumerate(self.told.clues):
            told = clue.own and clue.strong and clue.direction == direction
            if told and clue.bare_weekday in self._disputed and (clue.article, clue.bare_weekday) not in both:
                self._within(n, direction)

    def _from(self, clue: Clue, first: int, last: int, reason: str) -> bool:
        return self.network.add(Constraint(clue.article, day_of(clue), first, last, reason))

    def _on_weekday(self, clue: Clue) -> None:
        if self._zero is None or clue.when.weekday is None:
            return
        apart = clue.when.weekday - self._zero
        days = [d for d in range(-REACH, self.network.last + 1) if (d - apart) % 7 == 0]
        self.network.restrict(day_of(clue), days, "")

    # --- 3 and 4: one week, one happening -----------------------------------------------------------------------------

    def _one_week(self) -> frozenset[int]:
        """Join the weekdays of one name; returns those of which the story speaks of two."""
        doubtful: set[int] = set()
        by_weekday: dict[int, list[int]] = {}
        for n, clue in enumerate(self.told.clues):
            weekday = clue.when.weekday
            history = clue.full is not None and not self.told.is_recent(clue)
            if weekday and clue.own and clue.when.origin is None and clue.when.turn is None and not history:
                by_weekday.setdefault(weekday, []).append(n)
        for weekday, members in sorted(by_weekday.items()):
            fixed = {self.network.day(day_of(self.told.clues[n])) for n in members}
            if len(fixed - {None}) > 1:
                doubtful.add(weekday)
        for weekday, members in sorted(by_weekday.items()):
            if weekday in doubtful:
                continue
            members.sort(key=lambda n: (len(self.network.days(day_of(self.told.clues[n]))), self._rank(n)))
            first = self.told.clues[members[0]]
            name = WEEKDAYS[weekday - 1]
            for n in members[1:]:
                clue = self.told.clues[n]
                told = f"that {name} is the one of which {self.told.names[first.article[0]]} says {quoted(members[0])}"
                if clue.article == first.article:
                    told = ""
                self.network.add(Constraint(day_of(first), day_of(clue), 0, 0, told))
        return frozenset(doubtful)

    def _rank(self, n: int) -> tuple[int, int, int]:
        clue = self.told.clues[n]
        return -abs(clue.direction), clue.span.start, n

    def _one_happening(self, doubtful: frozenset[int]) -> None:
        clues = self.told.clues
        places = {id(c): n for n, c in enumerate(clues)}
        linked: dict[tuple[int, int], float] = {}
        for group in self.told.statements:
            for x, a in enumerate(group):
                for b in group[x + 1 :]:
                    if a.article != b.article and not (a.eve or b.eve):
                        linked[places[id(a)], places[id(b)]] = 1.0
        weights = [self._weight(c.words) for c in clues]
        for i, a in enumerate(clues):
            if not (a.counted or (a.when.weekday in doubtful) or not a.own):
                continue
            for j, b in enumerate(clues):
                if a.article == b.article or (i, j) in linked or (j, i) in linked or a.eve or b.eve:
                    continue
                shared = a.words & b.words
                if len(shared) > 2 and (alike := self._weight(shared) / min(weights[i], weights[j])) >= SAME_HAPPENING:
                    linked[i, j] = alike
        partners: dict[int, list[int]] = {}
        for i, j in linked:
            partners.setdefault(i, []).append(j)
            partners.setdefault(j, []).append(i)
        for (i, j), _ in sorted(linked.items(), key=lambda x: (-x[1], x[0])):
            a, b = clues[i], clues[j]
            if self.network.settled(day_of(a), day_of(b)):
                continue
            if self._agreed(i, partners) and self._agreed(j, partners):
                told = f"{self.told.names[b.article[0]]} tells the same with {quoted(j)}, {self.told.names[a.article[0]]} with {quoted(i)}"
                self.network.add(Constraint(day_of(a), day_of(b), 0, 0, told))

    def _agreed(self, n: int, partners: Mapping[int, list[int]]) -> bool:
        """Whether those that seem to tell the same as a clue, and can, name no two different days."""
        ours, theirs = day_of(self.told.clues[n]), (self.network.day(day_of(self.told.clues[m])) for m in partners[n])
        return len({day for day in theirs if day is not None and self.network.possible(ours, day)}) < 2

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(self.told.weights.get(stem, 1.0) for stem in sorted(stems))
