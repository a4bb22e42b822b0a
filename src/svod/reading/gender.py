"""He, she or they: what the forms of words tell of a speaker, so that a pronoun or a dropped subject is given to nobody whom they exclude.

Evidence for a person: verbs in the past beside the name (`rekla je Nives`), a noun before it (`ministrica Marević`), a title, the
surname, the first name. Where the evidence is even, or there is none, the gender is unknown and excludes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from svod.languages.scripts import norm
from svod.reading.attribution import Scene
from svod.reading.speech import Speech
from svod.records import Mention

Gender = Literal["f", "m"]
Form = Literal["f", "m", "pl"]

# A verb that agrees says more than a surname, a surname more than how a first name ends.
_VERB, _NOUN, _TITLE, _SURNAME, _FIRST_NAME = 3.0, 3.0, 3.0, 2.0, 1.0
_LEAST = 0.5
"""What one side must be ahead by: a first name that is never seen in its base form (`Оксан` from `Оксана`?) does not tell."""


def form_of(data: Speech, word: str) -> Form | None:
    """How a verb agrees with its subject, as far as its ending tells (`word` as the language's data writes words)."""
    if word.endswith(data.feminine_ends):
        return "f"
    if word.endswith(data.masculine_ends):
        return "m"
    return "pl" if word.endswith(data.plural_ends) else None


def form_of_cue(scene: Scene, first: int, last: int) -> Form | None:
    """How the verb among tokens `first` to `last` agrees with its subject."""
    for n in range(first, last):
        if n in scene.cue_tokens and (form := form_of(scene.data, scene.tokens[n].norm)) is not None:
            return form
    return None


class Genders:
    """The gender of every person of one report, as far as its words tell."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.data = scene, scene.data
        self.types: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, list[str]] = {}
        self._seen: dict[str, set[str]] = defaultdict(set)
        votes: dict[str, dict[Gender, float]] = defaultdict(lambda: {"f": 0.0, "m": 0.0})
        for mention in scene.mentions:
            if mention.entity is None:
                continue
            self.types[mention.entity].add(mention.type)
            if mention.type == "PER" and not mention.adjective:
                words = norm(mention.lemma, scene.layout.language).split()
                self._seen[mention.entity].update(t.norm for t in scene.layout.tokens_in(mention.span))
                if len(words) > len(self._names.get(mention.entity, [])):
                    self._names[mention.entity] = words
                for gender, weight in self._beside(mention):
                    votes[mention.entity][gender] += weight
        for entity, words in self._names.items():
            for gender, weight in self._of_name(words, words[0] in self._seen[entity]):
                votes[entity][gender] += weight
        self._known: dict[str, Gender] = {
            entity: "f" if vote["f"] > vote["m"] else "m"
            for entity, vote in votes.items()
            if abs(vote["f"] - vote["m"]) >= _LEAST
        }

    def of(self, entity: str) -> Gender | None:
        """The gender of a person; None where the report does not tell."""
        return self._known.get(entity)

    def is_person(self, entity: str) -> bool:
        """Is any mention of the entity a person's name?"""
        return "PER" in self.types[entity]

    def of_pronoun(self, first: int, last: int) -> Gender | None:
        """Whom a pronoun or possessive among tokens `first` to `last` means."""
        words = [self.scene.tokens[n].norm for n in range(first, last)]
        she, he = any(w in self.data.feminine for w in words), any(w in self.data.masculine for w in words)
        return None if she == he else "f" if she else "m"

    def of_verb(self, first: int, last: int) -> Form | None:
        """How the verb among tokens `first` to `last` agrees with its subject."""
        return form_of_cue(self.scene, first, last)

    def fits(self, entity: str, form: Form | None) -> bool:
        """May the entity be the subject? A plural excludes a person, a gender a person of the other."""
        if form is None or not self.is_person(entity):
            return True
        return form != "pl" and self._known.get(entity, form) == form

    def nearest(self, before: int, sentences: int, gender: Gender) -> str | None:
        """The last person named, in whatever case, in the sentences before token `before` whom a pronoun of the gender may mean; None where
        two of unknown gender might be meant."""
        number = self.scene.sentence_of(before)
        if number is None:
            return None
        first = self.scene.sentences[max(0, number - sentences)][0]
        begin, end = self.scene.tokens[first].span.start, self.scene.tokens[before].span.start
        named = [m.entity for m in self.scene.mentions if m.type == "PER" and m.entity and begin <= m.span.start < end]
        sure = [e for e in named if self._known.get(e) == gender]
        unknown = {e for e in named if e not in self._known}
        return sure[-1] if sure else next(iter(unknown)) if len(unknown) == 1 else None

    def namesake(self, entity: str, form: Form | None) -> str:
        """The one person with this surname whom the form allows, where several bear it; else the entity as it was."""
        words = self._names.get(entity, [])
        if len(words) != 1 or form not in ("f", "m"):
            return entity
        bearers = [e for e, name in self._names.items() if len(name) > 1 and name[-1] == words[0]]
        fitting = [e for e in bearers if self._known.get(e) == form]
        return fitting[0] if len(bearers) > 1 and len(fitting) == 1 else entity

    def _beside(self, mention: Mention) -> list[tuple[Gender, float]]:
        """What stands right before and after a name that may be a subject."""
        scene, found = self.scene, list[tuple[Gender, float]]()
        first, last = scene.token_range(mention.span)
        if first:
            word = scene.tokens[first - 1].norm
            if word in self.data.feminine_titles:
                found.append(("f", _TITLE))
            elif word in self.data.masculine_titles:
                found.append(("m", _TITLE))
            elif word in self.data.persons and word.endswith(self.data.feminine_nouns):
                found.append(("f", _NOUN))
        if not scene.is_nominative(mention):
            return found
        before, after = first - 1, last
        while before > 0 and scene.is_function(before):
            before -= 1
        while after < len(scene.tokens) and scene.is_function(after):
            after += 1
        for n in (before, after):
            if 0 <= n < len(scene.tokens) and n in scene.cue_tokens:
                form = form_of(self.data, scene.tokens[n].norm)
                if form in ("f", "m"):
                    found.append((form, _VERB))
        return found

    def _of_name(self, words: list[str], seen: bool) -> list[tuple[Gender, float]]:
        data, found = self.data, list[tuple[Gender, float]]()
        if words[-1].endswith(data.feminine_surnames):
            found.append(("f", _SURNAME))
        elif words[-1].endswith(data.masculine_surnames):
            found.append(("m", _SURNAME))
        if len(words) > 1 and seen:
            if words[0] in data.feminine_names:
                found.append(("f", _FIRST_NAME))
            elif words[0] in data.masculine_names:
                found.append(("m", _FIRST_NAME))
            elif words[0].endswith(("a", "а", "я")):
                found.append(("f", _FIRST_NAME))
            elif data.masculine_ends and words[0][-1] not in "eiuyíéěеиіїэюьєы":
                # Where verbs tell genders names do too: a man's ends in a consonant or in -o.
                found.append(("m", _FIRST_NAME / 2))
        return found
