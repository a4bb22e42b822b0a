"""Carriers: the agencies and media that pass on what others said, and those that sign a whole report."""

from __future__ import annotations

from collections.abc import Sequence

from svod.languages.gazetteer import is_agency
from svod.reading.attribution import Scene
from svod.reading.drafts import Draft
from svod.reading.quotation_marks import MARKS
from svod.records import Mention, Speaker


def introduced(scene: Scene) -> frozenset[str]:
    """The entities that the report itself introduces as agencies or media: `agencija Tramont`, `the Tramont news agency`,
    `izjavio za Tramont`. A name that nobody knows is then a carrier wherever it stands, whatever type it was given."""
    found = set()
    for mention in scene.mentions:
        if mention.entity is None or mention.adjective:
            continue
        first, last = scene.token_range(mention.span)
        if _beside_medium(scene, first, last) or _was_told(scene, mention, first, last):
            found.add(mention.entity)
    # Two words are a person, whatever stands beside them: `novinar lista Ivan Galić`.
    people = {m.entity for m in scene.mentions if m.type == "PER" and " " in m.lemma.strip()}
    return frozenset(found - people)


def _beside_medium(scene: Scene, first: int, last: int) -> bool:
    """Does a noun for a medium stand right before the name, or, in languages that put it there, right after it?"""
    before = first - 1
    if before >= 0 and scene.tokens[before].text in MARKS:
        before -= 1
    if before >= 0 and scene.tokens[before].norm in scene.data.media and before not in scene.cue_tokens:
        return True
    return scene.data.subject_first and last < len(scene.tokens) and scene.tokens[last].norm in scene.data.media


def _was_told(scene: Scene, mention: Mention, first: int, last: int) -> bool:
    """Is it the body to which somebody `je izjavio za …`, `řekl pro …`? The preposition stands right before it and near a cue."""
    if mention.type == "PER" or (mention.type == "LOC" and " " not in mention.lemma):
        return False
    n = told_by(scene, first)
    if n is None or n in scene.cue_tokens:
        return False  # whoever is "told" in English need not be a medium
    near = scene.cues_in(max(0, n - 4), min(len(scene.tokens), n + 5))
    before, after = n - 1, last
    while before > 0 and (scene.is_function(before) and before not in scene.cue_tokens):
        before -= 1
    while after < len(scene.tokens) and (scene.is_function(after) or scene.tokens[after].text in MARKS):
        after += 1
    return any("say" in c.kinds and (c.last == before + 1 or c.first == after) for c in near)


def told_by(scene: Scene, first: int) -> int | None:
    """The word right before token `first` that tells to whom something was said (`za`, `pro`, `агентству`, `told the`)."""
    n = first - 1
    while n >= 0 and first - n < 3 and (scene.tokens[n].text in MARKS or scene.tokens[n].norm in scene.data.articles):
        n -= 1
    return n if n >= 0 and scene.tokens[n].norm in scene.data.told_to else None


def is_carrier(scene: Scene, mention: Mention) -> bool:
    """Is the name that of a news agency, does a noun for a medium stand before it or in it, or is it introduced as one elsewhere?"""
    if mention.entity in scene.carriers:
        return True
    first, last = scene.token_range(mention.span)
    if last - first > 1 and any(scene.tokens[n].norm in scene.data.media_names for n in range(first, last)):
        return mention.type != "PER"
    if mention.type not in ("ORG", "PRO"):
        return False
    if is_agency(mention.lemma, scene.layout.language) or is_agency(
        mention.span.of(scene.layout.text), scene.layout.language
    ):
        return True
    before = range(max(0, first - 3), first)
    return any(
        scene.tokens[n].norm in scene.data.media for n in (*before, *range(first, last)) if scene.tokens[n].is_word
    )


def cite(scene: Scene, drafts: list[Draft]) -> None:
    """Who is quoted by an agency speaks; the agency carries the words: `cytuje Kowalskiego agencja Fala`."""
    for draft in drafts:
        if draft.cue is None or draft.addressee is None or draft.speaker is None or draft.speaker.entity is None:
            continue
        first, last = scene.token_range(draft.cue)
        if not any(scene.tokens[n].norm in scene.data.cite for n in range(first, last)):
            continue
        agency, quoted = draft.speaker.entity, draft.addressee
        if not any(m.entity == agency and is_carrier(scene, m) for m in scene.mentions):
            continue
        draft.speaker, draft.addressee = quoted, None
        draft.via = [agency, *(v for v in draft.via if v != agency)]


def pass_on(drafts: Sequence[Draft]) -> None:
    """What a person goes on to say comes by way of whoever carried the words before: `rekao je za Hinu … Dodao je …`."""
    carried: dict[str, list[str]] = {}
    for draft in drafts:
        speaker = draft.speaker.entity if draft.speaker else None
        if speaker is None:
            continue
        if draft.via:
            carried[speaker] = draft.via
        elif speaker in carried:
            draft.via = list(carried[speaker])


def sign(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Agencies that sign the report carry all of it: `(Hina)` or `/БТА.` at its end, `SPLIT (Hina) –` at its beginning,
    `Про це повідомляє газета` near its start."""
    carriers = [*_signature(scene), *_dateline(scene), *_source_of_all(scene)]
    if not carriers:
        return
    for draft in drafts:
        own = draft.speaker.entity if draft.speaker else None
        if own not in carriers and not draft.via:
            draft.via = list(dict.fromkeys(carriers))


def _signature(scene: Scene) -> list[str]:
    """`… (Hina)`, `… /БТА.`: bodies alone in brackets or behind a slash at the very end, after a full stop."""
    tokens, text = scene.tokens, scene.layout.text
    last = len(tokens)
    opening = next((n for n in range(last - 1, max(-1, last - 12), -1) if tokens[n].text in "(/"), None)
    if opening is None or (tokens[opening].text == "/" and opening == last - 1):
        return []
    names = [m for m in scene.mentions if m.span.start >= tokens[opening].span.end]
    if not names or not all(_may_sign(scene, m) for m in names):
        return []
    before = text[: tokens[opening].span.start].rstrip()
    return list(dict.fromkeys(m.entity for m in names if m.entity)) if before[-1:] in '.!?"“”»…' else []


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
