"""Verbs that come in two pieces: particles that stand apart (`räumte … ein`), and the mood that only reported speech has."""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.speech import Speech
from svod.records import Token

APART = 30
"""Tokens between a verb and its particle."""


def split_verbs(tokens: Sequence[Token], data: Speech) -> dict[int, int]:
    """The tokens of particles that stand apart, by those of their verbs; only verbs that announce speech with them."""
    found: dict[int, int] = {}
    table = dict(data.separable)
    if not table:
        return found
    for n, token in enumerate(tokens):
        verbs = table.get(token.norm)
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if verbs is None or (following is not None and following.is_word and following.norm not in data.joining):
            continue
        for k in range(n - 1, max(-1, n - APART), -1):
            if tokens[k].text in ".!?;:":
                break
            if tokens[k].norm in verbs and k not in found and (k == 0 or tokens[k].text[0].islower()):
                found[k] = n
                break
    return found


def is_reported(tokens: Sequence[Token], n: int, data: Speech) -> bool:
    """Is the word a form that only reported speech has? Where nouns have capitals, a word with one is a noun."""
    token = tokens[n]
    if token.norm not in data.reported_mood or (data.capital_nouns and not token.text[0].islower()):
        return False
    return all(data.fixed_mood.match_at(tokens, k) is None for k in range(max(0, n - 3), n + 1))
