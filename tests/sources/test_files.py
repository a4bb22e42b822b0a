"""Files, folders, globs and standard input; what can't be read is one failure and costs no other report."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from svod.records import Failure, Report
from svod.sources.files import gather

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry runs aground</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ada Lowe">
<meta property="article:published_time" content="2024-05-03T08:00:00+00:00"></head><body><nav>Home | Sport | Weather</nav>
<article><h1>Ferry runs aground</h1><p>A ferry with ninety people on board ran aground off the island on Friday morning, the harbour
master said in a statement that was read to reporters on the quay.</p><p>“Nobody was badly hurt,” he said. “We shall know more when the
divers have looked at the hull and when the passengers have been heard by the police.”</p></article>
<script>alert("never run")</script><footer>All rights reserved</footer></body></html>"""


def read(*paths: object, limit: int = 1_000_000) -> tuple[list[Report], list[Failure]]:
    items = list(gather([str(p) for p in paths], limit=limit))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Failure)]


def test_a_text_file_is_never_altered(tmp_path: Path) -> None:
    text = "\ufeff  Naslov\r\n\r\nTijelo \u00a0 s\ttabulatorom i K\u0301 znakom.\r"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    reports, failures = read(tmp_path)
    assert [r.text for r in reports] == [text] and not failures
    with (tmp_path / "a.txt").open(encoding="utf-8", newline="") as file:
        assert text == file.read()


def test_folders_are_searched_and_order_does_not_matter(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden/d.txt", "notes.md", "e.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Report {name} says something.", encoding="utf-8")
    reports, failures = read(tmp_path)
    assert [Path(r.source).name for r in reports] == ["a.txt", "b.txt", "c.txt", "e.TXT"] and not failures
    assert read(tmp_path / "b.txt", tmp_path / "a.txt") == read(tmp_path / "a.txt", tmp_path / "b.txt")
    assert [r.source for r in read(str(tmp_path / "*.txt"))[0]] == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_a_web_page_gives_article_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (report,), failures = read(tmp_path)
    assert not failures
    assert report.text.split("\n")[0] == report.title == "Ferry runs aground"
    assert (report.outlet, report.authors, report.origin) == ("Harbour Post", ("Ada Lowe",), "html")
    assert report.published and report.published.earliest.isoformat() == "2024-05-03"
    assert "never run" not in report.text and "All rights" not in report.text


def test_a_table_beside_the_files_and_a_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Prva vijest.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "---\noutlet: Drugi list\npublished: 2024-05-04\n---\nDruga vijest.", encoding="utf-8"
    )
    (tmp_path / "metadata.csv").write_text(
        "file;outlet;url;published\na.txt;Prvi list;https://prvi.example/1;2024-05-03/2024-05-04\n", encoding="utf-8"
    )
    (a, b), failures = read(tmp_path)
    assert not failures
    assert (a.outlet, a.url) == ("Prvi list", "https://prvi.example/1")
    assert a.published and (a.published.latest - a.published.earliest).days == 1
    assert b.outlet == "Drugi list" and b.published and b.text.startswith("---\n")


def test_the_same_text_of_two_outlets_is_two_reports(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("Ista vijest.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,outlet\na.txt,Prvi\nb.txt,Drugi\nc.txt,Drugi\n", encoding="utf-8")
    reports, _ = read(tmp_path)
    assert len({r.id for r in reports}) == 3
    assert reports[2].copy_of == reports[1].id


DAY = "2024-05-03"
URL = "https://list.example/1"
ARTICLES: dict[str, dict[str, object]] = {
    "svod": {
        "id": "x",
        "text": "Naslov\nTekst.",
        "sections": [],
        "published": {"earliest": DAY, "latest": DAY, "basis": "metadata"},
    },
    "trafilatura": {
        "title": "Naslov",
        "text": "Tekst.",
        "sitename": "List",
        "date": DAY,
        "source": URL,
        "author": "A. B.",
    },
    "news-please": {
        "title": "Naslov",
        "maintext": "Tekst.",
        "source_domain": "list.example",
        "date_publish": f"{DAY} 10:00:00",
        "language": "hr",
        "authors": ["A. B."],
    },
    "fundus": {
        "title": "Naslov",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["Tekst."]}]},
        "publisher": "List",
        "publishing_date": f"{DAY} 10:00:00+02:00",
        "html": {"requested_url": URL},
        "lang": "hr",
        "authors": ["A. B."],
    },
}


@pytest.mark.parametrize("kind", ARTICLES)
def test_articles_of_other_tools(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ARTICLES[kind]), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(ARTICLES[kind]) + "\n\nno json\n", encoding="utf-8")
    reports, failures = read(tmp_path)
    assert [r.text for r in reports] == ["Naslov\nTekst."] * 2
    assert all(r.published and r.published.earliest.isoformat() == "2024-05-03" for r in reports)
    assert [(Path(f.source).name, f.stage) for f in failures] == [("b.jsonl:3", "parse")]


BROKEN = {
    "empty.txt": (b"", "open"), "white.txt": (b" \n\t ", "open"), "binary.txt": (bytes(range(256)) * 20, "decode"),
    "half.txt": (b"Ispravno \xff\xfe\x00 i dalje " + b"\x01" * 200, "decode"),
    "broken.json": (b'{"text": ', "parse"), "deep.json": (b"[" * 100_000, "parse"), "notext.json": (b'{"title": "x"}', "parse"),
    "number.json": (b"3", "parse"), "empty.json": (b'{"text": "  "}', "parse"),
    "deep.html": (b"<html><body>" + b"<div>" * 50_000 + b"x", "parse"), "nothing.html": (b"<html><body></body></html>", "parse"),
    "baddate.json": (b'{"text": "a", "published": {"earliest": "x", "latest": "y", "basis": "metadata"}}', "parse"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_costs_no_other_report(tmp_path: Path, name: str) -> None:
    content, stage = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("Dobra vijest.", encoding="utf-8")
    reports, failures = read(tmp_path)
    assert [Path(r.source).name for r in reports] == ["good.txt"]
    assert [(Path(f.source).name, f.stage) for f in failures] == [(name, stage)]
    assert failures[0].message and "Traceback" not in failures[0].message


@pytest.mark.parametrize(
    ("tag", "language"),
    [("hr-HR", "hr"), ("sr-Latn-RS", "sr"), ("EN", "en"), ("Croatian", None), ("../../etc", None), ("und", None)],
)
def test_only_the_language_of_a_tag_is_taken(tmp_path: Path, tag: str, language: str | None) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": "Vijest.", "language": tag}), encoding="utf-8")
    (report,), _ = read(tmp_path)
    assert report.language == language


@pytest.mark.parametrize("day", ["2024-13-45", "yesterday", "0000-00-00", "1066-10-14", "2024-05-03/2024-05-01"])
def test_a_nonsense_date_is_said_and_the_report_kept(tmp_path: Path, day: str) -> None:
    (tmp_path / "a.txt").write_text("Vijest.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(f"file,published\na.txt,{day}\n", encoding="utf-8")
    (report,), (failure,) = read(tmp_path)
    assert report.published is None
    assert failure.stage == "metadata" and day.split("/")[0] in failure.message


def test_what_is_not_there_and_what_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("a" * 2000, encoding="utf-8")
    _, failures = read(tmp_path / "large.txt", tmp_path / "missing.txt", tmp_path / "no*.txt", limit=1000)
    assert [f.stage for f in failures] == ["open"] * 3
    assert "limit" in failures[0].message and "no such file" in failures[1].message


def test_a_broken_table_is_one_failure(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Vijest {name}.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("name,outlet\na.txt,List\n", encoding="utf-8")
    reports, failures = read(tmp_path)
    assert len(reports) == 2 and [f.stage for f in failures] == ["metadata"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO("Вест са улаза.".encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    (report,), failures = read("-")
    assert report.text == "Вест са улаза." and report.source == "-" and not failures
