"""Times of day: `18.30`, `godz. 15`, `5 p.m.`, and as they are spoken: `pola osam`, `kwadrans po piątej`, `без пяти шесть`.

Each rule takes the token where the piece would begin and returns the piece, or None (see `times/dates.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from svod.reading.times.pieces import HYPHENS, Piece, When, Words, behind_stop, part_of

_CLOCK = re.compile(r"([01]?\d|2[0-4])([:.,])([0-5]\d)\Z")
_EVENING = 18
_SURELY = 6
"""Of two hours without a day, the first is a time of day from this on (`od 8 do 16 sati`), not a length (`od 2 do 3 sata`)."""


def read_clock(w: Words, i: int) -> Piece | None:
    """18.30, 10:00, godz. 15, 14. uri, 5 p.m., od 8 do 16 sati (the second hour is a piece of its own)."""
    lead = w.calendar.at("clock_lead", w.tokens, i)
    start = lead.last if lead else i
    start += lead is not None and w.calendar.has("range_from", w.norm(start))  # `w godzinach od 8 do 16`
    if start >= len(w.tokens):
        return None
    told = lead is not None or w.calendar.has("clock_at", w.norm(i - 1))
    near = told or w.calendar.has("clock_near", w.norm(i - 1))
    found = _hour_at(w, start, in_words=near)
    if found is None:
        return None
    hour, minute, last = found
    behind = w.calendar.at("clock_words", w.tokens, last)
    half_day = w.calendar.at("clock_halves", w.tokens, behind.last if behind else last)
    if behind:
        last = behind.last
        at = last + 1 if w.calendar.has("and", w.norm(last)) else last
        more = w.number(at)
        if more is not None and more < 60 and not minute and (tail := w.calendar.at("clock_tail", w.tokens, at + 1)):
            minute, last = more, tail.last
    if half_day:
        hour, last = hour % 12 + (12 if half_day.value == "PM" else 0), half_day.last
    of_hour = behind is not None and any(w.calendar.at(t, w.tokens, last) for t in ("parts", "parts_near"))
    # `к девяти вечера`, `oko šest sati ujutro`
    parted = near and (of_hour or w.calendar.at("hour_parts", w.tokens, last) is not None)
    in_digits = w.tokens[start].text[0].isdigit()
    struck = behind is not None and strikes(w, i - 1, hour, in_words=not in_digits)
    if not (told or parted or struck or in_digits):
        return None
    digits = _CLOCK.match(w.tokens[start].text)
    if digits and not behind and not lead and not half_day:
        measured = _measured(w, last)
        if (digits[2] == "," and not _told_by_second(w, last)) or (measured and digits[2] == "."):
            return None
        sure = near and not measured
    else:
        suffixed = told and w.tokens[last - 1].text != "." and last >= start + 3 and w.tokens[start].text.isdecimal()
        sure = lead is not None or half_day is not None or parted or suffixed or _is_spoken(w, start, last)
        before = i - 2 - (w.norm(i - 2) == ".")
        if behind:  # the full stop makes it the hour that strikes: Slovene `do 22. ure`
            tells = w.norm(start + 1) == "." or w.calendar.flags.get("hour_word_tells", False)
            sure = sure or told or digits is not None or tells or struck
        sure = sure or (told and _behind_day(w, i, last)) or (behind is not None and _from_hour(w, i))
        if not sure and not _serves_both(w, i, last, near) and not _of_two_hours(w, i) and not _of_two_hours(w, before):
            return None
        sure = True
    of_day = w.calendar.at("parts_near", w.tokens, last) if parted else None
    last = of_day.last if of_day else last
    zone = w.calendar.at("zones", w.tokens, last)
    when = When(hour=hour, minute=minute, zone=zone.value if zone else None)
    when = replace(when, part=part_of(of_day.value)[0]) if of_day else when
    later = _until(w, last) if lead else None
    if later:
        return Piece(i, later[1], when, until=When(hour=later[0], minute=0))
    return Piece(i, zone.last if zone else last, when, loose=not sure)


def read_spoken_clock(w: Words, i: int) -> Piece | None:
    """u pola osam, wpół do siódmej, о пів на шосту, petnaest do osam, za pięć szósta, осем без четвърт, half past six."""
    shifted = _shifted(w, i)
    found = shifted or _minutes_first(w, i) or _hour_first(w, i)
    if found is None:
        return None
    minutes, last = found
    behind = w.calendar.at("clock_words", w.tokens, last)
    last = behind.last if behind else last
    half_day = w.calendar.at("clock_halves", w.tokens, last)
    if half_day:
        minutes, last = minutes % 720 + (720 if half_day.value == "PM" else 0), half_day.last
    part = w.calendar.at("parts_near", w.tokens, last) or w.calendar.at("parts", w.tokens, last)
    at, near = (w.calendar.has(name, w.norm(i - 1)) for name in ("clock_at", "clock_near"))
    if not (half_day or part):
        # `oko dva i pol milijuna`, `oko 15 do 20 eura`, `traje dva i pol sata` count something else
        free = last >= len(w.tokens) or last in w.starts or not w.tokens[last].is_word
        tells = near or behind or w.calendar.flags.get("clock_shift_tells", False)  # `half past twelve`
        sure = at or (near and free) or (shifted and tells) or w.calendar.at("clock_less", w.tokens, i)
        if not sure or (not behind and (_measured(w, last) or w.calendar.at("units", w.tokens, last))):
            return None
    hour, minute = divmod(minutes % 1440, 60)
    return Piece(i, last, When(hour=hour or (12 if minutes < 60 else 0), minute=minute))


def _shifted(w: Words, i: int) -> tuple[int, int] | None:
    """A phrase that moves the hour behind it: minutes since midnight and the token behind."""
    shift = w.calendar.at("clock_shift", w.tokens, i)
    hour = _hour_in_words(w, shift.last) if shift else None
    return (hour[0] * 60 + int(shift.value), hour[1]) if shift and hour else None


def _minutes_first(w: Words, i: int) -> tuple[int, int] | None:
    """`petnaest do osam`, `ten past six`, `pięć po piątej`; `za pięć szósta`, `без двадцати пять`."""
    less = w.calendar.at("clock_less", w.tokens, i)
    number = _minutes(w, less.last if less else i)
    if number is None:
        return None
    count, last = number
    tail = w.calendar.at("clock_tail", w.tokens, last)
    last = tail.last if tail else last
    into = less is None and w.calendar.at("clock_into", w.tokens, last)
    bare = tail is not None and less is None and w.calendar.flags.get("clock_into_bare")
    if into or (bare and w.ordinals.words.match_at(w.tokens, last) if last < len(w.tokens) else None):
        hour = _hour_in_words(w, into.last if into else last)  # uk `десять на дев'яту`, ru `десять минут девятого`
        return (hour[0] * 60 - 60 + count, hour[1]) if hour else None
    sign = -1
    if less is None:
        before, after = w.calendar.at("clock_to", w.tokens, last), w.calendar.at("clock_past", w.tokens, last)
        link = after or before
        if link is None or w.calendar.has("range_from", w.norm(i - 1)):
            return None
        sign, last = (1 if after else -1), link.last
    hour = _hour_in_words(w, last)
    return (hour[0] * 60 + sign * count, hour[1]) if hour else None


def _hour_first(w: Words, i: int) -> tuple[int, int] | None:
    """`осем без четвърт`, `osam i pol`, `шест и половина`, `o dziesiątej trzydzieści`."""
    hour = _hour_in_words(w, i)
    if hour is None or hour[1] >= len(w.tokens):
        return None
    shift = w.calendar.at("clock_more", w.tokens, hour[1])
    if shift:
        return hour[0] * 60 + int(shift.value), shift.last
    less = w.calendar.at("clock_without", w.tokens, hour[1])
    count = _minutes(w, less.last) if less else None
    if count:
        return hour[0] * 60 - count[0], count[1]
    ordinal = w.calendar.at("clock_ordinals", w.tokens, i)
    past = w.numerals.read(w.tokens, hour[1]) if ordinal and w.calendar.has("clock_at", w.norm(i - 1)) else None
    if past and past.value and not past.digits and past.value % 5 == 0 and past.value < 60:
        return hour[0] * 60 + int(past.value), past.last
    return None


def _minutes(w: Words, i: int) -> tuple[int, int] | None:
    """A number of minutes below the half hour: one word of it, as `двадцати пять` may be twenty before five."""
    if i >= len(w.tokens):
        return None
    number = w.number(i)
    if number is None:
        word = w.numerals.values.match_at(w.tokens, i)
        if word is None or not float(word.value).is_integer():
            return None
        return (int(word.value), word.last) if 0 < int(word.value) < 30 else None
    return (number, i + 1) if 0 < number < 30 else None


def _hour_in_words(w: Words, i: int) -> tuple[int, int] | None:
    """An hour as a cardinal, an ordinal or digits."""
    if i >= len(w.tokens):
        return None
    number = w.number(i)
    if number is not None:
        return (number, behind_stop(w, i + 1)) if 0 < number <= 24 else None
    told = w.calendar.at("clock_ordinals", w.tokens, i)
    if told:
        return int(told.value), told.last
    for match in (w.numerals.values.match_at(w.tokens, i), w.ordinals.words.match_at(w.tokens, i)):
        if match and float(match.value).is_integer() and 0 < float(match.value) <= 12:
            return int(match.value), match.last
    return None


def _hour_at(w: Words, i: int, *, in_words: bool) -> tuple[int, int, int] | None:
    """Hour, minute and the token behind them: in digits, or (`in_words`) as a word (`o piętnastej`)."""
    if m := _CLOCK.match(w.tokens[i].text):
        if int(m[1]) == 24 and int(m[3]):
            return None
        stop = behind_stop(w, i + 1)
        return int(m[1]), int(m[3]), stop if w.calendar.at("clock_words", w.tokens, stop) else i + 1
    number = w.number(i)
    if number is not None and number <= 24 and not w.tokens[i].text.startswith("00"):
        stop = behind_stop(w, i + 1)
        if w.norm(stop) in HYPHENS and w.glued(stop) and w.glued(stop + 1):
            tail = w.tokens[stop + 1].text if stop + 1 < len(w.tokens) else ""
            if in_words and (tail == "00" or w.calendar.has("hour_suffixes", tail)):
                return number, 0, stop + 2  # `о 18-й`, `в 18-00`
        return number, 0, i + 1 if stop in w.starts or stop == len(w.tokens) else stop
    if not in_words:
        return None
    ordinal = w.calendar.at("clock_ordinals", w.tokens, i)
    if ordinal:
        return int(ordinal.value), 0, ordinal.last
    word = w.numerals.read(w.tokens, i)
    if word and word.value and not word.digits and word.value <= 24 and word.value == int(word.value):
        return int(word.value), 0, word.last
    return None


def strikes(w: Words, i: int, hour: float | None, *, in_words: bool = False) -> bool:
    """Whether a preposition at token `i` makes a number of hours a time of day: `oko 22 sata`, `u utorak oko 8 sati`, `do 20 часова`.

    Lengths of 13 to 23 hours are seldom told in digits; other hours are a time of day right behind a day (`jutros oko šest sati`).
    """
    if hour is None or hour != int(hour) or not w.calendar.has("clock_near", w.norm(i)):
        return False
    bound = w.numerals.bounds.match_at(w.tokens, i)
    if not (bound and bound.value == "about") and not w.calendar.has("range_to", w.norm(i)):
        return False  # `nakon 15 sati vožnje`
    named = any(w.calendar.ends(table, w.tokens, i) for table in ("weekdays", "deictic"))
    return (13 <= hour <= 23 and not in_words) or (named and 1 <= hour <= 24)


def _is_spoken(w: Words, start: int, last: int) -> bool:
    """`o piętnastej` by its ordinal; `до 2 ч. сутринта` by the part of the day behind it."""
    at, near = (w.calendar.has(name, w.norm(start - 1)) for name in ("clock_at", "clock_near"))
    if at and w.calendar.at("clock_ordinals", w.tokens, start):
        # Slovene `ob treh vzdržanih glasovih` counts votes: the word behind has an ending of what is counted
        return not w.norm(last).endswith(tuple(w.calendar.words.get("clock_counted", ())))
    part = w.calendar.at("parts_near", w.tokens, last) or w.calendar.at("parts", w.tokens, last)
    if at and part and part.value not in ("NI", "24:00"):
        return True  # `в пет сутринта`, `at six in the evening`; `u tri noći` may be three nights
    return bool((at or near) and part and w.calendar.ends("clock_words", w.tokens, last))


def _serves_both(w: Words, i: int, last: int, near: bool) -> bool:
    """`von 10 bis 12 Uhr`: the hour word of the second time serves the first one too."""
    if not w.calendar.flags.get("hour_word_tells") or not (near or w.calendar.has("range_from", w.norm(i - 1))):
        return False
    link = w.norm(last) in HYPHENS or w.calendar.has("range_to", w.norm(last))
    later = read_clock(w, last + 1) if link else None
    return later is not None and not later.loose and later.when is not None


def _told_by_second(w: Words, i: int) -> bool:
    """`от 10,00 до 12,30 ч.`: the word for hour behind the second time is the first one's too."""
    if i + 1 >= len(w.tokens) or not (w.norm(i) in HYPHENS or w.calendar.has("range_to", w.norm(i))):
        return False
    second = _CLOCK.match(w.tokens[i + 1].text)
    return second is not None and w.calendar.at("clock_words", w.tokens, i + 2) is not None


def _of_two_hours(w: Words, i: int) -> bool:
    """Whether `od 8 do 16 sati`, `od 8. do 16. ure` stands at token `i`: two hours with one word for hour, and not a length of time."""
    if i < 1 or not w.calendar.has("range_from", w.norm(i - 1)):
        return False
    link = behind_stop(w, i + 1)
    first, second = w.number(i), w.number(link + 1)
    if first is None or second is None or not w.calendar.has("range_to", w.norm(link)):
        return False
    over_midnight = _EVENING <= first <= 24 and second < _SURELY + 3  # `od 21 do 5 hodin`
    if not first < second <= 24 and not over_midnight:
        return False
    if w.calendar.at("clock_words", w.tokens, behind_stop(w, link + 2)) is None:
        return False
    named = w.calendar.ends("weekdays", w.tokens, i - 1) or w.calendar.ends("deictic", w.tokens, i - 1)
    return first >= _SURELY or named or link > i + 1


def _from_hour(w: Words, i: int) -> bool:
    """`в събота, 9 март, от 20 часа`: behind a day, from an hour on."""
    if not w.calendar.has("range_from", w.norm(i - 1)):
        return False
    at = i - 2 if w.norm(i - 2) == "," else i - 1
    return any(w.calendar.ends(table, w.tokens, at) for table in ("weekdays", "deictic", "months"))


def _behind_day(w: Words, i: int, last: int) -> bool:
    """`w środę o 17`: a bare hour behind a day, with nothing behind it that it could count."""
    if not w.tokens[i].text.isdecimal() or _measured(w, last):
        return False
    if not any(w.calendar.ends(table, w.tokens, i - 1) for table in ("weekdays", "deictic")):
        return False
    free = last >= len(w.tokens) or last in w.starts or not w.tokens[last].is_word
    return free or w.calendar.has("joiners", w.norm(last))


def _until(w: Words, i: int) -> tuple[int, int] | None:
    """The second hour of `godz. 8–16`."""
    if not (w.norm(i) in HYPHENS or w.calendar.has("range_to", w.norm(i))):
        return None
    hour = w.number(i + 1)
    return (hour, i + 2) if hour is not None and 0 < hour <= 24 else None


def _measured(w: Words, i: int) -> bool:
    """Whether a unit or multiplier follows, so that `3.50` is no clock time (`o 3.50 zł`, `v 2.59 odstotka`)."""
    if i >= len(w.tokens):
        return False
    symbol = w.norm(i) in ("%", "€", "$", "£")
    return symbol or w.numerals.multipliers.match_at(w.tokens, i) is not None or w.calendar.has("measures", w.norm(i))
