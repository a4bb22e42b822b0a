"""A trained tagger beside the rules: a linear-chain CRF that marks what is said, token by token.

    python benchmarks/quotations/tagger.py [--data ../shared]

Trained on the open cases, the fourteen invented reports and, where the shared folder is there, its gold; tested on the cases that were put
aside. It sees what the rules see: romanised words and endings, quotation marks paired, cues and attribution phrases of the language data,
names. Contents within contents are not asked of it. Printed: the rules, the tagger, and the rules with what only the tagger finds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import pycrfsuite
from benchmarks.quotations.tagged import read_tagged

from quotation_scores import FOUND, Tally
from svod import format as json_format
from svod.languages.scripts import romanise
from svod.reading.attribution import Scene
from svod.reading.reader import read_report
from svod.records import Collection, Reading, Report, Span
from tagged_cases import CASES, Case, read_cases

ROOT = Path(__file__).resolve().parents[2]
C1, C2, ROUNDS = 0.1, 0.05, 150
Contents = list[tuple[Span, ...]]


def features(reading: Reading) -> list[list[str]]:
    """What the tagger is told of each token of a report."""
    layout = reading.layout
    scene = Scene(layout, reading.mentions)
    cue = {n: sorted(c.kinds) for c in scene.cues for n in range(c.first, c.last)}
    phrase = {n: a.value for a in scene.attributions for n in range(a.first, a.last)}
    own: list[list[str]] = []
    for n, token in enumerate(layout.tokens):
        word = romanise(token.norm, layout.language)
        here = [
            f"w={word[:12]}",
            f"s3={word[-3:]}",
            f"s2={word[-2:]}",
            f"shape={token.text[:1].isupper()}{token.is_word}",
        ]
        here += [f"cue={k}" for k in cue.get(n, ())] + ([f"phrase={phrase[n]}"] if n in phrase else [])
        here += [
            f"that={token.norm in scene.data.that}",
            f"in={scene.covered[n]}",
            f"finite={scene.grammar.is_finite(token)}",
        ]
        here += [f"name={scene.mention_at[n][0].type}"] if n in scene.mention_at else []
        own.append(here)
    rows: list[list[str]] = []
    for first, last in scene.sentences:
        cues = sorted(n for n in cue if first <= n < last)
        for n in range(first, last):
            row = list(own[n])
            for step in (-3, -2, -1, 1, 2, 3):
                row += (
                    [f"{step}:{f}" for f in own[n + step] if not f.startswith("s")]
                    if first <= n + step < last
                    else [f"{step}:edge"]
                )
            near = min((n - c for c in cues), key=abs, default=None)
            row.append("far" if near is None else f"from={max(-12, min(12, near))}")
            rows.append(row)
    return rows


def sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences, as `features` lists their tokens one after another."""
    scene = Scene(reading.layout, ())
    yield from scene.sentences


def labels(reading: Reading, contents: Iterable[tuple[Span, ...]]) -> list[str]:
    """B, I, O for the tokens of the sentences: outermost contents only."""
    marks = ["O"] * len(reading.layout.tokens)
    for parts in sorted(contents, key=lambda c: sum(map(len, c))):
        for n, token in enumerate(reading.layout.tokens):
            for part in parts:
                if part.contains(token.span):
                    marks[n] = (
                        "B"
                        if token.span.start == part.start
                        or (n and not part.contains(reading.layout.tokens[n - 1].span))
                        else "I"
                    )
    return [marks[n] for first, last in sentences(reading) for n in range(first, last)]


def spans(reading: Reading, marks: Sequence[str]) -> Contents:
    """The contents that a sequence of labels tells, sentence by sentence."""
    found: Contents = []
    place = 0
    for first, last in sentences(reading):
        open_at: int | None = None
        for n in range(first, last + 1):
            mark = marks[place + n - first] if n < last else "O"
            if open_at is not None and mark != "I":
                found.append((Span(reading.layout.tokens[open_at].span.start, reading.layout.tokens[n - 1].span.end),))
                open_at = None
            if mark == "B" or (mark == "I" and open_at is None):
                open_at = n
        place += last - first
    return found


def _right(truth: Contents, found: Contents) -> int:
    """True contents that are found at the usual overlap, one to one, best first."""

    def chars(parts: tuple[Span, ...]) -> set[int]:
        return {n for s in parts for n in range(s.start, s.end)}

    pairs = []
    for i, a in enumerate(map(chars, truth)):
        for j, b in enumerate(map(chars, found)):
            if (alike := len(a & b) / len(a | b)) >= FOUND:
                pairs.append((-alike, i, j))
    ours: set[int] = set()
    theirs: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in ours and j not in theirs:
            ours.add(i)
            theirs.add(j)
    return len(ours)


def _truth(case: Case) -> Contents:
    return [tuple(case.tags[k, n]) for n in case.numbers() for k in "dmi" if (k, n) in case.tags]


def _read(text: str, language: str) -> Reading:
    return read_report(Report("case", "case", text, language=language))


def _training(data: Path) -> Iterator[tuple[Reading, Contents]]:
    for file in sorted((CASES / "cases").glob("*.txt")):
        for _, _, case in read_cases(file):
            yield _read(case.text, file.stem), _truth(case)
    gold: list[Collection] = [json_format.collection_from_dict(read_tagged(CASES / "reports"))]
    files = [data / "gold" / f"{name}.json" for name in ("seeds", "dev-quotes")]
    files.append(ROOT / "examples" / "sample" / "truth.json")
    gold += [json_format.collection_from_dict(json.loads(f.read_text(encoding="utf-8"))) for f in files if f.exists()]
    for reading in (r for c in gold for r in c.readings):
        yield _read(reading.layout.text, reading.layout.language), [q.content for q in reading.quotations]


def main() -> None:
    """Train, test, print F1 for rules, tagger and both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": ROUNDS, "feature.minfreq": 2})
    for reading, contents in _training(options.data):
        rows, marks, place = features(reading), labels(reading, contents), 0
        for first, last in sentences(reading):
            trainer.append(rows[place : place + last - first], marks[place : place + last - first])
            place += last - first
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
    tallies = {name: Tally() for name in ("rules", "tagger", "both")}
    for file in sorted((CASES / "aside").glob("*.txt")):
        for _, _, case in read_cases(file):
            reading = _read(case.text, file.stem)
            rows, place, marks = features(reading), 0, []
            for first, last in sentences(reading):
                marks += tagger.tag(rows[place : place + last - first])
                place += last - first
            rules, tagged = [q.content for q in reading.quotations], spans(reading, marks)
            more = [t for t in tagged if not any(p.overlaps(s) for s in t for r in rules for p in r)]
            for name, found in (("rules", rules), ("tagger", tagged), ("both", rules + more)):
                truth, tally = _truth(case), tallies[name]
                tally.right += _right(truth, found)
                tally.found += len(found)
                tally.true += len(truth)
    for name, tally in tallies.items():
        print(
            f"{name:8} P {tally.right / max(1, tally.found):.3f}  R {tally.right / max(1, tally.true):.3f}  F1 {tally.f1 or 0:.3f}"
        )


if __name__ == "__main__":
    main()
