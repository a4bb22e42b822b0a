"""Where reports give different numbers for one thing.

Counts of one question are gathered over the whole story: the same thing counted, told in the same words beside it, none of them a part
of another. Each question is one difference with all its values and who has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from svod.comparing.counts import SAME_THING, Count, anybody, counts_of
from svod.comparing.tellings import day_of, difference, either, lexicon, side
from svod.languages.concepts import Word, word
from svod.linking.affinity import affinity
from svod.records import Difference, DifferenceRelation, DifferenceSide, Reading
from svod.stories.linkage import connected

MAGNITUDE = 4.0  # figures further apart count different things (a day's passengers, a year's)
BESIDE = 200  # characters between two figures of one question in one report: `27; the ministry has 31`
NEAR_BOUND = 1.2  # `over 60` may be 64, hardly 90
ROUNDED = 0.02  # 2,987 told as 3,000 is the same number in round figures
COMMON = 0.1  # a word of more than a tenth of the story's sentences tells nothing of what is counted
MOST_VALUES = 3  # a question with more answers is several questions
_MONTH = re.compile(r"(?:\d{4}|XXXX)-(\d{2})\b")


def number_differences(readings: Mapping[str, Reading]) -> list[Difference]:
    """One difference for each question to which two reports give numbers that exclude each other, or of which one is a bound of the other.

    A report that gives both numbers differs from nobody, but is a side. Copies of other reports are left out.
    """
    counts = [c for _, r in sorted(readings.items()) if r.report.copy_of is None for c in counts_of(r)]
    common = _common_words(readings.values(), counts)
    linked = [
        (i, j) for i, x in enumerate(counts) for j in range(i + 1, len(counts)) if _same_question(x, counts[j], common)
    ]
    found = []
    groups = [[counts[n] for n in group] for group in connected(range(len(counts)), linked) if len(group) > 1]
    for members in _joined(groups):
        members = _with_others_beside(members, counts)
        relation = _judge(members)
        if relation is not None:
            found.append(_difference(members, relation))
    return found


def _with_others_beside(members: list[Count], counts: Sequence[Count]) -> list[Count]:
    """The counts of a question, and the bare figures beside them that are another report's answer: `16 knots, she says, not 19`."""
    values = {(c.low, c.high) for c in members}
    beside = [
        c
        for c in counts
        if c.unit is None
        and not c.outcomes
        and c not in members
        and (c.low, c.high) in values
        and any(m.report == c.report and m.low != c.low and abs(m.span.start - c.span.start) <= BESIDE for m in members)
    ]
    return [*members, *beside]


def _joined(groups: Sequence[list[Count]]) -> list[list[Count]]:
    """Groups of one outcome that have the same values are one question: no word joined `two dead` and `two people lost their lives`."""
    found: list[list[Count]] = []
    for group in groups:
        values = {(c.low, c.high) for c in group}
        same = (
            g
            for g in found
            if {(c.low, c.high) for c in g} == values
            and {c.outcomes for c in g} & {c.outcomes for c in group if c.outcomes}
        )
        first = next(same, None)
        if first is None:
            found.append(list(group))
        else:
            first.extend(group)
    return found


# --- one question ----------------------------------------------------------------------------------------------------


def _common_words(readings: Iterable[Reading], counts: Sequence[Count]) -> set[str]:
    """Lemmas of topics that so many sentences of the story have that they tell nothing."""
    held: dict[str, int] = defaultdict(int)
    sentences = 0
    for reading in readings:
        for sentence in reading.layout.sentences:
            sentences += 1
            present = {
                word(t.norm, reading.layout.language).lemma for t in reading.layout.tokens_in(sentence) if t.is_word
            }
            for lemma in present:
                held[lemma] += 1
    least = max(4.0, COMMON * sentences)
    return {w.lemma for c in counts for w in c.topic if held[w.lemma] > least}


def _same_question(x: Count, y: Count, common: set[str]) -> bool:
    """Do two counts answer one question: one thing counted, and a telling word in common that says what became of it?"""
    if x.countries != y.countries or x.measure != y.measure or not _comparable(x, y):
        return False
    if x.outcomes != y.outcomes or _other_months(x, y):
        return False
    # What became of them is the question: no word in common is needed, for the lexicon knows few of these.
    shared = _shared(x.topic, y.topic, common) + len(x.outcomes)
    if x.measure is not None:
        return shared >= (2 if x.is_amount else 1)
    if (x.unit is None or y.unit is None) and not x.outcomes:
        return False
    if _bounds(x, y) or _bounds(y, x):
        return True
    if anybody(x.unit) or anybody(y.unit):
        # `31 are injured`, `27 injured people`: who is counted stands in the words beside the number.
        ours, theirs = (c.topic if c.unit is None or anybody(c.unit) else (*c.topic, c.unit) for c in (x, y))
        general = anybody(x.unit) and anybody(y.unit)
        return _shared(ours, theirs, common) + len(x.outcomes) >= (
            1 if general or _is_topic(x, y) or _is_topic(y, x) else 2
        )
    assert x.unit is not None and y.unit is not None
    return affinity(x.unit, y.unit) >= SAME_THING and shared >= 1


def _other_months(x: Count, y: Count) -> bool:
    """Are the sentences dated, and in no month in common? Then they tell of two events."""
    ours, theirs = ({match[1] for t in c.telling.times if t.value and (match := _MONTH.match(t.value))} for c in (x, y))
    return bool(ours and theirs) and not ours & theirs


def _bounds(x: Count, y: Count) -> bool:
    """Is one count of people a near bound of the other, told of one named person: `over 60 people`, `64 passengers`?"""
    if (
        x.low == x.high
        or y.low != y.high
        or not x.low <= y.low <= x.low * NEAR_BOUND
        or not (anybody(x.unit) or anybody(y.unit))
    ):
        return False
    ours, theirs = (
        {m.entity for m in c.telling.mentions if m.type == "PER"}
        | {n.entity for n in c.telling.reading.labels if c.telling.span.contains(n.span)}
        for c in (x, y)
    )
    return bool((ours & theirs) - {None})


def _is_topic(x: Count, y: Count) -> bool:
    """Is the noun of one count the telling word of the other: `two dead` and `two people are dead`?"""
    return x.unit is not None and any(affinity(x.unit, w) >= SAME_THING for w in y.topic)


def _shared(ours: Sequence[Word], theirs: Sequence[Word], common: set[str]) -> int:
    left = [w for w in ours if w.lemma not in common]
    right = [w for w in theirs if w.lemma not in common]
    return len({w.lemma for w in left if any(affinity(w, other) >= SAME_THING for other in right)})


def _comparable(x: Count, y: Count) -> bool:
    values = [next(v for v in (c.low, c.high) if abs(v) != float("inf")) for c in (x, y)]
    return min(values) > 0 and max(values) / min(values) <= MAGNITUDE


def _agree(x: Count, y: Count) -> bool:
    """Equal, one a bound of the other, or one the other in round figures."""
    if x.low <= y.high and y.low <= x.high:
        return True
    lower, higher = min(x.high, y.high), max(x.low, y.low)
    return lower > 0 and (higher - lower) / higher <= ROUNDED


def _judge(members: Sequence[Count]) -> DifferenceRelation | None:
    by_report: dict[str, list[Count]] = defaultdict(list)
    for count in members:
        by_report[count.report].append(count)
    reports = sorted(by_report)
    if len(reports) < 2 or len({(c.low, c.high) for c in members}) > MOST_VALUES:
        return None
    apart = [
        (a, b)
        for n, a in enumerate(reports)
        for b in reports[n + 1 :]
        if not any(_agree(x, y) for x in by_report[a] for y in by_report[b])
    ]
    if not apart:
        bounds = {(c.low, c.high) for c in members}
        exact = {b for b in bounds if b[0] == b[1]}
        return "granularity" if len(exact) == 1 and bounds - exact else None
    return "update" if _is_update(members, by_report) else "contradiction"


def _is_update(members: Sequence[Count], by_report: Mapping[str, Sequence[Count]]) -> bool:
    """Has the number risen: words beside the highest figure say so, or every report with it is younger than those with lower ones?"""
    highest = max(c.low for c in members)
    top = [c for c in members if c.low == highest]
    if any(lexicon(c.telling.language, "rising").find(c.telling.tokens) for c in top):
        return True
    if any(t.value == "PAST_REF" for c in members if c.low != highest for t in c.telling.times):
        return True  # `earlier two were spoken of`
    if any(len({(c.low, c.high) for c in counts}) > 1 for counts in by_report.values()):
        return False  # a report that has both figures tells whose they are, not when
    later = [day_of(c.telling.reading) for c in top]
    earlier = [day_of(c.telling.reading) for c in members if c.low != highest]
    known = [d for d in (*later, *earlier) if d]
    return len(known) == len(later) + len(earlier) and max(d or "" for d in earlier) < min(d or "" for d in later)


def _difference(members: Sequence[Count], relation: DifferenceRelation) -> Difference:
    unique: dict[tuple[str, float, float], Count] = {}
    for count in sorted(members, key=lambda c: (c.report, c.span)):
        unique.setdefault((count.report, count.low, count.high), count)
    groups: dict[tuple[float, float], list[Count]] = defaultdict(list)
    for count in unique.values():
        groups[count.low, count.high].append(count)
    ordered = sorted(groups.values(), key=lambda g: (g[0].low, g[0].high))
    if relation != "update":
        ordered.sort(key=lambda g: (-len(g), g[0].low))
    values = [(_value(g, first=n == 0), c.telling.reading) for n, g in enumerate(ordered) for c in g]
    joint = "later" if relation == "update" else "or"
    sides: list[DifferenceSide] = [side(c.telling, _value(g), c.span) for g in ordered for c in g]
    return difference("number", relation, sides, f"{either(values, joint)}.")


def _value(group: Sequence[Count], first: bool = True) -> str:
    """A figure as the reports have it, with its noun (`16 węzłów`); with what became of those counted, in the words of the explanation:
    `31 injured`, and then `27`."""
    figure = next((c for c in group if c.outcomes), None)
    if figure is not None and figure.low == figure.high:
        return f"{figure.low:g} {', '.join(sorted(figure.outcomes))}" if first else f"{figure.low:g}"
    return next((c for c in group if c.unit is not None), group[0]).shown
