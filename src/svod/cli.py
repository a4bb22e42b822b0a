"""The command line: `svod read` and `svod annotate`.

Exit status: 0 all was read, 1 nothing could be read, 2 wrong usage, 3 some of it could not be read.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svod import __version__
from svod.errors import SvodError, UsageError
from svod.records import Failure

if TYPE_CHECKING:
    from svod.pipeline import Progress
    from svod.records import Collection

READ_ALL, READ_NOTHING, USAGE, READ_SOME = 0, 1, 2, 3
FAILURES_SHOWN = 20

app = typer.Typer(
    name="svod",
    help="Reads many news reports, finds those that tell the same story, and sets each story out as one account.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class AccountFormat(StrEnum):
    terminal = "terminal"
    json = "json"
    html = "html"
    md = "md"


class AnnotationFormat(StrEnum):
    jsonl = "jsonl"


Paths = Annotated[
    list[str], typer.Argument(help="Files, folders, glob patterns, or - for standard input.", show_default=False)
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Processes to read with; default: as many as pay.")
]
Limit = Annotated[int, typer.Option(min=1, help="Megabytes; a larger file is not read.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file; .html, .json and .md say what.", show_default=False),
]
Format = Annotated[AccountFormat | None, typer.Option("--format", "-f", help="What to print.", show_default=False)]


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


Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections", "-c", help="A TOML file of links that svod must or must not make.", show_default=False
    ),
]


@app.command()
def read(
    paths: Paths,
    format: Format = None,
    output: Output = None,
    corrections: Corrections = None,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """Read reports and print the account of each story: who said what, what is agreed, where they differ."""
    from svod import pipeline
    from svod.corrections import load_corrections
    from svod.sources.files import expand

    chosen = _chosen(format, output)
    if output is not None and os.path.realpath(output) in map(os.path.realpath, expand(paths)):
        raise typer.BadParameter(f"“{output}” is one of the reports; it would be lost", param_hint="-o")
    decided = load_corrections(corrections) if corrections else ()
    with _progress() as progress:
        collection = pipeline.read(paths, jobs=jobs, limit=limit * 1_000_000, corrections=decided, progress=progress)
    if collection.readings or chosen is AccountFormat.json:
        _write(collection, chosen, output)
    _report(collection.failures)
    raise typer.Exit(_status(len(collection.readings), len(collection.failures)))


@app.command()
def annotate(
    paths: Paths,
    format: Annotated[AnnotationFormat, typer.Option("--format", "-f", help="What to print.")] = AnnotationFormat.jsonl,
    jobs: Jobs = None,
    limit: Limit = 20,
) -> None:
    """Print what each report tells by itself, one JSON object a line, as soon as it is read."""
    from svod import format as json_format
    from svod import pipeline

    failures: list[Failure] = []
    done = 0
    for item in pipeline.annotate(paths, jobs=jobs, limit=limit * 1_000_000):
        if isinstance(item, Failure):
            failures.append(item)
            _report([item])
        else:
            done += 1
            _print(json_format.dumps(json_format.report_to_dict(item)))
    raise typer.Exit(_status(done, len(failures)))


def _chosen(format: AccountFormat | None, output: Path | None) -> AccountFormat:
    if format is not None or output is None:
        return format or AccountFormat.terminal
    suffix = {".htm": "html", ".markdown": "md"}.get(output.suffix.lower(), output.suffix.lower().lstrip("."))
    if suffix not in ("html", "json", "md"):
        raise typer.BadParameter(
            f"“{output.name}” does not say what to write: end it in .html, .json or .md, or give --format",
            param_hint="-o",
        )
    return AccountFormat(suffix)


def _write(collection: Collection, format: AccountFormat, output: Path | None) -> None:
    if format is AccountFormat.terminal and output is None:
        _print_accounts(collection)
        return
    text = _rendered(collection, format)
    if output is None:
        _print(text.rstrip("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        typer.echo(f"svod: {output}: {error.strerror or error}", err=True)
        raise typer.Exit(READ_NOTHING) from error
    typer.echo(f"{output}: {_count(len(collection.stories), 'story', 'stories')} written", err=True)


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
    from rich.console import Console

    from svod.views.terminal import print_collection

    # What could not be read goes to standard error, as for every format.
    print_collection(replace(collection, failures=()), Console(highlight=False))


def _print(text: str) -> None:
    """Text to standard output as UTF-8, whatever the locale says, with the line ends that it has."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _report(failures: Sequence[Failure]) -> None:
    """What could not be read, to standard error; a folder full of it in few lines."""
    for failure in failures[:FAILURES_SHOWN]:
        typer.echo(f"svod: {failure.source}: {failure.message} ({failure.stage})", err=True)
    if len(failures) > FAILURES_SHOWN:
        more = len(failures) - FAILURES_SHOWN
        typer.echo(f"svod: and {more} more that could not be read; --format json lists them all", err=True)


def _status(read: int, failed: int) -> int:
    if not read:
        return READ_NOTHING
    return READ_SOME if failed else READ_ALL


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on standard error where that is a terminal; nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, object] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done)  # type: ignore[arg-type]

        yield show


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
    except BrokenPipeError:
        # The reader of our output has gone (`svod read … | head`); Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(READ_ALL)
    except OSError as error:
        typer.echo(f"svod: {error.strerror or error}", err=True)
        sys.exit(READ_NOTHING)
    except Exception as error:
        if os.environ.get("SVOD_DEBUG"):
            raise
        typer.echo(f"svod: a mistake of svod's own, please report it: {type(error).__name__}: {error}", err=True)
        sys.exit(READ_NOTHING)
