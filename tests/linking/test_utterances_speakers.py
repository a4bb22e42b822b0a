"""Speakers are one by name, by office, by descriptors that mean the same; a shared noun alone makes nobody one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from one_speaker import said_by
from svod.format import report_from_dict
from svod.linking.speaking import Speaking
from svod.records import Reading


def relation(a: Reading, b: Reading, *others: Reading) -> str:
    speaking = Speaking([a, b, *others])
    found = speaking.relation((a.report.id, a.quotations[0]), (b.report.id, b.quotations[0]))
    assert found[0] == speaking.relation((b.report.id, b.quotations[0]), (a.report.id, a.quotations[0]))[0]
    return found[0]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("cs", "mluvčí společnosti"), ("pl", "rzecznik spółki"), "same"),
        (("hr", "novinari"), ("cs", "novináři"), "likely"),
        (("sr", "севернокорејски медији"), ("pl", "północnokoreańskie media"), "same"),
        (("hr", "američki ministar"), ("cs", "ruský ministr"), "other"),
        (("hr", "ruski analitičari"), ("pl", "analitycy"), "likely"),
        (("hr", "ministar obrane"), ("cs", "ministr financí"), "unknown"),
        (("hr", "svjedoci"), ("cs", "policie"), "unknown"),
    ],
)
def test_descriptors(one: tuple[str, str], other: tuple[str, str], expected: str) -> None:
    assert relation(said_by(*one), said_by(*other)) == expected


def test_the_same_entity_is_the_same_speaker() -> None:
    a = said_by("hr", "Ivan Galić", ("Ivan Galić", "PER", "p"), entity="p")
    b = said_by("pl", "Galić", ("Galić", "PER", "p"), entity="p")
    assert relation(a, b) == "same"


def test_two_names_are_two_people() -> None:
    a = said_by("hr", "Ivan Galić", ("Ivan Galić", "PER", "p"), entity="p")
    b = said_by("pl", "Nowak", ("Nowak", "PER", "r"), entity="r")
    assert relation(a, b) == "other"


def test_who_is_only_meant_may_be_somebody_else() -> None:
    a = said_by("hr", "Ivan Galić", ("Ivan Galić", "PER", "p"), entity="p")
    b = said_by("pl", "minister", entity="r")
    assert relation(a, b) == "unknown"


def test_an_office_is_held_by_whom_another_report_says() -> None:
    named = said_by("bg", "Датският премиер Ларс Ларсен", ("Ларс Ларсен", "PER", "p"), entity="p")
    office = said_by("pl", "premier Danii", ("Danii", "LOC", "dk"))
    rival = said_by("cs", "německý premiér Klaus Klein", ("Klaus Klein", "PER", "k"), entity="k")
    assert relation(named, office, rival) == "same"
    assert relation(rival, office, named) == "other"


def test_a_bare_noun_that_two_could_bear_means_neither() -> None:
    one = said_by("hr", "ministar obrane Ivan Galić", ("Ivan Galić", "PER", "p"), entity="p")
    two = said_by("cs", "ministr financí Petr Dvořák", ("Petr Dvořák", "PER", "d"), entity="d")
    assert relation(one, said_by("pl", "minister"), two) == "unknown"


def test_unnamed_sources_are_never_one() -> None:
    a, b = said_by("hr", "novinari"), said_by("cs", "novináři")
    speaker = a.quotations[0].speaker
    assert speaker is not None
    value = {"start": 0, "end": 7, "text": "novinari", "unnamed": True}
    hidden = report_from_dict({
        "id": "x", "language": "hr", "text": a.report.text,
        "quotations": [{"id": "q1", "kind": "indirect", "content": [{"start": 10, "end": 18}], "speaker": value}],
    })  # fmt: skip
    assert relation(hidden, b) == "unknown"


def test_one_kind_of_speaker_relates_to_everybody_alike() -> None:
    """What lets `link_utterances` compare each two kinds of speakers once."""
    readings = [
        said_by("hr", "Ivan Galić", ("Ivan Galić", "PER", "p"), entity="p"),
        said_by("hr", "Galić", ("Galić", "PER", "p"), entity="p"),
        said_by("hr", "ministar", entity="p"),
        said_by("cs", "ministr financí"),
        said_by("pl", "minister finansów"),
        said_by("cs", "mluvčí společnosti"),
        said_by("pl", "Nowak", ("Nowak", "PER", "r"), entity="r"),
        said_by("cs", "mluvčí společnosti"),
        said_by("pl", "Nowak", ("Nowak", "PER", "r"), entity="r"),
    ]
    readings = [replace(r, report=replace(r.report, id=f"r{n}")) for n, r in enumerate(readings)]
    speaking = Speaking(readings)
    places = [(r.report.id, r.quotations[0]) for r in readings]
    kinds = [speaking.kind(*place) for place in places]
    assert kinds[5] == kinds[7] and kinds[6] == kinds[8]
    assert kinds[0] != kinds[2], "named, and only meant"
    found: dict[tuple[int, int], str] = {}
    for a, kind in zip(places, kinds, strict=True):
        for b, other in zip(places, kinds, strict=True):
            relation = speaking.relation(a, b)[0]
            assert found.setdefault((kind, other), relation) == relation
