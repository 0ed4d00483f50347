"""Facts rebuild exactly the months that changed, and end as a full rebuild would."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tiny_lake import OPEN_END, Row, TinyLake

JAN, FEB, MAR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)
MONTHS = {JAN: (JAN, date(2025, 1, 31)), FEB: (FEB, date(2025, 2, 28)), MAR: (MAR, date(2025, 3, 31))}
FACTS = ("gl_entry", "opportunity", "budget_line")


def _line(account: str, day: date, amount: str, cost_center: str | None = None) -> Row:
    return {
        "document_number": f"{account}-{day}",
        "gl_account": account,
        "posting_date": day,
        "amount_lc": Decimal(amount),
        "local_currency": "EUR",
        "cost_center": cost_center,
    }


def _ledger_month(lake: TinyLake, file_id: str, company: str, month: date, amount: str) -> None:
    day = month.replace(day=15)
    rows = [_line("4000", day, f"-{amount}", "100"), _line("1200", day, amount)]
    lake.file("sap", "gl_line_items", file_id, rows, partition=company, days=MONTHS[month])


def _mapping(key: str, unit: str) -> Row:
    return {"source_type": "cost_center", "source_key": key, "org_unit_id": unit}


def _base_lake(root: Path) -> TinyLake:
    lake = TinyLake(root)
    lake.entities = [
        {"entity_id": name, "name": name, "currency": "EUR", "fiscal_start_month": 1, "org_unit_id": "AC"}
        | {"system": "sap", "instance": "default", "company_code": code, "time_zone": "UTC", "calendar": "default"}
        for name, code in (("DE", "2000"), ("FR", "3000"))
    ]
    units = [{"org_unit_id": "AC", "name": "Acme", "valid_from": JAN}]
    units += [{"org_unit_id": unit, "name": unit, "parent_id": "AC", "valid_from": JAN} for unit in ("OPS", "SALES")]
    lake.file("template", "org_unit", "unit", units)
    lake.file("template", "org_mapping", "map1", [_mapping("100", "SALES"), _mapping("200", "OPS")])
    types = [{"account": "4000", "account_type": "revenue"}, {"account": "1200", "account_type": "balance"}]
    lake.file("template", "account_type_map", "type1", types)
    rate: Row = {"from_currency": "EUR", "to_currency": "USD", "rate_type": "average", "rate": Decimal("1.1")}
    rates = [rate | {"rate_date": month} for month in MONTHS]
    lake.file("template", "fx_rate", "fx01", rates, partition="average", days=(JAN, OPEN_END))
    for company, prefix in (("2000", "de"), ("3000", "fr")):
        for month in MONTHS:
            _ledger_month(lake, f"{prefix}{month.month}", company, month, "100")
    deal = {"name": "x", "stage_name": "Won", "currency_iso_code": "USD", "is_closed": True, "is_won": True}
    deals = [
        deal | {"id": "A", "close_date": date(2025, 1, 10), "amount": Decimal(10)},
        deal | {"id": "B", "close_date": date(2025, 2, 10), "amount": Decimal(20)},
    ]
    lake.file("salesforce", "opportunity", "opp1", deals, days=(JAN, OPEN_END))
    return lake


@pytest.fixture(scope="module")
def built(warehouse_at: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the base lake; tests change copies of both."""
    folder = tmp_path_factory.mktemp("base")
    warehouse = warehouse_at(_base_lake(folder / "lake").write(), folder / "warehouse")
    warehouse.dbt("seed")
    warehouse.dbt("run", "--select", *(f"+fct_{fact}" for fact in FACTS))
    return warehouse.path


@pytest.fixture
def rerun(built: Path, warehouse_at: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Return a function that changes the lake and builds some facts again on a copy of the built warehouse."""

    def change_and_run(change: Callable[[TinyLake], None], *facts: str) -> Any:
        lake = _base_lake(tmp_path / "lake")
        change(lake)
        warehouse = warehouse_at(lake.write(), tmp_path / "warehouse")
        shutil.copy(built, warehouse.path)
        # A mark in a column of every row: months that are rebuilt lose it.
        warehouse.rows("update core.fct_gl_entry set counter_account = 'kept'")
        warehouse.rows("update core.fct_opportunity set is_won = false")
        warehouse.dbt("run", "--select", *(f"+fct_{fact}" for fact in facts))
        return warehouse

    return change_and_run


def _kept_months(warehouse: Any) -> list[int]:
    query = "select distinct month(_month) from core.fct_gl_entry where counter_account = 'kept' order by 1"
    return [month for (month,) in warehouse.rows(query)]


def _assert_equals_what_the_lake_says(warehouse: Any, *facts: str) -> None:
    """The facts are row for row what their models say of all months."""
    warehouse.rows("update core.fct_gl_entry set counter_account = null")
    warehouse.rows("update core.fct_opportunity set is_won = true")
    for fact in facts:
        names = ", ".join(row[0] for row in warehouse.rows(f"describe core.fct_{fact}"))
        wanted = f"intermediate.int_{fact} join intermediate.int_{fact}_digest using (_month)"
        rows = warehouse.rows(f"select {names} from {wanted} order by all")
        assert warehouse.rows(f"select {names} from core.fct_{fact} order by all") == rows


def test_the_first_build_has_every_company_month_in_base_currency(built: Path) -> None:
    query = "select entity_id, _month, amount_base from core.fct_gl_entry where account = '4000' order by all"
    with duckdb.connect(str(built), read_only=True) as con:
        rows = con.execute(query).fetchall()
    # 100 EUR of revenue at 1.1 is a credit of 110 USD
    assert rows == [(entity, month, Decimal(-110)) for entity in ("DE", "FR") for month in MONTHS]


def _withdraw_february(lake: TinyLake) -> None:
    lake.drop_file("de2")
    lake.drop_file("fr2")


def _correct_one_company(lake: TinyLake) -> None:
    lake.drop_file("de2")
    _ledger_month(lake, "de2b", "2000", FEB, "130")


def _move_the_cost_centre_in_march(lake: TinyLake) -> None:
    lake.drop_file("map1")
    rows = [
        _mapping("100", "SALES") | {"valid_to": date(2025, 2, 28)},
        _mapping("100", "OPS") | {"valid_from": MAR},
        _mapping("200", "OPS"),
    ]
    lake.file("template", "org_mapping", "map2", rows, newness=2)


def _reprice_march(lake: TinyLake) -> None:
    key = ("template", "fx_rate", "fx01")
    lake.raw[key] = [row | ({"rate": Decimal("1.2")} if row["rate_date"] == MAR else {}) for row in lake.raw[key]]


def _postpone_a_deal(lake: TinyLake) -> None:
    (deal,) = (row for row in lake.raw["salesforce", "opportunity", "opp1"] if row["id"] == "B")
    moved = {name: value for name, value in deal.items() if not name.startswith("_")} | {"close_date": date(2025, 3, 5)}
    lake.file("salesforce", "opportunity", "opp2", [moved], days=(JAN, OPEN_END), newness=2)


def test_a_month_whose_only_files_are_withdrawn_leaves_nothing(rerun: Callable[..., Any]) -> None:
    warehouse = rerun(_withdraw_february, "gl_entry")
    assert warehouse.rows("select distinct month(_month) from core.fct_gl_entry order by 1") == [(1,), (3,)]
    assert _kept_months(warehouse) == [1, 3]
    _assert_equals_what_the_lake_says(warehouse, "gl_entry")


def test_a_correction_of_one_company_keeps_the_other_companys_rows(rerun: Callable[..., Any]) -> None:
    warehouse = rerun(_correct_one_company, "gl_entry")
    february = "account = '4000' and month(_month) = 2"
    query = f"select entity_id, -amount, _file from core.fct_gl_entry where {february} order by 1"
    assert warehouse.rows(query) == [("DE", Decimal(130), "de2b"), ("FR", Decimal(100), "fr2")]
    assert _kept_months(warehouse) == [1, 3]
    _assert_equals_what_the_lake_says(warehouse, "gl_entry")


def test_a_file_that_is_read_otherwise_rebuilds_its_months(rerun: Callable[..., Any]) -> None:
    def read_again(lake: TinyLake) -> None:
        key = ("sap", "gl_line_items", "de2")
        lake.raw[key] = [row | {"amount_lc": row["amount_lc"] * 2} for row in lake.raw[key]]
        lake.readings["de2"] = "under another contract"

    warehouse = rerun(read_again, "gl_entry")
    february = "account = '4000' and month(_month) = 2"
    query = f"select entity_id, -amount, _file from core.fct_gl_entry where {february} order by 1"
    assert warehouse.rows(query) == [("DE", Decimal(200), "de2"), ("FR", Decimal(100), "fr2")]
    assert _kept_months(warehouse) == [1, 3]
    _assert_equals_what_the_lake_says(warehouse, "gl_entry")


def test_a_changed_mapping_row_moves_the_unit_of_its_months(rerun: Callable[..., Any]) -> None:
    warehouse = rerun(_move_the_cost_centre_in_march, "gl_entry")
    query = "select distinct month(_month), org_unit_id from core.fct_gl_entry where account = '4000' order by 1"
    assert warehouse.rows(query) == [(1, "SALES"), (2, "SALES"), (3, "OPS")]
    assert _kept_months(warehouse) == [1, 2]
    _assert_equals_what_the_lake_says(warehouse, "gl_entry")


def test_a_changed_rate_rebuilds_its_month_only(rerun: Callable[..., Any]) -> None:
    warehouse = rerun(_reprice_march, "gl_entry")
    query = "select month(_month), sum(amount_base) from core.fct_gl_entry where account = '4000' group by 1 order by 1"
    assert warehouse.rows(query) == [(1, Decimal(-220)), (2, Decimal(-220)), (3, Decimal(-240))]
    assert _kept_months(warehouse) == [1, 2]
    _assert_equals_what_the_lake_says(warehouse, "gl_entry")


def test_an_upserted_row_moves_from_one_month_to_another(rerun: Callable[..., Any]) -> None:
    warehouse = rerun(_postpone_a_deal, "opportunity")
    query = "select opportunity_id, close_date, is_won, _file from core.fct_opportunity order by 1"
    assert warehouse.rows(query) == [
        ("salesforce:default:A", date(2025, 1, 10), False, "opp1"),  # untouched month: still marked
        ("salesforce:default:B", date(2025, 3, 5), True, "opp2"),
    ]
    _assert_equals_what_the_lake_says(warehouse, "opportunity")


def test_a_full_rebuild_after_many_changes_is_the_incremental_result_row_for_row(rerun: Callable[..., Any]) -> None:
    def change(lake: TinyLake) -> None:
        _correct_one_company(lake)
        _move_the_cost_centre_in_march(lake)
        _postpone_a_deal(lake)

    warehouse = rerun(change, *FACTS)
    _assert_equals_what_the_lake_says(warehouse, *FACTS)
    kept = {fact: warehouse.rows(f"select * from core.fct_{fact} order by all") for fact in FACTS}
    warehouse.dbt("run", "--full-refresh", "--select", *(f"fct_{fact}" for fact in FACTS))
    assert {fact: warehouse.rows(f"select * from core.fct_{fact} order by all") for fact in FACTS} == kept


def test_a_later_as_of_date_alone_rebuilds_no_month(rerun: Callable[..., Any]) -> None:
    def next_day(lake: TinyLake) -> None:
        lake.company = lake.company | {"as_of": date(2025, 3, 21)}

    assert _kept_months(rerun(next_day, "gl_entry")) == [1, 2, 3]
