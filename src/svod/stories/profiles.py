"""What a report is about, as weighted features that reports in any language share: names, concepts, numbers.

A feature weighs what it says in bits, from how many reports of the collection hold it and from how common it is in news at large: in a
folder of five reports nothing can be counted, and in a month of news the month's own topics say little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from svod.languages.concepts import name_key, name_key_bits, word
from svod.records import Reading
from svod.stories.copies import own_tokens

PRIOR = 200.0
"""The background counts as so many reports of the collection."""
SENTENCES = 20
"""Sentences of a report, for turning the share of sentences that hold a word into that of reports."""
COMMONEST_BITS = 0.05
"""Information of a word that every report holds: next to nothing, but the features of a report of such words are some."""
NUMBER_BITS = 7.0
"""Information of a number of two digits or more: some numbers (years, rounds) stand in every report."""
LEAD_TOKENS = 80
"""The first words of a report, headline and lead, say what it is about: they count twice."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A report's features with their weights. `names` and `words` are unit vectors; `surfaces`: how a feature is written there
    (the key of a name begins with `@`)."""

    report: str
    language: str
    names: Mapping[str, float]
    words: Mapping[str, float]
    surfaces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Counts:
    names: Counter[str]
    words: Counter[str]
    surfaces: dict[str, str]


def make_profiles(readings: Sequence[Reading]) -> tuple[Profile, ...]:
    """The profiles of all reports, in the order given; weights depend on the whole collection."""
    counts = [_count(r) for r in readings]
    name_reports: Counter[str] = Counter()
    word_reports: Counter[str] = Counter()
    for c in counts:
        name_reports.update(c.names.keys())
        word_reports.update(c.words.keys())
    background = _background(readings)
    total = len(readings)
    return tuple(
        Profile(
            r.report.id,
            r.layout.language,
            _unit({k: n * _bits(name_reports[k], total, name_key_bits(k)) for k, n in _damped(c.names)}),
            _unit({k: n * _bits(word_reports[k], total, background.get(k, NUMBER_BITS)) for k, n in _damped(c.words)}),
            c.surfaces,
        )
        for r, c in zip(readings, counts, strict=True)
    )


def _damped(counts: Counter[str]) -> list[tuple[str, float]]:
    return [(k, 1 + math.log(n)) for k, n in sorted(counts.items())]


def _bits(holding: int, total: int, background: float) -> float:
    """Information in bits of a feature that `holding` of `total` reports hold, with the background as a prior."""
    share = (holding + PRIOR * 2.0**-background) / (total + PRIOR)
    return -math.log2(min(1.0, share))


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {k: w / length for k, w in weights.items()} if length else {}


def _background(readings: Sequence[Reading]) -> dict[str, float]:
    """What each word feature of the reports says in news at large: information in bits of a report's holding it, of its commonest word."""
    found: dict[str, float] = {}
    for reading in readings:
        language = reading.layout.language
        for norm in {t.norm for t in own_tokens(reading.layout) if t.is_word}:
            per_report = min(1.0, SENTENCES * 2.0 ** -word(norm, language).bits)
            bits = -math.log2(per_report) if per_report < 1 else COMMONEST_BITS
            for feature in word_features(norm, language):
                found[feature] = min(found.get(feature, bits), bits)
    return found


def word_features(form: str, language: str) -> tuple[str, ...]:
    """A word as features: its concepts, or its cognate key where it has none."""
    known = word(form, language)
    if known.concepts:
        return tuple(f"c{c}" for c in sorted(known.concepts))
    return (f"k{known.cognate[:7]}",) if len(known.cognate) > 3 else ()


def _count(reading: Reading) -> _Counts:
    language = reading.layout.language
    tokens = own_tokens(reading.layout)
    named = {t.span.start for m in reading.mentions for t in reading.layout.tokens_in(m.span)}
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    surfaces: dict[str, str] = {}
    for n, token in enumerate(tokens):
        times = 2 if n < LEAD_TOKENS else 1
        if token.span.start in named and token.is_word and (token.text[0].isupper() or len(token.text) > 3):
            key = name_key(token.norm, language)
            if len(key) > 1:
                names[key] += times
                surfaces.setdefault(f"@{key}", token.text)
        elif token.is_word:
            for feature in word_features(token.norm, language):
                words[feature] += times
                surfaces.setdefault(feature, token.text)
        elif token.text[0].isdigit() and len(token.text) > 1:
            feature = f"n{token.text.replace(',', '.')}"
            words[feature] += times
            surfaces.setdefault(feature, token.text)
    return _Counts(names, words, surfaces)
