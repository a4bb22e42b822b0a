"""What a names file decides between reports, as edges by "user" with the entry as their reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from svod.corrections.listed import Listing
from svod.corrections.matching import Matcher
from svod.corrections.names_conflicts import keys_of
from svod.corrections.names_entries import Entry, NamesFile
from svod.records import Edge, Evidence, Judgement, Reading


def name_edges(names: NamesFile, readings: Sequence[Reading]) -> tuple[Edge, ...]:
    """The links that the file makes and forbids among readings that were made with it (`corrections.naming`).

    Returns:
        For each entry one edge "same" to each report that names it, and in each report one to every other listed form there;
        edges "different" to what stands under `not`, and between two entries that list one form. Score 1, sorted.
    """
    by_local = {e.local: e for e in names.entries}
    in_order = sorted(readings, key=lambda r: r.report.id)
    edges: set[Edge] = set()
    anchors: dict[int, Evidence] = {}
    for reading in in_order:
        listing = Listing(names, reading.report, reading.layout)
        seen: set[tuple[int, str]] = set()
        for mention in reading.mentions:
            entry = by_local.get(mention.entity or "")
            if entry is None or (entry.number, mention.lemma) in seen:
                continue
            claim = listing.claim(mention)
            if claim is None or claim.entry is None or claim.entry.number != entry.number:
                continue
            seen.add((entry.number, mention.lemma))
            here = Evidence(reading.report.id, mention.span)
            anchor = anchors.setdefault(entry.number, here)
            who = entry.name if mention.lemma != entry.name else "listed"
            if here != anchor:
                edges.add(_edge(names, anchor, here, "same", f"“{mention.lemma}” is {who}", entry))
    for reading in in_order if any(e.never for e in names.entries) else ():
        edges |= _exclusions(names, reading, anchors)
    for a, b, form in _rivals([e for e in names.entries if e.number in anchors]):
        said = f"“{form}” is not that of entry {a.number}"
        edges.add(_edge(names, anchors[a.number], anchors[b.number], "different", said, b))
    return tuple(sorted(edges, key=lambda e: (e.left, e.right, e.judgement, e.reason)))


def _edge(names: NamesFile, a: Evidence, b: Evidence, judgement: Judgement, said: str, entry: Entry) -> Edge:
    left, right = sorted((a, b))
    why = f"entry {entry.number}: {entry.reason}" if entry.reason else f"entry {entry.number}"
    return Edge("entity", left, right, judgement, 1.0, f"{names.source}: {said} ({why})", "user")


def _exclusions(names: NamesFile, reading: Reading, anchors: Mapping[int, Evidence]) -> set[Edge]:
    """Edges to what the report calls by a name that stands under `not`; one for each identity of the report."""
    listing = Listing(names, reading.report, reading.layout)
    by_number = {e.number: e for e in names.entries}
    edges: set[Edge] = set()
    seen: set[tuple[int, str]] = set()
    for mention in reading.mentions:
        for number in sorted(listing.excluded(mention)):
            entry = by_number[number]
            if number in anchors and mention.entity not in (None, entry.local) and (number, mention.entity) not in seen:
                seen.add((number, mention.entity or ""))
                said = f"“{mention.lemma}” is never {entry.name}"
                here = Evidence(reading.report.id, mention.span)
                edges.add(_edge(names, anchors[number], here, "different", said, entry))
    return edges


def _rivals(entries: Sequence[Entry]) -> list[tuple[Entry, Entry, str]]:
    """Two entries that list one form, under different conditions."""
    listed: dict[str, dict[int, tuple[Entry, str]]] = defaultdict(dict)
    for entry in entries:
        for form in entry.forms:
            for key in keys_of(form):
                listed[key].setdefault(entry.number, (entry, form.text))
    found: dict[tuple[int, int], tuple[Entry, Entry, str]] = {}
    for key in sorted(listed):
        owners = [listed[key][n] for n in sorted(listed[key])]
        for (a, text), (b, _) in pairwise(owners):
            found.setdefault((a.number, b.number), (a, b, text))
    return [found[pair] for pair in sorted(found)]


class Usage:
    """What of a names file the readings made with it have used, reading by reading, before they are linked.

    An entry is used where a mention has its identity, an ignored name where its words stand.
    """

    def __init__(self, names: NamesFile) -> None:
        self._names = names
        self._used: set[str] = set()
        self._ignored = {form.text: False for form in names.ignored}

    def add(self, reading: Reading) -> None:
        """Counts one reading in."""
        self._used |= {m.entity for m in reading.mentions if m.entity}
        left = [(text, text) for text, found in self._ignored.items() if not found]
        for window in Matcher(left, reading.layout.language).windows(reading.layout.tokens):
            self._ignored[window.listed.value] = True

    def unused(self) -> tuple[str, ...]:
        """What was not used, one line for the user each."""
        titles = [e.title for e in self._names.entries if e.local not in self._used]
        titles += [f"“{text}” (`ignore`)" for text, found in self._ignored.items() if not found]
        return tuple(f"{self._names.source}: {title} stands in none of these reports" for title in titles)
