"""Dates as they are written: days, months, weekdays.

Each rule takes the token where the piece would begin and returns the piece, or None. The rules are the same for every language; the words
come from its `[times]` data.
"""

from __future__ import annotations

import re
from dataclasses import replace

from svod.languages.calendar import valid
from svod.reading.times.pieces import DAY_ENDINGS, HYPHENS, YEARS, Piece, When, Words, behind_stop, turn_at
from svod.reading.times.years import from_roman, is_roman, read_relative, year_at, year_end
from svod.records import Token

_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\Z")


def read_numeric(w: Words, i: int) -> Piece | None:
    """13.9.2023, 13. 9. 2023, 13/09/2023, 2023-09-13, 13.9."""
    text = w.tokens[i].text
    if not text[0].isdigit():
        return None
    separators = (w.norm(i + 1), w.norm(i + 3))
    if len(text) == 4 and separators == ("-", "-") and w.glued(i + 1) and w.glued(i + 2):
        year, month, day, last = w.number(i), w.number(i + 2), w.number(i + 4), i + 5
    elif separators in (("/", "/"), ("-", "-"), (".", ".")) and w.number(i + 4) in YEARS:
        day, month, year, last = w.number(i), w.number(i + 2), w.number(i + 4), year_end(w, i + 5)
        if w.calendar.flags.get("month_first") and separators == ("/", "/"):
            day, month = month, day
    elif m := _DATE.match(text):
        day, month, last = int(m[1]), int(m[2]), i + 1
        year = None if m[3] is None else int(m[3]) + (2000 if len(m[3]) == 2 else 0)
        if year is not None:
            last = year_end(w, last)
        elif w.norm(last) == "." and w.glued(last):
            after = year_at(w, last + 1)
            year, last = after or (None, last + 1)
            if year is None and not (
                w.calendar.has("date_lead", w.norm(i - 1)) or w.calendar.ends("weekdays", w.tokens, i)
            ):
                if not _has_padded_month(w, i, m[2]):
                    return None
                last = i + 1
        elif not _has_padded_month(w, i, m[2]):
            return None
    elif _is_bare(w, i):
        day, month, year, last = w.number(i), w.number(i + 2), None, i + 4
    else:
        return None
    if day is None or month is None or (year is not None and year not in YEARS) or not valid(year, month, day):
        return None
    return Piece(i, last, When(year=year, month=month, day=day))


def _has_padded_month(w: Words, i: int, month: str) -> bool:
    """`wpłynął 4.03`: where decimals have a comma (`padded_months`), a month of two digits makes a date of what is no measure or clock."""
    if (
        not w.calendar.flags.get("padded_months")
        or not month.startswith("0")
        or w.calendar.at("name_before", w.tokens, i - 1)
    ):
        return False
    following = w.tokens[i + 1] if i + 1 < len(w.tokens) else None
    ends = following is None or not following.text[0].isalnum() or w.calendar.has("and", following.norm)
    clock = any(w.calendar.ends(table, w.tokens, i) for table in ("clock_at", "clock_lead"))
    return ends and not clock and not (following is not None and following.text in ("%", "€", "$", "£", "-", "–", "/"))


def _is_bare(w: Words, i: int) -> bool:
    """`27. 2.`, day and month with full stops, in a language that writes ordinals so, and no list of ordinals (`2. 3. 4.`)."""
    if not w.calendar.flags.get("ordinal_stop") or w.number(i) is None or w.number(i + 2) is None:
        return False
    if w.norm(i + 1) != "." or w.norm(i + 3) != "." or not (w.glued(i + 1) and w.glued(i + 3)) or w.glued(i + 2):
        return False
    if w.tokens[i + 2].span.start - w.tokens[i + 1].span.end > 1:  # two items of a list, a line each
        return False
    return w.number(i - 2) is None and w.number(i + 4) is None and w.calendar.at("units", w.tokens, i + 4) is None


def month_at(w: Words, i: int, *, short: bool) -> tuple[int, int] | None:
    """The month at token `i` and the token behind it; `short`: abbreviations too."""
    match = w.calendar.at("months", w.tokens, i) or (w.calendar.at("months_short", w.tokens, i) if short else None)
    if match is None:
        return None
    long = match.last > i and w.calendar.at("months", w.tokens, i) is not None
    return int(match.value), match.last if long else behind_stop(w, match.last)


def read_day_month(w: Words, i: int) -> Piece | None:
    """13. rujna 2023., 13 września 2023 r., 5-го мая; also the first of two days (`13. i 14. rujna`, `13–15 мая`)."""
    day = w.number(i)
    if day is None or not 1 <= day <= 31 or w.calendar.at("name_before", w.tokens, i - 1):
        return None  # `улица 8 Марта`
    behind = behind_stop(w, i + 1)
    if w.norm(behind) in HYPHENS and (w.norm(behind + 1) in DAY_ENDINGS or w.norm(behind + 1) in w.ordinals.suffixes):
        behind += 2
    elif (w.norm(behind) in DAY_ENDINGS or w.norm(behind) in w.ordinals.suffixes) and w.glued(behind):
        behind += 1
    of = w.calendar.at("day_links", w.tokens, behind)
    month = month_at(w, of.last if of else behind, short=True) or _roman_month(w, behind)
    if month:  # one that the month has not (`31. veljače`) is read, and has no value
        year = year_at(w, month[1], comma=True)
        return Piece(i, year[1] if year else month[1], When(year[0] if year else None, month[0], day))
    if w.norm(behind) in (*HYPHENS, ",") or any(w.calendar.has(name, w.norm(behind)) for name in ("range_to", "and")):
        behind_link = (
            behind + 1 + (w.number(behind + 1) is None and w.calendar.has("range_to", w.norm(behind + 1)))
        )  # `bis zum`
        other = read_day_month(w, behind_link) if (w.number(behind_link) or 0) > day else None
        if other and other.when and valid(None, other.when.month or 0, day):
            return Piece(i, behind, replace(other.when, day=day))
    return None


def _roman_month(w: Words, i: int) -> tuple[int, int] | None:
    """`7. VIII. 1941`, `24 II 2022 r.`: a month in Roman figures, with a year behind it."""
    if i >= len(w.tokens) or not is_roman(w.norm(i)) or not w.tokens[i].text.isupper():
        return None
    month, last = from_roman(w.norm(i)), behind_stop(w, i + 1)
    return (month, last) if month <= 12 and w.number(last) in YEARS else None


def read_month(w: Words, i: int) -> Piece | None:
    """aprila 2019, prošlog rujna, у мају; in English also `September 13, 2023`."""
    turn = turn_at(w, i)
    start = turn[1] if turn else i
    if w.at("months", start) is None and not (w.tokens[i].text[0].isupper() and w.at("months_short", start)):
        return None
    month = month_at(w, start, short=True)
    if month is None:
        return None
    if w.calendar.flags.get("month_first") and (day := w.number(month[1])) and day <= 31:
        last = month[1] + 1
        last += w.norm(last) in DAY_ENDINGS and w.glued(last)
        year = year_at(w, last, comma=True)
        first = When(year[0] if year else None, month[0], day)
        later = w.number(last + 1) if w.norm(last) in HYPHENS or w.calendar.has("range_to", w.norm(last)) else None
        if not year and later in range(day + 1, 32) and valid(None, month[0], later or 0):  # `September 3 to 15`
            year = year_at(w, last + 2, comma=True)
            first = replace(first, year=year[0] if year else None)
            return Piece(i, year[1] if year else last + 2, first, until=replace(first, day=later))
        return Piece(i, year[1] if year else last, first)
    year = year_at(w, month[1], comma=bool(w.calendar.flags.get("month_first")))
    if year:
        return Piece(i, year[1], When(year[0], month[0]))
    if w.at("months", start) is None:
        return None
    capital = w.tokens[start].text[0].isupper() and w.calendar.flags.get("capitals") is not True
    if not turn and capital and w.calendar.has("ambiguous_capitals", w.norm(start)):
        return None  # `Maja` begins a sentence as a name, and in small letters it is a month
    if not turn and w.calendar.has("ambiguous", w.norm(start)):
        before = w.calendar.has("month_before", w.norm(start - 1)) or w.calendar.ends("fuzzy", w.tokens, start)
        relative = read_relative(w, month[1])  # `marta prošle godine`
        before = before or (relative is not None and relative.when is not None and relative.when.unit == "Y")
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
        if w.calendar.has("range_to", w.norm(i - 1)) and not w.calendar.has("and", w.norm(i - 1)):
            return Piece(i, found[1], When(weekday=int(found[0])))
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
