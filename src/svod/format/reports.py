"""One report with all its layers, to and from the JSON of format 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from svod.errors import Malformed
from svod.format.values import FORMAT, Json, day_to_text, span_of, span_to_dict, without_nothing
from svod.reading.tokens import tokenize
from svod.records import (
    Label,
    Layout,
    Mention,
    Published,
    Quantity,
    Quotation,
    Reading,
    Report,
    Section,
    Speaker,
    TimeExpression,
)


def published_to_dict(published: Published | None) -> Json | None:
    """When a report was published, and how that is known."""
    if published is None:
        return None
    return {
        "earliest": day_to_text(published.earliest),
        "latest": day_to_text(published.latest),
        "basis": published.basis,
        **({"reasons": list(published.reasons)} if published.reasons else {}),
    }


def _to_published(value: Json | None) -> Published | None:
    if not value:
        return None
    return Published(
        date.fromisoformat(value["earliest"]),
        date.fromisoformat(value["latest"]),
        value.get("basis", "metadata"),
        tuple(value.get("reasons") or ()),
    )


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    place = span_to_dict(speaker.span) if speaker.span else {}
    return {"entity": speaker.entity, **place, "text": speaker.text, **({"unnamed": True} if speaker.unnamed else {})}


def _to_speaker(value: Json | None) -> Speaker | None:
    if not value:
        return None
    span = span_of(value) if value.get("start") is not None else None
    return Speaker(span, value.get("text"), value.get("entity"), bool(value.get("unnamed")))


def quotation_to_dict(q: Quotation) -> Json:
    """One Quotation of the contract."""
    told = {
        "quoted": [span_to_dict(s) for s in q.quoted] or None,
        "within": q.within,
        "spoken": list(q.spoken) or None,
    }
    return {
        "id": q.id,
        "kind": q.kind,
        "content": [span_to_dict(s) for s in q.content],
        "cue": span_to_dict(q.cue) if q.cue else None,
        "speaker": _speaker(q.speaker),
        "addressee": _speaker(q.addressee),
        "via": list(q.via),
        "utterance": q.utterance,
        **without_nothing(told),
    }


def _to_quotation(value: Json) -> Quotation:
    return Quotation(
        id=value["id"],
        kind=value["kind"],
        content=tuple(span_of(s) for s in value["content"]),
        cue=span_of(value["cue"]) if value.get("cue") else None,
        speaker=_to_speaker(value.get("speaker")),
        addressee=_to_speaker(value.get("addressee")),
        via=tuple(value.get("via") or ()),
        utterance=value.get("utterance"),
        quoted=tuple(span_of(s) for s in value.get("quoted") or ()),
        within=value.get("within"),
        spoken=tuple(value.get("spoken") or ()),
    )


def _time(t: TimeExpression) -> Json:
    told = {"from": t.begin, "to": t.end, "mod": t.mod}  # `end` is the span's
    return span_to_dict(t.span) | {"type": t.type, "value": t.value, "anchor": t.anchor, **without_nothing(told)}


def _to_time(value: Json) -> TimeExpression:
    return TimeExpression(
        span_of(value), value["type"], value.get("value"), value.get("anchor"), value.get("from"), value.get("to"),
        value.get("mod"),
    )  # fmt: skip


def _quantity(q: Quantity) -> Json:
    told = {"counted": span_to_dict(q.counted) if q.counted else None, "as_of": q.as_of}
    return span_to_dict(q.span) | {
        "value": q.value,
        "low": q.low,
        "high": q.high,
        "unit": q.unit,
        "kind": q.kind,
        **without_nothing(told),
        **({"approximate": True} if q.approximate else {}),
    }


def _to_quantity(value: Json) -> Quantity:
    return Quantity(
        span_of(value), value.get("value"), value.get("low"), value.get("high"), value.get("unit"),
        value.get("kind") or "count", span_of(value["counted"]) if value.get("counted") else None, value.get("as_of"),
        bool(value.get("approximate")),
    )  # fmt: skip


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
        **without_nothing(metadata),
        "language": reading.layout.language,
        "script": reading.layout.script,
        "published": published_to_dict(r.published),
        "copy_of": r.copy_of,
        "text": r.text,
        "sections": [span_to_dict(s.span) | {"kind": s.kind} for s in reading.layout.sections],
        "sentences": [span_to_dict(s) for s in reading.layout.sentences],
        "mentions": [
            span_to_dict(m.span) | {"type": m.type, "lemma": m.lemma, "entity": m.entity, "adjective": m.adjective}
            for m in reading.mentions
        ],
        "labels": [
            span_to_dict(x.span) | {"entity": x.entity, "head": x.head, "tone": x.tone, "by": x.by}
            for x in reading.labels
        ],
        "quotations": [quotation_to_dict(q) for q in reading.quotations],
        "times": [_time(t) for t in reading.times],
        "quantities": [_quantity(q) for q in reading.quantities],
    }


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
        sections=tuple(Section(span_of(s), s["kind"]) for s in value.get("sections") or ()),
        sentences=tuple(span_of(s) for s in value.get("sentences") or ()),
        tokens=tokenize(text, language),
    )
    return Reading(
        report=report,
        layout=layout,
        mentions=tuple(
            Mention(span_of(m), m["type"], m.get("lemma") or "", m.get("entity"), bool(m.get("adjective")))
            for m in value.get("mentions") or ()
        ),
        labels=tuple(
            Label(span_of(x), x.get("head") or "", x.get("tone") or "neutral", x.get("entity"), x.get("by") or "outlet")
            for x in value.get("labels") or ()
        ),
        quotations=tuple(_to_quotation(q) for q in value.get("quotations") or ()),
        times=tuple(map(_to_time, value.get("times") or ())),
        quantities=tuple(map(_to_quantity, value.get("quantities") or ())),
    )
