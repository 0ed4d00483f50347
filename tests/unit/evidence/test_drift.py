"""Drift against the last release: what accidents do to the marts is found, what nights do is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from company import Company
from contract_of import published

from orchestration.evidence.drift import plan
from orchestration.evidence.drift_checks import Drift, compare
from orchestration.marts import Mart
from sources.errors import ContractError

MARTS = {
    "kpi": published("kpi/_kpi__parts.yml", "kpi__finance"),
    "budget": published("finance/_mart_budget_variance.yml", "mart_budget_variance"),
    "units": published("core/_core__dims.yml", "dim_org_unit"),
}
BEFORE, TONIGHT = date(2025, 12, 18), date(2025, 12, 19)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = Company(tmp_path_factory.mktemp("company"))
    yield company
    company.con.close()


@pytest.fixture(scope="module")
def before(company: Company) -> dict[str, Path]:
    return company.night(BEFORE, name="-before")


def drifted(old: dict[str, Path], new: dict[str, Path], was: date = BEFORE, now: date = TONIGHT) -> dict[str, Drift]:
    """Drift by mart, of those that drifted."""
    found = {name: compare(plan(mart), old[name], new[name], was, now) for name, mart in MARTS.items()}
    return {name: drift for name, drift in found.items() if drift.found}


def lines(drift: Drift) -> str:
    return "\n".join(drift.found)


def rewrite(company: Company, old: Path, new: Path, **columns: str) -> None:
    """Copy a file with some columns computed anew (SQL)."""
    told = ", ".join(f"{text} as {name}" for name, text in columns.items())
    company.con.execute(f"copy (select * replace ({told}) from '{old}') to '{new}' (format parquet)")


def without_a2(column: str) -> str:
    name = "status" if column.startswith("'") else "value"
    return f"case when org_unit_id = 'A2' then {column} else {name} end"


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def month_ends(first_year: int, count: int) -> list[date]:
    firsts = [date(first_year + month // 12, month % 12 + 1, 1) for month in range(1, count + 1)]
    return [first - timedelta(days=1) for first in firsts]


@pytest.mark.parametrize(
    "nights",
    [days(date(2025, 12, 20), 25), month_ends(2024, 25)],
    ids=["each day over month ends and a new year", "each month end"],
)
def test_twenty_four_clean_nights_raise_no_false_alarm(company: Company, nights: list[date]) -> None:
    files = [company.night(night, name="-clean") for night in nights]
    told = {
        str(now): {name: drift.found for name, drift in found.items()}
        for (was, old), (now, new) in zip(
            zip(nights, files, strict=True), list(zip(nights, files, strict=True))[1:], strict=False
        )
        if (found := drifted(old, new, was, now))
    }
    assert told == {}
    late = company.con.execute(
        "select count(*) from line where came > day and day between ? and ?", [nights[0], nights[-1]]
    )
    assert late.fetchall()[0][0] > 3, "lines came late during these nights"


def test_late_rows_of_one_month_are_no_alarm(company: Company, before: dict[str, Path]) -> None:
    assert drifted(before, company.night(TONIGHT, name="-same")) == {}
    few = "insert into shown select * from line where day = date '2025-06-10' and org_unit_id = 'A1'"
    assert drifted(before, company.night(TONIGHT, few, name="-few")) == {}


def test_a_month_that_is_still_being_booked_is_no_alarm(company: Company) -> None:
    """Half of November's lines are booked in the first days of December, as month ends go."""
    was, now = date(2025, 12, 3), date(2025, 12, 6)
    open_books = "delete from shown where strftime(day, '%Y-%m') = '2025-11' and draw % 2 = 0"
    assert drifted(company.night(was, open_books, name="-open"), company.night(now, name="-booked"), was, now) == {}


def test_a_vanished_department_is_named(company: Company, before: dict[str, Path]) -> None:
    gone = drifted(before, company.night(TONIGHT, "delete from shown where org_unit_id in ('B1', 'B2')", name="-dept"))
    assert "vanished org_unit_id: B, B1, B2" in lines(gone["kpi"])
    assert "vanished org_unit_id: B1, B2" in lines(gone["units"])
    assert "vanished entity_id: DE" in lines(gone["budget"])


def test_a_vanished_kpi_is_named(company: Company, before: dict[str, Path], tmp_path: Path) -> None:
    fewer = tmp_path / "kpi.parquet"
    company.con.execute(f"copy (from '{before['kpi']}' where kpi_id <> 'margin') to '{fewer}' (format parquet)")
    assert "vanished kpi_id: margin" in lines(drifted(before, before | {"kpi": fewer})["kpi"])


def test_a_unit_whose_rows_stay_but_whose_figures_are_gone_is_named(
    company: Company, before: dict[str, Path], tmp_path: Path
) -> None:
    empty = tmp_path / "kpi.parquet"
    rewrite(company, before["kpi"], empty, value=without_a2("null"), status=without_a2("'no_data'"))
    assert "vanished org_unit_id: A2" in lines(drifted(before, before | {"kpi": empty})["kpi"])


def test_a_unit_that_becomes_hidden_is_not_called_vanished(
    company: Company, before: dict[str, Path], tmp_path: Path
) -> None:
    hidden = tmp_path / "kpi.parquet"
    rewrite(company, before["kpi"], hidden, value=without_a2("null"), status=without_a2("'suppressed'"))
    assert drifted(before, before | {"kpi": hidden}) == {}


def test_a_dropped_month_is_found_in_figures_and_totals(company: Company, before: dict[str, Path]) -> None:
    dropped = "delete from shown where date_trunc('month', day) = date '2025-03-01'"
    gone = drifted(before, company.night(TONIGHT, dropped, name="-month"))
    # 7 units have revenue in March; a month of pay is the same, but for the hidden team
    assert "value of revenue month period 2025-03-01: 7 of 7 cells broke" in lines(gone["kpi"])
    assert "value of pay month period 2025-03-01: 6 of 6 cells broke" in lines(gone["kpi"])
    assert "vanished periods: 2025-03-01" in lines(gone["budget"])
    cost = company.con.execute(
        "select sum(amount) from line where strftime(day, '%Y-%m') = '2025-03' and entity_id = 'US'"
    )
    assert f"actual_base of US cost in 2025-03-01: {cost.fetchall()[0][0]:.6g} to 0" in lines(gone["budget"])


def test_a_doubled_file_is_found_where_it_doubles(company: Company, before: dict[str, Path]) -> None:
    doubled = "insert into shown select * from shown where file_name = '2025-05 DE'"
    gone = drifted(before, company.night(TONIGHT, doubled, name="-double"))
    (line,) = gone["budget"].found
    assert "actual_base of DE cost in 2025-05-01" in line


def test_thousands_instead_of_units_in_all_files_of_an_entity_are_found(
    company: Company, before: dict[str, Path]
) -> None:
    thousand = "update shown set amount = amount * 1000 where entity_id = 'DE'"
    gone = drifted(before, company.night(TONIGHT, thousand, name="-unit"))
    # months 2023-01 to 2025-11, quarters to 2025-Q3, years 2023 and 2024: 48 periods, each for B1, B2, B and MI
    assert f"value of revenue: {4 * 48} of {7 * 48} settled cells moved" in lines(gone["kpi"])
    assert "margin" not in lines(gone["kpi"]), "a share does not change with the unit of its parts"


@pytest.mark.parametrize(("factor", "jumped"), [("1000", 4), ("0.001", 3)])
def test_another_unit_in_the_newest_files_only_is_found(
    company: Company, before: dict[str, Path], factor: str, jumped: int
) -> None:
    change = f"update shown set amount = amount * {factor} where entity_id = 'DE' and day >= date '2025-12-01'"
    later = date(2026, 1, 2)
    gone = drifted(before, company.night(later, change, name=f"-new{factor}"), BEFORE, later)
    # B1, B2 and B; the company as a whole only where they outweigh the rest
    assert f"value of revenue month period: another level in {jumped} of 7 series" in lines(gone["kpi"])


def test_a_smaller_reach_is_no_lost_period_while_new_ones_come(company: Company, tmp_path: Path) -> None:
    was, now = date(2025, 10, 31), date(2025, 12, 1)
    old, new = company.night(was, name="-reach"), company.night(now, name="-reach")
    kept = tmp_path / "kpi.parquet"
    month = "grain = 'month'"
    starts = f"(select distinct period_start from '{new['kpi']}' where {month} order by 1 limit 2)"
    later = f"from '{new['kpi']}' where grain <> 'month' or period_start not in {starts}"
    company.con.execute(f"copy ({later}) to '{kept}' (format parquet)")
    assert drifted(old, new | {"kpi": kept}, was, now) == {}  # two months fell off, November and December came
    three = kept.with_name("three.parquet")
    company.con.execute(
        f"copy (from '{kept}' where grain <> 'month' or period_start > (select min(period_start) from '{kept}' where "
        f"grain = 'month')) to '{three}' (format parquet)"
    )
    assert "vanished periods: month" in lines(drifted(old, new | {"kpi": three}, was, now)["kpi"])
    none = kept.with_name("none.parquet")
    company.con.execute(f"copy (from '{new['kpi']}' where grain <> 'quarter') to '{none}' (format parquet)")
    assert "vanished periods: quarter" in lines(drifted(old, new | {"kpi": none}, was, now)["kpi"])


def test_a_changed_definition_is_named_beside_what_it_moved(
    company: Company, before: dict[str, Path], tmp_path: Path
) -> None:
    changed = tmp_path / "kpi.parquet"
    twice = "case kpi_id when 'revenue' then 2 else 1 end"
    rewrite(company, before["kpi"], changed, kpi_version=twice, value=f"value * {twice}")
    drift = drifted(before, before | {"kpi": changed})["kpi"]
    assert drift.versions == ["revenue (1 to 2)"]
    assert drift.found == [f"value of revenue: {7 * 48} of {7 * 48} settled cells moved"]


def test_empty_columns_and_other_shares_are_found(company: Company, before: dict[str, Path], tmp_path: Path) -> None:
    changed = tmp_path / "kpi.parquet"
    later = "case when month(period_start) > 3 then {} else {} end"
    rewrite(
        company,
        before["kpi"],
        changed,
        status=later.format("'at_risk'", "status"),
        is_complete=later.format("null", "is_complete"),
    )
    told = lines(drifted(before, before | {"kpi": changed})["kpi"])
    assert "status at_risk: " in told
    assert "is_complete empty in " in told


def test_the_cells_that_moved_are_kept_by_key_without_figures(
    company: Company, before: dict[str, Path], tmp_path: Path
) -> None:
    thousand = "update shown set amount = amount * 1000 where entity_id = 'DE'"
    drift = drifted(before, company.night(TONIGHT, thousand, name="-rows"))["kpi"]
    assert drift.write_rows(tmp_path / "rows" / "drift.parquet")
    kept = pq.read_table(tmp_path / "rows" / "drift.parquet")
    assert kept.column_names == [*MARTS["kpi"].key, "column_name"]
    assert set(kept["org_unit_id"].to_pylist()) == {"B1", "B2", "B", "MI"}
    assert len(drift.samples) == 3
    assert all(line.startswith("kpi_id=") and " to " in line for line in drift.samples)


def test_a_register_in_another_unit_is_found(tmp_path: Path) -> None:
    mart = published("risk/_mart_risk_register.yml", "mart_risk_register")
    old, new = tmp_path / "old.parquet", tmp_path / "new.parquet"
    with duckdb.connect() as con:
        rows = "select 'R' || n as risk_id, (1000 + n)::double as residual_annual_loss from range(8) as t(n)"
        con.execute(f"copy ({rows}) to '{old}' (format parquet)")
        less = "replace (residual_annual_loss / 1000 as residual_annual_loss)"
        con.execute(f"copy (select * {less} from '{old}') to '{new}' (format parquet)")
    assert compare(plan(mart), old, old, BEFORE, TONIGHT).found == []
    assert compare(plan(mart), old, new, BEFORE, TONIGHT).found == [
        "residual_annual_loss: another level in 8 of 8 rows"
    ]


@pytest.mark.parametrize(
    ("drift", "told"),
    [
        ({"value": ["value"]}, "unknown setting value"),
        ({"values": ["revenue"]}, "unknown column revenue"),
        ({"limits": {"moved_share": 1}}, "unknown limit moved_share"),
        ({"period": {"start": "period_start", "end": "period_end"}}, "unknown setting of period end"),
    ],
)
def test_a_misspelt_setting_is_an_error(drift: dict[str, object], told: str) -> None:
    mart: Mart = replace(MARTS["kpi"], drift=drift)
    with pytest.raises(ContractError, match=told):
        plan(mart)
