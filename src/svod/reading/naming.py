"""What somebody calls something: `potezo so označili za kršitev`, `nazwał umowę błędem`, `považuje stavbu za nezákonnou`."""

from __future__ import annotations

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import candidates
from svod.reading.clause_ends import Sentence
from svod.reading.clause_scope import ClauseScope
from svod.reading.drafts import Direct, Draft
from svod.records import Span

REACH = 12
"""Tokens after the verb among which it is told what something is called."""


class Naming:
    """Finds what verbs of calling and regarding tell in one report; `find()` is the only way in."""

    def __init__(self, scene: Scene, direct: Direct, scope: ClauseScope) -> None:
        self.scene, self.direct, self.scope, self.data = scene, direct, scope, scene.data

    def find(self, here: Sentence, cue: Cue) -> Draft | None:
        """What the one at `cue` calls by what words, as an indirect quotation: the thing and the words, in two parts where the
        verb stands between them. None where it is no such verb, or nothing tells what the thing is called."""
        scene, data = self.scene, self.data
        index = self.scope.index(here, cue.first)
        if index is None or not ("label" in cue.kinds or scene.tokens[cue.first].norm in data.regard):
            return None
        segment = here.segments[index]
        lead = scene.tokens[segment.first].norm
        if lead in data.relatives or lead in data.as_words or not self.scope.is_said(cue, segment):
            return None
        if any(cue.last <= q.first < segment.last for q in self.direct.partial) or scene.covered[cue.last - 1]:
            return None
        if cue.first and scene.grammar.is_finite(scene.tokens[cue.first - 1]) and not scene.is_function(cue.first - 1):
            return None
        at = self._what(cue, segment)
        if at is None:
            return None
        span = scene.cue_span(cue.first, cue.last, segment)
        to = self.scope.source(here, index, segment, span)
        begin = self._begin(segment, cue, to.speaker.span if to.speaker else None)
        start = cue.last
        named = to.speaker.span if to.speaker else None
        while start < at and (
            scene.is_function(start) or (named and named.start <= scene.tokens[start].span.start < named.end)
        ):
            start += 1
        if start == at and begin is None:
            return None
        stop = self.scope.end_of(here, at, [])
        parts = [p for p in (begin, scene.span(start, stop)) if p is not None]
        if named and any(p.overlaps(named) for p in parts):
            return None
        return Draft("indirect", parts).attributed(to, span)

    def _what(self, cue: Cue, segment: Segment) -> int | None:
        """Where the words for what the thing is called begin: a preposition, or a word in the case that they stand in."""
        scene, data = self.scene, self.data
        for n in range(cue.last, min(cue.last + REACH, segment.last)):
            token = scene.tokens[n]
            if not token.is_word or (scene.grammar.is_finite(token) and not scene.is_function(n)):
                return None
            if token.norm in data.as_what and n + 1 < segment.last:
                return n
            if scene.tokens[n - 1].norm in data.prepositions or n in scene.mention_at or scene.is_function(n):
                continue
            if n > cue.last and token.norm.endswith(data.as_ends) and data.as_ends and not token.text[0].isupper():
                return n
        return None

    def _begin(self, segment: Segment, cue: Cue, named: Span | None) -> Span | None:
        """The thing, where it stands before the verb: after the subject, without what else stands beside the verb."""
        scene, first, last = self.scene, segment.first, cue.first
        if named is not None and named.start < scene.tokens[cue.first].span.start:
            first = max(first, scene.token_range(named)[1])
        while last > first and scene.is_function(last - 1):
            last -= 1
        while first < last and (
            scene.is_function(first)
            or scene.tokens[first].norm in (*self.data.joining.exact, *self.data.contrast.exact)
        ):
            first += 1
        words = list(scene.words(first, last))
        if not words or scene.tokens[first].norm in self.data.prepositions or scene.has_finite(first, last):
            return None
        if any(c.score >= 2 for c in candidates(scene, Segment(first, last, ""))):
            return None
        return scene.span(first, last)
