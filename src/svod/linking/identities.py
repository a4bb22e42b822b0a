"""Who is who across reports: one identity for a person, place or organisation, whatever language, script or spelling names it.

Nothing is compared with everything: names that are equal, that the gazetteer knows as one, or that share a coarse phonetic key
(`spelling.block_keys`) are compared, and each link is an edge with a score and a reason. Identities are the groups that the edges join,
best edge first; a join that would bring together what an edge, a register or two different first names hold apart is refused. An edge
by a user comes before all others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from svod.corrections.names_entries import Entry
from svod.languages.gazetteer import Known, country_of_adjective, country_of_people, lookup, words_of
from svod.linking.alike import Likeness, Name, alike
from svod.linking.clusters import Clusters
from svod.linking.company import namesakes_named, things_as_persons
from svod.linking.naming import name_all, relabel
from svod.linking.who import Local, Node, Who, edge_order, entities_of, nodes_of, split
from svod.records import Edge, Entity, Evidence, Reading

BY = "identities"
LARGE_BLOCK = 60
"""Names that share a key are compared pairwise up to this many; a larger block is only compared with its most frequent names."""
AGREEING = 0.75
"""Share of the pairs of full names, one from each side, that must be alike for two persons to be one: a slip of one report, or two close
languages that spell a foreign name differently, do not part them (benchmarks/identities)."""
DOMINANT = 0.8
"""Share of a surname's full names that one person must have for the surname alone to mean that person (benchmarks/identities)."""


def link_entities(
    readings: Sequence[Reading], decisions: Sequence[Edge] = (), entries: Mapping[str, Entry] | None = None
) -> tuple[tuple[Reading, ...], tuple[Entity, ...], tuple[Edge, ...]]:
    """Gives every name, label and speaker of a collection the id of one identity over all reports.

    Args:
        readings: readings with entity ids that hold within each report.
        decisions: a user's edges of kind "entity" (others are passed over): the two names that they point at are the same, or not.
        entries: the entries of a user's names file, by the id that their identities have within each report (`corrections.naming`);
            two entries never become one identity, and what an entry says of its name, type and links holds.

    Returns:
        The readings in the same order with global ids in place of their own; the entities, sorted by id; the edges behind them, sorted:
        one for each report that names an entity, not one for each pair. Ids do not depend on the order of the readings.
    """
    order = sorted(range(len(readings)), key=lambda n: (readings[n].report.id, n))
    who = [w for n in order for w in entities_of(n, readings[n])]
    who, decided = split(who, readings, [d for d in decisions if d.kind == "entity"])
    clusters = Clusters(who, entries or {})
    edges: list[Edge] = []

    def link(a: Who, b: Who, likeness: Likeness, *, force: bool = False) -> None:
        if clusters.join(a.local, b.local, force=force):
            edges.append(_edge(a, b, readings, likeness))

    for left, right, decision in decided:
        if decision.judgement == "different":
            clusters.keep_apart(left.local, right.local)
    for left, right, decision in decided:
        if decision.judgement == "same" and clusters.join(left.local, right.local, force=True):
            edges.append(decision)
    nodes = nodes_of(who)
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
    for found in (namesakes_named(nodes), things_as_persons(nodes, clusters)):
        for target, member, likeness in list(found):
            link(target, member, likeness)
    for w in who:
        edges += _within(w, readings)
    ids, entities = name_all(clusters, who, readings, entries or {})
    return relabel(readings, who, ids), entities, tuple(sorted({*edges, *(d for _, _, d in decided)}, key=edge_order))


def _same_name(node: Node, member: Who) -> Likeness:
    first = node.members[0]
    if node.known is None:
        return Likeness(
            1.0,
            f"both reports name “{first.name}”"
            if first.name == member.name
            else f"“{first.name}” and “{member.name}” are one name in two scripts or cases",
        )
    if first.name == member.name:
        known = "" if first.name == node.known.name else f" ({node.known.name})"
        return Likeness(1.0, f"both reports name “{first.name}”{known}")
    return Likeness(0.99, _both(first.name, member.name, member.language, node.known))


def _both(name: str, other: str, language: str, known: Known) -> str:
    """Why two names are one entity of the gazetteer."""
    itself = known.kind != "country" or known in lookup(other, language)
    if not itself and country_of_people(other, language) == known.code:
        return f"“{other}” are the people of {known.name}, and stand for “{name}”"
    if not itself and country_of_adjective(other, language) == known.code:
        return f"“{other}” is the adjective of {known.name}, and stands for “{name}”"
    lists = {"country": "CLDR's list of countries", "city": "GeoNames' list of towns"}
    source = lists.get(known.kind) or f"svod's table of {_PLURAL[known.kind]}"
    return f"“{name}” and “{other}” are both {known.name} in {source}"


_PLURAL = {
    "region": "regions", "state": "American states", "town": "towns", "institution": "institutions", "party": "parties",
    "agency": "agencies", "medium": "media",
}  # fmt: skip


def _compare(nodes: list[Node]) -> list[tuple[Likeness, Node, Node]]:
    """All pairs of names that are alike, among those that share a block key."""
    blocks: dict[tuple[str, ...], list[Node]] = defaultdict(list)
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


def _alike(a: Node, b: Node) -> Likeness | None:
    """How alike the names of two nodes are, where their types and countries allow that they are one."""
    if a.name.type != b.name.type and "PER" in (a.name.type, b.name.type):
        return None
    if a.name.context != b.name.context and a.name.context and b.name.context:
        return None
    likeness = alike(a.name, b.name)
    if likeness is not None and a.name.type != b.name.type and {a.name.type, b.name.type} != {"ORG", "PRO"}:
        return None
    return likeness


def _agree(clusters: Clusters, a: Node, b: Node) -> bool:
    """May two persons' names come together, given all the names that each already has? (Otherwise a chain of small differences could
    end with another person.)"""
    if a.name.type != "PER":
        return True
    left, right = clusters.names(a.members[0].local), clusters.names(b.members[0].local)
    pairs = [alike(x, y) is not None for x in left for y in right if len(x.words) == len(y.words)]
    return sum(pairs) >= AGREEING * len(pairs)


def _surnames(nodes: list[Node], clusters: Clusters) -> list[tuple[Node, Who, Likeness]]:
    """Names of one word, each with the person of the collection who is meant: the only one, or by far the most named, of that name."""
    by_key: dict[tuple[str, ...], list[tuple[Name, Node]]] = defaultdict(list)
    persons = [node for node in nodes if node.name.type == "PER" and node.known is None]
    for node in persons:
        if len(node.name.words) > 1:
            for short in _short_names(node):
                for key in sorted(set(short.blocks())):
                    by_key[key].append((short, node))
    found = []
    for node in (n for n in persons if len(n.name.words) == 1):
        weight: Counter[Local] = Counter()
        target: dict[Local, Node] = {}
        near = {
            (short.key, c.key): (short, c)
            for key in sorted(set(node.name.blocks()))
            for short, c in by_key.get(key, ())
        }
        # Melania Trumpová is Trumpová and never Trump; Donald Trump is not Trumpová, however often he is named.
        fits = [
            (short, c)
            for short, c in near.values()
            if alike(node.name, short)
            and (node.name.feminine or not short.feminine or short.language != node.name.language)
        ]
        exact = [(short, c) for short, c in fits if short.key == node.name.key] if node.name.feminine else []
        fitting = {c.key: c for _, c in exact or fits}
        for _, candidate in sorted(fitting.items()):
            root = clusters.find(candidate.members[0].local)
            weight[root] += len(candidate.members)
            target.setdefault(root, candidate)
        if not weight:
            continue
        best = min(weight, key=lambda r: (-weight[r], target[r].key))
        if len(weight) == 1:
            reason, score = "is the only person of that name in the collection", 0.7
        elif weight[best] / weight.total() >= DOMINANT and (exact or not node.name.feminine):
            reason, score = "is by far the most named person of that name in the collection", 0.6
        else:
            continue
        likeness = Likeness(score, f"“{node.name.text}”: “{target[best].name.text}” {reason}")
        found.append((node, target[best].members[0], likeness))
    return found


def _short_names(node: Node) -> list[Name]:
    """What a person may be called in one word: the surname, and whatever a report that has the full name calls them (Kim, Novak)."""
    surname = words_of(node.name.text)[-1]
    used = {(form, w.language) for w in node.members for form in w.forms if " " not in form}
    return [Name(text, language, "PER") for text, language in sorted({(surname, node.name.language)} | used)]


def _evidence(w: Who, readings: Sequence[Reading], form: str | None = None) -> Evidence:
    mention = next((m for m in w.mentions if m.lemma == (form or w.name)), w.first)
    return Evidence(readings[w.local[0]].report.id, mention.span)


def _edge(a: Who, b: Who, readings: Sequence[Reading], likeness: Likeness) -> Edge:
    left, right = sorted((_evidence(a, readings), _evidence(b, readings)))
    return Edge("entity", left, right, "same", round(min(1.0, likeness.score), 4), likeness.reason, BY)


def _within(w: Who, readings: Sequence[Reading]) -> list[Edge]:
    """One edge for every other form that the entity has in its own report."""
    edges = []
    for form in sorted(f for f in w.forms if f != w.name):
        if w.type == "PER" and " " not in form:
            reason = f"“{form}” is part of “{w.name}” in the same report"
        elif w.known is not None:
            reason = _both(w.name, form, w.language, w.known)
        else:
            reason = f"“{form}” and “{w.name}” name one thing in the same report"
        left, right = sorted((_evidence(w, readings), _evidence(w, readings, form)))
        edges.append(Edge("entity", left, right, "same", 0.9, reason, BY))
    return edges
