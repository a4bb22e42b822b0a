"""Case endings and agreement of names by the rules that stand in a language's data, where there are no lemmas to learn from.

A candidate is taken on evidence: the report has it elsewhere, it is the base form of a known name, a preposition governs the
case, or another word of the name lost the same ending. Without evidence only endings go that hardly any base form has.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from svod.languages import data
from svod.languages.scripts import HBS, cyrillic_of, key


@dataclass(frozen=True, slots=True)
class Cases:
    """The case endings of a language's names, from its data; in Cyrillic where the report is.

    `oblique`: endings hardly any base form has; `ambiguous`: endings that base forms have too. Both: ending -> endings of the base form,
    the likeliest first. `governed`: ending -> words before a name after which it is a case ending. `agreement`: (ending of the
    adjectives, of the noun, and what they are in the base form).
    """

    oblique: Mapping[str, tuple[str, ...]]
    ambiguous: Mapping[str, tuple[str, ...]]
    governed: Mapping[str, frozenset[str]]
    agreement: tuple[tuple[str, str, str, str], ...]
    adjectives: tuple[str, ...]
    exceptions: Mapping[str, str]


def ending_reader(language: str, cyrillic: bool) -> Callable[[str], str]:
    """What turns an ending of the data into one of the report: `-` is none; hr, sr and bs endings in Cyrillic where it is."""
    written = cyrillic_of if cyrillic and language in HBS else str
    return lambda ending: "" if ending == "-" else written(ending)


@lru_cache(maxsize=32)
def cases(language: str, cyrillic: bool) -> Cases:
    """The case endings of `language`; empty where its data has none."""
    table = data(language).get("names", {})
    fit = ending_reader(language, cyrillic)

    def endings_of(name: str) -> dict[str, tuple[str, ...]]:
        return {fit(end): tuple(map(fit, bases)) for end, bases in table.get(name, {}).items()}

    return Cases(
        endings_of("oblique"),
        endings_of("ambiguous"),
        {fit(end): frozenset(map(fit, before)) for end, before in table.get("governed", {}).items()},
        tuple((fit(a), fit(b), fit(c), fit(d)) for a, b, c, d in table.get("agreement", ())),
        tuple(map(fit, table.get("adjectives", ()))),
        {fit(surface): fit(lemma) for surface, lemma in table.get("irregular", {}).items()},
    )


@cache
def known_bases() -> frozenset[str]:
    """Romanised single words that are base forms of names in some language (SlavicNER, CLDR, Wiktionary)."""
    content = (files("svod.models") / "name_lemmas.known.txt.xz").read_bytes()
    return frozenset(lzma.decompress(content).decode("utf-8").split("\n"))


_ATTESTED, _KNOWN, _GOVERNED, _AGREES, _FEMININE, _PLAIN, _OBLIQUE = 4.0, 3.0, 2.0, 2.0, 1.0, 1.0, -2.0


def _base_of_word(
    rules: Cases,
    word: str,
    before: str,
    language: str,
    attested: Mapping[str, int],
    shared: bool = False,
    feminine: bool = False,
) -> tuple[str, str]:
    """(base form, ending that was taken off or ""): the candidate with the most evidence, no change where there is none.

    `shared`: another word of the name has lost an ending. `feminine`: the surname has none to lose (`Angelom Merkel`).
    """
    lower = word.lower()
    known = known_bases()
    unchanged = _KNOWN if key(word, language) in known else 0.0
    options = [(unchanged + _PLAIN, 0, word, "")]
    for n in range(min(5, len(word) - 2), 0, -1):
        end = lower[-n:]
        bases = rules.oblique.get(end) or rules.ambiguous.get(end)
        if not bases:
            continue
        certain = end in rules.oblique
        if certain:
            options[0] = (unchanged + _OBLIQUE, 0, word, "")
        for place, base in enumerate(bases):
            candidate = word[:-n] + (base.upper() if word.isupper() else base)
            if candidate == word:
                continue
            score = _ATTESTED if candidate.lower() in attested else 0.0
            score += _KNOWN if key(candidate, language) in known else 0.0
            score += _GOVERNED if before in rules.governed.get(end, ()) else 0.0
            score += _AGREES if shared else 0.0
            score += _FEMININE if feminine and base in ("a", "а") else 0.0
            options.append((score, -place - 1, candidate, end))
        break
    best = max(options, key=lambda o: (o[0], o[1]))
    return best[2], best[3]


def ruled_lemma(
    rules: Cases, words: Sequence[str], type: str, before: str, language: str, attested: Mapping[str, int]
) -> tuple[str, ...]:
    """The words of a name in the base form, by the endings and agreements of the language's data."""
    result = list(words)
    if type == "PER":
        found = [_base_of_word(rules, w, before, language, attested) for w in words]
        shared = any(end for _, end in found)
        feminine = len(words) > 1 and not found[-1][1] and words[-1][-1].lower() not in "aeiouyаеиоу"
        return tuple(
            _base_of_word(rules, w, before, language, attested, shared, feminine)[0] if not end or feminine else base
            for w, (base, end) in zip(words, found, strict=True)
        )
    head = 0
    while (
        head + 1 < len(words) and words[head][0].isalpha() and words[head].lower().endswith(rules.adjectives or ("\0",))
    ):
        head += 1
    if head and words[head][0].isalpha():
        for adjective_end, noun_end, adjective, noun in rules.agreement:
            leading = [w.lower() for w in words[:head]]
            if all(w.endswith(adjective_end) for w in leading) and words[head].lower().endswith(noun_end):
                for i in range(head):
                    result[i] = words[i][: len(words[i]) - len(adjective_end)] + adjective
                result[head] = words[head][: len(words[head]) - len(noun_end)] + noun
                return tuple(result)
        return tuple(result)
    result[0] = _base_of_word(rules, words[0], before, language, attested)[0]
    return tuple(result)
