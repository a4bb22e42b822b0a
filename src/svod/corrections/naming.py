"""A names file put to one report: what is no name goes, what was missed comes, and every listed name is who its entry says.

Two stages of the reading are wrapped (`reading.reader.Stages`). `recognise` drops ignored names and adds missed ones; `resolve` gives every
listed name the identity of its entry, `n3` for the third. What the report's own reading had joined with a listed name goes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from svod.corrections.listed import BASE, Claim, Listing
from svod.corrections.missed import base_form, with_missed
from svod.corrections.names_entries import Entry, NamesFile
from svod.languages.gazetteer import loose
from svod.reading.namesakes import is_part, name_like
from svod.reading.reader import Stages
from svod.reading.referents import entity_of
from svod.records import Entity, Layout, Mention, Report


def named_stages(stages: Stages, names: NamesFile, report: Report) -> Stages:
    """The stages that read `report` as `names` has it."""
    naming = _Naming(names, report, stages)
    return replace(stages, recognise=naming.recognise, resolve=naming.resolve)


@dataclass(frozen=True, slots=True)
class _Naming:
    names: NamesFile
    report: Report
    stages: Stages

    def recognise(self, layout: Layout) -> tuple[Mention, ...]:
        """The names of the report, with the base forms and types that the file gives them."""
        listing = Listing(self.names, self.report, layout)
        found = [(m, listing.claim(m)) for m in self.stages.recognise(layout)]
        found = [(m, claim) for m, claim in found if claim is None or claim.entry is not None]
        mentions = [_as_listed(m, claim, layout) for m, claim in found]
        return with_missed(layout, mentions, [claim for _, claim in found], listing)

    def resolve(self, layout: Layout, mentions: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        """Who is who in the report, with the identities that the file gives."""
        mentions, entities = self.stages.resolve(layout, mentions)
        listing = Listing(self.names, self.report, layout)
        claims = [listing.claim(m) for m in mentions]
        together: dict[str | None, list[int]] = defaultdict(list)
        for n, mention in enumerate(mentions):
            together[mention.entity].append(n)
        ids: dict[int, str | None] = {n: m.entity for n, m in enumerate(mentions)}
        owners: dict[str, Entry] = {}
        for members in together.values():
            named = [(n, claim.entry) for n in members if (claim := claims[n]) and claim.entry]
            owners |= {entry.local: entry for _, entry in named}
            ids |= {n: entry.local for n, entry in named}
            if len({entry.number for _, entry in named}) == 1:
                entry = named[0][1]
                words = [loose(mentions[n].lemma, layout.language).split() for n, _ in named]
                for n in set(members) - {n for n, _ in named}:
                    if entry.number not in listing.excluded(mentions[n]) and not _stranger(
                        mentions[n], entry, words, layout
                    ):
                        ids[n] = entry.local
        if not owners:
            return mentions, entities
        return _assembled(mentions, ids, owners, entities, layout.language)


def _as_listed(mention: Mention, claim: Claim | None, layout: Layout) -> Mention:
    if claim is None or claim.entry is None:
        return mention
    lemma = mention.lemma
    if claim.level != BASE and not mention.adjective:
        lemma = base_form(mention.span.of(layout.text), lemma, claim, layout.language)
    return replace(mention, lemma=lemma, type=claim.entry.type or mention.type)


def _stranger(mention: Mention, entry: Entry, claimed: Sequence[Sequence[str]], layout: Layout) -> bool:
    """Is a full name somebody else's, whom only the listed surname brought together with the entry? (`Kim Yo Jong`, where `Kim` is
    listed for Kim Jong Un)"""
    words = loose(mention.lemma, layout.language).split()
    if mention.type != "PER" or len(words) < 2 or any(len(c) > 1 for c in claimed):
        return False
    full = [f for form in entry.forms if len(f := loose(form.text, layout.language).split()) > 1]
    return bool(full) and not any(_may_be_one(words, f) for f in full)


def _may_be_one(a: Sequence[str], b: Sequence[str]) -> bool:
    """May two full names be one person's: two words alike at the same places, or all of the shorter in the longer?"""
    if len(a) == len(b):
        return (
            sum(name_like(x, y) or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(a, b, strict=True)) > 1
        )
    short, long = sorted((a, b), key=len)
    return is_part(short, long)


def _assembled(
    mentions: Sequence[Mention],
    ids: dict[int, str | None],
    owners: dict[str, Entry],
    entities: Sequence[Entity],
    language: str,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    relabelled = tuple(replace(m, entity=ids[n]) for n, m in enumerate(mentions))
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in relabelled:
        if mention.entity is not None:
            members[mention.entity].append(mention)
    made = []
    for id_, own in members.items():
        entity = entity_of(id_, own, language)
        if entry := owners.get(id_):
            entity = replace(entity, name=entry.name, type=entry.type or entity.type, links=entry.links)
        made.append(entity)
    untouched = {e.id: e for e in entities if len(members.get(e.id, ())) == sum(m.entity == e.id for m in mentions)}
    return relabelled, tuple(untouched.get(e.id, e) for e in made)
