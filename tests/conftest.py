"""What several tests need: the folder of shared corpora and gold where there is one, and tables of cases."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and corpora; the test is skipped where it is not there."""
    folder = Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip(f"needs the shared gold; set SVOD_SHARED (looked for {folder})")
    return folder


def table(name: str) -> Any:
    """A table of cases below tests/data: TOML or JSON."""
    path = DATA / name
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
