"""`svod quotes`: who said what, in all renderings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svod.cli.app import BYTE_ORDER_MARK, app, collect, finish, write
from svod.options import (
    Carriers,
    Contains,
    Corrections,
    Jobs,
    Kinds,
    Limit,
    NamesPath,
    Paths,
    QuotesFormat,
    Reports,
    Speakers,
    chosen_by_name,
    not_blank,
    quotation_kinds,
    refuse_report,
)
from svod.output import console, count, to_pipe

if TYPE_CHECKING:
    from svod.records import Collection
    from svod.views.quotes import Utterance


@app.command("quotes")
def list_quotes(
    paths: Paths,
    format: Annotated[QuotesFormat | None, typer.Option("--format", "-f", help="What to print.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file; .csv and .json say what.", show_default=False),
    ] = None,
    speaker: Speakers = None,
    report: Reports = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", "-l", help="Only what is quoted in this language: hr, pl …")
    ] = None,
    via: Carriers = None,
    kind: Kinds = None,
    contains: Contains = None,
    shared: Annotated[bool, typer.Option("--shared", help="Only what several reports render.")] = False,
    only: Annotated[
        bool,
        typer.Option(
            "--only", help="Leave out the other renderings of what is chosen: those that the conditions do not fit."
        ),
    ] = False,
    corrections: Corrections = None,
    names: NamesPath = None,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """List who said what, to whom, by way of whom, in which reports: all renderings of one utterance with what differs marked.

    An option that is given several times holds if any of its values does; all options must hold of one rendering.
    """
    from svod import pipeline
    from svod.corrections.names_file import load_names
    from svod.views.quotes import utterances
    from svod.views.quotes_selection import Conditions, select, speakers_of

    chosen = chosen_by_name(QuotesFormat, format, output)
    asked = Conditions(
        speakers=not_blank(speaker),
        reports=not_blank(report),
        languages=not_blank(language),
        via=not_blank(via),
        kinds=quotation_kinds(kind or ()),
        contains=not_blank(contains),
        shared=shared,
        only=only,
    )
    refuse_report(paths, output)
    known = load_names(names) if names else None
    notices: list[str] = []
    collection = collect(pipeline.read, paths, corrections, known, jobs, limit, notices)
    everything = utterances(collection)
    found = select(everything, collection, asked)
    if asked.speakers and everything and not select(everything, collection, Conditions(speakers=asked.speakers)):
        notices.append(
            f"nobody quoted here is called “{'” or “'.join(asked.speakers)}”; most quoted: {', '.join(speakers_of(everything, 6))}"
        )
    if collection.readings or chosen is QuotesFormat.json:
        if chosen is QuotesFormat.table:
            from svod.views.quotes_table import print_quotes

            with to_pipe():
                print_quotes(found, console())
        else:
            write(
                _quoted(found, collection, chosen, in_file=output is not None),
                output,
                count(len(found), "utterance", "utterances"),
            )
    finish(collection, notices)


def _quoted(found: Sequence[Utterance], collection: Collection, format: QuotesFormat, *, in_file: bool) -> str:
    from svod import format as json_format
    from svod.views import quotes_files

    if format is QuotesFormat.csv:
        return (BYTE_ORDER_MARK if in_file else "") + quotes_files.to_csv(found)
    return json_format.dumps(quotes_files.to_dict(found, collection), indent=1) + "\n"
