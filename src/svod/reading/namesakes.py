"""When two base forms in one report may be one name: words in two cases or spellings, parts of a name, initials, the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from svod.languages.gazetteer import (
    Known,
    country,
    country_of_adjective,
    country_of_people,
    institution_words,
    lookup,
    loose,
    stem,
)
from svod.records import Mention, MentionType

# Words that say what kind of organisation it is, not which one: `Gazprom` may be short for `Gazprom AG`, not for `Gazprom Export`.
_GENERIC = frozenset(
    "ag a s sa spa se plc ltd llc inc corp gmbh doo dd oao ooo pao ao zao as the company co group grupa gruppe groupe skupina news media "
    "agencija agentura agencja agentstvo agency airlines airline novosti tv televizija televize telewizja".split()
)


def known_as(mentions: Iterable[Mention], language: str) -> Known | None:
    """The one entity of the gazetteer that these mentions of one entity may name, or None.

    A person's name is never there, but a people's is, and stands for the country (`Brytyjczycy`); so does a country's adjective where it
    was taken for a name (`российский`).
    """
    found: dict[str, Known] = {}
    types: Counter[str] = Counter()
    for lemma, type_ in dict.fromkeys((m.lemma, m.type) for m in mentions):
        found |= {k.id: k for k in _known(lemma, type_, language)}
        types[type_] += 1
    if len(found) > 1:
        found = {i: k for i, k in found.items() if k.type in types}
    return next(iter(found.values())) if len(found) == 1 else None


def _known(lemma: str, type_: MentionType, language: str) -> list[Known]:
    code = None
    if type_ == "PER":
        code = country_of_people(lemma, language)
    if not code and (type_ == "LOC" or lemma[:1].islower()) and type_ in ("LOC", "PER"):
        code = country_of_adjective(lemma, language)
    if type_ == "LOC":
        concepts, free = institution_words(lemma, language)
        if len(concepts) == 2 and concepts[1] == "republic" and not free and not lookup(lemma, language):
            code = concepts[0]  # Republika Irska, Irská republika
    if type_ == "PER" or code:
        known = country(code) if code else None
        return [known] if known else []
    return [k for k in lookup(lemma, language) if k.type == "ORG" or type_ in ("LOC", "ORG") or k.type == type_]


def name_like(a: str, b: str) -> bool:
    """Two romanised words that are one name in two cases or two spellings of one report's language."""
    if a == b or stem(a) == stem(b):
        return True
    longer, shorter = max(len(a), len(b)), min(len(a), len(b))
    if a.startswith(b) or b.startswith(a):
        return shorter >= 4 and longer - shorter <= 3
    return shorter >= 6 and Levenshtein.distance(a, b) == 1


def one_letter_apart(a: str, b: str) -> bool:
    """Two spellings of one word, in whatever case? Numbers must be the same."""
    if any(c.isdigit() for c in a + b):
        return a == b
    return stem(a) == stem(b) or (min(len(a), len(b)) >= 6 and Levenshtein.distance(a, b) <= 1)


def feminine(word: str) -> bool:
    """Does a romanised surname end as only a woman's does?"""
    return word.endswith(("ova", "eva", "ska", "aja", "ina"))


def is_surname(word: str, words: Sequence[str]) -> bool:
    """Is a word the surname of a full name?"""
    return name_like(word, words[-1])


def is_given_name(word: str, words: Sequence[str]) -> bool:
    """Is a word one of the given names of a full name?"""
    return any(name_like(word, w) for w in words[:-1])


def is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Are the words of one full name all found in another, in order? (`Lars Rasmussen` in `Lars Løkke Rasmussen`)"""
    rest = iter(long)
    return all(
        any(name_like(word, other) or (len(word) == 1 and other.startswith(word)) for other in rest) for word in short
    )


def initials(name: str, language: str) -> frozenset[str]:
    """The acronyms that a name of several words may have: with and without its small words, romanised.

    >>> sorted(initials("Organizacija za evropsku bezbednost", "sr"))
    ['oeb', 'ozeb']
    """
    words = [w for w in name.replace("-", " ").split() if w[0].isalpha()]
    choices = (words, [w for w in words if w[0].isupper()], [w for w in words if len(w) > 3])
    return frozenset("".join(loose(w[0], language) for w in chosen) for chosen in choices if len(chosen) > 1)


def adds_nothing(word: str, language: str, words_left: int) -> bool:
    """Does a word of a longer name say only its kind of company or its country? A country says more where one word is left without it."""
    if word in _GENERIC:
        return True
    is_country = (
        any(k.kind == "country" for k in lookup(word, language)) or country_of_adjective(word, language) is not None
    )
    return is_country and words_left > 1
