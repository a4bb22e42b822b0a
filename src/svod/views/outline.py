"""What all three views tell of a story, composed once and in one order; the views only lay it out.

The parts follow a reader's questions: what happened in short, where the reports differ, who said what by way of whom, what several
tell, which reports share text, what one origin alone tells, when, how they call whom, under which names, what was left out. An empty
part is not in `contents`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from svod.records import (
    Collection,
    Difference,
    Evidence,
    Failure,
    Omission,
    Reading,
    Span,
    Statement,
    Story,
)  # fmt: skip
from svod.views import words
from svod.views.naming import compose_names, compose_wording, decided_names
from svod.views.parts import (
    RELATION_ORDER,
    Alone,
    Disagreement,
    Heading,
    LeftOut,
    Line,
    Outline,
    Side,
    Telling,
    Told,
)  # fmt: skip
from svod.views.passages import Bench, Ties, place, ties_of
from svod.views.quotes_parts import Speaker
from svod.views.sayings import compose_sayings
from svod.views.shared_text import compose_shared_text
from svod.views.timeline import compose_timeline, compose_zero
from svod.views.timeline_parts import Day

METHOD = (
    "Every line set out here is a passage of a report or cites the passages that it rests on. Svod adds nothing: no "
    "background knowledge, no translation, no verdict on what is true. It reads by rules and small models and can "
    "misread: check the passage before you rely on a line. What is not known, a publication date or a speaker, is said "
    "to be unknown. Reports that repeat one text count as one origin, and so does what several have from one passage or agency."
)
_DIFFERENCE_ORDER = ("contradiction", "update", "tension", "granularity", None)
_COPIED = (
    "Reports with passages from one text, word for word or translated, or fed by one agency: what they tell there has one origin. Who has "
    "it from whom is said only where credits, dates or a quotation in the original tell."
)
_WHEN = "The days that the passages name. What is denied is left out; when a report appeared is no happening and stands beside the line."


def outlines(collection: Collection) -> tuple[Outline, ...]:
    """Every story of a collection, those of several reports first, otherwise in its order; numbered from 1."""
    ordered = sorted(collection.stories, key=lambda s: len(s.reports) < 2)
    decided, ties = decided_names(collection), ties_of(collection)
    return tuple(outline(collection, story, number, decided, ties) for number, story in enumerate(ordered, 1))


def failures(collection: Collection) -> tuple[Failure, ...]:
    """What could not be read, in words that can be shown."""
    return tuple(
        Failure(words.plain(f.source), words.plain(f.stage), words.plain(f.message)) for f in collection.failures
    )


def outline(
    collection: Collection,
    story: Story,
    number: int = 1,
    decided: Mapping[Evidence, str] | None = None,
    ties: Ties | None = None,
) -> Outline:
    """Compose what the views show of `story`; every passage in it is words of a report of `collection`. `decided`: the names that the
    user has decided on (`naming.decided_names`), `ties`: the links of copies (`passages.ties_of`), where the caller has them."""
    bench = Bench(collection, story, ties)
    told = _told(bench, story)
    several = len({s.origin for s in bench.sources}) > 1
    title, days = title_and_days(bench, story)
    parts = {
        "digest": _digest(bench, story),
        "differences": _differences(bench, story.differences),
        "sayings": compose_sayings(bench),
        "shared": tuple(t for t in told.values() if t.origins > 1),
        "copied": compose_shared_text(bench),
        "alone": _alone(bench, told.values()) if several else (),
        "timeline": compose_timeline(bench, story),
        "wording": compose_wording(bench, story.wording),
        "names": compose_names(bench, decided_names(collection) if decided is None else decided),
        "omissions": _omissions(bench, story.omissions, told),
    }
    return Outline(
        number=number,
        id=story.id,
        title=title,
        days=days,
        sources=bench.sources,
        languages=tuple(dict.fromkeys(s.language_name.split(",")[0] for s in bench.sources)),
        outlets=len({r.report.outlet for r in bench.readings if r.report.outlet}),
        origins=bench.count_origins(s.id for s in bench.sources),
        contents=_contents(parts),
        zero=compose_zero(bench, story),
        texts=tuple(r.report.text for r in bench.readings),
        **parts,  # type: ignore[arg-type]
    )


def _contents(parts: dict[str, tuple[object, ...]]) -> tuple[Heading, ...]:
    headings = {
        "digest": ("In short", ""),
        "differences": ("Where they differ", "The passages stand opposite each other; which of them is right is not decided here."),
        "sayings": ("Who said what", "From the speaker by way of agencies to the outlet; one utterance in all its renderings."),
        "shared": ("What several tell", "Told by two or more independent origins."),
        "copied": ("Shared text", _COPIED),
        "alone": ("Only here", "Told by one report, or by several that have it from one text or agency."),
        "timeline": ("When", _WHEN),
        "wording": ("How they call them", "The words used besides the name, with those quoted from somebody apart."),
        "names": ("Names", "The base forms of each name, by language."),
        "omissions": ("Left out", "Told by several origins and not found in these reports. A report may be shorter or earlier."),
    }  # fmt: skip
    sizes = {key: len(items) for key, items in parts.items()}
    sizes["sayings"] = sum(len(s.shared) + len(s.single) for s in parts["sayings"] if isinstance(s, Speaker))
    sizes["alone"] = sum(len(a.statements) for a in parts["alone"] if isinstance(a, Alone))
    sizes["timeline"] = sum(len(d.events) for d in parts["timeline"] if isinstance(d, Day))
    return tuple(Heading(key, title, sizes[key], note) for key, (title, note) in headings.items() if parts[key])


def title_and_days(bench: Bench, story: Story) -> tuple[str, str]:
    """Who and where, and the days. A story without a title is called by the people and the place that most reports name."""
    days = words.days(story.begin, story.end)
    title = words.plain(story.title)
    head, _, tail = title.rpartition(" · ")
    if head and any(c.isdigit() for c in tail) and (not days or tail == days):
        return head, tail
    if title:
        return title, days
    if len(bench.readings) == 1:
        return _headline(bench.readings[0]) or "Untitled", days
    reports: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: Counter[tuple[str, str]] = Counter()
    for reading in bench.readings:
        for m in reading.mentions:
            if m.entity and m.type in ("PER", "LOC"):
                reports[m.type, m.entity].add(reading.report.id)
                times[m.type, m.entity] += 1
    ranked = sorted(times, key=lambda k: (-len(reports[k]), -times[k], k))
    people = [bench.name(i) or "" for t, i in ranked if t == "PER"][:2]
    places = [bench.name(i) or "" for t, i in ranked if t == "LOC"][:1]
    named = ", ".join(people) + (" · " if people and places else "") + ", ".join(places)
    return named or (_headline(bench.readings[0]) if bench.readings else "") or "Untitled", days


def _headline(reading: Reading) -> str:
    """A report's title, else its headline, else its first line."""
    report = reading.report
    headline = next((s.span.of(report.text) for s in reading.layout.sections if s.kind == "headline"), "")
    first = next((line for line in report.text.splitlines() if line.strip()), "")
    return words.shorten(words.plain(report.title or headline or first), 110)


def _digest(bench: Bench, story: Story) -> tuple[Line, ...]:
    lines = (
        Line(
            words.plain(d.text),
            d.language,
            bench.passages(d.evidence),
            bench.quoted(d.evidence[0]) or "",
            bench.count_told(d.evidence),
        )
        for d in story.digest
        if d.evidence
    )
    return tuple(line for line in lines if line.text and line.passages)


def _differences(bench: Bench, differences: Iterable[Difference]) -> tuple[Disagreement, ...]:
    ordered = sorted(differences, key=lambda d: _DIFFERENCE_ORDER.index(d.relation))
    shown = []
    for d in ordered:
        values: dict[str, list[Evidence]] = {}
        for side in d.sides:
            values.setdefault(words.plain(side.value).casefold(), []).append(side.evidence)
        spelled = {words.plain(s.value).casefold(): words.plain(s.value) for s in reversed(d.sides)}
        sides = tuple(
            Side("" if any(value in p.text.casefold() for p in passages) else words.dated(spelled[value]), passages)
            for value, evidence in values.items()
            if (passages := tuple(p for e in _once(evidence) if (p := bench.in_context(e))))
        )
        symbol, relation = words.RELATIONS[d.relation] if d.relation else ("", "")
        if sides:
            shown.append(
                Disagreement(words.KINDS[d.kind], symbol, relation, words.dated(words.plain(d.explanation)), sides)
            )
    return tuple(shown)


def _once(evidence: Iterable[Evidence]) -> list[Evidence]:
    return list(dict.fromkeys(evidence))


def _told(bench: Bench, story: Story) -> dict[str, Told]:
    """Statement id -> the statement as it is shown, the most widely told first. Where the story says nothing of origins (a
    collection made by hand), they are counted from the reports."""
    told: dict[str, Told] = {}
    for statement in story.statements:
        tellings = _tellings(bench, statement)
        if tellings:
            counted = bench.count_told([Evidence(t.passage.source.id, t.passage.span) for t in tellings])
            origins = min(statement.origins, counted) if story.origins else counted
            lead = min(tellings, key=lambda t: (bool(t.passage.elsewhere), RELATION_ORDER.index(t.relation)))
            told[statement.id] = Told(lead, tellings, origins)
    return dict(sorted(told.items(), key=lambda item: (-item[1].origins, place(item[1].lead.passage), item[0])))


def _tellings(bench: Bench, statement: Statement) -> tuple[Telling, ...]:
    found: dict[tuple[str, Span], Telling] = {}
    for s in statement.support:
        passage = bench.passage(s.evidence)
        if passage:
            own = bench.source[s.evidence.report].name
            chain = [n for i in (s.source, *s.via) if (n := bench.name(i)) and n != own]
            chain = [n for n in chain if not n.casefold().startswith("outlet ")]
            found.setdefault(
                (s.evidence.report, s.evidence.span), Telling(passage, s.relation, s.modality, tuple(chain))
            )
    return tuple(sorted(found.values(), key=lambda t: place(t.passage)))


def _alone(bench: Bench, told: Iterable[Told]) -> tuple[Alone, ...]:
    groups: dict[tuple[int, ...], list[Told]] = defaultdict(list)
    for t in told:
        if t.origins == 1:
            # A teaser beside another report is no telling of it, unless there is nothing else.
            own = [x for x in t.tellings if not x.passage.elsewhere] or t.tellings
            groups[tuple(sorted({x.passage.source.origin for x in own}))].append(t)
    return tuple(
        Alone(
            tuple(s for s in bench.sources if s.origin in origins),
            tuple(sorted(statements, key=lambda t: place(t.lead.passage))),
        )
        for origins, statements in sorted(groups.items(), key=lambda g: (len(g[0]) > 1, g[0]))
    )


def _omissions(bench: Bench, omissions: Iterable[Omission], told: dict[str, Told]) -> tuple[LeftOut, ...]:
    found = []
    for o in omissions:
        missing = tuple(s for s in bench.sources if s.id in o.missing_from)
        if o.statement in told and missing:
            found.append(LeftOut(told[o.statement], missing))
    return tuple(sorted(found, key=lambda o: (-o.told.origins, place(o.told.lead.passage))))
