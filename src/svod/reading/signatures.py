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
BYLINE = 60
"""Tokens at the beginning of a report among which its author may be named."""
PICTURE = 10
"""Tokens before a source among which a picture may be mentioned whose source it is."""


def sign(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Agencies that sign the report carry all of it: `(Hina)` or `/БТА.` at its end, `SPLIT (Hina) –` at its beginning,
    `Про це повідомляє газета` near its start."""
    signed = [*_signature(scene), *_dateline(scene), *_byline(scene)]
    told = _source_of_all(scene)
    background = _background(scene) if told and not signed else len(scene.tokens)
    for draft in drafts:
        own = draft.speaker.entity if draft.speaker else None
        carriers = [*signed, *(told if scene.token_range(draft.parts[0])[0] < background else ())]
        if own in carriers or _abbreviates(scene, draft, carriers):
            continue
        # A whole report's agency stands around whoever else carried the words; what a sentence names as the source of all does not.
        draft.via += [v for v in dict.fromkeys(signed if draft.via else carriers) if v not in draft.via]


def _background(scene: Scene) -> int:
    """The token at which a report begins to recall what happened before (`Нагадаємо, …`, `Jak informowaliśmy, …`), which its source need
    not have told."""
    for first, _ in scene.sentences:
        if scene.data.recalling.match_at(scene.tokens, first) is not None:
            return first
    return len(scene.tokens)


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
    while first < len(tokens) and not tokens[first].is_word:
        first += 1
    found = _alone(scene, Span(tokens[first].span.start, len(text))) if first < len(tokens) else []
    if first == len(tokens) and first > 2 and tokens[-1].text == ".":
        found = _closing_name(scene)
    for line in _lines(text)[-LAST_LINES:]:
        found += [v for v in _alone(scene, line) if v not in found]
    return found


def _closing_name(scene: Scene) -> list[str]:
    """`… 32-letniej historii. PAP.`, `… Shell. Źródło: PAP.`: the agency in the last few words, between two full stops."""
    tokens, n = scene.tokens, len(scene.tokens) - 1
    while n and len(tokens) - n < 8 and tokens[n - 1].text not in ".!?…":
        n -= 1
    return _alone(scene, Span(tokens[n].span.start, tokens[-1].span.end)) if n and tokens[n - 1].text in ".!?…" else []


def _alone(scene: Scene, line: Span) -> list[str]:
    """The agencies that stand on a line with one other word at most (`Źródło: PAP`)."""
    inside = [m for m in scene.mentions if line.contains(m.span)]
    count = sum(1 for _ in scene.words(*scene.token_range(line)))
    agencies = [m for m in inside if m.entity and is_agency(m.lemma, scene.layout.language)]
    own = sum(sum(1 for _ in scene.words(*scene.token_range(m.span))) for m in inside)
    if agencies and len(agencies) == len(inside) and count - own <= 1:
        return list(dict.fromkeys(m.entity for m in agencies if m.entity))
    return []


def _byline(scene: Scene) -> list[str]:
    """`Autor: ČTK.`, `Источник: ТАСС`: a word and a colon before an agency in the first lines of the report; not that of a picture."""
    tokens, found = scene.tokens, list[str]()
    for n in range(min(BYLINE, len(tokens) - 2)):
        here = scene.mention_at.get(n + 2)
        if tokens[n].norm not in scene.data.credits or tokens[n + 1].text != ":" or here is None or here[1] != n + 2:
            continue
        if any(tokens[k].norm in scene.data.pictures for k in range(max(0, n - PICTURE), n)):
            continue
        last = scene.token_range(here[0].span)[1]
        ends = last >= len(tokens) or tokens[last].text in ".,/|()" or _starts_line(scene, last)
        if ends and here[0].entity and is_agency(here[0].lemma, scene.layout.language):
            found.append(here[0].entity)
    return found


def _starts_line(scene: Scene, n: int) -> bool:
    return "\n" in scene.layout.text[scene.tokens[n - 1].span.end : scene.tokens[n].span.start]


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
