"""Corrections: read from a file, found among the reports, and refused with a reason where they make no sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from svod.corrections.dates import DateCorrection, with_dates
from svod.corrections.passages import load_corrections, resolve_corrections
from svod.errors import UsageError
from svod.records import Evidence, Published, Report, Span

REPORTS = [Report(name, f"folder/{name}.txt", "Kim i Putin.") for name in ("a", "b")]
ENTRY = '[[different]]\nkind = "entity"\nleft = "a.txt:0-3"\nright = "b.txt:6-11"\n'


def test_an_entry_becomes_an_edge(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        ENTRY + 'reason = "no"\n[[same]]\nkind = "story"\nleft = "a.txt"\nright = "b.txt"\n', encoding="utf-8"
    )
    (same, different), failures = resolve_corrections(load_corrections(tmp_path / "c.toml"), REPORTS)
    assert not failures
    assert (different.left, different.right) == (Evidence("a", Span(0, 3)), Evidence("b", Span(6, 11)))
    assert (different.judgement, different.by, different.reason) == ("different", "user", "no")
    assert (same.kind, same.left) == ("story", Evidence("a", Span(0, 12)))


@pytest.mark.parametrize(
    "content",
    [
        "[[maybe]]\n", '[[date]]\nreport = "a.txt"\n', '[[date]]\nday = 2023-09-13\n', "date = 3\n",
        '[[date]]\nreport = "a.txt"\nday = "soon"\n', '[[date]]\nreport = "a.txt"\nday = "2023-09-14/2023-09-13"\n',
        '[[same]]\nkind = "x"\n', '[[same]]\nkind = "entity"\nleft = "a"\n', "same = 3\n", "[[same\n",
    ],
)  # fmt: skip
def test_nonsense_is_wrong_usage(tmp_path: Path, content: str) -> None:
    (tmp_path / "c.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError):
        load_corrections(tmp_path / "c.toml")


def test_what_is_not_among_the_reports_is_passed_over_and_what_makes_no_sense_is_said(tmp_path: Path) -> None:
    entries = ENTRY + ENTRY.replace("b.txt", "c.txt") + ENTRY.replace("0-3", "5-99") + ENTRY.replace("0-3", "3-3")
    (tmp_path / "c.toml").write_text(entries, encoding="utf-8")
    edges, failures = resolve_corrections(load_corrections(tmp_path / "c.toml"), REPORTS)
    assert len(edges) == 1
    assert [f.stage for f in failures] == ["corrections"] * 2


def test_days_that_the_user_gives(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        '[[date]]\nreport = "a.txt"\nday = 2023-09-13\n[[date]]\nreport = "b.txt"\nday = "2023-09-13/2023-09-14"\n'
        '[[date]]\nreport = "elsewhere.txt"\nday = 2020-01-01\n',
        encoding="utf-8",
    )
    entries = load_corrections(tmp_path / "c.toml")
    known = Report("c", "folder/c.txt", "Kim.", published=Published(date(2020, 1, 1), date(2020, 1, 1), "metadata"))
    dates = [e for e in entries if isinstance(e, DateCorrection)]
    reports, failures = with_dates([*REPORTS, known], dates)
    assert not failures
    assert resolve_corrections(entries, REPORTS) == ((), ())
    days = [(r.published.earliest.day, r.published.latest.day, r.published.basis) for r in reports if r.published]
    assert days == [(13, 13, "user"), (13, 14, "user"), (1, 1, "metadata")]


def test_a_day_for_several_reports_is_a_failure() -> None:
    twins = [Report(name, f"{name}/same.txt", "Kim.") for name in ("a", "b")]
    given = DateCorrection("same.txt", Published(date(2020, 1, 1), date(2020, 1, 1), "user"))
    reports, (failure,) = with_dates(twins, [given])
    assert reports == twins
    assert "fits 2 reports" in failure.message
