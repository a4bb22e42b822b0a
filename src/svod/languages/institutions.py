"""What the names of institutions mean, word by word, so that they compare in any language and word order."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from svod.languages.gazetteer import (
    Known,
    cell,
    country_of_adjective,
    entities,
    lookup,
    loose,
    rows,
    stem,
    stems,
    words_of,
)
from svod.languages.scripts import shelf


@cache
def _institution_words(col: str) -> dict[str, str]:
    """Stems of the words that names of institutions are made of, in one column -> what they mean."""
    words: dict[str, str] = {}
    for row in rows("institution_words"):
        for name in cell(row.get(col, "")):
            words.setdefault(stems(loose(name, col)), row["code"])
    return words


@lru_cache(maxsize=65536)
def institution_words(name: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an organisation's name means, word by word: the concepts and countries in it (`court`, `supreme`, `PK`), and the words that
    are neither. Both sorted, so that names in two languages compare whatever their word order.

    >>> institution_words("Vrhovno sodišče Pakistana", "sl") == institution_words("Верховный суд Пакистана", "ru")
    True
    """
    own, english = _institution_words(shelf(language)), _institution_words("en")
    words, originals = loose(name, language).split(), words_of(name)
    aligned = len(originals) == len(words)
    meant: list[str] = []
    free: list[str] = []
    n = 0
    while n < len(words):
        if n + 1 < len(words):
            pair = " ".join(map(stem, words[n : n + 2]))
            two = lookup(" ".join(originals[n : n + 2]), language) if aligned else ()
            if len(two) == 1 and two[0].kind == "country":
                meant.append(two[0].code)
                n += 2
                continue
            if pair in own:
                meant += own[pair].split("+")
                n += 2
                continue
        word, original = words[n], originals[n] if aligned else words[n]
        country_code = country_of_adjective(original, language) or next(
            (k.code for k in lookup(original, language) if k.kind == "country"), None
        )
        if country_code:
            meant.append(country_code)
        elif concept := own.get(stem(word)) or english.get(stem(word)):
            meant += concept.split("+")
        elif len(word) > 3 or word.isdigit() or original[:1].isupper():
            free.append(word)
        n += 1
    return tuple(sorted({*meant} - {"-"})), tuple(free)


# Words that with a country's name say no more than what it is: any Russian bank; Roman, of the Church, is taken for Romania's.
_VAGUE = frozenset({"bank", "finance", "catholic", "church"})


@cache
def _meant() -> dict[tuple[str, ...], Known]:
    """What the English names of a country's institutions mean -> the institution; those that mean only one."""
    found: dict[tuple[str, ...], set[Known]] = defaultdict(set)
    for known in entities():
        if known.kind == "institution" and known.type == "ORG":
            for name in known.names["en"]:
                concepts, free = institution_words(name, "en")
                said = {c for c in concepts if c.islower()}
                if not free and said and not said <= _VAGUE and len(said) < len(concepts):
                    found[concepts].add(known)
    return {concepts: next(iter(own)) for concepts, own in found.items() if len(own) == 1}


def institution_meant(concepts: tuple[str, ...]) -> Known | None:
    """The institution of the tables that a name with these concepts (`institution_words`) means, or None.

    >>> institution_meant(institution_words("americký Senát", "cs")[0]).code
    'us-senate'
    """
    return _meant().get(concepts)
