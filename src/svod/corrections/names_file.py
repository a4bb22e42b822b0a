"""What a user knows about names, in a file that goes with them from one collection to the next: `names.toml`.

    ignore = ["Sretno"]                        # no name at all

    [[name]]
    name = "Kim Jong Un"                       # what it is to be called
    type = "PER"
    names = { pl = "Kim Dzong Un", sr = "Ким Џонг Ун" }
    aliases = ["Kim", { form = "Vođa", language = "hr" }]
    not = ["Kim Yo Jong"]                      # never this one
    qid = "Q56226"

Every entry is one identity; `docs/names.md` describes the format. Corrections of single passages are `corrections.passages`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, get_args

from svod.corrections.names_conflicts import refuse_contradictions
from svod.corrections.names_entries import Entry, Form, NamesFile
from svod.errors import UsageError
from svod.languages.gazetteer import loose
from svod.records import MentionType, content_id

LARGEST = 10_000_000
"""Bytes: a larger file is no list of names that somebody wrote."""
LONGEST = 200
"""Characters of a name."""
_KEYS = ("name", "type", "names", "aliases", "not", "in", "qid", "links", "reason")
_FORM_KEYS = ("form", "language", "in", "beside")


def load_names(path: Path | str) -> NamesFile:
    """The contents of a names file.

    Raises:
        UsageError: it can't be read, is not TOML, an entry is not as described above, or two entries contradict each other; the
            message names the file, the entry and what is expected.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    if len(content) > LARGEST:
        raise UsageError(f"{path}: larger than {LARGEST // 1_000_000} MB, so no list of names")
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    if unknown := sorted(set(table) - {"name", "ignore"}):
        raise UsageError(f"{path}: `{unknown[0]}` is unknown; a names file has [[name]] entries and one `ignore` list")
    given = table.get("name", [])
    if not isinstance(given, list) or not all(isinstance(e, dict) for e in given):
        raise UsageError(f"{path}: an entry begins with [[name]]")
    entries = tuple(_entry(path, number, entry) for number, entry in enumerate(given, 1))
    ignored = _forms(_Place(str(path)), table.get("ignore", []), (), "ignore")
    names = NamesFile(path.name, content_id(str(path), content.hex()), entries, ignored)
    refuse_contradictions(path, names.entries, names.ignored)
    return names


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file something stands, for messages."""

    text: str

    def refuse(self, message: str) -> NoReturn:
        raise UsageError(f"{self.text}: {message}")


def _entry(path: Path, number: int, entry: dict[str, Any]) -> Entry:
    place = _Place(f"{path}: entry {number}")
    if "name" not in entry:
        place.refuse('`name` is missing: what it is to be called, as in name = "Kim Jong Un"')
    name = _text(place, "name", entry["name"])
    place = _Place(f"{path}: entry {number} (“{name}”)")
    if unknown := sorted(set(entry) - set(_KEYS)):
        place.refuse(f"`{unknown[0]}` is unknown; expected: {', '.join(_KEYS)}")
    type_ = entry.get("type")
    if type_ is not None and type_ not in get_args(MentionType):
        place.refuse(f"`type` is one of {', '.join(get_args(MentionType))}, not {type_!r}")
    names = _strings(place, "names", entry.get("names", {}), '{ pl = "Kim Dzong Un" }')
    for language in names:
        _language(place, "names", language)
    within = _patterns(place, "in", entry.get("in", []))
    forms = [Form(name, (), within), *(Form(text, (language,), within) for language, text in names.items())]
    forms += _forms(place, entry.get("aliases", []), within, "aliases")
    never = _forms(place, entry.get("not", []), (), "not")
    links = _strings(place, "links", entry.get("links", {}), '{ viaf = "…" }')
    if (qid := entry.get("qid")) is not None:
        if not isinstance(qid, str) or not re.fullmatch(r"Q[1-9]\d{0,15}", qid):
            place.refuse(f'`qid` is an id of Wikidata such as "Q56226", not {qid!r}')
        links = {"wikidata": qid} | links
    reason = _text(place, "reason", entry["reason"]) if "reason" in entry else ""
    return Entry(number, name, type_, names, tuple(dict.fromkeys(forms)), never, links, reason)


def _text(place: _Place, key: str, value: object) -> str:
    """A line of text with at least a letter or digit in it."""
    if not isinstance(value, str):
        place.refuse(f"`{key}` is text in quotation marks, not {_short(value)}")
    text = " ".join(value.split())
    if len(text) > LONGEST:
        place.refuse(f"`{key}` is longer than {LONGEST} characters")
    if not is_name(text):
        place.refuse(f"`{key}` is {_short(value)}, which has no letter or digit in it, or a control character")
    return text


def is_name(text: str) -> bool:
    """Whether text can stand in a names file: one line with a letter or digit in it, not too long, no control characters."""
    controls = any(unicodedata.category(c) in ("Cc", "Cs") for c in text)
    return not controls and len(text) <= LONGEST and any(c.isalnum() for c in text) and bool(loose(text, "en"))


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) < 60 else shown[:57] + "…"


def _strings(place: _Place, key: str, value: object, example: str) -> dict[str, str]:
    if not isinstance(value, dict):
        place.refuse(f"`{key}` is a table such as {example}, not {_short(value)}")
    return {k: _text(place, f"{key}.{k}", v) for k, v in value.items()}


def _language(place: _Place, key: str, value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}", value):
        place.refuse(f"`{key}`: a language is a code such as hr or sr (hbs for hr, sr and bs), not {_short(value)}")
    return value


def _patterns(place: _Place, key: str, value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        place.refuse(f'`{key}` names files or outlets, as in ["003.txt", "sport/*.html"], not {_short(value)}')
    return tuple(dict.fromkeys(values))


def _forms(place: _Place, value: object, within: tuple[str, ...], key: str) -> tuple[Form, ...]:
    if not isinstance(value, list):
        place.refuse(f'`{key}` is a list such as ["Kim", {{ form = "Vođa", language = "hr" }}], not {_short(value)}')
    forms = []
    for item in value:
        if isinstance(item, str):
            forms.append(Form(_text(place, key, item), (), within))
            continue
        if not isinstance(item, dict) or "form" not in item:
            place.refuse(f'`{key}`: "Kim" or {{ form = "Vođa", language = "hr" }} is expected, not {_short(item)}')
        if unknown := sorted(set(item) - set(_FORM_KEYS)):
            place.refuse(f"`{key}`: `{unknown[0]}` is unknown; expected: {', '.join(_FORM_KEYS)}")
        languages = item.get("language", [])
        languages = [languages] if isinstance(languages, str) else languages
        if not isinstance(languages, list):
            place.refuse(f"`{key}`: `language` is a code such as hr or a list of them, not {_short(languages)}")
        spoken = tuple(dict.fromkeys(_language(place, key, language) for language in languages))
        beside = _text(place, f"{key}.beside", item["beside"]) if "beside" in item else ""
        scope = _patterns(place, f"{key}.in", item.get("in", list(within)))
        forms.append(Form(_text(place, f"{key}.form", item["form"]), spoken, scope, beside))
    return tuple(dict.fromkeys(forms))
