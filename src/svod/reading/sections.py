"""What is the report's own text and what is not: headline, lead, body, photo credits, teasers of other articles, links, boilerplate.

Works on lines: a report that came as plain text has its paragraphs on lines of their own. What follows a teaser phrase ("Ne spreglejte…",
"Przeczytaj także:") is another article's text until the report visibly goes on; a block after it that brings a headline of its own never
goes on.
"""

from __future__ import annotations

import re
from functools import lru_cache

from svod.languages import words
from svod.languages.phrases import Match, Phrases
from svod.reading.tokens import tokenize
from svod.records import Section, SectionKind, Span, Token, cover
from svod.sources.metadata import FRONT_MATTER

HEADLINE_LIMIT = 180
"""Characters: a longer first line is a paragraph. The longest headline of gold/dev-stories has 171."""
LEAD_LIMIT = 300
"""Characters: a longer second line without a full stop is a paragraph that lost it."""
CREDIT_LIMIT, SHORT_CREDIT = 120, 60
"""Characters of a line that names a photographer; of one that only bears the sign ©."""
TEASER_LIMIT = 160
"""Characters of a line that begins like a teaser and goes on without a colon or dash: the phrase and a title."""
BOILERPLATE_LIMIT = 200
"""Characters: a longer line that begins like the site's own text is a paragraph."""

_TERMINAL = re.compile(r"[.!?…][\"'“”»«’)\]]*$")
_URL = re.compile(r"^(?:https?://|www\.)\S+$")
# A dateline before the first sentence: "ZAGREB, 14. rujna (Agencija) - …", "Kijów (PAP) – …".
_DATELINE = re.compile(r"^[^\W\d_][\w .,/-]{0,40}(?:\([^)]{2,40}\))?\s*[-–—]\s+\S")


@lru_cache(maxsize=64)
def _phrases(language: str, kind: str) -> Phrases:
    """Phrases of the language; a text of an unknown language is searched with those of English."""
    own = words(language, "sections", kind)
    return Phrases(own or words("en", "sections", kind))


def _lines(text: str) -> list[Span]:
    """The lines of the text that hold something, without the white space around them."""
    lines = []
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        stripped = match.group().strip().lstrip("\ufeff")
        if stripped:
            start = match.start() + match.group().index(stripped)
            lines.append(Span(start, start + len(stripped)))
    return lines


def _starts_with(tokens: tuple[Token, ...], phrases: Phrases, allowed_before: int = 0) -> Match | None:
    """A phrase at the beginning of the line, after at most `allowed_before` other tokens."""
    for position in range(min(allowed_before + 1, len(tokens))):
        match = phrases.match_at(tokens, position)
        if match:
            return match
    return None


def looks_like_headline(text: str, line: Span, following: Span | None) -> bool:
    """Is this first line a headline: short, without a full stop at its end, and followed by something longer?

    A single line, however short, is a body: nothing stands under it.
    """
    words_of_line = line.of(text)
    if len(line) > HEADLINE_LIMIT or following is None or _DATELINE.match(words_of_line) or _URL.match(words_of_line):
        return False
    if _TERMINAL.search(words_of_line) and not words_of_line.endswith(("?", "!", "…", "...")):
        return False
    return any(c.isalpha() for c in words_of_line)


class _Reader:
    """Goes through the lines once and says what each is."""

    def __init__(self, text: str, language: str, title: str | None) -> None:
        self.text, self.language, self.title = text, language, title
        self.lines = _lines(text)
        self.in_teaser = False

    def kinds(self) -> list[tuple[Span, SectionKind]]:
        """What each line is, in text order; a front matter block counts as one line."""
        result: list[tuple[Span, SectionKind]] = []
        front_matter = FRONT_MATTER.match(self.text)
        if front_matter:
            inside = [line for line in self.lines if line.end <= front_matter.end()]
            result.append((cover(inside), "boilerplate"))
            self.lines = self.lines[len(inside) :]
        for number, line in enumerate(self.lines):
            result += self._of_line(number, line)
        return result

    def _of_line(self, number: int, line: Span) -> list[tuple[Span, SectionKind]]:
        surface = line.of(self.text)
        tokens = tokenize(surface, self.language)
        following = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if number == 0 and self._is_headline(line, following):
            return [(line, "headline")]
        if _URL.match(surface):
            return [(line, "link")]
        if self._is_credit(surface, tokens):
            return [(line, "credit")]
        if _starts_with(tokens, _phrases(self.language, "boilerplate")) and len(surface) < BOILERPLATE_LIMIT:
            return [(line, "boilerplate")]
        opening = self._teaser_phrase(surface, tokens) if number else None
        if opening:
            # "Read also: <title>" on one line is over with that line; a bare "Don't miss…" opens a block.
            self.in_teaser = not any(t.is_word for t in tokens[opening.last :])
            return [(line, "teaser")]
        if self.in_teaser:
            return self._teaser_with_link(line, surface, tokens)
        if number == 1 and self._is_lead(line, following):
            return [(line, "lead")]
        return [(line, "body")]

    def _is_headline(self, line: Span, following: Span | None) -> bool:
        if self.title and line.of(self.text).strip() == self.title.strip():
            return True
        return looks_like_headline(self.text, line, following)

    def _is_lead(self, line: Span, following: Span | None) -> bool:
        """A sub-headline: a line of its own under the headline, without a full stop."""
        surface = line.of(self.text)
        headline = self.lines[0]
        first_is_headline = self._is_headline(headline, line)
        return first_is_headline and following is not None and len(line) <= LEAD_LIMIT and not _TERMINAL.search(surface)

    def _is_credit(self, surface: str, tokens: tuple[Token, ...]) -> bool:
        if len(surface) > CREDIT_LIMIT:
            return False
        match = _starts_with(tokens, _phrases(self.language, "credits"), allowed_before=1)
        if match:
            # "Foto: Ana Anić / Agencija", "Fot. Anna Nowak", but not "Photos of the ferry went round the world."
            after = tokens[match.last].text if match.last < len(tokens) else ":"
            return after in (":", "/", "|", "©", "(", "–", "-", ".") or (
                len(tokens) <= 9 and not _TERMINAL.search(surface)
            )
        return len(surface) <= SHORT_CREDIT and "©" in surface and not _TERMINAL.search(surface)

    def _teaser_phrase(self, surface: str, tokens: tuple[Token, ...]) -> Match | None:
        """The phrase that makes a line a teaser's first; None where it is no teaser."""
        match = _starts_with(tokens, _phrases(self.language, "teasers"), allowed_before=1)
        if match is None or len(tokens) <= match.last + 1:
            return match
        after = tokens[match.last].text
        fits = after in (":", "…", "...", "–", "-", "—", "|", "»", ">") or len(surface) <= TEASER_LIMIT
        return match if fits else None

    def _teaser_with_link(self, line: Span, surface: str, tokens: tuple[Token, ...]) -> list[tuple[Span, SectionKind]]:
        """A line of a teaser; its closing words may be the link to the article ("… več tukaj.")."""
        for match in _phrases(self.language, "links").find(tokens):
            rest = tokens[match.last :]
            if all(not t.is_word for t in rest):
                start = line.start + tokens[match.first].span.start
                if start == line.start:
                    return [(line, "link")]
                before = Span(line.start, line.start + len(surface[: tokens[match.first].span.start].rstrip()))
                return [(before, "teaser"), (Span(start, line.end), "link")]
        return [(line, "teaser")]


def find_sections(text: str, language: str, title: str | None = None) -> tuple[Section, ...]:
    """Cut a report into sections.

    Args:
        text: the report's text.
        language: its language; one without data is treated with the phrases of English.
        title: the title from metadata; a first line that repeats it is the headline.

    Returns:
        Sections in text order without overlaps. Every character that is not white space lies in one; neighbouring lines of one kind
        are one section, except that each teaser line and each credit stands alone.
    """
    sections: list[Section] = []
    for span, kind in _Reader(text, language, title).kinds():
        last = sections[-1] if sections else None
        if last and last.kind == kind and kind in ("body", "boilerplate"):
            sections[-1] = Section(Span(last.span.start, span.end), kind)
        else:
            sections.append(Section(span, kind))
    return tuple(sections)
