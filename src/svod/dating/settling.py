"""A report's times, with what was worked out over its story."""

from __future__ import annotations

from dataclasses import replace

from svod.dating.story import StoryDays
from svod.reading.reader import redate
from svod.records import Evidence, Reading, TimeExpression


def settle(reading: Reading, when: StoryDays) -> Reading:
    """The reading with the day of publication that was worked out for it, its times resolved against that, and those that the
    story knows better given the day on which their happening lies."""
    report = reading.report
    if report.published is None and report.id in when.published:
        reading = redate(reading, replace(report, published=when.published[report.id]))
    if not when.days:
        return reading
    return replace(reading, times=tuple(_settled(t, Evidence(report.id, t.span), when) for t in reading.times))


def _settled(time: TimeExpression, place: Evidence, when: StoryDays) -> TimeExpression:
    """A day of which something is not known (`XXXX-WXX-3`, `XXXX-09-12TMO`), or a weekday that the report by itself would have on another
    day, with the day that the story gives it."""
    found = when.days.get(place)
    value = time.value or ""
    if found is None or time.type not in ("DATE", "TIME") or "/" in value:
        return time
    day, why = found
    if not value.startswith("XXXX-") and (place not in when.weekdays or value.startswith(day.isoformat())):
        return time
    _, mark, part = value.partition("T")
    return replace(time, value=f"{day.isoformat()}{mark}{part}", anchor=why or time.anchor)
