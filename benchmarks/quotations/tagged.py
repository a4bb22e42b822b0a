"""Invented reports with their truth as tags, made into gold of format 1.

The tags are those of `tests/data/quotations/README.md`, over whole reports. Lines that begin with `@` say what no tag can:
`@3 speaker NAME` where the text leaves the speaker of quotation 3 to other sentences, `@3 via NAME` (`via?`: it need not be given).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from svod.languages.scripts import script_of  # noqa: E402
from svod.records import Span  # noqa: E402
from tagged_cases import KINDS, Case, parse  # noqa: E402

Record = dict[str, Any]


def read_tagged(folder: Path) -> Record:
    """The gold of all `LANGUAGE.txt` and `LANGUAGE-NUMBER.txt` files of a folder, as a collection of format 1."""
    reports = [_report(file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt"))]
    return {"format": 1, "reports": reports, "entities": [], "stories": [], "failures": []}


def _report(name: str, tagged: str) -> Record:
    language = name.split("-")[0]
    notes = [line[1:].split(" ", 2) for line in tagged.splitlines() if line.startswith("@")]
    case = parse("".join(line for line in tagged.splitlines(keepends=True) if not line.startswith("@")))
    quotations = {number: _quotation(case, language, number) for number in case.numbers()}
    for number, what, who in notes:
        record, entity = quotations[number], f"{language}:{who}"
        if what == "speaker":
            record["speaker"] = {**(record["speaker"] or {}), "entity": entity}
        else:
            record["via_optional" if what.endswith("?") else "via"].append(entity)
    return {
        "id": f"tagged-{name}",
        "source": f"{name}.txt",
        "language": language,
        "script": script_of(case.text),
        "text": case.text,
        "mentions": [
            {**_place(m.span), "type": m.type, "lemma": m.lemma, "entity": f"{language}:{m.lemma}"}
            for m in case.mentions
        ],
        "quotations": list(quotations.values()),
    }


def _place(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _quotation(case: Case, language: str, number: str) -> Record:
    kind = next(k for k in KINDS if (k, number) in case.tags)
    cue, named = (next(iter(case.tags.get((tag, number), ())), None) for tag in "cs")
    speaker = None
    if named:
        inside = [m for m in case.mentions if named.contains(m.span)]
        people = [m for m in inside if m.type == "PER"] or inside
        entity = f"{language}:{people[0].lemma}" if people else None
        speaker = {**_place(named), "text": named.of(case.text), "entity": entity}
    return {
        "id": f"q{number}",
        "kind": KINDS[kind],
        "content": [_place(s) for s in case.tags[kind, number]],
        "cue": _place(cue) if cue else None,
        "speaker": speaker,
        "addressee": None,
        "via": [],
        "via_optional": [],
        "utterance": None,
    }
