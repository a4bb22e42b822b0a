"""Invented cases by authors who had not seen the rules: quotations, speakers, addressees, carriers against their full truth.

    python benchmarks/quotations/cases.py [LANGUAGE ...] [--folder cases] [--errors]

Every third case of each language was put aside before anybody read an error of it (`aside`); the others (`cases`) are open. Names are
the program's own. The language is given, as a short text need not tell it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from quotation_scores import LAYERS, Tally, add, score
from tagged_cases import CASES, read_cases

FOLDERS = ("cases", "aside")


def measure(folder: str, languages: Sequence[str] = (), show_errors: bool = False) -> dict[str, float]:
    """Print the table of one folder, a line a language, a column a layer; the figures of all languages together."""
    tallies: dict[str, dict[str, Tally]] = {}
    for file in sorted((CASES / folder).glob("*.txt")):
        if languages and file.stem not in languages:
            continue
        tally = tallies.setdefault(file.stem, defaultdict(Tally))
        for number, _, case in read_cases(file):
            errors: list[str] = []
            score(case, file.stem, tally, errors)
            if show_errors and errors:
                print(f"{file.stem}:{number} {case.text!r}", *(f"    {e}" for e in errors), sep="\n")
    print(f"{folder:8}", *(f"{layer:>12}" for layer in LAYERS))
    whole: dict[str, Tally] = defaultdict(Tally)
    for language, tally in tallies.items():
        print(f"{language:8}", *(_shown(tally[layer]) for layer in LAYERS))
        for layer in LAYERS:
            add(whole[layer], tally[layer])
    print(f"{'all':8}", *(_shown(whole[layer]) for layer in LAYERS), "\n")
    return {f"{folder} {layer}": value for layer in LAYERS if (value := whole[layer].f1) is not None}


def main() -> None:
    """Both folders, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--folder", action="append", default=[], help="below tests/data/quotations, or a path")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for folder in options.folder or FOLDERS:
        measure(folder, options.languages, options.errors)


def _shown(tally: Tally) -> str:
    value = tally.f1
    return f"{'–' if value is None else f'{value:.3f}':>7} {f'/{tally.true}':>4}"


if __name__ == "__main__":
    main()
