"""Cases of reported speech: text with tags for what is said, the cue, the speaker, and names (tests/data/quotations/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from svod.languages.scripts import script_of
from svod.reading.sentences import split_sentences
from svod.reading.tokens import tokenize
from svod.records import Layout, Mention, MentionType, QuotationKind, Section, SectionKind, Span
from tables import DATA

CASES = DATA / "quotations"
KINDS: dict[str, QuotationKind] = {"d": "direct", "m": "mixed", "i": "indirect"}
NAMES: dict[str, MentionType] = {"n": "PER", "o": "ORG", "l": "LOC"}
_TAG = re.compile(r"</?[dmicsnolwuav](?:\d+(?:,\d+)*)?(?:@[^<>]*)?>")
_PARTS = re.compile(r"<(/?)([a-z])([\d,]*)(?:@([^<>]*))?>")
Truth = dict[tuple[str, str], list[Span]]


@dataclass
class Case:
    """A text with the truth of its tags: (tag, number) -> spans; who is meant where a tag says so; and its names, one entity a lemma."""

    text: str
    tags: Truth = field(default_factory=dict)
    meant: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    def expected(self) -> list[tuple[str, tuple[str, ...]]]:
        """Kind and content of every quotation, in text order."""
        found = [(spans, KINDS[tag]) for (tag, _), spans in self.tags.items() if tag in KINDS]
        found.sort(key=lambda item: (item[0][0].start, -item[0][-1].end))
        return [(kind, tuple(s.of(self.text) for s in spans)) for spans, kind in found]

    def numbers(self) -> list[str]:
        """The numbers of the quotations, in text order."""
        found = [(spans[0].start, -spans[-1].end, n) for (tag, n), spans in self.tags.items() if tag in KINDS]
        return [n for _, _, n in sorted(found)]


def parse(tagged: str) -> Case:
    """A text with tags as text, the truth of its tags, and its names; `¶` is a line break."""
    case, text = Case(""), ""
    stack: list[tuple[str, list[str], int, str]] = []
    entities: dict[str, str] = {}
    tagged, end = tagged.replace("¶", "\n"), 0
    for match in _TAG.finditer(tagged):
        piece, end = tagged[end : match.start()], match.end()
        if stack and stack[-1][0] in NAMES and "=" in piece:
            piece, lemma = piece.split("=")
            stack[-1] = (*stack[-1][:3], lemma)
        text += piece
        parts = _PARTS.fullmatch(match[0])
        assert parts is not None
        closing, tag, numbers, who = parts.groups()
        if not closing:
            stack.append((tag, numbers.split(","), len(text), ""))
            for number in numbers.split(",") if who else ():
                case.meant.setdefault((tag, number), []).append(who)
            continue
        _, opened, start, lemma = stack.pop()
        if len(text.rstrip()) <= start:
            continue  # `<s2@Name></s2>`: nobody is named there
        span = Span(start, start + len(text[start:].rstrip()))
        if tag in NAMES:
            lemma = lemma or span.of(text)
            entity = entities.setdefault(lemma, f"e{len(case.mentions) + 1}")
            case.mentions.append(Mention(span, NAMES[tag], lemma, entity))
        else:
            for number in opened:
                case.tags.setdefault((tag, number), []).append(span)
    case.text = text + tagged[end:]
    return case


def read_cases(file: Path) -> Iterable[tuple[int, bool, Case]]:
    """The cases of a file, one a line: line number, whether it is a known failure (`!` before it), the case. `#` begins a comment."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.startswith("!"), parse(line.removeprefix("!").strip())


def lay_out(text: str, language: str, kind: SectionKind = "body") -> Layout:
    """A text of one section, its sentences and tokens as svod cuts them."""
    sections = (Section(Span(0, len(text)), kind),) if text.strip() else ()
    sentences = split_sentences(text, sections, language)
    return Layout(text, language, script_of(text), sections, sentences, tokenize(text, language))
