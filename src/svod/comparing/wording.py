"""What the reports call each person, country and organisation besides its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from svod.comparing.title import is_carrier
from svod.records import Entity, Evidence, Label, Reading, Wording, WordingLabel


def find_wording(readings: Sequence[Reading], entities: Sequence[Entity] = ()) -> tuple[Wording, ...]:
    """The labels of each entity over all reports: first persons, then by how many reports name the entity.

    The case forms of one label in one report, by one speaker, are one entry, shown by its fullest form. Agencies and media that carry the
    news are left out.
    """
    by_id = {e.id: e for e in entities}
    labels: dict[str, list[WordingLabel]] = defaultdict(list)
    naming: dict[str, set[str]] = defaultdict(set)
    for reading in sorted(readings, key=lambda r: r.report.id):
        forms: dict[tuple[str, str, str], list[Label]] = defaultdict(list)
        for mention in reading.mentions:
            if mention.entity:
                naming[mention.entity].add(reading.report.id)
        for label in reading.labels:
            if label.entity is not None and reading.layout.is_own(label.span):
                forms[label.entity, label.head.casefold(), label.by].append(label)
        for (entity, _, _), found in forms.items():
            fullest = min(found, key=lambda x: (-len(x.span), x.span))
            tone = next((x.tone for x in found if x.tone != "neutral"), fullest.tone)
            labels[entity].append(
                WordingLabel(Evidence(reading.report.id, fullest.span), fullest.head, tone, fullest.by)
            )
    kept = [e for e in labels if e not in by_id or not is_carrier(by_id[e])]

    def prominence(entity: str) -> tuple[bool, int, int, str]:
        person = entity in by_id and by_id[entity].type == "PER"
        return not person, -len(naming[entity]), -len(labels[entity]), entity

    return tuple(Wording(e, tuple(sorted(labels[e], key=lambda x: x.evidence))) for e in sorted(kept, key=prominence))
