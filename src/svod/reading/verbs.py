"""Which words of a sentence are verbs, as far as form and dictionary tell: what clauses are cut around.

No tagger is at hand. A word is a verb if the language's data lists it, or if its base form is an infinitive (`prowadzi`: `prowadzić`)
and its ending is one of a verb. Languages whose base forms look like any word (Bulgarian, Macedonian, English) ask the table of concepts
instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from svod.languages import words
from svod.languages.concepts import verbs as verb_concepts
from svod.languages.concepts import word
from svod.languages.lemmas import entry, lemma
from svod.languages.phrases import Phrases
from svod.reading.speech import Words, grammar, word_set
from svod.records import Token

Form = Literal["finite", "auxiliary", "compound", "participle", "other"]
"""`compound`: a form that tells nothing without an auxiliary somewhere (`prehitel` beside `je`); `participle`: one that makes a clause of
its own after a comma only (`, wywołane odmową …`)."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """The `[verbs]` table of a language."""

    language: str
    infinitives: tuple[str, ...]
    """Endings of base forms that are infinitives; none where base forms do not tell."""
    inflected: tuple[str, ...]
    """Endings of finite forms, of words whose base form is an infinitive."""
    participles: tuple[str, ...]
    nominal: tuple[str, ...]
    """Endings of nouns that the dictionary gives the infinitive as base form (`kažnjavanje`)."""
    compound: tuple[str, ...]
    """Endings of past forms that need an auxiliary."""
    past: tuple[str, ...]
    """Endings of past forms."""
    auxiliaries: Words
    finite: Words
    never: Words
    clitics: Words
    """Pronouns that stand right before a verb (Macedonian `го оштети`)."""
    without_comma: Phrases
    """Words before which a clause may begin although no comma stands there."""
    of_these: Phrases
    """What begins a part of a number that was told before (`of whom 42 in Germany`)."""

    def form(self, token: Token, first: bool = False) -> Form:
        """What kind of verb form a word is.

        Args:
            token: the word.
            first: it begins a sentence, so that its capital tells no name.
        """
        if not token.is_word or (token.text[0].isupper() and not first):
            return "other"
        return _form(token.norm, token.text[0].isupper(), self.language)


@lru_cache(maxsize=1 << 16)
def _form(norm: str, capital: bool, language: str) -> Form:
    verbs = verbs_of(language)
    if norm in verbs.auxiliaries:
        return "auxiliary"
    if norm in verbs.never:
        return "other"
    rules = grammar(language)
    if norm in verbs.finite or (norm in rules.finite and not capital):
        return "finite"
    if len(norm) < 3:
        return "other"
    base = lemma(norm, language)
    by_base = bool(verbs.infinitives) and base != norm and base.endswith(verbs.infinitives)
    if by_base and not norm.endswith(verbs.nominal):
        if verbs.compound and norm.endswith(verbs.compound):
            return "compound"
        if verbs.participles and norm.endswith(verbs.participles):
            return "participle"
        if norm.endswith(verbs.inflected):
            return "finite"
    if capital or norm in rules.not_finite or by_base:
        return "other"
    if len(norm) > 3 and norm.endswith(rules.endings) and (not verbs.infinitives or entry(norm, language) is None):
        # The dictionary does not know the word, so that its ending is all there is.
        return "compound" if verbs.compound and norm.endswith(verbs.compound) else "finite"
    if not verbs.infinitives and (concepts := word(norm, language).concepts):
        told = len(concepts & verb_concepts())
        if told > len(concepts) - told:
            return "participle" if norm.endswith(verbs.participles) else "finite"
    return "other"


@lru_cache(maxsize=64)
def verbs_of(language: str) -> Verbs:
    """The data on verbs of a language, compiled once; a language without data has none."""

    def endings(name: str) -> tuple[str, ...]:
        return tuple(sorted(word_set(language, "verbs", name).exact))

    return Verbs(
        language,
        endings("infinitives"),
        endings("inflected"),
        endings("participles"),
        endings("nominal"),
        endings("compound"),
        endings("past"),
        word_set(language, "verbs", "auxiliaries"),
        word_set(language, "verbs", "finite"),
        word_set(language, "verbs", "never"),
        word_set(language, "verbs", "clitics"),
        Phrases(words(language, "verbs", "without_comma")),
        Phrases(words(language, "verbs", "of_these")),
    )
