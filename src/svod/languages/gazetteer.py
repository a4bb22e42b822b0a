"""What is known of the world's names: countries, towns, institutions, news agencies, and the adjectives and peoples of countries.

The tables lie in `tables/*.tsv`: one row an entity, one column a language (`hbs` serves Croatian, Serbian and Bosnian), names separated by
`|`. They say which names are names of one thing, never anything about it. `training/tables.py` writes the countries and the towns that
CLDR has; the rest is written by hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from svod.errors import DataError
from svod.languages import data
from svod.languages.scripts import key, norm, shelf
from svod.records import MentionType

Names = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An entity of the tables: `kind` is its table, `code` its id there, `name` its English name, `names` those of each column."""

    kind: str
    code: str
    type: MentionType
    name: str
    names: Names

    @property
    def id(self) -> str:
        """`country:KP`, `agency:tass`: unique over all tables."""
        return f"{self.kind}:{self.code}"

    @property
    def links(self) -> dict[str, str]:
        """Ids in public registers."""
        register = {"country": "iso3166", "state": "iso3166-2", "city": "geonames"}.get(self.kind)
        return {register: self.code} if register else {}


# Case endings on romanised words without diacritics, longest first: enough to match a name that was left in an oblique case.
_CASES = sorted(
    "og eg ata ate ite iot iat oto ta to ovima evima ami ama imi ima ega ego oga ogo omu emu ovi evi owi ove ov ev ow om em im ym ih yh "
    "ich ych ach ymi oe aja uju oje yje ie ij yj oj ej ou ija ije iji iju ii ju ja je ia iu io am ah a e i o u y".split(),
    key=lambda e: (-len(e), e),
)


# English names of countries that other languages call something else, so that there they are something else: the American state.
_OTHER_ABROAD = frozenset({"georgia"})


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as written; raises DataError where a row has more or fewer cells than the head."""
    text = (files(__package__) / "tables" / f"{table}.tsv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    names = head.split("\t")
    found = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(names):
            raise DataError(f"languages/tables/{table}.tsv, line {number}: {len(cells)} cells for {len(names)} columns")
        found.append(dict(zip(names, cells, strict=True)))
    return tuple(found)


def cell(names: str) -> tuple[str, ...]:
    """The names in a cell of a table."""
    return tuple(dict.fromkeys(name.strip() for name in names.split("|") if name.strip()))


def words_of(name: str) -> list[str]:
    """The words of a name as it is written: letters and digits with their apostrophes, parted by hyphens and all other marks."""
    return "".join(c if c.isalnum() or c in "'’ʼ" else " " for c in name).split()


@lru_cache(maxsize=65536)
def loose(name: str, language: str) -> str:
    """A name as the tables are searched: romanised, lower case, no diacritics, hyphens as spaces, no quotation marks.

    >>> loose("РИА «Новости»", "ru"), loose("Kim Džong-un", "cs")
    ('ria novosti', 'kim dzong un')
    """
    keys = ("".join(c for c in key(word, language) if c.isalnum()) for word in words_of(name))
    return " ".join(k for k in keys if k)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A romanised word (`loose`) without its case ending; words of up to three letters stay whole.

    >>> stem("moskvy"), stem("rusije"), stem("zunanje"), stem("zunanji"), stem("kim")
    ('moskv', 'rus', 'zunan', 'zunan', 'kim')
    """
    if len(word) > 3:
        for ending in _CASES:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                bare = word[: -len(ending)]
                return bare.rstrip("ij") if len(bare.rstrip("ij")) >= 3 else bare
    return word


def stems(name: str) -> str:
    """The stems of the words of a `loose` name, in order."""
    return " ".join(map(stem, name.split()))


# table -> kind, and the type of its rows where they do not say it; tables of one kind that know one code add up.
_TABLES: tuple[tuple[str, str, MentionType], ...] = (
    ("countries", "country", "LOC"), ("aliases", "country", "LOC"), ("regions", "region", "LOC"), ("zones", "town", "LOC"),
    ("towns", "town", "LOC"), ("states", "state", "LOC"), ("institutions", "institution", "ORG"), ("parties", "party", "ORG"),
    ("agencies", "agency", "ORG"), ("media", "medium", "ORG"),
)  # fmt: skip


@cache
def entities() -> tuple[Known, ...]:
    """Every entity of the tables, in their order."""
    found: dict[tuple[str, str], Known] = {}
    for table, kind, default in _TABLES:
        for row in rows(table):
            names = {c: cell(own) for c, own in row.items() if c not in ("code", "type")}
            type_: MentionType = row.get("type", default)  # type: ignore[assignment]
            place = kind, row["code"]
            if place in found:
                known = found[place].names
                names = {c: tuple(dict.fromkeys(known.get(c, ()) + own)) for c, own in names.items()}
            names = {c: n for c, n in names.items() if n}
            found[place] = Known(kind, row["code"], type_, names["en"][0], names)
    return tuple(found.values())


@cache
def _cities() -> dict[str, Known]:
    """The large towns of GeoNames, which no other table has: every name of theirs as `loose` makes it."""
    found: dict[str, Known] = {}
    for row in rows("cities"):
        known = Known("city", row["code"], "LOC", row["en"], {"en": (row["en"],)})
        keys = row["keys"].split("|")
        found |= dict.fromkeys(keys, known)
        for form in keys:
            if len(form) > 5:
                found.setdefault(stems(form), known)
    return found


@cache
def _telling() -> dict[str, tuple[str, ...]]:
    """Entity -> what a report must name besides, for a name that others have too to be its: ids, or a kind (`state:`)."""
    table = {row["code"]: tuple(row["near"].split("|")) for row in rows("namesakes")}
    for known in entities():
        if known.kind == "party":
            land = known.code[:2].upper()
            near = {"UK": ("country:GB", "institution:england", "institution:scotland"), "US": ("country:US", "state:")}
            table.setdefault(known.id, near.get(land, (f"country:{land}",)) if land != "EU" else ("institution:eu",))
    return table


def told_by(known: Known) -> tuple[str, ...]:
    """What a report must name for `known` to be meant (one of these ids; `state:` is any of that kind); empty where nothing is needed.

    >>> told_by(lookup("Sejm", "pl")[0]), told_by(lookup("Laburisti", "hr")[0])[0]
    ((), 'country:GB')
    """
    return _telling().get(known.id, ())


@dataclass(frozen=True, slots=True)
class _Index:
    exact: dict[str, frozenset[Known]]
    by_stem: dict[str, frozenset[Known]]


@cache
def _index(col: str) -> _Index:
    """The names of one column, each as `loose` and as `stems`; a column is read when its language first comes."""
    exact: dict[str, set[Known]] = defaultdict(set)
    by_stem: dict[str, set[Known]] = defaultdict(set)
    for known in entities():
        for name in known.names.get(col, ()):
            form = loose(name, col)
            exact[form].add(known)
            if len(form) > 4:
                by_stem[stems(form)].add(known)
    return _Index({k: frozenset(v) for k, v in exact.items()}, {k: frozenset(v) for k, v in by_stem.items()})


@lru_cache(maxsize=65536)
def lookup(name: str, language: str) -> tuple[Known, ...]:
    """The entities that `name` (a base form, in any script) may be: as its own language calls them first, also in an oblique case, then
    as English does. Several where the name is ambiguous, none where it is unknown.

    >>> [k.id for k in lookup("РИА Новости", "ru")], [k.id for k in lookup("Bijele kuće", "hr")]
    (['agency:ria'], ['institution:white-house'])
    """
    form, col = loose(name, language), shelf(language)
    for c in (col, "en"):
        index = _index(c)
        for found in (index.exact.get(form), index.by_stem.get(stems(form))):
            fitting = [k for k in found or () if c == col or form not in _OTHER_ABROAD]
            if fitting:
                return tuple(sorted(fitting, key=lambda k: k.id))
    city = _cities().get(form) or (_cities().get(stems(form)) if len(form) > 5 else None)
    return (city,) if city else ()


@lru_cache(maxsize=65536)
def named(name: str, language: str) -> tuple[Known, ...]:
    """The entities of the tables that are called exactly `name` in its language or in English: no case ending is taken off.

    >>> [k.id for k in named("Pjongjang", "pl")], named("Kim", "hr")
    (['town:Pyongyang'], ())
    """
    form, capitals = loose(name, language), sum(map(str.isupper, name))
    columns = (shelf(language), "en")
    return tuple(
        k
        for k in lookup(name, language)
        # `KiM` is Kosovo and Metohija, Kim is not.
        if any(
            form == loose(n, c) and (len(form) > 4 or capitals == sum(map(str.isupper, n)))
            for c in columns
            for n in k.names.get(c, ())
        )
    )


def is_agency(name: str, language: str) -> bool:
    """Is `name` (a lemma) the name of a news agency?"""
    return any(k.kind == "agency" for k in lookup(name, language))


@cache
def _adjectives(col: str) -> dict[str, str]:
    """Every form of the countries' adjectives in a language -> ISO 3166 code; none where its data does not say how they decline."""
    table = data(col).get("adjectives")
    if table is None:
        return {}
    endings = [ending.removeprefix("-") for ending in table["endings"]]
    forms: dict[str, str] = {}
    for row in rows("adjectives"):
        for base in cell(row.get(col, "")):
            word = norm(base, col)
            root = word[: len(word) - table["replaced"]]
            softened = [root[: -len(old)] + new for old, new in table.get("softened", ()) if root.endswith(old)]
            for form in (word, *softened, *(root + ending for ending in endings)):
                forms.setdefault(form, row["code"])
    return forms


def country_of_adjective(word: str, language: str) -> str | None:
    """The ISO 3166 code of the country whose adjective `word` is, in any case, number and gender; None for any other word.

    >>> country_of_adjective("sjevernokorejskog", "hr"), country_of_adjective("российские", "ru"), country_of_adjective("lijep", "hr")
    ('KP', 'RU', None)
    """
    return _adjectives(shelf(language)).get(norm(word, language))


@cache
def _peoples(col: str) -> dict[str, str]:
    """The names of peoples in one column, as `loose` and, the longer ones, as `stems` -> ISO 3166 code; the first row wins."""
    forms = [(loose(name, col), row["code"]) for row in rows("peoples") for name in cell(row.get(col, ""))]
    exact = dict(reversed(forms))
    return {stems(form): code for form, code in reversed(forms) if len(form) > 5} | exact


def country_of_people(word: str, language: str) -> str | None:
    """The ISO 3166 code of the country whose people `word` (a lemma, singular or plural, man or woman) names; None for any other word.

    >>> country_of_people("Brytyjczycy", "pl"), country_of_people("россияне", "ru"), country_of_people("Ivan", "hr")
    ('GB', 'RU', None)
    """
    table, form = _peoples(shelf(language)), loose(word, language)
    return table.get(form) or (table.get(stems(form)) if len(form) > 5 else None)


@lru_cache(maxsize=4096)
def country(code: str) -> Known | None:
    """The country with an ISO 3166 code."""
    return next((k for k in entities() if k.kind == "country" and k.code == code), None)
