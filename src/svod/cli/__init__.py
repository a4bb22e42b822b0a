"""The command line: `svod read`, `svod names`, `svod quotes`, `svod timeline`, `svod annotate` and `svod align`.

Exit status: 0 all was read, 1 nothing could be read, 2 wrong usage, 3 some of it could not be read.
"""

from __future__ import annotations

import io
import os
import sys

import typer

from svod.cli import align, names, quotes, read, timeline
from svod.cli.app import READ_NOTHING, USAGE, app
from svod.errors import SvodError, UsageError

__all__ = ["align", "app", "main", "names", "quotes", "read", "timeline"]


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
