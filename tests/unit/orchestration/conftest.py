"""Fixtures on the tiny home of `tiny_home`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tiny_home, beside the tests; pytest's importlib mode adds nothing

from orchestration.clock import Clock
from orchestration.home import Home
from orchestration.marts import Mart, published_marts


@pytest.fixture
def manifest() -> dict[str, Any]:
    from tiny_home import tiny_manifest

    return tiny_manifest()


@pytest.fixture
def marts(manifest: dict[str, Any]) -> tuple[Mart, ...]:
    return published_marts(manifest)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.warehouse.mkdir(parents=True)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2025, 12, 20, 2, 0, tzinfo=UTC))
