"""How much two reports tell the same news: what they share, set against what is usual among the look-alikes of each.

The look-alikes of a report are, in every language, its nearest neighbours but for the very nearest (which may tell the same news) and for
what is as good as its copy. They teach three things. Words that they share (`Brexit`, `London`) say little about which news this is:
every feature weighs what it says among them, with news at large as a prior for small folders. What their leads mean in common is taken
off what the report's means. And a likeness as great as theirs is the usual one: only what exceeds it counts. All this is one report's
view, which changes only when its own neighbours do.

The score of a pair is the log-odds of its telling one news, a sum of what both views say, weighed by a logistic regression on labelled
events (`benchmarks/stories`), apart for pairs in one language and in two: reports in one language share far more than a report and its
translation do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svod.languages.vectors import size
from svod.stories.days import MOST_DAYS, DayTable, agreement, day_table, rarity
from svod.stories.table import SCALE, Growing, Table, weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 20
"""Neighbours of a report in each language that it is compared with."""
NEAREST = 5
"""The first of them may be of the same story; the others are its look-alikes."""
FIRST = 8
"""So may be the first of all its neighbours, languages together: in a small folder a language has few, and those beyond are look-alikes."""
PRIOR = 20.0
"""Look-alikes beside which news at large and what is observed among them weigh the same."""
ALIKE = (0.4, 0.2)
"""Likeness (as news at large weighs features) from which on a neighbour is no look-alike, in the report's language and in another: a
folder may hold nothing but thirty reports of one story."""
UNLIKE = (0.08, 0.04)
"""Likeness up to which a neighbour is none either: it tells of something else altogether."""
USUAL = (0.22, 0.09)
"""Likeness of a report's look-alikes in its language and in another, where too few are at hand to tell: that of reports on one matter, for
a folder is seldom put together at random."""
SAID = (0.3, 0.2)
"""The same of what lead and headline mean."""
USUAL_AT_MOST = (0.25, 0.12)
"""However like each other the reports at hand are."""
FEW = 5.0
"""Look-alikes of a language beside which what is usual elsewhere and what is observed weigh the same."""

# Log-odds: for pairs in one language, in two.
WHOLE = (13.0, 28.0)
LEAD = (4.2, 3.6)
MEANING = (1.5, 5.5)
HEADLINE = (3.2, 2.3)
DAYS = (0.9, 0.9)
NOTHING = (-0.9, -2.0)
"""Score of two reports that share no more than is usual. The scale begins where one pair in fifty of those that are compared tells one
news, so that what stands below it is no evidence."""
MOST = 9.0
"""Score beyond which more makes no difference: one text repeats the other."""
UNIT = 1000
"""Scores are whole numbers, in thousandths."""

_LANGUAGES = 24
"""Languages for which what is usual is kept; those beyond share the last place."""


@dataclass(frozen=True, slots=True)
class Near:
    """The neighbours of a report: their numbers, language after language, the nearest first; what each is ranked by; the bounds of each
    language."""

    reports: NDArray[np.int64]
    keys: NDArray[np.int64]
    bounds: tuple[tuple[int, int, int], ...]


def _near(lists: list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]) -> Near:
    import numpy as np

    none = np.zeros(0, dtype=np.int64)
    ends = np.cumsum([0] + [len(reports) for _, reports, _ in lists]).tolist()
    bounds = tuple((x, ends[k], ends[k + 1]) for k, (x, _, _) in enumerate(lists))
    return Near(
        np.concatenate([none, *(r for _, r, _ in lists)]), np.concatenate([none, *(k for _, _, k in lists)]), bounds
    )


class Likeness:
    """The reports of a table as each other's neighbours see them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.near: list[Near] = []
        # The least key of a full list of neighbours, by report and language; whoever has a greater one enters the list.
        self.entry = Growing("i8", _LANGUAGES)
        self._usual = Growing("f4", 2 * _LANGUAGES)
        self._said = Growing("i1", 2 * size())
        self._meaning = Growing("i2", 2 * size())
        self._unsure = Growing("f8")
        self._worth = Growing("f4", 1 + MOST_DAYS)
        self._whole = Growing("u2")
        self._lead = Growing("u2")
        self._stamps = Growing("i2")
        self._years = Growing("i2")
        self._weekdays = Growing("i2")
        self._named = Growing("i2", MOST_DAYS)
        self._lookup: NDArray[np.int32] | None = None

    def grow(self) -> None:
        """Make room for the reports that the table has got."""
        import numpy as np

        table, first = self.table, len(self.near)
        days = day_table([s.days for s in table.sketches[first:]])
        self._stamps.extend(days.stamps)
        self._years.extend(days.years)
        self._weekdays.extend(days.weekdays)
        self._named.extend(days.named)
        more = len(table) - first
        self.near += [_near([])] * more
        self.entry.extend(np.full((more, _LANGUAGES), -1, dtype=np.int64))
        self._usual.extend(np.zeros((more, 2 * _LANGUAGES)))
        self._said.extend(np.array([s.meaning.reshape(-1) for s in table.sketches[first:]]).reshape(more, 2 * size()))
        self._unsure.extend(np.ones(more))
        self._meaning.extend(np.zeros((more, 2 * size()), dtype=np.int16))
        self._worth.extend(np.ones((more, 1 + MOST_DAYS), dtype=np.float32))
        features = int(table.starts.data[-1]) - len(self._whole)
        self._whole.extend(np.zeros(features, dtype=np.uint16))
        self._lead.extend(np.zeros(features, dtype=np.uint16))
        self._lookup = np.full(len(table.holding), -1, dtype=np.int32)

    def place(self, n: int) -> int:
        """Where what is usual in the language of report `n` stands."""
        return min(int(self.table.language.data[n]), _LANGUAGES - 1)

    def find_neighbours(self, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Fill in the neighbours of report `n`.

        Returns:
            All reports that share anything rare with it, and what each ranks it by.
        """
        import numpy as np

        found, shared = self.table.sharing(n)
        # Ranked by the weight shared, then by a number that hardly two reports have.
        keys = (shared << 20) + self.table.ties.data[found]
        language = np.minimum(self.table.language.data[found], _LANGUAGES - 1)
        lists: list[tuple[int, NDArray[np.int64], NDArray[np.int64]]] = []
        self.entry.data[n] = -1
        for x in range(min(len(self.table.languages), _LANGUAGES)):
            here = np.flatnonzero(language == x)
            if len(here) > NEAR:
                here = here[np.argpartition(keys[here], len(here) - NEAR)[-NEAR:]]
            if len(here):
                lists.append((x, found[here], keys[here]))
        self._list(n, lists)
        return found, (shared << 20) + self.table.ties.data[n]

    def enter(self, n: int, others: NDArray[np.int64], keys: NDArray[np.int64]) -> None:
        """Put reports into the list of neighbours of report `n`, given what they are ranked by."""
        import numpy as np

        near = self.near[n]
        lists = {x: (near.reports[begin:end], near.keys[begin:end]) for x, begin, end in near.bounds}
        for other, key in zip(others.tolist(), keys.tolist(), strict=True):
            x = self.place(other)
            reports, ranks = lists.get(x, (near.reports[:0], near.keys[:0]))
            lists[x] = np.append(reports, other), np.append(ranks, key)
        self._list(n, [(x, *lists[x]) for x in sorted(lists)])

    def _list(self, n: int, lists: list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]) -> None:
        """Keep the nearest of each language."""
        import numpy as np

        kept = []
        for x, reports, keys in lists:
            order = np.argsort(-keys, kind="stable")[:NEAR]
            kept.append((x, reports[order], keys[order]))
            self.entry.data[n, x] = keys[order[-1]] if len(order) == NEAR else -1
        self.near[n] = _near(kept)

    def form_view(self, n: int) -> None:
        """From the neighbours of report `n`: what its features say among its look-alikes, what it means beside them, and how much likeness
        is usual."""
        import numpy as np

        table, near = self.table, self.near[n]
        sketch, row = table.sketches[n], table.row(n)
        shared = self._overlap(n, near.reports)
        own = self.place(n)
        known = shared.dots(table.whole.data[row], table.whole.data)
        foreign = np.repeat([x != own for x, _, _ in near.bounds], [end - begin for _, begin, end in near.bounds])
        foreign = foreign.astype(np.int64)
        alike = (known < np.array(ALIKE)[foreign]) & (known > np.array(UNLIKE)[foreign])
        first = np.lexsort((-near.keys, -known / np.array(USUAL)[foreign]))[:FIRST]
        nearest = np.zeros(len(alike), dtype=bool)
        nearest[first] = True
        for _, begin, end in near.bounds:
            nearest[begin + NEAREST : end] = False
        alike &= ~nearest
        count = np.bincount(shared.position[alike[shared.owner]], minlength=row.stop - row.start)
        tenths = sketch.tenths.astype(np.float64)
        share = (count + PRIOR * 2.0 ** (-tenths / 10)) / (int(alike.sum()) + PRIOR)
        bits = -np.log2(np.minimum(1.0, share)).astype(np.float32)
        self._whole.data[row], self._lead.data[row] = whole, lead = weights(sketch, bits)
        usual = self._usual.data[n].reshape(2, _LANGUAGES)
        for part, (ours, theirs) in enumerate(((whole, table.whole), (lead, table.lead))):
            likeness = shared.dots(ours, theirs.data)
            mean = [_mean(likeness[alike & (foreign == kind)], USUAL[kind]) for kind in (0, 1)]
            usual[part] = mean[1]
            usual[part, own] = mean[0]
            for x, begin, end in near.bounds:
                observed = _mean(likeness[begin:end][alike[begin:end]], mean[x != own])
                usual[part, x] = min(observed, USUAL_AT_MOST[x != own])
        others = near.reports[alike]
        common = self._said.data[others].sum(axis=0, dtype=np.float64) / (len(others) + FEW)
        mine = near.reports[alike & (foreign == 0)]
        common = (self._said.data[mine].sum(axis=0, dtype=np.float64) + FEW * common) / (len(mine) + FEW)
        self._unsure.data[n] = FEW / (len(others) + FEW)
        self._meaning.data[n] = _unit(self._said.data[n] - common)
        self._worth.data[n] = rarity(sketch.days, self._days(others))

    def scores(self, n: int, others: NDArray[np.int64]) -> NDArray[np.int16]:
        """The scores of report `n` and each of some others; needs the views of all of them."""
        import numpy as np

        table = self.table
        row = table.row(n)
        shared = self._overlap(n, others)
        language = np.minimum(table.language.data[others], _LANGUAGES - 1)
        kind = (language != self.place(n)).astype(np.int64)
        score = np.array(NOTHING)[kind]
        for part, (known, seen, weight) in enumerate(
            ((table.whole, self._whole, WHOLE), (table.lead, self._lead, LEAD))
        ):
            likeness = shared.dots(seen.data[row], known.data)
            likeness += shared.dots(known.data[row], seen.data)
            usual = self._usual.data[n, part * _LANGUAGES + language]
            usual = usual + self._usual.data[others, part * _LANGUAGES + self.place(n)]
            score += np.array(weight)[kind] * (likeness - usual) / 2
        meaning = self._meaning.data[n].astype(np.float64).reshape(2, size())
        theirs = self._meaning.data[others].astype(np.float64).reshape(len(others), 2, size())
        usual = np.array(SAID)[kind] * (self._unsure.data[n] + self._unsure.data[others]) / 2
        for part, weight in enumerate((MEANING, HEADLINE)):
            score += np.array(weight)[kind] * ((theirs[:, part] @ meaning[part]) / SCALE**2 - usual)
        days = agreement(table.sketches[n].days, self._worth.data[n], self._days(others), self._worth.data[others])
        score += np.array(DAYS)[kind] * days
        found: NDArray[np.int16] = np.rint(np.clip(score, -MOST, MOST) * UNIT).astype(np.int16)
        return found

    def _days(self, reports: NDArray[np.int64]) -> DayTable:
        return DayTable(
            self._stamps.data[reports],
            self._years.data[reports],
            self._named.data[reports],
            self._weekdays.data[reports],
        )

    def _overlap(self, n: int, others: NDArray[np.int64]) -> _Overlap:
        import numpy as np

        assert self._lookup is not None
        at, lengths = self.table.rows(others)
        columns = self.table.columns.data[self.table.row(n)]
        self._lookup[columns] = np.arange(len(columns), dtype=np.int32)
        position = self._lookup[self.table.columns.data[at]]
        self._lookup[columns] = -1
        held = np.flatnonzero(position >= 0)
        owner = np.searchsorted(np.cumsum(lengths), held, side="right")
        return _Overlap(position[held], at[held], owner, len(others))


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What one report shares with several: the features by their positions in it, their places in the table, and whose each is."""

    position: NDArray[np.int32]
    place: NDArray[np.int64]
    owner: NDArray[np.int64]
    others: int

    def dots(self, ours: NDArray[np.uint16], theirs: NDArray[np.uint16]) -> NDArray[np.float64]:
        """The dot products of the report's weights and those of each other one; exact, so the same in any order."""
        import numpy as np

        products = ours.astype(np.float64)[self.position] * theirs[self.place]
        found: NDArray[np.float64] = np.bincount(self.owner, weights=products, minlength=self.others) / SCALE**2
        return found


def _mean(observed: NDArray[np.float64], expected: float) -> float:
    """The mean of what is observed, with `FEW` more that are as expected."""
    return float((observed.sum() + FEW * expected) / (len(observed) + FEW))


def _unit(said: NDArray[np.float64]) -> NDArray[np.int16]:
    """Each half of a vector at the length `SCALE`, in whole numbers."""
    import numpy as np

    halves = said.reshape(2, -1)
    lengths = np.sqrt((halves * halves).sum(axis=1, keepdims=True))
    found: NDArray[np.int16] = np.rint(halves * (SCALE / np.maximum(lengths, 1e-9))).astype(np.int16).reshape(-1)
    return found
