"""What happened when: the happenings of a story in the order of their days, what was announced, and what is planned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from svod.comparing.dated_clauses import dated_part, dated_sayings, is_negated, is_stamp, looks_ahead, modality_at
from svod.comparing.days import days_of, hour_of
from svod.comparing.tellings import origin_of
from svod.reading.times.joining import words_of
from svod.reading.times.pieces import Words
from svod.records import (
    Evidence,
    Modality,
    Placement,
    Published,
    Reading,
    Span,
    Story,
    TimeExpression,
    TimelineItem,
    TimelineKind,
)  # fmt: skip
from svod.stories.linkage import connected

_WEEKDAY = re.compile(r"XXXX-WXX-[1-7](?=T|$)")
BEFORE = 14  # days before the first publication within which a story's own happenings lie; others are its background
LEAD = 500  # characters at the beginning of a report that tell its main happening
_FIRMEST: tuple[Modality, ...] = ("asserted", "reported", "planned", "possible", "denied")

Offsets = Mapping[Evidence, tuple[int, int]]
"""The words for a time -> the first and last day that it may be, counted from the story's anchor (day 0)."""


@dataclass(frozen=True, slots=True)
class _When:
    """When something is said to have been: days of the calendar, days from the anchor, or a weekday, whichever are known."""

    days: tuple[date, date] | None
    offset: tuple[int, int] | None
    weekday: str


@dataclass(frozen=True, slots=True)
class _Telling:
    """A passage that dates something: the value of its time, of what kind it tells it, and how; `past`: the day lies before the report."""

    value: str
    kind: TimelineKind
    modality: Modality
    past: bool
    evidence: Evidence


def find_timeline(
    story: Story, readings: Sequence[Reading], offsets: Offsets | None = None
) -> tuple[TimelineItem, ...]:
    """What the reports of a story date, the earliest first.

    What the story's statements tell to have happened, or to be planned or possible (`planned`; so is what lies after the publication of
    whoever tells it, and nothing that lies before that of all who tell it); and what was said or announced on a day that is named
    (`announced`), with the words for the saying. What is denied or did not happen is left out, and so are the dates of other articles'
    teasers and those of the reports themselves.

    An item is a statement (or an utterance) on one day: tellings that name the same day are one item, whose `when` is the most exact value
    among those of its kind; a statement that two reports date differently is two items. Where reports are of several minds whether it
    has happened, it has. The evidence is the part of the clause that the time belongs to; a passage that asserts it stands first.

    Args:
        story: with its statements; with `anchor` and `placements` where they are known.
        readings: those of the story's reports.
        offsets: days counted from the anchor, for times whose day of the calendar is not known.

    Returns:
        Items by day of the calendar, then those of which only the days from the anchor are known, then those known by their weekday alone.
    """
    found = _Found(story, readings, offsets or {})
    return tuple(sorted([*found.happenings(), *found.announcements()], key=_order))


class _Found:
    """The dated passages of a story, put together."""

    def __init__(self, story: Story, readings: Sequence[Reading], offsets: Offsets) -> None:
        self._story = story
        self._readings = {r.report.id: r for r in readings}
        self._offsets = offsets
        self._zero = story.anchor.day if story.anchor else None
        self._placed: dict[str, Placement] = {p.report: p for p in story.placements}
        self._words: dict[str, Words] = {}

    def happenings(self) -> Iterator[TimelineItem]:
        """What is told to have happened or to be planned, an item for each statement and day."""
        found: dict[tuple[str, _When], list[_Telling]] = defaultdict(list)
        for statement in self._story.statements:
            for support in statement.support:
                reading = self._readings.get(support.evidence.report)
                if reading is None or support.modality == "denied" or not reading.layout.is_own(support.evidence.span):
                    continue
                clause = support.evidence.span
                for time in reading.times:
                    when = self._when(reading, time) if clause.contains(time.span) else None
                    part = dated_part(reading, clause, time, self._is_ahead(reading, when)) if when else None
                    if when and part is not None and not is_negated(reading, clause, time):
                        words, past = self._words_of(reading), self._is_past(reading, when)
                        modality = modality_at(reading, words, clause, time, support.modality)
                        if modality == "possible" and part != clause and past:
                            modality = "asserted"  # `nobody could say | why the ship sank on Tuesday`
                        kind = self._kind(reading, modality, when, part, time)
                        evidence = Evidence(reading.report.id, part)
                        found[statement.id, when].append(_Telling(time.value or "", kind, modality, past, evidence))
        for (statement_id, when), tellings in found.items():
            happened = any(t.kind == "happened" for t in tellings) or all(t.past for t in tellings)
            yield self._item(when, tellings, statement_id, "happened" if happened else "planned")

    def announcements(self) -> Iterator[TimelineItem]:
        """What was said on a day that is named, an item for each utterance and day."""
        told: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for statement in self._story.statements:
            for support in statement.support:
                told[support.evidence.report].append((support.evidence.span, statement.id))
        found: list[tuple[_When, str, Evidence]] = []
        names: dict[int, tuple[str | None, str | None]] = {}
        for report, reading in sorted(self._readings.items()):
            for saying in dated_sayings(reading):
                when = self._when(reading, saying.time)
                if when is not None and not self._is_ahead(reading, when):
                    content = [part for q in saying.quotations for part in q.content]
                    utterance = next((q.utterance for q in saying.quotations if q.utterance), None)
                    names[len(found)] = utterance, _told_in(content, told[report])
                    found.append((when, saying.time.value or "", Evidence(report, saying.passage)))
        for group in connected(range(len(found)), _same(found, names)):
            when = found[group[0]][0]
            statement_id = next((s for n in group if (s := names[n][1])), None)
            tellings = [_Telling(found[n][1], "announced", "asserted", False, found[n][2]) for n in group]
            yield self._item(when, tellings, statement_id, "announced")

    def _when(self, reading: Reading, time: TimeExpression) -> _When | None:
        """The days of a time; None where not even the weekday is known, and for the date of the report itself."""
        if time.type not in ("DATE", "TIME") or time.value is None or is_stamp(reading, time):
            return None
        days = days_of(time.value, time.mod)
        offset = self._offsets.get(Evidence(reading.report.id, time.span))
        if self._zero is not None and days is not None:
            offset = ((days[0] - self._zero).days, (days[1] - self._zero).days)
        elif self._zero is not None and offset is not None:
            days = (self._zero + timedelta(days=offset[0]), self._zero + timedelta(days=offset[1]))
        if days or offset:
            return _When(days, offset, "")
        weekday = _WEEKDAY.match(time.value)
        return _When(None, None, weekday.group()) if weekday else None

    def _is_ahead(self, reading: Reading, when: _When) -> bool:
        """Does it lie after the publication of the report that tells it, as far as that is known?"""
        published, placed = reading.report.published, self._placed.get(reading.report.id)
        if when.days and published:
            return when.days[0] > published.latest
        return bool(when.offset and placed and placed.latest is not None and when.offset[0] > placed.latest)

    def _words_of(self, reading: Reading) -> Words:
        if reading.report.id not in self._words:
            self._words[reading.report.id] = words_of(reading.layout)
        return self._words[reading.report.id]

    def _is_past(self, reading: Reading, when: _When) -> bool:
        """Does it lie before that publication?"""
        published, placed = reading.report.published, self._placed.get(reading.report.id)
        if when.days and published:
            return when.days[1] < published.earliest
        return bool(when.offset and placed and placed.earliest is not None and when.offset[1] < placed.earliest)

    def _kind(
        self, reading: Reading, modality: Modality, when: _When, part: Span, time: TimeExpression
    ) -> TimelineKind:
        if modality in ("planned", "possible") or self._is_ahead(reading, when):
            return "planned"
        return (
            "planned"
            if not self._is_past(reading, when) and looks_ahead(reading, self._words_of(reading), part, time)
            else "happened"
        )

    def _item(
        self, when: _When, tellings: Sequence[_Telling], statement: str | None, kind: TimelineKind
    ) -> TimelineItem:
        # The hour of a plan is not that of what came of it.
        values = [t.value for t in tellings if t.kind == kind] or [t.value for t in tellings]
        value = min(values, key=lambda v: (v.startswith("XXXX-XX-XX"), -len(v), v))
        first, last = when.days or (None, None)
        first_day, last_day = when.offset or (None, None)
        best = min(tellings, key=lambda t: (t.kind != kind, _FIRMEST.index(t.modality), *self._place(t.evidence)))
        evidence = sorted({t.evidence for t in tellings}, key=lambda e: (e != best.evidence, e))
        return TimelineItem(value, first, last, tuple(evidence), statement, kind, first_day, last_day)

    def _place(self, evidence: Evidence) -> tuple[date, str, Evidence]:
        """The earliest report first, as the account numbers them."""
        report = self._readings[evidence.report].report
        return report.published.earliest if report.published else date.max, report.source, evidence


def _same(
    found: Sequence[tuple[_When, str, Evidence]], names: Mapping[int, tuple[str | None, str | None]]
) -> Iterator[tuple[int, int]]:
    """Pairs of sayings of one day that are of one utterance or tell one statement."""
    first: dict[tuple[_When, int, str], int] = {}
    for n, (when, _, _) in enumerate(found):
        for which, name in enumerate(names[n]):
            if name:
                yield first.setdefault((when, which, name), n), n


def _told_in(content: Sequence[Span], told: Sequence[tuple[Span, str]]) -> str | None:
    """The statement that tells most of what was said."""
    shared = [
        (sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in content), statement)
        for span, statement in told
    ]
    most, statement = min(((-size, statement) for size, statement in shared), default=(0, ""))
    return statement if most else None


def _order(item: TimelineItem) -> tuple[object, ...]:
    """By day of the calendar, then by day from the anchor, then by weekday; within a day by the hour."""
    known = 0 if item.earliest else 1 if item.first_day is not None else 2
    return (
        known,
        item.earliest or date.min,
        item.latest or date.min,
        item.first_day if known == 1 and item.first_day is not None else 0,
        item.last_day if known == 1 and item.last_day is not None else 0,
        item.when.partition("T")[0] if known == 2 else "",
        hour_of(item.when),
        item.when,
        item.kind,
        item.statement or "",
        item.evidence,
    )


def span_of_days(
    story: Story, timeline: Iterable[TimelineItem], readings: Sequence[Reading]
) -> tuple[date | None, date | None]:
    """The first and the last day of the main happenings.

    The first is the day that most origins name where they begin; days before it are background unless half as many origins begin with
    them. The last is the last day that two origins (or the only one) tell of, not after the last publication: what is planned has not
    happened.
    """
    by_id = {r.report.id: r for r in readings}
    origins = origin_of(story)
    published = [r.report.published for r in readings if r.report.published]
    early: dict[date, set[object]] = defaultdict(set)
    told: dict[date, set[object]] = defaultdict(set)
    for item in timeline:
        if not item.earliest or not item.latest or item.kind != "happened" or item.earliest != item.latest:
            continue
        if published and not _near(item.earliest, published):
            continue
        for evidence in item.evidence:
            origin = origins.get(evidence.report, evidence.report)
            told[item.earliest].add(origin)
            if evidence.report in by_id and evidence.span.start < LEAD:
                early[item.earliest].add(origin)
    if not told:
        return None, None
    main = early or told
    most = max(len(who) for who in main.values())
    begin = min(day for day, who in main.items() if 2 * len(who) >= most and (len(who) > 1 or most == 1))
    least = min(2, max(len(who) for who in told.values()))
    last = max((day for day, who in told.items() if len(who) >= least and day >= begin), default=begin)
    return begin, last


def _near(day: date, published: Sequence[Published]) -> bool:
    first = min(p.earliest for p in published) - timedelta(days=BEFORE)
    return first <= day <= max(p.latest for p in published)
