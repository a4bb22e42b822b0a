"""Identities in a terminal: a table for each type, every identity with its forms by language and why they are one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from svod.views import words
from svod.views.identities import Form, Identity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

REASONS = 3
"""Reasons shown for an identity; JSON has them all."""
FORMS = 8
"""Forms of one language shown for an identity."""


def print_identities(found: Sequence[Identity], console: Console) -> None:
    """Print the identities, which come sorted by type; a line that says so where there are none."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        console.print("No names.", highlight=False)
        return
    for type_, group in groupby(found, key=lambda i: i.entity.type):
        rows = list(group)
        console.print(Text.assemble((words.TYPES[type_].capitalize(), "bold red"), (f"  {len(rows):,}", "dim")))
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, expand=True, header_style="dim")
        table.add_column("name", ratio=3, overflow="fold")
        table.add_column("×", justify="right", no_wrap=True)
        table.add_column("in", justify="right", no_wrap=True)
        table.add_column("forms by language; = why they are one", ratio=8, overflow="fold")
        for i in rows:
            table.add_row(_name(i), f"{i.mentions:,}", f"{len(i.reports):,}", _forms(i))
        console.print(table)
        console.print()
    console.print(Text("×: how often it is named; in: how many reports name it", "dim"))


def _name(i: Identity) -> Text:
    from rich.text import Text

    name = Text(words.plain(i.entity.name) or i.entity.id, "bold")
    for register, id_ in sorted(i.entity.links.items()):
        name.append(f"\n{words.plain(register)} {words.plain(id_)}", "dim")
    return name


def _forms(i: Identity) -> Table:
    """The forms, a line a language, and under them the reasons: `=` why they are one, `≠` who it is not."""
    from rich.table import Table
    from rich.text import Text

    lines = Table.grid(padding=(0, 1, 0, 0))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for language, group in groupby(i.forms, key=lambda f: f.language):
        own = list(group)
        several = len({f.script for f in own}) > 1
        more = f", … {len(own) - FORMS:,} more" if len(own) > FORMS else ""
        said = ", ".join(_form(f, several=several) for f in own[:FORMS])
        lines.add_row(Text(language if language != "und" else "?", "cyan"), Text.assemble(said, (more, "dim")))
    telling = [r for r in i.reasons if r.telling]
    for r in telling[:REASONS]:
        style = "green" if r.by == "user" else "dim"
        times = f" (×{r.times:,})" if r.times > 1 else ""
        lines.add_row(Text("≠" if r.judgement == "different" else "=", style), Text(words.plain(r.text) + times, style))
    if len(telling) > REASONS:
        lines.add_row("", Text(f"… {words.count(len(telling) - REASONS, 'more reason')}", "dim italic"))
    return lines


def _form(f: Form, *, several: bool) -> str:
    script = f" [{f.script}]" if several else ""
    return f"{words.plain(f.text)}{script}" + (f" {f.mentions:,}" if f.mentions > 1 else "")
