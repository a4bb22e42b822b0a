"""Files, folders, globs and standard input as reports.

What can't be read becomes a `Failure` with its source, the stage that gave up and the reason; the other reports go on.
"""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from svod.errors import Empty, SourceError, TooLarge, Unreadable
from svod.records import Failure, Report
from svod.sources.articles import make_report, read_articles
from svod.sources.encodings import decode
from svod.sources.html import declared_charset, extract
from svod.sources.metadata import TABLE, Metadata, front_matter, read_table

LIMIT = 20_000_000
"""Bytes: a larger file is not a report. Settable."""

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
JSON = frozenset({".json"})
LINES = frozenset({".jsonl", ".ndjson"})
KNOWN = TEXT | HTML | JSON | LINES
STDIN = "-"


def gather(paths: Sequence[str], *, limit: int = LIMIT) -> Iterator[Report | Failure]:
    """Every report under `paths`, and a failure for whatever can't be read.

    Args:
        paths: files, folders (searched recursively for .txt, .html, .json and .jsonl), glob patterns, and `-` for standard input.
        limit: bytes; a larger file is a failure.

    Yields:
        Reports and failures in the order of their sources, so that the order of `paths` does not matter. A report that is there twice
        (the same text, outlet and address) is given twice, the second time with an id of its own.
    """
    tables: dict[Path, dict[str, Metadata]] = {}
    seen: dict[str, int] = {}
    for path in sorted(set(_expand(paths))):
        for item in _read_source(path, limit, tables):
            if isinstance(item, Report):
                seen[item.id] = seen.get(item.id, 0) + 1
                if seen[item.id] > 1:
                    item = replace(item, id=f"{item.id}-{seen[item.id]}", copy_of=item.id)
            yield item


def _expand(paths: Iterable[str]) -> Iterator[str]:
    for given in paths:
        path = Path(given)
        if given == STDIN or path.is_file():
            yield given
        elif path.is_dir():
            yield from (str(p) for p in path.rglob("*") if _is_report(p, path))
        else:
            found = glob.glob(given, recursive=True) if glob.has_magic(given) else []  # noqa: PTH207  (absolute patterns)
            yield from _expand(found) if found else (given,)


def _is_report(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() in KNOWN and not hidden and path.is_file()


def _read_source(path: str, limit: int, tables: dict[Path, dict[str, Metadata]]) -> Iterator[Report | Failure]:
    try:
        content = _bytes(path, limit)
        folder = Path(path).parent
        if path != STDIN and folder not in tables:
            yield from _load_table(folder, tables)
        metadata = tables.get(folder, {}).get(Path(path).name, Metadata())
        yield from _parse(path, content, metadata)
    except SourceError as error:
        yield Failure(path, error.stage, str(error))


def _bytes(path: str, limit: int) -> bytes:
    if path == STDIN:
        content = sys.stdin.buffer.read(limit + 1)
    else:
        try:
            file = Path(path)
            if file.is_file() and file.stat().st_size > limit:
                raise TooLarge(f"{file.stat().st_size:,} bytes, over the limit of {limit:,}")
            with file.open("rb") as stream:
                content = stream.read(limit + 1)
        except FileNotFoundError as error:
            raise Unreadable("no such file or folder") from error
        except OSError as error:
            raise Unreadable(error.strerror or str(error)) from error
    if len(content) > limit:
        raise TooLarge(f"over the limit of {limit:,} bytes")
    if not content.strip():
        raise Empty("the file is empty")
    return content


def _load_table(folder: Path, tables: dict[Path, dict[str, Metadata]]) -> Iterator[Failure]:
    """Put the folder's metadata table into `tables`; a broken table is one failure, not one for each file."""
    tables[folder] = {}
    table = folder / TABLE
    if table.is_file():
        try:
            tables[folder] = read_table(table)
        except (SourceError, OSError) as error:
            yield Failure(str(table), "metadata", str(error))


def _parse(path: str, content: bytes, metadata: Metadata) -> Iterator[Report | Failure]:
    suffix = _kind(path, content)
    text, _ = decode(content, declared_charset(content) if suffix in HTML else None)
    if suffix in JSON | LINES:
        for item in read_articles(text, path, lines=suffix in LINES):
            yield item if isinstance(item, Report) else Failure(item[0], item[1].stage, str(item[1]))
        return
    if suffix in HTML:
        text, found = extract(text)
        report = make_report(path, text, _combined(metadata, found), origin="html")
    else:
        found = front_matter(text) or Metadata()
        report = make_report(path, text, _combined(metadata, found))
    for problem in (metadata.problem, found.problem):
        if problem:
            yield Failure(path, "metadata", problem)
    yield report


def _combined(first: Metadata, second: Metadata) -> Metadata:
    """Field by field, what `first` says, else what `second` says."""
    return Metadata(
        first.outlet or second.outlet,
        first.url or second.url,
        first.title or second.title,
        first.authors or second.authors,
        first.language or second.language,
        first.published or second.published,
    )


def _kind(path: str, content: bytes) -> str:
    """The suffix that says how to read a file; without a known one, what its first character suggests."""
    suffix = Path(path).suffix.lower()
    if suffix in KNOWN:
        return suffix
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith((b"{", b"[")):
        return ".jsonl" if _many_lines(content) else ".json"
    return ".txt"


def _many_lines(content: bytes) -> bool:
    lines = [line for line in content.split(b"\n")[:3] if line.strip()]
    return len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for line in lines)
