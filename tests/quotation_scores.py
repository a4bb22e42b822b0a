"""What is right and wrong in the quotations that svod reads from a case with its full truth (tests/data/quotations)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from svod.reading.reader import read_report
from svod.records import Quotation, Reading, Report, Span, Speaker
from tagged_cases import KINDS, Case

FOUND = 0.5
"""Intersection over union of the characters of two contents at which they are one quotation, as in the scorer of the shared folder."""
LAYERS = ("quotations", "direct+mixed", "indirect", "kind", "speakers", "unnamed", "addressees", "carriers")


@dataclass
class Tally:
    """Right ones, all that were found, all that are true."""

    right: int = 0
    found: int = 0
    true: int = 0

    @property
    def f1(self) -> float | None:
        """None where there was nothing to find and nothing was found."""
        total = self.found + self.true
        return 2 * self.right / total if total else None


def _chars(spans: Iterable[Span]) -> set[int]:
    return {n for s in spans for n in range(s.start, s.end)}


def _matched(case: Case, found: tuple[Quotation, ...]) -> dict[str, Quotation]:
    """Best pairs first, one to one: number of the true quotation -> the one that was found."""
    pairs = []
    for number in case.numbers():
        truth = _chars(s for k in KINDS for s in case.tags.get((k, number), ()))
        for n, q in enumerate(found):
            mine = _chars(q.content)
            if (alike := len(truth & mine) / len(truth | mine)) >= FOUND:
                pairs.append((-alike, number, n))
    matched: dict[str, Quotation] = {}
    taken: set[int] = set()
    for _, number, n in sorted(pairs):
        if number not in matched and n not in taken:
            matched[number] = found[n]
            taken.add(n)
    return matched


def _same_name(a: str, b: str) -> bool:
    ours, theirs = (set(re.findall(r"\w+", x.casefold())) for x in (a, b))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _is(case: Case, reading: Reading, tags: tuple[str, ...], number: str, told: Speaker | None) -> bool | None:
    """Is it who the tags say? None where they say nobody."""
    spans = [s for t in tags for s in case.tags.get((t, number), ())]
    names = [n for t in tags for n in case.meant.get((t, number), ())]
    if not spans and not names:
        return None
    if told is None:
        return False
    if told.span is not None and any(told.span.overlaps(s) for s in spans):
        return True
    names += [m.lemma for m in case.mentions if any(s.contains(m.span) for s in spans)]
    known = [m.lemma for m in reading.mentions if m.entity and m.entity == told.entity]
    if told.text and not known:
        known = [told.text]  # a descriptor that goes on: `Odbornici`, said again of the next sentence
    return any(_same_name(n, k) for n in names for k in known)


def _carriers(case: Case, reading: Reading, number: str, q: Quotation) -> Tally:
    """A carrier is right if it is named where the tag stands, in whatever case, or by the same words in its base form."""
    names: dict[str, tuple[Span, ...]] = {}
    for span in case.tags.get(("v", number), ()):
        inside = [m.lemma for m in case.mentions if span.contains(m.span)]
        name = next(iter(inside), span.of(case.text))
        names[name] = (*names.get(name, ()), span)
    for name in case.meant.get(("v", number), ()):
        names.setdefault(name, ())
    left, right = dict(names), 0
    for via in q.via:
        mentions = [m for m in reading.mentions if m.entity == via]
        known = [m.lemma for m in mentions] + [via]
        for name, spans in left.items():
            here = any(m.span.overlaps(s) for m in mentions for s in spans)
            if here or any(_same_name(name, k) for k in known):
                del left[name]
                right += 1
                break
    return Tally(right, len(q.via), len(names))


def score(case: Case, language: str, tally: dict[str, Tally], errors: list[str]) -> None:
    """Read one case and add to the tally; what is wrong goes to `errors`."""
    reading = read_report(Report("case", "case", case.text, language=language))
    found = reading.quotations
    matched = _matched(case, found)
    kinds = {n: next(KINDS[k] for k in KINDS if (k, n) in case.tags) for n in case.numbers()}
    for layer, of in (
        ("quotations", tuple(KINDS.values())),
        ("direct+mixed", ("direct", "mixed")),
        ("indirect", ("indirect",)),
    ):
        here = {n: q for n, q in matched.items() if kinds[n] in of}
        spurious = [q for q in found if q not in matched.values() and q.kind in of]
        add(tally[layer], Tally(len(here), len(here) + len(spurious), sum(k in of for k in kinds.values())))
    for number in case.numbers():
        text = " … ".join(
            s.of(case.text) for s in case.tags[next(k for k in KINDS if (k, number) in case.tags), number]
        )
        if (q := matched.get(number)) is None:
            errors.append(f"missed {kinds[number]}: {text}")
            continue
        checks = {
            "kind": q.kind == kinds[number],
            "speakers": _is(case, reading, ("s", "u"), number, q.speaker),
            "addressees": _is(case, reading, ("a",), number, q.addressee),
            "unnamed": True if ("u", number) in case.tags and q.speaker and q.speaker.unnamed else None,
        }
        if ("u", number) in case.tags or (q.speaker and q.speaker.unnamed):
            checks["unnamed"] = ("u", number) in case.tags and bool(q.speaker and q.speaker.unnamed)
        for layer, right in checks.items():
            if right is not None:
                add(tally[layer], Tally(right, 1, 1))
                if not right:
                    told = {"speakers": q.speaker, "addressees": q.addressee}.get(layer)
                    errors.append(f"{layer}: {told.text or told.entity if told else None} ({q.kind}) of: {text}")
        if checks["addressees"] is None and q.addressee is not None:
            add(tally["addressees"], Tally(0, 1, 0))
            errors.append(f"addressees: nobody is addressed, found {q.addressee.text} of: {text}")
        via = _carriers(case, reading, number, q)
        add(tally["carriers"], via)
        if not via.right == via.found == via.true:
            errors.append(f"carriers: found {list(q.via)} of: {text}")
    errors += [
        f"spurious {q.kind}: {' … '.join(s.of(case.text) for s in q.content)}"
        for q in found
        if q not in matched.values()
    ]


def add(to: Tally, more: Tally) -> None:
    to.right, to.found, to.true = to.right + more.right, to.found + more.found, to.true + more.true
