"""Train the choosers of name endings (bg, cs, pl, ru, sl, uk) from SlavicNER's lemmas; write the list of known base forms.

    python training/name_lemmas.py --data ../shared/data
    python training/name_lemmas.py --data ../shared/data --without nord_stream --measure --output FOLDER

Method: a script of the last letters (cut n, add s) is chosen for every word by an averaged perceptron over the word's letters, its place,
the word before the name and what was chosen before; names that it gets wrong go into a list of exceptions. Deterministic:
shuffled by a fixed seed, ties broken by order.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.corpora import Document, listed_names, slavicner

from svod.languages.scripts import key, mend
from svod.reading.name_endings import (
    TRAINED,
    Endings,
    candidate_features,
    candidates,
    token_features,
    trained_lemma,
)  # fmt: skip
from svod.reading.name_lemmas import attested_forms
from svod.reading.tokens import tokenize

MODELS = Path(__file__).resolve().parent.parent / "src" / "svod" / "models"
EPOCHS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A name with its lemma: words, the word before it, the report's other forms."""

    words: tuple[str, ...]
    lemma: str
    scripts: tuple[str, ...] | None
    type: str
    before: str
    attested: dict[str, int]


def script(word: str, base: str) -> str | None:
    """The script that makes `base` of `word`; None where too little is shared."""
    shared = next((i for i, (a, b) in enumerate(zip(word, base, strict=False)) if a != b), min(len(word), len(base)))
    if word == base:
        return "0+"
    if shared < min(2, len(word) - 1) or len(word) - shared > 5 or len(base) - shared > 5:
        return None
    return f"{len(word) - shared}+{base[shared:]}"


def examples(docs: Iterable[Document]) -> Iterator[Example]:
    """Every name of every report once per report and surrounding."""
    for doc in docs:
        attested = attested_forms(doc.tokens)
        numbers = {t.span.start: i for i, t in enumerate(doc.tokens)}
        seen = set()
        for name in doc.names:
            if name.start not in numbers or not name.lemma:
                continue
            first = numbers[name.start]
            words = tuple(mend(t.text) for t in doc.tokens[first : first + 40] if t.span.start < name.end)
            bases = tuple(mend(t.text) for t in tokenize(name.lemma, doc.language))
            before = doc.tokens[first - 1].text.lower() if first else ""
            if (words, before) in seen:
                continue
            seen.add((words, before))
            scripts = None
            if len(words) == len(bases):
                chosen = [script(w, b) for w, b in zip(words, bases, strict=True)]
                if all(s is not None for s in chosen):
                    scripts = tuple(s for s in chosen if s is not None)
            yield Example(words, " ".join(name.lemma.split()), scripts, name.type, before, attested)


def train(language: str, found: list[Example], floor: int = 2) -> Endings:
    """The chooser for one language."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for e in found:
        for word, s in zip(e.words, e.scripts or (), strict=False):
            if s != "0+":
                known[word.lower()[-2:]][s] += 1
    scripts = {
        end: tuple(s for s, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= 2) for end, c in known.items()
    }
    model = Endings(language, {end: s for end, s in sorted(scripts.items()) if s}, {}, {})
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    current: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    stamp: dict[tuple[str, str], int] = {}
    usage: Counter[str] = Counter()
    for e in found:
        for i in range(len(e.scripts or ())):
            usage.update(token_features(e.words, i, e.type, e.before, (e.scripts or ())[:i], language))
    chosen = random.Random(13)
    order = [e for e in found if e.scripts]
    step = 0

    def add(feature: str, s: str, by: float) -> None:
        totals[feature][s] += (step - stamp.get((feature, s), 0)) * current[feature][s]
        stamp[feature, s] = step
        current[feature][s] += by

    for _ in range(EPOCHS):
        chosen.shuffle(order)
        for e in order:
            assert e.scripts
            for i, word in enumerate(e.words):
                options = candidates(model, word) if word[0].isalpha() else []
                if len(options) < 2 or e.scripts[i] not in options:
                    continue
                step += 1
                seen = [
                    f
                    for f in token_features(e.words, i, e.type, e.before, e.scripts[:i], language)
                    if usage[f] >= floor
                ]
                rows = [current[f] for f in seen]
                shared = current["*"]
                own = {s: candidate_features(word, s, e.attested) for s in options}
                scores = {
                    s: sum(r.get(s, 0.0) for r in rows) + sum(shared.get(f, 0.0) for f in own[s]) for s in options
                }
                best = max(options, key=lambda s: scores[s])
                if best != e.scripts[i]:
                    for s, by in ((e.scripts[i], 1.0), (best, -1.0)):
                        for f in seen:
                            add(f, s, by)
                        for f in own[s]:
                            add("*", f, by)
    weights: dict[str, dict[str, float]] = {}
    for feature, row in sorted(current.items()):
        averaged = {}
        for s in sorted(row):
            total = totals[feature][s] + (step - stamp.get((feature, s), 0)) * row[s]
            value = round(total / max(step, 1) * 10)
            if abs(value) >= (1 if feature == "*" else 2):
                averaged[s] = value / 10
        if averaged:
            weights[feature] = averaged
    model = Endings(language, model.scripts, weights, {})
    return Endings(language, model.scripts, weights, exceptions(model, found))


def exceptions(model: Endings, found: list[Example]) -> dict[str, str]:
    """Names whose usual lemma the weights miss, in several reports."""
    lemmas: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: Counter[str] = Counter()
    for e in found:
        surface = " ".join(e.words).lower()
        lemmas[surface][e.lemma] += 1
        if (
            "".join(trained_lemma(model, e.words, e.type, e.before, e.attested)).lower()
            != e.lemma.replace(" ", "").lower()
        ):
            wrong[surface] += 1
    result = {}
    for surface, counts in sorted(lemmas.items()):
        best = min(counts, key=lambda x: (-counts[x], x))
        total = sum(counts.values())
        if wrong[surface] * 2 > total and total >= 2 and counts[best] * 3 > total * 2:
            result[surface] = best
    return result


def write(model: Endings, path: Path) -> None:
    """One compressed text: scripts, weights, exceptions, parted by empty lines."""
    scripts = ["\t".join([end, *s]) for end, s in model.scripts.items()]
    weights = [
        "\t".join([f, *(x for s, w in row.items() for x in (s, str(round(w * 10))))])
        for f, row in model.weights.items()
    ]
    listed = [f"{surface}\t{lemma}" for surface, lemma in model.exceptions.items()]
    text = "\n\n".join("\n".join(part) for part in (scripts, weights, listed))
    path.write_bytes(lzma.compress(text.encode("utf-8"), preset=9))


def measure(model: Endings, held: list[Example], language: str) -> None:
    """Share of names (case ignored, spaces aside) with the right lemma."""
    right = listed = same = 0
    for e in held:
        want = "".join(e.lemma.lower().split())
        got = model.exceptions.get(" ".join(e.words).lower())
        listed += got is not None
        right += (got or "".join(trained_lemma(model, e.words, e.type, e.before, e.attested))).lower().replace(
            " ", ""
        ) == want
        same += "".join(e.words).lower() == want
    n = max(len(held), 1)
    print(f"{language}: {right / n:.3f} of {n} (unchanged {same / n:.3f}, {listed} listed)", flush=True)


def known(data: Path, docs: Iterable[Document]) -> list[str]:
    """Romanised words that are base forms: of names with one word in several reports or in a table, and of persons' names."""
    counts: Counter[str] = Counter()
    for doc in docs:
        lemmas = {n.lemma for n in doc.names if n.lemma and (n.type == "PER" or " " not in n.lemma)}
        for word in {w for lemma in lemmas for w in re.findall(r"[^\W\d_]+", lemma)}:
            counts[key(word, doc.language)] += word[0].isupper() and not word.isupper()
    for name, language, kind in listed_names(data):
        if kind != "a" and name.isalpha() and name[0].isupper():
            counts[key(name, language)] += 2
    return sorted(word for word, n in counts.items() if n >= 2 and len(word) >= 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--output", type=Path, default=MODELS)
    parser.add_argument("--without", help="topic of SlavicNER to hold out")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--languages", nargs="*", default=TRAINED)
    args = parser.parse_args()
    docs: dict[str, list[Document]] = defaultdict(list)
    for doc in slavicner(args.data):
        docs[doc.language].append(doc)
    bases = known(args.data, (d for language in sorted(docs) for d in docs[language] if d.topic != args.without))
    (args.output / "name_lemmas.known.txt.xz").write_bytes(lzma.compress("\n".join(bases).encode("utf-8"), preset=9))
    print(f"{len(bases)} known base forms")
    for language in args.languages:
        model = train(language, list(examples(d for d in docs[language] if d.topic != args.without)))
        path = args.output / f"name_lemmas.{language}.txt.xz"
        write(model, path)
        print(
            f"{path.name}: {path.stat().st_size / 1e3:.0f} kB, {len(model.weights)} features, {len(model.exceptions)} exceptions"
        )
        if args.measure:
            measure(model, list(examples(d for d in docs[language] if d.topic == args.without)), language)


if __name__ == "__main__":
    main()
