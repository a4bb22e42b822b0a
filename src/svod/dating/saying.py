"""Days and intervals in words."""

from __future__ import annotations

from datetime import date

from svod.languages.calendar import in_words


def say_days(first: date | None, last: date | None) -> str:
    """An interval of days, open where an end is None.

    >>> say_days(date(2023, 9, 13), date(2023, 9, 14)), say_days(None, date(2023, 9, 13)), say_days(None, None)
    ('13 to 14 September 2023', '13 September 2023 or before', 'an unknown day')
    """
    if first is None and last is None:
        return "an unknown day"
    if first is None or last is None:
        return f"{in_words(first)} or after" if first else f"{in_words(last)} or before" if last else ""
    if first == last:
        return in_words(first)
    same = first.year == last.year and first.month == last.month
    begin = str(first.day) if same else in_words(first).removesuffix(f" {last.year}")
    return f"{begin} to {in_words(last)}"


def say_offset(first: int | None, last: int | None) -> str:
    """Days counted from day 0.

    >>> say_offset(0, 0), say_offset(-1, -1), say_offset(0, 4), say_offset(4, None)
    ('day 0', 'day -1', 'day 0 to +4', 'day +4 or after')
    """

    def one(day: int) -> str:
        return f"{day:+}" if day else "0"

    if first is None and last is None:
        return "an unknown day"
    if first is None or last is None:
        return f"day {one(first)} or after" if first is not None else f"day {one(last or 0)} or before"
    return f"day {one(first)}" if first == last else f"day {one(first)} to {one(last)}"
