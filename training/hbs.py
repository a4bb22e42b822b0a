"""Trains the classifier that tells Croatian, Serbian and Bosnian apart: multinomial logistic regression on character n-grams.

    python training/hbs.py [--data ../shared/data]

Reads `setimes/setimes-hr-sr.tsv` (hr, sr) and `parallel/flores.jsonl.gz` (hr, sr, bs); writes `src/svod/models/hbs.npz` and prints the
accuracy on the documents held out (every fifth). Serbian Cyrillic is romanised first. One seed, no randomness: the same weights on
every run.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.corpora import parallel, setimes

from svod.languages.identify import HBS_LANGUAGES, hbs_features, pack_ngrams

Matrix = npt.NDArray[np.float32]
Labels = npt.NDArray[np.intp]
CHUNK = 5
VOCABULARY = 6000
STEPS = 400
PENALTY = 2e-4


def chunks(sentences: list[str]) -> list[str]:
    """Texts of `CHUNK` sentences each, about as long as what a reader's report begins with."""
    return [" ".join(sentences[i : i + CHUNK]) for i in range(0, len(sentences), CHUNK)]


def read(data: Path) -> list[tuple[str, str]]:
    """(language, five sentences) from both corpora, in the order of the files."""
    result: list[tuple[str, str]] = []
    rows = list(setimes(data))
    for language in ("hr", "sr"):
        result += [(language, text) for text in chunks([row[language] for row in rows])]
    flores = list(parallel(data, "flores"))
    for language in HBS_LANGUAGES:
        result += [(language, text) for text in chunks([row[language] for row in flores if language in row])]
    return result


def matrix(texts: list[str], vocabulary: dict[str, int]) -> Matrix:
    """Rows of relative n-gram counts, square-rooted and scaled to length one (texts x vocabulary)."""
    rows = np.zeros((len(texts), len(vocabulary)), dtype=np.float32)
    for row, text in enumerate(texts):
        for ngram, n in hbs_features(text).items():
            column = vocabulary.get(ngram)
            if column is not None:
                rows[row, column] = n**0.5
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    scaled: Matrix = (rows / lengths).astype(np.float32)
    return scaled


def select(texts: list[str], labels: Labels) -> dict[str, int]:
    """The n-grams whose document frequencies differ most between the languages."""
    frequency: Counter[str] = Counter()
    by_language = [Counter[str]() for _ in HBS_LANGUAGES]
    for text, label in zip(texts, labels, strict=True):
        seen = set(hbs_features(text))
        frequency.update(seen)
        by_language[label].update(seen)
    sizes = np.bincount(labels, minlength=len(HBS_LANGUAGES))

    def spread(ngram: str) -> float:
        shares = [(c[ngram] + 0.5) / (n + 1) for c, n in zip(by_language, sizes, strict=True)]
        return float((max(shares) - min(shares)) / sum(shares) ** 0.5)

    kept = sorted((n for n, f in frequency.items() if f >= 5), key=lambda n: (-spread(n), n))[:VOCABULARY]
    return {ngram: i for i, ngram in enumerate(sorted(kept))}


def fit(rows: Matrix, labels: Labels) -> tuple[Matrix, Matrix]:
    """Weights (vocabulary x languages) and biases by gradient descent with momentum on the class-balanced cross-entropy."""
    classes = len(HBS_LANGUAGES)
    target = np.eye(classes, dtype=np.float32)[labels]
    balance = (len(labels) / classes / np.bincount(labels, minlength=classes))[labels][:, None].astype(np.float32)
    weights = np.zeros((rows.shape[1], classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    momentum = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = rows @ weights + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = balance * (scores / scores.sum(axis=1, keepdims=True) - target) / len(labels)
        momentum = 0.9 * momentum - 30.0 * (rows.T @ error + PENALTY * weights)
        weights += momentum
        bias -= 3.0 * error.sum(axis=0)
    return weights, bias


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/svod/models/hbs.npz"))
    options = parser.parse_args()
    examples = read(options.data)
    texts = [text for _, text in examples]
    labels = np.array([HBS_LANGUAGES.index(language) for language, _ in examples])
    held = np.arange(len(texts)) % 5 == 0
    vocabulary = select([t for t, h in zip(texts, held, strict=True) if not h], labels[~held])
    weights, bias = fit(matrix([t for t, h in zip(texts, held, strict=True) if not h], vocabulary), labels[~held])
    scores = matrix([t for t, h in zip(texts, held, strict=True) if h], vocabulary) @ weights + bias
    guess = scores.argmax(axis=1)
    for i, language in enumerate(HBS_LANGUAGES):
        of = labels[held] == i
        said = Counter(HBS_LANGUAGES[g] for g in guess[of])
        print(f"{language}: {(guess[of] == i).mean():.3f} of {of.sum()}   {dict(sorted(said.items()))}")
    vocabulary = select(texts, labels)
    weights, bias = fit(matrix(texts, vocabulary), labels)
    scale = np.abs(weights).max() / 127
    np.savez_compressed(
        options.out,
        ngrams=pack_ngrams(sorted(vocabulary)),
        weights=np.round(weights / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=bias,
    )
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
