"""Static word vectors in which words of all languages that mean the same lie near each other.

A lemma that the model knows has a row of its own; any other word is the sum of what its letters say (n-grams of its cognate key, in
which the spellings of the Slavic languages fall together) and of its concepts, so that no word is without a vector. The length of a
vector is what the word says: a sentence is the plain sum of its words. Made by `training/similarity.py`; see `models/VECTORS.md`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from svod.languages.concepts import UNSEEN_BITS, Word, word
from svod.languages.lemmas import lemmas
from svod.languages.scripts import shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

GRAMS = (3, 4, 5)
"""Lengths of the n-grams of a key that are looked up, beside the whole key."""
MOST_CONCEPTS, MOST_FAMILIES = 6, 8
MOST_BITS = 13.0
"""A word that is rarer than once in 2^13 sentences is not heavier for that."""
NUMBER_BITS = 12.0
LEAST_WEIGHT = 0.05
STEP = 1024
"""Words that are put together at a time."""


@cache
def _model() -> dict[str, NDArray[Any]]:
    import numpy as np

    with as_file(files("svod.models") / "vectors.npz") as path, np.load(path) as archive:
        return dict(archive)


def size() -> int:
    """Dimensions of the vectors."""
    return 2 * int(_model()["grams"].shape[1])


def weight(bits: float) -> float:
    """The weight of a word of so many bits, before what training has learned of it."""
    return min(1.0, max(LEAST_WEIGHT, (min(bits, MOST_BITS) - 1) / (MOST_BITS - 1)))


def grams(key: str, buckets: int) -> list[int]:
    """The numbers of the n-grams of a key among so many buckets, each once.

    >>> len(grams("voina", 1000)) <= 5 + 4 + 3 + 1
    True
    """
    marked = f"<{key}>"
    found = {marked} | {marked[i : i + n] for n in GRAMS for i in range(len(marked) - n + 1)}
    return [zlib.crc32(gram.encode()) % buckets for gram in sorted(found)]


def lemma_number(base: str, language: str) -> int:
    """The key of a lemma in the table of rows (a hash of 32 bits: one unknown lemma in 70,000 is taken for a known one)."""
    return zlib.crc32(f"{shelf(language)}\t{base}".encode())


def vectors(forms: Sequence[str], language: str) -> Floats:
    """The vectors of words.

    Args:
        forms: words as they stand in a text, or their `Token.norm`; numbers too.
        language: BCP 47 code, of all of them; of an unknown language the letters are all that counts.

    Returns:
        An array of len(forms) x `size()`.
    """
    import numpy as np

    if not forms:
        return np.zeros((0, size()), dtype=np.float32)
    keys = _model()["lemma_keys"]
    bases = [form if form[0].isdigit() else base for form, base in zip(forms, lemmas(forms, language), strict=True)]
    numbers = np.array([lemma_number(base, language) for base in bases], dtype=np.uint32)
    at = np.minimum(np.searchsorted(keys, numbers), len(keys) - 1)
    known = keys[at] == numbers
    found = np.empty((len(forms), size()), dtype=np.float32)
    found[known] = _unpacked("lemmas", at[known])
    unknown = np.flatnonzero(~known)
    found[unknown] = _of_parts([known_word(forms[n], language) for n in unknown.tolist()])
    return found


def unit(rows: Floats) -> Floats:
    """Rows at length 1; a row of zeros stays."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return directions


def known_word(form: str, language: str) -> Word:
    """What is known of a word or number of a text, for a vector: a number is its own key."""
    if form[0].isdigit():
        return Word(form, form, frozenset(), frozenset(), NUMBER_BITS)
    return word(form, language)


def _of_parts(words: Sequence[Word]) -> Floats:
    """The vectors of words that have no row, from their letters and concepts."""
    import numpy as np

    buckets = len(_model()["grams"])
    summed = _means("grams", [grams(w.cognate, buckets) for w in words])
    summed += _means("concepts", [sorted(w.concepts)[:MOST_CONCEPTS] for w in words])
    summed += _means("families", [sorted(w.families)[:MOST_FAMILIES] for w in words])
    weights = np.array([weight(w.bits or UNSEEN_BITS) for w in words], dtype=np.float32)
    return summed * weights[:, None]


def _means(table: str, lists: Sequence[Sequence[int]]) -> Floats:
    """The mean of the listed rows of a table for each list; zeros for an empty one."""
    import numpy as np

    found = np.zeros((len(lists), size()), dtype=np.float32)
    lengths = np.array([len(rows) for rows in lists], dtype=np.intp)
    full = np.flatnonzero(lengths)
    for begin in range(0, len(full), STEP):
        some = full[begin : begin + STEP]
        rows, places = np.unique(
            np.concatenate([np.asarray(lists[n], dtype=np.intp) for n in some]), return_inverse=True
        )
        starts = np.concatenate(([0], np.cumsum(lengths[some])[:-1]))
        found[some] = np.add.reduceat(_unpacked(table, rows)[places], starts, axis=0) / lengths[some, None]
    return found


def _unpacked(table: str, rows: Ints) -> Floats:
    """Rows of a table of the model: two numbers of four bits a byte, times the scale of the row."""
    import numpy as np

    packed = _model()[table][rows]
    halves = np.empty((len(packed), 2 * packed.shape[1]), dtype=np.float32)
    halves[:, 0::2] = packed >> 4
    halves[:, 1::2] = packed & 15
    return (halves - np.float32(8)) * _model()[f"{table}_scale"][rows].astype(np.float32)[:, None]
