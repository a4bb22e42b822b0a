"""Sentences set out as the text of a report: a headline, the body, and where each name and date stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from svod.records import Mention, MentionType, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the names in it, and the dates: as it writes them, and as they are."""

    text: str
    names: tuple[tuple[str, MentionType], ...] = ()
    dates: tuple[tuple[str, date], ...] = ()


def set_out(
    parts: Sequence[Sentence],
) -> tuple[str, tuple[Span, ...], tuple[Mention, ...], tuple[TimeExpression, ...]]:
    """The text of a report whose first sentence is its headline and whose last one the site's own; its sentences, names and dates."""
    text = ""
    sentences: list[Span] = []
    mentions: list[Mention] = []
    times: list[TimeExpression] = []
    for place, sentence in enumerate(parts):
        start = after = len(text)
        text += sentence.text
        sentences.append(Span(start, len(text)))
        for name, type_ in sentence.names:
            at = text.find(name, after)
            if at >= 0:
                mentions.append(Mention(Span(at, at + len(name)), type_, name))
                after = at + len(name)
        for words, day in sentence.dates:
            at = text.find(words, start)
            if at >= 0:
                times.append(TimeExpression(Span(at, at + len(words)), "DATE", day.isoformat()))
        text += "\n" if place in (0, len(parts) - 2) else " "
    return text, tuple(sentences), tuple(mentions), tuple(times)
