"""When a report without a date was published."""

from __future__ import annotations

from collections.abc import Sequence

from svod.records import Published, Reading


def date_reports(readings: Sequence[Reading]) -> dict[str, Published]:
    """Publication intervals of the reports of one story that have no known date."""
    return {}
