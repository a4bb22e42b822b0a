"""Stories as reports come in: one at a time, or many at once, with the same result in any order.

A report changes the view of those alone whose near neighbour it becomes, and only the stories that hang together with these are formed
anew. A new report thus joins a story, opens one, or joins two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from svod.records import Edge
from svod.stories.likeness import MOST, NEAR, UNIT, Likeness
from svod.stories.linkage import average_linkages
from svod.stories.sketches import Sketch
from svod.stories.table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 2.25
"""Mean score of two groups of reports (log-odds, see `stories.likeness`) from which on they are one story. Set on benchmarks/stories for
precision: a false merge fabricates agreement."""
COPIED = round(MOST * NEAR * UNIT)
"""Score of two copies. Of hundreds of copies of one text each is compared with a few others only (`copies.CROWD`), and no feature of theirs
makes neighbours (`table.CROWD`): one link for each must outweigh all pairs that are left out."""
DECIDED = 10**12
"""A score that no number of others outweighs: what it joins is joined first, what it parts (negative) never comes together."""
_MANY = 8
"""From a share of one in so many new reports on, all is formed anew."""


class Grouping:
    """A growing collection of reports, grouped into stories.

    Args:
        threshold: mean score from which on reports are one story; a higher one joins less, and wrongly less often.
        decisions: links of kind "story" that a user has decided; they outrank the scores.
    """

    def __init__(self, threshold: float = THRESHOLD, decisions: Iterable[Edge] = ()) -> None:
        self.table = Table()
        self.likeness = Likeness(self.table)
        self.threshold = threshold
        self.copies: list[Edge] = []
        self.numbers: dict[str, int] = {}
        self._scores: list[NDArray[np.int16]] = []
        self._listed: list[set[int]] | None = None
        self._part: list[int] = []
        self._stories: dict[int, list[tuple[int, ...]]] = {}
        self._copied: dict[str, list[str]] = defaultdict(list)
        self._decided: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for edge in decisions:
            if edge.kind == "story" and edge.by == "user" and edge.judgement != "unsure":
                score = DECIDED if edge.judgement == "same" else -DECIDED
                for one, other in ((edge.left.report, edge.right.report), (edge.right.report, edge.left.report)):
                    self._decided[one].append((other, score))

    def __len__(self) -> int:
        return len(self.table)

    def add(self, sketch: Sketch, copies: Sequence[Edge] = ()) -> None:
        """Add one report; one that is there already is left as it is.

        Args:
            sketch: of the report.
            copies: what is known of copies among it and the others (`find_copies`), now or from reports that are still to come.
        """
        self.extend((sketch,), copies)

    def extend(self, sketches: Iterable[Sketch], copies: Sequence[Edge] = ()) -> None:
        """Add many reports; see `add`."""
        import numpy as np

        new = {s.report: s for s in sketches if s.report not in self.numbers}
        first = len(self)
        added = [new[report] for report in sorted(new)]
        self.numbers |= {s.report: first + n for n, s in enumerate(added)}
        crowded = self.table.add(added)
        self.likeness.grow()
        self._scores += [np.zeros(0, dtype=np.int16)] * len(added)
        self._part += range(first, len(self))
        self._stories |= {n: [(n,)] for n in range(first, len(self))}
        touched = self._note(copies)
        touched |= {self.numbers[o] for s in added for o in self._forced(s.report) if o in self.numbers}
        touched |= set(range(first, len(self)))
        if len(added) * _MANY >= len(self):
            self._form_all()
            touched = set(range(len(self)))
        elif added:
            touched |= self._form(first, crowded)
        self._form_stories(touched)

    def stories(self) -> list[tuple[str, ...]]:
        """The reports of each story, every report in one; sorted."""
        ids = [s.report for s in self.table.sketches]
        return sorted(tuple(sorted(ids[n] for n in story)) for part in self._stories.values() for story in part)

    def families(self, threshold: float) -> list[tuple[str, ...]]:
        """The groups at a lower threshold, which hold the stories whole; sorted. Work grows with the collection."""
        ids = [s.report for s in self.table.sketches]
        found: list[tuple[str, ...]] = []
        for part, scores in self._parts(range(len(self)), threshold):
            groups = average_linkages(len(part), scores, (self.threshold, threshold), NEAR)[-1]
            found += [tuple(sorted(ids[part[n]] for n in group)) for group in groups]
        return sorted(found)

    def links(self, story: Sequence[str]) -> list[tuple[str, str, int]]:
        """The pairs of a story's reports whose likeness reaches the threshold, with their scores in thousandths; the most alike first."""
        ids = {self.numbers[r]: r for r in story}
        pairs = self._pairs(list(ids))
        found = [
            (min(ids[a], ids[b]), max(ids[a], ids[b]), z) for (a, b), z in pairs.items() if z >= self.threshold * UNIT
        ]
        return sorted(found, key=lambda p: (-p[2], p[0], p[1]))

    # --- views and scores ---

    def _form_all(self) -> None:
        for n in range(len(self)):
            self.likeness.find_neighbours(n)
        for n in range(len(self)):
            self.likeness.form_view(n)
        for n in range(len(self)):
            self._scores[n] = self.likeness.scores(n, self.likeness.near[n].reports)
        self._listed = None

    def _form(self, first: int, crowded: NDArray[np.int64]) -> set[int]:
        """Form anew the views that the reports from number `first` on change.

        Returns:
            The reports whose stories that may change.
        """
        import numpy as np

        likeness = self.likeness
        listed = self._listed = self._listed if self._listed is not None else self._lists(first)
        listed += [set() for _ in range(len(self) - len(listed))]
        anew = {n for column in crowded.tolist() for n in self.table.holders(column)}
        new = set(range(first, len(self)))
        entering: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for n in sorted(new):
            found, keys = likeness.find_neighbours(n)
            entered = keys > likeness.entry.data[found, likeness.place(n)]
            for other, key in zip(found[entered].tolist(), keys[entered].tolist(), strict=True):
                entering[other].append((n, key))
        stale = anew | entering.keys() | new
        before = {n: likeness.near[n].reports if n < first else np.zeros(0, dtype=np.int64) for n in stale}
        for n in sorted(stale - new):
            if n in anew:
                likeness.find_neighbours(n)
            else:
                rows = np.array(entering[n], dtype=np.int64)
                likeness.enter(n, rows[:, 0], rows[:, 1])
        for n in sorted(stale):
            for other in before[n].tolist():
                listed[other].discard(n)
            for other in likeness.near[n].reports.tolist():
                listed[other].add(n)
            likeness.form_view(n)
        touched: set[int] = set()
        least = self.threshold * UNIT
        for n in sorted(stale.union(*(listed[n] for n in stale))):
            near = likeness.near[n].reports
            if n in stale:
                old = dict(zip(before[n].tolist(), self._scores[n].tolist(), strict=True))
                self._scores[n] = likeness.scores(n, near)
                now = dict(zip(near.tolist(), self._scores[n].tolist(), strict=True))
            else:
                at = np.array([k for k, other in enumerate(near.tolist()) if other in stale], dtype=np.int64)
                old = dict(zip(near[at].tolist(), self._scores[n][at].tolist(), strict=True))
                self._scores[n] = self._scores[n].copy()
                self._scores[n][at] = likeness.scores(n, near[at])
                now = dict(zip(near[at].tolist(), self._scores[n][at].tolist(), strict=True))
            for other in old.keys() | now.keys():
                was, is_ = old.get(other, 0), now.get(other, 0)
                if was != is_ and (max(was, is_) >= least or self._part[other] == self._part[n]):
                    touched |= {n, other}
        return touched

    def _lists(self, first: int) -> list[set[int]]:
        """Of each report, those whose neighbour it is."""
        listed: list[set[int]] = [set() for _ in range(len(self))]
        for n in range(first):
            for other in self.likeness.near[n].reports.tolist():
                listed[other].add(n)
        return listed

    # --- what is decided ---

    def _note(self, copies: Sequence[Edge]) -> set[int]:
        """Remember which reports are copies; returns those of them that are there."""
        self.copies += copies
        touched = set()
        for edge in copies:
            one, other = edge.left.report, edge.right.report
            if edge.judgement == "same":
                self._copied[one].append(other)
                self._copied[other].append(one)
                touched |= {self.numbers[r] for r in (one, other) if r in self.numbers}
        return touched

    def _forced(self, report: str) -> list[str]:
        """The reports with which one is linked whatever their likeness."""
        return [*self._copied.get(report, ()), *(other for other, _ in self._decided.get(report, ()))]

    # --- stories ---

    def _form_stories(self, touched: set[int]) -> None:
        """Form anew the stories of the parts of the collection in which the reports `touched` lie, now or before."""
        least = self.threshold * UNIT
        parts = {self._part[n] for n in touched}
        for n in touched:
            near, scores = self.likeness.near[n].reports, self._scores[n]
            parts |= {self._part[o] for o in near[scores >= least].tolist()}
            report = self.table.sketches[n].report
            parts |= {self._part[self.numbers[o]] for o in self._forced(report) if o in self.numbers}
        region = [n for part in parts for story in self._stories.pop(part) for n in story]
        for members, inner in self._parts(region, self.threshold):
            name = min(members)
            for n in members:
                self._part[n] = name
            clusters = average_linkages(len(members), inner, (self.threshold,), NEAR)[0]
            self._stories[name] = [tuple(members[n] for n in cluster) for cluster in clusters]

    def _pairs(self, reports: Sequence[int]) -> dict[tuple[int, int], int]:
        """The scores above 0 of pairs among reports, the smaller number first."""
        left, right, scores = self._scored(reports)
        return dict(zip(zip(left.tolist(), right.tolist(), strict=True), scores.tolist(), strict=True))

    def _scored(self, reports: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The pairs among reports whose score is above 0, and those that a user has decided on: both numbers, the smaller first; scores."""
        import numpy as np

        size = len(self)
        within = np.zeros(size, dtype=bool)
        within[list(reports)] = True
        above = [self._scores[n] > 0 for n in reports]
        near = [self.likeness.near[n].reports[kept] for n, kept in zip(reports, above, strict=True)]
        one = np.repeat(np.array(reports, dtype=np.int64), [len(x) for x in near])
        other = np.concatenate([*near, np.zeros(0, dtype=np.int64)])
        score = np.concatenate([*(self._scores[n][kept] for n, kept in zip(reports, above, strict=True)), other[:0]])
        kept = within[other]
        one, other, score = one[kept], other[kept], score[kept].astype(np.int64)
        extra = self._extra(reports, within)
        code = np.concatenate(
            [np.minimum(one, other) * size + np.maximum(one, other), extra[:, 0] * size + extra[:, 1]]
        )
        # Where a pair stands several times, the last word has what was decided.
        code, last = np.unique(code[::-1], return_index=True)
        score = np.concatenate([score, extra[:, 2]])[::-1][last]
        return code // size, code % size, score

    def _extra(self, reports: Sequence[int], within: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Pairs that are copies, then those that a user has decided on: numbers (the smaller first) and scores."""
        import numpy as np

        rows: list[tuple[int, int, int]] = []
        if self._copied or self._decided:
            ids = [(n, self.table.sketches[n].report) for n in reports]
            told = [(n, other, COPIED) for n, report in ids for other in self._copied.get(report, ())]
            told += [(n, other, score) for n, report in ids for other, score in self._decided.get(report, ())]
            found = [(n, self.numbers[other], score) for n, other, score in told if other in self.numbers]
            rows = [(n, m, score) for n, m, score in found if n < m and within[m]]
        return np.array(rows, dtype=np.int64).reshape(len(rows), 3)

    def _parts(
        self, reports: Sequence[int], threshold: float
    ) -> Iterable[tuple[list[int], dict[tuple[int, int], float]]]:
        """Reports in parts between which no link reaches the threshold, each in the order of ids, and the scores within each part by the
        places of its reports in it."""
        import numpy as np

        left, right, scores = self._scored(list(reports))
        strong = scores >= threshold * UNIT
        label = _connected(len(self), left[strong], right[strong])
        same = label[left] == label[right]
        order = sorted(reports, key=lambda n: self.table.sketches[n].report)
        members: dict[int, list[int]] = defaultdict(list)
        place = np.zeros(len(self), dtype=np.int64)
        for n, part in zip(order, label[order].tolist(), strict=True):
            place[n] = len(members[part])
            members[part].append(n)
        inner: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
        a, b = place[left[same]], place[right[same]]
        rows = zip(
            label[left[same]].tolist(),
            np.minimum(a, b).tolist(),
            np.maximum(a, b).tolist(),
            scores[same].tolist(),
            strict=True,
        )
        for part, one, other, score in rows:
            inner[part][one, other] = score / UNIT
        for part, found in members.items():
            yield found, inner.get(part, {})


def _connected(size: int, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `size` things the lowest number of those that it is linked with, be it by way of others."""
    import numpy as np

    label = np.arange(size, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        before = label.copy()
        np.minimum.at(label, label[left], low)
        np.minimum.at(label, label[right], low)
        while True:
            jumped = label[label]
            if (jumped == label).all():
                break
            label = jumped
        if (label == before).all():
            return label
