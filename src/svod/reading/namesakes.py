"""When two base forms in one report may be one name: words in two cases or spellings, parts of a name, initials, the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from svod.languages.gazetteer import (
    Known,
    country,
    country_of_adjective,
    country_of_people,
    lookup,
    loose,
    stem,
    told_by,
)
from svod.languages.institutions import institution_meant, institution_words
from svod.records import Mention, MentionType

# Words that say what kind of organisation it is, not which one: `Gazprom` may be short for `Gazprom AG`, not for `Gazprom Export`.
_GENERIC = frozenset(
    "ag a s sa spa se plc ltd llc inc corp gmbh doo dd oao ooo pao ao zao as the company co group grupa gruppe groupe skupina news media "
    "agencija agentura agencja agentstvo agency airlines airline novosti tv televizija televize telewizja".split()
)


# The country that a language's own news is about where it names none.
_HOME = {
    "hr": "HR", "sr": "RS", "bs": "BA", "sl": "SI", "pl": "PL", "cs": "CZ", "sk": "SK", "ru": "RU", "uk": "UA", "bg": "BG", "mk": "MK",
    "de": "DE",
}  # fmt: skip


def known_as(mentions: Iterable[Mention], language: str, near: frozenset[str] = frozenset()) -> Known | None:
    """The one entity of the gazetteer that these mentions of one entity may name, or None.

    A person's name is never there, but a people's is, and stands for the country (`Brytyjczycy`); a party's members stand for the party
    (`laburzyści`); so does a country's adjective where it was taken for a name (`российский`). Of namesakes (`Georgia`, `Demokrati`) the
    one that is told by what else the report names: `near`, as `known_near` finds it.
    """
    found = candidates(mentions, language)
    fitting = _told(found, language, near)
    return fitting[0] if len(fitting) == 1 else None


def candidates(mentions: Iterable[Mention], language: str) -> list[Known]:
    """All entities of the gazetteer that these mentions of one entity may name, whatever else the report names."""
    found: dict[str, Known] = {}
    types: Counter[str] = Counter()
    for lemma, type_ in dict.fromkeys((m.lemma, m.type) for m in mentions):
        found |= {k.id: k for k in _known(lemma, type_, language)}
        types[type_] += 1
    if len(found) > 1:
        found = {i: k for i, k in found.items() if k.type in types}
    return list(found.values())


def known_near(mentions: Iterable[Mention], language: str) -> frozenset[str]:
    """The ids of the gazetteer's entities that a report names beyond doubt, by which namesakes are told apart."""
    near = set()
    for lemma, type_ in dict.fromkeys((m.lemma, m.type) for m in mentions):
        found = _known(lemma, type_, language)
        if len(found) == 1 and not _needed(found[0], found):
            near.add(found[0].id)
    return frozenset(near)


def _told(found: Sequence[Known], language: str, near: frozenset[str]) -> list[Known]:
    """Of the candidates those that the report tells; where it tells none, those that need no telling and those of its own country."""
    told = [k for k in found if any(_names(near, sign) for sign in told_by(k))]
    home = f"country:{_HOME.get(language)}"
    return told or [k for k in found if not (needed := _needed(k, found)) or home in needed]


def _needed(known: Known, found: Sequence[Known]) -> tuple[str, ...]:
    """What a report must name for `known` to be meant; nothing for a place that has the name for itself (`Gruzija`)."""
    return () if len(found) == 1 and known.type == "LOC" else told_by(known)


def _names(near: frozenset[str], sign: str) -> bool:
    return any(n.startswith(sign) for n in near) if sign.endswith(":") else sign in near


@lru_cache(maxsize=65536)
def _known(lemma: str, type_: MentionType, language: str) -> tuple[Known, ...]:
    code = None
    if type_ == "PER":
        code = country_of_people(lemma, language)
    if not code and (type_ == "LOC" or lemma[:1].islower()) and type_ in ("LOC", "PER"):
        code = country_of_adjective(lemma, language)
    if type_ == "LOC":
        concepts, free = institution_words(lemma, language)
        if len(concepts) == 2 and concepts[1] == "republic" and not free and not lookup(lemma, language):
            code = concepts[0]  # Republika Irska, Irská republika
    if code:
        known = country(code)
        return (known,) if known else ()
    found = lookup(lemma, language)
    if type_ == "ORG" and not found:
        concepts, free = institution_words(lemma, language)
        meant = None if free else institution_meant(concepts)
        return (meant,) if meant else ()
    if type_ == "PER":
        return tuple(k for k in found if k.kind == "party" and " " not in lemma)
    return tuple(k for k in found if k.type == "ORG" or type_ in ("LOC", "ORG") or k.type == type_)


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
