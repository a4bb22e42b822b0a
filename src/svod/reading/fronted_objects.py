"""Objects of speech acts before their verbs: `Do bojkotu wzywali związkowcy`, `Novák obvinění odmítá a tvrdí, že …`."""

from __future__ import annotations

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import candidates, speaker_of
from svod.reading.drafts import Draft
from svod.records import Span, Speaker


def takes(scene: Scene, cue: Cue, preposition: str) -> bool:
    """Does the object of the verb begin with the preposition (`ostrzegł przed …`)?"""
    verbs = next((verbs for name, verbs in scene.data.takes if name == preposition), None)
    return verbs is not None and any(scene.tokens[n].norm in verbs for n in range(cue.first, cue.last))


def object_before(scene: Scene, cue: Cue, segment: Segment, speaker: Speaker | None, start: int) -> Span | None:
    """The object before its verb, where the subject stands after it: `Do bojkotu wzywali związkowcy`, `závadu popírá mluvčí`."""
    data = scene.data
    if data.verb_first and takes(scene, cue, scene.tokens[segment.first].norm) and cue.first > segment.first + 1:
        return scene.span(segment.first + 1, cue.first)  # "Für die Absage entschuldigte er sich"
    if not data.cases or "act" not in cue.kinds or speaker is None or speaker.span is None:
        return None
    first = segment.first
    subject = scene.token_range(speaker.span)
    if not cue.last <= subject[0] <= cue.last + 4 or start < min(subject[1], segment.last) or cue.first - first > 9:
        return None
    if start < segment.last and any(True for _ in scene.words(subject[1], segment.last)):
        return None
    while first < cue.first and (scene.tokens[first].norm in data.joining or scene.tokens[first].norm in data.contrast):
        first += 1
    last = cue.first
    while last > first and scene.is_function(last - 1):
        last -= 1
    lead = scene.tokens[first].norm
    if last <= first or lead in data.relatives or lead in data.that or scene.is_function(first):
        return None
    if lead in data.prepositions and not takes(scene, cue, lead) and lead not in data.subjunctive:
        return None
    if any(scene.grammar.is_finite(scene.tokens[n]) or scene.covered[n] for n in range(first, last)):
        return None
    if any(c.score >= 2 for c in candidates(scene, Segment(first, last, ""))):
        return None
    return scene.span(first, last) if sum(1 for _ in scene.words(first, last)) > 1 else None


def object_between(scene: Scene, cue: Cue, segment: Segment, start: int) -> Draft | None:
    """The object between the subject and its verb, where nothing but another verb follows: `Novák obvinění odmítá a tvrdí, že …`."""
    data = scene.data
    ends = start >= segment.last or (start == cue.last and scene.tokens[start].norm in data.joining)
    if not data.cases or not ends or "act" not in cue.kinds:
        return None
    subject = next((c for c in candidates(scene, Segment(segment.first, cue.first, "")) if c.score >= 1), None)
    if subject is None or subject.first != segment.first or subject.pronoun:
        return None
    first, last = subject.last, cue.first
    while last > first and scene.is_function(last - 1):
        last -= 1
    while first < last and scene.is_function(first):
        first += 1
    if first >= last or scene.has_finite(first, last) or scene.tokens[first].norm in data.prepositions:
        return None
    content = scene.span(first, last)
    return Draft("indirect", [content], speaker=speaker_of(scene, subject)) if content is not None else None
