"""Cases of reported speech: a line of text with tags for what is said, the cue, the speaker, and names (tests/data/quotations)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from svod.languages.scripts import script_of
from svod.reading.sentences import split_sentences
from svod.reading.tokens import tokenize
from svod.records import Layout, Mention, MentionType, Section, SectionKind, Span
from tables import DATA

CASES = DATA / "quotations"
KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
NAMES: dict[str, MentionType] = {"n": "PER", "o": "ORG", "l": "LOC"}
Truth = dict[tuple[str, str], list[Span]]


@dataclass
class Case:
    """A text with the truth of its tags: (tag, number) -> spans; and its names, each an entity of its own."""

    text: str
    tags: Truth = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    def expected(self) -> list[tuple[str, tuple[str, ...]]]:
        """Kind and content of every quotation, in text order."""
        found = [(spans, KINDS[tag]) for (tag, _), spans in self.tags.items() if tag in KINDS]
        found.sort(key=lambda item: (item[0][0].start, -item[0][-1].end))
        return [(kind, tuple(s.of(self.text) for s in spans)) for spans, kind in found]


def parse(line: str) -> Case:
    """A line of the case files as text, the truth of its tags, and its names."""
    text, case = "", Case("")
    stack: list[tuple[str, str, int]] = []
    for piece in re.split(r"(</?[dmicsnol]\d?>)", line.replace("¶", "\n")):
        tag = re.fullmatch(r"<(/?)([dmicsnol])(\d?)>", piece)
        if tag is None:
            lemma = ""
            if stack and stack[-1][0] in NAMES and "=" in piece:
                piece, lemma = piece.split("=")
            text += piece
            if lemma:
                stack.append(("lemma", lemma, 0))
        elif not tag[1]:
            stack.append((tag[2], tag[3], len(text)))
        else:
            lemma = stack.pop()[1] if stack[-1][0] == "lemma" else ""
            name, number, start = stack.pop()
            trimmed = len(text) - (len(text[start:]) - len(text[start:].rstrip()))
            span = Span(start, trimmed)
            if name in NAMES:
                entity = f"e{len(case.mentions) + 1}"
                case.mentions.append(Mention(span, NAMES[name], lemma or span.of(text), entity))
            else:
                case.tags.setdefault((name, number), []).append(span)
    case.text = text
    return case


def lay_out(text: str, language: str, kind: SectionKind = "body") -> Layout:
    """A text of one section, its sentences and tokens as svod cuts them."""
    sections = (Section(Span(0, len(text)), kind),) if text.strip() else ()
    sentences = split_sentences(text, sections, language)
    return Layout(text, language, script_of(text), sections, sentences, tokenize(text, language))
