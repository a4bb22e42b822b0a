"""Who says it: what an attribution tells of the speaker, of whom it was said to, and of the media that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from svod.languages.lemmas import lemma
from svod.reading.addressees import addressee
from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import Candidate, best, candidates, is_medium, speaker_of
from svod.reading.carriers import is_carrier, told_by
from svod.reading.drafts import Draft
from svod.reading.gender import Form, form_of_cue
from svod.reading.noun_phrases import names_somebody
from svod.reading.parted_subjects import after_date, begins_with_of_whom, parted_before, subject_before
from svod.reading.subjects import apposed, in_place, noun_phrase_before
from svod.records import Span, Speaker

AFTER = 14
"""Tokens after a speaker's words in which it may be said that the name is kept back."""
SOURCE = 7
"""Tokens from a source phrase to the end of the name of the medium that it leads to."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """What an attribution tells: the speaker, whether that is a medium, carriers nearest first, whom it was said to."""

    speaker: Speaker | None
    is_medium: bool = False
    via: tuple[str, ...] = ()
    addressee: Speaker | None = None
    pronoun: bool = False


def attribute(
    scene: Scene,
    segment: Segment,
    cue: Span,
    left: list[Segment] | None = None,
    closing: bool = False,
    oblique: bool = False,
) -> Attributed:
    """Who is named in the segment of a cue.

    Args:
        scene: the report.
        segment: the segment in which the cue stands.
        cue: the words of the cue.
        left: earlier segments of the sentence, where the subject may stand if this one has none.
        closing: the segment is nothing but an attribution (`, rekao je umirovljenik iz Splita`), so what follows the cue is its subject.
        oblique: names count in any case (`prema Galiću`).
    """
    first_cue, last_cue = scene.token_range(cue)
    form = None if oblique else form_of_cue(scene, first_cue, last_cue)
    of_whom = oblique and left is not None and begins_with_of_whom(scene, segment)
    found = [] if of_whom else candidates(scene, segment, oblique, form)
    if oblique and found:
        found = [c for c in found if c is found[0] or not scene.has_finite(found[0].last, c.last)]
    if not oblique:
        found = in_place(scene, found, segment, first_cue, form, closing)
    carriers = [c for c in found if is_medium(scene, c)]
    people = [c for c in found if c not in carriers]
    least = 0.0 if oblique or closing else 1.0
    vouching = [c for c in carriers if oblique or not (_is_told(scene, c) or _is_source(scene, c, segment))]
    chosen = best(people, first_cue)
    medium = best(vouching, first_cue, least)
    if chosen is None or (
        medium is not None and _beside(medium, first_cue, last_cue) and (_is_place(chosen) or chosen.score < 2.0)
    ):
        chosen = medium or best(people, first_cue, least)
    if chosen in vouching and left and chosen is not None and chosen.first == last_cue:
        # "Její dcera, Eisham Ashiwová, řekla AFP": the subject stands before, so the agency is who was told.
        subject = subject_before(scene, segment, left, False)
        whole = subject is not None and not any(
            scene.has_finite(s.first, s.last) for s in left if subject.first >= s.first
        )
        if whole and subject is not None and subject.mention and subject.mention.type == "PER":
            chosen = subject
    if chosen is None and closing and first_cue == segment.first and scene.data.subject_first:
        chosen = parted_before(scene, segment)
    if chosen is None and closing:
        chosen = _phrase_after(scene, last_cue, segment)
    if chosen is None and not oblique and _takes_subject(scene, first_cue, last_cue, segment):
        chosen = noun_phrase_before(scene, segment, (first_cue, last_cue), form)
    if chosen is None and not oblique and _is_impersonal(scene, first_cue, last_cue):
        chosen = best(candidates(scene, Segment(last_cue, segment.last, ""), oblique=True), last_cue)
    elif chosen is None and left:
        chosen = subject_before(scene, segment, left, of_whom)
    if chosen is None and closing:
        chosen = _on_next_line(scene, last_cue, segment) or after_date(scene, segment, form)
    if chosen is not None:
        chosen = apposed(scene, chosen, scene.end_of_sentence(segment.last - 1))
    via = tuple(
        c.mention.entity
        for c in carriers
        if c is not chosen and c.mention and c.mention.entity and not _inside(c, chosen)
    )
    if chosen and chosen.mention is None and chosen in people:
        inside = [c for c in carriers if _inside(c, chosen) and c.mention and c.mention.entity]
        via += tuple(c.mention.entity for c in inside if c.mention and c.mention.entity)
    both = _together(scene, chosen, people, form) if chosen else None
    return Attributed(
        both or (speaker_of(scene, chosen) if chosen else None),
        chosen is not None and is_medium(scene, chosen),
        tuple(dict.fromkeys(v for v in via if not (chosen and chosen.mention and chosen.mention.entity == v))),
        None if oblique else addressee(scene, segment, (first_cue, last_cue), chosen),
        chosen is not None and chosen.pronoun,
    )


def _beside(candidate: Candidate, first: int, last: int) -> bool:
    """Does it stand right before or after the cue?"""
    return candidate.first == last or candidate.last == first


def _is_place(candidate: Candidate) -> bool:
    return candidate.mention is not None and candidate.mention.type == "LOC"


def _takes_subject(scene: Scene, first: int, last: int, segment: Segment) -> bool:
    """Is what stands before the cue its subject rather than its object (`zprávu potvrdil`)? Not sure of verbs that take objects, unless
    one follows."""
    kinds = {k for c in scene.cues_in(first, last) for k in c.kinds}
    if "act" not in kinds:
        return bool(kinds)
    n = last
    while n < segment.last and scene.is_function(n):
        n += 1
    if n == segment.last and n + 1 < len(scene.tokens) and scene.tokens[n].text == ",":
        after = scene.tokens[n + 1].norm
        return after in scene.data.that or after in scene.data.subjunctive  # "požadovali, aby …": its object follows
    return (
        n < segment.last and scene.tokens[n].text[0].isalnum() and scene.tokens[n].norm not in scene.data.prepositions
    )


def _on_next_line(scene: Scene, cue: int, segment: Segment) -> Candidate | None:
    """`…, пишет` and the medium on a line of its own, as a link that was cut off."""
    if cue != segment.last or cue != scene.end_of_sentence(segment.last - 1) or cue >= len(scene.tokens):
        return None
    here = scene.mention_at.get(cue)
    if here is None or here[1] != cue or not is_carrier(scene, here[0]):
        return None
    return Candidate(cue, scene.token_range(here[0].span)[1], 2.0, here[0])


def _together(scene: Scene, chosen: Candidate, people: list[Candidate], form: Form | None) -> Speaker | None:
    """`Galić i Marević poručili su`: two who speak together, as one span that means neither of them alone; None where one speaks."""
    if form in ("f", "m") or chosen.pronoun:
        return None
    for other in people:
        if other.pronoun or other.score < 2.0 or other.first == chosen.first:
            continue
        one, two = sorted((chosen, other), key=lambda c: c.first)
        between = [scene.tokens[n].norm for n in range(one.last, two.first)]
        if len(between) == 1 and between[0] in scene.data.joining and between[0] not in scene.data.corrective:
            span = Span(scene.tokens[one.first].span.start, scene.tokens[two.last - 1].span.end)
            return Speaker(span, span.of(scene.layout.text))
    return None


def withhold(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Mark the speakers whose names are kept back, by the words that name them or that follow: `izvor blizak vladi`, `чиновник на условиях
    анонимности`. Such words mean no body that stands among them."""
    for draft in drafts:
        if draft.speaker is None or draft.speaker.span is None or draft.pronoun:
            continue
        first, last = scene.token_range(draft.speaker.span)
        if any(scene.mention_at[n][0].type == "PER" for n in range(first, last) if n in scene.mention_at):
            continue
        limit = min(scene.end_of_sentence(last - 1), last + AFTER)
        hidden = (
            match
            for n in range(first, limit)
            if not scene.covered[n] and (match := scene.data.unnamed.match_at(scene.tokens, n)) is not None
        )
        if any(match.first < last or match.last - match.first > 1 for match in hidden):
            draft.speaker = replace(draft.speaker, entity=None, unnamed=True)


def _is_impersonal(scene: Scene, first: int, last: int) -> bool:
    """Does the cue leave open who says it (`navodi se u priopćenju`), so that only what follows can tell?"""
    found = (scene.data.impersonal.match_at(scene.tokens, n) for n in range(max(0, first - 1), last))
    return any(match is not None and match.last > first for match in found)


def _is_told(scene: Scene, carrier: Candidate) -> bool:
    """Was it said to the medium (`řekl agentuře Tramont`, `izjavio za Hinu`), which so can't be the one that says it?"""
    first, data = carrier.first, scene.data
    if told_by(scene, first) is not None or scene.tokens[first].norm in data.told_to:
        return True
    before = scene.tokens[first - 1].norm if first else ""
    # "der Nachrichtenagentur", "dem Sender": the article tells the case.
    return before in data.dative_articles or f"{before} {scene.tokens[first].norm}" in data.told_to


def _is_source(scene: Scene, carrier: Candidate, segment: Segment) -> bool:
    """Does a source phrase lead to the medium (`je dejala po navedbah agencije Tramont`)? Then it carries what somebody else says."""
    for n in range(carrier.first - 1, max(segment.first, carrier.last - SOURCE) - 1, -1):
        if n in scene.phrase_tokens:
            return True
        if n in scene.cue_tokens or scene.is_delimiter(n):
            return False
    return False


def _inside(inner: Candidate, outer: Candidate | None) -> bool:
    return outer is not None and outer.first <= inner.first and inner.last <= outer.last


def _phrase_after(scene: Scene, cue: int, segment: Segment) -> Candidate | None:
    """Up to four words after a closing cue, before a preposition: nobody else can be the subject there."""
    n, data = cue, scene.data
    while n < segment.last and scene.is_function(n):
        if scene.tokens[n].norm in data.prepositions and not (n + 1 < segment.last and scene.is_function(n + 1)):
            return None  # "řekl v Komiži"
        n += 1
    if n >= segment.last or scene.tokens[n].norm in data.prepositions:
        return None
    first = n
    if scene.tokens[n].norm.endswith(data.addressed) and names_somebody(scene, n):
        base = lemma(scene.tokens[n].text, scene.layout.language)
        if scene.tokens[n].norm not in data.persons.exact and base != scene.tokens[n].norm:
            return None  # "сказав журналістам"
    while n < segment.last and n - first < 4:
        norm = scene.tokens[n].norm
        if (
            not scene.tokens[n].is_word
            or norm in scene.data.prepositions
            or scene.is_function(n)
            or norm in scene.data.that
        ):
            break
        n += 1
    return Candidate(first, n, 0.0, None) if n > first else None
