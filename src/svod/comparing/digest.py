"""A few passages that tell the story, each quoted exactly, and the gate that keeps anything else out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from svod.comparing.tellings import alike, origin_of
from svod.languages import words
from svod.languages.concepts import name_key, word
from svod.languages.negation import negations
from svod.languages.numerals import numerals
from svod.reading.tokens import tokenize
from svod.records import Difference, DigestLine, Evidence, Reading, Span, Story, Token, cover

MOST_STATEMENTS, MOST_LINES = 3, 6
SHORTEST, LONGEST = 30, 320  # characters of a passage that can stand by itself
FAIR_PART = 0.25
"""Share of a sentence that a statement's words must be for the sentence to tell it."""
FIRST = 400  # characters at the beginning of a report in which it says what happened
FUNCTION_BITS = 5.0  # words of fewer bits (`the`, `is`) carry no claim and need no evidence, but negations do
SAME_WORD = 0.75
_PAIRS = (("«", "»"), ("»", "«"), ("„", "”"), ("„", "“"), ("“", "”"), ("(", ")"))
_QUOTED = re.compile(r"[\"“„»«”‚‘']([^\"“„»«”‚‘’']{3,})[\"”“«»’']")


def find_digest(story: Story, readings: Sequence[Reading], differences: Sequence[Difference]) -> tuple[DigestLine, ...]:
    """At most six lines, each an exact passage of one report: what happened, as the beginning of a report says it; what else most origins
    tell; the utterance that most of them carry; and both sides of the gravest difference.

    The first evidence of a line is its passage; the passages of other reports that tell the same follow, one a report. A line that does
    not pass the gate on its passage is left out.
    """
    chooser = _Chooser(story, readings, differences)
    chooser.take_happening()
    chooser.take_statements()
    chooser.take_utterance()
    grave = next((d for d in differences if d.relation in ("contradiction", "update")), None)
    if grave is not None:
        chooser.take_difference(grave)
    by_id = chooser.readings
    lines = (
        DigestLine(e[0].span.of(by_id[e[0].report].report.text), by_id[e[0].report].layout.language, e)
        for e in chooser.chosen[:MOST_LINES]
    )
    return tuple(line for line in lines if passes_gate(line, readings))


class _Chooser:
    """Chooses sentences that can stand by themselves, no two of which say the same."""

    def __init__(self, story: Story, readings: Sequence[Reading], differences: Sequence[Difference]) -> None:
        self.story = story
        self.origin = origin_of(story)
        self.disputes = [d for d in differences if d.relation in ("contradiction", "update")]
        self.figures: dict[Evidence, set[float]] = {}  # of the passages that were asked for
        self.readings = {r.report.id: r for r in readings}
        self.languages = Counter(r.layout.language for r in readings)
        self.preferred: str | None = (
            None  # the language of the first line: a digest in one language reads better than in five
        )
        self.chosen: list[tuple[Evidence, ...]] = []
        self.told: list[Evidence] = []  # what the chosen lines say, wherever it is said
        self.origins: dict[str, int] = {s.id: s.origins for s in story.statements}
        self.sentences = {
            report: [s for s in r.layout.sentences if r.layout.is_own(s) and self._stands(r, s)]
            for report, r in self.readings.items()
        }
        self.statements_at: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        # Passages that contradict the statement don't tell it: they are for the differences.
        self.supports = {s.id: [x.evidence for x in s.support if x.relation != "conflict"] for s in story.statements}
        for identity, passages in self.supports.items():
            for passage in passages:
                self.statements_at[passage.report].append((passage.span, identity))

    def take_happening(self) -> None:
        """The headline or one of the first sentences that most origins bear out; of several the one that tells most."""
        found = []
        for report in sorted(self.readings):
            reading = self.readings[report]
            if reading.report.copy_of is not None:
                continue
            for sentence in self.sentences[report]:
                if sentence.start >= FIRST or self._quoted(reading, sentence):
                    continue
                ids = self._ids(report, sentence)
                if not ids:
                    continue
                bearers = self._bearers(Evidence(report, sentence), ids)
                borne = len({self.origin[r] for r in (report, *bearers)})
                told = sum(self.origins[i] for i in ids)
                rank = self._rank(reading.layout.language)
                firm = all(m not in ("denied", "possible") for m in self._modalities(report, sentence))
                found.append((not firm, -borne, -told, rank, sentence.start, report, sentence))
        if found:
            *_, report, sentence = min(found)
            self._add(Evidence(report, sentence), self._ids(report, sentence))

    def take_statements(self) -> None:
        """A sentence for each of the statements that most origins tell and no line tells yet."""
        taken = 0
        ranked = sorted(
            self.story.statements, key=lambda s: (-s.origins, -len({x.evidence.report for x in s.support}), s.id)
        )
        for statement in ranked:
            if taken == MOST_STATEMENTS or statement.origins < 2:
                return
            fitting = []
            for support in statement.support:
                report = support.evidence.report
                reading = self.readings.get(report)
                if (
                    reading is None
                    or reading.report.copy_of is not None
                    or support.modality not in ("asserted", "reported")
                ):
                    continue
                sentence = next((s for s in self.sentences[report] if s.contains(support.evidence.span)), None)
                if (
                    sentence is None
                    or 2 * len(support.evidence.span) < len(sentence)
                    or self._quoted(reading, sentence)
                ):
                    continue
                rank = self._rank(reading.layout.language)
                fitting.append((support.relation != "same", rank, sentence.start, report, sentence))
            if fitting:
                *_, report, sentence = min(fitting)
                taken += self._add(Evidence(report, sentence), {statement.id})

    def take_utterance(self) -> None:
        """The words of the utterance that most origins carry, in a rendering that is whole."""
        renderings: dict[str, list[Evidence]] = defaultdict(list)
        direct: dict[str, list[tuple[tuple[bool, int, bool], Evidence]]] = defaultdict(list)
        for report, reading in sorted(self.readings.items()):
            for q in reading.quotations:
                span = cover(q.content)
                if not q.utterance or not reading.layout.is_own(span):
                    continue
                renderings[q.utterance].append(Evidence(report, span))
                whole = self._around(reading, span)
                if q.kind == "direct" and len(q.content) == 1 and whole is not None:
                    direct[q.utterance].append((self._rank(reading.layout.language), Evidence(report, whole)))
        carried = {u: {e.report for e in renderings[u]} for u in direct}
        ranked = sorted(direct, key=lambda u: (-len({self.origin[r] for r in carried[u]}), -len(carried[u]), u))
        for utterance in ranked:
            if len(carried[utterance]) > 1 and self._add(min(direct[utterance])[1], set(), renderings[utterance]):
                return

    def take_difference(self, difference: Difference) -> None:
        """A sentence for each of the first two values of a difference, with the passages that have the same value."""
        values = list(dict.fromkeys(s.value.casefold() for s in difference.sides))
        shown = 0
        for value in values:
            sides = [
                s.evidence
                for s in difference.sides
                if s.value.casefold() == value and s.evidence.report in self.readings
            ]
            for side in sides:
                sentence = next((s for s in self.sentences[side.report] if s.contains(side.span)), None)
                if sentence is not None and self._add(Evidence(side.report, sentence), set(), sides):
                    shown += 1
                    break
            if shown == 2:
                return

    def _add(self, evidence: Evidence, ids: set[str], others: Iterable[Evidence] = ()) -> bool:
        if any(e.report == evidence.report and e.span.overlaps(evidence.span) for e in self.told):
            return False
        borne = self._bearers(evidence, ids)
        for e in others:
            if e.report != evidence.report and e.report in self.readings and not self._clash(evidence, e):
                borne.setdefault(e.report, e)
        self.chosen.append((evidence, *(borne[r] for r in sorted(borne))))
        self.preferred = self.preferred or self.readings[evidence.report].layout.language
        self.told += [evidence, *(e for i in sorted(ids) for e in self.supports[i]), *others]
        return True

    def _bearers(self, line: Evidence, ids: set[str]) -> dict[str, Evidence]:
        """The other reports that tell all that a line tells, each with its first passage that does: a report that says half of it would
        seem to vouch for the rest."""
        found: list[dict[str, Evidence]] = []
        for identity in sorted(ids, key=lambda i: (-self.origins[i], i)):
            tellers: dict[str, Evidence] = {}
            for e in self.supports[identity]:
                if e.report != line.report and e.report in self.readings and not self._clash(line, e):
                    tellers.setdefault(e.report, e)
            found.append(tellers)
        return {r: e for r, e in found[0].items() if all(r in tellers for tellers in found)} if found else {}

    def _clash(self, line: Evidence, passage: Evidence) -> bool:
        """Does each hold a figure that the other has not, or do they stand on two sides of a difference? Whoever counts two dead does not
        bear out a line of three."""
        for e in (line, passage):
            if e not in self.figures:
                self.figures[e] = _figures(self.readings[e.report], e.span)
        ours, theirs = self.figures[line], self.figures[passage]
        if ours - theirs and theirs - ours:
            return True
        for dispute in self.disputes:
            here, there = (
                {
                    x.value.casefold()
                    for x in dispute.sides
                    if x.evidence.report == e.report and x.evidence.span.overlaps(e.span)
                }
                for e in (line, passage)
            )
            if here and there and not here & there:
                return True
        return False

    def _rank(self, language: str) -> tuple[bool, int, bool]:
        """The lower, the sooner a passage in this language is taken: that of the first line, then that of most reports, then English."""
        return (language != self.preferred, -self.languages[language], language != "en")

    def _ids(self, report: str, sentence: Span) -> set[str]:
        """The statements that the sentence tells with a fair part of its words; who tells the rest of it only in passing bears out none."""
        return {
            i
            for span, i in self.statements_at[report]
            if sentence.contains(span) and len(span) >= FAIR_PART * len(sentence)
        }

    def _modalities(self, report: str, sentence: Span) -> list[str]:
        return [
            x.modality
            for s in self.story.statements
            for x in s.support
            if x.evidence.report == report and sentence.contains(x.evidence.span)
        ]

    def _around(self, reading: Reading, span: Span) -> Span | None:
        """The sentence that holds a quotation with who said it, else its words if they can stand alone."""
        sentence = next((s for s in reading.layout.sentences if s.contains(span)), None)
        if sentence is not None and self._stands(reading, sentence):
            return sentence
        last = span.end - (reading.report.text[span.end - 1] in ",;")  # `…,” he said`
        span = Span(span.start, max(span.start + 1, last))
        return span if self._stands(reading, span) else None

    def _quoted(self, reading: Reading, sentence: Span) -> bool:
        """Is most of the sentence what somebody says in so many words? Such a sentence is an utterance, not what happened."""
        return any(
            2 * min(p.end, sentence.end) - 2 * max(p.start, sentence.start) > len(sentence)
            for q in reading.quotations
            if q.kind == "direct"
            for p in q.content
        )

    def _stands(self, reading: Reading, span: Span) -> bool:
        """Can a passage be understood by itself: whole, its marks in pairs, naming somebody or something, begun by no pronoun?"""
        text = span.of(reading.report.text)
        tokens = reading.layout.tokens_in(span)
        if (
            not SHORTEST <= len(text) <= LONGEST
            or "\n" in text.strip()
            or "|" in text
            or text.rstrip().endswith(("?", ":", "…"))
        ):
            return False
        first = next((t for t in tokens if t.is_word or t.text[0].isdigit()), None)
        if first is None or first.text[0].islower() or text[0] in "-–—,.;)”’":
            return False
        if first.norm in words(reading.layout.language, "comparing", "dependent") or not _balanced(text):
            return False
        return any(span.contains(m.span) for m in reading.mentions) or any(
            q.kind == "direct" and p.contains(span) for q in reading.quotations for p in q.content
        )


def _figures(reading: Reading, span: Span) -> set[float]:
    """The numbers that a passage says in digits or words, with a unit or without; times and `one`, which is often a pronoun, left out."""
    tokens = reading.layout.tokens_in(span)
    found: set[float] = set()
    for number in numerals(reading.layout.language).find(tokens):
        said = Span(tokens[number.first].span.start, tokens[number.last - 1].span.end)
        if not any(said.overlaps(t.span) for t in reading.times):
            found |= {v for v in (number.value, number.low, number.high) if v is not None and v != 1}
    return found


def _balanced(text: str) -> bool:
    """Are the quotation marks and brackets of a text in pairs? (Apostrophes are not looked at.)"""
    if text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    opened: list[str] = []
    for c in text:
        if opened and any(c == close for start, close in _PAIRS if start == opened[-1]):
            opened.pop()
        elif c in "«»„“”":
            if c == "”" and not opened:
                return False
            opened.append(c)
    return not opened


def passes_gate(line: DigestLine, readings: Iterable[Reading]) -> bool:
    """Does a line say only what its evidence says?

    Every number of the line must stand in its first evidence, the passage; every quotation in it must stand there word for word; and
    every name, negation and word that carries meaning must stand there in some inflection (or, in another language, as a known
    translation). Evidence that does not exist fails.
    """
    by_id = {r.report.id: r for r in readings}
    if not line.evidence or any(
        e.report not in by_id or e.span.end > len(by_id[e.report].report.text) for e in line.evidence
    ):
        return False
    # The passage alone must hold the line: what others tell may differ from it.
    own = line.evidence[0]
    text, language = own.span.of(by_id[own.report].report.text), by_id[own.report].layout.language
    if any(quoted not in text for quoted in _QUOTED.findall(line.text)):
        return False
    tokens = tokenize(text, language)
    negating = negations(line.language)
    ours = tokenize(line.text, line.language)
    return all(
        _covered(t, line.language, tokens, language, bool(negating.match_at(ours, n))) for n, t in enumerate(ours)
    )


def _covered(token: Token, language: str, evidence: Sequence[Token], evidence_language: str, negation: bool) -> bool:
    """Does the evidence hold what a token of the line says?"""
    if token.text[0].isdigit():
        return any(token.text == other.text for other in evidence)
    if not token.is_word or any(token.norm == other.norm for other in evidence):
        return True
    if negation:
        return any(negations(evidence_language).match_at((other,), 0) for other in evidence)
    theirs = [other for other in evidence if other.is_word]
    if token.text[0].isupper() and any(
        other.text[0].isupper() and name_key(token.text, language) == name_key(other.text, evidence_language)
        for other in theirs
    ):
        return True
    if not token.text[0].isupper() and word(token.norm, language).bits < FUNCTION_BITS:
        return True
    return any(alike(token.norm, language, other.norm, evidence_language) >= SAME_WORD for other in theirs)
