"""Neighbouring pieces made one time expression: `u srijedu, 13. rujna, u 18.30`, `od četvrtka do nedjelje`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from svod.languages.calendar import calendar
from svod.languages.numerals import numerals
from svod.reading.time_pieces import Piece, When, Words
from svod.reading.time_words import find_pieces
from svod.records import Layout

_OPENERS = frozenset("\"'„“”»«›‹‘’([–—-:•")


def read_pieces(layout: Layout) -> tuple[Words, list[Piece]]:
    """The joined pieces of a report, before anything is resolved; for `stories.dating` too."""
    words = Words(layout.tokens, _sentence_starts(layout), calendar(layout.language), numerals(layout.language))
    joined = _join(words, find_pieces(words), layout)
    return words, [piece for piece in joined if not piece.loose]


def _sentence_starts(layout: Layout) -> frozenset[int]:
    """Tokens that begin a sentence, a line, a quotation: a capital says nothing there."""
    begins = {span.start for span in layout.sentences}
    starts = set()
    for i, token in enumerate(layout.tokens):
        previous = layout.tokens[i - 1] if i else None
        if (
            previous is None
            or token.span.start in begins
            or "\n" in layout.text[previous.span.end : token.span.start]
            or (previous.text in _OPENERS and (previous.span.end == token.span.start or previous.text in "–—-:•"))
            or (previous.text in ".!?…" and not layout.sentences)
        ):
            starts.add(i)
    return frozenset(starts)


def _join(words: Words, pieces: list[Piece], layout: Layout) -> list[Piece]:
    breaks = [span.start for span in layout.sentences]
    joined: list[Piece] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if previous and _together(words, previous, piece, layout, breaks):
            when = _combine(previous, piece)
            if when is not None:
                joined[-1] = replace(
                    previous,
                    last=piece.last,
                    when=when,
                    loose=previous.loose and piece.loose,
                    note=previous.note or piece.note,
                )
                continue
            if _is_range(words, previous, piece):
                joined[-1] = replace(previous, last=piece.last, until=piece.when, when=_lend(previous.when, piece.when))
                continue
        joined.append(piece)
    return joined


def _together(words: Words, left: Piece, right: Piece, layout: Layout, breaks: Sequence[int]) -> bool:
    """Whether only a comma or prepositions stand between two pieces, in one sentence."""
    if left.when is None or right.when is None or left.until is not None:
        return False
    between = words.tokens[left.last : right.first]
    if len(between) > 3:
        return False
    start, end = words.tokens[left.first].span.start, words.tokens[right.first].span.start
    if bisect_right(breaks, start) != bisect_right(breaks, end):
        return False
    if "\n" in layout.text[words.tokens[left.last - 1].span.end : end]:
        return False
    joiners = (",", "-", "–", "—", "(", ".")
    return all(
        t.norm in joiners or words.calendar.has("joiners", t.norm) or words.calendar.has("range_to", t.norm)
        for t in between
    )


def _combine(left: Piece, right: Piece) -> When | None:
    """One place on the calendar from two pieces that complete each other, else None."""
    a, b = left.when, right.when
    if a is None or b is None:
        return None
    if _is_clock(a) and _is_clock(b) and (a.hour is not None) == (b.hour is not None):
        return None
    for x, y in ((a, b), (b, a)):
        if _is_clock(y) and has_day(x) and not (x.part and y.part) and x.hour is None:
            return replace(x, part=y.part or x.part, hour=y.hour, minute=y.minute, zone=y.zone)
        if _is_clock(x) and _is_clock(y) and x.hour is not None:
            return replace(x, part=y.part)
        if x.weekday and y.day and not y.weekday and x.day is None and x.origin is None:
            clock = x if y.hour is None else y
            return replace(
                y, weekday=x.weekday, part=y.part or x.part, hour=clock.hour, minute=clock.minute, zone=clock.zone
            )
        if x.origin == "published" and x.unit == "D" and x.steps in (-1, 0, 1) and y.day and not y.weekday:
            return replace(y, part=y.part or x.part, origin="published", unit="D", steps=x.steps)
    if (
        a.origin == "published"
        and a.unit == "D"
        and b.weekday
        and b.day is None
        and b.turn is None
        and right.first - left.last <= 2
    ):
        return replace(a, part=a.part or b.part)
    for x, y in ((a, b), (b, a)):  # `maja letos`, `loni v říjnu`
        if (
            x.month
            and x.year is None
            and x.turn is None
            and y.origin == "published"
            and y.unit == "Y"
            and not y.section
        ):
            return replace(x, origin=y.origin, unit="Y", steps=y.steps)
    return None


def _is_clock(when: When) -> bool:
    return (when.hour is not None or when.part is not None) and not has_day(when)


def has_day(when: When) -> bool:
    """Whether it tells a day, by its date, its weekday or as a day counted from another."""
    return when.day is not None or when.weekday is not None or (when.unit == "D" and when.part != "X")


def _is_range(words: Words, left: Piece, right: Piece) -> bool:
    """`od četvrtka do nedjelje`, `13.–15. rujna`, `2018–2020`: two of a kind with a dash, or with from and to."""
    a, b = left.when, right.when
    if a is None or b is None:
        return False
    between = [t.norm for t in words.tokens[left.last : right.first]]
    kinds = [
        (
            x.day is not None,
            x.weekday is not None,
            x.month is not None,
            x.hour is not None,
            x.decade is not None,
            x.section,
        )
        for x in (a, b)
    ]
    if kinds[0][:2] != kinds[1][:2] or a.origin != b.origin or (kinds[0] != kinds[1] and not (a.year and b.year)):
        return False
    if len(between) == 1 and between[0] in ("-", "–", "—"):
        return True
    opened = words.calendar.has("range_from", words.norm(left.first - 1))
    return opened and bool(between) and any(words.calendar.has("range_to", word) for word in between)


def _lend(first: When | None, second: When | None) -> When | None:
    """The month and year of the second date are the first one's too, where it has none of its own."""
    if first is None or second is None:
        return first
    month = first.month or (second.month if first.day else None)
    year = first.year or (second.year if first.month or first.day else None)
    return replace(first, month=month, year=year)
