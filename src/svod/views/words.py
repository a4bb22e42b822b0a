"""The English of the views: what kinds, relations, days, languages and counts are called. No text of a report is made here."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from svod.records import Placement, Published

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

KINDS = {
    "number": "numbers", "date": "dates", "place": "places", "participant": "who took part", "modality": "how certain",
    "outcome": "what came of it", "attribution": "who is said to have said it", "wording": "wording",
    "spelling": "spelling",
}  # fmt: skip
RELATIONS = {
    "contradiction": ("≠", "contradiction"),
    "update": ("→", "later figure or news"),
    "tension": ("~", "tension"),
    "granularity": ("⊃", "one tells it more exactly"),
}
TELLINGS = {
    "same": ("●", "tells it, or much the same"),
    "more-specific": ("⊕", "tells more"),
    "less-specific": ("○", "tells less"),
    "conflict": ("≠", "tells it differently"),
}
MODALITIES = {
    "asserted": "told as fact", "reported": "told as somebody's words", "denied": "denied", "planned": "planned",
    "possible": "possible",
}  # fmt: skip
QUOTATIONS = {"direct": "direct", "mixed": "partly direct", "indirect": "in the outlet's words"}
TONES = {"positive": ("+", "approving word"), "negative": ("−", "disapproving word"), "neutral": ("", "")}
TYPES = {"PER": "people", "LOC": "places", "ORG": "organisations", "EVT": "events", "PRO": "works and products"}
OTHER_TEXT = {
    "teaser": "in a teaser for another article", "credit": "in a credit line", "link": "in a link",
    "boilerplate": "in the site's own text",
}  # fmt: skip
BASES = {"metadata": "metadata", "text": "by its text", "story": "inferred", "user": "set by hand"}
KINDS_OF_TIME = {"happened": ("●", "happened"), "announced": ("◆", "announced"), "planned": ("○", "planned")}
APPEARED = ("▫", "appeared")
UNPLACED = "when they appeared is not known"
STORY_DAYS = "The days of the story"
PLACES = {"before": "Long before", "story": "", "open": "Not known to the day"}
_DAYTIMES = {
    "MO": "morning",
    "FO": "forenoon",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "MI": "noon",
    "DT": "daytime",
}
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:T(.+))?$")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_QUARTERS = {
    "Q1": "first quarter", "Q2": "second quarter", "Q3": "third quarter", "Q4": "fourth quarter", "H1": "first half",
    "H2": "second half",
}  # fmt: skip
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}
_RIGHT_TO_LEFT = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}
_NATIVE_SCRIPTS = {"sr": "", "bs": "Latn", "kk": "Cyrl", "uz": "Latn", "az": "Latn"}


def count(n: int, noun: str, plural: str | None = None) -> str:
    """`1 report`, `3 reports`, `1,204 reports`."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def listed(items: list[str] | tuple[str, ...], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def day(value: date) -> str:
    """`13 September 2023`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(begin: date | None, end: date | None) -> str:
    """An interval of days as short as it can be said; empty when neither end is known.

    >>> days(date(2023, 9, 12), date(2023, 9, 17)), days(date(2023, 8, 30), date(2023, 9, 1)), days(None, None)
    ('12–17 September 2023', '30 August – 1 September 2023', '')
    """
    if begin is None or end is None:
        known = begin or end
        return day(known) if known else ""
    if begin == end:
        return day(begin)
    if begin.year != end.year:
        return f"{day(begin)} – {day(end)}"
    if begin.month != end.month:
        return f"{begin.day} {MONTHS[begin.month - 1]} – {day(end)}"
    return f"{begin.day}–{day(end)}"


def published(value: Published | None, placed: Placement | None = None) -> str:
    """When a report was published and how that is known; counted from the story's day 0 where no day of the calendar is."""
    if value is not None:
        return f"{one_of(value.earliest, value.latest)} ({BASES[value.basis]})"
    counted = day_number(placed.earliest, placed.latest) if placed else ""
    return f"{counted} of the story" if counted else "date unknown"


def one_of(earliest: date, latest: date) -> str:
    """A day that lies within these: `13 or 14 September 2023`, `13 to 17 September 2023`."""
    join = " or " if (latest - earliest).days == 1 else " to "
    return days(earliest, latest) if earliest == latest else re.sub(r"\s*–\s*", join, days(earliest, latest))


def day_number(first: int | None, last: int | None) -> str:
    """A day counted from day 0, as far as it is known.

    >>> day_number(0, 0), day_number(0, 1), day_number(-3, -1), day_number(1, None), day_number(None, 0)
    ('day 0', 'day 0 or +1', 'day −3 to −1', 'day +1 or later', 'day 0 or earlier')
    """
    if first is None or last is None:
        known = first if last is None else last
        return "" if known is None else f"day {_signed(known)} or {'later' if last is None else 'earlier'}"
    if first == last:
        return f"day {_signed(first)}"
    return f"day {_signed(first)} {'or' if last - first == 1 else 'to'} {_signed(last)}"


def _signed(number: int) -> str:
    return f"{number:+,}".replace("-", "−") if number else "0"


def weekday(number: int) -> str:
    """`Monday` for 1 to `Sunday` for 7; counts on from there (8 is Monday again)."""
    return _WEEKDAYS[(number - 1) % 7]


def full_day(value: date) -> str:
    """`Wednesday, 13 September 2023`."""
    return f"{weekday(value.isoweekday())}, {day(value)}"


def when(value: str) -> str:
    """A TIMEX3 value in words; a value that has none is shown as it is.

    >>> when("2023-09-13TMO"), when("2019-04"), when("2023-09-13T18:30"), when("2023-SU"), when("XXXX-WXX-2TMO")
    ('13 September 2023, morning', 'April 2019', '13 September 2023, 18:30', 'summer 2023', 'a Tuesday, morning')
    """
    fixed = {"PAST_REF": "in the past", "FUTURE_REF": "in the future", "PRESENT_REF": "now"}
    if value in fixed:
        return fixed[value]
    first, _, last = value.partition("/")
    if last:
        return f"{when(first)} – {when(last)}"
    if re.fullmatch(r"\d{2,3}", value):
        return f"{value}0s" if len(value) == 3 else f"the years {value}00–{value}99"
    fiscal = re.fullmatch(r"FY(\d{4})", value)
    if fiscal:
        return f"fiscal year {fiscal[1]}"
    part = re.fullmatch(r"(\d{4})-(Q[1-4]|H[12])", value)
    if part:
        return f"{_QUARTERS[part[2]]} of {part[1]}"
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value)
    if season:
        return f"{_SEASONS[season[2]]} {season[1]}"
    week = re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", value)
    if week:
        return f"{'weekend of ' if week[3] else ''}week {int(week[2])} of {week[1]}"
    on = re.fullmatch(r"XXXX-WXX-([1-7])(?:T(.+))?", value)
    if on:
        said = f"a {_WEEKDAYS[int(on[1]) - 1]}"
        return f"{said}, {hour(value)}" if on[2] else said
    found = _DAY.match(value)
    if not found or not 1 <= int(found[2]) <= 12:
        return value
    month = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    said = f"{int(found[3])} {month}" if found[3] else month
    return f"{said}, {hour(value)}" if found[4] else said


def hour(value: str) -> str:
    """The hour or part of the day of a TIMEX3 value; empty where it names none.

    >>> hour("2023-09-13T18:30"), hour("2023-09-13TMO"), hour("2023-09-13T18"), hour("2023-09-13"), hour("2023-09-13T18:30+02:00")
    ('18:30', 'morning', '18:00', '', '18:30 (UTC+02:00)')
    """
    first, _, last = value.partition("/")
    said = first.partition("T")[2]
    clock = re.fullmatch(r"(\d{2})(?::(\d{2}))?(?::\d{2})?(?:([+-]\d{2}:\d{2})|(Z))?", said)
    if clock:
        zone = f" (UTC{clock[3] or ''})" if clock[3] or clock[4] else ""
        said = f"{clock[1]}:{clock[2] or '00'}{zone}"
    said = _DAYTIMES.get(said, said)
    until = hour(last) if last else ""
    return f"{said}–{until}" if said and until and until != said else said


def dated(text: str) -> str:
    """`text` with the TIMEX3 values in brackets in words.

    >>> dated("torek (2023-09-12) / rano (2023-09-12TMO)")
    'torek (12 September 2023) / rano (12 September 2023, morning)'
    """
    return re.sub(r"\((\d{4}-[^()\s]+)\)", lambda m: f"({when(m[1])})", text)


@cache
def _locale() -> tuple[dict[str, str], dict[str, str]]:
    from babel import Locale

    english = Locale("en")
    return dict(english.languages), dict(english.scripts)


def language(code: str | None, script: str | None = None) -> str:
    """The English name of a language, with the script where the language has two.

    >>> language("sr", "Cyrl"), language("hr", "Latn"), language("und"), language(None), language("xx")
    ('Serbian, Cyrillic', 'Croatian', 'language unknown', 'language unknown', 'xx')
    """
    if not code or code == "und":
        return "language unknown"
    languages, scripts = _locale()
    name = languages.get(code.replace("-", "_")) or languages.get(code.split("-")[0]) or code
    if script and _NATIVE_SCRIPTS.get(code, script) != script and script in scripts:
        return f"{name}, {scripts[script]}"
    return name


def direction(script: str | None) -> str:
    """`rtl` or `ltr`: which way a script runs."""
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def plain(text: str) -> str:
    """Text on one line that can't steer what shows it: control characters (the escape sequences of a terminal among them) and
    marks that turn the direction of other text are left out, white space becomes single spaces.

    >>> plain("a\\x1b[31m  b\\u202e\\n c")
    'a[31m b c'
    """
    kept = (" " if c.isspace() else c for c in text if c.isspace() or not _steers(c))
    return " ".join("".join(kept).split())


def _steers(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        category in ("Cc", "Cs")
        or character in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )


def shorten(text: str, limit: int) -> str:
    """`text` of at most `limit` characters, cut between words, with `…` where it was cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:–—-") + "…"
