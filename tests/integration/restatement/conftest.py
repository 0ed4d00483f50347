"""Four nights of the small demo company, once a session."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "acceptance"))  # small_home
sys.path.insert(0, str(Path(__file__).parent))  # story, nights: beside the tests; pytest's importlib mode adds nothing

from small_home import SmallHome, shared
from story import Told, run_nights


@pytest.fixture(scope="session")
def nights(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[tuple[SmallHome, dict[str, Told]]]:
    """The home after its nights, and what each release told."""
    base = tmp_path_factory.getbasetemp()
    at = shared(base if worker_id == "master" else base.parent).empty(tmp_path_factory.mktemp("restatement"))
    yield at, run_nights(at)
