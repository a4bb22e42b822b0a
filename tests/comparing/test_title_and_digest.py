"""Titles, digests, timelines and wording of small invented stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from svod.comparing.digest import find_digest
from svod.comparing.omissions import find_omissions
from svod.comparing.timeline import find_timeline
from svod.comparing.title import make_title
from svod.comparing.wording import find_wording
from svod.linking.similarity import Similarity
from svod.records import Entity, Evidence, Label, Mention, Quotation, Reading, Span, Statement, Story, Support

Told = tuple[Story, list[Reading], list[Entity]]
Maker = Callable[..., Told]

NAMES = [("Jan Breg", "PER", "e1"), ("Vela", "ORG", "e2"), ("Visa", "LOC", "e3")]
FERRY = [
    {
        "language": "hr",
        "day": "2024-05-04",
        "told": "Jan Breg nasukao je brod kod Visa, javlja agencija Vela.",
        "names": NAMES,
    },
    {
        "language": "hr",
        "day": "2024-05-04",
        "told": "Brod je nasukao Jan Breg blizu otoka Visa, piše agencija Vela.",
        "names": NAMES,
    },
]


def test_an_agency_does_not_name_the_story(one_statement: Maker) -> None:
    story, readings, entities = one_statement(FERRY)
    assert make_title(story, readings, entities) == "Jan Breg · Visa"


def test_a_surname_that_two_have_does_not_name_the_story(one_statement: Maker) -> None:
    story, readings, entities = one_statement(FERRY)
    others = [Entity("e8", "PER", "Ana Laz"), Entity("e9", "PER", "Laz")]
    span = Span(0, 4)
    readings = [
        replace(r, mentions=(*r.mentions, Mention(span, "PER", "Ana Laz", "e8"), Mention(span, "PER", "Laz", "e9")))
        for r in readings
    ]
    assert "Laz" not in make_title(story, readings, [*entities, *others]).replace("Ana Laz", "")


@pytest.mark.parametrize(
    "text",
    [
        "— Imao sam četiri minute na brodu, rekao je Jan Breg.",
        "i Jan Breg je nasukao brod blizu otoka u noći.",
        "On je nasukao brod blizu otoka, a to je Jan Breg.",
        "„Jan Breg je nasukao brod blizu otoka u noći.",
        "Zašto je Jan Breg nasukao brod blizu otoka?",
        "Brod se nasukao blizu otoka u olujnoj noći.",
    ],
)
def test_a_fragment_is_no_line(one_statement: Maker, text: str) -> None:
    names = [("Jan Breg", "PER", "e1")] if "Jan Breg" in text else []
    story, readings, _ = one_statement([{"language": "hr", "told": text, "names": names}])
    assert find_digest(story, readings, ()) == ()


def test_what_happened_comes_first_with_all_who_tell_it(one_statement: Maker) -> None:
    story, readings, _ = one_statement(FERRY)
    line, *_ = find_digest(story, readings, ())
    assert line.text == FERRY[0]["told"]
    assert [e.report for e in line.evidence] == ["r0", "r1"]


def test_a_line_is_borne_out_by_those_who_have_its_figures(one_statement: Maker) -> None:
    told = [
        ("hr", "Jan Breg kaže da je troje mrtvih na brodu kod Visa."),
        ("sl", "Trije mrtvi na ladji pri Visu, pravi Jan Breg."),
        ("hr", "Dvoje mrtvih na brodu kod otoka Visa, kaže Jan Breg."),
    ]
    story, readings, _ = one_statement(
        [{"language": x, "told": t, "names": [("Jan Breg", "PER", "e1")]} for x, t in told]
    )
    line, *_ = find_digest(story, readings, ())
    assert line.text == told[0][1]
    assert [e.report for e in line.evidence] == ["r0", "r1"]


def test_who_tells_half_of_a_line_does_not_bear_it_out(one_statement: Maker) -> None:
    lead = "Jan Breg nasukao je brod kod Visa, a putnike su spasili ribari."
    tellings = [
        lead,
        "Jan Breg nasukao je brod kod otoka Visa.",
        "Jan Breg nasukao je brod, ribari su spasili putnike.",
    ]
    story, readings, _ = one_statement(
        [{"language": "hr", "told": t, "names": [("Jan Breg", "PER", "e1")]} for t in tellings]
    )

    def statement(identity: str, *passages: tuple[int, str]) -> Statement:
        places = [Span(tellings[n].index(x), tellings[n].index(x) + len(x)) for n, x in passages]
        support = tuple(Support(Evidence(f"r{n}", p)) for (n, _), p in zip(passages, places, strict=True))
        return Statement(identity, support, len(passages))

    ashore = statement(
        "s1", (0, "Jan Breg nasukao je brod kod Visa"), (1, tellings[1]), (2, "Jan Breg nasukao je brod")
    )
    saved = statement("s2", (0, "putnike su spasili ribari"), (2, "ribari su spasili putnike"))
    lines = find_digest(replace(story, statements=(ashore, saved)), [readings[0], readings[1], readings[2]], ())
    borne = {line.text: [e.report for e in line.evidence] for line in lines}
    assert all(reports == ["r0", "r2"] for text, reports in borne.items() if text == lead)
    assert any(len(reports) == 3 for reports in borne.values())


def test_the_day_of_saying_is_no_happening(one_statement: Maker) -> None:
    text = "Jan Breg rekao je u petak da je brod potonuo u utorak."
    times = [("petak", "2024-05-03"), ("utorak", "2024-04-30")]
    story, readings, _ = one_statement([{"language": "hr", "told": text, "times": times}])
    cue = Span(text.index("rekao"), text.index("rekao") + 8)
    content = Span(text.index("je brod"), len(text) - 1)
    readings = [replace(readings[0], quotations=(Quotation("q1", "indirect", (content,), cue),))]
    items = [(i.kind, i.earliest) for i in find_timeline(story, readings)]
    assert items == [("happened", date(2024, 4, 30)), ("announced", date(2024, 5, 3))]


def test_case_forms_of_a_label_are_one_and_agencies_have_none(one_statement: Maker) -> None:
    _, readings, entities = one_statement(FERRY)
    labels = (Label(Span(0, 3), "ribar", entity="e1"), Label(Span(4, 8), "ribar", entity="e1"))
    agency = [*entities, Entity("e7", "ORG", "AFP", {"hr": ("AFP",)})]
    carried = Label(Span(0, 3), "agencija", entity="e7")
    found = find_wording([replace(readings[0], labels=(*labels, carried))], agency)
    assert [(w.entity, [x.head for x in w.labels]) for w in found] == [("e1", ["ribar"])]


def test_a_like_clause_is_no_omission(one_statement: Maker) -> None:
    third = {"language": "hr", "told": "Nasukani brod izvukli su danas."}
    story, readings, _ = one_statement([*FERRY, third])
    statement = replace(story.statements[0], support=story.statements[0].support[:2], origins=2)
    story = replace(story, statements=(statement,))
    assert find_omissions(story, readings, Similarity(readings)) == ()
    other = one_statement([*FERRY, {"language": "hr", "told": "U gradu je vruće."}])
    assert [o.missing_from for o in find_omissions(story, other[1], Similarity(other[1]))] == [("r2",)]
