"""Carriers: the agencies and media that pass on what others said, and those that sign a whole report."""

from __future__ import annotations

from collections.abc import Sequence

from svod.languages.gazetteer import is_agency
from svod.reading.attribution import Scene
from svod.reading.drafts import Draft
from svod.records import Mention


def is_carrier(scene: Scene, mention: Mention) -> bool:
    """Is the name that of a news agency, or does a noun for a medium stand before it or in it?"""
    if mention.type not in ("ORG", "PRO"):
        return False
    if is_agency(mention.lemma, scene.layout.language) or is_agency(
        mention.span.of(scene.layout.text), scene.layout.language
    ):
        return True
    first, last = scene.token_range(mention.span)
    before = range(max(0, first - 3), first)
    return any(
        scene.tokens[n].norm in scene.data.media for n in (*before, *range(first, last)) if scene.tokens[n].is_word
    )


def sign(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Agencies that sign the report carry all of it: `(Hina)` or `/БТА.` at its end, `Про це повідомляє газета` near
    its start."""
    carriers = [*_signature(scene), *_source_of_all(scene)]
    if not carriers:
        return
    for draft in drafts:
        own = draft.speaker.entity if draft.speaker else None
        if own not in carriers and not draft.via:
            draft.via = list(carriers)


def _signature(scene: Scene) -> list[str]:
    tokens, text = scene.tokens, scene.layout.text
    last = len(tokens)
    opening = next((n for n in range(last - 1, max(-1, last - 12), -1) if tokens[n].text in "(/"), None)
    if opening is None or (tokens[opening].text == "/" and opening == last - 1):
        return []
    names = [m for m in scene.mentions if m.span.start >= tokens[opening].span.end]
    if not names or not all(m.type in ("ORG", "PRO") for m in names):
        return []
    before = text[: tokens[opening].span.start].rstrip()
    return list(dict.fromkeys(m.entity for m in names if m.entity)) if before[-1:] in '.!?"“”»…' else []


def _source_of_all(scene: Scene) -> list[str]:
    for first, last in scene.sentences[:5]:
        match = scene.data.about_this.match_at(scene.tokens, first)
        if match is None or (not scene.is_about_this(first) and last - first > match.last - first + 1):
            continue
        # The name may stand on a line of its own, as a link: "Про це\n\nГазета повідомляє".
        last = max(last, min(match.last + 6, len(scene.tokens)))
        cues = [c for c in scene.cues_in(first, last) if c.kinds & {"say", "carry"}]
        names = [
            (m, n)
            for m, n in sorted(set(scene.mention_at.values()), key=lambda item: item[1])
            if match.last <= n < last and m.type in ("ORG", "PRO") and (is_carrier(scene, m) or scene.is_nominative(m))
        ]
        near = [
            m
            for m, n in names
            if any(c.first - scene.token_range(m.span)[1] in range(3) or n - c.last in range(3) for c in cues)
        ]
        if near:
            return [m.entity for m in near[:1] if m.entity]
    return []
