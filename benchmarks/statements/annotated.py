"""Statements of SlavicNER reports, annotated for this project: places only, the texts stay in the shared folder.

Independent annotators listed, event by event, every fact that two or more reports tell, with every clause that tells it, without seeing
the program or its output. One set is read while the rules are written (`open`), the other is only ever scored (`aside`). A line of
`annotated.jsonl` is an event: its reports (`source`, the beginning of the text's SHA-256), and its statements, whose supports are places.

    python benchmarks/statements/annotated.py HALF ANNOTATION.json ... [--data ../shared]   prints the lines for what an annotator wrote
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.annotated import annotated_text, digest, raw_text

ANNOTATED = Path(__file__).with_name("annotated.jsonl")
Json = dict[str, Any]


def gold(shared: Path, half: str) -> Json:
    """One half as gold of format 1; without stories where nothing is annotated.

    Args:
        shared: the folder that holds `data`; texts come from `data/slavicner/raw`.
        half: `open` or `aside`.

    Raises:
        ValueError: a text is not the one that was annotated.
    """
    lines = ANNOTATED.read_text(encoding="utf-8").splitlines() if ANNOTATED.is_file() else []
    reports, stories = {}, []
    for event in map(json.loads, lines):
        if event["half"] != half:
            continue
        for report in event["reports"]:
            text = annotated_text(shared, report["source"], report["sha256"])
            reports[report["source"]] = {
                "id": report["source"],
                "source": report["source"],
                "language": report["source"].split("/")[1],
                "text": text,
            }
        sources = [r["source"] for r in event["reports"]]
        statements = [
            {
                "id": f"{event['event']}-{n:02}",
                "gloss": statement["gloss"],
                "support": [s | {"report": sources[s["report"]]} for s in statement["support"]],
            }
            for n, statement in enumerate(event["statements"], 1)
        ]
        stories.append(
            {"id": event["event"], "reports": sources, "exhaustive": event["exhaustive"], "statements": statements}
        )
    return {"format": 1, "reports": list(reports.values()), "entities": [], "stories": stories, "failures": []}


def places(annotation: Json, shared: Path, half: str) -> list[Json]:
    """What an annotator wrote, with quotes, as events with places.

    Raises:
        ValueError: a quote does not stand exactly once in its report.
    """
    events = []
    for event in annotation["events"]:
        texts = [raw_text(shared, source) for source in event["reports"]]
        statements = []
        for statement in event["statements"]:
            support = []
            for told in statement["support"]:
                number = event["reports"].index(told["report"])
                if texts[number].count(told["quote"]) != 1:
                    raise ValueError(f"not exactly once in {told['report']}: {told['quote']}")
                start = texts[number].index(told["quote"])
                place = {"report": number, "start": start, "end": start + len(told["quote"])}
                support.append(place | {k: told[k] for k in ("relation", "modality") if told.get(k)})
            statements.append({"gloss": statement["gloss"], "support": support})
        reports = [{"source": s, "sha256": digest(text)[:16]} for s, text in zip(event["reports"], texts, strict=True)]
        exhaustive = bool(event.get("exhaustive"))
        events.append(
            {"half": half, "event": event["id"], "exhaustive": exhaustive, "reports": reports, "statements": statements}
        )
    return events


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("half", choices=("open", "aside"))
    parser.add_argument("annotations", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    for path in options.annotations:
        for event in places(json.loads(path.read_text(encoding="utf-8")), options.data, options.half):
            sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
