"""Who said what: the quotations of a story by speaker, the renderings of one utterance side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from svod.records import Evidence, Quotation
from svod.views import words
from svod.views.parts import Rendering, Saying, Speaker
from svod.views.passages import Bench, place


def compose_sayings(bench: Bench) -> tuple[Speaker, ...]:
    """Quotations by speaker, the renderings of one utterance together; a rendering that a longer one of the same report and
    utterance holds is not shown again, nor is one that belongs to no utterance and lies within another of the same speaker."""
    utterances: dict[str, list[tuple[str, Quotation]]] = defaultdict(list)
    for reading in bench.readings:
        quotations = [
            q for q in reading.quotations if bench.passages(Evidence(reading.report.id, s) for s in q.content)
        ]
        for q in quotations:
            if not any(_repeats(q, other) for other in quotations):
                key = f"u {q.utterance}" if q.utterance else f"q {reading.report.id} {q.id} {q.span.start}"
                utterances[key].append((reading.report.id, q))
    speakers: dict[str, tuple[list[Saying], list[Rendering]]] = {}
    names: dict[str, str | None] = {}
    for group in utterances.values():
        name = _speaker_name(bench, [q for _, q in group])
        key = (name or "").casefold()
        names.setdefault(key, name)
        several, single = speakers.setdefault(key, ([], []))
        renderings = _fold([_rendering(bench, r, q) for r, q in group])
        sources = {r.source.id: r.source for r in renderings}
        if len(sources) > 1:
            languages = len({s.language for s in sources.values()})
            several.append(Saying(renderings, bench.count_origins(sources), languages))
        else:
            single.extend(renderings)

    def weight(key: str) -> tuple[bool, int, int, str]:
        several, single = speakers[key]
        return not key, -len(several), -len(single), key

    return tuple(
        Speaker(
            names[key],
            tuple(sorted(speakers[key][0], key=lambda s: (-s.origins, -len(s.renderings), place(s.renderings[0].passages[0])))),
            tuple(sorted(speakers[key][1], key=lambda r: place(r.passages[0]))),
        )
        for key in sorted(speakers, key=weight)
    )  # fmt: skip


def _repeats(q: Quotation, other: Quotation) -> bool:
    if other is q or not other.span.contains(q.span) or (other.span == q.span and other.id >= q.id):
        return False
    speaker, longer = (q.speaker.entity if q.speaker else None), (other.speaker.entity if other.speaker else None)
    return q.utterance == other.utterance if q.utterance else speaker is None or speaker == longer


def _speaker_name(bench: Bench, quotations: Sequence[Quotation]) -> str | None:
    speakers = [q.speaker for q in quotations if q.speaker]
    known = Counter(name for s in speakers if (name := bench.name(s.entity)))
    said = Counter(text for s in speakers if (text := words.plain(s.text or "")))
    counts = known or said
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def _rendering(bench: Bench, report: str, q: Quotation) -> Rendering:
    source = bench.source[report]
    speaker, stated = "", ""
    if q.speaker:
        stated = words.plain(q.speaker.text or "")
        speaker = bench.name(q.speaker.entity) or stated
        if stated.casefold() == speaker.casefold() or bench.names_at(report, q.speaker.span, q.speaker.entity):
            stated = ""
    carriers = [n for i in q.via if (n := bench.name(i))]
    return Rendering(
        passages=bench.passages(Evidence(report, s) for s in q.content),
        kind=words.QUOTATIONS[q.kind],
        direct=q.kind != "indirect",
        chain=tuple(dict.fromkeys([speaker or "speaker not stated", *carriers, source.name])),
        speaker_words=stated,
        addressee=(bench.name(q.addressee.entity) or words.plain(q.addressee.text or "")) if q.addressee else "",
    )


def _fold(renderings: Sequence[Rendering]) -> tuple[Rendering, ...]:
    """Renderings of one utterance in order, without those whose words the same report gives at greater length elsewhere: these
    are cited as `again`."""

    def said(r: Rendering) -> str:
        return " ".join(p.text for p in r.passages).casefold().strip(" .,!?\"'”“»«")

    ordered = sorted(renderings, key=lambda r: place(r.passages[0]))
    kept: list[Rendering] = []
    for r in sorted(ordered, key=lambda r: -len(said(r))):
        longer = next((i for i, k in enumerate(kept) if k.source == r.source and said(r) in said(k)), None)
        if longer is None:
            kept.append(r)
        else:
            kept[longer] = replace(kept[longer], again=tuple(sorted((*kept[longer].again, *r.passages), key=place)))
    return tuple(sorted(kept, key=lambda r: place(r.passages[0])))
