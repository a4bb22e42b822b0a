"""Who may be the one that speaks: names, nouns for people and bodies, and pronouns in a segment, with how well each does as a subject.

No parser is at hand. A name or a noun for a person or body is taken for the subject if no preposition governs it, and if it is in the
nominative where the language has cases (a name's lemma is then its surface); nearer to the cue is better.
"""

from __future__ import annotations

from dataclasses import dataclass

from svod.languages.lemmas import lemma
from svod.reading.attribution import Scene, Segment
from svod.reading.carriers import is_carrier
from svod.reading.gender import Form
from svod.reading.noun_phrases import governor, names_somebody, names_subject, noun_phrase
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


def candidates(scene: Scene, segment: Segment, oblique: bool = False, form: Form | None = None) -> list[Candidate]:
    """Everything in the segment that may name a speaker; `oblique` asks for names in any case (after `prema`, `по словам`), `form` is
    that of the verb."""
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
            at = governed is not None and (
                scene.tokens[governed].norm in data.at
                or (first > governed + 1 and scene.tokens[first - 1].norm in data.sites)
            )
            if at and mention.type == "ORG":
                score -= 0.0 if oblique else 0.4
            elif at and mention.type == "LOC" and form == "pl" and _stands_alone(scene, first, last, segment):
                score += 0.1  # "V Moskvi menijo", "so sporočili iz Kremlja"
            elif qualifies(scene, mention, last, segment):
                score -= 3.0
            elif not oblique:
                score += (2.0 if scene.is_nominative(mention) else -3.0) - (4.0 if governed is not None else 0.0)
            found.append(Candidate(first, last, score, mention))
            n = max(n + 1, last)
            continue
        one = data.one_of.match_at(scene.tokens, n)
        if one is not None and one.last < segment.last and not oblique:
            last = one.last
            while last < segment.last and last - n < 6 and _goes_on(scene, last):
                last += 1
            found.append(Candidate(n, last, 3.0, None))
            n = last
            continue
        person, body = token.norm in data.persons, token.norm in data.institutions
        if oblique and token.is_word and not (person or body):
            person = names_somebody(scene, n)
        medium = token.norm in data.media
        if person and not oblique and data.cases and not (body or medium) and _is_addressed(scene, n):
            n += 1
            continue
        if token.is_word and (person or body or medium) and token.norm not in data.auxiliaries:
            first, last = noun_phrase(scene, n, segment)
            inside = _name_inside(scene, n + 1, last, person)
            governed = governor(scene, n, segment.first)
            named = inside is not None and inside.type == "PER" and scene.is_nominative(inside)
            score = (4.0 if named else 3.0) if person else 2.0
            if governed is not None and not oblique:
                score -= 0.9 if body and scene.tokens[governed].norm in data.at else 4.0
            elif person and not oblique and not (_is_subject_form(scene, n, form) or names_subject(scene, n + 1)):
                score -= 4.0
            elif body and not person and governed is None and not oblique and _is_oblique_body(scene, n, form):
                score -= 1.5
            if medium and not person and inside is None:
                last, inside = _medium_named(scene, last)
            found.append(Candidate(first, last, score, inside))
            n = max(n + 1, last if inside else n + 1)
            continue
        if token.norm in data.pronouns and not _determines(scene, n, segment):
            found.append(Candidate(n, n + 1, 1.5, None, pronoun=True))
        n += 1
    return found


def _stands_alone(scene: Scene, first: int, last: int, segment: Segment) -> bool:
    """Is a place, with the preposition before it, all that stands before or after the verb of the segment?"""
    before = [n for n, _ in scene.words(segment.first, first - 1)]
    after = [n for n, _ in scene.words(last, segment.last)]
    if not any(n in scene.cue_tokens for n in before):
        return not any(not scene.is_function(n) for n in before) and any(n in scene.cue_tokens for n in after)
    return not after and all(n in scene.cue_tokens or scene.is_function(n) for n in before)


def _goes_on(scene: Scene, n: int) -> bool:
    """Does a noun phrase go on with the token: a word that is no verb of the attribution, preposition or the like?"""
    token, data = scene.tokens[n], scene.data
    other = n in scene.cue_tokens or scene.is_function(n) or token.norm in data.that or token.norm in data.relatives
    return token.is_word and not other and token.norm not in data.prepositions


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


def is_medium(scene: Scene, candidate: Candidate) -> bool:
    """Is the candidate an agency or medium, by its name or by the noun for it?"""
    if candidate.mention is not None:
        return is_carrier(scene, candidate.mention)
    words = [scene.tokens[n].norm for n in range(candidate.first, candidate.last)]
    return any(w in scene.data.media for w in words) and not any(w in scene.data.persons for w in words)


def subjects_of(scene: Scene, first: int, last: int) -> list[str]:
    """The entities of the persons who may be subjects among tokens `first` to `last`, in text order."""
    return [
        c.mention.entity
        for segment in scene.segments(first, last)
        for c in candidates(scene, segment)
        if c.mention and c.mention.entity and c.mention.type == "PER" and c.score >= 2.0
    ]


def _is_subject_form(scene: Scene, n: int, form: Form | None = None) -> bool:
    """Not an oblique case, as far as the ending tells; words that the data writes out are in the nominative.

    Beside a verb in the singular the noun must be its own base form, unless it has the ending of a noun for a woman.
    """
    norm = scene.tokens[n].norm
    if norm in scene.data.persons.exact:
        return True
    if norm.endswith(scene.data.oblique):
        return False
    if form not in ("f", "m") or not scene.data.cases or norm.endswith(scene.data.feminine_nouns):
        return True
    base = lemma(scene.tokens[n].text, scene.layout.language)
    return base == norm or not norm.endswith(("e", "i", "y", "é", "и", "ы", "і", "е", "ї"))


def _is_addressed(scene: Scene, n: int) -> bool:
    """Is the noun in a case in which somebody is spoken to (`журналистам аким области …`), so that the phrase after it is another?"""
    norm = scene.tokens[n].norm
    if norm in scene.data.persons.exact or not norm.endswith(scene.data.oblique) or names_subject(scene, n + 1):
        return False
    return norm.endswith(scene.data.addressed)


def _is_oblique_body(scene: Scene, n: int, form: Form | None) -> bool:
    """Beside a verb in the singular, is the noun for a body in another form than its base (`je sodišču povedala`)?"""
    if form not in ("f", "m") or not scene.data.cases or n in scene.mention_at:
        return False
    token = scene.tokens[n]
    return lemma(token.text, scene.layout.language) != token.norm and not token.norm.endswith(("a", "á", "а", "я"))


def _medium_named(scene: Scene, last: int) -> tuple[int, Mention | None]:
    """The name, also in marks, right after a noun for a medium that ends before token `last`, and where it ends."""
    n = last + 1 if last < len(scene.tokens) and scene.tokens[last].text in MARKS else last
    here = scene.mention_at.get(n)
    if here is None or here[1] != n or here[0].type in ("PER", "LOC"):
        return last, None
    return scene.token_range(here[0].span)[1], here[0]


def qualifies(scene: Scene, mention: Mention, last: int, segment: Segment) -> bool:
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
