"""A company without any event, to which a test adds the few it reasons about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sources.demo.events import Company, OrgPosition
from sources.demo.truth import Cell, compute_truth

FOUNDED = date(2000, 1, 1)


def _empty() -> Company:
    positions = tuple(
        OrgPosition(unit, unit, unit, parent, FOUNDED, None)
        for unit, parent in (("R", None), ("A", "R"), ("A1", "A"), ("A2", "A"), ("B", "R"))
    )
    names = Company.__dataclass_fields__
    plain: dict[str, Any] = {name: () for name in names}
    plain |= {"seed": 1, "scale": 1.0, "months": 1, "as_of": date(2024, 12, 31), "start": date(2024, 1, 1)}
    plain |= {"company_id": "c", "name": "C", "name_zh": "C", "base_currency": "USD", "fiscal_start_month": 1}
    plain |= {"calendar": "default", "time_zone": "UTC", "jira_instance": "j", "jira_time_zone": "America/New_York"}
    return Company(**plain | {"root_org_unit": "R", "org_positions": positions})


@pytest.fixture
def company() -> Callable[..., Company]:
    """Root R over A (teams A1, A2) and B; as of 31 December 2024 unless told otherwise."""

    def make(**events: Any) -> Company:
        return replace(_empty(), **events)

    return make


Finder = Callable[..., Cell]


@pytest.fixture
def cells() -> Callable[[Company], Finder]:
    """The truth of a company as a lookup: kpi, unit, grain, window, start, segment."""

    def compute(one: Company) -> Finder:
        return _finder(compute_truth(one))

    def _finder(found: Iterable[Cell]) -> Finder:
        by_key = {cell.key: cell for cell in found}

        def find(kpi: str, unit: str, grain: str, window: str, start: str, segment: str = "total") -> Cell:
            return by_key[kpi, unit, segment, grain, window, date.fromisoformat(start)]

        return find

    return compute
