"""Where reports give different sources for one utterance: other agencies, other speakers, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from svod.comparing.tellings import Telling, difference, entity_name, side
from svod.records import Difference, DifferenceSide, Entity, Span, Statement

NEAR = 300  # characters between an utterance and the agency that carries it


def attribution_differences(
    told: Sequence[tuple[Statement, list[Telling]]], entities: Mapping[str, Entity]
) -> list[Difference]:
    """One difference for a statement whose reports name carriers or speakers that exclude each other; reports that name none are sides of
    it, but never reason for it."""
    found = []
    for _, tellings in told:
        for role, of in (("carrier", _carriers), ("source", _sources)):
            by_report: dict[str, set[str]] = defaultdict(set)
            for t in tellings:
                by_report[t.report] |= of(t)
            named = [(r, who) for r, who in sorted(by_report.items()) if who]
            if not any(not a & b for n, (_, a) in enumerate(named) for _, b in named[n + 1 :]):
                continue
            first = {t.report: t for t in reversed(tellings) if of(t) or not by_report[t.report]}
            shown = [t for _, t in sorted(first.items()) if role == "carrier" or by_report[t.report]]
            sides = [_side(t, of(t), entities) for t in shown]
            told_by = "; ".join(dict.fromkeys(s.value for s in sides))
            found.append(difference("attribution", "tension", sides, f"The reports name different {role}s: {told_by}."))
            break
    return found


def _carriers(telling: Telling) -> set[str]:
    """Agencies and media that the telling is taken from, those that the report itself names."""
    mentioned = {m.entity for m in telling.reading.mentions if m.entity and m.type == "ORG"}
    quotation = telling.quotation
    return {e for e in (*telling.support.via, *(quotation.via if quotation else ())) if e in mentioned}


def _sources(telling: Telling) -> set[str]:
    """The person who says it; that one report has a company and another its spokesman is no difference."""
    mentioned = {m.entity for m in telling.reading.mentions if m.entity and m.type == "PER"}
    return {telling.support.source} if telling.support.source in mentioned and telling.support.source else set()


def _side(telling: Telling, who: set[str], entities: Mapping[str, Entity]) -> DifferenceSide:
    """The words that name the source, where they stand near; else the telling."""
    names = ", ".join(sorted(entity_name(e, entities) for e in who)) or "no agency named"
    near = [m.span for m in telling.reading.mentions if m.entity in who and _distance(m.span, telling.span) <= NEAR]
    best = min(near, key=lambda s: (_distance(s, telling.span), s), default=None)
    return side(telling, names, best)


def _distance(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
