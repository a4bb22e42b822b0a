"""Pieces of a sentence between two places where it may be cut: can each be a clause, and do two of them tell two things?"""

from __future__ import annotations

from collections.abc import Mapping

from svod.reading.speech import grammar, speech
from svod.reading.verbs import Form, verbs_of
from svod.records import Layout

DELIMITERS = frozenset(",;:()") | frozenset("-–—―")
LEAST, LEAST_WITH_VERB = 3, 2
"""Words that a clause has at least."""
LEAST_REDUCED = 4
"""Words of a clause whose only verb is a participle at its beginning (`, driven out by the flood`)."""
ENDING = 2
"""Letters in which adjectives and nouns of one list agree."""
LEAST_LETTERS = 3
"""Letters of a word that tells something; shorter ones join and point."""


class Pieces:
    """Answers questions about ranges of tokens of one sentence.

    Args:
        layout: the report.
        forms: token of the sentence -> what kind of verb form it is.
    """

    def __init__(self, layout: Layout, forms: Mapping[int, Form]) -> None:
        self.tokens = layout.tokens
        self.forms = forms
        self.grammar = grammar(layout.language)
        self.data = speech(layout.language)
        self.verbs = verbs_of(layout.language)

    def predicates(self, first: int, last: int) -> set[Form]:
        """The kinds of verb forms among the tokens, participles left out."""
        return {f for n in range(first, last) if (f := self.forms.get(n, "other")) not in ("other", "participle")}

    def is_verb(self, n: int, infinitive: bool = False) -> bool:
        """Is the token a verb that tells something: no auxiliary?"""
        if self.forms.get(n) in ("finite", "compound"):
            return True
        norm = self.tokens[n].norm
        return infinitive and norm.endswith(self.verbs.infinitives) and norm not in self.verbs.never

    def one_object(self, left: int, right: int) -> bool:
        """Are the words on both sides of `and` verbs of one time, so that what follows belongs to both: `builds and sells ships`?"""
        if not (self.is_verb(left) and self.is_verb(right, infinitive=True)):
            return False
        past = [self.tokens[n].norm.endswith(self.verbs.past) for n in (left, right)]
        return past[0] == past[1] or not self.is_verb(right)

    def enumerates(self, n: int) -> bool:
        """After a comma, does a list of like words go on: `geopolitické, evropské důsledky`?"""
        if n < 2 or self.tokens[n - 1].text != "," or not self.tokens[n].is_word:
            return False
        left, right = self.tokens[n - 2].norm, self.tokens[n].norm
        plain = self.forms.get(n - 2) == "other" == self.forms.get(n)
        return (
            plain and len(right) > ENDING + 1 and left[-ENDING:] == right[-ENDING:] and right not in self.data.relatives
        )

    def parted(self, left: tuple[int, int], first: int, last: int) -> bool:
        """Do two neighbouring pieces tell two things?"""
        if not (self._stands(first, last) and self._stands(*left)) or self._shared(left, first, last):
            return False
        # `ponieważ chce, by …`, `Терористи, які вважають, що …`: whose verb has its object in the next clause only.
        told = self._substance(*left)
        if told == 0 or (told == 1 and self.tokens[first].norm in self.data.that):
            return False
        return self._substance(first, last) > 0

    def _stands(self, first: int, last: int) -> bool:
        """Can the tokens be a clause: enough words, one of them a verb?"""
        words = sum(1 for t in self.tokens[first:last] if t.text[0].isalnum())
        joined = self.tokens[first].norm in self.grammar.coordinating
        if words >= LEAST_WITH_VERB + joined and self.predicates(first, last):
            return True
        return (words >= LEAST_REDUCED and self._reduced(first)) or (words >= LEAST and self._of_these(first, last))

    def _reduced(self, first: int) -> bool:
        """After a comma, does a participle stand for a clause: `, wywołane odmową współpracy`?"""
        return self.forms.get(first) == "participle" and self.tokens[first - 1].text == ","

    def _of_these(self, first: int, last: int) -> bool:
        """Does it give a part of a number that was told before: `, z nich 250 w Niemczech`?"""
        if first and self.tokens[first].norm in self.grammar.coordinating:
            first += 1
        told = self.verbs.of_these.match_at(self.tokens, first) if first < last else None
        return told is not None and any(t.text[0].isdigit() for t in self.tokens[told.last : last])

    def _shared(self, left: tuple[int, int], first: int, last: int) -> bool:
        """After a joining word without a mark, do both sides share one compound verb: `bodo gasilci in vojaki pregledali hiše`?"""
        if self.tokens[first - 1].text in DELIMITERS or self.tokens[first].norm not in self.grammar.coordinating:
            return False
        right = self.predicates(first, last)
        return self.predicates(*left) == {"auxiliary"} and "compound" in right and "auxiliary" not in right

    def _substance(self, first: int, last: int) -> int:
        """How many words tell something beside the verbs."""
        data, rules = self.data, self.grammar
        told = 0
        for n in range(first, last):
            token = self.tokens[n]
            if token.text[0].isdigit() or (token.is_word and token.text[0].isupper() and n != first):
                told += 1
            elif len(token.norm) >= LEAST_LETTERS and token.is_word and self.forms.get(n) in ("other", "participle"):
                empty = (data.that, data.relatives, data.adverbs, data.pronouns, data.prepositions, rules.subordinating)
                told += not any(token.norm in words for words in empty)
        return told
