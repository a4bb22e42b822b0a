"""What the terminal's views are made of: joined and wrapped text, marks of reports, lists that say how much is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from svod.views import words
from svod.views.passages import Passage, Source

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many items of each part a terminal shows before it points to the page, and how long a passage may be."""

    digest: int = 12
    differences: int = 6
    sides: int = 4
    sayings: int = 8
    renderings: int = 6
    single: int = 2
    shared: int = 8
    copied: int = 5
    parts: int = 2
    alone: int = 3
    timeline: int = 12
    events: int = 5
    wording: int = 4
    names: int = 8
    omissions: int = 5
    passage: int = 200


LIMITS = Limits()


def join(*pieces: str | tuple[str, str]) -> Text:
    """Pieces of text, each with its style where it has one, as one."""
    from rich.text import Text

    return Text.assemble(*pieces)


def hang(console: Console, text: Text, indent: int) -> None:
    """Print `text` wrapped between words, its further lines `indent` columns in; a word too long for a line is broken."""
    head, rest = text[:indent], text[indent:]
    for number, line in enumerate(rest.wrap(console, max(console.width - indent, 20))):
        line.rstrip()
        console.print((join(" " * indent) if number else head) + line, soft_wrap=True)


def some(console: Console, items: Sequence[T], limit: int, indent: int = 2) -> Iterable[T]:
    """The first `limit` items; then a line that says how many more there are."""
    yield from items[:limit]
    more(console, len(items) - limit, indent)


def more(console: Console, left: int, indent: int) -> None:
    """A line that says how many more there are, where there are any."""
    if left > 0:
        hang(console, join((f"{' ' * indent}… and {left:,} more, see the page", "dim italic")), indent)


def words_of(p: Passage, limits: Limits) -> Text:
    """The words of a passage, with the kind of text that it stands in where that is not the report's own."""
    return _said(p, limits) + _elsewhere([p])


def _said(p: Passage, limits: Limits) -> Text:
    if len(p.text) > limits.passage // 2:
        return join(words.shorten(p.text, limits.passage))
    return join((p.before, "dim"), p.text, (p.after, "dim"))


def _elsewhere(passages: Iterable[Passage]) -> Text:
    places = dict.fromkeys(p.elsewhere for p in passages if p.elsewhere)
    return join((f" ({', '.join(places)})", "dim italic")) if places else join("")


def sign(source: Source) -> str:
    """A report as it is cited: `[2·pl]`."""
    return f"[{source.mark.replace(' ', '·')}]"


def mark(p: Passage) -> tuple[str, str]:
    """The citation of a passage, with its style."""
    return sign(p.source), "cyan"


def marks(passages: Iterable[Passage]) -> Text:
    """The citations of passages, each report once; those of many shortened."""
    marks = list(dict.fromkeys(mark(p)[0] for p in passages))
    more = f" +{len(marks) - 8}" if len(marks) > 9 else ""
    return join((" ".join(marks[:8] if more else marks) + more, "cyan"))
