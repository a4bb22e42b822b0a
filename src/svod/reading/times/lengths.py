"""Stretches of time: the ends of a length that is counted back or on, its bounds, the order of a range, offsets of zones."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from svod.languages.calendar import add_months, value_of
from svod.reading.times.pieces import Piece, Words
from svod.records import TimeModifier

_BOUNDS: dict[str, TimeModifier] = {
    "over": "MORE_THAN", "under": "LESS_THAN", "least": "EQUAL_OR_MORE", "most": "EQUAL_OR_LESS", "almost": "LESS_THAN",
    "about": "APPROX",
}  # fmt: skip
"""The bounds of numbers (`numerals.bounds`) as modifiers of a length of time."""
_AUTUMN = 8
"""The month from which on a school year is the new one."""
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PART = re.compile(r"(\d+)([YMWD])")


def ends_of(value: str, here: date, turn: int) -> tuple[str | None, str | None]:
    """Where a length of time begins and ends that runs up to `here` (`turn` -1) or from it (1), told as finely as its shortest unit.

    >>> ends_of("P4Y", date(2024, 3, 6), -1), ends_of("PT48H", date(2024, 3, 6), 1)
    (('2020', '2024'), ('2024-03-06', '2024-03-08'))
    >>> ends_of("PXM", date(2024, 3, 6), -1)
    (None, None)
    """
    if hours := re.fullmatch(r"PT(\d+)H", value):
        value = f"P{int(hours[1]) // 24}D" if int(hours[1]) % 24 == 0 else ""
    if not re.fullmatch(r"P(?:\d+[YMWD])+", value):
        return None, None
    parts = {unit: int(count) for count, unit in _PART.findall(value)}
    try:
        there = add_months(here, turn * (12 * parts.get("Y", 0) + parts.get("M", 0)))
        there += timedelta(days=turn * (7 * parts.get("W", 0) + parts.get("D", 0)))
    except (ValueError, OverflowError):
        return None, None
    unit = next(u for u in "DWMY" if u in parts)
    first, last = sorted((there, here))
    return value_of(first, unit), value_of(last, unit)


def in_order(start: str, end: str) -> tuple[str, str]:
    """Two days of a range, the second moved on where it came first: by a week (`od četvrtka do nedjelje`), or a day (`od 22 do 6 sati`)."""
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return start, end
    if last < first and (first - last).days < 7:
        last += timedelta(days=7)
    elif last == first and re.fullmatch(r"T\d\d:\d\d", start[10:]) and start[10:] > end[10:] > "T0":
        last += timedelta(days=1)
    return start, last.isoformat() + end[10:]


def year_of(here: date, unit: str, steps: int) -> str:
    """The business year (`FY`) or the year that begins in autumn (`SY`: of schools, of sport) so many after that of a day.

    Raises:
        ValueError: it lies outside the years 1 to 9999.

    >>> year_of(date(2024, 3, 6), "FY", -1), year_of(date(2024, 3, 6), "SY", 0)
    ('FY2023', '2023/2024')
    """
    first = here.year + steps - (unit != "FY" and here.month < _AUTUMN)
    if not MINYEAR <= first < MAXYEAR:
        raise ValueError(f"year {first} is outside the calendar")
    return f"FY{first}" if unit == "FY" else f"{first}/{first + 1}"


def season_year(season: str, here: date, turn: int | None, direction: int) -> int:
    """The year in which a season begins: `turn` as in last, this and next; without it, the tense (`direction`) tells which is meant.

    >>> [season_year(s, date(2024, 3, 6), None, -1) for s in ("WI", "FA")], season_year("SU", date(2024, 3, 6), 1, 0)
    ([2023, 2023], 2024)
    """
    starts = {
        year: date(year, _SEASONS[season], 1) for year in range(max(1, here.year - 2), min(9998, here.year + 2) + 1)
    }
    over = {year: add_months(start, 3) for year, start in starts.items()}
    past, future = [y for y in starts if over[y] <= here], [y for y in starts if starts[y] > here]
    if turn == -1 and past:
        return past[-1]
    if turn == 1 and future:
        return future[0]
    now = [y for y in starts if starts[y] <= here < over[y]]
    if turn == 0 and not now and season != "WI" and here.month > 2:
        return here.year  # `планирует открыть этой осенью`, said in March
    if turn == 0 or (turn is None and now):
        return now[0] if now else min(starts, key=lambda y: (abs((starts[y] - here).days + 45), y))
    if direction < 0 and past:
        return past[-1]
    return future[0] if direction > 0 and future else here.year


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The first, second … (-1: the last) such weekday of a month; None where the month has none.

    >>> nth_weekday(2024, 2, 6, -1), nth_weekday(2024, 2, 6, 5)
    (datetime.date(2024, 2, 24), None)
    """
    if nth < 0:
        last = add_months(date(year, month, 1), 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None


def offset(zone: str | None, day: str) -> str:
    """The offset of a zone on a day as TIMEX3 writes it (`Z`, `+02:00`); empty for local time."""
    if zone is None or zone == "local":
        return ""
    if zone == "UTC":
        return "Z"
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        found = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone)).strftime("%z")
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    return f"{found[:3]}:{found[3:]}"


def modifier_of(w: Words, piece: Piece) -> TimeModifier | None:
    """`oko 18 sati`, `około 2019 roku`: a word for about before or in the expression; of a length of time also its bounds."""
    bounds, tokens = w.numerals.bounds, w.tokens
    length = piece.type == "DURATION" and piece.when is None
    for first in range(max(0, piece.first - 2), piece.first + 1 if piece.when is None else piece.last):
        match = bounds.match_at(tokens, first) if bounds.may_begin(tokens[first].norm) else None
        if match is None or not (length or match.value == "about"):
            continue
        if match.last == piece.first or piece.first <= first < match.last < piece.last:
            return _BOUNDS.get(match.value)
    inner = range(piece.first + 1, piece.last if piece.when is not None and piece.when.hour is not None else 0)
    if any(w.calendar.at("approx", tokens, i) for i in inner):
        return "APPROX"  # `u srijedu negdje oko šest sati ujutro`
    return "APPROX" if w.calendar.ends("approx", tokens, piece.first) else None
