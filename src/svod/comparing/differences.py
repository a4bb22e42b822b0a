"""All differences between the reports of a story, in one order and without repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svod.comparing.attribution import attribution_differences
from svod.comparing.dates import date_differences
from svod.comparing.force import force_differences, negation_differences
from svod.comparing.names import list_differences, place_differences
from svod.comparing.numbers import number_differences
from svod.comparing.ordinals import ordinal_differences
from svod.comparing.outcomes import outcome_differences
from svod.comparing.renderings import label_differences, rendering_differences
from svod.comparing.spelling import spelling_differences
from svod.comparing.tellings import Closeness, tellings, utterances
from svod.linking.similarity import Similarity
from svod.records import Difference, DifferenceRelation, Entity, Evidence, Reading, Story, content_id

_ORDER: tuple[DifferenceRelation | None, ...] = ("contradiction", "update", "tension", "granularity", None)


def find_differences(
    story: Story, readings: Sequence[Reading], entities: Sequence[Entity], similarity: Similarity | None = None
) -> tuple[Difference, ...]:
    """Where the reports of a story differ, the gravest first.

    Args:
        story: the story with its statements.
        readings: the readings of its reports, with linked identities.
        entities: the identities.
        similarity: made from the readings; made anew where it is not given.

    Returns:
        Differences with the exact passages and values of each side. Which side is right is not judged.
    """
    by_id = {r.report.id: r for r in readings}
    by_entity = {e.id: e for e in entities}
    told, spoken = tellings(story, by_id), utterances(by_id)
    closeness = Closeness(similarity or Similarity(readings))
    found = [
        *number_differences(by_id),
        *ordinal_differences(by_id, told),
        *date_differences(told, closeness),
        *place_differences(told, by_entity, closeness),
        *list_differences(by_id, by_entity),
        *outcome_differences(by_id, by_entity),
        *negation_differences(told, closeness),
        *force_differences([*told, *spoken], closeness),
        *attribution_differences([*told, *spoken], by_entity, closeness),
        *rendering_differences(told, by_id, closeness),
        *label_differences(by_id, entities),
        *spelling_differences(by_id, entities),
    ]
    return tuple(
        sorted(
            map(_identified, _merged(found)),
            key=lambda d: (_ORDER.index(d.relation), d.kind, d.sides[0].evidence, d.id),
        )
    )


def _identified(found: Difference) -> Difference:
    places = [f"{s.evidence.report}:{s.evidence.span.start}-{s.evidence.span.end}" for s in found.sides]
    return replace(found, id=content_id(found.kind, *places))


def _merged(found: Sequence[Difference]) -> list[Difference]:
    """Differences of one kind that rest on overlapping passages of two reports are one: the first stays."""
    kept: list[Difference] = []
    for new in found:
        for old in kept:
            common = {s.evidence.report for s in new.sides for o in old.sides if _same_place(s.evidence, o.evidence)}
            if new.kind == old.kind and len(common) > 1:
                break
        else:
            kept.append(new)
    return kept


def _same_place(a: Evidence, b: Evidence) -> bool:
    return a.report == b.report and a.span.overlaps(b.span)
