"""The command line: `svod read`, `svod names`, `svod quotes` and `svod annotate`.

Exit status: 0 all was read, 1 nothing could be read, 2 wrong usage, 3 some of it could not be read.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from svod import __version__
from svod.errors import SvodError, UsageError
from svod.options import (
    AccountFormat,
    AnnotationFormat,
    Carriers,
    Contains,
    Corrections,
    Format,
    Jobs,
    Kinds,
    Limit,
    NamesFormat,
    NamesPath,
    Output,
    Paths,
    QuotesFormat,
    Reports,
    Speakers,
    chosen_account,
    chosen_by_name,
    mention_types,
    not_blank,
    quotation_kinds,
    refuse_report,
)  # fmt: skip
from svod.output import console, count, notify, print_text, progress_bars, report_failures, to_pipe
from svod.records import Failure

if TYPE_CHECKING:
    from svod.corrections.names_entries import NamesFile
    from svod.records import Collection
    from svod.views.identities import Identity
    from svod.views.quotes import Utterance

BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a CSV file without it for one of its own code page."""
READ_ALL, READ_NOTHING, USAGE, READ_SOME = 0, 1, 2, 3

app = typer.Typer(
    name="svod",
    help="Reads many news reports, finds those that tell the same story, and sets each story out as one account.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"svod {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def _collect(
    step: Callable[..., Collection],
    paths: Sequence[str],
    corrections: Path | None,
    names: NamesFile | None,
    jobs: int | None,
    limit: int,
    notices: list[str],
) -> Collection:
    """What `pipeline.read` or `pipeline.identities` makes of the options; its notices are added to `notices`."""
    from svod.corrections.passages import load_corrections

    decided = load_corrections(corrections) if corrections else ()
    with progress_bars() as progress:
        return step(
            paths,
            jobs=jobs,
            limit=limit * 1_000_000,
            corrections=decided,
            names=names,
            progress=progress,
            notice=notices.append,
        )


def _finish(collection: Collection, notices: Sequence[str]) -> NoReturn:
    """Say what could not be used or read, and leave with the exit status for it."""
    notify(notices)
    report_failures(collection.failures)
    raise typer.Exit(_status(len(collection.readings), len(collection.failures)))


@app.command()
def read(
    paths: Paths,
    format: Format = None,
    output: Output = None,
    corrections: Corrections = None,
    names: NamesPath = None,
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
    collection = _collect(pipeline.read, paths, corrections, known, jobs, limit, notices)
    if collection.readings or chosen is AccountFormat.json:
        if chosen is AccountFormat.terminal and output is None:
            _print_accounts(collection)
        else:
            _write(_rendered(collection, chosen), output, count(len(collection.stories), "story", "stories"))
    _finish(collection, notices)


@app.command("names")
def list_names(
    paths: Paths,
    format: Annotated[NamesFormat | None, typer.Option("--format", "-f", help="What to print.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file; .csv, .json and .toml say what.", show_default=False),
    ] = None,
    type: Annotated[
        list[str] | None, typer.Option("--type", "-t", help="Only PER, LOC, ORG, EVT or PRO; may be given twice.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", "-l", help="Only what is named in this language: hr, pl …")
    ] = None,
    at_least: Annotated[int, typer.Option(min=1, help="Only what is named so many times.")] = 1,
    find: Annotated[str, typer.Option(help="Only names with this in them, in whatever script or case.")] = "",
    corrections: Corrections = None,
    names: NamesPath = None,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """List who and what the reports name, in which forms, how often, and why the forms are one; or write a names file to edit."""
    from svod import pipeline
    from svod.corrections.names_file import load_names
    from svod.views.identities import identities, select

    chosen = chosen_by_name(NamesFormat, format, output)
    types = mention_types(type or ())
    refuse_report(paths, output)
    if chosen is NamesFormat.toml and output is not None and output.exists() and output.stat().st_size:
        raise typer.BadParameter(
            f"“{output}” exists and may hold what you decided; give another name, or remove it", param_hint="-o"
        )
    known = load_names(names) if names else None
    notices: list[str] = []
    collection = _collect(pipeline.identities, paths, corrections, known, jobs, limit, notices)
    found = select(identities(collection), types=types, languages=language or (), at_least=at_least, find=find)
    if collection.readings or chosen is NamesFormat.json:
        if chosen is NamesFormat.table:
            from svod.views.identities_table import print_identities

            with to_pipe():
                print_identities(found, console())
        else:
            written = count(len(found), "identity", "identities")
            _write(_listed(found, collection, chosen, known, in_file=output is not None), output, written)
    _finish(collection, notices)


def _listed(
    found: Sequence[Identity], collection: Collection, format: NamesFormat, names: NamesFile | None, *, in_file: bool
) -> str:
    from svod import format as json_format
    from svod.views import identities_files, names_toml

    if format is NamesFormat.csv:
        return (BYTE_ORDER_MARK if in_file else "") + identities_files.to_csv(found, collection)
    if format is NamesFormat.json:
        return json_format.dumps(identities_files.to_dict(found, collection), indent=1) + "\n"
    return names_toml.to_toml(found, collection, names)


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
    collection = _collect(pipeline.read, paths, corrections, known, jobs, limit, notices)
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
            _write(
                _quoted(found, collection, chosen, in_file=output is not None),
                output,
                count(len(found), "utterance", "utterances"),
            )
    _finish(collection, notices)


def _quoted(found: Sequence[Utterance], collection: Collection, format: QuotesFormat, *, in_file: bool) -> str:
    from svod import format as json_format
    from svod.views import quotes_files

    if format is QuotesFormat.csv:
        return (BYTE_ORDER_MARK if in_file else "") + quotes_files.to_csv(found)
    return json_format.dumps(quotes_files.to_dict(found, collection), indent=1) + "\n"


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
    raise typer.Exit(_status(done, len(failures)))


def _write(text: str, output: Path | None, what: str) -> None:
    if output is None:
        print_text(text.rstrip("\r\n"))
        return
    try:
        output.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        typer.echo(f"svod: {output}: {error.strerror or error}", err=True)
        raise typer.Exit(READ_NOTHING) from error
    typer.echo(f"{output}: {what} written", err=True)


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


def _status(read: int, failed: int) -> int:
    if not read:
        return READ_NOTHING
    return READ_SOME if failed else READ_ALL


def main() -> None:
    """The entry point: no traceback ever reaches a user (unless SVOD_DEBUG is set)."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no Cyrillic shows escapes instead of a complaint.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except SvodError as error:
        typer.echo(f"svod: {error}", err=True)
        sys.exit(USAGE if isinstance(error, UsageError) else READ_NOTHING)
    except OSError as error:
        typer.echo(f"svod: {error.strerror or error}", err=True)
        sys.exit(READ_NOTHING)
    except Exception as error:
        if os.environ.get("SVOD_DEBUG"):
            raise
        typer.echo(f"svod: a mistake of svod's own, please report it: {type(error).__name__}: {error}", err=True)
        sys.exit(READ_NOTHING)
