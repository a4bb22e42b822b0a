"""Speech that no marks show: headlines (`Johnson: There may be a collapse`, `Страйк триватиме — профспілка`), words after a verb of
speech and a colon, and posts that are signed (`— Ana Lukin (@analukin)`)."""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import Candidate, best, candidates, speaker_of
from svod.reading.carriers import is_carrier
from svod.reading.drafts import DASHES, Direct, Draft
from svod.reading.noun_phrases import names_somebody
from svod.reading.posts import signed_posts
from svod.reading.speakers import attribute
from svod.records import QuotationKind, Span

NAMING = 7
"""Words before the colon of a headline that may name who speaks."""
LEADING = 12
"""Tokens between a verb of speech and the colon."""


class UnmarkedSpeech:
    """Finds the speech without marks of one report; `find()` is the only way in."""

    def __init__(self, scene: Scene, direct: Direct) -> None:
        self.scene, self.direct = scene, direct

    def find(self, drafts: Sequence[Draft]) -> list[Draft]:
        """What no other draft overlaps, in text order."""
        scene = self.scene
        taken = {n for d in drafts for part in d.parts for n in range(*scene.token_range(part))}
        found: list[Draft] = []
        headlines = [s.span for s in scene.layout.sections if s.kind in ("headline", "lead")]
        ends = {scene.token_range(h)[0] for h in headlines}
        for first, last in scene.sentences:
            draft = self._headline(first, last) if first in ends else None
            draft = draft or self._after_colon(first, last)
            if draft is not None and not any(n in taken for p in draft.parts for n in range(*scene.token_range(p))):
                found.append(draft)
        found += [d for d in signed_posts(scene) if not any(n in taken for n in range(*scene.token_range(d.parts[0])))]
        return found

    def _headline(self, first: int, last: int) -> Draft | None:
        """`Name: words`, `Words: name` or `Words — name`."""
        scene, tokens = self.scene, self.scene.tokens
        if any(n in self.direct.covered for n in range(first, last)):
            return None
        colon = next((n for n in range(first, last) if tokens[n].text == ":" and not scene.covered[n]), None)
        if colon is not None and colon > first:
            named = self._named(Segment(first, colon, ""))
            if named is not None and self._is_said(colon + 1, last, named):
                return self._draft(colon + 1, last, named)
        at = max((n for n in range(first + 1, last) if self._parts(n)), default=None)
        if at is None or colon not in (None, at):
            return None
        end = last - 1 if tokens[last - 1].text == "." else last
        named = self._named(Segment(at + 1, end, "-"))
        if named is None or named.first != at + 1 or end - named.last > 3 or not scene.has_finite(first, at):
            return None
        return self._draft(first, at, named) if self._is_said(first, at, named) else None

    def _parts(self, n: int) -> bool:
        return self.scene.tokens[n].text in (":", *DASHES) and self.scene.is_delimiter(n)

    def _named(self, segment: Segment) -> Candidate | None:
        """Who is named by a few words without a verb; a place alone tells where something happens."""
        scene = self.scene
        words = [n for n, _ in scene.words(segment.first, segment.last)]
        if not 0 < len(words) <= NAMING or scene.has_finite(segment.first, segment.last):
            return None
        if scene.cues_in(segment.first, segment.last):
            return None
        named = best([c for c in candidates(scene, segment) if not c.pronoun], segment.first, 1.0)
        if named is None or (named.mention is not None and named.mention.type == "LOC"):
            return None
        return named if named.first - segment.first <= 2 else None

    def _is_said(self, first: int, last: int, named: Candidate) -> bool:
        """May the words be what the one named says, rather than what is told of them? A body's need a verb."""
        scene = self.scene
        count = sum(1 for _ in scene.words(first, last))
        if scene.has_finite(first, last):
            return count >= 2
        person = named.mention is not None and named.mention.type == "PER"
        medium = named.mention is not None and is_carrier(scene, named.mention)
        begins = scene.tokens[first].text[0].isupper()  # `Novák: život a dílo` is no speech
        least = 3 if begins else 4
        return count >= least and (person or medium or (named.mention is None and names_somebody(scene, named.first)))

    def _draft(self, first: int, last: int, named: Candidate) -> Draft | None:
        content = self._content(first, last)
        return Draft("indirect", [content], speaker=speaker_of(self.scene, named)) if content is not None else None

    def _content(self, first: int, last: int) -> Span | None:
        """The words with the mark of a question or an exclamation."""
        span = self.scene.span(first, last)
        if span is not None and self.scene.tokens[last - 1].text[0] in "!?":
            span = Span(span.start, self.scene.tokens[last - 1].span.end)
        return span

    def _after_colon(self, first: int, last: int) -> Draft | None:
        """`Kapetan je napisao: Nikad više ne plovim noću.`"""
        scene, tokens = self.scene, self.scene.tokens
        colon = next((n for n in range(first + 1, last - 2) if tokens[n].text == ":" and scene.is_delimiter(n)), None)
        if colon is None or colon in self.direct.covered or not scene.has_finite(colon + 1, last):
            return None
        if scene.covered[colon + 1] or any(n in self.direct.covered for n in range(colon + 1, last)):
            return None
        cues = [c for c in scene.cues_in(first, colon) if "say" in c.kinds and c.first not in self.direct.used]
        if not cues or colon - cues[-1].last > LEADING:
            return None
        cue, segments = cues[-1], scene.segments(first, colon)
        index = next((n for n, s in enumerate(segments) if cue.first in s), None)
        if index is None or len(segments) - index > 2 or not tokens[colon + 1].text[0].isupper():
            return None
        if any(tokens[n].norm in scene.data.that for n in range(cue.last, colon)):
            return None
        content = Span(tokens[colon + 1].span.start, tokens[last - 1].span.end)
        span = scene.cue_span(cue.first, cue.last, segments[index])
        self.direct.used.add(cue.first)
        kind: QuotationKind = "indirect" if any(scene.covered[colon + 1 : last]) else "direct"
        return Draft(kind, [content]).attributed(attribute(scene, segments[index], span, segments[:index]), span)
