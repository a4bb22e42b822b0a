"""What several tests need: the folder of shared corpora and gold, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Time is measured by benchmarks; a test on a busy machine must not fail for it.
settings.register_profile("svod", deadline=None)
settings.load_profile("svod")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and corpora; the test is skipped where it is not there."""
    folder = Path(os.environ.get("SVOD_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip(f"needs the shared gold; set SVOD_SHARED (looked for {folder})")
    return folder
