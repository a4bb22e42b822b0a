"""Given names that end in -a, and whose they are: what shows that `Agnieszka` is no genitive and `Luka` no woman.

Names that are also a man's name with the ending of the genitive (`Milena`, `Martina`) are not listed: their form alone tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from svod.languages.scripts import key, script_of

Gender = Literal["woman", "man"]


# Case endings of women's names in -a, the long ones first. Not -e and -o, which many names have in the base form (Marie, Mario), and no
# men's names: `Juri` is no case of `Jura`.
_CASES = tuple("ou oj om ej em ою ом ею ой ей y i u ę ą ě ы и е у ю і ї".split())


@dataclass(frozen=True, slots=True)
class GivenName:
    """The base form of a given name, in the script of the form that was asked for."""

    base: str
    gender: Gender


@cache
def _table() -> dict[str, Gender]:
    table: dict[str, Gender] = {}
    lines = (files(__package__) / "tables" / "given_names.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        gender, names = line.split("\t")
        for name in names.split("|"):
            table[name] = "woman" if gender == "woman" else "man"
    return table


@cache
def _first_names() -> frozenset[str]:
    return frozenset((files(__package__) / "tables" / "first_names.txt").read_text(encoding="utf-8").split())


def is_given_name(form: str, language: str) -> bool:
    """Is `form` a common given name in its base form, of whatever ending and gender?

    >>> is_given_name("Анте", "uk"), is_given_name("Neža", "sl"), is_given_name("Agencija", "hr")
    (True, True, False)
    """
    name = key(form, language)
    return name in _first_names() or name in _table()


@lru_cache(maxsize=1 << 15)
def given_name(form: str, language: str) -> GivenName | None:
    """The given name in -a of which `form` is the base form or a case; None for any other word.

    >>> given_name("Agnieszki", "pl"), given_name("Ясни", "uk"), given_name("Donalda", "pl")
    (GivenName(base='Agnieszka', gender='woman'), GivenName(base='Ясна', gender='woman'), None)
    """
    table = _table()
    found = table.get(key(form, language))
    if found and form[-1] in "aаяAАЯ":  # not the ą of an instrumental
        return GivenName(form, found)
    cyrillic = script_of(form) == "Cyrl"
    for ending in _CASES:
        if len(form) > len(ending) + 2 and form.endswith(ending):
            stem = form.removesuffix(ending)
            after_vowel = stem[-1] in "аеиоуіыю"  # Марія, not Маріа
            for end in ("я",) if cyrillic and after_vowel else ("а", "я") if cyrillic else ("a",):
                if table.get(key(stem + end, language)) == "woman":
                    return GivenName(stem + end, "woman")
    return None
