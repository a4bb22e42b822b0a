"""Quotation marks paired: where words stand between marks, of whatever convention, nested, over paragraphs, or never closed.

No table of conventions is asked: „…“ „…” »…« «…» "…" “…” ”…” ‚…‘ '…' mix within one report. Whether a mark opens or closes is read from
what stands on its two sides, and the mark that it would close decides where both are possible.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from svod.reading.speech import speech
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
BRIDGED = 3
"""Paragraphs without a mark that a quotation may have between its first and its last one."""
_GOES_ON = re.compile(r"[,，]?\s*[–—-]?\s*(?=[^\W\d_])")
_FULL_WIDTH = "：，。！？、；（）"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks. `outer` runs from mark to mark, `inner` has neither (in several parts where paragraphs each begin with a mark);
    tokens `first` to `last` (exclusive) lie within.
    `attribution`: the tokens of an attribution within the marks (`«Мы идем, — сказал он, — домой»`), no part of `inner`. `depth` is 0 for
    marks that stand within no others. `opened`: a mark stands before it (one that never opens begins with its sentence)."""

    outer: Span
    inner: tuple[Span, ...]
    first: int
    last: int
    depth: int
    closed: bool
    attribution: tuple[int, int] | None = None
    opened: bool = True


def is_unspaced(character: str) -> bool:
    """Is it of a script that puts no spaces between words (Chinese, Japanese)?"""
    return "\u3040" <= character <= "\u9fff"


def find_quoted(layout: Layout) -> tuple[Quoted, ...]:
    """All passages between quotation marks of a report, in text order, outer ones before inner ones."""
    tokens = layout.tokens
    starts = [t.span.start for t in tokens]
    marks = [n for n in range(len(tokens)) if _mark(tokens, n)]
    found: list[Quoted] = []
    waiting: list[Span] = []
    unclosed = -1
    for line in _paragraphs(layout.text):
        first, last = bisect_left(starts, line.start), bisect_left(starts, line.end)
        here = marks[bisect_left(marks, first) : bisect_left(marks, last)]
        pairs, strays = _pair(layout, tokens, here, line)
        if waiting and not here and len(waiting) <= BRIDGED:
            waiting.append(line)
            continue
        if waiting and strays and strays[0] == here[0] and _closes(tokens, found[unclosed], here[0]):
            found[unclosed] = _bridged(tokens, found[unclosed], [*waiting[1:], line], strays.pop(0))
        pairs += [q for n in strays if (q := _never_opened(layout, n, line, marks)) is not None]
        pairs.sort(key=lambda q: (q.outer.start, -q.outer.end))
        waiting = []
        for n, quoted in enumerate(pairs, len(found)):
            if not quoted.closed and quoted.depth == 0 and quoted.outer.end == line.end:
                waiting, unclosed = [line], n
        found += pairs
    return _join_paragraphs(layout, lift(found))


def _mark(tokens: tuple[Token, ...], n: int) -> str:
    """The quotation mark that token `n` is, two commas or apostrophes read as one (`,,Nie''`); empty for any other token."""
    text = tokens[n].text
    if text not in ",'":
        return text if text in MARKS else ""
    double = n > 0 and tokens[n - 1].text == text and tokens[n - 1].span.end == tokens[n].span.start
    if text == ",":
        return "„" if double else ""
    if double:
        return ""
    twice = n + 1 < len(tokens) and tokens[n + 1].text == text and tokens[n + 1].span.start == tokens[n].span.end
    return '"' if twice else text


def _closes(tokens: tuple[Token, ...], unclosed: Quoted, mark: int) -> bool:
    return _mark(tokens, mark) in _CLOSERS.get(_mark(tokens, unclosed.first - 1), "")


def _bridged(tokens: tuple[Token, ...], unclosed: Quoted, lines: list[Span], mark: int) -> Quoted:
    """A quotation over several paragraphs of which only the first begins with a mark, up to the mark that closes it."""
    last = Span(lines[-1].start, tokens[mark - 1].span.end)
    inner = (*unclosed.inner, *lines[:-1], last)
    return replace(
        unclosed, outer=Span(unclosed.outer.start, tokens[mark].span.end), inner=inner, last=mark, closed=True
    )


def _never_opened(layout: Layout, mark: int, line: Span, marks: list[int]) -> Quoted | None:
    """What ends with a mark that nothing opened, right before its attribution: `Nećemo čekati“, rekao je ministar`."""
    tokens, text = layout.tokens, layout.text
    token = tokens[mark]
    after = _GOES_ON.match(text, token.span.end, line.end)
    if (
        after is None
        or not text[after.end()].islower()
        or (not after[0].strip() and tokens[mark - 1].text not in ",!?…" and not _is_said(layout, mark + 1))
    ):
        return None
    sentence = bisect_right(layout.sentences, token.span.start, key=lambda s: s.start) - 1
    start = max(line.start, layout.sentences[sentence].start) if sentence >= 0 else line.start
    first = bisect_left(tokens, start, key=lambda t: t.span.start)
    while first < mark and not tokens[first].text[0].isalnum():
        first += 1
    if mark - first < 3 or marks[bisect_left(marks, first)] != mark or not tokens[first].text[0].isupper():
        return None
    inner = Span(tokens[first].span.start, tokens[mark - 1].span.end)
    return Quoted(Span(inner.start, token.span.end), (inner,), first, mark, 0, True, opened=False)


def _is_said(layout: Layout, n: int) -> bool:
    """Does a verb of saying stand at token `n`, its auxiliaries left out?"""
    data, tokens = speech(layout.language), layout.tokens
    while n < len(tokens) and tokens[n].norm in data.auxiliaries:
        n += 1
    match = data.cues.match_at(tokens, n) if n < len(tokens) else None
    return match is not None and "say" in match.value.split()


def _paragraphs(text: str) -> list[Span]:
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return lines


def _sides(text: str, tokens: tuple[Token, ...], n: int, line: Span) -> tuple[str, str]:
    """The characters before and after a mark."""
    start, end = tokens[n].span.start, tokens[n].span.end
    if tokens[n].text == ",":
        start = tokens[n - 1].span.start
    elif _mark(tokens, n) != tokens[n].text:
        end = tokens[n + 1].span.end
    return text[start - 1] if start > line.start else " ", text[end] if end < line.end else " "


def _opens(mark: str, before: str, after: str, stack: list[str], closable_later: bool) -> bool:
    """Does the mark open a quotation here? `closable_later`: a mark that could close it stands further on in the paragraph."""
    if mark in _ONLY_OPENING:
        return True
    closable = any(mark in _CLOSERS.get(opener, "") for opener in stack)
    loose = mark not in _SINGLE and mark not in _ONLY_CLOSING and closable_later and not closable
    if mark in _ONLY_CLOSING:
        return False
    if after.isspace():
        return loose and (before.isspace() or before == "(")  # `je bilo " pri nas " tako`, « ainsi »
    if is_unspaced(after) and (is_unspaced(before) or before in _FULL_WIDTH):
        return mark in "“‘"
    if not (after.isalnum() or after in "([…-–—" or after in MARKS):
        return False
    if before.isspace() or before in "([/—–-":
        return not (closable and after in MARKS and before in "-–—")
    if before in MARKS:
        return not closable
    if before.isalpha() and after.isalnum():
        # No space before the mark: "на“нарушение“", and of what is open "на“Северен поток“".
        return loose or (closable and closable_later and mark not in _SINGLE and before.islower() and after.isupper())
    # "Край.“Добре": no space before the mark, nothing open that it could close.
    return not closable and before in ".,:;!?" and mark not in _SINGLE


def _pair(layout: Layout, tokens: tuple[Token, ...], marks: list[int], line: Span) -> tuple[list[Quoted], list[int]]:
    """The quoted passages of one paragraph, where a mark that never closes runs to its end; and the double marks that nothing opened."""
    stack: list[tuple[str, int]] = []
    strays: list[int] = []
    found: list[Quoted] = []
    furthest = {_mark(tokens, n): n for n in marks}
    for n in marks:
        if len(stack) == DEEPEST:
            del stack[1:]  # marks of some other use; the first one may still close
        mark = _mark(tokens, n)
        before, after = _sides(layout.text, tokens, n, line)
        later = any(furthest.get(closer, -1) > n for closer in _CLOSERS.get(mark, ""))
        if _opens(mark, before, after, [opener for opener, _ in stack], later):
            if mark in '"″' and before.isdigit():
                continue
            stack.append((mark, n))
            continue
        if not stack and mark not in _SINGLE and not before.isspace() and not before.isdigit():
            strays.append(n)
        for depth in range(len(stack) - 1, -1, -1):
            opener, first = stack[depth]
            if mark in _CLOSERS.get(opener, ""):
                # Marks opened within and never closed were apostrophes, or are swallowed.
                del stack[depth:]
                _add(found, tokens, first, n, len(stack), None)
                break
            if mark not in _SINGLE and opener not in _SINGLE:
                break
    for depth, (opener, first) in enumerate(stack[:1]):
        if opener not in _SINGLE:
            reach = _reach(layout, first + 1, line)
            ends = [q.outer.end for q in found if q.outer.start < reach.end < q.outer.end]
            _add(found, tokens, first, None, depth, Span(line.start, max([reach.end, *ends])))
    return found, strays


def _reach(layout: Layout, first: int, line: Span) -> Span:
    """How far what never closes may reach: the end of its paragraph; of its sentence, or up to a bracket, where it begins within one."""
    tokens = layout.tokens
    if first >= len(tokens) or not tokens[first].text[0].islower():
        return line
    sentence = bisect_right(layout.sentences, tokens[first].span.start, key=lambda s: s.start) - 1
    end = min(line.end, layout.sentences[sentence].end) if sentence >= 0 else line.end
    for n in range(first + 1, len(tokens)):
        if tokens[n].span.start >= end:
            break
        if tokens[n].text == "(":
            return Span(line.start, tokens[n - 1].span.end)
    return Span(line.start, end) if end > tokens[first].span.start else line


def lift(found: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """The same passages, with the depths that they have once an outer one that never closed has been cut short."""
    open_now: list[Quoted] = []
    lifted = []
    for quoted in found:
        open_now = [q for q in open_now if q.outer.end > quoted.outer.start]
        around = sum(q.outer.contains(quoted.outer) for q in open_now)
        lifted.append(quoted if quoted.depth <= around else replace(quoted, depth=around))
        open_now.append(quoted)
    return tuple(lifted)


def _add(
    found: list[Quoted], tokens: tuple[Token, ...], opening: int, closing: int | None, depth: int, line: Span | None
) -> None:
    first = opening + 1
    if _mark(tokens, opening) == '"' and tokens[opening].text == "'":
        first += 1
    start = tokens[first - 1].span.end
    if closing is None:
        assert line is not None
        end, outer_end = line.end, line.end
        last = next((n for n in range(opening, len(tokens)) if tokens[n].span.start >= end), len(tokens))
    else:
        end, outer_end, last = tokens[closing].span.start, tokens[closing].span.end, closing
    if last > first:
        inner = Span(tokens[first].span.start, tokens[last - 1].span.end)
        if start < end:
            outer = Span(tokens[opening].span.start, outer_end)
            found.append(Quoted(outer, (inner,), first, last, depth, closing is not None))


def _join_paragraphs(layout: Layout, found: Sequence[Quoted]) -> tuple[Quoted, ...]:
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
