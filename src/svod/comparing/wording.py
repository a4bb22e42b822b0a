"""What the reports call each person, country and organisation besides its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from svod.comparing.tellings import own_text
from svod.records import Evidence, Reading, Wording, WordingLabel


def find_wording(readings: Sequence[Reading]) -> tuple[Wording, ...]:
    """The labels of each entity over all reports, entities with most labels first; labels in the order of reports and places."""
    labels: dict[str, list[WordingLabel]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.report.id):
        for label in reading.labels:
            if label.entity is not None and own_text(reading, label.span):
                labels[label.entity].append(
                    WordingLabel(Evidence(reading.report.id, label.span), label.head, label.tone, label.by)
                )
    return tuple(Wording(e, tuple(labels[e])) for e in sorted(labels, key=lambda e: (-len(labels[e]), e)))
