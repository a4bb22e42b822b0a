"""What several independent reports tell and others leave out."""

from __future__ import annotations

from collections.abc import Sequence

from svod.comparing.tellings import own_text
from svod.records import Omission, Reading, Story


def find_omissions(story: Story, readings: Sequence[Reading]) -> tuple[Omission, ...]:
    """Statements that at least two and at least half of the story's origins tell, and the reports that don't.

    A report that repeats another counts with it: a wire copy neither confirms nor omits.
    """
    by_id = {r.report.id: r for r in readings}
    origin_of = {report: n for n, group in enumerate(story.origins) for report in group}
    for report in story.reports:
        origin_of.setdefault(report, len(story.origins) + len(origin_of))
    origins = len(set(origin_of.values()))
    found = []
    for statement in story.statements:
        telling = {
            s.evidence.report
            for s in statement.support
            if s.evidence.report in by_id and own_text(by_id[s.evidence.report], s.evidence.span)
        }
        told_by = {origin_of[r] for r in telling if r in origin_of}
        if len(told_by) < 2 or 2 * len(told_by) < origins:
            continue
        missing = tuple(sorted(r for r in story.reports if r in by_id and origin_of[r] not in told_by))
        if missing:
            found.append(Omission(statement.id, missing))
    return tuple(found)
