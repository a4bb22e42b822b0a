"""What a time expression belongs to: the part of a clause that it dates, or the words that tell when something was said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from svod.comparing.days import days_of
from svod.languages import words as listed
from svod.languages.calendar import calendar
from svod.languages.negation import negates, negations
from svod.reading.speech import grammar, speech
from svod.reading.times.pieces import Piece, Words
from svod.reading.times.tense import find_tense
from svod.records import Modality, Quotation, Reading, Span, TimeExpression, Token, cover

LEAST_WORDS = 3
FARTHEST = 8
"""Words that may stand between a verb of speech and the day that it was said on; a day farther off is that of what is told."""
LONGEST = 400
"""Characters of a saying, with what was said, that are shown as one passage."""
STAMP_DIGITS = 8
"""Digits of a day and hour that are both written out (`8:46 7.1.2019`)."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_FIGURES = re.compile(r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}\b[^A-Za-z]*|\d{4}-\d\d-\d\d\b[^A-Za-z]*")
"""A day written out in figures, with the hour or without."""
_MARKS = "\"'„“”«»‚‘’"


def dated_part(reading: Reading, clause: Span, time: TimeExpression, ahead: bool = False) -> Span | None:
    """The part of a clause that a time belongs to: all of it, or, where it names two days, what stands between the words that join its
    parts (`nobody could say on Friday | why the ship sank on Tuesday`). None where the time is that of saying or not knowing it; a day
    that is still to come (`ahead`) never is (`called a strike for tomorrow`)."""
    layout = reading.layout
    values = {
        (t.value or "")[:10]
        for t in reading.times
        if clause.contains(t.span) and t.type in ("DATE", "TIME") and days_of(t.value or "")
    }
    part = _between_joints(reading, clause, time) if len(values) > 1 else clause
    if len([t for t in layout.tokens_in(part) if t.is_word]) < LEAST_WORDS:
        return None
    if _since(reading, part, time):
        return None
    return None if _unknown(reading, part) or (not ahead and _merely_said(reading, part, time)) else part


def _between_joints(reading: Reading, clause: Span, time: TimeExpression) -> Span:
    """The part of a clause around a time from one mark or joining word to the next."""
    layout = reading.layout
    data = speech(layout.language)
    joints = (data.that, data.relatives, data.whether_words, grammar(layout.language).subordinating)
    tokens = layout.tokens_in(clause)
    borders = [t.span.start for t in tokens if t.text in ",;:" or any(t.norm in words for words in joints)]
    before = max((b for b in borders if b <= time.span.start), default=clause.start)
    after = min((b for b in borders if b >= time.span.end), default=clause.end)
    return _trimmed(layout.text, before, after, " \t\r\n\u00a0,;:–—") if before < after else clause


def modality_at(reading: Reading, words: Words, clause: Span, time: TimeExpression, modality: Modality) -> Modality:
    """How what happened at a time is told in a clause of this modality: what may be or is planned may stand in another part of it (`the
    court ruled on Thursday | that pilots may strike`). `words`: those of the report."""
    part = _between_joints(reading, clause, time)
    rules, tokens = grammar(reading.layout.language), reading.layout.tokens_in(part)
    if modality not in ("planned", "possible") or part == clause or not any(map(rules.is_finite, tokens)):
        return modality
    if any(t.norm in rules.possible for t in tokens):
        return "possible"
    return "planned" if looks_ahead(reading, words, part, time) else "asserted"


def _since(reading: Reading, part: Span, time: TimeExpression) -> bool:
    """Is it the day since which something else, with a day of its own, was the first (`yesterday's visit is the first since 2019`)?"""
    words, tokens = calendar(reading.layout.language), reading.layout.tokens

    def follows(kind: str, span: Span) -> bool:
        n = bisect_left(tokens, span.start, key=lambda t: t.span.start)
        return n > 0 and words.has(kind, tokens[n - 1].norm)

    others = [t for t in _times_in(reading, part) if t.type in ("DATE", "TIME") and not t.span.overlaps(time.span)]
    if "/" in (time.value or "") or not others or not follows("range_from", time.span):
        return False
    return not any(follows("range_to", t.span) for t in others)


def _unknown(reading: Reading, part: Span) -> bool:
    """Is it told that nobody could do or say a thing (`nobody could say on Friday`), which is no happening?"""
    language, tokens = reading.layout.language, reading.layout.tokens_in(part)
    return bool(negations(language).find(tokens)) and any(t.norm in grammar(language).possible for t in tokens)


def is_negated(reading: Reading, clause: Span, time: TimeExpression) -> bool:
    """Is it told that something did not happen at a time (`do srede niso odpovedali nobenega leta`): is the finite verb next to the
    time, in its part of the clause, itself a negation or does one stand beside it?"""
    language = reading.layout.language
    rules, tokens = grammar(language), reading.layout.tokens_in(_between_joints(reading, clause, time))
    verbs = [
        n
        for n, t in enumerate(tokens)
        if (rules.is_finite(t) or _is_negated_verb(t, language)) and not t.span.overlaps(time.span)
    ]
    if not verbs:
        return False
    # Of two as near as each other the one after the time, which more often begins what it dates.
    at = next((n for n, t in enumerate(tokens) if t.span.end > time.span.start), 0)
    verb = min(verbs, key=lambda n: (abs(n - at), -n))
    behind = listed(language, "negation", "after_verbs")
    return any(negates(t, language) for t in tokens[max(0, verb - 1) : verb + 1]) or (
        any(t.norm in behind for t in tokens[verb + 1 : verb + 2])
    )


def _is_negated_verb(token: Token, language: str) -> bool:
    """Is it a finite verb with the prefix that negates it (Czech `nebyl`)?"""
    prefix = next((p for p in listed(language, "negation", "prefixes") if token.norm.startswith(p)), "")
    if not prefix or not negates(token, language):
        return False
    return grammar(language).is_finite(replace(token, norm=token.norm.removeprefix(prefix)))


def _merely_said(reading: Reading, part: Span, time: TimeExpression) -> bool:
    """Does the time stand with the words that say who said it, outside what was said?"""
    return any(q.cue and q.cue.overlaps(part) and _stands_with(reading, q.cue, q, time) for q in reading.quotations)


def _stands_with(reading: Reading, cue: Span, q: Quotation, time: TimeExpression) -> bool:
    """Does the time lie outside what is said, with nothing between it and the words that say who said it?"""
    if any(p.contains(time.span) for p in q.content):
        return False
    return not any(t.text in ",;:" for t in reading.layout.tokens_in(cover((cue, time.span))))


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said on a day that the report names: the quotations that share the words for it, and the passage that holds both."""

    quotations: tuple[Quotation, ...]
    time: TimeExpression
    passage: Span


def dated_sayings(reading: Reading) -> Iterator[Saying]:
    """What a report has said, announced, promised or asked on a day that it names (`u srijedu je najavio da će Rusija pomoći`).

    The time must stand beside the words that say so (`FARTHEST`), in the report's own text and outside all that is quoted; where it stands
    with something that nobody could say or that was denied, nothing is dated.
    """
    layout = reading.layout
    cues: dict[Span, list[Quotation]] = {}
    for q in reading.quotations:
        if q.cue is not None and layout.is_own(q.cue):
            cues.setdefault(q.cue, []).append(q)
    for cue, quotations in sorted(cues.items()):
        sentence = _sentence(reading, cue)
        outer = [q for q in quotations if q.within is None] or quotations
        for time in _times_in(reading, sentence):
            if (
                time.type not in ("DATE", "TIME")
                or is_stamp(reading, time)
                or time.span.overlaps(cue)
                or not all(_stands_with(reading, cue, q, time) for q in outer)
                or _within_others(reading, outer, time)
                or not _near(reading, cue, time)
            ):
                continue
            clause = _clause(reading, cover((cue, time.span)), outer, sentence)
            if not _unsaid(reading, clause):
                yield Saying(tuple(outer), time, _passage(reading, clause, outer, sentence))


def _sentence(reading: Reading, cue: Span) -> Span:
    """The sentence of the words that say so; where the report has none, what stands around them."""
    sentences = reading.layout.sentences
    n = bisect_right(sentences, cue.start, key=lambda s: s.start) - 1
    if n >= 0 and sentences[n].contains(cue):
        return sentences[n]
    return Span(max(0, cue.start - LONGEST), min(len(reading.report.text), cue.end + LONGEST))


def _times_in(reading: Reading, sentence: Span) -> Iterator[TimeExpression]:
    """The times of a report (which are in text order) that lie in a sentence."""
    for time in reading.times[bisect_left(reading.times, sentence.start, key=lambda t: t.span.start) :]:
        if time.span.start >= sentence.end:
            return
        if sentence.contains(time.span):
            yield time


def _within_others(reading: Reading, own: list[Quotation], time: TimeExpression) -> bool:
    """Does the time stand in what somebody else is quoted as saying?"""
    return any(part.contains(time.span) for q in reading.quotations if q not in own for part in q.content)


def _near(reading: Reading, cue: Span, time: TimeExpression) -> bool:
    first, second = sorted((cue, time.span))
    if first.end >= second.start:
        return True
    return len([t for t in reading.layout.tokens_in(Span(first.end, second.start)) if t.is_word]) <= FARTHEST


def _unsaid(reading: Reading, clause: Span) -> bool:
    """Is it told of the saying that nobody could or would?"""
    tokens, language = reading.layout.tokens_in(clause), reading.layout.language
    if negations(language).find(tokens):
        return True
    return any(c.modality == "denied" and c.quotation is None and c.span.contains(clause) for c in reading.clauses)


def _clause(reading: Reading, saying: Span, quotations: list[Quotation], sentence: Span) -> Span:
    """The words for the saying, from mark to mark; what was said ends them too."""
    edges = [t.span for t in reading.layout.tokens_in(sentence) if t.text in ",;:–—"]
    edges += [part for q in quotations for part in q.content]
    start = max([sentence.start, *(e.end for e in edges if e.end <= saying.start)])
    end = min([sentence.end, *(e.start for e in edges if e.start >= saying.end)])
    return _trimmed(reading.report.text, start, end)


def _passage(reading: Reading, clause: Span, quotations: list[Quotation], sentence: Span) -> Span:
    """The words for the saying with what was said, as far as that is short."""
    content = [part for q in quotations for part in q.content]
    for parts in (content, [p for p in content if p.overlaps(sentence)]):
        whole = cover((clause, *parts))
        if len(whole) <= LONGEST:
            return _with_mark(reading.report.text, whole)
    return clause


def _trimmed(text: str, start: int, end: int, marks: str = " \t\r\n\u00a0") -> Span:
    """The span without the white space and marks at its ends."""
    while start < end - 1 and text[start] in marks:
        start += 1
    while end > start + 1 and text[end - 1] in marks:
        end -= 1
    return Span(start, end)


def _with_mark(text: str, span: Span) -> Span:
    """The span with the quotation mark that opens it."""
    return Span(span.start - 1, span.end) if span.start and text[span.start - 1] in _MARKS else span


def looks_ahead(reading: Reading, words: Words, part: Span, time: TimeExpression) -> bool:
    """Do the words around a time, in the part of a clause that it dates, speak of the future: the nearest verb, or a word for plans?
    `words`: those of the report (`reading.times.joining.words_of`)."""
    layout = reading.layout
    plans = grammar(layout.language).future
    if any(t.norm in plans for t in layout.tokens_in(part)):
        return True
    first = bisect_left(layout.tokens, time.span.start, key=lambda t: t.span.start)
    last = bisect_left(layout.tokens, time.span.end, key=lambda t: t.span.start)
    if first == last:
        return False
    piece = Piece(first, last)
    return find_tense(words, piece, (piece,), part).direction > 0


def is_stamp(reading: Reading, time: TimeExpression) -> bool:
    """Is it the date of the report itself: what stands before its text (`27.06.2018 13.10`), or day and hour where nothing is told
    (`Praha 15:56 12. září 2018`) or after the last word of a headline (`Ferry sinks 24.11.2018 | 11:15`)?"""
    text = reading.report.text
    if _ends_headline(reading, time.span):
        return True
    if _STAMP.match(time.value or "") and sum(c.isdigit() for c in time.span.of(text)) >= STAMP_DIGITS:
        rules = grammar(reading.layout.language)
        if not any(map(rules.is_finite, reading.layout.tokens_in(_sentence(reading, time.span)))):
            return True
    section = reading.layout.section_at(time.span.start)
    before = text[section.span.start if section else 0 : time.span.start]
    return not before.strip() and not any(c.isalpha() for c in time.span.of(text))


def _ends_headline(reading: Reading, span: Span) -> bool:
    """Is it a date in figures with no word after it in its headline?"""
    text, section = reading.report.text, reading.layout.section_at(span.start)
    if section is None or section.kind != "headline" or not _FIGURES.fullmatch(span.of(text)):
        return False
    return not any(c.isalpha() for c in text[span.end : section.span.end].partition("\n")[0])
