"""`svod names`: who and what the reports name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svod.cli.app import BYTE_ORDER_MARK, app, collect, finish, write
from svod.options import (
    Corrections,
    Jobs,
    Limit,
    NamesFormat,
    NamesPath,
    Paths,
    chosen_by_name,
    mention_types,
    refuse_report,
)
from svod.output import console, count, to_pipe

if TYPE_CHECKING:
    from svod.corrections.names_entries import NamesFile
    from svod.records import Collection
    from svod.views.identities import Identity


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
    collection = collect(pipeline.identities, paths, corrections, known, jobs, limit, notices)
    found = select(identities(collection), types=types, languages=language or (), at_least=at_least, find=find)
    if collection.readings or chosen is NamesFormat.json:
        if chosen is NamesFormat.table:
            from svod.views.identities_table import print_identities

            with to_pipe():
                print_identities(found, console())
        else:
            written = count(len(found), "identity", "identities")
            write(_listed(found, collection, chosen, known, in_file=output is not None), output, written)
    finish(collection, notices)


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
