"""Speakers that the text leaves to what stands before: a pronoun, a dropped subject, a quotation that goes on without an attribution."""

from __future__ import annotations

from dataclasses import replace

from svod.reading.attribution import Scene
from svod.reading.candidates import subjects_of
from svod.reading.descriptors import Descriptors
from svod.reading.drafts import Draft
from svod.reading.gender import Form, Genders
from svod.reading.quotation_marks import MARKS
from svod.records import Span, Speaker

BACK = 5
"""Sentences, its own included, among which a pronoun or dropped subject finds its person (benchmarks/quotations)."""


def go_on(scene: Scene, drafts: list[Draft], genders: Genders) -> None:
    """Fill in speakers that the text leaves to what stands before, in text order."""
    previous: Draft | None = None
    descriptors = Descriptors(scene)
    for draft in drafts:
        if draft.kind == "direct" and draft.speaker is None and draft.cue is None:
            draft.speaker = _before_colon(scene, draft)
        if draft.speaker is not None and draft.speaker.entity is not None and draft.cue is not None:
            form = genders.of_verb(*scene.token_range(draft.cue))
            draft.speaker = replace(draft.speaker, entity=genders.namesake(draft.speaker.entity, form))
        entity = draft.speaker.entity if draft.speaker else None
        near = previous if previous is not None and _gap(scene, previous, draft) <= 3 else None
        if entity is None and (draft.follows or draft.pronoun or draft.speaker is None):
            _leave_to_before(scene, draft, near, drafts, genders)
        elif entity is None and draft.speaker is not None and draft.speaker.span is not None:
            same = near.speaker.entity if near is not None and near.speaker and _gap(scene, near, draft) <= 1 else None
            same = same if same is not None and genders.is_person(same) else None
            form = genders.of_verb(*scene.token_range(draft.cue)) if draft.cue else None
            meant = descriptors.meant(draft.speaker.span, same)
            if meant is not None and genders.fits(meant, form):
                draft.speaker = replace(draft.speaker, entity=meant)
        if draft.speaker is not None and (draft.speaker.entity or draft.speaker.span):
            previous = draft


def _before_colon(scene: Scene, draft: Draft) -> Speaker | None:
    """`Pavuna: „Ne povlačim se”`: a capitalised word or two, which begin the line and are no name that was found, before a colon."""
    tokens, n = scene.tokens, scene.token_range(draft.parts[0])[0] - 1
    if n >= 0 and tokens[n].text in MARKS:
        n -= 1
    number = scene.sentence_of(n) if n >= 0 else None
    if number is None or tokens[n].text != ":":
        return None
    first = scene.sentences[number][0]
    if not 1 <= n - first <= 2 or any(
        not tokens[k].text[0].isupper() or not tokens[k].is_word for k in range(first, n)
    ):
        return None
    if scene.is_function(first) or tokens[first].norm in scene.data.no_subject or first in scene.cue_tokens:
        return None
    span = Span(tokens[first].span.start, tokens[n - 1].span.end)
    bearers = {
        m.entity
        for m in scene.mentions
        if m.type == "PER" and m.span.of(scene.layout.text).endswith(tokens[n - 1].text)
    }
    return Speaker(span, span.of(scene.layout.text), next(iter(bearers)) if len(bearers) == 1 else None)


def _leave_to_before(scene: Scene, draft: Draft, near: Draft | None, drafts: list[Draft], genders: Genders) -> None:
    """The speaker of a quotation whose attribution names none: that of the quotation before, or whom the cue leaves it to."""
    if draft.follows and near is not None:
        draft.cue, draft.speaker = draft.cue or near.cue, draft.speaker or near.speaker
        draft.via = draft.via or list(near.via)
        draft.addressee = draft.addressee or near.addressee
    elif draft.cue is not None and draft.speaker is None and _is_told(scene, draft):
        return  # "She was told that …": whoever was told is the last to have said it
    elif draft.cue is not None and not _is_question(scene, draft):
        nameless = _nameless(scene, draft, near, genders)
        if nameless is not None:
            draft.speaker = nameless
            return
        entity = _antecedent(scene, draft, drafts, genders)
        if draft.speaker is not None and entity is not None:
            draft.speaker = replace(draft.speaker, entity=entity)
        elif draft.speaker is None and entity is not None:
            draft.speaker = Speaker(None, None, entity)
    elif draft.follows:
        number = scene.sentence_of(scene.token_range(draft.parts[0])[0])
        sentences = scene.sentences[max(0, number - 2) : number] if number else []
        entity = next((e for first, last in reversed(sentences) for e in subjects_of(scene, first, last)), None)
        draft.speaker = Speaker(None, None, entity) if entity else None


def _nameless(scene: Scene, draft: Draft, near: Draft | None, genders: Genders) -> Speaker | None:
    """The speaker of the sentence before, who is described and not named (`zet jednog mornara`), where a dropped subject goes on and
    nobody else has come between."""
    if draft.speaker is not None or near is None or near.speaker is None or draft.cue is None:
        return None
    if near.speaker.entity is not None or near.speaker.span is None or near.pronoun or _gap(scene, near, draft) != 1:
        return None
    if near.cue is None or genders.of_verb(*scene.token_range(near.cue)) != genders.of_verb(
        *scene.token_range(draft.cue)
    ):
        return None
    number = scene.sentence_of(scene.token_range(near.speaker.span)[0])
    if number is None or any(True for e in subjects_of(scene, *scene.sentences[number]) if e):
        return None
    at = scene.token_range(draft.cue)[0]
    between = scene.sentences[number + 1][0] if number + 1 < len(scene.sentences) else at
    return None if between < at and subjects_of(scene, between, at) else near.speaker


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

    # "… podle agentury Tramont. Dodal …": a medium in a source phrase is no subject that a verb goes back to.
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
            and (back < number or d.parts != d.quoted)
            and fits(d.speaker.entity)
            and not (d.speaker.entity in scene.media and scene.token_range(d.cue)[0] in scene.phrase_tokens)
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


def _is_told(scene: Scene, draft: Draft) -> bool:
    assert draft.cue is not None
    first, last = scene.token_range(draft.cue)
    kinds = {k for c in scene.cues_in(first, last) for k in c.kinds}
    return kinds == {"told"}


def _is_question(scene: Scene, draft: Draft) -> bool:
    if draft.cue is None:
        return False
    first = scene.token_range(draft.cue)[0]
    asked = (a for a in scene.attributions_in(first, first + 1) if a.value == "ask")
    return any(scene.tokens[a.first].span.start == draft.cue.start for a in asked)


def _gap(scene: Scene, previous: Draft, draft: Draft) -> int:
    """Sentences from the end of one quotation to the beginning of the next; many where that is unknown."""
    a, b = (
        scene.sentence_of(scene.token_range(previous.parts[-1])[1] - 1),
        scene.sentence_of(scene.token_range(draft.parts[0])[0]),
    )
    return b - a if a is not None and b is not None else 99
