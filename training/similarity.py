"""Make `src/svod/models/vectors.npz`: static word vectors in which words of all languages that mean the same lie near each other.

    python training/similarity.py [--data ../shared/data] [--out src/svod/models/vectors.npz] [--hold-out]

Needs torch. Learns from parallel sentences (`parallel/*.jsonl.gz`, `setimes`): a sentence is the sum of its words' vectors, and must be
nearer to its translation than to the translations of the other sentences of its batch (InfoNCE, both directions). A word's vector is
the sum of a row for its lemma, the mean of its concepts' and families' rows and the mean of the rows of its n-grams; lemma, concepts
and words are dropped at random, so that each part can stand alone. With `--hold-out`, 997 lines of FLORES and 1,000 of the news are
kept out of training, and how often a line's translation is found first among them is printed; without it, all is learned from.
One thread, fixed seeds: the same data gives the same bytes on one kind of machine.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.corpora import parallel, setimes

from svod.languages.concepts import Word
from svod.languages.scripts import shelf
from svod.languages.vectors import MOST_CONCEPTS, MOST_FAMILIES, grams, known_word, lemma_number, weight
from svod.reading.tokens import tokenize

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Line = dict[str, Ints]
"""Language -> the numbers of a sentence's words."""

DIMENSIONS, LEMMAS, BUCKETS = 192, 60_000, 32_768
LEAST_COUNT = 4
"""A lemma that training has seen less often is known by its letters and concepts only."""
LEMMA_DROP, CONCEPT_DROP = 0.2, 0.1
WORD_DROP = 0.15
"""Mean share of the words of a sentence of four or more that are left out, so that no word carries a sentence alone."""
EPOCHS, BATCH, RATE, TEMPERATURE = 8, 1024, 2e-3, 0.06
WARM_UP = 100
FLORES_TIMES = 12
"""FLORES is small and the only corpus that has all languages: each line is met so often, each time in another pair of languages."""
BLOCK = 8
"""Batches' worth of sentences that are sorted by a random direction of their vectors, so that like sentences must be told apart."""
HELD_FLORES, HELD_NEWS = 997, 1000


@dataclass
class Corpus:
    """The words of all sentences, numbered."""

    words: list[tuple[str, Word]] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def line(self, texts: dict[str, str]) -> Line:
        """A parallel line as numbers of words; languages without a word left out."""
        found = {code: np.array(self._numbers(text, code), dtype=np.int64) for code, text in texts.items()}
        return {code: line for code, line in found.items() if len(line)}

    def _numbers(self, text: str, language: str) -> list[int]:
        found = []
        for token in tokenize(text, language):
            if not token.text[0].isalnum():
                continue
            known = known_word(token.norm, language)
            key = (shelf(language) if token.is_word else "", known.lemma)
            if key not in self.numbers:
                self.numbers[key] = len(self.words)
                self.words.append((key[0], known))
            found.append(self.numbers[key])
        return found


def read(data: Path, corpus: Corpus) -> dict[str, list[Line]]:
    """The parallel lines of each collection, in the order of the files."""
    lines = {name: [corpus.line(row) for row in parallel(data, name)] for name in ("flores", "wmt", "tatoeba", "moz")}
    lines["setimes"] = [corpus.line({"hr": row["hr"], "sr": row["sr"]}) for row in setimes(data)]
    return lines


@dataclass(frozen=True)
class Lists:
    """Lists of numbers, one for each word, laid end to end."""

    values: Ints
    ends: Ints

    @staticmethod
    def of(lists: Iterable[Sequence[int]]) -> Lists:
        """`lists` laid out."""
        found = [np.asarray(x, dtype=np.int64) for x in lists]
        return Lists(np.concatenate(found), np.cumsum([0, *map(len, found)]))

    def take(self, rows: Ints) -> tuple[Tensor, Tensor]:
        """The lists of some words, as torch's embedding_bag wants them: values and offsets."""
        begins, lengths = self.ends[rows], self.ends[rows + 1] - self.ends[rows]
        offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        places = np.repeat(begins - offsets, lengths) + np.arange(lengths.sum())
        return torch.from_numpy(self.values[places]), torch.from_numpy(offsets)


class Vectors(nn.Module):
    """The tables, and how words and sentences are made from them."""

    def __init__(self, corpus: Corpus, lines: Iterable[Line]) -> None:
        super().__init__()
        words = [known for _, known in corpus.words]
        self.row = _rows(corpus, lines)
        self.concepts_of = Lists.of([sorted(w.concepts)[:MOST_CONCEPTS] for w in words])
        self.families_of = Lists.of([sorted(w.families)[:MOST_FAMILIES] for w in words])
        self.grams_of = Lists.of([grams(w.cognate, BUCKETS) for w in words])
        self.scale = np.array([weight(w.bits) for w in words], dtype=np.float32)
        self.lemmas = nn.Parameter(torch.zeros(int(self.row.max()) + 1, DIMENSIONS))
        self.gain = nn.Parameter(torch.zeros(len(self.lemmas)))
        self.concepts = nn.Parameter(torch.randn(int(self.concepts_of.values.max()) + 1, DIMENSIONS) * 0.12)
        self.families = nn.Parameter(torch.randn(int(self.families_of.values.max()) + 1, DIMENSIONS) * 0.06)
        self.grams = nn.Parameter(torch.randn(BUCKETS, DIMENSIONS) * 0.12)
        self.chance = np.random.default_rng(2)

    def of_words(self, words: Ints, learning: bool = False) -> Tensor:
        """The vectors of words, len(words) x DIMENSIONS."""
        row = self.row[words]
        if learning:
            row = np.where(self.chance.random(len(row)) < LEMMA_DROP, 0, row)
        concepts = _bag(self.concepts, self.concepts_of, words) + _bag(self.families, self.families_of, words)
        if learning:
            kept = (self.chance.random(len(row)) >= CONCEPT_DROP).astype(np.float32)
            concepts = concepts * torch.from_numpy(kept)[:, None]
        # Row 0 stands for every lemma without a row: it is never learned.
        known = torch.from_numpy((row > 0).astype(np.float32))[:, None]
        at = torch.from_numpy(row)
        summed = self.lemmas[at] * known + concepts + _bag(self.grams, self.grams_of, words)
        return summed * torch.from_numpy(self.scale[words])[:, None] * torch.exp(self.gain[at][:, None] * known)

    def of_lines(self, lines: Sequence[Ints], learning: bool = False) -> Tensor:
        """The unit vectors of sentences, len(lines) x DIMENSIONS."""
        words, places = np.unique(np.concatenate(lines), return_inverse=True)
        offsets = np.concatenate(([0], np.cumsum([len(line) for line in lines])[:-1]))
        vectors = self.of_words(words, learning)
        summed = functional.embedding_bag(torch.from_numpy(places), vectors, torch.from_numpy(offsets), mode="sum")
        return functional.normalize(summed, dim=1)


def _rows(corpus: Corpus, lines: Iterable[Line]) -> Ints:
    """For each word its row among the lemmas, the commonest first; 0 for what has none."""
    counts = np.zeros(len(corpus.words), dtype=np.int64)
    for line in lines:
        for words in line.values():
            np.add.at(counts, words, 1)
    rows = np.zeros(len(counts), dtype=np.int64)
    order = [n for n in np.argsort(-counts, kind="stable").tolist() if corpus.words[n][0] and counts[n] >= LEAST_COUNT]
    rows[order[:LEMMAS]] = np.arange(1, min(LEMMAS, len(order)) + 1)
    return rows


def _bag(table: Tensor, lists: Lists, words: Ints) -> Tensor:
    values, offsets = lists.take(words)
    return functional.embedding_bag(values, table, offsets, mode="mean")


def learn(model: Vectors, lines: list[Line], report: Callable[[], None]) -> None:
    """Train on pairs of languages of the lines, drawn anew each time; `report` is called after each epoch."""
    lines = [line for line in lines if len(line) > 1]
    chance = np.random.default_rng(1)
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE, betas=(0.9, 0.99))
    total, step, start = EPOCHS * (len(lines) // BATCH), 0, time.monotonic()
    for epoch in range(EPOCHS):
        for batch in _batches(model, lines, chance, like=epoch > 0):
            pairs = [tuple(_thinned(side, chance) for side in _pair(lines[n], chance)) for n in batch]
            ours, theirs = (model.of_lines([pair[side] for pair in pairs], learning=True) for side in (0, 1))
            near = ours @ theirs.T / TEMPERATURE
            right = torch.arange(len(pairs))
            loss = (functional.cross_entropy(near, right) + functional.cross_entropy(near.T, right)) / 2
            for group in optimiser.param_groups:
                cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))) + 0.02
                group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * cosine
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            step += 1
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}, {time.monotonic() - start:.0f} s", flush=True)
        report()


def _pair(line: Line, chance: np.random.Generator) -> tuple[Ints, Ints]:
    languages = list(line)
    first, second = chance.choice(len(languages), 2, replace=False)
    return line[languages[first]], line[languages[second]]


def _thinned(line: Ints, chance: np.random.Generator) -> Ints:
    """A sentence without some of its words."""
    kept = chance.random(len(line)) >= WORD_DROP * 2 * chance.random()
    return line[kept] if len(line) >= 4 and kept.any() else line


def _batches(model: Vectors, lines: list[Line], chance: np.random.Generator, like: bool) -> Iterator[Ints]:
    """Numbers of lines, a batch at a time; `like` brings lines together that point the same way."""
    order = chance.permutation(len(lines))
    size = BATCH * BLOCK if like else BATCH
    batches = []
    direction = torch.from_numpy(chance.standard_normal(DIMENSIONS).astype(np.float32))
    for begin in range(0, len(order) - BATCH + 1, size):
        block = order[begin : begin + size]
        if like:
            with torch.no_grad():
                firsts = [lines[n][min(lines[n])] for n in block]
                block = block[np.argsort((model.of_lines(firsts) @ direction).numpy(), kind="stable")]
        batches += [block[i : i + BATCH] for i in range(0, len(block) - BATCH + 1, BATCH)]
    for n in chance.permutation(len(batches)).tolist():
        yield batches[n]


def found_first(model: Vectors, lines: Sequence[Line]) -> str:
    """How often a line's translation is the nearest one: mean over all ordered pairs of languages that all lines have, and the worst."""
    languages = sorted(set.intersection(*(set(line) for line in lines)))
    with torch.no_grad():
        unit = {code: model.of_lines([line[code] for line in lines]).numpy() for code in languages}
    here = np.arange(len(lines))
    share = {(a, b): float(((unit[a] @ unit[b].T).argmax(1) == here).mean()) for a, b in permutations(languages, 2)}
    worst = min(share, key=lambda pair: (share[pair], pair))
    return f"mean {np.mean(list(share.values())):.4f}, worst {share[worst]:.4f} ({'-'.join(worst)})"


def packed(rows: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Rows as numbers of four bits, two a byte, and the scale of each row. The largest values are cut a little: that costs less than
    coarser steps for all others."""
    scale = np.abs(rows).max(axis=1) * 0.85 / 7
    scale = np.where(scale > 0, scale, 1).astype(np.float16)
    steps = np.clip(np.round(rows / scale[:, None].astype(np.float32)), -7, 7).astype(np.int16) + 8
    return (steps[:, 0::2] << 4 | steps[:, 1::2]).astype(np.uint8), scale


def tables(model: Vectors, corpus: Corpus) -> dict[str, NDArray[Any]]:
    """What ships: whole vectors of the lemmas that have a row, sorted by key; the parts of which those of others are made."""
    known = np.flatnonzero(model.row > 0)
    keys = np.array([lemma_number(corpus.words[n][1].lemma, corpus.words[n][0]) for n in known], dtype=np.uint32)
    keys, first = np.unique(keys, return_index=True)
    with torch.no_grad():
        rows = model.of_words(known[first]).numpy()
        parts = {
            "lemmas": rows,
            "concepts": model.concepts.numpy(),
            "families": model.families.numpy(),
            "grams": model.grams.numpy(),
        }
    found: dict[str, NDArray[Any]] = {"lemma_keys": keys}
    for name, table in parts.items():
        found[name], found[f"{name}_scale"] = packed(table)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/svod/models/vectors.npz"))
    parser.add_argument(
        "--hold-out", action="store_true", help="keep lines out of training and print how they are found"
    )
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    corpus = Corpus()
    lines = read(options.data, corpus)
    held: dict[str, list[Line]] = {}
    if options.hold_out:
        flores, news = lines["flores"], [line for line in lines["wmt"] if len(line) >= 4][:HELD_NEWS]
        held = {"flores": flores[:HELD_FLORES], "news": news}
        kept = set(map(id, news))
        lines["flores"] = flores[HELD_FLORES:]
        lines["wmt"] = [line for line in lines["wmt"] if id(line) not in kept]
    learned = [line for name in sorted(lines) for line in lines[name] * (FLORES_TIMES if name == "flores" else 1)]
    model = Vectors(corpus, learned)
    print(f"{len(learned):,} lines, {len(corpus.words):,} words, {int(model.row.max()):,} with a row", flush=True)

    def report() -> None:
        for name, kept_out in held.items():
            print(f"  {name}: {found_first(model, kept_out)}", flush=True)

    learn(model, learned, report)
    with options.out.open("wb") as file:
        np.savez(file, allow_pickle=False, **tables(model, corpus))
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
