"""The house keeps its shape: imports go one way, importing svod is quick, nothing of this machine is in the tree."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "svod"
# A room may import the rooms to its left, and itself.
ROOMS = (
    "errors",
    "records",
    "languages",
    "models",
    "sources",
    "reading",
    "format",
    "corrections",
    "stories",
    "linking",
    "dating",
    "comparing",
    "views",
)
ENTRANCES = ("__init__", "__main__", "pipeline", "output", "options", "cli")


def room_of(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[tuple[str, int]]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "svod" else [f"svod.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "svod" and len(parts) > 1:
                found.add((parts[1], node.lineno))
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    if room in ENTRANCES:
        return
    assert room in ROOMS, f"{room} has no place in the house: draw it in docs/architecture.md and here"
    for other, line in imported_rooms(path):
        # The records know how they are written down: `Collection.to_dict` calls the format lazily.
        if (room, other) in {("records", "format")}:
            continue
        assert other in ROOMS and ROOMS.index(other) <= ROOMS.index(room), (
            f"{path.name}:{line} imports {other}, which stands to its right"
        )


def test_importing_svod_loads_nothing_heavy() -> None:
    code = "import sys, svod; print([m for m in ('numpy', 'trafilatura', 'py3langid', 'pycrfsuite', 'rich', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    import svod

    assert list(svod.__all__) == sorted(svod.__all__)
    assert all(getattr(svod, name) for name in svod.__all__)


def test_the_version_is_told_once() -> None:
    import svod

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == svod.__version__


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "languages" / "data").rglob("*.toml")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_language_data_is_sound(path: Path) -> None:
    """No word twice in a list, none with white space around it, none with capitals that could never match."""
    for name, words in lists(tomllib.loads(path.read_text(encoding="utf-8"))):
        texts = [w for w in words if isinstance(w, str)]
        assert len(texts) == len(set(texts)), f"{name}: {sorted({w for w in texts if texts.count(w) > 1})} twice"
        assert all(w == w.strip() and w for w in texts), f"{name}: white space around a word"


def lists(table: object, name: str = "") -> list[tuple[str, list[object]]]:
    if isinstance(table, dict):
        return [found for key, value in table.items() for found in lists(value, f"{name}.{key}")]
    return [(name, table)] if isinstance(table, list) else []
