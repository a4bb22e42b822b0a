"""Base forms of names as an editor of the report's language would print them: `Władimirem Putinem` → `Władimir Putin`.

Where SlavicNER has lemmas (bg, cs, pl, ru, sl, uk) a trained chooser of endings decides word by word (`models/NAME_LEMMAS.md`); for the other
languages the endings and agreements stand in their data (`languages/data/<lang>.names.toml`). Both prefer a form that the report itself
has elsewhere, or that is known as the base form of a name.
"""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from svod.languages import data
from svod.languages.scripts import HBS, key, mend
from svod.reading.name_features import announces, bare
from svod.records import Layout, Token

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


def attested_forms(tokens: Sequence[Token]) -> dict[str, int]:
    """Lower-cased form -> how often the report has it with a capital."""
    return dict(Counter(mend(t.text).lower() for t in tokens if t.text[0].isupper()))


# --- languages without lemmas to learn from ----------------------------------------------------------------------------


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


_DIGRAPHS = {"dž": "џ", "lj": "љ", "nj": "њ"}
_LETTERS = dict(zip("abcčćdđefghijklmnoprsštuvzž", "абцчћдђефгхијклмнопрсштувзж", strict=True))


def _cyrillic(latin: str) -> str:
    """Serbian Latin in Cyrillic; for the endings of the data."""
    for pair, letter in _DIGRAPHS.items():
        latin = latin.replace(pair, letter)
    return "".join(_LETTERS.get(c, _LETTERS[c.lower()].upper() if c.lower() in _LETTERS else c) for c in latin)


@lru_cache(maxsize=32)
def cases(language: str, cyrillic: bool) -> Cases:
    """The case endings of `language`; empty where its data has none."""
    table = data(language).get("names", {})
    fit = _cyrillic if cyrillic and language in HBS else str

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


_ATTESTED, _KNOWN, _GOVERNED, _AGREES, _PLAIN, _OBLIQUE = 4.0, 3.0, 2.0, 2.0, 1.0, -2.0


def _base_of_word(
    rules: Cases, word: str, before: str, language: str, attested: Mapping[str, int], shared: str
) -> tuple[str, str]:
    """(base form, ending that was taken off or ""): the candidate with the most evidence, no change where there is none.

    `shared`: the ending that another word of the name has lost, or "".
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
            score += _AGREES if shared and shared == end else 0.0
            options.append((score, -place - 1, candidate, end))
        break
    best = max(options, key=lambda o: (o[0], o[1]))
    return best[2], best[3]


def _ruled_lemma(
    rules: Cases, words: Sequence[str], type: str, before: str, language: str, attested: Mapping[str, int]
) -> tuple[str, ...]:
    """The words of a name in the base form, by the endings and agreements of the language's data."""
    result = list(words)
    if type == "PER":
        found = [_base_of_word(rules, w, before, language, attested, "") for w in words]
        shared = next((end for _, end in found if end), "")
        return tuple(
            _base_of_word(rules, w, before, language, attested, shared)[0] if not end else base
            for w, (base, end) in zip(words, found, strict=True)
        )
    head = 0
    while head + 1 < len(words) and words[head][0].isalpha() and words[head].lower().endswith(rules.adjectives or ("\0",)):
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
    result[0] = _base_of_word(rules, words[0], before, language, attested, "")[0]
    return tuple(result)


# --- all languages -----------------------------------------------------------------------------------------------------


def base_forms(layout: Layout, names: Sequence[tuple[int, int, str]]) -> list[tuple[str, bool]]:
    """The base form of every name, and whether it is a person's possessive adjective (`Putinove`: Putin).

    Args:
        layout: the report.
        names: (first token, token after the last, type), in text order.
    """
    attested = attested_forms(layout.tokens)
    possessives = tuple(
        sorted(((e, b) for b, list_ in _possessive(layout).items() for e in list_), key=lambda x: (-len(x[0]), x))
    )
    return [_base_form(layout, name, attested, possessives) for name in names]


def _possessive(layout: Layout) -> dict[str, tuple[str, ...]]:
    table = data(layout.language).get("names", {}).get("possessive", {})
    fit = _cyrillic if layout.script == "Cyrl" and layout.language in HBS else str
    return {fit(base): tuple(map(fit, ends)) for base, ends in table.items()}


def _base_form(
    layout: Layout,
    name: tuple[int, int, str],
    attested: Mapping[str, int],
    possessives: Sequence[tuple[str, str]],
) -> tuple[str, bool]:
    first, last, type = name
    tokens, language = layout.tokens, layout.language
    words = [mend(without_genitive(t.text)) for t in tokens[first:last]]
    before = tokens[first - 1].text.lower() if first else ""
    if len(words) > 2 and words[-2] in "-‑" and words[-1].islower() and words[-3].isupper() and len(words[-1]) < 4:
        words, last = words[:-2], last - 2  # FIFA-e
    gaps = [
        " " if tokens[i].span.end < tokens[i + 1].span.start else "" for i in range(first, last - 1)
    ]
    owner = _owner(words, type, attested, possessives, language, tokens[last].text if last < len(tokens) else "")
    if owner:
        return owner, True
    surface = " ".join(words).lower()
    country = _country(words, language, layout.script) if type == "LOC" else None
    if country:
        return country, False
    if language in TRAINED:
        model = endings(language)
        if surface in model.exceptions:
            return model.exceptions[surface], False
        bases = trained_lemma(model, words, type, before, attested)
    else:
        rules = cases(language, layout.script == "Cyrl")
        if surface in rules.exceptions:
            return rules.exceptions[surface], False
        bases = _ruled_lemma(rules, words, type, before, language, attested)
    return "".join(word + gap for word, gap in zip(bases, [*gaps, ""], strict=True)), False


def fits(form: str, base: str) -> bool:
    """May a romanised form be a case, or a possessive, of a base form? (`kimovega` of `kim`, `moskvi` of `moskva`)

    >>> fits("putinom", "putin"), fits("moskvi", "moskva"), fits("putnik", "putin")
    (True, True, False)
    """
    root = bare(base) if len(base) > 3 else base
    return form.startswith(root) and len(form) - len(root) <= (3 if len(root) > 2 else 2)


@lru_cache(maxsize=32)
def _countries(language: str, script: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """CLDR's names of countries in a language: first three romanised letters -> (romanised words, name)."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"{language}_{script}" if language in HBS else language)
    except (UnknownLocaleError, ValueError):
        return {}
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, name in sorted(locale.territories.items()):
        if code.isalpha() and len(code) == 2 and code not in ("XA", "XB", "ZZ", "EU", "UN", "EZ"):
            words = tuple(key(w, language) for w in name.replace("-", " ").split())
            if all(w.isalpha() for w in words):
                table.setdefault(words[0][:3], []).append((words, name))
    return {start: tuple(names) for start, names in table.items()}


def _country(words: Sequence[str], language: str, script: str) -> str | None:
    """The country of which these words are a case, by CLDR: `Północną Koreą` is no name in it, `Koreą Północną` is. None if not one."""
    forms = tuple(key(w, language) for w in words if w[0].isalpha())
    if not forms or len(forms) != len(words):
        return None
    found = [
        (bases, name)
        for bases, name in _countries(language, script).get(forms[0][:3], ())
        if len(bases) == len(forms)
        and all(fits(f, b) and (len(bare(b)) > 3 or f == b) for f, b in zip(forms, bases, strict=True))
    ]
    exact = [name for bases, name in found if bases == forms]
    if exact:
        return exact[0]
    return found[0][1] if len(found) == 1 else None


def without_genitive(word: str) -> str:
    """An English word without the genitive 's, which the tokens keep."""
    return word[:-2] if len(word) > 3 and word[-2] in "'’ʼ" and word[-1] in "sS" else word


def _owner(
    words: Sequence[str],
    type: str,
    attested: Mapping[str, int],
    possessives: Sequence[tuple[str, str]],
    language: str,
    following: str,
) -> str:
    """The person whose possessive adjective a one-word name is, or "".

    Surnames end like that too (Lavrov, Ivanova): the report must have the bare name, or it is a known one, or the ending is one that only an
    adjective has and a common noun follows.
    """
    if type != "PER" or len(words) != 1:
        return ""
    word, lower = words[0], words[0].lower()
    for end, base in possessives:
        if lower.endswith(end) and len(word) - len(end) >= 2:
            owner = word[: -len(end)] + (base if not word.isupper() else base.upper())
            if owner.lower() in attested:
                return owner
            if base:
                continue  # Putinom is no form of "Puta": for -in the report must have the name
            if len(end) > 3 and following[:1].islower():
                return owner
            if key(owner, language) in known_bases() and key(word, language) not in known_bases() and len(owner) > 4:
                return owner
    return ""
