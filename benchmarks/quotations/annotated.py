"""Quotations of 101 reports of SlavicNER, annotated for this project: places only, the texts stay in the shared folder.

Nine annotators worked alone, by the guidelines of dev-quotes (`gold/README.md`), one set of reports each, without seeing the program or
its output. Most sets are read while the rules are written (`open`); two are only ever scored (`aside`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.annotated import annotated_text

ANNOTATED = Path(__file__).with_name("annotated.jsonl")


def gold(shared: Path, half: str) -> dict[str, Any]:
    """One half as gold of format 1.

    Args:
        shared: the folder that holds `gold` and `data`; texts come from `data/slavicner`, names and their ids from `gold/dev-stories.json`.
        half: `open` or `aside`.

    Raises:
        ValueError: a text is not the one that was annotated.
    """
    stories = json.loads((shared / "gold" / "dev-stories.json").read_text(encoding="utf-8"))
    named = {r["source"]: r for r in stories["reports"]}
    reports = []
    for line in ANNOTATED.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["half"] != half:
            continue
        text = annotated_text(shared, record["source"], record["sha256"])
        for q in record["quotations"]:
            if (s := q["speaker"]) and "start" in s:
                s["text"] = text[s["start"] : s["end"]]
        known = {k: v for k, v in named[record["source"]].items() if k != "times"}
        reports.append({**known, "text": text, "quotations": record["quotations"]})
    return {"format": 1, "reports": reports, "entities": stories.get("entities", []), "stories": [], "failures": []}
