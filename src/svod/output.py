"""What the command line writes: text to standard output, complaints, notices and progress to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from svod.records import Failure

if TYPE_CHECKING:
    from rich.console import Console

    from svod.pipeline import Progress

SHOWN = 20
"""Lines of complaints or notices shown before the rest is only counted."""
COLUMNS = 80
"""Columns of a terminal that says it has none."""


def console() -> Console:
    """Standard output; one that is closed early raises BrokenPipeError here too, and one that says it has no columns has 80."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    made = Plain(highlight=False)
    if made.width < 1:
        made.width = COLUMNS
    return made


@contextmanager
def to_pipe() -> Iterator[None]:
    """Ends the program quietly when the reader of our output has gone (`svod read … | head`)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def print_text(text: str) -> None:
    """Text to standard output as UTF-8, whatever the locale says, with the line ends that it has; one is added where it ends without."""
    with to_pipe():
        sys.stdout.buffer.write((text if text.endswith("\n") else f"{text}\n").encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()


def notify(notices: Sequence[str]) -> None:
    """What of a names file had no effect, to standard error; a file for all collections in few lines."""
    for line in notices[:SHOWN]:
        typer.echo(f"svod: {line}", err=True)
    if len(notices) > SHOWN:
        typer.echo(f"svod: and {len(notices) - SHOWN} more entries that stand in none of these reports", err=True)


def report_failures(failures: Sequence[Failure]) -> None:
    """What could not be read, to standard error; a folder full of it in few lines."""
    for failure in failures[:SHOWN]:
        typer.echo(f"svod: {failure.source}: {failure.message} ({failure.stage})", err=True)
    if len(failures) > SHOWN:
        more = len(failures) - SHOWN
        typer.echo(f"svod: and {more} more that could not be read; --format json lists them all", err=True)


def count(n: int, one: str, many: str) -> str:
    """`1 story`, `3 stories`."""
    return f"{n} {one if n == 1 else many}"


@contextmanager
def progress_bars() -> Iterator[Progress]:
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
