"""Words, numbers and marks of a text, with their places in it.

Hyphens split words (`rusko-korejski` is three tokens), so that a name inside a compound can be marked: kept whole, 735 of the 152,823
SlavicNER names begin or end inside a token, split only 74. Decimal numbers and clock times stay whole (`3,5`, `10.30`, `18:00`).
"""

from __future__ import annotations

import re

from svod.languages.scripts import norm
from svod.records import Span, Token

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*"  # numbers: 2019, 3,5, 1.200.000, 18:30
    r"|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*(?:['’ʼ](?=[^\W\d_])[^\W\d_]+)*"  # words, with combining accents and apostrophes
    r"|\.{2,}|…|[^\w\s]|_"
)


def tokenize(text: str, language: str) -> tuple[Token, ...]:
    """The tokens of `text` in order; `language` decides how `norm` is made (see `languages.scripts.norm`).

    >>> [t.text for t in tokenize("Sastali su se 13.9. u 18:30, javlja »RIA«.", "hr")]
    ['Sastali', 'su', 'se', '13.9', '.', 'u', '18:30', ',', 'javlja', '»', 'RIA', '«', '.']
    """
    return tuple(Token(Span(m.start(), m.end()), m.group(), norm(m.group(), language)) for m in _TOKEN.finditer(text))
