"""How well names and their base forms are found: a topic of SlavicNER, or Universal NER's dev parts, against the whole of `recognise`.

    python benchmarks/names/run.py --data ../shared/data --topic nord_stream --model held-out.npz

A topic is only worth measuring with weights that were trained without it (`training/names.py --without`); base forms are scored over
the names that were found, by weights that may have seen the topic unless `--lemmas` points elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.corpora import TYPES, Document, layout_of, slavicner, uner

from svod.reading.name_network import Network, load, shipped
from svod.reading.names import recognise


def longest(doc: Document) -> dict[tuple[int, int, str], str | None]:
    """The gold's names without those nested in longer ones: (start, end, type) -> lemma."""
    kept: dict[tuple[int, int, str], str | None] = {}
    end = -1
    for name in sorted(doc.names, key=lambda n: (n.start, -n.end, n.type)):
        if name.start >= end:
            kept[name.start, name.end, name.type] = name.lemma
            end = name.end
    return kept


def measure(docs: Iterable[Document], network: Network, types: set[str], errors: int) -> None:
    """Print strict precision, recall and F1 and the share of right base forms by language and type; so many errors first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    words, seconds = 0, 0.0
    for doc in docs:
        laid = layout_of(doc)
        begin = time.perf_counter()
        mentions = recognise(laid, network)
        seconds += time.perf_counter() - begin
        words += sum(t.is_word for t in doc.tokens)
        gold = {k: v for k, v in longest(doc).items() if k[2] in types}
        found: dict[tuple[int, int, str], str] = {
            (m.span.start, m.span.end, m.type): m.lemma for m in mentions if m.type in types
        }
        for group in ("all", doc.language, *(f"type {t}" for t in sorted(types))):
            a = {k for k in gold if not group.startswith("type") or group.endswith(k[2])}
            b = {k for k in found if not group.startswith("type") or group.endswith(k[2])}
            both = [k for k in a & b if gold[k]]
            right = sum(str(gold[k]).casefold().split() == found[k].casefold().split() for k in both)
            for i, n in enumerate((len(a & b), len(b), len(a), right, len(both))):
                counts[group][i] += n
        if errors:
            for k in sorted(gold.keys() ^ found.keys()):
                if errors:
                    errors -= 1
                    around = doc.text[max(0, k[0] - 40) : k[1] + 30].replace("\n", "/")
                    print("MISS" if k in gold else "SPUR", doc.language, k[2], repr(doc.text[k[0] : k[1]]), "|", around)
    for group, (hit, predicted, wanted, right, lemmas) in sorted(counts.items()):
        p, r = hit / max(predicted, 1), hit / max(wanted, 1)
        print(
            f"{group:9s} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  of {wanted:6d}"
            f"   lemma {right / max(lemmas, 1):.3f}"
        )
    print(f"{words / max(seconds, 1e-9):.0f} words/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--topic", help="topic of SlavicNER; without it Universal NER's dev parts (PER, LOC, ORG)")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--every", type=int, default=1, help="every n-th report only")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors")
    args = parser.parse_args()
    network = load(args.model) if args.model else shipped()
    if args.topic:
        docs = (d for d in slavicner(args.data) if d.topic == args.topic)
        measure(islice(docs, 0, None, args.every), network, set(TYPES), args.errors)
    else:
        measure(islice(uner(args.data, "dev"), 0, None, args.every), network, {"PER", "LOC", "ORG"}, args.errors)


if __name__ == "__main__":
    main()
