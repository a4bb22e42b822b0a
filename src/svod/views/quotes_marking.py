"""What stands out in one rendering of an utterance beside the others: words without a counterpart, other figures, other days, a `not`.

Words are paired as everywhere in svod: lemma, concept, family of concepts, cognate, linked name. Within one language every word that tells
something is judged. Across languages only a word that the table of concepts has is, and only beside a rendering that has no word left over
which the table lacks: either might be a counterpart all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from svod.comparing.renderings import TELLING_WORD
from svod.comparing.tellings import renders
from svod.languages.concepts import Word, word
from svod.languages.lemmas import lemma
from svod.languages.negation import negates
from svod.languages.scripts import shelf
from svod.records import Quantity, Quotation, Reading, Span, TimeExpression, Token

Why = Literal["words", "number", "time", "negation"]
BRIDGED = 4
"""Common words (`in the`) between two marked ones that are marked with them, so that an added phrase is one mark."""
CONTEXT = 2
"""Sentences before a quotation: whom they name it may mean by a pronoun, or by a verb alone."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words of a rendering that stand out: `words` have no counterpart in any other rendering that they could be compared with, a `number`
    or `time` is another one there, a `negation` is not in half of them."""

    span: Span
    why: Why


@dataclass(frozen=True, slots=True)
class Told:
    """A rendering as it is compared. Those with one `origin` are not compared with each other: a copy is no second witness."""

    reading: Reading
    quotation: Quotation
    origin: Hashable


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of each rendering, in its order; `apart`: languages of renderings whose words could not be judged beside the others."""

    marks: tuple[tuple[Mark, ...], ...]
    apart: tuple[str, ...]


Key = tuple[str, str]


@dataclass(slots=True)
class _Content:
    """The content of a rendering taken apart."""

    told: Told
    tokens: list[Token] = field(default_factory=list)
    words: dict[Span, Key] = field(default_factory=dict)
    telling: set[Span] = field(default_factory=set)
    fillers: set[Span] = field(default_factory=set)
    names: dict[Span, str] = field(default_factory=dict)
    quantities: list[Quantity] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    negations: list[Span] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    """identities that it names, or may mean without naming them"""

    @property
    def shelf(self) -> str:
        return shelf(self.told.reading.layout.language)


def mark(renderings: Sequence[Told]) -> Marking:
    """Compare the renderings of one utterance.

    Args:
        renderings: of any number of reports; with fewer than two origins there is nothing to compare and nothing is marked.
    """
    known: dict[Key, Word] = {}
    contents = [_content(t, known) for t in renderings]
    if len({t.origin for t in renderings}) < 2:
        return Marking(tuple(() for _ in renderings), ())
    holding: dict[Key, set[int]] = defaultdict(set)
    for n, c in enumerate(contents):
        for key in c.words.values():
            holding[key].add(n)
    mates = _mates(known, holding, {key for c in contents for span, key in c.words.items() if span in c.telling})
    judging = {n for n, c in enumerate(contents) if any(_has_concept(known[k]) for k in c.words.values())}
    marks = []
    apart: set[str] = set()
    for n, c in enumerate(contents):
        others = [m for m, t in enumerate(renderings) if t.origin != c.told.origin]
        found, judged = _marks(c, n, [contents[m] for m in others], others, known, mates, judging)
        marks.append(found)
        if not judged:
            apart.add(c.told.reading.layout.language)
    return Marking(tuple(marks), tuple(sorted(apart)))


def _has_concept(known: Word) -> bool:
    return bool(known.concepts or known.families)


def _content(told: Told, known: dict[Key, Word]) -> _Content:
    reading, q = told.reading, told.quotation
    language = reading.layout.language
    c = _Content(told)
    c.meant = {s.entity for s in (q.speaker, q.addressee) if s and s.entity} | _named_around(reading, q.span)
    labels = [x for x in reading.labels if x.entity and any(p.overlaps(x.span) for p in q.content)]
    c.quantities = [x for x in reading.quantities if x.kind != "ordinal" and any(p.contains(x.span) for p in q.content)]
    c.times = [x for x in reading.times if any(p.contains(x.span) for p in q.content)]
    named = [m for m in reading.mentions if any(p.overlaps(m.span) for p in q.content)]
    figures = [*(x.span for x in c.quantities), *(x.span for x in c.times)]
    for part in q.content:
        for t in reading.layout.tokens_in(part):
            c.tokens.append(t)
            if not t.is_word:
                continue
            key = (shelf(language), lemma(t.norm, language))
            if key not in known:
                known[key] = word(t.norm, language)
            c.words[t.span] = key
            name = next((m.entity for m in named if m.entity and m.span.overlaps(t.span)), None)
            name = name or next((x.entity for x in labels if x.span.overlaps(t.span)), None)
            if name:
                c.names[t.span] = name
            elif negates(t, language):
                c.negations.append(t.span)
            elif len(t.text) <= 2 or known[key].bits < TELLING_WORD:
                c.fillers.add(t.span)
            if t.span not in c.fillers and not any(f.overlaps(t.span) for f in figures):
                c.telling.add(t.span)
    return c


def _named_around(reading: Reading, span: Span) -> set[str]:
    """The identities that a quotation, its sentence and those just before it name or describe."""
    sentences = reading.layout.sentences
    at = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
    around = Span(min(span.start, sentences[max(0, at - CONTEXT)].start), span.end) if at >= 0 else span
    spans = [(m.entity, m.span) for m in reading.mentions] + [(x.entity, x.span) for x in reading.labels]
    return {entity for entity, where in spans if entity and where.overlaps(around)}


def _mates(known: dict[Key, Word], holding: dict[Key, set[int]], wanted: set[Key]) -> dict[Key, set[int]]:
    """For each of the `wanted` words, the renderings that hold a counterpart of it (its own are among them)."""
    return {
        key: {n for other, where in holding.items() if key == other or renders(known[key], known[other]) for n in where}
        for key in wanted
    }


def _marks(
    c: _Content,
    n: int,
    others: Sequence[_Content],
    numbers: Sequence[int],
    known: dict[Key, Word],
    mates: dict[Key, set[int]],
    judging: set[int],
) -> tuple[tuple[Mark, ...], bool]:
    """The marks of a rendering beside those of other origins (`numbers` are their places), and whether its words could be judged."""
    beside = {m for m, o in zip(numbers, others, strict=True) if o.shelf == c.shelf or (m in judging and n in judging)}
    if not beside:
        return (), not numbers
    same_language = any(o.shelf == c.shelf for o in others)
    sure = any(m in beside and _all_known(o, n, known, mates) for m, o in zip(numbers, others, strict=True))
    named = {e for m, o in zip(numbers, others, strict=True) if m in beside for e in o.meant}
    lone: set[Span] = set()
    paired = False
    for span in c.telling:
        key = c.words[span]
        entity = c.names.get(span)
        if mates[key] & set(numbers) or (entity and entity in named):
            paired = True
        elif span not in c.negations and (entity or same_language or (sure and _has_concept(known[key]))):
            lone.add(span)
    figures = _figures(c, [o for m, o in zip(numbers, others, strict=True) if m in beside])
    denied = [bool(o.negations) for m, o in zip(numbers, others, strict=True) if m in beside]
    if sum(denied) * 2 <= len(denied):  # one in which it was missed by us makes no difference of all the others
        figures += [Mark(s, "negation") for s in c.negations]
    if not paired and not any(m.why == "number" for m in figures):
        return (), True  # nothing joins it with the others, so nothing can be said to be missing
    return tuple(sorted([*_runs(c, lone), *figures])), True


def _all_known(other: _Content, n: int, known: dict[Key, Word], mates: dict[Key, set[int]]) -> bool:
    """Does the table have every word of a rendering that has no counterpart in rendering `n`? One that it lacks may be the counterpart of
    any word there."""
    keys = (other.words[s] for s in other.telling if s not in other.names)
    return all(_has_concept(known[key]) or n in mates[key] for key in keys)


def _figures(c: _Content, others: Sequence[_Content]) -> list[Mark]:
    """Figures and days that no other rendering has: another one there, or none."""
    marks = []
    quantities = [(q, o.told.reading.layout.language) for o in others for q in o.quantities]
    for q in c.quantities:
        ours = {q.value, q.low, q.high} - {None}
        if ours and not any(ours & {x.value, x.low, x.high} for x, _ in quantities):
            rivals = any(_one_unit(q, c.told.reading.layout.language, x, language) for x, language in quantities)
            marks.append(Mark(q.span, "number" if rivals else "words"))
    times = [t for o in others for t in o.times]
    lone = (t for t in c.times if t.value and not any(x.value is None or _compatible(t.value, x.value) for x in times))
    marks += (Mark(t.span, "time" if any(x.type == t.type for x in times) else "words") for t in lone)
    return marks


def _one_unit(a: Quantity, ours: str, b: Quantity, theirs: str) -> bool:
    """Do two figures count one thing, as far as can be told?"""
    if a.unit is None or b.unit is None or a.unit == b.unit:
        return True
    return renders(word(a.unit, ours), word(b.unit, theirs))


def _compatible(a: str, b: str) -> bool:
    """May two TIMEX3 values be one time, one of them given more exactly?"""
    return a.startswith(b) or b.startswith(a) or not (a[:1].isdigit() and b[:1].isdigit())


def _runs(c: _Content, lone: set[Span]) -> Iterator[Mark]:
    """Marked words that follow one another, common words between them included, as one mark."""
    start = end = -1
    bridged = 0
    for t in c.tokens:
        if t.span in lone:
            if start < 0:
                start = t.span.start
            end, bridged = t.span.end, 0
        elif start >= 0 and not (t.text == "-" and t.span.start == end):
            bridged += 1
            if bridged > BRIDGED or t.span not in c.fillers:
                yield Mark(Span(start, end), "words")
                start = -1
    if start >= 0:
        yield Mark(Span(start, end), "words")
