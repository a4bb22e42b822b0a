"""The names of agencies and media: those that the tables know, and those that the report introduces as such."""

from __future__ import annotations

import re

from svod.languages.gazetteer import lookup, named
from svod.reading.attribution import Scene
from svod.reading.quotation_marks import MARKS
from svod.records import Mention

_SITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-zа-яіїє]{2,6}\.?", re.IGNORECASE)
"""The name of a site (`Altinget.dk`), with the full stop that is sometimes taken into it."""


_MEDIA = frozenset({"agency", "medium"})


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
    if mention.type == "PER" or (mention.type == "LOC" and " " not in mention.lemma) or _is_office(scene, mention):
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


def _is_office(scene: Scene, mention: Mention) -> bool:
    """Is it a body that is known, or says, to be something else than a medium (`gegenüber dem Bundestag`)?"""
    kinds = {k.kind for k in lookup(mention.lemma, scene.layout.language)}
    words = [t.norm for t in scene.layout.tokens_in(mention.span)]
    return bool(kinds and not kinds & _MEDIA) or any(w in scene.data.institutions for w in words)


def told_by(scene: Scene, first: int) -> int | None:
    """The word right before token `first` that tells to whom something was said (`za`, `pro`, `агентству`, `told the`)."""
    n = first - 1
    while n >= 0 and first - n < 3 and (scene.tokens[n].text in MARKS or scene.tokens[n].norm in scene.data.articles):
        n -= 1
    return n if n >= 0 and scene.tokens[n].norm in scene.data.told_to else None


def media(scene: Scene) -> frozenset[str]:
    """The entities of which any mention is that of an agency or medium."""
    return frozenset(m.entity for m in scene.mentions if m.entity and is_carrier(scene, m))


def is_carrier(scene: Scene, mention: Mention) -> bool:
    """Is the name that of a news agency, a newspaper, broadcaster or site, does a noun for a medium stand before it or in it, or is it
    introduced as one elsewhere?"""
    if mention.entity in scene.carriers:
        return True
    first, last = scene.token_range(mention.span)
    if last - first > 1 and any(scene.tokens[n].norm in scene.data.media_names for n in range(first, last)):
        return mention.type != "PER"
    surface, language = mention.span.of(scene.layout.text), scene.layout.language
    if mention.type not in ("ORG", "PRO"):
        # A name that was taken for a place or a person is a medium only if it is called exactly so, and nothing else is.
        kinds = {k.kind for k in named(surface, language)}
        return bool(kinds) and kinds <= _MEDIA and mention.type != "EVT"
    if any(k.kind in _MEDIA for name in (mention.lemma, surface) for k in lookup(name, language)):
        return True
    if _SITE.fullmatch(surface) and " " not in surface:
        return True
    before = list[int]()
    for n in range(first - 1, max(-1, first - 4), -1):
        if n in scene.mention_at or scene.tokens[n].norm in scene.data.persons.exact:
            break  # "řekl agentuře Reuters mluvčí TLP": the noun is another name's
        before.append(n)
    return any(
        scene.tokens[n].norm in scene.data.media for n in (*before, *range(first, last)) if scene.tokens[n].is_word
    )
