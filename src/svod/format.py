"""Records to and from the JSON of format 1, the contract with outside tools (`docs/format.md`).

Keys of a record come in the order of the contract; what is unknown is `null`, except that optional metadata is left out. Beside the
contract's keys a collection carries `edges`: the links between reports, each with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from svod.errors import Malformed
from svod.reading.tokens import tokenize
from svod.records import (
    Collection,
    Difference,
    DifferenceSide,
    DigestLine,
    Edge,
    Entity,
    Evidence,
    Failure,
    Label,
    Layout,
    Mention,
    Omission,
    Published,
    Quantity,
    Quotation,
    Reading,
    Report,
    Section,
    Span,
    Speaker,
    Statement,
    Story,
    Support,
    TimeExpression,
    TimelineItem,
    Wording,
    WordingLabel,
)  # fmt: skip

FORMAT = 1
Json = dict[str, Any]


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON text, the same bytes for the same value; a lone surrogate (broken input) is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


# --- records to JSON -------------------------------------------------------------------------------------------------


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _evidence(evidence: Evidence) -> Json:
    return {"report": evidence.report, **_span(evidence.span)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _published(published: Published | None) -> Json | None:
    if published is None:
        return None
    return {"earliest": _day(published.earliest), "latest": _day(published.latest), "basis": published.basis}


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    place = _span(speaker.span) if speaker.span else {}
    return {"entity": speaker.entity, **place, "text": speaker.text, **({"unnamed": True} if speaker.unnamed else {})}


def quotation_to_dict(q: Quotation) -> Json:
    """One Quotation of the contract."""
    told = {
        "quoted": [_span(s) for s in q.quoted] or None,
        "within": q.within,
        "spoken": list(q.spoken) or None,
    }
    return {
        "id": q.id,
        "kind": q.kind,
        "content": [_span(s) for s in q.content],
        "cue": _span(q.cue) if q.cue else None,
        "speaker": _speaker(q.speaker),
        "addressee": _speaker(q.addressee),
        "via": list(q.via),
        "utterance": q.utterance,
        **_without_nothing(told),
    }


def _without_nothing(record: Json) -> Json:
    return {key: value for key, value in record.items() if value is not None}


def report_to_dict(reading: Reading) -> Json:
    """One Report of the contract, with all its layers."""
    r = reading.report
    metadata = {
        "outlet": r.outlet,
        "url": r.url,
        "title": r.title,
        "authors": list(r.authors) or None,
        "origin": r.origin,
    }
    return {
        "id": r.id,
        "source": r.source,
        **_without_nothing(metadata),
        "language": reading.layout.language,
        "script": reading.layout.script,
        "published": _published(r.published),
        "copy_of": r.copy_of,
        "text": r.text,
        "sections": [_span(s.span) | {"kind": s.kind} for s in reading.layout.sections],
        "sentences": [_span(s) for s in reading.layout.sentences],
        "mentions": [
            _span(m.span) | {"type": m.type, "lemma": m.lemma, "entity": m.entity, "adjective": m.adjective}
            for m in reading.mentions
        ],
        "labels": [
            _span(x.span) | {"entity": x.entity, "head": x.head, "tone": x.tone, "by": x.by} for x in reading.labels
        ],
        "quotations": [quotation_to_dict(q) for q in reading.quotations],
        "times": [_span(t.span) | {"type": t.type, "value": t.value, "anchor": t.anchor} for t in reading.times],
        "quantities": [
            _span(q.span) | {"value": q.value, "low": q.low, "high": q.high, "unit": q.unit} for q in reading.quantities
        ],
    }


def entity_to_dict(entity: Entity) -> Json:
    """An Entity of the contract."""
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "names": {language: list(names) for language, names in sorted(entity.names.items())},
        "links": dict(sorted(entity.links.items())),
    }


def _support(s: Support) -> Json:
    return _evidence(s.evidence) | {
        "relation": s.relation,
        "modality": s.modality,
        "source": s.source,
        "via": list(s.via),
    }


def _story(story: Story) -> Json:
    return {
        "id": story.id,
        "title": story.title,
        "reports": list(story.reports),
        "languages": list(story.languages),
        "begin": _day(story.begin),
        "end": _day(story.end),
        "origins": [list(group) for group in story.origins],
        "statements": [
            {"id": s.id, "support": [_support(x) for x in s.support], "origins": s.origins} for s in story.statements
        ],
        "differences": [
            {
                "id": d.id,
                "kind": d.kind,
                "relation": d.relation,
                "evidence": [_evidence(side.evidence) | {"value": side.value} for side in d.sides],
                "explanation": d.explanation,
            }
            for d in story.differences
        ],
        "timeline": [
            {
                "when": t.when,
                "earliest": _day(t.earliest),
                "latest": _day(t.latest),
                "evidence": [_evidence(e) for e in t.evidence],
                "statement": t.statement,
            }
            for t in story.timeline
        ],
        "wording": [
            {
                "entity": w.entity,
                "labels": [_evidence(x.evidence) | {"head": x.head, "tone": x.tone, "by": x.by} for x in w.labels],
            }
            for w in story.wording
        ],
        "omissions": [{"statement": o.statement, "missing_from": list(o.missing_from)} for o in story.omissions],
        "digest": [
            {"text": d.text, "language": d.language, "evidence": [_evidence(e) for e in d.evidence]}
            for d in story.digest
        ],
    }


def edge_to_dict(edge: Edge) -> Json:
    """A link between two reports, with its reason."""
    return {
        "kind": edge.kind,
        "left": _evidence(edge.left),
        "right": _evidence(edge.right),
        "judgement": edge.judgement,
        "score": round(edge.score, 4),
        "reason": edge.reason,
        "by": edge.by,
        **({"directed": True} if edge.directed else {}),
    }


def failure_to_dict(failure: Failure) -> Json:
    """What could not be read, and why."""
    return {"source": failure.source, "stage": failure.stage, "message": failure.message}


def collection_to_dict(collection: Collection) -> Json:
    """The whole of a collection as one object of format 1."""
    return {
        "format": FORMAT,
        "reports": [report_to_dict(r) for r in collection.readings],
        "entities": [entity_to_dict(e) for e in collection.entities],
        "stories": [_story(s) for s in collection.stories],
        "failures": [failure_to_dict(f) for f in collection.failures],
        "edges": [edge_to_dict(e) for e in collection.edges],
    }


# --- JSON to records -------------------------------------------------------------------------------------------------


def _to_span(value: Json) -> Span:
    return Span(value["start"], value["end"])


def _to_evidence(value: Json) -> Evidence:
    return Evidence(value["report"], _to_span(value))


def _to_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _to_published(value: Json | None) -> Published | None:
    if not value:
        return None
    return Published(
        date.fromisoformat(value["earliest"]), date.fromisoformat(value["latest"]), value.get("basis", "metadata")
    )


def _to_speaker(value: Json | None) -> Speaker | None:
    if not value:
        return None
    span = _to_span(value) if value.get("start") is not None else None
    return Speaker(span, value.get("text"), value.get("entity"), bool(value.get("unnamed")))


def _to_quotation(value: Json) -> Quotation:
    return Quotation(
        id=value["id"],
        kind=value["kind"],
        content=tuple(_to_span(s) for s in value["content"]),
        cue=_to_span(value["cue"]) if value.get("cue") else None,
        speaker=_to_speaker(value.get("speaker")),
        addressee=_to_speaker(value.get("addressee")),
        via=tuple(value.get("via") or ()),
        utterance=value.get("utterance"),
        quoted=tuple(_to_span(s) for s in value.get("quoted") or ()),
        within=value.get("within"),
        spoken=tuple(value.get("spoken") or ()),
    )


def report_from_dict(value: Mapping[str, Any]) -> Reading:
    """A Report of the contract as a Reading; layers that are left out are empty, tokens are made anew.

    Raises:
        Malformed: a required key is missing or a value is not of its kind.
    """
    try:
        return _to_reading(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Malformed(f"not a report of format {FORMAT}: {type(error).__name__}: {error}", "parse") from error


def _to_reading(value: Mapping[str, Any]) -> Reading:
    text, language = value["text"], value.get("language") or "und"
    report = Report(
        id=value["id"],
        source=value.get("source") or value["id"],
        text=text,
        outlet=value.get("outlet"),
        url=value.get("url"),
        title=value.get("title"),
        authors=tuple(value.get("authors") or ()),
        language=value.get("language"),
        script=value.get("script"),
        published=_to_published(value.get("published")),
        copy_of=value.get("copy_of"),
        origin=value.get("origin"),
    )
    layout = Layout(
        text=text,
        language=language,
        script=value.get("script") or "Zyyy",
        sections=tuple(Section(_to_span(s), s["kind"]) for s in value.get("sections") or ()),
        sentences=tuple(_to_span(s) for s in value.get("sentences") or ()),
        tokens=tokenize(text, language),
    )
    return Reading(
        report=report,
        layout=layout,
        mentions=tuple(
            Mention(_to_span(m), m["type"], m.get("lemma") or "", m.get("entity"), bool(m.get("adjective")))
            for m in value.get("mentions") or ()
        ),
        labels=tuple(
            Label(
                _to_span(x), x.get("head") or "", x.get("tone") or "neutral", x.get("entity"), x.get("by") or "outlet"
            )
            for x in value.get("labels") or ()
        ),
        quotations=tuple(_to_quotation(q) for q in value.get("quotations") or ()),
        times=tuple(
            TimeExpression(_to_span(t), t["type"], t.get("value"), t.get("anchor")) for t in value.get("times") or ()
        ),
        quantities=tuple(
            Quantity(_to_span(q), q.get("value"), q.get("low"), q.get("high"), q.get("unit"))
            for q in value.get("quantities") or ()
        ),
    )


def _to_entity(value: Json) -> Entity:
    names = {language: tuple(names) for language, names in (value.get("names") or {}).items()}
    return Entity(
        value["id"], value.get("type") or "ORG", value.get("name") or "", names, dict(value.get("links") or {})
    )


def _to_statement(value: Json) -> Statement:
    support = tuple(
        Support(
            _to_evidence(s), s.get("relation", "same"), s.get("modality", "asserted"), s.get("source"),
            tuple(s.get("via") or ()),
        )
        for s in value["support"]
    )  # fmt: skip
    return Statement(value["id"], support, value.get("origins", 1))


def _to_difference(value: Json) -> Difference:
    sides = tuple(DifferenceSide(_to_evidence(e), str(e.get("value", ""))) for e in value["evidence"])
    return Difference(value["id"], value["kind"], value.get("relation"), sides, value.get("explanation") or "")


def _to_timeline_item(value: Json) -> TimelineItem:
    return TimelineItem(
        value["when"],
        _to_day(value.get("earliest")),
        _to_day(value.get("latest")),
        tuple(map(_to_evidence, value.get("evidence") or ())),
        value.get("statement"),
    )


def _to_wording(value: Json) -> Wording:
    labels = (
        WordingLabel(_to_evidence(x), x["head"], x.get("tone", "neutral"), x.get("by", "outlet"))
        for x in value["labels"]
    )
    return Wording(value["entity"], tuple(labels))


def _each(values: Iterable[Json] | None) -> Iterable[Json]:
    return values or ()


def _to_story(value: Mapping[str, Any]) -> Story:
    return Story(
        id=value["id"],
        title=value.get("title") or "",
        reports=tuple(value.get("reports") or ()),
        languages=tuple(value.get("languages") or ()),
        begin=_to_day(value.get("begin")),
        end=_to_day(value.get("end")),
        origins=tuple(tuple(group) for group in value.get("origins") or ()),
        statements=tuple(map(_to_statement, _each(value.get("statements")))),
        differences=tuple(map(_to_difference, _each(value.get("differences")))),
        timeline=tuple(map(_to_timeline_item, _each(value.get("timeline")))),
        wording=tuple(map(_to_wording, _each(value.get("wording")))),
        omissions=tuple(
            Omission(o["statement"], tuple(o.get("missing_from") or ())) for o in _each(value.get("omissions"))
        ),
        digest=tuple(
            DigestLine(d["text"], d["language"], tuple(map(_to_evidence, d["evidence"])))
            for d in _each(value.get("digest"))
        ),
    )


def _to_edge(value: Json) -> Edge:
    return Edge(
        value["kind"], _to_evidence(value["left"]), _to_evidence(value["right"]), value["judgement"], value["score"],
        value["reason"], value["by"], value.get("directed", False),
    )  # fmt: skip


def collection_from_dict(value: Mapping[str, Any]) -> Collection:
    """An object of format 1 as records; keys that the contract does not know are ignored.

    Raises:
        Malformed: the object does not keep the contract.
    """
    try:
        return Collection(
            readings=tuple(report_from_dict(r) for r in value["reports"]),
            entities=tuple(map(_to_entity, _each(value.get("entities")))),
            stories=tuple(map(_to_story, _each(value.get("stories")))),
            edges=tuple(map(_to_edge, _each(value.get("edges")))),
            failures=tuple(Failure(f["source"], f["stage"], f["message"]) for f in _each(value.get("failures"))),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Malformed(f"not format {FORMAT}: {type(error).__name__}: {error}", "parse") from error
