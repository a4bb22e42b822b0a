"""Sentences cut into clauses: the smallest pieces that tell a fact, and whether it is told as one.

Cuts are made where a quotation begins or ends, and at marks and joining words with a verb on both sides (see `reading.verbs`). What shares
its verb or its object with its neighbour stays with it: `built and sold ships`, `have firemen and soldiers searched`. A language without
data is cut at sentences only. Teasers are cut too: what they tell is told, though by another article (see `linking.statements`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from svod.reading.clause_pieces import DELIMITERS, LEAST, LEAST_WITH_VERB, Pieces
from svod.reading.speech import grammar, speech
from svod.reading.verbs import verbs_of
from svod.records import OWN_KINDS, Clause, Layout, Modality, Quotation, Span, Token

TOLD_KINDS = OWN_KINDS | {"teaser"}
"""Sections in which something is told."""
MOSTLY, PARTLY = 0.6, 0.3
"""Shares of a clause's characters that lie in a quotation: from the first on it is part of what is said; from the second on it holds words
in marks, and so is told by whoever says them."""
REMAINING = 4
"""Words of substance that an attribution must hold besides cues and names to be a clause of its own."""
SUBSTANCE = 4
"""Letters of a word of substance; shorter ones join and point."""


def split_clauses(layout: Layout, quotations: Sequence[Quotation]) -> tuple[Clause, ...]:
    """The clauses of a report's own sections and of its teasers, in text order.

    Args:
        layout: the report cut up.
        quotations: its quotations; a clause that lies in one names it, its speaker and its carriers.

    Returns:
        Clauses with their modality: denied, planned or possible where words of the language say so, reported within a quotation,
        else asserted.
    """
    told = (
        [s.span for s in layout.sections if s.kind in TOLD_KINDS]
        if layout.sections
        else [Span(0, max(1, len(layout.text)))]
    )
    cutter = _Cutter(layout, quotations)
    found: list[Clause] = []
    for number, sentence in enumerate(layout.sentences):
        if any(section.contains(sentence) for section in told):
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
        self.verbs = verbs_of(layout.language)
        self.pieces = Pieces(layout, {})
        """What is known of the pieces of the sentence."""
        self.cued: set[int] = set()
        """Tokens of the sentence that are part of a cue of reported speech."""

    def cut(self, number: int) -> list[Clause]:
        """The clauses of one sentence."""
        sentence, self.quotations = self.layout.sentences[number], self.by_sentence[number]
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        begin = next((n for n in range(first, last) if self.tokens[n].is_word), first)
        forms = {n: self.verbs.form(self.tokens[n], n == begin) for n in range(first, last)}
        for n in range(first + 1, last):
            after_pronoun = self.tokens[n - 1].norm in self.verbs.clitics
            if forms[n] == "other" and after_pronoun and self.tokens[n].text[0].islower():
                forms[n] = "finite"
        self.pieces = Pieces(self.layout, forms)
        said = self.data.cues.find(self.tokens[first:last])
        self.cued = {first + k for m in said for k in range(m.first, m.last)}
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
            parts = [(bisect_left(self.starts, p.start), bisect_left(self.starts, p.end)) for p in q.content]
            inner = set() if q.quoted or q.kind == "direct" else self._seams(parts)
            for start, stop in parts:
                if stop <= first or start >= last:
                    continue
                if start > first and self._begins_clause(start) and start not in inner:
                    borders.add(start)
                if (start <= first or self._begins_clause(start)) and stop not in inner:
                    borders.add(stop)
        return sorted(b for b in borders if first < b < last)

    def _seams(self, parts: Sequence[tuple[int, int]]) -> set[int]:
        """Where reported speech is interrupted within one clause: `Po srečanju se je Kim | po poročanju agencij | že vkrcal na vlak`."""
        seams: set[int] = set()
        for (start, stop), (begin, end) in pairwise(parts):
            if not (self.pieces.predicates(start, stop) and self.pieces.predicates(begin, end)):
                seams |= {stop, begin}
        return seams

    def _begins_clause(self, start: int) -> bool:
        before = self.tokens[start - 1] if start else None
        return before is None or not before.is_word or before.norm in self.data.that

    def _divide(self, first: int, last: int) -> list[tuple[int, int]]:
        """Token ranges of the clauses between two borders."""
        cuts = [first]
        for n in range(first + 1, last):
            if self._may_cut(n, cuts[-1]) and (
                self.tokens[n - 1].text in DELIMITERS or self.pieces.predicates(cuts[-1], n)
            ):
                cuts.append(n)
        cuts.append(last)
        pieces: list[tuple[int, int]] = []
        for start, stop in pairwise(cuts):
            if stop == last and pieces and self._introduces(start, stop):
                continue
            if pieces and not self.pieces.parted(pieces[-1], start, stop):
                pieces[-1] = (pieces[-1][0], stop)
            else:
                pieces.append((start, stop))
        return pieces

    def _introduces(self, first: int, last: int) -> bool:
        """`, podkreślając, że`: few words, a cue among them, before what is said."""
        words = sum(1 for t in self.tokens[first:last] if t.text[0].isalnum())
        at = {n for q in self.quotations if q.cue for n in [bisect_left(self.starts, q.cue.start)] if first <= n < last}
        return bool(at) and words <= 4 and self.tokens[last - 1].norm in self.data.that

    def _may_cut(self, n: int, begun: int) -> bool:
        """May a clause begin at token `n`, after one that began at `begun`: after a mark, or with a word that joins clauses?"""
        token, before = self.tokens[n], self.tokens[n - 1]
        if self._in_marks(n):
            return False
        # What follows a bracket goes on with what stood before it.
        if before.text in DELIMITERS and before.text != ")" and (before.text not in "-–—" or self._spaced(n - 1)):
            return not self.pieces.enumerates(n)
        if token.norm in self.grammar.coordinating:
            if n + 1 not in self.pieces.forms:
                return False
            # `може да спре или да забави строежа`: two clauses under one verb, which stands here.
            said = begun > 0 and self.tokens[begun - 1].norm in self.data.that
            if before.text not in DELIMITERS and self.tokens[n + 1].norm in self.data.subjunctive and not said:
                return False
            return not self.pieces.one_object(n - 1, n + 1)
        return self.verbs.without_comma.match_at(self.tokens, n) is not None

    def _spaced(self, n: int) -> bool:
        span, text = self.tokens[n].span, self.layout.text
        return span.start > 0 and text[span.start - 1].isspace() and span.end < len(text) and text[span.end].isspace()

    def _in_marks(self, n: int) -> bool:
        at = self.tokens[n].span.start
        return any(part.start < at < part.end for q in self.quotations for part in q.quoted)

    def _clause(self, first: int, last: int) -> Clause | None:
        joining = self.grammar.coordinating
        while first < last and (
            not self.tokens[first].text[0].isalnum() and self.tokens[first].text not in "\"'“„”»«‘’("
        ):
            first += 1
        if last - first > 1 and not self.tokens[first].is_word and not self.tokens[first + 1].text[0].isalnum():
            first += 1
            while first < last and not self.tokens[first].text[0].isalnum():
                first += 1
        if last - first > LEAST and self.tokens[first].norm in joining:
            first += 1
            if self.tokens[first].norm in self.data.that:
                first += 1
        while last > first and (
            self.tokens[last - 1].text in (DELIMITERS | frozenset(".")) - frozenset(")")
            or (last - first > LEAST and self.tokens[last - 1].norm in self.data.that)
        ):
            last -= 1
        words = [t for t in self.tokens[first:last] if t.text[0].isalnum()]
        least = LEAST_WITH_VERB if self.pieces.predicates(first, last) else LEAST
        if not words or (len(words) < least and not self._whole_quotation(first, last)):
            return None
        span = Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
        quotation = self._quotation(span)
        if quotation is None and self._is_attribution(first, last):
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

    def _is_attribution(self, first: int, last: int) -> bool:
        """Nothing but who says it: verbs of saying and no others, names, and little else."""
        if not any(n in self.cued for n in range(first, last)) and not any(
            q.cue and q.cue.overlaps(self.tokens[n].span) for q in self.quotations for n in range(first, last)
        ):
            return False
        told = 0
        for n in range(first, last):
            token = self.tokens[n]
            if self._says_who(n):
                continue
            if self.pieces.is_verb(n):
                return False
            told += len(token.norm) >= SUBSTANCE or token.text[0].isdigit()
        span = Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
        introduced = any(q.cue is not None and q.cue.overlaps(span) for q in self.quotations)
        return told < (REMAINING if introduced else 1)

    def _says_who(self, n: int) -> bool:
        """Is the token part of a cue, of a speaker's name, or a word for who speaks?"""
        token = self.tokens[n]
        if n in self.cued or not token.is_word or token.text[0].isupper():
            return True
        data = self.data
        if (
            token.norm in data.media
            or token.norm in data.institutions
            or token.norm in data.persons
            or token.norm in data.adverbs
        ):
            return True
        return any(
            (q.cue is not None and q.cue.contains(token.span))
            or (q.speaker is not None and q.speaker.span is not None and q.speaker.span.contains(token.span))
            for q in self.quotations
        )

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
