"""Records to format 1 and back, and nothing lost on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from svod.errors import Malformed
from svod.format import collection_from_dict, collection_to_dict, dumps, report_from_dict
from svod.records import (
    Anchor,
    Collection,
    Difference,
    DifferenceSide,
    DigestLine,
    Edge,
    Entity,
    Evidence,
    Failure,
    Label,
    Layout,
    Mention,
    Omission,
    Placement,
    Published,
    Quantity,
    Quotation,
    Reading,
    Report,
    Section,
    Span,
    Speaker,
    Statement,
    Story,
    Support,
    TimeExpression,
    TimelineItem,
    Wording,
    WordingLabel,
)  # fmt: skip

TEXT = "Kapetan Vilks: „Idemo.“"


def whole() -> Collection:
    """A collection in which every field of every record of the contract is set."""
    place = Evidence("r1", Span(8, 13))
    reading = Reading(
        report=Report("r1", "a.txt", TEXT, "List", "https://list.example", "Naslov", ("A. B.",), "hr", "Latn",
                      Published(date(2024, 5, 3), date(2024, 5, 4), "story", ("it says so",)), "r0", "html"),
        layout=Layout(TEXT, "hr", "Latn", (Section(Span(0, 23), "body"),), (Span(0, 23),), ()),
        mentions=(Mention(Span(8, 13), "PER", "Vilks", "PER-vilks", True),),
        labels=(Label(Span(0, 7), "kapetan", "positive", "PER-vilks", "PER-vilks"),),
        quotations=(Quotation("q1", "direct", (Span(16, 22),), Span(13, 14), Speaker(Span(8, 13), "Vilks", "PER-vilks"),
                              Speaker(None, None, "PER-x"), ("ORG-a",), "u1"),),
        times=(TimeExpression(Span(0, 7), "DURATION", "P4Y", "the day of publication", "2020", "2024", "APPROX"),),
        quantities=(Quantity(Span(0, 7), 1.0, 0.5, 2.0, "EUR", "money", Span(8, 13), "2024-05-03TEV", True),),
    )  # fmt: skip
    story = Story(
        "s", "Vilks", ("r1",), ("hr",), date(2024, 5, 1), date(2024, 5, 3), (("r1",),),
        (Statement("s1", (Support(place, "conflict", "denied", "PER-vilks", ("ORG-a",)),), 2),),
        (Difference("d1", "number", "update", (DifferenceSide(place, "2"), DifferenceSide(place, "3")), "two, three"),),
        (TimelineItem("2024-05-03", date(2024, 5, 3), date(2024, 5, 3), (place,), "s1", "planned", 0, 1),),
        (Wording("PER-vilks", (WordingLabel(place, "kapetan", "negative", "PER-x"),)),),
        (Omission("s1", ("r2",)),), (DigestLine("Vilks", "hr", (place,)),),
        Anchor("Vilks", (place,), 5, date(2024, 5, 3), "user", ("you gave the day",)),
        (Placement("r1", 0, None, ("it says so",)),),
    )  # fmt: skip
    edge = Edge("entity", place, Evidence("r2", Span(0, 1)), "different", 0.25, "other first names", "user")
    entity = Entity("PER-vilks", "PER", "Vilks", {"hr": ("Vilks",)}, {"iso3166": "DK"})
    return Collection((reading,), (entity,), (story,), (edge,), (Failure("b.txt", "decode", "binary"),))


def test_round_trip_loses_nothing() -> None:
    collection = whole()
    made = collection_to_dict(collection)
    read = collection_from_dict(json.loads(dumps(made)))
    assert collection_to_dict(read) == made
    (reading,), (before,) = read.readings, collection.readings
    # Tokens are made anew; everything else comes back, records and not only keys: two values under one key would not.
    assert replace(reading, layout=before.layout) == before
    assert replace(read, readings=()) == replace(collection, readings=())


def test_keys_are_those_of_the_contract() -> None:
    made = collection_to_dict(whole())
    assert list(made) == ["format", "reports", "entities", "stories", "failures", "edges"]
    assert [k for k in made["reports"][0] if k in ("text", "sections", "mentions")] == ["text", "sections", "mentions"]
    assert made["reports"][0]["quotations"][0] == {
        "id": "q1", "kind": "direct", "content": [{"start": 16, "end": 22}], "cue": {"start": 13, "end": 14},
        "speaker": {"entity": "PER-vilks", "start": 8, "end": 13, "text": "Vilks"}, "addressee": {"entity": "PER-x", "text": None},
        "via": ["ORG-a"], "utterance": "u1",
    }  # fmt: skip


def test_broken_input_can_be_written() -> None:
    assert json.loads(dumps({"text": "a\udcffb"})) == {"text": "a\udcffb"}
    dumps({"text": "a\udcffb"}).encode("utf-8")


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"id": "a"},
        {"id": "a", "text": "b", "mentions": [{"start": 3, "end": 1, "type": "PER"}]},
        {"text": 3, "id": 1},
    ],
)
def test_what_is_no_report_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        report_from_dict(value)


def test_the_shared_gold_can_be_read(shared: Path) -> None:
    for name in ("seeds", "dev-quotes"):
        gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        collection = collection_from_dict(gold)
        assert collection_from_dict(collection_to_dict(collection)) == collection
