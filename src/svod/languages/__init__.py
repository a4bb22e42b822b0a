"""What is known of a language, as data: a folder a language under `data/`, one TOML file a theme, read once and never changed.

The tables, and the stage that reads each, are described in `docs/languages.md`. A language may say `inherits = "hbs"`: then the tables
of the other one are its own too, its lists continue theirs and its single values replace theirs.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from svod.errors import DataError

SLAVIC = ("hr", "sr", "bs", "sl", "pl", "cs", "sk", "ru", "uk", "bg", "mk")
LANGUAGES = (*SLAVIC, "en", "de")
"""Languages that svod has data for. Any other gets everything that needs none."""

Table = dict[str, Any]


def _merge(base: Table, own: Table) -> Table:
    merged = dict(base)
    for name, value in own.items():
        inherited = merged.get(name)
        if isinstance(inherited, dict) and isinstance(value, dict):
            merged[name] = _merge(inherited, value)
        elif isinstance(inherited, list) and isinstance(value, list):
            merged[name] = inherited + value
        else:
            merged[name] = value
    return merged


@cache
def data(language: str) -> Table:
    """The tables of a language; an empty one for a language that svod has no data for.

    Raises:
        DataError: the shipped file can't be parsed.
    """
    if not language.isalpha():  # a tag from outside must not lead out of the folder
        return {}
    folder = files(__package__) / "data" / language
    table: Table = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name) if folder.is_dir() else ():
        try:
            table = _merge(table, tomllib.loads(file.read_text(encoding="utf-8")))
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"languages/data/{language}/{file.name}: {error}") from error
    base = table.pop("inherits", None)
    return _merge(data(base), table) if base else table


def words(language: str, *path: str) -> tuple[str, ...]:
    """The list of words at `path` in the language's data (`words("hr", "quotations", "verbs")`); empty where there is none."""
    table: Any = data(language)
    for name in path:
        table = table.get(name, {}) if isinstance(table, dict) else {}
    return tuple(table) if isinstance(table, list) else ()
