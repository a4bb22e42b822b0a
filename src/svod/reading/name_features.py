"""What the name network sees of a token: its romanised letters, its shape, the tables it stands in, and how its stem is written elsewhere
in the report. Neighbours are the network's own business.

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

_CLOSERS = frozenset(".!?…:")
_QUOTES = frozenset("\"'»«”“„‘’‚‹›")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a word form alone says. Compared by identity: `word` gives one object for a form, as long as it is kept."""

    key: str
    stem: str
    shape: str
    announced: str
    features: tuple[str, ...]


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
    """Stem of a romanised name -> one letter a kind: c country, l other place, t large town, g given name, s surname,
    o organisation, a adjective of a country (`francusk`)."""
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


def listed(word: str, written: str = "Aa") -> str:
    """Kinds of the gazetteer that the word, or the word without an ending, is listed as; "" if none. `written` is its shape."""
    table = gazetteer()
    if written == "AA" and len(word) < 4:
        return table.get(bare(word), "")  # EU, SZO: too short for an ending
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
def word(text: str, language: str) -> Word:
    """A word form with its features: `w` the form, `h` its shape, `l` its length, `p2`–`p6` and `s1`–`s5` its beginnings and ends,
    `g` kinds of the gazetteer, `k` the type of name that it announces."""
    text = without_genitive(text)
    form, written = key(text, language), shape(text)
    if written[0] not in "Aa":
        digits = written == "0"
        own = (f"w={'0' if digits else form}", f"h={written}", *((f"n={len(text)}",) if digits else ()))
        return Word(form, form, written, "", own)
    announced = announces(norm(text, language), language)
    features = [f"w={form}", f"h={written}", f"l={min(len(form), 9)}"]
    features += [f"p{n}={form[:n]}" for n in (2, 3, 4, 5, 6) if len(form) > n]
    features += [f"s{n}={form[-n:]}" for n in (1, 2, 3, 4, 5) if len(form) > n]
    if written != "a":
        features += [f"h={written}|{form[-n:]}" for n in (2, 3) if len(form) > n]
        features += [f"g={kind}" for kind in listed(form, written)] or ["g="]
    if announced:
        features.append(f"k={announced}")
    return Word(form, stem(form), written, announced, tuple(features))


def in_report(words: Sequence[Word], sentences: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """For every word what the report adds to it: how its capitalised stem is written elsewhere, and whether its capital says anything here.

    Args:
        words: all words of a report.
        sentences: ranges of word numbers.

    Returns:
        For each word its features, none for words without a capital: `dl` how often the stem stands in lower case, `di` with a capital
        inside of a sentence, `du` with a capital anywhere (counts, capped), `da` beside other capitals, `dk` what announces it;
        the same with `^` where a sentence opens; `!` in a line of capitals.
    """
    stems = _stems(words, sentences)
    opening = {stem: (*seen, "^", *(f"^{f}" for f in seen)) for stem, seen in stems.items()}
    result: list[tuple[str, ...]] = [()] * len(words)
    for first, last in sentences:
        capitals = sum(word.shape in ("AA", "A") for word in words[first:last])
        shouting = capitals > 3 and capitals * 2 > sum(word.shape[0] in "Aa" for word in words[first:last])
        for i in range(first, last):
            word = words[i]
            if word.shape[0] != "A":
                continue
            before = words[i - 1].shape
            if i == first or before in _CLOSERS or before == '"' or shouting:
                result[i] = (*opening[word.stem], "!") if shouting else opening[word.stem]
            else:
                result[i] = stems[word.stem]
    return result


def _stems(words: Sequence[Word], sentences: Sequence[tuple[int, int]]) -> dict[str, tuple[str, ...]]:
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
        s: (
            f"dl={min(lower[s], 2)}",
            f"di={min(inside[s], 3)}",
            f"du={min(n, 4)}",
            f"d={min(lower[s], 1)}{min(inside[s], 2)}",
            f"da={min(after_capital[s], 1)}{min(before_capital[s], 1)}",
            *sorted(announced[s]),
        )
        for s, n in upper.items()
    }
