"""Dates as they are written: days, months, weekdays, years, seasons, quarters, decades, centuries, and `prošle godine`.

Each rule takes the token where the piece would begin and returns the piece, or None. The rules are the same for every language; the words
come from its `[times]` data.
"""

from __future__ import annotations

import re
from dataclasses import replace

from svod.languages.calendar import duration, valid
from svod.reading.time_pieces import DAY_ENDINGS, HYPHENS, YEARS, Piece, When, Words, behind_stop, linked, turn_at
from svod.records import Token

_ROMAN = re.compile(r"[ivx]{1,6}\Z")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\Z")


def _year_at(w: Words, i: int, comma: bool = False) -> tuple[int, int] | None:
    """A year after a month or another date: `2023`, `2023.`, `2023. godine`, `2023 r.`, `, 2023`."""
    if comma and w.norm(i) == ",":
        i += 1
    lead = w.calendar.at("year_lead", w.tokens, i)
    if lead:
        i = lead.last
    year = w.number(i)
    if year is None or year not in YEARS:
        return None
    return year, _year_end(w, i + 1)


def _year_end(w: Words, i: int) -> int:
    """Behind the full stop and the word for year that may follow the digits."""
    behind = behind_stop(w, i)
    match = w.calendar.at("year_words", w.tokens, behind) or w.calendar.at("year_words", w.tokens, i)
    if match:
        return match.last
    # `2019.` ends a sentence as often as it is an ordinal: the stop belongs to it only where the sentence goes on.
    goes_on = behind > i and behind < len(w.tokens) and behind not in w.starts
    return behind if goes_on and w.calendar.flags.get("ordinal_stop") else i


def read_numeric(w: Words, i: int) -> Piece | None:
    """13.9.2023, 13. 9. 2023, 13/09/2023, 2023-09-13, 13.9."""
    text = w.tokens[i].text
    if not text[0].isdigit():
        return None
    separators = (w.norm(i + 1), w.norm(i + 3))
    if len(text) == 4 and separators == ("-", "-") and w.glued(i + 1) and w.glued(i + 2):
        year, month, day, last = w.number(i), w.number(i + 2), w.number(i + 4), i + 5
    elif separators in (("/", "/"), ("-", "-"), (".", ".")) and w.number(i + 4) in YEARS:
        day, month, year, last = w.number(i), w.number(i + 2), w.number(i + 4), _year_end(w, i + 5)
        if w.calendar.flags.get("month_first") and separators == ("/", "/"):
            day, month = month, day
    elif m := _DATE.match(text):
        day, month, last = int(m[1]), int(m[2]), i + 1
        year = None if m[3] is None else int(m[3]) + (2000 if len(m[3]) == 2 else 0)
        if year is not None:
            last = _year_end(w, last)
        elif w.norm(last) == "." and w.glued(last):
            after = _year_at(w, last + 1)
            year, last = after or (None, last + 1)
            if year is None and not (
                w.calendar.has("date_lead", w.norm(i - 1)) or w.calendar.ends("weekdays", w.tokens, i)
            ):
                return None
        else:
            return None
    else:
        return None
    if day is None or month is None or (year is not None and year not in YEARS) or not valid(year, month, day):
        return None
    return Piece(i, last, When(year=year, month=month, day=day))


def _month_at(w: Words, i: int, *, short: bool) -> tuple[int, int] | None:
    match = w.calendar.at("months", w.tokens, i) or (w.calendar.at("months_short", w.tokens, i) if short else None)
    if match is None:
        return None
    long = match.last > i and w.calendar.at("months", w.tokens, i) is not None
    return int(match.value), match.last if long else behind_stop(w, match.last)


def read_day_month(w: Words, i: int) -> Piece | None:
    """13. rujna 2023., 13 września 2023 r., 5-го мая; also the first of two days (`13. i 14. rujna`, `13–15 мая`)."""
    day = w.number(i)
    if day is None or not 1 <= day <= 31:
        return None
    behind = behind_stop(w, i + 1)
    if w.norm(behind) in HYPHENS and w.norm(behind + 1) in DAY_ENDINGS:
        behind += 2
    elif w.norm(behind) in DAY_ENDINGS and w.glued(behind):
        behind += 1
    of = w.calendar.at("day_links", w.tokens, behind)
    month = _month_at(w, of.last if of else behind, short=True)
    if month and valid(None, month[0], day):
        year = _year_at(w, month[1], comma=True)
        return Piece(i, year[1] if year else month[1], When(year[0] if year else None, month[0], day))
    if w.norm(behind) in (*HYPHENS, ",") or w.calendar.has("range_to", w.norm(behind)):
        other = read_day_month(w, behind + 1) if (w.number(behind + 1) or 0) > day else None
        if other and other.when and valid(None, other.when.month or 0, day):
            return Piece(i, behind, replace(other.when, day=day))
    return None


def read_month(w: Words, i: int) -> Piece | None:
    """aprila 2019, prošlog rujna, у мају; in English also `September 13, 2023`."""
    turn = turn_at(w, i)
    start = turn[1] if turn else i
    if w.at("months", start) is None and not (w.tokens[i].text[0].isupper() and w.at("months_short", start)):
        return None
    month = _month_at(w, start, short=True)
    if month is None:
        return None
    if w.calendar.flags.get("month_first") and (day := w.number(month[1])) and valid(None, month[0], day):
        last = month[1] + 1
        last += w.norm(last) in DAY_ENDINGS and w.glued(last)
        year = _year_at(w, last, comma=True)
        return Piece(i, year[1] if year else last, When(year[0] if year else None, month[0], day))
    year = _year_at(w, month[1], comma=bool(w.calendar.flags.get("month_first")))
    if year:
        return Piece(i, year[1], When(year[0], month[0]))
    if w.at("months", start) is None:
        return None
    if not turn and w.calendar.has("ambiguous", w.norm(start)):
        capital = w.tokens[start].text[0].isupper() and w.calendar.flags.get("capitals") is not True
        before = w.calendar.has("month_before", w.norm(start - 1)) or w.calendar.ends("fuzzy", w.tokens, start)
        if capital or not before or w.norm(start + 1) in HYPHENS:
            return None
    return Piece(i, month[1], When(month=month[0], turn=turn[0] if turn else None))


def read_weekday(w: Words, i: int) -> Piece | None:
    """u srijedu, prošlog petka, next Monday."""
    turn = turn_at(w, i)
    found = w.at("weekdays", turn[1] if turn else i)
    if found is None or (turn and w.calendar.at("units", w.tokens, turn[1])):
        return None  # Macedonian `минатата недела`, Serbian `prošla nedelja`: the week
    if not turn and w.calendar.has("ambiguous", w.norm(i)) and not w.calendar.has("weekday_before", w.norm(i - 1)):
        comma = w.norm(i + 1) == ","
        if not w.norm(i + 1 + comma)[:1].isdigit():
            return None
    return Piece(i, found[1], When(weekday=int(found[0]), turn=turn[0] if turn else None))


def read_weekday_part(w: Words, i: int) -> Piece | None:
    """German writes weekday and part of the day as one word: Dienstagabend."""
    when = _weekday_part(w, w.tokens[i])
    return Piece(i, i + 1, when) if when else None


def is_weekday_part(w: Words, token: Token) -> bool:
    """Whether `read_weekday_part` can find anything in a word."""
    return _weekday_part(w, token) is not None


def _weekday_part(w: Words, token: Token) -> When | None:
    if not w.calendar.flags.get("compounds"):
        return None
    stem = token.norm
    for size in range(6, len(stem) - 3):
        day = w.calendar.at("weekdays", (replace(token, norm=stem[:size]),), 0)
        part = w.calendar.at("parts_near", (replace(token, norm=stem[size:]),), 0)
        if day and part:
            return When(weekday=int(day.value), part=part.value)
    return None


def read_year(w: Words, i: int) -> Piece | None:
    """A bare year. Numbers like years are years only beside a word for year, after a preposition, in brackets, or after another year."""
    lead = w.calendar.at("year_lead", w.tokens, i)
    start = lead.last if lead else i
    year = w.number(start)
    if year is None or year not in YEARS or len(w.tokens[start].text) != 4:
        return None
    last = _year_end(w, start + 1)
    if last < len(w.tokens) and w.glued(last) and w.norm(last) in ("-", "/", ":") and w.number(last + 1) not in YEARS:
        return None
    named = (
        lead
        or w.calendar.at("year_words", w.tokens, behind_stop(w, start + 1))
        or w.calendar.at("year_words", w.tokens, start + 1)
    )
    if not named and not _stands_as_year(w, start, last):
        return None
    return Piece(i, last, When(year=year))


def _stands_as_year(w: Words, i: int, last: int) -> bool:
    before, after = w.norm(i - 1), w.norm(last)
    if w.calendar.has("and", before) and (w.number(i - 2) or w.number(i - 3)) in YEARS:
        return True  # `za leti 2018 in 2021`
    if after in ("%", "€", "$", "£") or (w.glued(i) and before not in ("(", "/", *HYPHENS, "„", '"')):
        return False
    if before == "(" and (after in (")", ",", *HYPHENS)):
        return True
    if before in HYPHENS and w.number(i - 2) in YEARS and w.number(i) in range(w.number(i - 2) or 0, 2100):
        return True
    if w.calendar.flags.get("bare_years") and 1900 <= (w.number(i) or 0) < 2050 and before != "$":
        # A noun behind a year makes it a count (`1990 soldiers`); anything else leaves it a year.
        noun = w.tokens[last].text if last < len(w.tokens) and last not in w.starts else ""
        many = (
            noun[:1].isupper()
            if w.calendar.flags.get("noun_capitals")
            else w.calendar.has("counted", noun) or noun.endswith(tuple(w.calendar.words.get("counted_suffixes", ())))
        )
        return not many or w.calendar.has("not_counted", after)
    counted = after[:1].isalpha() and not w.calendar.has("year_after", after) and not w.tokens[last].text[0].isupper()
    if last > i + 1 and not counted:
        return True
    if not w.calendar.has("year_before", before) and not w.calendar.ends("fuzzy", w.tokens, i):
        return last > i + 1 and range(1900, 2050).count(w.number(i) or 0) > 0 and not w.tokens[i - 1].text[0].isupper()
    return not counted


def read_decade(w: Words, i: int) -> Piece | None:
    """1990-ih, 90-х годов, lat 90., devedesetih, the 1990s. Without a century, the one in which it is over at least in part."""
    lead = w.calendar.at("decade_lead", w.tokens, i)
    start = lead.last if lead else i
    word = w.at("decades", start)
    if word and (lead or not w.calendar.tables.get("decade_lead")):
        tail = w.calendar.at("units", w.tokens, word[1])
        last = tail.last if tail and tail.value == "Y" else word[1]
        told = w.calendar.has("decade_before", w.norm(i - 1)) or w.calendar.ends("fuzzy", w.tokens, i)
        if not lead and not told and not (tail and tail.value == "Y"):
            return None
        return Piece(i, last, When(decade=190 + int(word[0]) if int(word[0]) > 2 else 192))
    text = w.tokens[start].text
    if not text.isdecimal() or len(text) not in (2, 4) or not text.endswith("0"):
        return None
    last = start + 1
    if w.norm(last) in (".", *HYPHENS):
        last += 1
    suffix = w.calendar.at("decade_suffixes", w.tokens, last)
    if suffix and w.calendar.has("not_decade", w.norm(suffix.last)):  # `у 20-х числах березня`
        return None
    if suffix and w.glued(suffix.first):
        last = suffix.last
        tail = w.calendar.at("units", w.tokens, last)
        last = tail.last if tail and tail.value == "Y" else last
    elif not lead or w.norm(start + 1) != ".":
        return None
    decade = int(text) // 10
    return Piece(i, last, When(decade=decade if len(text) == 4 else 190 + decade if decade > 2 else 200 + decade))


def read_century(w: Words, i: int) -> Piece | None:
    """20. stoljeća, XXI wieku: only digits and Roman numerals, not `двадцать первого века`."""
    number = w.number(i)
    last = behind_stop(w, i + 1)
    if number is None and _ROMAN.match(w.norm(i)) and w.tokens[i].text.isupper():
        number = _from_roman(w.norm(i))
    if number is None or not 1 < number < 22:
        return None
    if w.norm(last) in HYPHENS and w.calendar.has("century_suffixes", w.norm(last + 1)):
        last += 2
    elif w.norm(last) in DAY_ENDINGS and w.glued(last):
        last += 1
    unit = w.calendar.at("units", w.tokens, last)
    return Piece(i, unit.last, When(century=number - 1)) if unit and unit.value == "CE" else None


def is_roman(norm: str) -> bool:
    """Whether a word may be a small Roman number."""
    return bool(_ROMAN.match(norm))


def _from_roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def read_section(w: Words, i: int) -> Piece | None:
    """A quarter or half of a year: u drugom tromjesečju 2019., 1. polugodište."""
    ordinal = w.calendar.at("ordinals", w.tokens, i)
    digit = w.number(i)
    if ordinal:
        number, last = int(ordinal.value), ordinal.last
    elif digit and 1 <= digit <= 4:
        number, last = digit, behind_stop(w, i + 1)
    elif _ROMAN.match(w.norm(i)) and w.tokens[i].text.isupper() and _from_roman(w.norm(i)) <= 4:
        number, last = _from_roman(w.norm(i)), i + 1
    else:
        return None
    unit, half = w.calendar.at("units", w.tokens, last), w.calendar.at("half_years", w.tokens, last)
    if unit and unit.value == "Q":
        section, last = f"Q{number}", unit.last
    elif half and number <= 2:
        section, last = f"H{number}", half.last
    else:
        return None
    year = _year_at(w, linked(w, last))
    if year:
        return Piece(i, year[1], When(year[0], section=section))
    relative = read_relative(w, linked(w, last))
    if relative and relative.when and relative.when.unit == "Y":
        return Piece(i, relative.last, replace(relative.when, section=section))
    whole = w.calendar.at("units", w.tokens, last)
    if half and not (whole and whole.value == "Y") and w.calendar.has("half_needs_year", w.norm(half.first)):
        return None
    return Piece(i, whole.last if whole and whole.value == "Y" else last, When(section=section))


def read_season(w: Words, i: int) -> Piece | None:
    """zimi, ljeto 2019., prošle jeseni."""
    turn = turn_at(w, i)
    alone = w.at("seasons", i) if not turn else None
    noun = w.at("season_nouns", turn[1] if turn else i)
    found = alone or noun
    if found is None:
        return None
    year = _year_at(w, linked(w, found[1]))
    if year:
        return Piece(i, year[1], When(year[0], season=found[0]))
    relative = read_relative(w, linked(w, found[1]))
    if relative and relative.when and relative.when.unit == "Y":
        return Piece(i, relative.last, replace(relative.when, season=found[0]))
    if not turn and not alone:
        return None
    return Piece(i, found[1], When(season=found[0], turn=turn[0] if turn else None))


def read_relative(w: Words, i: int) -> Piece | None:
    """prošle godine, ubiegłego tygodnia, this year; the adjective behind its noun where the language does so."""
    turn = turn_at(w, i)
    if turn:
        unit = w.calendar.at("units", w.tokens, turn[1])
        if unit and unit.value not in ("S", "MIN", "H"):
            if w.calendar.has("not_relative", w.norm(unit.first)):
                return None
            if turn[0] and w.calendar.has("plurals", w.norm(unit.first)):
                return Piece(i, unit.last, type="DURATION", value=duration(None, unit.value))
            return Piece(i, unit.last, When(origin="published", unit=unit.value, steps=turn[0]))
        return None
    unit = w.calendar.at("units", w.tokens, i)
    if unit and w.calendar.flags.get("adjective_behind") and unit.value in ("W", "M", "Y") and w.at("units", i):
        turn = turn_at(w, unit.last)
        if turn and turn[0] != 0 and not w.calendar.at("units", w.tokens, turn[1]):
            return Piece(i, turn[1], When(origin="published", unit=unit.value, steps=turn[0]))
    return None
