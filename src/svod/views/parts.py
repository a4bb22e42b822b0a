"""The parts of an account as the views lay them out: words and passages, no ids and no records of other rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svod.records import Modality, Relation, Tone
from svod.views import words
from svod.views.passages import Passage, Source, alike
from svod.views.quotes_parts import Speaker
from svod.views.shared_text import SharedText
from svod.views.timeline_parts import Day, DayZero

RELATION_ORDER: tuple[Relation, ...] = ("same", "more-specific", "less-specific", "conflict")
CELL_ORDER: tuple[Relation, ...] = ("conflict", "same", "more-specific", "less-specific")


def told_by(passages: Sequence[Passage], origins: int) -> str:
    """`3 reports, 2 origins` where fewer origins than reports tell a thing; nothing where each is one, or none are known (0). A report
    that has it only in another article's text tells it not: `also in a teaser`."""
    reports = {p.source.number for p in passages}
    own = {p.source.number for p in passages if not p.elsewhere} or reports
    said = []
    if 0 < origins < len(own):
        counted = "one origin" if origins == 1 else words.count(origins, "origin")
        said.append(f"{words.count(len(own), 'report')}, {counted}")
    if origins and own != reports:
        said.append("also in a teaser")
    return "; ".join(said)


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of the account: `key` names it, `size` counts its items, `note` explains how to read it."""

    key: str
    title: str
    size: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the digest and what it rests on; `speaker` where it is somebody's words."""

    text: str
    language: str
    passages: tuple[Passage, ...]
    speaker: str = ""
    origins: int = 0

    @property
    def told_by(self) -> str:
        """`3 reports, 2 origins`; nothing where each report that is cited is an origin."""
        return told_by(self.passages, self.origins)

    @property
    def shown(self) -> str:
        """The text, in quotation marks where it is somebody's words."""
        return f"“{self.text}” — {self.speaker}" if self.speaker else self.text


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: its passages, and in `value` what they come to, where they do not say it in the same words."""

    value: str
    passages: tuple[Passage, ...]

    @property
    def alike(self) -> tuple[tuple[Passage, ...], ...]:
        """The passages, those with the same words together (agency text in many reports): shown once, cited each."""
        return alike(self.passages)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place where reports differ. `relation` is empty for a difference of wording or spelling only."""

    kind: str
    symbol: str
    relation: str
    explanation: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage that tells a statement, and how: `chain` names whoever says it there, if not the outlet itself, and the carriers."""

    passage: Passage
    relation: Relation
    modality: Modality
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: the telling that stands for it (the first of the most exact relation), and all of them."""

    lead: Telling
    tellings: tuple[Telling, ...]
    origins: int

    @property
    def told_by(self) -> str:
        """`3 reports, 2 origins`; nothing where each report is an origin."""
        return told_by([t.passage for t in self.tellings], self.origins)

    @property
    def conflict(self) -> bool:
        """Whether a telling contradicts the others."""
        return any(t.relation == "conflict" for t in self.tellings)

    def cells(self) -> tuple[tuple[Passage, Relation], ...]:
        """For each report that tells it, one passage and how that tells it: the most exact one, but a conflict before all."""
        best: dict[int, Telling] = {}
        for t in self.tellings:
            now = best.setdefault(t.passage.source.number, t)
            if CELL_ORDER.index(t.relation) < CELL_ORDER.index(now.relation):
                best[t.passage.source.number] = t
        return tuple((best[n].passage, best[n].relation) for n in sorted(best))


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one origin tells: one report, reports that repeat one text, or several that have it from one passage or agency."""

    sources: tuple[Source, ...]
    statements: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Words used for somebody, how often, whose words: `by` is None for the outlet's own."""

    text: str
    times: int
    tone: Tone
    by: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Called:
    """What each report calls somebody besides the name."""

    name: str
    rows: tuple[tuple[Source, tuple[Use, ...]], ...]


@dataclass(frozen=True, slots=True)
class NameForm:
    """A base form of a name: how often it stands in the reports, and where first."""

    text: str
    times: int
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Names:
    """The forms of one name, by language; `decided`: why, where the user said that they are one."""

    name: str
    type: str
    reports: int
    forms: tuple[tuple[str, str, tuple[NameForm, ...]], ...]
    decided: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement that several origins tell, and the reports in which it was not found."""

    told: Told
    missing: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One story, ready to be laid out. `contents` lists the parts that are not empty, in order; each is the field of its key."""

    number: int
    id: str
    title: str
    days: str
    sources: tuple[Source, ...]
    languages: tuple[str, ...]
    outlets: int
    origins: int
    contents: tuple[Heading, ...]
    digest: tuple[Line, ...]
    differences: tuple[Disagreement, ...]
    sayings: tuple[Speaker, ...]
    shared: tuple[Told, ...]
    copied: tuple[SharedText, ...]
    alone: tuple[Alone, ...]
    zero: DayZero | None
    timeline: tuple[Day, ...]
    wording: tuple[Called, ...]
    names: tuple[Names, ...]
    omissions: tuple[LeftOut, ...]
    texts: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The figures of the head: reports, independent origins, languages, outlets."""
        return (
            words.count(len(self.sources), "report"),
            words.count(self.origins, "independent origin"),
            words.count(len(self.languages), "language"),
            words.count(self.outlets, "outlet") if self.outlets else "outlets unknown",
        )
