"""What a report is about, known from itself alone: a small record that can be kept, sent to another process and compared with others.

Its features are what reports in any language share: keys of the names, concepts of the words (cognate keys where a word has none), and
numbers. Each has the count in the whole report and that in headline and lead, and what it says in bits in news at large. Beside them
stand the sums of the word vectors of lead and headline, in which words of all languages that mean the same lie near each other. What
all that says in a collection depends on the reports at hand, and is no part of the sketch (`stories.likeness`).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from svod.languages.concepts import meaning, name_key, name_key_bits
from svod.languages.vectors import size, vectors
from svod.records import OWN_KINDS, Evidence, Reading, Span
from svod.stories.copies import own_tokens
from svod.stories.days import Days, days_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SENTENCES = 20
"""Sentences of a report, for turning the share of sentences that hold a word into that of reports."""
COMMONEST_BITS = 0.1
"""Information of a word that every report holds: next to nothing, but the features of a report of such words are some."""
NUMBER_BITS = 7.0
"""Information of a number of two digits or more: some numbers (years, rounds) stand in every report."""
LEAD_TOKENS = 80
"""The first words of a report, headline and lead, say what it is about: they count twice."""
SHOWN = 40
"""Features whose words are kept, the heaviest ones: for telling a reader what two reports share."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What a report is about.

    Attributes:
        report: its id.
        language: BCP 47 code.
        features: hashes of its features, sorted, of 32 bits each.
        whole, lead: how often the report holds each (headline and lead counted twice), and headline and lead by themselves; at most 255.
        tenths: information of each in news at large, in tenths of a bit.
        named: whether a feature is the key of a name.
        shown: positions among the features of those whose words are kept, the heaviest first.
        words: how the report writes these, one a line.
        meaning: sums of the word vectors of the lead and of the headline, 2 x `languages.vectors.size()`, each of length 127 (or 0).
        days: the days that it names.
        place: headline or first own passage: what one sees of a report that is linked as a whole.
        length: characters of its text.
        credited: the agencies and media in its credit lines, in lower case.
    """

    report: str
    language: str
    features: NDArray[np.uint32]
    whole: NDArray[np.uint8]
    lead: NDArray[np.uint8]
    tenths: NDArray[np.uint8]
    named: NDArray[np.bool_]
    shown: NDArray[np.uint16]
    words: str
    meaning: NDArray[np.int8]
    days: Days
    place: Span
    length: int
    credited: tuple[str, ...] = ()

    def surfaces(self) -> dict[int, tuple[str, bool]]:
        """Feature -> how the report writes it and whether it is a name, of the features whose words are kept."""
        words = self.words.split("\n")
        return {int(self.features[n]): (w, bool(self.named[n])) for n, w in zip(self.shown, words, strict=False)}

    @property
    def evidence(self) -> Evidence:
        """The passage that stands for the report in a link between reports."""
        return Evidence(self.report, self.place)


def sketch(reading: Reading) -> Sketch:
    """The sketch of a report. Needs its names, sections and times; nothing of other reports."""
    import numpy as np

    whole: Counter[str] = Counter()
    lead: Counter[str] = Counter()
    bits: dict[str, float] = {}
    surfaces: dict[str, str] = {}
    for told, (times, in_lead, surface) in _told(reading).items():
        features, information = _features(*told)
        for feature in features:
            whole[feature] += times + in_lead
            lead[feature] += in_lead
            bits[feature] = min(bits.get(feature, information), information)
            surfaces.setdefault(feature, surface)
    order = sorted({_hash(f): f for f in sorted(whole)}.items())
    kept = [f for _, f in order]
    weights = np.array([-math.log1p(whole[f]) * bits[f] for f in kept])
    shown = np.argsort(weights, kind="stable")[:SHOWN].tolist()
    return Sketch(
        reading.report.id,
        reading.layout.language,
        np.array([h for h, _ in order], dtype=np.uint32),
        np.array([min(255, whole[f]) for f in kept], dtype=np.uint8),
        np.array([min(255, lead[f]) for f in kept], dtype=np.uint8),
        np.array([min(255, round(10 * bits[f])) for f in kept], dtype=np.uint8),
        np.array([f[0] == "@" for f in kept], dtype=np.bool_),
        np.array(shown, dtype=np.uint16),
        "\n".join(surfaces[kept[n]] for n in shown),
        _meaning(reading),
        days_of(reading),
        _place(reading),
        len(reading.report.text),
        _credited(reading),
    )


_Told = tuple[str, str, str]
"""A form, its language, and what it is: "name", "word" or "number"."""


def _told(reading: Reading) -> dict[_Told, tuple[int, int, str]]:
    """The forms of the report's own text that tell anything: how often, how often in headline and lead, how each is written first."""
    language = reading.layout.language
    named = {t.span.start for m in reading.mentions for t in reading.layout.tokens_in(m.span)}
    found: dict[_Told, tuple[int, int, str]] = {}
    for n, token in enumerate(own_tokens(reading.layout)):
        text = token.text
        if token.is_word:
            name = token.span.start in named and (text[0].isupper() or len(text) > 3)
            told = (token.norm, language, "name" if name else "word")
        elif text[0].isdigit() and len(text) > 1:
            told = (text, language, "number")
        else:
            continue
        times, in_lead, first = found.get(told, (0, 0, text))
        found[told] = times + 1, in_lead + (n < LEAD_TOKENS), first
    return found


@lru_cache(maxsize=1 << 18)
def _features(form: str, language: str, kind: str) -> tuple[tuple[str, ...], float]:
    """The features of a form, and what they say in bits."""
    if kind == "name":
        key = name_key(form, language)
        return ((f"@{key}",), name_key_bits(key)) if len(key) > 1 else ((), 0.0)
    if kind == "number":
        return (f"n{form.replace(',', '.')}",), NUMBER_BITS
    known = meaning(form, language)
    features = tuple(f"c{c}" for c in sorted(known.concepts))
    if not features and len(known.cognate) > 3:
        features = (f"k{known.cognate[:7]}",)
    return features, _report_bits(known.bits)


@lru_cache(maxsize=1 << 18)
def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "replace"))


def _meaning(reading: Reading) -> NDArray[np.int8]:
    """The sums of the word vectors of lead and headline."""
    import numpy as np

    layout = reading.layout
    lead = [t.norm for t in own_tokens(layout)[:LEAD_TOKENS] if t.text[0].isalnum()]
    sections = [s.span for s in layout.sections if s.kind == "headline"]
    headline = [t.norm for span in sections for t in layout.tokens_in(span) if t.text[0].isalnum()]
    found = np.zeros((2, size()), dtype=np.int8)
    for n, forms in enumerate((lead, headline)):
        if forms:
            total = np.add.reduce([_vector(form, layout.language) for form in forms], axis=0)
            length = float(np.sqrt((total * total).sum()))
            found[n] = np.rint(total * (127 / length)).astype(np.int8) if length else 0
    return found


@lru_cache(maxsize=1 << 16)
def _vector(form: str, language: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = vectors([form], language)[0]
    return vector


def _report_bits(bits: float) -> float:
    """Information of a report's holding a word, from that of a sentence's holding it."""
    share = min(1.0, SENTENCES * 2.0**-bits)
    return -math.log2(share) if share < 1 else COMMONEST_BITS


def _place(reading: Reading) -> Span:
    own = next((s.span for s in reading.layout.sections if s.kind in OWN_KINDS), None)
    if own is not None:
        return own
    text = reading.report.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return Span(start, end if end > start else max(len(text), start + 1))


def _credited(reading: Reading) -> tuple[str, ...]:
    credits = [s.span for s in reading.layout.sections if s.kind == "credit"]
    names = {
        m.lemma.casefold() for m in reading.mentions if m.type == "ORG" and any(c.contains(m.span) for c in credits)
    }
    return tuple(sorted(names))
