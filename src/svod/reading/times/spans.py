"""Lengths of time and repetitions: `dva dana`, `šestodnevni`, `svake godine`; and `prije dva dana`, which is a date again.

Each rule takes the token where the piece would begin and returns the piece, or None (see `times/dates.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from svod.languages.calendar import duration
from svod.languages.numerals import Number
from svod.reading.times.clock import strikes
from svod.reading.times.pieces import DAY_ENDINGS, HYPHENS, YEARS, Piece, When, Words, part_of, stripped, turn_at
from svod.records import Span, Token

_LONGEST_PREFIX = 24
"""Letters that a number at the beginning of an adjective has at most (`dwudziestocztero-`)."""


def read_duration(w: Words, i: int) -> Piece | None:
    """dva dana, više od 18 mjeseci, posljednja četiri mjeseca; with a word for ago or in it is a date."""
    if w.calendar.at("in_before", w.tokens, i) or w.calendar.at("ago_before", w.tokens, i):
        return None  # Slovene `čez` is over and in: before a length of time it is in
    turn = turn_at(w, i)
    start = turn[1] if turn else i
    fixed = w.at("fixed", i) or (None if turn and turn[0] == 0 else w.at("fixed", start))
    if fixed is None and w.calendar.has("bare_before", w.norm(i - 1)) and w.calendar.has("plurals", w.norm(i)):
        unit = w.calendar.at("units", w.tokens, i)
        fixed = (duration(None, unit.value), unit.last) if unit else None
    bound = None if fixed or start >= len(w.tokens) else w.numerals.bounds.match_at(w.tokens, start)
    if bound and (length_of := w.at("fixed", bound.last)) and "X" not in length_of[0]:
        fixed = length_of  # `više od mjesec dana`, `skoraj pol ure`
    if fixed:
        if turn and not w.calendar.at("ago_after", w.tokens, fixed[1]):
            return Piece(i, fixed[1], type="DURATION", value=fixed[0], turn=turn[0] or None)
        length = _from_value(fixed[0])
        return _ago(w, i, fixed[1], length[0], length[1], fixed[0])
    number = w.numerals.read(w.tokens, start)
    if number is None:
        if not turn:
            number = _about_one(w, i) or _one(w, i)
        if number is None:
            return None
    last = number.last
    if not turn and (inner := turn_at(w, last)) and inner[0] != 0:
        turn, last = inner, inner[1]
    if w.norm(last) == "-" and number.digits:
        return None
    skip = w.calendar.at("unit_adjectives", w.tokens, last)
    unit = w.calendar.at("units", w.tokens, skip.last if skip else last)
    if unit is None or (unit.value == "H" and w.calendar.at("hour_parts", w.tokens, unit.last)):
        return None  # `около трёх часов ночи` is a time of day
    near = any(w.calendar.has(name, w.norm(n)) for name in ("clock_at", "clock_near") for n in (i - 1, i))
    if unit.value == "H" and near and any(w.calendar.at(t, w.tokens, unit.last) for t in ("parts", "parts_near")):
        return None  # `oko šest sati ujutro`
    if unit.value == "Q" and not turn and w.calendar.at("shares", w.tokens, start):
        return None  # `three quarters of voters`
    if w.calendar.has("uncounted", w.norm(unit.first)):
        return None  # `14 вихідних` are days off, not weekends
    if unit.value == "H" and strikes(w, i, number.value, in_words=not number.digits):
        return None  # `oko 22 sata`
    if number.several and number.low is None:
        count = None
    else:
        count = number.value if number.value is not None else number.low if number.low is not None else number.high
    if count is not None and (count > 9_999 or (unit.value == "Y" and number.digits and count in YEARS)):
        return None
    whole = number.digits and count is not None and count > 1 and count == int(count)
    if whole and w.calendar.has("ordinal_units", w.norm(unit.first)):
        return None  # `w 50 roku naszej ery`: the noun in the singular makes the number an ordinal
    last, value = unit.last, duration(count, unit.value)
    half = w.numerals.halves.match_at(w.tokens, last) if last < len(w.tokens) else None
    if half and count is not None:
        count, last = count + float(half.value), half.last
        value = duration(count, unit.value)
    second = _second(w, last, unit.value) if count is not None else None
    if second:
        value, last = value + second[0].removeprefix("PT" if unit.value in ("H", "MIN") else "P"), second[1]
        below, months = _from_value(second[0]), 12 if unit.value == "Y" else 1
        if below[1] == "M" and below[0] is not None and count is not None and not turn:  # `рік і три місяці тому`
            return None if _is_age(w, i, last) else _ago(w, i, last, count * months + below[0], "M", value)
    if _is_age(w, i, last):
        return None
    if turn:
        return Piece(i, last, type="DURATION", value=value, turn=turn[0] or None)
    return _ago(w, i, last, count, unit.value, value)


def _about_one(w: Words, i: int) -> Number | None:
    """`oko godine`, `od około roku`: an approximation stands for one; not in `około godziny 22`, `oko godine 1100`."""
    bound = w.numerals.bounds.match_at(w.tokens, i)
    unit = w.calendar.at("units", w.tokens, bound.last) if bound else None
    if bound and unit and w.calendar.has("one_of", w.norm(unit.first)) and not w.norm(unit.last)[:1].isdigit():
        return Number(i, bound.last, 1.0)
    return None


def _one(w: Words, i: int) -> Number | None:
    """`rok temu`, `через год`, `před týdnem`, `в течение недели`: the unit alone is one, with a word for ago, in or during."""
    unit = w.calendar.at("units", w.tokens, i)
    if unit is None or not w.calendar.has("one_of", w.norm(i)) or w.at("units", i) is None:
        return None
    before = any(w.calendar.ends(table, w.tokens, i) for table in ("ago_before", "in_before", "during"))
    behind = any(w.calendar.at(table, w.tokens, unit.last) for table in ("ago_after", "later_after"))
    more = w.calendar.has("and", w.norm(unit.last)) and _second(w, unit.last, unit.value) is not None
    return Number(i, i, 1.0) if before or behind or more else None


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
    between = w.norm(i - 1) in HYPHENS or w.calendar.has("range_to", w.norm(i - 1))
    if between and w.number(i - 2) is not None:  # `ve věku 18 - 55 let`, `u dobi od 18 do 55 godina`
        i -= 2
    return w.calendar.ends("age_before", w.tokens, i) or w.calendar.at("age_after", w.tokens, last) is not None


def _ago(w: Words, i: int, last: int, count: float | None, unit: str, value: str) -> Piece:
    """`prije dva dana` and `dwa dni temu` are dates; `dva sata prije sastanka` is a time told by another event."""
    since = w.calendar.at("counted_back_after", w.tokens, last)  # `от две години насам`
    if since or w.calendar.ends(
        "counted_back", w.tokens, i
    ):  # `prvi put u četiri godine`, Czech `poprvé za čtyři roky`
        return Piece(i, last, type="DURATION", value=value, turn=-1)
    after = w.calendar.at("ago_after", w.tokens, last)
    later = w.calendar.at("later_after", w.tokens, last)
    if after or w.calendar.ends("ago_before", w.tokens, i):
        return _moved(i, after.last if after else last, count, unit, -1)
    if later:
        steps = None if count is None else int(count)
        when = When(origin="named", unit=unit, steps=steps or 0)
        if unit in ("H", "MIN") and steps is not None:
            steps = steps if later.value == "1" else -steps
            return Piece(i, later.last, replace(when, unit="T" + unit, steps=steps), type="TIME")
        if steps is None or unit == "S":
            return Piece(i, later.last, type="TIME" if unit in ("H", "MIN") else "DATE", note="told by another event")
        return Piece(i, later.last, replace(when, steps=steps if later.value == "1" else -steps))
    link = w.calendar.at("event_links", w.tokens, last)
    if link and _is_event(w, link.last):
        if unit in ("H", "MIN") and count is None:
            when = When(origin="named", unit="D", part="X")
            note = "told by another event, taken to be of the day named before"
            return Piece(i, link.last, when, type="TIME", note=note)
        if count is not None:
            return Piece(i, last, type="DURATION", value=value, note="before or after another event")
        return Piece(i, link.last, note="told by another event")
    if w.calendar.ends("in_before", w.tokens, i):
        if count is None or unit in ("H", "MIN", "S"):
            return Piece(i, last, type="DURATION", value=value)
        moved = _moved(i, last, count, unit, 1)
        return replace(moved, value=value)
    return Piece(i, last, type="DURATION", value=value)


def _is_event(w: Words, i: int) -> bool:
    """Whether a word that is no time stands at token `i`: `dva sata prije sastanka`."""
    if i >= len(w.tokens) or not w.tokens[i].is_word:
        return False
    return w.calendar.at("refs", w.tokens, i) is None and w.at("weekdays", i) is None and w.at("deictic", i) is None


def _moved(i: int, last: int, count: float | None, unit: str, direction: int) -> Piece:
    """A date or time so many units before (-1) or after (1) publication; a bare reference where the words give no whole number."""
    vague = {-1: "PAST_REF", 1: "FUTURE_REF"}[direction]
    if count is None or unit in ("H", "MIN", "S"):
        if count is None:
            return Piece(i, last, value=vague, note="no number in the words")
        return Piece(i, last, When(origin="published", unit="T" + unit, steps=direction * int(count)), type="TIME")
    if count != int(count):
        months = {"Y": 12, "DE": 120}.get(unit)
        days = {"W": 7, "M": 30.5}.get(unit)
        if days is not None:
            return Piece(i, last, When(origin="published", unit=unit + "D", steps=direction * int(count * days)))
        if months is None:
            return Piece(i, last, value=vague, note="part of a unit")
        return Piece(i, last, When(origin="published", unit="M", steps=direction * int(count * months)))
    return Piece(i, last, When(origin="published", unit=unit, steps=direction * int(count)))


def read_compound(w: Words, i: int) -> Piece | None:
    """šestdnevni, sześciodniowy, 24-годинний, 24urna. Ages (`35-летний водитель`) are no times."""
    number: float | None = None
    digits = w.number(i)
    last = i + 1
    stem = w.norm(i)
    if digits is not None:
        if w.norm(last) in HYPHENS and (w.glued(last) or w.glued(last + 1)):
            last += 1
        elif not w.glued(last):
            return None
        if w.norm(last) in DAY_ENDINGS | {"ти", "х"} and w.norm(last + 1) in HYPHENS:
            last += 2
        number, stem, last = float(digits), w.norm(last), last + 1
    elif w.norm(last) in HYPHENS and w.glued(last) and (word := w.numerals.values.match_at(w.tokens, i)):  # six-day
        number, stem, last = float(word.value), w.norm(last + 1), last + 2
    else:
        parts = _compound_parts(w, w.tokens[i])
        if parts is None:
            return None
        number, stem = parts
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


def is_compound(w: Words, token: Token) -> bool:
    """Whether `read_compound` can find a number and a unit in one word."""
    return _compound_parts(w, token) is not None


def _compound_parts(w: Words, token: Token) -> tuple[float, str] | None:
    """The number at the beginning of an adjective and the rest of it: `šest`, `dnevni`."""
    stem, found = token.norm, None
    for size in range(2, min(len(stem) - 2, _LONGEST_PREFIX)):
        key = w.numerals.prefixes.match_at((replace(token, norm=stem[:size]),), 0)
        if key and _adjective_unit(w, stem[size:]):
            found = float(key.value), stem[size:]
    return found


def _adjective_unit(w: Words, stem: str) -> str | None:
    match = w.calendar.at("adjectives", (Token(Span(0, 1), stem or " ", stem),), 0) if stem else None
    return match.value if match else None


def _names_a_day(w: Words, i: int, last: int) -> bool:
    """Whether a phrase for so often is the beginning of a day's name (`в день Победы`, `на день выборов`)."""
    for k in range(i + 1, last):
        if w.tokens[k].text[0].isupper() or w.calendar.at("fixed_days", w.tokens, k):
            return True
        if w.calendar.at("clock_ordinals", w.tokens, k):  # `в час ночи`
            return True
        day = w.calendar.at("day_of", w.tokens, k)
        if day and day.last == last and w.calendar.at("day_events", w.tokens, last):
            return True
    return False


def _is_numbered(w: Words, i: int) -> bool:
    """`na dan 26.7.`: a number behind tells which day or year it is; behind other words (`на добу 25 липня`) it begins a date."""
    if i >= len(w.tokens) or not w.tokens[i].text[0].isdigit():
        return False
    return not w.calendar.has("not_numbered", w.norm(i - 1))


def read_every(w: Words, i: int) -> Piece | None:
    """svake godine, co dwa dni, every Monday."""
    found = w.at("sets", i)
    if found and found[0].startswith("PT") and w.calendar.has("measures", w.norm(i - 1)):
        return None  # `90 kilometara na sat`
    hyphened = w.norm(i - 1) in HYPHENS and w.glued(i)  # Slovene `47-letno`
    longer = read_duration(w, found[1] - 1) if found else None  # `на година и половина`, `a day and a half`
    goes_on = longer is not None and found is not None and longer.last > found[1]
    numbered = found is not None and _is_numbered(w, found[1])
    if found and not numbered and not (hyphened or goes_on or _names_a_day(w, i, found[1])):
        return Piece(stripped(w, i, found[1]), found[1], type="SET", value=found[0])
    weekday = w.at("weekday_sets", i)
    if weekday:
        return Piece(stripped(w, i, weekday[1]), weekday[1], type="SET", value=f"XXXX-WXX-{weekday[0]}")
    every = w.at("every", i)
    if every is None:
        return None
    fixed = w.calendar.at("fixed", w.tokens, every[1])
    if fixed:
        return Piece(i, fixed.last, type="SET", value=fixed.value)
    season = w.calendar.at("season_nouns", w.tokens, every[1])
    if season:
        return Piece(i, season.last, type="SET", value=f"XXXX-{season.value}")
    number = w.numerals.read(w.tokens, every[1]) if every[1] < len(w.tokens) else None
    if number is None and every[1] < len(w.tokens):
        number = w.ordinals.read(w.tokens, every[1])  # `svake druge godine`, `jeden zweiten Sonntag`
    at = number.last if number and number.value else every[1]
    unit = w.calendar.at("units", w.tokens, at)
    if unit:
        return Piece(i, unit.last, type="SET", value=duration(number.value if number else 1, unit.value))
    day = w.calendar.at("weekdays", w.tokens, at)
    if day:
        return Piece(i, day.last, type="SET", value=f"XXXX-WXX-{day.value}")
    part = w.calendar.at("parts", w.tokens, every[1]) or w.calendar.at("parts_near", w.tokens, every[1])
    return Piece(i, part.last, type="SET", value=f"XXXX-XX-XXT{part_of(part.value)[0]}") if part else None
