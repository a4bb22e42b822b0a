"""Quotations in the making, and the test for a segment that is nothing but an attribution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.quotation_marks import Quoted
from svod.records import QuotationKind, Span, Speaker

if TYPE_CHECKING:
    from svod.reading.speakers import Attributed


DASHES = frozenset("-–—―")
"""What parts speech from its attribution, and begins it in dialogues."""


@dataclass(slots=True)
class Draft:
    """A quotation in the making; `parts` are spans of the text, `quoted` those of the words of a reported clause that stand in marks.
    `follows`: speaker and carriers are those of the quotation before. `nameless`: the text leaves open who says it."""

    kind: QuotationKind
    parts: list[Span]
    cue: Span | None = None
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    via: list[str] = field(default_factory=list)
    pronoun: bool = False
    follows: bool = False
    nameless: bool = False
    quoted: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where the last part of the content ends."""
        return max(p.end for p in self.parts)

    def attributed(self, to: Attributed, cue: Span | None) -> Draft:
        """The same draft with what an attribution tells."""
        self.cue, self.speaker, self.addressee, self.pronoun = cue, to.speaker, to.addressee, to.pronoun
        self.via += [v for v in to.via if v not in self.via]
        return self


@dataclass(slots=True)
class Direct:
    """Direct quotations, passages in marks that are parts of sentences, cues that have been used, tokens that lie in direct speech."""

    drafts: list[Draft]
    partial: list[Quoted]
    used: set[int]
    covered: set[int]


CLOSING = frozenset({"say", "think", "carry", "told"})
"""Kinds of verbs that make a segment an attribution."""


def is_closing(scene: Scene, segment: Segment, kinds: frozenset[str] = CLOSING) -> Cue | None:
    """The cue of a segment that is nothing but an attribution: `rekao je Galić na sastanku`, `je po poročanju STA dejal župan`."""
    for cue in scene.cues_in(segment.first, segment.last):
        if not cue.kinds & kinds:
            continue
        if scene.data.participle_ends and scene.tokens[cue.first].norm.endswith(scene.data.participle_ends):
            continue  # "…, исламисты, ответившие на приговор"
        infinitive = scene.data.subject_first and cue.last < segment.last
        if infinitive and scene.tokens[cue.last].norm in scene.data.subjunctive:
            continue  # "…, said to be the oldest in the county, …"
        lead = range(segment.first, cue.first)
        begins = scene.tokens[segment.first]
        inflected = begins.norm in scene.data.auxiliaries and scene.grammar.is_finite(begins)
        if scene.data.verb_first and lead and not inflected:
            continue  # "…, der Acker gehöre dem Bruder, wie der Vater sagte": only "…, sagte der Vater" begins with its verb
        if all(scene.is_function(n) or n in scene.mention_at for n in lead) or _led_by_phrase(scene, segment, cue):
            return cue
        told = any(scene.tokens[n].norm in scene.data.that for n in lead)
        if scene.data.subject_first and len(lead) <= 12 and segment.last - cue.last <= 8 and not told:
            return cue
        rest = segment.last - cue.last
        if len(lead) <= 7 and (rest <= 1 or (rest <= 3 and scene.tokens[cue.last].norm in scene.data.at)):
            return cue  # "so ta teden sporočili iz družbe"
        return None
    return None


def _led_by_phrase(scene: Scene, segment: Segment, cue: Cue) -> bool:
    """Is an attribution phrase (`po poročanju …`, `kako`) among the words before the cue?"""
    return any(a.value in ("according", "own", "as") for a in scene.attributions_in(segment.first, cue.first))


def is_beside(scene: Scene, segment: Segment) -> Cue | None:
    """The cue of an attribution beside direct speech: one as in `is_closing`, or a verb that stands only there (`sighed Bell`)."""
    closing = is_closing(scene, segment)
    if closing is not None:
        return closing
    last = min(segment.last, segment.first + 8)
    for n in range(segment.first, last):
        match = scene.data.beside.match_at(scene.tokens, n)
        if match is not None and match.last <= segment.last:
            return Cue(match.first, match.last, frozenset({"say"}))
        if scene.grammar.is_finite(scene.tokens[n]) and not scene.is_function(n):
            return None
    return None
