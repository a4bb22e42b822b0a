"""Records check themselves when they are made."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.records import Collection, Edge, Evidence, Published, Quotation, Span, content_id, cover

spans = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda p: Span(p[0], p[0] + p[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(spans, spans)
def test_spans(a: Span, b: Span) -> None:
    common = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert a.overlaps(b) == bool(common) == b.overlaps(a)
    assert a.contains(b) == (len(common) == len(b))
    assert cover([a, b]).contains(a) and cover([a, b]).contains(b)


def test_a_span_past_the_end_is_refused() -> None:
    assert Span(1, 3).of("abc") == "bc"
    with pytest.raises(ValueError, match="reaches past"):
        Span(1, 4).of("abc")


def test_other_records_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Published(date(2024, 5, 4), date(2024, 5, 3), "metadata")
    with pytest.raises(ValueError, match="no content"):
        Quotation("q1", "direct", ())
    place = Evidence("a", Span(0, 1))
    with pytest.raises(ValueError, match="score"):
        Edge("copy", place, place, "same", 1.5, "", "svod")


def test_ids_depend_on_where_the_parts_end() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id("a") == content_id("a") and len(content_id("a")) == 12


def test_a_collection_says_what_it_lacks() -> None:
    with pytest.raises(KeyError):
        Collection().reading("none")
    with pytest.raises(KeyError):
        Collection().entity("none")
