"""All the pieces of time expressions in a report: dates, lengths of time, words that point (`jučer`, `krajem godine`), times of day.

A piece says what the words say and no more; `reading/times.py` joins neighbouring pieces and works out which day is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from svod.languages.phrases import REMEMBERED
from svod.reading.time_dates import (
    is_roman,
    is_weekday_part,
    read_century,
    read_day_month,
    read_decade,
    read_month,
    read_numeric,
    read_relative,
    read_season,
    read_section,
    read_weekday,
    read_weekday_part,
    read_year,
)
from svod.reading.time_pieces import HYPHENS, Piece, When, Words, behind_stop, linked, stripped, turn_at
from svod.reading.time_spans import is_compound, read_compound, read_duration, read_every

_OPENING = frozenset(
    "never deictic anaphoric refs last this next months months_short weekdays units fixed fuzzy ordinals seasons season_nouns year_lead "
    "decade_lead decades clock_lead clock_ordinals parts parts_near sets weekday_sets every day_of".split()
)
"""The tables of the calendar whose phrases begin a piece; the others hold what may stand beside one."""
_CLOCK = re.compile(r"([01]?\d|2[0-4])([:.])([0-5]\d)\Z")


def find_pieces(words: Words) -> list[Piece]:
    """All pieces from left to right, the longest at each place, without overlaps."""
    found: list[Piece] = []
    i = 0
    while i < len(words.tokens):
        if not _may_begin(words, i):
            i += 1
            continue
        never = words.calendar.at("never", words.tokens, i)
        if never:
            i = never.last
            continue
        best: Piece | None = None
        for rule in _RULES:
            piece = rule(words, i)
            if piece and (best is None or piece.last > best.last):
                best = piece
        if best is not None:
            found.append(best)
        i = best.last if best else i + 1
    return found


def _may_begin(w: Words, i: int) -> bool:
    """Whether any rule can find a piece at token `i`: most words are neither numbers nor words of the calendar. Remembered by word."""
    token = w.tokens[i]
    if token.text[0].isdigit():
        return True
    opens = w.calendar.opens.get(token.norm)
    if opens is None:
        if len(w.calendar.opens) >= REMEMBERED:
            w.calendar.opens.clear()
        opens = (
            not _OPENING.isdisjoint(w.calendar.beginning(token.norm))
            or w.numerals.may_begin(token.norm)
            or is_roman(token.norm)
            or is_compound(w, token)
            or is_weekday_part(w, token)
        )
        w.calendar.opens[token.norm] = opens
    return opens


def _deictic(w: Words, i: int) -> Piece | None:
    """danas, wczorajszy, sinoć, lani; tog dana, nazajutrz."""
    for table, origin in (("deictic", "published"), ("anaphoric", "named")):
        found = w.at(table, i)
        if found is None:
            continue
        key, last = found
        if key == "T":
            return Piece(i, last, When(origin="named", unit="T"))
        unit, _, rest = re.sub(r"(?<=[A-Z])(?=[-\d])", " ", key).partition(" ")
        steps, _, part = rest.partition("T")
        noun = w.calendar.at("units", w.tokens, last)
        if noun and noun.value == unit and unit != "D":  # `loňském roce`, `letošnjega leta`
            last = noun.last
        i = stripped(w, i, last)
        return Piece(i, last, When(origin=origin, unit=unit, steps=int(steps), part=part or None))
    return None


def _reference(w: Words, i: int) -> Piece | None:
    found = w.at("refs", i)
    if found is None or (turn_at(w, found[1] - 1) and w.calendar.at("units", w.tokens, found[1])):
        return None  # `в прошлом году` is no `в прошлом`
    return Piece(stripped(w, i, found[1]), found[1], value=found[0], note="no date in the words")


def _weekend(w: Words, i: int) -> Piece | None:
    """A weekend by itself: za vikend, w weekend."""
    unit = w.at("units", i)
    if unit and unit[0] == "WE" and w.calendar.has("weekend_before", w.norm(i - 1)):
        return Piece(i, unit[1], When(unit="WE"))
    return None


def _fuzzy(w: Words, i: int) -> Piece | None:
    """krajem godine, w połowie maja, sredinom devedesetih: the stretch that is named, beginning, middle or end in the note."""
    found = w.at("fuzzy", i)
    if found is None:
        return None
    start = linked(w, found[1])
    if start >= len(w.tokens):
        return None
    note = {"START": "the beginning of it", "MID": "the middle of it", "END": "the end of it"}[found[0]]
    for rule in (read_relative, read_section, read_season, read_decade, read_century, read_month, read_year, _deictic):
        piece = rule(w, start)
        if piece and piece.when and piece.when.day is None:
            return replace(piece, first=i, note=note)
    unit = w.calendar.at("units", w.tokens, start)
    if unit and unit.value in ("W", "M", "Y", "DE", "CE"):
        return Piece(i, unit.last, When(origin="published", unit=unit.value), note=note)
    month = w.calendar.at("months", w.tokens, start)
    if month:
        return Piece(i, month.last, When(month=int(month.value)), note=note)
    return None


def _clock(w: Words, i: int) -> Piece | None:
    """18.30, 10:00, godz. 15, 14. uri, 5 p.m."""
    lead = w.calendar.at("clock_lead", w.tokens, i)
    start = lead.last if lead else i
    if start >= len(w.tokens):
        return None
    told = lead is not None or w.calendar.has("clock_at", w.norm(i - 1))
    near = told or w.calendar.has("clock_near", w.norm(i - 1))
    found = _hour_at(w, start, in_words=told)
    if found is None:
        return None
    hour, minute, last = found
    behind = w.calendar.at("clock_words", w.tokens, last)
    half_day = w.calendar.at("clock_halves", w.tokens, behind.last if behind else last)
    if behind:
        last = behind.last
        more = w.number(last)
        if more is not None and more < 60 and not minute and (tail := w.calendar.at("clock_tail", w.tokens, last + 1)):
            minute, last = more, tail.last
    if half_day:
        hour, last = hour % 12 + (12 if half_day.value == "PM" else 0), half_day.last
    digits = _CLOCK.match(w.tokens[start].text)
    if digits and not behind and not lead and not half_day:
        measured = _measured(w, last)
        if measured and digits[2] == ".":
            return None
        sure = near and not measured
    else:
        sure = lead is not None or half_day is not None or _is_spoken(w, start, last)
        if behind:
            sure = sure or told or digits is not None or w.calendar.flags.get("hour_word_tells", False)
        if not sure and not _serves_both(w, i, last, near):
            return None
        sure = True
    zone = w.calendar.at("zones", w.tokens, last)
    when = When(hour=hour, minute=minute, zone=zone.value if zone else None)
    return Piece(i, zone.last if zone else last, when, loose=not sure)


def _hour_at(w: Words, i: int, *, in_words: bool) -> tuple[int, int, int] | None:
    """Hour, minute and the token behind them: in digits, or (`in_words`) as a word (`o piętnastej`)."""
    if m := _CLOCK.match(w.tokens[i].text):
        if int(m[1]) == 24 and int(m[3]):
            return None
        stop = behind_stop(w, i + 1)
        return int(m[1]), int(m[3]), stop if w.calendar.at("clock_words", w.tokens, stop) else i + 1
    number = w.number(i)
    if number is not None and number <= 24 and not w.tokens[i].text.startswith("00"):
        return number, 0, behind_stop(w, i + 1)
    if not in_words:
        return None
    ordinal = w.calendar.at("clock_ordinals", w.tokens, i)
    if ordinal:
        return int(ordinal.value), 0, ordinal.last
    word = w.numerals.read(w.tokens, i)
    if word and word.value and not word.digits and word.value <= 24 and word.value == int(word.value):
        return int(word.value), 0, word.last
    return None


def _is_spoken(w: Words, start: int, last: int) -> bool:
    """`o piętnastej` by its ordinal; `до 2 ч. сутринта` by the part of the day behind it."""
    at, near = (w.calendar.has(name, w.norm(start - 1)) for name in ("clock_at", "clock_near"))
    if at and w.calendar.at("clock_ordinals", w.tokens, start):
        return True
    part = w.calendar.at("parts_near", w.tokens, last) or w.calendar.at("parts", w.tokens, last)
    return bool((at or near) and part and w.calendar.ends("clock_words", w.tokens, last))


def _serves_both(w: Words, i: int, last: int, near: bool) -> bool:
    """`von 10 bis 12 Uhr`: the hour word of the second time serves the first one too."""
    if not w.calendar.flags.get("hour_word_tells") or not (near or w.calendar.has("range_from", w.norm(i - 1))):
        return False
    link = w.norm(last) in HYPHENS or w.calendar.has("range_to", w.norm(last))
    later = _clock(w, last + 1) if link else None
    return later is not None and not later.loose and later.when is not None


def _measured(w: Words, i: int) -> bool:
    """Whether a unit or multiplier follows, so that `3.50` is no clock time (`o 3.50 zł`, `v 2.59 odstotka`)."""
    if i >= len(w.tokens):
        return False
    symbol = w.norm(i) in ("%", "€", "$", "£")
    return symbol or w.numerals.multipliers.match_at(w.tokens, i) is not None or w.calendar.has("measures", w.norm(i))


def _part(w: Words, i: int) -> Piece | None:
    near = w.at("parts_near", i)
    alone = w.at("parts", i)
    if near and (alone is None or near[1] > alone[1]):
        return Piece(i, near[1], When(part=near[0]), loose=not w.calendar.has("part_before", w.norm(i - 1)))
    return Piece(i, alone[1], When(part=alone[0])) if alone else None


def _day_of(w: Words, i: int) -> Piece | None:
    """`na dan susreta`: the day of an event, which is the day named before."""
    found = w.at("day_of", i)
    if found is None or not w.calendar.has("day_lead", w.norm(i - 1)) or found[1] >= len(w.tokens):
        return None
    word = w.tokens[found[1]]
    if not word.is_word or word.text[0].isupper() or w.calendar.at("day_events", w.tokens, found[1]) is None:
        return None
    return Piece(i, found[1] + 1, When(origin="named", unit="D"), note="the day of the event")


_RULES: tuple[Callable[[Words, int], Piece | None], ...] = (
    read_numeric, read_day_month, read_month, read_weekday, read_weekday_part, _clock, _deictic, read_every, read_decade,
    read_duration, read_relative, _fuzzy, read_section, read_season, read_year, read_century, read_compound, _reference, _part,
    _weekend, _day_of,
)  # fmt: skip
