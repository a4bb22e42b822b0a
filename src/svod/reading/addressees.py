"""Whom something is said to: `told parliament`, `obećao je Ivanu Galiću`, `сообщил журналистам`, `erklärte gegenüber dem Bundestag`."""

from __future__ import annotations

from svod.languages.lemmas import lemma
from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import Candidate, qualifies
from svod.reading.carriers import is_carrier
from svod.reading.noun_phrases import abbreviates, governor, names_somebody
from svod.records import Mention, Span, Speaker

_NEAR = 3
"""Words that may stand between the cue and the noun for whoever is addressed: articles, adjectives, a title."""
_FAR = 10
"""Tokens after the cue among which whoever is addressed may stand in the dative."""
_ADJECTIVES = ("i", "ý", "í", "y", "ый", "ий", "ой", "ій", "и", "en", "an")
"""How adjectives end in their base form."""
_GENITIVE = ("ов", "ев", "ей", "ів", "їв")
"""Endings of those who are spoken to that are also those of the genitive."""


def addressee(scene: Scene, segment: Segment, cue: tuple[int, int], speaker: Candidate | None) -> Speaker | None:
    """The noun phrase beside a cue that names whom something is said to; no medium, which carries it.

    Args:
        scene: the report.
        segment: the segment in which the cue stands.
        cue: its tokens.
        speaker: who says it.
    """
    cues = scene.cues_in(*cue)
    if cues and not any(c.kinds & {"say", "act", "think"} for c in cues):
        return None
    addressing = any(scene.tokens[n].norm in scene.data.addressing for n in range(*cue))
    after = _skip(scene, cue[1], segment, speaker)
    found = _at(scene, after, segment, addressing)
    if found is None and scene.data.cases:
        before = _start_before(scene, cue[0], segment, speaker)
        found = _at(scene, before, segment, False) if before is not None else None
    return (
        found
        or _named(scene, segment, cue[0], speaker)
        or _several(scene, segment, cue, speaker)
        or _pronoun(scene, segment, cue, addressing)
    )


def _skip(scene: Scene, n: int, segment: Segment, speaker: Candidate | None) -> int:
    """The first token after the cue that is neither an auxiliary or adverb nor the speaker."""
    while n < segment.last:
        if speaker is not None and speaker.first <= n < speaker.last:
            n = speaker.last
        elif scene.is_function(n) and not _is_journalist(scene, n):
            n += 1
        else:
            break
    return n


def _is_journalist(scene: Scene, n: int) -> bool:
    """Journalists are listed among the words that may stand around a cue."""
    return scene.tokens[n].norm in scene.data.journalists


def _start_before(scene: Scene, cue: int, segment: Segment, speaker: Candidate | None) -> int | None:
    """The noun right before the cue and its auxiliaries (`novinarima je rekao`), if it is not the speaker's."""
    n = cue
    while n > segment.first and scene.is_function(n - 1) and not _is_journalist(scene, n - 1):
        n -= 1
    if n == segment.first or (speaker is not None and speaker.first <= n - 1 < speaker.last):
        return None
    somebody = names_somebody(scene, n - 1) or _is_journalist(scene, n - 1)
    if scene.tokens[n - 1].norm.endswith(_GENITIVE) or governor(scene, n - 1, segment.first) is not None:
        return None  # "двоє обізнаних людей розповіли", "v nemškem parlamentu izpostavila"
    return n - 1 if somebody and _is_oblique(scene, n - 1) else None


def _at(scene: Scene, n: int, segment: Segment, addressing: bool) -> Speaker | None:
    """The noun phrase that begins at token `n`: after a preposition for whom one speaks to, or the object of the verb."""
    data, tokens = scene.data, scene.tokens
    if n >= segment.last or scene.covered[n]:
        return None
    led = tokens[n].norm in data.to_whom or tokens[n].norm in data.dative_articles
    if led:
        n += 1
    elif tokens[n].norm in data.prepositions or not (data.cases or addressing):
        return None
    elif n > segment.first and tokens[n - 1].norm in data.prepositions:
        return None  # "ustvrdila je u Saboru"
    first = n
    if tokens[n].norm in data.things or (tokens[n].norm.endswith(data.infinitive_ends) and n not in scene.mention_at):
        return None
    for head in range(first, min(first + _NEAR + 1, segment.last)):
        token, here = tokens[head], scene.mention_at.get(head)
        relative = token.norm in data.relatives or token.norm in data.interrogatives
        relative = relative and token.norm not in data.articles
        if not token.is_word or scene.covered[head] or head in scene.cue_tokens or relative:
            return None
        if token.norm in data.prepositions or token.norm in data.that or token.norm in data.subjunctive:
            break
        if here is not None and not here[0].adjective:
            if qualifies(scene, here[0], head + 1, segment):
                return None  # "sporočila Arvenijina tiskovna predstavnica": whose she is
            fits = led or addressing or not scene.is_nominative(here[0])
            return _speaker(scene, first, here[0]) if fits and _is_somebody(scene, here[0], led) else None
        if token.norm not in data.persons.exact and _is_adjective(scene, head) and not _is_oblique(scene, head):
            continue  # "opoziční zastupitel"
        if _is_journalist(scene, head) or names_somebody(scene, head):
            if token.norm in data.media and token.norm not in data.persons:
                return None
            if not (led or addressing or _is_oblique(scene, head)):
                return None
            following = scene.mention_at.get(head + 1)
            if following is not None and following[1] == head + 1 and head + 1 < segment.last:
                return _speaker(scene, first, following[0])
            return _words(scene, first, head + 1)
        if led and not data.cases and token.norm.endswith(data.datives):
            return _words(scene, first, head + 1)
        if not (token.norm in data.articles or addressing or _is_adjective(scene, head)):
            return None
    # "vyzval k dalším protestům": what a preposition leads to is somebody only if it says so.
    return _words(scene, first, _end(scene, first, segment)) if addressing and not (led and data.cases) else None


def _end(scene: Scene, first: int, segment: Segment) -> int:
    """The end of any noun phrase after `told`: before a preposition or a conjunction."""
    n, data = first, scene.data
    while n < segment.last and n - first < 5 and scene.tokens[n].is_word:
        word = scene.tokens[n].norm
        if word in data.prepositions or word in data.that or word in data.subjunctive or word in data.adverbs:
            break
        n += 1
    return n


def _is_adjective(scene: Scene, n: int) -> bool:
    if scene.tokens[n].norm.endswith(scene.data.abstract_ends):
        return False  # what is asked for, not who is asked
    base = lemma(scene.tokens[n].text, scene.layout.language)
    return base.endswith(_ADJECTIVES) or (base == scene.tokens[n].norm and base.endswith(scene.data.addressed))


def _is_somebody(scene: Scene, mention: Mention, led: bool) -> bool:
    """A person, or a body that is no medium; a place only after a preposition."""
    if mention.type == "PER":
        return True
    return (mention.type == "ORG" or (led and mention.type == "LOC")) and not is_carrier(scene, mention)


def _is_oblique(scene: Scene, n: int) -> bool:
    """Is the noun in a case in which somebody is spoken to, as far as its ending tells? What the data writes out is the nominative."""
    norm = scene.tokens[n].norm
    return norm not in scene.data.persons.exact and norm.endswith(scene.data.addressed)


def _words(scene: Scene, first: int, last: int) -> Speaker | None:
    if first >= last:
        return None
    span = Span(scene.tokens[first].span.start, scene.tokens[last - 1].span.end)
    return Speaker(span, span.of(scene.layout.text))


def _speaker(scene: Scene, first: int, mention: Mention) -> Speaker | None:
    if is_carrier(scene, mention):
        return None
    span = Span(scene.tokens[first].span.start, mention.span.end)
    return Speaker(span, span.of(scene.layout.text), mention.entity)


def _named(scene: Scene, segment: Segment, cue: int, speaker: Candidate | None) -> Speaker | None:
    """A person's name in an oblique case without a preposition near the cue (`obećao je pomoć Ivanu Galiću`)."""
    if not scene.data.cases:
        return None
    for n in range(max(segment.first, cue - 6), min(segment.last, cue + 9)):
        here = scene.mention_at.get(n)
        if here is None or here[1] != n or here[0].type != "PER" or here[0].adjective or scene.covered[n]:
            continue
        taken = speaker is not None and speaker.first <= n < speaker.last
        before = n - 1 >= segment.first and (names_somebody(scene, n - 1) or n - 1 in scene.mention_at)
        if taken or governor(scene, n, segment.first) is not None or not _may_be_dative(scene, here[0]):
            continue
        # A name whose base form is not known stands right after the verb of somebody else: "predbacila je Jadranki Poljak".
        beside = speaker is not None and n > cue and all(scene.is_function(k) for k in range(cue + 1, n))
        if scene.is_nominative(here[0]) and not (beside and n - 1 not in scene.mention_at and not before):
            continue
        if not before:
            return Speaker(here[0].span, here[0].span.of(scene.layout.text), here[0].entity)
        apart = speaker is None or not speaker.first <= n - 1 < speaker.last
        if n - 1 not in scene.mention_at and apart and scene.tokens[n - 1].norm.endswith(scene.data.addressed):
            return _speaker(scene, n - 1, here[0])
    return None


def _may_be_dative(scene: Scene, mention: Mention) -> bool:
    """Does a word of the name end as those who are spoken to do?"""
    return any(t.norm.endswith(scene.data.addressed) for t in scene.layout.tokens_in(mention.span))


def _several(scene: Scene, segment: Segment, cue: tuple[int, int], speaker: Candidate | None) -> Speaker | None:
    """A noun in the dative plural that no preposition governs, whoever it is for: `vzkázal na síti odborům`, `povedal upokojencem`."""
    tokens, data = scene.tokens, scene.data
    cues = scene.cues_in(*cue)
    if not data.cases or (cues and not any(c.kinds & {"say", "act"} for c in cues)):
        return None
    beside = _skip(scene, cue[1], segment, speaker)
    for n in (
        *range(cue[1], min(cue[1] + _FAR, segment.last)),
        *range(cue[0] - 1, max(cue[0] - 4, segment.first) - 1, -1),
    ):
        token = tokens[n]
        if token.norm in data.that or token.norm in data.subjunctive or not (token.is_word or n >= cue[1]):
            break
        near = n == beside or (n == beside + 1 and _agrees(scene, beside)) or n < cue[0]
        if not token.norm.endswith((*data.datives, *data.datives_beside) if near else data.datives):
            continue
        if len(token.norm) < 6 or n in scene.mention_at or scene.covered[n]:
            continue
        taken = speaker is not None and speaker.first <= n < speaker.last
        taken = taken or (
            n + 1 < len(tokens) and tokens[n + 1].text == "." and abbreviates(scene, n + 1)
        )  # "podkom. Smyk"
        if taken or n in scene.cue_tokens or scene.is_function(n) or scene.grammar.is_finite(token):
            continue
        if governor(scene, n, segment.first) is not None or token.norm in data.persons.exact:
            continue
        first = n
        while first > segment.first and first - 1 >= cue[1] and _agrees(scene, first - 1):
            first -= 1
        return _words(scene, first, n + 1)
    return None


def _agrees(scene: Scene, n: int) -> bool:
    """An adjective in the dative plural, before its noun."""
    return scene.tokens[n].norm.endswith(("ým", "ím", "ym", "im", "ым", "им", "nim"))


def _pronoun(scene: Scene, segment: Segment, cue: tuple[int, int], addressing: bool) -> Speaker | None:
    """`řekl mu`, `told us`: a pronoun for whoever is addressed, right beside the verb."""
    # Where the language has cases the pronoun may stand anywhere in front of the verb: "da mu je šef naredio".
    dative = scene.data.cases or bool(scene.data.dative_articles.exact)
    near = (
        [cue[1]] if addressing or not scene.data.cases else [cue[1], *range(*cue), *range(cue[0] - 1, cue[0] - 6, -1)]
    )
    for n in near:
        inside = segment.first <= n < segment.last and (addressing or dative) and not scene.covered[n]
        if (
            inside
            and scene.tokens[n].norm in scene.data.to_pronouns
            and scene.tokens[n].norm not in scene.data.pronouns
        ):
            return _words(scene, n, n + 1)
        if inside and n < cue[0] and n in scene.cue_tokens:
            break
    return None
