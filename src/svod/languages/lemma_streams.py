"""simplemma's dictionaries, entered in the middle.

Its stream factory decodes a dictionary only where it is asked, in a tenth of the memory of the default, but first walks through all of
it (two seconds for Polish). The places where it can be entered are shipped (`models/LEMMA_INDEX.md`); a dictionary that they do not fit,
of another version of simplemma, is walked through as before.
"""

from __future__ import annotations

import io
import lzma
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from simplemma.strategies.dictionaries import StreamDictionaryFactory, dictionary_factory, frontcode
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

STEP = 24
"""Words between two places that are remembered in passing."""


@cache
def _index() -> Mapping[str, Any]:
    import numpy as np

    content = lzma.decompress((files("svod.models") / "lemma_index.npz.xz").read_bytes())
    with np.load(io.BytesIO(content)) as archive:
        return dict(archive)


class IndexedMap(StreamMap):
    """A dictionary that begins to look words up at the shipped places."""

    __slots__ = ("_at_hand", "_places")

    def __init__(self, lang: str) -> None:
        self._at_hand: dict[str, str | None] = {}
        # More places, found in passing, for each stretch between two shipped ones: the first keys, and where to enter for each.
        self._places: dict[int, tuple[list[bytes], list[tuple[int, bytes, bytes]]]] = {}
        index = _index()
        data = dictionary_factory._read_decompressed(lang)
        if f"{lang}.size" not in index or int(index[f"{lang}.size"]) != len(data):
            super().__init__(lang)
            return
        self._data = data
        self._rev, self._count, self._pos = frontcode._read_header(data)
        words = index[f"{lang}.words"].tobytes().split(b"\n")
        self._firsts = words[0::3]
        self._blocks = list(zip(accumulate(index[f"{lang}.steps"].tolist()), words[1::3], words[2::3], strict=True))

    def take_out(self, words: Iterable[str]) -> None:
        """Look many words up at once, each stretch of the dictionary decoded once, and keep what it has for them at hand until the next
        call: some eight times as fast as word by word for the words of a thousand sentences. Words that it does not have are looked up
        with a capital too, as simplemma does."""
        found = self._taken(words)
        self._at_hand = found | self._taken(word.capitalize() for word, base in found.items() if base is None)

    def _taken(self, words: Iterable[str]) -> dict[str, str | None]:
        found: dict[str, str | None] = dict.fromkeys(words)
        wanted: dict[int, dict[bytes, str]] = defaultdict(dict)
        for word in found:
            key = self._key(word)
            if (block := bisect_right(self._firsts, key) - 1) >= 0:
                wanted[block][key] = word
        for block, keys in wanted.items():
            last = max(keys)
            for _, key, value in frontcode._iter_records(self._data, *self._blocks[block]):
                if key in keys:
                    found[keys[key]] = self._word(value)
                if key >= last:
                    break
        return found

    def _lookup(self, key: str) -> str | None:
        at_hand = self._at_hand
        if key in at_hand:
            return at_hand[key]
        wanted = self._key(key)
        block = bisect_right(self._firsts, wanted) - 1
        if block < 0:
            return None
        firsts, places = self._places.setdefault(block, ([self._firsts[block]], [self._blocks[block]]))
        at = bisect_right(firsts, wanted) - 1
        fresh = at == len(firsts) - 1
        before = places[at][1:]
        for n, (start, stored, value) in enumerate(frontcode._iter_records(self._data, *places[at]), 1):
            if stored >= wanted:
                return self._word(value) if stored == wanted else None
            if fresh and n % STEP == 0:
                firsts.append(stored)
                places.append((start, *before))
            before = (stored, value)
        return None

    def _key(self, word: str) -> bytes:
        key = word.encode("utf-8", "surrogatepass")
        return key[::-1] if self._rev else key

    def _word(self, value: bytes) -> str:
        return (value[::-1] if self._rev else value).decode()


class IndexedDictionaryFactory(StreamDictionaryFactory):
    """simplemma's factory of dictionaries, with the maps above."""

    __slots__ = ()

    def _get_dictionary_uncached(self, lang: str) -> IndexedMap:
        return IndexedMap(lang)

    def get_dictionary(self, lang: str) -> IndexedMap:
        """The dictionary of a language that simplemma has one for."""
        found = super().get_dictionary(lang)
        assert isinstance(found, IndexedMap)
        return found
