"""Where reports give different sources for one utterance: other agencies, other speakers, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from svod.comparing.tellings import Closeness, Telling, difference, either, entity_name, side
from svod.languages.concepts import name_key
from svod.records import Difference, DifferenceSide, Entity, Span, Statement

SAME_MATTER = 0.3  # least likeness and cover of two tellings of one source each
NEAR = 300  # characters between an utterance and the agency that carries it


def attribution_differences(
    told: Sequence[tuple[Statement, list[Telling]]], entities: Mapping[str, Entity], closeness: Closeness
) -> list[Difference]:
    """One difference for a statement whose reports name carriers or speakers that exclude each other; reports that name none are sides of
    it, but never reason for it. Two names that share a word may be one person's."""
    found = []
    for _, tellings in told:
        for role, of in (("carrier", _carriers), ("source", _sources)):
            by_report: dict[str, set[str]] = defaultdict(set)
            for t in tellings:
                by_report[t.report] |= of(t)
            named = [(r, who) for r, who in sorted(by_report.items()) if who]
            apart = [
                (x, y)
                for n, (x, a) in enumerate(named)
                for y, b in named[n + 1 :]
                if not a & b and not _names(a, entities) & _names(b, entities) and _alike(x, y, tellings, of, closeness)
            ]
            if not apart:
                continue
            first = {t.report: t for t in reversed(tellings) if of(t) or not by_report[t.report]}
            shown = [t for _, t in sorted(first.items()) if role == "carrier" or by_report[t.report]]
            sides = [_side(t, of(t), entities) for t in shown]
            told_by = either([(s.value, t.reading) for s, t in zip(sides, shown, strict=True)])
            how = "Carried by" if role == "carrier" else "Said by"
            found.append(difference("attribution", "tension", sides, f"{how} {told_by}."))
            break
    return found


def _alike(
    x: str, y: str, tellings: Sequence[Telling], of: Callable[[Telling], set[str]], closeness: Closeness
) -> bool:
    """Do two reports that name somebody tell the same in clearly like words?"""
    ours, theirs = ([t for t in tellings if t.report == r and of(t)] for r in (x, y))
    return any(closeness.close(a, b, SAME_MATTER) for a in ours for b in theirs)


def _names(ids: set[str], entities: Mapping[str, Entity]) -> set[str]:
    """The words of somebody's names in every language, as keys that are the same across languages."""
    return {
        name_key(word, language)
        for e in ids
        if e in entities
        for language, names in (entities[e].names or {"en": (entities[e].name,)}).items()
        for name in names
        for word in name.split()
    }


def _carriers(telling: Telling) -> set[str]:
    """Agencies and media that the telling is taken from, those that the report itself names."""
    mentioned = {m.entity for m in telling.reading.mentions if m.entity and m.type == "ORG"}
    quotation = telling.quotation
    return {e for e in (*telling.support.via, *(quotation.via if quotation else ())) if e in mentioned}


def _sources(telling: Telling) -> set[str]:
    """The person who says it, where the words that introduce it have the name (a pronoun may be anybody's); that one report has a
    company and another its spokesman is no difference."""
    quotation = telling.quotation
    speaker = quotation.speaker if quotation else None
    if speaker is None or speaker.span is None:
        return set()
    mentioned = {m.entity for m in telling.reading.mentions if m.type == "PER" and m.span.overlaps(speaker.span)}
    return {telling.support.source} if telling.support.source in mentioned and telling.support.source else set()


def _side(telling: Telling, who: set[str], entities: Mapping[str, Entity]) -> DifferenceSide:
    """The words that name the source, where they stand near; else the telling."""
    names = ", ".join(sorted(entity_name(e, entities) for e in who)) or "no agency named"
    near = [m.span for m in telling.reading.mentions if m.entity in who and _distance(m.span, telling.span) <= NEAR]
    best = min(near, key=lambda s: (_distance(s, telling.span), s), default=None)
    return side(telling, names, best)


def _distance(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
