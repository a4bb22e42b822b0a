"""simplemma's dictionaries, entered in the middle.

Its stream factory decodes a dictionary only where it is asked, in a tenth of the memory of the default, but first walks through all of
it (two seconds for Polish). The places where it can be entered are shipped (`models/LEMMA_INDEX.md`); a dictionary that they do not fit,
of another version of simplemma, is walked through as before.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from simplemma.strategies.dictionaries import StreamDictionaryFactory, dictionary_factory, frontcode
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap


@cache
def _index() -> Mapping[str, Any]:
    import numpy as np

    content = lzma.decompress((files("svod.models") / "lemma_index.npz.xz").read_bytes())
    with np.load(io.BytesIO(content)) as archive:
        return dict(archive)


class IndexedMap(StreamMap):
    """A dictionary that begins to look words up at the shipped places."""

    __slots__ = ()

    def __init__(self, lang: str) -> None:
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


class IndexedDictionaryFactory(StreamDictionaryFactory):
    """simplemma's factory of dictionaries, with the maps above."""

    __slots__ = ()

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        return IndexedMap(lang)
