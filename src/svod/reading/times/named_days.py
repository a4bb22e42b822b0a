"""Days told in words: holidays with a fixed date, `prvog svibnja`, `posljednje subote u veljači`, `5. ovog mjeseca`, the night to a day.

Each rule takes the token where the piece would begin and returns the piece, or None (see `times/dates.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from svod.languages.calendar import valid
from svod.reading.times.dates import month_at, read_day_month, read_numeric, read_weekday
from svod.reading.times.pieces import Piece, When, Words, behind_stop, linked, stripped, turn_at
from svod.reading.times.years import read_relative, year_at


def read_fixed_day(w: Words, i: int) -> Piece | None:
    """Badnjak, Wigilia 2022 roku, Heiligabend: days of the year with a name."""
    turn = turn_at(w, i)
    day = w.calendar.at("fixed_days", w.tokens, turn[1] if turn else i)
    if day is None:
        return None
    month, _, number = day.value.partition("-")
    when = When(month=int(month), day=int(number), turn=turn[0] if turn else None)
    return _with_year(w, Piece(stripped(w, i, day.last), day.last, when))


def _with_year(w: Words, piece: Piece) -> Piece:
    """The piece with the year behind it: `2022.`, `prošle godine`."""
    at = linked(w, piece.last)
    if piece.when is None or at >= len(w.tokens):
        return piece
    year = year_at(w, at)
    if year:
        return replace(piece, last=year[1], when=replace(piece.when, year=year[0]))
    relative = read_relative(w, at)
    if relative and relative.when and relative.when.unit == "Y" and relative.when.origin == "published":
        when = replace(piece.when, origin="published", unit="Y", steps=relative.when.steps)
        return replace(piece, last=relative.last, when=when)
    return piece


def read_day_in_words(w: Words, i: int) -> Piece | None:
    """prvog svibnja, dwudziestego ósmego stycznia 2022, двайсет и трети декември, the first of May."""
    if w.tokens[i].text[0].isdigit():
        return None
    place = w.ordinals.read(w.tokens, i)
    if place is None or not place.value or not 1 <= place.value <= 31 or place.last >= len(w.tokens):
        return None
    of = w.calendar.at("day_links", w.tokens, place.last)
    at = of.last if of else place.last
    month = month_at(w, at, short=False) if at < len(w.tokens) else None
    if month is None or not valid(None, month[0], int(place.value)):
        return None
    return _with_year(w, Piece(i, month[1], When(month=month[0], day=int(place.value))))


def read_weekday_of_month(w: Words, i: int) -> Piece | None:
    """posljednje subote u veljači, pierwszą środę maja: the weekday counted within a month."""
    turn = turn_at(w, i)
    nth = w.calendar.at("ordinals", w.tokens, i)
    if turn and turn[0] < 0:
        count, at = -1, turn[1]
    elif nth:
        count, at = int(nth.value), nth.last
    else:
        return None
    early = w.calendar.at("month_adjectives", w.tokens, at)
    weekday = w.calendar.at("weekdays", w.tokens, early.last if early else at)
    if weekday is None:
        return None
    if early:
        return Piece(i, weekday.last, When(month=int(early.value), weekday=int(weekday.value), nth=count))
    link = w.calendar.has("joiners", w.norm(weekday.last)) or w.calendar.at("day_links", w.tokens, weekday.last)
    month = month_at(w, weekday.last + bool(link), short=False)
    whole = w.calendar.at("units", w.tokens, weekday.last + bool(link))
    if nth and whole and whole.value == "M":  # `pierwszy wtorek miesiąca`
        return Piece(i, whole.last, type="SET", value=f"XXXX-XX-WXX-{weekday.value}")
    if month is None:
        return None
    return _with_year(w, Piece(i, month[1], When(month=month[0], weekday=int(weekday.value), nth=count)))


def read_day_of_month(w: Words, i: int) -> Piece | None:
    """5. ovog mjeseca, 5 bm., 27 ub.m., am 3. dieses Monats: the month counted from publication."""
    number = w.number(i)
    if number is None or not 1 <= number <= 31:
        return None
    at = behind_stop(w, i + 1)
    if at >= len(w.tokens):
        return None
    found = w.calendar.at("deictic", w.tokens, at)
    if found and found.value in ("M0", "M-1", "M1"):
        steps, last = int(found.value[1:]), found.last
    else:
        relative = read_relative(w, at)
        if (
            relative is None
            or relative.when is None
            or relative.when.unit != "M"
            or relative.when.origin != "published"
        ):
            return None
        steps, last = relative.when.steps, relative.last
    return Piece(i, last, When(day=number, origin="published", unit="M", steps=steps))


def read_night(w: Words, i: int) -> Piece | None:
    """u noći s ponedjeljka na utorak, in der Nacht zum Montag, в ночь на среду: the night that begins on the day before."""
    night = w.calendar.at("nights", w.tokens, i)
    if night is None or night.last >= len(w.tokens):
        return None
    first: Piece | None = None
    at = night.last
    opened = w.calendar.at("night_from", w.tokens, at)
    if opened:
        first = _day(w, opened.last) or _number(w, opened.last)
        at = first.last if first else at
    link = w.calendar.at("night_to", w.tokens, at)
    second = _day(w, link.last) if link else None
    if second is None or second.when is None:
        return None
    when = replace(second.when, part="NI", eve=True)
    return Piece(stripped(w, i, night.last), second.last, when, type="TIME")


def _day(w: Words, i: int) -> Piece | None:
    """A weekday, a date, today, or another day counted from it, at token `i`."""
    if i >= len(w.tokens):
        return None
    return read_numeric(w, i) or read_day_month(w, i) or read_day_in_words(w, i) or read_weekday(w, i) or _today(w, i)


def _today(w: Words, i: int) -> Piece | None:
    """`noci na dnešek`: a day counted from that of publication."""
    found = w.calendar.at("deictic", w.tokens, i)
    steps = re.fullmatch(r"D(-?\d+)", found.value) if found else None
    return Piece(i, found.last, When(origin="published", unit="D", steps=int(steps[1]))) if found and steps else None


def _number(w: Words, i: int) -> Piece | None:
    """The first day of `2 срещу 3 март`, whose month stands behind the second."""
    number = w.number(i)
    return Piece(i, behind_stop(w, i + 1), When(day=number)) if number and number <= 31 else None
