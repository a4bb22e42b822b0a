"""Names that only the rest of the collection explains: one of several namesakes, or a thing that one report takes for a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from svod.languages.gazetteer import loose, told_by
from svod.linking.alike import Likeness
from svod.linking.clusters import Clusters
from svod.linking.who import Local, Node, Who
from svod.reading.namesakes import candidates

OFTEN, MANY = 5, 3
"""A name is a thing's rather than a person's where it is one this many times as often, in at least so many reports
(benchmarks/identities)."""

Found = tuple[Who, Who, Likeness]


def namesakes_named(nodes: list[Node]) -> Iterator[Found]:
    """Names that the gazetteer gives to several entities, or to one that their own report does not tell, where the collection names only
    one of these beyond doubt: `Democrats` where other reports tell that they are the American ones."""
    named = {node.known.id: node for node in nodes if node.known is not None}
    for node in nodes:
        if node.known is not None or (" " in node.name.text and node.name.type == "PER"):
            continue
        for member in node.members:
            present = [named[k.id] for k in candidates(member.mentions, member.language) if k.id in named]
            if len(present) == 1 and not _elsewhere(member, present[0]):
                known = present[0].known
                assert known is not None
                reason = f"of all that “{member.name}” may name, the collection's other reports name only {known.name}"
                yield present[0].members[0], member, Likeness(0.75, reason)


def _elsewhere(member: Who, node: Node) -> bool:
    """Does a report name countries, and none of those by which the namesake is told? Labour, in a report from Norway, is Norway's."""
    needed = told_by(node.known) if node.known else ()
    countries = {near for near in member.near if near.startswith("country:")}
    return bool(needed and countries) and not countries & set(needed)


def things_as_persons(nodes: list[Node], clusters: Clusters) -> Iterator[Found]:
    """Names that one report takes for a person's and the others, nearly all of them, for a thing's (`Handelsblatt`)."""
    things: dict[str, Counter[Local]] = defaultdict(Counter)
    first: dict[tuple[str, Local], Who] = {}
    surnames = {word for n in nodes if n.name.type == "PER" for word in n.name.key.split()[1:]}
    for node in nodes:
        if node.name.type != "PER":
            for w in node.members:
                for key in sorted({loose(form, w.language) for form in w.forms}):
                    root = clusters.find(w.local)
                    things[key][root] += 1
                    first.setdefault((key, root), w)
    for node in nodes:
        key = node.name.key
        if node.name.type != "PER" or node.known is not None or key not in things or key in surnames:
            continue
        (root, most), total = things[key].most_common(1)[0], things[key].total()
        if most >= max(MANY, OFTEN * len(node.members)) and most >= 0.8 * total:
            reason = f"“{node.name.text}” is no person in {most} other reports that name it"
            for member in node.members:
                yield first[key, root], member, Likeness(0.7, reason)
