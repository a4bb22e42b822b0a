"""Names of sources that stand where no sentence tells that they are names.

Agencies alone in brackets or behind a slash, papers in quotation marks, sites by their address (`(dpa)`, `/БТА/`, «The Guardian»,
`news.bg`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from svod.languages.gazetteer import named
from svod.reading.name_repairs import Name
from svod.reading.quotation_marks import MARKS
from svod.records import Layout, Token

LONGEST = 4
"""Words of a name between marks."""
_OPENING, _CLOSING, _BETWEEN = frozenset("(/[") | MARKS, frozenset(")/].") | MARKS, frozenset(",/;")
# Domains of countries whose press svod reads, and those that everybody uses.
_SITE = re.compile(
    r"(?<![\w@.-])(?<!//)(?=[\d-]*[^\W\d_])(?:[^\W_][\w-]*\.)?[^\W_][\w-]*[^\W_]"
    r"\.(?:com|net|org|info|news|eu|tv|hr|rs|ba|me|si|pl|cz|sk|ru|ua|bg|mk|de|at|ch|uk)(?![\w@-]|/\w|\.\w)"
)


def with_sources(layout: Layout, names: Sequence[Name]) -> list[Name]:
    """The names of a report with those of sources that were missed; a name that is part of a site's address gives way to it.

    Args:
        layout: the report cut up.
        names: the names found so far, in text order, without overlaps.

    Returns:
        All names in text order, without overlaps.
    """
    sites = list(_sites(layout))
    within = {n for site in sites for n in range(site.first, site.last)}
    kept = [name for name in names if within.isdisjoint(range(name.first, name.last))]
    taken = within.union(*(range(name.first, name.last) for name in kept))
    signed = [name for name in _enclosed(layout) if taken.isdisjoint(range(name.first, name.last))]
    return sorted([*kept, *sites, *signed])


def _sites(layout: Layout) -> Iterator[Name]:
    """Addresses of sites, as tokens cut them: `24ur.com` is four."""
    starts = {t.span.start: n for n, t in enumerate(layout.tokens)}
    ends = {t.span.end: n + 1 for n, t in enumerate(layout.tokens)}
    for match in _SITE.finditer(layout.text):
        if match.start() in starts and match.end() in ends:
            yield Name(starts[match.start()], ends[match.end()], "PRO")


def _enclosed(layout: Layout) -> Iterator[Name]:
    """Agencies and media of the tables that stand alone between brackets, slashes or quotation marks."""
    tokens = layout.tokens
    for n, token in enumerate(tokens):
        if token.text not in _OPENING:
            continue
        end = next((k for k in range(n + 1, min(n + 3 * LONGEST, len(tokens))) if tokens[k].text in _CLOSING), None)
        if end is None or (token.text in "([" and tokens[end].text not in ")]"):
            continue
        cuts = [n, *(k for k in range(n + 1, end) if tokens[k].text in _BETWEEN), end]
        for before, after in pairwise(cuts):
            if 0 < after - before - 1 <= LONGEST and _is_source(layout, tokens[before + 1 : after]):
                yield Name(before + 1, after, "ORG")


def _is_source(layout: Layout, words: Sequence[Token]) -> bool:
    return is_base_form(layout.text[words[0].span.start : words[-1].span.end], layout.language)


def is_base_form(name: str, language: str) -> bool:
    """Is a name as the text has it a source's own form: a site's address, an agency or medium as the tables call it, or an agency in
    small letters (`dpa`)?"""
    if _SITE.fullmatch(name):
        return True
    kinds = {k.kind for k in named(name, language)}
    return bool(kinds & {"agency", "medium"}) or (
        name.islower() and any(k.kind == "agency" for k in named(name.upper(), language))
    )
