"""Where a reported clause ends: at an attribution, at the next thing that is said, where the outlet takes over again."""

from __future__ import annotations

from dataclasses import dataclass

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Direct, Draft, is_closing


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


class ClauseEnds:
    """Looks for the ends of reported clauses in the sentences of one report."""

    def __init__(self, scene: Scene, direct: Direct) -> None:
        self.scene, self.direct, self.data = scene, direct, scene.data

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
                if self._says_more(segment) or self._carries(segment) or self.turns(segment, start):
                    return segment.first - 1
                closing = is_closing(scene, segment)
                if lead in data.as_words:
                    # "…, kakor vlada imenuje stavko": the outlet's own remark; "…, kako su naveli, …" only interrupts.
                    if any("label" in c.kinds for c in scene.cues_in(segment.first, segment.last)):
                        return segment.first - 1
                elif (
                    closing is not None
                    and self.that_follows(segment) is None
                    and not self._unfinished(here, start, segment, closing)
                ):
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
                if noun_phrase and (
                    (lead in data.sentential and not self.is_conjunction(start, segment.first))
                    or self._new_clause(segment)
                    or self._hearsay(segment)
                    or self._tells(segment)
                ):
                    return segment.first - 1
                soon = [c for c in cues if segment.first <= c.first < segment.first + 12 and "act" not in c.kinds]
                asked = any(a.value == "ask" for a in scene.attributions_in(segment.first, segment.first + 4))
                if lead in data.contrast and (asked or soon) and not self._of_content(segment, soon):
                    return segment.first - 1
                if lead in data.contrast and segment.opener == "," and self._by_own(segment):
                    return segment.first - 1
            if noun_phrase and (both := self._and_does(max(start, segment.first), segment)) is not None:
                return both
            for cue in cues:
                if cue.first in segment and cue.first > start + 2:
                    n = cue.first - 1
                    while n > start and scene.is_function(n) and tokens[n].norm not in data.joining:
                        n -= 1
                    if n > start and tokens[n].norm in data.joining:
                        return n
        return here.last

    def that_follows(self, segment: Segment) -> int | None:
        """The complementiser in a segment or right after it: then it is no closing attribution."""
        tokens = self.scene.tokens
        for n in range(segment.first + 1, min(segment.last + 3, len(tokens))):
            if tokens[n].norm in self.data.that and (n < segment.last or self.scene.is_delimiter(n - 1)):
                return n
        return None

    def is_conjunction(self, first: int, n: int) -> bool:
        """Does the complementiser at token `n` end a conjunction (`v případě, že`, `dlatego że`)?"""
        end = n - 1 if self.scene.is_delimiter(n - 1) else n
        found = (self.data.not_that.match_at(self.scene.tokens, k) for k in range(max(first, end - 4), end))
        return any(m is not None and m.last == end for m in found)

    def is_participle(self, n: int) -> bool:
        """Does an active participle stand at token `n` (`требовавших`), so that the noun before the comma is its subject?"""
        return bool(self.data.participle_ends) and self.scene.tokens[n].norm.endswith(self.data.participle_ends)

    def contrasts(self, segment: Segment) -> bool:
        """Does a conjunction near its beginning set the segment against what stands before, rather than join nouns (`… и хлеб`)?"""
        scene, data = self.scene, self.data
        near = range(segment.first, min(segment.first + 4, segment.last))
        found = [n for n in near if scene.tokens[n].norm in data.contrast]
        if any(n == segment.first or scene.tokens[n].norm not in data.joining for n in found):
            return True
        return bool(found) and scene.has_finite(segment.first, segment.last)

    def turns(self, segment: Segment, start: int) -> bool:
        """`…, ранее премьер выразил готовность …`: the outlet adds something from another time after a clause with a verb."""
        scene = self.scene
        return (
            segment.opener == ","
            and scene.tokens[segment.first].norm in self.data.turns
            and scene.has_finite(segment.first, segment.last)
            and scene.has_finite(start, segment.first)
        )

    def _of_content(self, segment: Segment, soon: list[Cue]) -> bool:
        """Does the one who speaks give a reason (`…, protože věří, že …`), so that the clause is still his?"""
        scene = self.scene
        if scene.tokens[segment.first].norm not in scene.grammar.subordinating or not soon:
            return False
        return not any(c.score >= 2 for c in candidates(scene, Segment(segment.first, segment.last, "")))

    def _unfinished(self, here: Sentence, start: int, segment: Segment, cue: Cue) -> bool:
        """Is the verb that of the content itself, whose subject a relative clause or participle parted from it
        (`сообщалось, что профсоюзы, представляющие экипажи, призвали …`)?"""
        scene, parted = self.scene, False
        if segment.opener != "," or self._followed(cue, segment):
            return False
        for s in here.segments:
            if start < s.last <= segment.first:
                aside = s.first > start and (
                    scene.tokens[s.first].norm in self.data.relatives or self.is_participle(s.first)
                )
                parted = parted or aside
                if not aside and scene.has_finite(max(start, s.first), s.last):
                    return False
        return parted

    def _and_does(self, start: int, segment: Segment) -> int | None:
        """Where a conjunction leads from a noun phrase to the next thing that the subject does (`… izjavo in predčasno zapustil sobo`)."""
        scene = self.scene
        for n in range(start + 1, segment.last - 1):
            token = scene.tokens[n]
            if scene.covered[n]:
                continue
            if scene.grammar.is_finite(token) or token.norm in self.data.that:
                return None
            if token.norm in self.data.joining and token.norm not in self.data.contrast.exact - self.data.joining.exact:
                after, before = scene.tokens[n + 1].norm, scene.tokens[n - 1].norm
                if (
                    after in self.data.subjunctive
                    or after in self.data.prepositions
                    or before in self.data.prepositions
                ):
                    continue
                near = range(n + 1, min(n + 4, segment.last))
                if any(scene.grammar.is_finite(scene.tokens[k]) and k not in scene.mention_at for k in near):
                    return n
                if any(c.first <= n + 2 for c in scene.cues_in(n + 1, n + 3)):
                    return n
        return None

    def _tells(self, segment: Segment) -> bool:
        """Does somebody tell something else in the segment (`…, druga je priznala, da …`)?"""
        scene, lead = self.scene, self.scene.tokens[segment.first].norm
        if lead in self.data.relatives or lead in self.data.that or lead in scene.grammar.subordinating:
            return False
        said = any("say" in c.kinds for c in scene.cues_in(segment.first, segment.last))
        return said and segment.opener == "," and self.that_follows(segment) is not None

    def _by_own(self, segment: Segment) -> bool:
        """Is the clause, which is set against what stands before, somebody's by a phrase of its own (`jednak jego zdaniem …`)?"""
        scene = self.scene
        return any(a.value == "own" for a in scene.attributions_in(segment.first, segment.first + 3))

    def _hearsay(self, segment: Segment) -> bool:
        return any(True for _ in self.data.hearsay.find(self.scene.tokens[segment.first : segment.last]))

    def _carries(self, segment: Segment) -> bool:
        """`… - jego słowa przytacza portal Onet`: after a dash the outlet tells which medium it has it from."""
        scene = self.scene
        return (
            segment.opener in "-–—"
            and any("carry" in c.kinds for c in scene.cues_in(segment.first, segment.last))
            and any(c.mention and is_carrier(scene, c.mention) for c in candidates(scene, segment))
        )

    def _says_more(self, segment: Segment) -> bool:
        """`…, dodając, że …`: the one who speaks goes on to something else."""
        scene = self.scene
        cue = next((c for c in scene.cues_in(segment.first, segment.last) if "say" in c.kinds), None)
        if cue is None or not all(scene.is_function(n) for n in range(segment.first, cue.first)):
            return False
        return segment.last - cue.last <= 3 and self.that_follows(segment) is not None

    def _signature(self, segment: Segment) -> bool:
        return any(
            c.mention and is_carrier(self.scene, c.mention) for c in candidates(self.scene, segment, oblique=True)
        )

    def _new_clause(self, segment: Segment) -> bool:
        """Does the segment have a subject and a finite verb of its own?"""
        scene, lead = self.scene, self.scene.tokens[segment.first].norm
        data = self.data
        if lead in data.relatives or lead in data.that or not scene.has_finite(segment.first, segment.last):
            return False
        if lead in self.scene.grammar.subordinating and lead not in data.contrast:
            return False  # "zagroził strajkiem, jeśli …"
        return best(candidates(scene, segment), segment.first, 2.0) is not None

    def _followed(self, cue: Cue, segment: Segment) -> bool:
        """Does somebody who may be the subject stand after the cue, a name in the nominative or a noun right beside it?"""
        scene, between = self.scene, 0
        for c in candidates(scene, Segment(cue.last, segment.last, "")):
            between = sum(
                not scene.is_function(n) and scene.tokens[n].norm not in self.data.prepositions
                for n in range(cue.last, c.first)
            )
            if c.score >= 1 and (between <= 1 or (c.mention is not None and scene.is_nominative(c.mention))):
                return True
        return False
