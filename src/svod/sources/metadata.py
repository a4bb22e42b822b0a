"""What is known of a report besides its text: from a front matter block, or from a table beside the files.

A front matter block stands at the very top of a text file, `key: value` lines between two lines of `---`. It stays part of the text
(offsets are sacred) and is marked as boilerplate. The table is `metadata.csv` in the folder of the files, with the columns file, outlet,
url, title, published, authors, language; only `file` is needed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from svod.errors import Malformed
from svod.records import Published
from svod.sources.encodings import decode

TABLE = "metadata.csv"
FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n((?:[A-Za-z_-]+[ \t]*:[^\r\n]*\r?\n){1,40})---[ \t]*(?:\r?\n|$)")
"""`key: value` lines between two lines of `---`, at the very top of a text."""
EARLIEST = date(1600, 1, 1)
"""The first newspapers; an earlier day of publication is a slip."""
LATEST = date(2199, 12, 31)
"""A later one stands for none (`9999-12-31`)."""

_KEYS = {
    "outlet": "outlet", "source": "outlet", "publisher": "outlet", "url": "url", "link": "url", "title": "title",
    "headline": "title", "published": "published", "date": "published", "authors": "authors", "author": "authors",
    "language": "language", "lang": "language",
}  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a front matter block, a table row or a page's header says; `problem`: what of it can't be used, in words."""

    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Published | None = None
    problem: str | None = None


def parse_published(value: str) -> Published:
    """A day (`2023-09-13`), a moment (`2023-09-13T10:00:00Z`), or an interval (`2023-09`, `2023-09-13/2023-09-14`).

    Raises:
        ValueError: it is none of these, or no day that a report can have been published on.
    """
    parts = value.strip().split("/")
    if len(parts) > 2:
        raise ValueError(f"“{value}” is no date")
    earliest, latest = _interval(parts[0])[0], _interval(parts[-1])[1]
    if not EARLIEST <= earliest <= latest <= LATEST:
        raise ValueError(f"“{value}” is no day on which a report can have been published")
    return Published(earliest, latest, "metadata")


def _interval(value: str) -> tuple[date, date]:
    value = value.strip()
    match = _DAY.match(value)
    if match is None:
        raise ValueError(f"“{value}” is no date in the form 2023-09-13")
    if match.group(3) is None:
        if match.end() != len(value):
            raise ValueError(f"“{value}” is no date in the form 2023-09-13")
        year, month = int(match.group(1)), int(match.group(2))
        if not (year and 1 <= month <= 12):
            raise ValueError(f"“{value}” is no month")
        first = date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return first, date.fromordinal(following.toordinal() - 1)
    moment = value if match.end() < len(value) else f"{value}T00:00:00"
    try:
        day = datetime.fromisoformat(moment.replace(" UTC", "+00:00")).date()
    except ValueError as error:
        raise ValueError(f"“{value}” is no date: {error}") from error
    return day, day


def from_mapping(values: Mapping[str, object]) -> Metadata:
    """Metadata from keys as people write them (`date` for `published`, `author` for `authors`); a bad date becomes `problem`."""
    found: dict[str, str] = {}
    for key, value in values.items():
        name = _KEYS.get(key.strip().lower().replace("-", "_"))
        if name and isinstance(value, str) and value.strip():
            found.setdefault(name, value.strip())
    published, problem = None, None
    if "published" in found:
        try:
            published = parse_published(found["published"])
        except ValueError as error:
            problem = f"publication date not used: {error}"
    authors = tuple(a.strip() for a in re.split(r"[;,]", found.get("authors", "")) if a.strip())
    return Metadata(
        found.get("outlet"),
        found.get("url"),
        found.get("title"),
        authors,
        language_of(found.get("language")),
        published,
        problem,
    )


def language_of(tag: str | None) -> str | None:
    """The language of a BCP 47 tag (`hr` of `hr-HR`, `sr` of `sr-Latn`); None where it is none (`Croatian`)."""
    language = re.split("[-_]", tag or "")[0].lower()
    return language if re.fullmatch("[a-z]{2,3}", language) and language != "und" else None


def front_matter(text: str) -> Metadata | None:
    """The metadata of the front matter block that a text begins with; None where it begins with none."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return None
    lines = (line.split(":", 1) for line in match.group(1).splitlines())
    return from_mapping({key: value.strip().strip("\"'") for key, value in lines})


def read_table(path: Path) -> dict[str, Metadata]:
    """File name -> metadata, from a `metadata.csv`; commas, semicolons or tabs between the columns.

    Raises:
        Malformed: no column `file`, or not a table.
    """
    text, _ = decode(path.read_bytes())
    header = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Malformed(f"not a table: {error}", "metadata") from error
    if not rows or "file" not in rows[0]:
        raise Malformed("a metadata table needs a column `file`", "metadata")
    return {row["file"]: from_mapping({k: v for k, v in row.items() if k}) for row in rows if row.get("file")}
