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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from training.corpora import Document, listed_names, slavicner

from svod.languages.lemmas import dictionary_code
from svod.languages.scripts import key, mend
from svod.reading.name_cases import ruled_lemma
from svod.reading.name_endings import (
    QUOTES,
    TRAINED,
    Endings,
    candidate_features,
    candidates,
    inflections,
    script,
    token_features,
    trained_lemma,
)  # fmt: skip
from svod.reading.name_lemmas import attested_forms
from svod.reading.name_paradigms import grammar
from svod.reading.tokens import tokenize

MODELS = Path(__file__).resolve().parent.parent / "src" / "svod" / "models"
EPOCHS = 4
RUNS = 3
SMALLEST = 0.3
Look = Callable[["Example", int], tuple[list[str], dict[str, list[str]]]]
PARADIGMS = 8000
DECLINING = ("cs", "pl", "ru", "sl", "uk")


@dataclass(frozen=True, slots=True)
class Example:
    """A name with its lemma: words, the word before it, the report's other forms."""

    words: tuple[str, ...]
    lemma: str
    scripts: tuple[str, ...] | None
    type: str
    before: str
    attested: dict[str, int]
    ruled: tuple[str, ...] = ()
    invented: bool = False


def examples(docs: Iterable[Document]) -> Iterator[Example]:
    """Every name of every report once per report and surrounding."""
    for doc in docs:
        attested = attested_forms(doc.tokens)
        rules = grammar(doc.language)
        numbers = {t.span.start: i for i, t in enumerate(doc.tokens)}
        seen = set()
        for name in doc.names:
            if name.start not in numbers or not name.lemma:
                continue
            first = numbers[name.start]
            words = tuple(
                mend(t.text) for t in doc.tokens[first : first + 40] if t.span.start < name.end and t.text not in QUOTES
            )
            bases = tuple(mend(t.text) for t in tokenize(name.lemma, doc.language) if t.text not in QUOTES)
            before = doc.tokens[first - 1].text.lower() if first else ""
            if not words or (words, before) in seen:
                continue
            seen.add((words, before))
            scripts = None
            if len(words) == len(bases):
                chosen = [script(w, b) for w, b in zip(words, bases, strict=True)]
                if all(s is not None for s in chosen):
                    scripts = tuple(s for s in chosen if s is not None)
            ruled = ruled_lemma(rules, words, name.type, before, attested) if rules.declensions else ()
            yield Example(words, " ".join(name.lemma.split()), scripts, name.type, before, attested, ruled)


def advised(e: Example, i: int) -> str:
    """The script of word `i` by the declensions."""
    return script(e.words[i].lower(), e.ruled[i].lower()) or "" if e.ruled else ""


def paradigms(language: str, limit: int) -> Iterator[Example]:
    """Cases of names that simplemma's dictionary lists, at most so many: what an ending may be where the dictionary knows nothing."""
    dictionary = DefaultDictionaryFactory().get_dictionary(dictionary_code(language) or "")
    pairs = [
        (form, base)
        for form, base in sorted(dictionary.items())
        if form[:1].isupper() and form.isalpha() and base.isalpha() and len(form) > 3 and not form.isupper()
    ]
    rules = grammar(language)
    for n, (form, base) in enumerate(pairs[:: len(pairs) // limit + 1]):
        made = script(form.lower(), base.lower())
        if made:
            # Every second one has advice too: for a name that nobody knows, the declensions are the best there is.
            ruled = ruled_lemma(rules, (form,), "PER", "", {}) if rules.declensions and n % 2 else ()
            example = Example((form,), base, (made,), "?", "?", {}, ruled, True)
            yield from [example] * (3 if made == "0+" else 1)  # a name stands in its base form most often


def train(language: str, found: list[Example], tabled: frozenset[str], floor: int = 2) -> Endings:
    """The chooser for one language."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    invented = list(paradigms(language, PARADIGMS)) if language in DECLINING else []
    for e in [*found, *invented]:
        for word, s in zip(e.words, e.scripts or (), strict=False):
            if s != "0+":
                known[word.lower()[-2:]][s] += 1
    scripts = {
        end: tuple(s for s, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= 2) for end, c in known.items()
    }
    scripts = {end: s for end, s in sorted(scripts.items()) if s}
    model = Endings(language, scripts, {}, {}, tabled, inflections(scripts))
    usage: Counter[str] = Counter()
    for e in [*found, *invented]:
        for i in range(len(e.scripts or ())):
            advice = advised(e, i)
            usage.update(
                token_features(e.words, i, e.type, e.before, (e.scripts or ())[:i], language, advice, e.invented)
            )
    chosen = random.Random(13)
    order = [e for e in [*found, *invented] if e.scripts]
    names: dict[str, str] = {}
    seen_by: dict[tuple[int, int], tuple[list[str], dict[str, list[str]]]] = {}

    def look(e: Example, i: int) -> tuple[list[str], dict[str, list[str]]]:
        """The features of a word that are kept, and those of its candidates."""
        place, hidden = (id(e), i), e.invented
        if place not in seen_by:
            assert e.scripts
            advice = advised(e, i)
            options = candidates(model, e.words[i], advice, hidden) if e.words[i][0].isalpha() else []
            if len(options) < 2 or e.scripts[i] not in options:
                seen_by[place] = [], {}
            else:
                word = token_features(e.words, i, e.type, e.before, e.scripts[:i], language, advice, hidden)
                seen_by[place] = (
                    [names.setdefault(f, f) for f in word if usage[f] >= floor],
                    {
                        s: [
                            names.setdefault(f, f)
                            for f in candidate_features(model, e.words[i], s, e.attested, advice, hidden)
                        ]
                        for s in options
                    },
                )
        return seen_by[place]

    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for _ in range(RUNS):
        for feature, row in _averaged(order, look, chosen).items():
            for s, value in row.items():
                sums[feature][s] += value / RUNS
    weights: dict[str, dict[str, float]] = {}
    for feature, row in sorted(sums.items()):
        rounded = {s: round(value * 10) / 10 for s, value in sorted(row.items())}
        kept = {s: value for s, value in rounded.items() if abs(value) >= (0.1 if feature == "*" else SMALLEST)}
        if kept:
            weights[feature] = kept
    model = replace(model, weights=weights)
    return replace(model, exceptions=exceptions(model, found))


def _averaged(order: list[Example], look: Look, chosen: random.Random) -> dict[str, dict[str, float]]:
    """The weights of one averaged perceptron over the examples, in `EPOCHS` shuffled orders."""
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    current: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    stamp: dict[tuple[str, str], int] = {}
    shared = current["*"]
    step = 0

    def add(feature: str, s: str, by: float) -> None:
        totals[feature][s] += (step - stamp.get((feature, s), 0)) * current[feature][s]
        stamp[feature, s] = step
        current[feature][s] += by

    for _ in range(EPOCHS):
        chosen.shuffle(order)
        for e in order:
            assert e.scripts
            for i in range(len(e.words)):
                seen, own = look(e, i)
                if not own:
                    continue
                step += 1
                rows = [current[f] for f in seen]
                scores = {
                    s: sum(r.get(s, 0.0) for r in rows) + sum(shared.get(f, 0.0) for f in fs) for s, fs in own.items()
                }
                best = max(own, key=lambda s: scores[s])
                if best != e.scripts[i]:
                    for s, by in ((e.scripts[i], 1.0), (best, -1.0)):
                        for f in seen:
                            add(f, s, by)
                        for f in own[s]:
                            add("*", f, by)
    for feature, row in current.items():
        for s, value in row.items():
            totals[feature][s] = (totals[feature][s] + (step - stamp.get((feature, s), 0)) * value) / max(step, 1)
    return totals


def exceptions(model: Endings, found: list[Example]) -> dict[str, str]:
    """Names whose usual lemma the weights miss, in several reports."""
    lemmas: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: Counter[str] = Counter()
    for e in found:
        surface = " ".join(e.words).lower()
        lemmas[surface][e.lemma] += 1
        if (
            "".join(trained_lemma(model, e.words, e.type, e.before, e.attested, e.ruled)).lower()
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
        right += (got or "".join(trained_lemma(model, e.words, e.type, e.before, e.attested, e.ruled))).lower().replace(
            " ", ""
        ) == want
        same += "".join(e.words).lower() == want
    n = max(len(held), 1)
    print(f"{language}: {right / n:.3f} of {n} (unchanged {same / n:.3f}, {listed} listed)", flush=True)


def known(data: Path, docs: Iterable[Document]) -> tuple[list[str], list[str]]:
    """Romanised words that are base forms: those of tables; others, of persons' and one-word names in several reports."""
    tabled = {
        key(name, language)
        for name, language, kind in listed_names(data)
        if kind != "a" and name.isalpha() and name[0].isupper()
    }
    counts: Counter[str] = Counter()
    for doc in docs:
        lemmas = {n.lemma for n in doc.names if n.lemma and (n.type == "PER" or " " not in n.lemma)}
        for word in {w for lemma in lemmas for w in re.findall(r"[^\W\d_]+", lemma)}:
            counts[key(word, doc.language)] += word[0].isupper() and not word.isupper()
    others = sorted(w for w, n in counts.items() if n >= 2 and len(w) >= 2 and w not in tabled)
    return sorted(w for w in tabled if len(w) >= 2), others


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
    content = "\n\n".join("\n".join(part) for part in bases).encode("utf-8")
    (args.output / "name_lemmas.known.txt.xz").write_bytes(lzma.compress(content, preset=9))
    print(f"{len(bases[0])} base forms of tables, {len(bases[1])} others")
    for language in args.languages:
        model = train(
            language, list(examples(d for d in docs[language] if d.topic != args.without)), frozenset(bases[0])
        )
        path = args.output / f"name_lemmas.{language}.txt.xz"
        write(model, path)
        print(
            f"{path.name}: {path.stat().st_size / 1e3:.0f} kB, {len(model.weights)} features, {len(model.exceptions)} exceptions"
        )
        if args.measure:
            measure(model, list(examples(d for d in docs[language] if d.topic == args.without)), language)


if __name__ == "__main__":
    main()
