"""The invented company's home, built once for all workers; without `make gate-proof` only the table is tested."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))  # the folder's modules import each other by their full name

from tests.acceptance.defects.home import DemoHome, clean_home  # noqa: E402

collect_ignore = [] if os.environ.get("OPSMART_GATE_PROOF") else ["test_defects.py", "test_clean_nights.py"]


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> DemoHome:
    """The home after a clean night; tests copy it before they write."""
    base = tmp_path_factory.getbasetemp()
    return clean_home(base if worker_id == "master" else base.parent)
