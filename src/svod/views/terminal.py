"""The account in a terminal: short, with the same parts in the same order as on the page, which has the rest.

Colours are rich's own affair: none where the output is no terminal or NO_COLOR is set, so no meaning rests on them. Text of reports
is shown as text, never as markup, and without control characters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from svod.records import Collection
from svod.views import quotes_text, words
from svod.views.outline import METHOD, failures, outlines
from svod.views.parts import Line, Outline, Told
from svod.views.quotes_parts import Rendering, Speaker
from svod.views.terminal_parts import LIMITS, Limits, hang, join, mark, marks, more, sign, some, words_of
from svod.views.timeline_table import print_days

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text


def print_collection(collection: Collection, console: Console, limits: Limits = LIMITS) -> None:
    """Print a list of the stories where there are several, then each account, what could not be read, and how to read it."""
    stories = outlines(collection)
    if len(stories) > 1:
        for s in stories:
            hang(
                console,
                join(f"{s.number:>3}  ", (s.title, "bold"), f"  {s.days}  ", (", ".join(s.facts[:2]), "dim")),
                5,
            )
        console.print()
    for s in stories:
        _account(s, console, limits)
    print_failures(collection, console)
    hang(console, join((METHOD, "dim")), 0)


def print_failures(collection: Collection, console: Console) -> None:
    """Print what could not be read and why; nothing where all was read."""
    failed = failures(collection)
    if failed:
        _heading(console, "What could not be read", len(failed))
        for f in failed:
            hang(console, join("  ! ", (f.source, "bold"), f": {f.message} (at {f.stage})"), 4)
        console.print()


def _account(story: Outline, console: Console, limits: Limits) -> None:
    from rich.rule import Rule

    console.print(Rule(join((story.title, "bold")), align="left", style="red"))
    hang(console, join((story.days or "days unknown", ""), (" · " + " · ".join(story.facts), "dim")), 0)
    for s in story.sources:
        about = " · ".join(filter(None, (s.language_name, s.published, s.note)))
        hang(console, join((f"{s.number:>3} ", "red"), (s.name, "bold"), (f"  {about}", "dim")), 4)
    for part in story.contents:
        console.print()
        _heading(console, part.title, part.size)
        _PARTS[part.key](story, console, limits)
    console.print()


def _heading(console: Console, title: str, size: int) -> None:
    hang(console, join((title, "bold red"), (f"  {size}", "dim")), 0)


def _digest(story: Outline, console: Console, limits: Limits) -> None:
    for line in some(console, story.digest, limits.digest):
        hang(console, join("  • ", line.shown, " ") + marks(line.passages) + _told_by(line), 4)


def _differences(story: Outline, console: Console, limits: Limits) -> None:
    for d in some(console, story.differences, limits.differences):
        kind = f"{d.symbol} {d.relation} · {d.kind}" if d.relation else d.kind
        hang(console, join("  ", (kind, "bold"), f": {d.explanation}" if d.explanation else ""), 4)
        rows = [(group, side.value) for side in d.sides for group in side.alike]
        for group, value in some(console, rows, limits.sides, 6):
            names = ", ".join(dict.fromkeys(p.source.name for p in group))
            about = join((f"  {names}" + (f": {value}" if value else ""), "dim"))
            hang(console, join("    ") + marks(group) + join(" ") + words_of(group[0], limits) + about, 6)


def _rendering(r: Rendering, console: Console, limits: Limits) -> None:
    hang(console, join("    ", mark(r.passages[0]), " ") + quotes_text.said(r, limits.passage), 6)
    hang(console, join((f"      {quotes_text.about(r)}", "dim")), 6)
    for inner in r.inner:
        hang(console, join("      ↳ ", (f"{inner.chain[0]}: ", "dim")) + quotes_text.said(inner, limits.passage), 8)


def _sayings(story: Outline, console: Console, limits: Limits) -> None:
    shared = [(speaker, saying) for speaker in story.sayings for saying in speaker.shared]
    shared.sort(key=lambda s: -s[1].origins)
    for speaker, saying in some(console, shared, limits.sayings):
        hang(console, join("  ", (_titled(speaker), "bold"), (f"  {' · '.join(saying.facts)}", "dim")), 4)
        for r in some(console, saying.renderings, limits.renderings, 4):
            _rendering(r, console, limits)
    single = [speaker for speaker in story.sayings if speaker.single]
    if shared and single:
        hang(console, join(("  In one report alone", "italic")), 4)
    for speaker in some(console, single, limits.sayings):
        hang(console, join("  ", (_titled(speaker), "bold"), (f"  {len(speaker.single)}", "dim")), 4)
        for r in some(console, speaker.single, limits.single, 6):
            _rendering(r, console, limits)

    legend = quotes_text.legend(
        run.mark for _, s in shared[: limits.sayings] for r in s.renderings for p in r.said for run in p
    )
    if legend:
        hang(console, join((f"  {legend}", "dim")), 2)


def _titled(speaker: Speaker) -> str:
    return speaker.name or ("source not named" if speaker.unnamed else "speaker not stated")


def _shared(story: Outline, console: Console, limits: Limits) -> None:
    """Statements against reports: a table where the reports fit beside the words, a list of those that tell it elsewhere."""
    from rich.table import Table

    legend = "  ".join(f"{symbol} {meaning}" for symbol, meaning in words.TELLINGS.values())
    hang(console, join((f"  {legend}", "dim")), 2)
    numbers = [s.number for s in story.sources]
    as_table = len(numbers) * 3 <= console.width // 3
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=as_table, expand=False, pad_edge=False)
    table.add_column("")
    table.add_column("", ratio=1)
    for number in numbers if as_table else []:
        table.add_column(join((str(number), "red")), justify="center", no_wrap=True)
    for told in story.shared[: limits.shared]:
        cells: dict[int, RenderableType] = {p.source.number: words.TELLINGS[r][0] for p, r in told.cells()}
        if as_table:
            table.add_row(
                " •", words_of(told.lead.passage, limits) + _told_by(told), *(cells.get(n, "") for n in numbers)
            )
        else:
            row = " ".join(f"{n}{cell}" for n, cell in cells.items())
            table.add_row(" •", words_of(told.lead.passage, limits) + join((f"  {row}", "cyan")) + _told_by(told))
    console.print(table)
    more(console, len(story.shared) - limits.shared, 2)


def _told_by(told: Told | Line) -> Text:
    return join((f"  ({told.told_by})", "dim") if told.told_by else "")


def _copied(story: Outline, console: Console, limits: Limits) -> None:
    for shared in some(console, story.copied, limits.copied):
        hang(console, join("  ", (shared.title, "bold"), (f"  {shared.amount}", "dim")), 4)
        for reason in shared.reasons:
            hang(console, join((f"    {reason}", "dim")), 4)
        for ours, theirs, how in some(console, shared.shown, limits.parts, 6):
            hang(console, join((f"    {how}", "italic dim")), 6)
            for p in (ours, theirs):
                hang(console, join("    ", mark(p), " ") + words_of(p, limits), 6)


def _alone(story: Outline, console: Console, limits: Limits) -> None:
    for alone in some(console, story.alone, limits.sayings):
        names = ", ".join(f"{s.number} {s.name}" for s in alone.sources)
        hang(console, join("  ", (names, "bold"), (f"  {len(alone.statements)}", "dim")), 4)
        for told in some(console, alone.statements, limits.alone, 6):
            modality = told.lead.modality
            how = "" if modality == "asserted" else f" ({words.MODALITIES[modality]})"
            hang(console, join("    • ") + words_of(told.lead.passage, limits) + join((how, "dim")) + _told_by(told), 6)


def _timeline(story: Outline, console: Console, limits: Limits) -> None:
    print_days(story.zero, story.timeline, console, limits)


def _wording(story: Outline, console: Console, limits: Limits) -> None:
    for called in some(console, story.wording, limits.wording):
        hang(console, join("  ", (called.name, "bold")), 4)
        for source, uses in some(console, called.rows, limits.names, 6):
            said = [
                f"{words.TONES[u.tone][0]}{u.text}{f' ×{u.times}' if u.times > 1 else ''}{f' (quoting {u.by})' if u.by else ''}"
                for u in uses
            ]
            hang(console, join("    ", (sign(source), "cyan"), f" {'; '.join(said)}"), 6)
    if any(u.tone != "neutral" for c in story.wording for _, uses in c.rows for u in uses):
        signs = "  ".join(f"{symbol} {meaning}" for symbol, meaning in words.TONES.values() if symbol)
        hang(console, join((f"  {signs}", "dim")), 2)


def _names(story: Outline, console: Console, limits: Limits) -> None:
    for name in some(console, story.names, limits.names):
        forms = "; ".join(f"{code} " + ", ".join(f.text for f in found) for code, _, found in name.forms)
        decided = (f"  set by you: {name.decided}", "green") if name.decided else ""
        hang(console, join("  ", (name.name, "bold"), f"  {forms}", decided), 4)


def _omissions(story: Outline, console: Console, limits: Limits) -> None:
    for left in some(console, story.omissions, limits.omissions):
        missing = ", ".join(f"{s.number} {s.name}" for s in left.missing)
        told = marks(t.passage for t in left.told.tellings)
        hang(
            console,
            join("  • ")
            + words_of(left.told.lead.passage, limits)
            + join(" ")
            + told
            + _told_by(left.told)
            + join(f" not found in {missing}"),
            4,
        )


_PARTS: dict[str, Callable[[Outline, Console, Limits], None]] = {
    "digest": _digest, "differences": _differences, "sayings": _sayings, "shared": _shared, "copied": _copied, "alone": _alone,
    "timeline": _timeline, "wording": _wording, "names": _names, "omissions": _omissions,
}  # fmt: skip
