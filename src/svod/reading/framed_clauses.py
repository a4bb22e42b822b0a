"""The clauses that phrases for a source frame: what stands around `po navedbah …`, or with it in a relative clause."""

from __future__ import annotations

from svod.languages.phrases import Match
from svod.reading.attribution import Segment
from svod.reading.clause_ends import Sentence
from svod.reading.clause_scope import ClauseScope
from svod.reading.drafts import is_closing
from svod.records import Span


def around(scope: ClauseScope, here: Sentence, first: int, last: int) -> list[Span]:
    """The clause around tokens `first` to `last`: back to a conjunction that sets it against what stands before."""
    scene, data = scope.scene, scope.data
    start, stop = here.first, here.last
    for segment in here.segments:
        if segment.first < first and segment.first > here.first:
            lead = scene.tokens[segment.first].norm
            if segment.opener == ";" or (lead in data.contrast and lead not in scene.grammar.subordinating):
                start = segment.first if segment.opener == ";" else segment.first + 1
            elif segment.last + 1 >= first - 1 and scope.contrasts(segment):
                start = segment.first  # "…, prve ugotovitve pa bi, po navedbah UPN, …"
        elif segment.first > last and (
            segment.opener == ";"
            or (is_closing(scene, segment) and (segment.first > last + 1 or scene.has_finite(start, first)))
            or scope.turns(segment, min(start, last))
        ):
            stop = segment.first - 1
            break
    if first - 2 > start and scene.tokens[first - 2].norm in data.joining and scene.is_delimiter(first - 1):
        start = first  # "Пором ішов до Спліта і, за даними портової служби, сів на рифи"
    while start < first and (start in scope.direct.covered or scene.tokens[start].norm in data.contrast):
        start += 1
    parts = [scene.span(start, first) if start < first else None, scene.span(last, stop)]
    return [p for p in parts if p is not None]


def within_relative(scope: ClauseScope, here: Sentence, index: int, first: int, last: int) -> list[Span]:
    """The relative clause around the phrase, without its pronoun: `…, což podle odborů prodlužuje spory`."""
    scene, start = scope.scene, here.segments[index].first
    start += scene.tokens[start].norm in scope.data.sentential
    stop = scope.end_of(here, last, [], subordinate=scope.is_embedded(here, index))
    parts = [scene.span(start, first) if start < first else None, scene.span(last, stop)]
    return [p for p in parts if p is not None]


def is_of_noun(scope: ClauseScope, phrase: Match, segment: Segment, index: int) -> bool:
    """Does the phrase stand within a noun phrase or participle, `взели грешното според нея решение`, so that no clause is framed?"""
    inside = segment.first < phrase.first and phrase.last < segment.last
    return bool(
        phrase.value == "own"
        and index
        and inside
        and segment.opener == ","
        and not scope.scene.has_finite(segment.first, segment.last)
    )
