"""Words that mean the same in different languages, and how much a word says.

A word's lemma is looked up in a table of concepts (the synsets of the Interslavic dictionary, English and German included; see
`models/CONCEPTS.md`). A concept belongs to families: concepts named by one root (to support, support). Words that the table does not
have are compared by their cognate key, in which the spellings of the Slavic languages fall together (cz/č, rz/ř, ó/u, w/v, ije/e).
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

from svod.languages.lemmas import lemma
from svod.languages.scripts import key, shelf

UNSEEN_BITS = 16.0
"""Information of a word that the table does not count: rarer than one sentence in 65,000."""
UNSEEN_NAME = 13.0
"""Information of a word of a name that the table does not count: fewer than six of 13,000 stretches of news hold it."""


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word: its lemma, cognate key, concepts, families of concepts, and information in bits."""

    lemma: str
    cognate: str
    concepts: frozenset[int]
    families: frozenset[int]
    bits: float


@cache
def _member(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a member of the model; none where there is no such member."""
    with as_file(files("svod.models") / "concepts.zip") as path, zipfile.ZipFile(path) as archive:
        if name not in archive.namelist():
            return ()
        return tuple(tuple(line.split("\t")) for line in archive.read(name).decode("utf-8").splitlines())


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    """Lemma -> concepts, tenths of a bit, and families where it has no concepts (missing fields at the end are left out)."""
    return {row[0]: row[1:] for row in _member(f"{shelf(language)}.tsv")}


@cache
def _families() -> tuple[tuple[int, ...], ...]:
    """The families of each concept; beside them the table has its English word, for whoever reads the file."""
    return tuple(tuple(map(int, row[1].split())) for row in _member("concepts.tsv"))


@cache
def _names() -> dict[str, int]:
    """Key of a name -> tenths of a bit."""
    return {row[0]: int(row[1]) for row in _member("names.tsv")}


@lru_cache(maxsize=1 << 18)
def word(form: str, language: str) -> Word:
    """What is known of the word `form` (as it stands in the text, or its `Token.norm`) of `language`.

    A language without a table gets no concepts, and every word of it counts as rare.
    """
    base = lemma(form, language)
    ids, bits, kin = (*_table(language).get(base, ()), "", "", "")[:3]
    concepts = frozenset(map(int, ids.split()))
    families = frozenset(f for c in concepts for f in _families()[c]) | frozenset(map(int, kin.split()))
    return Word(base, cognate_key(base, language), concepts, families, int(bits) / 10 if bits else UNSEEN_BITS)


# In this order, on the ASCII key of a word: spellings of one sound in several languages.
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"szcz|shch", "sc"), (r"cz|ch(?=[aeiou])", "c"), (r"sch|sz|sh", "s"), (r"rz", "r"), (r"dz[hij]?", "d"), (r"dj", "d"),
        (r"ije|je|ie|ia|ja", "e"), (r"kh|ch", "h"), (r"g", "h"), (r"w", "v"), (r"ph", "f"), (r"th", "t"), (r"ck|q|c(?=k)", "k"),
        (r"x", "ks"), (r"y|j", "i"), (r"ou|oo|u", "o"), (r"(.)\1+", r"\1"), (r"(?<=[^aeiou])i(?=[aeiou])", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=1 << 18)
def cognate_key(form: str, language: str) -> str:
    """A key under which cognates look alike whatever their spelling (ASCII, lower case).

    >>> cognate_key("wojna", "pl"), cognate_key("война", "ru"), cognate_key("rijeka", "hr") == cognate_key("reka", "sr")
    ('voina', 'voina', True)
    """
    folded = key(form, language)
    for pattern, to in _FOLDS:
        folded = pattern.sub(to, folded)
    return folded


# Case endings of names, as cognate keys spell them: `-owi`, `-ovega`, `-ami`, `-om`, `-iem`, `-ych`, `-a` and the like.
_CASE_ENDINGS = re.compile(
    r"(?<=...)(ovi|evi|ova|ove|ovo|ovoho|ovega|eho|ega|oho|omo|emo|ami|ima|iom|em|om|im|ih|ah|oi|ei|es|[aeio])+$"
)


@lru_cache(maxsize=1 << 16)
def name_key(form: str, language: str) -> str:
    """A rough key of one word of a name, the same over cases and languages where possible: its cognate key without the ending.

    >>> name_key("Putinem", "pl") == name_key("Путина", "ru") == name_key("Putin", "hr")
    True
    """
    folded = cognate_key(form, language)
    stem = _CASE_ENDINGS.sub("", folded)
    return (stem if len(stem) >= 3 else folded)[:6]


def name_key_bits(key_of_name: str) -> float:
    """How many bits it says that a report holds a name with this key: few for what news always names (`EU`), `UNSEEN_NAME` for most."""
    tenths = _names().get(key_of_name)
    return UNSEEN_NAME if tenths is None else tenths / 10
