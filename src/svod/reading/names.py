"""Names: persons, places, organisations, events and products, with their base forms.

A conditional random field (`models/NAMES.md`) marks them; rules put right what its training data cannot teach: two names that stand
side by side, marks glued to a name, adjectives of countries at the start of a sentence, titles. A second pass makes a report agree
with itself: what is a name in one sentence is a name in the others. Spans follow SlavicNER's guidelines: the longest name, titles outside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from svod.reading.name_features import features, without_genitive
from svod.reading.name_lemmas import base_forms
from svod.reading.name_repairs import Known, Name, fill, join_given_names, repair, split_fused
from svod.records import Layout, Mention, MentionType, Span

if TYPE_CHECKING:
    from pathlib import Path

    from pycrfsuite import Tagger


@cache
def _tagger(model: Path | None) -> Tagger:
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open(str(model or files("svod.models") / "names.crfsuite"))
    return tagger


def recognise(layout: Layout, model: Path | None = None) -> tuple[Mention, ...]:
    """The names of a report, in text order, without overlaps; `entity` is None.

    Args:
        layout: the report cut up; a language without data of its own is tagged all the same, by what names of all languages share.
        model: another file of weights than the shipped one, as `training/names.py` writes it.

    Returns:
        Mentions with type, base form in the report's language and script, and whether the name is a person's possessive adjective.
    """
    sentences = list(_ranges(layout))
    marked = [repaired for name in _tag(layout, sentences, _tagger(model)) for repaired in repair(layout, name)]
    names = _agree(layout, sentences, join_given_names(layout, marked))
    mentions = []
    for name, (lemma, adjective) in zip(names, base_forms(layout, _places(names)), strict=True):
        start, end = layout.tokens[name.first].span.start, layout.tokens[name.last - 1].span.end
        end -= len(layout.text[start:end]) - len(without_genitive(layout.text[start:end]))
        mentions.append(Mention(Span(start, end), name.type, lemma, None, adjective))
    return tuple(mentions)


def _agree(layout: Layout, sentences: Sequence[tuple[int, int]], names: list[Name]) -> list[Name]:
    """The names of a report made to agree with each other: fused ones parted, missed ones added, the usual type for all."""
    known = Known(layout, names, [lemma for lemma, _ in base_forms(layout, _places(names))])
    names = [part for name in names for part in split_fused(layout, name, known)]
    names = sorted(names + fill(layout, sentences, names, known))
    known = Known(layout, names, lemmas := [lemma for lemma, _ in base_forms(layout, _places(names))])
    agreed = []
    for name, lemma in zip(names, lemmas, strict=True):
        words = known.words(lemma)
        agreed.append(replace(name, type=known.usual(words)) if words else name)
    return agreed


def _places(names: Sequence[Name]) -> list[tuple[int, int, str]]:
    return [(name.first, name.last, name.type) for name in names]


def _ranges(layout: Layout) -> Iterator[tuple[int, int]]:
    """Sentences as ranges of token numbers."""
    starts = [token.span.start for token in layout.tokens]
    for sentence in layout.sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if first < last:
            yield first, last


def _tag(layout: Layout, sentences: Sequence[tuple[int, int]], tagger: Tagger) -> list[Name]:
    names = []
    for (first, _), items in zip(sentences, features(layout.tokens, sentences, layout.language), strict=True):
        labels = [*tagger.tag(items), "O"]
        begin, type = -1, ""
        for i, label in enumerate(labels):
            if begin >= 0 and label != f"I-{type}":
                names.append(Name(first + begin, first + i, cast("MentionType", type)))
                begin = -1
            if label != "O" and begin < 0:
                begin, type = i, label[2:]
    return names
