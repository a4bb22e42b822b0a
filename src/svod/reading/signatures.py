"""The agencies and media that sign a whole report: at its end, in its dateline, in a sentence that says where it is from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svod.languages.gazetteer import is_agency
from svod.reading.attribution import Scene
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Draft
from svod.records import Mention, Span

LAST_LINES = 3
"""Lines at the end of a report, among which the agency is named that it is from."""


def sign(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Agencies that sign the report carry all of it: `(Hina)` or `/БТА.` at its end, `SPLIT (Hina) –` at its beginning,
    `Про це повідомляє газета` near its start."""
    carriers = [*_signature(scene), *_dateline(scene), *_source_of_all(scene)]
    if not carriers:
        return
    for draft in drafts:
        own = draft.speaker.entity if draft.speaker else None
        if own not in carriers and not draft.via and not _abbreviates(scene, draft, carriers):
            draft.via = list(dict.fromkeys(carriers))


def _abbreviates(scene: Scene, draft: Draft, carriers: Sequence[str]) -> bool:
    """Is the speaker's name short for a carrier's: `„Rz” zwraca uwagę` in a report of the Rzeczpospolita?"""
    if draft.speaker is None or draft.speaker.text is None or len(draft.speaker.text) > 3:
        return False
    return any(m.entity in carriers and m.lemma.startswith(draft.speaker.text) for m in scene.mentions)


def _signature(scene: Scene) -> list[str]:
    """`… (Hina)`, `… /БТА.`, `… Rzeczpospolita/`, `… PAP`: names alone in brackets, beside a slash or on a line at the very end."""
    tokens, text = scene.tokens, scene.layout.text
    last = len(tokens)
    opening = next((n for n in range(last - 1, max(-1, last - 12), -1) if tokens[n].text in "(/"), None)
    if opening is not None and not (tokens[opening].text == "/" and opening == last - 1):
        names = [m for m in scene.mentions if m.span.start >= tokens[opening].span.end]
        if names and all(_may_sign(scene, m) for m in names):
            before = text[: tokens[opening].span.start].rstrip()
            return list(dict.fromkeys(m.entity for m in names if m.entity)) if before[-1:] in '.!?"“”»…' else []
    return _last_line(scene)


def _last_line(scene: Scene) -> list[str]:
    """Media that stand alone after the last full stop (`Rzeczpospolita/`), or agencies on one of the last lines (`Źródło: PAP`)."""
    tokens, text = scene.tokens, scene.layout.text
    first = len(tokens)
    while first and len(tokens) - first < 8 and tokens[first - 1].text not in ".!?…":
        first -= 1
    names = [m for m in scene.mentions if first < len(tokens) and m.span.start >= tokens[first].span.start]
    words = [n for n, _ in scene.words(first, len(tokens))]
    closes = names and first and tokens[first - 1].text in ".!?…" and tokens[-1].text == "/"
    if closes and all(n in scene.mention_at for n in words) and all(_may_sign(scene, m) for m in names):
        return list(dict.fromkeys(m.entity for m in names if m.entity))
    found: list[str] = []
    for line in _lines(text)[-LAST_LINES:]:
        inside = [m for m in scene.mentions if line.contains(m.span)]
        count = sum(1 for _ in scene.words(*scene.token_range(line)))
        agencies = [m for m in inside if m.entity and is_agency(m.lemma, scene.layout.language)]
        own = sum(sum(1 for _ in scene.words(*scene.token_range(m.span))) for m in inside)
        if agencies and len(agencies) == len(inside) and count - own <= 1:
            found += [m.entity for m in agencies if m.entity and m.entity not in found]
    return found


def _lines(text: str) -> list[Span]:
    """The lines of a text that are not empty."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _may_sign(scene: Scene, mention: Mention) -> bool:
    """A body, or a single word that names nobody of the report: `(Severka)`, not `(Ivan Galić)`."""
    if mention.type in ("ORG", "PRO"):
        return True
    return all(" " not in m.lemma for m in scene.mentions if m.entity == mention.entity) and " " not in mention.lemma


def _dateline(scene: Scene) -> list[str]:
    """`SPLIT (Hina) – …`, `МОСКВА, 5 сентября. /ТАСС/. …`: an agency alone in brackets within the first words of the body."""
    body = next((s for s in scene.layout.sections if s.kind in ("lead", "body")), None)
    if body is None:
        return []
    first = scene.token_range(body.span)[0]
    for mention in scene.mentions:
        begin, end = scene.token_range(mention.span)
        if begin not in range(first + 1, first + 9) or end >= len(scene.tokens) or mention.entity is None:
            continue
        if scene.tokens[begin - 1].text in "(/" and scene.tokens[end].text in ")/":
            after = scene.tokens[end + 1].text if end + 1 < len(scene.tokens) else ""
            if after in (".", "-", "–", "—", ":") and mention.type in ("ORG", "PRO"):
                return [mention.entity]
    return []


def _source_of_all(scene: Scene) -> list[str]:
    """Whoever one of the first sentences says that all of it is from: `Про це повідомляє газета …`."""
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
