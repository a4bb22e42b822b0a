"""`svod align` as translators and researchers meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from svod.cli import app

LEFT = "Sud je odbio žalbu.\r\n\nPoginulo je 12 rudara.\n"
RIGHT = "Zahynulo 12 horníků.\nSoud zamítl odvolání.\n"


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    for name, text in (("left", LEFT), ("right", RIGHT)):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return [str(tmp_path / "left"), str(tmp_path / "right")]


def test_line_line_score(texts: list[str]) -> None:
    done = CliRunner().invoke(app, ["align", *texts, "--languages", "hr,cs"])
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [row[:2] for row in rows] == [["1", "2"], ["3", "1"]]
    assert all(0 < float(row[2]) <= 1 for row in rows)


def test_json_lines_with_words(texts: list[str]) -> None:
    done = CliRunner().invoke(app, ["align", *texts, "-l", "hr,cs", "--format", "jsonl", "--words", "--mutual"])
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["left"], r["right"]) for r in records] == [(1, 2), (3, 1)]
    assert {"left": "Sud", "right": "Soud"}.items() <= records[0]["words"][0].items()


def test_the_languages_are_found_out(texts: list[str]) -> None:
    assert CliRunner().invoke(app, ["align", *texts]).stdout.startswith("1\t2\t")


def test_standard_input(texts: list[str]) -> None:
    done = CliRunner().invoke(app, ["align", "-", texts[1], "-l", "hr,cs"], input=LEFT.encode())
    assert done.stdout.startswith("1\t2\t")


@pytest.mark.parametrize("arguments", [["--languages", "hr"], ["--languages", "hr,cs,pl"], ["--format", "csv"]])
def test_wrong_use(texts: list[str], arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["align", *texts, *arguments]).exit_code == 2


def test_what_cannot_be_read_is_named(tmp_path: Path, texts: list[str]) -> None:
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 20)
    for bad in ("missing", "binary"):
        done = CliRunner().invoke(app, ["align", texts[0], str(tmp_path / bad), "-l", "hr,cs"])
        assert done.exit_code != 0 and bad in str(done.exception)
