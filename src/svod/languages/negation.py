"""Words that negate, in any of our languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from svod.languages import words
from svod.languages.lemmas import lemma
from svod.languages.phrases import Phrases
from svod.records import Token


@cache
def negations(language: str) -> Phrases:
    """The words of a language that negate by themselves; none of a language without data."""
    return Phrases(words(language, "negation", "words"))


def negates(token: Token, language: str) -> bool:
    """Whether a token negates: a word, or a prefix (Czech `nebyl`) that the lemma (`být`) is without."""
    if negations(language).match_at((token,), 0) is not None:
        return True
    prefixes = words(language, "negation", "prefixes")
    return bool(prefixes) and token.norm.startswith(prefixes) and not lemma(token.norm, language).startswith(prefixes)


def negated(tokens: Sequence[Token], language: str) -> bool:
    """Whether any of the tokens negates."""
    return any(negates(token, language) for token in tokens)
