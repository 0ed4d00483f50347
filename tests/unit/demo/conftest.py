from __future__ import annotations

from pathlib import Path

import pytest

from sources.demo.company import build_company
from sources.demo.events import Company
from sources.demo.write import write_exports


@pytest.fixture(scope="session")
def company() -> Company:
    return build_company()


@pytest.fixture(scope="session")
def small() -> Company:
    return build_company(scale=0.2, months=15)


@pytest.fixture(scope="session")
def landing(small: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "landing"
    write_exports(small, folder)
    return folder
