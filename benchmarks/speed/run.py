"""How fast svod reads and how much memory it takes, as ratios against a baseline measured in the same run.

    python benchmarks/speed/run.py

Machines differ and are shared: the ratios are what to compare. The baseline is simplemma, with its own settings, finding the language and
lemmatising the words of the same texts: the least that any reader of these languages does.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

import svod
from svod.records import Report
from svod.sources.files import gather

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "sample" / "reports"
SHARED = Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
RUNS = 5
COPIES = 5
# The peer: what simplemma's documentation suggests, on the same texts, each in its own language.
PEER = """
import simplemma
from pathlib import Path
from py3langid import classify
for path in {files!r}:
    text = Path(path).read_text(encoding="utf-8")
    language = classify(text)[0]
    simplemma.text_lemmatizer(text, lang="hbs" if language in ("hr", "sr", "bs") else language)
"""


def cold(code: str) -> tuple[float, float]:
    """Median time in seconds and peak memory in MB of a fresh Python that runs `code`.

    The memory is what the process says of itself: what the system accounts to a child begins with the memory of its parent.
    """
    tail = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    times, memory = [], 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code + tail], check=True, capture_output=True, cwd=ROOT, text=True)
        times.append(time.perf_counter() - start)
        memory = max(memory, int(done.stdout.split()[-1]) / 1024)
    return statistics.median(times), memory


def reading(reports: list[Report]) -> float:
    """Seconds to read the reports `COPIES` times, everything loaded."""
    from svod.reading.reader import read_report

    for report in reports:
        read_report(report)  # load weights and data before the clock runs
    start = time.perf_counter()
    for _ in range(COPIES):
        for report in reports:
            read_report(report)
    return time.perf_counter() - start


def lemmatising(reports: list[Report]) -> float:
    """Seconds that simplemma takes to lemmatise the same texts as often."""
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
    python, _ = cold("pass")
    bare_import, _ = cold("import svod")
    folder = SHARED / "gold" / "reports-seeds"
    files = sorted(str(p) for p in (folder if folder.is_dir() else SAMPLE).glob("*.txt"))[:5]
    five, memory = cold(f"import svod; svod.read({files!r}, jobs=1)")
    peer, peer_memory = cold(PEER.format(files=files))
    print(f"reading              {words / read_seconds:10,.0f} words a second on one core, the whole of every report")
    print(f"  simplemma alone    {words / lemma_seconds:10,.0f} words a second")
    print(f"import svod          {bare_import - python:10.3f} s above {python:.3f} s for Python itself")
    print(f"five reports, cold   {five:10.2f} s, {memory:.0f} MB at its peak: files from {Path(files[0]).parent.name}")
    print(
        f"  simplemma alone    {peer:10.2f} s, {peer_memory:.0f} MB: "
        f"svod takes {five / peer:.2f} of the time, {memory / peer_memory:.2f} of the memory"
    )
    print(f"svod {svod.__version__}, Python {sys.version.split()[0]}, median of {RUNS}")
    return {
        "reading: words a second / simplemma's": lemma_seconds / read_seconds,
        "five reports cold: simplemma's seconds / svod's": peer / five,
        "five reports cold: simplemma's memory / svod's": peer_memory / memory,
    }


if __name__ == "__main__":
    measure()
