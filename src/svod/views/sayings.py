"""Who said what: utterances by speaker, ready to be laid out, the renderings of one beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from svod.records import Evidence, Quotation, Span
from svod.views import words
from svod.views.passages import Bench, Passage, place
from svod.views.quotes import Quote, Utterance, in_story
from svod.views.quotes_parts import Rendering, Run, Saying, Speaker

LEGEND = {
    "words": "no counterpart found in the other renderings",
    "number": "another figure or time there",
    "time": "another figure or time there",
    "negation": "a negation that others do not have",
}
"""What a mark says."""
SIGNS = {"words": "", "number": "≠", "time": "≠", "negation": "¬"}
CAUTION = "Across languages only words that svod's dictionary has are compared: what is not marked may differ too."

_OPENING = "\"'„“”«»‚‘’‹›"
_PAIRS = {
    "„": "“",
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‚": "‘",
    "‘": "’",
    "’": "’",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
}


def compose_sayings(bench: Bench) -> tuple[Speaker, ...]:
    """The utterances of a story by speaker; see `by_speaker`."""
    return by_speaker(in_story(bench))


def by_speaker(found: Iterable[Utterance]) -> tuple[Speaker, ...]:
    """Utterances by speaker: first those of whom several reports render most, then sources that are not named, then what the reports
    attribute to nobody.

    A rendering that a longer one of the same report and utterance holds is not shown again, nor is one that belongs to no other
    utterance and lies within another of the same speaker; one in which others say the very same words is shown once.
    """
    sayings: dict[tuple[str, str], list[tuple[int, Saying]]] = defaultdict(list)
    singles: dict[tuple[str, str], list[tuple[int, Rendering]]] = defaultdict(list)
    names: dict[tuple[str, str], str | None] = {}
    for number, utterance in enumerate(found):
        shown = [q for q in utterance.quotes if not any(_repeats(q.quotation, o) for o in q.reading.quotations)]
        if not shown:
            continue
        name = utterance.speaker
        key = (
            ("0 name", utterance.entity or f" {(name or '').casefold()}")
            if name
            else ("1 unnamed", "") if utterance.unnamed else ("2 unstated", "")
        )  # fmt: skip
        names.setdefault(key, name)
        renderings = _fold([_rendering(q) for q in shown])
        if len({q.source.id for q in shown}) > 1:
            said = tuple(dict.fromkeys(q.speaker for q in shown if q.speaker))
            known = {q.quotation.speaker.entity for q in shown if q.quotation.speaker and q.quotation.speaker.entity}
            saying = Saying(
                _same_words(renderings),
                utterance.origins,
                len(utterance.languages),
                len(utterance.sources),
                tuple(words.language(code) for code in utterance.apart),
                said if len(known) > 1 else (),
            )
            sayings[key].append((number, saying))
        else:
            singles[key] += ((number, r) for r in renderings)

    def weight(key: tuple[str, str]) -> tuple[str, int, int, str, str]:
        return key[0], -len(sayings[key]), -len(singles[key]), (names[key] or "").casefold(), key[1]

    return tuple(
        Speaker(
            names[key],
            tuple(s for _, s in sorted(sayings[key], key=lambda s: (-s[1].origins, -s[1].reports, s[0]))),
            tuple(r for _, r in sorted(singles[key], key=lambda r: (r[1].source.number, r[1].passages[0].span, r[0]))),
            key[0] == "1 unnamed",
        )
        for key in sorted(names, key=weight)
    )


def _repeats(q: Quotation, other: Quotation) -> bool:
    if other.id == q.id or not other.span.contains(q.span) or (other.span == q.span and other.id >= q.id):
        return False
    speaker, longer = (q.speaker.entity if q.speaker else None), (other.speaker.entity if other.speaker else None)
    return q.utterance == other.utterance if q.utterance else speaker is None or speaker == longer


def _rendering(quote: Quote, nested: bool = False) -> Rendering:
    bench, q, report = quote.bench, quote.quotation, quote.reading.report.id
    stated = quote.speaker_words
    if q.speaker and (
        (stated.casefold() == quote.speaker.casefold() and not quote.unnamed)
        or bench.names_at(report, q.speaker.span, q.speaker.entity)
    ):  # fmt: skip
        stated = ""
    outer = quote.outer
    others = [] if nested else [i for i in quote.reading.quotations if i.within == q.id and not _repeats(i, q)]
    passages = bench.passages(Evidence(report, s) for s in q.content)
    return Rendering(
        passages=passages,
        kind="words quoted" if q.is_fragment else words.QUOTATIONS[q.kind],
        chain=quote.chain,
        speaker_words=stated,
        addressee=quote.addressee,
        said=tuple(_runs(quote, p.span) for p in passages),
        unnamed=quote.unnamed,
        spoken=tuple(words.language(code) for code in q.spoken),
        within=outer.speaker or "somebody" if outer and not nested else "",
        inner=tuple(_rendering(Quote(bench, quote.reading, i), True) for i in others),
    )


def _runs(quote: Quote, part: Span) -> tuple[Run, ...]:
    """The words of one part of a quotation, cut where the speaker's own words and what differs begin and end. Joined they are the words of
    the report, white space and control characters apart, in the quotation marks that it has (or `“”`, where it has none)."""
    text, q = quote.reading.report.text, quote.quotation
    own = [s for s in q.verbatim if s.overlaps(part)]
    marks = [m for m in quote.marks if m.span.overlaps(part)]
    edges = {part.start, part.end, *(e for s in (*own, *(m.span for m in marks)) for e in (s.start, s.end))}
    cuts = sorted(e for e in edges if part.start <= e <= part.end)
    runs: list[Run] = []
    for start, end in pairwise(cuts):
        shown = _line(text[start:end])
        if runs and runs[-1].text.endswith(" "):
            shown = shown.lstrip(" ")
        here = next((s for s in own if s.start <= start < s.end), None)
        why = next((m.why for m in marks if m.span.start <= start < m.span.end), "")
        if shown:
            runs.append(Run(shown, here is not None, why))
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip(" "))
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
    opens, closes = _marks_around(text, q, part, own)
    return tuple(r for r in (Run(opens, True), *runs, Run(closes, True)) if r.text)


def _marks_around(text: str, q: Quotation, part: Span, own: Sequence[Span]) -> tuple[str, str]:
    """The quotation marks that a part is to be shown in: those that the content leaves out where it begins or ends with quoted words."""
    first, last = (q.content[0], q.content[-1]) if q.kind == "direct" else (part, part)
    opens = closes = ""
    if part == first and any(s.start == part.start for s in own):
        before = text[part.start - 1 : part.start]
        opens = before if before in _PAIRS else "“"
    if part == last and any(s.end == part.end for s in own):
        after = text[part.end : part.end + 2].strip(" .,!?")[:1]
        closes = after if after in _PAIRS else _PAIRS.get(opens or "“", "”")
    return opens, closes


def _line(text: str) -> str:
    """`text` on one line and without what could steer what shows it, keeping whether it had white space at its ends."""
    inner = words.plain(text)
    if not inner:
        return " " if any(c.isspace() for c in text) else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _said(r: Rendering) -> str:
    return " ".join(p.text for p in r.passages).casefold().strip(" .,!?\"'”“»«")


def _fold(renderings: Sequence[Rendering]) -> tuple[Rendering, ...]:
    """Renderings of one utterance in order, without those whose words the same report gives at greater length elsewhere: these
    are cited as `again`."""
    ordered = sorted(renderings, key=lambda r: place(r.passages[0]))
    kept: list[Rendering] = []
    for r in sorted(ordered, key=lambda r: -len(_said(r))):
        longer = next((i for i, k in enumerate(kept) if k.source == r.source and _said(r) in _said(k)), None)
        if longer is None:
            kept.append(r)
        else:
            kept[longer] = replace(kept[longer], again=_added(kept[longer].again, r.passages))
    return tuple(sorted(kept, key=lambda r: place(r.passages[0])))


def _same_words(renderings: Sequence[Rendering]) -> tuple[Rendering, ...]:
    """Renderings of several reports, those in the same words as one: an agency's text, printed by many."""
    kept: dict[tuple[str, str, str], Rendering] = {}
    for r in renderings:
        key = (r.source.language, r.kind, _said(r))
        first = kept.get(key)
        kept[key] = r if first is None else replace(first, also=_added(first.also, (*r.passages, *r.again)))
    return tuple(kept.values())


def _added(passages: tuple[Passage, ...], more: tuple[Passage, ...]) -> tuple[Passage, ...]:
    return tuple(sorted((*passages, *more), key=place))
