"""The title of a story: the persons whom most independent reports name, and the place of what happened."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from svod.comparing.tellings import origin_of
from svod.languages import words
from svod.languages.gazetteer import lookup
from svod.records import Entity, Mention, Reading, Story

HEADLINE = 120  # characters that a headline has at most, where sections are unknown
LEAD = 350  # characters at the beginning of a report that say what it is about
CARRIER_WORD = 2  # tokens between a name and the word `agency` or `portal` that makes it a carrier
AT_LEAST = 3  # parts of ten of the origins that must name whom the title names


@dataclass(slots=True)
class _Named:
    """In which origins an entity is named at all, in the headline, in the lead, and as a carrier of news; and how often."""

    origins: set[int] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)
    early: set[int] = field(default_factory=set)
    carrying: set[int] = field(default_factory=set)
    times: int = 0
    starts: list[int] = field(default_factory=list)


def make_title(story: Story, readings: Sequence[Reading], entities: Sequence[Entity]) -> str:
    """Whom and where the story is about: at most two persons (else organisations) that most origins name, and the place that most name
    where they begin; a report's headline or source where no name is linked.

    Agencies and media that carry the news don't count, nor do surnames alone that more than one person of the story has.
    """
    by_id = {e.id: e for e in entities}
    origin = origin_of(story)
    named: dict[str, _Named] = defaultdict(_Named)
    for reading in readings:
        own = origin[reading.report.id]
        for mention in reading.mentions:
            if mention.entity not in by_id or not reading.layout.is_own(mention.span):
                continue
            known = named[mention.entity]
            known.origins.add(own)
            known.times += 1
            known.starts.append(mention.span.start)
            if mention.span.start < LEAD:
                known.early.add(own)
            if mention.span.end <= HEADLINE:
                known.headed.add(own)
            if _carries(reading, mention):
                known.carrying.add(own)
    origins = len({origin[r.report.id] for r in readings})
    ambiguous = _ambiguous(by_id, named)

    def candidates(*types: str) -> list[str]:
        fitting = [
            e
            for e, known in named.items()
            if by_id[e].type in types
            and e not in ambiguous
            and 2 * len(known.carrying) < len(known.origins) + 1
            and 10 * len(known.origins) > AT_LEAST * origins
            and not is_carrier(by_id[e])
        ]
        return sorted(fitting, key=lambda e: _rank(named[e], e))

    actors = candidates("PER")[:2]
    if not actors:
        actors = [e for e in candidates("ORG", "PRO", "EVT") if named[e].early][:2]
    places = sorted(candidates("LOC"), key=lambda e: _place_rank(named[e], by_id[e]))
    shown = ", ".join(by_id[e].name for e in actors)
    parts = [shown, ", ".join(by_id[e].name for e in places[: 1 if actors else 2])]
    return " · ".join(p for p in parts if p) or _headline(readings)


def _rank(known: _Named, entity: str) -> tuple[int, int, int, str]:
    """First whom most origins name, first of all early; of two whom as many name, the one who is named earlier."""
    earliest = sorted(known.starts)[: len(known.origins)]
    return -len(known.origins) - len(known.early), -len(known.origins), sum(earliest), entity


def _place_rank(known: _Named, entity: Entity) -> tuple[int, bool, int, str]:
    """Places by how many headlines and leads name them; of two the town or island says more than its country."""
    return -len(known.headed) - len(known.early), "iso3166" in entity.links, -known.times, entity.id


def _carries(reading: Reading, mention: Mention) -> bool:
    """Does the name stand as that of an agency or medium: carrying a quotation, or beside a word such as `agency`?"""
    if any(mention.entity in q.via for q in reading.quotations) and mention.type != "PER":
        return True
    if mention.type == "PER":
        return False
    carriers = words(reading.layout.language, "comparing", "carriers")
    around = reading.layout.tokens_in(mention.span)
    if not around or not carriers:
        return False
    tokens = reading.layout.tokens
    first = bisect_left(tokens, mention.span.start, key=lambda t: t.span.start)
    nearby = (*tokens[max(0, first - CARRIER_WORD) : first], *tokens[first + len(around) : first + len(around) + 1])
    return any(t.norm.startswith(carriers) for t in nearby)


def is_carrier(entity: Entity) -> bool:
    """An agency or a medium of the tables."""
    for language, names in entity.names.items():
        for name in names:
            if any(k.kind in ("agency", "medium") for k in lookup(name, language)):
                return True
    return False


def _ambiguous(by_id: Mapping[str, Entity], named: Mapping[str, _Named]) -> set[str]:
    """Persons known by a surname alone that two others of the story have: whoever they are."""
    persons = {e: by_id[e].name.casefold().split() for e in named if by_id[e].type == "PER"}
    surnames = Counter(parts[-1] for parts in persons.values() if len(parts) > 1)
    return {e for e, parts in persons.items() if len(parts) == 1 and parts[0] in surnames}


def _headline(readings: Sequence[Reading]) -> str:
    for reading in readings:
        if reading.report.title:
            return reading.report.title
        for section in reading.layout.sections:
            if section.kind == "headline":
                return section.span.of(reading.report.text).strip()
    return readings[0].report.source if readings else ""
