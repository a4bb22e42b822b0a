"""One story with its account, to and from the JSON of format 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svod.format.values import Json, day_of, day_to_text, each, evidence_of, evidence_to_dict, without_nothing
from svod.records import (
    Anchor,
    Difference,
    DifferenceSide,
    DigestLine,
    Omission,
    Placement,
    Statement,
    Story,
    Support,
    TimelineItem,
    Wording,
    WordingLabel,
)


def _support(s: Support) -> Json:
    return evidence_to_dict(s.evidence) | {
        "relation": s.relation,
        "modality": s.modality,
        "source": s.source,
        "via": list(s.via),
    }


def _timeline_item(t: TimelineItem) -> Json:
    return {
        "when": t.when,
        "earliest": day_to_text(t.earliest),
        "latest": day_to_text(t.latest),
        "evidence": [evidence_to_dict(e) for e in t.evidence],
        "statement": t.statement,
        "kind": t.kind,
        **without_nothing({"first_day": t.first_day, "last_day": t.last_day}),
    }


def _anchor(anchor: Anchor | None) -> Json | None:
    if anchor is None:
        return None
    return {
        "name": anchor.name,
        "evidence": [evidence_to_dict(e) for e in anchor.evidence],
        "weekday": anchor.weekday,
        "day": day_to_text(anchor.day),
        "basis": anchor.basis,
        "reasons": list(anchor.reasons),
    }


def _to_anchor(value: Json | None) -> Anchor | None:
    if not value:
        return None
    return Anchor(
        value.get("name") or "", tuple(map(evidence_of, value.get("evidence") or ())), value.get("weekday"),
        day_of(value.get("day")), value.get("basis"), tuple(value.get("reasons") or ()),
    )  # fmt: skip


def _to_placement(value: Json) -> Placement:
    return Placement(value["report"], value.get("earliest"), value.get("latest"), tuple(value.get("reasons") or ()))


def story_to_dict(story: Story) -> Json:
    return {
        "id": story.id,
        "title": story.title,
        "reports": list(story.reports),
        "languages": list(story.languages),
        "begin": day_to_text(story.begin),
        "end": day_to_text(story.end),
        "origins": [list(group) for group in story.origins],
        "statements": [
            {"id": s.id, "support": [_support(x) for x in s.support], "origins": s.origins} for s in story.statements
        ],
        "differences": [
            {
                "id": d.id,
                "kind": d.kind,
                "relation": d.relation,
                "evidence": [evidence_to_dict(side.evidence) | {"value": side.value} for side in d.sides],
                "explanation": d.explanation,
            }
            for d in story.differences
        ],
        "anchor": _anchor(story.anchor),
        "placements": [
            {"report": p.report, "earliest": p.earliest, "latest": p.latest, "reasons": list(p.reasons)}
            for p in story.placements
        ],
        "timeline": [_timeline_item(t) for t in story.timeline],
        "wording": [
            {
                "entity": w.entity,
                "labels": [
                    evidence_to_dict(x.evidence) | {"head": x.head, "tone": x.tone, "by": x.by} for x in w.labels
                ],
            }
            for w in story.wording
        ],
        "omissions": [{"statement": o.statement, "missing_from": list(o.missing_from)} for o in story.omissions],
        "digest": [
            {"text": d.text, "language": d.language, "evidence": [evidence_to_dict(e) for e in d.evidence]}
            for d in story.digest
        ],
    }


def _to_statement(value: Json) -> Statement:
    support = tuple(
        Support(
            evidence_of(s), s.get("relation", "same"), s.get("modality", "asserted"), s.get("source"),
            tuple(s.get("via") or ()),
        )
        for s in value["support"]
    )  # fmt: skip
    return Statement(value["id"], support, value.get("origins", 1))


def _to_difference(value: Json) -> Difference:
    sides = tuple(DifferenceSide(evidence_of(e), str(e.get("value", ""))) for e in value["evidence"])
    return Difference(value["id"], value["kind"], value.get("relation"), sides, value.get("explanation") or "")


def _to_timeline_item(value: Json) -> TimelineItem:
    return TimelineItem(
        value["when"],
        day_of(value.get("earliest")),
        day_of(value.get("latest")),
        tuple(map(evidence_of, value.get("evidence") or ())),
        value.get("statement"),
        value.get("kind") or "happened",
        value.get("first_day"),
        value.get("last_day"),
    )


def _to_wording(value: Json) -> Wording:
    labels = (
        WordingLabel(evidence_of(x), x["head"], x.get("tone", "neutral"), x.get("by", "outlet"))
        for x in value["labels"]
    )
    return Wording(value["entity"], tuple(labels))


def story_of(value: Mapping[str, Any]) -> Story:
    return Story(
        id=value["id"],
        title=value.get("title") or "",
        reports=tuple(value.get("reports") or ()),
        languages=tuple(value.get("languages") or ()),
        begin=day_of(value.get("begin")),
        end=day_of(value.get("end")),
        origins=tuple(tuple(group) for group in value.get("origins") or ()),
        statements=tuple(map(_to_statement, each(value.get("statements")))),
        differences=tuple(map(_to_difference, each(value.get("differences")))),
        timeline=tuple(map(_to_timeline_item, each(value.get("timeline")))),
        wording=tuple(map(_to_wording, each(value.get("wording")))),
        omissions=tuple(
            Omission(o["statement"], tuple(o.get("missing_from") or ())) for o in each(value.get("omissions"))
        ),
        digest=tuple(
            DigestLine(d["text"], d["language"], tuple(map(evidence_of, d["evidence"])))
            for d in each(value.get("digest"))
        ),
        anchor=_to_anchor(value.get("anchor")),
        placements=tuple(map(_to_placement, each(value.get("placements")))),
    )
