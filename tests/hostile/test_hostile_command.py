"""The command in the hands of shells: closed and full outputs, dumb terminals, pipes that end. No traceback ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPORT = "Brod se nasukao\nBrod se u srijedu nasukao, rekao je kapetan Ivo Ivić. „Svi su dobro“, dodao je.\n"
COMMAND = f"{sys.executable} -c 'from svod.cli import main; main()'"


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    known = {k: v for k, v in os.environ.items() if not k.startswith(("COVERAGE", "SVOD_DEBUG"))}
    line = line.replace("svod ", f"{COMMAND} ", 1)
    return subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, cwd=folder, env=known | environment, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command")
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty").mkdir()
    return folder


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("line", ["svod read a.txt -f json > /dev/full", "svod read a.txt -f md -o /dev/full"])
def test_a_full_disk(line: str, folder: Path) -> None:
    done = shell(line, folder)
    assert done.returncode == 1 and b"No space left" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("svod read a.txt -o no/such/x.md", 1),
        ("svod read empty", 1),
        ("svod read - < /dev/null", 1),
        ("svod read - <&-", 1),
        ("svod read a.txt -c missing.toml", 2),
        ("svod read a.txt --jobs 3 -f json", 0),
    ],
)
def test_exit_status(line: str, status: int, folder: Path) -> None:
    done = shell(line, folder)
    assert done.returncode == status and b"Traceback" not in done.stderr and b"mistake" not in done.stderr
    assert done.stderr if status else not done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"NO_COLOR": "1", "COLUMNS": "40"},
        {"TERM": "dumb", "COLUMNS": "1"},
        {"COLUMNS": "0"},
    ],
)
def test_terminals(environment: dict[str, str], folder: Path) -> None:
    done = shell("svod read a.txt", folder, **environment)
    assert done.returncode == 0 and "dobro" in done.stdout.decode() and not done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes")
@pytest.mark.parametrize(
    "arguments", ["read a.txt", "read a.txt -f json", "names a.txt", "names a.txt -f csv", "annotate a.txt"]
)
def test_the_reader_of_the_output_goes(arguments: str, folder: Path) -> None:
    command = [sys.executable, "-m", "svod", *arguments.split()]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    assert process.stdout and process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0 and not errors


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_interrupted_while_it_loads(folder: Path) -> None:
    line = "import svod.__main__ as m; print('ready', flush=True); import time; time.sleep(20); m.main()"
    process = subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    assert process.stdout and process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == -signal.SIGINT and not errors


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_interrupted(folder: Path) -> None:
    line = [sys.executable, "-c", "print('ready', flush=True)\nfrom svod.cli import main; main()", "read", "-"]
    process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    assert process.stdout and process.stdout.readline()
    time.sleep(1.5)  # it has been loaded and waits for standard input
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130 and b"Traceback" not in errors
