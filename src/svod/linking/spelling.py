"""Is it one name, spelt by two languages? Phonetic codes of names and a weighted edit distance between them.

Every Slavic language writes a foreign name in its own way: `Kim Dzong Un`, `Ким Џонг Ун`, `Ким Чен Ын`; `Theresa May`, `Тереза Мэй`.
A word is first turned into a string of sounds, as its language reads it and as it may have been taken over unchanged from English; then the
cheapest way from one string to the other is found (Wagner & Fischer 1974), in which near sounds cost less than far ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice

from anyascii import anyascii

from svod.languages.scripts import mend, romanise, script_of

# How a language's letters sound, applied in this order to lower-case Latin letters. One character a sound; `ǰ` is the sound of dž.
_POLISH = (
    ("dzi", "ǰi"), ("dż", "ǰ"), ("dź", "ǰ"), ("szcz", "šč"), ("cz", "č"), ("sz", "š"), ("rz", "ž"), ("ch", "h"), ("ł", "l"), ("ó", "u"),
    ("w", "v"), ("ą", "on"), ("ę", "en"), ("ż", "ž"), ("ź", "z"), ("ś", "s"), ("ć", "č"), ("ń", "n"), ("dz", "ǰ"),
)  # fmt: skip
_CZECH = (
    ("ch", "h"),
    ("ř", "ž"),
    ("dž", "ǰ"),
    ("dz", "ǰ"),
    ("ů", "u"),
    ("w", "v"),
    ("x", "ks"),
    ("ď", "d"),
    ("ť", "t"),
    ("ň", "n"),
)
_SOUTH = (("dž", "ǰ"), ("đ", "ǰ"), ("ć", "č"), ("lj", "l"), ("nj", "n"), ("w", "v"), ("x", "ks"), ("ch", "h"))
_CYRILLIC = (
    ("dž", "ǰ"),
    ("đ", "ǰ"),
    ("gj", "ǰ"),
    ("kj", "č"),
    ("ć", "č"),
    ("lj", "l"),
    ("nj", "n"),
    ("jo", "o"),
    ("dz", "ǰ"),
)
_GERMAN = (
    ("dsch", "ǰ"), ("tsch", "č"), ("sch", "š"), ("chs", "ks"), ("ch", "h"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("w", "v"), ("z", "c"),
    ("ß", "s"), ("eu", "oj"), ("äu", "oj"), ("ei", "aj"), ("ie", "i"), ("ä", "e"), ("ö", "e"), ("ü", "u"), ("qu", "kv"), ("x", "ks"),
)  # fmt: skip
_ENGLISH = (
    ("chr", "kr"),
    ("tsch", "č"), ("sch", "š"), ("tch", "č"), ("kh", "h"), ("zh", "ž"), ("sh", "š"), ("ch", "č"), ("ph", "f"), ("th", "t"), ("gh", "g"),
    ("ck", "k"), ("qu", "kv"), ("oo", "u"), ("ee", "i"), ("ou", "u"), ("ea", "i"), ("wh", "v"), ("w", "v"), ("x", "ks"), ("ts", "c"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("dg", "ǰ"), ("ge", "ǰe"), ("gi", "ǰi"),
    ("j", "ǰ"), ("ya", "ja"), ("yu", "ju"), ("yo", "jo"),
    ("ay", "aj"), ("ey", "ej"), ("ai", "aj"), ("ei", "ej"), ("oe", "e"), ("ae", "e"), ("dj", "ǰ"), ("y", "i"), ("ie", "i"),
)  # fmt: skip
_FRENCH = (
    ("eau", "o"), ("oux", "u"), ("ault", "o"), ("gn", "n"), ("ch", "š"), ("ph", "f"), ("th", "t"), ("ou", "u"), ("oi", "ua"), ("au", "o"),
    ("ai", "e"), ("ei", "e"), ("gue", "g"), ("ge", "že"), ("gi", "ži"), ("j", "ž"), ("ce", "se"), ("ci", "si"), ("ç", "s"), ("qu", "k"),
    ("c", "k"), ("eu", "e"), ("x", "ks"), ("y", "i"), ("w", "v"),
)  # fmt: skip
_MANDARIN = (
    ("zh", "ǰ"), ("ch", "č"), ("sh", "š"), ("j", "ǰ"), ("q", "č"), ("x", "s"), ("z", "ǰ"), ("iu", "ju"), ("ia", "ja"), ("ie", "je"),
)  # fmt: skip
_MANDARIN_CZECH = (
    ("čch", "č"),
    ("pch", "p"),
    ("tch", "t"),
    ("kch", "k"),
    ("cch", "c"),
    ("ch", "h"),
    ("ť", "ǰ"),
    ("č", "ǰ"),
)
_TURKISH = (("ç", "č"), ("ş", "š"), ("c", "ǰ"), ("ğ", ""), ("ı", "i"), ("ö", "e"), ("ü", "u"))
_HUNGARIAN = (
    ("zs", "ž"), ("cs", "č"), ("gy", "ǰ"), ("ly", "j"), ("ny", "n"), ("sz", "s"), ("s", "š"), ("ő", "e"), ("ű", "u"),
    ("ö", "e"), ("ü", "u"),
)  # fmt: skip
_READINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "pl": _POLISH, "cs": _CZECH, "sk": _CZECH, "hr": _SOUTH, "sr": _SOUTH, "bs": _SOUTH, "sl": _SOUTH, "de": _GERMAN, "en": _ENGLISH,
}  # fmt: skip
# Languages that take foreign names over unchanged; Cyrillic (and Serbian in Latin letters, mostly) writes what it hears.
_TAKES_OVER = frozenset({"hr", "bs", "sr", "sl", "pl", "cs", "sk", "de", "en"})

# Letters that tell where a name is from, whatever language writes it: it is read as there too.
_TELLTALE: tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...] = (
    (re.compile("[łńęąźż]|cz|sz|rz"), _POLISH),
    (re.compile("[řěůťď]"), _CZECH),
    (re.compile("sch|[äöüß]|tz"), _GERMAN),
    (re.compile("[şğıç]"), _TURKISH),
    (re.compile("[őűáó].*|sz|zs|gy"), _HUNGARIAN),
    # A name in Latin letters without marks may be South Slavic, or a foreign one read as it is written: Vucic, Janez, Ginsburg.
    (re.compile("j|g[ei]|ic$"), _SOUTH),
    # Pinyin is made of syllables, and only it has them with x, q, zh: Xi Jinping.
    (
        re.compile("^(?=.*[xqjz])(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]{1,3}(?:ng?(?![aeiouü])|r$)?)+$"),
        _MANDARIN,
    ),
    (re.compile("[čptkc]ch|^ť"), _MANDARIN_CZECH),
)
_ENGLISH_W = re.compile("u[aeio]")
_SILENT_E = re.compile("([aeiou])([bcdfgklmnprstvz])e(s?)$")
_LONG = {"a": "ej", "e": "i", "i": "aj", "o": "o", "u": "u"}
_VOWELS = frozenset("aeiou")
_NEAR: dict[frozenset[str], float] = {
    frozenset(pair): cost
    for cost, pairs in {
        0.1: "ij",
        0.2: "hg šč čǰ žǰ",
        0.3: "sz šž td pb kg fv čc sš zž cs hk",
        0.4: "jǰ ǰz ǰc kc vu kč žj gǰ gž šh čh ao ei ou ae eo iu ai au",
    }.items()
    for pair in pairs.split()
}
_DROP = {
    "j": 0.3,
    "i": 0.4,
    "h": 0.35,
    "a": 0.5,
    "e": 0.45,
    "o": 0.5,
    "u": 0.5,
    "t": 0.8,
    "d": 0.8,
    "v": 0.8,
    "g": 0.7,
    "n": 0.9,
}

_BLOCK = str.maketrans(
    {
        "b": "p",
        "d": "t",
        "g": "k",
        "h": "k",
        "z": "s",
        "š": "s",
        "ž": "s",
        "c": "s",
        "č": "s",
        "ǰ": "s",
        "f": "v",
        "m": "n",
    }
)


@lru_cache(maxsize=65536)
def sounds(word: str, language: str) -> tuple[str, ...]:
    """The sound strings of a word: as its language reads it and, where foreign names are taken over unchanged, as English and French do.

    >>> sounds("Dzong", "pl"), sounds("Џонг", "sr"), sounds("Wołodymyr", "pl")[0]
    (('ǰong', 'dzong'), ('ǰong',), 'volodimir')
    """
    latin = romanise(mend(word), language).casefold()
    if script_of(word) == "Cyrl":
        return tuple(dict.fromkeys(_heard(latin)))
    readings = [_READINGS.get(language, _ENGLISH)]
    if language in _TAKES_OVER:
        readings += [_ENGLISH, _FRENCH, *(reading for letters, reading in _TELLTALE if letters.search(latin))]
    made = [_sound(latin, reading) for reading in readings]
    if language in _TAKES_OVER:
        made += [_sound(english, _ENGLISH) for english in _as_english(latin)]
    return tuple(dict.fromkeys(made))


def _heard(latin: str) -> Iterator[str]:
    """The sounds of a romanised Cyrillic word, which is mostly written as it is heard."""
    yield _sound(latin, _CYRILLIC)
    if _ENGLISH_W.match(latin):
        # Bulgarian and often Russian hear the English w as a vowel: Уилкокс, Уолтър beside Вилкокс, Волтер.
        yield _sound("v" + latin[1:], _CYRILLIC)
    if "dz" in latin:
        yield _sound(latin.replace("dz", "z"), _CYRILLIC)  # Линдзи: not the dz of Дзонг
    if "cz" in latin or "čž" in latin:
        yield _sound(latin.replace("cz", "ǰ").replace("čž", "ǰ"), _CYRILLIC)  # Цзиньпин, Чжан: Palladius's Chinese


def _as_english(latin: str) -> Iterator[str]:
    """A word with letters that English does not read as they stand: a silent e (Rice), y (Kyle), Mc, ow (Snowden)."""
    spelt = latin
    if latin.startswith("mc") and len(latin) > 4:
        spelt = "mak" + latin[2:]
    spelt = spelt.replace("ow", "ou")
    found = _SILENT_E.search(spelt.replace("y", "i"))
    if found:
        soft = {"c": "s", "g": "ǰ"}.get(found[2], found[2])
        spelt = spelt[: found.start()] + _LONG[found[1]] + soft + found[3]
    elif re.search("[^aeiouy]y[^aeiouy]", spelt):
        spelt = re.sub("(?<=[^aeiouy])y(?=[^aeiouy])", "aj", spelt)
    if spelt != latin:
        yield spelt


def _sound(latin: str, reading: tuple[tuple[str, str], ...]) -> str:
    for letters, sound in (("ck", "k"), *reading):
        latin = latin.replace(letters, sound)
    plain = "".join(c if c in "šžčǰ" else _plain(c) for c in unicodedata.normalize("NFC", latin))
    plain = plain.replace("y", "i").replace("w", "v").replace("x", "ks").replace("q", "k")
    plain = "".join(c for c in plain if c.isalnum())
    return re.sub(r"(.)\1+", r"\1", plain)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else str(anyascii(base)).lower()


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    near = _NEAR.get(frozenset((a, b)))
    if near is not None:
        return near
    return 0.5 if a in _VOWELS and b in _VOWELS else 1.0


def distance(a: str, b: str, limit: float = 1e9) -> float:
    """The cost of the cheapest way from one sound string to another: 1 a foreign sound, less for near ones and for dropped vowels.
    Infinite as soon as it is sure to be more than `limit`.

    >>> distance("kim", "kim"), distance("ǰong", "čong")
    (0.0, 0.2)
    """
    drops = [_DROP.get(sound, 1.0) for sound in b]
    previous = [0.0, *accumulate(drops)]
    for sound in a:
        drop = _DROP.get(sound, 1.0)
        cost_of = _costs(sound).get
        corner = previous[0]
        left = lowest = corner + drop
        current = [left]
        for above, other, gap in zip(islice(previous, 1, None), b, drops, strict=True):
            best = corner + cost_of(other, 1.0)
            if above + drop < best:
                best = above + drop
            left += gap
            if best < left:
                left = best
            if left < lowest:
                lowest = left
            current.append(left)
            corner = above
        if lowest > limit:
            return float("inf")
        previous = current
    return round(previous[-1], 4)


@lru_cache(maxsize=1024)
def _costs(sound: str) -> dict[str, float]:
    """What it costs to put another sound in the place of this one, where that is less than 1."""
    others = set("abcdefghijklmnopqrstuvwxyzšžčǰ") | {sound}
    return {o: c for o in others if (c := _substitution(sound, o)) < 1.0}


@lru_cache(maxsize=262144)
def likeness(a: str, b: str) -> float:
    """How alike two sound strings are: 1 the same, 0 nothing in common (or less than half); per sound of the longer one."""
    if a == b:
        return 1.0 if a else 0.0
    longer = max(len(a), len(b))
    return max(0.0, 1.0 - distance(a, b, longer / 2) / longer)


def word_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The best likeness of any reading of one word with any of another (`sounds` of both)."""
    return max((likeness(x, y) for x in a for y in b), default=0.0)


@lru_cache(maxsize=262144)
def block_keys(word: tuple[str, ...], length: int = 3) -> frozenset[str]:
    """Coarse keys of a word (`sounds`): renderings of one name share at least one, so only words that share one need comparing.

    The consonants, voiced as voiceless; once with h as k (`Гамбург`, `Hamburg`), once without it; the first `length` of them.
    """
    keys = set()
    for sound in word:
        for h in ("h", ""):
            consonants = "".join(c for c in sound.replace("h", h) if c not in "aeiouj").translate(_BLOCK)
            consonants = re.sub(r"(.)\1+", r"\1", consonants)
            keys.add(consonants[:length] if len(consonants) > 1 else _short_key(sound, consonants))
    return frozenset(keys - {""})


def _short_key(sound: str, consonants: str) -> str:
    """The key of a word with at most one consonant; all vowels are one, `Un` is `Ын`."""
    return ("_" if sound[:1] in _VOWELS else sound[:1].translate(_BLOCK)) + consonants
