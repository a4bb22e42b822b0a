"""The account of a story: what its reports agree on, where they differ, what happened when, and what they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svod.comparing.differences import find_differences
from svod.comparing.digest import find_digest
from svod.comparing.omissions import find_omissions
from svod.comparing.timeline import Offsets, find_timeline, span_of_days
from svod.comparing.title import make_title
from svod.comparing.wording import find_wording
from svod.linking.similarity import Similarity
from svod.records import Entity, Reading, Story


def compare(
    story: Story,
    readings: Sequence[Reading],
    entities: Sequence[Entity],
    similarity: Similarity | None = None,
    offsets: Offsets | None = None,
) -> Story:
    """The story with its account filled in: title, first and last day, differences, timeline, wording, omissions, digest.

    Args:
        story: a story with reports, origins and statements.
        readings: readings that hold those of the story's reports; others are ignored.
        entities: the identities that their names link to.
        similarity: made from the story's readings; made anew where it is not given.
        offsets: the days of times counted from the story's anchor, where their day of the calendar is not known (`timeline.Offsets`).
    """
    members = set(story.reports)
    own = sorted((r for r in readings if r.report.id in members), key=lambda r: r.report.id)
    similarity = similarity or Similarity(own)
    differences = find_differences(story, own, entities, similarity)
    timeline = find_timeline(story, own, offsets)
    begin, end = span_of_days(story, timeline, own)
    return replace(
        story,
        title=make_title(story, own, entities),
        begin=begin,
        end=end,
        differences=differences,
        timeline=timeline,
        wording=find_wording(own, entities),
        omissions=find_omissions(story, own, similarity),
        digest=find_digest(story, own, differences),
    )
