"""Base forms of common words, by simplemma's dictionaries.

Good for words, not for names: unseen foreign names come back as they are or wrongly cut, and `reading.names` has case rules for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from svod.languages.scripts import norm, shelf

if TYPE_CHECKING:
    from simplemma import Lemmatizer

    from svod.languages.lemma_streams import IndexedDictionaryFactory

MANY = 1000
"""Words from which on it pays to look them up together."""


@cache
def _dictionaries() -> IndexedDictionaryFactory:
    from svod.languages.lemma_streams import IndexedDictionaryFactory

    # 64 dictionaries are kept: at the default of 8, a story in nine languages would load one anew for every word.
    return IndexedDictionaryFactory(cache_max_size=64)


@cache
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    strategy = DefaultStrategy(dictionary_factory=_dictionaries())
    return Lemmatizer(cache_max_size=1, lemmatization_strategy=strategy)


@lru_cache(maxsize=1 << 16)
def entry(word: str, language: str) -> str | None:
    """What the dictionary has for a word form exactly as it is written (capitals count, Serbian in Latin letters); None if nothing.

    >>> entry("Києві", "uk"), entry("komisije", "hr"), entry("Komisije", "hr")
    ('Київ', 'komisija', None)
    """
    code = dictionary_code(language)
    return _dictionaries().get_dictionary(code).get(word) if code else None


@cache
def dictionary_code(language: str) -> str | None:
    """The code of simplemma's dictionary for `language`, None where it has none."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    code = shelf(language)
    return code if code in SUPPORTED_LANGUAGES else None


@lru_cache(maxsize=1 << 18)
def lemma(word: str, language: str) -> str:
    """The base form of a common word, lower case; hr, sr and bs words come back in Latin script.

    Args:
        word: one word as it stands in the text, or its `Token.norm`.
        language: BCP 47 code; a language without a dictionary gets the word in lower case.

    Returns:
        The lemma, or the lower-cased word where the dictionary does not know it.

    >>> lemma("вођа", "sr"), lemma("spotkania", "pl"), lemma("rečima", "sr"), lemma("xyz", "und")
    ('vođa', 'spotkanie', 'reč', 'xyz')
    """
    form = norm(word, language)
    code = dictionary_code(language)
    if code is None or not form:
        return form
    return _lemmatizer().lemmatize(form, code).casefold()


def lemmas(words: Sequence[str], language: str) -> list[str]:
    """What `lemma` says of each of many words, in less time than one by one."""
    code = dictionary_code(language)
    if code is None or len(words) < MANY:
        return [lemma(word, language) for word in words]
    dictionary = _dictionaries().get_dictionary(code)
    dictionary.take_out(norm(word, language) for word in words)
    try:
        return [lemma(word, language) for word in words]
    finally:
        dictionary.take_out(())
