"""What a pair of words of two languages is worth as evidence that two passages say the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from svod.languages.concepts import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Worth of a pair of words by what joins them, set on benchmarks/similarity.
SAME_CONCEPT = 1.0
SAME_FAMILY = 0.8
COGNATE = 0.85
WEAKEST = 0.3
NEAR, NEAREST = 0.4, 0.8
"""Cosines of two vectors from which on they are worth anything, and beyond which they are worth `SAME_VECTOR`."""
SAME_VECTOR = 0.8


def affinity(a: Word, b: Word) -> float:
    """What a pair of words is worth: 1 for the same lemma or concept, less for a common family or a cognate, 0 for strangers."""
    shared = a.concepts & b.concepts
    if shared:
        return SAME_CONCEPT
    worth = 0.0
    if a.families and b.families and (kin := len(a.families & b.families)):
        worth = SAME_FAMILY * math.sqrt(kin / min(len(a.families), len(b.families)))
    if a.cognate[:3] == b.cognate[:3] and min(len(a.cognate), len(b.cognate)) >= 4:
        alike = _alike(a.cognate, b.cognate)
        if alike >= 0.7:
            # Two words that both have concepts, and different ones, are more often false friends.
            worth = max(worth, COGNATE * alike * (0.7 if a.concepts and b.concepts else 1.0))
    return worth


def _alike(a: str, b: str) -> float:
    """The share of the longer key that both begin with: stems of inflected and derived cognates agree, their endings do not."""
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return min(1.0, (common + 1) / max(min(len(a), len(b)), max(len(a), len(b)) - 2))


def nearness(cosines: Floats) -> Floats:
    """What pairs of words are worth by the cosines of their vectors, of `NEAR` or more: from `WEAKEST` to `SAME_VECTOR`."""
    import numpy as np

    rise = ((cosines - NEAR) / (NEAREST - NEAR)).clip(0.0, 1.0)
    return (WEAKEST + (SAME_VECTOR - WEAKEST) * rise).astype(np.float32)
