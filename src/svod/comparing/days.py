"""The days of the calendar that a TIMEX3 value covers, and the words of a report that say which part of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from svod.records import TimeModifier

Days = tuple[date, date]

_VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-W(?P<week>\d{2})(?:-(?P<weekend>WE)|-(?P<weekday>[1-7]))?"
    r"|-(?P<season>SP|SU|FA|AU|WI)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$"
)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}
"""The month in which a season begins, as meteorologists have it; winter has the year in which it begins."""
_TIMES = {"MO": 8, "FO": 10, "DT": 11, "MI": 12, "AF": 15, "EV": 20, "NI": 23}
"""About which hour a part of the day lies: for the order only."""


def days_of(value: str, mod: TimeModifier | None = None) -> Days | None:
    """The first and last day of a TIMEX3 value; None for durations, references (`PAST_REF`), fiscal years and what has no year.

    With `mod` only the part of it that is meant: the beginning, middle and end are thirds, rounded outward to whole days.

    >>> [d.isoformat() for value in ("2023-09-13TMO", "2019-04") for d in days_of(value)]
    ['2023-09-13', '2023-09-13', '2019-04-01', '2019-04-30']
    >>> [d.isoformat() for d in days_of("2024-03-07/2024-03-10")], [d.isoformat() for d in days_of("2024", "END")]
    (['2024-03-07', '2024-03-10'], ['2024-09-01', '2024-12-31'])
    >>> days_of("P4Y"), days_of("XXXX-WXX-3")
    (None, None)
    """
    first, _, last = value.partition("/")
    try:
        begin, end = _calendar(first), _calendar(last or first)
    except (ValueError, OverflowError):
        return None
    if begin is None or end is None or end[1] < begin[0]:
        return None
    return _third(begin[0], end[1], mod)


def _calendar(value: str) -> Days | None:
    """The days of one point of time, not of a range."""
    if re.fullmatch(r"\d{2,3}", value):  # a decade (`199`) or century (`19`)
        years = 10 ** (4 - len(value))
        return date(int(value) * years or 1, 1, 1), date((int(value) + 1) * years - 1, 12, 31)
    found = _VALUE.match(value.partition("T")[0])
    if found is None:
        return None
    year = int(found["year"])
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekend"]:
            return monday + timedelta(days=5), monday + timedelta(days=6)
        if found["weekday"]:
            day = monday + timedelta(days=int(found["weekday"]) - 1)
            return day, day
        return monday, monday + timedelta(days=6)
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    if found["season"]:
        return _months(year, _SEASONS[found["season"]], 3)
    if found["quarter"]:
        return _months(year, 3 * int(found["quarter"]) - 2, 3)
    if found["half"]:
        return _months(year, 6 * int(found["half"]) - 5, 6)
    return _months(year, int(found["month"]), 1) if found["month"] else _months(year, 1, 12)


def _months(year: int, month: int, length: int) -> Days:
    """The days of `length` months from the first of `month` on."""
    ahead = month - 1 + length
    return date(year, month, 1), date(year + ahead // 12, ahead % 12 + 1, 1) - timedelta(days=1)


def _third(first: date, last: date, mod: TimeModifier | None) -> Days:
    if mod not in ("START", "MID", "END"):
        return first, last
    size = (last - first).days + 1
    begin, end = {"START": (0, -(-size // 3)), "MID": (size // 3, -(-2 * size // 3)), "END": (2 * size // 3, size)}[mod]
    return first + timedelta(days=begin), first + timedelta(days=end - 1)


def hour_of(value: str) -> float:
    """About which hour of its day a TIMEX3 value names, for ordering: that of the clock, of a part of the day, -1 where it names none."""
    time = value.partition("/")[0].partition("T")[2]
    clock = re.match(r"(\d{2})(?::(\d{2}))?", time)
    if clock:
        return int(clock[1]) + int(clock[2] or 0) / 60
    return float(_TIMES.get(time, -1))
