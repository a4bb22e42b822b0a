"""Reasons in words, with the days as they came out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from svod.dating.network import Constraint, Network, Variable
from svod.dating.saying import say_days, say_offset
from svod.dating.told import Told, filled
from svod.records import Reading


class Sayer:
    """The reasons of one network.

    Args:
        told: the clues that they speak of.
        readings: the reports, by id.
        network: after it was solved.
        base: the day of the calendar that is day 0 of the network, if known.
        zero: the network's day on which the story's main happening lies, from which days are counted without a calendar.
    """

    def __init__(
        self, told: Told, readings: Mapping[str, Reading], network: Network, base: date | None, zero: int
    ) -> None:
        self.network, self.base, self.zero = network, base, zero
        self.surfaces = [" ".join(c.span.of(readings[c.article[0]].report.text).split()) for c in told.clues]

    def reasons(self, variable: Variable) -> tuple[str, ...]:
        """The chain of reasons for the days of a variable."""
        lines = (self._line(reason, constraint) for reason, constraint in self.network.chain(variable))
        return tuple(dict.fromkeys(line for line in lines if line))

    def _line(self, reason: str, constraint: Constraint | None) -> str:
        left, right = (self._days(v) for v in (constraint.left, constraint.right)) if constraint else ("", "")
        return filled(reason, self.surfaces, left, right)

    def _days(self, variable: Variable) -> str:
        first, last = self.network.bounds(variable)
        if self.base is not None:
            ends = [None if end is None else self.base + timedelta(days=end) for end in (first, last)]
            return say_days(*ends)
        return say_offset(None if first is None else first - self.zero, None if last is None else last - self.zero)
