"""All the pieces of time expressions in a report: dates, lengths of time, words that point (`jučer`, `krajem godine`), times of day.

A piece says what the words say and no more; `reading/times/` joins neighbouring pieces and works out which day is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from svod.languages.phrases import REMEMBERED
from svod.reading.times.clock import read_clock, read_spoken_clock
from svod.reading.times.dates import (
    is_weekday_part,
    read_day_month,
    read_month,
    read_numeric,
    read_weekday,
    read_weekday_part,
)
from svod.reading.times.named_days import (
    read_day_in_words,
    read_day_of_month,
    read_fixed_day,
    read_night,
    read_weekday_of_month,
)
from svod.reading.times.pieces import Piece, When, Words, linked, part_of, stripped, turn_at
from svod.reading.times.spans import is_compound, read_compound, read_duration, read_every
from svod.reading.times.year_parts import read_business_year, read_season, read_section
from svod.reading.times.years import is_roman, read_century, read_decade, read_relative, read_year
from svod.records import TimeModifier

Rule = Callable[[Words, int], Piece | None]
_STRETCHES: dict[str, tuple[TimeModifier, str]] = {
    "START": ("START", "the beginning of it"), "MID": ("MID", "the middle of it"), "END": ("END", "the end of it"),
}  # fmt: skip


def find_pieces(words: Words) -> list[Piece]:
    """All pieces from left to right, the longest at each place, without overlaps."""
    found: list[Piece] = []
    i = 0
    while i < len(words.tokens):
        rules = _rules_at(words, i)
        if not rules:
            i += 1
            continue
        never = words.calendar.at("never", words.tokens, i)
        if never:
            i = never.last
            continue
        best: Piece | None = None
        for rule in rules:
            piece = rule(words, i)
            if piece and (best is None or piece.last > best.last):
                best = piece
        if best is not None:
            found.append(best)
        i = best.last if best else i + 1
    return found


def _rules_at(w: Words, i: int) -> tuple[Rule, ...]:
    """The rules that may find a piece at token `i`; most words begin nothing. Remembered by word."""
    token = w.tokens[i]
    digits = token.text[0].isdigit()
    norm = token.norm
    rules = w.calendar.rules.get(norm)
    if rules is None:
        if len(w.calendar.rules) >= REMEMBERED:
            w.calendar.rules.clear()
        begun = set(w.calendar.beginning(norm))
        if digits:
            begun.add("DIGITS")
        else:
            kinds = {
                "NUMBER": w.numerals.may_begin(norm),
                "ORDINAL": w.ordinals.may_begin(norm),
                "ROMAN": is_roman(norm),
                "COMPOUND": is_compound(w, token),
                "WEEKDAY PART": is_weekday_part(w, token),
            }
            begun.update(kind for kind, is_so in kinds.items() if is_so)
        rules = tuple(rule for rule, tables in _RULES if not begun.isdisjoint(tables))
        if not rules and "never" in begun:
            rules = (_nothing,)
        w.calendar.rules[norm] = rules
    return rules


def _nothing(w: Words, i: int) -> None:
    """Where nothing begins but a phrase of `never`, in which nothing is to be found."""


def _deictic(w: Words, i: int) -> Piece | None:
    """danas, wczorajszy, sinoć, lani; tog dana, nazajutrz."""
    for table, origin in (("deictic", "published"), ("anaphoric", "named")):
        found = w.at(table, i)
        if found is None:
            continue
        key, last = found
        if key == "T":
            return Piece(stripped(w, i, last), last, When(origin="named", unit="T"))
        unit, _, rest = re.sub(r"(?<=[A-Z])(?=[-\d])", " ", key).partition(" ")
        steps, _, part = rest.partition("T")
        noun = w.calendar.at("units", w.tokens, last)
        if noun and noun.value == unit and unit != "D":  # `loňském roce`, `letošnjega leta`
            last = noun.last
        business = w.calendar.at("business_years", w.tokens, last) if unit == "Y" else None
        season = w.calendar.at("season_nouns", w.tokens, last) if unit == "Y" else None
        i = stripped(w, i, last)
        if business:  # `letošním finančním roce`
            noun = w.calendar.at("units", w.tokens, business.last)
            when = When(origin=origin, unit=business.value, steps=int(steps))
            return Piece(i, noun.last if noun and noun.value == "Y" else business.last, when)
        if season:  # `lanjske jeseni`, `letošnjo zimo`
            return Piece(i, season.last, When(origin=origin, unit=unit, steps=int(steps), season=season.value))
        return Piece(i, last, When(origin=origin, unit=unit, steps=int(steps), part=part or None))
    return None


def _reference(w: Words, i: int) -> Piece | None:
    found = w.at("refs", i)
    if found is None:
        return None
    last = found[1] - 1
    if turn_at(w, last) and (
        w.calendar.at("units", w.tokens, found[1]) or read_duration(w, last) or read_business_year(w, last)
    ):
        return None  # `в прошлом году` is no `в прошлом`, `the past four months` no `the past`
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
    if found is None or read_section(w, i):
        return None  # `во второй половине 2023 года` is a half of the year, `во второй половине сентября` the end of it
    start = linked(w, found[1])
    if start >= len(w.tokens):
        return None
    mod, note = _STRETCHES[found[0]]
    for rule in (read_relative, read_section, read_season, read_decade, read_century, read_month, read_year, _deictic):
        piece = rule(w, start)
        if piece and piece.when and piece.when.day is None:
            return replace(piece, first=stripped(w, i, found[1]), note=note, mod=mod)
    unit = w.calendar.at("units", w.tokens, start)
    if unit and unit.value in ("W", "M", "Y", "DE", "CE"):
        first = stripped(w, i, found[1])
        return Piece(first, unit.last, When(origin="published", unit=unit.value), note=note, mod=mod)
    season = w.calendar.at("season_nouns", w.tokens, start)
    if season:  # `početkom ljeta`
        return Piece(stripped(w, i, found[1]), season.last, When(season=season.value), note=note, mod=mod)
    month = w.calendar.at("months", w.tokens, start)
    if month:
        return Piece(stripped(w, i, found[1]), month.last, When(month=int(month.value)), note=note, mod=mod)
    return None


def _part(w: Words, i: int) -> Piece | None:
    near = w.at("parts_near", i)
    alone = w.at("parts", i)
    loose = near is not None and (alone is None or near[1] > alone[1])
    found = near if loose else alone
    if found is None:
        return None
    part, mod = part_of(found[0])
    first = stripped(w, i, found[1])
    told = w.calendar.has("part_before", w.norm(i - 1)) and not w.calendar.at("units", w.tokens, i)  # `до дня` is a day
    return Piece(first, found[1], When(part=part), mod=mod, loose=loose and not told)


def _day_of(w: Words, i: int) -> Piece | None:
    """`na dan susreta`: the day of an event, which is the day named before."""
    found = w.at("day_of", i)
    if found is None or not w.calendar.has("day_lead", w.norm(i - 1)) or found[1] >= len(w.tokens):
        return None
    word = w.tokens[found[1]]
    if not word.is_word or word.text[0].isupper() or w.calendar.at("day_events", w.tokens, found[1]) is None:
        return None
    return Piece(i, found[1] + 1, When(origin="named", unit="D"), note="the day of the event")


_TURNS = ("last", "this", "next")
_RULES: tuple[tuple[Rule, frozenset[str]], ...] = tuple(
    (rule, frozenset(tables))
    for rule, tables in (
        (read_night, ("nights",)),
        (read_numeric, ("DIGITS",)),
        (read_day_month, ("DIGITS",)),
        (read_day_in_words, ("ORDINAL", "NUMBER")),
        (read_day_of_month, ("DIGITS",)),
        (read_fixed_day, (*_TURNS, "fixed_days")),
        (read_weekday_of_month, (*_TURNS, "ordinals")),
        (read_month, (*_TURNS, "months", "months_short")),
        (read_weekday, (*_TURNS, "weekdays")),
        (read_weekday_part, ("WEEKDAY PART",)),
        (read_clock, ("DIGITS", "NUMBER", "clock_lead", "clock_ordinals")),
        (read_spoken_clock, ("DIGITS", "NUMBER", "ORDINAL", "clock_ordinals", "clock_shift", "clock_less")),
        (_deictic, ("deictic", "anaphoric")),
        (read_every, ("sets", "weekday_sets", "every")),
        (read_decade, ("DIGITS", "decade_lead", "decades")),
        (read_duration, (*_TURNS, "NUMBER", "DIGITS", "fixed", "units")),
        (read_season, (*_TURNS, "seasons", "season_nouns")),
        (read_relative, (*_TURNS, "units")),
        (_fuzzy, ("fuzzy",)),
        (read_section, ("DIGITS", "ROMAN", "ordinals")),
        (read_business_year, (*_TURNS, "DIGITS", "business_years")),
        (read_year, ("DIGITS", "NUMBER", "year_lead")),
        (read_century, ("DIGITS", "ROMAN", "ORDINAL", "NUMBER")),
        (read_compound, ("DIGITS", "NUMBER", "COMPOUND")),
        (_reference, ("refs",)),
        (_part, ("parts", "parts_near")),
        (_weekend, ("units",)),
        (_day_of, ("day_of",)),
    )
)
"""Every rule, with what a word must begin for it to be tried: a table of the calendar, digits, or one of the kinds of `_rules_at`."""
