"""Bytes to text: which encoding a file is in.

A byte order mark and valid UTF-8 decide by themselves. Among the one-byte encodings of Europe the one is taken in which the letters
beyond a–z fit one language's alphabet: `ą` where Croatian has `š` shows that a file is ISO 8859-2 and not cp1250.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache

from svod.errors import Unreadable
from svod.languages import LANGUAGES, data

CANDIDATES = ("cp1250", "iso8859-2", "cp1251", "koi8-r", "iso8859-5", "cp866", "cp852", "cp1252")
"""In the order in which ties are broken: the commonest on the web first."""
SAMPLE = 200_000
ACCEPTABLE = 0.9
"""Share of letters beyond ASCII that must fit an alphabet; English and German quote foreign names, so not all."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Punctuation that typesetting adds and that no alphabet lists.
_TYPOGRAPHY = frozenset("„“”‚‘’»«›‹–—…•§°©®™€£´`¨ \xa0\xad×±·µ¹²³¼½¾№")


@cache
def _alphabets() -> tuple[frozenset[str], ...]:
    letters = {letters for language in LANGUAGES for letters in data(language).get("alphabet", {}).values()}
    return tuple(frozenset(each + each.upper()) for each in sorted(letters))


def _fit(text: str) -> float:
    """How well the characters beyond ASCII fit the best alphabet: 1 is perfectly, 0 or less not at all."""
    counts = Counter(c for c in text if c > "\x7f" and c not in _TYPOGRAPHY)
    total = counts.total()
    if not total:
        return 1.0
    best = max(sum(n for c, n in counts.items() if c in alphabet) for alphabet in _alphabets())
    # Cyrillic read in a wrong Cyrillic encoding gives Cyrillic again, but with capitals inside words.
    odd_capitals = len(re.findall(r"[^\W\d_a-z](?<=[а-яёђ-џ])[А-ЯЁЂ-Џ]", text))
    controls = sum(n for c, n in counts.items() if "\x80" <= c <= "\x9f")
    return (best - 2 * odd_capitals - 2 * controls) / total


def looks_binary(content: bytes) -> bool:
    """Control characters that no text has, in the first few thousand bytes (UTF-16 and UTF-32 are asked before)."""
    sample = content[:8192]
    controls = sum(sample.count(bytes([c])) for c in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > len(sample) // 500


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 of European text has a zero (Latin) or a constant (Cyrillic) in every second byte."""
    sample = content[:4000]
    if len(sample) < 8 or len(content) % 2:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = Counter(sample[offset::2])
        if (
            sum(n for byte, n in high.items() if byte in (0, 1, 4, 0x20)) > 0.95 * high.total()
            and high[0] + high[4] > 0
        ):
            low = Counter(sample[1 - offset :: 2])
            if len(low) > 2 * len(high):
                return encoding
    return None


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of a file and the encoding that it was found to be in.

    Args:
        content: the bytes of the file; not empty.
        declared: an encoding that the file claims (HTML `charset`), tried before guessing.

    Raises:
        Unreadable: binary data, or no encoding explains the bytes.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise Unreadable(
                    f"begins as {encoding} but is not: {error.reason} at byte {error.start}", "decode"
                ) from error
    if (utf16 := _utf16_without_mark(content)) is not None:
        try:
            return content.decode(utf16), utf16
        except UnicodeDecodeError:
            pass
    if looks_binary(content):
        raise Unreadable("binary data, not text", "decode")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        damage = error
    if declared is not None and not declared.lower().startswith(("utf-16", "utf-32")):  # as bytes these name no charset
        try:
            return content.decode(declared), declared
        except (
            ValueError,
            LookupError,
        ):  # no such encoding, not in it, or one that isn't of text (`base64`, `undefined`)
            pass
    scored = []
    for place, encoding in enumerate(CANDIDATES):
        try:
            text = content[:SAMPLE].decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            scored.append((-_fit(text), place, encoding))
    if scored and -min(scored)[0] >= ACCEPTABLE:
        encoding = min(scored)[2]
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError as error:
            damage = error
    raise Unreadable(f"neither UTF-8 (byte {damage.start} is wrong) nor any encoding that svod knows", "decode")
