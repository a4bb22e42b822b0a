"""Which of two reports has a shared passage from the other, where something tells: who is credited, in whose language somebody was quoted,
which day either was published. Where nothing tells, or where the signs disagree, nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from svod.languages.scripts import key
from svod.linking.verbatim import Shared
from svod.records import Evidence, Published, Reading, Span

NEAR = 1
"""Sentences before and after a passage in which a credit may stand: `…, javlja agencija X` after a paragraph."""
NO_SIGN = "nothing tells which was first"


@dataclass(frozen=True, slots=True)
class Direction:
    """`borrower`: 0 where the left report has it from the right one, 1 the other way round, None where that is not known; and why."""

    borrower: int | None
    reason: str


class Credits:
    """Whom reports credit for a passage.

    Args:
        readings: the reports of a story, entities linked.
        carriers: the agencies and media among the entities.
        names: what they are called.
    """

    def __init__(self, readings: Sequence[Reading], carriers: frozenset[str], names: Mapping[str, str]) -> None:
        self.readings = {r.report.id: r for r in readings}
        self._carriers = carriers
        self.names = names

    @cached_property
    def _outlets(self) -> dict[str, str]:
        """Romanised name of an outlet -> the report that it printed, where it is one report's only."""
        found: dict[str, list[str]] = {}
        for report, reading in sorted(self.readings.items()):
            for name in _own_names(reading):
                found.setdefault(name, []).append(report)
        return {name: reports[0] for name, reports in found.items() if len(reports) == 1}

    def carriers(self, report: str, span: Span) -> frozenset[str]:
        """The agencies and media that stand beside a passage as those from whom it comes."""
        reading = self.readings[report]
        near = _around(reading, span)
        credits = [s.span for s in reading.layout.sections if s.kind == "credit"]
        named = {
            x
            for q in reading.quotations
            if q.span.overlaps(near) or (q.cue and q.cue.overlaps(near))
            for x in (*q.via, q.speaker.entity if q.speaker else None)
        }
        named |= {m.entity for m in reading.mentions if m.type == "ORG" and any(c.contains(m.span) for c in credits)}
        return frozenset(x for x in named if x in self._carriers)

    def credits_report(self, report: str, span: Span, other: str) -> str | None:
        """The words with which a passage names the other report's outlet; None where it does not."""
        reading = self.readings[report]
        near = _around(reading, span)
        credits = [s.span for s in reading.layout.sections if s.kind == "credit"]
        for mention in reading.mentions:
            place = near.contains(mention.span) or any(c.contains(mention.span) for c in credits)
            if (
                mention.type in ("ORG", "PRO")
                and place
                and self._outlets.get(_name_key(mention.lemma, reading)) == other
            ):
                return mention.lemma
        return None


def direction(passages: Sequence[Shared], credits: Credits) -> Direction:
    """Who has the passages that two reports share from whom, as far as anything tells: see the module. One way for all of them.

    Args:
        passages: at least one; all of the same two reports, on the same sides.
        credits: of the story.
    """
    sides = [[p.left for p in passages], [p.right for p in passages]]
    reports = [passages[0].left.report, passages[0].right.report]
    named = [
        {name for e in side if (name := credits.credits_report(e.report, e.span, other))}
        for side, other in zip(sides, reports[::-1], strict=True)
    ]
    for side in (0, 1):
        if named[side] and not named[1 - side]:
            return Direction(side, f"one credits the other, “{min(named[side])}”")
    ours, theirs = ({c for e in side for c in credits.carriers(e.report, e.span)} for side in sides)
    if common := sorted(ours & theirs):
        return Direction(None, f"both credit {credits.names.get(common[0], common[0])}")
    readings = [credits.readings[r] for r in reports]
    signs = [s for s in (_by_original(sides, readings), _by_day(readings)) if s]
    if len({s.borrower for s in signs}) > 1:
        return Direction(None, "the signs of who was first disagree")
    if signs:
        return Direction(signs[0].borrower, "; ".join(s.reason for s in signs))
    if credited := sorted(ours | theirs):
        return Direction(None, f"one of the two credits {credits.names.get(credited[0], credited[0])}; {NO_SIGN}")
    return Direction(None, NO_SIGN)


def _by_original(sides: Sequence[Sequence[Evidence]], readings: Sequence[Reading]) -> Direction | None:
    """The report that quotes a speaker in translation has it from the one that quotes them in their own language."""
    quoted = [
        [
            (q.speaker.entity, q.spoken)
            for q in r.quotations
            if q.verbatim and q.speaker and q.speaker.entity and any(e.span.overlaps(q.span) for e in side)
        ]
        for r, side in zip(readings, sides, strict=True)
    ]
    for borrower in (0, 1):
        original = readings[1 - borrower].layout.language
        in_original = {speaker for speaker, spoken in quoted[1 - borrower] if not spoken}
        if any(speaker in in_original and original in spoken for speaker, spoken in quoted[borrower]):
            return Direction(borrower, "it quotes in translation whom the other quotes in the original")
    return None


def _by_day(readings: Sequence[Reading]) -> Direction | None:
    days = [r.report.published for r in readings]
    if days[0] is None or days[1] is None:
        return None
    for borrower in (0, 1):
        later, earlier = days[borrower], days[1 - borrower]
        if later and earlier and earlier.latest < later.earliest:
            inferred = " (by inferred days)" if "story" in (later.basis, earlier.basis) else ""
            return Direction(borrower, f"it was published later, {_said(later)} after {_said(earlier)}{inferred}")
    return None


def _said(published: Published) -> str:
    return published.earliest.isoformat() if published.day else f"{published.earliest} to {published.latest}"


def _around(reading: Reading, span: Span) -> Span:
    """A passage with the sentences that it stands in and `NEAR` on either side."""
    sentences = reading.layout.sentences
    touched = [n for n, s in enumerate(sentences) if s.overlaps(span)]
    if not touched:
        return span
    first, last = max(0, touched[0] - NEAR), min(len(sentences) - 1, touched[-1] + NEAR)
    return Span(min(span.start, sentences[first].start), max(span.end, sentences[last].end))


def _name_key(name: str, reading: Reading) -> str:
    return key(name, reading.layout.language).replace(" ", "")


def _own_names(reading: Reading) -> set[str]:
    """What others may call a report's outlet: its name, the name of its site."""
    report = reading.report
    host = (urlsplit(report.url or "").hostname or "").removeprefix("www.")
    names = {_name_key(report.outlet or "", reading), host.replace(".", ""), host.rpartition(".")[0]}
    return {n for n in names if len(n) > 2}
