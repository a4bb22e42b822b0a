"""What happened when: the happenings of a story in the order of their days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from svod.comparing.tellings import origin_of
from svod.languages.negation import negations
from svod.reading.speech import grammar, speech
from svod.records import Evidence, Published, Reading, Span, Story, TimeExpression, TimelineItem

_VALUE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2}))?(?:T.*|-W[EK].*)?$")
_WEEKDAY = re.compile(r"XXXX-WXX-[1-7](?=T|$)")
BEFORE = 14  # days before the first publication within which a story's own happenings lie; others are its background
LEAD = 500  # characters at the beginning of a report that tell its main happening
LEAST_WORDS = 3


def days_of(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value; None for durations, references (`PAST_REF`) and the like.

    >>> days_of("2023-09-13TMO"), days_of("2019-04")[1].isoformat(), days_of("P4Y")
    ((datetime.date(2023, 9, 13), datetime.date(2023, 9, 13)), '2019-04-30', None)
    """
    match = _VALUE.match(value)
    if match is None:
        return None
    year, month, day, week = (int(g) if g else 0 for g in match.groups())
    try:
        if week:
            first = date.fromisocalendar(year, week, 1)
            return first, first + timedelta(days=6)
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def find_timeline(story: Story, readings: Sequence[Reading]) -> tuple[TimelineItem, ...]:
    """The happenings that the story's statements date, the earliest first.

    A happening is a statement on one day: tellings that name the same day are one item, whose `when` is the most exact value among
    them; a statement that two reports date differently is two items. The evidence is the part of the clause that the time belongs to.
    Where no date is known to count from, a weekday stays one (`XXXX-WXX-3`), after what has a date. Times in other articles' teasers
    date nothing, nor does the day on which something was merely said.
    """
    by_id = {r.report.id: r for r in readings}
    found: dict[tuple[str, date | None, date | None, str], list[tuple[str, Evidence]]] = defaultdict(list)
    for statement in story.statements:
        for support in statement.support:
            reading = by_id.get(support.evidence.report)
            if reading is None or not reading.layout.is_own(support.evidence.span):
                continue
            for time in reading.times:
                if (
                    time.type not in ("DATE", "TIME")
                    or time.value is None
                    or not support.evidence.span.contains(time.span)
                ):
                    continue
                days = days_of(time.value)
                weekday = _WEEKDAY.match(time.value) if days is None else None
                part = _part(reading, support.evidence.span, time) if days or weekday else None
                if part is not None:
                    first, last = days or (None, None)
                    key = (statement.id, first, last, weekday.group() if weekday else "")
                    found[key].append((time.value, Evidence(reading.report.id, part)))
    items = []
    for (statement_id, first, last, _), dated in found.items():
        when = min((v for v, _ in dated), key=lambda v: (-len(v), v))
        items.append(TimelineItem(when, first, last, tuple(sorted({e for _, e in dated})), statement_id))
    return tuple(sorted(items, key=_order))


def _order(item: TimelineItem) -> tuple[bool, date, date, str, str]:
    """By day; what is known by its weekday alone comes last."""
    first, last = item.earliest or date.min, item.latest or date.min
    return item.earliest is None, first, last, item.when, item.statement or ""


def _part(reading: Reading, clause: Span, time: TimeExpression) -> Span | None:
    """The part of a clause that a time belongs to: all of it, or, where it names two days, what stands between the words that join its
    parts (`nobody could say on Friday | why the ship sank on Tuesday`). None where the time is that of saying or not knowing it."""
    layout = reading.layout
    tokens = layout.tokens_in(clause)
    values = {
        (t.value or "")[:10]
        for t in reading.times
        if clause.contains(t.span) and t.type in ("DATE", "TIME") and days_of(t.value or "")
    }
    part = clause
    if len(values) > 1:
        data = speech(layout.language)
        joints = (data.that, data.relatives, data.whether_words, grammar(layout.language).subordinating)
        borders = [t.span.start for t in tokens if t.text in ",;:" or any(t.norm in words for words in joints)]
        before = max((b for b in borders if b <= time.span.start), default=clause.start)
        after = min((b for b in borders if b >= time.span.end), default=clause.end)
        if before < after:
            part = Span(before, after)
    if len([t for t in layout.tokens_in(part) if t.is_word]) < LEAST_WORDS or _merely_said(reading, part, time):
        return None
    return part


def _merely_said(reading: Reading, part: Span, time: TimeExpression) -> bool:
    """Does the time stand with the words that say who said it, outside what was said?"""
    for q in reading.quotations:
        if q.cue is None or any(p.contains(time.span) for p in q.content):
            continue
        if not q.cue.overlaps(part):
            continue
        between = Span(min(q.cue.start, time.span.start), max(q.cue.end, time.span.end))
        if not any(t.text in ",;:" for t in reading.layout.tokens_in(between)):
            return True
    language, tokens = reading.layout.language, reading.layout.tokens_in(part)
    # `Nobody could say on Friday` is no happening.
    return bool(negations(language).find(tokens)) and any(t.norm in grammar(language).possible for t in tokens)


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
    not_happened = {
        s.id for s in story.statements if all(x.modality in ("planned", "possible", "denied") for x in s.support)
    }
    published = [r.report.published for r in readings if r.report.published]
    early: dict[date, set[object]] = defaultdict(set)
    told: dict[date, set[object]] = defaultdict(set)
    for item in timeline:
        if not item.earliest or not item.latest or item.statement in not_happened or item.earliest != item.latest:
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
