"""Runs every benchmark that has floors, prints its tables, and fails where a figure fell below its floor.

    python benchmarks/gate.py [NAME ...]

A benchmark is a folder with `run.py` (which has `measure() -> dict[str, float]` and prints its own tables), `README.md` and
`floors.json`. Floors may rise; they do not silently fall: a lower one needs a reason in the CHANGELOG.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
TOLERANCE = 0.0005
"""Figures are printed with three digits."""


def load(path: Path) -> ModuleType:
    """The `run.py` of a benchmark as a module."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{path.parent.name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all; the exit status, 1 where a figure fell."""
    fallen = []
    for floors in sorted(HERE.glob("*/floors.json")):
        name = floors.parent.name
        if wanted and name not in wanted:
            continue
        print(f"\n=== {name} ===")
        measured: dict[str, float] = load(floors.parent / "run.py").measure()
        for key, floor in json.loads(floors.read_text(encoding="utf-8")).items():
            if key not in measured:
                print(f"not measured here: {key} (floor {floor})")
            elif measured[key] < floor - TOLERANCE:
                fallen.append(f"{name}: {key} is {measured[key]:.3f}, its floor is {floor}")
    print("\n" + ("\n".join(fallen) if fallen else "Every measured figure is at its floor or above."))
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
