"""Parts of a year and years of their own: quarters and halves, seasons, business and school years.

Each rule takes the token where the piece would begin and returns the piece, or None (see `times/dates.py`).
"""

from __future__ import annotations

from dataclasses import replace

from svod.reading.times.pieces import HYPHENS, YEARS, Piece, When, Words, behind_stop, linked, stripped, turn_at
from svod.reading.times.years import from_roman, is_roman, read_century, read_decade, read_relative, year_at, year_end
from svod.records import TimeModifier


def read_section(w: Words, i: int) -> Piece | None:
    """A quarter or half of a year: u drugom tromjesečju 2019., 1. polugodište."""
    ordinal = w.calendar.at("ordinals", w.tokens, i)
    digit = w.number(i)
    if ordinal:
        number, last = int(ordinal.value), ordinal.last
    elif digit and 1 <= digit <= 4:
        number, last = digit, behind_stop(w, i + 1)
    elif is_roman(w.norm(i)) and w.tokens[i].text.isupper() and from_roman(w.norm(i)) <= 4:
        number, last = from_roman(w.norm(i)), i + 1
    else:
        return None
    unit, half = w.calendar.at("units", w.tokens, last), w.calendar.at("half_years", w.tokens, last)
    if unit and unit.value == "Q":
        section, last = f"Q{number}", unit.last
    elif half and number <= 2:
        section, last = f"H{number}", half.last
    else:
        return None
    year = year_at(w, linked(w, last))
    if year:
        return Piece(i, year[1], When(year[0], section=section))
    relative = read_relative(w, linked(w, last))
    if relative and relative.when and relative.when.unit == "Y":
        return Piece(i, relative.last, replace(relative.when, section=section))
    part = _half_of(w, linked(w, last), number) if half else None
    if part:
        return replace(part, first=i)
    whole = w.calendar.at("units", w.tokens, linked(w, last))
    if half and not (whole and whole.value == "Y") and w.calendar.has("half_needs_year", w.norm(half.first)):
        return None
    return Piece(i, whole.last if whole and whole.value == "Y" else last, When(section=section))


def _half_of(w: Words, i: int, number: int) -> Piece | None:
    """`drugoj polovici ožujka`, `pierwszej połowie XX wieku`: the whole from token `i` on, its first or second half as `mod`."""
    if i >= len(w.tokens):
        return None
    mod: TimeModifier = "START" if number == 1 else "END"
    whole = read_decade(w, i) or read_century(w, i) or read_relative(w, i)
    if whole is None and (month := w.calendar.at("months", w.tokens, i)):
        year = year_at(w, month.last)
        whole = Piece(i, year[1] if year else month.last, When(year[0] if year else None, int(month.value)))
    unit = w.calendar.at("units", w.tokens, i)
    if whole is None and unit and unit.value in ("M", "DE", "CE"):
        whole = Piece(i, unit.last, When(origin="published", unit=unit.value))
    return replace(whole, mod=mod, note=f"the {'first' if number == 1 else 'second'} half of it") if whole else None


def read_season(w: Words, i: int) -> Piece | None:
    """zimi, ljeto 2019., prošle jeseni, Zimą 2022/2023."""
    turn = turn_at(w, i)
    start = turn[1] if turn else i
    alone = w.at("seasons", start)
    found = alone or w.at("season_nouns", start) or (w.at("season_genitives", start) if turn else None)
    if found is None:
        return None
    if not turn and w.calendar.at("seasons", w.tokens, i):
        i = stripped(w, i, found[1])
    at = linked(w, found[1])
    year = year_at(w, at)
    if year:
        second = _second_year(w, at + 1, year[0]) if w.number(at) == year[0] else None
        return Piece(i, second[1] if second else year[1], When(year[0], season=found[0]))
    relative = read_relative(w, at)
    if relative and relative.when and relative.when.unit == "Y":
        return Piece(i, relative.last, replace(relative.when, season=found[0]))
    if not turn and not alone and not w.calendar.has("season_before", w.norm(i - 1)):
        return None
    return Piece(i, found[1], When(season=found[0], turn=turn[0] if turn else None))


def read_business_year(w: Words, i: int) -> Piece | None:
    """Business and school years: `finansijske 2018. godine`, `финансовый год`, `roku szkolnym 2023/24`, `sezona 2018/19`.

    `FY` stands for a business year, `SY` for one that begins in autumn (of schools, of sport), whose value names both years.
    """
    turn = turn_at(w, i)
    start = turn[1] if turn else i
    lead = w.at("business_years", start)
    if lead:
        kind, last = lead
        at = linked(w, last)
        year = w.number(at)
        if year in YEARS:
            return _business_piece(w, i, kind, year or 0, at)
        unit = w.calendar.at("units", w.tokens, last)
        whole = unit is not None and unit.value == "Y"
        inside = [w.calendar.at("units", w.tokens, n) for n in range(start, last)]
        if any(u and u.value == "Y" for u in inside) or w.calendar.has("whole_years", w.norm(last - 1)):
            whole, unit = True, None
        if turn and whole:
            last = unit.last if unit else last
            return Piece(i, last, When(origin="published", unit=kind, steps=turn[0]))
        return None
    year = w.number(i)
    if year not in YEARS or turn:
        return None
    second = _second_year(w, i + 1, year or 0)
    tail = w.calendar.at("business_years", w.tokens, second[1] if second else behind_stop(w, i + 1))
    if tail is None:
        return None
    unit = w.calendar.at("units", w.tokens, tail.last)
    last = unit.last if unit and unit.value == "Y" else tail.last
    return Piece(i, last, When(year, section="SY" if second else tail.value))


def _business_piece(w: Words, i: int, kind: str, year: int, at: int) -> Piece | None:
    second = _second_year(w, at + 1, year)
    if second:
        return Piece(i, second[1], When(year, section="SY"))
    return Piece(i, year_end(w, at + 1), When(year, section="FY" if kind == "FY" else None))


def _second_year(w: Words, i: int, first: int) -> tuple[int, int] | None:
    """The next year behind a slash or hyphen (`2023/24`, `2023./2024.`, `2023–2024`), and the token behind it."""
    at = behind_stop(w, i)
    if w.norm(at) not in ("/", *HYPHENS):
        return None
    second = w.number(at + 1)
    if second is None or (second if second > 99 else first // 100 * 100 + second) != first + 1:
        return None
    return first + 1, year_end(w, at + 2)
