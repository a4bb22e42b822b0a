"""Sentences cut into clauses: the smallest pieces that tell a fact, and whether it is told as one.

Cuts are made where a quotation begins or ends, at marks and joining words with a finite verb on both sides, and before relative clauses. No
tagger is at hand: a verb is finite if the language's data lists it or its ending. A language without data is cut at sentences only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from svod.reading.speech import grammar, speech
from svod.records import OWN_KINDS, Clause, Layout, Modality, Quotation, Span, Token

_DELIMITERS = frozenset(",;:()") | frozenset("-–—―")
LEAST = 3
"""Words that a clause has at least."""
MOSTLY, PARTLY = 0.6, 0.3
"""Shares of a clause's characters that lie in a quotation: from the first on it is part of what is said; from the second on it holds words
in marks, and so is told by whoever says them."""
REMAINING = 6
"""Words that an attribution must tell besides cue and speaker to be a clause of its own."""


def split_clauses(layout: Layout, quotations: Sequence[Quotation]) -> tuple[Clause, ...]:
    """The clauses of a report's own sections, in text order.

    Args:
        layout: the report cut up.
        quotations: its quotations; a clause that lies in one names it, its speaker and its carriers.

    Returns:
        Clauses with their modality: denied, planned or possible where words of the language say so, reported within a quotation,
        else asserted.
    """
    own = (
        [s.span for s in layout.sections if s.kind in OWN_KINDS]
        if layout.sections
        else [Span(0, max(1, len(layout.text)))]
    )
    cutter = _Cutter(layout, quotations)
    found: list[Clause] = []
    for number, sentence in enumerate(layout.sentences):
        if any(section.contains(sentence) for section in own):
            found += cutter.cut(number)
    return tuple(found)


def _by_sentence(layout: Layout, quotations: Sequence[Quotation]) -> list[list[Quotation]]:
    """For each sentence the quotations that say something in it, with what they say there, or are introduced in it, in text order."""
    here: list[list[Quotation]] = [[] for _ in layout.sentences]
    ends = [s.end for s in layout.sentences]
    starts = [s.start for s in layout.sentences]
    for q in sorted(quotations, key=lambda q: (q.span.start, -q.span.end, q.id)):
        parts: dict[int, list[Span]] = {}
        for part in q.content:
            for n in range(bisect_right(ends, part.start), bisect_left(starts, part.end)):
                parts.setdefault(n, []).append(part)
        for n, content in parts.items():
            here[n].append(replace(q, content=tuple(content)))
        if q.cue:
            for n in range(bisect_right(ends, q.cue.start), bisect_left(starts, q.cue.end)):
                if n not in parts:
                    here[n].append(q)
    return here


class _Cutter:
    def __init__(self, layout: Layout, quotations: Sequence[Quotation]) -> None:
        self.layout = layout
        self.by_sentence = _by_sentence(layout, quotations)
        self.sizes = {q.id: sum(map(len, q.content)) for q in quotations}
        self.quotations: list[Quotation] = []
        """Those of the sentence that is being cut."""
        self.tokens = layout.tokens
        self.starts = [t.span.start for t in layout.tokens]
        self.grammar = grammar(layout.language)
        self.data = speech(layout.language)

    def cut(self, number: int) -> list[Clause]:
        """The clauses of one sentence."""
        sentence, self.quotations = self.layout.sentences[number], self.by_sentence[number]
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        forced = self._borders(first, last)
        pieces: list[tuple[int, int]] = []
        for start, stop in zip([first, *forced], [*forced, last], strict=True):
            pieces += self._divide(start, stop)
        return [clause for start, stop in pieces if (clause := self._clause(start, stop)) is not None]

    def _borders(self, first: int, last: int) -> list[int]:
        """Tokens before which a quotation's content begins or after which it ends, where the attribution is a clause of its own."""
        borders: set[int] = set()
        for q in self.quotations:
            if q.is_fragment:
                continue
            for part in q.content:
                start, stop = bisect_left(self.starts, part.start), bisect_left(self.starts, part.end)
                if stop <= first or start >= last:
                    continue
                if start > first and self._begins_clause(start):
                    borders.add(start)
                if start <= first or self._begins_clause(start):
                    borders.add(stop)
        return sorted(b for b in borders if first < b < last)

    def _begins_clause(self, start: int) -> bool:
        before = self.tokens[start - 1] if start else None
        return before is None or not before.is_word or before.norm in self.data.that

    def _divide(self, first: int, last: int) -> list[tuple[int, int]]:
        """Token ranges of the clauses between two borders."""
        cuts = [first, *(n for n in range(first + 1, last) if self._may_cut(n)), last]
        pieces: list[tuple[int, int]] = []
        for start, stop in pairwise(cuts):
            if stop == last and pieces and self._introduces(start, stop):
                continue
            if pieces and not (self._stands(start, stop) and self._stands(*pieces[-1])):
                pieces[-1] = (pieces[-1][0], stop)
            else:
                pieces.append((start, stop))
        return pieces

    def _introduces(self, first: int, last: int) -> bool:
        """`, podkreślając, że`: few words, a cue among them, before what is said."""
        words = sum(1 for t in self.tokens[first:last] if t.text[0].isalnum())
        at = {n for q in self.quotations if q.cue for n in [bisect_left(self.starts, q.cue.start)] if first <= n < last}
        return bool(at) and words <= 4 and self.tokens[last - 1].norm in self.data.that

    def _may_cut(self, n: int) -> bool:
        """May a clause begin at token `n`: after a mark, or with a word that joins clauses?"""
        token, before = self.tokens[n], self.tokens[n - 1]
        if self._in_marks(n):
            return False
        if before.text in _DELIMITERS and (before.text not in "-–—" or self._spaced(n - 1)):
            return True
        return token.norm in self.grammar.coordinating or (token.norm in self.data.relatives and before.text == ",")

    def _spaced(self, n: int) -> bool:
        span, text = self.tokens[n].span, self.layout.text
        return span.start > 0 and text[span.start - 1].isspace() and span.end < len(text) and text[span.end].isspace()

    def _in_marks(self, n: int) -> bool:
        at = self.tokens[n].span.start
        return any(part.start < at < part.end for q in self.quotations for part in q.quoted)

    def _stands(self, first: int, last: int) -> bool:
        """Can the tokens be a clause: enough words, one of them a finite verb?"""
        words = [t for t in self.tokens[first:last] if t.text[0].isalnum()]
        return len(words) >= LEAST and any(self.grammar.is_finite(t) for t in words)

    def _clause(self, first: int, last: int) -> Clause | None:
        joining = self.grammar.coordinating
        while first < last and (
            not self.tokens[first].text[0].isalnum() and self.tokens[first].text not in "\"'“„”»«‘’("
        ):
            first += 1
        if last - first > LEAST and self.tokens[first].norm in joining:
            first += 1
        while last > first and self.tokens[last - 1].text in _DELIMITERS | frozenset(".") - frozenset(")"):
            last -= 1
        words = [t for t in self.tokens[first:last] if t.text[0].isalnum()]
        if not words or (len(words) < LEAST and not self._whole_quotation(first, last)):
            return None
        span = Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
        quotation = self._quotation(span)
        if quotation is None and self._is_attribution(span, len(words)):
            return None
        speaker = quotation.speaker if quotation else None
        return Clause(
            span,
            self._modality(words, quotation),
            speaker.entity if speaker else None,
            quotation.via if quotation else (),
            quotation.id if quotation else None,
        )

    def _whole_quotation(self, first: int, last: int) -> bool:
        """Do the tokens lie in direct speech, where two words (`"Idemo kući"`) are a clause too?"""
        span = Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
        return any(part.contains(span) for q in self.quotations if q.kind == "direct" for part in q.content)

    def _quotation(self, span: Span) -> Quotation | None:
        """The innermost quotation, other than mere words in marks, that shares most of the clause; else one whose content it holds."""
        shares = [
            (sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in q.content), q)
            for q in self.quotations
        ]
        within = [q for shared, q in shares if shared > MOSTLY * len(span) and not q.is_fragment]
        if within:
            return min(within, key=lambda q: (self.sizes[q.id], q.id))
        held = [q for shared, q in shares if shared > PARTLY * len(span) or (shared and q.cue and span.contains(q.cue))]
        return max(held, key=lambda q: (self.sizes[q.id], q.id)) if held else None

    def _is_attribution(self, span: Span, words: int) -> bool:
        """Nothing but who says it: a cue, a speaker, and little else."""
        for q in self.quotations:
            if q.cue is not None and q.cue.overlaps(span):
                told = len(q.cue.of(self.layout.text).split())
                if q.speaker and q.speaker.span and q.speaker.span.overlaps(span):
                    told += len(q.speaker.span.of(self.layout.text).split())
                outside = [
                    t
                    for t in self.layout.tokens_in(span)
                    if not q.cue.contains(t.span) and self.grammar.is_finite(t) and t.norm not in self.data.auxiliaries
                ]
                return words - told < REMAINING and not outside
        return False

    def _modality(self, words: Sequence[Token], quotation: Quotation | None) -> Modality:
        """How the clause is told, by its own words and by those that introduce it."""
        words_of = self.grammar
        cue = quotation.cue.of(self.layout.text) if quotation and quotation.cue else ""
        around = {t.norm for t in self.layout.tokens_in(quotation.cue)} if quotation and quotation.cue else set()
        norms = {t.norm for t in words}
        if any(n in words_of.denial for n in norms | around):
            return "denied"
        planned = any(n in words_of.future for n in norms)
        if planned and (quotation is None or any(n in words_of.announcing for n in around)):
            return "planned"
        if (quotation is None or quotation.kind != "direct") and any(n in words_of.possible for n in norms):
            return "possible"
        return "reported" if quotation is not None and (cue or quotation.speaker) else "asserted"
