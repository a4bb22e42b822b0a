"""What a language's data says about reported speech, made ready for matching: cues, attribution phrases and function words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from svod.languages import data, words
from svod.languages.phrases import Phrases
from svod.records import Token

VERBS = ("say", "think", "carry", "act", "label")
"""Kinds of verbs, those that say most about the sentence first: a verb in two lists is of both kinds."""


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words, some of them given by how they begin (`predsjedni*`)."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]

    def __contains__(self, norm: str) -> bool:
        return norm in self.exact or norm.startswith(self.beginnings)


def word_set(language: str, *path: str) -> Words:
    """The words of a list of the language's data, alternatives (`a|b`) taken apart."""
    single = [w for entry in words(language, *path) for w in entry.split("|")]
    return Words(
        frozenset(w for w in single if not w.endswith("*")),
        tuple(sorted({w[:-1] for w in single if len(w) > 1 and w.endswith("*")})),
    )


@dataclass(frozen=True, slots=True)
class Speech:
    """The `[quotations]` table of a language."""

    cues: Phrases
    """Verbs of speech; the value names their kinds, `say carry`."""
    attributions: Phrases
    """Phrases that begin an attribution: value `according` (a name follows), `own` (a pronoun is in it), `as` (a clause follows),
    `ask` (a question follows), `nouns` (a noun of speech)."""
    about_this: Phrases
    that: Words
    subjunctive: Words
    about: Words
    whether: Phrases
    auxiliaries: Words
    adverbs: Words
    prepositions: Words
    at: Words
    contrast: Words
    joining: Words
    relatives: Words
    pronouns: Words
    persons: Words
    institutions: Words
    media: Words
    toward: Words
    sentential: Words
    cite: Words
    """Verbs whose subject carries the words and whose object said them: `AFP quotes the minister`."""
    journalists: Words
    genitive: Words
    feminine: Words
    masculine: Words
    feminine_titles: Words
    masculine_titles: Words
    feminine_names: Words
    masculine_names: Words
    told_to: Words
    articles: Words
    media_names: Words
    owners: Words
    documents: Words
    spokespersons: Words
    """Nouns for people who speak for a body, so that what they say is the body's."""
    companies: Words
    """Nouns for a company, which stand for the one that the report is about."""
    to_whom: Words
    """Prepositions before whoever something is said to."""
    unnamed: Phrases
    """Words that keep back who a source is."""
    corrective: Words
    oblique: tuple[str, ...]
    feminine_ends: tuple[str, ...]
    masculine_ends: tuple[str, ...]
    plural_ends: tuple[str, ...]
    feminine_nouns: tuple[str, ...]
    feminine_surnames: tuple[str, ...]
    masculine_surnames: tuple[str, ...]
    as_words: Words
    whether_words: Words
    cases: bool
    subject_first: bool
    that_dropped: bool


@lru_cache(maxsize=64)
def speech(language: str) -> Speech:
    """The reported-speech data of a language, compiled once; empty lists for a language without data."""
    table: dict[str, Any] = data(language).get("quotations", {})
    kinds: dict[str, list[str]] = {}
    for kind in VERBS:
        for entry in words(language, "quotations", kind):
            for verb in [entry] if " " in entry else entry.split("|"):
                kinds.setdefault(verb, []).append(kind)
    attributions: dict[str, str] = {}
    for kind in ("nouns", "as", "according", "own", "ask"):
        for entry in words(language, "quotations", kind):
            for phrase in [entry] if " " in entry else entry.split("|"):
                attributions[phrase] = kind
    sets: dict[str, Any] = {
        name: word_set(language, "quotations", name)
        for name in (
            "that", "subjunctive", "about", "auxiliaries", "adverbs", "prepositions", "at", "contrast", "joining",
            "relatives", "pronouns", "persons", "institutions", "media", "toward", "sentential", "cite", "journalists",
            "genitive", "feminine", "masculine", "feminine_titles", "masculine_titles", "feminine_names",
            "masculine_names", "told_to", "articles", "media_names", "owners", "documents", "spokespersons", "companies",
            "to_whom", "corrective",
        )
    }  # fmt: skip
    sets["persons"] = Words(
        sets["persons"].exact | sets["owners"].exact, sets["persons"].beginnings + sets["owners"].beginnings
    )
    endings: dict[str, Any] = {
        name: tuple(sorted(word_set(language, "quotations", name).exact))
        for name in (
            "oblique", "feminine_ends", "masculine_ends", "plural_ends", "feminine_nouns", "feminine_surnames",
            "masculine_surnames",
        )
    }  # fmt: skip
    return Speech(
        cues=Phrases({verb: " ".join(found) for verb, found in kinds.items()}),
        attributions=Phrases(attributions),
        about_this=Phrases(words(language, "quotations", "about_this")),
        unnamed=Phrases(words(language, "quotations", "unnamed")),
        whether=Phrases(words(language, "quotations", "whether")),
        cases=bool(table.get("cases", False)),
        subject_first=bool(table.get("subject_first", False)),
        that_dropped=bool(table.get("that_dropped", False)),
        as_words=word_set(language, "quotations", "as"),
        whether_words=word_set(language, "quotations", "whether"),
        **endings,
        **sets,
    )


@dataclass(frozen=True, slots=True)
class Grammar:
    """The `[clauses]` table of a language."""

    finite: Words
    endings: tuple[str, ...]
    not_finite: Words
    coordinating: Words
    subordinating: Words
    future: Words
    possible: Words
    denial: Words
    announcing: Words

    def is_finite(self, token: Token) -> bool:
        """Is the word a finite verb, as far as its form tells?"""
        norm = token.norm
        if norm in self.finite:
            return True
        return (
            len(norm) > 3
            and norm.endswith(self.endings)
            and norm not in self.not_finite
            and not token.text[0].isupper()
        )


@lru_cache(maxsize=64)
def grammar(language: str) -> Grammar:
    """The data on clauses of a language, compiled once; nothing is finite in a language without data."""
    sets = {
        name: word_set(language, "clauses", name)
        for name in (
            "finite", "not_finite", "coordinating", "subordinating", "future", "possible", "denial", "announcing",
        )
    }  # fmt: skip
    return Grammar(endings=tuple(sorted(word_set(language, "clauses", "endings").exact)), **sets)
