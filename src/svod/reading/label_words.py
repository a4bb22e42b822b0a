"""The nouns that stand for persons and countries, and the words around them, as the language's data (`labels`) has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from svod.languages import data, words
from svod.languages.gazetteer import country_of_people
from svod.languages.lemmas import lemma as base_form
from svod.languages.phrases import Phrases
from svod.languages.scripts import cyrillic_of, norm
from svod.records import Layout, Token

_KINDS = ("generic", "offices", "persons", "countries", "professions", "relatives")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a form of a noun is a form of: its lemma, the kind of noun, and the numbers (singular, dual, plural) that the form may be in."""

    lemma: str
    kind: str
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The `[labels]` table of a language, ready to be matched; `nouns`: every form of every noun."""

    nouns: Mapping[str, Noun]
    adjectives: Phrases
    relational: tuple[str, ...]
    negative: Phrases
    positive: Phrases
    pairs: Phrases
    complements: Phrases
    links: frozenset[str]
    determiners: frozenset[str]
    duals: frozenset[str]
    openers: frozenset[str]
    synonyms: Mapping[str, str]


@cache
def label_lexicon(language: str) -> Lexicon:
    """The nouns and the words around them of `language`, compiled once; empty for a language without data."""
    nouns: dict[str, Noun] = {}
    for kind in _KINDS:
        for entry in words(language, "labels", kind):
            lemma, *stems = entry.split("/")
            for form, numbers in _forms(lemma, stems, language).items():
                # The base form of one noun outranks an oblique form of another; then the order of the data decides.
                if form not in nouns or (form == lemma.casefold() and nouns[form].lemma.casefold() != form):
                    nouns[form] = Noun(lemma, "persons" if kind == "professions" else kind, frozenset(numbers))
    for form in words(language, "labels", "no_forms"):
        nouns.pop(form, None)
    endings = product(words(language, "labels", "relational"), words(language, "labels", "adjective_endings"))
    return Lexicon(
        nouns,
        Phrases(words(language, "labels", "adjectives")),
        tuple(sorted({root + ending for root, ending in endings})),
        Phrases(words(language, "labels", "negative")),
        Phrases(words(language, "labels", "positive")),
        Phrases(words(language, "labels", "pairs")),
        Phrases((*words(language, "labels", "complements"), *words(language, "labels", "portfolios"))),
        frozenset(words(language, "labels", "links")),
        frozenset(words(language, "labels", "determiners")),
        frozenset(words(language, "labels", "dual_verbs")),
        frozenset(words(language, "labels", "openers")),
        {noun: group.split("|")[0] for group in words(language, "labels", "synonyms") for noun in group.split("|")},
    )


def synonym(head: str, language: str) -> str:
    """One noun for all that a report may use for one office (`captain`, `master`); the noun itself where it has no synonyms."""
    return label_lexicon(language).synonyms.get(head, head)


def _forms(lemma: str, further: Sequence[str], language: str) -> dict[str, set[str]]:
    """Every form of a noun -> the numbers (singular, dual, plural) that it may be in."""
    tables = data(language).get("labels", {})
    forms: dict[str, set[str]] = {}
    for number in ("singular", "dual", "plural"):
        table = tables.get(number, {})
        ending = max((e for e in table if e != "default" and lemma.endswith(e)), key=len, default="default")
        stem = lemma if ending == "default" else lemma[: len(lemma) - len(ending)]
        for root in (stem, *further):
            for suffix in table.get(ending, ()):
                forms.setdefault((root + suffix.removeprefix("-")).casefold(), set()).add(number)
        for stem_form in further:
            if ending != "default" or number != "singular":
                continue
            forms.setdefault(stem_form.casefold(), set()).add("plural")  # an irregular form that stands by itself
    return forms


def noun_for_people(token: Token, language: str) -> Noun | None:
    """A noun for somebody of a country: `Britanac`, `британець`."""
    if len(token.text) < 4 or country_of_people(token.text, language) is None:
        return None
    base = base_form(token.norm, language)
    return Noun(base.capitalize() if token.text[0].isupper() else base, "peoples", frozenset({"singular"}))


def native(lemma: str, layout: Layout) -> str:
    """The lemma in the script of the report: Serbian data is in Latin letters."""
    if (
        layout.script != "Cyrl"
        or norm(lemma, layout.language) != lemma.casefold()
        or (not lemma.isascii() and lemma[0].casefold() > "ж")
    ):
        return lemma
    cyrillic = cyrillic_of(lemma.casefold())
    return cyrillic.capitalize() if lemma[0].isupper() else cyrillic
