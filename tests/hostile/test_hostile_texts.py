"""Texts that nobody would write: no stage fails on them, no annotation leaves the text, and the work grows with the length."""

from __future__ import annotations

import cProfile
import json
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svod import format as json_format
from svod.languages.numerals import LARGEST
from svod.pipeline import relate
from svod.reading.reader import read_report
from svod.reading.sections import find_sections
from svod.reading.sentences import LONGEST, split_sentences
from svod.reading.tokens import tokenize
from svod.records import Published, Reading, Report, Span
from svod.views.markdown import render_markdown
from svod.views.page import render_page

TABLE = tomllib.loads((Path(__file__).parent.parent / "data/hostile/texts.toml").read_text(encoding="utf-8"))
PIECES = [piece for name in ("marks", "words", "numbers", "times", "scripts", "layout") for piece in TABLE[name]]
LANGUAGES = "hr sr bs sl pl cs sk ru uk bg mk en de fi tr ar zh ja und xx".split()
DAYS = [date(1600, 1, 1), date(2023, 9, 13), date(2199, 12, 31)]


def read(text: str, language: str | None = None, day: date | None = None) -> Reading:
    published = Published(day, day, "metadata") if day else None
    return read_report(Report("r", "r.txt", text, language=language, published=published))


def check(reading: Reading) -> None:
    """What holds for every reading ever made."""
    text, layout, known = reading.report.text, reading.layout, {e.id for e in reading.entities}
    sections = [s.span for s in layout.sections]
    spans = [*sections, *layout.sentences, *(t.span for t in layout.tokens)]
    spans += [x.span for layer in (reading.mentions, reading.labels, reading.times) for x in layer]
    spans += [x.span for layer in (reading.quantities, reading.clauses) for x in layer]
    for q in reading.quotations:
        spans += [*q.content, *([q.cue] if q.cue else []), *([q.speaker.span] if q.speaker and q.speaker.span else [])]
        assert {*q.via, *(s.entity if s else None for s in (q.speaker, q.addressee))} <= known | {None}
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    clauses, times = [c.span for c in reading.clauses], [t.span for t in reading.times]
    for layer in (sections, list(layout.sentences), clauses, times, [q.span for q in reading.quantities]):
        assert all(a.end <= b.start for a, b in pairwise(layer)), "in text order, without overlaps"
    assert holds(text, sections) and holds(text, layout.sentences)
    assert all(any(section.contains(s) for section in sections) for s in layout.sentences)
    assert all(any(s.contains(clause) for s in layout.sentences) for clause in clauses)
    assert all(m.entity in known for m in reading.mentions)
    assert {x.entity for x in reading.labels} <= known | {None} and {c.source for c in reading.clauses} <= known | {
        None
    }
    assert all(abs(v) < LARGEST for q in reading.quantities for v in (q.value, q.low, q.high) if v is not None)


def holds(text: str, spans: list[Span] | tuple[Span, ...]) -> bool:
    """Whether every character that shows lies in one of the spans."""
    inside = {n for span in spans for n in range(span.start, span.end)}
    return all(n in inside or c.isspace() or c == "\ufeff" for n, c in enumerate(text))


def check_collection(readings: list[Reading]) -> None:
    collection = relate(readings)
    text = json_format.dumps(collection.to_dict())
    value = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert json_format.dumps(json_format.collection_to_dict(json_format.collection_from_dict(value))) == text
    assert render_page(collection).encode("utf-8") and render_markdown(collection).encode("utf-8")


pieces = st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.text(max_size=3).filter(str.isprintable))
texts = st.lists(pieces, min_size=1, max_size=40).map("".join).filter(lambda t: bool(t.strip().strip("\ufeff")))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts, st.sampled_from([None, *LANGUAGES]), st.sampled_from([None, *DAYS]))
def test_any_text(text: str, language: str | None, day: date | None) -> None:
    check(read(text, language, day))


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(texts, min_size=2, max_size=5))
def test_any_collection(several: list[str]) -> None:
    readings = [read_report(Report(f"r{n}", f"{n}.txt", text)) for n, text in enumerate(several)]
    check_collection(readings)


@pytest.mark.parametrize("piece", PIECES)
def test_one_thing_over_and_over(piece: str) -> None:
    text = piece * max(3, 300 // len(piece))
    if text.strip().strip("\ufeff"):
        check(read(text, "hr", DAYS[1]))


@pytest.mark.parametrize(
    "digits", ["9" * 5000, f"{'9' * 400} milijuna eura", "two " + "hundred " * 400, f"{'1.000' * 99}.000 kuna"]
)
def test_a_number_too_large_to_count_is_none(digits: str) -> None:
    for language in ("hr", "en"):
        reading = read(f"Bilo je {digits} i 12 ljudi.", language)
        check(reading)
        check_collection([reading])


@pytest.mark.parametrize("day", ["29. veljače 2023.", "31.02.2023.", "99.99.9999.", "00.00.0000."])
def test_a_day_that_never_was_is_no_day(day: str) -> None:
    values = [t.value or "" for t in read(f"Brod je stao {day} u Splitu.", "hr", DAYS[1]).times]
    assert not any(len(v) == 10 and v[:4].isdigit() for v in values)


@pytest.mark.parametrize("language", TABLE["reports"])
def test_languages_without_data_get_an_account(language: str) -> None:
    text = TABLE["reports"][language]
    reading = read(text)
    check(reading)
    assert reading.layout.sections[0].kind == "headline" and len(reading.layout.sentences) >= 3
    check_collection([reading])


@pytest.mark.parametrize(("language", "piece"), [(x, p) for x, several in TABLE["growing"].items() for p in several])
def test_work_grows_with_the_length(language: str, piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five times the text costs about five times the calls; every cache is warm."""
    monkeypatch.setattr("svod.reading.sentences.LONGEST", 500)  # so that shorter texts tell
    size = 1000

    def calls(length: int) -> int:
        text = (piece * length)[:length]
        profile = cProfile.Profile()
        profile.runcall(read, text, language, DAYS[1])
        return sum(entry.callcount for entry in profile.getstats())

    for length in (size, 5 * size):
        read((piece * length)[:length], language)
    assert calls(5 * size) < 8 * calls(size)


@pytest.mark.parametrize("piece", [".", "A. ", "(A. ", "2023. ", "„", "a-", "a.", "1.", " - ", "https://", "Foto: A\n"])
def test_patterns_do_not_backtrack(piece: str) -> None:
    """A pattern that backtracks would not come to an end on a text of this length."""
    text = (piece * 200_000)[:200_000]
    assert tokenize(text, "xx")
    assert split_sentences(text, find_sections(text, "xx"), "xx")


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "Ivo Ivić ide u grad i " * 1000
    sentences = read(text, "hr").layout.sentences
    assert max(map(len, sentences)) <= LONGEST and min(map(len, sentences[:-1])) > LONGEST // 2
    assert all(s.of(text).split()[0] in text.split() for s in sentences)
    word = "a" * 3 * LONGEST
    assert [s.of(word) for s in read(word, "hr").layout.sentences] == [word]
