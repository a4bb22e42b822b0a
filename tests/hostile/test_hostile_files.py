"""Files that are no reports: each is a failure with a reason or is read, none stops the others, none keeps svod waiting."""

from __future__ import annotations

import json
import os
import threading
from html.parser import HTMLParser
from pathlib import Path

import pytest

from svod import format as json_format
from svod.pipeline import read
from svod.records import Collection, Failure, Report
from svod.sources.files import gather
from svod.views.markdown import render_markdown
from svod.views.page import render_page

GOOD = "Brod se nasukao\nBrod se u srijedu nasukao, rekao je kapetan Ivo Ivić. „Svi su dobro“, dodao je. Ozlijeđeno je 12 ljudi."
ODD: list[object] = [
    None,
    1,
    1.5,
    True,
    "x",
    "",
    [],
    {},
    [[]],
    {"a": 1},
    "\0",
    10**30,
    -1,
    "2023-13-45",
    ["x"],
    "9999-12-31",
]
NOT_OF_TEXT = "undefined base64 rot13 zlib_codec idna punycode no-such utf-16".split()
EVIL = "</script><script>alert(1)</script> <!-- ]]> \" ' onmouseover=alert(1) <img src=x onerror=alert(1)> {{7*7}} "


def taken(*paths: Path | str) -> tuple[list[Report], list[Failure]]:
    items = list(gather([str(p) for p in paths]))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Failure)]


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"text":' * 5000,
        f'{{"text": {"9" * 5000}}}',
        f'{{"a": {"9" * 5000}, "text": "x"}}',
        '{"reports": null}',
        '{"reports": 5}',
        '{"reports": {"a": 1}}',
        '{"reports": "abc"}',
        '[null, 1, "x"]',
        "null",
        "{}",
        '{"text": "\\u0020"}',
        '{"text":',
    ],
)
def test_broken_json(content: str, tmp_path: Path) -> None:
    reports, failures = taken(written(tmp_path / "x.json", content))
    assert not reports and failures and all(f.message for f in failures)


KEYS = "id source text outlet url title authors language published sections mentions maintext plaintext body html date author".split()


@pytest.mark.parametrize("key", KEYS)
def test_wrong_types_in_json(key: str, tmp_path: Path) -> None:
    articles = [{"text": GOOD, key: odd} for odd in ODD] + [{"text": GOOD, "mentions": [], key: odd} for odd in ODD]
    articles += [{"body": {"summary": odd, "sections": odd}} for odd in ODD]
    articles += [{"body": {"sections": [odd, {"headline": odd, "paragraphs": odd}]}} for odd in ODD]
    articles += [{"text": GOOD, "published": {"earliest": odd, "latest": odd, "basis": odd or "user"}} for odd in ODD]
    reports, failures = taken(written(tmp_path / "x.json", json.dumps(articles)))
    known = {r.source for r in reports} | {f.source for f in failures}
    assert len(reports) > len(ODD) and len(known) >= len(articles) - len(ODD)


def test_one_broken_line(tmp_path: Path) -> None:
    lines = [json.dumps({"text": GOOD}), "{broken", "", json.dumps({"text": GOOD + " x"}), '"']
    reports, failures = taken(written(tmp_path / "x.jsonl", "\n".join(lines)))
    assert len(reports) == 2 and [f.source[-2:] for f in failures] == [":2", ":5"]


@pytest.mark.parametrize("charset", NOT_OF_TEXT)
def test_a_page_that_claims_an_encoding_that_is_none(charset: str, tmp_path: Path) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><p>{GOOD} {GOOD}</p></body></html>"
    reports, _ = taken(written(tmp_path / "x.html", page.encode("cp1250")))
    assert "Ivić" in reports[0].text


@pytest.mark.parametrize(
    "page", ["<div>" * 50_000, "<" * 100_000, "<a " * 50_000, "<!--" * 5000, "<![CDATA[" * 1000, "<p>&#xd800;&#0;"]
)
def test_pages_of_tags(page: str, tmp_path: Path) -> None:
    reports, failures = taken(written(tmp_path / "x.html", page))
    assert len(reports) + len(failures) == 1


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"\0\1\2" * 99,
        b'file,outlet\na.txt,"never closed\n',
        b"file;outlet\na.txt;\x8aport\nonly\n;;;\n",
        b"file,outlet\na.txt," + b"x" * 200_000,
        b"file,language,published\na.txt,klingon,9999-12-31\na.txt,hr,2023-09-13T99:99\n",
        b"file\nfile,file\na.txt,b,c,d\n",
    ],
)
def test_broken_tables_cost_no_report(table: bytes, tmp_path: Path) -> None:
    written(tmp_path / "a.txt", GOOD)
    written(tmp_path / "metadata.csv", table)
    assert [r.text for r in taken(tmp_path)[0]] == [GOOD]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_links_and_folders_with_the_name_of_a_report(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    (folder / "folder.txt").mkdir(parents=True)
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "metadata.csv")
    written(folder / "good.txt", GOOD)
    reports, failures = taken(folder)
    assert [Path(r.source).name for r in reports] == ["good.txt"]
    assert sorted(Path(f.source).name for f in failures) == ["dangling.txt", "loop.txt"]
    assert "empty" in taken(folder / "pipe.txt")[1][0].message  # nobody writes to it: no waiting
    writer = threading.Thread(target=written, args=(tmp_path / "pipe", GOOD * 3000))
    os.mkfifo(tmp_path / "pipe")
    holder = os.open(tmp_path / "pipe", os.O_RDWR)
    writer.start()
    threading.Timer(0.5, os.close, (holder,)).start()
    reports, _ = taken(tmp_path / "pipe")
    writer.join()
    assert reports[0].text == GOOD * 3000


@pytest.mark.parametrize("path", ["a" * 5000, "\0", "", "[", "**/nothing*", "/dev/null"])
def test_paths_that_are_none(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reports, failures = taken(path)
    assert not reports and len(failures) == 1 and failures[0].message


def test_a_folder_that_is_closed_or_empty_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no report" in taken(tmp_path)[1][0].message
    (tmp_path / "closed").mkdir()
    written(tmp_path / "good.txt", GOOD)
    listing = os.scandir

    def forbidden(path: str | os.PathLike[str] = ".") -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    reports, failures = taken(tmp_path)
    assert len(reports) == 1 and [Path(f.source).name for f in failures] == ["closed"]


def test_names_of_files(tmp_path: Path) -> None:
    for name in (
        "a\nb.txt",
        os.fsdecode(b"\xff\xfe.txt"),
        "👩‍👩‍👧.txt",
        "[x].txt",
        "-o.txt",
        "<b>.txt",
        "\x1b[31m.txt",
    ):
        written(tmp_path / name, f"{GOOD} {name!a}")
    collection = read(str(tmp_path))
    assert len(collection.readings) == 7 and not collection.failures
    check_views(collection)


def test_the_same_text_many_times(tmp_path: Path) -> None:
    for n in range(30):
        written(tmp_path / f"{n}.txt", GOOD)
    collection = read(str(tmp_path), jobs=1)
    assert len(collection.stories) == 1 and len(collection.stories[0].origins) == 1
    assert not collection.stories[0].differences
    check_views(collection)


class _Page(HTMLParser):
    """What a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value if name in ("href", "src", "action") else None) for name, value in attrs}


def check_views(collection: Collection) -> _Page:
    json.loads(json_format.dumps(collection.to_dict()))
    assert render_markdown(collection)
    page = _Page()
    page.feed(render_page(collection))
    return page


def test_nothing_of_a_report_becomes_part_of_the_page(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", f"{EVIL}\n{GOOD}\nIvo Ivić {EVIL} rekao je: „<b onclick=x>Dobro</b> </script> <!--“.\n")
    written(tmp_path / "b.txt", GOOD + EVIL)
    table = """file,outlet,url,title
a.txt,"A"" onmouseover=""x<b>","javascript:alert(1)","</title><script>x</script>"
b.txt,<!--,"http://x/""><script>x</script>",t
"""
    written(tmp_path / "metadata.csv", table)
    collection = read(str(tmp_path))
    evil = check_views(collection)
    plain = tmp_path / "plain"
    plain.mkdir()
    written(plain / "a.txt", GOOD)
    usual = check_views(read(str(plain)))
    assert "img" not in evil.tags and "title" in evil.tags
    names = {name for name, _ in evil.attributes}
    assert not any(name.startswith("on") for name in names)
    assert not any((value or "").strip().lower().startswith("javascript:") for _, value in evil.attributes)
    assert {"script", "style"} & evil.tags == {"script", "style"} & usual.tags
    html = render_page(collection)
    assert html.count("<script") == render_page(read(str(plain))).count("<script")
    assert "Content-Security-Policy" in html and "7*7" in html
