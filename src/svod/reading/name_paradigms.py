"""What a word of a name can be a case of: declensions that stand in a language's data, weighed by what else is known of the base form.

A declension is written in one line of `names.declensions`: part of speech, gender, number, what the endings may follow; then the ending
of the base form and those of genitive, dative, accusative, locative and instrumental. `Analysis` is one reading of one word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from svod.languages import data
from svod.languages.given_names import given_name
from svod.languages.lemmas import entry
from svod.languages.scripts import HBS, cyrillic_of, key, romanise
from svod.reading.name_endings import known_bases

CASES = ("nom", "gen", "dat", "acc", "loc", "ins")
_VOWELS = frozenset("aeiouyáäéíóôúýаеиоуіïїяюєэы")


@dataclass(frozen=True, slots=True)
class Declension:
    """How some words decline.

    `after`: what the endings follow: "C" a consonant, "L" or "S" one after a long or a short vowel, "*" anything, otherwise ends of the
    stem. `cost`: how rare it is. `endings`: (ending, case), the base form's among them.
    """

    part: str
    gender: str
    number: str
    after: tuple[str, ...]
    cost: float
    base: str
    endings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A reading of a word: its base form, and the case, gender and number that it has ("" agrees with any); a high `score` is likely."""

    base: str
    case: str
    gender: str
    number: str
    part: str
    score: float


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language's data says of the cases of its names; see `names.toml` of hbs for every key."""

    language: str
    declensions: tuple[Declension, ...]
    governed: Mapping[str, frozenset[str]]
    adjectives: tuple[str, ...]
    oblique: tuple[str, ...]
    fleeting: str
    indeclinable: bool
    linked: frozenset[str]
    appositions: tuple[str, ...]
    undeclined: frozenset[str]
    known: frozenset[str]
    clusters: tuple[str, ...]
    verbs: tuple[str, ...]
    owners: tuple[str, ...]
    probes: tuple[str, ...]
    irregular: Mapping[str, str]


@lru_cache(maxsize=32)
def grammar(language: str) -> Grammar:
    """The grammar of a language's names; one without declensions where its data has none."""
    table: dict[str, Any] = data(language).get("names", {})
    declensions = []
    for head, *columns in table.get("declensions", ()):
        part, gender, number, after, cost = head.split()
        cells = [[e if e != "-" else "" for e in cell.split("|")] if cell else [] for cell in columns]
        named = [*zip(CASES, cells, strict=False)]
        endings = tuple((end, case) for case, ends in named for end in ends)
        declensions.append(Declension(part, gender, number, tuple(after.split("|")), float(cost), cells[0][0], endings))
    governed: dict[str, set[str]] = {}
    for case, words in table.get("governed", {}).items():
        for word in words:
            governed.setdefault(word, set()).add(case)
    return Grammar(
        language,
        tuple(declensions),
        {word: frozenset(cases) for word, cases in governed.items()},
        tuple(table.get("adjectives", ())),
        tuple(table.get("oblique", ())),
        table.get("fleeting", ""),
        bool(table.get("indeclinable")),
        frozenset(table.get("linked", ())),
        tuple(table.get("appositions", ())),
        frozenset(table.get("undeclined", ())),
        frozenset(table.get("known", ())),
        tuple(table.get("clusters", ())),
        tuple(table.get("verbs", ())),
        tuple(table.get("owners", ())),
        tuple(table.get("probes", ())),
        dict(table.get("irregular", {})),
    )


def _long(stem: str) -> bool:
    """Whether the last vowel of a Slovak stem is long (Európsk-a, but slovensk-á)."""
    vowels = re.findall(r"[ií]?[aeiouyáäéíóôúýŕĺ]", stem)
    return bool(vowels) and (len(vowels[-1]) > 1 or vowels[-1] in "áéíóôúýŕĺ")


def _follows(stem: str, after: tuple[str, ...]) -> bool:
    return any(
        a == "*"
        or (a in "LS" and stem[-1] not in _VOWELS and _long(stem) == (a == "L"))
        or (a == "C" and stem[-1].isalpha() and stem[-1] not in _VOWELS)
        or (a != "C" and stem.endswith(a))
        for a in after
    )


def _insert(stem: str, vowel: str) -> str:
    """`petr` → `petar`: a vowel between the last two consonants; "" where there are not two."""
    if len(stem) < 3 or stem[-1] in _VOWELS or stem[-2] in _VOWELS:
        return ""
    cut = 2 if stem.endswith(("lj", "nj", "dž")) else 1
    return stem[:-cut] + vowel + stem[-cut:] if len(stem) - cut > 1 and stem[-cut - 1] not in _VOWELS else ""


@lru_cache(maxsize=1 << 15)
def is_adjective(stem: str, common: str | None, language: str) -> bool:
    """Whether the dictionary, or an ending of the data, makes a stem (`crn`, `europsk`) one of adjectives.

    `common` is what the dictionary has for the word with that stem: where that is something else, it need not be asked again.
    """
    rules = grammar(language)
    if stem.endswith(rules.adjectives or ("\0",)):
        return True
    if common is None or common[: len(stem) - 1] != stem[:-1]:
        return False
    return any(
        lemma is not None and lemma[: len(stem) - 1] == stem[:-1] and lemma[-1:] in _ADJECTIVE_ENDS + stem[-1]
        for end in rules.probes
        if (lemma := entry(stem + end, language))
    )


_ADJECTIVE_ENDS = "iýyи"
_NOUN_ENDS = "aoeаое"


@lru_cache(maxsize=1 << 15)
def worth(base: str, type: str, language: str, unnamed: bool = True, uncommon: bool = True) -> float:
    """What tables say for a base form (in lower case), and the dictionary where it says nothing of the word itself.

    `unnamed`, `uncommon`: it has no entry for the word as a name, as a common word. Persons' names are asked for all the same: the
    dictionary has one entry for what are cases of several (`Željka`).
    """
    score = 0.0
    rules = grammar(language)
    if unnamed and entry(base.capitalize(), language) == base.capitalize():
        score += 2.0
    if base in rules.known or (key(base, language) in known_bases() and len(base) > 2):
        score += 2.5
    elif base.endswith(rules.clusters or ("\0",)):
        score -= 1.5
    if type != "PER" and uncommon and entry(base, language) == base:
        score += 2.0
    return score


@lru_cache(maxsize=1 << 15)
def _readings(word: str, language: str) -> tuple[tuple[str, str, str, str, str, float], ...]:
    """(base, case, gender, number, part, cost) of a lower-cased word, by every declension."""
    rules, common = grammar(language), entry(word, language)
    found: dict[tuple[str, str, str, str, str], float] = {}
    for d in rules.declensions:
        for end, case in d.endings:
            stem = word[: len(word) - len(end)]
            if not word.endswith(end) or len(stem) < 2 or not _follows(stem, d.after):
                continue
            if (
                d.part == "adj"
                and not is_adjective(stem, common, language)
                and not (case in ("gen", "ins") and len(end) > 1)
            ):
                continue
            bases = [(stem + d.base, d.cost)]
            if rules.fleeting and d.part in ("noun", "man") and not d.base and end:
                for n, vowel in enumerate(rules.fleeting):
                    if vowel and (longer := _insert(stem, vowel)):
                        bases.append((longer, d.cost + 1.0 + n * 0.5))
            for base, cost in bases:
                reading = (base, case, d.gender, d.number, d.part)
                found[reading] = min(found.get(reading, 99.0), cost)
    return tuple((*reading, cost) for reading, cost in sorted(found.items()))


@lru_cache(maxsize=1 << 14)
def word_readings(word: str, type: str, language: str, first: bool) -> tuple[Analysis, ...]:
    """Every reading of a romanised, lower-cased word of a name of a type; `first`: where a person's given name stands.

    The score says what tables of names, the dictionary and the rarity of the declension say of it.
    """
    rules = grammar(language)
    named, common = entry(word.capitalize(), language), entry(word, language)
    named = named.lower() if named else None
    result = []
    for base, case, gender, number, part, cost in _readings(word, language):
        inanimate = case == "acc" and base == word and gender == "m"
        if (type == "PER" and inanimate) or (part == "man" and type not in ("PER", "")):
            continue
        score = worth(base, type, language, named is None or type == "PER", common is None) - cost
        if named:
            score += (2.0 if type == "PER" else 4.0) if base == named else -1.0
        if common and type != "PER":
            plain = base[:-1] if part == "adj" else base
            fits = common in (base, plain) or (part == "adj" and common[:-1] == plain and common[-1] in _ADJECTIVE_ENDS)
            fits = fits or (number == "p" and part == "noun" and common[: len(plain)] == base[:-1])
            if part == "adj" and common[-1] in _NOUN_ENDS and plain not in rules.adjectives:
                continue  # Vojske: a noun
            score += 4.0 if common == base else 2.0 if fits else -1.0
        if base == word and base.endswith(rules.oblique or ("\0",)):
            score -= 2.5
        if gender == "a":
            known = given_name(base.capitalize(), language) if first and type == "PER" else None
            for g in "fm":
                rare = 0.0 if g == "f" else 1.0 if type == "PER" and not first else 1.5
                if known:
                    rare = 0.0 if (known.gender == "woman") == (g == "f") else 3.0
                if type == "PER" and not first:
                    rare = 0.0
                if type in ("PER", "") or g == "f":
                    result.append(Analysis(base, case, g, number, "noun", score - rare))
        else:
            result.append(Analysis(base, case, gender, number, "noun" if part == "man" else part, score))
    return tuple(result)


def latin(word: str, language: str) -> str:
    """The form in which the declensions are written: hr, sr and bs words in Latin letters."""
    return romanise(word, "sr") if language in HBS else word


def written_like(base: str, word: str, language: str) -> str:
    """A lower-case Latin base form in the script and the capitals of `word`: (`petar`, `Петра`) → `Петар`."""
    own = latin(word, language)
    shared = next(
        (i for i, (a, b) in enumerate(zip(own.lower(), base, strict=False)) if a != b), min(len(own), len(base))
    )
    if own == word:
        rest = base[shared:]
        return word[:shared] + (rest.upper() if word.isupper() and len(word) > 2 else rest)
    for n in range(len(word), -1, -1):
        start = latin(word[:n], language)
        if base.startswith(start.lower()) and len(start) <= shared:
            rest = cyrillic_of(base[len(start) :])
            return word[:n] + (rest.upper() if word.isupper() and len(word) > 2 else rest)
    return word
