"""Endings of names chosen by a trained model, word by word, where SlavicNER has lemmas to learn from (`models/NAME_LEMMAS.md`)."""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from svod.reading.name_features import announces

TRAINED = ("bg", "cs", "pl", "ru", "sl", "uk")


@dataclass(frozen=True, slots=True)
class Endings:
    """A trained chooser: which ending scripts occur after which last letters, and the weight of every feature for every script.

    A script is written `2+a`: cut two letters, add "a". `exceptions`: names (lower case) that the weights get wrong.
    """

    language: str
    scripts: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, Mapping[str, float]]
    exceptions: Mapping[str, str]


def apply(script: str, word: str) -> str:
    """`word` with the script's letters cut and added; capitals stay capitals (`PUTINEM` → `PUTIN`).

    >>> apply("2+a", "Moskwie"), apply("2+a", "MOSKWIE")
    ('Moskwa', 'MOSKWA')
    """
    cut, _, added = script.partition("+")
    base = word[: len(word) - int(cut)]
    return base + (added.upper() if word.isupper() and len(word) > 2 else added)


def candidates(endings: Endings, word: str) -> list[str]:
    """The scripts seen after the word's last letters; the one that changes nothing comes first."""
    lower = word.lower()
    found = ["0+"]
    for n in (1, 2):
        found += [
            s
            for s in endings.scripts.get(lower[-n:], ())
            if int(s.partition("+")[0]) < len(word) - 1 and s not in found
        ]
    return found


def token_features(
    words: Sequence[str], i: int, type: str, before: str, done: Sequence[str], language: str
) -> list[str]:
    """What the chooser sees of word `i` of a name.

    Args:
        words: the words of the name.
        type: its type.
        before: the word before the name, lower case ("" at the start of a sentence).
        done: the scripts already chosen for the words before `i`.
    """
    word = words[i].lower()
    last = word[-2:]
    alone = "1" if len(words) == 1 else "F" if i == 0 else "L" if i == len(words) - 1 else "M"
    small = any(w[0].islower() for w in words[:i])
    written = "a" if words[i][0].islower() else "A" if words[i].isupper() else "Aa"
    result = [
        "",
        f"k={announces(before, language)}|{word[-3:]}",
        f"w={word}",
        f"t={type}{last}",
        f"t={type}{word[-3:]}",
        f"o={alone}{type}{last}",
        f"h={written}{last}",
    ]
    result += [f"s={word[-n:]}" for n in range(1, 6) if len(word) >= n]
    result += [f"b={before}|{last}", f"b={before[-2:]}|{last}|{alone}", f"l={min(len(word), 7)}|{last}"]
    if i:
        result += [
            f"d={done[-1]}|{last}", f"d={done[-1]}|{words[i - 1].lower()[-2:]}|{last}", f"d0={done[0]}|{type}|{last}",
            f"c={words[i - 1].lower()[-2:]}|{last}", f"m={small}|{type}|{last}", f"m={small}|{type}",
            f"n={done[-1] == '0+'}|{small}|{last}",
        ]  # fmt: skip
    if i + 1 < len(words):
        following = words[i + 1].lower()
        result += [
            f"f={following[-2:]}|{last}",
            f"f={following[-3:]}|{last}",
            f"f={following[0].isalpha()}|{last}|{type}",
        ]
    return result


def candidate_features(word: str, script: str, attested: Mapping[str, int]) -> list[str]:
    """What the chooser sees of a candidate: whether the report has it elsewhere, as it stands."""
    if script == "0+":
        return []
    seen = attested.get(apply(script, word).lower(), 0)
    return [f"A{min(seen, 2)}", f"A{min(seen, 2)}|{script}"] if seen else ["A0"]


def choose(
    endings: Endings,
    words: Sequence[str],
    i: int,
    type: str,
    before: str,
    done: Sequence[str],
    attested: Mapping[str, int],
) -> str:
    """The best script for word `i`; ties go to the script that comes first."""
    weights = endings.weights
    rows = [row for f in token_features(words, i, type, before, done, endings.language) if (row := weights.get(f))]
    shared = weights.get("*", {})
    best, best_score = "0+", float("-inf")
    for script in candidates(endings, words[i]):
        score = sum(row.get(script, 0.0) for row in rows)
        score += sum(shared.get(f, 0.0) for f in candidate_features(words[i], script, attested))
        if score > best_score:
            best, best_score = script, score
    return best


@cache
def endings(language: str) -> Endings:
    """The trained chooser of a language (about 0.05 s to load)."""
    content = (files("svod.models") / f"name_lemmas.{language}.txt.xz").read_bytes()
    parts = lzma.decompress(content).decode("utf-8").split("\n\n")
    rows = [[line.split("\t") for line in part.splitlines()] for part in parts]
    weights = {row[0]: {s: int(w) / 10 for s, w in zip(row[1::2], row[2::2], strict=True)} for row in rows[1]}
    return Endings(language, {row[0]: tuple(row[1:]) for row in rows[0]}, weights, {row[0]: row[1] for row in rows[2]})


def trained_lemma(
    model: Endings, words: Sequence[str], type: str, before: str, attested: Mapping[str, int]
) -> tuple[str, ...]:
    """The words of a name in the base form, by the trained chooser."""
    done: list[str] = []
    for i, word in enumerate(words):
        done.append(choose(model, words, i, type, before, done, attested) if word[0].isalpha() else "0+")
    return tuple(apply(s, w) for s, w in zip(done, words, strict=True))
