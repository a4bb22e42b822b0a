"""Noun phrases without a parser: what a preposition governs, how far the words around a noun for somebody reach."""

from __future__ import annotations

from functools import lru_cache

from svod.languages.lemmas import lemma
from svod.languages.scripts import norm
from svod.reading.attribution import Scene, Segment
from svod.reading.carriers import is_carrier
from svod.reading.speech import speech


def governor(scene: Scene, first: int, start: int) -> int | None:
    """The preposition before token `first` that governs it, with at most lower-case words between (`na sastanku s Galićem`)."""
    data = scene.data
    place = scene.mention_at.get(first)
    # "u modernom svemirskom postrojenju Vostočni": a place may stand in apposition to what the preposition governs.
    reach = 2 if data.cases and not (place and place[0].type == "LOC") else 4
    for n in range(first - 1, max(start, first - 1 - reach) - 1, -1):
        token = scene.tokens[n]
        if token.norm in data.prepositions and not (
            token.norm in data.adverbs and n + 1 < first and scene.tokens[n + 1].norm in data.adverbs
        ):
            return None if _has_its_object(scene, n, first) else n
        if not token.is_word or token.norm in data.auxiliaries or token.norm in data.adverbs or n in scene.cue_tokens:
            return None
    return None


def _has_its_object(scene: Scene, preposition: int, first: int) -> bool:
    """Does the preposition govern what stands between, and not the words at token `first`: `za Tramont zapovjednik`,
    `pro Labský deník mluvčí`, `Ministrica za morje Jasna Marević`?"""
    between = range(preposition + 1, first)
    if scene.tokens[preposition + 1].norm in scene.data.relatives and scene.data.cases:
        return True  # "na šta njihov advokat odgovara"
    if scene.tokens[preposition].norm in scene.data.told_to and any(
        scene.tokens[n].norm in scene.data.media
        or (n in scene.mention_at and is_carrier(scene, scene.mention_at[n][0]))
        for n in between
    ):
        return True
    if not scene.data.cases or not between:
        return False
    place = scene.mention_at.get(preposition + 1)
    if place is not None and place[0].type in ("LOC", "ORG") and not place[0].adjective and place[1] != first:
        return True  # "ve Splitu chorvatská ministryně"
    if scene.tokens[first].norm in scene.data.persons.exact or names_subject(scene, first + 1):
        return True  # "powiedział na konferencji premier": the noun after it is in the nominative
    noun = scene.tokens[first]
    if noun.norm in scene.data.institutions and noun.norm.endswith(("a", "а", "я")):
        return lemma(noun.text, scene.layout.language) == noun.norm  # "w godzinach porannych armia": no locative
    name = scene.mention_at.get(first)
    return (
        name is not None
        and name[0].type == "PER"
        and " " in name[0].lemma
        and scene.is_nominative(name[0])
        and not any(names_somebody(scene, n) for n in between)
    )


def names_subject(scene: Scene, n: int) -> bool:
    """Does a person's name in the nominative begin at token `n`? The noun before it then is too (`županja Mojca Rutar`)."""
    name = scene.mention_at.get(n)
    return name is not None and name[1] == n and name[0].type == "PER" and scene.is_nominative(name[0])


def noun_phrase(scene: Scene, head: int, segment: Segment) -> tuple[int, int]:
    """The tokens around a head noun: words before it up to a cue, preposition or auxiliary; a name and genitives after it."""
    data, first, last = scene.data, head, head + 1

    def free(n: int) -> bool:
        token = scene.tokens[n]
        return (
            (
                token.is_word
                or token.text == "-"
                or (token.text == "." and n + 1 < segment.last and abbreviates(scene, n))
            )
            and n not in scene.cue_tokens
            and n not in scene.phrase_tokens
            and token.norm not in data.auxiliaries
            and token.norm not in data.adverbs
            and (token.norm not in data.prepositions or (n > head and token.norm in data.genitive))
            and token.norm not in data.that
            and token.norm not in data.relatives
            and token.norm not in data.as_words
        )

    while first > segment.first and head - first < 5 and free(first - 1):
        name = scene.mention_at.get(first - 1)
        if name is not None and (name[0].type == "PER" or is_carrier(scene, name[0])):
            break
        if scene.tokens[first - 1].norm in data.media and scene.tokens[head].norm not in data.media:
            break
        if data.cases and names_somebody(scene, first - 1) and scene.tokens[first - 1].norm not in data.persons.exact:
            break  # "Optužbe ekologa vlasnik Stevan Ravić"
        first -= 1
    while first < head and (scene.tokens[first].norm in data.joining or not scene.tokens[first].is_word):
        first += 1
    led = segment.first < first < head and scene.tokens[first - 1].norm in data.prepositions
    if data.cases and led and governor(scene, head, segment.first) is None:
        first = head  # "Na ostatniej sesji radna": what stands before is the preposition's
    carrier = False
    while last < segment.last and last - head < 8 and free(last):
        name = scene.mention_at.get(last)
        if name is not None and name[0].type == "PER" and carrier:
            break
        if scene.tokens[head].norm in data.media and scene.tokens[last].norm in data.persons:
            break
        carrier = carrier or (name is not None and is_carrier(scene, name[0]))
        last += 1
        if name is not None and name[0].type == "PER" and not name[0].adjective:
            last = min(segment.last, scene.token_range(name[0].span)[1])
            break  # "rekla je gradonačelnica Ljerka Pavuna vijećnicima"
    while last > head + 1 and (
        scene.tokens[last - 1].norm in data.joining or scene.tokens[last - 1].norm in data.genitive
    ):
        last -= 1
    return first, last


def abbreviates(scene: Scene, n: int) -> bool:
    """Is the full stop that of a title cut short (`por. Nová`, `инж. Чорбов`), or does the sentence go on in small letters?"""
    if n + 1 >= len(scene.tokens) or not scene.tokens[n + 1].is_word:
        return False
    before = scene.tokens[n - 1].text if n else ""
    return scene.tokens[n + 1].text[0].islower() or (before.islower() and before.isalpha() and len(before) <= 6)


def names_somebody(scene: Scene, n: int) -> bool:
    """Is the token, in whatever case, a noun for people, bodies or media?"""
    data, token, language = scene.data, scene.tokens[n], scene.layout.language
    base = norm(lemma(token.text, language), language)
    if any(form in nouns for form in (token.norm, base) for nouns in (data.persons, data.institutions, data.media)):
        return True
    return base in _base_forms(language)


@lru_cache(maxsize=32)
def _base_forms(language: str) -> frozenset[str]:
    """The base forms of the nouns for people: the data has some in the plural only."""
    return frozenset(norm(lemma(word, language), language) for word in speech(language).persons.exact)
