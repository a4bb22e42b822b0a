"""Which candidate is the subject of a cue: its place among the verbs, its agreement, an apposition after it, a noun that no list knows."""

from __future__ import annotations

from dataclasses import replace

from svod.languages.lemmas import lemma
from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import Candidate
from svod.reading.gender import Form
from svod.reading.noun_phrases import abbreviates, governor
from svod.reading.quotation_marks import MARKS
from svod.records import Mention


def in_place(
    scene: Scene, found: list[Candidate], segment: Segment, cue: int, form: Form | None, closing: bool
) -> list[Candidate]:
    """The candidates with the scores that their place among the verbs of the segment leaves them.

    Args:
        scene: the report.
        found: candidates of the segment.
        segment: the segment in which the cue stands.
        cue: the first token of the cue.
        form: how the cue agrees with its subject.
        closing: the segment is nothing but an attribution, in which the subject follows the verb.
    """
    kept = [
        replace(c, score=c.score - (3.0 if _is_object(scene, c, segment, cue) else 0.0) - _disagreement(scene, c, form))
        for c in found
    ]
    if closing or not any((c.score >= 2.0 and c.last <= cue) or (c.pronoun and c.last == cue) for c in kept):
        return kept
    # "Papež řekl dceři Bibi …", "Джонсън похвали Тръмп": where a subject stands before the verb, what follows is an object.
    after = 1.0 if scene.data.cases else 2.0
    return [replace(c, score=c.score - after) if c.first > cue else c for c in kept]


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
    if name is None and _other_gender(scene, candidate, form):
        return 2.0
    before = candidate.first - 1
    if governor(scene, candidate.last - 1, max(0, candidate.first - 4)) is None:
        return 0.0
    inside = before >= 0 and scene.tokens[before].norm in scene.data.at and (name is None or name.type == "ORG")
    return 1.0 if inside else 0.0


def _other_gender(scene: Scene, candidate: Candidate, form: Form) -> bool:
    """Is the noun for a body of another gender than the verb (`policja … i wezwał`), as far as their endings tell?"""
    data = scene.data
    heads = [
        scene.tokens[n].norm
        for n in range(candidate.first, candidate.last)
        if scene.tokens[n].norm in data.institutions and scene.tokens[n].norm not in data.persons
    ]
    if not heads or any(scene.tokens[n].norm in data.persons for n in range(candidate.first, candidate.last)):
        return False
    if form == "m":
        return heads[0].endswith(("a", "а", "я", "o", "о"))
    return heads[0].endswith(("o", "о")) or (heads[0][-1] in _HARD and not heads[0].endswith(_NOMINATIVE["f"]))


_HARD = "bdfgklłmnprtwvzbвгдзклмнпртфхъ"
"""How nouns for bodies end that are masculine."""


def noun_phrase_before(scene: Scene, segment: Segment, cue: tuple[int, int], form: Form | None) -> Candidate | None:
    """Words that no list knows, at the beginning of a segment and right before its verb: `Striking cooks said`, `Obrońcy praw twierdzą`.

    Their first word must be able to be the subject: it agrees with the verb, or, where the verb doesn't tell, has company.
    """
    data, tokens = scene.data, scene.tokens
    first, last = segment.first, cue[0]
    if first + 2 < last and tokens[first].norm in data.prepositions and tokens[first + 1].norm in data.relatives:
        first += 2  # "petice, v níž radikální islamisté požadovali"
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
            or (token.norm in data.relatives and not scene.is_article(end))
            or token.norm in data.pronouns
            or token.norm in data.as_words
        ):
            return None
        end += 1
    if (
        end == first
        or not scene.tokens[first].is_word
        or end - first > 7
        or last - first > 10
        or not _may_lead(scene, first, end, form)
    ):
        return None
    return Candidate(first, end, 1.0, None)


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
    if scene.in_attribution(first) or norm in scene.data.documents:
        return False
    if norm in scene.data.no_subject:
        return False
    alone = last - first == 1 and scene.data.cases and len(norm) > 4
    if alone and form is None and scene.tokens[first].text[0].isupper():
        # One word that is its own base form and ends as nouns do: "Штурман вспоминает".
        base = lemma(scene.tokens[first].text, scene.layout.language)
        return base == norm and norm.endswith(_NOMINATIVE["m"]) and not norm.endswith(scene.data.oblique)
    if form is None or not scene.data.cases:
        return last - first > 1 and scene.tokens[first].text[0].isupper() and not norm.endswith(scene.data.oblique)
    return norm.endswith(_NOMINATIVE[form])


def apposed(scene: Scene, chosen: Candidate, limit: int) -> Candidate:
    """The candidate with the name in the apposition after it, if it has none: `zapovjednik trajekta, Britanac James Wilcox`,
    `Собственикът, италианската фирма „Арвения“, …`.

    Args:
        scene: the report.
        chosen: who was taken for the speaker.
        limit: the token at which the sentence ends.
    """
    if not chosen.pronoun and (inside := scene.mention_at.get(chosen.last - 1)) is not None and inside[0].type != "PER":
        chosen = replace(chosen, last=max(chosen.last, scene.token_range(inside[0].span)[1]))
    own = chosen.mention is not None and chosen.mention.type == "PER"
    named = own and chosen.mention is not None and scene.token_range(chosen.mention.span)[0] == chosen.first
    if chosen.pronoun or named or (own and not _is_whose(scene, chosen)):
        return chosen
    n = chosen.last
    if not own and n < limit and _is_person(scene, chosen) and (name := _named_later(scene, n, limit)) is not None:
        return replace(chosen, last=scene.token_range(name.span)[1], mention=name)
    if n + 1 >= limit or scene.tokens[n].text != "," or scene.tokens[n + 1].norm in scene.data.relatives:
        return chosen
    end = n + 1
    while end < limit and end - n < 12 and (scene.covered[end] or not scene.is_delimiter(end)):
        stops = scene.tokens[end].text in ".!?" and not abbreviates(scene, end)
        if stops and end > n + 1:
            break
        if end in scene.cue_tokens or stops or scene.grammar.is_finite(scene.tokens[end]):
            return chosen
        end += 1
    if end < limit and scene.tokens[end].text not in ",.!?–—-":
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


def _named_later(scene: Scene, first: int, limit: int) -> Mention | None:
    """The person's name after what a preposition adds to the noun for somebody: `rzecznik komendy w Żdżarkach podkom. Dariusz Smyk`."""
    if not scene.data.cases or scene.tokens[first].norm not in scene.data.prepositions:
        return None
    for n in range(first + 1, min(first + 8, limit)):
        here, token = scene.mention_at.get(n), scene.tokens[n]
        if here is not None and here[0].type == "PER" and here[1] == n and n > first + 1:
            sure = " " in here[0].lemma and scene.is_nominative(here[0]) and not here[0].adjective
            return here[0] if sure else None
        other = not (token.is_word or (token.text == "." and abbreviates(scene, n)))
        if other or n in scene.cue_tokens or scene.covered[n] or token.norm in scene.data.auxiliaries:
            return None
    return None


def _is_whose(scene: Scene, candidate: Candidate) -> bool:
    """Might the name after the noun say whose somebody is (`prawnik Bibi, Saiful Mulook`)? One word, which does not tell its case."""
    name = candidate.mention
    if name is None or " " in name.lemma or not scene.data.cases:
        return False
    return name.lemma[-1:] in "iuyoé" and scene.token_range(name.span)[1] == candidate.last


def _is_person(scene: Scene, candidate: Candidate) -> bool:
    """Does a noun that only a person can be head the phrase? (An owner may be a company.)"""
    heads = [scene.tokens[n].norm for n in range(candidate.first, candidate.last)]
    return any(h in scene.data.persons for h in heads) and not any(h in scene.data.owners for h in heads)
