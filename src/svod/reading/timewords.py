"""The pieces that time expressions are made of, as they stand in the text: a date, a weekday, a clock time, `prošle godine`, `dva dana`.

A piece says what the words say and no more; `reading/times.py` joins neighbouring pieces and works out which day is meant. The rules are
the same for every language; the words come from its `[times]` data. Each rule takes the token where the piece would begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from svod.languages.calendar import Calendar, duration, valid
from svod.languages.numerals import Number, Numerals
from svod.records import Span, TimeType, Token

YEARS = range(1500, 2100)
_HYPHENS = ("-", "–", "‑", "—")
_ROMAN = re.compile(r"[ivx]{1,6}\Z")
_CLOCK = re.compile(r"([01]?\d|2[0-4])([:.])([0-5]\d)\Z")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\Z")
_DAY_ENDINGS = frozenset({"го", "е", "ого", "th", "st", "nd", "rd", "og", "oga", "ega", "го́"})


@dataclass(frozen=True, slots=True)
class When:
    """A point or stretch on the calendar, as far as the words give it.

    `unit` and `steps` count from `origin`: the day of publication ("published"), or the date that was named before ("named").
    `turn` is -1, 0 or 1 for last, this and next before a weekday, month or season; `weekend` stands for the unit of that name.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    season: str | None = None
    section: str | None = None
    decade: int | None = None
    century: int | None = None
    origin: str | None = None
    unit: str | None = None
    steps: int = 0
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` to `last` (exclusive): a place on the calendar (`when`), or a value that needs no calendar (`value`)."""

    first: int
    last: int
    when: When | None = None
    type: TimeType = "DATE"
    value: str | None = None
    note: str | None = None
    until: When | None = None
    loose: bool = False
    """Means a time only beside another piece (`rano`, a bare clock time)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules look at: the tokens of a report, which of them begin a sentence, and the language's words."""

    tokens: Sequence[Token]
    starts: frozenset[int]
    calendar: Calendar
    numerals: Numerals

    def norm(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> int | None:
        """A plain whole number in digits."""
        text = self.tokens[i].text if 0 <= i < len(self.tokens) else ""
        return int(text) if text.isdecimal() and len(text) <= 4 else None

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i].span.start == self.tokens[i - 1].span.end

    def at(self, table: str, i: int) -> tuple[str, int] | None:
        """Key and end of the phrase of `table` at token `i`; a capital inside a sentence makes a word a name, not a time."""
        match = self.calendar.at(table, self.tokens, i)
        if match is None:
            return None
        text = self.tokens[i].text
        capitals = self.calendar.flags.get("capitals", False) and table != "deictic"
        if text[0].isupper() and i not in self.starts and not text.isupper() and not capitals:
            return None
        if capitals and table in ("months", "weekdays") and text[0].islower():
            return None  # English `may`, `march`
        return match.value, match.last

    def span(self, piece: Piece) -> Span:
        return Span(self.tokens[piece.first].span.start, self.tokens[piece.last - 1].span.end)


def find_pieces(words: Words) -> list[Piece]:
    """All pieces from left to right, the longest at each place, without overlaps."""
    found: list[Piece] = []
    i = 0
    while i < len(words.tokens):
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


# --- dates -----------------------------------------------------------------------------------------------------------


def _dot(w: Words, i: int) -> int:
    """Behind the full stop of an ordinal (`13.`), where there is one."""
    return i + 1 if w.norm(i) == "." and w.glued(i) else i


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
    behind = _dot(w, i)
    match = w.calendar.at("year_words", w.tokens, behind) or w.calendar.at("year_words", w.tokens, i)
    if match:
        return match.last
    # `2019.` ends a sentence as often as it is an ordinal: the stop belongs to it only where the sentence goes on.
    return behind if w.calendar.flags.get("ordinal_stop") and behind > i and behind not in w.starts else i


def _numeric(w: Words, i: int) -> Piece | None:
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
            if year is None and not (w.calendar.has("date_lead", w.norm(i - 1)) or w.calendar.ends("weekdays", w.tokens, i)):
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
    return int(match.value), match.last if long else _dot(w, match.last)


def _day_month(w: Words, i: int) -> Piece | None:
    """13. rujna 2023., 13 września 2023 r., 5-го мая; also the first of two days (`13. i 14. rujna`, `13–15 мая`)."""
    day = w.number(i)
    if day is None or not 1 <= day <= 31:
        return None
    behind = _dot(w, i + 1)
    if w.norm(behind) in _HYPHENS and w.norm(behind + 1) in _DAY_ENDINGS:
        behind += 2
    elif w.norm(behind) in _DAY_ENDINGS and w.glued(behind):
        behind += 1
    of = w.calendar.at("day_links", w.tokens, behind)
    month = _month_at(w, of.last if of else behind, short=True)
    if month and valid(None, month[0], day):
        year = _year_at(w, month[1], comma=True)
        return Piece(i, year[1] if year else month[1], When(year[0] if year else None, month[0], day))
    if w.norm(behind) in (*_HYPHENS, ",") or w.calendar.has("range_to", w.norm(behind)):
        other = _day_month(w, behind + 1) if w.number(behind + 1) else None
        if other and other.when and other.when.day and valid(None, other.when.month or 0, day) and other.when.day > day:
            return Piece(i, behind, replace(other.when, day=day))
    return None


def _month(w: Words, i: int) -> Piece | None:
    """aprila 2019, prošlog rujna, у мају; in English also `September 13, 2023`."""
    turn = _turn(w, i)
    start = turn[1] if turn else i
    if w.at("months", start) is None and not (w.tokens[i].text[0].isupper() and w.at("months_short", start)):
        return None
    month = _month_at(w, start, short=True)
    if month is None:
        return None
    if w.calendar.flags.get("month_first") and (day := w.number(month[1])) and valid(None, month[0], day):
        last = month[1] + 1
        last += w.norm(last) in _DAY_ENDINGS and w.glued(last)
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
        if capital or not before or w.norm(start + 1) in _HYPHENS:
            return None
    return Piece(i, month[1], When(month=month[0], turn=turn[0] if turn else None))


def _weekday(w: Words, i: int) -> Piece | None:
    turn = _turn(w, i)
    found = w.at("weekdays", turn[1] if turn else i)
    if found is None:
        return None
    if not turn and w.calendar.has("ambiguous", w.norm(i)) and not w.calendar.has("weekday_before", w.norm(i - 1)):
        comma = w.norm(i + 1) == ","
        if not w.norm(i + 1 + comma)[:1].isdigit():
            return None
    return Piece(i, found[1], When(weekday=int(found[0]), turn=turn[0] if turn else None))


def _weekday_part(w: Words, i: int) -> Piece | None:
    """German writes weekday and part of the day as one word: Dienstagabend."""
    if not w.calendar.flags.get("compounds"):
        return None
    stem = w.norm(i)
    for size in range(6, len(stem) - 3):
        day = w.calendar.at("weekdays", (replace(w.tokens[i], norm=stem[:size]),), 0)
        part = w.calendar.at("parts_near", (replace(w.tokens[i], norm=stem[size:]),), 0)
        if day and part:
            return Piece(i, i + 1, When(weekday=int(day.value), part=part.value))
    return None


def _turn(w: Words, i: int) -> tuple[int, int] | None:
    """Last, this or next (-1, 0, 1) at token `i`, and the token behind it."""
    for turn, table in ((-1, "last"), (0, "this"), (1, "next")):
        found = w.at(table, i)
        if found and found[1] < len(w.tokens):
            return turn, found[1]
    return None


def _year(w: Words, i: int) -> Piece | None:
    """A bare year. Numbers like years are years only beside a word for year, after a preposition, in brackets, or after another year."""
    lead = w.calendar.at("year_lead", w.tokens, i)
    start = lead.last if lead else i
    year = w.number(start)
    if year is None or year not in YEARS or len(w.tokens[start].text) != 4:
        return None
    last = _year_end(w, start + 1)
    if last < len(w.tokens) and w.glued(last) and w.norm(last) in ("-", "/", ":") and not (w.number(last + 1) in YEARS):
        return None
    named = lead or w.calendar.at("year_words", w.tokens, _dot(w, start + 1)) or w.calendar.at("year_words", w.tokens, start + 1)
    if not named and not _stands_as_year(w, start, last):
        return None
    return Piece(i, last, When(year=year))


def _stands_as_year(w: Words, i: int, last: int) -> bool:
    before, after = w.norm(i - 1), w.norm(last)
    if after in ("%", "€", "$", "£") or (w.glued(i) and before not in ("(", "/", *_HYPHENS, "„", '"')):
        return False
    if before == "(" and (after in (")", ",", *_HYPHENS)):
        return True
    if before in _HYPHENS and w.number(i - 2) in YEARS and w.number(i) in range(w.number(i - 2) or 0, 2100):
        return True
    if w.calendar.flags.get("bare_years") and 1900 <= (w.number(i) or 0) < 2050 and before != "$":
        # German counts capitalised nouns, English ones in the plural; anything else behind a year leaves it a year.
        noun = w.tokens[last].text if last < len(w.tokens) and last not in w.starts else ""
        many = noun[:1].isupper() if w.calendar.flags.get("compounds") else noun.endswith("s") or noun in ("people", "men", "women")
        return not many or after in ("is", "was", "has", "as")
    counted = after[:1].isalpha() and not w.calendar.has("year_after", after) and not w.tokens[last].text[0].isupper()
    if last > i + 1 and not counted:
        return True
    if not w.calendar.has("year_before", before) and not w.calendar.ends("fuzzy", w.tokens, i):
        return last > i + 1 and range(1900, 2050).count(w.number(i) or 0) > 0 and not w.tokens[i - 1].text[0].isupper()
    return not counted or (last > i + 1) or (1900 < (w.number(i) or 0) < 2050 and (w.number(i) or 0) % 100 != 0)


def _decade(w: Words, i: int) -> Piece | None:
    """1990-ih, 90-х годов, lat 90., devedesetih, the 1990s. Without a century, the one in which it is over at least in part."""
    lead = w.calendar.at("decade_lead", w.tokens, i)
    start = lead.last if lead else i
    word = w.at("decades", start)
    if word and (lead or not w.calendar.tables.get("decade_lead")):
        tail = w.calendar.at("units", w.tokens, word[1])
        last = tail.last if tail and tail.value == "Y" else word[1]
        if not lead and not tail and not w.calendar.has("decade_before", w.norm(i - 1)):
            return None
        return Piece(i, last, When(decade=190 + int(word[0]) if int(word[0]) > 2 else 192))
    text = w.tokens[start].text
    if not text.isdecimal() or len(text) not in (2, 4) or not text.endswith("0"):
        return None
    last = start + 1
    if w.norm(last) in (".", *_HYPHENS):
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


def _century(w: Words, i: int) -> Piece | None:
    """20. stoljeća, XXI wieku, двадцать первого века is left out: only digits and Roman numerals."""
    number = w.number(i)
    last = _dot(w, i + 1)
    if number is None and _ROMAN.match(w.norm(i)) and w.tokens[i].text.isupper():
        number = _from_roman(w.norm(i))
    if number is None or not 1 < number < 22:
        return None
    if w.norm(last) in _HYPHENS and w.calendar.has("century_suffixes", w.norm(last + 1)):
        last += 2
    elif w.norm(last) in _DAY_ENDINGS and w.glued(last):
        last += 1
    unit = w.calendar.at("units", w.tokens, last)
    return Piece(i, unit.last, When(century=number - 1)) if unit and unit.value == "CE" else None


def _from_roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _section(w: Words, i: int) -> Piece | None:
    """A quarter or half of a year: u drugom tromjesečju 2019., 1. polugodište."""
    ordinal = w.calendar.at("ordinals", w.tokens, i)
    digit = w.number(i)
    if ordinal:
        number, last = int(ordinal.value), ordinal.last
    elif digit and 1 <= digit <= 4:
        number, last = digit, _dot(w, i + 1)
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
    year = _year_at(w, last)
    if year:
        return Piece(i, year[1], When(year[0], section=section))
    relative = _relative(w, last)
    if relative and relative.when and relative.when.unit == "Y":
        return Piece(i, relative.last, replace(relative.when, section=section))
    whole = w.calendar.at("units", w.tokens, last)
    if half and not (whole and whole.value == "Y") and w.calendar.has("half_needs_year", w.norm(half.first)):
        return None
    return Piece(i, whole.last if whole and whole.value == "Y" else last, When(section=section))


def _season(w: Words, i: int) -> Piece | None:
    """zimi, ljeto 2019., prošle jeseni."""
    turn = _turn(w, i)
    alone = w.at("seasons", i) if not turn else None
    noun = w.at("season_nouns", turn[1] if turn else i)
    found = alone or noun
    if found is None:
        return None
    year = _year_at(w, found[1])
    if year:
        return Piece(i, year[1], When(year[0], season=found[0]))
    relative = _relative(w, found[1])
    if relative and relative.when and relative.when.unit == "Y":
        return Piece(i, relative.last, replace(relative.when, season=found[0]))
    if not turn and not alone:
        return None
    return Piece(i, found[1], When(season=found[0], turn=turn[0] if turn else None))


# --- words that point --------------------------------------------------------------------------------------------------


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
        i = _stripped(w, i, last)
        return Piece(i, last, When(origin=origin, unit=unit, steps=int(steps), part=part or None))
    return None


def _reference(w: Words, i: int) -> Piece | None:
    found = w.at("refs", i)
    if found is None:
        return None
    return Piece(_stripped(w, i, found[1]), found[1], value=found[0], note="no date in the words")


def _stripped(w: Words, i: int, last: int) -> int:
    """Behind the preposition that a phrase begins with."""
    return i + 1 if last > i + 1 and w.calendar.has("stripped", w.norm(i)) else i


def _relative(w: Words, i: int) -> Piece | None:
    """prošle godine, ubiegłego tygodnia, this year; the adjective behind its noun where the language does so."""
    turn = _turn(w, i)
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
        turn = _turn(w, unit.last)
        if turn and turn[0] != 0 and not w.calendar.at("units", w.tokens, turn[1]):
            return Piece(i, turn[1], When(origin="published", unit=unit.value, steps=turn[0]))
    return None


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
    link = w.calendar.at("fuzzy_links", w.tokens, found[1])
    start = link.last if link else found[1]
    if start >= len(w.tokens):
        return None
    note = {"START": "the beginning of it", "MID": "the middle of it", "END": "the end of it"}[found[0]]
    for rule in (_relative, _section, _season, _decade, _century, _month, _year, _deictic):
        piece = rule(w, start)
        if piece and piece.when and piece.when.day is None:
            return replace(piece, first=i, note=note)
    unit = w.calendar.at("units", w.tokens, start)
    if unit and unit.value in ("W", "M", "Y", "DE", "CE") and not w.calendar.has("not_fuzzy", w.norm(start)):
        return Piece(i, unit.last, When(origin="published", unit=unit.value), note=note)
    month = w.calendar.at("months", w.tokens, start)
    if month:
        return Piece(i, month.last, When(month=int(month.value)), note=note)
    return None


# --- durations and sets -----------------------------------------------------------------------------------------------


def _duration(w: Words, i: int) -> Piece | None:
    """dva dana, više od 18 mjeseci, posljednja četiri mjeseca; with a word for ago or in it is a date."""
    turn = _turn(w, i)
    start = turn[1] if turn else i
    fixed = w.at("fixed", i) or (None if turn and turn[0] == 0 else w.at("fixed", start))
    if fixed is None and w.calendar.has("bare_before", w.norm(i - 1)) and w.calendar.has("plurals", w.norm(i)):
        unit = w.calendar.at("units", w.tokens, i)
        fixed = (duration(None, unit.value), unit.last) if unit else None
    if fixed:
        length = _from_value(fixed[0])
        return _ago(w, i, fixed[1], length[0], length[1], fixed[0])
    number = w.numerals.read(w.tokens, start)
    if number is None:
        if not turn:
            number = _about_one(w, i) or _one(w, i)
        if number is None:
            return None
    last = number.last
    if not turn and (inner := _turn(w, last)) and inner[0] != 0:
        turn, last = inner, inner[1]
    if w.norm(last) == "-" and number.digits:
        return None
    skip = w.calendar.at("unit_adjectives", w.tokens, last)
    unit = w.calendar.at("units", w.tokens, skip.last if skip else last)
    if unit is None:
        return None
    if number.several and number.low is None:
        count = None
    else:
        count = number.value if number.value is not None else number.low if number.low is not None else number.high
    if count is not None and (count > 9_999 or (unit.value == "Y" and number.digits and count in YEARS)):
        return None
    last, value = unit.last, duration(count, unit.value)
    half = w.numerals.halves.match_at(w.tokens, last) if last < len(w.tokens) else None
    if half and count is not None:
        count, last = count + float(half.value), half.last
        value = duration(count, unit.value)
    second = _second(w, last, unit.value) if count is not None else None
    if second:
        value, last = value + second[0].removeprefix("PT" if unit.value in ("H", "MIN") else "P"), second[1]
    if _is_age(w, i, last):
        return None
    if turn:
        return Piece(i, last, type="DURATION", value=value, note="counted back" if turn[0] < 0 else "counted on")
    return _ago(w, i, last, count, unit.value, value)


def _about_one(w: Words, i: int) -> Number | None:
    """`oko godine`, `od około roku`: an approximation stands for one."""
    bound = w.numerals.bounds.match_at(w.tokens, i)
    unit = w.calendar.at("units", w.tokens, bound.last) if bound else None
    if bound and unit and w.calendar.has("one_of", w.norm(unit.first)):
        return Number(i, bound.last, 1.0)
    return None


def _one(w: Words, i: int) -> Number | None:
    """`rok temu`, `через год`, `před týdnem`: the unit alone stands for one, with a word for ago or in."""
    unit = w.calendar.at("units", w.tokens, i)
    if unit is None or not w.calendar.has("one_of", w.norm(i)) or w.at("units", i) is None:
        return None
    before = any(w.calendar.ends(table, w.tokens, i) for table in ("ago_before", "in_before"))
    behind = any(w.calendar.at(table, w.tokens, unit.last) for table in ("ago_after", "later_after"))
    return Number(i, i, 1.0) if before or behind else None


def _second(w: Words, i: int, above: str) -> tuple[str, int] | None:
    """The second part of `tri godine i četiri mjeseca`."""
    start = i + 1 if w.norm(i) in w.numerals.links or w.calendar.has("and", w.norm(i)) else i
    number = w.numerals.read(w.tokens, start) if start < len(w.tokens) else None
    unit = w.calendar.at("units", w.tokens, number.last) if number and number.value is not None else None
    below = {"Y": ("M", "D"), "M": ("D",), "W": ("D",), "D": ("H",), "H": ("MIN",), "MIN": ("S",)}.get(above, ())
    if not unit or not number or unit.value not in below or (above == "D"):
        return None
    return duration(number.value, unit.value), unit.last


def _from_value(value: str) -> tuple[float | None, str]:
    m = re.fullmatch(r"P(T?)(X|[\d.]+)([A-Z]+)", value)
    if m is None:
        return None, "D"
    unit = {"M": "MIN"}.get(m[3], m[3]) if m[1] else m[3]
    return (None if m[2] == "X" else float(m[2])), unit


def _is_age(w: Words, i: int, last: int) -> bool:
    if w.norm(i - 1) in _HYPHENS and w.number(i - 2) is not None:  # `ve věku 18 - 55 let`
        i -= 2
    return w.calendar.ends("age_before", w.tokens, i) or w.calendar.at("age_after", w.tokens, last) is not None


def _ago(w: Words, i: int, last: int, count: float | None, unit: str, value: str) -> Piece:
    """`prije dva dana` and `dwa dni temu` are dates; `dva sata prije sastanka` is a time told by another event."""
    after = w.calendar.at("ago_after", w.tokens, last)
    later = w.calendar.at("later_after", w.tokens, last)
    if after or w.calendar.ends("ago_before", w.tokens, i):
        return _moved(w, i, after.last if after else last, count, unit, -1)
    if later:
        steps = None if count is None else int(count)
        when = When(origin="named", unit=unit, steps=steps or 0)
        if steps is None or unit in ("H", "MIN", "S"):
            return Piece(i, later.last, type="TIME" if unit in ("H", "MIN") else "DATE", note="told by another event")
        return Piece(i, later.last, replace(when, steps=steps if later.value == "1" else -steps))
    link = w.calendar.at("event_links", w.tokens, last)
    if link and link.last < len(w.tokens) and w.tokens[link.last].is_word and not w.calendar.at("refs", w.tokens, link.last):
        if w.at("weekdays", link.last) is None and w.at("deictic", link.last) is None:
            if unit in ("H", "MIN"):
                when = When(origin="named", unit="D", part="X")
                return Piece(i, link.last, when, type="TIME", note="told by another event, taken to be of the day named before")
            return Piece(i, link.last, note="told by another event")
    if w.calendar.ends("in_before", w.tokens, i) or w.calendar.at("in_after", w.tokens, last):
        behind = w.calendar.at("in_after", w.tokens, last)
        if count is None or unit in ("H", "MIN", "S"):
            return Piece(i, last, type="DURATION", value=value)
        moved = _moved(w, i, behind.last if behind else last, count, unit, 1)
        return replace(moved, value=value)
    return Piece(i, last, type="DURATION", value=value)


def _moved(w: Words, i: int, last: int, count: float | None, unit: str, direction: int) -> Piece:
    if count is None or unit in ("H", "MIN", "S"):
        vague = {-1: "PAST_REF", 1: "FUTURE_REF"}[direction]
        if count is None:
            return Piece(i, last, value=vague, note="no number in the words")
        return Piece(i, last, When(origin="published", unit="T" + unit, steps=direction * int(count)), type="TIME")
    if count != int(count):
        months = {"Y": 12, "DE": 120}.get(unit)
        if months is None:
            return Piece(i, last, value={-1: "PAST_REF", 1: "FUTURE_REF"}[direction], note="part of a unit")
        return Piece(i, last, When(origin="published", unit="M", steps=direction * int(count * months)))
    return Piece(i, last, When(origin="published", unit=unit, steps=direction * int(count)))


def _compound(w: Words, i: int) -> Piece | None:
    """šestdnevni, sześciodniowy, 24-годинний, 24urna. Ages (`35-летний водитель`) are no times."""
    number: float | None = None
    digits = w.number(i)
    last = i + 1
    stem = w.norm(i)
    if digits is not None:
        if w.norm(last) in _HYPHENS and (w.glued(last) or w.glued(last + 1)):
            last += 1
        elif not w.glued(last):
            return None
        if w.norm(last) in _DAY_ENDINGS | {"ти", "х"} and w.norm(last + 1) in _HYPHENS:
            last += 2
        number, stem, last = float(digits), w.norm(last), last + 1
    else:
        value, head = "", ""
        for size in range(2, len(stem) - 2):
            key = w.numerals.prefixes.match_at((replace(w.tokens[i], norm=stem[:size]),), 0)
            if key and _adjective_unit(w, stem[size:]):
                value, head = key.value, stem[size:]
        if not value:
            return None
        number, stem = float(value), head
    unit = _adjective_unit(w, stem)
    if unit is None or number is None or stem.startswith(tuple(w.calendar.words.get("age_nouns", ()))):
        return None
    following = w.norm(last)
    if unit == "Y" and (number > 12 and digits is not None and not w.calendar.at("periods", w.tokens, last)):
        return None
    if unit == "Y" and (w.calendar.at("persons", w.tokens, last) or not following[:1].isalpha()):
        return None
    if unit == "Y" and w.tokens[last].text[0].isupper() and not w.calendar.flags.get("capitals"):
        return None
    return Piece(i, last, type="DURATION", value=duration(number, unit))


def _adjective_unit(w: Words, stem: str) -> str | None:
    match = w.calendar.at("adjectives", (Token(Span(0, 1), stem or " ", stem),), 0) if stem else None
    return match.value if match else None


def _every(w: Words, i: int) -> Piece | None:
    """svake godine, co dwa dni, every Monday."""
    found = w.at("sets", i)
    if found and w.number(found[1]) is None:
        return Piece(i, found[1], type="SET", value=found[0])
    weekday = w.at("weekday_sets", i)
    if weekday:
        return Piece(i, weekday[1], type="SET", value=f"XXXX-WXX-{weekday[0]}")
    every = w.at("every", i)
    if every is None:
        return None
    number = w.numerals.read(w.tokens, every[1]) if every[1] < len(w.tokens) else None
    at = number.last if number and number.value else every[1]
    unit = w.calendar.at("units", w.tokens, at)
    if unit:
        return Piece(i, unit.last, type="SET", value=duration(number.value if number else 1, unit.value))
    day = w.calendar.at("weekdays", w.tokens, every[1])
    if day:
        return Piece(i, day.last, type="SET", value=f"XXXX-WXX-{day.value}")
    part = w.calendar.at("parts", w.tokens, every[1]) or w.calendar.at("parts_near", w.tokens, every[1])
    return Piece(i, part.last, type="SET", value=f"XXXX-XX-XXT{part.value}") if part else None


# --- times of day -------------------------------------------------------------------------------------------------------


def _clock(w: Words, i: int) -> Piece | None:
    """18.30, 10:00, godz. 15, 14. uri, 5 p.m."""
    lead = w.calendar.at("clock_lead", w.tokens, i)
    start = lead.last if lead else i
    if start >= len(w.tokens):
        return None
    told = lead is not None or w.calendar.has("clock_at", w.norm(i - 1))
    near = told or w.calendar.has("clock_near", w.norm(i - 1))
    m = _CLOCK.match(w.tokens[start].text)
    hour, minute, last = -1, 0, start + 1
    if m:
        hour, minute = int(m[1]), int(m[3])
        last = _dot(w, last) if w.calendar.at("clock_words", w.tokens, _dot(w, last)) else last
    elif (n := w.number(start)) is not None and n <= 24 and not w.tokens[start].text.startswith("00"):
        hour, last = n, _dot(w, last)
    elif lead or told:
        ordinal = w.calendar.at("clock_ordinals", w.tokens, start)
        number = None if ordinal else w.numerals.read(w.tokens, start)
        if ordinal:
            hour, last = int(ordinal.value), ordinal.last
        elif number and number.value and number.value <= 24 and number.value == int(number.value) and not number.digits:
            hour, last = int(number.value), number.last
    if hour < 0:
        return None
    behind = w.calendar.at("clock_words", w.tokens, last)
    half_day = w.calendar.at("clock_halves", w.tokens, behind.last if behind else last)
    if behind:
        last = behind.last
        tail = w.number(last)
        more = w.calendar.at("clock_tail", w.tokens, last + 1) if tail is not None and tail < 60 else None
        if more and tail is not None and minute == 0:
            minute, last = tail, more.last
    if half_day:
        last = half_day.last
        hour = hour % 12 + (12 if half_day.value == "PM" else 0)
    bare_ordinal = w.calendar.at("clock_ordinals", w.tokens, start) is not None and w.calendar.has("clock_at", w.norm(start - 1))
    spoken = w.calendar.at("parts_near", w.tokens, last) or w.calendar.at("parts", w.tokens, last)
    sure = bool(lead or half_day or (behind and near and spoken) or (behind and (told or m or w.calendar.flags.get("hour_word_tells"))) or bare_ordinal)
    if m and not behind and not lead and not half_day:
        if m[2] == "." and _measured(w, last):
            return None
        sure = near and not _measured(w, last)
    if not m and not sure:
        # `von 10 bis 12 Uhr`: the hour word of the second time serves the first one too.
        link = w.norm(last) in _HYPHENS or w.calendar.has("range_to", w.norm(last))
        later = _clock(w, last + 1) if link and (near or w.calendar.has("range_from", w.norm(i - 1))) else None
        if later is None or later.loose or later.when is None or not w.calendar.flags.get("hour_word_tells"):
            return None
        sure = True
    zone = w.calendar.at("zones", w.tokens, last)
    piece = Piece(i, last, When(hour=hour, minute=minute), loose=not sure)
    return replace(piece, last=zone.last, when=When(hour=hour, minute=minute, zone=zone.value)) if zone else piece


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
    _numeric, _day_month, _month, _weekday, _weekday_part, _clock, _deictic, _every, _duration, _relative, _fuzzy, _section, _season, _year, _decade,
    _century, _compound, _reference, _part, _weekend, _day_of,
)  # fmt: skip
