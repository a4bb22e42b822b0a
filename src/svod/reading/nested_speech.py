"""Direct speech within direct speech: `“My father said, ‘Never sell the boat’, and I listened”`."""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.attribution import Cue, Scene
from svod.reading.drafts import Draft
from svod.reading.quotation_marks import Quoted
from svod.records import Span, Speaker

BEFORE = 8
"""Tokens before the inner mark among which its verb of speech stands."""


def nested_speech(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """What the speech of a report quotes: words in marks within it after a verb of speech or a colon; titles and names are left out."""
    parts = sorted({(p.start, p.end) for d in drafts for p in d.parts})
    found: list[Draft] = []
    at = 0
    for quoted in (q for q in scene.quoted if q.depth == 1 and q.closed):
        while at < len(parts) and parts[at][1] < quoted.outer.end:
            at += 1
        if at < len(parts) and parts[at][0] < quoted.outer.start:
            draft = _nested(scene, quoted, scene.token_range(Span(*parts[at]))[0])
            if draft is not None:
                found.append(draft)
    return found


def _nested(scene: Scene, quoted: Quoted, begin: int) -> Draft | None:
    tokens, opening = scene.tokens, quoted.first - 1
    words = sum(1 for _ in scene.words(quoted.first, quoted.last))
    before = tokens[opening - 1].text if opening > begin else ""
    first = max(begin, opening - BEFORE)
    for n in range(opening - 1, first - 1, -1):
        if tokens[n].text in ".!?…;":
            first = n + 1
            break
    cue = _cue(scene, first, opening)
    near = cue is not None and opening - cue.last <= (BEFORE if before == ":" else 1 + (before == ","))
    if not words or not (near or (before == ":" and words >= 2)):
        return None
    draft = Draft("direct", list(quoted.inner))
    if cue is None or not near:
        return draft
    draft.cue = Span(tokens[cue.first].span.start, tokens[cue.last - 1].span.end)
    draft.speaker = _subject(scene, first, opening, cue)
    draft.pronoun = draft.speaker is not None and (draft.speaker.text or "").lower() in scene.data.pronouns
    return draft


def _cue(scene: Scene, first: int, last: int) -> Cue | None:
    """The last verb of speech among the tokens, which stand in marks and so are none of the cues of the report."""
    for n in range(last - 1, first - 1, -1):
        match = scene.data.cues.match_at(scene.tokens, n)
        if match is not None and match.last <= last and {"say", "act"} & set(match.value.split()):
            return Cue(match.first, match.last, frozenset(match.value.split()))
    return None


def _subject(scene: Scene, first: int, last: int, cue: Cue) -> Speaker | None:
    """The name, noun for a person or pronoun nearest to the verb."""
    found: list[tuple[int, Span, str | None]] = []
    for n in range(first, last):
        if n in range(cue.first, cue.last):
            continue
        away = cue.first - n if n < cue.first else n - cue.last + 1
        here = scene.mention_at.get(n)
        if here is not None and here[0].type == "PER" and here[1] == n and scene.is_nominative(here[0]):
            found.append((away, here[0].span, here[0].entity))
        elif scene.tokens[n].norm in scene.data.persons.exact or scene.tokens[n].norm in scene.data.pronouns:
            found.append((away, scene.tokens[n].span, None))
    if not found:
        return None
    _, span, entity = min(found, key=lambda f: (f[0], f[1].start))
    return Speaker(span, span.of(scene.layout.text), entity)
