"""Tables of cases: TOML or JSON below tests/data."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"


def table(name: str) -> Any:
    """A table of cases below tests/data: TOML or JSON."""
    path = DATA / name
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
