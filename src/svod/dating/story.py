"""Day 0 of a story, when its reports were published, and on which days its happenings lie, all worked out together.

Where no report has a date, days are counted from the story's main happening (day 0). They become days of the calendar when the user says
which day that was, when a report dates itself, or when a weekday with its day and month and the years that the reports look back on leave
one year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from svod.dating.anchors import anchor_at, anchor_of_dated
from svod.dating.clues import LEAD, Article, Clue, find_clues, stem_weights
from svod.dating.company import main_happening
from svod.dating.lengths import find_ended, names_of
from svod.dating.network import Network
from svod.dating.reasons import Sayer
from svod.dating.solving import Solver
from svod.dating.told import Told, day_of
from svod.languages.calendar import WEEKDAYS, in_words, valid
from svod.records import Anchor, Basis, Evidence, Placement, Published, Reading, Statement
from svod.sources.metadata import EARLIEST, LATEST

_GIVEN: tuple[Basis, ...] = ("metadata", "user")
"""What counts as known; what was worked out before is worked out anew."""
_A_WEEK = 7
_ONE_NEWS = 60
"""Days from the middle one of the known days beyond which a report is of other news; what it says is left alone."""
WIDEST = 31
"""Days beyond which an interval tells nothing."""


@dataclass(frozen=True, slots=True)
class StoryDays:
    """What was worked out for a story.

    Attributes:
        anchor: day 0, where a happening with a day was found.
        published: the reports whose day of publication was not known -> the interval.
        placements: when each report was published, counted from day 0.
        days: time expressions -> the day of the calendar on which their happening lies, and why.
        weekdays: those of them that tell a weekday and nothing else, in reports whose day was not known: what the story tells of them
            outranks what the report alone does.
        offsets: time expressions -> the first and last day, counted from day 0.
        refused: why the day that the user gave can't be day 0.
    """

    anchor: Anchor | None = None
    published: Mapping[str, Published] = field(default_factory=dict)
    placements: tuple[Placement, ...] = ()
    days: Mapping[Evidence, tuple[date, str]] = field(default_factory=dict)
    weekdays: frozenset[Evidence] = frozenset()
    offsets: Mapping[Evidence, tuple[int, int]] = field(default_factory=dict)
    refused: str | None = None


def date_story(readings: Sequence[Reading], statements: Sequence[Statement], anchor: date | None = None) -> StoryDays:
    """Work out the days of one story.

    Args:
        readings: its reports; what was worked out for them before does not count.
        statements: its statements; passages of one statement tell one happening.
        anchor: the day of the calendar of the main happening, from the user; it counts only where no report's day is known.

    Returns:
        Nothing but the anchor for a story whose reports all have their day: their times are resolved already.
    """
    readings = sorted(readings, key=lambda r: r.report.id)
    given = {r.report.id: p for r in readings if (p := r.report.published) is not None and p.basis in _GIVEN}
    if len(given) == len(readings) and all(p.day for p in given.values()):
        return StoryDays(anchor_of_dated(readings))
    found = {r.report.id: find_clues(r) for r in readings}
    clues = tuple(c for r in readings for c in found[r.report.id].found)
    known = {
        (report, -1): (p.earliest, p.latest, _known_by(p))
        for report, p in sorted(given.items())
        if (p.latest - p.earliest).days <= WIDEST
    }
    told = Told(
        clues, stem_weights(readings), known, _in_statements(clues, readings, statements), find_ended(readings, clues),
        names_of(readings), frozenset().union(*(f.years for f in found.values())),
    )  # fmt: skip
    return _Dater(readings, told).work_out(anchor)


def _known_by(published: Published) -> str:
    return "you gave its date" if published.basis == "user" else "its metadata give its date"


def _in_statements(
    clues: Sequence[Clue], readings: Sequence[Reading], statements: Sequence[Statement]
) -> tuple[tuple[Clue, ...], ...]:
    """The clues of statements that several articles tell, where a clause has just one."""
    groups = []
    by_report: dict[str, list[Clue]] = {}
    for clue in clues:
        by_report.setdefault(clue.article[0], []).append(clue)
    for statement in statements:
        group = []
        for support in statement.support:
            inside = [c for c in by_report.get(support.evidence.report, ()) if support.evidence.span.contains(c.span)]
            if len(inside) == 1 and support.relation != "conflict":
                group.append(inside[0])
        if len({c.article for c in group}) > 1:
            groups.append(tuple(group))
    return tuple(groups)


def _surest(clue: Clue) -> tuple[bool, int, bool, int, Article]:
    """What a clue is ranked by: one with a weekday, and a verb that tells its tense, is surer; then the earlier in its report."""
    return not clue.when.weekday, -abs(clue.direction), not clue.strong, clue.span.start, clue.article


class _Dater:
    def __init__(self, readings: Sequence[Reading], told: Told) -> None:
        self.readings, self.told = readings, told
        self.by_id = {r.report.id: r for r in readings}

    def work_out(self, anchor: date | None) -> StoryDays:
        """See `date_story`."""
        if anchor is not None and not self.told.known:
            return self._anchored(anchor)
        base, span = self._base()
        if base is not None:
            return self._result(Solver(self.told, base, span=span), None)
        zero = self._most_named_weekday()
        origin = self._origin(zero)
        relative = Solver(self.told, None, zero, origin=origin)
        base, why = self._calendar(relative.network)
        return self._result(relative if base is None else Solver(self.told, base, origin=origin, why=why), "story")

    def _anchored(self, anchor: date) -> StoryDays:
        """With the day of the main happening from the user: of what most reports begin with, or else of any happening with which a lead
        begins and that can have been on such a day."""
        zero = self._most_named_weekday()
        solver = Solver(self.told, None, zero, origin=self._origin(zero))
        main = main_happening(self.told, solver.network)
        begins = {c.article: c for c in reversed(self.told.clues) if c.own and c.span.start < LEAD and c.direction < 1}
        leads = sorted(begins.values(), key=_surest)
        candidates = [*sorted(main[1] if main else (), key=_surest), *leads, *self.told.clues]
        for clue in dict.fromkeys(candidates):
            if self._can_be(clue, anchor, zero, solver.network):
                return self._result(
                    Solver(self.told, anchor, origin=clue, why="you gave the day of day 0"), "user", clue
                )
        weekdays = sorted({c.when.weekday for c in candidates if c.when.weekday})
        named = f": they tell of a {' and a '.join(WEEKDAYS[w - 1] for w in weekdays)}" if weekdays else ""
        refused = (
            f"nothing that the reports date can have been on {anchor}, a {WEEKDAYS[anchor.isoweekday() - 1]}{named}"
        )
        return replace(self.work_out(None), refused=f"{refused}; the anchor was not used")

    @staticmethod
    def _can_be(clue: Clue, anchor: date, zero: int | None, network: Network) -> bool:
        """Whether a clue's happening can have been on a day: by its own date or weekday, and by that of what is on the same day."""
        when, day = clue.when, network.day(day_of(clue))
        weekday = when.weekday
        if day is not None and zero is not None:
            weekday = (zero - 1 + day) % 7 + 1
        dated = when.day is not None and when.month is not None
        if dated and (when.year or anchor.year, when.month, when.day) != (anchor.year, anchor.month, anchor.day):
            return False
        return weekday in (None, anchor.isoweekday()) and (clue.counted or dated or weekday is not None)

    # --- where the calendar comes from --------------------------------------------------------------------------------

    def _base(self) -> tuple[date | None, int]:
        """The first known day of publication, or of a happening that a report dates in full with its weekday; how far the others reach."""
        days = [d for first, last, _ in self.told.known.values() for d in (first, last)]
        stamped = [c.full for c in self.told.clues if c.stamp and c.full]
        named = [
            c.full
            for c in self.told.clues
            if c.own and c.full and c.when.weekday == c.full.isoweekday() and self.told.is_recent(c)
        ]
        days += [d for d in (stamped or ([] if days else named)) if d and EARLIEST <= d <= LATEST]
        if not days:
            return None, 0
        days.sort()
        middle = days[len(days) // 2]
        near = [d for d in days if abs((d - middle).days) <= _ONE_NEWS]
        return near[0], (near[-1] - near[0]).days

    def _most_named_weekday(self) -> int | None:
        named: dict[int, set[str]] = {}
        for clue in self.told.clues:
            if clue.when.weekday and clue.own and clue.when.turn is None:
                named.setdefault(clue.when.weekday, set()).add(clue.article[0])
        return max(named, key=lambda w: (len(named[w]), -w)) if named else None

    def _origin(self, zero: int | None) -> Clue | None:
        """The clue whose happening is day 0 of the network: of the weekday that most reports name, or else counted from publication."""
        first = [
            c
            for c in self.told.clues
            if c.own and (c.when.weekday == zero and c.when.turn is None if zero else c.counted)
        ]
        return min(first, key=_surest, default=None)

    def _calendar(self, network: Network) -> tuple[date | None, str]:
        """The day of the calendar that is day 0: the one that the dates without a year of most reports leave, given its weekday and the
        years that the reports name. A weekday comes back on its date after five years at the earliest."""
        votes: dict[date, set[str]] = {}
        zero = self._most_named_weekday()
        for clue in self.told.clues:
            when, at = clue.when, network.days(clue.article if clue.stamp else day_of(clue))
            history = clue.full is not None and not clue.stamp and not self.told.is_recent(clue)
            if not (when.month and when.day) or not clue.own or len(at) > _A_WEEK or history:
                continue
            for year in sorted({when.year} if when.year else self.told.years):
                if valid(year, when.month, when.day):
                    for day in (date(year, when.month, when.day) - timedelta(days=apart) for apart in at):
                        if day.isoweekday() == zero:
                            votes.setdefault(day, set()).add(clue.article[0])
        if not votes or zero is None:
            return None, ""
        day = max(votes, key=lambda day: (len(votes[day]), day))
        dated = f"{in_words(day).removesuffix(f' {day.year}')} is a {WEEKDAYS[zero - 1]} in {day.year}"
        return day, f"{dated}, a year that the reports name"

    # --- what comes of it ---------------------------------------------------------------------------------------------

    def _result(self, solver: Solver, basis: Basis | None, day_zero: Clue | None = None) -> StoryDays:
        """What a solved network comes to. `day_zero`: the clue whose day the user gave; otherwise that with which most reports begin."""
        told, network, base = solver.told, solver.network, solver.base
        main = main_happening(told, network)
        if day_zero is not None:
            same = [
                c
                for c in told.clues
                if c.own and c is not day_zero and network.settled_as_one(day_of(c), day_of(day_zero))
            ]
            main = 0, [day_zero, *same]
        zero = main[0] if main else 0
        say = Sayer(told, self.by_id, network, base, zero)
        published: dict[str, Published] = {}
        placements: list[Placement] = []
        for article in sorted((r.report.id, -1) for r in self.readings):
            given = told.known.get(article)
            first, last = network.bounds(article)
            if given and base:  # also where it is of another year
                first, last = solver.number(given[0]), solver.number(given[1])
            if first is None and last is None:
                continue
            reasons = (given[2],) if given else say.reasons(article)
            if main:
                from_zero = [None if end is None else end - zero for end in (first, last)]
                placements.append(Placement(article[0], from_zero[0], from_zero[1], reasons))
            if given or base is None or first is None or last is None or last - first > WIDEST:
                continue
            inferred = Published(base + timedelta(days=first), base + timedelta(days=last), "story", reasons)
            if basis != "user" and not told.known and self._by_itself(inferred, article[0]):
                inferred = replace(inferred, basis="text")
            published[article[0]] = inferred
        days, offsets, weekdays = self._happenings(solver, zero, say)
        anchor = self._anchor(main, base, basis)
        return StoryDays(anchor, published, tuple(placements), days, weekdays, offsets if main else {})

    @staticmethod
    def _happenings(
        solver: Solver, zero: int, say: Sayer
    ) -> tuple[dict[Evidence, tuple[date, str]], dict[Evidence, tuple[int, int]], frozenset[Evidence]]:
        """The days, offsets and weekdays of `StoryDays`."""
        days: dict[Evidence, tuple[date, str]] = {}
        offsets: dict[Evidence, tuple[int, int]] = {}
        weekdays: set[Evidence] = set()
        for clue in solver.told.clues:
            first, last = solver.network.bounds(day_of(clue))
            if first is None or last is None:
                continue
            first, last = first - clue.eve, last - clue.eve
            evidence = Evidence(clue.article[0], clue.span)
            offsets[evidence] = first - zero, last - zero
            if solver.base is None or first != last:
                continue
            days[evidence] = solver.base + timedelta(days=first), "; ".join(say.reasons(day_of(clue)))
            if clue.bare_weekday and clue.article not in solver.told.known:
                weekdays.add(evidence)
        return days, offsets, frozenset(weekdays)

    def _by_itself(self, published: Published, report: str) -> bool:
        """Whether the words of the report alone tell as much of when it was published."""
        if len(self.readings) == 1:
            return True
        clues = tuple(c for c in self.told.clues if c.article[0] == report)
        own = replace(self.told, clues=clues, statements=(), ended=(), names={report: self.told.names[report]})
        found = _Dater([self.by_id[report]], own).work_out(None).published.get(report)
        return found is not None and (found.earliest, found.latest) == (published.earliest, published.latest)

    def _anchor(self, main: tuple[int, list[Clue]] | None, base: date | None, basis: Basis | None) -> Anchor | None:
        if main is None:
            return None
        day = None if base is None else base + timedelta(days=main[0])
        weekdays = {c.when.weekday for c in main[1] if c.when.weekday}
        weekday = day.isoweekday() if day else next(iter(weekdays)) if len(weekdays) == 1 else None
        passages = [Evidence(c.article[0], c.span) for c in main[1]]
        reasons = (
            ("you gave the day",) if basis == "user"
            else ("no report tells the day of the calendar",) if day is None
            else (f"{len({p.report for p in passages})} of {len(self.readings)} reports begin with it",)
        )  # fmt: skip
        return anchor_at(passages, self.by_id, weekday, day, (basis or "story") if day else None, reasons)
