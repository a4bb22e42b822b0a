"""Who may be the one that speaks: names, nouns for people and bodies, and pronouns in a segment, with how well each does as a subject.

No parser is at hand. A name or a noun for a person or body is taken for the subject if no preposition governs it, and if it is in the
nominative where the language has cases (a name's lemma is then its surface); nearer to the cue is better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from svod.languages.lemmas import lemma
from svod.languages.scripts import norm
from svod.reading.attribution import Scene, Segment
from svod.reading.carriers import is_carrier
from svod.reading.gender import Form
from svod.reading.quotation_marks import MARKS
from svod.records import Mention, Span, Speaker

_SPEAKING = ("PER", "ORG", "LOC", "PRO")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a speaker: tokens `first` to `last` (exclusive), how well they do, and the name among them."""

    first: int
    last: int
    score: float
    mention: Mention | None
    pronoun: bool = False


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
    if scene.tokens[first].norm in scene.data.persons.exact or _names_subject(scene, first + 1):
        return True  # "powiedział na konferencji premier": the noun after it is in the nominative
    name = scene.mention_at.get(first)
    return (
        name is not None
        and name[0].type == "PER"
        and " " in name[0].lemma
        and scene.is_nominative(name[0])
        and not any(names_somebody(scene, n) for n in between)
    )


def _is_subject_form(scene: Scene, n: int) -> bool:
    """Not an oblique case, as far as the ending tells; words that the data writes out are in the nominative."""
    norm = scene.tokens[n].norm
    return norm in scene.data.persons.exact or not norm.endswith(scene.data.oblique)


def _names_subject(scene: Scene, n: int) -> bool:
    """Does a person's name in the nominative begin at token `n`? The noun before it then is too (`županja Mojca Rutar`)."""
    name = scene.mention_at.get(n)
    return name is not None and name[1] == n and name[0].type == "PER" and scene.is_nominative(name[0])


def _noun_phrase(scene: Scene, head: int, segment: Segment) -> tuple[int, int]:
    """The tokens around a head noun: words before it up to a cue, preposition or auxiliary; a name and genitives after it."""
    data, first, last = scene.data, head, head + 1

    def free(n: int) -> bool:
        token = scene.tokens[n]
        return (
            (
                token.is_word
                or token.text == "-"
                or (token.text == "." and n + 1 < segment.last and scene.tokens[n + 1].text[0].islower())
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
        first -= 1
    while first < head and scene.tokens[first].norm in data.joining:
        first += 1
    carrier = False
    while last < segment.last and last - head < 8 and free(last):
        name = scene.mention_at.get(last)
        if name is not None and name[0].type == "PER" and carrier:
            break
        if scene.tokens[head].norm in data.media and scene.tokens[last].norm in data.persons:
            break
        carrier = carrier or (name is not None and is_carrier(scene, name[0]))
        last += 1
    while last > head + 1 and (
        scene.tokens[last - 1].norm in data.joining or scene.tokens[last - 1].norm in data.genitive
    ):
        last -= 1
    return first, last


def _qualifies(scene: Scene, mention: Mention, last: int, segment: Segment) -> bool:
    """Does the name of a body or place only say whose somebody is: `Arvenijina tiskovna predstavnica`, `Arvenia spokeswoman`?"""
    if mention.type == "PER":
        return False
    for n in range(last, min(last + 3, segment.last)):
        token = scene.tokens[n]
        if n in scene.cue_tokens or not token.is_word or scene.is_function(n) or token.norm in scene.data.prepositions:
            return False
        if token.norm in scene.data.persons:
            return token.norm not in scene.data.institutions
    return False


def _name_inside(scene: Scene, first: int, last: int, person: bool) -> Mention | None:
    """The name in a noun phrase: after a noun for a person a person's (`glasnogovornica Arvenije Giulia Bertolini`), else the first."""
    names = [scene.mention_at[k][0] for k in range(first, last) if k in scene.mention_at]
    names = [m for m in names if m.type != "LOC"]
    people = [m for m in names if m.type == "PER" and not m.adjective] if person else []
    return next(iter(people or names), None)


def apposed(scene: Scene, chosen: Candidate, limit: int) -> Candidate:
    """The candidate with the name in the apposition after it, if it has none: `zapovjednik trajekta, Britanac James Wilcox`,
    `Собственикът, италианската фирма „Арвения“, …`.

    Args:
        scene: the report.
        chosen: who was taken for the speaker.
        limit: the token at which the sentence ends.
    """
    if chosen.pronoun or (chosen.mention is not None and chosen.mention.type == "PER"):
        return chosen
    n = chosen.last
    if n + 1 >= limit or scene.tokens[n].text != "," or scene.tokens[n + 1].norm in scene.data.relatives:
        return chosen
    end = n + 1
    while end < limit and end - n < 12 and (scene.covered[end] or not scene.is_delimiter(end)):
        if end in scene.cue_tokens or scene.tokens[end].text in ".!?" or scene.grammar.is_finite(scene.tokens[end]):
            return chosen
        end += 1
    if end < limit and scene.tokens[end].text not in ",.–—-":
        return chosen
    names = [scene.mention_at[k] for k in range(n + 1, end) if k in scene.mention_at]
    kinds = ("PER",) if _is_person(scene, chosen) else ("PER", "ORG", "PRO")
    fitting = [
        m
        for m, first in names
        if m.type in kinds and not m.adjective and scene.is_nominative(m) and governor(scene, first, n + 1) is None
    ]
    if not fitting:
        return chosen
    return replace(chosen, last=scene.token_range(fitting[0].span)[1], mention=fitting[0])


def _is_person(scene: Scene, candidate: Candidate) -> bool:
    """Does a noun that only a person can be head the phrase? (An owner may be a company.)"""
    heads = [scene.tokens[n].norm for n in range(candidate.first, candidate.last)]
    return any(h in scene.data.persons for h in heads) and not any(h in scene.data.owners for h in heads)


def candidates(scene: Scene, segment: Segment, oblique: bool = False) -> list[Candidate]:
    """Everything in the segment that may name a speaker; `oblique` asks for names in any case (after `prema`, `по словам`)."""
    data, found, n = scene.data, [], segment.first
    while n < segment.last:
        token = scene.tokens[n]
        here = scene.mention_at.get(n)
        if scene.covered[n] and not (here and here[0].type in ("ORG", "PRO")):
            n += 1
            continue
        if here and here[0].type in _SPEAKING and not here[0].adjective:
            mention, first = here
            last = scene.token_range(mention.span)[1]
            governed = governor(scene, first, segment.first)
            score = {"PER": 2.0, "ORG": 1.5, "LOC": 1.0, "PRO": 0.5}[mention.type]
            if governed is not None and mention.type == "ORG" and scene.tokens[governed].norm in data.at:
                score -= 0.0 if oblique else 0.4
            elif _qualifies(scene, mention, last, segment):
                score -= 3.0
            elif not oblique:
                score += (2.0 if scene.is_nominative(mention) else -3.0) - (4.0 if governed is not None else 0.0)
            found.append(Candidate(first, last, score, mention))
            n = max(n + 1, last)
            continue
        person, body = token.norm in data.persons, token.norm in data.institutions
        if oblique and token.is_word and not (person or body):
            person = names_somebody(scene, n)
        medium = token.norm in data.media
        if token.is_word and (person or body or medium) and token.norm not in data.auxiliaries:
            first, last = _noun_phrase(scene, n, segment)
            inside = _name_inside(scene, n + 1, last, person)
            governed = governor(scene, n, segment.first)
            score = 3.0 if person else 2.0
            if governed is not None and not oblique:
                score -= 0.9 if body and scene.tokens[governed].norm in data.at else 4.0
            elif person and not oblique and not (_is_subject_form(scene, n) or _names_subject(scene, n + 1)):
                score -= 4.0
            found.append(Candidate(first, last, score, inside))
            n = max(n + 1, last if inside else n + 1)
            continue
        if token.norm in data.pronouns and not _determines(scene, n, segment):
            found.append(Candidate(n, n + 1, 1.5, None, pronoun=True))
        n += 1
    return found


def _determines(scene: Scene, n: int, segment: Segment) -> bool:
    """Is the pronoun the determiner of a noun (`ta teden`, `the last`), or a conjunction (`та`), rather than somebody?"""
    if not scene.data.cases or n + 1 >= segment.last:
        return False
    following = scene.tokens[n + 1]
    beside_cue = n - 1 in scene.cue_tokens or (n > segment.first and scene.is_function(n - 1))
    return (
        following.is_word
        and not beside_cue
        and n + 1 not in scene.cue_tokens
        and not scene.is_function(n + 1)
        and following.norm not in scene.data.prepositions
    )


def in_place(scene: Scene, found: list[Candidate], segment: Segment, cue: int, form: Form | None) -> list[Candidate]:
    """The candidates with the scores that their place among the verbs of the segment leaves them.

    Args:
        scene: the report.
        found: candidates of the segment.
        segment: the segment in which the cue stands.
        cue: the first token of the cue.
        form: how the cue agrees with its subject.
    """
    return [
        replace(c, score=c.score - (3.0 if _is_object(scene, c, segment, cue) else 0.0) - _disagreement(scene, c, form))
        for c in found
    ]


def _is_object(scene: Scene, candidate: Candidate, segment: Segment, cue: int) -> bool:
    """`Premier praised Nowak and said`: a name between a verb and the conjunction before the cue is the object of that verb."""
    tokens, data = scene.tokens, scene.data
    joined = [n for n in range(candidate.last, cue) if tokens[n].norm in data.joining]
    if not joined or any(not scene.is_function(n) for n in range(joined[-1] + 1, cue)):
        return False
    for n in range(candidate.first - 1, segment.first - 1, -1):
        if tokens[n].norm in data.joining:
            return False
        if n in scene.cue_tokens or scene.grammar.is_finite(tokens[n]):
            return True
    return False


def _disagreement(scene: Scene, candidate: Candidate, form: Form | None) -> float:
    """What a candidate loses that the number of the verb excludes: one person's name beside a plural, `in the body` beside a singular."""
    if form is None or candidate.pronoun or not scene.data.cases:
        return 0.0
    name = candidate.mention
    if form == "pl":
        first, last = candidate.first, candidate.last
        alone = name is not None and scene.token_range(name.span) == (first, last)
        around = (*range(max(0, first - 2), first), *range(last, min(last + 2, len(scene.tokens))))
        joined = any(scene.tokens[n].norm in scene.data.joining for n in around)
        return 2.0 if alone and name is not None and name.type == "PER" and not joined else 0.0
    before = candidate.first - 1
    inside = before >= 0 and scene.tokens[before].norm in scene.data.at and (name is None or name.type == "ORG")
    return 1.0 if inside else 0.0


def noun_phrase_before(scene: Scene, segment: Segment, cue: tuple[int, int], form: Form | None) -> Candidate | None:
    """Words that no list knows, at the beginning of a segment and right before its verb: `Striking cooks said`, `Obrońcy praw twierdzą`.

    Their first word must be able to be the subject: it agrees with the verb, or, where the verb doesn't tell, has company.
    """
    data, tokens = scene.data, scene.tokens
    first, last = segment.first, cue[0]
    while first < last and (
        scene.is_function(first) or tokens[first].norm in data.contrast or tokens[first].norm in data.joining
    ):
        first += 1
    while last > first and scene.is_function(last - 1):
        last -= 1
    end = first
    while end < last and tokens[end].norm not in data.prepositions:
        token = tokens[end]
        if (
            not (token.is_word or token.text in ("-", *MARKS))
            or scene.grammar.is_finite(token)
            or end in scene.cue_tokens
        ):
            return None
        if (
            token.norm in data.that
            or token.norm in data.relatives
            or token.norm in data.pronouns
            or token.norm in data.as_words
        ):
            return None
        end += 1
    if end == first or end - first > 7 or last - first > 10 or not _may_lead(scene, first, end, form):
        return None
    return Candidate(first, end, 1.0, _name_inside(scene, first, end, person=False) if end - first == 1 else None)


_NOMINATIVE: dict[Form, tuple[str, ...]] = {
    "f": ("a", "á", "а", "я", "ost", "osť", "ość", "ість", "ость"),
    "m": (*"bcčćdđďfghjklłmnńňprřsśštťvwzźžбвгдђжзјйклљмнњпрстћфхцчџшщь", "ý", "í"),
    "pl": (*"iyeíéиыіїе",),
}
"""How the first word of a noun phrase in the nominative may end: beside a verb for a woman or thing, a man, several."""


def _may_lead(scene: Scene, first: int, last: int, form: Form | None) -> bool:
    """May the word begin a subject of the form, as far as its ending tells?"""
    norm = scene.tokens[first].norm
    if not scene.tokens[first].is_word or len(norm) < 3:
        return False
    if any(a.first <= first < a.last for a in scene.attributions) or norm in scene.data.documents:
        return False
    if form is None or not scene.data.cases:
        return last - first > 1 and scene.tokens[first].text[0].isupper() and not norm.endswith(scene.data.oblique)
    return norm.endswith(_NOMINATIVE[form])


def best(found: list[Candidate], cue: int, least: float = 1.0) -> Candidate | None:
    """The best candidate, the nearest to token `cue` among equals; None where none reaches `least`."""
    good = [c for c in found if c.score >= least]
    if not good:
        return None
    return max(good, key=lambda c: (c.score - 0.25 * min(abs(c.first - cue), abs(cue - c.last)), -c.first))


def speaker_of(scene: Scene, candidate: Candidate) -> Speaker:
    """The candidate as a speaker; a name's entity is the speaker's."""
    span = Span(scene.tokens[candidate.first].span.start, scene.tokens[candidate.last - 1].span.end)
    return Speaker(span, span.of(scene.layout.text), _entity(scene, candidate))


def _entity(scene: Scene, candidate: Candidate) -> str | None:
    """Whom the words mean: the person named among them; the body that is named, or for which a spokesman speaks, but none whose
    workers, guests or critics speak."""
    name = candidate.mention
    if name is None or name.type == "PER":
        return name.entity if name else None
    first, _ = scene.token_range(name.span)
    heads = [scene.tokens[n].norm for n in range(candidate.first, first)]
    if not any(h in scene.data.persons and h not in scene.data.institutions for h in heads):
        return name.entity
    return name.entity if any(h in scene.data.spokespersons or h in scene.data.owners for h in heads) else None


def names_somebody(scene: Scene, n: int) -> bool:
    """Is the token, in whatever case, a noun for people, bodies or media?"""
    data, token = scene.data, scene.tokens[n]
    base = norm(lemma(token.text, scene.layout.language), scene.layout.language)
    return any(form in nouns for form in (token.norm, base) for nouns in (data.persons, data.institutions, data.media))


def subjects_of(scene: Scene, first: int, last: int) -> list[str]:
    """The entities of the persons who may be subjects among tokens `first` to `last`, in text order."""
    return [
        c.mention.entity
        for segment in scene.segments(first, last)
        for c in candidates(scene, segment)
        if c.mention and c.mention.entity and c.mention.type == "PER" and c.score >= 2.0
    ]
