"""Renderings of one utterance are found across languages; other speakers and other contents are not joined."""

from __future__ import annotations

from typing import Any

from svod.format import report_from_dict
from svod.linking.similarity import Similarity
from svod.linking.utterances import link_utterances
from svod.records import Reading


def reading(name: str, language: str, *quotations: tuple[str, str | None]) -> Reading:
    text, records = "", []
    for n, (content, speaker) in enumerate(quotations):
        start = len(text)
        text += content + "\n"
        who = {"entity": speaker, "text": speaker} if speaker else None
        place = [{"start": start, "end": start + len(content)}]
        records.append({"id": f"q{n}", "kind": "indirect", "content": place, "speaker": who})
    value: dict[str, Any] = {"id": name, "language": language, "text": text, "quotations": records}
    return report_from_dict(value)


STORY = (
    reading(
        "a", "hr", ("most će biti popravljen do ljeta", "p1"), ("građani ne trebaju brinuti zbog poplave", "p1"),
        ("proračun škole je premali", "p2"),
    ),
    reading("b", "pl", ("most zostanie naprawiony do lata", "p1"), ("pociągi są opóźnione", None)),
    reading("c", "sr", ("мост ће бити поправљен до лета", "p1")),
)  # fmt: skip


def utterances(readings: tuple[Reading, ...]) -> dict[tuple[str, str], str | None]:
    return {(r.report.id, q.id): q.utterance for r in readings for q in r.quotations}


def test_one_utterance_in_three_languages() -> None:
    linked, edges = link_utterances(STORY, Similarity(STORY))
    ids = utterances(linked)
    assert ids["a", "q0"] == ids["b", "q0"] == ids["c", "q0"]
    assert len(set(ids.values())) == 4
    assert None not in ids.values()
    assert {(e.left.report, e.right.report) for e in edges} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert all(e.kind == "utterance" and "the same speaker" in e.reason for e in edges)


def test_the_order_of_reports_does_not_matter() -> None:
    backwards = STORY[::-1]
    linked, edges = link_utterances(backwards, Similarity(backwards))
    again, same_edges = link_utterances(STORY, Similarity(STORY))
    assert utterances(linked) == utterances(again)
    assert edges == same_edges
    assert [r.report.id for r in linked] == ["c", "b", "a"]


def test_no_quotations() -> None:
    assert link_utterances((), Similarity(())) == ((), ())
