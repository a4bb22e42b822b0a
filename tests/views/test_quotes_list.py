"""The list of quotations: utterances put together, what differs marked, chosen, shown in a terminal, and written as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from svod.pipeline import read
from svod.reading.tokens import tokenize
from svod.records import (
    Collection,
    Edge,
    Entity,
    Evidence,
    Label,
    Layout,
    Mention,
    Quantity,
    Quotation,
    Reading,
    Report,
    Span,
    Speaker,
    Story,
    TimeExpression,
)  # fmt: skip
from svod.views.markdown import render_markdown
from svod.views.page import render_page
from svod.views.quotes import utterances
from svod.views.quotes_files import COLUMNS, to_csv, to_dict
from svod.views.quotes_marking import Told, mark
from svod.views.quotes_selection import Conditions, select, speakers_of
from svod.views.quotes_table import print_quotes
from svod.views.quotes_text import said, shortened
from svod.views.sayings import by_speaker

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample" / "reports"
needs_sample = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample is not part of an installed package")


def reading(report: str, language: str, text: str, outlet: str | None = None, **layers: object) -> Reading:
    layout = Layout(text, language, "Latn", (), (Span(0, len(text)),), tokenize(text, language))
    return Reading(Report(report, f"folder/{report}.txt", text, outlet, language=language), layout, **layers)  # type: ignore[arg-type]


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


A = "„Brod nije prestao ploviti u 5 sati, dodao je, s 12 putnika”, rekla je ministrica Ana Vrh."
B = 'Министарка Ана Врх тврди да „је брод” престао пловити "у" 7 сати са 15 путника, јавља Ветар.'
C = "Anonymní zdroj řekl, že podle Any Vrhové „loď přestala plout“."
D = "=1+1 \x1b[31m<b>[red]\u202e"


@pytest.fixture
def collection() -> Collection:
    """One utterance in two reports, a copy of the second, nested speech, a source that is not named, and hostile text."""
    vrh = Entity("p1", "PER", "Ana Vrh", {"hr": ("Ana Vrh",), "sr": ("Ана Врх",)}, {"wikidata": "Q5"})
    wind = Entity("o1", "ORG", "Vjetar", {"hr": ("Vjetar",)})
    a = reading(
        "a", "hr", A, "Jutro",
        mentions=(Mention(at(A, "Ana Vrh"), "PER", "Ana Vrh", "p1"),),
        labels=(Label(at(A, "ministrica"), "ministrica", "neutral", "p1"),),
        quantities=(Quantity(at(A, "12 putnika"), 12, None, None, "putnik"),),
        times=(TimeExpression(at(A, "u 5 sati"), "TIME", "2031-05-06T05:00"),),
        quotations=(
            Quotation(
                "q1", "direct", (at(A, "Brod nije prestao ploviti u 5 sati"), at(A, "s 12 putnika")), at(A, "rekla je"),
                Speaker(at(A, "Ana Vrh"), "Ana Vrh", "p1"), Speaker(None, "zastupnici"), (), "u1", spoken=("ko",),
            ),
        ),
    )  # fmt: skip
    content = at(B, 'је брод” престао пловити "у" 7 сати са 15 путника')
    b = reading(
        "b", "sr", B, "Ветрови",
        mentions=(Mention(at(B, "Ана Врх"), "PER", "Ана Врх", "p1"), Mention(at(B, "Ветар"), "ORG", "Ветар", "o1")),
        quantities=(Quantity(at(B, "15 путника"), 15, None, None, "путник"),),
        times=(TimeExpression(at(B, "7 сати"), "TIME", "2031-05-06T07:00"),),
        quotations=(
            Quotation(
                "q1", "mixed", (content,), at(B, "тврди"), Speaker(at(B, "Министарка"), "Министарка", "p1"),
                via=("o1",), utterance="u1", quoted=(at(B, "је брод"), at(B, "у")),
            ),
        ),
    )  # fmt: skip
    copy = replace(b, report=replace(b.report, id="copy", source="folder/copy.txt", outlet="Одјек", copy_of="b"))
    c = reading(
        "c", "cs", C,
        quotations=(
            Quotation("q1", "indirect", (at(C, "podle Any Vrhové „loď přestala plout“"),), None,
                      Speaker(at(C, "Anonymní zdroj"), "Anonymní zdroj", None, True), utterance="u2"),
            Quotation("q2", "direct", (at(C, "loď přestala plout"),), None, Speaker(at(C, "Any Vrhové"), "Any Vrhové", "p1"),
                      within="q1", utterance="u3"),
        ),
    )  # fmt: skip
    d = reading("d", "und", D, "@SUM(A1)", quotations=(Quotation("q1", "direct", (Span(0, len(D)), Span(400, 500))),))
    edges = (Edge("utterance", Evidence("a", cover(a)), Evidence("b", content), "same", 0.8, "the same speaker", "x"),)
    story = Story("s", "", ("a", "b", "copy"), ("hr", "sr"), origins=(("a",), ("b", "copy")))
    other = Story("t", "", ("c",), ("cs",))
    return Collection((a, b, copy, c, d), (vrh, wind), (story, other), edges)


def cover(r: Reading) -> Span:
    return r.quotations[0].span


def table(collection: Collection, width: int = 100) -> str:
    out = io.StringIO()
    print_quotes(utterances(collection), Console(file=out, width=width, highlight=False))
    return out.getvalue()


def test_renderings_are_put_together(collection: Collection) -> None:
    found = utterances(collection)
    assert [(u.id, u.speaker, u.unnamed, len(u.quotes), len(u.sources), u.origins) for u in found] == [
        ("u1", "Ana Vrh", False, 3, 3, 2),
        ("u2", None, True, 1, 1, 1),
        ("u3", "Ana Vrh", False, 1, 1, 1),
        ("d/q1", None, False, 1, 1, 1),
    ], "a copy is a report, but no origin; a report of no story is not lost"
    first, second, copied = found[0].quotes
    assert first.link and second.link and not copied.link
    assert first.text == "Brod nije prestao ploviti u 5 sati […] s 12 putnika"
    assert second.quoted == ("је брод", "у")
    assert second.chain == ("Ana Vrh", "Vjetar", "Ветрови")
    assert found[2].quotes[0].chain == ("Ana Vrh", "Anonymní zdroj", "c.txt"), "both levels of speech within speech"


@pytest.mark.parametrize(
    ("via", "origins", "count"),
    [
        ([(), ()], (("a",), ("b",)), 2),
        ([("o1",), ()], (("a",), ("b",)), 2),
        ([("o1",), ("o1",)], (("a",), ("b",)), 1),
        ([(), ()], (("a", "b"),), 1),
    ],
)
def test_origins_are_counted_honestly(
    via: list[tuple[str, ...]], origins: tuple[tuple[str, ...], ...], count: int, collection: Collection
) -> None:
    readings = tuple(
        replace(r, quotations=(replace(r.quotations[0], via=v),))
        for r, v in zip(collection.readings[:2], via, strict=True)
    )
    story = Story("s", "", ("a", "b"), ("hr", "sr"), origins=origins)
    assert utterances(replace(collection, readings=readings, stories=(story,)))[0].origins == count


def test_what_stands_out(collection: Collection) -> None:
    first, second, copied = utterances(collection)[0].quotes
    marked = [[(m.span.of(q.reading.report.text), m.why) for m in q.marks] for q in (first, second, copied)]
    assert marked[0] == [("nije", "negation"), ("u 5 sati", "time"), ("12 putnika", "number")]
    assert marked[1] == marked[2] == [("7 сати", "time"), ("15 путника", "number")]


def quote(language: str, text: str, *, origin: str) -> Told:
    return Told(reading(origin, language, text), Quotation("q", "direct", (Span(0, len(text)),)), origin)


@pytest.mark.parametrize(
    ("left", "right", "marks", "apart"),
    [
        (("hr", "Vojska je zauzela most."), ("hr", "Vojska je zauzela aerodrom."), ("most|", "aerodrom|"), ()),
        (("hr", "Vojska je zauzela most."), ("sr", "Војска је заузела мост."), ("", ""), ()),
        (("hr", "Vojska je zauzela most i srušila dvorac."), ("hr", "Vojska je zauzela most."), ("srušila dvorac|", ""), ()),
        (("hr", "Vojska je zauzela most."), ("pl", "Wojsko zajęło most."), ("", ""), ()),
        (("hr", "Vojska je napala grad."), ("pl", "Wojsko zaatakowało blorgandię."), ("", ""), ()),
        (("hr", "Vojska je na mostu i čeka brod."), ("pl", "Wojsko stoi na moście."), ("čeka brod|", ""), ()),
        (("hr", "Vojska je zauzela most."), ("fi", "Blorga zqwx."), ("", ""), ("fi", "hr")),
        (("hr", "Vojska stoji."), ("hr", "Jabuke rastu."), ("", ""), ()),
        (("en", "The army took the bridge."), ("en", "The army did not take the bridge."), ("", "not|"), ()),
    ],
)  # fmt: skip
def test_what_is_judged(
    left: tuple[str, str], right: tuple[str, str], marks: tuple[str, str], apart: tuple[str, ...]
) -> None:
    told = [quote(*left, origin="a"), quote(*right, origin="b")]
    found = mark(told)
    shown = tuple(
        "".join(f"{m.span.of(t.reading.report.text)}|" for m in own) for t, own in zip(told, found.marks, strict=True)
    )
    assert (shown, found.apart) == (marks, apart)


def test_renderings_of_one_origin_are_not_compared() -> None:
    told = [quote("hr", "Vojska je zauzela most.", origin="a"), quote("hr", "Vojska je zauzela grad.", origin="a")]
    assert mark(told).marks == ((), ())


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({}, "u1 u2 u3 d/q1"),
        ({"speakers": ("Ana Vrh",)}, "u1 u3"),
        ({"speakers": ("ВРХ",)}, "u1 u3"),
        ({"speakers": ("Vrhom",)}, "u1 u3"),
        ({"speakers": ("Anna Vrch",)}, "u1 u3"),
        ({"speakers": ("Vrhunac",)}, ""),
        ({"speakers": ("p1",)}, "u1 u3"),
        ({"speakers": ("q5",)}, "u1 u3"),
        ({"speakers": ("ministrice",)}, "u1 u3"),
        ({"speakers": ("anonymni zdroj",)}, "u2"),
        ({"speakers": ("Ana Vrh", "zdroj")}, "u1 u2 u3"),
        ({"speakers": ("…",)}, ""),
        ({"reports": ("Jutro",)}, "u1"),
        ({"reports": ("vetrovi",)}, "u1"),
        ({"reports": ("folder/c",)}, "u1 u2 u3"),
        ({"reports": ("d",)}, "u1 u2 u3 d/q1"),
        ({"languages": ("sr",)}, "u1"),
        ({"languages": ("Czech",)}, "u2 u3"),
        ({"languages": ("pl",)}, ""),
        ({"via": ("ветар",)}, "u1"),
        ({"via": ("Ana Vrh",)}, ""),
        ({"kinds": ("mixed",)}, "u1"),
        ({"kinds": ("indirect", "mixed")}, "u1 u2"),
        ({"contains": ("plovi",)}, "u1"),
        ({"contains": ("PREŠTAO",)}, "u1"),
        ({"contains": ("putnik",)}, "u1"),
        ({"contains": ("brod nije",)}, "u1"),
        ({"contains": ("lod",)}, "u2 u3"),
        ({"contains": ("rod",)}, ""),
        ({"shared": True}, "u1"),
        ({"languages": ("sr",), "kinds": ("direct",)}, ""),
    ],
)
def test_they_are_chosen(conditions: dict[str, object], found: str, collection: Collection) -> None:
    chosen = select(utterances(collection), collection, Conditions(**conditions))  # type: ignore[arg-type]
    assert " ".join(u.id for u in chosen) == found


def test_a_chosen_utterance_keeps_its_other_renderings_unless_told(collection: Collection) -> None:
    (whole,) = select(utterances(collection), collection, Conditions(languages=("sr",)))
    (only,) = select(utterances(collection), collection, Conditions(languages=("sr",), only=True))
    assert (len(whole.quotes), whole.origins) == (3, 2)
    assert (len(only.quotes), only.origins, only.languages) == (2, 1, ("sr",))
    assert speakers_of(utterances(collection), 3) == ("Ana Vrh",)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table(width: int, collection: Collection) -> None:
    shown = table(collection, width)
    assert all(len(line) <= width and line == line.rstrip() for line in shown.splitlines())
    joined = " ".join(shown.split())
    for words in (
        "in 3 reports · 2 independent origins · 2 languages", "„Brod *¬nije* prestao ploviti", "*≠12 putnika*”", "„је брод”",
        "Vjetar → Ветрови", "translated from Korean", "to zastupnici", "named as “Министарка”", "the same words in Одјек",
        "a source that is not named: “Anonymní zdroj”", "↳ Ana Vrh: „loď přestala plout“", "quoted by Anonymní zdroj",
        "Sources that are not named", "Not attributed", "4 utterances, 1 in several reports, 6 quotations",
    ):  # fmt: skip
        assert words in joined, words
    assert shown.index("Ana Vrh") < shown.index("Sources that") < shown.index("Not attributed")
    assert "\x1b" not in shown and "\u202e" not in shown and "<b>[red]" in shown


def test_a_table_of_nothing() -> None:
    out = io.StringIO()
    print_quotes((), Console(file=out))
    assert out.getvalue() == "No quotations.\n"


def test_the_other_views_show_the_same(collection: Collection) -> None:
    html, text = render_page(collection), render_markdown(collection)
    for words in (
        "translated from Korean",
        "the same words in Одјек",
        "a source that is not named",
        "quoted by Anonymní",
    ):
        assert words in html and words in text
    assert '<mark class="d-number" title="another figure or time there">' in html and "**≠12 putnika**" in text
    assert '<span class="own">је брод</span>' in html and 'class="said mixed"' in html
    assert 'class="inner"' in html and "  - Ana Vrh: „loď přestala plout“" in text
    assert "no counterpart found" in html and "no counterpart found" in text


def test_csv_is_one_row_a_rendering_and_runs_nothing(collection: Collection) -> None:
    written = to_csv(utterances(collection))
    head, *rows = list(csv.reader(io.StringIO(written, newline="")))
    assert tuple(head) == COLUMNS and written.count("\r\n") == len(rows) + 1 == 7
    by = [dict(zip(head, row, strict=True)) for row in rows]
    assert by[0] | {
        "utterance": "u1", "speaker": "Ana Vrh", "speaker_entity": "p1", "addressee": "zastupnici", "kind": "direct", "language": "hr",
        "stands_out": "nije | u 5 sati | 12 putnika", "spoken": "ko", "cue": "rekla je", "reports": "3", "origins": "2", "score": "0.80",
    } == by[0]  # fmt: skip
    assert by[1]["quoted_words"] == "је брод | у" and by[1]["chain"] == "Ana Vrh → Vjetar → Ветрови"
    assert A[int(by[0]["start"]) : int(by[0]["end"])].startswith("Brod nije")
    assert by[3]["unnamed"] == "yes" and by[4]["within"] == "q1"
    assert by[5]["text"].startswith("'=1+1") and by[5]["outlet"] == "'@SUM(A1)"
    assert not any(c in written for c in "\x1b\u202e")


def test_json_keeps_every_offset(collection: Collection) -> None:
    told = json.loads(json.dumps(to_dict(utterances(collection), collection)))
    texts = {r.report.id: r.report.text for r in collection.readings}
    assert [u["id"] for u in told["utterances"]] == ["u1", "u2", "u3", "d/q1"]
    assert {e["id"] for e in told["entities"]} == {"p1", "o1"} and len(told["reports"]) == 5
    first = told["utterances"][0]
    assert first["speaker"] == {"entity": "p1", "name": "Ana Vrh"}
    for rendering in (r for u in told["utterances"] for r in u["renderings"]):
        spans = [*rendering["content"], *rendering.get("quoted", []), *rendering["stands_out"]]
        assert all(texts[rendering["report"]][s["start"] : s["end"]] for s in spans)
    assert [s["why"] for s in first["renderings"][0]["stands_out"]] == ["negation", "time", "number"]
    assert first["renderings"][1]["link"]["score"] == 0.8


def test_long_words_are_cut_between_runs(collection: Collection) -> None:
    rendering = by_speaker(utterances(collection))[0].shared[0].renderings[0]
    assert said(rendering, 20).plain.startswith("„Brod *¬nije*") and "…" in said(rendering, 20).plain
    for limit in range(2, 60):
        for part in rendering.said:
            assert sum(len(r.text) for r in shortened(part, limit)) <= limit + 2


@needs_sample
def test_the_sample_is_listed_the_same_each_time() -> None:
    collection = read([str(SAMPLE)])
    found = utterances(collection)
    assert sum(len(u.quotes) for u in found) == sum(len(r.quotations) for r in collection.readings)
    assert to_csv(found) == to_csv(utterances(collection)) and table(collection) == table(collection)
    shared = [u for u in found if len(u.sources) > 1]
    assert shared and all(u.origins <= len(u.sources) for u in found)
    for u in found:
        for q in u.quotes:
            assert all(any(p.overlaps(m.span) for p in q.quotation.content) for m in q.marks)
