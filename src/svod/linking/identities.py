"""Who is who across reports: one identity for a person, place or organisation, whatever language, script or spelling names it.

Nothing is compared with everything: names that are equal, that the gazetteer knows as one, or that share a coarse phonetic key
(`spelling.block_keys`) are compared, and each link is an edge with a score and a reason. Identities are the groups that the edges join,
best edge first; a join that would bring together what an edge, a register or two different first names hold apart is refused. An edge
by a user comes before all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from svod.languages.gazetteer import Known, loose
from svod.linking.alike import Likeness, Name, alike, of_some_country
from svod.reading.referents import best_name, known_as
from svod.records import Edge, Entity, Evidence, Mention, MentionType, Quotation, Reading, content_id

BY = "identities"
LARGE_BLOCK = 80
"""Names that share a key are compared pairwise up to this many; a larger block is only compared with its most frequent names."""
DOMINANT = 0.8
"""Share of a surname's full names that one person must have for the surname alone to mean that person (benchmarks/identities)."""

Local = tuple[int, str]
"""An entity of one report: the place of its reading, its id there."""


@dataclass(slots=True, eq=False)
class _Who:
    """What is known of one report's entity before it is linked."""

    local: Local
    language: str
    type: MentionType
    mentions: list[Mention]
    forms: Counter[str]
    name: str
    known: Known | None
    context: str = ""

    @property
    def first(self) -> Mention:
        return self.mentions[0]


@dataclass(slots=True, eq=False)
class _Node:
    """Entities of several reports that are called the same: the unit that is compared."""

    key: tuple[str, ...]
    name: Name
    known: Known | None
    members: list[_Who] = field(default_factory=list)


def link_entities(
    readings: Sequence[Reading], decisions: Sequence[Edge] = ()
) -> tuple[tuple[Reading, ...], tuple[Entity, ...], tuple[Edge, ...]]:
    """Gives every name, label and speaker of a collection the id of one identity over all reports.

    Args:
        readings: readings with entity ids that hold within each report.
        decisions: a user's edges of kind "entity" (others are passed over): the two names that they point at are the same, or not.

    Returns:
        The readings in the same order with global ids in place of their own; the entities, sorted by id; the edges behind them, sorted:
        one for each report that names an entity, not one for each pair. Ids do not depend on the order of the readings.
    """
    order = sorted(range(len(readings)), key=lambda n: (readings[n].report.id, n))
    who = [w for n in order for w in _entities_of(n, readings[n])]
    who, decided = _split(who, readings, [d for d in decisions if d.kind == "entity"])
    clusters = _Clusters(who)
    edges: list[Edge] = []

    def link(a: _Who, b: _Who, likeness: Likeness, *, force: bool = False) -> None:
        if clusters.join(a.local, b.local, force=force):
            edges.append(_edge(a, b, readings, likeness))

    for left, right, decision in decided:
        if decision.judgement == "different":
            clusters.keep_apart(left.local, right.local)
    for left, right, decision in decided:
        if decision.judgement == "same" and clusters.join(left.local, right.local, force=True):
            edges.append(decision)
    nodes = _nodes(who)
    for node in nodes:
        for member in node.members[1:]:
            link(node.members[0], member, _same_name(node, member))
    links = _compare(nodes)
    for likeness, a, b in sorted(links, key=lambda x: (-x[0].score, x[1].key, x[2].key)):
        if _agree(clusters, a, b):
            link(a.members[0], b.members[0], likeness)
    for surname, target, likeness in _surnames(nodes, clusters):
        for member in surname.members:
            link(target, member, likeness)
    for w in who:
        edges += _within(w, readings)
    ids, entities = _name_all(clusters, who, readings)
    return _relabel(readings, who, ids), entities, tuple(sorted({*edges, *(d for _, _, d in decided)}, key=_edge_order))


# --- what each report's entities are called ---------------------------------------------------------------------------


def _entities_of(n: int, reading: Reading) -> list[_Who]:
    language = reading.layout.language
    by_id: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.entity is not None:
            by_id[mention.entity].append(mention)
    found = [_who((n, id_), language, mentions) for id_, mentions in by_id.items()]
    context = _country_of(found)
    for w in found:
        w.context = context
    return sorted(found, key=lambda w: w.first.span)


def _who(local: Local, language: str, mentions: list[Mention]) -> _Who:
    mentions = sorted(mentions, key=lambda m: m.span)
    types = Counter(m.type for m in mentions)
    type_ = min(types, key=lambda t: (-types[t], t))
    forms = Counter(m.lemma for m in mentions if m.lemma)
    name = best_name(forms, type_) or mentions[0].lemma
    return _Who(local, language, type_, mentions, forms, name, known_as(sorted(forms), type_, language))


def _country_of(found: Iterable[_Who]) -> str:
    """The country that a report names most often: in it, `the Supreme Court` is that country's."""
    counts = Counter({w.known.code: len(w.mentions) for w in found if w.known and w.known.kind == "country"})
    top = counts.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else ""


def _split(
    who: list[_Who], readings: Sequence[Reading], decisions: Sequence[Edge]
) -> tuple[list[_Who], list[tuple[_Who, _Who, Edge]]]:
    """The decisions with the entities they point at. A decision that two mentions of one report's entity differ takes the right one out."""
    place = {reading.report.id: n for n, reading in enumerate(readings)}
    decided = []

    def at(evidence: Evidence) -> tuple[_Who, Mention] | None:
        n = place.get(evidence.report)
        hits = [(w, m) for w in who if w.local[0] == n for m in w.mentions if m.span.overlaps(evidence.span)]
        return min(hits, key=lambda h: (h[1].span != evidence.span, h[1].span), default=None)

    for number, decision in enumerate(sorted(decisions, key=_edge_order)):
        left, right = at(decision.left), at(decision.right)
        if left is None or right is None or decision.judgement == "unsure":
            continue
        if left[0] is right[0]:
            if decision.judgement == "same" or left[1] is right[1]:
                continue
            old, mention = right
            rest = [m for m in old.mentions if m is not mention]
            apart = _who((old.local[0], f"{old.local[1]}/{number}"), old.language, [mention])
            kept = _who(old.local, old.language, rest)
            apart.context = kept.context = old.context
            who = [w for w in who if w is not old] + [kept, apart]
            decided = [(kept if a is old else a, kept if b is old else b, d) for a, b, d in decided]
            decided.append((kept, apart, decision))
        else:
            decided.append((left[0], right[0], decision))
    return sorted(who, key=lambda w: (readings[w.local[0]].report.id, w.local[0], w.first.span)), decided


def _nodes(who: Iterable[_Who]) -> list[_Node]:
    """One node for every name; an entity with several names is a member of each, a person only of the full ones."""
    nodes: dict[tuple[str, ...], _Node] = {}
    for w in who:
        names = [w.name] if w.known else [f for f in sorted(w.forms) if w.type != "PER" or " " in f or " " not in w.name] or [w.name]
        for text in names:
            context = w.context if of_some_country(text, w.language, w.type) else ""
            form = loose(text, w.language) or text
            side = "PER" if w.type == "PER" else "thing"
            key = ("known", w.known.id) if w.known else (side, form, context)
            node = nodes.get(key)
            if node is None:
                node = nodes[key] = _Node(key, Name(text, w.language, w.type, context), w.known)
            node.members.append(w)
    return [nodes[key] for key in sorted(nodes)]


def _same_name(node: _Node, member: _Who) -> Likeness:
    first = node.members[0]
    if node.known is None:
        return Likeness(1.0, f"both reports name “{first.name}”" if first.name == member.name else f"“{first.name}” and “{member.name}” are one name in two scripts or cases")
    if first.name == member.name:
        return Likeness(1.0, f"both reports name “{first.name}” ({node.known.name})")
    source = "CLDR's list of countries" if node.known.kind == "country" else f"svod's table of {_PLURAL[node.known.kind]}"
    return Likeness(0.99, f"“{first.name}” and “{member.name}” are both {node.known.name} in {source}")


_PLURAL = {"region": "regions", "town": "towns", "institution": "institutions", "agency": "agencies", "medium": "media"}


# --- comparing -------------------------------------------------------------------------------------------------------


def _compare(nodes: list[_Node]) -> list[tuple[Likeness, _Node, _Node]]:
    blocks: dict[tuple[str, ...], list[_Node]] = defaultdict(list)
    for node in nodes:
        if node.known is None and not (node.name.type == "PER" and len(node.name.words) == 1):
            for key in sorted(set(node.name.blocks())):
                blocks[key].append(node)
    seen: set[tuple[int, int]] = set()
    found = []
    place = {id(node): n for n, node in enumerate(nodes)}
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda x: (-len(x.members), x.key))
        for i, j in combinations(range(len(block)), 2):
            if i >= LARGE_BLOCK:
                break
            a, b = block[i], block[j]
            pair = (min(place[id(a)], place[id(b)]), max(place[id(a)], place[id(b)]))
            if pair in seen:
                continue
            seen.add(pair)
            likeness = _alike(a, b)
            if likeness is not None:
                found.append((likeness, *((a, b) if a.key <= b.key else (b, a))))
    return found


def _alike(a: _Node, b: _Node) -> Likeness | None:
    if a.name.type != b.name.type and "PER" in (a.name.type, b.name.type):
        return None
    if a.name.context != b.name.context and a.name.context and b.name.context:
        return None
    likeness = alike(a.name, b.name)
    if likeness is not None and a.name.type != b.name.type and {a.name.type, b.name.type} != {"ORG", "PRO"}:
        return None
    return likeness


def _agree(clusters: _Clusters, a: _Node, b: _Node) -> bool:
    """May two persons' names come together, given all the names that each already has? (Otherwise a chain of small differences could
    end with another person.)"""
    if a.name.type != "PER":
        return True
    left, right = clusters.names(a.members[0].local), clusters.names(b.members[0].local)
    return all(alike(x, y) is not None or _score_near(x, y) for x in left for y in right)


def _score_near(a: Name, b: Name) -> bool:
    return len(a.words) != len(b.words)


def _surnames(nodes: list[_Node], clusters: _Clusters) -> list[tuple[_Node, _Who, Likeness]]:
    """Names of one word, each with the person of the collection who is meant: the only one, or by far the most named, of that name."""
    by_key: dict[tuple[str, ...], list[tuple[Name, _Node]]] = defaultdict(list)
    persons = [node for node in nodes if node.name.type == "PER" and node.known is None]
    for node in persons:
        if len(node.name.words) > 1:
            for short in _short_names(node):
                for key in sorted(set(short.blocks())):
                    by_key[key].append((short, node))
    found = []
    for node in (n for n in persons if len(n.name.words) == 1):
        weight: Counter[Local] = Counter()
        target: dict[Local, _Node] = {}
        near = {(short.key, c.key): (short, c) for key in sorted(set(node.name.blocks())) for short, c in by_key.get(key, ())}
        fitting = {c.key: c for short, c in near.values() if alike(node.name, short)}
        for _, candidate in sorted(fitting.items()):
            root = clusters.find(candidate.members[0].local)
            weight[root] += len(candidate.members)
            target.setdefault(root, candidate)
        if not weight:
            continue
        best = min(weight, key=lambda r: (-weight[r], target[r].key))
        if len(weight) == 1:
            reason, score = "is the only person of that name in the collection", 0.7
        elif weight[best] / weight.total() >= DOMINANT:
            reason, score = "is by far the most named person of that name in the collection", 0.6
        else:
            continue
        likeness = Likeness(score, f"“{node.name.text}”: “{target[best].name.text}” {reason}")
        found.append((node, target[best].members[0], likeness))
    return found


def _short_names(node: _Node) -> list[Name]:
    """What a person may be called in one word: the surname, and whatever a report that has the full name calls them (Kim, Novak)."""
    surname = "".join(c if c.isalnum() or c in "'’ʼ" else " " for c in node.name.text).split()[-1]
    used = {(form, w.language) for w in node.members for form in w.forms if " " not in form}
    return [Name(text, language, "PER") for text, language in sorted({(surname, node.name.language)} | used)]


# --- grouping --------------------------------------------------------------------------------------------------------


class _Clusters:
    """Groups of entities that were joined, and those that must stay apart (union-find with constraints)."""

    def __init__(self, who: Iterable[_Who]) -> None:
        self._parent: dict[Local, Local] = {}
        self._known: dict[Local, set[str]] = {}
        self._apart: dict[Local, set[Local]] = defaultdict(set)
        self._names: dict[Local, dict[tuple[str, str], Name]] = {}
        for w in who:
            self._parent[w.local] = w.local
            self._known[w.local] = {w.known.id} if w.known else set()
            self._names[w.local] = {(w.name, w.language): Name(w.name, w.language, w.type)} if w.type == "PER" and " " in w.name else {}

    def find(self, local: Local) -> Local:
        while self._parent[local] != local:
            self._parent[local] = self._parent[self._parent[local]]
            local = self._parent[local]
        return local

    def names(self, local: Local) -> list[Name]:
        """The full names that persons of the group are called by, at most a dozen."""
        names = self._names[self.find(local)]
        return [names[k] for k in sorted(names)[:12]]

    def keep_apart(self, a: Local, b: Local) -> None:
        x, y = self.find(a), self.find(b)
        self._apart[x].add(y)
        self._apart[y].add(x)

    def join(self, a: Local, b: Local, *, force: bool = False) -> bool:
        """Joins two groups; False, and nothing done, where something holds them apart. `force` (a user) overrules the registers."""
        x, y = self.find(a), self.find(b)
        if x == y:
            return True
        if y in self._apart[x] or (not force and self._known[x] and self._known[y] and self._known[x] != self._known[y]):
            return False
        x, y = min(x, y), max(x, y)
        self._parent[y] = x
        self._known[x] |= self._known[y]
        self._names[x] |= self._names[y]
        for other in self._apart.pop(y, set()):
            self._apart[other].discard(y)
            self._apart[other].add(x)
            self._apart[x].add(other)
        return True


# --- edges and ids ---------------------------------------------------------------------------------------------------


def _evidence(w: _Who, readings: Sequence[Reading], form: str | None = None) -> Evidence:
    mention = next((m for m in w.mentions if m.lemma == (form or w.name)), w.first)
    return Evidence(readings[w.local[0]].report.id, mention.span)


def _edge(a: _Who, b: _Who, readings: Sequence[Reading], likeness: Likeness) -> Edge:
    left, right = sorted((_evidence(a, readings), _evidence(b, readings)))
    return Edge("entity", left, right, "same", round(min(1.0, likeness.score), 4), likeness.reason, BY)


def _within(w: _Who, readings: Sequence[Reading]) -> list[Edge]:
    """One edge for every other form that the entity has in its own report."""
    edges = []
    for form in sorted(f for f in w.forms if f != w.name):
        if w.type == "PER" and " " not in form:
            reason = f"“{form}” is part of “{w.name}” in the same report"
        else:
            reason = f"“{form}” and “{w.name}” name one thing in the same report"
        left, right = sorted((_evidence(w, readings), _evidence(w, readings, form)))
        edges.append(Edge("entity", left, right, "same", 0.9, reason, BY))
    return edges


def _edge_order(edge: Edge) -> tuple[Evidence, Evidence, str, str]:
    return edge.left, edge.right, edge.judgement, edge.by


def _name_all(clusters: _Clusters, who: list[_Who], readings: Sequence[Reading]) -> tuple[dict[Local, str], tuple[Entity, ...]]:
    groups: dict[Local, list[_Who]] = defaultdict(list)
    for w in who:
        groups[clusters.find(w.local)].append(w)
    drafts = [_draft(members) for members in groups.values()]
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


def _draft(members: list[_Who]) -> Entity:
    """The entity of a group, with a readable id: PER-vladimir-putin, LOC-north-korea."""
    types: Counter[MentionType] = Counter(m.type for w in members for m in w.mentions)
    known = min((w.known for w in members if w.known), key=lambda k: k.id, default=None)
    type_ = known.type if known else min(types, key=lambda t: (-types[t], t))
    forms: Counter[str] = Counter()
    romanised: Counter[str] = Counter()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    for w in members:
        forms += w.forms
        by_language[w.language] += w.forms
        for form, n in w.forms.items():
            romanised[loose(form, w.language) or form] += n
    name = known.name if known else best_name(forms, type_) or members[0].name
    names = {language: _full_first(counts, type_) for language, counts in sorted(by_language.items())}
    slug = re.sub(r"[^a-z0-9]+", "-", loose(known.name, "en") if known else best_name(romanised, type_)).strip("-")
    return Entity(f"{type_}-{slug or content_id(name, size=6)}", type_, name, names, known.links if known else {})


def _full_first(counts: Counter[str], type_: MentionType) -> tuple[str, ...]:
    """A language's names, most frequent first; a person's surname alone only where there is no fuller name."""
    full = [f for f in counts if type_ != "PER" or " " in f] or list(counts)
    return tuple(sorted(full, key=lambda f: (-counts[f], f)))


def _relabel(readings: Sequence[Reading], who: list[_Who], ids: dict[Local, str]) -> tuple[Reading, ...]:
    of_mention = {(w.local[0], m.span, m.type, m.lemma): ids[w.local] for w in who for m in w.mentions}
    of_local = {w.local: ids[w.local] for w in who}
    relabelled = []
    for n, reading in enumerate(readings):

        def new(old: str | None, n: int = n) -> str | None:
            return of_local.get((n, old), old) if old is not None else None

        relabelled.append(
            replace(
                reading,
                mentions=tuple(replace(m, entity=of_mention.get((n, m.span, m.type, m.lemma), m.entity)) for m in reading.mentions),
                entities=(),
                labels=tuple(replace(x, entity=new(x.entity), by=new(x.by) or x.by) for x in reading.labels),
                quotations=tuple(_quotation(q, new) for q in reading.quotations),
                clauses=tuple(replace(c, source=new(c.source), via=tuple(new(v) or v for v in c.via)) for c in reading.clauses),
            )
        )
    return tuple(relabelled)


def _quotation(q: Quotation, new: Callable[[str | None], str | None]) -> Quotation:
    speaker = replace(q.speaker, entity=new(q.speaker.entity)) if q.speaker else None
    return replace(q, speaker=speaker, addressee=new(q.addressee), via=tuple(new(v) or v for v in q.via))
