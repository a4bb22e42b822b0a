"""Where one name is spelled in two ways in one language: a misprint, or two transliterations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from svod.comparing.tellings import difference, either, passage_of, side
from svod.languages.scripts import key
from svod.records import Difference, Entity, Mention, Reading

LEAST_LETTERS = 4
MOST_EDITS = 2


def spelling_differences(readings: Mapping[str, Reading], entities: Iterable[Entity]) -> list[Difference]:
    """Names of one identity that differ by a letter or two within one language and script; inflection, which the base forms leave out,
    and shorter names (`Kim` for `Kim Jong Un`) don't count."""
    found = []
    for entity in sorted(entities, key=lambda e: e.id):
        groups: dict[tuple[str, str], dict[str, tuple[Reading, Mention]]] = defaultdict(dict)
        for _, reading in sorted(readings.items()):
            for mention in reading.mentions:
                if mention.entity == entity.id and mention.lemma and reading.layout.is_own(mention.span):
                    place = (reading.layout.language, reading.layout.script)
                    groups[place].setdefault(mention.lemma, (reading, mention))
        for place in sorted(groups):
            spelled = groups[place]
            apart = [p for p in combinations(sorted(spelled), 2) if _variant(*p, place[0], entity.type == "PER")]
            variants = sorted({name for pair in apart for name in pair})
            if len({spelled[name][0].report.id for name in variants}) > 1:
                sides = [side(passage_of(r, m.span), name) for name in variants for r, m in (spelled[name],)]
                told_by = either([(name, spelled[name][0]) for name in variants])
                found.append(difference("spelling", None, sides, f"One name: {told_by}."))
    return found


def _variant(a: str, b: str, language: str, person: bool) -> bool:
    """Do two names differ in the spelling of one word, not in words? Accents, apostrophes and look-alike letters are no spelling."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = a.replace("-", " ").split(), b.replace("-", " ").split()
    if len(ours) != len(theirs) or a.casefold() == b.casefold():
        return False
    apart = [(x, y) for x, y in zip(ours, theirs, strict=True) if x.casefold() != y.casefold()]
    if not apart:
        return person  # only the hyphen differs: Kim Jong Un, Kim Jong-un
    if len(apart) > 1 or min(map(len, apart[0])) < LEAST_LETTERS:
        return False
    # The first letter must agree and the difference lie within the word: at the end it is a case that the base form kept.
    x, y = (key(w, language) for w in apart[0])
    inside = x[:1] == y[:1] and x[-1:] == y[-1:]
    return inside and 0 < Levenshtein.distance(x, y) <= MOST_EDITS
