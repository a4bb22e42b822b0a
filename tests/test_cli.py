"""The command line as its users meet it: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "sample" / "reports"


def svod(*arguments: object, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COVERAGE", "SVOD_DEBUG"))}
    command = [sys.executable, "-c", "from svod.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=environment, check=False, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good report, one that is no text."""
    (tmp_path / "good.txt").write_text(
        "Brod se nasukao\nBrod se u srijedu nasukao, rekao je kapetan Ivo Ivić. „Svi su dobro“, dodao je.",
        encoding="utf-8",
    )
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 20)
    return tmp_path


def test_all_was_read(folder: Path) -> None:
    done = svod("read", folder / "good.txt")
    assert done.returncode == 0 and not done.stderr
    assert "Svi su dobro" in done.stdout.decode()


def test_some_could_not_be_read(folder: Path) -> None:
    done = svod("read", folder)
    assert done.returncode == 3
    assert b"bad.txt" in done.stderr and b"binary" in done.stderr and b"Traceback" not in done.stderr
    assert "Svi su dobro" in done.stdout.decode()


def test_nothing_could_be_read(folder: Path) -> None:
    done = svod("read", folder / "bad.txt", folder / "missing.txt", "--format", "json")
    assert done.returncode == 1
    assert [f["stage"] for f in json.loads(done.stdout)["failures"]] == ["decode", "open"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x", "--format", "nonsense"],
        ["read", "x", "-o", "x.docx"],
        ["nothing"],
        ["read", "x", "--jobs", "0"],
        ["read", "x", "--names", "missing.toml"],
        ["annotate", "x", "--names", "missing.toml"],
        ["names"],
        ["names", "x", "--type", "PERSON"],
        ["names", "x", "-o", "x.html"],
        ["names", "x", "-o", "x.csv", "--format", "table"],
        ["names", "x", "--at-least", "0"],
        ["quotes"],
        ["quotes", "x", "--kind", "spoken"],
        ["quotes", "x", "-o", "x.toml"],
        ["quotes", "x", "-o", "x.csv", "--format", "table"],
        ["quotes", "x", "--names", "missing.toml"],
        ["timeline"],
        ["timeline", "x", "--kind", "happened,feared"],
        ["timeline", "x", "-o", "x.timelinejs"],
        ["timeline", "x", "-o", "x.ics", "--format", "table"],
        ["timeline", "x", "--anchor", "13.9.2023"],
    ],
)
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    done = svod(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr and b"Traceback" not in done.stderr


def test_formats_and_files(folder: Path) -> None:
    for name, start in (("x.json", b'{\n "format": 1'), ("x.html", b"<!doctype html>"), ("x.md", b"# ")):
        done = svod("read", folder / "good.txt", "-o", folder / name)
        assert done.returncode == 0 and not done.stdout
        assert (folder / name).read_bytes().lower().startswith(start)
    done = svod("read", folder / "good.txt", "-o", folder / "no" / "such" / "x.json")
    assert done.returncode == 1 and b"Traceback" not in done.stderr


def test_no_report_is_overwritten(folder: Path) -> None:
    named = folder / "report.md"
    named.write_text("Brod je stao.", encoding="utf-8")
    assert svod("read", named, "-o", named).returncode == 2
    inside = folder / "report.json"
    inside.write_text('{"text": "Brod je stao."}', encoding="utf-8")
    assert svod("read", folder, "-o", inside).returncode == 2
    several = folder / "several.json"
    several.write_text('[{"text": "Brod je stao."}, {"text": "Brod plovi."}]', encoding="utf-8")
    assert svod("read", folder, "-o", several).returncode == 2 and several.read_text(encoding="utf-8")[0] == "["
    assert named.read_text(encoding="utf-8") == "Brod je stao." and inside.read_text(encoding="utf-8")[:8] == '{"text":'


def test_a_full_disk_is_said_in_words(folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "svod", "read", str(folder / "good.txt"), "--format", "json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and b"mistake" not in done.stderr and b"Traceback" not in done.stderr


def test_an_output_without_cyrillic_shows_escapes(folder: Path) -> None:
    (folder / "good.txt").write_text("Капетан је рекао да је брод стао.", encoding="utf-8")
    command = [sys.executable, "-m", "svod", "read", str(folder / "good.txt")]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 0 and not done.stderr


def test_annotate_streams_one_report_a_line(folder: Path) -> None:
    done = svod("annotate", folder, "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert done.returncode == 3
    assert [Path(line["source"]).name for line in lines] == ["good.txt"]
    assert {"sections", "sentences", "mentions", "labels", "quotations", "times", "quantities"} <= set(lines[0])


NAMES = '[[name]]\nname = "Kapetan Ivić"\ntype = "PER"\naliases = ["Ivo Ivić"]\n[[name]]\nname = "Nitko"\n'


def test_names_are_listed_and_decided(folder: Path) -> None:
    done = svod("names", folder)
    assert done.returncode == 3 and b"bad.txt" in done.stderr and "Ivo Ivić" in done.stdout.decode()
    (folder / "names.toml").write_text(NAMES, encoding="utf-8")
    for command in (["names"], ["read"], ["annotate"]):
        done = svod(
            *command,
            folder / "good.txt",
            "--names",
            folder / "names.toml",
            *(["-f", "json"] * (command != ["annotate"])),
        )
        assert done.returncode == 0
        assert done.stderr.decode() == "svod: names.toml: entry 2 (“Nitko”) stands in none of these reports\n"
        assert '"n1"' in done.stdout.decode() or "PER-kapetan-ivic" in done.stdout.decode()


def test_names_are_written(folder: Path) -> None:
    for name, start in (
        ("n.csv", b"\xef\xbb\xbfidentity,type,name"),
        ("n.json", b'{\n "format": 1'),
        ("n.toml", b"# Names as"),
    ):
        done = svod("names", folder / "good.txt", "-o", folder / name)
        assert done.returncode == 0 and not done.stdout and b"written" in done.stderr
        assert (folder / name).read_bytes().startswith(start)
    done = svod("names", folder / "good.txt", "-o", folder / "n.toml")
    assert done.returncode == 2 and b"exists" in done.stderr, "what somebody may have edited is not written over"
    done = svod("names", folder / "good.txt", "--format", "csv", "--type", "per", "--find", "IVIĆ")
    assert done.returncode == 0 and len(done.stdout.splitlines()) > 1 and done.stdout.startswith(b"identity")


def test_quotations_are_listed_and_chosen(folder: Path) -> None:
    done = svod("quotes", folder)
    shown = done.stdout.decode()
    assert done.returncode == 3 and b"bad.txt" in done.stderr
    assert "Ivo Ivić" in shown and "„Svi su dobro“" in shown and "direct" in shown
    for arguments, rows in (
        (["--speaker", "ИВИЋ", "--kind", "direct"], 1),
        (["--contains", "СВИ", "--report", "good"], 1),
        (["--language", "pl"], 0),
        (["--shared"], 0),
    ):
        done = svod("quotes", folder / "good.txt", "--format", "csv", *arguments)
        assert done.returncode == 0 and done.stdout.startswith(b"utterance,speaker")
        assert len(done.stdout.splitlines()) == 1 + rows, arguments
    done = svod("quotes", folder / "good.txt", "-s", "Nitko")
    assert (
        done.returncode == 0 and "nobody quoted here is called “Nitko”; most quoted: Ivo Ivić" in done.stderr.decode()
    )
    assert done.stdout.decode() == "No quotations.\n"


def test_quotations_are_written(folder: Path) -> None:
    for name, start in (("q.csv", b"\xef\xbb\xbfutterance,speaker"), ("q.json", b'{\n "format": 1,\n "utterances"')):
        done = svod("quotes", folder / "good.txt", "-o", folder / name)
        assert done.returncode == 0 and not done.stdout and b"written" in done.stderr
        assert (folder / name).read_bytes().startswith(start)
    done = svod("quotes", folder / "bad.txt", "-f", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["utterances"] == []


def test_a_timeline_is_listed_and_written(folder: Path) -> None:
    done = svod("timeline", folder)
    shown = done.stdout.decode()
    assert done.returncode == 3 and b"bad.txt" in done.stderr
    assert "Wednesday" in shown and "Brod se u srijedu nasukao" in shown and "1 happened" in shown
    assert svod("timeline", folder / "good.txt", "-k", "announced,planned").stdout.decode() == "Nothing is dated.\n"
    for name, start in (
        ("t.csv", b"\xef\xbb\xbfstory,title,kind"),
        ("t.json", b'{\n "format": 1,\n "stories"'),
        ("t.ics", b"BEGIN:VCALENDAR\r\n"),
    ):
        done = svod("timeline", folder / "good.txt", "-o", folder / name, "--anchor", "2024-05-01")
        assert done.returncode == 0 and not done.stdout and b"1 item written" in done.stderr
        assert (folder / name).read_bytes().startswith(start)
    assert b"DTSTART;VALUE=DATE:20240501\r\n" in (folder / "t.ics").read_bytes()
    done = svod("timeline", folder / "good.txt", "-f", "ics", "--anchor", "2024-05-01")
    assert done.stdout == (folder / "t.ics").read_bytes()
    done = svod("timeline", folder / "good.txt", "-f", "timelinejs", "--anchor", "2024-05-01")
    assert json.loads(done.stdout)["events"][0]["start_date"] == {"year": 2024, "month": 5, "day": 1}
    done = svod("timeline", folder / "bad.txt", "-f", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["stories"] == []


@pytest.mark.parametrize("format", ["ics", "timelinejs"])
def test_what_has_no_day_is_no_calendar(folder: Path, format: str) -> None:
    done = svod("timeline", folder / "good.txt", "-f", format, "-o", folder / "t.out")
    assert done.returncode == 1 and not (folder / "t.out").exists()
    assert "1 item has no day in the calendar" in done.stderr.decode() and b"nothing was written" in done.stderr


def test_a_names_file_that_is_wrong_says_where(folder: Path) -> None:
    (folder / "names.toml").write_text('[[name]]\nname = "A"\ntype = "X"\n', encoding="utf-8")
    done = svod("names", folder / "good.txt", "-n", folder / "names.toml")
    assert done.returncode == 2 and not done.stdout
    assert "names.toml: entry 1 (“A”): `type` is one of PER" in done.stderr.decode()


def test_standard_input() -> None:
    done = svod("annotate", "-", stdin="Капетан је рекао да је брод стао.".encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["language"] == "sr"


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample is not part of an installed package")
def test_the_same_bytes_for_any_order_and_any_number_of_processes() -> None:
    files = sorted(str(p.relative_to(SAMPLE)) for p in SAMPLE.glob("*.*") if p.suffix in (".txt", ".html"))
    one = svod("read", *files, "--format", "json", "--jobs", 1, cwd=SAMPLE)
    other = svod("read", *reversed(files), "--format", "json", "--jobs", 2, cwd=SAMPLE)
    assert one.returncode == other.returncode == 0
    assert one.stdout == other.stdout
    assert svod("read", *files, "-o", os.devnull, "--format", "html", cwd=SAMPLE).returncode == 0


def test_an_anchor_makes_days_of_the_calendar(folder: Path) -> None:
    done = svod("read", folder / "good.txt", "--anchor", "2023-09-13", "--format", "json")
    assert done.returncode == 0 and not done.stderr
    read = json.loads(done.stdout)
    assert read["stories"][0]["anchor"]["day"] == "2023-09-13"
    assert [t["value"] for t in read["reports"][0]["times"]] == ["2023-09-13"]
    assert read["reports"][0]["published"]["reasons"]


def test_an_anchor_that_can_not_be_is_said(folder: Path) -> None:
    done = svod("read", folder / "good.txt", "--anchor", "2023-09-14", "--format", "json")
    assert b"2023-09-14, a Thursday: they tell of a Wednesday" in done.stderr
    assert json.loads(done.stdout)["stories"][0]["anchor"]["day"] is None
    assert svod("read", folder / "good.txt", "--anchor", "yesterday").returncode == 2


def test_a_day_from_the_user_dates_the_story(folder: Path) -> None:
    (folder / "c.toml").write_text('[[date]]\nreport = "good.txt"\nday = 2023-09-14\n', encoding="utf-8")
    done = svod("read", folder / "good.txt", "-c", folder / "c.toml", "--anchor", "2020-01-01", "--format", "json")
    read = json.loads(done.stdout)
    assert read["reports"][0]["published"]["basis"] == "user"
    assert [t["value"] for t in read["reports"][0]["times"]] == ["2023-09-13"]
    assert b"2020-01-01 was not needed" in done.stderr
