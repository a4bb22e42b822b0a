"""The scope of a quantity: the words that say what is counted, and the time for which the text says that the figure holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from svod.languages.numerals import Number
from svod.reading.quantities.units import Unit, Units
from svod.reading.speech import grammar, speech
from svod.records import Quantity, QuantityKind, Span, TimeExpression

MOST_WORDS = 12
"""Words that what is counted has at most."""
DAY = len("2024-03-06")
"""Values at least as long tell a day."""
BESIDE = 3
"""Words of the phrase before a time expression that makes it the time for which a figure holds."""


class Scope:
    """Finds what belongs to the quantities of one report."""

    def __init__(self, units: Units) -> None:
        self.units, self.layout, self.tokens, self.words = units, units.layout, units.tokens, units.words
        self.speech, self.grammar = speech(units.language), grammar(units.language)
        self.begun = {s.start for s in units.layout.sentences}

    def made(self, first: int, number: Number, unit: Unit, kind: QuantityKind | None = None) -> Quantity:
        """The quantity from token `first` to the end of its unit."""
        return Quantity(
            self.span(first, unit.last),
            number.value,
            number.low,
            number.high,
            unit.name,
            kind or unit.kind,
            self.counted(unit),
            approximate=number.approximate,
        )

    def span(self, first: int, last: int) -> Span:
        """Tokens `first` to `last` (exclusive); a full stop at the end of a sentence is left to the sentence where nothing is cut short."""
        tokens = self.tokens
        if tokens[last - 1].text == "." and last - first > 1 and tokens[last - 2].norm in self.words.undotted:
            last -= last == len(tokens) or tokens[last].span.start in self.begun
        return Span(tokens[first].span.start, tokens[last - 1].span.end)

    def behind_of(self, i: int) -> int:
        """The token behind `of`, `of the`, `из всех` at token `i`; `i` where nothing of the kind stands there."""
        while i + 1 < len(self.tokens) and (
            self.units.norm(i) in self.words.of or self.units.norm(i) in self.words.articles
        ):
            i += 1
        return i

    def counted(self, unit: Unit) -> Span | None:
        """The words that say what is counted: the noun of the unit, or behind a measure or a share the words that it is of, with what
        belongs to them, up to the verb or the end of the clause."""
        first, last = unit.noun, unit.noun_last
        if first is None:
            if unit.kind not in ("share", "measure"):
                return None
            first = self.behind_of(unit.last)
            noun = self.units.noun(first) if first < len(self.tokens) and not self.units.begins_line(first) else None
            if noun is None:
                return None
            last = noun.last
        while last > first and self._belongs(last, last - first, self._verb_follows(first)):
            last += 1
        while last > first + 1 and self._joins(last - 1):
            last -= 1
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def _joins(self, i: int) -> bool:
        """Is the word one that only leads on to others?"""
        norm = self.tokens[i].norm
        return (
            norm in self.speech.prepositions
            or norm in self.words.within
            or norm in self.grammar.coordinating
            or norm in self.words.articles
            or not self.tokens[i].is_word
        )

    def _belongs(self, i: int, length: int, before_verb: bool) -> bool:
        """Does the word at token `i` still belong to what is counted?"""
        if i >= len(self.tokens) or length >= MOST_WORDS or i in self.units.taken or self.units.begins_line(i):
            return False
        token, norm = self.tokens[i], self.tokens[i].norm
        if not token.is_word:
            return token.text == "-" and self.units.glued(i) and self.units.glued(i + 1)
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if norm in self.words.onward:
            return True
        if norm in self.speech.prepositions or norm in self.words.within:
            return (before_verb or norm in self.words.within) and following is not None and following.is_word
        if (
            self._bounds_clause(i)
            or self.units.is_verb(i)
            or self.units.is_infinitive(i)
            or norm in self.speech.pronouns
        ):
            return False
        if norm in self.grammar.coordinating:
            return following is not None and self._goes_on(i)
        if norm in self.words.not_counted or norm in self.speech.adverbs:
            return norm in self.words.articles
        return self.words.numerals.values.match_at(self.tokens, i) is None

    def _goes_on(self, i: int) -> bool:
        """Behind a joining word, does a preposition (`iz i za Njemačku`) or a like noun follow?"""
        before, following = self.tokens[i - 1].norm, self.tokens[i + 1].norm
        if following in self.speech.prepositions or following in self.words.within:
            return following in self.words.within or before in self.speech.prepositions
        if following in self.words.onward:
            return True
        return (
            self.tokens[i + 1].text[0].islower() == self.tokens[i - 1].text[0].islower()
            and following[-1:] == before[-1:]
            and self.units.countable(i + 1)
        )

    def _bounds_clause(self, i: int) -> bool:
        norm = self.tokens[i].norm
        if norm in self.speech.relatives and (norm not in self.words.articles or self.tokens[i - 1].text == ","):
            return True
        return norm in self.speech.that or norm in self.grammar.subordinating

    def _verb_follows(self, i: int) -> bool:
        """Does the verb of the clause stand behind what is counted, which then holds all between?"""
        for n in range(i + 1, min(i + 2 * MOST_WORDS, len(self.tokens))):
            token = self.tokens[n]
            if (not token.is_word and token.text != "-") or self.units.begins_line(n):
                return False
            if self._bounds_clause(n):
                return False
            if self.units.is_verb(n):
                return True
        return False

    # --- as of when --------------------------------------------------------------------------------------------------

    def hold(self, found: Sequence[Quantity], times: Sequence[TimeExpression]) -> tuple[Quantity, ...]:
        """The quantities with the time for which the text says that they hold (`do utorka navečer poginulo je 12 ljudi`)."""
        held = [(q.as_of and replace(q, as_of=None)) or q for q in found]
        if not held:
            return ()
        starts = [q.span.start for q in held]
        for time in times:
            if time.type not in ("DATE", "TIME") or not time.value or time.value.endswith("_REF"):
                continue
            sentence = self._sentence(time.span)
            if not self._says_as_of(time.span) and not (len(time.value) >= DAY and self._is_state(sentence)):
                continue
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            for n in range(first, last):
                if (
                    held[n].kind != "ordinal"
                    and not time.span.overlaps(held[n].span)
                    and self._same_clause(time.span, held[n].span)
                ):
                    held[n] = replace(held[n], as_of=time.value)
        return tuple(held)

    def _says_as_of(self, span: Span) -> bool:
        """Does a phrase that tells as of when stand right before a time expression, or begin it?"""
        at = bisect_left(self.tokens, span.start, key=lambda t: t.span.start)
        for first in range(max(0, at - BESIDE), at + 1):
            match = self.words.as_of.match_at(self.tokens, first) if first < len(self.tokens) else None
            if match is not None and (match.last == at or first == at):
                return True
        return False

    def _is_state(self, sentence: Span) -> bool:
        """Is `was` the only verb of a sentence, which then tells how things stood: `w poniedziałek rano bez wody było 3400 domów`?"""
        told = False
        first = bisect_left(self.tokens, sentence.start, key=lambda t: t.span.start)
        for n in range(first, len(self.tokens)):
            token = self.tokens[n]
            if token.span.start >= sentence.end:
                break
            if token.norm in self.words.states:
                told = True
            elif self.units.verbs.form(token) != "other":
                return False
        return told

    def _sentence(self, span: Span) -> Span:
        sentences = self.layout.sentences
        n = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
        return sentences[n] if n >= 0 else Span(0, len(self.layout.text))

    def _same_clause(self, a: Span, b: Span) -> bool:
        """Does no clause of its own begin between two spans of one sentence?"""
        first, last = sorted((a, b))
        at = bisect_left(self.tokens, first.end, key=lambda t: t.span.start)
        for n in range(at, len(self.tokens)):
            if self.tokens[n].span.start >= last.start:
                return True
            if self.tokens[n].text in (";", ":", "„", "“", "”", "«", "»", '"') or self._bounds_clause(n):
                return False
        return True
