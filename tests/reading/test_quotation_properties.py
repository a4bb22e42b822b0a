"""What holds for the quotations of any text in any language, whatever marks, cues and names it mixes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svod.languages import LANGUAGES
from svod.reading.quotation_marks import find_quoted
from svod.reading.reader import read_report
from svod.records import Quotation, Report, Span
from tagged_cases import lay_out

MARKS = list('"""„“”»«\'‚‘’「」,,.-–:;!?()/\n ')
WORDS = """rekao je/rekla je da/Ana Lukin/Jan/most/će pasti/prema riječima/kako/nazvao je/obećao je/javlja Hina/koji je/jer/i/a
said/that/he/the plan/in the words of/told Reuters/will/called it/zapowiedział/że/nazwał/według/pisze PAP/oświadczył, że
сказал/что/по словам/Анна/мост/назвал/сообщает ТАСС/каза/че/според/него/sagte/dass/er/sei/laut/王伟说：/橋は春に/»«/““/.“/”,/— Ana (@ana)"""
PIECES = st.sampled_from([*MARKS, *(w for line in WORDS.splitlines() for w in line.split("/"))])
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=60).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from([*LANGUAGES, "fi", "zh"]))
def test_spans_lie_where_they_should(text: str, language: str) -> None:
    report = Report("r", "r.txt", text, language=language)
    quotations = read_report(report).quotations
    assert quotations == read_report(report).quotations, "the same text, the same quotations"
    known = {q.id: q for q in quotations}
    assert len(known) == len(quotations) == len({q.content for q in quotations})
    for q in quotations:
        assert q.content and all(_lies_in(text, s) and s.of(text).strip() for s in _spans(q))
        assert all(any(part.contains(quoted) for part in q.content) for quoted in q.quoted)
        assert (q.kind == "mixed") == bool(q.quoted)
        if q.within is not None:
            around = known[q.within]
            assert around is not q and any(part.contains(q.span) for part in around.content)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_passages_in_marks_nest(text: str) -> None:
    passages = find_quoted(lay_out(text, "hr"))
    assert list(passages) == sorted(passages, key=lambda q: (q.outer.start, -q.outer.end))
    for n, passage in enumerate(passages):
        assert all(_lies_in(text, s) and passage.outer.contains(s) for s in (passage.outer, *passage.inner))
        around = [q for q in passages[:n] if q.outer.contains(passage.outer)]
        assert passage.depth <= len(around)
        assert all(q.outer.end <= passage.outer.start or q in around for q in passages[:n])


def _spans(q: Quotation) -> list[Span]:
    people = [s.span for s in (q.speaker, q.addressee) if s is not None and s.span is not None]
    return [*q.content, *q.quoted, *people, *([q.cue] if q.cue else [])]


def _lies_in(text: str, span: Span) -> bool:
    return 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sl", "Reuters je potezo označil za kršitev, ki jo je minister obljubil odpraviti."),
        ("cs", "Reuters dohodu označil za chybu, protože ministr tvrdil, že je špatná."),
        ("pl", "Reuters umowę uznał za błąd, bo minister obiecał pomoc."),
        ("sk", "Reuters dohodu označil za chybu, ktorú minister sľúbil opraviť."),
    ],
)
def test_a_cue_in_the_second_part_of_what_a_medium_tells(language: str, text: str) -> None:
    reading = read_report(Report("a", "a", text, language=language))
    assert all(part.of(text) for q in reading.quotations for part in q.content)
