"""What the name tagger sees of a token: its romanised form, its shape, its neighbours, and how its stem is written elsewhere in the report.

Everything is in Latin letters without diacritics, so that all Slavic languages share what is learned. What depends on the word alone is
computed once per word form and kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from svod.languages import data
from svod.languages.scripts import key, norm
from svod.records import Token

_CLOSERS = frozenset(".!?…:")
_QUOTES = frozenset("\"'»«”“„‘’‚‹›")


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word form alone says, ready with the prefix of each place where it can stand."""

    key: str
    stem: str
    shape: str
    announced: str
    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    before2: tuple[str, ...]
    after2: tuple[str, ...]


def shape(text: str) -> str:
    """How a token is written: `Aa`, `A` (one capital), `AA`, `AaA`, `a`, `0`, or the mark itself."""
    first = text[0]
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return '"' if first in _QUOTES else first
    if len(text) == 1:
        return "A" if first.isupper() else "a"
    rest = text[1:]
    if first.isupper():
        if rest.islower():
            return "Aa"
        return "AA" if rest.isupper() else "AaA"
    return "a" if rest.islower() else "aA"


def stem(word: str) -> str:
    """The part of a romanised word that its cases share, roughly: without its last one to three letters."""
    n = len(word)
    return word[:-3] if n > 8 else word[:-2] if n > 5 else word[:-1] if n > 3 else word


@cache
def gazetteer() -> dict[str, str]:
    """Stem of a romanised name -> one letter a kind: c country, l other place, g given name, s surname,
    a adjective of a country (`francusk`)."""
    lines = (files("svod.models") / "names.gazetteer.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def bare(word: str) -> str:
    """A romanised name without its final vowels: what Croatia, Croatie, Croatii have in common."""
    short = word.rstrip("aeiouy")
    return short if len(short) >= 3 else word


@cache
def _generic(language: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...], bool]:
    """Nouns that announce a name (exact forms, beginnings), and whether they also end compounds (Außenminister)."""
    table = data(language).get("names", {})
    exact: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for type in ("PER", "LOC", "ORG", "PRO", "EVT"):
        for word in table.get("generic", {}).get(type, ()):
            if word.endswith("*"):
                beginnings.append((word[:-1], type))
            else:
                exact.setdefault(word, type)
    # The longest beginning decides: `predstavni*` (a person) before `predstav*` (a play).
    return exact, tuple(sorted(beginnings, key=lambda b: (-len(b[0]), b))), bool(table.get("compounds"))


@lru_cache(maxsize=100_000)
def announces(word: str, language: str) -> str:
    """The type of name that a noun (as its `Token.norm`) announces when it stands before one: `predsjednika` PER; "" if none."""
    exact, beginnings, compounds = _generic(language)
    if word in exact:
        return exact[word]
    for beginning, type in beginnings:
        if word.startswith(beginning) or (compounds and len(beginning) > 4 and word.find(beginning) > 2):
            return type
    return ""


def listed(word: str) -> str:
    """Kinds of the gazetteer that the word, or the word without an ending, is listed as; "" if none."""
    table = gazetteer()
    for ending in range(4):
        cut = word[: len(word) - ending]
        if len(cut) < (3 if not ending else 4):
            break
        kinds = table.get(bare(cut))
        if kinds:
            return kinds
    return ""


def without_genitive(word: str) -> str:
    """An English word without the genitive 's, which the tokens keep."""
    return word[:-2] if len(word) > 3 and word[-2] in "'’ʼ" and word[-1] in "sS" else word


@lru_cache(maxsize=200_000)
def _word(text: str, language: str) -> _Word:
    text = without_genitive(text).encode("utf-8", "replace").decode("utf-8")  # the tagger takes no lone surrogates
    form, written = key(text, language), shape(text)
    if written[0] not in "Aa":
        marks = (f"w={form if written != '0' else '0'}", f"h={written}")
        own = marks if written != "0" else (*marks, f"n={len(text)}")
        places = [(p + marks[0],) for p in ("<", ">", "<<", ">>")]
        return _Word(form, form, written, "", own, *places)
    kinds = listed(form) if written != "a" else ""
    announced = announces(norm(text, language), language)
    here = [f"w={form}", f"h={written}", f"l={min(len(form), 9)}"]
    here += [f"p{n}={form[:n]}" for n in (2, 3, 4, 5, 6) if len(form) > n]
    here += [f"s{n}={form[-n:]}" for n in (1, 2, 3, 4, 5) if len(form) > n]
    if written != "a":
        here += [f"h={written}|{form[-n:]}" for n in (2, 3) if len(form) > n]
        here += [f"g={k}" for k in kinds] or ["g="]
    near = [f"w={form}", f"h={written}", f"s={form[-2:]}", f"p={form[:4]}"]
    if announced:
        here.append(f"k={announced}")
        near.insert(0, f"k={announced}")
    near += [f"g={k}" for k in kinds]
    before, after = (tuple(p + f for f in near) for p in ("<", ">"))
    before2, after2 = (tuple(p + f for f in near[:2]) for p in ("<<", ">>"))
    return _Word(form, stem(form), written, announced, tuple(here), before, after, before2, after2)


_EDGE = _Word("", "", "", "", (), ("<^",), (">$",), ("<<^",), (">>$",))


def features(
    tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], language: str, style: str = "slavicner"
) -> list[list[list[str]]]:
    """The features of every token, sentence by sentence.

    Args:
        tokens: all tokens of a report.
        sentences: ranges of token numbers.
        language: decides how words are romanised.
        style: whose guidelines the names shall follow: "slavicner" (all five types) or "uner" (PER, LOC, ORG).
    """
    words = [_word(token.text, language) for token in tokens]
    report = _of_report(words, sentences)
    guideline = "u" if style == "uner" else "v"
    result = []
    for first, last in sentences:
        sequence = []
        capitals = sum(words[i].shape in ("AA", "A") for i in range(first, last))
        shouting = capitals > 3 and capitals * 2 > sum(words[i].shape[0] in "Aa" for i in range(first, last))
        for i in range(first, last):
            word = words[i]
            item = [guideline, *word.here]
            item += words[i - 1].before if i > first else _EDGE.before
            item += words[i + 1].after if i + 1 < last else _EDGE.after
            item += words[i - 2].before2 if i - 1 > first else _EDGE.before2
            item += words[i + 2].after2 if i + 2 < last else _EDGE.after2
            if word.shape[0] == "A":
                opening = i == first or words[i - 1].shape in _CLOSERS or words[i - 1].shape == '"' or shouting
                item += report[word.stem]
                if opening:
                    item += [f"^{f}" for f in report[word.stem]]
                if shouting:
                    item.append("!")
                if i > first:
                    item.append(f"<w={words[i - 1].key}|h={word.shape}")
                if i + 1 < last:
                    item.append(f">h={words[i + 1].shape}|<h={words[i - 1].shape if i > first else '^'}")
            sequence.append(item)
        result.append(sequence)
    return result


def _of_report(words: Sequence[_Word], sentences: Sequence[tuple[int, int]]) -> dict[str, list[str]]:
    """For every stem that is written with a capital: how else it is written in the report."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    after_capital: Counter[str] = Counter()
    before_capital: Counter[str] = Counter()
    announced: dict[str, set[str]] = defaultdict(set)
    for first, last in sentences:
        for i in range(first, last):
            word = words[i]
            if word.shape == "a":
                lower[word.stem] += 1
            elif word.shape[0] == "A":
                upper[word.stem] += 1
                if i > first and words[i - 1].shape[0] in "Aa,0":
                    inside[word.stem] += 1
                if i > first and words[i - 1].announced:
                    announced[word.stem].add(f"dk={words[i - 1].announced}")
                if i > first and words[i - 1].shape[0] == "A":
                    after_capital[word.stem] += 1
                if i + 1 < last and words[i + 1].shape[0] == "A":
                    before_capital[word.stem] += 1
    return {
        s: [
            f"dl={min(lower[s], 2)}",
            f"di={min(inside[s], 3)}",
            f"du={min(n, 4)}",
            f"d={min(lower[s], 1)}{min(inside[s], 2)}",
            f"da={min(after_capital[s], 1)}{min(before_capital[s], 1)}",
            *sorted(announced[s]),
        ]
        for s, n in upper.items()
    }
