"""What every record of format 1 is made of: spans, evidence, days."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from svod.records import Evidence, Span

FORMAT = 1
Json = dict[str, Any]


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON text, the same bytes for the same value; a lone surrogate (broken input) is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


def span_to_dict(span: Span) -> Json:
    """A span as `start` and `end`."""
    return {"start": span.start, "end": span.end}


def span_of(value: Json) -> Span:
    """The span of an object that has `start` and `end`."""
    return Span(value["start"], value["end"])


def evidence_to_dict(evidence: Evidence) -> Json:
    """A passage: its report and its span."""
    return {"report": evidence.report, **span_to_dict(evidence.span)}


def evidence_of(value: Json) -> Evidence:
    """The passage that an object names."""
    return Evidence(value["report"], span_of(value))


def day_to_text(day: date | None) -> str | None:
    """A day as YYYY-MM-DD; None for none."""
    return day.isoformat() if day else None


def day_of(value: str | None) -> date | None:
    """The day of YYYY-MM-DD; None for none."""
    return date.fromisoformat(value) if value else None


def without_nothing(record: Json) -> Json:
    """The keys of a record that have a value."""
    return {key: value for key, value in record.items() if value is not None}


def each(values: Iterable[Json] | None) -> Iterable[Json]:
    """The objects of a list that may be missing."""
    return values or ()
