"""The account in a terminal: short, with the same parts in the same order as on the page, which has the rest.

Colours are rich's own affair: none where the output is no terminal or NO_COLOR is set, so no meaning rests on them. Text of reports
is shown as text, never as markup, and without control characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from svod.records import Collection
from svod.views import quotes_text, words
from svod.views.outline import METHOD, failures, outlines
from svod.views.parts import Line, Outline, Told
from svod.views.passages import Passage
from svod.views.quotes_parts import Rendering, Speaker

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
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
    timeline: int = 10
    wording: int = 4
    names: int = 8
    omissions: int = 5
    passage: int = 200


LIMITS = Limits()


def print_collection(collection: Collection, console: Console, limits: Limits = LIMITS) -> None:
    """Print a list of the stories where there are several, then each account, what could not be read, and how to read it."""
    stories = outlines(collection)
    if len(stories) > 1:
        for s in stories:
            hang(
                console,
                _join(f"{s.number:>3}  ", (s.title, "bold"), f"  {s.days}  ", (", ".join(s.facts[:2]), "dim")),
                5,
            )
        console.print()
    for s in stories:
        _account(s, console, limits)
    print_failures(collection, console)
    hang(console, _join((METHOD, "dim")), 0)


def print_failures(collection: Collection, console: Console) -> None:
    """Print what could not be read and why; nothing where all was read."""
    failed = failures(collection)
    if failed:
        _heading(console, "What could not be read", len(failed))
        for f in failed:
            hang(console, _join("  ! ", (f.source, "bold"), f": {f.message} (at {f.stage})"), 4)
        console.print()


def _account(story: Outline, console: Console, limits: Limits) -> None:
    from rich.rule import Rule

    console.print(Rule(_join((story.title, "bold")), align="left", style="red"))
    hang(console, _join((story.days or "days unknown", ""), (" · " + " · ".join(story.facts), "dim")), 0)
    for s in story.sources:
        about = " · ".join(filter(None, (s.language_name, s.published, s.note)))
        hang(console, _join((f"{s.number:>3} ", "red"), (s.name, "bold"), (f"  {about}", "dim")), 4)
    for part in story.contents:
        console.print()
        _heading(console, part.title, part.size)
        _PARTS[part.key](story, console, limits)
    console.print()


def _join(*pieces: str | tuple[str, str]) -> Text:
    from rich.text import Text

    return Text.assemble(*pieces)


def _heading(console: Console, title: str, size: int) -> None:
    hang(console, _join((title, "bold red"), (f"  {size}", "dim")), 0)


def hang(console: Console, text: Text, indent: int) -> None:
    """Print `text` wrapped between words, its further lines `indent` columns in; a word too long for a line is broken."""
    head, rest = text[:indent], text[indent:]
    for number, line in enumerate(rest.wrap(console, max(console.width - indent, 20))):
        line.rstrip()
        console.print((_join(" " * indent) if number else head) + line, soft_wrap=True)


def _some(console: Console, items: Sequence[T], limit: int, indent: int = 2) -> Iterable[T]:
    """The first `limit` items; then a line that says how many more there are."""
    yield from items[:limit]
    _more(console, len(items) - limit, indent)


def _more(console: Console, left: int, indent: int) -> None:
    if left > 0:
        hang(console, _join((f"{' ' * indent}… and {left:,} more, see the page", "dim italic")), indent)


def _words(p: Passage, limits: Limits) -> Text:
    return _said(p, limits) + _elsewhere([p])


def _said(p: Passage, limits: Limits) -> Text:
    if len(p.text) > limits.passage // 2:
        return _join(words.shorten(p.text, limits.passage))
    return _join((p.before, "dim"), p.text, (p.after, "dim"))


def _elsewhere(passages: Iterable[Passage]) -> Text:
    places = dict.fromkeys(p.elsewhere for p in passages if p.elsewhere)
    return _join((f" ({', '.join(places)})", "dim italic")) if places else _join("")


def _mark(p: Passage) -> tuple[str, str]:
    return f"[{p.source.mark.replace(' ', '·')}]", "cyan"


def _marks(passages: Iterable[Passage]) -> Text:
    marks = list(dict.fromkeys(_mark(p)[0] for p in passages))
    more = f" +{len(marks) - 8}" if len(marks) > 9 else ""
    return _join((" ".join(marks[:8] if more else marks) + more, "cyan"))


def _digest(story: Outline, console: Console, limits: Limits) -> None:
    for line in _some(console, story.digest, limits.digest):
        hang(console, _join("  • ", line.shown, " ") + _marks(line.passages) + _told_by(line), 4)


def _differences(story: Outline, console: Console, limits: Limits) -> None:
    for d in _some(console, story.differences, limits.differences):
        kind = f"{d.symbol} {d.relation} · {d.kind}" if d.relation else d.kind
        hang(console, _join("  ", (kind, "bold"), f": {d.explanation}" if d.explanation else ""), 4)
        rows = [(group, side.value) for side in d.sides for group in side.alike]
        for group, value in _some(console, rows, limits.sides, 6):
            names = ", ".join(dict.fromkeys(p.source.name for p in group))
            about = _join((f"  {names}" + (f": {value}" if value else ""), "dim"))
            hang(console, _join("    ") + _marks(group) + _join(" ") + _words(group[0], limits) + about, 6)


def _rendering(r: Rendering, console: Console, limits: Limits) -> None:
    hang(console, _join("    ", _mark(r.passages[0]), " ") + quotes_text.said(r, limits.passage), 6)
    hang(console, _join((f"      {quotes_text.about(r)}", "dim")), 6)
    for inner in r.inner:
        hang(console, _join("      ↳ ", (f"{inner.chain[0]}: ", "dim")) + quotes_text.said(inner, limits.passage), 8)


def _sayings(story: Outline, console: Console, limits: Limits) -> None:
    shared = [(speaker, saying) for speaker in story.sayings for saying in speaker.shared]
    shared.sort(key=lambda s: -s[1].origins)
    for speaker, saying in _some(console, shared, limits.sayings):
        hang(console, _join("  ", (_titled(speaker), "bold"), (f"  {' · '.join(saying.facts)}", "dim")), 4)
        for r in _some(console, saying.renderings, limits.renderings, 4):
            _rendering(r, console, limits)
    single = [speaker for speaker in story.sayings if speaker.single]
    if shared and single:
        hang(console, _join(("  In one report alone", "italic")), 4)
    for speaker in _some(console, single, limits.sayings):
        hang(console, _join("  ", (_titled(speaker), "bold"), (f"  {len(speaker.single)}", "dim")), 4)
        for r in _some(console, speaker.single, limits.single, 6):
            _rendering(r, console, limits)

    legend = quotes_text.legend(
        run.mark for _, s in shared[: limits.sayings] for r in s.renderings for p in r.said for run in p
    )
    if legend:
        hang(console, _join((f"  {legend}", "dim")), 2)


def _titled(speaker: Speaker) -> str:
    return speaker.name or ("source not named" if speaker.unnamed else "speaker not stated")


def _shared(story: Outline, console: Console, limits: Limits) -> None:
    """Statements against reports: a table where the reports fit beside the words, a list of those that tell it elsewhere."""
    from rich.table import Table

    legend = "  ".join(f"{symbol} {meaning}" for symbol, meaning in words.TELLINGS.values())
    hang(console, _join((f"  {legend}", "dim")), 2)
    numbers = [s.number for s in story.sources]
    as_table = len(numbers) * 3 <= console.width // 3
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=as_table, expand=False, pad_edge=False)
    table.add_column("")
    table.add_column("", ratio=1)
    for number in numbers if as_table else []:
        table.add_column(_join((str(number), "red")), justify="center", no_wrap=True)
    for told in story.shared[: limits.shared]:
        cells: dict[int, RenderableType] = {p.source.number: words.TELLINGS[r][0] for p, r in told.cells()}
        if as_table:
            table.add_row(
                " •", _words(told.lead.passage, limits) + _told_by(told), *(cells.get(n, "") for n in numbers)
            )
        else:
            row = " ".join(f"{n}{cell}" for n, cell in cells.items())
            table.add_row(" •", _words(told.lead.passage, limits) + _join((f"  {row}", "cyan")) + _told_by(told))
    console.print(table)
    _more(console, len(story.shared) - limits.shared, 2)


def _told_by(told: Told | Line) -> Text:
    return _join((f"  ({told.told_by})", "dim") if told.told_by else "")


def _copied(story: Outline, console: Console, limits: Limits) -> None:
    for shared in _some(console, story.copied, limits.copied):
        hang(console, _join("  ", (shared.title, "bold"), (f"  {shared.amount}", "dim")), 4)
        for reason in shared.reasons:
            hang(console, _join((f"    {reason}", "dim")), 4)
        for ours, theirs, how in _some(console, shared.shown, limits.parts, 6):
            hang(console, _join((f"    {how}", "italic dim")), 6)
            for p in (ours, theirs):
                hang(console, _join("    ", _mark(p), " ") + _words(p, limits), 6)


def _alone(story: Outline, console: Console, limits: Limits) -> None:
    for alone in _some(console, story.alone, limits.sayings):
        names = ", ".join(f"{s.number} {s.name}" for s in alone.sources)
        hang(console, _join("  ", (names, "bold"), (f"  {len(alone.statements)}", "dim")), 4)
        for told in _some(console, alone.statements, limits.alone, 6):
            modality = told.lead.modality
            how = "" if modality == "asserted" else f" ({words.MODALITIES[modality]})"
            hang(console, _join("    • ") + _words(told.lead.passage, limits) + _join((how, "dim")) + _told_by(told), 6)


def _timeline(story: Outline, console: Console, limits: Limits) -> None:
    for times in story.timeline:
        hang(console, _join(("  " + times.title, "italic")), 4)
        for moment in _some(console, times.moments, limits.timeline):
            hang(console, _join("  ", (moment.when, "bold")), 4)
            for event in _some(console, moment.events, limits.sides, 6):
                hang(console, _join("    • ") + _words(event[0], limits) + _join(" ") + _marks(event), 6)


def _wording(story: Outline, console: Console, limits: Limits) -> None:
    for called in _some(console, story.wording, limits.wording):
        hang(console, _join("  ", (called.name, "bold")), 4)
        for source, uses in _some(console, called.rows, limits.names, 6):
            said = [
                f"{words.TONES[u.tone][0]}{u.text}{f' ×{u.times}' if u.times > 1 else ''}{f' (quoting {u.by})' if u.by else ''}"
                for u in uses
            ]
            hang(console, _join("    ", (f"[{source.mark.replace(' ', '·')}]", "cyan"), f" {'; '.join(said)}"), 6)
    if any(u.tone != "neutral" for c in story.wording for _, uses in c.rows for u in uses):
        signs = "  ".join(f"{symbol} {meaning}" for symbol, meaning in words.TONES.values() if symbol)
        hang(console, _join((f"  {signs}", "dim")), 2)


def _names(story: Outline, console: Console, limits: Limits) -> None:
    for name in _some(console, story.names, limits.names):
        forms = "; ".join(f"{code} " + ", ".join(f.text for f in found) for code, _, found in name.forms)
        decided = (f"  set by you: {name.decided}", "green") if name.decided else ""
        hang(console, _join("  ", (name.name, "bold"), f"  {forms}", decided), 4)


def _omissions(story: Outline, console: Console, limits: Limits) -> None:
    for left in _some(console, story.omissions, limits.omissions):
        missing = ", ".join(f"{s.number} {s.name}" for s in left.missing)
        told = _marks(t.passage for t in left.told.tellings)
        hang(
            console,
            _join("  • ")
            + _words(left.told.lead.passage, limits)
            + _join(" ")
            + told
            + _told_by(left.told)
            + _join(f" not found in {missing}"),
            4,
        )


_PARTS: dict[str, Callable[[Outline, Console, Limits], None]] = {
    "digest": _digest, "differences": _differences, "sayings": _sayings, "shared": _shared, "copied": _copied, "alone": _alone,
    "timeline": _timeline, "wording": _wording, "names": _names, "omissions": _omissions,
}  # fmt: skip
