"""Files, folders, globs and standard input as reports.

What can't be read becomes a `Failure` with its source, the stage that gave up and the reason; the other reports go on.
"""

from __future__ import annotations

import glob
import os
import stat
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
    for path in sorted(set(expand(paths))):
        for item in _read_source(path, limit, tables):
            if isinstance(item, Report):
                seen[item.id] = seen.get(item.id, 0) + 1
                if seen[item.id] > 1:
                    item = replace(item, id=f"{item.id}-{seen[item.id]}", copy_of=item.id)
            yield item


def expand(paths: Iterable[str]) -> Iterator[str]:
    """The files that `paths` come to, folders searched and patterns filled in; what names no file is given as it is."""
    for given in paths:
        kind = _mode(Path(given))
        if given == STDIN or stat.S_ISREG(kind):
            yield given
        elif stat.S_ISDIR(kind):
            yield from list(_under(given)) or (given,)
        else:
            found = glob.glob(given, recursive=True) if glob.has_magic(given) else []  # noqa: PTH207  (absolute patterns)
            yield from expand(found) if found else (given,)


def _under(root: str) -> Iterator[str]:
    """The reports in a folder and below it, nothing hidden and no pipes; what can't be looked into too: opening it says why."""
    closed: list[str] = []
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() in KNOWN and not name.startswith(".") and _mode(path) in (0, stat.S_IFREG):
                yield str(path)
    yield from closed


def _mode(path: Path) -> int:
    """What kind of file it is, as in `stat`; 0 where there is none, or where it can't be known."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return 0


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


def read_lines(path: str, *, limit: int = LIMIT) -> list[str]:
    """The lines of a plain text, without their line ends.

    Args:
        path: a file, or `-` for standard input.
        limit: bytes; a larger file is refused.

    Raises:
        SourceError: it can't be read; the message names the file, the reason and the stage.
    """
    try:
        text, _ = decode(_bytes(path, limit))
    except SourceError as error:
        raise SourceError(f"{path}: {error} ({error.stage})", error.stage) from error
    # Only what ends a line in every tool: not the separators that `splitlines` knows besides.
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _bytes(path: str, limit: int) -> bytes:
    if path == STDIN:
        content = sys.stdin.buffer.read(limit + 1) if sys.stdin is not None else b""
    else:
        try:
            file = Path(path)
            found = file.stat()
            if stat.S_ISREG(found.st_mode) and found.st_size > limit:
                raise TooLarge(f"{found.st_size:,} bytes, over the limit of {limit:,}")
            if stat.S_ISDIR(found.st_mode):
                next(file.iterdir(), None)  # says so where the folder is closed to us
                raise Empty(f"no report in this folder ({', '.join(sorted(KNOWN))})")
            if stat.S_ISFIFO(found.st_mode):
                content = _from_pipe(path, limit)
            else:
                with file.open("rb") as stream:
                    content = stream.read(limit + 1)
        except FileNotFoundError as error:
            raise Unreadable("no such file or folder") from error
        except OSError as error:
            raise Unreadable(error.strerror or str(error)) from error
        except ValueError as error:  # a zero byte in the name
            raise Unreadable(str(error)) from error
    if len(content) > limit:
        raise TooLarge(f"over the limit of {limit:,} bytes")
    if not content.strip():
        raise Empty("the file is empty")
    return content


def _from_pipe(path: str, limit: int) -> bytes:
    """What is written to a named pipe (`svod read <(…)`); nothing where nobody writes, instead of waiting for ever."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        content = pipe.read(1)
        if content == b"":
            return b""
        os.set_blocking(descriptor, True)
        content = content or b""  # None: somebody writes, but has not begun
        while len(content) <= limit and (more := pipe.read(1 << 16)):
            content += more
    return content


def _load_table(folder: Path, tables: dict[Path, dict[str, Metadata]]) -> Iterator[Failure]:
    """Put the folder's metadata table into `tables`; a broken table is one failure, not one for each file."""
    tables[folder] = {}
    table = folder / TABLE
    if _mode(table) == stat.S_IFREG:
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
