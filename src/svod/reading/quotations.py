"""Who is reported to have said what: direct speech, reported clauses, and words in marks within them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svod.reading.attribution import Scene
from svod.reading.candidates import best, candidates, speaker_of, subjects_of
from svod.reading.carriers import cite, introduced, sign
from svod.reading.direct_speech import DirectSpeech
from svod.reading.drafts import Direct, Draft
from svod.reading.gender import Form, Genders
from svod.reading.quotation_marks import Quoted
from svod.reading.reported_clauses import ReportedClauses
from svod.reading.speakers import attribute
from svod.records import Layout, Mention, Quotation, Span, Speaker

WHOLE = 0.85
"""Words in marks that make up this share of a reported clause are the quotation; the clause is not listed beside them."""


BACK = 5
"""Sentences, its own included, among which a pronoun or dropped subject finds its person (benchmarks/quotations)."""


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
    _continue(scene, drafts, genders)
    cite(scene, drafts)
    sign(scene, drafts)
    found: list[Quotation] = []
    seen: set[tuple[Span, ...]] = set()
    for draft in sorted(drafts, key=_order):
        place = tuple(draft.parts)
        if place not in seen:
            seen.add(place)
            found.append(_quotation(f"q{len(found) + 1}", draft))
    return tuple(found)


def _order(draft: Draft) -> tuple[int, int, str]:
    return draft.start, -draft.end, draft.kind


def _quotation(name: str, draft: Draft) -> Quotation:
    speaker = draft.speaker
    own = speaker.entity if speaker else None
    return Quotation(
        id=name,
        kind=draft.kind,
        content=tuple(draft.parts),
        cue=draft.cue,
        speaker=speaker if speaker and (speaker.span or speaker.entity) else None,
        addressee=draft.addressee if draft.addressee != own else None,
        via=tuple(v for v in dict.fromkeys(draft.via) if v != own),
    )


def _mixed(scene: Scene, direct: Direct, drafts: list[Draft]) -> list[Draft]:
    """Words in marks that are part of a sentence, with the speaker of the clause around them."""
    found: list[Draft] = []
    for quoted in direct.partial:
        words = [t for _, t in scene.words(quoted.first, quoted.last)]
        if not words or _is_name(scene, quoted, len(words)):
            continue
        around = [d for d in drafts if d.kind == "indirect" and any(p.contains(quoted.inner[0]) for p in d.parts)]
        if around:
            outer = min(around, key=lambda d: (d.end - d.start, d.start))
            share = sum(len(p) for p in quoted.inner) / sum(len(p) for p in outer.parts)
            if share > WHOLE:
                outer.kind, outer.parts = "mixed", list(quoted.inner)
            else:
                found.append(replace(outer, kind="mixed", parts=list(quoted.inner), via=list(outer.via)))
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
    draft = Draft("mixed", list(quoted.inner))
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


def _continue(scene: Scene, drafts: list[Draft], genders: Genders) -> None:
    """Fill in speakers that the text leaves to what stands before, in text order."""
    previous: Draft | None = None
    for draft in drafts:
        if draft.speaker is not None and draft.speaker.entity is not None and draft.cue is not None:
            form = genders.of_verb(*scene.token_range(draft.cue))
            draft.speaker = replace(draft.speaker, entity=genders.namesake(draft.speaker.entity, form))
        entity = draft.speaker.entity if draft.speaker else None
        token = scene.token_range(draft.parts[0])[0]
        if entity is None and (draft.follows or draft.pronoun or draft.speaker is None):
            near = previous if previous is not None and _near(scene, previous, draft) else None
            if draft.follows and near is not None:
                draft.cue, draft.speaker = draft.cue or near.cue, draft.speaker or near.speaker
                draft.via = draft.via or list(near.via)
                draft.addressee = draft.addressee or near.addressee
            elif draft.cue is not None and not _is_question(scene, draft):
                entity = _antecedent(scene, draft, drafts, genders)
                if draft.speaker is not None and entity is not None:
                    draft.speaker = replace(draft.speaker, entity=entity)
                elif draft.speaker is None and entity is not None:
                    draft.speaker = Speaker(None, None, entity)
            elif draft.follows:
                number = scene.sentence_of(token)
                sentences = scene.sentences[max(0, number - 2) : number] if number else []
                entity = next((e for first, last in reversed(sentences) for e in subjects_of(scene, first, last)), None)
                draft.speaker = Speaker(None, None, entity) if entity else None
        if draft.speaker is not None and (draft.speaker.entity or draft.speaker.span):
            previous = draft


def _form(scene: Scene, draft: Draft, genders: Genders) -> tuple[Form | None, bool]:
    """How the pronoun or the verb of an attribution agrees with whom it leaves out, and whether only a person can be meant."""
    if draft.pronoun and draft.speaker is not None and draft.speaker.span is not None:
        gender = genders.of_pronoun(*scene.token_range(draft.speaker.span))
        if gender is not None:
            return gender, True
    return (genders.of_verb(*scene.token_range(draft.cue)) if draft.cue is not None else None), False


def _antecedent(scene: Scene, draft: Draft, drafts: list[Draft], genders: Genders) -> str | None:
    """Whom a cue without a subject leaves it to: sentence by sentence back, whoever spoke there, else a person who was the subject;
    nobody whom the pronoun or the form of the verb excludes."""
    assert draft.cue is not None
    at = min(
        scene.token_range(draft.cue)[0],
        scene.token_range(draft.parts[0])[0] if draft.kind == "direct" else len(scene.tokens),
    )
    number = scene.sentence_of(at)
    if number is None:
        return None
    form, person = _form(scene, draft, genders)

    def fits(entity: str) -> bool:
        return genders.fits(entity, form) and (genders.is_person(entity) or not person)

    for back in range(number, max(-1, number - BACK), -1):
        first, last = scene.sentences[back]
        begin, end = scene.tokens[first].span.start, scene.tokens[last - 1].span.end
        spoke = [
            d.speaker.entity
            for d in drafts
            if d is not draft
            and d.speaker
            and d.speaker.entity
            and d.cue
            and begin <= d.cue.start < min(end, draft.cue.start)
            and (back < number or d.kind != "mixed")
            and fits(d.speaker.entity)
        ]
        people = [e for e in spoke if genders.is_person(e)]
        if spoke and back < number:
            return (people if people and form else spoke)[-1]
        subject = next(filter(fits, subjects_of(scene, first, min(at, last))), None)
        if subject or spoke:
            return subject or spoke[-1]
        if person and form == "m" and scene.data.masculine_ends and back == number - 1 and _body(scene, first, last):
            return None  # "Nehodu vyšetřuje Úřad. Podle něj …": he or it
    return genders.nearest(at, 2, form) if person and form in ("f", "m") else None


def _body(scene: Scene, first: int, last: int) -> bool:
    """Is a body named among the tokens that may be a subject?"""
    named = {id(m): m for n in range(first, last) if n in scene.mention_at for m in (scene.mention_at[n][0],)}
    return any(m.type == "ORG" and scene.is_nominative(m) for m in named.values())


def _is_question(scene: Scene, draft: Draft) -> bool:
    return any(
        a.value == "ask" and draft.cue and scene.tokens[a.first].span.start == draft.cue.start
        for a in scene.attributions
    )


def _near(scene: Scene, previous: Draft, draft: Draft) -> bool:
    """At most two sentences lie between."""
    a, b = (
        scene.sentence_of(scene.token_range(previous.parts[-1])[0]),
        scene.sentence_of(scene.token_range(draft.parts[0])[0]),
    )
    return a is not None and b is not None and b - a <= 3
