"""Reported clauses without a verb of speech beside them: hearsay, the mood of reported speech, `Това обяви …` about the sentence before."""

from __future__ import annotations

from svod.languages.lemmas import lemma
from svod.languages.scripts import norm
from svod.reading.attribution import Scene, Segment
from svod.reading.clause_scope import ClauseScope, Sentence
from svod.reading.drafts import Direct, Draft
from svod.reading.speakers import attribute
from svod.records import Span


class LooseClauses:
    """Finds what is reported without a verb of speech of its own in one report."""

    def __init__(self, scene: Scene, direct: Direct, scope: ClauseScope) -> None:
        self.scene, self.direct, self.scope, self.data = scene, direct, scope, scene.data

    def sentence_before(self, number: int, drafts: list[Draft]) -> Draft | None:
        """`Dánsko plynovod zdrží. To oznámil premiér Rasmussen.`: the sentence before is what he said."""
        scene = self.scene
        (start, stop), (first, last) = scene.sentences[number - 1 : number + 1]
        begin, end = scene.tokens[start].span.start, scene.tokens[stop - 1].span.end
        apart = "\n" in scene.layout.text[end : scene.tokens[first].span.start]
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
        if to.speaker is None or to.is_medium or content is None or not scene.has_finite(start, stop):
            return None
        return Draft("indirect", [content]).attributed(to, span)

    def carried_on(self, number: int, drafts: list[Draft]) -> Draft | None:
        """What stands after a reported clause in the mood of reported speech: `Er habe …`, `Парите отивали …`."""
        scene, data = self.scene, self.data
        (start, stop), (first, last) = scene.sentences[number - 1 : number + 1]
        if not drafts or any(n in self.direct.covered or scene.covered[n] for n in range(first, last)):
            return None
        begin, end = scene.tokens[start].span.start, scene.tokens[stop - 1].span.end
        if drafts[-1].end <= begin or drafts[-1].start >= end:
            return None
        norms = [token.norm for _, token in scene.words(first, last)]
        if any(word in data.plain_mood for word in norms):
            return None
        inflected = [n for n, t in scene.words(first, last) if n > first and t.norm.endswith(data.mood_ends)]
        moods = any(word in data.reported_mood for word in norms) or any(self._is_verb(n) for n in inflected)
        content = scene.span(first, last)
        return Draft("indirect", [content], follows=True) if moods and content is not None else None

    def _is_verb(self, n: int) -> bool:
        """Is the dictionary form of a word that ends like a participle a verb's: it ends otherwise (`отивали`, отивам)?"""
        token, language = self.scene.tokens[n], self.scene.layout.language
        base = norm(lemma(token.text, language), language)
        return base != token.norm and not base.endswith(self.data.mood_ends)

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
            if parts:
                cue = Span(at, scene.tokens[last - 1].span.end)
                here.drafts.append(Draft("indirect", parts, cue, nameless=True))

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
