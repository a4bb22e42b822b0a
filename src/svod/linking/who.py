"""What each report calls its entities, before they are linked: the entities, and the names that several reports share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from svod.languages.gazetteer import Known, loose
from svod.languages.institutions import institution_meant, institution_words
from svod.linking.alike import Name, of_some_country
from svod.reading.namesakes import known_as, known_near
from svod.reading.referents import best_name
from svod.records import Edge, Evidence, Mention, MentionType, Reading

Local = tuple[int, str]
"""An entity of one report: the place of its reading, its id there."""


@dataclass(slots=True, eq=False)
class Who:
    """What is known of one report's entity before it is linked."""

    local: Local
    language: str
    type: MentionType
    mentions: list[Mention]
    forms: Counter[str]
    name: str
    known: Known | None
    context: str = ""
    near: frozenset[str] = frozenset()
    """what its report names beyond doubt (`namesakes.known_near`)"""

    @property
    def first(self) -> Mention:
        """Where the report first names it."""
        return self.mentions[0]


@dataclass(slots=True, eq=False)
class Node:
    """Entities of several reports that are called the same: the unit that is compared."""

    key: tuple[str, ...]
    name: Name
    known: Known | None
    members: list[Who] = field(default_factory=list)


def entities_of(n: int, reading: Reading) -> list[Who]:
    """The entities of a report, the `n`th of the collection, in the order in which they are first named."""
    language = reading.layout.language
    by_id: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.entity is not None:
            by_id[mention.entity].append(mention)
    near = known_near(reading.mentions, language)
    found = [_who((n, id_), language, mentions, near) for id_, mentions in by_id.items()]
    context = _country_of(found)
    for w in found:
        w.context = context
        if context and w.known is None and of_some_country(w.name, language, w.type):
            concepts, _ = institution_words(w.name, language)
            w.known = institution_meant(tuple(sorted({*concepts, context})))
    return sorted(found, key=lambda w: w.first.span)


def _who(local: Local, language: str, mentions: list[Mention], near: frozenset[str]) -> Who:
    mentions = sorted(mentions, key=lambda m: m.span)
    types = Counter(m.type for m in mentions)
    type_ = min(types, key=lambda t: (-types[t], t))
    forms = Counter(m.lemma for m in mentions if m.lemma)
    name = best_name(forms, type_) or mentions[0].lemma
    return Who(local, language, type_, mentions, forms, name, known_as(mentions, language, near), near=near)


def _country_of(found: Iterable[Who]) -> str:
    """The country that a report names most often: in it, `the Supreme Court` is that country's."""
    counts = Counter({w.known.code: len(w.mentions) for w in found if w.known and w.known.kind == "country"})
    top = counts.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else ""


def split(
    who: list[Who], readings: Sequence[Reading], decisions: Sequence[Edge]
) -> tuple[list[Who], list[tuple[Who, Who, Edge]]]:
    """The decisions with the entities they point at. A decision that two mentions of one report's entity differ takes the right one out."""
    place = {reading.report.id: n for n, reading in enumerate(readings)}
    decided: list[tuple[Who, Who, Edge]] = []
    named: dict[int, list[Who]] = defaultdict(list)
    for w in who:
        named[w.local[0]].append(w)

    def at(evidence: Evidence) -> tuple[Who, Mention] | None:
        n = place.get(evidence.report)
        own = named.get(n, []) if n is not None else []
        hits = [(w, m) for w in own for m in w.mentions if m.span.overlaps(evidence.span)]
        return min(hits, key=lambda h: (h[1].span != evidence.span, h[1].span), default=None)

    for number, decision in enumerate(sorted(decisions, key=edge_order)):
        left, right = at(decision.left), at(decision.right)
        if left is None or right is None or decision.judgement == "unsure":
            continue
        if left[0] is right[0]:
            if decision.judgement == "same" or left[1] is right[1]:
                continue
            old, mention = right
            rest = [m for m in old.mentions if m is not mention]
            apart = _who((old.local[0], f"{old.local[1]}/{number}"), old.language, [mention], old.near)
            kept = _who(old.local, old.language, rest, old.near)
            apart.context = kept.context = old.context
            named[old.local[0]] = [w for w in named[old.local[0]] if w is not old] + [kept, apart]
            decided = [(kept if a is old else a, kept if b is old else b, d) for a, b, d in decided]
            decided.append((kept, apart, decision))
        else:
            decided.append((left[0], right[0], decision))
    who = [w for own in named.values() for w in own]
    return sorted(who, key=lambda w: (readings[w.local[0]].report.id, w.local[0], w.first.span)), decided


def nodes_of(who: Iterable[Who]) -> list[Node]:
    """One node for every name; an entity with several names is a member of each, a person only of the full ones."""
    nodes: dict[tuple[str, ...], Node] = {}
    for w in who:
        names = (
            [w.name]
            if w.known
            else [f for f in sorted(w.forms) if w.type != "PER" or " " in f or " " not in w.name] or [w.name]
        )
        for text in names:
            context = w.context if of_some_country(text, w.language, w.type) else ""
            form = loose(text, w.language) or text
            side = "PER" if w.type == "PER" else "thing"
            key = ("known", w.known.id) if w.known else (side, form, context)
            node = nodes.get(key)
            if node is None:
                node = nodes[key] = Node(key, Name(text, w.language, w.type, context), w.known)
            node.members.append(w)
    return [nodes[key] for key in sorted(nodes)]


def edge_order(edge: Edge) -> tuple[Evidence, Evidence, str, str, float, str]:
    """A key to sort edges by: their places, then what they say, who says it and why."""
    return edge.left, edge.right, edge.judgement, edge.by, -edge.score, edge.reason
