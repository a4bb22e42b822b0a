"""What the views share: order, counting, naming, and that every passage is words of a report."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from svod.records import (
    Collection,
    Evidence,
    Layout,
    Quotation,
    Reading,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    Support,
)
from svod.views import words
from svod.views.outline import outline, outlines
from svod.views.passages import Bench, Passage


def passages(value: Any) -> list[Passage]:
    if isinstance(value, Passage):
        return [value]
    if isinstance(value, tuple):
        return [p for item in value for p in passages(item)]
    return [p for f in fields(value) for p in passages(getattr(value, f.name))] if is_dataclass(value) else []


def test_every_passage_is_words_of_its_report(collection: Collection) -> None:
    told = outlines(collection)[0]
    found = passages(told)
    assert len(found) > 20
    texts = {r.report.id: r.report.text for r in collection.readings}
    for p in found:
        assert p.text == words.plain(p.span.of(texts[p.source.id]))
        assert p.anchor == f"r{p.source.number}-{p.span.start}-{p.span.end}"


def test_the_parts_come_in_the_order_of_a_readers_questions(collection: Collection) -> None:
    told = outlines(collection)[0]
    assert [h.key for h in told.contents] == [
        "digest", "differences", "sayings", "shared", "alone", "timeline", "wording", "names", "omissions",
    ]  # fmt: skip
    assert all(h.size > 0 for h in told.contents)
    assert (told.title, told.days) == ("Ana Vrh · Brodina", "6–9 May 2031")
    assert told.facts == ("4 reports", "4 independent origins", "4 languages", "2 outlets")


def test_a_title_that_ends_in_the_days_is_taken_apart(collection: Collection) -> None:
    story = replace(collection.stories[0], title="Ana Vrh · Brodina · 6–9 May 2031")
    told = outline(collection, story)
    assert (told.title, told.days) == ("Ana Vrh · Brodina", "6–9 May 2031")
    lone = outline(collection, Story("x", "", ("a",), ()))
    assert lone.title == "Trajekt Galeb nasukao se kod Brodine"


def test_an_utterance_stands_in_all_its_renderings(collection: Collection) -> None:
    speaker = outlines(collection)[0].sayings[0]
    (saying,) = speaker.shared
    assert speaker.name == "Ana Vrh"
    assert [r.chain for r in saying.renderings] == [
        ("Ana Vrh", "Jutro Brodine"),
        ("Ana Vrh", "Wiatr News", "Głos <b>Portu</b>"),
    ]
    assert (saying.origins, saying.languages) == (2, 2)
    unattributed = outlines(collection)[0].sayings[-1]
    assert unattributed.name is None
    assert unattributed.single[0].chain[0] == "speaker not stated"
    assert [p.text for p in unattributed.single[0].passages] == ["Prom ma zostać", "w piątek"]


def test_words_of_an_utterance_are_not_repeated_within_a_report(collection: Collection) -> None:
    first = collection.readings[0]
    q = first.quotations[0]
    inner = replace(q, id="q9", kind="mixed", content=(Span(q.span.start, q.span.start + 5),))
    again = replace(collection, readings=(replace(first, quotations=(q, inner)), *collection.readings[1:]))
    assert len(outlines(again)[0].sayings[0].shared[0].renderings) == 2


@pytest.mark.parametrize(
    ("entity", "name"),
    [
        ("p1", "Ana Vrh"), ("PRO-Galeb", "Galeb"), ("GROUP-state-media", "state media"), ("e17", "a source without a name"),
        ("0123456789abcdef", "a source without a name"), ("a", "Jutro Brodine"), (None, None), ("outlet", None),
    ],
)  # fmt: skip
def test_an_id_is_shown_as_a_name(collection: Collection, entity: str | None, name: str | None) -> None:
    assert Bench(collection, collection.stories[0]).name(entity) == name


def test_reports_of_one_text_are_one_origin(collection: Collection) -> None:
    story = replace(collection.stories[0], origins=(("a", "b"), ("c",), ("d",)))
    told = outline(collection, story)
    assert told.origins == 3
    assert [s.note for s in told.sources[:2]] == ["one origin with 2", "one origin with 1"]
    assert [t.origins for t in told.shared] == [2]
    assert [len(a.statements) for a in told.alone] == [3]
    copied = replace(collection.readings[1], report=replace(collection.readings[1].report, copy_of="a"))
    bench = Bench(replace(collection, readings=(collection.readings[0], copied)), Story("x", "", ("a", "b"), ()))
    assert bench.count_origins(["a", "b"]) == 1


def test_a_short_passage_comes_with_its_sentence(collection: Collection) -> None:
    side = outlines(collection)[0].differences[0].sides[0]
    (p,) = side.passages
    assert (p.before, p.text, p.after) == ("Ozlijeđeno je ", "12 ljudi", ".")


def test_the_same_words_in_many_reports_are_shown_once() -> None:
    from svod.views.parts import Side
    from svod.views.passages import Source

    sources = [Source(n, str(n), "x", "hr", "Croatian", "ltr", "", None, None, (), 0, "") for n in (1, 2, 3)]
    one, two = (Passage(s, Span(0, 4), "isto") for s in sources[:2])
    other = Passage(sources[2], Span(0, 5), "drugo")
    assert Side("", (one, other, two)).alike == ((one, two), (other,))


def test_a_value_is_shown_where_the_passage_does_not_say_it(collection: Collection) -> None:
    number = collection.stories[0].differences[0]
    sides = (number.sides[0], replace(number.sides[1], value="fifteen"))
    told = outline(collection, replace(collection.stories[0], differences=(replace(number, sides=sides),)))
    assert [s.value for s in told.differences[0].sides] == ["", "fifteen"]


def test_evidence_that_points_nowhere_is_left_out(collection: Collection) -> None:
    nowhere = Statement("s9", (Support(Evidence("zzz", Span(0, 4))), Support(Evidence("a", Span(0, 99999)))))
    told = outline(collection, replace(collection.stories[0], statements=(nowhere,), omissions=()))
    assert "shared" not in [h.key for h in told.contents]


def test_a_report_outside_the_story_is_a_source_when_it_is_cited(collection: Collection) -> None:
    told = outline(collection, replace(collection.stories[0], reports=("a", "c", "d")))
    assert [s.id for s in told.sources] == ["a", "c", "d", "b"]


def test_sources_stand_in_the_order_of_publication_whatever_the_order_of_the_reports(collection: Collection) -> None:
    story = replace(collection.stories[0], reports=("d", "c", "b", "a"))
    assert [s.id for s in outline(collection, story).sources] == ["a", "b", "c", "d"]


def test_a_source_without_an_outlet_is_called_by_its_file_or_host() -> None:
    reports = [
        Report("a", "deep/folder/one.txt", "x"), Report("b", "C:\\news\\two.txt", "x"),
        Report("c", "https://www.example.org/x/y?q", "x"), Report("d", "stdin", "x", outlet="Outlet\u202e"),
    ]  # fmt: skip
    readings = tuple(Reading(r, Layout("x", "und", "Zyyy", (), (), ())) for r in reports)
    told = outline(Collection(readings), Story("s", "", ("a", "b", "c", "d"), ()))
    assert [s.name for s in told.sources] == ["two.txt", "one.txt", "example.org", "Outlet"]
    assert told.title == "x"


def test_a_speaker_known_only_by_words_is_called_by_them(collection: Collection) -> None:
    d = collection.readings[3]
    q = Quotation("q1", "direct", (Span(5, 10),), speaker=Speaker(Span(0, 4), "the \x1b harbour  master"))
    told = outline(replace(collection, readings=(replace(d, quotations=(q,)),)), Story("x", "", ("d",), ()))
    assert told.sayings[0].name == "the harbour master"


def test_labels_are_shown_once_with_their_number(collection: Collection) -> None:
    story = collection.stories[0]
    label = story.wording[0].labels[0]
    twice = replace(story.wording[0], labels=(label, label))
    (use,) = outline(collection, replace(story, wording=(twice,))).wording[0].rows[0][1]
    assert (use.text, use.times, use.tone, use.by) == ("ministrica", 2, "positive", None)
