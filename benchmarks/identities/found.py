"""Identities end to end: the names that svod finds, the base forms it gives them, the identities it makes of them.

    python benchmarks/identities/found.py [--shared ../shared] [--gold dev-stories] [--topic nord_stream --model held-out.crfsuite]

Text goes in; recognition, base forms, `referents.resolve` and `link_entities` run as in `svod read`. A gold name is met by the found name
that overlaps it most (intersection over union, one to one). `run.py` measures the same with gold names.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.identities.run import Item, b_cubed, load_gold, load_topic, shared_folder, show

from svod.linking.identities import link_entities
from svod.reading.name_network import Network, load
from svod.reading.names import recognise
from svod.reading.reader import lay_out
from svod.reading.referents import resolve
from svod.records import Mention, Reading, Span

Gold = tuple[Span, str]
"""a gold name: where it stands, its identity"""
Met = tuple[str, str | None, str]
"""gold identity, svod's or None where the name was not found, language"""


def overlap(a: Span, b: Span) -> float:
    """Characters in both over characters in either."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def meet(gold: Sequence[Gold], found: Sequence[Mention]) -> list[Mention | None]:
    """The found name that each gold name is met by, or None: best overlap first, each found name once."""
    pairs = sorted(
        (-overlap(span, m.span), n, i)
        for n, (span, _) in enumerate(gold)
        for i, m in enumerate(found)
        if m.span.overlaps(span)
    )
    met: list[Mention | None] = [None] * len(gold)
    taken: set[int] = set()
    for _, n, i in pairs:
        if met[n] is None and i not in taken:
            met[n] = found[i]
            taken.add(i)
    return met


def links(items: Iterable[Met]) -> tuple[float, float, float]:
    """Precision, recall and F1 of links between languages: pairs of names in two languages that have one identity. A pair of the gold
    counts as missed where one of its names was not found."""

    def across(counts: dict[Hashable, Counter[str]]) -> int:
        squares = ((c.total(), sum(n * n for n in c.values())) for c in counts.values())
        return sum(total * total - own for total, own in squares) // 2

    gold: dict[Hashable, Counter[str]] = defaultdict(Counter)
    ours: dict[Hashable, Counter[str]] = defaultdict(Counter)
    both: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for g, p, language in items:
        gold[g][language] += 1
        if p is not None:
            ours[p][language] += 1
            both[g, p][language] += 1
    precision, recall = across(both) / max(across(ours), 1), across(both) / max(across(gold), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def score(met: Sequence[Met]) -> dict[str, tuple[float, float, float]]:
    """B-cubed over all names and over names in other languages, and links between languages. A gold name that was not found has an
    identity of its own that nobody shares: it has no part in precision and earns nothing in recall."""
    figures = {}
    for title, across in (("B-cubed", False), ("B-cubed across languages", True)):
        precision, _, _ = b_cubed([(g, p, x) for g, p, x in met if p is not None], across=across)
        alone: list[Item] = [(g, p or f"missed {n}", x) for n, (g, p, x) in enumerate(met)]
        recall = _recall(alone, across=across)
        figures[title] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    figures["links between languages"] = links(met)
    return figures


def _recall(items: Sequence[Item], *, across: bool) -> float:
    missed = sum(p.startswith("missed ") for _, p, _ in items)
    _, recall, _ = b_cubed(list(items), across=across)
    if across:
        return recall
    # A missed name is a group of one, which meets itself: take that credit away.
    size = Counter(g for g, _, _ in items)
    credit = sum(1 / size[g] for g, p, _ in items if p.startswith("missed "))
    return recall - credit / len(items) if missed else recall


def run(cases: Sequence[tuple[Reading, list[str]]], network: Network | None = None, errors: int = 0) -> list[Met]:
    """Reads the texts of the cases as svod does and puts its names beside the gold's."""
    readings, golds = [], []
    for reading, ids in cases:
        layout = lay_out(reading.report)
        found = recognise(layout, network)
        mentions, entities = resolve(layout, found)
        readings.append(replace(reading, layout=layout, mentions=mentions, entities=entities))
        golds.append([(m.span, id_) for m, id_ in zip(reading.mentions, ids, strict=True)])
    linked, _, _ = link_entities(readings)
    met: list[Met] = []
    forms: list[tuple[str, str, str, str, str]] = []
    for reading, gold in zip(linked, golds, strict=True):
        language = reading.layout.language
        for (_, id_), mention in zip(gold, meet(gold, reading.mentions), strict=True):
            met.append((id_, mention.entity if mention else None, language))
            if mention:
                forms.append((id_, mention.entity or "", mention.lemma, mention.type, language))
    if errors:
        show(forms, errors)
    return met


def main() -> None:
    """Print the figures of every set that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=shared_folder())
    parser.add_argument("--gold", action="append", default=[])
    parser.add_argument("--topic", action="append", default=[])
    parser.add_argument("--model", type=Path, help="weights that have not seen the topic (training/names.py --without)")
    parser.add_argument("--limit", type=int, default=100000)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    network = load(options.model) if options.model else None
    names = options.gold or ([] if options.topic else ["seeds", "dev-quotes", "dev-stories"])
    sets = [(name, load_gold(options.shared / "gold" / f"{name}.json", options.shared)) for name in names]
    sets += [(topic, load_topic(options.shared, topic, options.limit)) for topic in options.topic]
    for name, cases in sets:
        met = run(cases, network, options.errors)
        found = sum(p is not None for _, p, _ in met) / max(len(met), 1)
        print(f"\n== {name}: {len(cases)} reports, {len(met)} names, {100 * found:.1f} % found")
        for title, (p, r, f) in score(met).items():
            print(f"{title:<26} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}")


if __name__ == "__main__":
    main()
