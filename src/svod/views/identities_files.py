"""Identities as files: CSV for spreadsheets, JSON for programs. (`views.names_toml` writes the file that a user edits.)"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from svod import format as json_format
from svod.records import Collection, Reading
from svod.views import words
from svod.views.identities import Identity, Reason

COLUMNS = (
    "identity", "type", "name", "links", "language", "script", "form", "mentions", "reports", "sources", "reason",
)  # fmt: skip
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet take a cell for a formula when it begins so."""


def to_csv(found: Sequence[Identity], collection: Collection) -> str:
    """One row for each form of each identity in each language, under a head; lines end as RFC 4180 has it.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show.
    """
    source = {r.report.id: r.report.source for r in collection.readings}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for i in found:
        links = "; ".join(f"{register} {id_}" for register, id_ in sorted(i.entity.links.items()))
        for f in i.forms:
            own = (r for r in i.reasons if (f.language, f.text) in r.forms and r.judgement == "same")
            reason = min(own, key=lambda r: (r.by != "user", not r.across), default=None)
            texts = (i.entity.id, i.entity.type, i.entity.name, links, f.language, f.script, f.text)
            sources = "; ".join(source[r] for r in f.reports)
            row = [*map(cell, texts), f.mentions, len(f.reports), cell(sources), cell(reason.text if reason else "")]
            writer.writerow(row)
    return out.getvalue()


def cell(text: str) -> str:
    """Text of others as a cell of a spreadsheet: on one line, and never run as a formula."""
    text = words.plain(text)
    return f"'{text}" if text[:1] in _FORMULA else text


def to_dict(found: Sequence[Identity], collection: Collection) -> dict[str, Any]:
    """The identities in the JSON of format 1: its entities with their forms, counts and links, and the reports without their text."""
    return {
        "format": json_format.FORMAT,
        "entities": [
            {
                **json_format.entity_to_dict(i.entity),
                "mentions": i.mentions,
                "reports": list(i.reports),
                "languages": list(i.languages),
                "forms": [
                    {
                        "form": f.text,
                        "language": f.language,
                        "script": f.script,
                        "mentions": f.mentions,
                        "reports": list(f.reports),
                    }
                    for f in i.forms
                ],
                "reasons": [_reason(r) for r in i.reasons],
                "edges": [json_format.edge_to_dict(e) for e in i.edges],
            }
            for i in found
        ],
        "reports": [report_head(r) for r in collection.readings],
        "failures": [json_format.failure_to_dict(f) for f in collection.failures],
    }


def report_head(reading: Reading) -> dict[str, Any]:
    """A report of the JSON without its text and layers."""
    return {
        "id": reading.report.id,
        "source": reading.report.source,
        "outlet": reading.report.outlet,
        "language": reading.layout.language,
        "script": reading.layout.script,
    }


def _reason(r: Reason) -> dict[str, Any]:
    return {"reason": r.text, "by": r.by, "judgement": r.judgement, "times": r.times}
