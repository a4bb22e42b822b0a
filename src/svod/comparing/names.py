"""Where reports name different places or different members of one group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from svod.comparing.tellings import (
    Closeness,
    Telling,
    difference,
    either,
    entity_name,
    lexicon,
    outlet,
    pairs,
    passage_of,
    position_of,
    side,
)  # fmt: skip
from svod.languages.gazetteer import lookup
from svod.records import (
    Difference,
    DifferenceRelation,
    Entity,
    Mention,
    Reading,
    Span,
    Statement,
    cover,
)

SAME_MATTER = (
    0.45  # least likeness and cover of two tellings whose places may differ: most name places of different things
)
LEAST_LIST = 3  # names that make a list: two are any pair of names


def place_differences(
    told: Sequence[tuple[Statement, list[Telling]]], entities: Mapping[str, Entity], closeness: Closeness
) -> list[Difference]:
    """Different towns, or different countries, where the statements agree otherwise.

    Only places that stand as the place of something (after `in`, `at`), one a telling, and of one rank: a town within a country is more
    exact, not different.
    """
    found = []
    for _, tellings in told:
        for a, b in pairs(tellings):
            x, y = _place(a), _place(b)
            if x is None or y is None or x.entity is None or y.entity is None or x.entity == y.entity:
                continue
            if not closeness.close(a, b, SAME_MATTER):
                continue
            ranks = {_rank(x, a), _rank(y, b)}
            if x.entity in {m.entity for m in b.mentions} or len(ranks) != 1 or None in ranks:
                continue
            names = [(entity_name(x.entity, entities), a.reading), (entity_name(y.entity, entities), b.reading)]
            sides = [side(a, x.lemma, x.span), side(b, y.lemma, y.span)]
            found.append(difference("place", "contradiction", sides, f"{either(names)}."))
    return found


def _place(telling: Telling) -> Mention | None:
    """The one place in the telling that stands after a word for `in` or `at`."""
    tokens = telling.reading.layout.tokens
    at = lexicon(telling.language, "at")
    places = []
    for mention in telling.mentions:
        position = position_of(tokens, mention.span.start)
        if (
            mention.type == "LOC"
            and position
            and at.match_at(tokens, position - 1)
            and telling.reading.layout.is_own(mention.span)
        ):
            places.append(mention)
    return places[0] if len({m.entity for m in places}) == 1 else None


def _rank(mention: Mention, telling: Telling) -> str | None:
    """`country` or `town`, where the tables know the place as just one of them."""
    kinds = {k.kind for k in lookup(mention.lemma, telling.language)} & {"country", "town"}
    return kinds.pop() if len(kinds) == 1 else None


def list_differences(readings: Mapping[str, Reading], entities: Mapping[str, Entity]) -> list[Difference]:
    """Lists of countries, places, persons or organisations that agree but for one member (`in five countries: …`). Lists that differ by
    more may be lists of other things."""
    lists = [found for _, r in sorted(readings.items()) if r.report.copy_of is None for found in _lists(r)]
    known = {(t.report, members) for t, members in lists}
    found = []
    shown: set[frozenset[frozenset[str]]] = set()
    for (a, members), (b, others) in combinations(lists, 2):
        shared = members & others
        if a.report == b.report or len(members ^ others) != 1 or len(shared) < LEAST_LIST:
            continue
        if (b.report, members) in known or (a.report, others) in known:  # both reports have both lists: of two things
            continue
        if frozenset((members, others)) in shown:  # two further reports with the same two lists
            continue
        shown.add(frozenset((members, others)))
        only = [sorted(entity_name(e, entities) for e in some - shared) for some in (members, others)]
        parts = [
            f"{', '.join(names)} only in {outlet(t.reading)}" for names, t in zip(only, (a, b), strict=True) if names
        ]
        sides = [
            side(t, ", ".join(sorted(entity_name(e, entities) for e in some)), t.span)
            for t, some in ((a, members), (b, others))
        ]
        relation: DifferenceRelation = "granularity" if members < others or others < members else "contradiction"
        found.append(difference("participant", relation, sides, f"The lists differ: {'; '.join(parts)}."))
    return found


def _lists(reading: Reading) -> list[tuple[Telling, frozenset[str]]]:
    """Runs of at least three linked names of one type with nothing but a comma or one short word between them."""
    runs: list[list[Mention]] = []
    for mention in sorted(reading.mentions, key=lambda m: m.span):
        if (
            mention.entity is None
            or mention.type not in ("LOC", "PER", "ORG")
            or not reading.layout.is_own(mention.span)
        ):
            continue
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.type == mention.type
            and last.span.end < mention.span.start
            and _joined(reading, Span(last.span.end, mention.span.start))
        ):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return [
        (
            passage_of(reading, cover(m.span for m in run)),
            frozenset(m.entity or "" for m in run),
        )
        for run in runs
        if len({m.entity for m in run}) >= LEAST_LIST
    ]


def _joined(reading: Reading, gap: Span) -> bool:
    tokens = [t for t in reading.layout.tokens_in(gap) if t.span.end <= gap.end]
    between = [t.text for t in tokens]
    return between == [","] or (
        len(between) in (1, 2) and tokens[-1].is_word and len(between[-1]) <= 4 and set(between[:-1]) <= {","}
    )
