"""Where sentences end: at a mark that ends one, before something that can begin one, unless the word before it is abbreviated.

No break after `dr.`, `npr.`, `gen.` (the abbreviations of a language stand in its data), after ordinals (`13. rujna`), initials
(`J. Smith`) or inside brackets. A sentence never crosses a line, nor a section; a text without marks is cut where it gets too long.
"""

from __future__ import annotations

import re
from functools import lru_cache

from svod.languages import data, words
from svod.languages.scripts import norm
from svod.reading.tokens import tokenize
from svod.records import Section, Span

# A sentence ends at a full stop, question or exclamation mark, or ellipsis, with the marks that close what it stands in, before white
# space and something that can begin a sentence; the marks of Chinese and Japanese need no space. Possessive, and begun only where no
# mark stands before, so that a line of a million full stops is gone through once.
_BREAK = re.compile(
    r"(?<![.!?…؟।։])[.!?…؟।։]++[\"'“”»«’)\]]*+(?=\s+[\"'„“”»«‘’(\[–—-]*\s?[^\W_])|(?<![。！？])[。！？]++(?![」』）”’])"
    r"|(?<=[^\W\d_][“”»])\.(?=[„«]?[^\W\d_])"
)
_LAST_WORD = re.compile(r"([^\W_]+(?:[.-][^\W_]+)*)$")
_CLOSING = "\"'“”»«’)]"
_REACH = 80
"""Characters before a mark that are looked at for the word before it."""
LONGEST = 2000
"""Characters: what reads a sentence looks at its words together, in time that grows with the square of their number."""


@lru_cache(maxsize=32)
def _abbreviations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Abbreviations that never end a sentence, and those that may (`itd.`, `р.`): these do before a capital letter."""
    return (
        frozenset(words(language, "sentences", "abbreviations")),
        frozenset(words(language, "sentences", "closing_abbreviations")),
    )


def _next_letter(text: str, position: int) -> str:
    for character in text[position:]:
        if character.isalnum():
            return character
    return ""


def _ends_sentence(line: str, match: re.Match[str], language: str) -> bool:
    """Does the sentence end at this mark?"""
    following = _next_letter(line, match.end())
    mark = match.group().rstrip(_CLOSING)
    before = line[max(0, match.start() - _REACH) : match.start()]
    closed = len(mark) < len(match.group())
    # Georgian has capitals in Unicode, but begins no sentence with them.
    if (following.islower() and not "ა" <= following <= "ჿ") or (following.isdigit() and mark == "…"):
        return False
    if mark != ".":
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word = last.group(1)
    if word.isdigit():
        # "13. rujna" never ends a sentence; before a capital letter a number does, except where nouns have one ("13. Mai") or the
        # number is too small to be a count at the end of a sentence that anybody writes ("1. FC").
        table = data(language).get("sentences", {})
        return closed or len(word) >= 4 or (len(word) > 1 and not table.get("ordinals_before_capitals", False))
    if closed:
        return True
    folded = norm(word, language)
    never, may = _abbreviations(language)
    if folded in never:
        return False
    if folded in may:
        return following.isupper()
    # One letter is an initial ("J. Smith") or an abbreviation ("r.", "г."); "i." for "and" never ends with a full stop.
    return not (len(word) == 1 and word.isalpha())


def _split_line(text: str, line: Span, language: str) -> list[Span]:
    surface = line.of(text)
    result: list[Span] = []
    start = counted = brackets = 0
    unclosed = _unclosed(surface)
    for match in _BREAK.finditer(surface):
        end = match.end()
        if end <= unclosed:
            brackets += surface.count("(", counted, end) - surface.count(")", counted, end)
        counted = end
        if brackets > 0 or not _ends_sentence(surface, match, language):
            continue
        result += _cut(text, _trimmed(text, line.start + start, line.start + end), language)
        start, brackets = end, 0
    if surface[start:].strip():
        result += _cut(text, _trimmed(text, line.start + start, line.end), language)
    return result


def _unclosed(surface: str) -> int:
    """Where the first bracket that never closes stands, so that nothing after it is taken to be inside; the length if there is none."""
    waiting: list[int] = []
    for match in re.finditer(r"[()]", surface):
        if match.group() == "(":
            waiting.append(match.start())
        elif waiting:
            waiting.pop()
    return waiting[0] if waiting else len(surface)


def _cut(text: str, sentence: Span, language: str) -> list[Span]:
    """The sentence itself; in pieces where it is too long for one: at white space where there is any, and never within a token."""
    if len(sentence) <= LONGEST:
        return [sentence]
    pieces: list[Span] = []
    start = end = gap = 0
    for token in tokenize(sentence.of(text), language):
        if token.span.start > end:
            gap = end
        if token.span.end - start > LONGEST and end > start:
            # Back to the last white space, unless that leaves next to nothing.
            cut = gap if gap - start > LONGEST // 2 else end
            pieces.append(_trimmed(text, sentence.start + start, sentence.start + cut))
            start = cut
        end = token.span.end
    return [*pieces, _trimmed(text, sentence.start + start, sentence.end)]


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def split_sentences(text: str, sections: tuple[Section, ...], language: str) -> tuple[Span, ...]:
    """The sentences of a report, in text order.

    Args:
        text: the report's text.
        sections: its sections, in order; no sentence crosses one.
        language: decides on abbreviations; without data only initials and ordinals are kept from ending a sentence.

    Returns:
        Spans without white space at either end; together they hold all that the sections hold but white space.

    >>> from svod.records import Section, Span
    >>> text = "Došao je dr. Horvat. Govorio je 13. rujna."
    >>> [s.of(text) for s in split_sentences(text, (Section(Span(0, len(text)), "body"),), "hr")]
    ['Došao je dr. Horvat.', 'Govorio je 13. rujna.']
    """
    sentences: list[Span] = []
    for section in sections:
        for match in re.finditer(r"[^\r\n\u2028\u2029]+", section.span.of(text)):
            if match.group().strip():
                offset = section.span.start
                sentences += _split_line(text, _trimmed(text, offset + match.start(), offset + match.end()), language)
    return tuple(sentences)
