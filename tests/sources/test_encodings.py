"""Every text is read as it was written, in every encoding that can hold it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.errors import Unreadable
from svod.sources.encodings import decode
from tables import table

CASES = [(case["text"], encoding) for case in table("encodings/texts.toml")["case"] for encoding in case["encodings"]]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_text_survives(text: str, encoding: str) -> None:
    found, _ = decode(text.encode(encoding))
    expected = "\ufeff" + text if encoding == "utf-8-sig" else text
    assert found == expected


@given(st.text(min_size=1).filter(lambda t: t.strip() and "\x00" not in t and not any(ord(c) < 32 for c in t)))
def test_utf8_is_always_read_as_utf8(text: str) -> None:
    content = text.encode("utf-8")
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and len(content) % 2:
        assert decode(content)[0] == text


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, bytes(range(256)) * 8, b"\x7fELF" + b"\x01\x00" * 400]
)
def test_binary_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(content)
    assert refused.value.stage == "decode"


def test_a_declared_encoding_is_tried_before_guessing() -> None:
    assert decode("Größe".encode("cp1252"), "windows-1252") == ("Größe", "windows-1252")


@pytest.mark.parametrize("content", [b"\xff\xfea", b"\xef\xbb\xbf\xff\xff"])
def test_a_mark_that_lies_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(content)
