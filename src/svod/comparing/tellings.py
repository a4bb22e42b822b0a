"""The tellings of a story: every passage that supports a statement, with the report it stands in, ready to be compared."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import PurePosixPath

from svod.languages import data, words
from svod.languages.concepts import Word, word
from svod.languages.phrases import Phrases
from svod.linking.affinity import affinity
from svod.linking.similarity import Similarity
from svod.records import (
    Difference,
    DifferenceKind,
    DifferenceRelation,
    DifferenceSide,
    Entity,
    Evidence,
    Mention,
    Quotation,
    Reading,
    Span,
    Statement,
    Story,
    Support,
    TimeExpression,
    Token,
    cover,
)  # fmt: skip

LONGEST = 200  # characters of evidence that a reader takes in at a glance
TELLING_BITS = 6.0  # a word of fewer bits stands in every page of news (`said`, `year`) and tells nothing
SAME_SPELLING = 75.0  # of 100: likeness of cognate keys
SAME_WORD = 0.3  # affinity from which two words count as renderings of each other: low, for a difference must be sure


@dataclass(frozen=True)  # no slots: what is looked up for it is kept, for a telling is compared with many others
class Telling:
    """One support of a statement in the report that it stands in; `statement` is empty for a passage that supports none."""

    statement: str
    support: Support
    reading: Reading

    @property
    def report(self) -> str:
        """The id of the report."""
        return self.reading.report.id

    @property
    def span(self) -> Span:
        """The passage in the report's text."""
        return self.support.evidence.span

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.reading.layout.language

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and marks of the passage."""
        return self.reading.layout.tokens_in(self.span)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names that lie in the passage, be it in part."""
        return tuple(m for m in self.reading.mentions if self.span.overlaps(m.span))

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """The time expressions that lie wholly in the passage."""
        return tuple(t for t in self.reading.times if self.span.contains(t.span))

    @cached_property
    def quotation(self) -> Quotation | None:
        """The innermost quotation whose content holds most of the telling."""
        middle = Span((self.span.start + self.span.end) // 2, (self.span.start + self.span.end) // 2 + 1)
        around = [(len(p), q.id, q) for q in self.reading.quotations for p in q.content if p.contains(middle)]
        return min(around)[2] if around else None

    def evidence(self, span: Span | None = None) -> Evidence:
        """`span` as evidence, or the whole telling, cut at a word where it is longer than a glance takes in."""
        chosen = span or self.span
        if len(chosen) <= LONGEST:
            return Evidence(self.report, chosen)
        last = max(
            (t.span.end for t in self.reading.layout.tokens_in(chosen) if t.span.end <= chosen.start + LONGEST),
            default=chosen.start + LONGEST,
        )
        return Evidence(self.report, Span(chosen.start, last))

    def content_words(self, span: Span | None = None, least_bits: float = TELLING_BITS) -> list[tuple[Token, Word]]:
        """The words that tell something: no names, no numbers, no common words."""
        named = [m.span for m in self.reading.mentions]
        return [
            (t, known)
            for t in self.reading.layout.tokens_in(span or self.span)
            if t.is_word and len(t.text) > 2 and not (t.text[0].isupper() and any(t.span.overlaps(m) for m in named))
            if (known := word(t.norm, self.language)).bits >= least_bits
        ]


def passage_of(reading: Reading, span: Span) -> Telling:
    """Any passage of a report as a telling, of no statement."""
    return Telling("", Support(Evidence(reading.report.id, span)), reading)


def origin_of(story: Story) -> dict[str, int]:
    """Report id -> number of its origin; a report that no origin holds is one by itself."""
    origins = {report: n for n, members in enumerate(story.origins) for report in members}
    for report in story.reports:
        origins.setdefault(report, len(story.origins) + len(origins))
    return origins


def tellings(story: Story, readings: Mapping[str, Reading]) -> list[tuple[Statement, list[Telling]]]:
    """The statements of the story that more than one report tells, each with its tellings; reports that repeat another as a wire copy
    are left out: they can't differ."""
    found = []
    for statement in story.statements:
        told = [
            Telling(statement.id, s, readings[s.evidence.report])
            for s in statement.support
            if s.evidence.report in readings and readings[s.evidence.report].report.copy_of is None
        ]
        if len({t.report for t in told}) > 1:
            found.append((statement, told))
    return found


def utterances(readings: Mapping[str, Reading]) -> list[tuple[Statement, list[Telling]]]:
    """The utterances that more than one report renders, as statements without an id: their quotations are the tellings."""
    groups: dict[str, list[Telling]] = defaultdict(list)
    for report, reading in sorted(readings.items()):
        if reading.report.copy_of is not None:
            continue
        for q in reading.quotations:
            if q.utterance:
                speaker = q.speaker.entity if q.speaker else None
                support = Support(Evidence(report, cover(q.content)), "same", "reported", speaker, q.via)
                groups[q.utterance].append(Telling("", support, reading))
    return [
        (Statement("", tuple(t.support for t in groups[u])), groups[u])
        for u in sorted(groups)
        if len({t.report for t in groups[u]}) > 1
    ]


def pairs(told: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    """Every two tellings of different reports."""
    return ((a, b) for a, b in combinations(told, 2) if a.report != b.report)


def unmatched(a: Sequence[tuple[Token, Word]], b: Sequence[tuple[Token, Word]]) -> list[Token]:
    """The words of `a` that have no rendering among those of `b`."""
    return [token for token, known in a if not any(renders(known, other) for _, other in b)]


def renders(a: Word, b: Word) -> bool:
    """May two words be renderings of each other? (`pokušavati` and `poskušati` differ before the stem.)"""
    from rapidfuzz import fuzz

    return affinity(a, b) >= SAME_WORD or fuzz.ratio(a.cognate, b.cognate) >= SAME_SPELLING


class Closeness:
    """How surely two tellings are about the same thing, by `linking.similarity`: statements may be loose, a difference must not be."""

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity
        self._known: dict[tuple[Evidence, Evidence], tuple[float, float]] = {}

    def of(self, a: Telling, b: Telling) -> tuple[float, float]:
        """The score of two tellings, and how much of the worse covered one finds a partner in the other."""
        pair = (a.support.evidence, b.support.evidence)
        if pair not in self._known:
            found = self._similarity.compare(*pair)
            self._known[pair] = found.score, min(found.left, found.right)
        return self._known[pair]

    def close(self, a: Telling, b: Telling, least: float) -> bool:
        """Is the score at least `least`, and either telling covered to that share?"""
        return min(self.of(a, b)) >= least

    def negated(self, telling: Telling) -> bool:
        """Does the telling hold a negation, a Czech or Slovak prefix too?"""
        return self._similarity.negated(telling.support.evidence)


def alike(a: str, language_a: str, b: str, language_b: str) -> float:
    """How well two single words render each other, in [0, 1]."""
    return affinity(word(a, language_a), word(b, language_b))


def sentence_around(reading: Reading, span: Span) -> Span:
    """The sentence that holds the beginning of `span`; `span` itself where sentences are unknown."""
    return next((s for s in reading.layout.sentences if s.start <= span.start < s.end), span)


@cache
def lexicon(language: str, *path: str) -> Phrases:
    """The phrases at `path` in the language's `comparing` data; `|` separates whole phrases there, and a hyphen is a token."""
    return Phrases([p.replace("-", " - ") for entry in words(language, "comparing", *path) for p in entry.split("|")])


def classes(language: str, name: str) -> tuple[str, ...]:
    """The classes of words in a table of the language's `comparing` data: `dead`, `injured` … of `outcomes`; none without data."""
    return tuple(data(language).get("comparing", {}).get(name, {}))


def entity_name(entity: str | None, entities: Mapping[str, Entity]) -> str:
    """What to call an identity; `nobody named` where none is linked."""
    return entities[entity].name if entity is not None and entity in entities else "nobody named"


def day_of(reading: Reading) -> str | None:
    """The first day on which the report can have been published, as ISO date; None where nothing is known."""
    published = reading.report.published
    return published.earliest.isoformat() if published else None


def side(telling: Telling, value: str, span: Span | None = None) -> DifferenceSide:
    """One side of a difference: the value, with `span` (else the whole telling) as its evidence."""
    return DifferenceSide(telling.evidence(span), " ".join(value.split()))


def difference(
    kind: DifferenceKind, relation: DifferenceRelation | None, sides: Iterable[DifferenceSide], explanation: str
) -> Difference:
    """A difference without an id yet; its sides in the order of reports and places, each passage once."""
    unique = {s.evidence: s for s in sides}
    return Difference("", kind, relation, tuple(unique[e] for e in sorted(unique)), explanation)


def outlet(reading: Reading) -> str:
    """What to call a report: its outlet, else the name of its file."""
    return reading.report.outlet or PurePosixPath(reading.report.source).stem or reading.report.id


def outlets(readings: Iterable[Reading]) -> str:
    """`Lučki list, Večerni pomol`: each outlet once."""
    return ", ".join(dict.fromkeys(outlet(r) for r in readings))


def either(values: Iterable[tuple[str, Reading]], joint: str = "or") -> str:
    """Values and who has them, as one phrase: `31 (Lučki list, Пристан) or 27 (Głos Nabrzeża)`."""
    told_by: dict[str, list[Reading]] = defaultdict(list)
    for value, reading in values:
        told_by[value].append(reading)
    parts = [f"{value} ({outlets(told_by[value])})" for value in told_by]
    return f" {joint} ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def position_of(tokens: Sequence[Token], offset: int) -> int:
    """The index of the first token that begins at `offset` or after it."""
    return bisect_left(tokens, offset, key=lambda t: t.span.start)
