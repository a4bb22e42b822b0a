"""Posts of social networks that stand in a report under the name that signs them: `… — Ana Lukin (@analukin) August 24, 2018`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from svod.languages.identify import HBS_LANGUAGES, UND, identify
from svod.reading.attribution import Scene
from svod.reading.drafts import Draft
from svod.records import Span, Speaker

_SIGNED = re.compile(r"[—–-][ \t]*(?P<name>[^\n()—–]{2,60}?)[ \t]*\(@\w+\)")
LONGEST = 300
"""Characters of a post in the report's own language within a line of other text: no network takes many more."""


def signed_posts(scene: Scene) -> list[Draft]:
    """What is posted under a name: the line before a signature that begins its own, or the sentences before it in the same line, of
    those in another language than the report's all, of others as many as a post can hold."""
    text = scene.layout.text
    found: list[Draft] = []
    before = 0
    for match in _SIGNED.finditer(text):
        begin = max(before, text.rfind("\n", before, match.start()) + 1)
        end = begin + len(text[begin : match.start()].rstrip())
        if not text[begin:end].strip():
            end = before + len(text[before:begin].rstrip())
            start = max(before, text.rfind("\n", before, end) + 1)
        elif text[match.start()] == "-" and not text[match.start() - 1].isspace():
            continue
        else:
            start = _start(scene, begin, end)
        before = match.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if end - start < 10:
            continue
        name = Span(match.start("name"), match.end("name"))
        at = scene.mention_at.get(scene.token_range(name)[0])
        entity = at[0].entity if at is not None and at[0].span.start >= name.start else None
        found.append(Draft("direct", [Span(start, end)], speaker=Speaker(name, name.of(text), entity)))
    return found


def _start(scene: Scene, begin: int, end: int) -> int:
    """Where the post that ends at `end` begins in the line that begins at `begin`."""
    text = scene.layout.text
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    sentences = scene.layout.sentences
    first = bisect_right(sentences, begin, key=lambda s: s.start)
    last = bisect_left(sentences, end - 1, key=lambda s: s.start)
    starts = [begin, *(s.start for s in sentences[first:last])]
    pieces = list(zip(starts, [*starts[1:], end], strict=True))
    foreign = _is_foreign(scene, text[pieces[-1][0] : end])
    start = pieces[-1][0]
    for a, b in reversed(pieces[:-1]):
        if not (_is_foreign(scene, text[a:b]) if foreign else end - a <= LONGEST):
            break
        start = a
    return start


def _is_foreign(scene: Scene, text: str) -> bool:
    """Are the words in another language than the report?"""
    language, own = identify(text)[0], scene.layout.language
    return language not in (own, UND) and not (language in HBS_LANGUAGES and own in HBS_LANGUAGES)
