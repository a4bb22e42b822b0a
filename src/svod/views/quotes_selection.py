"""Which utterances a user asks for: by speaker, report, language, carrier, kind and words, in whatever script, language and case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from svod.languages.gazetteer import loose, stems
from svod.languages.lemmas import lemma
from svod.languages.scripts import norm
from svod.linking.alike import Name, alike
from svod.records import Collection, QuotationKind
from svod.views import words
from svod.views.identities import READINGS
from svod.views.quotes import Quote, Utterance


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked for. An empty condition always holds; of several values of one, any will do; all conditions must hold of one
    rendering. `only`: leave out the renderings of which they do not hold; `shared`: only what several reports render."""

    speakers: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    kinds: tuple[QuotationKind, ...] = ()
    contains: tuple[str, ...] = ()
    shared: bool = False
    only: bool = False


def select(found: Iterable[Utterance], collection: Collection, asked: Conditions) -> tuple[Utterance, ...]:
    """The utterances of which a rendering is what is asked for, with their other renderings too unless only the former are wanted."""
    utterances = tuple(found)
    names = _Names(collection)
    quotes = [q for u in utterances for q in u.quotes]
    speakers = names.meant(asked.speakers, {q.quotation.speaker.entity for q in quotes if q.quotation.speaker})
    carriers = names.meant(asked.via, {i for q in quotes for i in q.quotation.via})

    def fits(q: Quote) -> bool:
        said = q.quotation.speaker
        return (
            (not asked.speakers or bool(said and said.entity in speakers) or names.says(asked.speakers, q.speaker_words, q.source.language))
            and (not asked.reports or any(_of_report(q, wanted) for wanted in asked.reports))
            and (not asked.languages or _in_language(q, asked.languages))
            and (not asked.via or bool(set(q.quotation.via) & carriers))
            and (not asked.kinds or q.quotation.kind in asked.kinds)
            and (not asked.contains or any(_contains(q, wanted) for wanted in asked.contains))
        )  # fmt: skip

    kept = []
    for u in utterances:
        fitting = tuple(filter(fits, u.quotes))
        if fitting and (not asked.shared or len(u.sources) > 1):
            kept.append(u.only(fitting) if asked.only else u)
    return tuple(kept)


def speakers_of(found: Iterable[Utterance], most: int) -> tuple[str, ...]:
    """The names of those who are quoted most, for somebody who asked for one that is not among them."""
    times: dict[str, int] = defaultdict(int)
    for u in found:
        if u.speaker:
            times[u.speaker] += 1
    return tuple(sorted(times, key=lambda name: (-times[name], name))[:most])


class _Names:
    """Every form under which the reports know an identity: names, case forms, descriptors."""

    def __init__(self, collection: Collection) -> None:
        self._languages = (*sorted({r.layout.language for r in collection.readings}), *READINGS)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, list[Name]] = defaultdict(list)
        self._ids: dict[str, set[str]] = defaultdict(set)
        for e in collection.entities:
            self._ids[e.id] |= {e.id.casefold(), *(v.casefold() for v in e.links.values())}
            for language, names in (("en", (e.name,)), *sorted(e.names.items())):
                for name in names:
                    self._forms[e.id].add(loose(name, language))
                    self._names[e.id].append(Name(name, language, e.type))
        for r in collection.readings:
            language, text = r.layout.language, r.report.text
            for m in r.mentions:
                if m.entity:
                    self._forms[m.entity] |= {loose(m.lemma, language), loose(m.span.of(text), language)}
            for x in r.labels:
                if x.entity:
                    self._forms[x.entity].add(loose(x.span.of(text), language))

    def meant(self, asked: Sequence[str], among: Set[str | None]) -> frozenset[str]:
        """The identities `among` these that are asked for; one whose name is only spelt like it where no form is the same."""
        known = sorted(i for i in among if i)
        meant: set[str] = set()
        for wanted in asked:
            folded = {loose(wanted, language) for language in self._languages} - {""}
            hits = {
                i
                for i in known
                if wanted.casefold() in self._ids[i]
                or any(_words_in(f, form) for f in folded for form in self._forms[i])
            }
            meant |= hits or {i for i in known if self._spelt_alike(wanted, i)}
        return frozenset(meant)

    def _spelt_alike(self, wanted: str, entity: str) -> bool:
        return any(
            alike(Name(wanted, language, name.type), name) is not None
            for name in self._names[entity]
            for language in ("en", name.language)
        )

    def says(self, asked: Sequence[str], said: str, language: str) -> bool:
        """Do the words that stand for a speaker hold what is asked for?"""
        form = loose(said, language)
        return bool(form) and any(_words_in(f, form) for w in asked for x in self._languages if (f := loose(w, x)))


@lru_cache(maxsize=1 << 16)
def _words_in(wanted: str, form: str) -> bool:
    """Are the words of `wanted` among those of `form`, one after another, case endings apart?"""
    return f" {wanted} " in f" {form} " or f" {stems(wanted)} " in f" {stems(form)} "


def _of_report(q: Quote, wanted: str) -> bool:
    report = q.reading.report
    folded = loose(wanted, q.source.language)
    names = (loose(name, q.source.language) for name in (report.outlet or "", q.source.name))
    return (
        wanted == report.id
        or wanted.casefold().replace("\\", "/") in report.source.casefold().replace("\\", "/")
        or (bool(folded) and any(folded in name for name in names))
    )


def _in_language(q: Quote, asked: Sequence[str]) -> bool:
    code = q.source.language
    return any(wanted.casefold() in (code.casefold(), words.language(code).casefold()) for wanted in asked)


def _contains(q: Quote, wanted: str) -> bool:
    """Does a rendering have this word, or one that begins so, or another form of it; or these words?"""
    language = q.source.language
    spoken = f" {loose(q.text, language)}"
    if any(f and f" {f}" in spoken for f in {loose(wanted, x) for x in (language, *READINGS)}):
        return True
    if len(wanted.split()) != 1:
        return False
    tokens = (t for part in q.quotation.content for t in q.reading.layout.tokens_in(part) if t.is_word)
    return lemma(norm(wanted, language), language) in {lemma(t.norm, language) for t in tokens}
