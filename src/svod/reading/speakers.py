"""Who says it: what an attribution tells of the speaker, of whom it was said to, and of the media that carry it."""

from __future__ import annotations

from dataclasses import dataclass

from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import Candidate, apposed, best, candidates, governor, speaker_of
from svod.reading.carriers import is_carrier, told_by
from svod.records import Span, Speaker


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
    found = candidates(scene, segment, oblique)
    carriers = [c for c in found if _is_medium(scene, c)]
    people = [c for c in found if c not in carriers]
    least = 0.0 if oblique or closing else 1.0
    vouching = [c for c in carriers if oblique or not _is_told(scene, c)]
    chosen = best(people, first_cue) or best(vouching, first_cue, least) or best(people, first_cue, least)
    if chosen in vouching and left and chosen is not None and chosen.first == last_cue:
        # "Její dcera, Eisham Ashiwová, řekla AFP": the subject stands before, so the agency is who was told.
        subject = _subject_before(scene, segment, left)
        whole = subject is not None and not any(
            scene.has_finite(s.first, s.last) for s in left if subject.first >= s.first
        )
        if whole and subject is not None and subject.mention and subject.mention.type == "PER":
            chosen = subject
    if chosen is None and closing:
        chosen = _phrase_after(scene, last_cue, segment)
    if chosen is None and left:
        chosen = _subject_before(scene, segment, left)
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
    return Attributed(
        speaker_of(scene, chosen) if chosen else None,
        chosen is not None and _is_medium(scene, chosen),
        tuple(dict.fromkeys(v for v in via if not (chosen and chosen.mention and chosen.mention.entity == v))),
        None if oblique else _addressee(scene, segment, first_cue, chosen),
        chosen is not None and chosen.pronoun,
    )


def _is_told(scene: Scene, carrier: Candidate) -> bool:
    """Was it said to the medium (`řekl agentuře Tramont`, `izjavio za Hinu`), which so can't be the one that says it?"""
    return told_by(scene, carrier.first) is not None or scene.tokens[carrier.first].norm in scene.data.told_to


def _inside(inner: Candidate, outer: Candidate | None) -> bool:
    return outer is not None and outer.first <= inner.first and inner.last <= outer.last


def _is_medium(scene: Scene, candidate: Candidate) -> bool:
    if candidate.mention is not None:
        return is_carrier(scene, candidate.mention)
    words = [scene.tokens[n].norm for n in range(candidate.first, candidate.last)]
    return any(w in scene.data.media for w in words) and not any(w in scene.data.persons for w in words)


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


def _subject_before(scene: Scene, segment: Segment, left: list[Segment]) -> Candidate | None:
    """The subject in an earlier segment: the noun before a relative clause for the verb in it, the sentence's subject for others."""
    data = scene.data
    if scene.tokens[segment.first].norm in data.relatives or (
        scene.tokens[segment.first].norm in data.prepositions
        and segment.first + 1 < segment.last
        and scene.tokens[segment.first + 1].norm in data.relatives
    ):
        found = candidates(scene, left[-1], oblique=True) if left else []
        found = [c for c in found if not (c.mention and c.mention.type == "LOC" and c.last - c.first == 1)]
        return found[-1] if found else None
    asked = {a.first for a in scene.attributions if a.value == "ask"}
    subject: Candidate | None = None
    apposition = -1
    for earlier in left:
        if earlier.first < apposition:
            continue
        lead = scene.tokens[earlier.first].norm
        if lead in data.relatives or any(n in asked for n in range(earlier.first, earlier.last)):
            continue
        fresh = earlier.opener == ";" or lead in data.contrast
        chosen = best(candidates(scene, earlier), earlier.first, 2.0) if subject is None or fresh else None
        if chosen is not None and not (chosen.mention and is_carrier(scene, chosen.mention)):
            subject = apposed(scene, chosen, segment.first)
            apposition = subject.last
    return subject


def _addressee(scene: Scene, segment: Segment, cue: int, chosen: Candidate | None) -> Speaker | None:
    """A person's name in an oblique case without a preposition near the cue (`obećao je Ivanu Galiću`)."""
    if not scene.data.cases:
        return None
    for n in range(max(segment.first, cue - 6), min(segment.last, cue + 9)):
        here = scene.mention_at.get(n)
        if here is None or here[1] != n or here[0].type != "PER" or here[0].adjective or scene.covered[n]:
            continue
        taken = chosen is not None and chosen.first <= n < chosen.last
        if not taken and not scene.is_nominative(here[0]) and governor(scene, n, segment.first) is None:
            return Speaker(here[0].span, here[0].span.of(scene.layout.text), here[0].entity)
    return None
