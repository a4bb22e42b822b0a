"""Days that a report names, and what it says of two reports that their days agree or do not.

Three things are kept: the day on which the report appeared (its metadata, or a date at its top), the days of the year in its text, and
the weekdays near its beginning. Agreement tells as much as it is rare among the look-alikes of a report (in a folder of one day's news
all agree, and all reports on a treaty name the day on which it comes into force); that last year's report is of another year is
disagreement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from svod.records import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STAMP_REACH = 250
"""Characters from the start within which the first day of the calendar is taken for that of the news, and so of the report; one with a
clock time and year is, anywhere."""
WEEKDAY_REACH = 900
"""Characters from the start within which a weekday is that of the news."""
MOST_DAYS = 8
"""Days of the year that are kept of a report, the first ones."""
DISTANCES = (0, 1, 3, 7)
"""Days apart up to which two days are one, next to each other, near, of one week; beyond, they are of different news."""
STAMPS = (1.8, 0.6, -0.8, -1.5, -3.0)
"""What the distance of the days of two reports says, before it is weighed (`likeness.DAYS`)."""
NAMED = (0.9, 0.0, 0.0, -0.8, -1.5)
"""The same of the nearest two days that they name; disagreement counts only where the day of either report is not known."""
WEEKDAYS = (0.5, -0.6, -1.5)
"""The same of their weekdays: one in common, next to each other, farther apart."""
RARE = 1 / 32
"""Share of the look-alikes of a report that agree with it on a day by chance; where so few of them or fewer agree, agreement says most."""
CHANCE = 5.0
"""Look-alikes beside which that guess and what is observed weigh the same."""
_YEAR = 366

_DATE = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)(T\d\d:\d\d)?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")


@dataclass(frozen=True, slots=True)
class Days:
    """What a report says of days.

    `stamp`: day of a leap year (1 to 366) on which it appeared, 0 if unknown; `year`: of that day, 0 if unknown; `named`: days of a
    leap year that it names; `weekdays`: a bit for each weekday near its beginning, Monday the lowest; less than 0 where none stands there
    and they follow from the day of the report.
    """

    stamp: int = 0
    year: int = 0
    named: tuple[int, ...] = ()
    weekdays: int = 0


def days_of(reading: Reading) -> Days:
    """The days of a report, from its metadata and its times."""
    named: list[int] = []
    weekdays = 0
    stamp = (0, 0)
    sure = False
    for time in reading.times:
        if time.value is None or time.type not in ("DATE", "TIME") or "/" in time.value:
            continue
        found = _DATE.match(time.value)
        day = _day(int(found[2]), int(found[3])) if found else 0
        if found and day:
            year = 0 if found[1] == "XXXX" else int(found[1])
            named.append(day)
            exact = bool(found[4] and year)
            if (exact and not sure) or (not stamp[0] and time.span.start < STAMP_REACH):
                stamp, sure = (day, year), exact
        weekday = _WEEKDAY.match(time.value)
        if weekday and time.span.start < WEEKDAY_REACH and 1 <= int(weekday[1]) <= 7:
            weekdays |= 1 << (int(weekday[1]) - 1)
    published = reading.report.published
    if published is not None and (published.latest - published.earliest).days <= 1:
        stamp = (_day(published.earliest.month, published.earliest.day), published.earliest.year)
    if not weekdays and all(stamp):
        # News tells of its own day or of the day before.
        today = _weekday(*stamp)
        weekdays = -(1 << today | 1 << (today - 1) % 7)
    return Days(*stamp, tuple(dict.fromkeys(named))[:MOST_DAYS], weekdays)


def _day(month: int, day: int) -> int:
    try:
        return date(2020, month, day).timetuple().tm_yday
    except ValueError:
        return 0


def _weekday(day: int, year: int) -> int:
    """The weekday (Monday is 0) of a day of a leap year in `year`; 28 February for a 29th that the year lacks."""
    plain = date.fromordinal(date(2020, 1, 1).toordinal() + day - 1)
    try:
        return date(year, plain.month, plain.day).weekday()
    except ValueError:
        return date(year, 2, 28).weekday()


@dataclass(frozen=True, slots=True)
class DayTable:
    """The days of many reports: `stamps`, `years`, `weekdays` of n each, `named` of n x `MOST_DAYS` (0: none)."""

    stamps: NDArray[np.int16]
    years: NDArray[np.int16]
    named: NDArray[np.int16]
    weekdays: NDArray[np.int16]


def day_table(days: list[Days]) -> DayTable:
    """The days of reports as arrays."""
    import numpy as np

    named = np.zeros((len(days), MOST_DAYS), dtype=np.int16)
    for n, d in enumerate(days):
        named[n, : len(d.named)] = d.named
    columns = np.array([(d.stamp, d.year, d.weekdays) for d in days], dtype=np.int16).reshape(len(days), 3)
    return DayTable(columns[:, 0], columns[:, 1], named, columns[:, 2])


def rarity(days: Days, others: DayTable) -> NDArray[np.float32]:
    """How rare each day of a report is among its look-alikes: 0 if all have it, 1 if `RARE` of them or fewer.

    Returns:
        1 + `MOST_DAYS` numbers: for the day of the report itself (the day before and the next count as it), and for each that it names.
    """
    import numpy as np

    worth = np.ones(1 + MOST_DAYS, dtype=np.float32)
    if days.stamp:
        dated = others.stamps > 0
        worth[0] = _rare(int((_apart(days, others)[dated] <= DISTANCES[1]).sum()), int(dated.sum()))
    for n, day in enumerate(days.named):
        worth[1 + n] = _rare(int((others.named == day).any(axis=1).sum()), int((others.named[:, 0] > 0).sum()))
    return worth


def _rare(agreeing: int, of: int) -> float:
    import math

    share = (agreeing + CHANCE * RARE) / (of + CHANCE)
    return min(1.0, math.log(share) / math.log(RARE))


def agreement(
    days: Days, worth: NDArray[np.float32], others: DayTable, others_worth: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the days of a report and of each other one say of their telling the same news, before it is weighed (`likeness.DAYS`).

    Args:
        days: of the report.
        worth: its `rarity`.
        others: of m other reports.
        others_worth: their rarities, m x (1 + `MOST_DAYS`).
    """
    import numpy as np

    total = np.zeros(len(others.stamps), dtype=np.float32)
    both = (others.stamps > 0) & (days.stamp > 0)
    if both.any():
        rare = (worth[0] + others_worth[:, 0]) / 2
        total += np.where(both, _weighed(_apart(days, others), STAMPS, rare), np.float32(0))
    if days.named:
        ours = np.array(days.named, dtype=np.int16)
        apart = _around(np.abs(ours[None, :, None] - others.named[:, None, :]))
        apart = np.where(others.named[:, None, :] > 0, apart, np.int16(_YEAR))
        rare = np.where(
            apart == 0, (worth[1 : 1 + len(ours)][None, :, None] + others_worth[:, None, 1:]) / 2, np.float32(0)
        )
        said = _weighed(apart.min(axis=(1, 2)), NAMED, rare.max(axis=(1, 2)))
        told = (others.named[:, 0] > 0) & (~both | (said > 0))
        total += np.where(told, said, np.float32(0))
    if days.weekdays:
        told = ~both & (others.weekdays != 0)
        bits, theirs = abs(days.weekdays), np.abs(others.weekdays)
        next_to = (bits << 1 | bits >> 6 | bits >> 1 | bits << 6) & 127
        kind = np.where(theirs & bits, 0, np.where(theirs & next_to, 1, 2))
        total += np.where(told, np.array(WEEKDAYS, dtype=np.float32)[kind], np.float32(0))
    return total


def _around(apart: NDArray[np.int16]) -> NDArray[np.int16]:
    """Days apart on the circle of the year."""
    import numpy as np

    around: NDArray[np.int16] = np.minimum(apart, np.int16(_YEAR) - apart)
    return around


def _apart(days: Days, others: DayTable) -> NDArray[np.int16]:
    """How far the days of other reports are from that of a report; a year or more if they are of other years."""
    import numpy as np

    apart = np.abs(others.stamps - np.int16(days.stamp))
    years = np.abs(others.years - np.int16(days.year))
    known = (others.years > 0) & (days.year > 0)
    # The last day of December is next to the first of January only in the year before.
    exact = np.abs((others.stamps.astype(np.int32) - days.stamp) + (others.years.astype(np.int32) - days.year) * _YEAR)
    return np.where(known & (years > 0), np.minimum(exact, 2 * _YEAR), np.where(known, apart, _around(apart))).astype(
        np.int16
    )


def _weighed(apart: NDArray[np.int16], says: tuple[float, ...], rare: NDArray[np.float32]) -> NDArray[np.float32]:
    """What distances of days say; where they agree, as far as that is rare."""
    import numpy as np

    kind = np.digitize(apart, DISTANCES, right=True)
    said = np.array(says, dtype=np.float32)[kind]
    return np.where(said > 0, said * rare, said)
