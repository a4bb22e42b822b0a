"""`svod read`: the account of each story; `svod annotate`: what each report tells by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from svod.cli.app import app, collect, finish, status, write
from svod.options import (
    AccountFormat,
    AnchorDay,
    AnnotationFormat,
    Corrections,
    Format,
    Jobs,
    Limit,
    NamesPath,
    Output,
    Paths,
    chosen_account,
    refuse_report,
)
from svod.output import console, count, notify, print_text, report_failures, to_pipe
from svod.records import Collection, Failure


@app.command()
def read(
    paths: Paths,
    format: Format = None,
    output: Output = None,
    corrections: Corrections = None,
    names: NamesPath = None,
    anchor: AnchorDay = None,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """Read reports and print the account of each story: who said what, what is agreed, where they differ."""
    from svod import pipeline
    from svod.corrections.names_file import load_names

    chosen = chosen_account(format, output)
    refuse_report(paths, output)
    known = load_names(names) if names else None
    notices: list[str] = []
    step = partial(pipeline.read, anchor=anchor.date() if anchor else None)
    collection = collect(step, paths, corrections, known, jobs, limit, notices)
    if collection.readings or chosen is AccountFormat.json:
        if chosen is AccountFormat.terminal and output is None:
            _print_accounts(collection)
        else:
            write(_rendered(collection, chosen), output, count(len(collection.stories), "story", "stories"))
    finish(collection, notices)


def _rendered(collection: Collection, format: AccountFormat) -> str:
    from svod import format as json_format

    if format is AccountFormat.json:
        return json_format.dumps(collection.to_dict(), indent=1) + "\n"
    if format is AccountFormat.html:
        from svod.views.page import render_page

        return render_page(collection)
    if format is AccountFormat.md:
        from svod.views.markdown import render_markdown

        return render_markdown(collection)
    raise typer.BadParameter(
        "the terminal's account can't be written to a file; give --format md", param_hint="--format"
    )


def _print_accounts(collection: Collection) -> None:
    from svod.views.terminal import print_collection

    with to_pipe():
        # What could not be read goes to standard error, as for every format.
        print_collection(replace(collection, failures=()), console())


@app.command()
def annotate(
    paths: Paths,
    format: Annotated[AnnotationFormat, typer.Option("--format", "-f", help="What to print.")] = AnnotationFormat.jsonl,
    names: NamesPath = None,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """Print what each report tells by itself, one JSON object a line, as soon as it is read."""
    from svod import format as json_format
    from svod import pipeline
    from svod.corrections.names_file import load_names

    known = load_names(names) if names else None
    failures: list[Failure] = []
    notices: list[str] = []
    done = 0
    for item in pipeline.annotate(paths, jobs=jobs, limit=limit * 1_000_000, names=known, notice=notices.append):
        if isinstance(item, Failure):
            failures.append(item)
            report_failures([item])
        else:
            done += 1
            print_text(json_format.dumps(json_format.report_to_dict(item)))
    notify(notices)
    raise typer.Exit(status(done, len(failures)))
