"""The small demo company's home, built once for all workers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # small_home, beside the tests; pytest's importlib mode adds nothing

from small_home import SmallHome, shared


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> SmallHome:
    """The small company's home; tests copy it before they write."""
    base = tmp_path_factory.getbasetemp()
    return shared(base if worker_id == "master" else base.parent)
