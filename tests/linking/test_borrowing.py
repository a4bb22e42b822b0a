"""Which way a shared passage went: credits, quotations in the original, days; and saying nothing where the signs disagree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from svod.format import report_from_dict
from svod.linking.borrowing import NO_SIGN, Credits, direction
from svod.linking.verbatim import Shared
from svod.records import Basis, Evidence, Mention, MentionType, Published, Quotation, Reading, Span, Speaker

TEXT = "Vesta javlja da je brod stao. „Svi su zdravi”, rekla je Ana. Putnici čekaju u luci."
PASSAGE, SAID = Span(13, 59), Span(31, 44)


def reading(
    name: str,
    language: str,
    *,
    names: str = "",
    type: MentionType = "ORG",
    spoken: tuple[str, ...] | None = None,
    days: tuple[int, int, Basis] | None = None,
    outlet: str | None = None,
) -> Reading:
    """A report that names `names` as its source, quotes Ana (translated from `spoken`), and appeared on `days`."""
    made = report_from_dict({"id": name, "language": language, "text": TEXT, "outlet": outlet})
    quotations = []
    if names and type == "ORG":
        told = Speaker(Span(0, 5), "Vesta", f"ORG-{names}")
        quotations.append(Quotation("q1", "indirect", (Span(16, 28),), Span(6, 12), told))
    if spoken is not None:
        ana = Speaker(Span(56, 59), "Ana", "PER-ana")
        quotations.append(Quotation("q2", "direct", (SAID,), Span(47, 52), ana, spoken=spoken))
    published = Published(date(2031, 5, days[0]), date(2031, 5, days[1]), days[2]) if days else None
    return replace(
        made,
        report=replace(made.report, published=published),
        mentions=(Mention(Span(0, 5), type, names, f"ORG-{names}"),) if names else (),
        quotations=tuple(quotations),
        layout=replace(made.layout, sentences=(Span(0, 29), Span(30, 60), Span(61, len(TEXT)))),
    )


def way(a: Reading, b: Reading) -> tuple[int | None, str]:
    carriers = frozenset({"ORG-Vesta", "ORG-Ura"})
    credits = Credits([a, b], carriers, {"ORG-Vesta": "Vesta"})
    shared = Shared(Evidence(a.report.id, PASSAGE), Evidence(b.report.id, PASSAGE), ((PASSAGE, PASSAGE),), 1.0)
    found = direction([shared], credits)
    return found.borrower, found.reason


MONDAY, TUESDAY = (5, 5, "metadata"), (6, 6, "metadata")


@pytest.mark.parametrize(
    ("left", "right", "borrower", "reason"),
    [
        ({}, {}, None, NO_SIGN),
        ({"names": "Vesta"}, {"names": "Vesta"}, None, "both credit Vesta"),
        ({"names": "Vesta", "days": TUESDAY}, {"names": "Vesta", "days": MONDAY}, None, "both credit Vesta"),
        ({"names": "Vesta"}, {}, None, "one of the two credits Vesta"),
        ({"names": "Jutro", "type": "PRO"}, {"outlet": "Jutro"}, 0, "one credits the other, “Jutro”"),
        ({"outlet": "Jutro"}, {"names": "Jutro", "type": "PRO", "days": MONDAY}, 1, "one credits the other"),
        ({"days": TUESDAY}, {"days": MONDAY}, 0, "2031-05-06 after 2031-05-05"),
        ({"days": MONDAY}, {"days": TUESDAY}, 1, "published later"),
        ({"days": MONDAY}, {"days": (5, 6, "text")}, None, NO_SIGN),
        ({"days": MONDAY}, {"days": (6, 7, "story")}, 1, "inferred"),
        ({"spoken": ("hr",)}, {"spoken": ()}, 0, "in translation whom the other quotes in the original"),
        ({"spoken": ("hr",)}, {"spoken": ("hr",)}, None, NO_SIGN),
        ({"spoken": ("hr",), "days": MONDAY}, {"spoken": (), "days": TUESDAY}, None, "disagree"),
    ],
)
def test_signs(left: dict[str, object], right: dict[str, object], borrower: int | None, reason: str) -> None:
    found = way(reading("a", "pl", **left), reading("b", "hr", **right))  # type: ignore[arg-type]
    assert found[0] == borrower and reason in found[1]
