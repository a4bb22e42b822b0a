"""The counts of a report: numbers with what they count, and the words beside them that tell what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from svod.comparing.tellings import Telling, classes, lexicon, passage_of, position_of, sentence_around
from svod.languages import words
from svod.languages.concepts import Word, word
from svod.languages.gazetteer import country_of_adjective
from svod.linking.affinity import affinity
from svod.reading.quantities.words import CODES, SIGNS
from svod.reading.speech import grammar, speech
from svod.records import Quantity, Reading, Span, cover

SAME_THING = 0.75  # affinity from which two words name one thing
LEAST_BITS = 6.0  # of a noun that is counted
SHARES = ("%", "pp")
NEAR = 5  # tokens on either side of a number whose words say what is counted
_PERSONS = ("person", "people", "human", "man", "soul")


@dataclass(frozen=True, slots=True)
class Count:
    """A number where it stands: what it counts (`unit`), the telling words beside it, whose country it names, and what
    became of those counted (`dead`, `injured` …, as far as the language's data knows)."""

    telling: Telling
    span: Span
    low: float
    high: float
    unit: Word | None
    measure: str | None
    topic: tuple[Word, ...]
    countries: frozenset[str]
    outcomes: frozenset[str]

    @property
    def is_amount(self) -> bool:
        """Is it money or a share, which many things are told in?"""
        return self.measure in SHARES or self.measure in CODES

    @property
    def report(self) -> str:
        """The id of the report."""
        return self.telling.report

    @property
    def shown(self) -> str:
        """The count as the report has it, on one line."""
        return " ".join(self.span.of(self.telling.reading.report.text).split())


@cache
def _person_words() -> tuple[Word, ...]:
    return tuple(word(w, "en") for w in _PERSONS)


def anybody(unit: Word | None) -> bool:
    """Does the unit say nothing of whom is counted: `two people`, or nothing at all?"""
    return unit is None or any(affinity(unit, w) >= SAME_THING for w in _person_words())


def counts_of(reading: Reading) -> list[Count]:
    """The counts and measures of a report's own text, those with a noun first; parts of something that is counted are left out."""
    times = [
        t.span for t in reading.times if t.type not in ("DURATION", "SET")
    ]  # a SET in a quantity says per what: `eura mjesečno`
    found = []
    quantities = [q for q in reading.quantities if q.kind != "ordinal" and not any(q.span.overlaps(t) for t in times)]
    for q in [*quantities, *_bare(reading)]:
        if not reading.layout.is_own(q.span) or _is_part(reading, q.span, bare=q.unit is None):
            continue
        low = q.value if q.value is not None else q.low if q.low is not None else float("-inf")
        high = q.value if q.value is not None else q.high if q.high is not None else float("inf")
        if low == float("-inf") and high == float("inf"):
            continue
        language, unit = reading.layout.language, q.unit
        measure = _measure(q)
        near = _near(reading, q.span)
        telling = passage_of(reading, sentence_around(reading, q.span))
        noun = word(unit, language) if unit and not measure else None
        if noun is not None and noun.bits < LEAST_BITS and not anybody(noun):
            noun = None  # `rose to three when …`: no noun at all
        topic = tuple(
            known
            for token, known in telling.content_words(near)
            if not token.span.overlaps(q.span) and (noun is None or affinity(known, noun) < SAME_THING)
        )
        found.append(
            Count(
                telling,
                _with_noun(reading, q, near),
                low,
                high,
                noun,
                measure,
                topic,
                _countries(reading, near),
                _outcomes(reading, near),
            )
        )
    return found


def _measure(quantity: Quantity) -> str | None:
    """The sign that an amount is told in (a currency, per cent, a measure in Latin letters); None where things are counted."""
    unit = quantity.unit
    if unit is None or quantity.kind == "count" or not (quantity.kind == "measure" or unit in SHARES or unit in CODES):
        return SIGNS.get(unit) if unit and quantity.kind == "rate" else None
    return SIGNS.get(unit, unit)


def _bare(reading: Reading) -> list[Quantity]:
    """Numbers in digits without a noun of their own: `31 were injured`."""
    taken = [q.span for q in reading.quantities] + [t.span for t in reading.times] + [m.span for m in reading.mentions]
    return [
        Quantity(t.span, float(t.text))
        for t in reading.layout.tokens
        if t.text.isdecimal() and len(t.text) < 4 and int(t.text) > 1 and not any(t.span.overlaps(s) for s in taken)
    ]


def _near(reading: Reading, span: Span) -> Span:
    """The words around a number that tell what is counted: up to a mark, a joining word or another number."""
    layout, joining = reading.layout, grammar(reading.layout.language).coordinating
    tokens = layout.tokens
    first = last = position_of(tokens, span.start)
    while last + 1 < len(tokens) and tokens[last + 1].span.start < span.end:
        last += 1
    start, end = span.start, span.end
    for step, at, limit in ((-1, first, -1), (1, last, len(tokens))):
        for passed, n in enumerate(range(at + step, limit, step)):
            token = tokens[n]
            if not token.is_word or (passed and token.norm in joining) or passed == NEAR:
                break  # (Slovene `31 pa jih je` joins right behind the number)
            start, end = min(start, token.span.start), max(end, token.span.end)
    sentence = sentence_around(reading, span)
    return Span(max(start, sentence.start) if sentence.start <= span.start else start, max(end, span.end))


def _is_part(reading: Reading, span: Span, bare: bool) -> bool:
    """Does the number count a part of something (`two of the crew`), the whole of which a part is told (`two of the planned 14`), or those
    that a relative clause picks out (`two members, who …`)?"""
    tokens, language = reading.layout.tokens, reading.layout.language
    after = [t for t in tokens[position_of(tokens, span.end) :][: NEAR + 1] if t.span.start >= span.end]
    if after and after[0].norm in words(language, "comparing", "part"):
        return True
    before = tokens[max(0, position_of(tokens, span.start) - 3) : position_of(tokens, span.start)]
    if lexicon(language, "among").find(before):
        return True
    if bare and any(t.norm in words(language, "comparing", "part") for t in before[-2:]):
        return True
    for n, token in enumerate(after[:-1]):
        following = after[n + 1]
        if token.text == ",":
            return following.norm in speech(language).relatives
        if not token.is_word:
            return False
        if following.norm in words(language, "comparing", "picks_out"):
            return True
    return False


def _countries(reading: Reading, near: Span) -> frozenset[str]:
    """Countries that the counted ones are of: eleven citizens of Serbia are not six of Ukraine."""
    named = {m.entity or m.lemma for m in reading.mentions if m.type == "LOC" and near.overlaps(m.span)}
    adjectives = {
        code for t in reading.layout.tokens_in(near) if (code := country_of_adjective(t.text, reading.layout.language))
    }
    return frozenset(named | adjectives)


def _outcomes(reading: Reading, near: Span) -> frozenset[str]:
    language = reading.layout.language
    tokens = reading.layout.tokens_in(near)
    return frozenset(name for name in classes(language, "outcomes") if lexicon(language, "outcomes", name).find(tokens))


def _with_noun(reading: Reading, quantity: Quantity, near: Span) -> Span:
    """The number with the noun that it counts, as the report has it."""
    inside = [t for t in reading.layout.tokens_in(quantity.span) if t.is_word]
    after = [t for t in reading.layout.tokens_in(near) if t.span.start >= quantity.span.end]
    if inside or not after or not after[0].is_word or quantity.unit is None:
        return quantity.span
    return cover((quantity.span, after[0].span))
