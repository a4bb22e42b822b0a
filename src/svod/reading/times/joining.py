"""Neighbouring pieces made one time expression: `u srijedu, 13. rujna, u 18.30`, `od četvrtka do nedjelje`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from svod.languages.calendar import calendar
from svod.languages.numerals import numerals
from svod.languages.ordinals import ordinals
from svod.reading.times.pieces import Piece, When, Words
from svod.reading.times.words import find_pieces
from svod.records import Layout

_OPENERS = frozenset("\"'„“”»«›‹‘’([–—-:•")


def read_pieces(layout: Layout) -> tuple[Words, list[Piece]]:
    """The joined pieces of a report, before anything is resolved; for `stories.dating` too."""
    words = words_of(layout)
    joined = _join(words, find_pieces(words), layout)
    return words, [piece for piece in joined if not piece.loose]


def words_of(layout: Layout) -> Words:
    """What the rules look at in a report; for `comparing.dated_clauses` too."""
    language = layout.language
    return Words(layout.tokens, _sentence_starts(layout), calendar(language), numerals(language), ordinals(language))


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
    waiting = list(reversed(pieces))
    while waiting:
        piece = waiting.pop()
        previous = joined[-1] if joined else None
        if previous and _together(words, previous, piece, layout, breaks):
            one = _one_piece(words, previous, piece)
            if one is not None:
                joined[-1] = one
                continue
            following = waiting[-1] if waiting else None
            if following and _together(words, piece, following, layout, breaks):
                both = _one_piece(words, piece, following)
                if both is not None and _is_range(
                    words, previous, both
                ):  # `с понедельника, 4 марта, по пятницу, 8 марта`
                    piece = both
                    waiting.pop()
            if _is_range(words, previous, piece):
                first, second = _lend(previous.when, piece.when)
                joined[-1] = replace(previous, last=piece.last, until=second, when=first)
                continue
        joined.append(piece)
    return joined


def _one_piece(words: Words, left: Piece, right: Piece) -> Piece | None:
    """Two pieces that complete each other as one; None where they don't, or where a word for and stands between."""
    between = words.tokens[left.last : right.first]
    if any(words.calendar.has("and", t.norm) for t in between):
        return None
    both = _combine_range(left, right)
    if both is not None:
        return replace(both, first=left.first, last=right.last)
    when = _combine(left, right, comma=any(t.text == "," for t in between))
    if when is None:
        return None
    if left.when is not None and left.when.eve:
        when = replace(when, eve=True)  # `ніч на суботу, 24 листопада`
    note, mod = left.note or right.note, left.mod or right.mod
    return replace(left, last=right.last, when=when, loose=left.loose and right.loose, note=note, mod=mod)


def _together(words: Words, left: Piece, right: Piece, layout: Layout, breaks: Sequence[int]) -> bool:
    """Whether only a comma or prepositions stand between two pieces, in one sentence."""
    if left.when is None or right.when is None:
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
        t.norm in joiners or any(words.calendar.has(name, t.norm) for name in ("joiners", "range_to", "range_from"))
        for t in between
    )


def _combine_range(left: Piece, right: Piece) -> Piece | None:
    """A range that its neighbour completes: `četvrtak, 8–16 sati`, `od 3. do 15. rujna prošle godine`; None where they don't fit."""
    ranged, other = (left, right) if left.until is not None else (right, left)
    if ranged.until is None or other.until is not None or ranged.when is None or other.when is None:
        return None
    if _is_clock(ranged.when) and has_day(other.when) and other.when.hour is None and other.when.part is None:
        first, last = (
            replace(other.when, part=x.part, hour=x.hour, minute=x.minute, zone=x.zone)
            for x in (ranged.when, ranged.until)
        )
        return replace(ranged, when=first, until=last, note=left.note or right.note, type="TIME")
    year = other.when
    relative = year == When(origin="published", unit="Y", steps=year.steps)
    if ranged is left and relative and ranged.until.month and ranged.until.year is None and ranged.until.origin is None:
        whole = [replace(x, origin="published", unit="Y", steps=year.steps) for x in (ranged.when, ranged.until)]
        return replace(ranged, when=whole[0], until=whole[1])
    return None


def _combine(left: Piece, right: Piece, *, comma: bool) -> When | None:
    """One place on the calendar from two pieces that complete each other, else None."""
    a, b = left.when, right.when
    if a is None or b is None or left.until is not None or right.until is not None:
        return None
    if _is_clock(a) and _is_clock(b) and (a.hour is not None) == (b.hour is not None):
        return None
    for x, y in ((a, b), (b, a)):
        if _is_clock(y) and has_day(x) and not (x.part and y.part) and x.hour is None:
            return replace(x, part=y.part or x.part, hour=y.hour, minute=y.minute, zone=y.zone)
        if _is_clock(y) and y.hour is None and x.hour is not None and x.part is None:  # `u petak u 6 navečer`
            return replace(x, part=y.part)
        if x.weekday and y.day and not y.weekday and x.day is None and x.origin is None:
            clock = x if y.hour is None else y
            return replace(
                y, weekday=x.weekday, part=y.part or x.part, hour=clock.hour, minute=clock.minute, zone=clock.zone
            )
        bare = y.weekday and y.day is None and y.turn is None and y.origin is None and y.nth is None
        if bare and x.origin == "published" and x.unit == "W" and not has_day(x):  # `sljedećeg tjedna u petak`
            return replace(y, origin="published", unit="W", steps=x.steps)
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
    for x, y in ((a, b), (b, a)):  # `maja letos`, `loni v říjnu`, `trećem kvartalu lani`
        if (
            (x.month or x.season or x.section)
            and x.year is None
            and x.turn is None
            and x.origin is None
            and y.origin == "published"
            and y.unit == "Y"
            and not (y.section or y.season or y.month)
            and not comma  # `prije dvije godine, u travnju`
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
    if a is None or b is None or left.until is not None or right.until is not None:
        return False
    if has_day(a) and a.hour is not None and _is_clock(b) and b.hour is not None:
        a = When(hour=a.hour)  # `u četvrtak od 18 do 20 sati`: both hours are of one day
        b = When(hour=b.hour)
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
    of_year = a.month and b.month and a.origin is None and b.unit == "Y"
    if (
        kinds[0][:2] != kinds[1][:2]
        or (a.origin != b.origin and not of_year)
        or (kinds[0] != kinds[1] and not (a.year and b.year))
    ):
        return False
    if len(between) == 1 and between[0] in ("-", "–", "—"):
        return True
    years = a.year and b.year and a.month is None and b.month is None  # `letech 2014 až 2020`
    weekdays = a.weekday and b.weekday and a.day is None and b.day is None  # `open Monday to Friday`
    to = len(between) == 1 and words.calendar.has("range_to", between[0]) and not words.calendar.has("and", between[0])
    if weekdays and to:
        return True
    if years and to:
        return (a.year or 0) < (b.year or 0)
    first = left.first if a is left.when else left.last - 3  # behind the day, `od 18`
    opened = any(
        words.calendar.has("range_from", words.norm(n))
        for n in range(first - 1, left.first if a is left.when else left.last)
    )
    return opened and bool(between) and any(words.calendar.has("range_to", word) for word in between)


def _lend(first: When | None, second: When | None) -> tuple[When | None, When | None]:
    """Month and year of the second date are the first one's too, where it has none; the day of the first hour is the second one's."""
    if first is None or second is None:
        return first, second
    if has_day(first) and not has_day(second) and second.hour is not None:
        return first, replace(first, hour=second.hour, minute=second.minute, zone=second.zone)
    month = first.month or (second.month if first.day else None)
    year = first.year or (second.year if first.month or first.day else None)
    if month and second.origin and first.origin is None:  # `od maja do lipca ubiegłego roku`
        return replace(first, month=month, origin=second.origin, unit=second.unit, steps=second.steps), second
    return replace(first, month=month, year=year), second
