"""Computes where simplemma's dictionaries can be entered, so that svod need not walk through a whole one before its first word.

    python training/lemma_index.py

simplemma keeps a dictionary as one stream of sorted, front-coded records; to look a word up it first notes every 32nd record, which
takes two seconds for the 3.7 million forms of Polish. Writes `src/svod/models/lemma_index.npz.xz`: for every language that svod has
data for, every `BLOCK`th record's place, its key, and the key and value before it. A dictionary of another size (another version of
simplemma) is not entered by it.
"""

from __future__ import annotations

import argparse
import io
import lzma
from pathlib import Path

import numpy as np
import simplemma
from simplemma.strategies.dictionaries import frontcode
from simplemma.strategies.dictionaries.dictionary_factory import _read_decompressed

from svod.languages import LANGUAGES
from svod.languages.lemmas import dictionary_code

BLOCK = 256


def entries(code: str) -> tuple[int, list[tuple[int, bytes, bytes, bytes]]]:
    """The size of a dictionary's stream and, for each block, the record's place, its key, the key and the value before it."""
    stream = _read_decompressed(code)
    _, _, position = frontcode._read_header(stream)
    found = []
    before: tuple[bytes, bytes] = (b"", b"")
    for number, (place, key, value) in enumerate(frontcode._iter_records(stream, position)):
        if number % BLOCK == 0:
            found.append((place, key, *before))
        before = (key, value)
    return len(stream), found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("src/svod/models/lemma_index.npz.xz"))
    options = parser.parse_args()
    codes = sorted({c for c in map(dictionary_code, LANGUAGES) if c})
    arrays: dict[str, np.ndarray] = {}
    for code in codes:
        size, found = entries(code)
        words = b"\n".join(part for _, *parts in found for part in parts)
        arrays[f"{code}.size"] = np.array(size)
        arrays[f"{code}.steps"] = np.diff([0] + [place for place, *_ in found]).astype(np.uint32)
        arrays[f"{code}.words"] = np.frombuffer(words, dtype=np.uint8)
        print(f"{code}: {len(found)} entries")
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    options.out.write_bytes(lzma.compress(content.getvalue(), preset=9))
    print(f"{options.out}: {options.out.stat().st_size} bytes, simplemma {simplemma.__version__}")


if __name__ == "__main__":
    main()
