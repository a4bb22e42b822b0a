"""A few passages that tell the story, each quoted exactly, and the gate that keeps anything else out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from svod.comparing.tellings import alike, lexicon, own_text
from svod.languages.concepts import name_key, word
from svod.reading.tokens import tokenize
from svod.records import Difference, DigestLine, Evidence, Reading, Span, Statement, Story, Token, cover

MOST_STATEMENTS, MOST_UTTERANCES, MOST_LINES = 4, 2, 8
SHORTEST, LONGEST = 30, 320  # characters of a passage that can stand by itself
FUNCTION_BITS = 5.0  # words of fewer bits (`the`, `is`) carry no claim and need no evidence, but negations do
SAME_WORD = 0.75
_QUOTED = re.compile(r"[\"“„»«”‚‘']([^\"“„»«”‚‘’']{3,})[\"”“«»’']")


def find_digest(story: Story, readings: Sequence[Reading], differences: Sequence[Difference]) -> tuple[DigestLine, ...]:
    """Lines of a digest, each an exact passage of one report: what most origins tell, the main utterances, both sides of the gravest
    difference. A line that does not pass the gate is left out."""
    by_id = {r.report.id: r for r in readings}
    languages = Counter(r.layout.language for r in readings)
    chosen: list[Evidence] = []

    told: list[Evidence] = []  # passages that say what a chosen line says

    def take(evidence: Evidence | None, others: Iterable[Evidence] = ()) -> bool:
        if evidence is None or any(e.report == evidence.report and e.span.overlaps(evidence.span) for e in told):
            return False
        chosen.append(evidence)
        told.extend((evidence, *others))
        return True

    taken = 0
    for statement in sorted(story.statements, key=_reach):
        if taken < MOST_STATEMENTS and (statement.origins > 1 or not taken):
            taken += take(_clearest(statement, by_id, languages), [s.evidence for s in statement.support])
    taken = 0
    for evidence, others in _utterances(by_id):
        if taken < MOST_UTTERANCES:
            taken += take(evidence, others)
    for difference in [d for d in differences if d.relation in ("contradiction", "update")][:1]:
        for side in difference.sides[:2]:
            take(_readable(by_id[side.evidence.report], side.evidence.span) if side.evidence.report in by_id else None)
    lines = (
        DigestLine(e.span.of(by_id[e.report].report.text), by_id[e.report].layout.language, (e,))
        for e in chosen[:MOST_LINES]
    )
    return tuple(line for line in lines if passes_gate(line, readings))


def _reach(statement: Statement) -> tuple[int, int, int, str]:
    """Sorts statements by how many origins and reports tell them, then by how early these do."""
    starts = sorted(s.evidence.span.start for s in statement.support)
    return (
        -statement.origins,
        -len({s.evidence.report for s in statement.support}),
        starts[len(starts) // 2],
        statement.id,
    )


def _clearest(statement: Statement, readings: Mapping[str, Reading], languages: Counter[str]) -> Evidence | None:
    """The telling that says the statement itself, in the language that most reports are in."""
    fitting = [
        (
            not _begins_sentence(r, _readable(r, s.evidence.span).span),
            s.relation != "same",
            s.modality not in ("asserted", "reported"),
            -languages[r.layout.language],
            _readable(r, s.evidence.span),
        )
        for s in statement.support
        if (r := readings.get(s.evidence.report)) is not None
        and r.report.copy_of is None
        and own_text(r, s.evidence.span)
        and len(s.evidence.span) >= SHORTEST
        and len(_readable(r, s.evidence.span).span) <= LONGEST
    ]
    best = min(fitting, default=None)
    return best[4] if best and not best[0] else None


def _readable(reading: Reading, span: Span) -> Evidence:
    """The passage in its sentence, so that it can be understood by itself."""
    sentence = next((s for s in reading.layout.sentences if s.contains(span)), span)
    chosen = sentence if len(sentence) <= LONGEST else span
    return Evidence(reading.report.id, chosen)


def _begins_sentence(reading: Reading, span: Span) -> bool:
    """A clause from the middle of a sentence can't be understood by itself."""
    return not reading.layout.sentences or any(s.start == span.start for s in reading.layout.sentences)


def _utterances(readings: Mapping[str, Reading]) -> list[tuple[Evidence, list[Evidence]]]:
    """Directly quoted utterances, those that most reports carry first, each with the passages that render it."""
    carried: dict[str, set[str]] = {}
    passages: dict[str, list[Evidence]] = {}
    for report, reading in sorted(readings.items()):
        for q in reading.quotations:
            if q.utterance:
                carried.setdefault(q.utterance, set()).add(report)
                passages.setdefault(q.utterance, []).append(Evidence(report, cover(q.content)))
    found = []
    seen: set[str] = set()
    for report, reading in sorted(readings.items()):
        for q in reading.quotations:
            span = cover(q.content)
            if q.kind != "direct" or not q.utterance or len(carried[q.utterance]) < 2 or not own_text(reading, span):
                continue
            if SHORTEST <= len(span) <= LONGEST:
                found.append((-len(carried[q.utterance]), q.utterance, Evidence(report, span)))
    first = []
    for _, utterance, evidence in sorted(found):
        if utterance not in seen:
            seen.add(utterance)
            first.append((evidence, passages[utterance]))
    return first


def passes_gate(line: DigestLine, readings: Iterable[Reading]) -> bool:
    """Does a line say only what its evidence says?

    Every number of the line must stand in the evidence, every quotation in it must stand there word for word, and every name, negation
    and word that carries meaning must stand there in some inflection (or, in another language, as a known translation). Evidence that
    does not exist fails.
    """
    by_id = {r.report.id: r for r in readings}
    if not line.evidence or any(
        e.report not in by_id or e.span.end > len(by_id[e.report].report.text) for e in line.evidence
    ):
        return False
    passages = [(e.span.of(by_id[e.report].report.text), by_id[e.report].layout) for e in line.evidence]
    tokens = [(t, layout.language) for text, layout in passages for t in tokenize(text, layout.language)]
    if any(not any(quoted in text for text, _ in passages) for quoted in _QUOTED.findall(line.text)):
        return False
    negations = lexicon(line.language, "negation")
    ours = tokenize(line.text, line.language)
    return all(_covered(t, line.language, tokens, bool(negations.match_at(ours, n))) for n, t in enumerate(ours))


def _covered(token: Token, language: str, evidence: Sequence[tuple[Token, str]], negation: bool) -> bool:
    if token.text[0].isdigit():
        return any(token.text == other.text for other, _ in evidence)
    if not token.is_word or any(token.norm == other.norm for other, _ in evidence):
        return True
    if negation:
        return any(lexicon(other_language, "negation").match_at((other,), 0) for other, other_language in evidence)
    words = [(other, other_language) for other, other_language in evidence if other.is_word]
    if token.text[0].isupper() and any(
        other.text[0].isupper() and name_key(token.text, language) == name_key(other.text, other_language)
        for other, other_language in words
    ):
        return True
    if not token.text[0].isupper() and word(token.norm, language).bits < FUNCTION_BITS:
        return True
    return any(alike(token.norm, language, other.norm, other_language) >= SAME_WORD for other, other_language in words)
