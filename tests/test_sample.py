"""The sample collection and its truth: `examples/sample/` and `examples/make_truth.py`."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from svod.format import collection_from_dict
from svod.records import Failure, Report
from svod.sources.files import gather

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "examples" / "sample"
TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
REPORTS: list[dict[str, Any]] = TRUTH["reports"]
STORY: dict[str, Any] = TRUTH["stories"][0]
ENTITIES = {entity["id"] for entity in TRUTH["entities"]}
LANGUAGES = [report["language"] for report in REPORTS]
OPENING = {"sl": "»", "uk": "«", "en": "“"}
TEXTS = {report["id"]: report["text"] for report in REPORTS}

each_report = pytest.mark.parametrize("report", REPORTS, ids=LANGUAGES)


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_truth", ROOT / "examples" / "make_truth.py")
    assert spec and spec.loader
    module = sys.modules["make_truth"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def read() -> dict[str, Report]:
    found = list(gather([str(SAMPLE / "reports")]))
    assert not [item for item in found if isinstance(item, Failure)]
    return {Path(item.source).name: item for item in found if isinstance(item, Report)}


def test_truth_regenerates_identically() -> None:
    from svod.format import dumps

    written = (SAMPLE / "truth.json").read_text(encoding="utf-8")
    assert dumps(_maker().make(), indent=1) + "\n" == written, "run examples/make_truth.py and look at what changed"


@each_report
def test_text_is_what_svod_reads(report: dict[str, Any], read: dict[str, Report]) -> None:
    now = read[Path(report["source"]).name]
    assert now.text == report["text"], (
        "svod reads another text than the one that was annotated: run examples/make_truth.py"
    )
    assert (now.title, now.outlet, now.url) == (report["title"], report["outlet"], report["url"])
    assert report["text"].startswith(report["title"])


@each_report
def test_only_metadata_dates_are_given(report: dict[str, Any], read: dict[str, Report]) -> None:
    published = read[Path(report["source"]).name].published
    if report["published"]["basis"] == "metadata":
        assert published and published.earliest.isoformat() == report["published"]["earliest"]
    else:
        assert published is None


def test_every_report_is_annotated(read: dict[str, Report]) -> None:
    assert {Path(report["source"]).name for report in REPORTS} == set(read)
    assert LANGUAGES == ["hr", "sr", "sl", "pl", "cs", "uk", "bg", "en"]
    assert sum(r["published"]["basis"] != "metadata" for r in REPORTS) >= 3


def _spans(report: dict[str, Any]) -> list[dict[str, Any]]:
    found = [x for layer in ("sections", "mentions", "labels", "times") for x in report[layer]]
    for q in report["quotations"]:
        found += q["content"] + [x for x in (q["cue"], q["speaker"]) if x and "start" in x]
    return found


@each_report
def test_spans_are_whole_words(report: dict[str, Any]) -> None:
    text = report["text"]
    for span in _spans(report):
        surface = text[span["start"] : span["end"]]
        assert surface and surface == surface.strip()
        assert not re.match(r"\w\w", text[max(0, span["start"] - 1) : span["start"] + 1]), surface
        assert not re.match(r"\w\w", text[span["end"] - 1 : span["end"] + 1]), surface
        if "text" in span:
            assert span["text"] == surface


@each_report
def test_ids_resolve(report: dict[str, Any]) -> None:
    quotations = {q["id"] for q in report["quotations"]}
    assert len(quotations) == len(report["quotations"])
    for m in report["mentions"]:
        assert m["entity"] in ENTITIES
    for label in report["labels"]:
        assert {label["entity"], *label.get("entities", [])} <= ENTITIES | {None}
        assert label["by"] in ENTITIES | {"outlet"}
    for q in report["quotations"]:
        speaker = q["speaker"] or {}
        assert {speaker.get("entity"), (q["addressee"] or {}).get("entity")} <= ENTITIES | {None}
        assert {*q["via"], *q.get("via_optional", [])} <= ENTITIES
        assert q.get("nested_in") in quotations | {None}


@each_report
def test_no_name_is_forgotten(report: dict[str, Any]) -> None:
    text = report["text"]
    covered = {i for m in report["mentions"] for i in range(m["start"], m["end"])}
    for m in report["mentions"]:
        if not m.get("optional"):
            for match in re.finditer(rf"(?<!\w){re.escape(text[m['start'] : m['end']])}(?!\w)", text):
                assert match.start() in covered, f"{match.group()} at {match.start()}"


@each_report
def test_no_quotation_marks_are_forgotten(report: dict[str, Any]) -> None:
    begun = {c["start"] for q in report["quotations"] for c in q["content"] if q["kind"] != "indirect"}
    begun |= {m["start"] for m in report["mentions"]}
    for match in re.finditer(OPENING.get(report["language"], r"„|(?<=\s)\""), report["text"]):
        assert match.end() in begun, report["text"][match.start() : match.end() + 40]


def test_sections_leave_nothing_out() -> None:
    for report in REPORTS:
        left = list(report["text"])
        for section in report["sections"]:
            left[section["start"] : section["end"]] = " " * (section["end"] - section["start"])
        assert not "".join(left).strip()


def test_story_resolves() -> None:
    assert sorted(r for origin in STORY["origins"] for r in origin) == sorted(STORY["reports"])
    for passage in [x for s in STORY["statements"] for x in s["support"]] + [
        x for d in STORY["differences"] for x in d["evidence"]
    ]:
        assert passage["start"] < passage["end"] <= len(TEXTS[passage["report"]])
    for s in STORY["statements"]:
        assert {x["source"] for x in s["support"]} <= ENTITIES | {None}
        assert {v for x in s["support"] for v in x["via"]} <= ENTITIES


def test_planted_differences() -> None:
    relations = [d["relation"] for d in STORY["differences"] if not d.get("optional")]
    assert {"contradiction", "update", "granularity", "tension"} <= set(relations)
    update = next(d for d in STORY["differences"] if d["relation"] == "update")
    days = {r["id"]: r["published"]["latest"] for r in REPORTS}
    before = {days[e["report"]] for e in update["evidence"] if e["value"] == "2" and e["report"] != "uk"}
    after = {days[e["report"]] for e in update["evidence"] if e["value"] == "3"}
    assert max(before) < min(after)


def test_most_facts_are_told_more_than_once() -> None:
    carried = [len({x["report"] for x in s["support"]}) for s in STORY["statements"]]
    assert sum(n > 1 for n in carried) >= 25
    assert 1 in carried


def test_one_agency_is_one_origin() -> None:
    origins = {s["id"]: s["origins"] for s in STORY["statements"]}
    assert origins["four-minutes"] == 1  # eight reports, one interview
    assert origins["whose"] == 6


def test_one_utterance_in_many_languages() -> None:
    for utterance in ("u-helm", "u-whose", "u-spared"):
        languages = {
            r["language"]
            for r in REPORTS
            for q in r["quotations"]
            if utterance in (q.get("utterances") or [q["utterance"]])
        }
        assert len(languages) >= 6


def test_truth_is_format_1() -> None:
    collection = collection_from_dict(TRUTH)
    assert len(collection.readings) == 8 and len(collection.stories) == 1
    for reading in collection.readings:
        assert reading.mentions and reading.labels and reading.quotations and reading.times
        for m in reading.mentions:
            assert m.span.of(reading.report.text)


def test_truth_scores_full_marks_against_itself() -> None:
    shared = Path(os.environ.get("SVOD_SHARED") or ROOT.parent / "shared")
    scorer = shared / "score" / "score.py"
    if not scorer.is_file():
        pytest.skip(f"no scorer at {scorer}")
    truth = str(SAMPLE / "truth.json")
    done = subprocess.run(
        [sys.executable, str(scorer), truth, truth, "--json"], capture_output=True, text=True, check=True
    )
    result = json.loads(done.stdout)
    assert not result["warnings"] and result["reports"] == 8
    for task, measures in result["tasks"].items():
        for name, measure in measures.items():
            value = measure["micro"].get("f1", measure["micro"].get("value"))
            if name.startswith(("predicted pairs", "mean interval")):
                assert value == 0, (task, name)
            else:
                assert value == 1, (task, name)
