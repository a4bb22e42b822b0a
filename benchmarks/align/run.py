"""How often the translation of a sentence is found first among 997: all ordered pairs of our languages, names masked too; speed and memory.

    python benchmarks/align/run.py [--data ../shared/data] [--weights FILE] [--no-speed]

`--weights`: vectors that `training/similarity.py --hold-out` made, which has not seen the lines that are used here; the shipped ones have,
and their figures say little. News are the 1,000 first lines of the WMT sets that four languages have. Speed is that of the command
`svod align` on the FLORES lines, as a ratio to what simplemma takes for lemmatising both texts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice, permutations
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from training.corpora import parallel

from svod.languages import vectors
from svod.linking.bitext import lay_out, matches
from svod.reading.reader import read_names
from svod.records import Report

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
LINES = 997
NEWS = 1000
Lines = dict[str, list[str]]


def flores(data: Path) -> Lines:
    """The first lines of FLORES by language."""
    rows = list(islice(parallel(data, "flores"), LINES))
    return {language: [row[language].replace("\n", " ") for row in rows] for language in rows[0]}


def news(data: Path) -> Lines:
    """The lines of news that four languages have, by language, in those that all of them have."""
    rows = list(islice((row for row in parallel(data, "wmt") if len(row) >= 4), NEWS))
    shared = sorted(set.intersection(*(set(row) for row in rows)))
    return {language: [row[language].replace("\n", " ") for row in rows] for language in shared}


def masked(lines: Lines) -> Lines:
    """The lines without the names that svod finds in them."""
    return {language: [_without_names(line, language) for line in of] for language, of in lines.items()}


def _without_names(line: str, language: str) -> str:
    reading = read_names(Report("line", "line", line, language=language))
    for mention in sorted(reading.mentions, key=lambda m: -m.span.start):
        line = line[: mention.span.start] + " " + line[mention.span.end :]
    return line


def found_first(lines: Lines) -> dict[tuple[str, str], float]:
    """For each ordered pair of languages the share of lines whose translation `svod align` puts first. No two lines can tie unseen: of
    equal scores the first line is taken, whether right or not."""
    texts = {language: lay_out(of, language) for language, of in lines.items()}
    return {
        (a, b): sum(m.left == m.right for m in matches(texts[a], texts[b])) / len(lines[a])
        for a, b in permutations(texts, 2)
    }


def ngrams_first(lines: Lines, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """The same by the cosine of romanised character 4-grams weighted by rarity: the baseline."""
    from collections import Counter
    from math import log

    from svod.languages.scripts import key

    bags: dict[str, list[Counter[str]]] = {}
    for language in sorted({x for pair in pairs for x in pair}):
        keys = [" ".join(key(word, language) for word in line.split()) for line in lines[language]]
        bags[language] = [Counter(k[i : i + 4] for i in range(len(k) - 3)) for k in keys]
    holding = Counter(g for of in bags.values() for bag in of for g in bag)
    number = {g: n for n, g in enumerate(sorted(holding))}
    total = sum(map(len, bags.values()))
    found = {}
    for a, b in pairs:
        near = np.zeros((len(bags[a]), len(bags[b])), dtype=np.float32)
        postings: dict[int, list[tuple[int, float]]] = {}
        for m, bag in enumerate(bags[b]):
            weights = {number[g]: (1 + log(n)) * log(total / holding[g]) for g, n in bag.items()}
            length = sum(w * w for w in weights.values()) ** 0.5 or 1.0
            for g, w in weights.items():
                postings.setdefault(g, []).append((m, w / length))
        for n, bag in enumerate(bags[a]):
            for gram, count in bag.items():
                weight = (1 + log(count)) * log(total / holding[gram])
                for m, w in postings.get(number[gram], ()):
                    near[n, m] += weight * w
        best = near.argmax(axis=1)
        found[a, b] = float((best == np.arange(len(best))).mean())
    return found


def line_of(name: str, found: dict[tuple[str, str], float]) -> str:
    """Mean, worst pair, and the mean of each language (from and to it) as a row of a table."""
    worst = min(found, key=lambda pair: (found[pair], pair))
    languages = sorted({a for a, _ in found})
    each = " ".join(f"{x} {statistics.mean(v for pair, v in found.items() if x in pair):.3f}" for x in languages)
    return f"| {name} | {statistics.mean(found.values()):.4f} | {found[worst]:.4f} {'-'.join(worst)} | {each} |"


def speed(lines: Lines, pair: tuple[str, str]) -> dict[str, float]:
    """Seconds of the whole command, of simplemma on the same words, and the command's peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for language in pair:
            paths.append(Path(folder) / language)
            paths[-1].write_text("\n".join(lines[language]) + "\n", encoding="utf-8")
        arguments = [str(p) for p in paths] + ["--languages", ",".join(pair)]
        code = (
            "import time; from svod.languages.vectors import vectors\n"
            "from svod.linking.bitext import align\n"
            "begin = time.perf_counter()\n"
            f"[vectors(['a'], x) for x in {pair!r}]\n"
            "loaded = time.perf_counter()\n"
            f"left, right = (open(p, encoding='utf-8').read().split('\\n')[:-1] for p in {[str(p) for p in paths]!r})\n"
            f"align(left, right, {pair!r})\n"
            "done = time.perf_counter()\n"
            "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
            "print(loaded - begin, done - loaded, int(peak) / 1024)"
        )
        runs = [_measured([sys.executable, "-c", code]) for _ in range(3)]
        load, align, memory = (statistics.median(run[n] for run in runs) for n in range(3))
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "svod", "align", *arguments], check=True, capture_output=True, cwd=ROOT)
        whole = time.perf_counter() - begin
    return {"load": load, "align": align, "memory": memory, "whole": whole, "simplemma": simplemma(lines, pair)}


def _measured(command: list[str]) -> tuple[float, ...]:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return tuple(map(float, done.stdout.split()))


def simplemma(lines: Lines, pair: tuple[str, str]) -> float:
    """Seconds that simplemma takes to lemmatise both texts, its dictionaries loaded."""
    import simplemma as peer

    languages = ["hbs" if x in ("hr", "sr", "bs") else x for x in pair]
    for language in languages:
        peer.lemmatize("a", lang=language)
    begin = time.perf_counter()
    for language, own in zip(languages, pair, strict=True):
        for line in lines[own]:
            peer.text_lemmatizer(line, lang=language)
    return time.perf_counter() - begin


def tables(data: Path, lines: Lines) -> dict[str, dict[tuple[str, str], float]]:
    """What is found first, by collection and pair of languages; printed as a table."""
    found = {}
    print("| lines | mean | worst pair | each language |\n|---|---|---|---|")
    for name, of in (("FLORES", lines), ("FLORES, names masked", masked(lines)), ("news", news(data))):
        found[name] = found_first(of)
        print(line_of(name, found[name]), flush=True)
    return found


def measure() -> dict[str, float]:
    """The shipped vectors and the command's speed. (They have seen the FLORES lines: a fall says that something broke, no more.)"""
    data = SHARED / "data"
    if not (data / "parallel" / "flores.jsonl.gz").exists():
        print("needs the parallel sentences of the shared folder: nothing measured")
        return {}
    lines = flores(data)
    found = tables(data, lines)
    took = speed(lines, ("hr", "pl"))
    print(f"load {took['load']:.2f} s, {2 * LINES / took['align']:,.0f} sentences/s, {took['memory']:.0f} MB")
    result = {f"{name}: mean": statistics.mean(shares.values()) for name, shares in found.items()}
    result |= {f"{name}: worst pair": min(shares.values()) for name, shares in found.items()}
    return result | {"seconds of simplemma / svod's": took["simplemma"] / took["align"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--weights", type=Path, help="vectors to measure instead of the shipped ones")
    parser.add_argument("--no-speed", action="store_true")
    options = parser.parse_args()
    if not (options.data / "parallel" / "flores.jsonl.gz").exists():
        sys.exit("benchmarks/align needs the parallel sentences of the shared folder: give --data or set SVOD_SHARED")
    if options.weights:
        with np.load(options.weights) as archive:
            model = dict(archive)
        replacement: Callable[[], dict[str, np.ndarray]] = lambda: model  # noqa: E731
        vectors._model = replacement  # type: ignore[assignment]
    lines = flores(options.data)
    tables(options.data, lines)
    few = [("sl", "pl"), ("hr", "pl"), ("sr", "ru"), ("cs", "sk"), ("bg", "en"), ("uk", "de")]
    print(line_of("FLORES, 4-grams (six pairs)", ngrams_first(lines, few)), flush=True)
    if options.no_speed:
        return
    for pair in (("hr", "pl"), ("ru", "de")):
        took = speed(lines, pair)
        sentences = 2 * LINES
        print(
            f"{'-'.join(pair)}: load {took['load']:.2f} s, {sentences / took['align']:,.0f} sentences/s ({LINES} against {LINES}), "
            f"{took['memory']:.0f} MB, whole command {took['whole']:.2f} s; simplemma alone {took['simplemma']:.2f} s: "
            f"ratio {took['simplemma'] / took['align']:.2f}"
        )


if __name__ == "__main__":
    main()
