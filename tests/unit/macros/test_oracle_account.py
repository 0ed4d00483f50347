"""Which part of Oracle's account combination is the account of a ledger line."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from jinja2 import Environment

MACROS = Path(__file__).parents[3] / "dbt_project" / "macros" / "oracle.sql"


@pytest.mark.parametrize(
    ("account_segment", "cost_center_segment", "expected"),
    [
        (None, None, ("01-200-4000", None)),
        (3, 2, ("4000", "200")),
        (1, 3, ("01", "4000")),
        # An empty segment and one that the export does not have: no account rather than another one.
        (4, 4, (None, None)),
        (7, 7, (None, None)),
    ],
)
def test_the_setting_names_the_segment_and_without_it_all_are_joined(
    account_segment: int | None, cost_center_segment: int | None, expected: tuple[str | None, str | None]
) -> None:
    macros = Environment().from_string(MACROS.read_text(encoding="utf-8")).module
    account = macros.oracle_account(4)  # type: ignore[attr-defined]
    cost_centre = macros.oracle_segment("setting.cost_center_segment", 4)  # type: ignore[attr-defined]
    query = f"""
        select {account}, {cost_centre}
        from (select '01' as segment1, ' 200' as segment2, '4000' as segment3, '' as segment4) as source
        cross join (select ?::int as account_segment, ?::int as cost_center_segment) as setting
    """
    assert duckdb.execute(query, [account_segment, cost_center_segment]).fetchone() == expected
