"""Every record that passes from stage to stage.

Records are frozen and check themselves when made; a change is `dataclasses.replace`. Offsets count Unicode code points of the
report's own, unaltered text; spans are half-open. The only pointer from one report to another is `Evidence`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

MentionType = Literal["PER", "LOC", "ORG", "EVT", "PRO"]
SectionKind = Literal["headline", "lead", "body", "credit", "teaser", "link", "boilerplate"]
QuotationKind = Literal["direct", "mixed", "indirect"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeModifier = Literal["START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"]
QuantityKind = Literal["count", "money", "share", "measure", "rate", "ordinal"]
TimelineKind = Literal["happened", "announced", "planned"]
Tone = Literal["positive", "neutral", "negative"]
Basis = Literal["metadata", "text", "story", "user"]
Modality = Literal["asserted", "reported", "denied", "planned", "possible"]
Relation = Literal["same", "more-specific", "less-specific", "conflict"]
DifferenceKind = Literal[
    "number", "date", "place", "participant", "modality", "outcome", "attribution", "wording", "spelling"
]
DifferenceRelation = Literal["contradiction", "update", "granularity", "tension"]
EdgeKind = Literal["copy", "passage", "story", "entity", "utterance", "statement"]
Judgement = Literal["same", "different", "unsure"]

OWN_KINDS: frozenset[SectionKind] = frozenset({"headline", "lead", "body"})
"""Sections that are the report's own text; the others belong to other articles, photographers or the site."""


def content_id(*parts: object, size: int = 12) -> str:
    """A stable id: the first `size` hex digits of the SHA-256 of the parts, joined by a unit separator."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:size]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (end exclusive) of a report's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The surface: the characters of `text` that the span covers."""
        if self.end > len(text):
            raise ValueError(f"span [{self.start}, {self.end}) reaches past a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies within this span, or is it."""
        return self.start <= other.start and other.end <= self.end


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans` (at least one)."""
    spans = list(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A passage of a report: all that one report may know of another."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published: the first and the last day that are possible, how that is known, and why, a line for each reason."""

    earliest: date
    latest: date
    basis: Basis
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"publication interval ends before it begins: {self.earliest} > {self.latest}")

    @property
    def day(self) -> date | None:
        """The day of publication, where only one is possible."""
        return self.earliest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it came in. `text` is never altered; `language` and `script` are None until it is read, unless given.
    `origin` says what `text` was extracted from (`html`, `json` …); None where it is the file itself."""

    id: str
    source: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    script: str | None = None
    published: Published | None = None
    copy_of: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: which source, at which stage, why."""

    source: str
    stage: str
    message: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report that is of one kind: a headline, a photo credit, a teaser of another article …"""

    span: Span
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. `norm` is what the language's data is matched against: case-folded, look-alike letters of another
    alphabet mended, and for Serbian, Croatian and Bosnian in Latin script. `span` always points into the unaltered text."""

    span: Span
    text: str
    norm: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Layout:
    """A report cut up, before anything is understood: what every later reading stage takes.

    `tokens` and `sentences` are in text order; a sentence never crosses a section; every character of the text that is not
    white space lies in one section.
    """

    text: str
    language: str
    script: str
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]

    def section_at(self, offset: int) -> Section | None:
        """The section that the character at `offset` lies in; None between sections, and where they are not known."""
        return next((s for s in self.sections if s.span.start <= offset < s.span.end), None)

    def is_own(self, span: Span) -> bool:
        """Whether a passage begins in the report's own text, not in a teaser, credit or the site's text; where sections are not known, all
        is its own."""
        section = self.section_at(span.start)
        return section is None or section.kind in OWN_KINDS

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin within `span`."""
        first = bisect_left(self.tokens, span.start, key=lambda t: t.span.start)
        last = bisect_left(self.tokens, span.end, key=lambda t: t.span.start)
        return self.tokens[first:last]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. `entity` is an id within the report until reports are linked, an Entity's id afterwards."""

    span: Span
    type: MentionType
    lemma: str
    entity: str | None = None
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words that stand for somebody besides the name. `by` is "outlet" or the entity id of the quoted speaker."""

    span: Span
    head: str
    tone: Tone = "neutral"
    entity: str | None = None
    by: str = "outlet"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, or to whom: the words that name somebody (`span`), and whom they mean (`entity`). Either may be unknown, not both.

    `unnamed`: the words keep back who it is (`izvori bliski vladi`, `a source close to the court`), so that two of them are never one.
    """

    span: Span | None = None
    text: str | None = None
    entity: str | None = None
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody is reported to have said.

    Attributes:
        content: leaves the quotation marks out and has several parts where the attribution interrupts; where only some words of a
            reported clause stand in marks (`mixed`), the whole clause.
        quoted: the words of a mixed quotation that stand in marks.
        via: entity ids of the agencies and media that carry it, nearest to the speaker first.
        within: the id of the quotation in which it lies (`He said that she had told him …`).
        spoken: languages (BCP 47) that the speaker's country speaks, where the report's is none of them: the words are a translation.
    """

    id: str
    kind: QuotationKind
    content: tuple[Span, ...]
    cue: Span | None = None
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    via: tuple[str, ...] = ()
    utterance: str | None = None
    quoted: tuple[Span, ...] = ()
    within: str | None = None
    spoken: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"quotation {self.id} has no content")

    @property
    def is_fragment(self) -> bool:
        """Is it nothing but words in marks, part of the outlet's own clause (`called the plan “a swamp”`)?"""
        return self.kind == "mixed" and self.quoted == self.content

    @property
    def verbatim(self) -> tuple[Span, ...]:
        """The speaker's own words as the report gives them: all of a direct quotation, what stands in marks of a mixed one."""
        return self.content if self.kind == "direct" else self.quoted

    @property
    def span(self) -> Span:
        """From the first part of the content to the last, what interrupts them included."""
        return cover(self.content)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 expression. `value` is None where the text allows none; `anchor` says in words what it was resolved against; `begin` and
    `end` are the days (months, years) that a length of time runs from and to, where that is known (`prvi put u četiri godine`); `mod` is
    TIMEX3's modifier: the beginning, middle or end of the stretch (`krajem godine`), about it (`oko 18 sati`), or the bound of a length
    (`više od 18 mjeseci`)."""

    span: Span
    type: TimeType
    value: str | None
    anchor: str | None = None
    begin: str | None = None
    end: str | None = None
    mod: TimeModifier | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or measure: exact (`value`) or bounded (`low`, `high`); `unit` is a lemma, `%`, or an ISO 4217 code.

    Attributes:
        kind: what sort of number it is; an ordinal's `value` is its place (`treći put`: 3).
        counted: the words that say what is counted, with what belongs to them (`letova iz i za Njemačku`); None where nothing says so.
        as_of: the TIMEX3 value of the time for which the text says that it holds (`do petka navečer`); None where it does not say.
        approximate: the text says that it is a round or uncertain figure (`oko`, `niemal`, `desetak`).
    """

    span: Span
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    kind: QuantityKind = "count"
    counted: Span | None = None
    as_of: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest piece of a report that tells a fact. `source` is the entity id of whoever says it, None for the report."""

    span: Span
    modality: Modality = "asserted"
    source: str | None = None
    via: tuple[str, ...] = ()
    quotation: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place or organisation. `names`: language -> base forms, most frequent first."""

    id: str
    type: MentionType
    name: str
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report tells by itself. Entity ids (`e1`, `e2` …) hold within the report."""

    report: Report
    layout: Layout
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    labels: tuple[Label, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two passages of two reports, with a judgement, a score in [0, 1] and a reason that a journalist can read.

    Identities, stories, utterances and statements are derived from edges. An edge by "user" outranks every model's. `directed`: a sign
    tells that the left passage was taken from the right one, or came after it; only shared passages say so.
    """

    kind: EdgeKind
    left: Evidence
    right: Evidence
    judgement: Judgement
    score: float
    reason: str
    by: str
    directed: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score outside [0, 1]: {self.score}")


@dataclass(frozen=True, slots=True)
class Support:
    """A passage that tells a statement; `source`: entity id of whoever says it there, None for the outlet itself."""

    evidence: Evidence
    relation: Relation = "same"
    modality: Modality = "asserted"
    source: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as told by one report or many; `origins` counts the independent ones."""

    id: str
    support: tuple[Support, ...]
    origins: int = 1


@dataclass(frozen=True, slots=True)
class DifferenceSide:
    """One side of a difference: the passage and the value that stands there."""

    evidence: Evidence
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where reports differ. `relation` is None for a difference of wording or spelling only."""

    id: str
    kind: DifferenceKind
    relation: DifferenceRelation | None
    sides: tuple[DifferenceSide, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened, was announced, or is planned: `when` as a TIMEX3 value, and the days within which it lies where known.

    `first_day` and `last_day` count the days from the story's anchor (`Anchor`: day 0), where that much is known.
    """

    when: str
    earliest: date | None
    latest: date | None
    evidence: tuple[Evidence, ...]
    statement: str | None = None
    kind: TimelineKind = "happened"
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Day 0 of a story: the day of its main happening, from which all other days are counted.

    Attributes:
        name: the happening in the words of a report.
        evidence: passages that tell it with its day, first the one that `name` is from.
        weekday: 1 (Monday) to 7, where the reports name it.
        day: the day of the calendar, where it is known.
        basis: how `day` is known; None where it is not.
        reasons: why, a line for each reason.
    """

    name: str
    evidence: tuple[Evidence, ...]
    weekday: int | None = None
    day: date | None = None
    basis: Basis | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """When a report was published, counted in days from the anchor of its story (None: open on that side), with the reasons."""

    report: str
    earliest: int | None
    latest: int | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingLabel:
    """A label where it stands: see `Label`."""

    evidence: Evidence
    head: str
    tone: Tone
    by: str = "outlet"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the reports call one entity besides its name."""

    entity: str
    labels: tuple[WordingLabel, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """A statement that several origins tell and these reports leave out."""

    statement: str
    missing_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A sentence of the digest and the passages that hold every name, number, date and quotation in it."""

    text: str
    language: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The reports that tell one story and, once compared, the account of it."""

    id: str
    title: str
    reports: tuple[str, ...]
    languages: tuple[str, ...]
    begin: date | None = None
    end: date | None = None
    origins: tuple[tuple[str, ...], ...] = ()
    statements: tuple[Statement, ...] = ()
    differences: tuple[Difference, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    wording: tuple[Wording, ...] = ()
    omissions: tuple[Omission, ...] = ()
    digest: tuple[DigestLine, ...] = ()
    anchor: Anchor | None = None
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """What `svod.read` returns: every reading, the identities and stories across them, the edges behind both, the failures."""

    readings: tuple[Reading, ...] = ()
    entities: tuple[Entity, ...] = ()
    stories: tuple[Story, ...] = ()
    edges: tuple[Edge, ...] = ()
    failures: tuple[Failure, ...] = ()

    def reading(self, report: str) -> Reading:
        """The reading of the report with this id; KeyError where there is none."""
        for reading in self.readings:
            if reading.report.id == report:
                return reading
        raise KeyError(report)

    def entity(self, entity: str) -> Entity:
        """The entity with this id; KeyError where there is none."""
        for candidate in self.entities:
            if candidate.id == entity:
                return candidate
        raise KeyError(entity)

    def surface(self, evidence: Evidence) -> str:
        """The words of a passage."""
        return evidence.span.of(self.reading(evidence.report).report.text)

    def to_dict(self) -> dict[str, Any]:
        """The collection in the JSON of format 1."""
        from svod import format as json_format

        return json_format.collection_to_dict(self)
