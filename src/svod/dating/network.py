"""Days that constrain each other: a small network of variables, each with the days that are still possible for it.

A constraint says that the day of one variable lies so many days after that of another (`first` to `last`), and why. It is taken in if
every variable keeps a day, and refused otherwise, so evidence is added from the surest to the least sure. Days that a constraint excludes
are taken away until nothing more follows (arc consistency: Mackworth, *Consistency in networks of relations*, 1977). The days of a
variable are the bits of a number, so that weekdays and dates without a year are sets of days like any other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Variable = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """The day of `right` is `first` to `last` days after that of `left`; `reason` says so in words."""

    left: Variable
    right: Variable
    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Cut:
    """What took the earliest or latest days of a variable away: a constraint, or (None) what is known of it by itself."""

    constraint: Constraint | None
    reason: str


class Network:
    """Variables whose days lie between `first` and `last` (whole numbers, both included). An end that lies within `margin` days of these is
    no bound: weekdays take days away there too."""

    def __init__(self, first: int, last: int, margin: int = 0) -> None:
        self._margin = margin
        self._equal: dict[Variable, Variable] = {}
        self._apart: set[tuple[Variable, Variable]] = set()
        self.first, self.last = first, last
        self._all = (1 << (last - first + 1)) - 1
        self._days: dict[Variable, int] = {}
        self._cuts: dict[tuple[Variable, bool], _Cut] = {}
        self._of: dict[Variable, list[Constraint]] = {}

    def days(self, variable: Variable) -> list[int]:
        """The days that are still possible, in order; all of them for a variable of which nothing is known."""
        mask = self._days.get(variable, self._all)
        found = []
        while mask:
            lowest = mask & -mask
            found.append(self.first + lowest.bit_length() - 1)
            mask ^= lowest
        return found

    def day(self, variable: Variable) -> int | None:
        """The only possible day; None where there are several."""
        mask = self._days.get(variable, self._all)
        return None if mask & (mask - 1) else self.first + mask.bit_length() - 1

    def possible(self, variable: Variable, day: int) -> bool:
        """Whether a day is possible for a variable."""
        return day >= self.first and bool(self._days.get(variable, self._all) >> (day - self.first) & 1)

    def bounds(self, variable: Variable) -> tuple[int | None, int | None]:
        """The first and the last possible day; None where nothing has bounded it on that side."""
        mask = self._days.get(variable, self._all)
        low, high = self.first + (mask & -mask).bit_length() - 1, self.first + mask.bit_length() - 1
        begun = (variable, False) in self._cuts and low >= self.first + self._margin
        ended = (variable, True) in self._cuts and high <= self.last - self._margin
        return (low if begun else None), (high if ended else None)

    def restrict(self, variable: Variable, days: Iterable[int], reason: str) -> bool:
        """Only these days are possible for a variable; False, and nothing changed, where that leaves some variable without a day."""
        mask = 0
        for day in days:
            if 0 <= day - self.first < self._all.bit_length():
                mask |= 1 << (day - self.first)
        return self._add({variable: (mask, _Cut(None, reason))}, None)

    def add(self, constraint: Constraint) -> bool:
        """Take a constraint in; False, and nothing changed, where that leaves some variable without a day. What is one day already is not
        joined again: a story of many reports says so thousands of times."""
        if constraint.first or constraint.last:
            return self._add({}, constraint)
        left, right = self._root(constraint.left), self._root(constraint.right)
        if left == right:
            return True
        # Days only ever become fewer: what could not be one day never can.
        if (left, right) in self._apart or not self._add({}, constraint):
            self._apart |= {(left, right), (right, left)}
            return False
        self._equal[left] = right
        return True

    def settled_as_one(self, left: Variable, right: Variable) -> bool:
        """Whether it is known that two variables are one day."""
        return self._root(left) == self._root(right)

    def settled(self, left: Variable, right: Variable) -> bool:
        """Whether it is known already that two variables are one day, or that they can't be."""
        ends = self._root(left), self._root(right)
        return ends[0] == ends[1] or ends in self._apart

    def _root(self, variable: Variable) -> Variable:
        """The variable that stands for all that are one day with this one; the way to it is shortened for the next time."""
        root = variable
        while root in self._equal:
            root = self._equal[root]
        while variable != root:
            following = self._equal[variable]
            self._equal[variable] = root
            variable = following
        return root

    def chain(self, variable: Variable, most: int = 2) -> list[tuple[str, Constraint | None]]:
        """Why the days of a variable are bounded as they are: the chains of reasons (with the constraints that gave them) behind its first
        and its last day, the nearest first, at most so many each."""
        told: list[tuple[str, Constraint | None]] = []
        for late in (False, True):
            at = variable
            seen: set[Variable] = set()
            while (at, late) in self._cuts and at not in seen and len(seen) < most:
                seen.add(at)
                cut = self._cuts[at, late]
                if cut.reason and (cut.reason, cut.constraint) not in told:
                    told.append((cut.reason, cut.constraint))
                if cut.constraint is None:
                    break
                at = cut.constraint.left if at == cut.constraint.right else cut.constraint.right
        return told

    def _add(self, start: dict[Variable, tuple[int, _Cut]], constraint: Constraint | None) -> bool:
        before = dict(self._days), dict(self._cuts)
        waiting: deque[Constraint] = deque()
        for variable, (mask, cut) in start.items():
            if not self._narrow(variable, mask, cut):
                self._days, self._cuts = before
                return False
            waiting.extend(self._of.get(variable, ()))
        if constraint is not None:
            waiting.append(constraint)
        while waiting:
            one = waiting.popleft()
            for source, target, first, last in (
                (one.left, one.right, one.first, one.last),
                (one.right, one.left, -one.last, -one.first),
            ):
                was = self._days.get(target, self._all)
                mask = self._moved(self._days.get(source, self._all), first, last)
                if not self._narrow(target, mask, _Cut(one, one.reason)):
                    self._days, self._cuts = before
                    return False
                if self._days[target] != was:
                    waiting.extend(c for c in self._of.get(target, ()) if c is not one)
        if constraint is not None:
            for variable in (constraint.left, constraint.right):
                self._of.setdefault(variable, []).append(constraint)
        return True

    def _moved(self, mask: int, first: int, last: int) -> int:
        """The days that lie `first` to `last` days after one of `mask`; what would leave the network's days is held at its ends, since a
        variable is not bounded there."""
        reach = 0
        width = self._all.bit_length()
        for step in range(max(first, -width), min(last, width) + 1):
            reach |= mask << step if step >= 0 else mask >> -step
        if last > 0 and mask >> (width - 1) & 1:
            reach |= 1 << (width - 1)
        if first < 0 and mask & 1:
            reach |= 1
        return reach & self._all

    def _narrow(self, variable: Variable, mask: int, cut: _Cut) -> bool:
        was = self._days.get(variable, self._all)
        now = was & mask
        if not now:
            return False
        self._days[variable] = now
        if now & -now != was & -was:
            self._cuts[variable, False] = cut
        if now.bit_length() != was.bit_length():
            self._cuts[variable, True] = cut
        return True
