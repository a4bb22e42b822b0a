"""Who is reported to have said what: direct speech, reported clauses, and words in marks within them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svod.reading.attribution import Scene
from svod.reading.carriers import introduced, media
from svod.reading.continuing import go_on
from svod.reading.direct_speech import DirectSpeech
from svod.reading.drafts import Draft
from svod.reading.gender import Genders
from svod.reading.mixed_speech import mixed_speech
from svod.reading.passing import cite, cite_source, pass_on
from svod.reading.reported_clauses import ReportedClauses
from svod.reading.signatures import sign
from svod.reading.speakers import withhold
from svod.reading.unmarked_speech import UnmarkedSpeech
from svod.records import Layout, Mention, Quotation, Span


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
    scene.media = media(scene)
    genders = Genders(scene)
    direct = DirectSpeech(scene).find()
    clauses = ReportedClauses(scene, direct).find()
    clauses += UnmarkedSpeech(scene, direct).find([*direct.drafts, *clauses])
    drafts = sorted([*direct.drafts, *clauses], key=_order)
    drafts = sorted([*drafts, *mixed_speech(scene, direct, drafts)], key=_order)
    go_on(scene, drafts, genders)
    cite(scene, drafts)
    cite_source(scene, drafts)
    withhold(scene, drafts)
    pass_on(scene, drafts)
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
    quoted = _quoted(draft)
    return Quotation(
        id=name,
        kind="indirect" if draft.kind == "mixed" and not quoted else draft.kind,
        content=tuple(draft.parts),
        cue=draft.cue,
        speaker=speaker if speaker and (speaker.span or speaker.entity) else None,
        addressee=addressee if addressee and (own is None or addressee.entity != own) else None,
        via=tuple(v for v in dict.fromkeys(draft.via) if v != own),
        quoted=quoted,
    )


def _quoted(draft: Draft) -> tuple[Span, ...]:
    """The words in marks as far as they lie in the content, which may leave their last comma out."""
    pairs = [(part, words) for words in draft.quoted for part in draft.parts if part.overlaps(words)]
    return tuple(sorted({Span(max(p.start, w.start), min(p.end, w.end)) for p, w in pairs}))
