"""Whether the speakers of two quotations are one: by name, by office, by descriptors that mean the same in two languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from svod.languages.concepts import Word, meaning, news_concept, news_word
from svod.languages.gazetteer import country_of_adjective, country_of_people, is_agency, lookup
from svod.linking.affinity import affinity
from svod.reading.speech import speech
from svod.records import Quotation, Reading, Span, Token

Relation = Literal["same", "likely", "unknown", "other"]

ALIKE = 0.55
"""Least worth of a pair of words for them to be taken for one noun: `mluvčí` and `речник`, `společnost` and `компанія`."""
TELLING = 4.0
"""Bits: a word that says less (`the`, `of`, `his`) describes nobody."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Words for a speaker besides names: nouns for what somebody is, what is said of it, the countries and bodies it belongs to."""

    heads: tuple[Word, ...]
    modifiers: tuple[Word, ...]
    places: frozenset[str]
    bodies: frozenset[str]


NOBODY = Descriptor((), (), frozenset(), frozenset())


class Speaking:
    """Compares speakers over the reports of one story.

    Args:
        readings: the reports, their entities linked.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = {r.report.id: r for r in readings}
        self._carriers = {v for r in readings for q in r.quotations for v in q.via}
        roles: dict[str, set[Descriptor]] = defaultdict(set)
        for reading in sorted(readings, key=lambda r: r.report.id):
            for mention in reading.mentions:
                if mention.entity and mention.type == "ORG" and is_agency(mention.lemma, reading.layout.language):
                    self._carriers.add(mention.entity)
            for entity, span in self._descriptions(reading):
                described = self._describe(reading, span)
                if described.heads:
                    roles[entity].add(described)
        self._roles = {e: tuple(sorted(found, key=repr)) for e, found in roles.items()}
        # Who was found for a pronoun or an office may be somebody else; who is named is not.
        self._named = {(r.report.id, q.id) for r in readings for q in r.quotations if _is_named(r, q)}
        self._described: dict[tuple[str, str], Descriptor] = {}
        self._fits: dict[Descriptor, dict[str, int]] = {}
        self._kinds: dict[Hashable, int] = {}

    def kind(self, report: str, quotation: Quotation) -> int:
        """A number that quotations share of which the speakers relate to any other speaker in the same way."""
        speaker, described = quotation.speaker, self.descriptor(report, quotation)
        entity, unnamed = (speaker.entity, speaker.unnamed) if speaker else (None, False)
        named, spokes = (report, quotation.id) in self._named, self._spokes(described, report)
        return self._kinds.setdefault((entity, unnamed, quotation.via, described, named, spokes), len(self._kinds))

    def relation(self, one: tuple[str, Quotation], other: tuple[str, Quotation]) -> tuple[Relation, str]:
        """How the speakers of two quotations, each given with its report's id, relate, and why.

        Returns:
            `same`, `likely` (one descriptor says less than the other), `other`, or `unknown` where nothing tells or one carries the
            other's words; and the reason, empty for `unknown` and `other`.
        """
        (here, a), (there, b) = one, other
        ours, theirs = (q.speaker.entity if q.speaker else None for q in (a, b))
        if ours is not None and ours == theirs:
            return "same", "the same speaker"
        if ours in b.via or theirs in a.via or (a.speaker and a.speaker.unnamed) or (b.speaker and b.speaker.unnamed):
            return "unknown", ""
        mine, yours = self.descriptor(here, a), self.descriptor(there, b)
        if ours is None and theirs is None:
            return _alike(mine, yours)
        if ours is None or theirs is None:
            entity, described = (theirs, mine) if ours is None else (ours, yours)
            return self._holds(entity or "", described, here if ours is None else there)
        if self._speaks_for(here, a, theirs) or self._speaks_for(there, b, ours):
            return "same", "a body and who speaks for it"
        if self._spokes(mine, here) or self._spokes(yours, there):
            return "unknown", ""
        told = {(here, a.id), (there, b.id)} <= self._named and not {ours, theirs} & self._carriers
        return ("other" if told else "unknown"), ""

    def descriptor(self, report: str, quotation: Quotation) -> Descriptor:
        """The words, besides names, that name the speaker of a quotation; empty where none do."""
        place = report, quotation.id
        if place not in self._described:
            span = quotation.speaker.span if quotation.speaker else None
            reading = self._readings[report]
            self._described[place] = self._describe(reading, span) if span else NOBODY
        return self._described[place]

    def _descriptions(self, reading: Reading) -> Iterable[tuple[str, Span]]:
        """Who is described, and the words: labels, and speakers whose description stands beside the name."""
        for label in reading.labels:
            if label.entity:
                yield label.entity, label.span
        for quotation in reading.quotations:
            speaker = quotation.speaker
            if speaker and speaker.entity and speaker.span:
                yield speaker.entity, speaker.span

    def _describe(self, reading: Reading, span: Span) -> Descriptor:
        layout, language = reading.layout, reading.layout.language
        data = speech(language)
        named = {t.span.start: m for m in reading.mentions if m.span.overlaps(span) for t in layout.tokens_in(m.span)}
        heads: list[Word] = []
        modifiers: list[Word] = []
        places: set[str] = set()
        bodies: set[str] = set()
        for token in layout.tokens_in(span):
            mention = named.get(token.span.start)
            country = (
                None
                if mention and mention.type != "LOC"
                else _country(token, mention.lemma if mention else None, language)
            )
            if country:
                places.add(country)
            elif mention is not None:
                if mention.type != "PER" and mention.entity:
                    (bodies if mention.type == "ORG" else places).add(mention.entity)
            elif not token.is_word or token.norm in data.prepositions or token.norm in data.auxiliaries:
                continue
            elif token.norm in data.persons or token.norm in data.institutions or token.norm in data.media:
                heads.append(meaning(token.norm, language))
            elif (found := meaning(token.norm, language)).bits >= TELLING:
                modifiers.append(found)
        if not heads and len(modifiers) == 1 == sum(t.is_word for t in layout.tokens_in(span)):
            # One word that no list of ours holds describes all the same: `aerolinky`, `muslimky`.
            heads, modifiers = modifiers, []
        return Descriptor((*heads, *_office(heads, language)), tuple(modifiers), frozenset(places), frozenset(bodies))

    def _holds(self, entity: str, described: Descriptor, report: str) -> tuple[Relation, str]:
        """Does an entity hold the office that a descriptor names, in any report of the story, and nobody else so well?"""
        if not described.heads:
            return "unknown", ""
        if entity in described.bodies and self._spokes(described, report):
            return "same", "a body and who speaks for it"
        if described not in self._fits:
            self._fits[described] = {e: max(_match(described, r) for r in roles) for e, roles in self._roles.items()}
        best = self._fits[described]
        fit = best.get(entity, 0)
        if fit > 0 and all(value < fit for e, value in best.items() if e != entity):
            return ("same" if fit > 1 else "likely"), "the same office"
        return ("other" if fit < 0 else "unknown"), ""

    def _speaks_for(self, report: str, quotation: Quotation, body: str | None) -> bool:
        """Is the speaker a body's spokesperson, as the words for the speaker tell?"""
        described = self.descriptor(report, quotation)
        return body in described.bodies and self._spokes(described, report)

    def _spokes(self, described: Descriptor, report: str) -> bool:
        spokespersons = speech(self._readings[report].layout.language).spokespersons
        return any(head.lemma in spokespersons for head in described.heads)


def _is_named(reading: Reading, quotation: Quotation) -> bool:
    """Do the words for the speaker hold the name?"""
    speaker = quotation.speaker
    if speaker is None or speaker.span is None:
        return False
    span = speaker.span
    return any(m.entity == speaker.entity and m.span.overlaps(span) for m in reading.mentions)


@lru_cache(maxsize=1 << 14)
def _code(name: str, language: str) -> str | None:
    known = [k.code for k in lookup(name, language) if k.kind == "country"]
    return f"country:{known[0]}" if len(known) == 1 else None


def _country(token: Token, name: str | None, language: str) -> str | None:
    """The country that a word names, as its adjective, its people, or a part of its name."""
    if name:
        return _code(name, language)
    code = country_of_adjective(token.text, language) or country_of_people(token.text, language)
    return f"country:{code}" if code else None


def _office(heads: Iterable[Word], language: str) -> tuple[Word, ...]:
    """The office that two nouns name together: who is head of a government is its premier."""
    said = {c for head in heads for c in head.concepts}
    premier = news_word("premier", language) if {news_concept("chief"), news_concept("government")} <= said else None
    return (premier,) if premier else ()


def _several(described: Descriptor) -> frozenset[str]:
    """The names of several speakers that speak as one (`Moskva i Pjongjang`)."""
    names = described.places | described.bodies
    return names if len(names) > 1 else frozenset()


def _paired(ours: Iterable[Word], theirs: Sequence[Word]) -> bool:
    return any(a.lemma == b.lemma or affinity(a, b) >= ALIKE for a in ours for b in theirs)


def _match(a: Descriptor, b: Descriptor) -> int:
    """2: the same noun, and the same is said of it; 1: of one of them nothing more is said; 0: nothing tells; -1: they contradict."""
    if not _paired(a.heads, b.heads):
        return 0
    said = 0
    for ours, theirs in ((a.places, b.places), (a.bodies, b.bodies)):
        if ours and theirs:
            if not ours & theirs:
                return -1
            said += 1
    if _paired(a.modifiers, b.modifiers):
        said += 1
    elif a.modifiers and b.modifiers and not said:
        return 0
    bare = not (a.modifiers or a.places or a.bodies) and not (b.modifiers or b.places or b.bodies)
    return 2 if said or (bare and len(a.heads) == len(b.heads) > 1) else 1


def _alike(a: Descriptor, b: Descriptor) -> tuple[Relation, str]:
    """How two speakers relate of whom only descriptors are known."""
    if not a.heads and not b.heads and _several(a) == _several(b) != frozenset():
        return "same", "the same speakers together"
    if not a.heads or not b.heads:
        return "unknown", ""
    match = _match(a, b)
    if match == 2:
        return "same", "speakers described alike"
    return ("likely", "speakers described alike") if match == 1 else ("other" if match < 0 else "unknown", "")
