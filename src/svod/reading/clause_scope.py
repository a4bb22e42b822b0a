"""How far a reported clause reaches: where it begins after its cue and where its sentence turns to something else."""

from __future__ import annotations

from dataclasses import dataclass

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Direct, Draft, is_closing
from svod.reading.noun_phrases import names_somebody
from svod.reading.speakers import Attributed, attribute
from svod.records import Span

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
        if data.that_dropped and "say" in cue.kinds:
            n = cue.last
            while n < segment.last and tokens[n].norm in data.adverbs and tokens[n].norm not in data.pronouns:
                n += 1
            if n + 2 < here.last and tokens[n].norm in data.pronouns and data.subject_first:
                return n, n  # "said Friday they had called off the search"
        following = next((c for c in cues if c.first >= cue.last and c.kinds & {"say", "think", "act", "told"}), None)
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
                if not cue.kinds & {"say", "think", "told", "carry"} and norm in data.subjunctive:
                    # "je pozvao da dođu": an infinitive in all but form, the seeds keep its "da"; what is denied is a clause.
                    return (n + 1, n) if delimiters or self.denies(cue) else (n, n)
                return n + 1, n
            if norm in data.subjunctive and delimiters == 1 and "act" in cue.kinds and self.scene.is_delimiter(n - 1):
                return n + 1, n
            if data.that_dropped and delimiters and n == segment.last + 1 and segment.last == cue.last:
                break
            if norm in data.bare_questions and not delimiters and "say" in cue.kinds:
                return n, n
            if delimiters and self.scene.is_delimiter(n - 1) and "say" in cue.kinds and self._asks(n, cue):
                return n, n
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

    def _asks(self, n: int, cue: Cue) -> bool:
        """Does a reported question begin at token `n`: `, zda …`, `, пришёл ли …`, and right after the cue also `, jak …`?"""
        tokens, data = self.scene.tokens, self.data
        norm, stop = tokens[n].norm, min(n + 3, len(tokens))
        if any(tokens[k].norm in data.question_particles for k in range(n, stop)):
            return True
        if norm not in data.interrogatives:
            return False
        return norm not in data.as_words or (n == cue.last + 1 and not self.scene.cues_in(n, n + 4))

    def past_relative(self, here: Sentence, index: int) -> int:
        """The token where what belongs to an attribution in segment `index` ends, the relative clause after it included
        (`Podle dopravce, který …, vlaky jezdí`)."""
        scene, end = self.scene, here.segments[index].last
        for k in range(index + 1, len(here.segments) - 1):
            segment = here.segments[k]
            first = segment.first
            leads = [scene.tokens[n].norm for n in range(first, min(first + 2, segment.last))]
            if segment.opener != "," or not (
                leads[0] in self.data.relatives
                or (leads[0] in self.data.prepositions and leads[-1] in self.data.relatives)
            ):
                break
            end = segment.last
        return end

    def is_embedded(self, here: Sentence, index: int) -> bool:
        """Is the segment a relative clause or participle within a sentence whose verb is still to come?"""
        scene, data = self.scene, self.data
        first = here.segments[index].first
        lead = scene.tokens[first].norm
        after = scene.tokens[first + 1].norm if first + 1 < here.last else ""
        inside = lead in data.relatives or (lead in data.prepositions and after in data.relatives)
        if not index or not (inside or self.is_participle(first)):
            return False
        return not any(scene.has_finite(s.first, s.last) for s in here.segments[:index])

    def goes_on(self, here: Sentence, index: int) -> bool:
        """Is the segment the rest of a clause that a relative clause or apposition parted: `Novák, který …, žádal …`?

        Then no verb stands before it but in relative clauses, and nobody after its cue who may be the subject.
        """
        scene, data = self.scene, self.data
        if index < 2 or any(s.opener not in ("", ",") for s in here.segments[: index + 1]):
            return False
        for segment in here.segments[:index]:
            leads = {scene.tokens[n].norm for n in range(segment.first, min(segment.first + 2, segment.last))}
            relative = segment.first > here.first and any(word in data.relatives for word in leads)
            if segment.first in self.direct.covered or (not relative and scene.has_finite(segment.first, segment.last)):
                return False
        own = here.segments[index]
        cue = next((c for c in scene.cues_in(own.first, own.last)), None)
        return cue is None or not self._followed(cue, own)

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

    def is_said(self, cue: Cue, segment: Segment) -> bool:
        """Is the cue a statement that something was said, rather than a condition or the future (`če bo ugotovila, da …`)?"""
        tokens, data = self.scene.tokens, self.data
        if tokens[segment.first].norm in data.conditional:
            return False
        return not any(tokens[n].norm in data.unsaid for n in range(max(segment.first, cue.first - 4), cue.first))

    def takes_object(self, cue: Cue, segment: Segment) -> bool:
        """Is what follows the cue its object in an oblique case, and no subject: `argumentuje zpožděnými lety`?"""
        scene = self.scene
        if "act" not in cue.kinds or not self.data.cases or self._followed(cue, segment):
            return False
        n = next((n for n, _ in scene.words(cue.last, segment.last) if not scene.is_function(n)), None)
        return (
            n is not None
            and not scene.tokens[n].text[0].isupper()
            and not names_somebody(scene, n)
            and scene.tokens[n].norm.endswith(self.data.oblique)
        )

    def is_participle(self, n: int) -> bool:
        """Does an active participle stand at token `n` (`требовавших`), so that the noun before the comma is its subject?"""
        return bool(self.data.participle_ends) and self.scene.tokens[n].norm.endswith(self.data.participle_ends)

    def source(self, here: Sentence, index: int, segment: Segment, span: Span) -> Attributed:
        """Who is named by the attribution in a segment; for a participle the noun before it."""
        to = attribute(self.scene, segment, span, here.segments[:index])
        if index and self.is_participle(self.scene.token_range(span)[0]):
            before = here.segments[index - 1]
            near = attribute(self.scene, before, span, oblique=True)
            return near if near.speaker else to
        return to

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
        data = self.data
        if lead in data.relatives or lead in data.that or not scene.has_finite(segment.first, segment.last):
            return False
        if lead in self.scene.grammar.subordinating and lead not in data.contrast:
            return False  # "zagroził strajkiem, jeśli …"
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
                if self._says_more(segment) or self._carries(segment):
                    return segment.first - 1
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
                if noun_phrase and (lead in data.sentential or self._new_clause(segment) or self._hearsay(segment)):
                    return segment.first - 1
                soon = [c for c in cues if segment.first <= c.first < segment.first + 12 and "act" not in c.kinds]
                asked = any(
                    a.value == "ask" and segment.first <= a.first < segment.first + 4 for a in scene.attributions
                )
                if lead in data.contrast and (asked or soon) and not self._of_content(segment, soon):
                    return segment.first - 1
            for cue in cues:
                if cue.first in segment and cue.first > start + 2:
                    n = cue.first - 1
                    while n > start and scene.is_function(n) and tokens[n].norm not in data.joining:
                        n -= 1
                    if n > start and tokens[n].norm in data.joining:
                        return n
        return here.last

    def _of_content(self, segment: Segment, soon: list[Cue]) -> bool:
        """Does the one who speaks give a reason (`…, protože věří, že …`), so that the clause is still his?"""
        scene = self.scene
        if scene.tokens[segment.first].norm not in scene.grammar.subordinating or not soon:
            return False
        return not any(c.score >= 2 for c in candidates(scene, Segment(segment.first, segment.last, "")))

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

    def that_follows(self, segment: Segment) -> int | None:
        """The complementiser in a segment or right after it: then it is no closing attribution."""
        tokens = self.scene.tokens
        for n in range(segment.first + 1, min(segment.last + 3, len(tokens))):
            if tokens[n].norm in self.data.that and (n < segment.last or self.scene.is_delimiter(n - 1)):
                return n
        return None
