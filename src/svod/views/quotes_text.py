"""A rendering in a terminal: its words with what differs, and how it came. Shared by the account and the list of quotations.

Colour and weight only repeat what signs say, so that it reads the same on paper and in a pipe: `*word*` has no counterpart in the other
renderings, `*≠16*` is another figure or time, `*¬not*` a negation that others do not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from svod.views import words
from svod.views.quotes_parts import Rendering, Run
from svod.views.sayings import CAUTION, LEGEND, SIGNS

if TYPE_CHECKING:
    from rich.text import Text


def said(rendering: Rendering, limit: int | None = None) -> Text:
    """The words of a rendering; with `limit`, at most so many characters of each of its passages."""
    from rich.text import Text

    text = Text()
    for number, part in enumerate(rendering.said):
        if number:
            text.append(" […] ", "dim")
        for run in shortened(part, limit):
            text.append(signed(run), "bold yellow" if run.mark else "")
    return text


def signed(run: Run) -> str:
    """The words of a run between the signs of its mark."""
    return f"*{SIGNS[run.mark]}{run.text}*" if run.mark else run.text


def shortened(runs: Sequence[Run], limit: int | None) -> Iterable[Run]:
    """The first runs of at most `limit` characters together, the last one cut between words; a closing quotation mark is kept."""
    whole = sum(len(r.text) for r in runs)
    if limit is None or whole <= limit:
        yield from runs
        return
    left, last = limit, runs[-1]
    closes = last.own and len(last.text) == 1 and not last.text.isalnum()
    for run in runs[:-1] if closes else runs:
        if len(run.text) > left:
            yield Run(words.shorten(run.text, left) if left > 1 else "…", run.own, run.mark)
            break
        yield run
        left -= len(run.text)
    if closes:
        yield Run(last.text, True)


def about(rendering: Rendering, speaker: str | None = None) -> str:
    """How a rendering came: the chain, without the speaker who stands in a heading over it, and what is to be known of it."""
    chain = rendering.chain[1:] if rendering.chain[0] == speaker and len(rendering.chain) > 1 else rendering.chain
    again = dict.fromkeys(p.elsewhere for p in rendering.passages if p.elsewhere)
    return " · ".join([" → ".join(chain), *rendering.notes, *again])


def legend(marks: Iterable[str]) -> str:
    """What the signs of these marks say; empty where there are none."""
    there = set(marks)
    found = dict.fromkeys(f"*{SIGNS[m] or '…'}* {LEGEND[m]}" for m in LEGEND if m in there)
    return f"{'; '.join(found)}. {CAUTION}" if found else ""
