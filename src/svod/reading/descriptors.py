"""Whom a noun without a name stands for: `the minister` after `Minister Novak`, `the airline` in a report on one airline."""

from __future__ import annotations

from svod.languages.lemmas import lemma
from svod.languages.scripts import norm
from svod.reading.attribution import Scene
from svod.reading.carriers import is_carrier
from svod.reading.label_words import label_lexicon
from svod.records import Span

REACH = 8
"""Tokens before a name among which a noun for its office may stand."""
_LEADING = 2
"""The least number of mentions more than any other body's that make a body the one that a report is about."""


class Descriptors:
    """The nouns that a report puts before names, and whom they mean."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.language = scene, scene.layout.language
        self._persons: list[tuple[int, str, str]] = []
        self._companies: list[str] = []
        for mention in scene.mentions:
            if mention.entity is None or mention.adjective:
                continue
            first, _ = scene.token_range(mention.span)
            if mention.type == "PER":
                self._persons += [(n, self._base(n), mention.entity) for n in self._offices(first)]
            elif mention.type == "ORG":
                near = range(max(0, first - 2), first)
                self._companies += [mention.entity for n in near if scene.tokens[n].norm in scene.data.companies]
        self._company = self._leading_body()

    def _offices(self, first: int) -> list[int]:
        """The nouns for people in their base form in the phrase before a name: `Министърът на външните работи Петров`."""
        scene, found = self.scene, list[int]()
        for n in range(first - 1, max(-1, first - 1 - REACH), -1):
            token = scene.tokens[n]
            if scene.is_delimiter(n) or not token.is_word or n in scene.cue_tokens or scene.grammar.is_finite(token):
                break
            here = scene.mention_at.get(n)
            if here is not None and here[0].type == "PER":
                break
            base = n == first - 1 or not scene.data.cases or self._base(n) == token.norm
            if token.norm in scene.data.persons and base:
                found.append(n)
        return found

    def meant(self, span: Span, same: str | None) -> str | None:
        """Whom a descriptor means: the last person before it whom the report gives that noun, else, for an office, whoever spoke right
        before (`same`); the body of a report on one company. None where nothing tells."""
        scene, data = self.scene, self.scene.data
        first, last = scene.token_range(span)
        words = [n for n, _ in scene.words(first, last)]
        if not words or len(words) > 3 or any(n in scene.mention_at for n in words):
            return None
        head = words[-1]
        if scene.tokens[head].norm in data.companies:
            return self._company
        if scene.tokens[head].norm not in data.persons:
            return None
        base = self._base(head)
        known = [entity for n, noun, entity in self._persons if noun == base and n < first]
        if known:
            return same if same in known else known[-1] if len(set(known)) == 1 else None
        noun = label_lexicon(self.language).nouns.get(scene.tokens[head].text.casefold())
        single = noun is not None and noun.kind == "offices" and "singular" in noun.numbers
        return same if single and len(words) == 1 else None

    def _base(self, n: int) -> str:
        """The noun in its base form, without an article at its end."""
        token = self.scene.tokens[n]
        base = norm(lemma(token.text, self.language), self.language)
        for article in ("ът", "ят", "та", "то", "от") if not self.scene.data.cases else ():
            if base.endswith(article) and len(base) > len(article) + 3:
                return base.removesuffix(article)
        return base

    def _leading_body(self) -> str | None:
        """The one body that the report calls a company, or that it names far more often than any other."""
        if self._companies:
            return self._companies[0] if len(set(self._companies)) == 1 else None
        counts: dict[str, int] = {}
        for mention in self.scene.mentions:
            if mention.type == "ORG" and mention.entity and not is_carrier(self.scene, mention):
                counts[mention.entity] = counts.get(mention.entity, 0) + 1
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            return None
        second = ranked[1][1] if len(ranked) > 1 else 0
        return ranked[0][0] if ranked[0][1] >= second + _LEADING else None
