"""A report in which one speaker says something, for tests of what is made of speakers."""

from __future__ import annotations

from typing import Any

from svod.format import report_from_dict
from svod.records import Reading


def said_by(
    language: str, speaker: str, *names: tuple[str, str, str], entity: str | None = None, name: str = ""
) -> Reading:
    """A report with one quotation of `speaker`; `names`: surface, type and entity of what is named; `name`: its id, else the language."""
    text = f"{speaker}: tako je."
    mentions = [
        {"start": text.index(n), "end": text.index(n) + len(n), "type": t, "lemma": n, "entity": e} for n, t, e in names
    ]
    quotation = {
        "id": "q1",
        "kind": "indirect",
        "content": [{"start": len(speaker) + 2, "end": len(text)}],
        "speaker": {"start": 0, "end": len(speaker), "text": speaker, "entity": entity},
    }
    value: dict[str, Any] = {
        "id": name or language, "language": language, "text": text, "mentions": mentions, "quotations": [quotation],
    }  # fmt: skip
    return report_from_dict(value)
