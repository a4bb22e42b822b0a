"""Who is reported to have said what: direct speech, reported clauses, and words in marks within them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svod.reading.attribution import Scene
from svod.reading.candidates import best, candidates, speaker_of
from svod.reading.carriers import cite, introduced, pass_on, sign
from svod.reading.continuing import go_on
from svod.reading.direct_speech import DirectSpeech
from svod.reading.drafts import Direct, Draft
from svod.reading.gender import Genders
from svod.reading.quotation_marks import Quoted
from svod.reading.reported_clauses import ReportedClauses
from svod.reading.speakers import attribute
from svod.records import Layout, Mention, Quotation, Span

WHOLE = 0.85
"""Words in marks that make up this share of a reported clause are all of it: little more than an article or a verb stands outside."""


def find_quotations(layout: Layout, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """The quotations of a report, in text order, outer ones before those within them.

    Args:
        layout: the report cut up; a language without data gets its direct speech without cues.
        mentions: names with their entity ids within the report.

    Returns:
        Direct, mixed and indirect quotations with ids `q1`, `q2` …; a speaker without a span is one that the text leaves to
        the sentences before. Who speaks is None where nothing tells.
    """
    if not layout.tokens:
        return ()
    scene = Scene(layout, mentions)
    scene.carriers = introduced(scene)
    genders = Genders(scene)
    direct = DirectSpeech(scene).find()
    clauses = ReportedClauses(scene, direct).find()
    drafts = sorted([*direct.drafts, *clauses], key=_order)
    drafts = sorted([*drafts, *_mixed(scene, direct, drafts)], key=_order)
    go_on(scene, drafts, genders)
    cite(scene, drafts)
    pass_on(drafts)
    sign(scene, drafts)
    found: list[Quotation] = []
    seen: set[tuple[Span, ...]] = set()
    for draft in sorted(drafts, key=_order):
        place = tuple(draft.parts)
        if place not in seen:
            seen.add(place)
            found.append(_quotation(f"q{len(found) + 1}", draft))
    return _nested(found)


def _nested(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Quotations in text order, outer ones first, each with the smallest other one in a part of which it lies."""
    open_now: list[Quotation] = []
    nested = []
    for q in found:
        open_now = [o for o in open_now if o.span.end > q.span.start]
        around = [(len(p), o.id) for o in open_now for p in o.content if len(p) > len(q.span) and p.contains(q.span)]
        nested.append(replace(q, within=min(around)[1] if around else None))
        open_now.append(q)
    return tuple(nested)


def _order(draft: Draft) -> tuple[int, int, str]:
    return draft.start, -draft.end, draft.kind


def _quotation(name: str, draft: Draft) -> Quotation:
    speaker, addressee = draft.speaker, draft.addressee
    own = speaker.entity if speaker else None
    return Quotation(
        id=name,
        kind=draft.kind,
        content=tuple(draft.parts),
        cue=draft.cue,
        speaker=speaker if speaker and (speaker.span or speaker.entity) else None,
        addressee=addressee if addressee and addressee.entity != own else None,
        via=tuple(v for v in dict.fromkeys(draft.via) if v != own),
        quoted=tuple(sorted(draft.quoted)),
    )


def _mixed(scene: Scene, direct: Direct, drafts: list[Draft]) -> list[Draft]:
    """Words in marks that are part of a sentence: they make the reported clause around them a mixed one, or stand alone as a fragment."""
    found: list[Draft] = []
    for quoted in direct.partial:
        words = [t for _, t in scene.words(quoted.first, quoted.last)]
        if not words or _is_name(scene, quoted, len(words)):
            continue
        around = [d for d in drafts if d.kind != "direct" and any(p.contains(quoted.inner[0]) for p in d.parts)]
        if around:
            outer = min(around, key=lambda d: (d.end - d.start, d.start))
            share = sum(len(p) for p in quoted.inner) / sum(len(p) for p in outer.parts)
            outer.kind, outer.quoted = "mixed", [*outer.quoted, *quoted.inner]
            if share > WHOLE:
                outer.parts = list(quoted.inner)
            continue
        draft = _alone(scene, quoted, len(words))
        if draft is not None:
            found.append(draft)
    return found


def _is_name(scene: Scene, quoted: Quoted, words: int) -> bool:
    """Is it a title or name rather than speech: a capital, few words, right after a word of the sentence; or itself a mention?"""
    first = scene.tokens[quoted.first]
    if any(scene.token_range(m.span) == (quoted.first, quoted.last) for m in scene.mentions):
        return True
    if not first.text[0].isupper() and not first.text[0].isdigit():
        return False
    return words <= 6


def _alone(scene: Scene, quoted: Quoted, words: int) -> Draft | None:
    """Words in marks outside any reported clause: speech if a cue stands in the sentence, or if they are many."""
    number = scene.sentence_of(quoted.first)
    if number is None:
        return None
    first, last = scene.sentences[number]
    segments = scene.segments(first, last)
    index = next((i for i, s in enumerate(segments) if quoted.first - 1 in s or quoted.first in s), None)
    draft = Draft("mixed", list(quoted.inner), quoted=list(quoted.inner))
    if index is None:
        return None
    cues = [c for c in scene.cues_in(first, last) if c.first < quoted.first or c.first in segments[index]]
    near = [c for c in cues if c.first in segments[index]] or cues
    if near:
        cue = min(near, key=lambda c: abs(c.first - quoted.first))
        segment = next(s for s in segments if cue.first in s)
        span = scene.cue_span(cue.first, cue.last, segment)
        return draft.attributed(attribute(scene, segment, span, segments[: segments.index(segment)]), span)
    section = scene.layout.section_at(quoted.outer.start)
    headline = section is not None and section.kind == "headline"
    if words < (3 if headline else 5):
        return None
    subject = best([c for s in segments for c in candidates(scene, s)], first, 2.0)
    if headline and subject is not None:
        draft.speaker = speaker_of(scene, subject)
    return draft
