"""Whoever says what stands between marks or after a dash: the attribution beside it, and who carries it."""

from __future__ import annotations

from svod.languages.phrases import Match
from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates, speaker_of
from svod.reading.carriers import is_carrier
from svod.reading.drafts import DASHES, Direct, Draft, is_closing
from svod.reading.quotation_marks import Quoted
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


def about_it(scene: Scene, segments: list[Segment]) -> tuple[list[Segment], Cue | None] | None:
    """The sentence after what was said tells who said it: `„…“ Das sagte Beck.`, `„…“. Това заяви Белев.`"""
    first = segments[0]
    if not scene.is_about_this(first.first) or any(
        scene.tokens[n].norm in scene.data.that for n in range(first.first + 1, segments[-1].last)
    ):
        return None
    cue = next(iter(c for c in scene.cues_in(first.first, first.last) if c.kinds & {"say", "carry"}), None)
    return (segments, cue) if cue is not None else None


def verbless(scene: Scene, quoted: Quoted, after: int | None) -> tuple[list[Segment], Cue | None] | None:
    """An attribution without a verb: `“…,” according to Tom Reed`, `“We need more time.” – Anna Bell` at the end of a line."""
    tokens = scene.tokens
    if after is None or quoted.last - quoted.first < 3:
        return None
    n = after
    while n < len(tokens) and (tokens[n].text == "," or tokens[n].text in DASHES):
        n += 1
    if n >= len(tokens) or "\n" in scene.layout.text[quoted.outer.end : tokens[n].span.start]:
        return None
    segments = scene.segments(n, scene.end_of_sentence(n))
    if not segments or scene.has_finite(segments[0].first, segments[0].last):
        return None
    if source_phrase(scene, n) is not None and (n > after or tokens[quoted.last - 1].text == ","):
        return segments, None
    named = scene.mention_at.get(n)
    if named is None or n == after or tokens[n - 1].text not in DASHES or named[0].type not in ("PER", "ORG"):
        return None
    end = scene.token_range(named[0].span)[1]
    ends = end == len(tokens) or "\n" in scene.layout.text[tokens[end - 1].span.end : tokens[end].span.start]
    return (segments, None) if ends or (tokens[end].text == "." and segments[0].last == end) else None


def worded(scene: Scene, draft: Draft, noun: int) -> Draft:
    """`Protesters stood there with the slogan “…”`: whoever the sentence is about says so."""
    sentence = scene.sentence_of(noun)
    first = scene.sentences[sentence][0] if sentence is not None else noun
    draft.cue = scene.tokens[noun].span
    named = [c for s in scene.segments(first, noun) for c in candidates(scene, s)]
    found = best([c for c in named if not c.pronoun], first, 2.0)
    draft.speaker = speaker_of(scene, found) if found is not None else None
    return draft
