"""Lengths of time that are over: `zaključil šestdnevni obisk` dates a report by the day on which the visit began."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from svod.dating.clues import LEAD, Clue
from svod.dating.told import Ended
from svod.languages import data
from svod.languages.phrases import Phrases
from svod.records import Reading, Span

_DAYS = re.compile(r"P(\d{1,2})D\Z")
_NEAR = 6
"""Words between the verb that something is over and how long it took."""


def find_ended(readings: Sequence[Reading], clues: Iterable[Clue]) -> tuple[Ended, ...]:
    """What the leads of reports say is over after so many days, with each clue that tells of its beginning: a verb of beginning or arriving
    in the past, in a sentence that names one of the same persons, places or organisations."""
    by_id = {r.report.id: r for r in readings}
    begun = [c for c in clues if c.own and c.direction < 1 and _says(by_id[c.article[0]], c.sentence, "begins", c.span)]
    found: list[Ended] = []
    for reading in readings:
        for time in reading.times:
            match = _DAYS.match(time.value or "") if time.type == "DURATION" else None
            if match is None or time.span.start > LEAD or not reading.layout.is_own(time.span):
                continue
            sentence = next((s for s in reading.layout.sentences if s.contains(time.span)), None)
            if sentence is None or not _says(reading, sentence, "ends", time.span):
                continue
            who = _named(reading, sentence)
            article = reading.report.id, -1
            found += [
                Ended(article, int(match[1]), clue)
                for clue in begun
                if clue.article != article and who & _named(by_id[clue.article[0]], clue.sentence)
            ]
            break
    return tuple(found)


@cache
def _verbs(language: str) -> dict[str, Phrases]:
    table = data(language).get("dating", {})
    return {name: Phrases(table.get(name, ())) for name in ("begins", "ends")}


def _says(reading: Reading, sentence: Span, table: str, near: Span) -> bool:
    """Whether a verb of `table` stands in the sentence, a few words from a time expression."""
    verbs = _verbs(reading.layout.language)[table]
    tokens = reading.layout.tokens_in(sentence)
    at = next((i for i, t in enumerate(tokens) if t.span.end > near.start), 0)
    return any(verbs.match_at(tokens, i) for i in range(max(0, at - _NEAR), min(len(tokens), at + _NEAR + 2)))


def _named(reading: Reading, sentence: Span) -> set[str]:
    return {
        m.entity for m in reading.mentions if m.entity and m.type in ("PER", "ORG", "EVT") and sentence.contains(m.span)
    }


def names_of(readings: Sequence[Reading]) -> Mapping[str, str]:
    """What reports are called in reasons: the outlet where all have different ones, else the end of the path."""
    outlets = [r.report.outlet for r in readings]
    if all(outlets) and len(set(outlets)) == len(outlets):
        return {r.report.id: str(r.report.outlet) for r in readings}
    return {r.report.id: re.split(r"[/\\]", r.report.source)[-1] or r.report.source for r in readings}
