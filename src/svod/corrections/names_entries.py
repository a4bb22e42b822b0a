"""What a names file comes to: identities as the user knows them, their forms, and where each form counts."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from svod.languages.scripts import HBS
from svod.records import MentionType, Report


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is written, in its base form, and where it counts: in these languages, in these reports (`within`: ends of
    paths, patterns or outlets), in reports that have this other name too (`beside`). Empty: everywhere."""

    text: str
    languages: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    beside: str = ""

    @property
    def rank(self) -> int:
        """How exact its conditions are: of two entries that list a form, the one with the more exact conditions has it."""
        return 4 * bool(self.beside) + 2 * bool(self.within) + bool(self.languages)

    def holds_in(self, report: Report) -> bool:
        """Whether the form counts in a report, by its path and outlet."""
        return not self.within or any(_is_of(pattern, report) for pattern in self.within)

    def speaks(self, language: str) -> bool:
        """Whether the form counts in a language; `hbs` is Croatian, Serbian and Bosnian."""
        return not self.languages or language in self.languages or ("hbs" in self.languages and language in HBS)


def _is_of(pattern: str, report: Report) -> bool:
    fits = _pattern(pattern.casefold()).fullmatch
    return bool(
        fits("/" + report.source.replace("\\", "/").casefold()) or (report.outlet and fits(report.outlet.casefold()))
    )


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    """What fits a whole outlet, or the last parts of a path."""
    return re.compile("(?s:.*/)?" + fnmatch.translate(pattern.removeprefix("/")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One identity as the user knows it. `forms`: every form that is it, the canonical names among them; `never`: forms that are not."""

    number: int
    name: str
    type: MentionType | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    never: tuple[Form, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def local(self) -> str:
        """The id of the identity within a report: `n3` is the third entry."""
        return f"n{self.number}"

    @property
    def title(self) -> str:
        """How the entry is named to the user."""
        return f"entry {self.number} (“{self.name}”)"


@dataclass(frozen=True, slots=True)
class NamesFile:
    """The entries of a names file and what it says is no name; `source` is the file's name, `digest` one of its contents."""

    source: str
    digest: str
    entries: tuple[Entry, ...] = field(default=(), compare=False)
    ignored: tuple[Form, ...] = field(default=(), compare=False)

    @property
    def scoped(self) -> bool:
        """Whether any form counts in some reports only, by their paths or outlets."""
        return any(form.within for entry in self.entries for form in entry.forms)

    @property
    def scoped_forms(self) -> tuple[Form, ...]:
        """All forms, those that are no names included, that count in some reports only."""
        forms = [form for entry in self.entries for form in (*entry.forms, *entry.never)]
        return tuple(form for form in (*forms, *self.ignored) if form.within)
