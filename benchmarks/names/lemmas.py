"""How often the base form of a name is right, names as annotated: SlavicNER with a topic held out, and the tables of the tests.

    python benchmarks/names/lemmas.py --data ../shared/data --topics nord_stream ryanair brexit
    python benchmarks/names/lemmas.py

A chooser is trained without each topic in turn, and every annotated name of the topic that has a lemma is given to `base_forms`; case and
spaces are ignored. Without topics: the tables under `tests/data/names/lemmas`, by themselves and the third of them that was kept aside.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.corpora import Document, layout_of, slavicner
from training.name_lemmas import examples, known, train

from svod.languages.scripts import script_of
from svod.reading.name_endings import TRAINED, Endings
from svod.reading.name_lemmas import base_forms
from svod.reading.tokens import tokenize
from svod.records import Layout, Section, Span

TABLES = Path(__file__).resolve().parents[2] / "tests" / "data" / "names" / "lemmas"


def accuracy(docs: Iterable[Document], chooser: Endings) -> tuple[int, int]:
    """(right lemmas, annotated names with a lemma) of some reports."""
    right = wanted = 0
    for doc in docs:
        numbers = {t.span.start: i for i, t in enumerate(doc.tokens)}
        names, lemmas = [], []
        for name in sorted(doc.names, key=lambda n: (n.start, n.end, n.type)):
            if name.start in numbers and name.lemma:
                last = first = numbers[name.start]
                while last < len(doc.tokens) and doc.tokens[last].span.start < name.end:
                    last += 1
                names.append((first, last, name.type))
                lemmas.append(name.lemma)
        for lemma, (found, _) in zip(lemmas, base_forms(layout_of(doc), names, chooser), strict=True):
            right += lemma.casefold().split() == found.casefold().split()
            wanted += 1
    return right, wanted


def rotate(data: Path, topics: list[str], languages: list[str]) -> None:
    """Print the accuracy of every language on every topic, by a chooser that has not seen the topic."""
    docs = list(slavicner(data))
    shares: dict[str, list[float]] = defaultdict(list)
    for topic in topics:
        tabled = frozenset(known(data, ())[0])
        for language in languages:
            own = [d for d in docs if d.language == language]
            chooser = train(language, list(examples(d for d in own if d.topic != topic)), tabled)
            right, wanted = accuracy((d for d in own if d.topic == topic), chooser)
            shares[language].append(right / max(wanted, 1))
            print(f"{topic:12s} {language}  {right / max(wanted, 1):.3f} of {wanted}", flush=True)
    for language, found in shares.items():
        print(f"{'mean':12s} {language}  {sum(found) / len(found):.3f}")


def tables() -> None:
    """Print the accuracy on every table: all of it, and each third line, which was kept aside."""
    for path in sorted(TABLES.glob("*.tsv")):
        language, right = path.stem, []
        for line in path.read_text("utf-8").splitlines():
            type, text, lemma, *possessive = line.split("\t")
            begin, end = text.index("["), text.index("]") - 1
            plain = text.replace("[", "").replace("]", "")
            tokens, whole = tokenize(plain, language), Span(0, len(plain))
            inside = [i for i, t in enumerate(tokens) if begin <= t.span.start < end]
            layout = Layout(plain, language, script_of(plain), (Section(whole, "body"),), (whole,), tokens)
            found, adjective = base_forms(layout, [(inside[0], inside[-1] + 1, type)])[0]
            right.append(found.casefold() == lemma.casefold() and adjective == bool(possessive))
        aside = right[2::3]
        print(f"{language}  {sum(right) / len(right):.3f} of {len(right)}   aside {sum(aside) / len(aside):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--topics", nargs="*", default=[], help="topics of SlavicNER to hold out in turn")
    parser.add_argument("--languages", nargs="*", default=list(TRAINED))
    args = parser.parse_args()
    if args.topics:
        rotate(args.data, args.topics, args.languages)
    else:
        tables()


if __name__ == "__main__":
    main()
