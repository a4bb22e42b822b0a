"""Reported speech over invented cases in every language, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.languages import LANGUAGES
from svod.reading.quotation_marks import find_quoted
from svod.reading.quotations import find_quotations
from svod.records import Quotation
from tagged_cases import CASES, KINDS, Case, lay_out, parse


def _cases() -> Sequence[object]:
    found = []
    for language in LANGUAGES:
        for number, line in enumerate((CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines(), 1):
            marks = [pytest.mark.xfail(reason="known failure")] if line.startswith("!") else []
            found.append(pytest.param(language, line.removeprefix("!").strip(), id=f"{language}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("language", "line"), _cases())
def test_finds_the_quotations_of_a_case(language: str, line: str) -> None:
    case = parse(line)
    quotations = find_quotations(lay_out(case.text, language), case.mentions)
    found = [(q.kind, tuple(s.of(case.text) for s in q.content)) for q in quotations]
    assert found == case.expected()
    for q in quotations:
        _check_attribution(case, q)


def _check_attribution(case: Case, q: Quotation) -> None:
    """Cue and speaker are those whose tags bear the number of the content's."""
    number = next(n for (tag, n), spans in case.tags.items() if tag in KINDS and tuple(spans) == q.content)
    cues, speakers = case.tags.get(("c", number), []), case.tags.get(("s", number), [])
    if cues:
        assert q.cue is not None and any(q.cue.overlaps(c) for c in cues), q.cue and q.cue.of(case.text)
    if speakers:
        assert q.speaker is not None and q.speaker.span is not None
        assert any(q.speaker.span.overlaps(s) for s in speakers), q.speaker.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_cases(language: str) -> None:
    lines = (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 20 and sum("<" not in line for line in lines) >= 2


MARKS = [
    ("„A ‚b c‘ d“", ["A ‚b c‘ d", "b c"]),
    ("»Hallo«, sagte er", ["Hallo"]),
    ("«Мы «любим» дом»", ["Мы «любим» дом", "любим"]),
    ("“It’s ‘fine’,” he said.", ["It’s ‘fine’,", "fine"]),
    ("”Tak”, powiedział. „Nie”.", ["Tak", "Nie"]),
    ("Rekao je.“Vidimo se.“ I ode.", ["Vidimo se."]),
    ("5\" cijev i \"riječ\"", ["riječ"]),
    ("\"'Nested' one\"", ["'Nested' one", "Nested"]),
    ("\"Nikad ne zatvara", ["Nikad ne zatvara"]),
    ("Dugo. Nećemo više čekati“, rekao je. „Ne.“", ["Nećemo više čekati", "Ne."]),
    ("Cijev od 5\" koja curi, kaže on.", []),
    (",,Nie ma'', mówi. ''Nie''", ["Nie ma", "Nie"]),
    ("„Prvi.\n\nDrugi.\n\nTreći“, kaže. „Ne.“", ["Prvi.", "Drugi.", "Treći", "Ne."]),
    ("Посети“Стара мелница“за да види“признаци на упадък“.", ["Стара мелница", "признаци на упадък"]),
    ("Край.“Парите за“Стара мелница“2“са малко“, каза той.", ["Парите за“Стара мелница“2", "Стара мелница"]),
    ("Rekli so, da \" v vseh pogledih kršijo \" dogovor.", ["v vseh pogledih kršijo"]),
    ("« Nous attendons », dit-elle.", ["Nous attendons"]),
    ("Kaže da su „pobjegli u šumu. Potom je pala kiša. „Ne znam“, kaže.", ["pobjegli u šumu.", "Ne znam"]),
    ("Kaže da su „pobjegli (četvorica) u šumu. Potom je pala kiša.", ["pobjegli"]),
    ("Dugo. Nećemo više čekati“ rekao je.", ["Nećemo više čekati"]),
    ("Dugo je. Tako zvani „vuk“ spava.", ["vuk"]),
    ("王伟说：“我们明天出发。”记者离开了。", ["我们明天出发。"]),
    ("「明日『出発』します。」と話した。", ["明日『出発』します。", "出発"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "inner"), MARKS)
def test_pairs_marks_of_any_convention(text: str, inner: list[str]) -> None:
    assert [part.of(text) for q in find_quoted(lay_out(text, "hr")) for part in q.inner] == inner


def test_paragraphs_that_each_begin_with_a_mark_are_one_quotation() -> None:
    text = '"Prvi odlomak.\n\n"Drugi odlomak", kaže Ana.'
    (quoted,) = find_quoted(lay_out(text, "hr"))
    assert [p.of(text) for p in quoted.inner] == ["Prvi odlomak.", "Drugi odlomak"]


def test_a_dropped_subject_is_the_one_before() -> None:
    case = parse("<n>Ana Kovačić</n> je stigla u Split. Rekla je da će škola biti otvorena.")
    (q,) = find_quotations(lay_out(case.text, "hr"), case.mentions)
    assert q.speaker is not None and (q.speaker.span, q.speaker.entity) == (None, "e1")


def test_a_quotation_without_attribution_goes_on_with_the_speaker_before() -> None:
    case = parse(
        'Porez je previsok, rekla je <n>Ana Kovačić</n>, prenosi <o>Hina</o>. "Nećemo ga plaćati sljedeće godine."'
    )
    first, second = find_quotations(lay_out(case.text, "hr"), case.mentions)
    assert first.via == second.via == ("e2",)
    assert second.kind == "direct" and second.speaker is not None and second.speaker.entity == "e1"


def test_an_agency_that_signs_the_report_carries_it() -> None:
    case = parse("Ministar je rekao da će porez rasti. (<o>Hina</o>)")
    (q,) = find_quotations(lay_out(case.text, "hr"), case.mentions)
    assert q.via == ("e1",)


def test_an_agency_that_vouches_is_the_speaker_and_carries_nothing() -> None:
    case = parse("Požar je ugašen u noći, javlja agencija <o>Hina</o>.")
    (q,) = find_quotations(lay_out(case.text, "hr"), case.mentions)
    assert q.speaker is not None and q.speaker.entity == "e1" and q.via == ()


def test_a_person_addressed_is_known() -> None:
    case = parse("<n>Ana Kovačić</n> obećala je <n>Ivanu Galiću=Ivan Galić</n> pomoć u gradnji škole.")
    (q,) = find_quotations(lay_out(case.text, "hr"), case.mentions)
    assert q.addressee is not None
    assert (q.addressee.entity, q.content[0].of(case.text)) == ("e2", "pomoć u gradnji škole")


HEADLINES = [
    ("hr", "<n>Galić</n>: Nećemo zatvoriti školu", "Nećemo zatvoriti školu", "Galić"),
    ("pl", "<n>Kos</n> o moście: Może być zamknięty do wiosny", "Może być zamknięty do wiosny", "Kos"),
    ("uk", "Міст будуть ремонтувати до весни, – <n>Білик</n>", "Міст будуть ремонтувати до весни", "Білик"),
    ("hr", "<l>Split</l>: zatvorena škola na Mejama", None, None),
    ("cs", "<n>Novák</n>: život a dílo", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line", "content", "speaker"), HEADLINES)
def test_a_headline_may_name_who_speaks(language: str, line: str, content: str | None, speaker: str | None) -> None:
    case = parse(line)
    found = find_quotations(lay_out(case.text, language, "headline"), case.mentions)
    assert [(q.content[0].of(case.text), q.speaker and q.speaker.text) for q in found] == (
        [(content, speaker)] if content else []
    )


def test_a_signed_post_is_what_its_name_says() -> None:
    text = "Most je zatvoren.\n\nNever sell the boat, my friends.\n\n— Ana Lukin (@analukin) August 24, 2018\n"
    (q,) = find_quotations(lay_out(text, "hr"), ())
    assert (q.kind, q.content[0].of(text)) == ("direct", "Never sell the boat, my friends.")
    assert q.speaker is not None and q.speaker.text == "Ana Lukin"


def test_lines_after_dashes_belong_to_the_dialogue_beside_them() -> None:
    case = parse("– Rezervirali ste? – pita <n>Ana Lukin</n>.\n– Nismo, nažalost.\n")
    first, second = find_quotations(lay_out(case.text, "hr"), case.mentions)
    assert first.speaker is not None and first.speaker.entity == "e1"
    assert second.kind == "direct" and second.speaker is None  # whoever was asked


def test_no_text_no_quotations() -> None:
    assert find_quotations(lay_out("", "hr"), ()) == ()


def test_a_language_without_data_gets_its_direct_speech() -> None:
    text = "“Mae hi'n bwrw glaw heddiw.” Dyna ni."
    (q,) = find_quotations(lay_out(text, "cy"), ())
    assert (q.kind, q.content[0].of(text)) == ("direct", "Mae hi'n bwrw glaw heddiw.")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"\"„“”»«'‚‘’,.-–:;()/¶",
                "rekao je",
                "Ana",
                "da",
                "idemo",
                "prema",
                "Na pitanje",
                "hoće li",
                "koji",
                "i",
                "a",
            ]
        ),
        max_size=25,
    ),
    st.sampled_from(["hr", "ru", "en", "de", "cy"]),
)
def test_any_string_of_marks_and_cues_is_read(pieces: list[str], language: str) -> None:
    text = " ".join(pieces).replace("¶", "\n")
    layout = lay_out(text, language)
    quotations = find_quotations(layout, ())
    assert quotations == find_quotations(layout, ())
    assert [q.id for q in quotations] == [f"q{n}" for n in range(1, len(quotations) + 1)]
    for q in quotations:
        for part in q.content:
            assert part.of(text).strip() == part.of(text)
