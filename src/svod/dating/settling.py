"""A report's times, with what was worked out over its story."""

from __future__ import annotations

from dataclasses import replace

from svod.dating.story import StoryDays
from svod.reading.reader import redate
from svod.records import Evidence, Reading, TimeExpression


def settle(reading: Reading, when: StoryDays) -> Reading:
    """The reading with the day of publication that was worked out for it, its times resolved against that, and those that stay open given
    the day on which their happening lies."""
    report = reading.report
    if report.published is None and report.id in when.published:
        reading = redate(reading, replace(report, published=when.published[report.id]))
    if not any(_is_open(t) and Evidence(report.id, t.span) in when.days for t in reading.times):
        return reading
    return replace(reading, times=tuple(_settled(t, report.id, when) for t in reading.times))


def _is_open(time: TimeExpression) -> bool:
    """Whether a day is told of which something is not known (`XXXX-WXX-3`, `XXXX-09-12TMO`)."""
    return time.type in ("DATE", "TIME") and (time.value or "").startswith("XXXX-")


def _settled(time: TimeExpression, report: str, when: StoryDays) -> TimeExpression:
    found = when.days.get(Evidence(report, time.span))
    if found is None or not _is_open(time):
        return time
    day, why = found
    _, mark, part = (time.value or "").partition("T")
    return replace(time, value=f"{day.isoformat()}{mark}{part}", anchor=why or time.anchor)
