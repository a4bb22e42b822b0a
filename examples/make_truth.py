"""Turn the annotation tables under `sample/truth/` into `sample/truth.json`, in the JSON of format 1 (FORMAT.md).

    python examples/make_truth.py            write sample/truth.json
    python examples/make_truth.py --check    fail if it would come out otherwise

There is one table a report (`hr.toml` …) and one for the story (`story.toml`). Layers are lines of columns with ` | ` between
them, in the order of the text; words are given as they stand there, `first words … last words` for a long passage, and each
line is looked for from where the line before it was found. Last columns may be flags (`optional`) or `key=value`. The text is what svod
itself reads from the file, so that the offsets are those of its output.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svod.format import dumps
from svod.records import Report
from svod.sources.files import gather

SAMPLE = Path(__file__).resolve().parent / "sample"
FLAGS = frozenset({"optional", "adjective", "positive", "negative"})
RELATIONS = frozenset({"same", "more-specific", "less-specific", "conflict"})
MODALITIES = frozenset({"asserted", "reported", "denied", "planned", "possible"})
LISTS = frozenset({"u", "u_optional", "via", "via_optional", "alt_value", "alt_kind", "lemma_alt", "entities"})

Json = dict[str, Any]


class NotInTextError(ValueError):
    """Annotated words do not stand in the report, or not where the table has them."""


@dataclass
class Row:
    """One line of a table: its columns, its flags, its `key=value` pairs."""

    columns: list[str]
    flags: set[str] = field(default_factory=set)
    values: dict[str, Any] = field(default_factory=dict)

    def known(self, *names: str) -> Json:
        return {name: self.values[name] for name in names if name in self.values}

    @property
    def optional(self) -> Json:
        return {"optional": True} if "optional" in self.flags else {}


def rows(table: str, words: frozenset[str] = frozenset()) -> list[Row]:
    """The lines of a table; a last column that is a flag, one of `words`, or `key=value` is no column."""
    result = []
    for line in table.strip().splitlines():
        row = Row([])
        for cell in (part.strip() for part in line.split(" | ")):
            key, sign, value = cell.partition("=")
            if row.columns and cell in FLAGS | words:
                row.flags.add(cell)
            elif row.columns and sign and re.fullmatch(r"[a-z_]+", key):
                row.values[key] = [v.strip() for v in value.split(",")] if key in LISTS else value
            else:
                row.columns.append(cell)
        result.append(row)
    return result


def find(text: str, words: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where `words` stand in `text[start:end]`, not within a longer word; `a … b` from the first a to the first b after it.

    Raises:
        NotInTextError: nowhere.
    """
    first, gap, last = words.partition(" … ")
    a, b = _find_plain(text, first, start, end)
    return (a, _find_plain(text, last, b, end)[1]) if gap else (a, b)


def _find_plain(text: str, words: str, start: int, end: int | None) -> tuple[int, int]:
    pattern = (r"(?<!\w)" if words[0].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1].isalnum() else "")
    match = re.compile(pattern).search(text, start, len(text) if end is None else end)
    if match is None:
        raise NotInTextError(f"“{words}” is not in the text after “{text[max(0, start - 40) : start]}”")
    return match.span()


def nearest(text: str, words: str, place: tuple[int, int]) -> tuple[int, int]:
    """The place of `words` that is nearest to `place`, the earlier one where two are as near."""
    found, start = [], 0
    while True:
        try:
            span = find(text, words, start)
        except NotInTextError:
            break
        found.append(span)
        start = span[0] + 1
    if not found:
        raise NotInTextError(f"“{words}” is not in the text")
    return min(found, key=lambda s: max(place[0] - s[1], s[0] - place[1], 0))


def span(place: tuple[int, int]) -> Json:
    return {"start": place[0], "end": place[1]}


def in_order(text: str, lines: list[Row], column: int = 0) -> list[tuple[Row, tuple[int, int]]]:
    """Each line with its place; a place begins after the beginning of the one before it."""
    result, start = [], 0
    for row in lines:
        place = find(text, row.columns[column], start)
        result.append((row, place))
        start = place[0] + 1
    return result


def sections(text: str, table: str) -> list[Json]:
    return [span(place) | {"kind": row.columns[0]} for row, place in in_order(text, rows(table), 1)]


def mentions(text: str, table: str) -> list[Json]:
    return [
        span(place)
        | {"type": row.columns[1], "lemma": row.columns[2], "entity": row.columns[3]}
        | {"adjective": "adjective" in row.flags}
        | row.known("lemma_alt")
        | row.optional
        for row, place in in_order(text, rows(table))
    ]


def labels(text: str, table: str) -> list[Json]:
    return [
        span(place)
        | {"entity": None if row.columns[2] == "-" else row.columns[2], "head": row.columns[1]}
        | {"tone": next((t for t in ("positive", "negative") if t in row.flags), "neutral")}
        | {"by": row.values.get("by", "outlet")}
        | row.known("entities")
        | row.optional
        for row, place in in_order(text, rows(table))
    ]


def times(text: str, table: str) -> list[Json]:
    return [
        span(place)
        | {"type": row.columns[1], "value": row.columns[2], "anchor": row.columns[3]}
        | row.known("alt_value")
        | row.optional
        for row, place in in_order(text, rows(table))
    ]


def quotations(text: str, table: str) -> list[Json]:
    result: list[Json] = []
    start, at = 0, dict[str, tuple[int, int]]()
    for row in rows(table):
        (name, kind), content, cue, speaker, entity = row.columns[0].split(), *row.columns[1:]
        outer = at.get(row.values.get("in", ""))
        places: list[tuple[int, int]] = []
        for part in content.split(" // "):
            places.append(find(text, part, places[-1][1] if places else (outer or (start, None))[0]))
        start = max(start, places[0][0] + (outer is None))
        whole = at[name] = (places[0][0], places[-1][1])
        who: Json = {"entity": None if entity == "-" else entity}
        if speaker != "-":
            who |= span(nearest(text, speaker, whole)) | {"text": speaker}
        uttered = row.values.get("u", [])
        result.append(
            {"id": name, "kind": kind, "content": [span(p) for p in places]}
            | {
                "cue": None if cue == "-" else span(nearest(text, cue, whole)),
                "speaker": who if speaker != "-" or who["entity"] else None,
            }
            | {"addressee": {"entity": row.values["to"]} if "to" in row.values else None}
            | {"via": row.values.get("via", []), "utterance": uttered[0] if uttered else None}
            | ({"utterances": uttered} if len(uttered) > 1 else {})
            | ({"utterances_optional": row.values["u_optional"]} if "u_optional" in row.values else {})
            | ({"nested_in": row.values["in"]} if "in" in row.values else {})
            | row.known("via_optional", "alt_kind")
            | row.optional
        )
    return result


def annotate(table: Json, report: Report) -> Json:
    """One Report of the contract from its table."""
    text = report.text
    known: Json = {"outlet": report.outlet, "url": report.url, "title": report.title}
    return (
        {"id": table["language"], "source": f"reports/{table['file']}"}
        | {key: value for key, value in known.items() if value}
        | {"language": table["language"], "script": table["script"]}
        | {"published": {"earliest": table["published"], "latest": table["published"], "basis": table["basis"]}}
        | {"copy_of": None, "text": text}
        | {"sections": sections(text, table["sections"]), "mentions": mentions(text, table["mentions"])}
        | {"labels": labels(text, table["labels"]), "quotations": quotations(text, table["quotations"])}
        | {"times": times(text, table["times"])}
    )


def passage(texts: dict[str, str], report: str, words: str) -> Json:
    """Where `words` stand in a report: once, unless `#2` says which time.

    Raises:
        NotInTextError: nowhere, or several times.
    """
    words, _, number = words.partition("#")
    start = 0
    for _ in range(int(number or 1)):
        place = find(texts[report], words, start)
        start = place[0] + 1
    if not number and words in texts[report][start:]:
        raise NotInTextError(f"{report}: “{words}” stands there more than once")
    return {"report": report} | span(place)


def statement(table: Json, texts: dict[str, str], story: Json) -> Json:
    """A statement; its origins: the lists of reports that tell it, where what is carried via the agency counts as the agency's."""
    support = []
    for row in rows(table["support"], RELATIONS | MODALITIES):
        relation = next(iter(row.flags & RELATIONS), "same")
        modality = next(iter(row.flags & MODALITIES), "asserted")
        support.append(
            passage(texts, row.columns[0], row.columns[1])
            | {"relation": relation, "modality": modality, "source": row.values.get("source")}
            | {"via": row.values.get("via", [])}
        )
    agency = story["agency"]
    tellers = {agency["report"] if agency["name"] in s["via"] else s["report"] for s in support}
    independent = sum(any(teller in origin for teller in tellers) for origin in story["origins"])
    return {"id": table["id"], "gloss": table["gloss"], "support": support, "origins": independent}


def difference(table: Json, texts: dict[str, str]) -> Json:
    lines = (line.split(" | ") for line in table["evidence"].strip().splitlines())
    evidence = [passage(texts, report, words) | {"value": value} for report, words, value in lines]
    optional = {"optional": True} if table.get("optional") else {}
    found = {"id": table["id"], "kind": table["kind"], "relation": table.get("relation"), "evidence": evidence}
    return found | {"explanation": table["explanation"]} | optional


def entities(reports: list[Json], names: dict[str, str]) -> list[Json]:
    """Every id that occurs, with the base forms of its mentions in each language, most frequent first."""
    forms: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for report in reports:
        for m in report["mentions"]:
            forms[m["entity"]][report["language"]][m["lemma"]] += 1
        for q in report["quotations"]:
            for entity in [(q["speaker"] or {}).get("entity"), *q["via"], *(q.get("via_optional") or [])]:
                if entity:
                    forms[entity]
        for label in report["labels"]:
            for entity in [label["entity"], *label.get("entities", [])]:
                if entity:
                    forms[entity]
    result = []
    for entity in sorted(forms):
        kind, _, rest = entity.partition("-")
        in_languages = {
            language: [n for n, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]
            for language, counts in sorted(forms[entity].items())
        }
        name = names.get(entity, rest.replace("-", " "))
        result.append({"id": entity, "type": kind, "name": name, "names": in_languages, "links": {}})
    return result


def make() -> Json:
    """The whole truth, as one object of format 1."""
    story = tomllib.loads((SAMPLE / "truth" / "story.toml").read_text(encoding="utf-8"))
    read = {Path(r.source).name: r for r in gather([str(SAMPLE / "reports")]) if isinstance(r, Report)}
    reports = []
    for language in story["reports"]:
        table = tomllib.loads((SAMPLE / "truth" / f"{language}.toml").read_text(encoding="utf-8"))
        try:
            reports.append(annotate(table, read[table["file"]]))
        except NotInTextError as error:
            raise NotInTextError(f"{language}.toml: {error}") from None
    texts = {r["id"]: r["text"] for r in reports}
    told = {key: story[key] for key in ("id", "title", "reports")} | {"languages": sorted(story["reports"])}
    told |= {key: story[key] for key in ("begin", "end", "origins")}
    told["statements"] = [statement(s, texts, story) for s in story["statement"]]
    told["differences"] = [difference(d, texts) for d in story["difference"]]
    return {
        "format": 1,
        "reports": reports,
        "entities": entities(reports, story["names"]),
        "stories": [told],
        "failures": [],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if truth.json is out of date")
    options = parser.parse_args()
    text = dumps(make(), indent=1) + "\n"
    target = SAMPLE / "truth.json"
    if options.check:
        if target.read_text(encoding="utf-8") != text:
            print("truth.json is out of date: run examples/make_truth.py", file=sys.stderr)
            return 1
        return 0
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"{target.name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
