"""A web page as a report: trafilatura takes the article out of it, with title, outlet, author and date.

The text is the title as its first line (unless the article begins with it) and then the article's paragraphs, a line each. Nothing on the
page is trusted: it is parsed, never run.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from svod.errors import Empty, Malformed
from svod.sources.metadata import Metadata, from_mapping

MAX_DEPTH = 2000
"""Open tags within each other: more is an attack, or no page."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]{0,2000}?)(/?)>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split()
)


def declared_charset(content: bytes) -> str | None:
    """The encoding that a page claims in its first kilobytes."""
    match = _CHARSET.search(content[:4096])
    return match.group(1).decode("ascii") if match else None


def _depth(markup: str) -> int:
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        closing, name, _, self_closed = match.groups()
        if name.lower() in _VOID or self_closed:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def extract(markup: str) -> tuple[str, Metadata]:
    """The article of a page and what the page says of it.

    Raises:
        Malformed: the page can't be parsed, or is nested too deeply.
        Empty: there is no article on it.
    """
    if _depth(markup) > MAX_DEPTH:
        raise Malformed("nested too deeply", "parse")
    document = _bare_extraction(markup)
    body = "\n".join(line.strip() for line in (document.get("text") or "").splitlines() if line.strip())
    if not body:
        raise Empty("no article found on the page", "parse")
    title = (document.get("title") or "").strip()
    first_line = body.split("\n", 1)[0]
    text = body if not title or first_line == title else f"{title}\n{body}"
    metadata = from_mapping(
        {
            "title": title,
            "outlet": document.get("sitename") or document.get("hostname") or "",
            "url": document.get("url") or "",
            "authors": document.get("author") or "",
            "published": document.get("date") or "",
        }
    )
    return text, metadata


def _bare_extraction(markup: str) -> dict[str, Any]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            include_images=False,
            include_links=False,
            # A date found by searching the text is a guess; svod makes its own, and says so.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # trafilatura and lxml raise whatever the page provokes
        raise Malformed(f"the page can't be parsed: {type(error).__name__}", "parse") from error
    if document is None:
        raise Empty("no article found on the page", "parse")
    return document if isinstance(document, dict) else dict(document.as_dict())
