"""Where one utterance reads differently in different reports: a word translated otherwise, left out or added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from svod.comparing.tellings import Closeness, Telling, difference, either, passage_of, side, unmatched, utterances
from svod.languages import data
from svod.records import Difference, DifferenceSide, Entity, Evidence, Reading, Statement, Token, cover

LEAST_PAIRED = (
    0.3  # of the words of an utterance must have a rendering, or it may be another sentence of the same speech
)
SHORT_EVIDENCE = 80  # characters: words further apart are shown by the whole passage
MOST_UNEQUAL = 3  # a quoted phrase is no rendering of a sentence that has three times its words
MOST_SHOWN = 6
MOST_APART = 2  # words: renderings that differ by more are of other sentences, or the lexicon fails
NEARLY_ALL = 0.45  # likeness and cover of two renderings that differ in a word
TELLING_WORD = 7.5  # bits: `also`, `very` are not what makes a translation differ


def rendering_differences(
    told: Sequence[tuple[Statement, list[Telling]]], readings: Mapping[str, Reading], closeness: Closeness
) -> list[Difference]:
    """One difference for each utterance whose quoted words have no counterpart in another report's rendering.

    Only where nearly all else agrees, and both words are known to the lexicon: a word that it lacks may be the same word.
    """
    found = []
    for _, tellings in [*told, *utterances(readings)]:
        group = [t for t in tellings if _quoted(t)]
        renderings = sorted(group, key=lambda t: t.support.evidence)
        sides: dict[Evidence, DifferenceSide] = {}
        for n, a in enumerate(renderings):
            for b in renderings[n + 1 :]:
                if a.report == b.report or _branch(a) != _branch(b) or not closeness.close(a, b, NEARLY_ALL):
                    continue
                if (left := _left_over(a, b)) is not None:
                    for telling, tokens in zip((a, b), left, strict=True):
                        sides.setdefault(telling.support.evidence, _side(telling, tokens))
        if sides:
            values = [(s.value, readings[e.report]) for e, s in sorted(sides.items())]
            found.append(difference("wording", None, sides.values(), f"One utterance, two wordings: {either(values)}."))
    return found


def _branch(telling: Telling) -> str | None:
    """Languages of one branch: only there does another word mean another choice; between branches every translation has other words."""
    branch = data(telling.language).get("comparing", {}).get("branch")
    return branch if isinstance(branch, str) else telling.language


def _quoted(telling: Telling) -> bool:
    """Does the telling lie in quoted speech, so that its words are meant to be the speaker's?"""
    quotation = telling.quotation
    return quotation is not None and any(part.overlaps(telling.span) for part in quotation.verbatim)


def _left_over(a: Telling, b: Telling) -> tuple[list[Token], list[Token]] | None:
    """The words of either rendering that the other lacks; None where one has none, or where so few agree that the two may be
    different sentences of one speech."""
    ours, theirs = (t.content_words(least_bits=0.0) for t in (a, b))
    strict = [[w for w in x if w[1].bits >= TELLING_WORD] for x in (ours, theirs)]
    left, right = unmatched(strict[0], theirs), unmatched(strict[1], ours)
    known = {t.span: w.concepts or w.families for x in (ours, theirs) for t, w in x}
    left, right = ([t for t in tokens if known.get(t.span)] for tokens in (left, right))
    if len(left) > MOST_APART or len(right) > MOST_APART:
        return None
    shorter, longer = sorted(map(len, strict))
    if not left or not right or shorter < 2 or longer > MOST_UNEQUAL * shorter:
        return None
    paired = max(len(strict[0]) - len(left), len(strict[1]) - len(right))
    return (left, right) if paired >= max(1.0, LEAST_PAIRED * shorter) else None


def _side(telling: Telling, tokens: Sequence[Token]) -> DifferenceSide:
    whole = cover(t.span for t in tokens)
    return side(telling, _some([t.text for t in tokens]), whole if len(whole) <= SHORT_EVIDENCE else None)


def _some(words: Sequence[str]) -> str:
    return ", ".join(words[:MOST_SHOWN]) + ("…" if len(words) > MOST_SHOWN else "")


def label_differences(readings: Mapping[str, Reading], entities: Iterable[Entity]) -> list[Difference]:
    """One difference for each person or country whom some reports call by words of praise or blame and others do not."""
    found = []
    for entity in sorted(entities, key=lambda e: e.id):
        by_report = {
            report: [x for x in r.labels if x.entity == entity.id and x.by == "outlet"]
            for report, r in sorted(readings.items())
            if r.report.copy_of is None
        }
        told = {report: labels for report, labels in by_report.items() if labels}
        coloured = {report for report, labels in told.items() if any(x.tone == "negative" for x in labels)}
        if not coloured or coloured == set(told):
            continue
        sides = []
        for report, labels in told.items():
            label = next((x for x in labels if x.tone == "negative"), labels[0])
            telling = passage_of(readings[report], label.span)
            sides.append(side(telling, label.head))
        heads = either([(s.value, readings[s.evidence.report]) for s in sides])
        found.append(difference("wording", None, sides, f"{entity.name} is called {heads}."))
    return found
