"""Quotations in a terminal: by speaker, the renderings of one utterance under each other with what differs, and how each came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svod.views import words
from svod.views.quotes import Utterance
from svod.views.quotes_parts import Rendering, Speaker
from svod.views.quotes_text import about, legend, said
from svod.views.sayings import by_speaker
from svod.views.terminal_parts import hang

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

INDENT = 6


def print_quotes(found: Sequence[Utterance], console: Console) -> None:
    """Print the utterances by speaker, those of several reports first; a line that says so where there are none."""
    from rich.rule import Rule
    from rich.text import Text

    speakers = by_speaker(found)
    if not speakers:
        console.print("No quotations.", highlight=False)
        return
    for speaker in speakers:
        console.print(Rule(_title(speaker), align="left", style="dim", characters="─"))
        for saying in speaker.shared:
            hang(console, Text(" · ".join(saying.facts), "italic dim"), 0)
            _print_renderings(saying.renderings, speaker.name, console)
        if speaker.shared and speaker.single:
            hang(console, Text("in one report alone", "italic dim"), 0)
        _print_renderings(speaker.single, speaker.name, console)
        console.print()
    shown = [r for s in speakers for saying in s.shared for r in saying.renderings]
    marks = {run.mark for r in shown for part in r.said for run in part if run.mark}
    several = sum(len(s.shared) for s in speakers)
    figures = [
        words.count(len(found), "utterance"),
        f"{several:,} in several reports",
        words.count(sum(len(u.quotes) for u in found), "quotation"),
    ]
    hang(console, Text(", ".join(figures), "dim"), 0)
    if marks:
        hang(console, Text(legend(marks), "dim"), 0)


def _title(speaker: Speaker) -> Text:
    from rich.text import Text

    size = len(speaker.shared) + len(speaker.single)
    return Text.assemble((speaker.title, "bold red"), (f"  {size:,}", "dim"))


def _print_renderings(renderings: Sequence[Rendering], speaker: str | None, console: Console) -> None:
    """The renderings under each other, the language before each; what is quoted in one, indented under it."""
    from rich.text import Text

    for r in renderings:
        language = r.source.language if r.source.language != "und" else "?"
        hang(console, Text.assemble((f"  {language[:3]:<4}", "cyan")) + said(r), INDENT)
        hang(console, Text.assemble(" " * INDENT, (about(r, speaker), "dim")), INDENT)
        for inner in r.inner:
            hang(console, Text.assemble(" " * INDENT, "↳ ", (f"{inner.chain[0]}: ", "dim")) + said(inner), INDENT + 2)
