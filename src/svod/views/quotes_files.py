"""Quotations as files: CSV for spreadsheets, one row a rendering; JSON for programs, one object an utterance."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from svod import format as json_format
from svod.records import Collection, Span
from svod.views.identities_files import cell, report_head
from svod.views.quotes import Quote, Utterance

COLUMNS = (
    "utterance", "speaker", "speaker_entity", "speaker_words", "unnamed", "addressee", "kind", "text", "quoted_words", "stands_out",
    "cue", "chain", "outlet", "report", "language", "spoken", "start", "end", "within", "reports", "origins", "score", "reason",
)  # fmt: skip


def to_csv(found: Sequence[Utterance]) -> str:
    """One row for each rendering of each utterance, under a head; lines end as RFC 4180 has it.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for utterance in found:
        for quote in utterance.quotes:
            writer.writerow(v if isinstance(v, int) else cell(v) for v in _row(utterance, quote))
    return out.getvalue()


def _row(utterance: Utterance, quote: Quote) -> tuple[str | int, ...]:
    q, report = quote.quotation, quote.reading.report
    return (
        utterance.id,
        quote.speaker,
        (q.speaker.entity or "") if q.speaker else "",
        quote.speaker_words,
        "yes" if quote.unnamed else "",
        quote.addressee,
        q.kind,
        quote.text,
        " | ".join(quote.quoted),
        " | ".join(m.span.of(report.text) for m in quote.marks),
        q.cue.of(report.text) if q.cue else "",
        " → ".join(quote.chain),
        report.outlet or "",
        report.source,
        quote.source.language,
        " ".join(q.spoken),
        q.span.start,
        q.span.end,
        q.within or "",
        len(utterance.sources),
        utterance.origins,
        f"{quote.link.score:.2f}" if quote.link else "",
        quote.link.reason if quote.link else "",
    )


def to_dict(found: Sequence[Utterance], collection: Collection) -> dict[str, Any]:
    """The utterances in the JSON of format 1, with the entities that speak, are spoken to or carry the words, and the reports without
    their text."""
    quotes = [q.quotation for u in found for q in u.quotes]
    people = [s.entity for q in quotes for s in (q.speaker, q.addressee) if s and s.entity]
    named = {*people, *(i for q in quotes for i in q.via)}
    rendered = {q.reading.report.id for u in found for q in u.quotes}
    return {
        "format": json_format.FORMAT,
        "utterances": [_utterance(u) for u in found],
        "entities": [json_format.entity_to_dict(e) for e in collection.entities if e.id in named],
        "reports": [
            {**report_head(r), "copy_of": r.report.copy_of} for r in collection.readings if r.report.id in rendered
        ],
        "failures": [json_format.failure_to_dict(f) for f in collection.failures],
    }


def _utterance(u: Utterance) -> dict[str, Any]:
    return {
        "id": u.id,
        "story": u.story or None,
        "speaker": {"entity": u.entity, "name": u.speaker} if u.speaker else None,
        "unnamed": u.unnamed,
        "reports": len(u.sources),
        "origins": u.origins,
        "languages": list(u.languages),
        "not_compared": list(u.apart),
        "renderings": [_rendering(q) for q in u.quotes],
    }


def _rendering(quote: Quote) -> dict[str, Any]:
    return {
        "report": quote.reading.report.id,
        "language": quote.source.language,
        "text": quote.text,
        **json_format.quotation_to_dict(quote.quotation),
        "chain": list(quote.chain),
        "stands_out": [_span(m.span) | {"why": m.why} for m in quote.marks],
        "link": {"score": quote.link.score, "reason": quote.link.reason, "by": quote.link.by} if quote.link else None,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
