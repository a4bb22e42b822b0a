"""Who said what, as the views lay it out: words in their marks, renderings beside each other, speakers."""

from __future__ import annotations

from dataclasses import dataclass

from svod.views import words
from svod.views.passages import Passage, Source


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a rendering's words. `own`: the speaker's, with the marks that they stand in. `mark`: why they stand out beside the other
    renderings (`quotes_marking.Why`), empty where they do not."""

    text: str
    own: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One report's version of an utterance; several passages where the attribution interrupts it. `chain` is who carried it, from
    the speaker to the outlet; `speaker_words` are the words that stand for the speaker there, where they are not the name.

    `said`: the words of each passage, with their quotation marks and what differs; `again`: where the report repeats words of it;
    `also`: the same words in other reports; `spoken`: languages that it may be translated from; `within`: who is quoted as saying it;
    `inner`: what others are quoted as saying in it.
    """

    passages: tuple[Passage, ...]
    kind: str
    chain: tuple[str, ...]
    speaker_words: str
    addressee: str
    again: tuple[Passage, ...] = ()
    said: tuple[tuple[Run, ...], ...] = ()
    also: tuple[Passage, ...] = ()
    unnamed: bool = False
    spoken: tuple[str, ...] = ()
    within: str = ""
    inner: tuple[Rendering, ...] = ()

    @property
    def source(self) -> Source:
        """The report that it is a version of."""
        return self.passages[0].source

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of it besides its words and the chain."""
        named = "" if not self.speaker_words else f"named as “{self.speaker_words}”"
        keeps = (
            f"a source that is not named: “{self.speaker_words}”"
            if self.speaker_words
            else "a source that is not named"
        )
        others = tuple(dict.fromkeys(p.source.name for p in self.also if p.source != self.source))
        found = (
            f"to {self.addressee}" if self.addressee else "",
            keeps if self.unnamed else named,
            f"quoted by {self.within}" if self.within else "",
            self.kind,
            f"translated from {words.listed(self.spoken, 'or')}" if self.spoken else "",
            f"the same words in {words.listed(others)}" if others else "",
        )
        return tuple(filter(None, found))

    @property
    def form(self) -> str:
        """`direct`, `mixed` where only some of its words are the speaker's own, or `indirect`."""
        runs = [run for part in self.said for run in part]
        return "direct" if all(r.own for r in runs) else "mixed" if any(r.own for r in runs) else "indirect"

    @property
    def marked(self) -> bool:
        """Does any of its words stand out?"""
        return any(run.mark for part in self.said for run in part)


@dataclass(frozen=True, slots=True)
class Saying:
    """One utterance in all its renderings. `reports` counts those that render it, a copy too; `apart`: languages whose words could not be
    compared with the others'; `speakers`: whom the reports have saying it, where they do not agree."""

    renderings: tuple[Rendering, ...]
    origins: int
    languages: int
    reports: int = 0
    apart: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """How often, by how many and how it is told."""
        return tuple(
            filter(
                None,
                (
                    f"in {words.count(self.reports, 'report')}",
                    words.count(self.origins, "independent origin") if self.origins > 1 else "one origin",
                    words.count(self.languages, "language") if self.languages > 1 else "",
                    f"said by {words.listed(self.speakers, 'or')}" if self.speakers else "",
                    f"not compared: {words.listed(self.apart)}" if self.apart else "",
                ),
            )
        )


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody and what they are reported to have said: first what several reports render, then what one does. `name` is None where
    the reports do not say who speaks, or keep it back (`unnamed`)."""

    name: str | None
    shared: tuple[Saying, ...]
    single: tuple[Rendering, ...]
    unnamed: bool = False

    @property
    def title(self) -> str:
        """The name, or what is said instead of one."""
        if self.name:
            return self.name
        return "Sources that are not named" if self.unnamed else "Not attributed: the report does not say who speaks"

    @property
    def marked(self) -> bool:
        """Is there a rendering in which words stand out?"""
        return any(r.marked for saying in self.shared for r in saying.renderings)
