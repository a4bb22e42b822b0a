"""Articles as JSON: svod's own format, and what trafilatura, news-please and fundus write; one object, a list, or one a line.

The text is the article with its title as the first line, unless it begins with it; in svod's own format it is `text`, unaltered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from svod.errors import Empty, Malformed, SourceError
from svod.records import Report, content_id
from svod.sources.metadata import Metadata, from_mapping, language_of, parse_published

Json = dict[str, Any]


def parse_json(content: str) -> Any:
    """A JSON value.

    Raises:
        Malformed: not JSON, or nested more deeply than Python goes.
    """
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error.msg} in line {error.lineno}", "parse") from error
    except ValueError as error:  # Python reads no integer of thousands of digits
        raise Malformed(f"not JSON: {error}", "parse") from error
    except RecursionError as error:
        raise Malformed("nested too deeply", "parse") from error


def read_articles(content: str, source: str, *, lines: bool) -> Iterator[Report | tuple[str, SourceError]]:
    """The reports in a JSON text, in order; for one that can't be used, its place (`articles.jsonl:7`) and the error."""
    if not lines:
        value = parse_json(content)
        items = value.get("reports", [value]) if isinstance(value, dict) else value
        if not isinstance(items, list):
            items = [value]  # no article either, and said to be none
        places = [source] if len(items) == 1 else [f"{source}#{n}" for n in range(1, len(items) + 1)]
        for place, item in zip(places, items, strict=True):
            yield _article_or_error(item, place)
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            place = f"{source}:{number}"
            try:
                yield _article_or_error(parse_json(line), place)
            except SourceError as error:
                yield place, error


def _article_or_error(value: Any, place: str) -> Report | tuple[str, SourceError]:
    try:
        return read_article(value, place)
    except SourceError as error:
        return place, error


def read_article(value: Any, source: str) -> Report:
    """One article of any known kind as a report.

    Raises:
        Malformed: no object, or no text in it; Empty: the text is empty.
    """
    if not isinstance(value, dict):
        raise Malformed("an article must be a JSON object", "parse")
    own = "sections" in value or "mentions" in value or isinstance(value.get("published"), dict)
    if own:
        return _own(value, source)
    for kind, read in (("fundus", _fundus), ("news-please", _news_please), ("trafilatura", _trafilatura)):
        found = read(value)
        if found is not None:
            text, metadata = found
            return make_report(source, _with_title(text, metadata.title), metadata, origin=f"json: {kind}")
    raise Malformed("an article needs a text (`text`, `maintext`, `plaintext`, `body` …)", "parse")


def make_report(source: str, text: str, metadata: Metadata, origin: str | None = None) -> Report:
    """A report with its id: a hash of text, outlet and address, so the same report has one id wherever it is read.

    Raises:
        Empty: the text holds nothing but white space.
    """
    if not text.strip().strip("\ufeff"):
        raise Empty("there is no text in it", "read")
    return Report(
        id=content_id(text, metadata.outlet or "", metadata.url or ""),
        source=source,
        text=text,
        outlet=metadata.outlet,
        url=metadata.url,
        title=metadata.title,
        authors=metadata.authors,
        language=metadata.language,
        published=metadata.published,
        origin=origin,
    )


def _own(value: Json, source: str) -> Report:
    text = value.get("text")
    if not isinstance(text, str):
        raise Malformed("a report needs a `text`", "parse")
    published = value.get("published") or {}
    if not isinstance(published, dict):
        raise Malformed("`published` is not a date interval", "parse")
    known = None
    if published.get("basis") in ("metadata", "user"):  # what svod inferred itself is inferred anew
        try:
            interval = f"{published['earliest']}/{published['latest']}"
            known = replace(parse_published(interval), basis=published["basis"])
        except (KeyError, ValueError) as error:
            raise Malformed(f"`published` is not a date interval: {error}", "parse") from error
    metadata = Metadata(
        _text(value, "outlet"),
        _text(value, "url"),
        _text(value, "title"),
        _authors(value.get("authors")),
        language_of(_text(value, "language")),
        known,
    )
    return make_report(_text(value, "source") or source, text, metadata, _text(value, "origin"))


def _with_title(text: str, title: str | None) -> str:
    return text if not title or text.lstrip().startswith(title) else f"{title}\n{text}"


def _text(value: Json, *names: str) -> str | None:
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
    return None


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    return tuple(a for a in value if isinstance(a, str) and a.strip()) if isinstance(value, list) else ()


def _metadata(value: Json, **names: tuple[str, ...]) -> Metadata:
    authors = "; ".join(_authors(value.get("authors") or value.get("author")))
    return from_mapping({"authors": authors} | {key: _text(value, *n) for key, n in names.items()})


def _fundus(value: Json) -> tuple[str, Metadata] | None:
    body, html = value.get("body"), value.get("html")
    text = _text(value, "plaintext") or (_fundus_body(body) if isinstance(body, dict) else None)
    if text is None:
        return None
    known = value | {"url": (html or {}).get("requested_url")} if isinstance(html, dict) else value
    return text, _metadata(
        known, title=("title",), outlet=("publisher", "publisher_name"), url=("url",), language=("lang",),
        published=("publishing_date",),
    )  # fmt: skip


def _fundus_body(body: Json) -> str | None:
    def lines(value: Any) -> list[str]:
        parts = value if isinstance(value, list) else [value]
        return [
            line for part in parts for line in (part if isinstance(part, list) else [part]) if isinstance(line, str)
        ]

    sections = body.get("sections")
    paragraphs = lines(body.get("summary"))
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            paragraphs += lines(section.get("headline")) + lines(section.get("paragraphs"))
    return "\n".join(p for p in paragraphs if p.strip()) or None


def _news_please(value: Json) -> tuple[str, Metadata] | None:
    text = _text(value, "maintext")
    if text is None:
        return None
    return text, _metadata(
        value, title=("title",), outlet=("source_domain",), url=("url",), language=("language",),
        published=("date_publish",),
    )  # fmt: skip


def _trafilatura(value: Json) -> tuple[str, Metadata] | None:
    text = _text(value, "text", "raw_text", "body", "content")
    if text is None:
        return None
    return text, _metadata(
        value, title=("title", "headline"), outlet=("outlet", "sitename", "source-hostname", "hostname"),
        url=("url", "source"), language=("language", "lang"), published=("published", "date"),
    )  # fmt: skip
