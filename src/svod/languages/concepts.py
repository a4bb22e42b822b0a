"""Words that mean the same in different languages, and how much a word says.

A word's lemma is looked up in a table of concepts (the synsets of the Interslavic dictionary, English and German included; see
`models/CONCEPTS.md`). A concept belongs to families: concepts named by one root (to support, support). Words that the table does not
have are compared by their cognate key, in which the spellings of the Slavic languages fall together (cz/č, rz/ř, ó/u, w/v, ije/e).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files

from svod.languages import words
from svod.languages.gazetteer import rows
from svod.languages.lemmas import lemma
from svod.languages.scripts import key, shelf

UNSEEN_BITS = 16.0
"""Information of a word that the table does not count: rarer than one sentence in 65,000."""
LEAST_STEM = 3
"""Letters that a derived word must share with the one that it is made from."""
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
def verbs() -> frozenset[int]:
    """The concepts that are verbs: what Croatian or Slovene calls by an infinitive, and by nothing else."""
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for language, infinitives in (("hr", ("ti", "ći")), ("sl", ("ti", "či"))):
        for base, row in _table(language).items():
            named[base.endswith(infinitives)].update(map(int, row[0].split()) if row else ())
    return frozenset(named[True] - named[False])


@cache
def _news(language: str) -> dict[str, frozenset[int]]:
    """Base form -> the concepts of `tables/news_words.tsv` that it names, numbered after those of the model."""
    named: dict[str, set[int]] = {}
    for n, row in enumerate(rows("news_words"), len(_families())):
        for base in row.get(shelf(language), "").split():
            named.setdefault(base, set()).add(n)
    return {base: frozenset(found) for base, found in named.items()}


@cache
def news_concept(name: str) -> int:
    """The number of the concept of `tables/news_words.tsv` whose first English word is `name`."""
    return next(n for n, row in enumerate(rows("news_words"), len(_families())) if row["en"].split()[0] == name)


def news_word(name: str, language: str) -> Word | None:
    """The first word of a language for a concept of the news; None for a language that the table does not have."""
    row = rows("news_words")[news_concept(name) - len(_families())]
    found = row.get(shelf(language), "").split()
    return meaning(found[0], language) if found else None


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
    known = _known(base, language)
    return Word(base, cognate_key(base, language), known.concepts, known.families, known.bits or UNSEEN_BITS)


@lru_cache(maxsize=1 << 18)
def meaning(form: str, language: str) -> Word:
    """What `word` knows and, beside it, the concepts of the news; for a word that the model lacks, what is known of the word that it is
    made from (`rozwiązanie` from `rozwiązać`): for comparing two passages, not for telling what a report is about."""
    base = lemma(form, language)
    # Bulgarian verbs that are also reflexive come with the particle: `направя-(се)`.
    bare = base.partition("-(")[0]
    known = _known(base, language)
    found = next((entry for b in (base, bare) if (entry := _told(b, language)).found), None) or _derived(bare, language)
    bits = known.bits or found.bits or UNSEEN_BITS
    return Word(base, cognate_key(bare, language), found.concepts, found.families, bits)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the tables have for a base form; 0 bits where they were not counted."""

    concepts: frozenset[int] = frozenset()
    families: frozenset[int] = frozenset()
    bits: float = 0.0

    @property
    def found(self) -> bool:
        return bool(self.concepts or self.families)


def _known(base: str, language: str) -> _Entry:
    ids, bits, kin = (*_table(language).get(base, ()), "", "", "")[:3]
    concepts = frozenset(map(int, ids.split()))
    families = frozenset(f for c in concepts for f in _families()[c]) | frozenset(map(int, kin.split()))
    return _Entry(concepts, families, int(bits) / 10 if bits else 0.0)


def _told(base: str, language: str) -> _Entry:
    """What the model knows of a base form, and the concepts of the news that it names."""
    known = _known(base, language)
    news = _news(language).get(base)
    return replace(known, concepts=known.concepts | news) if news else known


def _derived(base: str, language: str) -> _Entry:
    """What is known of the word that a base form is made from (`rozwiązanie` from `rozwiązać`): families, and concepts of the news."""
    for ending, replacements in _endings(language):
        if base.endswith(ending) and len(base) - len(ending) >= LEAST_STEM:
            stem = base.removesuffix(ending)
            found = [known for new in replacements if (known := _told(stem + new, language)).found]
            if found:
                return _kin(found)
    for prefix in words(language, "derivation", "prefixes"):
        if base.startswith(prefix) and len(base) - len(prefix) >= LEAST_STEM:
            plain = lemma(base.removeprefix(prefix), language)
            known = _told(plain, language)
            return _kin([known]) if known.found or plain.startswith(prefix) else _derived(plain, language)
    return _Entry()


def _kin(found: Iterable[_Entry]) -> _Entry:
    """What passes from words to those made of them: no more than their families, save in the news."""
    found = list(found)
    news = (c for known in found for c in known.concepts if c >= len(_families()))
    families = (f for known in found for f in known.families)
    return _Entry(frozenset(news), frozenset(families), max(known.bits for known in found))


@cache
def _endings(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Endings of derived words and what stands in their place in the words that they are made from, the longest ending first."""
    rules = (rule.partition(": ") for rule in words(language, "derivation", "endings"))
    swaps = {ending: tuple("" if new == "-" else new for new in others.split()) for ending, _, others in rules}
    return tuple(sorted(swaps.items(), key=lambda swap: (-len(swap[0]), swap[0])))


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
