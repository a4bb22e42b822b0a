"""`svod timeline`: what happened when, what was announced, what is planned; for calendars and TimelineJS too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svod.cli.app import BYTE_ORDER_MARK, READ_NOTHING, app, collect, finish, write
from svod.options import (
    AnchorDay,
    Corrections,
    Jobs,
    Limit,
    NamesPath,
    Paths,
    TimelineFormat,
    chosen_by_name,
    refuse_report,
    timeline_kinds,
)
from svod.output import console, count, notify, report_failures, to_pipe

if TYPE_CHECKING:
    from svod.records import Collection
    from svod.views.timeline_entries import Timeline


@app.command("timeline")
def show_timeline(
    paths: Paths,
    format: Annotated[TimelineFormat | None, typer.Option("--format", "-f", help="What to print.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file; .ics, .csv and .json say what.", show_default=False),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", help="Only what happened, was announced or is planned.")
    ] = None,
    anchor: AnchorDay = None,
    corrections: Corrections = None,
    names: NamesPath = None,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """List what happened when, what was announced and what is planned, story by story; or write it for a calendar or for TimelineJS."""
    from svod import pipeline
    from svod.corrections.names_file import load_names
    from svod.views.timeline_entries import timelines

    chosen = chosen_by_name(TimelineFormat, format, output)
    kinds = timeline_kinds(kind or ())
    refuse_report(paths, output)
    known = load_names(names) if names else None
    notices: list[str] = []
    step = partial(pipeline.read, anchor=anchor.date() if anchor else None)
    collection = collect(step, paths, corrections, known, jobs, limit, notices)
    found = timelines(collection, kinds)
    if chosen in (TimelineFormat.ics, TimelineFormat.timelinejs):
        if collection.readings:
            _write_dated(found, chosen, output, notices, collection)
    elif collection.readings or chosen is TimelineFormat.json:
        if chosen is TimelineFormat.table:
            from svod.views.timeline_table import print_timelines

            with to_pipe():
                print_timelines(found, console())
        else:
            items = sum(len(t.entries) for t in found)
            write(_listed(found, collection, chosen, in_file=output is not None), output, count(items, "item", "items"))
    finish(collection, notices)


def _listed(found: Sequence[Timeline], collection: Collection, format: TimelineFormat, *, in_file: bool) -> str:
    from svod import format as json_format
    from svod.views import timeline_files

    if format is TimelineFormat.csv:
        return (BYTE_ORDER_MARK if in_file else "") + timeline_files.to_csv(found)
    return json_format.dumps(timeline_files.to_dict(found, collection), indent=1) + "\n"


def _write_dated(
    found: Sequence[Timeline],
    format: TimelineFormat,
    output: Path | None,
    notices: list[str],
    collection: Collection,
) -> None:
    """Write what has a day of the calendar, and say how much has none; where nothing has, there is nothing to write."""
    from svod import format as json_format
    from svod.views.timeline_entries import dated
    from svod.views.timeline_ics import to_ics
    from svod.views.timeline_js import to_timelinejs

    known, others = dated(found)
    if others:
        zero = next((t.zero for t in found if t.zero and not t.zero.known), None)
        advice = f" --anchor YYYY-MM-DD gives the day of “{zero.words}”" if zero else ""
        left = count(others, "item has", "items have")
        notices.append(
            f"{left} no day in the calendar and {'is' if others == 1 else 'are'} left out;{advice}".rstrip(";")
        )
    if not known:
        notify([*notices, "nothing has a day in the calendar; nothing was written"])
        report_failures(collection.failures)
        raise typer.Exit(READ_NOTHING)
    ics = format is TimelineFormat.ics
    text = to_ics(known) if ics else json_format.dumps(to_timelinejs(known), indent=1) + "\n"
    write(text, output, count(len(known), "item", "items"))
