"""Names: persons, places, organisations, events and products, with their base forms.

A small network (`name_network`, `models/NAMES.md`) marks them; rules put right what its training data cannot teach: two names that stand
side by side, marks glued to a name, adjectives of countries at the start of a sentence, titles. A second pass makes a report agree
with itself: what is a name in one sentence is a name in the others. Spans follow SlavicNER's guidelines: the longest name, titles outside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from svod.languages import data
from svod.reading.name_agreement import Known, fill, join_given_names, place, split_fused
from svod.reading.name_features import in_report, without_genitive, word
from svod.reading.name_lemmas import base_forms
from svod.reading.name_network import Guideline, Marker, decode, shipped
from svod.reading.name_repairs import Name, repair
from svod.reading.name_sources import is_base_form, with_sources
from svod.records import Layout, Mention, MentionType, Span


def recognise(layout: Layout, network: Marker | None = None) -> tuple[Mention, ...]:
    """The names of a report, in text order, without overlaps; `entity` is None.

    Args:
        layout: the report cut up; a language without data of its own is tagged all the same, by what names of all languages share.
        network: another one than the shipped, as `name_network.load` reads it from what `training/names.py` writes.

    Returns:
        Mentions with type, base form in the report's language and script, and whether the name is a person's possessive adjective.
    """
    sentences = list(_ranges(layout))
    marked = [repaired for name in _mark(layout, sentences, network or shipped()) for repaired in repair(layout, name)]
    names = _agree(layout, sentences, join_given_names(layout, marked))
    mentions = []
    for name, (lemma, adjective) in zip(names, base_forms(layout, _places(names)), strict=True):
        start, end = layout.tokens[name.first].span.start, layout.tokens[name.last - 1].span.end
        surface = without_genitive(layout.text[start:end])
        if name.type in ("ORG", "PRO") and is_base_form(surface, layout.language):
            lemma, adjective = surface, False
        mentions.append(Mention(Span(start, start + len(surface)), name.type, lemma, None, adjective))
    return tuple(mentions)


def _agree(layout: Layout, sentences: Sequence[tuple[int, int]], names: list[Name]) -> list[Name]:
    """The names of a report made to agree with each other: fused ones parted, missed ones added, the usual type for all."""
    known = Known(layout, names, [lemma for lemma, _ in base_forms(layout, _places(names))])
    names = [part for name in names for part in split_fused(layout, name, known)]
    names = with_sources(layout, sorted(names + fill(layout, sentences, names, known)))
    names = [place(layout, name, known) for name in names]
    known = Known(layout, names, lemmas := [lemma for lemma, _ in base_forms(layout, _places(names))])
    agreed = []
    for name, lemma in zip(names, lemmas, strict=True):
        words = known.words(lemma)
        agreed.append(replace(name, type=known.type_of(lemma)) if words else name)
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


def _mark(layout: Layout, sentences: Sequence[tuple[int, int]], network: Marker) -> list[Name]:
    """What the network marks by the guideline of the report's language; events and products by SlavicNER's, the only one that has them."""
    words = [word(token.text, layout.language) for token in layout.tokens]
    emissions = network.emissions(words, in_report(words, sentences), sentences, layout.language)

    def found(guideline: Guideline) -> list[Name]:
        labels = decode(emissions[guideline], sentences, guideline, *network.chain(guideline))
        return list(_names(labels, sentences))

    if data(layout.language).get("names", {}).get("guideline", "slavicner") == "slavicner":
        return found("slavicner")
    # What SlavicNER calls a product is none of Universal NER's kinds: its own head would have to say organisation (the ferry Ondina).
    more = [name for name in found("slavicner") if name.type in ("EVT", "PRO")]
    taken = {i for name in more for i in range(name.first, name.last)}
    return sorted([*more, *(name for name in found("uner") if taken.isdisjoint(range(name.first, name.last)))])


def _names(labels: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Iterator[Name]:
    for first, last in sentences:
        begin = -1
        for i in range(first, last + 1):
            label = labels[i] if i < last else "O"
            if begin >= 0 and label[0] != "I":
                yield Name(begin, i, cast("MentionType", labels[begin][2:]))
                begin = -1
            if label[0] == "B":
                begin = i
