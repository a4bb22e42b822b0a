"""The report that a user means by the end of its path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from svod.records import Report


def find_report(source: str, reports: Sequence[Report]) -> Report | None:
    """The report whose path ends in `source`; None where it is not among them.

    Raises:
        ValueError: it fits several.
    """
    wanted = PurePath(source).parts
    found = [r for r in reports if PurePath(r.source).parts[-len(wanted) :] == wanted]
    if len(found) > 1:
        raise ValueError(f"{source} fits {len(found)} reports; give more of its path")
    return found[0] if found else None
