"""How the reports call somebody: the words besides the name, and the forms of the name in each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from svod.records import Collection, Evidence, Wording
from svod.views import words
from svod.views.parts import Called, NameForm, Names, Use
from svod.views.passages import Bench, Passage, Source, place


def compose_wording(bench: Bench, wording: Iterable[Wording]) -> tuple[Called, ...]:
    """What each report calls somebody besides the name; persons first, otherwise in the order of the account."""
    called = []
    for w in sorted(wording, key=lambda w: bench.type(w.entity) != "PER"):
        rows: dict[int, dict[tuple[str, str], list[Use]]] = defaultdict(lambda: defaultdict(list))
        for label in w.labels:
            passage = bench.passage(label.evidence)
            if passage:
                by = None if label.by == "outlet" else bench.name(label.by) or "somebody quoted"
                key = (passage.text.casefold(), by or "")
                rows[passage.source.number][key].append(Use(passage.text, 1, label.tone, by, passage))
        if rows:
            called.append(Called(bench.name(w.entity) or "unknown", tuple(_uses(bench, rows))))
    return tuple(called)


def _uses(bench: Bench, rows: dict[int, dict[tuple[str, str], list[Use]]]) -> Iterable[tuple[Source, tuple[Use, ...]]]:
    """Each report's words for somebody, every wording once with its count; the outlet's own first, the most frequent first."""
    for number in sorted(rows):
        uses = []
        for group in rows[number].values():
            first = min(group, key=lambda u: u.passage.span)
            uses.append(Use(first.text, len(group), first.tone, first.by, first.passage))
        uses.sort(key=lambda u: (u.by is not None, u.by or "", -u.times, u.passage.span))
        yield bench.sources[number - 1], tuple(uses)


def decided_names(collection: Collection) -> dict[Evidence, str]:
    """The mentions that the user said to be one with another, each with the reason given."""
    links = [e for e in collection.edges if e.by == "user" and e.kind == "entity" and e.judgement == "same"]
    return {place: e.reason for e in reversed(links) for place in (e.right, e.left)}


def compose_names(bench: Bench, decided: Mapping[Evidence, str]) -> tuple[Names, ...]:
    """Names that two reports use, or that have two forms: every base form in every language, with the first place of each, and
    whether the user `decided` on it."""
    forms: dict[str, dict[tuple[str, str], list[Passage]]] = defaultdict(lambda: defaultdict(list))
    types: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for reading, source in zip(bench.readings, bench.sources, strict=True):
        for m in reading.mentions:
            form = words.plain(m.lemma)
            passage = bench.passage(Evidence(source.id, m.span)) if m.entity and form else None
            if m.entity and passage:
                forms[m.entity][source.language, form].append(passage)
                types.setdefault(m.entity, m.type)
                if reason := decided.get(Evidence(source.id, m.span)):
                    reasons.setdefault(m.entity, words.plain(reason))
    names = []
    for entity, by_form in forms.items():
        reports = {p.source.number for passages in by_form.values() for p in passages}
        if len(reports) < 2 and len(by_form) < 2:
            continue
        by_language: dict[str, list[NameForm]] = defaultdict(list)
        for (language, form), passages in by_form.items():
            by_language[language].append(NameForm(form, len(passages), min(passages, key=place)))
        rows = tuple(
            (
                language if language != "und" else "?",
                words.language(language),
                tuple(sorted(found, key=lambda f: (-f.times, f.text))),
            )
            for language, found in sorted(by_language.items())
        )
        names.append(
            (
                len(reports),
                sum(map(len, by_form.values())),
                Names(bench.name(entity) or "", types[entity], len(reports), rows, reasons.get(entity, "")),
            )
        )
    order = list(words.TYPES)
    names.sort(key=lambda n: (order.index(n[2].type), -n[0], -n[1], n[2].name))
    return tuple(n[2] for n in names)
