"""Whoever says what stands between marks or after a dash: the attribution beside it, and who carries it."""

from __future__ import annotations

from svod.languages.phrases import Match
from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import candidates
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Direct, Draft, is_closing
from svod.reading.speakers import attribute
from svod.records import Span


def attributed(scene: Scene, result: Direct, draft: Draft, segments: list[Segment], cue: Cue | None) -> Draft:
    """The draft with what the attribution in the first of the segments tells, and the carriers of those after it.

    Args:
        scene: the report.
        result: its direct speech; the cue counts as used there.
        draft: what is said.
        segments: the attribution and what follows it in its sentence.
        cue: the verb of the attribution; None for a verb that nobody knows, which stands first, or a source phrase or a mere name.
    """
    segment = segments[0]
    phrase = source_phrase(scene, segment.first) if cue is None else None
    if phrase is not None:
        span = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
        result.covered.update(range(phrase.first, phrase.last))
        draft.attributed(attribute(scene, Segment(phrase.last, segment.last, ","), span, oblique=True), span)
    elif cue is None:
        first = segment.first
        span = Span(scene.tokens[first].span.start, scene.tokens[min(first + 2, segment.last) - 1].span.end)
        draft.attributed(attribute(scene, segment, span, closing=True), span)
    else:
        span = scene.cue_span(cue.first, cue.last, segment)
        result.used.add(cue.first)
        draft.attributed(attribute(scene, segment, span, closing=True), span)
    draft.via += [v for v in carriers_after(scene, segments[1:], result.used) if v not in draft.via]
    return draft


def source_phrase(scene: Scene, token: int) -> Match | None:
    """The source phrase with a name after it (`according to`, `so`) that begins at a token."""
    match = scene.data.attributions.match_at(scene.tokens, token)
    return match if match is not None and match.value == "according" else None


def carriers_after(scene: Scene, segments: list[Segment], used: set[int]) -> list[str]:
    """Carriers in the segments after an attribution (`, prenosi Hina`, `(цитиран от БТА)`); their cues count as used."""
    found: list[str] = []
    for segment in segments:
        names = [
            c.mention for c in candidates(scene, segment, oblique=True) if c.mention and is_carrier(scene, c.mention)
        ]
        cue = is_closing(scene, segment)
        if not names or (cue is None and segment.opener not in ("(", "/") and not _led(scene, segment)):
            continue
        if cue is not None:
            used.add(cue.first)
        found += [m.entity for m in names if m.entity]
    return list(dict.fromkeys(found))


def _led(scene: Scene, segment: Segment) -> bool:
    return any(source_phrase(scene, n) is not None for n in range(segment.first, min(segment.first + 3, segment.last)))
