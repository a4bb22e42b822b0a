"""Subjects that stand apart from their verb: in an earlier segment, before a relative clause, after a date in commas."""

from __future__ import annotations

from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import Candidate, best, candidates, is_medium
from svod.reading.carriers import is_carrier
from svod.reading.gender import Form, form_of
from svod.reading.subjects import apposed, noun_phrase_before


def subject_before(scene: Scene, segment: Segment, left: list[Segment], of_whom: bool) -> Candidate | None:
    """The subject in an earlier segment: the noun before a relative clause for the verb in it (`of_whom`: for the source phrase that it
    begins with), the sentence's subject for others."""
    data = scene.data
    if scene.tokens[segment.first].norm in data.relatives or of_whom:
        found = candidates(scene, left[-1], oblique=True) if left else []
        found = [c for c in found if not (c.mention and c.mention.type == "LOC" and c.last - c.first == 1)]
        return found[-1] if found else None
    subject: Candidate | None = None
    apposition = -1
    for earlier in left:
        if earlier.first < apposition:
            continue
        lead = scene.tokens[earlier.first].norm
        if lead in data.relatives or any(a.value == "ask" for a in scene.attributions_in(earlier.first, earlier.last)):
            continue
        fresh = earlier.opener == ";" or lead in data.contrast or _has_own_subject(scene, earlier)
        chosen = best(candidates(scene, earlier), earlier.first, 2.0) if subject is None or fresh else None
        alone = earlier.opener == ";" and earlier.last - earlier.first <= 5
        if chosen is None and alone and not scene.has_finite(earlier.first, earlier.last):
            chosen = Candidate(earlier.first, earlier.last, 2.0, None)  # "…; ornitolozi, koji …, traže …"
        if chosen is not None and not (chosen.mention and is_carrier(scene, chosen.mention)):
            subject = apposed(scene, chosen, segment.first)
            apposition = subject.last
    return subject or _leading_phrase(scene, left)


def parted_before(scene: Scene, segment: Segment) -> Candidate | None:
    """`…, the council’s deputy leader, Imran Sadiq, told a packed meeting`: the subject in the two segments before the verb."""
    number = scene.sentence_of(segment.first)
    if number is None:
        return None
    before = [s for s in scene.segments(*scene.sentences[number]) if s.last <= segment.first][-2:]
    while before and scene.has_finite(before[0].first, before[0].last):
        before = before[1:]
    for part in before:
        found = best(candidates(scene, part), part.first, 2.0)
        if found is not None and not is_medium(scene, found):
            return found
    return None


def after_date(scene: Scene, segment: Segment, form: Form | None) -> Candidate | None:
    """`…, заявил во вторник, 29 января, председатель суда Галич`: the subject after a date in commas that parts it from its verb."""
    end = scene.end_of_sentence(segment.last - 1)
    after = [s for s in scene.segments(segment.last, end) if s.first >= segment.last][:2]
    dated = (
        len(after) == 2 and after[0].last - after[0].first <= 4 and not scene.has_finite(after[0].first, after[0].last)
    )
    if not dated or not any(scene.tokens[n].text[0].isdigit() for n in range(after[0].first, after[0].last)):
        return None
    found = best(candidates(scene, after[1], form=form), after[1].first, 2.0)
    return found if found is not None and not is_medium(scene, found) else None


def begins_with_of_whom(scene: Scene, segment: Segment) -> bool:
    """`podle kterého`, `v níž`: a relative clause that begins with a preposition."""
    first, second = segment.first, segment.first + 1
    led = scene.tokens[first].norm in scene.data.prepositions or first in scene.phrase_tokens
    return led and second < segment.last and scene.tokens[second].norm in scene.data.relatives


def _leading_phrase(scene: Scene, left: list[Segment]) -> Candidate | None:
    """Words that no list knows before the verb of an earlier segment: `но некоторые мусульманки стали протестовать, утверждая …`."""
    for earlier in reversed(left):
        if scene.tokens[earlier.first].norm in scene.data.relatives:
            continue
        verb = next(
            (n for n in range(earlier.first + 1, earlier.last) if scene.grammar.is_finite(scene.tokens[n])), None
        )
        if verb is not None:
            form = form_of(scene.data, scene.tokens[verb].norm)
            sure = form is not None or not scene.data.cases
            return noun_phrase_before(scene, earlier, (verb, verb + 1), form) if sure else None
    return None


def _has_own_subject(scene: Scene, segment: Segment) -> bool:
    """Is there a verb of speech in the segment with its subject right before it?"""
    for cue in scene.cues_in(segment.first, segment.last):
        n = cue.first
        while n > segment.first and scene.is_function(n - 1):
            n -= 1
        if any(c.last == n and c.score >= 2.0 for c in candidates(scene, Segment(segment.first, cue.first, ""))):
            return True
    return False
