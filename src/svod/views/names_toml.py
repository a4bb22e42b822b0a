"""Identities as a names file that a user edits and hands back with `--names`; handed back as it is, it joins and parts nothing.

A form that two identities share is listed with the files in which it is which; where one file has it for both, it is left out, and
svod decides there as before.
"""

from __future__ import annotations

import glob
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from svod.corrections.names_conflicts import keys_of
from svod.corrections.names_entries import Entry, NamesFile
from svod.corrections.names_entries import Form as Listed
from svod.corrections.names_file import is_name
from svod.records import Collection
from svod.views import words
from svod.views.identities import Identity

HEAD = """\
# Names as svod found them. Edit this file and hand it back with --names: what stands here outranks svod.
# Each [[name]] is one identity, and every form listed in it is taken for it, in every case, wherever it stands.
# To join two, move the forms of one to the aliases of the other. To part one, give a form an entry of its own,
# or put it under `not`. To have something left alone, delete it. docs/names.md describes the format.

"""
"""What the file begins with."""
_BARE = re.compile("[A-Za-z0-9_-]+")


def to_toml(found: Sequence[Identity], collection: Collection, names: NamesFile | None = None) -> str:
    """A names file with these identities, the forms of each told apart from those of all others in the collection.

    What `names`, the file that the collection was read with, says beyond that stays: entries that the user made are written as they are,
    with the forms that were found besides; so are those that none of the reports has, and `ignore`.
    """
    book = _Book(collection)
    usual = Counter(e.name for e in names.entries) if names else Counter[str]()
    made = {e.name: e for e in names.entries if usual[e.name] == 1} if names else {}
    parts = [HEAD]
    if names and names.ignored:
        parts.append(f"ignore = [{', '.join(_form(f) for f in names.ignored)}]\n\n")
    for i in found:
        if usual[i.entity.name] < 2:
            entry = made.pop(i.entity.name, None)
            parts += [*(_of_user(entry, i) if entry else _of_svod(i, book)), "\n"]
    rest = [e for e in names.entries if e.name in made or usual[e.name] > 1] if names else []
    for entry in rest:
        parts += [*_of_user(entry, None), "\n"]
    return "".join(parts).rstrip("\n") + "\n"


class _Book:
    """Which identities have a form, and in which files."""

    def __init__(self, collection: Collection) -> None:
        bases = Counter(PurePath(r.report.source).name for r in collection.readings)
        self.owners: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.titles: set[str] = set()
        self.file: dict[str, str] = {}
        for reading in collection.readings:
            source = reading.report.source
            base = PurePath(source).name
            self.file[reading.report.id] = glob.escape(base if bases[base] == 1 else source)
            for m in reading.mentions:
                if m.entity and is_name(text := words.plain(m.lemma)):
                    for key in _keys(text):
                        self.owners[key][m.entity].add(self.file[reading.report.id])

    def others(self, text: str, entity: str) -> set[str] | None:
        """The files in which other identities have a form; None where no other has it."""
        rivals = [files for key in _keys(text) for e, files in self.owners.get(key, {}).items() if e != entity]
        return set().union(*rivals) if rivals else None


def _keys(text: str) -> frozenset[str]:
    return keys_of(Listed(text))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where forms count: everywhere (None), or in these files."""

    files: tuple[str, ...] | None
    left_out: tuple[str, ...] = ()


def _scope(text: str, files: Iterable[str], i: Identity, book: _Book) -> _Scope:
    others = book.others(text, i.entity.id)
    own = set(files)
    if others is None:
        return _Scope(None)
    return _Scope(tuple(sorted(own - others)), tuple(sorted(own & others)))


def _of_svod(i: Identity, book: _Book) -> Iterator[str]:
    """The lines of an identity that svod found."""
    where: dict[str, set[str]] = defaultdict(set)
    spoken: dict[str, list[str]] = defaultdict(list)
    for f in i.forms:
        if is_name(text := words.plain(f.text)):
            where[text] |= {book.file[r] for r in f.reports}
            spoken[f.language].append(text)
    name = words.plain(i.entity.name)
    title = name if is_name(name) else next(iter(where), i.entity.id)
    within: tuple[str, ...] = ()
    rivals = book.others(title, i.entity.id)
    if (
        rivals is not None
        and not rivals & (own_files := set().union(*where.values()))
        and not _keys(title) & book.titles
    ):
        within = tuple(sorted(own_files))
    elif rivals is not None or _keys(title) & book.titles:
        numbers = (f"{title} ({n})" for n in range(2, 1_000_000))
        title = next(t for t in (f"{title} ({i.entity.type})", *numbers) if not _keys(t) & book.titles)
    if not within:
        book.titles |= _keys(title)
    yield f"[[name]]\nname = {_text(title)}\ntype = {_text(i.entity.type)}\n"
    scopes = {text: _scope(text, files, i, book) for text, files in where.items()}
    canonical: dict[str, str] = {}
    for language, own in sorted(spoken.items()):
        first = words.plain(next(iter(i.entity.names.get(language, ())), own[0]))
        if first != title and first in scopes and scopes[first].files is None and language != "und":
            canonical[language] = first
            yield f"names.{language} = {_text(first)}\n"
    aliases = []
    for text, scope in scopes.items():
        covered = text == title or all(canonical.get(x) == text for x, own in spoken.items() if text in own)
        if not covered and scope.files != ():
            aliases.append(_form(Listed(text, (), within or scope.files or ()), within))
        if scope.left_out:
            yield f"# “{text}” stands for another too in {', '.join(scope.left_out)}: svod decides there\n"
    yield _listed("aliases", aliases)
    yield _listed("in", [_text(p) for p in within])
    yield _links(i.entity.links)


def _of_user(entry: Entry, i: Identity | None) -> Iterator[str]:
    """The lines of an entry that the user made, and the forms that were found besides."""
    within = entry.forms[0].within
    yield f"[[name]]\nname = {_text(entry.name)}\n"
    if entry.type:
        yield f"type = {_text(entry.type)}\n"
    for language, text in entry.names.items():
        yield f"names.{language} = {_text(text)}\n"
    own = {Listed(entry.name, (), within), *(Listed(text, (x,), within) for x, text in entry.names.items())}
    yield _listed("aliases", [_form(f, within) for f in entry.forms if f not in own])
    known = {key for f in entry.forms for key in keys_of(f)}
    found = (
        {words.plain(f.text): None for f in i.forms if not keys_of(Listed(words.plain(f.text))) & known} if i else {}
    )
    if found:
        yield f"# svod takes these for it too: {', '.join(f'“{text}”' for text in found)}\n"
    yield _listed("not", [_form(f) for f in entry.never])
    yield _listed("in", [_text(p) for p in within])
    yield _links(entry.links)
    if entry.reason:
        yield f"reason = {_text(entry.reason)}\n"


def _listed(key: str, items: Sequence[str]) -> str:
    line = f"{key} = [{', '.join(items)}]\n"
    if not items or len(line) <= 100:
        return line if items else ""
    return f"{key} = [\n" + "".join(f"    {item},\n" for item in items) + "]\n"


def _links(links: Mapping[str, str]) -> str:
    lines = []
    for register, id_ in sorted(links.items()):
        key = f"links.{register if _BARE.fullmatch(register) else _text(register)}"
        lines.append(f"{'qid' if register == 'wikidata' else key} = {_text(id_)}\n")
    return "".join(lines)


def _form(form: Listed, within: tuple[str, ...] = ()) -> str:
    conditions = []
    if form.languages:
        several = f"[{', '.join(map(_text, form.languages))}]"
        conditions.append(f"language = {_text(form.languages[0]) if len(form.languages) == 1 else several}")
    if form.within != within:
        conditions.append(f"in = [{', '.join(map(_text, form.within))}]")
    if form.beside:
        conditions.append(f"beside = {_text(form.beside)}")
    return f"{{ {', '.join([f'form = {_text(form.text)}', *conditions])} }}" if conditions else _text(form.text)


def _text(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
