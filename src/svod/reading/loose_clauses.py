"""Reported clauses without a verb of speech beside them: hearsay, the mood of reported speech, `Това обяви …` about the sentence before."""

from __future__ import annotations

from svod.languages.lemmas import lemma
from svod.languages.scripts import norm
from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import candidates
from svod.reading.clause_ends import Sentence
from svod.reading.clause_scope import ClauseScope
from svod.reading.drafts import Direct, Draft
from svod.reading.speakers import attribute
from svod.records import Span, Speaker


class LooseClauses:
    """Finds what is reported without a verb of speech of its own in one report."""

    def __init__(self, scene: Scene, direct: Direct, scope: ClauseScope) -> None:
        self.scene, self.direct, self.scope, self.data = scene, direct, scope, scene.data

    def sentence_before(self, number: int, drafts: list[Draft]) -> Draft | None:
        """`Dánsko plynovod zdrží. To oznámil premiér Rasmussen.`: the sentence before is what he said."""
        scene = self.scene
        (start, stop), (first, last) = scene.sentences[number - 1 : number + 1]
        begin, end = scene.tokens[start].span.start, scene.tokens[stop - 1].span.end
        between = scene.layout.text[end : scene.tokens[first].span.start]
        apart = "\n" in between and not self._is_headline(begin)
        told = any(d.end > begin and d.start < end for d in (*drafts, *self.direct.drafts))
        if apart or told or last - first > 30 or any(n in self.direct.covered for n in range(start, stop)):
            return None
        segment = scene.segments(first, last)[0]
        cue = next((c for c in scene.cues_in(first, segment.last) if c.kinds & {"say", "carry"}), None)
        if cue is None or cue.first - first > 8 or self.scope.that_follows(Segment(first, last, "")) is not None:
            return None
        span = scene.cue_span(cue.first, cue.last, segment)
        to = attribute(scene, Segment(first + 1, segment.last, ""), span, closing=True)
        content = scene.span(start, stop)
        if to.speaker is None or content is None or not scene.has_finite(start, stop):
            return None
        if to.is_medium and (scene.cues_in(start, stop) or any(scene.covered[start:stop])):
            return None  # it carries what somebody says there
        return Draft("indirect", [content]).attributed(to, span)

    def _is_headline(self, at: int) -> bool:
        return any(s.kind == "headline" and s.span.start <= at < s.span.end for s in self.scene.layout.sections)

    def carried_on(self, number: int, drafts: list[Draft]) -> Draft | None:
        """What stands after a reported clause in the mood of reported speech: `Er habe …`, `Парите отивали …`."""
        scene, data = self.scene, self.data
        (start, stop), (first, last) = scene.sentences[number - 1 : number + 1]
        if any(n in self.direct.covered for n in range(first, last)):
            return None
        begin, end = scene.tokens[start].span.start, scene.tokens[stop - 1].span.end
        before = [*drafts[-1:], *(d for d in self.direct.drafts if data.verb_first and d.start < end)][-1:]
        if not before or before[0].end <= begin or before[0].start >= end:
            return None
        content = scene.span(first, last)
        return Draft("indirect", [content], follows=True) if content is not None and self._moods(first, last) else None

    def _moods(self, first: int, last: int) -> bool:
        """Are the words in the mood of reported speech?"""
        scene, data = self.scene, self.data
        if any(token.norm in data.plain_mood for _, token in scene.words(first, last)):
            return False
        inflected = [n for n, t in scene.words(first, last) if n > first and t.norm.endswith(data.mood_ends)]
        return any(scene.is_reported(n) for n in range(first, last)) or any(self._is_verb(n) for n in inflected)

    def mooded(self, here: Sentence) -> None:
        """Main clauses in that mood beside what is told: `Der Beitrag war gelöscht; er bedauere den Ton`, `… sich: Sie sei …`."""
        scene = self.scene
        for place, segment in enumerate(here.segments):
            if not place or segment.opener not in (";", ":") or scene.tokens[segment.first].norm in self.data.that:
                continue
            stop = next((s.first - 1 for s in here.segments[place + 1 :] if s.opener in (";", ":")), here.last)
            content = scene.span(segment.first, stop)
            if content is None or any(d.start < content.end and content.start < d.end for d in here.drafts):
                continue
            free = not any(n in self.direct.covered for n in range(segment.first, stop))
            if free and any(scene.is_reported(n) for n in range(segment.first, segment.last)):
                here.drafts.append(Draft("indirect", [content], follows=True))

    def _is_verb(self, n: int) -> bool:
        """Is the dictionary form of a word that ends like a participle a verb's: it ends otherwise (`отивали`, отивам)?"""
        token, language = self.scene.tokens[n], self.scene.layout.language
        base = norm(lemma(token.text, language), language)
        return base != token.norm and not base.endswith(self.data.mood_ends)

    def modal(self, here: Sentence) -> None:
        """Hearsay and claims by a modal verb and a perfect infinitive: `Der Fürst soll … gehabt haben`, `Er will nichts gewusst haben`."""
        scene, data = self.scene, self.data
        for segment in here.segments:
            verb = next((n for n, t in scene.words(segment.first, segment.last) if self._is_modal(t.norm)), None)
            if verb is None or verb in self.direct.covered or not self._is_perfect(segment, verb):
                continue
            at = scene.tokens[verb].span
            if any(d.start <= at.start < d.end for d in here.drafts):
                continue
            if scene.tokens[verb].norm in data.hearsay_modals:
                parts = [scene.span(segment.first, verb), scene.span(verb + 1, segment.last)]
                draft = Draft("indirect", [p for p in parts if p is not None], at, nameless=True)
            else:
                content, named = scene.span(verb + 1, segment.last), scene.span(segment.first, verb)
                to = attribute(scene, Segment(segment.first, verb, segment.opener), at)
                if content is None or named is None:
                    continue
                speaker = to.speaker or Speaker(named, named.of(scene.layout.text))
                draft = Draft("indirect", [content], at, speaker, pronoun=to.pronoun)
            here.drafts.append(draft)

    def _is_modal(self, word: str) -> bool:
        return word in self.data.hearsay_modals or word in self.data.claim_modals

    def _is_perfect(self, segment: Segment, verb: int) -> bool:
        """Does a participle with the infinitive of the perfect end the clause, before the modal verb or after it?"""
        scene, words = self.scene, [n for n, _ in self.scene.words(segment.first, segment.last) if n != verb]
        if len(words) < 3:
            return False
        auxiliary, participle = scene.tokens[words[-1]].norm, scene.tokens[words[-2]]
        if self.data.perfect_be.match_at(scene.tokens, words[-2]) is not None:
            return True
        ends = participle.norm.endswith(self.data.perfect_ends) and participle.text[0].islower()
        return auxiliary in self.data.perfect and ends

    def hearsay(self, here: Sentence) -> None:
        """A clause that is marked as somebody else's words, `Sąsiad podobno wyjechał`, unless it is part of what somebody says."""
        scene = self.scene
        for match in self.data.hearsay.find(scene.tokens[here.first : here.last]):
            first, last = here.first + match.first, here.first + match.last
            index = self.scope.index(here, first)
            at = scene.tokens[first].span.start
            if index is None or scene.covered[first] or first in self.direct.covered:
                continue
            if any(d.start <= at < d.end for d in here.drafts) or any(first in s for s in here.closings):
                continue
            segment = here.segments[index]
            if self.data.planned.match_at(scene.tokens, first) is not None and not self._of_person(segment, first):
                continue
            start = segment.first
            if scene.tokens[start].norm in self.data.relatives or scene.tokens[start].norm in self.data.contrast:
                start += scene.tokens[start].norm in self.data.contrast
            else:
                start = self._clause_start(here, index)
            stop = self.scope.end_of(here, last, [])
            for later in here.segments[index + 1 :]:
                if later.first < stop and scene.tokens[later.first].norm in self.data.contrast:
                    stop = later.first - 1
            if not scene.has_finite(start, stop):
                continue
            parts = [p for p in (scene.span(start, first), scene.span(last, stop)) if p is not None]
            if scene.data.subject_first and index and first == segment.first:
                # "The film, said to have cost $200m, opens …"
                parts = [p for p in [scene.span(first + 1, segment.last)] if p is not None]
            if parts:
                cue = Span(at, scene.tokens[last - 1].span.end)
                here.drafts.append(Draft("indirect", parts, cue, nameless=True))

    def _of_person(self, segment: Segment, first: int) -> bool:
        """Does a person stand before `naj bi`, which of things tells rather what is planned (`stavka naj bi trajala dva dni`)?"""
        scene = self.scene
        if scene.tokens[segment.first].norm in self.data.relatives:
            return False
        found = candidates(scene, Segment(segment.first, first, ""))
        titles = any(scene.tokens[n].norm in self.data.persons for n in range(segment.first, first))
        return any(c.score >= 1 and (c.mention.type == "PER" or titles if c.mention else not c.pronoun) for c in found)

    def _clause_start(self, here: Sentence, index: int) -> int:
        """The first token of the clause whose rest stands in segment `index`: past appositions and relative clauses before it."""
        scene, start = self.scene, here.segments[index].first
        for segment in reversed(here.segments[:index]):
            lead = scene.tokens[segment.first].norm
            after = here.segments[here.segments.index(segment) + 1]
            if after.opener != "," or lead in self.data.that:
                break
            if lead in self.data.relatives:
                continue
            if scene.has_finite(segment.first, segment.last):
                break
            start = segment.first
        return start
