"""The options of the commands, and what is made of them: formats by file name, kinds and types by their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar, get_args

import typer

from svod.records import MentionType, QuotationKind, TimelineKind


class AccountFormat(StrEnum):
    terminal = "terminal"
    json = "json"
    html = "html"
    md = "md"


class NamesFormat(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    toml = "toml"


class QuotesFormat(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


class TimelineFormat(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    ics = "ics"
    timelinejs = "timelinejs"


class AnnotationFormat(StrEnum):
    jsonl = "jsonl"


class PairFormat(StrEnum):
    tsv = "tsv"
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
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections", "-c", help="A TOML file of links that svod must or must not make.", show_default=False
    ),
]


AnchorDay = Annotated[
    datetime | None,
    typer.Option(
        "--anchor", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", show_default=False,
        help="The day of the main happening (day 0) of a story none of whose reports has a date.",
    ),
]  # fmt: skip
NamesPath = Annotated[
    Path | None,
    typer.Option("--names", "-n", help="A TOML file of names and who they are: see docs/names.md.", show_default=False),
]
Speakers = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker",
        "-s",
        help="Only what this one says: a name in any language, script and case, an id, or the words for them.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", "-r", help="Only what this report quotes: its outlet or a part of its path."),
]
Carriers = Annotated[
    list[str] | None,
    typer.Option("--via", help="Only what came by way of this agency or medium; named as for --speaker."),
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", "-k", help="Only direct, mixed or indirect speech.")]
Contains = Annotated[
    list[str] | None,
    typer.Option("--contains", help="Only what has this word (or its beginning), in whatever script and form."),
]


def not_blank(given: Sequence[str] | None) -> tuple[str, ...]:
    """The values of an option, those without anything in them left out."""
    return tuple(filter(str.strip, given or ()))


def quotation_kinds(given: Sequence[str]) -> tuple[QuotationKind, ...]:
    """The kinds of quotation that `--kind` gives, in whatever case."""
    for kind in given:
        if kind.lower() not in get_args(QuotationKind):
            raise typer.BadParameter(f"“{kind}” is none of {', '.join(get_args(QuotationKind))}", param_hint="--kind")
    return tuple(kind.lower() for kind in given)  # type: ignore[misc]


def mention_types(given: Sequence[str]) -> list[MentionType]:
    """The types of names that `--type` gives, in whatever case."""
    for type_ in given:
        if type_.upper() not in get_args(MentionType):
            raise typer.BadParameter(f"“{type_}” is none of {', '.join(get_args(MentionType))}", param_hint="--type")
    return [type_.upper() for type_ in given]  # type: ignore[misc]


def timeline_kinds(given: Sequence[str]) -> frozenset[TimelineKind]:
    """The kinds of happenings that `--kind` gives, in whatever case, several parted by commas; all of them where none is given."""
    asked = {part.strip().lower() for kind in given for part in kind.split(",")} - {""}
    for kind in sorted(asked):
        if kind not in get_args(TimelineKind):
            raise typer.BadParameter(f"“{kind}” is none of {', '.join(get_args(TimelineKind))}", param_hint="--kind")
    return frozenset(k for k in get_args(TimelineKind) if k in asked or not asked)


ListFormat = TypeVar("ListFormat", NamesFormat, QuotesFormat, TimelineFormat)


def chosen_by_name(formats: type[ListFormat], format: ListFormat | None, output: Path | None) -> ListFormat:
    """The format of a list: what is asked for, else what the file's name says, else the table, which is no file's."""
    in_files = [f.value for f in formats if f.value != "table"]
    endings = [f for f in in_files if f != "timelinejs"]  # which is JSON too
    suffix = output.suffix.lower().lstrip(".") if output else ""
    if format is None and output is not None and suffix not in endings:
        raise typer.BadParameter(
            f"“{output.name}” does not say what to write: end it in {_either(f'.{f}' for f in endings)}, or give --format",
            param_hint="-o",
        )
    chosen = format or formats(suffix or "table")
    if chosen.value == "table" and output is not None:
        raise typer.BadParameter(
            f"the table is for the terminal; write {_either(in_files)} to a file", param_hint="--format"
        )
    return chosen


def _either(items: Iterable[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} or {last}"


def refuse_report(paths: Sequence[str], output: Path | None) -> None:
    """Leave with a complaint where the file to be written is one of those to be read."""
    from svod.sources.files import expand

    if output is not None and os.path.realpath(output) in map(os.path.realpath, expand(paths)):
        raise typer.BadParameter(f"“{output}” is one of the reports; it would be lost", param_hint="-o")


def chosen_account(format: AccountFormat | None, output: Path | None) -> AccountFormat:
    """The format of an account: what is asked for, else what the file's name says, else the terminal's."""
    if format is not None or output is None:
        return format or AccountFormat.terminal
    suffix = {".htm": "html", ".markdown": "md"}.get(output.suffix.lower(), output.suffix.lower().lstrip("."))
    if suffix not in ("html", "json", "md"):
        raise typer.BadParameter(
            f"“{output.name}” does not say what to write: end it in .html, .json or .md, or give --format",
            param_hint="-o",
        )
    return AccountFormat(suffix)
