"""How far a reported clause reaches: where it begins after its cue and where its sentence turns to something else."""

from __future__ import annotations

from dataclasses import dataclass

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Direct, Draft, is_closing

REACH = 14
"""Tokens between a cue and its complementiser (benchmarks/quotations)."""


@dataclass(slots=True)
class Sentence:
    """A sentence without its direct speech: segments in order, cues that are still free, what was found."""

    first: int
    last: int
    segments: list[Segment]
    drafts: list[Draft]
    carriers: list[str]
    closings: list[Segment]
    """Segments that are attributions and so belong to no content."""


class ClauseScope:
    """Looks for the edges of reported clauses in the sentences of one report."""

    def __init__(self, scene: Scene, direct: Direct) -> None:
        self.scene, self.direct, self.data = scene, direct, scene.data

    def index(self, here: Sentence, token: int) -> int | None:
        """The number of the segment in which a token stands; None for a delimiter."""
        return next((n for n, s in enumerate(here.segments) if token in s), None)

    def denies(self, cue: Cue) -> bool:
        """Is the cue a verb of denial?"""
        return any(self.scene.tokens[n].norm in self.scene.grammar.denial for n in range(cue.first, cue.last))

    def complementiser(self, here: Sentence, cue: Cue, cues: list[Cue], index: int) -> tuple[int, int] | None:
        """Where the content begins, and where what belongs to the cue ends."""
        data, tokens, delimiters = self.data, self.scene.tokens, 0
        segment = here.segments[index]
        following = next((c for c in cues if c.first >= cue.last and c.kinds & {"say", "think", "act"}), None)
        for n in range(cue.last, min(cue.last + REACH, here.last)):
            if following is not None and n >= following.first:
                if data.that_dropped:
                    break  # "said the rudder had been reported"
                return None
            if n in self.direct.covered:
                return None
            norm = tokens[n].norm
            if self.scene.is_delimiter(n):
                delimiters += 1
                if (
                    delimiters > 2
                    or tokens[n].text in ":;("
                    or (delimiters > 1 and "act" in cue.kinds and "say" not in cue.kinds)
                ):
                    return None
                continue
            if norm in data.that and not self.scene.covered[n]:
                if norm in data.as_words and (n - cue.last > 6 or delimiters):
                    return None
                if "say" not in cue.kinds and "think" not in cue.kinds and norm in data.subjunctive:
                    # "je pozvao da dođu": an infinitive in all but form, the seeds keep its "da"; what is denied is a clause.
                    return (n + 1, n) if delimiters or self.denies(cue) else (n, n)
                return n + 1, n
            if norm in data.subjunctive and delimiters == 1 and "act" in cue.kinds and self.scene.is_delimiter(n - 1):
                return n + 1, n
            if data.that_dropped and delimiters and n == segment.last + 1 and segment.last == cue.last:
                break
            if (
                norm in data.relatives
                and delimiters
                and self.scene.is_delimiter(n - 1)
                and norm not in data.whether_words
            ):
                return None
        if not data.that_dropped or "say" not in cue.kinds:
            return None
        subject = (
            any(c.score >= 2 for c in candidates(self.scene, Segment(segment.first, cue.first, "")))
            if cue.first > segment.first
            else False
        )
        if data.subject_first and segment.last - cue.last >= 4 and (subject or self._parted(here, cue, index)):
            return cue.last, cue.last
        if (
            not data.subject_first
            and index + 1 < len(here.segments)
            and cue.first > segment.first
            and segment.opener == ""
        ):
            after = here.segments[index + 1]
            # "sagte, die Preise würden …": after the verb itself, "die" is no relative pronoun.
            relative = tokens[after.first].norm in data.relatives and segment.last > cue.last
            if after.opener == "," and not relative and after.last - after.first >= 3:
                return after.first, segment.last
        return None

    def _parted(self, here: Sentence, cue: Cue, index: int) -> bool:
        """Is the subject parted from the cue by an apposition or a relative clause: `The minister, Jasna Marevic, said the …`?"""
        segment, scene = here.segments[index], self.scene
        if (
            index == 0
            or cue.first != segment.first
            or any(s.opener not in ("", ",") for s in here.segments[: index + 1])
        ):
            return False
        first = here.segments[0]
        if scene.has_finite(first.first, first.last) or first.first in self.direct.covered:
            return False
        return any(c.score >= 2 for c in candidates(scene, first))

    def _new_clause(self, segment: Segment) -> bool:
        """Does the segment have a subject and a finite verb of its own?"""
        scene, lead = self.scene, self.scene.tokens[segment.first].norm
        if lead in self.data.relatives or lead in self.data.that or not scene.has_finite(segment.first, segment.last):
            return False
        return best(candidates(scene, segment), segment.first, 2.0) is not None

    def end_of(
        self, here: Sentence, start: int, cues: list[Cue], noun_phrase: bool = False, subordinate: bool = False
    ) -> int:
        """Where the content that begins at token `start` ends: the sentence, an attribution, or the next thing that is said.

        A noun phrase ends before the next clause; content of a subordinate clause before the main
        one (`Třebaže vláda tvrdí, že …, nekoná`).
        """
        data, tokens, scene = self.data, self.scene.tokens, self.scene
        for segment in here.segments:
            if segment.last <= start:
                continue
            if segment.first > start:
                if segment.opener in (";", "(") and (segment.opener == ";" or self._signature(segment)):
                    return segment.first - 1
                lead = tokens[segment.first].norm
                closing = is_closing(scene, segment)
                if lead in data.as_words:
                    # "…, kakor vlada imenuje stavko": the outlet's own remark; "…, kako su naveli, …" only interrupts.
                    if any("label" in c.kinds for c in scene.cues_in(segment.first, segment.last)):
                        return segment.first - 1
                elif closing is not None and self.that_follows(segment) is None:
                    return segment.first - 1
                if lead in data.auxiliaries and any(
                    c.first <= segment.first + 3 for c in scene.cues_in(segment.first, segment.last)
                ):
                    return segment.first - 1
                if (
                    subordinate
                    and scene.has_finite(segment.first, segment.last)
                    and not (
                        lead in data.contrast or lead in data.relatives or lead in data.joining or lead in data.that
                    )
                ):
                    return segment.first - 1
                if noun_phrase and (lead in data.sentential or self._new_clause(segment)):
                    return segment.first - 1
                soon = [c for c in cues if segment.first <= c.first < segment.first + 12 and "act" not in c.kinds]
                asked = any(
                    a.value == "ask" and segment.first <= a.first < segment.first + 4 for a in scene.attributions
                )
                if lead in data.contrast and (asked or soon):
                    return segment.first - 1
            for cue in cues:
                if cue.first in segment and cue.first > start + 2:
                    n = cue.first - 1
                    while n > start and scene.is_function(n) and tokens[n].norm not in data.joining:
                        n -= 1
                    if n > start and tokens[n].norm in data.joining:
                        return n
        return here.last

    def _signature(self, segment: Segment) -> bool:
        return any(
            c.mention and is_carrier(self.scene, c.mention) for c in candidates(self.scene, segment, oblique=True)
        )

    def that_follows(self, segment: Segment) -> int | None:
        """The complementiser in a segment or right after it: then it is no closing attribution."""
        tokens = self.scene.tokens
        for n in range(segment.first + 1, min(segment.last + 3, len(tokens))):
            if tokens[n].norm in self.data.that and (n < segment.last or self.scene.is_delimiter(n - 1)):
                return n
        return None
