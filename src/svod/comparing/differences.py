"""All differences between the reports of a story, in one order and without repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svod.comparing.attribution import attribution_differences
from svod.comparing.dates import date_differences
from svod.comparing.force import force_differences, negation_differences
from svod.comparing.names import list_differences, place_differences
from svod.comparing.numbers import number_differences, ordinal_differences, story_wide_differences
from svod.comparing.renderings import label_differences, rendering_differences
from svod.comparing.spelling import spelling_differences
from svod.comparing.tellings import tellings, utterances
from svod.records import Difference, DifferenceRelation, Entity, Reading, Story, content_id

_ORDER: tuple[DifferenceRelation | None, ...] = ("contradiction", "update", "tension", "granularity", None)


def find_differences(story: Story, readings: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Difference, ...]:
    """Where the reports of a story differ, the gravest first.

    Args:
        story: the story with its statements.
        readings: the readings of its reports, with linked identities.
        entities: the identities.

    Returns:
        Differences with the exact passages and values of each side. Which side is right is not judged.
    """
    by_id = {r.report.id: r for r in readings}
    by_entity = {e.id: e for e in entities}
    told, spoken = tellings(story, by_id), utterances(by_id)
    found = [
        *number_differences(told),
        *story_wide_differences(by_id),
        *ordinal_differences(by_id, told),
        *date_differences(told),
        *place_differences(told, by_entity),
        *list_differences(by_id, by_entity),
        *negation_differences(told),
        *force_differences([*told, *spoken]),
        *attribution_differences([*told, *spoken], by_entity),
        *rendering_differences(told, by_id),
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
    """Differences of one kind that rest on overlapping passages of two reports are one: the first stays, with the sides of the others."""
    kept: list[Difference] = []
    for new in found:
        for n, old in enumerate(kept):
            common = {s.evidence.report for s in new.sides for o in old.sides if _same_place(s.evidence, o.evidence)}
            if new.kind == old.kind and len(common) > 1:
                break
            if (
                new.kind == old.kind
                and new.relation == old.relation
                and common
                and new.kind in ("number", "date", "spelling", "participant")
            ):
                further = [s for s in new.sides if not any(_same_place(s.evidence, o.evidence) for o in old.sides)]
                sides = tuple(sorted((*old.sides, *further), key=lambda s: s.evidence))
                values = " / ".join(dict.fromkeys(s.value for s in sides))
                kept[n] = replace(
                    old, sides=sides, explanation=f"The reports have {values}." if further else old.explanation
                )
                break
        else:
            kept.append(new)
    return kept


def _same_place(a: object, b: object) -> bool:
    from svod.records import Evidence

    return isinstance(a, Evidence) and isinstance(b, Evidence) and a.report == b.report and a.span.overlaps(b.span)
