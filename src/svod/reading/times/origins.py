"""Which day a time expression counts from: that of publication, that on which quoted words were said, or that of another article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from svod.reading.said_when import beside_cue
from svod.reading.times.joining import has_day
from svod.reading.times.pieces import Piece, Words
from svod.reading.times.tense import find_tense, sentence_of
from svod.records import Layout, Quotation, Span

_REACH, _NEAR = 14, 4
"""Words between the cue and the expression that says when it was said (`W piątek minister zdrowia Ewa Sosna … zapowiedziała`); between
the first word behind quoted words and that expression, where no cue was found."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What an expression counts from.

    Attributes:
        kind: the day of publication, of a speech, or of another article whose teaser or link stands here.
        told: the expression that tells that day: beside the cue of the quotation, or a date stamp of the other article.
        scope: the stretch of text, other than the report's own narrative, in which "that day" looks for the date named before.
        words: the quoted or reported words in which it stands: their verbs tell its tense, not that of the attribution.
    """

    kind: Literal["publication", "speech", "elsewhere"] = "publication"
    told: Piece | None = None
    scope: str = ""
    words: Span | None = None


PUBLICATION = Origin()


def find_origins(
    layout: Layout, words: Words, pieces: Sequence[Piece], quotations: Sequence[Quotation]
) -> dict[int, Origin]:
    """What each piece counts from, by its first token; pieces that are missing count from publication.

    Args:
        layout: the report.
        words: its words.
        pieces: its time expressions, joined, in text order.
        quotations: its quotations.
    """
    spans = [words.span(piece) for piece in pieces]
    found: dict[int, Origin] = {}
    if not all(section.kind in ("headline", "lead", "body") for section in layout.sections):
        for piece, span in zip(pieces, spans, strict=True):
            if not layout.is_own(span):
                found[piece.first] = _of_other_article(layout, pieces, spans, span)
    if pieces and quotations:
        said = _Speeches(layout, words, pieces, spans, quotations)
        for piece, span in zip(pieces, spans, strict=True):
            if piece.first not in found and (origin := said.origin(piece, span)) is not None:
                found[piece.first] = origin
    return found


def _of_other_article(layout: Layout, pieces: Sequence[Piece], spans: Sequence[Span], span: Span) -> Origin:
    """The day of another article is known only where a full date on a line of its own, or at its beginning, gives it."""
    section = layout.section_at(span.start)
    if section is None:
        return PUBLICATION
    stamp = None
    for piece, other in zip(pieces, spans, strict=True):
        when = piece.when
        if section.span.contains(other) and when and when.year and when.month and when.day and not piece.until:
            line_start = layout.text.rfind("\n", 0, other.start) + 1
            if not layout.text[max(line_start, section.span.start) : other.start].strip():
                stamp = piece
                break
    return Origin("elsewhere", stamp, f"section at {section.span.start}")


class _Speeches:
    """The quotations of a report and the expressions that say when they were said."""

    def __init__(
        self,
        layout: Layout,
        words: Words,
        pieces: Sequence[Piece],
        spans: Sequence[Span],
        quotations: Sequence[Quotation],
    ) -> None:
        self._layout, self._words, self._pieces, self._spans = layout, words, pieces, spans
        self._fronted = [self._with_comma(piece, span) for piece, span in zip(pieces, spans, strict=True)]
        self._in_order = sorted(quotations, key=lambda q: (q.span, q.id))
        self._known: dict[str, Piece | None] = {}

    def origin(self, piece: Piece, span: Span) -> Origin | None:
        """The origin of a piece that lies in quoted or reported words; speech only where it is told when they were said."""
        around = [(c, q) for q in self._in_order for c in q.content if c.start <= span.start < c.end]
        around.sort(key=lambda found: (len(found[0]), found[1].id))
        for words, quotation in around:
            told = self._told(quotation)
            if told is not None and not _reporters(piece, told, quotation, span):
                return Origin("speech", told, quotation.id, words)
        return Origin(words=around[0][0]) if around else None

    def _told(self, quotation: Quotation) -> Piece | None:
        """When a quotation was said; for direct speech, the attribution of a neighbouring part tells it too."""
        if quotation.id not in self._known:
            self._known[quotation.id] = self._beside(quotation) or self._beside_neighbour(quotation)
        return self._known[quotation.id]

    def _beside(self, quotation: Quotation) -> Piece | None:
        if quotation.cue is None and quotation.kind == "direct" and (cue := self._word_behind(quotation)) is not None:
            quotation, reach = replace(quotation, cue=cue), _NEAR
        else:
            reach = _REACH
        for i in beside_cue(self._layout, quotation, self._fronted, reach):
            piece = self._pieces[i]
            if piece.when is None or piece.until is not None or not _tells(piece):
                continue
            sentence = sentence_of(self._layout, self._words, piece)
            if find_tense(self._words, piece, self._pieces, sentence).direction <= 0:
                return piece
        return None

    def _word_behind(self, quotation: Quotation) -> Span | None:
        """The first word behind quoted words in their line: the attribution, where no cue was found (`“…”, laughed the cook`)."""
        end = quotation.span.end
        line_end = self._layout.text.find("\n", end)
        after = self._layout.tokens_in(Span(end, max(end + 1, line_end if line_end > 0 else len(self._layout.text))))
        word = next((token for token in after if token.is_word), None)
        return word.span if word and word.text[0].islower() else None

    def _with_comma(self, piece: Piece, span: Span) -> Span:
        """A time expression at the beginning of a sentence with the comma behind it: `V četrtek, 29. februarja, je izjavil`."""
        tokens, begins = self._words.tokens, {piece.first, piece.first - 1} & self._words.starts
        comma = tokens[piece.last] if piece.last < len(tokens) and tokens[piece.last].text == "," else None
        return Span(span.start, comma.span.end) if comma and begins else span

    def _beside_neighbour(self, quotation: Quotation) -> Piece | None:
        """`"…", rekao je u ponedjeljak Horvat. "Sutra ćemo vidjeti."`: one speaker, one paragraph, one occasion."""
        if quotation.kind != "direct":
            return None
        at = self._in_order.index(quotation)
        for step in (-1, 1):
            i = at + step
            while 0 <= i < len(self._in_order):
                other = self._in_order[i]
                between = sorted((quotation.span, other.span))
                text = self._layout.text[between[0].end : max(between[0].end, between[1].start)]
                if "\n" in text or not _one_speaker(quotation, other):
                    break
                told = self._beside(other)
                if told is not None:
                    return told
                i += step
        return None


def _tells(piece: Piece) -> bool:
    """Whether an expression tells a day, month or year by itself or counted from publication."""
    when = piece.when
    if when is None:
        return False
    return has_day(when) or bool(when.month or when.year) or (when.origin == "published" and when.unit in ("M", "Y"))


def _reporters(piece: Piece, told: Piece, quotation: Quotation, span: Span) -> bool:
    """`Jučer je rekao da će danas …`: whoever reports in own words with `yesterday` means the own `today` too."""
    if quotation.kind == "direct" or any(part.overlaps(span) for part in quotation.verbatim):
        return False
    return all(w is not None and w.origin == "published" and w.unit == "D" for w in (piece.when, told.when))


def _one_speaker(a: Quotation, b: Quotation) -> bool:
    if a.cue is None or b.cue is None or a.cue == b.cue:
        return a.speaker is None or b.speaker is None or _named(a) == _named(b)
    return _named(a) is not None and _named(a) == _named(b)


def _named(quotation: Quotation) -> str | None:
    speaker = quotation.speaker
    return (speaker.entity or speaker.text) if speaker else None
