"""Facts that reports tell in passing: a war, named by a noun with its place, in sentences about something else.

`Help in Russia's war against Ukraine`, `the invasion of Ukraine`: no clause tells it, and every reader is told it. The reports that name
one war by one place tell one fact, in words that may say much about them (a war, an invasion, a conflict).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from svod.languages.gazetteer import country_of_adjective
from svod.reading.speech import speech, word_set
from svod.records import Edge, Evidence, Mention, Reading, Span
from svod.stories.decisions import with_decisions
from svod.stories.linkage import average_linkage

GAP = 2
"""Words that may stand between the noun and a place, or between two places: `u`, `in the`, `protiv`."""


@dataclass(frozen=True, slots=True)
class Passing:
    """Words that name a war, and the identity of the place that they end with, or of the only one; `parties`: they also say whose war."""

    evidence: Evidence
    place: str
    parties: bool


def told_in_passing(readings: Sequence[Reading], decisions: Sequence[Edge] = ()) -> list[tuple[Passing, ...]]:
    """The wars that the reports name.

    Args:
        readings: the reports of one story, entities linked.
        decisions: links that a user has decided; those between statements that name no more than such words are heeded.

    Returns:
        For each place whose war two or more reports name in their own text or in a teaser, not all of them in teasers, all words that do,
        by report and place.
    """
    by_place: dict[str, list[Passing]] = {}
    for reading in readings:
        for passing in _found(reading):
            by_place.setdefault(passing.place, []).append(passing)
    named = (sorted(found, key=lambda p: p.evidence) for _, found in sorted(by_place.items()))
    groups = [part for found in named for part in _parted(found, decisions)]
    layouts = {r.report.id: r.layout for r in readings}
    return [
        group
        for group in groups
        if len({p.evidence.report for p in group}) > 1
        and any(layouts[p.evidence.report].is_own(p.evidence.span) for p in group)
    ]


def _parted(group: Sequence[Passing], decisions: Sequence[Edge]) -> list[tuple[Passing, ...]]:
    """The words that name one war, without bringing together what a user has parted."""
    places = [p.evidence for p in group]

    def held(wanted: Evidence) -> bool:
        return any(p.report == wanted.report and p.span.contains(wanted.span) for p in places)

    meant = [d for d in decisions if held(d.left) and held(d.right)]
    if not meant:
        return [tuple(group)]
    scores = with_decisions(
        dict.fromkeys(combinations(range(len(group)), 2), 1.0), [(p,) for p in places], meant, "statement"
    )
    return [tuple(group[n] for n in cluster) for cluster in average_linkage(len(group), scores, 0.5)]


def _found(reading: Reading) -> list[Passing]:
    layout, tokens = reading.layout, reading.layout.tokens
    wars = word_set(layout.language, "passing", "wars")
    if not wars.exact and not wars.beginnings:
        return []
    starts = [t.span.start for t in tokens]
    places: dict[int, tuple[int, Mention]] = {}
    for mention in reading.mentions:
        if mention.type == "LOC" and mention.entity:
            first = bisect_left(starts, mention.span.start)
            places[first] = (bisect_left(starts, mention.span.end), mention)
    found: list[Passing] = []
    for n, token in enumerate(tokens):
        section = layout.section_at(token.span.start)
        if token.norm not in wars or (section is not None and section.kind in ("credit", "link", "boilerplate")):
            continue
        first, last, entity, named = n, n + 1, None, 0
        while (at := _next_place(reading, last, places)) is not None:
            last, entity, named = places[at][0], places[at][1].entity, named + 1
        if entity is None:
            # English and German put it first: `the Ukraine war`.
            before = next((m for stop, m in places.values() if stop == n), None)
            if before is None:
                continue
            entity, first = before.entity, bisect_left(starts, before.span.start)
        elif first and country_of_adjective(tokens[first - 1].text, layout.language):
            first, named = first - 1, named + 1
        assert entity is not None
        span = Span(tokens[first].span.start, tokens[last - 1].span.end)
        found.append(Passing(Evidence(reading.report.id, span), entity, named > 1))
    return found


def _next_place(reading: Reading, last: int, places: dict[int, tuple[int, Mention]]) -> int | None:
    """The token at which the next place begins, if it follows, or if a preposition or article stands before it and at most one short
    word between them: not in `war crimes in Gaza`, which is told after any war."""
    data = speech(reading.layout.language)
    for n in range(last, min(last + GAP + 1, len(reading.layout.tokens))):
        if n in places:
            return n
        token = reading.layout.tokens[n]
        if n == last and token.norm not in data.prepositions and token.norm not in data.articles:
            return None
        if not token.is_word or token.text[0].isupper() or len(token.norm) > 7:
            return None
    return None
