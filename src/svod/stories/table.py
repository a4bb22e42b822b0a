"""Many sketches side by side, and which of them share rare features: the table that likeness is computed from.

All numbers that are added up are whole numbers, so that a sum is the same in whatever order the reports came.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from svod.stories.sketches import Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SCALE = 8192
"""Weights are counted in parts of a unit vector's length."""
CROWD = 600
"""A feature of more reports than this makes nobody neighbours: it would make the work grow with the square."""
LEAST = 0.12
"""Weight that reports must share (of the sums of both vectors, at most 4) to be neighbours at all: below it nothing is ever joined."""
_FRESH = 64
"""Reports beyond the sorted postings that are kept apart, at least; a quarter of all that are sorted at most."""


class Growing:
    """An array that grows at its end, in time that grows with what is added."""

    def __init__(self, dtype: str, width: int = 0) -> None:
        import numpy as np

        self._data = np.zeros((0, width) if width else 0, dtype=dtype)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def data(self) -> NDArray[Any]:
        """What it holds; a view, which holds until something is added."""
        return self._data[: self._used]

    def extend(self, more: NDArray[Any]) -> None:
        """Add the elements (rows) of `more`."""
        import numpy as np

        need = self._used + len(more)
        if need > len(self._data):
            room = np.zeros((max(need, len(self._data) * 5 // 4), *self._data.shape[1:]), dtype=self._data.dtype)
            room[: self._used] = self._data[: self._used]
            self._data = room
        self._data[self._used : need] = more
        self._used = need


class Table:
    """Sketches by number, their features laid out flat (`columns`, and beside them the weights), and the postings of each feature."""

    def __init__(self) -> None:
        import numpy as np

        self.sketches: list[Sketch] = []
        self.languages: list[str] = []
        self.language = Growing("i2")
        self.ties = Growing("i8")
        self.starts = Growing("i8")
        self.starts.extend(np.zeros(1, dtype=np.int64))
        self.columns = Growing("i4")
        self.whole = Growing("u2")
        self.lead = Growing("u2")
        self.holding = Growing("i4")
        self._number: dict[int, int] = {}
        self._sorted = 0
        self._offsets = np.zeros(1, dtype=np.int64)
        self._reports = np.zeros(0, dtype=np.int32)
        self._weights = np.zeros(0, dtype=np.uint16)
        self._fresh: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self.sketches)

    def add(self, sketches: Sequence[Sketch]) -> NDArray[np.int64]:
        """Append sketches of reports that are not in the table yet.

        Returns:
            The columns that have become those of a crowd by it: they make nobody neighbours any more.
        """
        import numpy as np

        first = len(self)
        numbers = np.array([self._language(s.language) for s in sketches], dtype=np.int16)
        self.language.extend(numbers)
        self.ties.extend(np.array([_tie(s.report) for s in sketches], dtype=np.int64))
        lengths = np.array([len(s.features) for s in sketches], dtype=np.int64)
        self.starts.extend(self.starts.data[-1] + np.cumsum(lengths))
        unique, inverse = np.unique(
            np.concatenate([s.features for s in sketches]) if sketches else np.zeros(0, dtype=np.uint32),
            return_inverse=True,
        )
        known = len(self._number)
        columns = np.array([self._number.setdefault(h, len(self._number)) for h in unique.tolist()], dtype=np.int32)
        self.holding.extend(np.zeros(len(self._number) - known, dtype=np.int32))
        added = columns[inverse.reshape(-1)]
        self.columns.extend(added)
        before = self.holding.data[columns].copy()
        np.add.at(self.holding.data, added, 1)
        self.sketches += sketches
        for s in sketches:
            whole, lead = weights(s, s.tenths.astype(np.float32) / np.float32(10))
            self.whole.extend(whole)
            self.lead.extend(lead)
        self._post(first)
        after = self.holding.data[columns]
        crowded: NDArray[np.int64] = columns[(before <= CROWD) & (after > CROWD)].astype(np.int64)
        return crowded

    def _language(self, language: str) -> int:
        if language not in self.languages:
            self.languages.append(language)
        return self.languages.index(language)

    def _post(self, first: int) -> None:
        """Enter the rows from `first` on into the postings."""
        import numpy as np

        if len(self) - self._sorted > max(_FRESH, self._sorted // 4):
            order = np.argsort(self.columns.data, kind="stable")
            rows = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts.data))
            self._reports = rows[order]
            self._weights = (self.whole.data + self.lead.data)[order]
            self._offsets = np.concatenate([[0], np.cumsum(self.holding.data, dtype=np.int64)])
            self._sorted = len(self)
            self._fresh.clear()
            return
        for n in range(first, len(self)):
            row = slice(int(self.starts.data[n]), int(self.starts.data[n + 1]))
            heavy = (self.whole.data[row] + self.lead.data[row]).tolist()
            for column, weight in zip(self.columns.data[row].tolist(), heavy, strict=True):
                self._fresh[column].append((n, weight))

    def row(self, n: int) -> slice:
        """Where the features of a report lie."""
        return slice(int(self.starts.data[n]), int(self.starts.data[n + 1]))

    def rows(self, reports: NDArray[np.int64]) -> tuple[Ints, Ints]:
        """Where the features of several reports lie, one report after the other, and how many each has."""
        lengths = self.starts.data[reports + 1] - self.starts.data[reports]
        return _ranges(self.starts.data[reports], lengths), lengths

    def holders(self, column: int) -> list[int]:
        """The reports that hold a feature."""
        if column + 1 < len(self._offsets):
            found: list[int] = self._reports[self._offsets[column] : self._offsets[column + 1]].tolist()
        else:
            found = []
        return found + [n for n, _ in self._fresh.get(column, ())]

    def sharing(self, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The reports that share at least `LEAST` with report `n` in features that are not those of a crowd, in the order of their
        numbers, and how much weight they share (a whole number)."""
        import numpy as np

        row = self.row(n)
        columns = self.columns.data[row].astype(np.int64)
        ours = self.whole.data[row].astype(np.float64) + self.lead.data[row]
        holding = self.holding.data[columns]
        rare = (holding > 1) & (holding <= CROWD)
        columns, ours = columns[rare], ours[rare]
        old = columns + 1 < len(self._offsets)
        begin = self._offsets[columns[old]]
        lengths = self._offsets[columns[old] + 1] - begin
        at = _ranges(begin, lengths)
        weight = self._weights[at] * np.repeat(ours[old], lengths)
        total = np.bincount(self._reports[at], weights=weight, minlength=len(self))
        if self._fresh:
            for column, w in zip(columns.tolist(), ours.tolist(), strict=True):
                for other, theirs in self._fresh.get(column, ()):
                    total[other] += w * theirs
        total[n] = 0.0
        found = np.flatnonzero(total >= LEAST * SCALE**2)
        return found, total[found].astype(np.int64)


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of several ranges, one after the other."""
    import numpy as np

    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    ranges: Ints = np.repeat(starts - ends + lengths, lengths) + np.arange(total, dtype=np.int64)
    return ranges


def _tie(report: str) -> int:
    """A number by which reports of equal likeness are ranked, the same in any collection."""
    return int.from_bytes(hashlib.blake2b(report.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") >> 12


def weights(sketch: Sketch, bits: NDArray[np.float32]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """The features of a report as two vectors, of the whole and of its lead, given what each feature says in bits."""
    import numpy as np

    def vector(counts: NDArray[np.uint8]) -> NDArray[np.uint16]:
        raw = np.log1p(counts.astype(np.float32)) * bits
        length = float(np.sqrt((raw * raw).sum()))
        scaled = raw * (SCALE / length) if length else raw
        return np.rint(scaled).astype(np.uint16)

    return vector(sketch.whole), vector(sketch.lead)
