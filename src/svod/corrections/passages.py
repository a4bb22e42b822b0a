"""What a user has decided: links that svod must make, or must not. They outrank every model and hold on every run.

A corrections file is TOML. Each entry names two passages by file and characters, as `svod read --format json` gives them:

    [[different]]
    kind = "entity"                      # entity | utterance | statement | story | copy | passage
    left = "003.txt:19-25"
    right = "005.txt:7-12"
    reason = "the minister, not the captain"

`[[same]]` joins, `[[different]]` parts. For stories, copies and passages the file alone is enough (`left = "003.txt"`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, get_args

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


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The entries of a corrections file, in order.

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
    if unknown := sorted(set(table) - set(judgements)):
        raise UsageError(f"{path}: {', '.join(unknown)}: an entry begins with [[same]] or [[different]]")
    return tuple(
        _entry(path, judgement, entry) for judgement in judgements for entry in _entries(path, table, judgement)
    )


def _entries(path: Path, table: dict[str, Any], judgement: Judgement) -> list[Any]:
    entries = table.get(judgement, [])
    if not isinstance(entries, list):
        raise UsageError(f"{path}: an entry begins with [[{judgement}]]")
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
    corrections: Sequence[Correction], reports: Sequence[Report]
) -> tuple[tuple[Edge, ...], tuple[Failure, ...]]:
    """Corrections as edges between the reports at hand.

    Args:
        corrections: entries of a corrections file.
        reports: the reports that were read; a file is found by the end of its path.

    Returns:
        The edges, and a failure for each correction of which a passage can't be found; one that names a file which is not among the
        reports is passed over, since a corrections file may serve several collections.
    """
    edges: list[Edge] = []
    failures: list[Failure] = []
    for correction in corrections:
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
    wanted = PurePath(match["source"]).parts
    found = [r for r in reports if PurePath(r.source).parts[-len(wanted) :] == wanted]
    if not found:
        return None
    if len(found) > 1:
        raise ValueError(f"{match['source']} fits {len(found)} reports; give more of its path")
    end = int(match["end"] or len(found[0].text))
    span = Span(int(match["start"] or 0), end)
    if span.end > len(found[0].text):
        raise ValueError(f"{place} reaches past the end of the report")
    return Evidence(found[0].id, span)
