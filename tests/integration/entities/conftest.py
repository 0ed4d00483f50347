"""The company that has a bit of every system, once for all workers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # mixed_company, beside the tests; pytest's importlib mode adds nothing

from mixed_company import MixedCompany, shared


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MixedCompany:
    """The mixed company's home; tests read it and do not write there."""
    base = tmp_path_factory.getbasetemp()
    return shared(base if worker_id == "master" else base.parent)
