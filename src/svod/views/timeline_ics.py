"""Timelines as an iCalendar file (RFC 5545), for calendars.

Days of the calendar become events of whole days; a clock time becomes one at that hour, without a time zone ("floating") unless the report
gives one. Nothing of the machine or the hour of writing goes in: the same collection gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from svod.views import words
from svod.views.timeline_entries import Entry, Timeline

WIDTH = 75
"""Octets of a line, its end not counted."""


def to_ics(found: Sequence[tuple[Timeline, Entry]]) -> str:
    """The calendar of these entries, whose days are known; lines end in CRLF. RFC 5545 has no calendar without an event in it."""
    titles = list(dict.fromkeys(t.title for t, _ in found))
    name = titles[0] if len(titles) == 1 else words.count(len(titles), "story", "stories")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//svod//svod timeline//EN", "CALSCALE:GREGORIAN", f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]  # fmt: skip
    for timeline, entry in found:
        lines += _event(timeline, entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(timeline: Timeline, entry: Entry) -> Iterator[str]:
    item = entry.item
    assert item.earliest
    language = entry.passages[0].source.language
    said = entry.headline if item.kind == "happened" else f"{item.kind}: {entry.headline}"
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@svod"
    # When the event was made is asked for; the day that it is of stands for it, so that the file does not change from run to run.
    yield f"DTSTAMP:{_day(item.earliest)}T000000Z"
    yield from _times(entry)
    yield f"SUMMARY{f';LANGUAGE={language}' if _is_tag(language) else ''}:{_text(said)}"
    yield f"DESCRIPTION:{_text(_description(timeline, entry))}"
    yield f"CATEGORIES:{item.kind.upper()}"
    yield f"STATUS:{'TENTATIVE' if item.kind == 'planned' else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _times(entry: Entry) -> Iterator[str]:
    """The beginning, and for whole days the day after the last one."""
    first, last = entry.item.earliest, entry.item.latest
    assert first
    assert last
    clock = re.fullmatch(
        r"[^/]+T([01]\d|2[0-3])(?::([0-5]\d))?(?::[0-5]\d)?(Z|[+-]\d\d:\d\d)?(?:/.*)?", entry.item.when
    )
    if clock and first == last:
        time = f"{clock[1]}:{clock[2] or '00'}:00"
        if clock[3]:
            zoned = datetime.fromisoformat(f"{first.isoformat()}T{time}{clock[3].replace('Z', '+00:00')}").astimezone(
                UTC
            )
            yield f"DTSTART:{_day(zoned.date())}T{zoned:%H%M%S}Z"
        else:
            yield f"DTSTART:{_day(first)}T{time.replace(':', '')}"
        return
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"


def _description(timeline: Timeline, entry: Entry) -> str:
    """When it is said to have been, and the passages with who printed them."""
    figures = [entry.when, words.KINDS_OF_TIME[entry.item.kind][1]]
    if len(entry.outlets) > 1:
        figures.append(words.count(entry.origins, "origin"))
    lines = [timeline.title, " · ".join(figures)]
    for p in entry.passages:
        about = ", ".join(filter(None, (p.source.name, p.source.language_name, p.elsewhere)))
        lines.append(f"{about}: “{p.text}”" + (f" {words.plain(p.source.url)}" if p.source.url else ""))
    return "\n".join(lines)


def _day(value: date) -> str:
    return value.isoformat().replace("-", "")


def _is_tag(language: str) -> bool:
    return language != "und" and bool(re.fullmatch(r"[A-Za-z0-9-]+", language))


def _text(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11); surrogates, which UTF-8 has no bytes for, as the replacement character."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = re.sub(r"([\\;,])", r"\\\1", text)
    return re.sub(r"\r\n|\r|\n", r"\\n", text)


def _folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most WIDTH octets, those after the first with a space before them; characters stay whole."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > WIDTH:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
