"""Are two names names of one thing? Names of persons word by word, names of things by sound or by what their words mean.

Each comparison gives a score in [0, 1] and the reason, or None. The thresholds were set on SlavicNER topics (`benchmarks/identities`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations

from svod.languages import words as word_list
from svod.languages.gazetteer import loose, words_of
from svod.languages.institutions import institution_words
from svod.languages.scripts import shelf
from svod.linking.short_names import short_names
from svod.linking.spelling import block_keys, sounds, word_likeness
from svod.records import MentionType

GIVEN_NAME, PART, SURNAME, PERSON, SHORT_FORM = 0.68, 0.6, 0.74, 0.8, 0.75
WORD_OF_THING, THING, SHORT_THING = 0.75, 0.87, 0.95
_OF_STATES = frozenset(
    "court ministry government parliament senate army navy police prosecution council committee president bank church agency office "
    "service".split()
)

# Vowels that Serbian hears in an English name where its spelling has another: Tramp, Pens.
_HEARD = ({"u", "a"}, {"e", "i"}, {"a", "e"})
_FOREIGN = re.compile(r"[wxyq]|([bcdfghklmnprstvz])\1|[tpcsg]h|ck|ee|oo|ea|oe|ou|[cglmnrst]e(?!\w)")

Sounds = tuple[str, ...]
Slip = Callable[[Sounds, Sounds], bool]


@dataclass(frozen=True)
class Name:
    """A name as it is compared: the base form, its language and the type of what it names."""

    text: str
    language: str
    type: MentionType
    context: str = ""
    """The country that an institution is of where its name does not say so (`Supreme Court`)."""

    @cached_property
    def words(self) -> tuple[Sounds, ...]:
        """The sounds of each word; a woman's surname also without its ending."""
        return self._sounds(self.text)

    @cached_property
    def closed(self) -> tuple[Sounds, ...]:
        """The same where hyphens do not part words: Czech `Si Ťin-pching` has three words, everybody else's `Xi Jinping` two."""
        return self._sounds(self.text.replace("-", "")) if "-" in self.text else self.words

    @property
    def feminine(self) -> bool:
        """Is the surname one that only a woman has (Clintonová)?"""
        return self.type == "PER" and any(_without_endings(words_of(self.text)[-1:], self.language))

    def _sounds(self, text: str) -> tuple[Sounds, ...]:
        parts = words_of(text)
        words = [sounds(part, self.language) for part in parts]
        if self.type == "PER" and parts:
            for bare in _without_endings(parts[-1:], self.language):
                words[-1] += sounds(bare, self.language)
        return tuple(w for w in words if any(w))

    @cached_property
    def joined(self) -> Sounds:
        """The sounds of the whole name as if it were one word."""
        return tuple(
            "".join(w[min(n, len(w) - 1)] for w in self.words) for n in range(max(map(len, self.words), default=0))
        )

    @cached_property
    def meaning(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Concepts and countries in the name of an institution, and its other words."""
        if self.type == "PER":
            return (), ()
        concepts, free = institution_words(self.text, self.language)
        return (tuple(sorted({*concepts, self.context})) if self.context else concepts), free

    @cached_property
    def key(self) -> str:
        """The name as it is searched (`gazetteer.loose`): names with one key are the same."""
        return loose(self.text, self.language)

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """Keys of which two names that are alike share at least one: the sound of one word and the first consonant of another."""
        side = "PER" if self.type == "PER" else "thing"
        for words in dict.fromkeys((self.words, self.closed)):
            if len(words) == 1:
                yield from ((side, key) for key in block_keys(words[0]))
            elif words:
                ends = [(words[-1], words[0])] + ([(words[0], words[1])] if len(words) == 2 else [])
                for word, other in ends:
                    firsts = {k[0] for k in block_keys(other)} | (short_names(other) if side == "PER" else set())
                    for key in block_keys(word):
                        yield from ((side, key, first) for first in firsts)
        if len(self.words) > 1:
            yield from ((side, "whole", key) for key in self.whole_keys)
        concepts, free = self.meaning
        if concepts and len(concepts) + len(free) > 1:
            yield "meaning", *concepts

    @cached_property
    def whole_keys(self) -> frozenset[str]:
        """Coarse keys of the whole name, for names that are parted into words differently."""
        return block_keys(self.joined, length=6)


def _without_endings(surname: Sequence[str], language: str) -> Iterator[str]:
    """A woman's surname without the ending that her language gives a man's; nothing where it has none."""
    endings = word_list(language, "adjectives", "feminine_surnames")
    for word in surname:
        yield from (word[: -len(e)] for e in endings if word.lower().endswith(e) and len(word) > len(e) + 2)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, in [0, 1], and why: a line that a journalist can read."""

    score: float
    reason: str


def of_some_country(name: str, language: str, type_: MentionType) -> bool:
    """Does the name say only what kind of state institution it is, so that every country has one (`Supreme Court`, `parliament`)?"""
    if type_ != "ORG":
        return False
    concepts, free = institution_words(name, language)
    return not free and bool(_OF_STATES & set(concepts)) and not any(c.isupper() for c in concepts)


def alike(a: Name, b: Name) -> Likeness | None:
    """How alike two names are and why, or None where they are not names of one thing.

    >>> alike(Name("Kim Dzong Un", "pl", "PER"), Name("Ким Џонг Ун", "sr", "PER")).score > 0.9
    True
    >>> alike(Name("Joe Biden", "en", "PER"), Name("Jill Biden", "en", "PER")) is None
    True
    """
    if (a.type == "PER") != (b.type == "PER"):
        return None
    if a.key == b.key:
        return Likeness(1.0, f"the same name “{a.text}”")
    score = _persons(a, b) if a.type == "PER" else _things(a, b)
    if score is not None:
        return Likeness(score, f"“{a.text}” and “{b.text}” are spellings of one name{_examples(a, b)}")
    if a.type != "PER" and _meanings(a, b):
        common = ", ".join(a.meaning[0])
        return Likeness(0.85, f"“{a.text}” and “{b.text}” mean the same, word for word ({common})")
    return None


def _examples(a: Name, b: Name) -> str:
    """The words that differ, as they are pronounced: ` (ǰong/čong)`."""
    if len(a.words) != len(b.words):
        return ""
    pairs = [f"{x[0]}/{y[0]}" for x, y in zip(a.words, b.words, strict=True) if not set(x) & set(y)]
    return f" ({', '.join(pairs[:2])})" if pairs else ""


@lru_cache(maxsize=262144)
def _word(a: Sounds, b: Sounds) -> float:
    if any(len(x) == 1 and y[:1] == x for x in a for y in b) or any(len(y) == 1 and x[:1] == y for x in a for y in b):
        return 0.9  # an initial: M. O'Leary
    return word_likeness(a, b)


def _persons(a: Name, b: Name) -> float | None:
    if min(len(a.words), len(b.words)) < 2:
        if len(a.words) == len(b.words) == 1:
            return _single(a, b)
        return None
    slip = _slips(a, b)
    left, right = (a.words, b.words) if len(a.words) == len(b.words) else (a.closed, b.closed)
    if len(left) == len(right) > 1:
        best = max(filter(None, (_in_order(left, order, slip) for order in _orders(right))), default=None)
        if best is not None:
            return best
    elif (part := _part(*sorted((a.words, b.words), key=len))) is not None:
        return part
    if slip and len(a.words) == len(b.words) and not all(map(slip, a.words, b.words)):
        return None
    if not a.whole_keys & b.whole_keys or min(len(a.joined[0]), len(b.joined[0])) < 8:
        return None
    whole = word_likeness(a.joined, b.joined)
    return whole if whole >= 0.93 else None


def _orders(words: tuple[Sounds, ...]) -> list[tuple[Sounds, ...]]:
    """The words as they stand, and with the surname first (Orbán Viktor)."""
    return [words, (*words[1:], words[0])] if len(words) == 2 else [words]


def _in_order(a: tuple[Sounds, ...], b: tuple[Sounds, ...], slip: Slip | None) -> float | None:
    if _word(a[-1], b[-1]) < SURNAME:
        return None
    scores = [_word(x, y) for x, y in zip(a, b, strict=True)]
    short = scores[0] < GIVEN_NAME and bool(short_names(a[0]) & short_names(b[0]))
    if short:
        scores[0] = SHORT_FORM
    mean = sum(scores) / len(scores)
    if min(scores) < (GIVEN_NAME if len(a) == 2 else PART) or mean < PERSON:
        return None
    if slip and not all(slip(x, y) for x, y in list(zip(a, b, strict=True))[short:]):
        return None
    return mean


def _slips(a: Name, b: Name) -> Slip | None:
    """Whether two words may be one in these two languages, where they are so close that a difference may be another name's; None where
    they are not. Serbian writes what it hears where Croatian and Bosnian take over the spelling (Бајден, Biden): native names are the same
    in both, so that a name with foreign letters may differ as in any two languages, and another one in the vowels that English misleads
    about."""
    if shelf(a.language) != shelf(b.language):
        return None
    if "sr" not in (a.language, b.language) or a.language == b.language:
        return _slip
    return None if any(_FOREIGN.search(name.text.casefold()) for name in (a, b)) else _heard_slip


def _heard_slip(a: Sounds, b: Sounds) -> bool:
    spoken = [
        {x, x.replace("aj", "i"), x.replace("ej", "a"), x.replace("ej", "e"), x.replace("au", "o")} for x in (*a, *b)
    ]
    left, right = set().union(*spoken[: len(a)]), set().union(*spoken[len(a) :])
    return _slip(a, b) or any(
        len(x) == len(y) and all(p == q or {p, q} in _HEARD for p, q in zip(x, y, strict=True))
        for x in left
        for y in right
    )


def _slip(a: Sounds, b: Sounds) -> bool:
    """May one language write one word in these two ways? Not where only the vowels of a short word differ: Marko and Mirko are two names
    in Croatian, while in two languages they might be one."""
    if set(a) & set(b):
        return True
    if min(len(s) for s in (*a, *b)) > 6:
        return _word(a, b) >= 0.84
    vowels = {tuple(c for c in s if c in "aeiou") for s in a}, {tuple(c for c in s if c in "aeiou") for s in b}
    return not any(len(x) == len(y) for x in vowels[0] for y in vowels[1]) or bool(vowels[0] & vowels[1])


def _part(short: tuple[Sounds, ...], long: tuple[Sounds, ...]) -> float | None:
    """All words of the shorter name in the longer one, in order, first and last alike: a middle name or patronymic was left out."""
    if _word(short[0], long[0]) < PERSON or _word(short[-1], long[-1]) < PERSON:
        return None
    rest = iter(long[1:-1])
    if all(any(_word(word, other) >= PERSON for other in rest) for word in short[1:-1]):
        return 0.9 * (_word(short[0], long[0]) + _word(short[-1], long[-1])) / 2
    return None


def _single(a: Name, b: Name) -> float | None:
    score = _word(a.words[0], b.words[0])
    shortest = min(len(s) for s in (*a.words[0], *b.words[0]))
    return score if score >= (THING if shortest >= 5 else SHORT_THING) else None


def _things(a: Name, b: Name) -> float | None:
    if len(a.words) != len(b.words):
        return None
    if len(a.words) == 1:
        return None if _digits(a) != _digits(b) else _single(a, b)
    if len(a.words) > 5 or _digits(a) != _digits(b):
        return None
    orders = permutations(b.words) if len(b.words) == 2 else (b.words,)
    best = None
    for order in orders:
        scores = [_word(x, y) for x, y in zip(a.words, order, strict=True)]
        mean = sum(scores) / len(scores)
        if min(scores) >= WORD_OF_THING and mean >= THING and (best is None or mean > best):
            best = mean
    return best


def _digits(name: Name) -> list[str]:
    return [part for part in name.key.split() if any(c.isdigit() for c in part)]


def _meanings(a: Name, b: Name) -> bool:
    """The same concepts and countries, at least two of them or one and a name that sounds alike."""
    (concepts, free), (others, other_free) = a.meaning, b.meaning
    if not concepts or concepts != others or len(free) != len(other_free) or _digits(a) != _digits(b):
        return False
    if not free:
        return len(concepts) > 1
    left = [sounds(w, a.language) for w in free]
    right = [sounds(w, b.language) for w in other_free]
    for word in left:
        best = max(right, key=lambda r: _word(word, r))
        if _word(word, best) < PERSON:
            return False
        right.remove(best)
    return True
