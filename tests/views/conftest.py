"""An invented event in four languages, with every part of an account filled and hostile text in it."""

from __future__ import annotations

from datetime import date

import pytest

from svod.reading.tokens import tokenize
from svod.records import (
    Collection,
    Difference,
    DifferenceSide,
    DigestLine,
    Entity,
    Evidence,
    Failure,
    Label,
    Layout,
    Mention,
    Omission,
    Published,
    Quotation,
    Reading,
    Report,
    Section,
    Span,
    Speaker,
    Statement,
    Story,
    Support,
    TimelineItem,
    Wording,
    WordingLabel,
)  # fmt: skip

TEXTS = {
    "a": (
        "hr", "Latn", "Jutro Brodine",
        "Trajekt Galeb nasukao se kod Brodine\n\n"
        "Trajekt Galeb nasukao se u utorak. Ozlijeđeno je 12 ljudi. „Nitko nije poginuo”, rekla je ministrica Ana Vrh.\n"
        "Foto: <script>alert('a')</script> & \"Luka\"",
    ),
    "b": (
        "pl", "Latn", "Głos <b>Portu</b>",
        "Prom Galeb wszedł na mieliznę we wtorek. Rannych zostało 15 osób. „Nikt nie zginął” – powiedziała Ana Vrh, "
        "jak podaje agencja Wiatr. Prom ma zostać odholowany w piątek.",
    ),
    "c": ("he", "Hebr", None, "המעבורת גלב עלתה על שרטון ביום שלישי. \u202eאיש לא נהרג\u202c, אמרה אנה ורה."),
    "d": ("und", "Zyyy", None, "\x1b[31mGaleb\x1b[0m -- 12/15 ]] --> </p> * _x_ |y| \x00 Brodina."),
}  # fmt: skip


def span(report: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in the text of a report."""
    text, start = TEXTS[report][3], -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def at(report: str, words: str) -> Evidence:
    return Evidence(report, span(report, words))


def _reading(report: str, **layers: object) -> Reading:
    language, script, outlet, text = TEXTS[report]
    credit = text.find("Foto:")
    end = credit if credit > 0 else len(text)
    sections = [Section(Span(0, end), "body")] + ([Section(Span(credit, len(text)), "credit")] if credit > 0 else [])
    published = Published(date(2031, 5, 6), date(2031, 5, 7), "story") if report == "a" else None
    return Reading(
        Report(report, f"in/{report}.txt", text, outlet, language=language, script=script, published=published),
        Layout(text, language, script, tuple(sections), (), tokenize(text, language)),
        **layers,  # type: ignore[arg-type]
    )


@pytest.fixture
def collection() -> Collection:
    """The invented event as `svod.read` would return it."""
    vrh, galeb = "p1", "PRO-Galeb"
    readings = (
        _reading(
            "a",
            mentions=(Mention(span("a", "Ana Vrh"), "PER", "Ana Vrh", vrh), Mention(span("a", "Galeb"), "PRO", "Galeb", galeb)),
            labels=(Label(span("a", "ministrica"), "ministrica", "neutral", vrh),),
            quotations=(
                Quotation(
                    "q1", "direct", (span("a", "Nitko nije poginuo"),), speaker=Speaker(span("a", "Ana Vrh"), "Ana Vrh", vrh),
                    utterance="u1",
                ),
            ),
        ),
        _reading(
            "b",
            mentions=(Mention(span("b", "Ana Vrh"), "PER", "Ana Vrh", vrh), Mention(span("b", "Galeb"), "PRO", "Galeb", galeb)),
            quotations=(
                Quotation(
                    "q1", "direct", (span("b", "Nikt nie zginął"),), speaker=Speaker(span("b", "Ana Vrh"), "Ana Vrh", vrh),
                    via=("ORG-Wiatr-News",), utterance="u1",
                ),
                Quotation("q2", "indirect", (span("b", "Prom ma zostać"), span("b", "w piątek"))),
            ),
        ),
        _reading("c", mentions=(Mention(span("c", "אנה ורה"), "PER", "אנה ורה", vrh),)),
        _reading("d"),
    )  # fmt: skip
    aground, nobody, towed, injured = (
        Statement(
            "s1",
            (
                Support(at("a", "Trajekt Galeb nasukao se u utorak")),
                Support(at("b", "Prom Galeb wszedł na mieliznę we wtorek"), "less-specific"),
                Support(at("c", "המעבורת גלב עלתה על שרטון ביום שלישי")),
            ),
            3,
        ),
        Statement(
            "s2",
            (
                Support(at("a", "Nitko nije poginuo"), "same", "reported", vrh),
                Support(at("b", "Nikt nie zginął"), "same", "reported", vrh, ("ORG-Wiatr-News",)),
            ),
            2,
        ),
        Statement("s3", (Support(at("b", "Prom ma zostać odholowany w piątek"), modality="planned"),)),
        Statement(
            "s4",
            (Support(at("a", "Ozlijeđeno je 12 ljudi")), Support(at("b", "Rannych zostało 15 osób"), "conflict")),
            2,
        ),
    )
    story = Story(
        id="ferry",
        title="Ana Vrh · Brodina",
        reports=("a", "b", "c", "d"),
        languages=("hr", "pl", "he"),
        begin=date(2031, 5, 6),
        end=date(2031, 5, 9),
        origins=(("a",), ("b",), ("c",), ("d",)),
        statements=(aground, nobody, towed, injured),
        differences=(
            Difference(
                "d1", "number", "contradiction",
                (DifferenceSide(at("a", "12 ljudi"), "12"), DifferenceSide(at("b", "15 osób"), "15")),
                "12 or 15 <injured>",
            ),
            Difference("d2", "spelling", None, (DifferenceSide(at("a", "Galeb"), "Galeb"), DifferenceSide(at("c", "גלב"), "גלב")), ""),
        ),
        timeline=(
            TimelineItem("2031-05-06", date(2031, 5, 6), date(2031, 5, 6), (at("a", "u utorak"), at("b", "we wtorek")), "s1"),
            TimelineItem("2031-05-09", date(2031, 5, 9), date(2031, 5, 9), (at("b", "w piątek"),), "s3", "planned"),
        ),
        wording=(
            Wording(
                vrh,
                (
                    WordingLabel(at("a", "ministrica"), "ministrica", "positive"),
                    WordingLabel(at("b", "Nikt"), "nikt", "negative", "0123456789abcdef"),
                ),
            ),
        ),
        omissions=(Omission("s4", ("c",)),),
        digest=(DigestLine("Galeb ran aground <i>on Tuesday</i>.", "en", (at("a", "nasukao se u utorak"), at("b", "we wtorek"))),),
    )  # fmt: skip
    return Collection(
        readings=readings,
        entities=(Entity(vrh, "PER", "Ana Vrh"),),
        stories=(story,),
        failures=(Failure("in/<e>.txt", "decode", "no encoding explains \x1b[2J it"),),
    )
