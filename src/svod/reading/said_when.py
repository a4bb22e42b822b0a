"""Which time expression says when something was said: the one beside the cue of a quotation (`izjavio je u utorak`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svod.records import Layout, Quotation, Span

_CLAUSE_END = re.compile(r"[,;:.!?–—(]")


def beside_cue(layout: Layout, quotation: Quotation, times: Sequence[Span], reach: int) -> list[int]:
    """The time expressions that stand beside the cue of a quotation, the nearest first.

    Args:
        layout: the report.
        quotation: the quotation; without a cue there are none.
        times: where the expressions stand.
        reach: how many words may stand between the cue and the expression.

    Returns:
        Indices of `times`: those outside the content, with no comma, dash or full stop between them and the cue.
    """
    cue = quotation.cue
    if cue is None:
        return []
    found = []
    for i, span in enumerate(times):
        if any(span.overlaps(part) for part in quotation.content):
            continue
        first, last = sorted((cue, span))
        between = Span(first.end, last.start) if first.end < last.start else None
        if between and _CLAUSE_END.search(layout.text, between.start, between.end):
            continue
        distance = len(layout.tokens_in(between)) if between else 0
        if distance <= reach:
            found.append((distance, i))
    return [i for _, i in sorted(found)]
