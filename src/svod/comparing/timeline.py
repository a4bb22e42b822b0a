"""What happened when: the happenings of a story in the order of their days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from svod.comparing.tellings import own_text
from svod.records import Evidence, Reading, Story, TimelineItem

_VALUE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2}))?(?:T.*|-W[EK].*)?$")
BEFORE, AFTER = 14, 7
"""Days before the first and after the last publication within which a story's own happenings lie; others are its background."""


def days_of(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value; None for durations, references (`PAST_REF`) and the like.

    >>> days_of("2023-09-13TMO"), days_of("2019-04")[1].isoformat(), days_of("P4Y")
    ((datetime.date(2023, 9, 13), datetime.date(2023, 9, 13)), '2019-04-30', None)
    """
    match = _VALUE.match(value)
    if match is None:
        return None
    year, month, day, week = (int(g) if g else 0 for g in match.groups())
    try:
        if week:
            first = date.fromisocalendar(year, week, 1)
            return first, first + timedelta(days=6)
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def find_timeline(story: Story, readings: Sequence[Reading]) -> tuple[TimelineItem, ...]:
    """The happenings that the story's statements date, the earliest first.

    A happening is a statement on one day: tellings that name the same day are one item, whose `when` is the most exact value among
    them; a statement that two reports date differently is two items. Times in other articles' teasers date nothing, nor does the day
    on which a report was published.
    """
    by_id = {r.report.id: r for r in readings}
    found: dict[tuple[str, date, date], list[tuple[str, Evidence]]] = defaultdict(list)
    for statement in story.statements:
        for support in statement.support:
            reading = by_id.get(support.evidence.report)
            if reading is None or not own_text(reading, support.evidence.span):
                continue
            for time in reading.times:
                if (
                    time.type not in ("DATE", "TIME")
                    or time.value is None
                    or not support.evidence.span.contains(time.span)
                ):
                    continue
                if days := days_of(time.value):
                    found[statement.id, *days].append((time.value, support.evidence))
    items = []
    for (statement_id, first, last), dated in found.items():
        when = min((v for v, _ in dated), key=lambda v: (-len(v), v))
        items.append(TimelineItem(when, first, last, tuple(sorted({e for _, e in dated})), statement_id))
    return tuple(sorted(items, key=lambda i: (i.earliest or date.min, i.latest or date.min, i.when, i.statement or "")))


def span_of_days(
    story: Story, timeline: Iterable[TimelineItem], readings: Sequence[Reading]
) -> tuple[date | None, date | None]:
    """The first and the last day of what happened: dated happenings near the days of publication. What is only planned has not
    happened, and what lies years back is background."""
    planned = {
        s.id for s in story.statements if all(x.modality in ("planned", "possible", "denied") for x in s.support)
    }
    days = [
        (i.earliest, i.latest)
        for i in timeline
        if i.earliest and i.latest and i.statement not in planned and (i.latest - i.earliest).days <= 7
    ]
    published = [r.report.published for r in readings if r.report.published]
    if published:
        first = min(p.earliest for p in published) - timedelta(days=BEFORE)
        last = max(p.latest for p in published) + timedelta(days=AFTER)
        days = [d for d in days if first <= d[0] and d[1] <= last]
    elif days:
        newest = max(d[1] for d in days)
        days = [d for d in days if (newest - d[0]).days <= BEFORE]
    return (min(d[0] for d in days), max(d[1] for d in days)) if days else (None, None)
