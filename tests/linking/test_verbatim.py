"""Where passages that two reports share word for word begin and end."""

from __future__ import annotations

from svod.format import report_from_dict
from svod.linking.verbatim import verbatim_passages
from svod.records import Reading
from svod.stories.copies import CROWD

ONE = "Vatrogasci su cijelu noć gasili vatru koja je zahvatila stari muzej uz rijeku i dvije susjedne kuće"
TWO = "Ravnateljica kaže da je zbirka starih karata spašena jer je ležala u podrumu susjedne škole"


def reading(name: str, text: str, language: str = "hr") -> Reading:
    return report_from_dict({"id": name, "language": language, "text": text})


def shared(*readings: Reading, least: int = 10) -> list[tuple[str, str]]:
    texts = {r.report.id: r.report.text for r in readings}
    found = verbatim_passages(readings, least)
    return [(s.left.span.of(texts[s.left.report]), s.right.span.of(texts[s.right.report])) for s in found]


def test_two_passages_in_another_order() -> None:
    left, right = reading("a", f"{ONE}. Grad šuti. {TWO}."), reading("b", f"{TWO}. Kiša pada. {ONE}!")
    assert shared(left, right) == [(ONE, ONE), (TWO, TWO)]


def test_a_word_that_both_passages_touch_costs_neither() -> None:
    left = reading("a", f"{ONE} je {TWO}.")
    right = reading("b", f"Kako je {TWO}. Kiša pada. {ONE} je!")
    assert shared(left, right) == [(f"{ONE} je", f"{ONE} je"), (TWO, TWO)]


def test_an_editors_change_is_within_the_passage_and_other_words_are_not() -> None:
    edited = ONE.replace("zahvatila stari muzej", "jučer uništila stari muzej")
    assert shared(reading("a", f"U gradu. {ONE}. Kraj."), reading("b", f"Sinoć. {edited}. Konac.")) == [(ONE, edited)]
    assert not shared(reading("a", ONE), reading("b", " ".join(reversed(ONE.split()))))


def test_scripts_and_the_two_pronunciations_are_one() -> None:
    cyrillic = "Ватрогасци су целу ноћ гасили ватру која је захватила стари музеј уз реку"
    latin = "Vatrogasci su cijelu noć gasili vatru koja je zahvatila stari muzej uz rijeku"
    assert shared(reading("a", cyrillic, "sr"), reading("b", latin, "sr")) == [(cyrillic, latin)]


def test_a_refrain_and_a_short_phrase() -> None:
    assert len(shared(reading("a", ONE), reading("b", f"{ONE}. " * 30))) == 1
    assert not shared(reading("a", "Predsjednik vlade i ministar vanjskih poslova su otišli."),
                      reading("b", "Jučer su predsjednik vlade i ministar vanjskih poslova plesali."))  # fmt: skip


def test_a_crowd_is_compared_with_the_first_only() -> None:
    crowd = [reading(f"r{n:02}", f"{ONE}. {n}") for n in range(CROWD + 5)]
    found = verbatim_passages(crowd, 10)
    assert len(found) == CROWD + 4 and {s.left.report for s in found} == {"r00"}
