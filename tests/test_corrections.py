"""Corrections: read from a file, found among the reports, and refused with a reason where they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from svod.corrections.passages import load_corrections, resolve_corrections
from svod.errors import UsageError
from svod.records import Evidence, Report, Span

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
    ["[[maybe]]\n", '[[same]]\nkind = "x"\n', '[[same]]\nkind = "entity"\nleft = "a"\n', "same = 3\n", "[[same\n"],
)
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
