"""Words in marks that are part of a sentence: they make the reported clause around them a mixed quotation, or are a fragment of speech."""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates, speaker_of
from svod.reading.drafts import Direct, Draft
from svod.reading.quotation_marks import Quoted
from svod.reading.speakers import attribute
from svod.records import Span

WHOLE = 0.85
"""Words in marks that make up this share of a reported clause are all of it: little more than an article or a verb stands outside."""
NAME = 6
"""Words that a name in marks may have."""
OBJECT = 16
"""Tokens between a verb and the words in marks, as in `nazvao je prijedlog o luci „sramotnim“`."""

JOINED = 2
"""Words between two passages in marks that are one fragment of speech."""


def mixed_speech(scene: Scene, direct: Direct, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations of words in marks alone; a reported clause that holds such words becomes a mixed one.

    Args:
        scene: the report.
        direct: its direct speech, with the passages in marks that are none.
        drafts: all quotations so far; reported clauses among them are changed.
    """
    found: list[Draft] = []
    clauses = sorted((d for d in drafts if d.kind != "direct"), key=lambda d: (d.start, -d.end))
    at = 0
    for quoted in direct.partial:
        words = sum(1 for _ in scene.words(quoted.first, quoted.last))
        named = not words or _is_name(scene, quoted, words)
        if named and not (scene.data.capital_nouns and words):
            continue
        while at < len(clauses) and clauses[at].end <= quoted.outer.start:
            at += 1
        around = _around(clauses, at, quoted)
        outer = around[0] if around else None
        if outer is not None and (called := _called(scene, outer, quoted)) is not None:
            outer.parts = [p for part in outer.parts if (p := _until(scene, part, called)) is not None] or outer.parts
            outer = None
        if outer is not None and not named:
            for clause in around:
                _mix(clause, quoted)
            continue
        draft = _alone(scene, quoted, words) if outer is None else None
        if draft is None or (named and not _is_labelled(scene, draft)):
            continue
        before = found[-1] if found else None
        if (
            before is not None
            and draft.cue is not None
            and before.cue == draft.cue
            and _is_joined(scene, before, draft)
        ):
            before.parts = [Span(before.start, draft.end)]  # „sramotnim“ i „štetnim“
            before.quoted += draft.quoted
        else:
            found.append(draft)
    return found


def _is_joined(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Does at most a conjunction stand between two passages in marks: `„sramotnim“ i „štetnim“`?"""
    last, first = scene.token_range(before.quoted[-1])[1], scene.token_range(draft.quoted[0])[0]
    return sum(1 for _ in scene.words(last, first)) <= JOINED


def _around(clauses: Sequence[Draft], at: int, quoted: Quoted) -> list[Draft]:
    """The smallest reported clause in which the words stand: they are its speaker's, not those of whoever reports that one in turn.
    Several where it was found in more than one way."""
    around = []
    for n in range(at, len(clauses)):
        if clauses[n].start > quoted.inner[0].start:
            break
        if _within(clauses[n], quoted.inner[0]) is not None:
            around.append(clauses[n])
    least = min(around, key=lambda d: (d.end - d.start, d.start)) if around else None
    return [d for d in around if least is not None and d.parts == least.parts]


def _within(clause: Draft, words: Span) -> Span | None:
    """The words as far as they lie in a clause, which may end before their last comma; None where they don't."""
    part = next((p for p in clause.parts if p.start <= words.start and words.end - 2 <= p.end), None)
    return Span(words.start, min(words.end, part.end)) if part is not None and words.start < part.end else None


def _mix(clause: Draft, quoted: Quoted) -> None:
    """The reported clause with words of it in marks; those alone where they are all of it."""
    clause.kind = "mixed"
    clause.quoted += [p for inner in quoted.inner if (p := _within(clause, inner)) is not None]
    if sum(len(p) for p in quoted.inner) > WHOLE * sum(len(p) for p in clause.parts):
        clause.parts = list(quoted.inner)
        clause.quoted = list(quoted.inner)


def _called(scene: Scene, outer: Draft, quoted: Quoted) -> Segment | None:
    """The relative clause within a reported one in which somebody names a thing: `denied the rumours, which she called “idle”`."""
    first = scene.token_range(outer.parts[0])[0]
    if not any("label" in c.kinds for c in scene.cues_in(first, quoted.first)):
        return None
    segment = next((s for s in scene.segments(first, quoted.last) if quoted.first in s or quoted.first - 1 in s), None)
    if segment is None or segment.first == first or scene.tokens[segment.first].norm not in scene.data.relatives:
        return None
    return segment if any("label" in c.kinds for c in scene.cues_in(segment.first, quoted.first)) else None


def _until(scene: Scene, part: Span, segment: Segment) -> Span | None:
    first, last = scene.token_range(part)
    return scene.span(first, min(last, segment.first)) if first < segment.first else None


def _is_labelled(scene: Scene, draft: Draft) -> bool:
    """Does a verb of naming stand with the words, so that a German noun need not be a name?"""
    cues = scene.cues_in(*scene.token_range(draft.cue)) if draft.cue is not None else []
    return any("label" in c.kinds for c in cues)


def _is_name(scene: Scene, quoted: Quoted, words: int) -> bool:
    """Is it a title or name rather than speech: a capital, few words, right after a word of the sentence; or itself a mention?"""
    first = scene.tokens[quoted.first]
    named = scene.mention_at.get(quoted.first)
    if named is not None and scene.token_range(named[0].span) == (quoted.first, quoted.last):
        return True
    if not first.text[0].isupper() and not first.text[0].isdigit():
        return False
    if scene.data.capital_nouns and words > 1 and first.text[0].isupper():
        # A noun that is no name; the noun before it tells a name: das Schiff „Stern von Kiel“.
        before = scene.tokens[quoted.first - 2] if quoted.first >= 2 else None
        return words <= NAME and (before is None or not before.is_word or before.text[0].isupper())
    return words <= NAME


def _alone(scene: Scene, quoted: Quoted, words: int) -> Draft | None:
    """Words in marks outside any reported clause: speech if a cue stands in the sentence, or if they are many."""
    number = scene.sentence_of(quoted.first)
    if number is None:
        return None
    first, last = scene.sentences[number]
    segments = scene.segments(first, last)
    index = next((i for i, s in enumerate(segments) if quoted.first - 1 in s or quoted.first in s), None)
    if index is None:
        return None
    draft = Draft("mixed", list(quoted.inner), quoted=list(quoted.inner))
    cue = _cue(scene, segments[index], first, quoted)
    if cue is not None:
        segment = next(s for s in segments if cue.first in s)
        span = scene.cue_span(cue.first, cue.last, segment)
        draft.attributed(attribute(scene, segment, span, segments[: segments.index(segment)]), span)
        draft.parts = _clause(scene, cue, segments[index], quoted, draft)
        return draft
    section = scene.layout.section_at(quoted.outer.start)
    if section is not None and section.kind == "headline":
        subject = best([c for s in segments for c in candidates(scene, s)], first, 2.0)
        if subject is not None:
            draft.speaker = speaker_of(scene, subject)
        return draft if words >= 3 else None
    return draft if words >= 5 and scene.has_finite(quoted.first, quoted.last) else None


def _cue(scene: Scene, segment: Segment, first: int, quoted: Quoted) -> Cue | None:
    """The nearest cue of the words' own segment, else the last one before, unless another verb stands between."""
    told = quoted.first > 1 and scene.tokens[quoted.first - 2].norm in scene.data.prepositions
    near = [
        c
        for c in scene.cues_in(segment.first, segment.last)
        if c.first < quoted.first or (c.first >= quoted.last and (told or "label" in c.kinds))
    ]
    if near:
        return min(near, key=lambda c: abs(c.first - quoted.first))
    before = scene.cues_in(first, quoted.first)
    if not before or scene.has_finite(before[-1].last, quoted.first - 1):
        return None
    return before[-1]


def _clause(scene: Scene, cue: Cue, segment: Segment, quoted: Quoted, draft: Draft) -> list[Span]:
    """What the verb says with the words in marks: `called ‹the recount “a pantomime”›`, `vowed ‹to “read it aloud” in Lausanne›`;
    the words alone where nothing but a preposition stands between (`označio ga je kao „sramotan“`)."""
    alone, opening, start = list(quoted.inner), quoted.first - 1, cue.last
    if start > opening or opening - start > OBJECT:
        return alone
    for named in (draft.speaker, draft.addressee):
        if named is not None and named.span is not None:
            end = scene.token_range(named.span)[1]
            start = end if start <= end <= opening else start
    while start < opening and (scene.is_function(start) or scene.tokens[start].text == ","):
        start += 1
    stop = quoted.last + quoted.closed
    if "label" in cue.kinds:
        if not any(len(t.text) > 3 and t.norm not in scene.data.prepositions for _, t in scene.words(start, opening)):
            return alone  # "opisao ga je kao": a pronoun is no object that tells anything
    elif start == opening:
        return alone
    elif opening in segment:
        stop = max(stop, segment.last)
    whole = scene.span(start, stop)
    if whole is None or sum(len(p) for p in alone) > WHOLE * len(whole):
        return alone
    return [whole]
