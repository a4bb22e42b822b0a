"""The account in plain Markdown: the same parts in the same order as on the page, every passage with the report it stands in.

Text of reports is escaped so that none of it is read as markup, HTML or a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from svod.records import Collection
from svod.views import words
from svod.views.outline import METHOD, failures, outlines
from svod.views.parts import Line, Outline, Told
from svod.views.passages import Passage, Source
from svod.views.quotes_parts import Rendering, Run
from svod.views.sayings import CAUTION, LEGEND, SIGNS
from svod.views.timeline_parts import Event

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#!])")


def render_markdown(collection: Collection) -> str:
    """The accounts of a collection, its failures, and how to read them, as one Markdown text (ends in a newline)."""
    lines: list[str] = []
    stories = outlines(collection)
    if len(stories) > 1:
        lines += [f"# {words.count(len(stories), 'story', 'stories')}", ""]
        lines += [f"{s.number}. {_safe(s.title)} ({', '.join(filter(None, (s.days, *s.facts[:2])))})" for s in stories]
        lines.append("")
    for story in stories:
        lines += _story(story)
    failed = failures(collection)
    if failed:
        lines += ["## What could not be read", ""]
        lines += [f"- **{_safe(f.source)}**: {_safe(f.message)} (at {_safe(f.stage)})" for f in failed]
        lines.append("")
    lines += ["## How to read this", "", METHOD]
    return "\n".join(lines) + "\n"


def _story(story: Outline) -> Iterator[str]:
    yield f"# {_safe(story.title)}"
    yield ""
    yield f"**{story.days or 'days unknown'}** · {' · '.join(story.facts)}"
    yield ""
    for s in story.sources:
        about = [
            s.language_name,
            s.published,
            *([s.note] if s.note else []),
            *([f"<{s.url}>"] if _plain_url(s.url) else []),
        ]
        yield f"{s.number}. **{_safe(s.name)}**: {' · '.join(about)}"
        yield from (f"    - {_safe(reason)}" for reason in s.dated_by)
    yield ""
    for part in story.contents:
        yield f"## {part.title}"
        yield ""
        if part.note:
            yield from (f"*{part.note}*", "")
        yield from _PARTS[part.key](story)
        yield ""


def _plain_url(url: str | None) -> bool:
    return bool(url) and not re.search(r"[\s<>]", url or "")


def _safe(text: str) -> str:
    """Text of others as Markdown that shows it as it is."""
    text = _MARKUP.sub(r"\\\1", words.plain(text))
    return re.sub(r"^(\d+)([.)])|^([-+=])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _mark(source: Source) -> str:
    return f"[{source.mark}]"


def _marks(passages: tuple[Passage, ...]) -> str:
    return " ".join(dict.fromkeys(_mark(p.source) for p in passages))


def _words(p: Passage) -> str:
    return _said(p) + _elsewhere([p])


def _said(p: Passage) -> str:
    if not p.before and not p.after:
        return _safe(p.text)
    lead, tail = " " * (p.before[-1:] == " "), " " * (p.after[:1] == " ")
    return f"{_safe(p.before)}{lead}**{_safe(p.text)}**{tail}{_safe(p.after)}".strip()


def _elsewhere(passages: Iterable[Passage]) -> str:
    places = dict.fromkeys(p.elsewhere for p in passages if p.elsewhere)
    return f" *({', '.join(places)})*" if places else ""


def _digest(story: Outline) -> Iterator[str]:
    for line in story.digest:
        yield f"- {_safe(line.shown)} {_marks(line.passages)}{_told_by(line)}"


def _told_by(told: Told | Line) -> str:
    return f" ({told.told_by})" if told.told_by else ""


def _differences(story: Outline) -> Iterator[str]:
    for d in story.differences:
        kind = f"{d.symbol} {d.relation} · {d.kind}" if d.relation else d.kind
        yield f"- **{kind}**" + (f": {_safe(d.explanation)}" if d.explanation else "")
        for side in d.sides:
            for group in side.alike:
                value = f": {_safe(side.value)}" if side.value else ""
                names = ", ".join(dict.fromkeys(_safe(p.source.name) for p in group))
                yield f"  - {_words(group[0])} {_marks(group)} {names}{value}"


def _rendering(r: Rendering) -> str:
    about = [" → ".join(map(_safe, r.chain)), *map(_safe, r.notes)]
    return f"{_mark(r.source)} {_quoted(r)}{_elsewhere(r.passages)} ({'; '.join(about)})"


def _quoted(r: Rendering) -> str:
    """The words of a rendering, what stands out in bold type with its sign before it."""
    return " […] ".join("".join(map(_run, part)) for part in r.said)


def _run(run: Run) -> str:
    text = _safe(run.text)
    if run.mark:
        text = f"**{SIGNS[run.mark]}{text}**"
    return " " * (run.text[:1] == " ") + text + " " * (run.text[-1:] == " " and run.text != " ")


def _nested(r: Rendering, indent: str) -> Iterator[str]:
    for inner in r.inner:
        yield f"{indent}- {_safe(inner.chain[0])}: {_quoted(inner)}"


def _sayings(story: Outline) -> Iterator[str]:
    if any(speaker.marked for speaker in story.sayings):
        told = dict.fromkeys(f"**{SIGNS[m]}…** {meaning}" for m, meaning in LEGEND.items())
        yield from (f"{'; '.join(told)}. {CAUTION}", "")
    for speaker in story.sayings:
        yield f"### {_safe(speaker.title)}"
        yield ""
        for number, saying in enumerate(speaker.shared, 1):
            yield f"{number}. One utterance {_safe(', '.join(saying.facts))}"
            for r in saying.renderings:
                yield f"   - {_rendering(r)}"
                yield from _nested(r, "     ")
        if speaker.shared and speaker.single:
            yield from ("", "In one report alone:", "")
        for r in speaker.single:
            yield f"- {_rendering(r)}"
            yield from _nested(r, "  ")
        yield ""


def _shared(story: Outline) -> Iterator[str]:
    yield "; ".join(f"{symbol} {meaning}" for symbol, meaning in words.TELLINGS.values())
    yield ""
    numbers = [str(s.number) for s in story.sources]
    if len(numbers) > 12:
        for told in story.shared:
            cells = " ".join(f"{p.source.number}{words.TELLINGS[r][0]}" for p, r in told.cells())
            yield f"- {_words(told.lead.passage)} ({cells}){_told_by(told)}"
        return
    yield f"| Statement | {' | '.join(numbers)} |"
    yield f"|---|{'---|' * len(numbers)}"
    for told in story.shared:
        by = {p.source.number: words.TELLINGS[r][0] for p, r in told.cells()}
        yield f"| {_words(told.lead.passage)}{_told_by(told)} | {' | '.join(by.get(s.number, '') for s in story.sources)} |"


def _copied(story: Outline) -> Iterator[str]:
    for shared in story.copied:
        yield f"### {_safe(shared.title)}"
        yield ""
        if facts := [*([shared.amount] if shared.amount else []), *shared.reasons]:
            yield from ("; ".join(map(_safe, facts)), "")
        for ours, theirs, how in shared.shown:
            yield f"- {_safe(how)}"
            yield from (f"  - {_mark(p.source)} {_words(p)}" for p in (ours, theirs))
        if shared.passages:
            yield ""


def _alone(story: Outline) -> Iterator[str]:
    for alone in story.alone:
        yield f"### {', '.join(f'{s.number} {_safe(s.name)}' for s in alone.sources)}"
        yield ""
        for told in alone.statements:
            lead = told.lead
            how = words.MODALITIES[lead.modality] + (": " + " → ".join(map(_safe, lead.chain)) if lead.chain else "")
            yield f"- {_words(lead.passage)}" + (f" ({how})" if lead.modality != "asserted" else "") + _told_by(told)
        yield ""


def _timeline(story: Outline) -> Iterator[str]:
    yield "; ".join(
        f"{sign} {meaning}"
        for sign, meaning in (*words.KINDS_OF_TIME.values(), (words.APPEARED[0], f"a report {words.APPEARED[1]}"))
    )
    yield ""
    if story.zero:
        zero = story.zero
        basis = f" ({zero.basis})" if zero.basis else ""
        shown = f" “{_safe(zero.words)}”" if zero.words else ""
        yield f"**Day 0**{f': {zero.day}' if zero.day else ''}{basis}.{shown} {_marks(zero.passages)}".rstrip()
        yield ""
        if zero.advice:
            yield from (f"*{zero.advice}*", "")
        if zero.reasons:
            yield from (*(f"- {_safe(reason)}" for reason in zero.reasons), "")
    for place, title in words.PLACES.items():
        days = [d for d in story.timeline if d.place == place]
        if days and place == "story" and story.timeline[0].place == "before":
            title = words.STORY_DAYS  # or they would stand under that of what was long before
        if days and title:
            yield from (f"### {title}", "")
        for day in days:
            yield f"- **{_safe(day.name)}**{f' · {day.counted}' if day.counted else ''}"
            yield from (f"  - {_event(event)}" for event in day.events)
            if day.appeared:
                yield f"  - {words.APPEARED[0]} {words.APPEARED[1]}: {' '.join(map(_mark, day.appeared))}"
        if days:
            yield ""


def _event(event: Event) -> str:
    about = "; ".join(filter(None, (event.told_by, event.note)))
    kind = "" if event.kind == "happened" else f"*{event.kind}*: "
    hour = f"**{_safe(event.hour)}** " if event.hour else ""
    told = "; ".join(f"{_words(group[0])} {_marks(group)}" for group in event.alike)
    return f"{event.sign} {kind}{hour}{told}{f' ({about})' if about else ''}"


def _wording(story: Outline) -> Iterator[str]:
    for called in story.wording:
        yield f"### {_safe(called.name)}"
        yield ""
        for source, uses in called.rows:
            said = []
            for u in uses:
                tone = f" ({words.TONES[u.tone][1]})" if words.TONES[u.tone][1] else ""
                by = f" (in the words of {_safe(u.by)})" if u.by else ""
                said.append(f"{_safe(u.text)}{f' ×{u.times}' if u.times > 1 else ''}{tone}{by}")
            yield f"- {_mark(source)} {_safe(source.name)}: {'; '.join(said)}"
        yield ""


def _names(story: Outline) -> Iterator[str]:
    for name in story.names:
        forms = "; ".join(
            f"{code}: " + ", ".join(f"{_safe(f.text)}{f' ×{f.times}' if f.times > 1 else ''}" for f in found)
            for code, _, found in name.forms
        )
        decided = f" (set by you: {_safe(name.decided)})" if name.decided else ""
        yield f"- **{_safe(name.name)}** ({words.TYPES[name.type]}): {forms}{decided}"


def _omissions(story: Outline) -> Iterator[str]:
    for left in story.omissions:
        told = tuple(t.passage for t in left.told.tellings)
        missing = ", ".join(f"{s.number} {_safe(s.name)}" for s in left.missing)
        yield f"- {_words(left.told.lead.passage)} {_marks(told)}{_told_by(left.told)}; not found in {missing}"


_PARTS: dict[str, Callable[[Outline], Iterator[str]]] = {
    "digest": _digest, "differences": _differences, "sayings": _sayings, "shared": _shared, "copied": _copied, "alone": _alone,
    "timeline": _timeline, "wording": _wording, "names": _names, "omissions": _omissions,
}  # fmt: skip
