"""One small company through all core models: what counts, where it lies, and where it came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tiny_lake import OPEN_END, Row, TinyLake

CORE = ("path:models/intermediate", "path:models/marts/core")
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def _unit(unit: str, parent: str | None, start: date, end: date | None = None) -> Row:
    return {"org_unit_id": unit, "name": unit, "parent_id": parent, "valid_from": start, "valid_to": end}


def _entry(account: str, split: str, amount: int, day: date = date(2025, 2, 3), **more: Any) -> Row:
    line = {"account": account, "split_account": split, "transaction_date": day, "transaction_type": "Deposit"}
    return line | {"amount": Decimal(amount), **more}


def _issue(key: str, status: str, **more: Any) -> Row:
    line: Row = {"issue_key": key, "issue_id": key, "project_key": key[0], "created": datetime(2025, 1, 2, 9)}
    return line | {"status": status, "status_category": {"Done": "Done", "Open": "To Do"}[status], **more}


def _lake(root: Path) -> TinyLake:
    lake = TinyLake(root)
    entity = {"entity_id": "US", "name": "US", "currency": "USD", "fiscal_start_month": 1, "org_unit_id": "AC"}
    lake.entities = [entity | {"system": "quickbooks", "instance": "acme", "time_zone": "UTC", "calendar": "default"}]
    lake.instance_settings = [{"system": "jira", "instance": "site", "time_zone": "America/New_York"}]
    units = [_unit("AC", None, YEAR[0]), _unit("OPS", "AC", YEAR[0]), _unit("SALES", "AC", YEAR[0])]
    # TEAM moves from OPS to SALES on 1 March; OLD closes at the end of January.
    units += [_unit("TEAM", "OPS", YEAR[0], date(2025, 2, 28)), _unit("TEAM", "SALES", date(2025, 3, 1))]
    units += [_unit("OLD", "OPS", YEAR[0], date(2025, 1, 31))]
    lake.file("template", "org_unit", "units", units)
    mapping: Row = {"source_type": "class", "source_key": "Retail"}
    lake.file(
        "template",
        "org_mapping",
        "mapping",
        [
            mapping | {"org_unit_id": "SALES"},
            mapping | {"org_unit_id": "TEAM", "system": "quickbooks", "instance": "acme"},
            mapping | {"org_unit_id": "OLD", "source_key": "Legacy"},
            mapping | {"org_unit_id": "OPS", "source_type": "project", "source_key": "A"},
        ],
    )
    chart = [{"account": "Checking", "account_type": "Bank"}, {"account": "Income", "account_type": "Income"}]
    lake.file("quickbooks", "chart_of_accounts", "chart", chart, instance="acme")
    general = [
        _entry("Checking", "Income", 100),
        _entry("Income", "Checking", 100, **{"class": "Retail"}),
        _entry("Income", "Checking", 30, date(2025, 2, 4), **{"class": "Legacy"}),
        _entry("Income (deleted)", "Checking", 5, date(2025, 2, 5)),
    ]
    lake.file("quickbooks", "general_ledger", "general", general, instance="acme", days=(YEAR[0], date(2025, 2, 28)))
    detail = [_entry("Income", "Checking", 999), _entry("Income", "Checking", 40, date(2025, 3, 3))]
    # The index gives the lower-ranked report only the days that the general ledger leaves.
    lake.file("quickbooks", "transaction_detail", "detail", detail, instance="acme", days=(date(2025, 3, 1), YEAR[1]))
    _add_work(lake)
    return lake


def _add_work(lake: TinyLake) -> None:
    early = (date(2025, 1, 31), date(2025, 2, 27))
    late = (date(2025, 2, 28), OPEN_END)
    changes = '[{"at": "2025-01-05T10:00:00.000Z", "field": "status", "from": "Open", "to": "Done"}]'
    site = {"instance": "site", "partition": "A"}
    first = [_issue("A-1", "Open"), _issue("A-2", "Open", due_date=date(2025, 2, 1)), _issue("A-3", "Open")]
    lake.file("jira", "issues_csv", "csv1", first, days=early, newest=False, **site)
    resolved = datetime(2025, 2, 10, 23)
    second = [_issue("A-1", "Open"), _issue("A-2", "Done", resolved=resolved, due_date=date(2025, 3, 1))]
    # A table whose rows do not follow each other stores their numbers.
    second = [row | {"_row": number} for row, number in zip(second, (2, 7), strict=True)]
    lake.file("jira", "issues_csv", "csv2", second, days=late, newness=2, **site)
    lake.file("jira", "issues_json", "json", [_issue("A-1", "Done", changelog=changes)], days=late, **site)


@pytest.fixture(scope="module")
def warehouse(warehouse_at: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("company")
    built = warehouse_at(_lake(folder / "lake").write(), folder / "warehouse")
    built.dbt("seed")
    built.dbt("run", "--select", "+path:models/marts/core", "+path:models/intermediate")
    return built


def test_ledger_lines_keep_file_and_record_and_stand_debit_positive(warehouse: Any) -> None:
    columns = "_file, _record, account, amount, org_unit_id, account_type"
    query = f"select {columns} from core.fct_gl_entry order by 1 desc, 2"
    # 100 in Checking against 100 in Income: natural side, so income is a credit. The second file proves nothing by
    # itself and takes the default, natural side, too.
    assert warehouse.rows(query) == [
        ("general", 2, "Checking", Decimal(100), "AC", "balance"),
        ("general", 3, "Income", Decimal(-100), "TEAM", "revenue"),
        ("general", 4, "Income", Decimal(-30), "unassigned", "revenue"),  # OLD is closed by then
        ("general", 5, "Income (deleted)", Decimal(-5), "AC", "revenue"),
        ("detail", 3, "Income", Decimal(-40), "AC", "revenue"),
    ]


def test_the_tree_of_a_day_is_the_one_valid_on_it(warehouse: Any) -> None:
    query = """
        select ancestor_id, distance, valid_from from intermediate.int_org_closure
        where org_unit_id = 'TEAM' and valid_to >= '{0}' and valid_from <= '{0}' order by distance
    """
    above = {day: [row[0] for row in warehouse.rows(query.format(day))] for day in ("2025-02-28", "2025-03-01")}
    assert above == {"2025-02-28": ["TEAM", "OPS", "AC"], "2025-03-01": ["TEAM", "SALES", "AC"]}
    query = "select level, path from core.dim_org_unit where org_unit_id = 'TEAM'"
    assert warehouse.rows(query) == [(2, "AC/SALES/TEAM")]


def test_a_work_item_comes_from_the_best_dataset_that_has_it_and_is_gone_when_none_has(warehouse: Any) -> None:
    columns = "item_key, _file, _record, transition_source, done_at, done_date, first_due_date"
    query = f"select {columns} from core.fct_work_item order by 1"
    # A-3 is in the older snapshot only. A-2: 23:00 in New York is 04:00 UTC of the next day.
    assert warehouse.rows(query) == [
        ("A-1", "json", 2, "changelog", datetime(2025, 1, 5, 10), date(2025, 1, 5), None),
        ("A-2", "csv2", 7, "snapshots", datetime(2025, 2, 11, 4), date(2025, 2, 10), date(2025, 2, 1)),
    ]


def test_a_record_number_is_the_stored_one_else_the_position_after_the_first_row(warehouse: Any) -> None:
    query = "select item_key, _file, _record from staging.stg_jira__issues_csv order by 2, 3"
    assert warehouse.rows(query) == [
        ("A-1", "csv1", 2),
        ("A-2", "csv1", 3),
        ("A-3", "csv1", 4),
        ("A-1", "csv2", 2),
        ("A-2", "csv2", 7),
    ]


def test_working_days_count_monday_to_friday(warehouse: Any) -> None:
    query = """
        select
            day,
            is_working,
            working_day_no - first_value(working_day_no) over (order by day),
            fiscal_quarter_start,
            iso_week_start
        from core.dim_date where day between '2025-03-06' and '2025-03-10' order by day
    """
    quarter, week, next_week = date(2025, 1, 1), date(2025, 3, 3), date(2025, 3, 10)
    assert warehouse.rows(query) == [
        (date(2025, 3, 6), True, 0, quarter, week),
        (date(2025, 3, 7), True, 1, quarter, week),
        (date(2025, 3, 8), False, 1, quarter, week),
        (date(2025, 3, 9), False, 1, quarter, week),
        (date(2025, 3, 10), True, 2, quarter, next_week),
    ]
    # thirteen years before the as-of date's year, to the end of the year after it
    assert warehouse.rows("select min(day), max(day) from core.dim_date") == [(date(2012, 1, 1), date(2026, 12, 31))]


def test_the_unit_tests_of_the_formulas_pass(warehouse: Any) -> None:
    warehouse.dbt("test", "--resource-type", "unit_test", "--select", *CORE)


def test_the_data_tests_of_the_core_pass(warehouse: Any) -> None:
    # Lineage is compared with measures, which are not built here.
    exclude = ("--exclude", "lineage_rows_add_up_to_measures")
    warehouse.dbt("test", "--exclude-resource-type", "unit_test", "--select", *CORE, *exclude)
