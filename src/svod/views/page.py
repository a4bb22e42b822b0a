"""The account as one HTML file: no network, no outside font, every passage a link to its characters in the report beside it.

Everything that comes from a report is escaped by jinja2's autoescape; the page's own style and script are the only ones its
Content-Security-Policy lets run. Works from `file://`, without JavaScript (citations are `#anchors`) and on paper.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from svod.records import OWN_KINDS, Collection, Section
from svod.views import words
from svod.views.outline import METHOD, failures, outlines
from svod.views.passages import Passage
from svod.views.sayings import CAUTION, LEGEND, SIGNS

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a report's text between two boundaries; `ids` are the anchors of the passages that begin at it."""

    start: int
    text: str
    cited: bool
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a report's text, its line break included; `kind` is the kind of its section, where it is not body."""

    kind: str
    pieces: tuple[Piece, ...]


def render_page(collection: Collection) -> str:
    """The page of a collection: its stories (a list of them first, if there are several), its failures.

    Returns:
        A complete HTML document; the same collection gives the same characters.
    """
    stories = outlines(collection)
    sections = {r.report.id: r.layout.sections for r in collection.readings}
    style, script = _static("page.css"), _static("page.js")
    texts = {}
    for story in stories:
        cited: dict[int, set[Passage]] = {s.number: set() for s in story.sources}
        for passage in _passages(story):
            cited[passage.source.number].add(passage)
        texts[story.number] = [
            blocks(text, cited[source.number], sections[source.id])
            for source, text in zip(story.sources, story.texts, strict=True)
        ]
    return (
        _environment()
        .get_template("page.html")
        .render(
            stories=stories,
            several=[s for s in stories if len(s.sources) > 1],
            single=[s for s in stories if len(s.sources) <= 1],
            story_texts=texts,
            failures=failures(collection),
            method=METHOD,
            policy=_policy(style, script),
            style=_markup(style),
            script=_markup(script),
            tellings=words.TELLINGS,
            modalities=words.MODALITIES,
            tones=words.TONES,
            types=words.TYPES,
            kinds_of_time=words.KINDS_OF_TIME,
            appeared=words.APPEARED,
            places=words.PLACES,
            legend=LEGEND,
            signs=SIGNS,
            caution=CAUTION,
        )
    )


def blocks(text: str, cited: Iterable[Passage], sections: Sequence[Section] = ()) -> tuple[Block, ...]:
    """A report's text cut into lines, and these at every boundary of a passage; passages may overlap.

    The pieces joined give the text, character for character, except that characters HTML can't hold are shown as U+FFFD.
    """
    passages = sorted(set(cited), key=lambda p: (p.span, p.anchor))
    anchors: dict[int, list[str]] = {}
    for p in passages:
        ids = anchors.setdefault(p.span.start, [])
        if p.anchor not in ids:
            ids.append(p.anchor)
    edges = {e for p in passages for e in (p.span.start, p.span.end)}
    lines = _lines(text, sections)
    cuts = sorted({0, len(text), *edges, *(start for start, _ in lines)})
    depth = _depths(passages, cuts)
    starts = [start for start, _ in lines]
    grouped: list[list[Piece]] = [[] for _ in lines]
    for number, (start, end) in enumerate(pairwise(cuts)):
        line = bisect_right(starts, start) - 1
        grouped[line].append(Piece(start, _shown(text[start:end]), depth[number], tuple(anchors.get(start, ()))))
    return tuple(Block(kind, tuple(pieces)) for (_, kind), pieces in zip(lines, grouped, strict=True))


def _depths(passages: Sequence[Passage], cuts: Sequence[int]) -> list[bool]:
    """For each run between two cuts, whether a passage covers it."""
    change = [0] * len(cuts)
    for p in passages:
        change[bisect_left(cuts, p.span.start)] += 1
        change[bisect_left(cuts, p.span.end)] -= 1
    covered, depth = [], 0
    for step in change[:-1]:
        depth += step
        covered.append(depth > 0)
    return covered


def _lines(text: str, sections: Sequence[Section]) -> list[tuple[int, str]]:
    """Where each line begins and the kind of its section; a line with nothing on it belongs to the line before."""
    starts: list[int] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip() or not starts:
            starts.append(position)
        position += len(line)
    begins = [s.span.start for s in sections]
    lines = []
    for at in sorted({*starts, *(b for b in begins if b < len(text))}) if text else []:
        i = bisect_right(begins, at) - 1
        kind = sections[i].kind if i >= 0 and at < sections[i].span.end else "body"
        lines.append((at, "" if kind == "body" else kind if kind in OWN_KINDS else f"other k-{kind}"))
    return lines


def _shown(text: str) -> str:
    """`text` with every character that an HTML document can't hold, or that shows as nothing, as U+FFFD; the length stays."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r" else c for c in text)


def _passages(value: Any) -> Iterator[Passage]:
    """Every passage that a record of the outline holds."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _passages(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from _passages(getattr(value, f.name))


@cache
def _static(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may load; only this style and this script, named by their digests, apply."""
    digests = [base64.b64encode(hashlib.sha256(x.encode()).digest()).decode() for x in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _markup(text: str) -> Any:
    """Our own static file, which must not be escaped."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("svod.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
