"""How fast svod reads and how much memory it takes, as ratios against a baseline measured in the same run.

    python benchmarks/speed/run.py

Machines differ and are shared: the ratios are what to compare. Baselines: starting Python itself (for import and cold start), and
simplemma's own tokenising and lemmatising of the same texts (for words a second: the least that any reader of these languages does).
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import svod
from svod.records import Report
from svod.sources.files import gather

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "sample" / "reports"
RUNS = 5
COPIES = 5


def cold(code: str) -> float:
    """The median time in seconds of a fresh Python that runs `code`."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def reading(reports: list[Report]) -> float:
    from svod.reading.reader import read_report

    for report in reports:
        read_report(report)  # load weights and data before the clock runs
    start = time.perf_counter()
    for _ in range(COPIES):
        for report in reports:
            read_report(report)
    return time.perf_counter() - start


def lemmatising(reports: list[Report]) -> float:
    import simplemma

    languages = {"hr": "hbs", "sr": "hbs", "bs": "hbs"}
    work = [(r.text, languages.get(r.language or "", r.language or "en")) for r in reports]
    for text, language in work:
        simplemma.text_lemmatizer(text, lang=language)
    start = time.perf_counter()
    for _ in range(COPIES):
        for text, language in work:
            simplemma.text_lemmatizer(text, lang=language)
    return time.perf_counter() - start


def measure() -> dict[str, float]:
    """Words a second and the ratios; ratios are written so that more is better."""
    from dataclasses import replace

    from svod.languages.identify import identify

    reports = [r for r in gather([str(SAMPLE)]) if isinstance(r, Report)]
    reports = [replace(r, language=identify(r.text)[0]) for r in reports]
    words = COPIES * sum(len(r.text.split()) for r in reports)
    read_seconds, lemma_seconds = reading(reports), lemmatising(reports)
    python, bare_import = cold("pass"), cold("import svod")
    files = sorted(str(p) for p in SAMPLE.glob("*.txt"))[:5]
    five = cold(f"import svod; svod.read({files!r}, jobs=1)")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"reading              {words / read_seconds:10,.0f} words a second on one core, the whole of every report")
    print(
        f"  simplemma alone    {words / lemma_seconds:10,.0f} words a second; svod at {lemma_seconds / read_seconds:.2f} of its speed"
    )
    print(f"import svod          {bare_import - python:10.3f} s above {python:.3f} s for Python itself")
    print(f"five reports, cold   {five:10.2f} s, {five / python:.0f} times starting Python")
    print(f"peak memory          {memory:10,.0f} MB for those five reports")
    print(f"svod {svod.__version__}, Python {sys.version.split()[0]}, median of {RUNS}")
    return {
        "words per second / simplemma": lemma_seconds / read_seconds,
        "Python start / five reports cold": python / five,
    }


if __name__ == "__main__":
    measure()
