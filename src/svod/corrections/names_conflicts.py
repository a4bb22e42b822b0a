"""Entries of a names file that contradict each other: refused, with both of them named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from svod.corrections.names_entries import Entry, Form, NamesFile
from svod.errors import UsageError
from svod.languages.gazetteer import loose
from svod.languages.scripts import script_of
from svod.records import Report

_CYRILLIC_READINGS = ("sr", "ru", "uk", "bg", "mk")


def keys_of(form: Form) -> frozenset[str]:
    """What a form is compared by: romanised, lower case, without diacritics; a Cyrillic one as each language may romanise it."""
    languages = form.languages or (_CYRILLIC_READINGS if script_of(form.text) == "Cyrl" else ("en",))
    return frozenset(loose(form.text, language) for language in languages)


def refuse_contradictions(path: Path, entries: Sequence[Entry], ignored: Sequence[Form]) -> None:
    """Refuses a form that two entries have under the same conditions, one that an entry has and excludes, and one register id twice.

    Raises:
        UsageError: naming both entries.
    """
    listed: dict[str, list[tuple[Form, Entry | None]]] = {}
    for form in ignored:
        for key in sorted(keys_of(form)):
            listed.setdefault(key, []).append((form, None))
    registered: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for form in entry.forms:
            if any(_clash(form, other) and keys_of(form) & keys_of(other) for other in entry.never):
                raise UsageError(f"{path}: {entry.title}: “{form.text}” is both one of its names and under `not`")
            for key in sorted(keys_of(form)):
                for other, owner in listed.get(key, ()):
                    if owner is not entry and _clash(form, other):
                        _refuse_form(path, form, entry, owner)
                listed.setdefault(key, []).append((form, entry))
        for register, id_ in sorted(entry.links.items()):
            first = registered.setdefault((register, id_), entry)
            if first is not entry:
                raise UsageError(
                    f"{path}: {first.title} and {entry.title} both have {register} {id_}: make them one entry"
                )


def _clash(a: Form, b: Form) -> bool:
    """May both count at one place, neither more exactly than the other? (Patterns of files are compared when the files are known.)"""
    if a.rank != b.rank or a.beside != b.beside or set(a.within) != set(b.within):
        return False
    return not a.languages or any(b.speaks(language) for language in a.languages) or any(map(a.speaks, b.languages))


def _refuse_form(path: Path | str, form: Form, entry: Entry, owner: Entry | None, where: str = "") -> NoReturn:
    if owner is None:
        raise UsageError(f"{path}: “{form.text}” is a name of {entry.title} and under `ignore`{where}")
    raise UsageError(
        f"{path}: {owner.title} and {entry.title} both have “{form.text}”{where}: leave it in one, or say with "
        "`language`, `in` or `beside` where it is which"
    )


def refuse_two_owners(names: NamesFile, reports: Sequence[Report]) -> None:
    """Refuses a form that two entries have in one report because the patterns of both fit it.

    Raises:
        UsageError: naming the two entries and the report.
    """
    scoped = [(form, sorted(keys_of(form)), e) for e in names.entries for form in e.forms if form.within]
    for report in reports:
        owners: dict[str, list[tuple[Form, Entry]]] = defaultdict(list)
        for form, keys, entry in scoped:
            if not form.holds_in(report):
                continue
            for key in keys:
                for other, owner in owners[key]:
                    if owner is not entry and _clash(replace(form, within=other.within), other):
                        _refuse_form(names.source, form, entry, owner, f" in {report.source}")
                owners[key].append((form, entry))
