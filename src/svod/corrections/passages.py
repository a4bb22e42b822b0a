"""What a user has decided: links that svod must make, or must not. They outrank every model and hold on every run.

A corrections file is TOML. Each entry names two passages by file and characters, as `svod read --format json` gives them:

    [[different]]
    kind = "entity"                      # entity | utterance | statement | story | copy | passage
    left = "003.txt:19-25"
    right = "005.txt:7-12"
    reason = "the minister, not the captain"

`[[same]]` joins, `[[different]]` parts. For stories, copies and passages the file alone is enough (`left = "003.txt"`). `[[date]]` says
when a report was published (see `corrections.dates`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from svod.corrections.dates import DateCorrection, date_entry
from svod.corrections.places import find_report
from svod.errors import UsageError
from svod.records import Edge, EdgeKind, Evidence, Failure, Judgement, Report, Span

_PLACE = re.compile(r"(?P<source>.+?)(?::(?P<start>\d+)-(?P<end>\d+))?$")


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a corrections file, before its files are looked up among the reports."""

    kind: EdgeKind
    judgement: Judgement
    left: str
    right: str
    reason: str


def load_corrections(path: Path) -> tuple[Correction | DateCorrection, ...]:
    """The entries of a corrections file, in order: links, then dates.

    Raises:
        UsageError: the file can't be read, or an entry is not as described above.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    judgements: tuple[Judgement, ...] = ("same", "different")
    if unknown := sorted(set(table) - {*judgements, "date"}):
        raise UsageError(f"{path}: {', '.join(unknown)}: an entry begins with [[same]], [[different]] or [[date]]")
    try:
        dates = [date_entry(entry) for entry in _entries(path, table, "date")]
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from error
    links = [_entry(path, judgement, entry) for judgement in judgements for entry in _entries(path, table, judgement)]
    return *links, *dates


def _entries(path: Path, table: dict[str, Any], name: str) -> list[Any]:
    entries = table.get(name, [])
    if not isinstance(entries, list):
        raise UsageError(f"{path}: an entry begins with [[{name}]]")
    return entries


def _entry(path: Path, judgement: Judgement, entry: Any) -> Correction:
    if not isinstance(entry, dict) or entry.get("kind") not in get_args(EdgeKind):
        raise UsageError(f"{path}: an entry needs `kind`, one of {', '.join(get_args(EdgeKind))}")
    for side in ("left", "right"):
        if not isinstance(entry.get(side), str) or not entry[side]:
            raise UsageError(f'{path}: an entry needs `left` and `right`, such as "003.txt:19-25"')
    reason = entry.get("reason") or f"the user says that they are {'the same' if judgement == 'same' else 'different'}"
    return Correction(entry["kind"], judgement, entry["left"], entry["right"], str(reason))


def resolve_corrections(
    corrections: Sequence[Correction | DateCorrection], reports: Sequence[Report]
) -> tuple[tuple[Edge, ...], tuple[Failure, ...]]:
    """Corrections as edges between the reports at hand.

    Args:
        corrections: entries of a corrections file; dates are passed over (see `corrections.dates`).
        reports: the reports that were read; a file is found by the end of its path.

    Returns:
        The edges, and a failure for each correction of which a passage can't be found; one that names a file which is not among the
        reports is passed over, since a corrections file may serve several collections.
    """
    edges: list[Edge] = []
    failures: list[Failure] = []
    for correction in corrections:
        if isinstance(correction, DateCorrection):
            continue
        try:
            left, right = (_evidence(place, reports) for place in (correction.left, correction.right))
        except ValueError as error:
            failures.append(Failure(f"{correction.left} / {correction.right}", "corrections", str(error)))
            continue
        if left and right:
            edges.append(Edge(correction.kind, left, right, correction.judgement, 1.0, correction.reason, "user"))
    return tuple(edges), tuple(failures)


def _evidence(place: str, reports: Sequence[Report]) -> Evidence | None:
    match = _PLACE.match(place)
    assert match  # the pattern fits every non-empty line
    report = find_report(match["source"], reports)
    if report is None:
        return None
    span = Span(int(match["start"] or 0), int(match["end"] or len(report.text)))
    if span.end > len(report.text):
        raise ValueError(f"{place} reaches past the end of the report")
    return Evidence(report.id, span)
