"""Who said what: every utterance of a collection in all its renderings, by way of whom each came, and how sure the links are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from svod.records import Collection, Edge, Evidence, Quotation, Reading, Story
from svod.views import words
from svod.views.passages import Bench, Source, ties_of
from svod.views.quotes_marking import Mark, Told, mark

UNSTATED = "speaker not stated"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation where it stands: one report's rendering of an utterance. `marks`: what stands out beside the other renderings; `link`:
    the surest link to one of another report."""

    bench: Bench
    reading: Reading
    quotation: Quotation
    marks: tuple[Mark, ...] = ()
    link: Edge | None = None

    @property
    def source(self) -> Source:
        """The report that it stands in."""
        return self.bench.source[self.reading.report.id]

    @property
    def text(self) -> str:
        """Its words on one line, `[…]` where the attribution interrupts them."""
        return " […] ".join(words.plain(part.of(self.reading.report.text)) for part in self.quotation.content)

    @property
    def quoted(self) -> tuple[str, ...]:
        """The speaker's own words: what stands in quotation marks, part by part."""
        return tuple(words.plain(part.of(self.reading.report.text)) for part in self.quotation.verbatim)

    @property
    def speaker(self) -> str:
        """The name of who says it, else the words that stand for them; empty where the report does not say."""
        said = self.quotation.speaker
        return (self.bench.name(said.entity) or self.speaker_words) if said else ""

    @property
    def speaker_words(self) -> str:
        """The words that name the speaker there; empty where none do."""
        return words.plain(self.quotation.speaker.text or "") if self.quotation.speaker else ""

    @property
    def unnamed(self) -> bool:
        """Does the report keep back who said it?"""
        return bool(self.quotation.speaker and self.quotation.speaker.unnamed)

    @property
    def addressee(self) -> str:
        """To whom it is said; empty where the report does not say."""
        to = self.quotation.addressee
        return (self.bench.name(to.entity) or words.plain(to.text or "")) if to else ""

    @property
    def outer(self) -> Quote | None:
        """The quotation in which it lies."""
        found = (q for q in self.reading.quotations if q.id == self.quotation.within and q.id != self.quotation.id)
        return next((Quote(self.bench, self.reading, q) for q in found), None)

    @property
    def chain(self) -> tuple[str, ...]:
        """By way of whom it came: the speaker, whoever quotes them, agencies and media, the outlet."""
        said = [self.speaker or UNSTATED]
        outer, seen = self.outer, {self.quotation.id}
        while outer and outer.quotation.id not in seen:
            said.append(outer.speaker)
            seen.add(outer.quotation.id)
            outer = outer.outer
        said += (name for i in self.quotation.via if (name := self.bench.name(i)))
        return tuple(dict.fromkeys([*filter(None, said), self.source.name]))


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said once, in all renderings. `origins`: how many of them are independent: copies are none, and what several outlets
    have from one agency comes from there. `apart`: languages whose words could not be compared with the others'."""

    id: str
    story: str
    quotes: tuple[Quote, ...]
    origins: int
    apart: tuple[str, ...] = ()

    def only(self, quotes: tuple[Quote, ...]) -> Utterance:
        """The utterance with only these of its renderings."""
        return replace(self, quotes=quotes, origins=count_origins(quotes))

    @property
    def entity(self) -> str | None:
        """The identity of who says it: that of most renderings; None where none is known."""
        known = Counter(q.quotation.speaker.entity for q in self.quotes if q.quotation.speaker)
        named = {e: n for e, n in known.items() if e and self.quotes[0].bench.name(e)}
        return min(named, key=lambda e: (-named[e], e)) if named else None

    @property
    def speaker(self) -> str | None:
        """What to call who says it; None where no report tells, or where all keep it back."""
        if self.entity:
            return self.quotes[0].bench.name(self.entity)
        said = Counter(q.speaker_words for q in self.quotes if q.speaker_words and not q.unnamed)
        return min(said, key=lambda s: (-said[s], s)) if said else None

    @property
    def unnamed(self) -> bool:
        """Is it the word of a source that no report names?"""
        return self.speaker is None and any(q.unnamed for q in self.quotes)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The reports that render it, each once."""
        return tuple({q.source.id: q.source for q in self.quotes}.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is rendered."""
        return tuple(dict.fromkeys(s.language for s in self.sources))


def utterances(collection: Collection) -> tuple[Utterance, ...]:
    """Every utterance of a collection, story by story in the collection's order, then in the order of the sources and their text."""
    told = {r for story in collection.stories for r in story.reports}
    rest = tuple(r.report.id for r in collection.readings if r.report.id not in told)
    links, ties = links_of(collection), ties_of(collection)
    found: list[Utterance] = []
    seen: set[str] = set()
    for story in (*collection.stories, *([Story("", "", rest, ())] if rest else [])):
        found += in_story(Bench(collection, story, ties), story, links, without=seen)
        seen |= set(story.reports)
    return tuple(found)


def links_of(collection: Collection) -> Mapping[tuple[str, int, int], Sequence[Edge]]:
    """The links between renderings, by report, start and end of either."""
    links: dict[tuple[str, int, int], list[Edge]] = defaultdict(list)
    for edge in collection.edges:
        if edge.kind == "utterance" and edge.judgement == "same":
            for end in (edge.left, edge.right):
                links[end.report, end.span.start, end.span.end].append(edge)
    return links


def in_story(
    bench: Bench,
    story: Story | None = None,
    links: Mapping[tuple[str, int, int], Sequence[Edge]] | None = None,
    without: Iterable[str] = (),
) -> tuple[Utterance, ...]:
    """The utterances of one story, their differences marked; `without` names reports to leave out."""
    groups: dict[str, list[Quote]] = defaultdict(list)
    left_out = frozenset(without)
    for reading in bench.readings:
        report = reading.report
        if report.id in left_out:
            continue
        for q in sorted(reading.quotations, key=lambda q: (q.span, q.id)):
            content = tuple(p for p in q.content if p.end <= len(report.text) and p.of(report.text).strip())
            if content:
                q = q if content == q.content else replace(q, content=content)
                edges = (links or {}).get((report.id, q.span.start, q.span.end), ())
                link = min(edges, key=lambda e: (e.by != "user", -e.score, e.left, e.right), default=None)
                groups[q.utterance or f"{report.id}/{q.id}"].append(Quote(bench, reading, q, (), link))
    return tuple(_utterance(bench, key, group, story.id if story else "") for key, group in groups.items())


def _utterance(bench: Bench, key: str, quotes: Sequence[Quote], story: str) -> Utterance:
    told = [Told(q.reading, q.quotation, bench.origins[q.reading.report.id]) for q in quotes]
    marking = mark(told)
    marked = tuple(replace(q, marks=marks) for q, marks in zip(quotes, marking.marks, strict=True))
    return Utterance(key, story, marked, count_origins(quotes), marking.apart)


def count_origins(quotes: Sequence[Quote]) -> int:
    """How many independent origins these renderings have: reports that repeat one text are one, and so is all that is credited to one
    agency, whoever prints it, or lies in one shared passage."""
    return (
        quotes[0].bench.count_told([Evidence(q.reading.report.id, q.quotation.span) for q in quotes]) if quotes else 0
    )
