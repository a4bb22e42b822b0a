"""How far the words reach that name the source after `według`, `по словам` …: titles, names, the holder of an office."""

from __future__ import annotations

from svod.reading.attribution import Scene, Segment
from svod.reading.carriers import is_carrier
from svod.reading.noun_phrases import names_somebody


def name_end(scene: Scene, first: int, segment: Segment) -> int:
    """Where the words after `według`, `по словам` … end that name the source."""
    data, limit = scene.data, min(segment.last, first + 9)
    whole = not any(True for _ in scene.words(segment.first, first - 4)) and segment.last - first <= 7
    if whole and not any(
        scene.tokens[n].norm in data.auxiliaries or n in scene.cue_tokens or _is_verb(scene, n)
        for n in range(first, segment.last)
    ):
        following = segment.last < len(scene.tokens) and scene.tokens[segment.last].text == ","
        if following or segment.opener == ",":
            return segment.last
    for n in range(first, limit):
        here = scene.mention_at.get(n)
        if here is not None and not here[0].adjective:
            return _names_end(scene, n, segment)
        token = scene.tokens[n]
        if n > first and (
            token.norm in data.auxiliaries
            or token.norm in data.prepositions
            or token.norm in data.adverbs
            or scene.grammar.is_finite(token)
        ):
            return n
        if names_somebody(scene, n):
            while data.cases and n + 1 < limit and n + 1 not in scene.mention_at and names_somebody(scene, n + 1):
                n += 1  # "odborových svazů"
            return _office_end(scene, n, segment)
    return min(limit, first + 2)


def _is_verb(scene: Scene, n: int) -> bool:
    """Is the word a finite verb or, after a noun, a past form (`agentury Vlna zamítl`)?"""
    data = scene.data
    token = scene.tokens[n]
    if scene.grammar.is_finite(token):
        return True
    past = (*data.masculine_ends, *data.feminine_ends, *data.plural_ends)
    return bool(
        token.norm.endswith(past)
        and token.text[0].islower()
        and n not in scene.mention_at
        and not names_somebody(scene, n)
    )


def _office_end(scene: Scene, n: int, segment: Segment) -> int:
    """The end of the words for somebody that begin at token `n`: past what the office is for, to the name of its holder
    (`министра информации и печати Ивана Белова`)."""
    data = scene.data
    for k in range(n + 1, min(n + 8, segment.last)):
        here = scene.mention_at.get(k)
        if here is not None and (here[0].type == "PER" or k == n + 1):
            return _names_end(scene, k, segment)
        token = scene.tokens[k]
        apart = token.norm in data.prepositions or token.norm in data.adverbs or token.norm in data.auxiliaries
        if not token.is_word or apart or scene.grammar.is_finite(token) or k in scene.cue_tokens:
            break
    return n + 1


def _names_end(scene: Scene, n: int, segment: Segment) -> int:
    """The end of the name at token `n`, and of a person's name after that of a body."""
    mention = scene.mention_at[n][0]
    end = scene.token_range(mention.span)[1]
    following = scene.mention_at.get(end)
    if (
        following is not None
        and following[0].type == "PER"
        and mention.type != "PER"
        and not is_carrier(scene, mention)
    ):
        end = scene.token_range(following[0].span)[1]
    return min(end, segment.last)
