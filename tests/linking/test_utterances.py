"""Renderings of one utterance are found across languages; other speakers, other contents and other days are not joined."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from svod.format import report_from_dict
from svod.linking.similarity import Similarity
from svod.linking.utterances import link_utterances
from svod.records import Edge, Evidence, Reading, Span

Utterances = dict[tuple[str, str], str | None]


def reading(
    name: str, language: str, *quotations: tuple[str, str | None], day: str | None = None, named: bool = False
) -> Reading:
    """A report of one line a quotation, `CUE CONTENT`, with its speaker; `day` stands beside every cue as a time expression. Where the
    speakers are `named`, the cue is the name."""
    text, records, times, mentions = "", [], [], []
    for n, (said, speaker) in enumerate(quotations):
        cue, _, content = said.partition(" ")
        begin = len(text)
        text += f"{cue} {day}, {content}\n" if day else f"{cue} {content}\n"
        if day:
            at = begin + len(cue) + 1
            times.append({"start": at, "end": at + len(day), "type": "DATE", "value": day})
        start = len(text) - 1 - len(content)
        who: dict[str, Any] | None = {"entity": speaker, "text": speaker} if speaker else None
        if who and named:
            who |= {"start": begin, "end": begin + len(cue)}
            mentions.append(
                {"start": begin, "end": begin + len(cue), "type": "PER", "lemma": speaker, "entity": speaker}
            )
        records.append({
            "id": f"q{n}", "kind": "indirect", "content": [{"start": start, "end": start + len(content)}], "speaker": who,
            "cue": {"start": begin, "end": begin + len(cue)},
        })  # fmt: skip
    value: dict[str, Any] = {"id": name, "language": language, "text": text, "quotations": records, "times": times}
    value["mentions"] = mentions
    return report_from_dict(value)


def utterances(*readings: Reading) -> Utterances:
    linked, _ = link_utterances(readings, Similarity(readings))
    return {(r.report.id, q.id): q.utterance for r in linked for q in r.quotations}


STORY = (
    reading(
        "a", "hr", ("Rekao: most će biti popravljen do ljeta", "p1"), ("Rekao: građani ne trebaju brinuti zbog poplave", "p1"),
        ("Rekao: proračun škole je premali", "p2"),
    ),
    reading("b", "pl", ("Powiedział: most zostanie naprawiony do lata", "p1"), ("Wiadomo: pociągi są opóźnione", None)),
    reading("c", "sr", ("Рекао: мост ће бити поправљен до лета", "p1")),
)  # fmt: skip


def test_one_utterance_in_three_languages() -> None:
    linked, edges = link_utterances(STORY, Similarity(STORY))
    ids = {(r.report.id, q.id): q.utterance for r in linked for q in r.quotations}
    assert ids["a", "q0"] == ids["b", "q0"] == ids["c", "q0"]
    assert len(set(ids.values())) == 4
    assert None not in ids.values()
    assert {(e.left.report, e.right.report) for e in edges} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert all(e.kind == "utterance" and 0.5 < e.score <= 1 for e in edges)


def test_the_reason_names_the_speaker_and_what_translates_what() -> None:
    _, edges = link_utterances(STORY, Similarity(STORY))
    between = next(e for e in edges if (e.left.report, e.right.report) == ("a", "b"))
    assert between.reason.startswith("the same speaker; same words: most")
    assert "translation: " in between.reason and "popravljen = naprawiony" in between.reason
    assert "\n" not in between.reason


def test_the_order_of_reports_does_not_matter() -> None:
    backwards = STORY[::-1]
    linked, edges = link_utterances(backwards, Similarity(backwards))
    assert utterances(*STORY) == utterances(*backwards)
    assert edges == link_utterances(STORY, Similarity(STORY))[1]
    assert [r.report.id for r in linked] == ["c", "b", "a"]


def test_no_quotations() -> None:
    assert link_utterances((), Similarity(())) == ((), ())


def test_the_same_speaker_says_many_things() -> None:
    hr = reading("a", "hr", ("Rekao: štrajk pilota je neopravdan", "p1"), ("Rekao: putnici će dobiti novac", "p1"))
    cs = reading("b", "cs", ("Řekl: cestující dostanou peníze", "p1"), ("Řekl: stávka pilotů je neoprávněná", "p1"))
    ids = utterances(hr, cs)
    assert ids["a", "q0"] == ids["b", "q1"] != ids["a", "q1"] == ids["b", "q0"]


def test_two_people_who_say_much_the_same_say_two_things() -> None:
    texts = ("Rekao: cijena plina će rasti", "Řekl: cena plynu poroste")
    one = utterances(*(reading(i, i, (t, "p1")) for i, t in zip(("hr", "cs"), texts, strict=True)))
    two = utterances(*(reading(i, i, (t, f"p-{i}"), named=True) for i, t in zip(("hr", "cs"), texts, strict=True)))
    assert len(set(one.values())) == 1
    assert len(set(two.values())) == 2


def test_other_numbers_are_another_utterance() -> None:
    hr = reading("a", "hr", ("Rekao: brod je plovio brzinom od 19 čvorova", "p1"))
    sl = reading("b", "sl", ("Dejal: ladja je plula s hitrostjo 19 vozlov", "p1"))
    other = reading("c", "sl", ("Dejal: ladja je plula s hitrostjo 16 vozlov", "p1"))
    assert len(set(utterances(hr, sl).values())) == 1
    assert len(set(utterances(hr, other).values())) == 2
    assert "same numbers: 19" in link_utterances((hr, sl), Similarity((hr, sl)))[1][0].reason


def test_a_speech_act_is_told_by_its_verb() -> None:
    story = (
        reading("a", "hr", ("pozvao posjetiti Sjevernu Koreju", "p1")),
        reading("b", "pl", ("zaprosił odwiedzić Koreę Północną", "p1")),
    )
    assert len(set(utterances(*story).values())) == 1


def test_other_days_are_kept_apart() -> None:
    said = (("Řekl: most bude opraven do léta", "p1"),)
    hr = reading("a", "hr", ("Rekao: most će biti popravljen do ljeta", "p1"), day="2024-05-13")
    assert len(set(utterances(hr, reading("b", "cs", *said, day="2024-05-13")).values())) == 1
    assert len(set(utterances(hr, reading("b", "cs", *said)).values())) == 1
    assert len(set(utterances(hr, reading("b", "cs", *said, day="2024-05-16")).values())) == 2
    # A report that tells no day does not bring the two together.
    ids = utterances(
        hr,
        reading("b", "cs", *said, day="2024-05-16"),
        reading("c", "sr", ("Рекао: мост ће бити поправљен до лета", "p1")),
    )
    assert ids["a", "q0"] != ids["b", "q0"]


def test_days_of_the_week_tell_occasions_apart_where_no_date_is_known() -> None:
    said = (("Řekl: most bude opraven do léta", "p1"),)
    hr = reading("a", "hr", ("Rekao: most će biti popravljen do ljeta", "p1"), day="XXXX-WXX-1")
    assert len(set(utterances(hr, reading("b", "cs", *said, day="XXXX-WXX-1")).values())) == 1
    assert len(set(utterances(hr, reading("b", "cs", *said, day="XXXX-WXX-4")).values())) == 2


def test_two_stories_need_more_than_one() -> None:
    one = reading("a", "hr", ("Rekao: tvrtka je otkazala letove", "p1"), ("Rekao: pregovori traju", "p1"))
    two = reading("b", "cs", ("Řekl: firma zrušila lety", "p1"), ("Řekl: jednání pokračují", "p1"))
    similarity = Similarity((one, two))
    scores = [
        [e.score for e in link_utterances((one, two), similarity, stories=stories)[1]]
        for stories in ({"a": "s", "b": "s"}, {"a": "s", "b": "t"})
    ]
    assert scores[0] and max(scores[0]) > max(scores[1], default=0.0)


def test_a_user_has_the_last_word() -> None:
    a, b = STORY[0], STORY[1]
    first = Evidence("a", a.quotations[0].span), Evidence("b", b.quotations[0].span)
    other = (
        Evidence("a", a.quotations[2].span),
        Evidence("b", Span(b.quotations[1].span.start, b.quotations[1].span.end)),
    )
    decisions = [
        Edge("utterance", *first, "different", 1.0, "user", "user"),
        Edge("utterance", *other, "same", 1.0, "user", "user"),
    ]
    linked, _ = link_utterances(STORY, Similarity(STORY), decisions)
    ids = {(r.report.id, q.id): q.utterance for r in linked for q in r.quotations}
    assert ids["a", "q0"] != ids["b", "q0"]
    assert ids["a", "q2"] == ids["b", "q1"]


def test_wire_copies_are_joined_sentence_by_sentence() -> None:
    lines = (
        "Dejal: trenutna shema ne rešuje težav z zamudami pri vkrcanju potnikov",
        "Dejal: okoli trideset odstotkov potnikov plača za prednostno vkrcanje",
        "Dejal: nova pristojbina za manjšo prtljago bo nižja od sedanje",
    )
    ids = utterances(*(reading(i, "sl", *((t, "p1") for t in lines)) for i in ("a", "b")))
    assert all(ids["a", f"q{n}"] == ids["b", f"q{n}"] for n in range(3))
    assert all(ids["a", f"q{x}"] != ids["a", f"q{y}"] for x, y in pairwise(range(3)))
