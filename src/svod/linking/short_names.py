"""Given names that are one: the full name and what people are called for short (Joe and Joseph, Bill and William)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from svod.linking.spelling import sounds

_EMPTY: frozenset[str] = frozenset()


@cache
def _table() -> dict[str, frozenset[str]]:
    """Sound string of a given name -> the rows of `tables/short_names.tsv` that have it."""
    rows: dict[str, set[str]] = defaultdict(set)
    text = (files("svod.languages") / "tables" / "short_names.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()[1:]):
        names, heard = line.split("\t")
        for column, language in ((names, "en"), (heard, "hr")):
            for name in filter(None, column.split("|")):
                for sound in sounds(name, language):
                    rows[sound].add(f"={number}")
    return {sound: frozenset(numbers) for sound, numbers in rows.items()}


@lru_cache(maxsize=65536)
def short_names(word: tuple[str, ...]) -> frozenset[str]:
    """The marks of the names that a word (`spelling.sounds`) may be short for, or be the full form of: two given names with a mark in
    common may be one person's.

    >>> bool(short_names(sounds("Joe", "en")) & short_names(sounds("Џозеф", "sr")))
    True
    >>> bool(short_names(sounds("Joe", "en")) & short_names(sounds("Jill", "en")))
    False
    """
    table = _table()
    return frozenset().union(*(table.get(sound, _EMPTY) for sound in word))
