"""Words and names for synthetic reports: common words as often as news uses them, concepts in every language, invented names.

Words come from svod's own table of concepts, in their base form and with their frequency in news, so that the reports have a vocabulary as
large and as uneven as news has (a toy of fifty words would put every word into every report). Names are made of syllables.
"""

from __future__ import annotations

import random
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from svod.languages.concepts import word
from svod.languages.scripts import cyrillic_of, shelf

FRAMES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "frames.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(FRAMES)
TABLED = 15.0
"""Bits of a word that the table has and does not count: about one in 32,000 sentences."""
TELLING = (5.0, 14.0)
"""Bits of the concepts that stories are made of: neither in every report, nor in none."""

_ONSETS = "b d dr g gr k kr l m n p pl r s sl st t tr v z b d k l m n r s t v".split()
_VOWELS = "a e i o u a e o".split()
_CODAS = "k l n r s v n r".split()
_CYRILLIC = str.maketrans("abdegijklmnoprstuvz", "абдегийклмнопрстувз")


@cache
def _rows(language: str) -> tuple[tuple[str, frozenset[int], float], ...]:
    """The words of a language's table with their concepts and bits."""
    from svod.languages.concepts import _member  # the table as it lies in the model

    found = []
    for row in _member(f"{shelf(language)}.tsv"):
        form, concepts, bits = (*row, "", "")[:3]
        if form.isalpha() and form.islower():
            found.append((form, frozenset(map(int, concepts.split())), int(bits) / 10 if bits else TABLED))
    return tuple(found)


@cache
def _common(language: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The words of a language, and their summed frequencies: for drawing."""
    rows = _rows(language)
    forms = tuple(cyrillic_of(form) if language == "sr" else form for form, _, _ in rows)
    return forms, tuple(accumulate(2.0**-bits for _, _, bits in rows))


def draw_words(rng: random.Random, language: str, many: int) -> list[str]:
    """So many words of a language, each as often as news has it."""
    forms, sums = _common(language)
    return rng.choices(forms, cum_weights=sums, k=many)


@cache
def _of_concept(language: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for form, concepts, _ in _rows(language):
        for concept in concepts:
            found.setdefault(concept, []).append(cyrillic_of(form) if language == "sr" else form)
    return found


def word_for(rng: random.Random, concept: int, language: str) -> str:
    """A word of a language for a concept; any of its synonyms."""
    forms = _of_concept(language).get(concept)
    return rng.choice(forms) if forms else draw_words(rng, language, 1)[0]


@cache
def _concepts() -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The concepts that every language of the frames has a word for, and their summed frequencies."""
    everywhere = set.intersection(*(set(_of_concept(x)) for x in LANGUAGES))
    bits: dict[int, float] = {}
    for _, concepts, b in _rows("en"):
        for concept in concepts & everywhere:
            bits[concept] = min(bits.get(concept, b), b)
    kept = sorted(c for c, b in bits.items() if TELLING[0] <= b <= TELLING[1])
    return tuple(kept), tuple(accumulate(2.0 ** (-bits[c] / 2) for c in kept))


def draw_concepts(rng: random.Random, many: int) -> list[int]:
    """So many concepts; the rarer half of them more often than their frequency says, for stories are about something."""
    concepts, sums = _concepts()
    return rng.choices(concepts, cum_weights=sums, k=many)


# --- names -------------------------------------------------------------------------------------------------------------


def invented(rng: random.Random, syllables: int) -> str:
    """A name that nobody has, in Latin letters."""
    sounds = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)]
    return ("".join(sounds) + rng.choice(_CODAS)).capitalize()


@cache
def stock(kind: str, many: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The names that news always has (`PER`, `LOC`, `ORG`), the most frequent first, and the summed frequencies of a Zipf law."""
    rng = random.Random(f"stock {kind}")
    names: dict[str, None] = {}
    while len(names) < many:
        names[person(rng) if kind == "PER" else invented(rng, 2 if kind == "LOC" else 3)] = None
    return tuple(names), tuple(accumulate(1 / (n + 10) for n in range(many)))


def draw_name(rng: random.Random, kind: str, many: int = 3000) -> str:
    """One of the names that news always has."""
    names, sums = stock(kind, many)
    return names[bisect_right(sums, rng.random() * sums[-1])]


def person(rng: random.Random) -> str:
    """A first name and a surname."""
    return f"{invented(rng, 1)} {invented(rng, rng.choice((2, 2, 3)))}"


@lru_cache(maxsize=1 << 16)
def spelt(name: str, language: str) -> str:
    """A name in the alphabet of a language."""
    if language == "sr":
        return cyrillic_of(name)
    if language not in ("ru", "uk", "bg"):
        return name
    lower = name.lower().translate(_CYRILLIC)
    if language == "uk":
        lower = lower.replace("и", "і")
    return "".join(y.upper() if x.isupper() else y for x, y in zip(name, lower, strict=True))


def in_context(rng: random.Random, name: str, language: str) -> str:
    """A name as it stands in a sentence: declined, a person often by the surname alone."""
    parts = name.split()
    shown = parts[-1] if len(parts) > 1 and rng.random() < 0.6 else name
    ending = rng.choice(FRAMES[language]["endings"])
    return spelt(shown, language) + (cyrillic_of(ending) if language == "sr" else ending)


def load(languages: Sequence[str] = LANGUAGES) -> None:
    """Everything that is loaded once, before a clock runs."""
    _concepts()
    for language in languages:
        _common(language)
        _of_concept(language)
        word("a", language)
