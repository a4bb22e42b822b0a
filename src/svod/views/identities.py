"""Who and what the reports name: every identity with its forms, how often each stands, and why they are taken for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svod.languages.gazetteer import loose
from svod.languages.scripts import script_of
from svod.records import Collection, Edge, Entity, Evidence, Mention, MentionType, Span
from svod.views import words

READINGS = ("sr", "ru", "uk", "bg")
"""Languages by whose rules a Cyrillic search is romanised besides the collection's own."""


@dataclass(frozen=True, slots=True)
class Form:
    """A base form of a name in one language: how often it stands, and in which reports (ids)."""

    text: str
    language: str
    script: str
    mentions: int
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why forms were joined, or kept apart; `times`: how many links say so. `forms`: what the links join, as (language, form)."""

    text: str
    by: str
    judgement: str
    times: int
    forms: tuple[tuple[str, str], ...]

    @property
    def telling(self) -> bool:
        """Whether it says more than that a name is the same name."""
        return self.by == "user" or self.judgement != "same" or len({form for _, form in self.forms}) > 1

    @property
    def across(self) -> bool:
        """Whether it joins forms of two languages."""
        return len({language for language, _ in self.forms}) > 1


@dataclass(frozen=True, slots=True)
class Identity:
    """One person, place, organisation, event or work over all reports. `reports` are ids in the order of their sources."""

    entity: Entity
    mentions: int
    reports: tuple[str, ...]
    forms: tuple[Form, ...]
    reasons: tuple[Reason, ...]
    edges: tuple[Edge, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is named."""
        return tuple(sorted({f.language for f in self.forms}))


def identities(collection: Collection) -> tuple[Identity, ...]:
    """Every identity of a collection that a name stands for: by type, then those in most reports and with most mentions first."""
    entities = {e.id: e for e in collection.entities}
    named: dict[str, list[tuple[str, str, Mention]]] = defaultdict(list)
    at: dict[tuple[str, Span], tuple[str, str, str]] = {}
    for reading in collection.readings:
        language = reading.layout.language
        for m in reading.mentions:
            if m.entity in entities and m.lemma:
                named[m.entity].append((reading.report.id, language, m))
                at[reading.report.id, m.span] = (m.entity, language, m.lemma)
    links: dict[str, list[Edge]] = defaultdict(list)
    for edge in collection.edges:
        if edge.kind == "entity":
            ends = {at[e.report, e.span][0] for e in (edge.left, edge.right) if (e.report, e.span) in at}
            for id_ in sorted(ends) if edge.judgement != "same" or len(ends) == 1 else ():
                links[id_].append(edge)
    found = [_identity(entities[id_], named[id_], links[id_], at) for id_ in named]
    order = list(words.TYPES)
    found.sort(key=lambda i: (order.index(i.entity.type), -len(i.reports), -i.mentions, i.entity.name, i.entity.id))
    return tuple(found)


def _identity(
    entity: Entity,
    named: Sequence[tuple[str, str, Mention]],
    edges: Sequence[Edge],
    at: dict[tuple[str, Span], tuple[str, str, str]],
) -> Identity:
    counts: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for report, language, m in named:
        counts[language, m.lemma] += 1
        where[language, m.lemma][report] = None
    forms = [
        Form(form, language, script_of(form), n, tuple(where[language, form])) for (language, form), n in counts.items()
    ]
    forms.sort(key=lambda f: (f.language, -f.mentions, f.text))
    said: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        said[edge.reason, edge.by, edge.judgement].append(edge)
    reasons = [
        Reason(text, by, judgement, len(group), tuple(sorted({f for e in group for f in _ends(e, at)})))
        for (text, by, judgement), group in said.items()
    ]
    reasons.sort(key=lambda r: (r.by != "user", r.judgement != "same", not r.telling, not r.across, -r.times, r.text))
    reports = tuple(dict.fromkeys(report for report, _, _ in named))
    return Identity(entity, len(named), reports, tuple(forms), tuple(reasons), tuple(edges))


def _ends(edge: Edge, at: dict[tuple[str, Span], tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    places: tuple[Evidence, Evidence] = (edge.left, edge.right)
    return (at[e.report, e.span][1:] for e in places if (e.report, e.span) in at)


def select(
    found: Iterable[Identity],
    *,
    types: Sequence[MentionType] = (),
    languages: Sequence[str] = (),
    at_least: int = 1,
    find: str = "",
) -> tuple[Identity, ...]:
    """The identities of these types, that are named in one of these languages, have so many mentions, and of which the id, a
    register id or a form contains `find`, whatever its script, case and diacritics. Conditions that are not given hold."""
    return tuple(
        i
        for i in found
        if (not types or i.entity.type in types)
        and (not languages or set(languages) & set(i.languages))
        and i.mentions >= at_least
        and (not find or _contains(i, find))
    )


def _contains(identity: Identity, find: str) -> bool:
    if find.casefold() in {identity.entity.id.casefold(), *(v.casefold() for v in identity.entity.links.values())}:
        return True
    wanted = {loose(find, language) for language in (*identity.languages, *READINGS)} - {""}
    names = {loose(f.text, f.language) for f in identity.forms} | {loose(identity.entity.name, "en")}
    return any(w in name for w in wanted for name in names)
