"""The network's arithmetic, on small random weights: what must hold whatever the weights are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest

from svod.reading import name_network
from svod.reading.name_features import Word, in_report, word
from svod.reading.name_network import LABELS, Floats, Guideline, Network, decode, load, shipped
from svod.reading.tokens import tokenize

SENTENCES = [
    "Jučer je u Zadru govorila Ana Perić.",
    "vijeće je potom odgodilo glasanje",
    "Zadar nema novi plan, kaže Perić.",
]


def network(seed: int = 1, width: int = 8) -> Network:
    """A network of random weights that knows the features of `SENTENCES`."""
    random = np.random.default_rng(seed)
    words = [word(token.text, "hr") for sentence in SENTENCES for token in tokenize(sentence, "hr")]
    known = sorted({feature for w in words for feature in w.features} | {"L=hr", "di=1", "di=2", "^"})
    shapes = {"in": (6, width), "0": (3 * width, 2 * width), "1": (3 * width, 2 * width), "share0": (2 * width, width)}
    shapes |= {guideline: (width, len(labels)) for guideline, labels in LABELS.items()}
    weights = {
        "vocabulary": np.frombuffer("\n".join(known).encode(), np.uint8),
        "embedding": random.integers(0, 255, (len(known), 3)).astype(np.uint8),
        "scale": np.full(len(known), 0.002),
        "dilations": np.array([1, 2]),
        "shared": np.array([0]),
        **{f"{name}.norm": np.stack([np.ones(width), np.zeros(width)]) for name in ("in", "0", "1")},
        **{f"{name}.weight": random.normal(0, 0.4, shape) for name, shape in shapes.items()},
        **{f"{name}.bias": random.normal(0, 0.1, shape[1]) for name, shape in shapes.items()},
        **{f"{g}.transitions": random.normal(0, 1, (len(x), len(x))) for g, x in LABELS.items()},
        **{f"{g}.start": random.normal(0, 1, len(x)) for g, x in LABELS.items()},
    }
    return Network(weights)


def emissions(net: Network, sentences: Sequence[str]) -> tuple[list[Floats], dict[Guideline, Floats]]:
    """Emissions by SlavicNER's guideline, a sentence each; and all of them."""
    words: list[Word] = []
    ranges: list[tuple[int, int]] = []
    for sentence in sentences:
        first = len(words)
        words += [word(token.text, "hr") for token in tokenize(sentence, "hr")]
        ranges.append((first, len(words)))
    found = net.emissions(words, in_report(words, ranges), ranges, "hr")
    return [found["slavicner"][first:last] for first, last in ranges], found


def test_a_sentence_without_capitals_is_read_alone() -> None:
    net = network()
    (alone,), _ = emissions(net, SENTENCES[1:2])
    among = emissions(net, SENTENCES)[0][1]
    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_words_of_one_stem_tell_each_other() -> None:
    net = network()
    (alone,), _ = emissions(net, SENTENCES[:1])
    among = emissions(net, SENTENCES)[0][0]
    assert np.abs(alone - among)[3].max() > 1e-3  # Zadru, which Zadar of another sentence tells something


def test_words_outside_of_sentences_say_nothing() -> None:
    words = [word(token.text, "hr") for token in tokenize(SENTENCES[0], "hr")]
    found = network().emissions(words, in_report(words, [(0, 3)]), [(0, 3)], "hr")
    assert all(not scores[3:].any() and scores[:3].any() for scores in found.values())
    nothing = network().emissions(words, [()] * len(words), [], "hr")
    assert all(not scores.any() for scores in nothing.values())


def test_more_words_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted, _ = emissions(network(), SENTENCES)
    monkeypatch.setattr(name_network, "_WORDS_KEPT", 8)
    net = network()
    for _ in range(3):
        found, _ = emissions(net, SENTENCES)
        for one, other in zip(found, wanted, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-5)


def test_decoding_finds_the_best_path_of_those_allowed() -> None:
    random = np.random.default_rng(5)
    labels = LABELS["uner"]
    kinds = len(labels)
    sentences = [(0, 3), (3, 4), (4, 7)]
    scores = random.normal(0, 2, (7, kinds)).astype(np.float32)
    steps, start = (random.normal(0, 1, shape).astype(np.float32) for shape in ((kinds, kinds), (kinds,)))

    def value(path: tuple[int, ...], first: int) -> float:
        inside = [labels[p][0] == "I" for p in path]
        if inside[0] or any(inside[i] and labels[path[i]][1:] != labels[path[i - 1]][1:] for i in range(1, len(path))):
            return -1e9
        total = start[path[0]] + sum(scores[first + i, p] for i, p in enumerate(path))
        return float(total + sum(steps[a, b] for a, b in pairwise(path)))

    wanted: list[str] = []
    for first, last in sentences:
        best = max(product(range(kinds), repeat=last - first), key=lambda path: value(path, first))
        wanted += [labels[p] for p in best]
    assert decode(scores, sentences, "uner", steps, start) == wanted


def test_decoding_nothing() -> None:
    steps, start = network().chain("slavicner")
    assert decode(np.zeros((0, len(start)), np.float32), [], "slavicner", steps, start) == []


@pytest.mark.parametrize("guideline", LABELS)
def test_the_shipped_network_fits_its_labels(guideline: Guideline) -> None:
    transitions, start = shipped().chain(guideline)
    assert transitions.shape == (len(LABELS[guideline]),) * 2
    assert start.shape == (len(LABELS[guideline]),)


def test_a_file_that_is_no_model() -> None:
    with pytest.raises((ValueError, OSError)):
        load(io.BytesIO(b"not a model"))
