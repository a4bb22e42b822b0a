"""Years and parts of years, decades and centuries as they are written, business and school years, and `prošle godine`.

Each rule takes the token where the piece would begin and returns the piece, or None (see `times/dates.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from svod.languages.calendar import duration
from svod.reading.times.pieces import (
    DAY_ENDINGS,
    HYPHENS,
    YEARS,
    Piece,
    When,
    Words,
    behind_stop,
    linked,
    turn_at,
)

_ROMAN = re.compile(r"[ivx]{1,6}\Z")
_CYRILLIC = str.maketrans("хі", "xi")
"""Roman figures typed with Cyrillic letters (`ХХ век`)."""


def year_at(w: Words, i: int, comma: bool = False) -> tuple[int, int] | None:
    """A year after a month or another date: `2023`, `2023.`, `2023. godine`, `2023 r.`, `, 2023`, `двадцать пятого года`."""
    if comma and w.norm(i) == ",":
        i += 1
    lead = w.calendar.at("year_lead", w.tokens, i)
    if lead:
        i = lead.last
    year = w.number(i)
    if year is None or year not in YEARS:
        return _year_in_words(w, i)
    return year, year_end(w, i + 1)


def _year_in_words(w: Words, i: int) -> tuple[int, int] | None:
    """`двадцать пятого года` after a month: the last part is an ordinal, and the word for year follows."""
    if not w.tokens[i : i + 1] or w.tokens[i].text[0].isdigit():
        return None
    whole = w.numerals.read(w.tokens, i)
    before = int(whole.value) if whole and whole.value and whole.value in YEARS else 0
    at = whole.last if whole and before else i
    at += bool(before and w.norm(at) in w.numerals.links)  # `хиляда деветстотин седемдесет и осма година`
    place = w.ordinals.read(w.tokens, at) if at < len(w.tokens) and before % 10 == 0 else None
    number = int(place.value) if place and place.value else 0
    if place is None or not 0 < number < (10 if before % 100 else 100):
        return (before, year_end(w, at)) if before else None  # `dva tisoč petindvajset`
    if before:  # `dvije tisuće dvadeset pete`
        return before + number, year_end(w, place.last)
    behind = w.calendar.at("year_words", w.tokens, place.last)
    return ((1900 if number > 50 else 2000) + number, behind.last) if behind else None


def year_end(w: Words, i: int) -> int:
    """Behind the full stop, the suffix and the word for year that may follow the digits."""
    if w.norm(i) in HYPHENS and w.glued(i) and w.glued(i + 1) and w.calendar.has("year_suffixes", w.norm(i + 1)):
        i += 2
    behind = behind_stop(w, i)
    match = w.calendar.at("year_words", w.tokens, behind) or w.calendar.at("year_words", w.tokens, i)
    if match:
        return match.last
    # `2019.` ends a sentence as often as it is an ordinal: the stop belongs to it only where the sentence goes on.
    goes_on = behind > i and behind < len(w.tokens) and behind not in w.starts
    return behind if goes_on and w.calendar.flags.get("ordinal_stop") else i


def read_year(w: Words, i: int) -> Piece | None:
    """A bare year. Numbers like years are years only beside a word for year, after a preposition, in brackets, or beside another year."""
    lead = w.calendar.at("year_lead", w.tokens, i)
    start = lead.last if lead else i
    year = w.number(start)
    if year is None and start < len(w.tokens) and not w.tokens[start].text[0].isdigit():
        return _spelled_year(w, i, start, told=lead is not None)
    if year is None or year not in YEARS or len(w.tokens[start].text) != 4:
        return None
    last = year_end(w, start + 1)
    if last < len(w.tokens) and w.glued(last) and w.norm(last) in ("-", "/", ":") and w.number(last + 1) not in YEARS:
        return None
    suffixed = w.norm(start + 1) in HYPHENS and last >= start + 3
    if not lead and w.calendar.at("name_before", w.tokens, i - 1):
        return None  # `flight 2018`
    named = (
        lead
        or suffixed
        or w.calendar.at("year_words", w.tokens, behind_stop(w, start + 1))
        or w.calendar.at("year_words", w.tokens, start + 1)
    )
    if not named and not _stands_as_year(w, start, last) and not _of_two(w, start, last):
        return None
    if lead and w.calendar.has("plurals", w.norm(start - 1)) and _lists(w, last):
        i = start
    return Piece(i, last, When(year=year))


def _spelled_year(w: Words, i: int, start: int, *, told: bool) -> Piece | None:
    """`roku dwa tysiące piętnastego`, `w dwa tysiące dwudziestym roku`: the word for year stands before or behind."""
    whole = w.numerals.read(w.tokens, start)
    if whole is None or whole.digits or whole.value is None or whole.value not in YEARS:
        return None
    place = w.ordinals.read(w.tokens, whole.last) if whole.value % 10 == 0 and whole.last < len(w.tokens) else None
    rest = int(place.value) if place and place.value and place.value < (10 if whole.value % 100 else 100) else 0
    last = place.last if place and rest else whole.last
    behind = w.calendar.at("year_words", w.tokens, last)
    if behind is None and not (told and last > start + 1):
        return None
    return Piece(i, behind.last if behind else last, When(year=int(whole.value) + rest))


def _lists(w: Words, i: int) -> bool:
    """Whether a further year of a list stands at token `i`: `, 2020 i 2021`; each is a year by itself."""
    return (w.norm(i) == "," or w.calendar.has("and", w.norm(i))) and w.number(i + 1) in YEARS


def _of_two(w: Words, i: int, last: int) -> bool:
    """The first of two years with one word for year (`2016 до 2019 року`), or the second (`letech 2014 až 2020`)."""
    if w.norm(last) in HYPHENS or w.calendar.has("range_to", w.norm(last)):
        later = w.number(last + 1)
        if later in range((w.number(i) or 0) + 1, 2100) and len(w.tokens[last + 1].text) == 4:
            end = w.calendar.at("year_words", w.tokens, behind_stop(w, last + 2))
            return end is not None or w.calendar.has("range_from", w.norm(i - 1))
    at = i
    while True:  # `w latach 2019, 2020 i 2021`
        link = at - 1
        if not (w.norm(link) in (*HYPHENS, ",") or any(w.calendar.has(t, w.norm(link)) for t in ("range_to", "and"))):
            return False
        before = link - 1 - (w.norm(link - 1) == ".")
        earlier = w.number(before)
        if earlier not in YEARS or (w.number(at) or 0) <= (earlier or 0):
            return False
        if any(w.calendar.ends(table, w.tokens, before) for table in ("year_lead", "range_from")):
            return True
        at = before


def _stands_as_year(w: Words, i: int, last: int) -> bool:
    before, after = w.norm(i - 1), w.norm(last)
    behind = w.norm(i - 2) == "." or w.calendar.has(
        "year_words", w.norm(i - 2)
    )  # the first year; in `2023 ljudi i 1999` none
    if w.calendar.has("and", before) and w.number(i - 2 - behind) in YEARS:
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
        decade = int(word[0])
        return _in_century(w, Piece(i, last, When(decade=190 + decade if decade > 2 else 192 if decade else 200)))
    text = w.text(start)
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
    elif w.norm(start + 1) != "." or not (lead or _in_plural(w, last) or _second_decade(w, i)):
        return None
    elif not lead and (tail := w.calendar.at("units", w.tokens, last)) and tail.value == "Y":
        last = tail.last
    decade = int(text) // 10
    if len(text) == 4:
        return Piece(i, last, When(decade=decade))
    return _in_century(w, Piece(i, last, When(decade=190 + decade if decade > 2 else 200 + decade)))


def _in_plural(w: Words, i: int) -> bool:
    """`v 90. letech`: the plural of year behind an ordinal."""
    unit = w.calendar.at("units", w.tokens, i)
    return unit is not None and unit.value == "Y" and w.calendar.has("plurals", w.norm(i))


def _second_decade(w: Words, i: int) -> bool:
    """`w latach 80. i 90.`: the lead of the first decade serves the second one too."""
    before = w.number(i - 3) if w.calendar.has("and", w.norm(i - 1)) and w.norm(i - 2) == "." else None
    return before is not None and before % 10 == 0 and w.calendar.ends("decade_lead", w.tokens, i - 3)


def _in_century(w: Words, piece: Piece) -> Piece:
    """`devedesetih godina prošlog stoljeća`, `30-х годов XIX века`: the century that the decade is of."""
    at = linked(w, piece.last)
    if piece.when is None or piece.when.decade is None or at >= len(w.tokens):
        return piece
    told = read_relative(w, at) or read_century(w, at)
    if told is None or told.when is None:
        return piece
    if told.when.century is not None:
        return replace(piece, last=told.last, when=When(decade=told.when.century * 10 + piece.when.decade % 10))
    if told.when.unit != "CE":
        return piece
    return replace(piece, last=told.last, when=When(decade=(20 + told.when.steps) * 10 + piece.when.decade % 10))


def read_century(w: Words, i: int) -> Piece | None:
    """20. stoljeća, XXI wieku, dziewiętnastego wieku."""
    number = w.number(i)
    last = behind_stop(w, i + 1)
    if number is None and (place := w.ordinals.read(w.tokens, i)) and place.value:
        number, last = int(place.value), place.last
    if number is None and is_roman(w.norm(i)) and w.tokens[i].text.isupper():
        number = from_roman(w.norm(i))
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
    return bool(_ROMAN.match(norm.translate(_CYRILLIC)))


def from_roman(text: str) -> int:
    """The value of a small Roman number."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text.translate(_CYRILLIC)]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


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
            if unit.value == "WE" and turn[0] > 0 and w.calendar.at("coming", w.tokens, i):
                return Piece(i, unit.last, When(unit="WE", turn=1))  # `najbliższy weekend` is the one of this week
            return Piece(i, unit.last, When(origin="published", unit=unit.value, steps=turn[0]))
        return None
    unit = w.calendar.at("units", w.tokens, i)
    if unit and w.calendar.flags.get("adjective_behind") and unit.value in ("W", "M", "Y") and w.at("units", i):
        turn = turn_at(w, unit.last)
        if turn and turn[0] != 0 and not w.calendar.at("units", w.tokens, turn[1]):
            return Piece(i, turn[1], When(origin="published", unit=unit.value, steps=turn[0]))
    return None
