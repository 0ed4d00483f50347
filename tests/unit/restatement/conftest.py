"""A home whose releases are written by hand: a few KPI rows, restatements and files."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # hand_release, beside the tests; pytest's importlib mode adds nothing

from orchestration.clock import Clock
from orchestration.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    (made.lake / "ledger").mkdir(parents=True)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2025, 12, 20, 2, 0, tzinfo=UTC))
