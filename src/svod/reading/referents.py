"""Who is meant: which names of one report name the same person, place or organisation.

Read from the report alone. Joined are: a base form and its repetition; the names of one entity of the gazetteer (EU, Europska unija); a
surname and the one full name in the report that has it; an acronym and the name it abbreviates; two spellings of one name. Where several
could be meant (Joe Biden, Jill Biden … Biden) none is chosen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from svod.languages.gazetteer import loose, stem, stems
from svod.reading.namesakes import (
    adds_nothing,
    feminine,
    initials,
    is_given_name,
    is_part,
    is_surname,
    known_as,
    known_near,
    one_letter_apart,
)
from svod.records import Entity, Layout, Mention, MentionType


@dataclass(slots=True, eq=False)
class _Group:
    """Mentions with one base form and one type, in text order; `parent` once it is known to name what another group names."""

    language: str
    type: MentionType
    form: str
    mentions: list[int] = field(default_factory=list)
    parent: _Group | None = None
    known: str | None = None

    @property
    def words(self) -> list[str]:
        """The words of the base form, romanised."""
        return self.form.split()

    @property
    def root(self) -> _Group:
        """The group under which this one came in the end: one root, one entity."""
        return self if self.parent is None else self.parent.root


def resolve(layout: Layout, mentions: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Gives every mention the id of what it names within the report.

    Args:
        layout: the report, cut up.
        mentions: its names in text order; entity ids that they have are replaced.

    Returns:
        The same mentions with ids `e1`, `e2` … in the order in which entities are first named, and those entities, each with its fullest
        name and all its base forms in the report's language.
    """
    language = layout.language
    groups = _by_form(mentions, language)
    _join_types(groups)
    _join_known(groups, mentions, language)
    _join_inflected(groups)
    _join_brackets(groups, mentions, layout)
    _join_persons(groups)
    _join_acronyms(groups, mentions)
    _join_short(groups)
    _join_spellings(groups)
    return _assemble(groups, mentions, language)


def _by_form(mentions: tuple[Mention, ...], language: str) -> list[_Group]:
    groups: dict[tuple[MentionType, str], _Group] = {}
    for n, mention in enumerate(mentions):
        form = loose(mention.lemma, language) or mention.lemma
        group = groups.setdefault((mention.type, form), _Group(language, mention.type, form))
        group.mentions.append(n)
    return list(groups.values())


def _join(group: _Group, other: _Group) -> None:
    """The later of the two comes under the earlier one; nothing, where the gazetteer knows them as two."""
    a, b = group.root, other.root
    if a is not b and (a.known is None or b.known is None or a.known == b.known):
        first, second = (a, b) if a.mentions[0] <= b.mentions[0] else (b, a)
        second.parent, first.known = first, first.known or second.known


def _one(groups: Iterable[_Group]) -> _Group | None:
    """The only entity among the groups, or None."""
    roots = {id(g.root): g.root for g in groups}
    return next(iter(roots.values())) if len(roots) == 1 else None


def _join_types(groups: list[_Group]) -> None:
    """One base form with two types (Vostočni LOC and ORG) is one thing; a person and a place of one name (Washington) are two."""
    by_form: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_form[group.form].append(group)
    for same in by_form.values():
        things = [g for g in same if g.type != "PER"]
        for group in things[1:]:
            _join(things[0], group)
        for person in (g for g in same if g.type == "PER"):
            # A full name stays a person's whatever type one of its mentions was given.
            if len(person.words) > 1 and things:
                _join(person, things[0])


def _join_known(groups: list[_Group], mentions: tuple[Mention, ...], language: str) -> None:
    """The names of one entity of the gazetteer (EU, Europska unija)."""
    by_id: dict[str, _Group] = {}
    surnames = {word for g in groups if g.type == "PER" and len(g.words) > 1 for word in g.words}
    near = known_near(mentions, language)
    for group in groups:
        if group.type == "PER" and group.form in surnames:
            continue  # Polak, Nemec, Horvat: a person's name here
        known = known_as((mentions[n] for n in group.mentions), language, near)
        if known is not None:
            group.root.known = group.root.known or known.id
            _join(by_id.setdefault(known.id, group), group)


def _join_inflected(groups: list[_Group]) -> None:
    """Base forms that differ in their case endings only: one of them was left in an oblique case."""
    by_stem: dict[tuple[MentionType, str], _Group] = {}
    for group in groups:
        if len(group.form) > 4:
            _join(by_stem.setdefault((group.type, stems(group.form)), group), group)


def _join_brackets(groups: list[_Group], mentions: tuple[Mention, ...], layout: Layout) -> None:
    """`Organizacija za sigurnost (OESS)`: a name and, in brackets right after it, its acronym or its other name."""
    of = {n: g for g in groups for n in g.mentions}
    for n, (left, right) in enumerate(pairwise(mentions)):
        if left.type == "PER" or left.type != right.type or left.span.end >= right.span.start:
            continue
        between = layout.text[left.span.end : right.span.start]
        after = layout.text[right.span.end : right.span.end + 3].lstrip('"»“”«')
        if between.strip() not in ("(", "[", "(»", '("', "(„") or after[:1] not in (")", "]"):
            continue
        surface = right.span.of(layout.text)
        if surface.isupper() and len(surface) <= 8 and " " in of[n].form:
            _join(of[n], of[n + 1])


def _join_persons(groups: list[_Group]) -> None:
    """A part of a name goes to the one person in the report whose full name has it."""
    persons = [g for g in groups if g.root.type == "PER" or g.type == "PER"]
    full = [g for g in persons if len(g.words) > 1]
    for group in sorted(full, key=lambda g: len(g.words)):
        longer = [g for g in full if len(g.words) > len(group.words) and is_part(group.words, g.words)]
        other = _one(longer)
        if other is not None:
            _join(other, group)
    for group in (g for g in persons if len(g.words) == 1):
        word = group.form
        for fits in (is_surname, is_given_name):
            candidates = [g for g in full if fits(word, g.words)]
            if candidates:
                other = _one(candidates) or _nearest_of_gender(word, candidates)
                if other is not None:
                    _join(other, group)
                break


def _nearest_of_gender(word: str, candidates: list[_Group]) -> _Group | None:
    """Among namesakes the one whose surname is the word as it stands (Navalnaja, not Navalnyj), if that is only one."""
    return _one(
        g
        for g in candidates
        if g.words[-1] == word and feminine(word) != any(feminine(c.words[-1]) for c in candidates if c is not g)
    )


def _join_acronyms(groups: list[_Group], mentions: tuple[Mention, ...]) -> None:
    """An acronym goes to the one name of several words that has its initials."""
    long = [g for g in groups if len(g.words) > 1 and g.type in ("ORG", "PRO", "EVT", "LOC")]
    for group in groups:
        lemma = mentions[group.mentions[0]].lemma
        if group.type == "PER" or not (2 <= len(lemma) <= 7 and lemma.replace(".", "").isupper()):
            continue
        candidates = [g for g in long if group.form in initials(mentions[g.mentions[0]].lemma, group.language)]
        other = _one(candidates)
        if other is not None:
            _join(other, group)


def _join_short(groups: list[_Group]) -> None:
    """`Gazprom` and `Gazprom AG`, `Vrhovni sud` and `Vrhovni sud Pakistana`: a name and the one longer name that adds only its kind of
    company, or the country."""
    for group in groups:
        if group.type not in ("ORG", "PRO"):
            continue
        candidates = []
        for other in groups:
            if other.type != group.type or len(other.words) <= len(group.words):
                continue
            own = {stem(w) for w in group.words}
            added = [w for w in other.words if stem(w) not in own]
            if len(other.words) - len(added) == len(group.words) and all(
                adds_nothing(w, group.language, len(group.words)) for w in added
            ):
                candidates.append(other)
        other_group = _one(candidates)
        if other_group is not None:
            _join(other_group, group)


def _join_spellings(groups: list[_Group]) -> None:
    """Two spellings of one name: the same number of words, each a letter or two apart."""
    by_start: dict[tuple[MentionType, str, int], list[_Group]] = defaultdict(list)
    for group in groups:
        if len(group.form) >= 6:
            by_start[group.type, group.form[0], len(group.words)].append(group)
    for near in by_start.values():
        for n, group in enumerate(near):
            for other in near[n + 1 :]:
                if group.root is not other.root and all(map(one_letter_apart, group.words, other.words)):
                    _join(group, other)


def _assemble(
    groups: list[_Group], mentions: tuple[Mention, ...], language: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    members: dict[int, list[int]] = defaultdict(list)
    for group in groups:
        members[id(group.root)].extend(group.mentions)
    entities: list[Entity] = []
    ids: dict[int, str] = {}
    for indices in sorted((sorted(m) for m in members.values()), key=lambda m: m[0]):
        entity = entity_of(f"e{len(entities) + 1}", [mentions[n] for n in indices], language)
        entities.append(entity)
        ids |= dict.fromkeys(indices, entity.id)
    return tuple(replace(m, entity=ids[n]) for n, m in enumerate(mentions)), tuple(entities)


def entity_of(id_: str, mentions: list[Mention], language: str) -> Entity:
    """An entity with these mentions: the type that most have, the fullest frequent name, all base forms, most frequent first."""
    types = Counter(m.type for m in mentions)
    forms = Counter(m.lemma for m in mentions if m.lemma)
    type_ = _most(types, lambda t: t)
    names = tuple(sorted(forms, key=lambda f: (-forms[f], f)))
    return Entity(id_, type_, best_name(forms, type_), {language: names} if names else {})


def best_name(forms: Counter[str], type_: MentionType) -> str:
    """The name to call an entity by: the most frequent base form, for a person the most frequent full one."""
    if type_ == "PER" and any(" " in f for f in forms):
        forms = Counter({f: n for f, n in forms.items() if " " in f})
    return _most(forms, lambda f: f) if forms else ""


def _most(counts: Counter[Any], order: Callable[[Any], str]) -> Any:
    return min(counts, key=lambda x: (-counts[x], order(x)))
