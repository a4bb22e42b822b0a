"""What the commands have in common: the application itself, how reports are collected, how a result is written, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from svod import __version__
from svod.output import notify, print_text, progress_bars, report_failures

if TYPE_CHECKING:
    from svod.corrections.names_entries import NamesFile
    from svod.records import Collection

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


def collect(
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


def finish(collection: Collection, notices: Sequence[str]) -> NoReturn:
    """Say what could not be used or read, and leave with the exit status for it."""
    notify(notices)
    report_failures(collection.failures)
    raise typer.Exit(status(len(collection.readings), len(collection.failures)))


def write(text: str, output: Path | None, what: str) -> None:
    if output is None:
        print_text(text)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        typer.echo(f"svod: {output}: {error.strerror or error}", err=True)
        raise typer.Exit(READ_NOTHING) from error
    typer.echo(f"{output}: {what} written", err=True)


def status(read: int, failed: int) -> int:
    if not read:
        return READ_NOTHING
    return READ_SOME if failed else READ_ALL
