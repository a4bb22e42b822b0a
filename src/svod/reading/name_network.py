"""The network that marks names: a small convolutional net with a memory of the report, applied with numpy alone.

A word is the sum of what its letters, its shape and its place in the report say (`name_features`). Gated convolutions mix it with its
neighbours; between them, all words of a report that share a capitalised stem tell each other what they have seen, so that a name in a
bare headline profits from the sentence that introduces it. A conditional random field for each annotation guideline reads names off it.
`training/names.py` makes the weights; `models/NAMES.md` is their card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from svod.reading.name_features import Word

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float32]
Guideline = Literal["slavicner", "uner"]
"""Whose idea of a name is asked for: SlavicNER's (all five types, long institutions) or Universal NER's (PER, LOC, ORG)."""

LABELS: dict[Guideline, tuple[str, ...]] = {
    "slavicner": ("O", *(f"{p}-{t}" for t in ("PER", "LOC", "ORG", "EVT", "PRO") for p in "BI")),
    "uner": ("O", *(f"{p}-{t}" for t in ("PER", "LOC", "ORG") for p in "BI")),
}
_WORDS_KEPT = 1 << 15
_IMPOSSIBLE = np.float32(-1e4)


class Marker(Protocol):
    """What marks names: a network, or several as one."""

    def emissions(
        self,
        words: Sequence[Word],
        seen: Sequence[tuple[str, ...]],
        sentences: Sequence[tuple[int, int]],
        language: str,
    ) -> dict[Guideline, Floats]:
        """How well each label fits each word, for each guideline: (words, labels)."""

    def chain(self, guideline: Guideline) -> tuple[Floats, Floats]:
        """How well labels follow each other (before, after), and how well they begin a sentence."""


class Network:
    """Weights, ready to mark names.

    Args:
        weights: the arrays of a model file: `vocabulary` (UTF-8 bytes, a feature a line), `embedding` (a row a feature, two four-bit
            numbers a byte), `scale` (127th parts of a row's largest number), the layers, and for each guideline its `head`,
            `transitions` and `start`.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        names = weights["vocabulary"].tobytes().decode("utf-8").split("\n")
        self._rows = {name: i for i, name in enumerate(names)}
        self._embedding = weights["embedding"]
        self._scale = weights["scale"].astype(np.float32) * np.float32(127 / 7)
        self._weights = {
            name: w.astype(np.float32)
            for name, w in weights.items()
            if name not in ("vocabulary", "embedding", "scale", "dilations", "shared")
        }
        self._dilations, self._shared = tuple(map(int, weights["dilations"])), tuple(map(int, weights["shared"]))
        width = self._weights["in.weight"].shape[1]
        self._kept: dict[tuple[str, ...], int] = {}
        self._inputs: Floats = np.zeros((_WORDS_KEPT, width), np.float32)

    def emissions(
        self,
        words: Sequence[Word],
        seen: Sequence[tuple[str, ...]],
        sentences: Sequence[tuple[int, int]],
        language: str,
    ) -> dict[Guideline, Floats]:
        """How well each label fits each word: for each guideline an array (words, labels), rows outside the sentences zero."""
        if not sentences:
            return {guideline: np.zeros((len(words), len(labels)), np.float32) for guideline, labels in LABELS.items()}
        order = np.concatenate([np.arange(first, last) for first, last in sentences])
        lengths = np.array([last - first for first, last in sentences])
        gap = max(self._dilations)
        place = np.arange(len(order)) + np.repeat(np.arange(len(lengths)) * gap, lengths)
        hidden = np.zeros((int(place[-1]) + 1 + gap, self._inputs.shape[1]), np.float32)
        hidden[place] = self._read([words[i] for i in order], [seen[i] for i in order], language)
        inside = np.zeros((len(hidden), 1), np.float32)
        inside[place] = 1
        for layer, dilation in enumerate(self._dilations):
            hidden += self._convolve(hidden, inside, layer, dilation)
            if layer in self._shared:
                self._share(hidden, place, [words[i] for i in order], layer)
        found = hidden[place]
        result = {}
        for guideline, labels in LABELS.items():
            scores = np.zeros((len(words), len(labels)), np.float32)
            scores[order] = found @ self._weights[f"{guideline}.weight"] + self._weights[f"{guideline}.bias"]
            result[guideline] = scores
        return result

    def chain(self, guideline: Guideline) -> tuple[Floats, Floats]:
        """How well labels follow each other (before, after), and how well they begin a sentence."""
        return self._weights[f"{guideline}.transitions"], self._weights[f"{guideline}.start"]

    def _sum(self, features: Sequence[str]) -> Floats:
        """The input layer's view of features (before normalising); features that were too rare in training say nothing."""
        rows = [row for row in map(self._rows.get, features) if row is not None]
        packed, scale = self._embedding[rows], self._scale[rows]
        halves = [scale @ (half.astype(np.float32) - 8) for half in (packed & 15, packed >> 4)]
        return cast(Floats, np.concatenate(halves) @ self._weights["in.weight"])

    def _row(self, features: tuple[str, ...]) -> int:
        row = self._kept.get(features)
        if row is None:
            row = self._kept[features] = len(self._kept)
            self._inputs[row] = self._sum(features)
        return row

    def _read(self, words: Sequence[Word], seen: Sequence[tuple[str, ...]], language: str) -> Floats:
        if len(self._kept) + 2 * len(words) + 1 > len(self._inputs):
            self._kept.clear()
            if 2 * len(words) + 1 > len(self._inputs):
                self._inputs = np.zeros((4 * len(words), self._inputs.shape[1]), np.float32)
        row = self._row
        hidden = self._inputs[[row(word.features) for word in words]] + self._inputs[[row(extra) for extra in seen]]
        hidden += self._inputs[row((f"L={language}",))] + self._weights["in.bias"]
        return np.maximum(_normalise(hidden, self._weights["in.norm"]), 0)

    def _convolve(self, hidden: Floats, inside: Floats, layer: int, dilation: int) -> Floats:
        normal = _normalise(hidden, self._weights[f"{layer}.norm"]) * inside
        width = normal.shape[1]
        around = np.zeros((len(normal), 3 * width), np.float32)
        around[dilation:, :width] = normal[:-dilation]
        around[:, width : 2 * width] = normal
        around[:-dilation, 2 * width :] = normal[dilation:]
        mixed = around @ self._weights[f"{layer}.weight"] + self._weights[f"{layer}.bias"]
        return cast(Floats, mixed[:, :width] / (1 + np.exp(-mixed[:, width:])) * inside)

    def _share(self, hidden: Floats, place: NDArray[np.int64], words: Sequence[Word], layer: int) -> None:
        """Words of one capitalised stem get the mean and the maximum of all of them."""
        groups: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            if word.shape[0] == "A":
                groups.setdefault(word.stem, []).append(i)
        if not groups:
            return
        members = place[[i for group in groups.values() for i in group]]
        sizes = np.array([len(group) for group in groups.values()])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        own = hidden[members]
        mean = np.add.reduceat(own, starts) / sizes[:, None].astype(np.float32)
        pooled = np.concatenate([mean, np.maximum.reduceat(own, starts)], axis=1)
        told = pooled @ self._weights[f"share{layer}.weight"] + self._weights[f"share{layer}.bias"]
        hidden[members] += np.repeat(told, sizes, axis=0)


def _normalise(x: Floats, weights: Floats) -> Floats:
    """Layer normalisation; `weights` has a row of gains and one of shifts."""
    centred = x - x.mean(1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / x.shape[1]
    return cast(Floats, centred / np.sqrt(variance + np.float32(1e-5)) * weights[0] + weights[1])


def decode(
    emissions: Floats, sentences: Sequence[tuple[int, int]], guideline: Guideline, transitions: Floats, start: Floats
) -> list[str]:
    """The best labels of all words, sentence by sentence (Viterbi); "O" outside of sentences. Inside labels follow only their own kind."""
    names = LABELS[guideline]
    inner = np.array([name[0] == "I" for name in names])
    kin = np.array([[before[1:] == after[1:] for after in names] for before in names])
    allowed = np.where(inner & ~kin, _IMPOSSIBLE, transitions).astype(np.float32)
    paths = _viterbi(emissions, sentences, allowed, np.where(inner, _IMPOSSIBLE, start).astype(np.float32))
    found = ["O"] * len(emissions)
    for (first, last), path in zip(sentences, paths, strict=True):
        found[first:last] = [names[label] for label in path]
    return found


def _viterbi(
    emissions: Floats, sentences: Sequence[tuple[int, int]], transitions: Floats, start: Floats
) -> list[list[int]]:
    """Best paths of all sentences at once, the longest first so that those still going on are a head of the array."""
    order = sorted(range(len(sentences)), key=lambda s: sentences[s][0] - sentences[s][1])
    firsts = np.array([sentences[s][0] for s in order])
    lengths = np.array([sentences[s][1] - sentences[s][0] for s in order])
    longest = int(lengths[0]) if order else 0
    scores = start + emissions[firsts] if order else emissions[:0]
    back = np.zeros((longest, len(order), len(start)), np.int8)
    last = np.zeros(len(order), np.int64)
    for step in range(1, longest):
        going = int((lengths > step).sum())
        last[going : len(scores)] = scores[going:].argmax(1)
        options = scores[:going, :, None] + transitions
        back[step, :going] = options.argmax(1)
        scores = options.max(1) + emissions[firsts[:going] + step]
    if order:
        last[: len(scores)] = scores.argmax(1)
    paths: list[list[int]] = [[] for _ in sentences]
    for n, sentence in enumerate(order):
        label = int(last[n])
        path = [label]
        for step in range(int(lengths[n]) - 1, 0, -1):
            label = int(back[step, n, label])
            path.append(label)
        paths[sentence] = path[::-1]
    return paths


def load(file: Path | IO[bytes]) -> Network:
    """A network from a model file."""
    with np.load(file) as arrays:
        return Network({name: arrays[name] for name in arrays.files})


@cache
def shipped() -> Network:
    """The network of the package."""
    with (files("svod.models") / "names.npz").open("rb") as file:
        return load(file)
