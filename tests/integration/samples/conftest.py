"""Makes the folder's own modules importable under importlib mode; without the samples its tests are skipped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from sample_files import SAMPLES  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, and say so: a green run without the samples has not read them."""
    if not SAMPLES.is_dir():
        for item in items:
            if item.path.parent == HERE:
                item.add_marker(pytest.mark.skip(reason="the sample exports are not here"))
