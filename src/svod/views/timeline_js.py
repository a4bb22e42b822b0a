"""Timelines as the JSON of TimelineJS (https://timeline.knightlab.com/docs/json-format.html), to be shown on a page of one's own.

TimelineJS takes headline and text for HTML: all that comes from a report is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from svod.views import words
from svod.views.timeline_entries import Entry, Timeline


def to_timelinejs(found: Sequence[tuple[Timeline, Entry]]) -> dict[str, Any]:
    """The timeline of these entries, whose days are known, one group for each kind."""
    lines = {t.story.id: t for t, _ in found}
    titles = [t.title + (f" ({t.days})" if t.days else "") for t in lines.values()]
    headline = titles[0] if len(titles) == 1 else words.count(len(titles), "story", "stories")
    listed = "".join(f"<p>{escape(title)}</p>" for title in titles) if len(titles) > 1 else ""
    return {
        "title": {"unique_id": "svod", "text": {"headline": escape(headline), "text": listed}},
        "events": [_event(t, e, several=len(titles) > 1) for t, e in found],
        "scale": "human",
    }


def _event(timeline: Timeline, entry: Entry, *, several: bool) -> dict[str, Any]:
    item = entry.item
    assert item.earliest
    assert item.latest
    start = _date(item.earliest)
    clock = re.match(r"[^/]+T([01]\d|2[0-3])(?::([0-5]\d))?", item.when)
    if clock and item.earliest == item.latest:
        start |= {"hour": int(clock[1]), "minute": int(clock[2] or 0)}
    told = [_passage(entry, n) for n in range(len(entry.passages))]
    figures = words.KINDS_OF_TIME[item.kind][1]
    if len(entry.outlets) > 1:
        figures += f", {words.count(entry.origins, 'origin')}"
    about = [*([escape(timeline.title)] if several else []), escape(figures)]
    event = {
        "unique_id": f"svod-{entry.id}",
        "group": item.kind,
        "start_date": start,
        "display_date": escape(entry.when),
        "text": {"headline": escape(entry.headline), "text": "".join([f"<p>{' · '.join(about)}</p>", *told])},
    }
    return event if item.earliest == item.latest else event | {"end_date": _date(item.latest)}


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _passage(entry: Entry, number: int) -> str:
    """A passage with its language, direction and the outlet, which is a link where the report has an address."""
    p = entry.passages[number]
    name = escape(p.source.name)
    cited = f'<a href="{escape(p.source.url)}" rel="noopener noreferrer">{name}</a>' if p.source.url else name
    tongue = "" if p.source.language == "und" else f' lang="{escape(p.source.language)}"'
    return f'<p><q{tongue} dir="{p.source.direction}">{escape(p.text)}</q> <cite>{cited}</cite></p>'
