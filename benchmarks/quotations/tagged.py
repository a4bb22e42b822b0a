"""Invented reports with their truth as tags, made into gold of format 1.

The tags are those of `tests/data/quotations/README.md`, over whole reports. Lines that begin with `@` say what no tag can:
`@3 speaker NAME` where the text leaves the speaker of quotation 3 to other sentences, `@3 via NAME` (`via?`: it need not be given).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
NAMES = {"n": "PER", "o": "ORG", "l": "LOC"}
_TAG = re.compile(r"(</?[dmicsnol]\d*>)")

Record = dict[str, Any]


def read_tagged(folder: Path) -> Record:
    """The gold of all `LANGUAGE.txt` and `LANGUAGE-NUMBER.txt` files of a folder, as a collection of format 1."""
    reports = [_report(file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt"))]
    return {"format": 1, "reports": reports, "entities": [], "stories": [], "failures": []}


def _report(name: str, tagged: str) -> Record:
    language = name.split("-")[0]
    notes = [line[1:].split(" ", 2) for line in tagged.splitlines() if line.startswith("@")]
    body = "".join(line for line in tagged.splitlines(keepends=True) if not line.startswith("@"))
    text, mentions, places = _untag(body, language)
    numbers = list(dict.fromkeys(n for kind, n in places if kind in KINDS))
    quotations = [_quotation(n, text, mentions, places) for n in numbers]
    for number, what, name in notes:
        record = quotations[numbers.index(number)]
        entity = f"{language}:{name}"
        if what == "speaker":
            record["speaker"] = {**(record["speaker"] or {}), "entity": entity}
        else:
            record["via_optional" if what.endswith("?") else "via"].append(entity)
    script = "Cyrl" if re.search("[а-я]", text) else "Latn"
    return {
        "id": f"tagged-{name}",
        "source": f"{name}.txt",
        "language": language,
        "script": script,
        "text": text,
        "mentions": mentions,
        "quotations": quotations,
    }


def _untag(body: str, language: str) -> tuple[str, list[Record], dict[tuple[str, str], list[Record]]]:
    """The text without tags, its names, and the places of every other tag by letter and number."""
    text = ""
    mentions: list[Record] = []
    places: dict[tuple[str, str], list[Record]] = {}
    stack: list[tuple[str, str, int, str]] = []
    for piece in _TAG.split(body):
        tag = re.fullmatch(r"<(/?)([a-z])(\d*)>", piece)
        if tag is None:
            if stack and stack[-1][0] in NAMES and "=" in piece:
                piece, lemma = piece.split("=")
                stack[-1] = (*stack[-1][:3], lemma)
            text += piece
        elif not tag[1]:
            stack.append((tag[2], tag[3], len(text), ""))
        else:
            letter, number, start, lemma = stack.pop()
            place = {"start": start, "end": len(text)}
            if letter in NAMES:
                name = lemma or text[start:]
                mentions.append({**place, "type": NAMES[letter], "lemma": name, "entity": f"{language}:{name}"})
            else:
                places.setdefault((letter, number), []).append(place)
    return text, mentions, places


def _quotation(number: str, text: str, mentions: list[Record], places: dict[tuple[str, str], list[Record]]) -> Record:
    kind = next(k for k in KINDS if (k, number) in places)
    cue = next(iter(places.get(("c", number), [])), None)
    named = next(iter(places.get(("s", number), [])), None)
    speaker = None
    if named:
        inside = [m for m in mentions if named["start"] <= m["start"] and m["end"] <= named["end"]]
        people = [m for m in inside if m["type"] == "PER"] or inside
        entity = people[0]["entity"] if people else None
        speaker = {**named, "text": text[named["start"] : named["end"]], "entity": entity}
    return {
        "id": f"q{number}",
        "kind": KINDS[kind],
        "content": places[kind, number],
        "cue": cue,
        "speaker": speaker,
        "addressee": None,
        "via": [],
        "via_optional": [],
        "utterance": None,
    }
