"""Days of publication that a user gives: they outrank metadata and everything that svod works out.

[[date]]
report = "003.txt"
day = 2023-09-17                     # or "2023-09-17/2023-09-18" for an interval
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from svod.corrections.places import find_report
from svod.records import Failure, Published, Report
from svod.sources.metadata import parse_published


@dataclass(frozen=True, slots=True)
class DateCorrection:
    """One `[[date]]` of a corrections file: a report by the end of its path, and the days between which it was published."""

    report: str
    published: Published


def date_entry(entry: Any) -> DateCorrection:
    """An entry of a corrections file.

    Raises:
        ValueError: it has no report, or no day.
    """
    if not isinstance(entry, Mapping) or not isinstance(entry.get("report"), str) or not entry["report"]:
        raise ValueError('a [[date]] needs `report`, such as "003.txt"')
    try:
        published = parse_published(str(entry.get("day", "")))
    except ValueError as error:
        raise ValueError(f'a [[date]] needs `day`, such as 2023-09-17 or "2023-09-17/2023-09-18": {error}') from error
    return DateCorrection(entry["report"], replace(published, basis="user", reasons=("you gave its date",)))


def with_dates(
    reports: Sequence[Report], corrections: Sequence[DateCorrection]
) -> tuple[list[Report], tuple[Failure, ...]]:
    """The reports with the days that the user gives, and a failure for each entry that fits several reports."""
    given: dict[str, Published] = {}
    failures: list[Failure] = []
    for correction in corrections:
        try:
            report = find_report(correction.report, reports)
        except ValueError as error:
            failures.append(Failure(correction.report, "corrections", str(error)))
            continue
        if report is not None:
            given[report.id] = correction.published
    return [replace(r, published=given.get(r.id, r.published)) for r in reports], tuple(failures)
