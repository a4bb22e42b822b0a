"""Evidence made showable: reports as numbered sources, spans as passages with their words, ids as names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from svod.linking.origins import Passages, independent, parted_by_user
from svod.records import OWN_KINDS, Collection, Edge, Evidence, MentionType, Reading, Report, Span, Story
from svod.stories.linkage import connected
from svod.views import words

CONTEXT = 110
"""Characters of the sentence shown on either side of a passage that is too short to be understood alone."""
SHORT = 60
"""A passage below this many characters is shown with the rest of its sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report as the account cites it. `number` is its place in the story, from 1; reports with one `origin` are one witness.
    `dated_by`: why it is thought to have been published when `published` says."""

    number: int
    id: str
    name: str
    language: str
    language_name: str
    direction: str
    published: str
    title: str | None
    url: str | None
    authors: tuple[str, ...]
    origin: int
    note: str
    dated_by: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The short sign of the report: its number and language, `2 pl`."""
        return f"{self.number} {self.language}" if self.language != "und" else str(self.number)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report. `before` and `after`: the rest of their sentence, where they need it. `elsewhere`: what kind of text it
    stands in, where that is not the report's own."""

    source: Source
    span: Span
    text: str
    before: str = ""
    after: str = ""
    elsewhere: str = ""

    @property
    def anchor(self) -> str:
        """An id that says where it is: report and characters."""
        return f"r{self.source.number}-{self.span.start}-{self.span.end}"


Ties = Mapping[str, Sequence[Edge]]


def ties_of(collection: Collection) -> Ties:
    """The copies and shared passages of a collection, by either report."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in collection.edges:
        if edge.kind in ("copy", "passage"):
            found[edge.left.report].append(edge)
            found[edge.right.report].append(edge)
    return found


class Bench:
    """What the views need of one story: its sources, the passages behind evidence, the names behind ids.

    Sources stand in the order of publication; reports that only evidence refers to are sources too, after them.
    Evidence that points to no text is left out. `ties`: the copies and shared passages of the collection by report (`ties_of`), for a
    caller with many stories.
    """

    def __init__(self, collection: Collection, story: Story, ties: Ties | None = None) -> None:
        readings = {r.report.id: r for r in collection.readings}
        cited = (e.report for e in _evidence(story))
        own = sorted(
            (i for i in dict.fromkeys(story.reports) if i in readings), key=lambda i: _order(readings[i].report)
        )
        ids = [*own, *(i for i in dict.fromkeys(cited) if i in readings and i not in own)]
        self.readings: tuple[Reading, ...] = tuple(readings[i] for i in ids)
        self._reading = {i: readings[i] for i in ids}
        self.origins = _origins(story, self.readings)
        by_report = ties_of(collection) if ties is None else ties
        touching = dict.fromkeys(e for i in ids for e in by_report.get(i, ()))
        self.ties = tuple(e for e in touching if e.left.report in self._reading and e.right.report in self._reading)
        self._passages, self._parted = Passages(self.ties), parted_by_user(self.ties)
        names = _source_names([r.report for r in self.readings])
        self._placed = {p.report: p for p in story.placements}
        self.sources: tuple[Source, ...] = tuple(
            self._source(number, reading, name)
            for number, (reading, name) in enumerate(zip(self.readings, names, strict=True), 1)
        )
        self.source = {s.id: s for s in self.sources}
        self._names = {e.id: words.plain(e.name) for e in collection.entities if words.plain(e.name)}
        self._types = {m.entity: m.type for r in self.readings for m in r.mentions if m.entity}
        self._types |= {e.id: e.type for e in collection.entities}
        self._names |= {i: name for i, name in self._mentioned_names().items() if i not in self._names}

    def _source(self, number: int, reading: Reading, name: str) -> Source:
        report, layout = reading.report, reading.layout
        language = report.language or layout.language or "und"
        peers = [n for n, r in enumerate(self.readings, 1) if self.origins[r.report.id] == self.origins[report.id]]
        others = [str(n) for n in peers if n != number]
        placed = self._placed.get(report.id)
        return Source(
            number=number,
            id=report.id,
            name=name,
            language=language,
            language_name=words.language(language, report.script or layout.script),
            direction=words.direction(report.script or layout.script),
            published=words.published(report.published, placed),
            dated_by=tuple(
                words.plain(reason) for dated in (report.published or placed,) if dated for reason in dated.reasons
            ),
            title=_title_beside(report),
            url=report.url if re.match(r"https?://", report.url or "", re.IGNORECASE) else None,
            authors=tuple(filter(None, map(words.plain, report.authors))),
            origin=self.origins[report.id],
            note=f"one origin with {words.listed(others)}" if others else "",
        )

    def _mentioned_names(self) -> dict[str, str]:
        lemmas: dict[str, Counter[str]] = {}
        for reading in self.readings:
            for m in reading.mentions:
                if m.entity and m.lemma:
                    lemmas.setdefault(m.entity, Counter())[words.plain(m.lemma)] += 1
        return {i: min(c, key=lambda name: (-c[name], name)) for i, c in lemmas.items()}

    def name(self, entity: str | None) -> str | None:
        """What to call an entity: its name, else what the reports call it, else what its id says; None when nothing is known."""
        if entity is None or entity == "outlet":
            return None
        known = self._names.get(entity)
        if known:
            return known
        if entity in self.source:
            return self.source[entity].name
        said = re.sub(r"^[A-Z]{2,}[-_:]", "", words.plain(entity))
        if re.fullmatch(r"[A-Za-z]?\d+|[0-9a-f]{8,}", said) or not re.search(r"[^\W\d_]", said):
            return "a source without a name"
        return " ".join(re.split(r"[-_]+", said)).strip()

    def type(self, entity: str) -> MentionType | None:
        """What kind of thing an entity is; None where nothing says so."""
        return self._types.get(entity)

    def names_at(self, report: str, span: Span | None, entity: str | None) -> bool:
        """Whether the words at `span` name `entity` by a name rather than by what it is."""
        if span is None or entity is None:
            return False
        return any(m.entity == entity and m.span.overlaps(span) for m in self._reading[report].mentions)

    def quoted(self, evidence: Evidence) -> str | None:
        """Whose direct speech a passage is; None where it is the report's own text, or the speaker is not known."""
        for quotation in self._reading[evidence.report].quotations if evidence.report in self._reading else ():
            if quotation.kind == "direct" and any(part.contains(evidence.span) for part in quotation.content):
                return self.name(quotation.speaker.entity) if quotation.speaker else None
        return None

    def passage(self, evidence: Evidence, context: bool = False) -> Passage | None:
        """The passage of `evidence`; with `context`, the rest of the sentence around a short one. None where there is no such text."""
        reading = self._reading.get(evidence.report)
        span = evidence.span
        if reading is None or span.end > len(reading.report.text):
            return None
        text = reading.report.text
        if not span.of(text).strip():
            return None
        before, after = _context(reading, span) if context else ("", "")
        section = reading.layout.section_at(span.start)
        kind = section.kind if section and section.kind not in OWN_KINDS else ""
        return Passage(
            self.source[evidence.report],
            span,
            words.plain(span.of(text)),
            before,
            after,
            words.OTHER_TEXT.get(kind, ""),
        )

    def in_context(self, evidence: Evidence) -> Passage | None:
        """The passage of `evidence`, with the rest of its sentence where it is too short to be understood alone."""
        return self.passage(evidence, context=len(evidence.span) < SHORT)

    def passages(self, evidence: Iterable[Evidence], context: bool = False) -> tuple[Passage, ...]:
        """The passages of `evidence`, each once, in the order of the sources and their text."""
        found = {self.passage(e, context) for e in evidence}
        return tuple(sorted((p for p in found if p), key=place))

    def led(self, evidence: Sequence[Evidence], context: bool = False) -> tuple[Passage, ...]:
        """The passages of `evidence`, each once, its first one first: the words that are shown, which the others bear out."""
        own = (len(e.span) < SHORT for e in evidence) if context else (False for _ in evidence)
        found = [p for e, wide in zip(evidence, own, strict=True) if (p := self.passage(e, wide))]
        return tuple(dict.fromkeys([*found[:1], *sorted(found, key=place)]))

    def reading(self, report: str) -> Reading:
        """What is known of a report of the story; KeyError where it is none."""
        return self._reading[report]

    def count_origins(self, reports: Iterable[str]) -> int:
        """How many independent origins these reports have."""
        return len({self.origins[r] for r in reports if r in self.origins})

    def count_told(self, tellings: Sequence[Evidence]) -> int:
        """How many independent origins tell a thing in these passages: reports that repeat one text are one, and so is what lies in one
        shared passage, and what is credited to one agency, whoever prints it. Another article's text beside a report is no origin."""
        known = [e for e in tellings if e.report in self.origins]
        known = [e for e in known if self._reading[e.report].layout.is_own(e.span)] or known[:1]
        keys = [(e.report, f"report {self.origins[e.report]}") for e in known]
        keys += [(e.report, f"agency {agency}") for e in known if (agency := self._agency(e))]
        return independent(keys, self._passages.links(known), self._parted)

    def _agency(self, telling: Evidence) -> str | None:
        """The agency or medium that carries the quotation in which a passage lies."""
        for q in self._reading[telling.report].quotations:
            agency = next((v for v in q.via if self.type(v) == "ORG"), None)
            if agency and any(_lies_in(telling.span, part) for part in (q.span, *q.content)):
                return agency
        return None


def _lies_in(passage: Span, other: Span) -> bool:
    """Whether most of a passage lies in another, or the other in it."""
    common = min(passage.end, other.end) - max(passage.start, other.start)
    return 2 * common >= min(len(passage), len(other))


def place(passage: Passage) -> tuple[int, int, int]:
    """Where a passage stands: source, start, end."""
    return passage.source.number, passage.span.start, passage.span.end


def _order(report: Report) -> tuple[str, str, str]:
    """By publication, those of unknown date last; then by where they were read from."""
    return report.published.earliest.isoformat() if report.published else "~", report.source, report.id


def _evidence(story: Story) -> Iterator[Evidence]:
    for line in story.digest:
        yield from line.evidence
    for difference in story.differences:
        yield from (side.evidence for side in difference.sides)
    for statement in story.statements:
        yield from (s.evidence for s in statement.support)
    for item in story.timeline:
        yield from item.evidence
    yield from story.anchor.evidence if story.anchor else ()
    for wording in story.wording:
        yield from (label.evidence for label in wording.labels)


def _origins(story: Story, readings: tuple[Reading, ...]) -> dict[str, int]:
    """Report id -> number of its origin: what the story says, copies with their original, any other report by itself."""
    reports = [r.report.id for r in readings]
    links = [(g[0], other) for g in story.origins for other in g[1:]]
    links += [(r.report.copy_of, r.report.id) for r in readings if r.report.copy_of]
    groups = connected(reports, ((a, b) for a, b in links if a in reports and b in reports))
    first = {report: group[0] for group in groups for report in group}
    numbers: dict[str, int] = {}
    return {report: numbers.setdefault(first[report], len(numbers)) for report in reports}


def _source_names(reports: list[Report]) -> list[str]:
    """The outlet of each report, else the host or the name of the file that it was read from."""
    return [words.plain(r.outlet or "") or _from_address(r.url or r.source) or r.id for r in reports]


def _from_address(source: str) -> str:
    address = re.match(r"[a-z][a-z0-9+.-]*://([^/?#]+)(/[^?#]*)?", source, re.IGNORECASE)
    if address:
        return words.plain(address[1].rpartition("@")[2].removeprefix("www."))
    return words.plain(PurePath(source.replace("\\", "/")).name)


def _context(reading: Reading, span: Span) -> tuple[str, str]:
    """The rest of the sentence before and after `span`, shortened to CONTEXT characters between words."""
    text, sentences = reading.report.text, reading.layout.sentences
    at = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
    start, end = span.start, span.end
    if at >= 0 and sentences[at].end >= span.end:
        start, end = sentences[at].start, sentences[at].end
    else:
        window = max(0, start - 400)
        begins = [end for _, end in _breaks(text[window:start])]
        ends = [begin for begin, _ in _breaks(text[span.end : span.end + 400])]
        start = window + begins[-1] if begins else window
        end = span.end + ends[0] if ends else min(len(text), span.end + 400)
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > CONTEXT:
        cut = before[-CONTEXT:]
        before = "… " + cut.partition(" ")[2] if " " in cut else "… " + cut
    if len(after) > CONTEXT:
        cut = after[:CONTEXT]
        after = (cut.rpartition(" ")[0] if " " in cut else cut) + " …"
    if not any(c.isalnum() for c in before + after):
        return "", ""
    return _edge(before), _edge(after)


def _breaks(text: str) -> list[tuple[int, int]]:
    """White space between what look like sentences, for reports that came without any: a new line, or a capital after a stop
    (not `2019. године`)."""
    found = re.finditer(r"(?<=[.!?…])[\"'”“»«]?\s+|\n+", text)
    return [m.span() for m in found if "\n" in m.group() or not text[m.end() : m.end() + 1].islower()]


def _edge(text: str) -> str:
    """`text` on one line, keeping whether it had white space at its ends: it is set directly beside the passage."""
    inner = words.plain(text)
    if not inner:
        return " " if text and inner != text and text.isspace() else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _title_beside(report: Report) -> str | None:
    """The title from the metadata, unless the text begins with it and so shows it."""
    title = (report.title or "").strip()
    return None if not title or report.text.lstrip("\ufeff\r\n ").startswith(title) else words.plain(title)


def alike(passages: Iterable[Passage]) -> tuple[tuple[Passage, ...], ...]:
    """Passages, those with the same words together (agency text in many reports): shown once, cited each."""
    groups: dict[tuple[str, str, str], list[Passage]] = {}
    for p in passages:
        groups.setdefault((p.before, p.text, p.after), []).append(p)
    return tuple(map(tuple, groups.values()))
