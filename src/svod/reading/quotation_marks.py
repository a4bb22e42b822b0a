"""Quotation marks paired: where words stand between marks, of whatever convention, nested, over paragraphs, or never closed.

No table of conventions is asked: „…“ „…” »…« «…» "…" “…” ”…” ‚…‘ '…' mix within one report. Whether a mark opens or closes is read from
what stands on its two sides, and the mark that it would close decides where both are possible.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from svod.records import Layout, Span, Token

_DOUBLE = '"„“”»«‟″〝〞「」『』'
_SINGLE = "'‚‘’‹›`´"
MARKS = frozenset(_DOUBLE + _SINGLE)
_ONLY_OPENING = frozenset("„‚「『〝")
_ONLY_CLOSING = frozenset("」』〞")
# What can close a quotation that a mark has opened.
_CLOSERS = {
    "„": "“”\"»‟″", "“": "”\"“", "”": "”\"", '"': '"”“″', "»": "«»\"", "«": "»\"“", "‚": "‘'’", "‘": "’'", "'": "'’", "’": "’'",
    "‹": "›", "›": "‹", "「": "」", "『": "』", "‟": "”", "″": "″\"", "〝": "〞", "`": "'´`", "´": "´'",
}  # fmt: skip

DEEPEST = 40
"""Marks that stand open within each other: nobody writes three."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks. `outer` runs from mark to mark, `inner` has neither (in several parts where paragraphs each begin with a mark);
    tokens `first` to `last` (exclusive) lie within.
    `attribution`: the tokens of an attribution within the marks (`«Мы идем, — сказал он, — домой»`), no part of `inner`. `depth` is 0 for
    marks that stand within no others."""

    outer: Span
    inner: tuple[Span, ...]
    first: int
    last: int
    depth: int
    closed: bool
    attribution: tuple[int, int] | None = None


def find_quoted(layout: Layout) -> tuple[Quoted, ...]:
    """All passages between quotation marks of a report, in text order, outer ones before inner ones."""
    tokens = layout.tokens
    starts = [t.span.start for t in tokens]
    marks = [n for n, t in enumerate(tokens) if t.text in MARKS]
    found: list[Quoted] = []
    for line in _paragraphs(layout.text):
        first, last = bisect_left(starts, line.start), bisect_left(starts, line.end)
        here = marks[bisect_left(marks, first) : bisect_left(marks, last)]
        found += _pair(layout, tokens, here, line)
    return _join_paragraphs(layout, sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


def _paragraphs(text: str) -> list[Span]:
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return lines


def _sides(text: str, token: Token, line: Span) -> tuple[str, str]:
    before = text[token.span.start - 1] if token.span.start > line.start else " "
    after = text[token.span.end] if token.span.end < line.end else " "
    return before, after


def _opens(mark: str, before: str, after: str, stack: list[str]) -> bool:
    """Does the mark open a quotation here?"""
    if mark in _ONLY_OPENING:
        return True
    if mark in _ONLY_CLOSING or after.isspace():
        return False
    closable = any(mark in _CLOSERS.get(opener, "") for opener in stack)
    if not (after.isalnum() or after in "([…-–—" or after in MARKS):
        return False
    if before.isspace() or before in "([/—–-":
        return not (closable and after in MARKS and before in "-–—")
    if before in MARKS:
        return not closable
    # "Край.“Добре": no space before the mark, nothing open that it could close.
    return not closable and before in ".,:;!?" and mark not in _SINGLE


def _pair(layout: Layout, tokens: tuple[Token, ...], marks: list[int], line: Span) -> list[Quoted]:
    """The quoted passages of one paragraph; a mark that never closes runs to the end of the paragraph."""
    stack: list[tuple[str, int]] = []
    found: list[Quoted] = []
    for n in marks:
        if len(stack) == DEEPEST:
            del stack[1:]  # marks of some other use; the first one may still close
        token = tokens[n]
        before, after = _sides(layout.text, token, line)
        if _opens(token.text, before, after, [mark for mark, _ in stack]):
            if token.text in '"″' and before.isdigit():
                continue
            stack.append((token.text, n))
            continue
        for depth in range(len(stack) - 1, -1, -1):
            opener, first = stack[depth]
            if token.text in _CLOSERS.get(opener, ""):
                # Marks opened within and never closed were apostrophes, or are swallowed.
                del stack[depth:]
                _add(found, tokens, first, n, len(stack), None)
                break
            if token.text not in _SINGLE and opener not in _SINGLE:
                break
    for depth, (opener, first) in enumerate(stack[:1]):
        if opener not in _SINGLE:
            _add(found, tokens, first, None, depth, line)
    return found


def _add(
    found: list[Quoted], tokens: tuple[Token, ...], opening: int, closing: int | None, depth: int, line: Span | None
) -> None:
    start = tokens[opening].span.end
    if closing is None:
        assert line is not None
        end, outer_end = line.end, line.end
        last = next((n for n in range(opening, len(tokens)) if tokens[n].span.start >= end), len(tokens))
    else:
        end, outer_end, last = tokens[closing].span.start, tokens[closing].span.end, closing
    if last > opening + 1:
        inner = Span(tokens[opening + 1].span.start, tokens[last - 1].span.end)
        if start < end:
            outer = Span(tokens[opening].span.start, outer_end)
            found.append(Quoted(outer, (inner,), opening + 1, last, depth, closing is not None))


def _join_paragraphs(layout: Layout, found: list[Quoted]) -> tuple[Quoted, ...]:
    """Quotations over several paragraphs, each begun with a mark and only the last one closed, become one with several parts."""
    joined: list[Quoted] = []
    for quoted in found:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and not previous.closed
            and previous.depth == quoted.depth == 0
            and not layout.text[previous.outer.end : quoted.outer.start].strip()
        ):
            joined[-1] = replace(
                previous,
                outer=Span(previous.outer.start, quoted.outer.end),
                inner=previous.inner + quoted.inner,
                last=quoted.last,
                closed=quoted.closed,
            )
        else:
            joined.append(quoted)
    return tuple(joined)
