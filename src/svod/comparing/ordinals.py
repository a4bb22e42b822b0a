"""What one report calls the first of its kind and another the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from svod.comparing.tellings import (
    Telling,
    alike,
    difference,
    either,
    lexicon,
    passage_of,
    renders,
    sentence_around,
    side,
)
from svod.languages.concepts import word
from svod.reading.speech import grammar
from svod.records import Difference, DifferenceSide, Reading, Span, Statement, Token, cover

SAME_UNIT = 0.75
_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class _Ordinal:
    telling: Telling
    rank: str
    span: Span
    noun: str
    names: frozenset[str]
    before: bool


def ordinal_differences(
    readings: Mapping[str, Reading], told: Sequence[tuple[Statement, list[Telling]]]
) -> list[Difference]:
    """What one report calls the first and another the second of its kind; and, within one statement, different things called first."""
    found = []
    everything = [o for r in sorted(readings) if readings[r].report.copy_of is None for o in _ordinals(readings[r])]
    groups: list[list[_Ordinal]] = []
    for a, b in combinations(everything, 2):
        if a.telling.report == b.telling.report or a.rank == b.rank or not a.names & b.names:
            continue
        if alike(a.noun, a.telling.language, b.noun, b.telling.language) >= SAME_UNIT:
            group = next((g for g in groups if a in g or b in g), None)
            if group is None:
                groups.append([a, b])
            else:
                group += [o for o in (a, b) if o not in group]
    for group in groups:
        text = either(
            [(f"the {o.rank}", o.telling.reading) for o in sorted(group, key=lambda o: _ORDINALS.index(o.rank))]
        )
        found.append(difference("number", "contradiction", map(_ordinal_side, group), f"Called {text} of its kind."))
    for _, tellings in told:
        firsts = [
            o
            for o in everything
            if o.rank == "first" and any(t.report == o.telling.report and t.span.overlaps(o.span) for t in tellings)
        ]
        apart = [
            (a, b)
            for a, b in combinations([o for o in firsts if o.before], 2)
            if a.telling.report != b.telling.report and not _told_in(a, b, tellings) and not _told_in(b, a, tellings)
        ]
        if apart:
            sides = [_ordinal_side(o) for pair in apart for o in pair]
            told_by = either(
                [(x.value, o.telling.reading) for o, x in zip((o for pair in apart for o in pair), sides, strict=True)]
            )
            found.append(difference("wording", "tension", sides, f"What is the first of its kind: {told_by}."))
    return found


def _ordinals(reading: Reading) -> list[_Ordinal]:
    language = reading.layout.language
    found = []
    for rank in _ORDINALS:
        for match in lexicon(language, rank).find(reading.layout.tokens):
            first = reading.layout.tokens[match.first].span
            sentence = sentence_around(reading, first)
            if sentence == first:
                sentence = Span(max(0, first.start - 100), min(len(reading.report.text), first.end + 100))
            if not reading.layout.is_own(first):
                continue
            telling = passage_of(reading, sentence)
            if (noun := _noun(reading, match.first, match.last)) is not None:
                names = frozenset(m.entity for m in telling.mentions if m.entity)
                # `For the first time` and a verb in front of it name no thing.
                before = noun.span.start > first.start and not grammar(language).is_finite(noun)
                found.append(_Ordinal(telling, rank, cover((first, noun.span)), noun.norm, names, before))
    return sorted(found, key=lambda o: o.span)


def _told_in(a: _Ordinal, b: _Ordinal, tellings: Sequence[Telling]) -> bool:
    """Does the telling with `b` hold what `a` calls the first?"""
    known = word(a.noun, a.telling.language)
    around = [t for t in tellings if t.report == b.telling.report and t.span.overlaps(b.span)]
    return any(renders(known, other) for t in around for _, other in t.content_words(least_bits=0.0))


def _noun(reading: Reading, first: int, last: int) -> Token | None:
    """What is counted: the word after the ordinal that is neither a name nor a small word; before a preposition or a comma, the word in
    front of it (`plovbi, prvi po treh zimah`)."""
    language, tokens = reading.layout.language, reading.layout.tokens
    named = [m.span for m in reading.mentions]
    at = lexicon(language, "at")
    if last < len(tokens) and (
        not tokens[last].is_word
        or (len(tokens[last].text) < 3 and at.match_at(tokens, last))
        or (
            len(tokens[last].text) == 2
            and word(tokens[last].norm, language).bits < 5.0
            and tokens[first - 1].text == ","
        )
    ):
        candidates = [t for t in reversed(tokens[max(0, first - 2) : first]) if t.is_word]
    else:
        candidates = [t for t in tokens[last : last + 3] if t.is_word and not any(t.span.overlaps(m) for m in named)]
    return next((t for t in candidates if word(t.norm, language).bits >= 5.0), None)


def _ordinal_side(ordinal: _Ordinal) -> DifferenceSide:
    return side(ordinal.telling, ordinal.span.of(ordinal.telling.reading.report.text), ordinal.span)
