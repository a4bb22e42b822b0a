"""B-cubed of identities on gold names: the gold files, and whole SlavicNER topics.

    python benchmarks/identities/run.py [--shared ../shared] [--topic brexit] [--errors 40]

Names, types and lemmas are the gold's; identities are svod's. Baselines: every base form its own identity; the romanised one.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from svod.format import report_from_dict
from svod.languages.gazetteer import loose
from svod.languages.scripts import script_of
from svod.linking.identities import link_entities
from svod.reading.referents import resolve
from svod.records import Reading

Item = tuple[str, str, str]
"""gold identity, svod's, language"""


def load_gold(path: Path, shared: Path) -> list[tuple[Reading, list[str]]]:
    """Readings with the gold's mentions, and the gold identity of each."""
    found = []
    for report in json.loads(path.read_text(encoding="utf-8"))["reports"]:
        if not report.get("mentions"):
            continue
        if "text" not in report:
            report["text"] = (shared / "data/slavicner/raw" / report["source"]).read_text(encoding="utf-8")
        mentions = [m for m in report["mentions"] if m.get("entity")]
        mentions.sort(key=lambda m: (m["start"], m["end"]))
        found.append(_case(report, mentions))
    return found


def load_topic(shared: Path, topic: str, limit: int) -> list[tuple[Reading, list[str]]]:
    """The same for a topic of SlavicNER."""
    found = []
    for path in sorted((shared / "data/slavicner/ner" / topic).glob("*/*.tsv"))[:limit]:
        raw = shared / "data/slavicner/raw" / topic / path.parent.name / (path.stem + ".txt")
        mentions = []
        for line in path.read_text(encoding="utf-8").splitlines():
            start, end, _, lemma, type_, entity = line.split("\t")
            mentions.append({"start": int(start), "end": int(end), "type": type_, "lemma": lemma, "entity": entity})
        mentions.sort(key=lambda m: (m["start"], m["end"]))
        text = raw.read_text(encoding="utf-8")
        report = {"id": str(path), "text": text, "language": path.parent.name, "script": script_of(text)}
        found.append(_case(report, mentions))
    return found


def _case(report: dict[str, Any], mentions: list[dict[str, Any]]) -> tuple[Reading, list[str]]:
    bare = [{**m, "entity": None} for m in mentions]
    report = {
        "id": report["id"],
        "source": report.get("source"),
        "text": report["text"],
        "language": report["language"],
        "script": report.get("script"),
    }
    return report_from_dict({**report, "mentions": bare}), [m["entity"] for m in mentions]


def b_cubed(items: list[Item], *, across: bool = False) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga & Baldwin 1998); `across`: only members in other languages count."""
    gold: dict[str, Counter[str]] = defaultdict(Counter)
    ours: dict[str, Counter[str]] = defaultdict(Counter)
    both: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for g, p, language in items:
        gold[g][language] += 1
        ours[p][language] += 1
        both[g, p][language] += 1
    p_sum = r_sum = p_n = r_n = 0.0
    for g, own, language in items:

        def others(counts: Counter[str], language: str = language) -> int:
            return counts.total() - counts[language] if across else counts.total()

        right = others(both[g, own])
        if others(ours[own]):
            p_sum, p_n = p_sum + right / others(ours[own]), p_n + 1
        if others(gold[g]):
            r_sum, r_n = r_sum + right / others(gold[g]), r_n + 1
    precision, recall = p_sum / max(p_n, 1), r_sum / max(r_n, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def score(cases: list[tuple[Reading, list[str]]], errors: int = 0) -> dict[str, tuple[float, float, float]]:
    """Scores of svod and of the baselines; prints the largest errors."""
    began = time.time()
    readings = []
    for reading, _ in cases:
        mentions, entities = resolve(reading.layout, reading.mentions)
        readings.append(replace(reading, mentions=mentions, entities=entities))
    resolved = time.time()
    linked, entities, edges = link_entities(readings)
    done = time.time()
    print(
        f"{len(cases)} reports, {sum(len(r.mentions) for r in linked)} names, {len(entities)} identities, {len(edges)} edges; "
        f"within reports {resolved - began:.1f} s, across {done - resolved:.1f} s"
    )
    items: list[Item] = []
    forms: list[tuple[str, str, str, str, str]] = []
    for (_, gold), reading in zip(cases, linked, strict=True):
        for g, m in zip(gold, reading.mentions, strict=True):
            items.append((g, m.entity or "", reading.layout.language))
            forms.append((g, m.entity or "", m.lemma, m.type, reading.layout.language))
    lemma = [(g, f"{x[2]}", lang) for (g, _, lang), x in zip(items, forms, strict=True)]
    roman = [(g, loose(x[2], lang), lang) for (g, _, lang), x in zip(items, forms, strict=True)]
    if errors:
        show(forms, errors)
    return {
        "svod": b_cubed(items),
        "svod, across languages": b_cubed(items, across=True),
        "base forms": b_cubed(lemma),
        "romanised base forms": b_cubed(roman),
    }


def show(forms: list[tuple[str, str, str, str, str]], errors: int) -> None:
    """The false joins and false splits that weigh most."""
    by_gold: dict[str, Counter[str]] = defaultdict(Counter)
    by_ours: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for g, p, lemma, type_, language in forms:
        by_gold[g][p] += 1
        by_ours[p][g] += 1
        examples[g, p][f"{lemma} {type_} {language}"] += 1

    def weight(counts: Counter[str]) -> float:
        total = counts.total()
        return total - sum(n * n for n in counts.values()) / total

    def some(g: str, p: str) -> str:
        return "; ".join(f"{e} {n}" for e, n in examples[g, p].most_common(5))

    for title, table, flip in (("JOINED WRONGLY", by_ours, True), ("NOT JOINED", by_gold, False)):
        print(f"\n{title}")
        for key in sorted(table, key=lambda k: (-weight(table[k]), k))[:errors]:
            print(f"{weight(table[key]):6.1f} {key}")
            for other, n in table[key].most_common(6):
                print(f"         {n:5} {other}: {some(other, key) if flip else some(key, other)}")


def shared_folder() -> Path:
    """The folder with the gold: $SVOD_SHARED, or beside the repository."""
    return Path(os.environ.get("SVOD_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))


def measure() -> dict[str, float]:
    """What the gate compares with `floors.json`: F1 and precision on the gold files."""
    shared = shared_folder()
    figures: dict[str, float] = {}
    for name in ("seeds", "dev-quotes", "dev-stories"):
        for title, (precision, _, f1) in score(load_gold(shared / "gold" / f"{name}.json", shared)).items():
            print(f"{name:<12} {title:<24} P {100 * precision:5.1f}  F1 {100 * f1:5.1f}")
            if title.startswith("svod"):
                across = " across languages" if "," in title else ""
                figures |= {f"{name}{across} precision": round(precision, 4), f"{name}{across} F1": round(f1, 4)}
    return figures


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=shared_folder())
    parser.add_argument("--topic", action="append", default=[])
    parser.add_argument("--gold", action="append", default=[])
    parser.add_argument("--limit", type=int, default=100000)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    sets = [
        (name, load_gold(options.shared / "gold" / f"{name}.json", options.shared))
        for name in options.gold or ([] if options.topic else ["seeds", "dev-quotes", "dev-stories"])
    ]
    sets += [(topic, load_topic(options.shared, topic, options.limit)) for topic in options.topic]
    for name, cases in sets:
        print(f"\n== {name}")
        for title, (p, r, f) in score(cases, options.errors).items():
            print(f"{title:<24} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}")


if __name__ == "__main__":
    main()
