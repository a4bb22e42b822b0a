"""Whether the words around a time expression speak of the past or of the future.

Endings and auxiliaries are data of the language (`past`, `past_suffixes`, `future` … in `[times]`); the nearest verb form decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from svod.reading.times.joining import has_day
from svod.reading.times.pieces import Piece, Words
from svod.records import Layout, Span

_MARKS = frozenset('"„“”»«')
_BESIDE = 3
"""Words from a participle to its conditional."""
_NEAR = 24
"""How many tokens from a time expression a verb may stand to tell its tense."""


def sentence_of(layout: Layout, words: Words, piece: Piece) -> Span:
    """The sentence that a piece begins in; its line where the layout has no sentences."""
    start = words.tokens[piece.first].span.start
    index = bisect_right(layout.sentences, start, key=lambda span: span.start) - 1
    if index >= 0:
        return layout.sentences[index]
    end = layout.text.find("\n", start)
    return Span(layout.text.rfind("\n", 0, start) + 1, end if end > 0 else len(layout.text))


@dataclass(frozen=True, slots=True)
class Tense:
    """-1 past, 1 future, 0 unknown; `strong` where no other time expression stands between the verb and the expression."""

    direction: int
    strong: bool


def _direction(words: Words, i: int) -> int:
    """Whether the word at token `i` speaks of the past (-1) or the future (1)."""
    norm, table = words.norm(i), words.calendar.words
    if words.calendar.at("not_verbs", words.tokens, i):
        return 0
    if words.calendar.at("future", words.tokens, i):
        return 1
    if not norm[:1].isalpha() or len(norm) < 4:
        past = words.calendar.at("past", words.tokens, i)
        return 0 if not past else 1 if _is_conditional(words, i) else -1
    if len(norm) > 5 and norm.endswith(tuple(table.get("future_suffixes", ()))):
        return 1
    if words.calendar.at("past", words.tokens, i) or norm.endswith(tuple(table.get("past_suffixes", ()))):
        if words.tokens[i].text[0].isupper() and i not in words.starts:
            return 0
        return 1 if _is_conditional(words, i) or _is_future_participle(words, i) else -1
    return 0


def _is_conditional(words: Words, i: int) -> bool:
    """`Skončit by měla ve čtvrtek`: the participle beside the word of the conditional, with no mark between."""
    if "conditional" not in words.calendar.words:
        return False
    for step in (-1, 1):
        for j in range(i + step, i + step * (_BESIDE + 1), step):
            norm = words.norm(j)
            if not norm[:1].isalpha():
                break
            if words.calendar.has("conditional", norm):
                return True
    return False


def _is_future_participle(words: Words, i: int) -> bool:
    """Slovene and Polish form the future with the participle of the past: `bo začela`, `będzie trwał`."""
    near = words.tokens[max(0, i - 3) : i]
    if any(words.calendar.has("future_particles", t.norm) for t in near) and not any(t.text in ",;:" for t in near):
        return True  # `ще се проведе`: the same form without the particle is past
    if "future_auxiliaries" not in words.calendar.words:
        return False
    if words.calendar.has("past_auxiliaries", words.norm(i + 1)):
        return False  # `koji će doći rekao je`
    if words.calendar.has("future_auxiliaries", words.norm(i + 1)):
        return True  # `odwołanych zostanie`
    for j in range(i - 1, max(-1, i - 13), -1):
        norm = words.norm(j)
        if norm in _MARKS or norm in (".", ",", ";") or words.calendar.has("past_auxiliaries", norm):
            return False  # the auxiliary stands in the clause of its participle
        if words.calendar.has("future_auxiliaries", norm):
            return True
    return False


def _in_dated(i: int, pieces: Sequence[Piece]) -> bool:
    """Whether token `i` lies in one of the pieces (in text order) that tell a day."""
    piece = pieces[max(0, bisect_right(pieces, i, key=lambda p: p.first) - 1)]
    return piece.first <= i < piece.last and piece.when is not None and has_day(piece.when)


def _is_quoted(words: Words, piece: Piece, sentence: Span) -> bool:
    """Whether an odd number of quotation marks stands before a piece in its sentence."""
    i, marks = piece.first - 1, 0
    while i >= 0 and words.tokens[i].span.start >= sentence.start:
        marks += words.tokens[i].text in _MARKS
        i -= 1
    return marks % 2 == 1


def find_tense(words: Words, piece: Piece, others: Sequence[Piece], sentence: Span) -> Tense:
    """The tense at a time expression: that of the nearest verb form or future word of its sentence, commas counting as distance."""
    before = [words.norm(piece.first - 1)]
    if words.calendar.has("range_from", before[0]):  # `na okres od czwartku do niedzieli`
        before += [words.norm(piece.first - 2), words.norm(piece.first - 3)]
    told = any(words.calendar.has("future_prepositions", word) for word in before)
    at_rest = words.calendar.has("not_future", words.norm(piece.first))  # Ukrainian `на початку` is in the beginning
    if told and not at_rest:
        return Tense(1, True)
    best: tuple[int, int, bool] | None = None
    for step in (-1, 1):
        i = piece.first - 1 if step < 0 else piece.last
        distance, crossed, quoted = 0, False, _is_quoted(words, piece, sentence)
        while 0 <= i < len(words.tokens) and distance < _NEAR:
            token = words.tokens[i]
            if not sentence.start <= token.span.start < sentence.end:
                break
            if quoted and token.text in _MARKS:
                break  # „Vo štvrtok sa vrátime,“ uisťoval: the verb outside says nothing of the words inside
            distance += 4 if token.text in ",;:()–—" else 1
            crossed = crossed or _in_dated(i, others)
            direction = _direction(words, i)
            if direction:
                candidate = (distance + 3 * crossed, direction, not crossed)
                if best is None or candidate[0] < best[0]:
                    best = candidate
                break
            i += step
    return Tense(best[1], best[2]) if best else Tense(0, False)
