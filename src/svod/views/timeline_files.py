"""Timelines as files: CSV for spreadsheets, one row an item; JSON for programs. (`timeline_ics` and `timeline_js` write for calendars
and for TimelineJS.)"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from svod import format as json_format
from svod.records import Collection
from svod.views.identities_files import cell, report_head
from svod.views.timeline_entries import Entry, Timeline

COLUMNS = (
    "story", "title", "kind", "when", "earliest", "latest", "first_day", "last_day", "in_words", "text", "outlets", "languages", "reports",
    "origins", "statement",
)  # fmt: skip


def to_csv(found: Sequence[Timeline]) -> str:
    """One row for each item, under a head; lines end as RFC 4180 has it.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for timeline in found:
        for entry in timeline.entries:
            writer.writerow("" if v is None else v if isinstance(v, int) else cell(v) for v in _row(timeline, entry))
    return out.getvalue()


def _row(timeline: Timeline, entry: Entry) -> tuple[str | int | None, ...]:
    item = entry.item
    return (
        timeline.story.id,
        timeline.title,
        item.kind,
        item.when,
        item.earliest.isoformat() if item.earliest else None,
        item.latest.isoformat() if item.latest else None,
        item.first_day,
        item.last_day,
        entry.when,
        " | ".join(dict.fromkeys(p.text for p in entry.passages)),
        " | ".join(entry.outlets),
        " ".join(entry.languages),
        len({p.source.id for p in entry.passages}),
        entry.origins,
        item.statement,
    )


def to_dict(found: Sequence[Timeline], collection: Collection) -> dict[str, Any]:
    """The timelines in the JSON of format 1, with day 0 and the publication days of the reports, and the reports without their text."""
    told = {r for t in found for r in t.story.reports} | {
        p.source.id for t in found for e in t.entries for p in e.passages
    }
    return {
        "format": json_format.FORMAT,
        "stories": [_story(t) for t in found],
        "reports": [
            {**report_head(r), "published": json_format.published_to_dict(r.report.published)}
            for r in collection.readings
            if r.report.id in told
        ],
        "failures": [json_format.failure_to_dict(f) for f in collection.failures],
    }


def _story(timeline: Timeline) -> dict[str, Any]:
    story = json_format.story_to_dict(timeline.story)
    items = {e.item: e for e in timeline.entries}
    kept = ("id", "title", "reports", "languages", "begin", "end", "anchor", "placements")
    return {
        **{key: story[key] for key in kept},
        "title": timeline.title,
        "timeline": [
            {"id": entry.id, **written, "origins": entry.origins, "outlets": list(entry.outlets), "passages": _passages(entry)}
            for item, written in zip(timeline.story.timeline, story["timeline"], strict=True)
            if (entry := items.get(item))
        ],
    }  # fmt: skip


def _passages(entry: Entry) -> list[dict[str, Any]]:
    return [
        {
            "report": p.source.id,
            "start": p.span.start,
            "end": p.span.end,
            "language": p.source.language,
            "text": p.text,
        }
        for p in entry.passages
    ]
