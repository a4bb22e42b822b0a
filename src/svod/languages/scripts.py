"""Alphabets: which one a text is in, look-alike letters mended, and Cyrillic set in Latin letters.

Nothing here alters a report: every function takes a word and returns another form of it that lives beside the text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from anyascii import anyascii

HBS = frozenset({"hr", "sr", "bs", "cnr", "sh", "hbs"})
"""Languages whose data is written once, in Latin script, and matched against romanised words."""


def shelf(language: str) -> str:
    """Where what is known of a language lies in shared tables: `hbs` for all of `HBS`, the language's own code otherwise."""
    return "hbs" if language in HBS else language


# Serbian Cyrillic; Macedonian letters follow the same national standard (its own Latin uses ḱ and ǵ).
_SERBIAN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)
_MACEDONIAN = _SERBIAN | {"ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ѐ": "e", "ѝ": "i"}
_TO_SERBIAN_CYRILLIC = {latin: letter for letter, latin in _SERBIAN.items()}
_SERBIAN |= {"ѓ": "đ", "ќ": "ć", "ѕ": "z"}

# Scientific romanisation for the East Slavic languages and Bulgarian: it keeps cognates alike (Москва/Moskva, Київ/Kyjiv).
_COMMON = dict(
    zip("абвгдежзийклмнопрстуфхцчш", "a b v g d e ž z i j k l m n o p r s t u f h c č š".split(), strict=True)
)
_RUSSIAN = _COMMON | {
    "ё": "jo", "щ": "šč", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "ju", "я": "ja", "і": "i", "ѣ": "e",
}  # fmt: skip
_UKRAINIAN = _COMMON | {
    "г": "h", "ґ": "g", "є": "je", "и": "y", "і": "i", "ї": "ji", "щ": "šč", "ь": "", "ю": "ju", "я": "ja",
    "’": "", "'": "", "ʼ": "",
}  # fmt: skip
_BELARUSIAN = _RUSSIAN | {"г": "h", "ґ": "g", "і": "i", "ў": "w"}
_BULGARIAN = _COMMON | {"щ": "št", "ъ": "a", "ь": "j", "ю": "ju", "я": "ja", "ѝ": "i"}

_ROMANISATION: dict[str, dict[str, str]] = {
    **dict.fromkeys(HBS, _SERBIAN), "mk": _MACEDONIAN, "ru": _RUSSIAN, "uk": _UKRAINIAN, "be": _BELARUSIAN, "bg": _BULGARIAN,
}  # fmt: skip

# Letters that look alike: Latin in a Cyrillic word (Latin K in "Kим"), Cyrillic in a Latin one.
_LATIN_LOOKALIKES = "ABCEHIJKMOPTXYSaceijopxys"
_CYRILLIC_LOOKALIKES = "АВСЕНІЈКМОРТХУЅасеіјорхуѕ"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKALIKES, _CYRILLIC_LOOKALIKES)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKALIKES, _LATIN_LOOKALIKES)

_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "CJK": "Hani",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Hang", "DEVANAGARI": "Deva", "GEORGIAN": "Geor",
    "ARMENIAN": "Armn", "THAI": "Thai",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "Zyyy")


def script_of(text: str) -> str:
    """The ISO 15924 code of the script that most letters of `text` are in; `Zyyy` where there are no letters."""
    counts = Counter(text)
    scripts: Counter[str] = Counter()
    for letter, n in counts.items():
        if letter.isalpha():
            scripts[_script_of_letter(letter)] += n
    return min(scripts, key=lambda s: (-scripts[s], s)) if scripts else "Zyyy"


def mend(word: str) -> str:
    """`word` with look-alike letters of another alphabet set right: Latin `K` in `Kим` becomes Cyrillic.

    A word is mended only if all its letters fit one alphabet afterwards; the length never changes.

    >>> mend("Kим") == "Ким", mend("Kim"), mend("МиГ-29x") == "МиГ-29х"
    (True, 'Kim', True)
    """
    latin = cyrillic = 0
    for letter in word:
        if letter.isalpha():
            script = _script_of_letter(letter)
            latin += script == "Latn"
            cyrillic += script == "Cyrl"
    if not latin or not cyrillic:
        return word
    tables = (_TO_CYRILLIC, _TO_LATIN) if cyrillic >= latin else (_TO_LATIN, _TO_CYRILLIC)
    for table in tables:
        mended = word.translate(table)
        if len({_script_of_letter(letter) for letter in mended if letter.isalpha()}) == 1:
            return mended
    return word


@lru_cache(maxsize=65536)
def romanise(word: str, language: str) -> str:
    """`word` in Latin letters by the rules of `language`; other scripts as anyascii has them. The case of the first letter of
    each letter group is kept. Latin words are returned as they are (with their diacritics).

    >>> romanise("Њујорк", "sr"), romanise("Київ", "uk"), romanise("Щецин", "bg"), romanise("Łódź", "pl")
    ('Njujork', 'Kyjiv', 'Štecin', 'Łódź')
    """
    script = script_of(word)
    if script in ("Latn", "Zyyy"):
        return word
    if script != "Cyrl":
        return str(anyascii(word))
    table = _ROMANISATION.get(language, _RUSSIAN)
    all_capitals = word.isupper() and len(word) > 1
    result = []
    for letter in word:
        lower = letter.lower()
        latin = table.get(lower)
        if latin is None:
            latin = letter if not letter.isalpha() else _RUSSIAN.get(lower, str(anyascii(lower)))
        if letter != lower:
            latin = latin.upper() if all_capitals else latin[:1].upper() + latin[1:]
        result.append(latin)
    return "".join(result)


def cyrillic_of(latin: str) -> str:
    """A word of Serbian in Latin script in Cyrillic: words of the data for reports that are in Cyrillic.

    >>> cyrillic_of("ljubav"), cyrillic_of("Džep"), cyrillic_of("Sjeverna Koreja")
    ('љубав', 'Џеп', 'Сјеверна Кореја')
    """
    for pair in ("lj", "nj", "dž"):
        letter = _TO_SERBIAN_CYRILLIC[pair]
        latin = latin.replace(pair, letter).replace(pair.capitalize(), letter.upper())
    lower = (_TO_SERBIAN_CYRILLIC.get(c.lower(), c) for c in latin)
    return "".join(letter.upper() if c.isupper() else letter for c, letter in zip(latin, lower, strict=True))


@lru_cache(maxsize=65536)
def norm(word: str, language: str) -> str:
    """The form in which a word is looked up in the data of its language: mended, case-folded; for hr, sr and bs romanised.

    >>> norm("Рекао", "sr"), norm("REKAO", "hr"), norm("Kим", "ru") == "ким"
    ('rekao', 'rekao', True)
    """
    mended = mend(word)
    if language in HBS:
        mended = romanise(mended, "sr")
    return mended.casefold().replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=65536)
def key(word: str, language: str) -> str:
    """A romanised, lower-case form without diacritics, for comparing words across languages (ASCII).

    >>> key("Ђоковић", "sr"), key("Wałęsa", "pl"), key("Київ", "uk")
    ('djokovic', 'walesa', 'kyjiv')
    """
    latin = romanise(mend(word), language).casefold().replace("đ", "dj")
    decomposed = unicodedata.normalize("NFKD", latin)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain if plain.isascii() else str(anyascii(plain))
