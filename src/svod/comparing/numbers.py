"""Where reports give different numbers for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from svod.comparing.tellings import (
    Telling,
    alike,
    day_of,
    difference,
    lexicon,
    own_text,
    pairs,
    renders,
    sentence_around,
    side,
)  # fmt: skip
from svod.languages.concepts import word
from svod.linking.similarity import affinity
from svod.records import (
    Difference,
    DifferenceRelation,
    DifferenceSide,
    Evidence,
    Quantity,
    Reading,
    Span,
    Statement,
    Support,
    Token,
    cover,
)

SAME_UNIT = 0.75
MAGNITUDE = 4.0  # figures further apart count different things (a day's passengers, a year's)
SHARED_WORDS = 2
ROUNDED = 0.02  # 2,987 told as 3,000 is the same number in round figures
_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class _Count:
    telling: Telling
    quantity: Quantity

    @property
    def surface(self) -> str:
        return self.quantity.span.of(self.telling.reading.report.text)


def number_differences(told: Sequence[tuple[Statement, list[Telling]]]) -> list[Difference]:
    """Quantities of one thing within one statement whose values exclude each other, or of which one is only rounder."""
    found = []
    for _, tellings in told:
        for a, b in pairs(tellings):
            for x in (_Count(a, q) for q in a.quantities):
                mates = [y for q in b.quantities if _same_thing(x, y := _Count(b, q))]
                rivals = [q for q in a.quantities if any(_same_thing(_Count(a, q), y) for y in mates)]
                if len(mates) == 1 and len(rivals) == 1 and (judged := _judge(x, mates[0])):
                    found.append(_difference(x, mates[0], judged))
    return found


def story_wide_differences(readings: Mapping[str, Reading]) -> list[Difference]:
    """Counts of one thing, told in like words, where each report's first figure is one that the other never gives.

    Statements that were not linked hide such differences. Only the first figure of a thing counts (the one of the headline and the
    lead: later ones are of other days and places), and only where the two are of one order of magnitude.
    """
    by_report: dict[str, list[_Count]] = defaultdict(list)
    for report, reading in sorted(readings.items()):
        if reading.report.copy_of is not None:
            continue
        for quantity in reading.quantities:
            if quantity.unit and own_text(reading, quantity.span) and not _is_measure(quantity.unit):
                sentence = sentence_around(reading, quantity.span)
                telling = Telling("", Support(Evidence(report, sentence)), reading)
                if quantity in telling.quantities:
                    by_report[report].append(_Count(telling, quantity))
    found = []
    for a, b in combinations(sorted(by_report), 2):
        met: list[_Count] = []
        for x in by_report[a]:
            mates = [y for y in by_report[b] if _same_thing(x, y)]
            if not mates or any(_same_thing(x, z) for z in met):
                continue
            met.append(x)
            rivals = [z for z in by_report[a] if _same_thing(z, mates[0])]
            unknown = not any(_judge(x, y) is None for y in mates) and not any(
                _judge(z, mates[0]) is None for z in rivals
            )
            judged = _judge(x, mates[0])
            if (
                unknown
                and judged in ("contradiction", "update")
                and _comparable(x, mates[0])
                and _told_alike(x, mates[0])
            ):
                # Without a linked statement nothing says that both count the same: five companies, or six with their owner.
                found.append(_difference(x, mates[0], "tension" if judged == "contradiction" else judged))
    return found


def _comparable(x: _Count, y: _Count) -> bool:
    least, most = sorted(q.value or q.low or q.high or 0.0 for q in (x.quantity, y.quantity))
    return least > 0 and most / least <= MAGNITUDE


def _is_measure(unit: str) -> bool:
    return unit == "%" or (len(unit) == 3 and unit.isupper())


def _same_thing(x: _Count, y: _Count) -> bool:
    a, b = x.quantity.unit, y.quantity.unit
    if not a or not b:
        return False
    return a == b or (
        not _is_measure(a) and not _is_measure(b) and alike(a, x.telling.language, b, y.telling.language) >= SAME_UNIT
    )


def _told_alike(x: _Count, y: _Count) -> bool:
    """Do both sentences share telling words beside the thing counted?"""
    ours = [w for w in x.telling.content_words() if not w[0].span.overlaps(_reach(x))]
    theirs = [w for w in y.telling.content_words() if not w[0].span.overlaps(_reach(y))]
    shared = {known.lemma for _, known in ours if any(affinity(known, other) >= SAME_UNIT for _, other in theirs)}
    return len(shared) >= SHARED_WORDS


def _reach(count: _Count) -> Span:
    """The number with the words right after it, which name the thing."""
    span = count.quantity.span
    return Span(span.start, min(len(count.telling.reading.report.text), span.end + 20))


def _bounds(quantity: Quantity) -> tuple[float, float] | None:
    if quantity.value is not None:
        return quantity.value, quantity.value
    if quantity.low is None and quantity.high is None:
        return None
    return (
        quantity.low if quantity.low is not None else float("-inf"),
        quantity.high if quantity.high is not None else float("inf"),
    )


def _judge(x: _Count, y: _Count) -> DifferenceRelation | None:
    a, b = _bounds(x.quantity), _bounds(y.quantity)
    if a is None or b is None or a == b:
        return None
    if a[0] <= b[1] and b[0] <= a[1]:
        return "granularity"
    low, high = sorted((x, y), key=lambda c: _bounds(c.quantity) or (0.0, 0.0))
    (_, lower), (higher, _) = _bounds(low.quantity) or a, _bounds(high.quantity) or b
    if lower > 0 and (higher - lower) / higher <= ROUNDED:
        return "granularity"
    rising = lexicon(high.telling.language, "rising")
    if any(rising.match_at(high.telling.tokens, n) for n in range(len(high.telling.tokens))):
        return "update"
    before, after = day_of(low.telling.reading), day_of(high.telling.reading)
    return "update" if before and after and before < after else "contradiction"


def _difference(x: _Count, y: _Count, relation: DifferenceRelation) -> Difference:
    how = {
        "update": "the later report has the higher figure, or words that say it has risen",
        "granularity": "one figure is rounder or only a bound of the other",
        "contradiction": "the figures exclude each other",
        "tension": "different figures, unless they count different things",
    }[relation]
    sides = [_side(x), _side(y)]
    return difference("number", relation, sides, f"{sides[0].value} against {sides[1].value}: {how}.")


def _side(count: _Count) -> DifferenceSide:
    span = count.quantity.span
    following = [
        t
        for t in count.telling.reading.layout.tokens_in(Span(span.start, _reach(count).end))
        if t.span.start >= span.end
    ]
    inside = [t for t in count.telling.reading.layout.tokens_in(span) if t.is_word]
    unit, language = count.quantity.unit or "", count.telling.language
    named = any(alike(t.norm, language, unit, language) >= SAME_UNIT for t in inside)
    if not named and following and following[0].is_word and following[0].span.end <= count.telling.span.end:
        span = Span(span.start, following[0].span.end)
    return side(count.telling, span.of(count.telling.reading.report.text), span)


# --- first, second, third --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ordinal:
    telling: Telling
    rank: str
    span: Span
    noun: str
    names: frozenset[str]


def ordinal_differences(
    readings: Mapping[str, Reading], told: Sequence[tuple[Statement, list[Telling]]]
) -> list[Difference]:
    """What one report calls the first and another the second of its kind; and, within one statement, different things called first."""
    found = []
    everything = [o for r in sorted(readings) if readings[r].report.copy_of is None for o in _ordinals(readings[r])]
    for a, b in combinations(everything, 2):
        if a.telling.report == b.telling.report or a.rank == b.rank or not a.names & b.names:
            continue
        if alike(a.noun, a.telling.language, b.noun, b.telling.language) >= SAME_UNIT:
            sides = [_ordinal_side(a), _ordinal_side(b)]
            found.append(
                difference(
                    "number",
                    "contradiction",
                    sides,
                    f"Called the {a.rank} of its kind in one report, the {b.rank} in another.",
                )
            )
    for _, tellings in told:
        firsts = [
            o
            for o in everything
            if o.rank == "first" and any(t.report == o.telling.report and t.span.overlaps(o.span) for t in tellings)
        ]
        apart = [
            (a, b) for a, b in combinations(firsts, 2)
            if a.telling.report != b.telling.report and not _told_in(a, b, tellings) and not _told_in(b, a, tellings)
        ]  # fmt: skip
        if apart:
            sides = [_ordinal_side(o) for pair in apart for o in pair]
            nouns = ", ".join(dict.fromkeys(o.noun for pair in apart for o in pair))
            found.append(
                difference(
                    "wording", "tension", sides, f"Different things are called the first of their kind: {nouns}."
                )
            )
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
            if not own_text(reading, first):
                continue
            telling = Telling("", Support(Evidence(reading.report.id, sentence)), reading)
            if (noun := _noun(reading, match.first, match.last)) is not None:
                names = frozenset(m.entity for m in telling.mentions if m.entity)
                found.append(_Ordinal(telling, rank, cover((first, noun.span)), noun.norm, names))
    return sorted(found, key=lambda o: o.span)


def _told_in(a: _Ordinal, b: _Ordinal, tellings: Sequence[Telling]) -> bool:
    """Does the telling with `b` hold what `a` calls the first?"""
    known = word(a.noun, a.telling.language)
    around = [t for t in tellings if t.report == b.telling.report and t.span.overlaps(b.span)]
    return any(renders(known, other) for t in around for _, other in t.content_words(least_bits=0.0))


def _noun(reading: Reading, first: int, last: int) -> Token | None:
    """What is counted: the word after the ordinal that is neither a name nor a small word; before a preposition or a comma, the word in
    front of it (`srečanju, prvem po štirih letih`)."""
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
