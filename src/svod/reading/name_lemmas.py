"""Base forms of names as an editor of the report's language would print them: `Władimirem Putinem` → `Władimir Putin`.

The declensions that stand in a language's data read all words of a name together (`name_cases`). Where SlavicNER has lemmas (bg, cs, pl,
ru, sl, uk) a trained chooser of endings decides, and takes theirs as advice (`name_endings`). Both ask the dictionary and prefer a form
that the report itself has elsewhere. Countries are looked up in CLDR; possessive adjectives of persons (`Putinove`) have the person's
name as base form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svod.languages import data
from svod.languages.given_names import given_name
from svod.languages.scripts import HBS, key, mend
from svod.reading.name_cases import ending_reader, ruled_lemma
from svod.reading.name_endings import TRAINED, Endings, endings, known_bases, trained_lemma
from svod.reading.name_features import bare, without_genitive
from svod.reading.name_paradigms import grammar, latin
from svod.records import Layout, Token


def attested_forms(tokens: Sequence[Token]) -> dict[str, int]:
    """Lower-cased form -> how often the report has it with a capital."""
    return dict(Counter(mend(t.text).lower() for t in tokens if t.text[0].isupper()))


_APOSTROPHES = frozenset("'’ʼ")
_VOWELS = frozenset("aeiouyąęáéíóúýěůаеёиіїоуыэюяєѝ")


def base_forms(
    layout: Layout, names: Sequence[tuple[int, int, str]], chooser: Endings | None = None
) -> list[tuple[str, bool]]:
    """The base form of every name, and whether it is a person's possessive adjective (`Putinove`: Putin).

    Args:
        layout: the report.
        names: (first token, token after the last, type), in text order.
        chooser: another trained chooser than the shipped one of the report's language.
    """
    report = _report(layout)
    return [_base_form(report, name, chooser) for name in names]


@dataclass(frozen=True, slots=True)
class _Report:
    """What all names of a report share. `romanised`: its forms as the declensions are written. `found`: base forms found before."""

    layout: Layout
    attested: Mapping[str, int]
    romanised: Mapping[str, int]
    possessives: tuple[tuple[str, str], ...]
    found: dict[tuple[str, str, str, str], tuple[str, bool]]


_latest: list[_Report] = []


def _report(layout: Layout) -> _Report:
    """The report of a layout; the latest is kept, for recognition asks three times for nearly the same names."""
    kept = _latest[0] if _latest else None
    if kept is not None and kept.layout is layout:
        return kept
    attested = attested_forms(layout.tokens)
    cyrillic = layout.script == "Cyrl" and layout.language in HBS
    romanised = {latin(form, layout.language): n for form, n in attested.items()} if cyrillic else attested
    possessives = ((e, b) for b, list_ in _possessive(layout).items() for e in list_)
    made = _Report(layout, attested, romanised, tuple(sorted(possessives, key=lambda x: (-len(x[0]), x))), {})
    _latest[:] = [made]
    return made


def _possessive(layout: Layout) -> dict[str, tuple[str, ...]]:
    table = data(layout.language).get("names", {}).get("possessive", {})
    fit = ending_reader(layout.language, layout.script == "Cyrl")
    return {fit(base): tuple(map(fit, ends)) for base, ends in table.items()}


def _base_form(report: _Report, name: tuple[int, int, str], chooser: Endings | None) -> tuple[str, bool]:
    """The base form of one name; asked again in the same surroundings, the same one without a new look."""
    first, last, type = name
    tokens = report.layout.tokens
    start, end = tokens[first].span.start, tokens[last - 1].span.end
    before = tokens[first - 1].text.lower() if first else ""
    following = tokens[last].text if last < len(tokens) else ""
    place = (report.layout.text[start:end], type, before, following)
    if chooser is not None:
        return _look(report, name, before, chooser)
    if place not in report.found:
        report.found[place] = _look(report, name, before, None)
    return report.found[place]


def _look(report: _Report, name: tuple[int, int, str], before: str, chooser: Endings | None) -> tuple[str, bool]:
    first, last, type = name
    layout, attested = report.layout, report.attested
    tokens, language = layout.tokens, layout.language
    written = " ".join(mend(t.text) for t in tokens[first:last]).lower().replace("’", "'")
    words = [mend(without_genitive(t.text)) for t in tokens[first:last]]
    if len(words) > 1 and words[-1] in _APOSTROPHES and words[-2][-1] in "sxzSXZ" and words[0] not in _APOSTROPHES:
        words, last = words[:-1], last - 1  # Olaf Scholz', the Obamas'
    if len(words) > 2 and words[-2] in "-‑" and words[-1].islower() and words[-3][1:2].isupper() and len(words[-1]) < 4:
        words, last = words[:-2], last - 2  # FIFA-e
    gaps = [" " if tokens[i].span.end < tokens[i + 1].span.start else "" for i in range(first, last - 1)]
    owner = _owner(words, type, attested, report.possessives, language, tokens[last].text if last < len(tokens) else "")
    if owner:
        return owner, True
    surface = " ".join(words).lower()
    rules = grammar(language)
    fit = ending_reader(language, layout.script == "Cyrl")
    irregular = rules.irregular.get(latin(surface, language)) or rules.irregular.get(written)
    listed = (fit(irregular) if irregular else None) or (
        _country(words, language, layout.script) if type == "LOC" else None
    )
    if listed:
        return listed, False
    bases: Sequence[str]
    if language in TRAINED:
        model = chooser or endings(language)
        if surface in model.exceptions:
            return model.exceptions[surface], False
        ruled = ruled_lemma(rules, words, type, before, attested) if rules.declensions else ()
        bases = trained_lemma(model, words, type, before, attested, ruled)
    else:
        bases = ruled_lemma(rules, words, type, before, report.romanised)
    if type == "PER" and len(words) > 1 and language in TRAINED:
        bases = _by_given_name(words, bases, language)
    return "".join(word + gap for word, gap in zip(bases, [*gaps, ""], strict=True)), False


def _by_given_name(words: Sequence[str], bases: Sequence[str], language: str) -> Sequence[str]:
    """The base form of a full name that the endings alone get wrong where a given name ends in -a.

    `Agnieszka Wrona` is a woman, not the genitive of a man; the surname of `Luka Marević` shows that `Luka` is no genitive either (that
    would be `Luka Marevića`).
    """
    given, surname = words[0], words[-1]
    known = given_name(given, language)
    if known and known.base == given and (known.gender == "woman" or bases[-1] == surname):
        return words
    if known and bases[0] != known.base:
        return [known.base, *bases[1:]]
    cut = given[-1] in "aа" and bases[0] == given[:-1]
    unmarked = bases[-1] == surname and surname[-1].isalpha() and surname[-1].lower() not in _VOWELS
    return words if cut and unmarked else bases


def _root(base: str) -> str:
    """What the cases of a romanised base form begin with (`moskv`, `kore`)."""
    if len(base) < 4:
        return base
    root = bare(base)
    return root if len(root) > 3 or base[-1] not in "aeiouy" else base[:-1]


def fits(form: str, base: str) -> bool:
    """May a romanised form be a case, or a possessive, of a base form? (`kimovega` of `kim`, `moskvi` of `moskva`)

    >>> fits("putinom", "putin"), fits("moskvi", "moskva"), fits("putnik", "putin")
    (True, True, False)
    """
    root = _root(base)
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
        and all(fits(f, b) and (len(_root(b)) > 3 or f == b) for f, b in zip(forms, bases, strict=True))
    ]
    exact = [name for bases, name in found if bases == forms]
    if exact:
        return exact[0]
    return found[0][1] if len(found) == 1 else None


def _owner(
    words: Sequence[str],
    type: str,
    attested: Mapping[str, int],
    possessives: Sequence[tuple[str, str]],
    language: str,
    following: str,
) -> str:
    """The person whose possessive adjective a one-word name is, or "".

    Surnames end like that too (Lavrov, Ivanova): the report must have the bare name, or it is a known one, or the ending is one
    that only an adjective has and a common noun follows.
    """
    if type != "PER" or len(words) != 1:
        return ""
    word, lower = words[0], words[0].lower()
    owners = grammar(language).owners or ("\0",)
    for end, base in possessives:
        if lower.endswith(end) and len(word) - len(end) >= 2:
            owner = word[: -len(end)] + (base if not word.isupper() else base.upper())
            if owner.lower() in attested:
                return owner
            if base:
                continue  # Putinom is no form of "Puta": for -in the report must have the name
            certain = len(end) > 3 or latin(owner, language).lower().endswith(owners)
            if certain and following[:1].islower():
                return owner
            if key(owner, language) in known_bases() and key(word, language) not in known_bases() and len(owner) > 4:
                return owner
    return ""
