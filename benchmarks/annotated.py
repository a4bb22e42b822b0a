"""What the benchmarks share that use SlavicNER's reports: their texts, and whether these are the ones that were annotated."""

from __future__ import annotations

import hashlib
from pathlib import Path


def raw_text(shared: Path, source: str) -> str:
    """The text of a report by its path below `data/slavicner/raw`, byte for byte."""
    with (shared / "data" / "slavicner" / "raw" / source).open(encoding="utf-8", newline="") as file:
        return file.read()


def digest(text: str) -> str:
    """The SHA-256 of a text, as `annotated.jsonl` files have its beginning."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def annotated_text(shared: Path, source: str, sha256: str) -> str:
    """The text of a report that was annotated.

    Raises:
        ValueError: it is not the one with this (beginning of a) digest.
    """
    text = raw_text(shared, source)
    if not digest(text).startswith(sha256):
        raise ValueError(f"{source} is not the text that was annotated")
    return text
