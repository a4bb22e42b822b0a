"""The page: safe, whole by itself, every citation at its words, the same bytes for the same input."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.records import Collection, Published, Report, Section, Span, Story
from svod.views.page import blocks, render_page
from svod.views.passages import Passage, Source

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """A page taken apart: tags must nest; text of each report with the offset of every anchor in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.reports: dict[str, str] = {}
        self.anchors: dict[str, tuple[str, int]] = {}
        self.marks: dict[str, list[tuple[int, str]]] = {}
        self.shown = ""
        self._report = ""
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag not in VOID:
            self.open.append((tag, values))
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag == "article" and "report" in (values.get("class") or ""):
            self._report = values["id"] or ""
            self.reports[self._report], self.marks[self._report] = "", []
        if tag == "i" and values.get("id") and self._in_text():
            self.anchors[values["id"] or ""] = (self._report, len(self.reports[self._report]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._in_text() and self.open[-1][0] in ("p", "span"):
            if self.open[-1][0] == "span":
                self.marks[self._report].append((int(self.open[-1][1]["data-o"] or ""), data))
            self.reports[self._report] += data
        elif not self.open or self.open[-1][0] not in ("style", "script"):
            self.shown += data

    def _in_text(self) -> bool:
        return any(v.get("class") == "text" for _, v in self.open)


def test_every_citation_resolves_to_its_words(collection: Collection) -> None:
    html = render_page(collection)
    page = Page(html)
    cited = [link for link in page.links if re.fullmatch(r"#s\d+-r\d+-\d+-\d+", link)]
    assert len(cited) > 20
    texts = [r.report.text for r in collection.readings]
    for link in cited:
        report, offset = page.anchors[link[1:]]
        _, number, start, end = (int(x) for x in re.findall(r"\d+", link))
        assert offset == start
        assert report == f"s1-r{number}"
        assert page.reports[report][start:end] == texts[number - 1][start:end].replace("\x00", "\ufffd").replace(
            "\x1b", "\ufffd"
        )


def test_the_pieces_of_a_report_give_its_text(collection: Collection) -> None:
    page = Page(render_page(collection))
    for number, reading in enumerate(collection.readings, 1):
        shown = page.reports[f"s1-r{number}"]
        assert shown == re.sub("[\x00\x1b]", "\ufffd", reading.report.text)
        for start, words in page.marks[f"s1-r{number}"]:
            assert shown[start : start + len(words)] == words


def test_links_within_the_page_have_targets_and_ids_are_unique(collection: Collection) -> None:
    page = Page(render_page(collection))
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []


def test_hostile_text_stays_text(collection: Collection) -> None:
    html = render_page(collection)
    page = Page(html)
    assert [t for t, _ in page.tags].count("script") == 1
    assert "alert('a')" not in re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL).replace("&#39;", "")
    assert not any(name.startswith("on") for _, values in page.tags for name in values)
    assert "<script>alert('a')</script>" in page.reports["s1-r1"]
    assert "Głos <b>Portu</b>" in page.shown
    assert "\x00" not in html
    assert "\x1b" not in html


def test_text_that_turns_direction_is_held_in(collection: Collection) -> None:
    page = Page(render_page(collection))
    texts = [v for t, v in page.tags if t == "div" and v.get("class") == "text"]
    assert [(v["lang"], v["dir"]) for v in texts] == [("hr", "ltr"), ("pl", "ltr"), ("he", "rtl"), ("", "ltr")]
    assert "\u202e" not in page.shown
    assert all(
        v.get("dir") in ("ltr", "rtl")
        for _, v in page.tags
        if v.get("class") == "words" and "dir" in v and v["dir"] != "auto"
    )


def test_nothing_is_loaded_from_outside(collection: Collection) -> None:
    html = render_page(collection)
    page = Page(html)
    assert not any(name in values for _, values in page.tags for name in ("src", "srcset", "style", "action", "data"))
    assert not any(tag in ("link", "iframe", "object", "embed", "base", "form") for tag, _ in page.tags)
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", html)


def test_the_policy_names_the_style_and_the_script(collection: Collection) -> None:
    html = render_page(collection)
    policy = next(v["content"] or "" for t, v in Page(html).tags if v.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert body
        assert base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode() in policy


@pytest.mark.parametrize(
    ("url", "linked"), [("https://news.example/a?b=1&c", True), ("javascript:alert(1)", False), ("data:x", False)]
)
def test_only_web_addresses_become_links(collection: Collection, url: str, linked: bool) -> None:
    first = collection.readings[0]
    readings = (replace(first, report=replace(first.report, url=url)), *collection.readings[1:])
    page = Page(render_page(replace(collection, readings=readings)))
    assert (url in page.links) is linked
    assert all(link.startswith("#") or link == url for link in page.links)


def test_the_same_input_gives_the_same_bytes(collection: Collection) -> None:
    assert render_page(collection) == render_page(collection)


def test_lone_surrogates_can_be_written(collection: Collection) -> None:
    first = collection.readings[3]
    report = Report("e", "in/e.txt", "a \ud800 b", title="t \udfff")
    readings = (replace(first, report=report, layout=replace(first.layout, text=report.text)),)
    html = render_page(Collection(readings=readings, stories=(Story("x", "", ("e",), ()),)))
    assert "a \ufffd b" in Page(html).reports["s1-r1"]
    html.encode("utf-8")


def test_several_stories_are_listed_first_and_do_not_share_ids(collection: Collection) -> None:
    lone = Story("lone", "", ("d",), ())
    html = render_page(
        replace(collection, stories=(lone, collection.stories[0], replace(collection.stories[0], id="z")))
    )
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert page.links[:3] == ["#s1", "#s2", "#s3"]
    assert "2 stories" in page.shown
    assert "1 report that stands alone" in page.shown
    assert "#top" in page.links


def test_empty_parts_leave_no_headings(collection: Collection) -> None:
    bare = Story("bare", "", ("d",), ())
    html = render_page(Collection(readings=collection.readings[3:], stories=(bare,)))
    page = Page(html)
    assert not [i for i in page.ids if i.endswith("-title") and i not in ("s1-title", "method-title")]
    assert "What could not be read" not in page.shown
    assert "language unknown" in page.shown
    assert "date unknown" in page.shown
    assert "d.txt" in page.shown
    assert "Nothing to set out" in render_page(Collection())


def test_markup_grows_with_the_reports_and_not_with_their_square(collection: Collection) -> None:
    def size(n: int) -> int:
        ids = [f"{r.report.id}{i}" for i in range(n) for r in collection.readings]
        readings = tuple(
            replace(r, report=replace(r.report, id=f"{r.report.id}{i}")) for i in range(n) for r in collection.readings
        )
        story = collection.stories[0]
        statements = tuple(
            replace(
                s,
                support=tuple(
                    replace(x, evidence=replace(x.evidence, report=f"{x.evidence.report}{i}"))
                    for i in range(n)
                    for x in s.support
                ),
            )
            for s in story.statements
        )
        whole = Story(story.id, story.title, tuple(ids), (), statements=statements)
        return len(render_page(Collection(readings=readings, stories=(whole,))))

    one, ten, twenty = size(1), size(10), size(20)
    assert twenty - ten < 1.6 * (ten - one)


def passage(start: int, end: int) -> Passage:
    source = Source(1, "a", "Outlet", "hr", "Croatian", "ltr", "date unknown", None, None, (), 0, "")
    return Passage(source, Span(start, end), "")


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda x: (x[0], x[0] + x[1])), max_size=12)


@given(spans=SPANS, cuts=st.lists(st.integers(1, 99), max_size=4, unique=True))
def test_overlapping_passages_cut_the_text_at_every_boundary(spans: list[tuple[int, int]], cuts: list[int]) -> None:
    text = ("Prva rečenica.\n\n Друга реченица,\r\nтрећа. " * 3)[:100]
    edges = [0, *sorted(cuts), 100]
    sections = [Section(Span(a, b), "body") for a, b in pairwise(edges)]
    passages = [passage(start, end) for start, end in spans]
    pieces = [p for block in blocks(text, passages, sections) for p in block.pieces]
    assert "".join(p.text for p in pieces) == text
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in pieces)
    for p in pieces:
        end = p.start + len(p.text)
        assert p.cited == any(a <= p.start and end <= b for a, b in spans)
        assert all(not (p.start < edge < end) for span in spans for edge in span)
    anchored = {i for p in pieces for i in p.ids}
    assert anchored == {p.anchor for p in passages}


def test_the_publication_day_is_said_with_its_basis(collection: Collection) -> None:
    page = Page(render_page(collection))
    assert "6 or 7 May 2031 (inferred)" in page.shown
    known = replace(collection.readings[0].report, published=Published(date(2031, 5, 6), date(2031, 5, 6), "metadata"))
    readings = (replace(collection.readings[0], report=known), *collection.readings[1:])
    assert "Croatian · 6 May 2031 (metadata)" in Page(render_page(replace(collection, readings=readings))).shown
