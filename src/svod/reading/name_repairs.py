"""What rules put right in a name that the tagger marks, each name by itself: borders, brackets, initials, adjectives of countries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svod.languages import data
from svod.languages import words as word_list
from svod.languages.gazetteer import country_of_people
from svod.languages.given_names import is_given_name
from svod.languages.lemmas import lemma as lemma_of_word
from svod.languages.scripts import key
from svod.reading.name_features import announces, bare, gazetteer, shape
from svod.records import Layout, MentionType, Token


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """Tokens `first` to `last` (exclusive) of a report are a name of this type."""

    first: int
    last: int
    type: MentionType


_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_QUOTES = frozenset("\"'»«”“„‘’‚‹›")
_PARTICLES = frozenset("al el bin ibn ben van von de da di du del dos la le ter den der zu af av".split())
_LEGAL_FORMS = frozenset("AG GmbH Inc Ltd LLC PLC plc Corp SpA ASA Oyj".split())
_MARKS = frozenset(",;:!?…/|*–—") | _QUOTES | _OPEN | _CLOSE | {"-"}


def repair(layout: Layout, name: Name) -> Iterator[Name]:
    """One marked name put right: none, one, or several names instead."""
    tokens = layout.tokens
    apart = word_list(layout.language, "names", "apart") if name.type in ("LOC", "PER") else ()
    for first, last in _parts(tokens, name, apart):
        first, last = _with_initials(tokens, *_trim(layout, first, last, name.type), name.type)
        last = _with_full_stop(layout, first, last)
        lower = not any(c.isupper() for t in tokens[first:last] for c in t.text)
        if first >= last or (lower and (name.type != "EVT" or last > first + 1)):
            continue  # only events of one word are names without a capital: brexit
        if last == first + 1 and opening_adjective(layout, first):
            continue  # Sjevernokorejski vođa
        type = name.type
        if (
            type in ("ORG", "EVT")
            and last == first + 2
            and is_given_name(tokens[first].text, layout.language)
            and shape(tokens[first + 1].text) == "Aa"
        ):
            type = "PER"  # Ante Šimunac
        country = _country_in_description(layout, first, last) if type in ("EVT", "ORG", "LOC") else first
        if country > first:
            first, type = country, "LOC"
        if type in ("PRO", "ORG") and last == first + 1 and shape(tokens[first].text) == "Aa":
            before = first - 2 if first > 1 and tokens[first - 1].text in _QUOTES else first - 1
            if (
                before >= 0
                and tokens[before].text.islower()
                and announces(tokens[before].norm, layout.language) == "LOC"
            ):
                type = "LOC"  # kozmodrom "Vostočni"
        if type != "PER" and _hyphen_follows(tokens, last) and tokens[last + 1].text.isdigit():
            last, type = last + 2, "PRO" if type == "LOC" else type  # Sjeverni tok-2
        if last > first + 1 and tokens[last - 1].text in _LEGAL_FORMS:
            type = "ORG"
        yield Name(first, last, type)


def _parts(tokens: Sequence[Token], name: Name, apart: Collection[str]) -> Iterator[tuple[int, int]]:
    """The name, cut at brackets (`агенција (КЦНА` is two names) and at words that join no name (`Kremla wobec Zachodu`)."""
    first = name.first
    for i in range(name.first, name.last):
        if tokens[i].text in _OPEN or tokens[i].text in _CLOSE or tokens[i].norm in apart:
            if first < i:
                yield first, i
            first = i + 1
    if first < name.last:
        yield first, name.last


def _trim(layout: Layout, first: int, last: int, type: MentionType) -> tuple[int, int]:
    tokens = layout.tokens
    # `Kim Jong-` + `un`: a hyphen without spaces goes on with the word after it.
    while last < len(tokens) and last > first and tokens[last - 1].text == "-" and _touch(tokens, last - 1, last):
        if not (last - 2 >= first and _touch(tokens, last - 2, last - 1) and tokens[last].is_word):
            break
        last += 1
    if _hyphen_follows(tokens, last) and (tokens[last - 1].text.isupper() or type == "PER"):
        ending = tokens[last + 1].text
        if ending.isalpha() and ending.islower() and len(ending) < 4:
            last += 2  # FIFA-e, PAP-u: the case ending of an acronym; Kim Jong-un
    while last > first and tokens[last - 1].text in _MARKS:
        last -= 1
    while last > first and tokens[first].text in _MARKS:
        first += 1
    # One quotation mark of a pair inside: the name ends or begins there.
    quotes = [i for i in range(first, last) if tokens[i].text in _QUOTES and not _inside_word(tokens, i)]
    if len(quotes) == 1:
        first, last = (quotes[0] + 1, last) if tokens[quotes[0]].text in "„“«»‚" else (first, quotes[0])
    if data(layout.language).get("names", {}).get("capitals"):
        while first < last and tokens[first].text[0].islower() and tokens[first].text not in _PARTICLES:
            first += 1
        while last > first and tokens[last - 1].text.islower():
            last -= 1
    if type == "PER":
        while (
            last > first
            and tokens[last - 1].is_word
            and tokens[last - 1].text.islower()
            and not _hyphened(tokens, last - 1)
        ):
            last -= 1
        while first < last and tokens[first].text.islower() and tokens[first].text not in _PARTICLES:
            first += 1
        if last > first + 1 and country_of_people(lemma_of_word(tokens[first].text, layout.language), layout.language):
            first += 1  # `Britanec James Wilcox`
    return first, last


def _with_initials(tokens: Sequence[Token], first: int, last: int, type: MentionType) -> tuple[int, int]:
    """The name with the initials before it: `Д.` + `Дэвис`, `W` + `. Brytania`; a name never begins with a full stop."""
    while first < last and type in ("PER", "LOC"):
        stop = first if tokens[first].text == "." else first - 1
        if stop < 1 or tokens[stop].text != "." or (type == "LOC" and stop != first):
            break
        initial = tokens[stop - 1].text
        if not (len(initial) == 1 and initial.isupper() and _touch(tokens, stop - 1, stop)):
            break
        first = stop - 1
    while first < last and tokens[first].text == ".":
        first += 1
    return first, last


def _with_full_stop(layout: Layout, first: int, last: int) -> int:
    """The end of a name whose last word is abbreviated: `Irlandii Płn.`"""
    tokens = layout.tokens
    if last - first < 2 or last >= len(tokens) or tokens[last].text != "." or not _touch(tokens, last - 1, last):
        return last
    abbreviated = tokens[last - 1].norm in word_list(layout.language, "sentences", "closing_abbreviations")
    return last + 1 if abbreviated else last


def _country_in_description(layout: Layout, first: int, last: int) -> int:
    """Where the country begins: `wojnie na Ukrainie` and `armia Korei Północnej` are described: named is the country."""
    tokens = layout.tokens
    i = first
    while i < last and not tokens[i].text[0].isupper():
        i += 1
    rest = tokens[i:last]
    if i > first and i < last and all(t.text[0].isupper() for t in rest) and is_country(rest[-1], layout.language):
        return i
    return first


@lru_cache(maxsize=50_000)
def _is_country(word: str) -> bool:
    table = gazetteer()
    return any("c" in table.get(bare(word[: len(word) - n]), "") for n in range(4) if len(word) - n >= 4)


def is_country(token: Token, language: str) -> bool:
    return _is_country(key(token.text, language))


@lru_cache(maxsize=50_000)
def _is_adjective_of_country(word: str) -> bool:
    table = gazetteer()
    for n in range(4):
        root = bare(word[: len(word) - n])
        for i in range(max(1, len(root) - 4)):
            kinds = table.get(root[i:], "")
            if "a" in kinds:
                # Grčka, Francuska are countries, Grčki is not.
                return not {"c", "l"} & set(kinds) or word[-1] not in "aeou"
    return False


def opening_adjective(layout: Layout, i: int) -> bool:
    """Is token `i` an adjective of a country, with a capital only because a sentence begins there? (`Sjevernokorejski vođa`)"""
    tokens = layout.tokens
    if i + 1 >= len(tokens) or not tokens[i + 1].text.islower() or len(tokens[i].text) < 5:
        return False
    before = layout.text[tokens[i - 1].span.end : tokens[i].span.start] if i else "\n"
    opening = "\n" in before or not tokens[i - 1].is_word
    return opening and _is_adjective_of_country(key(tokens[i].text, layout.language))


def _hyphen_follows(tokens: Sequence[Token], last: int) -> bool:
    return (
        last + 1 < len(tokens)
        and tokens[last].text in "-‑"
        and _touch(tokens, last - 1, last)
        and _touch(tokens, last, last + 1)
    )


def _touch(tokens: Sequence[Token], i: int, j: int) -> bool:
    return i >= 0 and j < len(tokens) and tokens[i].span.end == tokens[j].span.start


def _hyphened(tokens: Sequence[Token], i: int) -> bool:
    return i >= 2 and tokens[i - 1].text in "-‑" and _touch(tokens, i - 1, i) and _touch(tokens, i - 2, i - 1)


def _inside_word(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].text in "'’" and _touch(tokens, i - 1, i) and _touch(tokens, i, i + 1) and tokens[i + 1].is_word
