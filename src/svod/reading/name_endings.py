"""Endings of names chosen by a trained model, word by word, where SlavicNER has lemmas to learn from (`models/NAME_LEMMAS.md`)."""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from svod.languages.lemmas import entry
from svod.languages.scripts import key
from svod.reading.name_features import announces

TRAINED = ("bg", "cs", "pl", "ru", "sl", "uk")


@dataclass(frozen=True, slots=True)
class Endings:
    """A trained chooser: which ending scripts occur after which last letters, and the weight of every feature for every script.

    A script is written `2+a`: cut two letters, add "a". `exceptions`: names (lower case) that the weights get wrong.
    `tabled`: romanised words that tables of names list. `inflected`: as `inflections` reads them off the scripts.
    """

    language: str
    scripts: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, Mapping[str, float]]
    exceptions: Mapping[str, str]
    tabled: frozenset[str]
    inflected: Mapping[str, tuple[str, ...]]


def apply(script: str, word: str) -> str:
    """`word` with the script's letters cut and added; capitals stay capitals (`PUTINEM` → `PUTIN`).

    >>> apply("2+a", "Moskwie"), apply("2+a", "MOSKWIE")
    ('Moskwa', 'MOSKWA')
    """
    cut, _, added = script.partition("+")
    base = word[: len(word) - int(cut)]
    return base + (added.upper() if word.isupper() and len(word) > 2 else added)


def script(word: str, base: str) -> str | None:
    """The script that makes `base` of `word`, capitals aside; None where too little is shared.

    >>> script("Moskwie", "Moskwa"), script("Kimem", "Kim"), script("Kim", "Putin")
    ('2+a', '2+', None)
    """
    if word == base:
        return "0+"
    shared = next((i for i, (a, b) in enumerate(zip(word, base, strict=False)) if a != b), min(len(word), len(base)))
    if shared < min(2, len(word) - 1) or len(word) - shared > 5 or len(base) - shared > 5:
        return None
    return f"{len(word) - shared}+{base[shared:]}"


@lru_cache(maxsize=1 << 15)
def in_dictionary(word: str, language: str) -> tuple[str, str]:
    """The scripts by which simplemma's dictionary makes a base form of a word: as a name, and as a common word; "" for none.

    >>> in_dictionary("Komisji", "pl")
    ('', '1+a')
    """
    lower = word.lower()
    name = entry(lower.capitalize(), language)
    common = entry(lower, language)
    return tuple((script(lower, base.lower()) or "") if base else "" for base in (name, common))  # type: ignore[return-value]


def candidates(endings: Endings, word: str, ruled: str = "", hidden: bool = False) -> list[str]:
    """The scripts seen after the word's last letters, that of the declensions (`ruled`), and the dictionary's (unless `hidden`).

    The one that changes nothing comes first.
    """
    lower = word.lower()
    found = ["0+"]
    for n in (1, 2):
        found += [
            s
            for s in endings.scripts.get(lower[-n:], ())
            if int(s.partition("+")[0]) < len(word) - 1 and s not in found
        ]
    if ruled and ruled not in found:
        found.append(ruled)
    if not hidden:
        found += [s for s in dict.fromkeys(in_dictionary(word, endings.language)) if s and s not in found]
    return found


def token_features(
    words: Sequence[str],
    i: int,
    type: str,
    before: str,
    done: Sequence[str],
    language: str,
    ruled: str = "",
    hidden: bool = False,
) -> list[str]:
    """What the chooser sees of word `i` of a name.

    Args:
        words: the words of the name.
        type: its type.
        before: the word before the name, lower case ("" at the start of a sentence).
        done: the scripts already chosen for the words before `i`.
        ruled: the script by the declensions of the language's data, "" where it has none.
        hidden: as if the dictionary did not know word `i`.
    """
    word = words[i].lower()
    last = word[-2:]
    alone = "1" if len(words) == 1 else "F" if i == 0 else "L" if i == len(words) - 1 else "M"
    small = any(w[0].islower() for w in words[:i])
    written = "a" if words[i][0].islower() else "A" if words[i].isupper() else "Aa"
    proper, common = ("", "") if hidden else in_dictionary(words[i], language)
    kind = "PER" if type == "PER" else ""
    result = [
        "",
        f"k={announces(before, language)}|{word[-3:]}",
        f"w={word}",
        f"t={type}{last}",
        f"t={type}{word[-3:]}",
        f"o={alone}{type}{last}",
        f"h={written}{last}",
        f"N={proper}|{alone}{kind}",
        f"C={common}|{alone}{kind}",
        f"D={proper}|{common}|{kind}",
    ]
    if ruled:
        result += [f"R={ruled}|{alone}{kind}", f"R={ruled}|{last}"]
        result += [f"R={ruled}|{proper}|{common}", f"R={ruled}|{before[-2:]}"]
    result += [f"s={word[-n:]}" for n in range(1, 6) if len(word) >= n]
    result += [f"b={before}|{last}", f"b={before[-2:]}|{last}|{alone}", f"l={min(len(word), 7)}|{last}"]
    if i:
        first, previous = _gloss(words[0], language)[-3:], _gloss(words[i - 1], language)[-2:]
        result += [
            f"d={done[-1]}|{last}", f"d={done[-1]}|{words[i - 1].lower()[-2:]}|{last}", f"d0={done[0]}|{type}|{last}",
            f"c={words[i - 1].lower()[-2:]}|{last}", f"m={small}|{type}|{last}", f"m={small}|{type}",
            f"n={done[-1] == '0+'}|{small}|{last}", f"G0={first}|{last}", f"G0={first}|{type}",
            f"P={previous}|{type}|{last}", f"P={previous}|{done[-1]}|{last}", f"P={previous}|{common}|{kind}",
        ]  # fmt: skip
    if i + 1 < len(words):
        following = words[i + 1].lower()
        gloss = _gloss(words[i + 1], language)
        result += [
            f"f={following[-2:]}|{last}",
            f"f={following[-3:]}|{last}",
            f"f={following[0].isalpha()}|{last}|{type}",
            f"G={gloss[-2:]}|{last}",
            f"G={gloss[-2:]}|{following[-2:]}|{last}",
            f"G={gloss[-1:]}|{following[-1:]}|{common}",
            f"H={ending_class(gloss)}|{last}",
            f"H={ending_class(gloss)}|{gloss == following}|{last}",
        ]
    return result


_CLASSES = {
    **dict.fromkeys("aа", "a"), **dict.fromkeys("яią", "ja"), **dict.fromkeys("oоóő", "o"), **dict.fromkeys("eеéěєэ", "e"),
    **dict.fromkeys("yiíýиыії", "i"), **dict.fromkeys("uуůю", "u"), "ь": "ь", "й": "j", "j": "j",
}  # fmt: skip


def ending_class(word: str) -> str:
    """What the last letter of a base form says of its gender: a vowel, `ь`, or a consonant."""
    return _CLASSES.get(word[-1], "C" if word[-1].isalpha() else "-")


def _gloss(word: str, language: str) -> str:
    """A word's base form by the dictionary, or the word, in lower case."""
    proper, common = in_dictionary(word, language)
    chosen = common or proper
    return apply(chosen, word.lower()) if chosen else word.lower()


def inflections(scripts: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Ending of a base form -> endings that take its place in other cases, read off the scripts; one or two letters each."""
    found: dict[str, dict[str, None]] = {}
    for end, list_ in scripts.items():
        for s in list_:
            cut, _, added = s.partition("+")
            if 0 < int(cut) <= len(end) and len(added) < 3:
                found.setdefault(added, {})[end[-int(cut) :]] = None
    return {base: tuple(sorted(ends)) for base, ends in found.items()}


def support(endings: Endings, base: str, surface: str, attested: Mapping[str, int]) -> int:
    """How many other cases of a base form the report has: `газпрому`, `газпроме` for `газпром`, none for `газпр`."""
    found = 0
    for n in range(3):
        stem = base[: len(base) - n]
        for end in endings.inflected.get(base[len(stem) :], ()) if len(stem) > 1 else ():
            form = stem + end
            found += form in attested and form != surface and form != base
    return found


def candidate_features(
    endings: Endings, word: str, script: str, attested: Mapping[str, int], ruled: str = "", hidden: bool = False
) -> list[str]:
    """What the chooser sees of a candidate: whether the report, the dictionary or a table of names has it as it stands."""
    base, lower, language = apply(script, word), word.lower(), endings.language
    unchanged = script == "0+"
    others = min(support(endings, base.lower(), lower, attested), 2)
    if unchanged:
        result = [f"Z{min(attested.get(lower, 0), 3)}|{others}"]
    else:
        seen = min(attested.get(base.lower(), 0), 2)
        result = [f"A{seen}", f"A{seen}|{script}" if seen else "A", f"S{others}|{seen > 0}"]
    proper, common = ("", "") if hidden else in_dictionary(word, language)
    agrees = f"{'' if not proper else proper == script}|{'' if not common else common == script}"
    itself = "" if hidden else in_dictionary(base, language)[0]
    own = f"{'' if not itself else itself == '0+'}|{key(base, language) in endings.tabled and not hidden}"
    if ruled:
        same = ruled == script
        result += [f"R{same}|{unchanged}", f"R{same}|{agrees}", f"R{same}|{own}|{base.lower() in attested}"]
    return [*result, f"D{agrees}", f"B{own}", f"E{agrees}|{own}|{unchanged}"]


def choose(
    endings: Endings,
    words: Sequence[str],
    i: int,
    type: str,
    before: str,
    done: Sequence[str],
    attested: Mapping[str, int],
    ruled: str = "",
) -> str:
    """The best script for word `i`; ties go to the script that comes first."""
    weights = endings.weights
    seen = token_features(words, i, type, before, done, endings.language, ruled)
    rows = [row for f in seen if (row := weights.get(f))]
    shared = weights.get("*", {})
    best, best_score = "0+", float("-inf")
    for script in candidates(endings, words[i], ruled):
        score = sum(row.get(script, 0.0) for row in rows)
        own = candidate_features(endings, words[i], script, attested, ruled)
        score += sum(shared.get(f, 0.0) for f in own)
        if score > best_score:
            best, best_score = script, score
    return best


@cache
def known_bases() -> frozenset[str]:
    """Romanised single words that are base forms of names in some language (SlavicNER, CLDR, Wiktionary)."""
    return frozenset(word for part in _known() for word in part)


@cache
def tabled_bases() -> frozenset[str]:
    """Those of `known_bases` that come from tables of names (CLDR, Wiktionary)."""
    return frozenset(_known()[0])


@cache
def _known() -> tuple[list[str], list[str]]:
    content = (files("svod.models") / "name_lemmas.known.txt.xz").read_bytes()
    tabled, others = lzma.decompress(content).decode("utf-8").split("\n\n")
    return tabled.split("\n"), others.split("\n")


@cache
def endings(language: str) -> Endings:
    """The trained chooser of a language (about 0.05 s to load)."""
    content = (files("svod.models") / f"name_lemmas.{language}.txt.xz").read_bytes()
    parts = lzma.decompress(content).decode("utf-8").split("\n\n")
    rows = [[line.split("\t") for line in part.splitlines()] for part in parts]
    weights = {row[0]: {s: int(w) / 10 for s, w in zip(row[1::2], row[2::2], strict=True)} for row in rows[1]}
    scripts = {row[0]: tuple(row[1:]) for row in rows[0]}
    exceptions = {row[0]: row[1] for row in rows[2]}
    return Endings(language, scripts, weights, exceptions, tabled_bases(), inflections(scripts))


QUOTES = frozenset("\"'»«”“„‘’‚‹›")
"""Quotation marks: the words of a name are looked at without those between them."""


def ruled_scripts(words: Sequence[str], bases: Sequence[str]) -> list[str]:
    """The scripts that make `bases` of `words`, "" where one is no ending; quotation marks left out."""
    return [script(w.lower(), b.lower()) or "" for w, b in zip(words, bases, strict=True) if w not in QUOTES]


def trained_lemma(
    model: Endings,
    words: Sequence[str],
    type: str,
    before: str,
    attested: Mapping[str, int],
    ruled: Sequence[str] = (),
) -> tuple[str, ...]:
    """The words of a name in the base form, by the trained chooser; `ruled`: by the declensions, where the language has some."""
    core = [w for w in words if w not in QUOTES]
    advice = ruled_scripts(words, ruled) if ruled else [""] * len(core)
    done: list[str] = []
    for i, word in enumerate(core):
        done.append(choose(model, core, i, type, before, done, attested, advice[i]) if word[0].isalpha() else "0+")
    bases = iter([apply(s, w) for s, w in zip(done, core, strict=True)])
    return tuple(w if w in QUOTES else next(bases) for w in words)
