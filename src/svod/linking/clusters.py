"""Groups of entities that were joined, and those that must stay apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from svod.languages.institutions import institution_words
from svod.linking.alike import Name, of_some_country
from svod.linking.who import Local, Who


def _countries_of(w: Who) -> set[str]:
    """The countries whose institution this is, where a name of it or its report says so."""
    if w.type != "ORG":
        return set()
    contexts = {w.context for form in w.forms if w.context and of_some_country(form, w.language, w.type)}
    return contexts | {c for form in w.forms for c in institution_words(form, w.language)[0] if c.isupper()}


def _differ(ids: Mapping[Local, set[str]], x: Local, y: Local) -> bool:
    return bool(ids[x] and ids[y] and not ids[x] & ids[y])


class Clusters:
    """Groups of entities that were joined, and those that must stay apart (union-find with constraints)."""

    def __init__(self, who: Iterable[Who], entries: Collection[str] = ()) -> None:
        self._parent: dict[Local, Local] = {}
        self._known: dict[Local, set[str]] = {}
        # Ids within a report that an entry of a user's names file gave: two entries are two identities.
        self._entries: dict[Local, set[str]] = {}
        self._apart: dict[Local, set[Local]] = defaultdict(set)
        self._names: dict[Local, Counter[Name]] = {}
        for w in who:
            self._parent[w.local] = w.local
            self._known[w.local] = {w.known.id} if w.known else _countries_of(w)
            self._entries[w.local] = {w.local[1]} if w.local[1] in entries else set()
            full = w.type == "PER" and " " in w.name and w.known is None
            self._names[w.local] = Counter({Name(w.name, w.language, w.type): 1} if full else {})

    def find(self, local: Local) -> Local:
        """The member that stands for the group of `local`."""
        while self._parent[local] != local:
            self._parent[local] = self._parent[self._parent[local]]
            local = self._parent[local]
        return local

    def names(self, local: Local) -> list[Name]:
        """The full names that persons of the group are usually called by; slips of one report are left out."""
        names = self._names[self.find(local)]
        usual = [n for n in names if names[n] * 20 >= names.total()]
        return sorted(usual, key=lambda n: (-names[n], n.text, n.language))[:8]

    def keep_apart(self, a: Local, b: Local) -> None:
        """Forbids that the groups of the two are ever joined."""
        x, y = self.find(a), self.find(b)
        self._apart[x].add(y)
        self._apart[y].add(x)

    def join(self, a: Local, b: Local, *, force: bool = False) -> bool:
        """Joins two groups; False, and nothing done, where something holds them apart. `force` (a user) overrules the registers."""
        x, y = self.find(a), self.find(b)
        if x == y:
            return True
        if y in self._apart[x] or (not force and (_differ(self._known, x, y) or _differ(self._entries, x, y))):
            return False
        x, y = min(x, y), max(x, y)
        self._parent[y] = x
        self._known[x] |= self._known[y]
        self._entries[x] |= self._entries[y]
        self._names[x] += self._names[y]
        for other in self._apart.pop(y, set()):
            self._apart[other].discard(y)
            self._apart[other].add(x)
            self._apart[x].add(other)
        return True
