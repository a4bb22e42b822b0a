"""Ids, names and public register ids for the identities that were found, and readings that carry them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from svod.corrections.names_entries import Entry
from svod.languages.gazetteer import loose
from svod.languages.scripts import HBS, script_of
from svod.linking.clusters import Clusters
from svod.linking.who import Local, Who
from svod.reading.referents import best_name
from svod.records import Entity, MentionType, Quotation, Reading, content_id


def name_all(
    clusters: Clusters, who: list[Who], readings: Sequence[Reading], entries: Mapping[str, Entry]
) -> tuple[dict[Local, str], tuple[Entity, ...]]:
    """The id of every report's entity, and the identities behind them, sorted by id; ids that two groups would share get a hash."""
    groups: dict[Local, list[Who]] = defaultdict(list)
    for w in who:
        groups[clusters.find(w.local)].append(w)
    drafts = [_as_entered(_draft(members), members, entries) for members in groups.values()]
    taken = Counter(entity.id for entity in drafts)
    ids: dict[Local, str] = {}
    entities = []
    for draft, members in zip(drafts, groups.values(), strict=True):
        id_ = draft.id
        if taken[id_] > 1:
            places = sorted((readings[w.local[0]].report.id, w.first.span.start) for w in members)
            id_ = f"{id_}-{content_id(*places, size=6)}"
        ids |= {w.local: id_ for w in members}
        entities.append(replace(draft, id=id_))
    return ids, tuple(sorted(entities, key=lambda e: e.id))


def _as_entered(draft: Entity, members: list[Who], entries: Mapping[str, Entry]) -> Entity:
    """The entity of a group as the entry of the user's names file has it that the group is; as it was where there is none."""
    own = {w.local[1] for w in members} & set(entries) if entries else set()
    if not own:
        return draft
    entry = min((entries[id_] for id_ in own), key=lambda e: e.number)
    names = dict(draft.names)
    for language, name in sorted(entry.names.items()):
        spoken = [x for x in sorted(names) if x in HBS] if language == "hbs" else [language]
        names |= {x: (name, *(n for n in names.get(x, ()) if n != name)) for x in spoken}
    slug = _slug(loose(entry.name, "en")) if script_of(entry.name) == "Latn" else ""
    type_ = entry.type or draft.type
    id_ = f"{type_}-{slug or draft.id.partition('-')[2]}"
    return replace(draft, id=id_, type=type_, name=entry.name, names=names, links={**draft.links, **entry.links})


def _draft(members: list[Who]) -> Entity:
    """The entity of a group, with a readable id: PER-vladimir-putin, LOC-north-korea."""
    types: Counter[MentionType] = Counter(m.type for w in members for m in w.mentions)
    known = min((w.known for w in members if w.known), key=lambda k: k.id, default=None)
    type_ = known.type if known else min(types, key=lambda t: (-types[t], t))
    forms: Counter[str] = Counter()
    slugs: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    for w in members:
        forms += w.forms
        by_language[w.language] += w.forms
        for form, n in w.forms.items():
            # A Latin form as some report has it rather than one that only we romanised: kim-jong-un, not kim-cen-yn.
            slugs[script_of(form) == "Latn"][loose(form, w.language) or form] += n
    name = known.name if known else best_name(forms, type_) or members[0].name
    names = {language: _full_first(counts, type_) for language, counts in sorted(by_language.items())}
    slug = _slug(loose(known.name, "en") if known else best_name(slugs[1] or slugs[0], type_))
    return Entity(f"{type_}-{slug or content_id(name, size=6)}", type_, name, names, known.links if known else {})


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def _full_first(counts: Counter[str], type_: MentionType) -> tuple[str, ...]:
    """A language's names, most frequent first; a person's surname alone only where there is no fuller name."""
    full = [f for f in counts if type_ != "PER" or " " in f] or list(counts)
    return tuple(sorted(full, key=lambda f: (-counts[f], f)))


def relabel(readings: Sequence[Reading], who: list[Who], ids: dict[Local, str]) -> tuple[Reading, ...]:
    """The readings with the ids of identities wherever they had ids of their own; their own entities are dropped."""
    of_mention = {(w.local[0], m.span, m.type, m.lemma): ids[w.local] for w in who for m in w.mentions}
    of_local = {w.local: ids[w.local] for w in who}
    relabelled = []
    for n, reading in enumerate(readings):

        def new(old: str | None, n: int = n) -> str | None:
            return of_local.get((n, old), old) if old is not None else None

        relabelled.append(
            replace(
                reading,
                mentions=tuple(
                    replace(m, entity=of_mention.get((n, m.span, m.type, m.lemma), m.entity)) for m in reading.mentions
                ),
                entities=(),
                labels=tuple(replace(x, entity=new(x.entity), by=new(x.by) or x.by) for x in reading.labels),
                quotations=tuple(_quotation(q, new) for q in reading.quotations),
                clauses=tuple(
                    replace(c, source=new(c.source), via=tuple(new(v) or v for v in c.via)) for c in reading.clauses
                ),
            )
        )
    return tuple(relabelled)


def _quotation(q: Quotation, new: Callable[[str | None], str | None]) -> Quotation:
    speaker, addressee = (replace(s, entity=new(s.entity)) if s else None for s in (q.speaker, q.addressee))
    return replace(q, speaker=speaker, addressee=addressee, via=tuple(new(v) or v for v in q.via))
