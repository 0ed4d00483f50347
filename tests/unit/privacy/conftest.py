"""A home of one tiny company: unit P with teams A (3 people), B (6) and C (7), nobody directly in P; early 2025.

The mask hides A, being small, and B with it. Headcounts, pay and an audit row are published. All figures are by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.candidate import Candidate, CandidateFile, candidate_folder
from orchestration.engine import Engine
from orchestration.evidence.privacy import expected, privacy_evidence
from orchestration.evidence.records import Evidence
from orchestration.home import Home
from orchestration.marts import Column, Mart

DAYS = ("2025-01-31", "2025-02-28", "2025-03-31")
PEOPLE = {"P": 16, "A": 3, "B": 6, "C": 7}
PAY = {"A": 300, "B": 600, "C": 700}
MEMBERS = {"P": ("P", "A", "B", "C"), "A": ("A",), "B": ("B",), "C": ("C",)}

WAREHOUSE = """
create schema seed; create schema kpi; create schema core;
create table seed.kpi_catalog as
    select * from (values ('headcount_eop', 5), ('workforce_cost_ratio_pct', 5), ('nps', null)) as t(kpi_id, min_group);
create table seed.kpi_grid as select 'headcount_eop' as kpi_id, 'month' as grain, 'point' as time_window;
create table seed.kpi_term as select 'headcount_eop' as kpi_id, cast(null as varchar) as time_window,
    cast(null as integer) as offset_n, cast(null as varchar) as offset_unit;
create table seed.account_class as select 'payroll' as account_type, 'cost' as account_class, 1 as natural_sign;
create table core.dim_date as
    select cast(unnest(range(date '2025-01-01', date '2026-01-01', interval 1 day)) as date) as day,
    date '2025-01-01' as fiscal_year_start;
create table core.dim_goal (goal_id varchar, kpi_id varchar, org_unit_id varchar, start_date date, end_date date);
create table core.dim_gl_account as select 'E' as entity_id, '6000' as account, true as is_workforce_cost,
    cast(null as date) as valid_from, cast(null as date) as valid_to;
create table core.fct_budget_line (month date, org_unit_id varchar, entity_id varchar, account varchar,
    account_type varchar, amount_base decimal(28, 6), is_missing_rate boolean, is_current boolean);
create table core.fct_gl_entry (accounting_date date, org_unit_id varchar, entity_id varchar, account varchar,
    account_type varchar, amount_base decimal(28, 6), is_missing_rate boolean, is_sign_unknown boolean,
    is_unmapped boolean, entry_kind varchar);
create table kpi.kpi_run as select date '2025-03-31' as as_of;
create table kpi.kpi_window (grain varchar, period_start date, time_window varchar, offset_months integer,
    window_start date, window_end date);
create table kpi.kpi_headcount (org_unit_id varchar, day date, n_people bigint, n_direct bigint);
create table kpi.kpi_mask as select 5 as min_group, date '2025-01-01' as fiscal_year_start, unit as org_unit_id,
    unit in ('A', 'B') as is_hidden from unnest(['P', 'A', 'B', 'C']) as t(unit);
create table kpi.kpi_position as select unit as org_unit_id, case when unit <> 'P' then 'P' end as parent_id,
    date '1900-01-01' as valid_from, date '9999-12-31' as valid_to from unnest(['P', 'A', 'B', 'C']) as t(unit);
create table kpi.kpi_closure (org_unit_id varchar, ancestor_id varchar, distance integer, valid_from date,
    valid_to date);
"""
MARTS = {
    "audit": (
        "select p.file_id, p.file_name, a.n_rows from staging.stg_files as p "
        "join (select count(name) as n_rows from staging.stg_people) as a on true"
    ),
    "kpi__people": "select 'x' as kpi_id, count(distinct employee_number) as value from staging.stg_people",
    "mart_budget_variance": "select unit as org_unit_id from staging.stg_people",
}


@dataclass
class Tiny:
    """The home, what dbt would tell of it, and its candidate; `files` can be rewritten before the checks."""

    home: Home
    manifest: dict[str, Any]
    marts: tuple[Mart, ...]
    candidate: Candidate

    def path(self, mart: str) -> Path:
        """File of a mart."""
        found = next(item for item in self.marts if item.id == mart)
        return candidate_folder(self.home, self.candidate.id) / "parquet" / found.path

    def rewrite(self, mart: str, query: str) -> None:
        """Replace a mart's file by a query over it, `old`."""
        path = self.path(mart)
        with duckdb.connect() as con:
            con.execute(f"create table old as select * from read_parquet('{path}', hive_partitioning = false)")
            con.execute(f"copy ({query}) to '{path}' (format parquet)")

    def raw(self, dataset: str, query: str, system: str = "hr") -> None:
        """Add a raw file."""
        folder = self.home.lake / "raw" / system / dataset
        folder.mkdir(parents=True, exist_ok=True)
        duckdb.execute(f"copy ({query}) to '{folder}/{len(list(folder.iterdir()))}.parquet' (format parquet)")

    def warehouse(self, statement: str) -> None:
        """Change the warehouse."""
        with duckdb.connect(str(self.home.warehouse_file)) as con:
            con.execute(statement)

    def evidence(self) -> dict[str, Evidence]:
        """All evidence by check."""
        listed = {item.check: item for item in expected(self.marts)}
        found = privacy_evidence(self.home, Engine.DUCKDB, self.manifest, self.marts, self.candidate, listed)
        assert sorted(item.check for item in found) == sorted(listed)  # exactly one of each
        return {item.check: item for item in found}


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """The company, with nothing wrong."""
    home = Home(tmp_path)
    home.warehouse.mkdir()
    _warehouse(home.warehouse_file)
    marts = (
        _mart("mart_audit", None, "audit", "trust", ("file_id", "file_name", "n_rows")),
        _mart("mart_kpi", "people", "kpi__people", "people", ("kpi_id", "value")),
        _mart("mart_budget_variance", None, "mart_budget_variance", "finance", ("org_unit_id",)),
    )
    files = tuple(CandidateFile(mart.path, mart.name, mart.domain, 1, "") for mart in marts)
    found = Tiny(home, _manifest(), marts, Candidate("c", "i", "digest", date(2025, 3, 31), files))
    for name, query in (("mart_audit", AUDIT), ("mart_kpi.people", _cells()), ("mart_budget_variance", _pay())):
        found.path(name).parent.mkdir(parents=True)
        duckdb.execute(f"copy ({query}) to '{found.path(name)}' (format parquet)")
    found.raw("people", RAW)
    found.raw("files", "select 'f' as file_id, 'x.csv' as file_name")
    found.raw("org_unit", "select 'C' as org_unit_id, 'Keller Street Works' as name, '文化部' as name_zh", "template")
    return found


AUDIT = """
select * from (values ('06ad1aa1ba09d81c', 'hr/Employees 2025-01-31.csv', 4), ('1222def2114607bb', 'hr/people.csv', 5),
    ('4111111111111111', 'Keller Street 2025-03.xlsx', 6)) as t(file_id, file_name, n_rows)
"""
RAW = """
select * from (values
    ('Pia', 'Keller', '1001', 'pia.keller@m.example'), ('Ada', 'Müller', 'E-1002', 'ada@m.example'),
    ('伟', '王', '1003', null), ('化', '文', '1004', null), ('May', 'Wu', '1005', null)
) as t(first_name, last_name, employee_number, email)
"""


def _warehouse(file: Path) -> None:
    with duckdb.connect(str(file)) as con:
        con.execute(WAREHOUSE)
        for unit, members in MEMBERS.items():
            for member in members:
                row = [member, unit, int(member != unit)]
                con.execute("insert into kpi.kpi_closure values (?, ?, ?, date '1900-01-01', date '9999-12-31')", row)
            for day in DAYS:
                direct = PEOPLE[unit] if unit != "P" else 0
                con.execute("insert into kpi.kpi_headcount values (?, ?, ?, ?)", [unit, day, PEOPLE[unit], direct])
        for unit, pay in PAY.items():
            for day in DAYS:
                line = f"'{day}', '{unit}', 'E', '6000', 'payroll', {pay}, false, false, false, 'normal'"
                con.execute(f"insert into core.fct_gl_entry values ({line})")


def _cells() -> str:
    rows = []
    for day in DAYS:
        for unit, people in PEOPLE.items():
            figure, status = (str(people), "no_target") if unit in ("P", "C") else ("null", "suppressed")
            rows.append(
                f"('headcount_eop', 1, '{unit}', 'total', 'month', 'point', date '{day[:8]}01', date '{day}', "
                f"date '{day}', cast({figure} as double), cast({figure} as bigint), cast(null as double), '{status}')"
            )
    names = (
        "kpi_id, kpi_version, org_unit_id, segment, grain, time_window, period_start, window_start, window_end, value, "
        "n_people, target, status"
    )
    return f"select * from (values {', '.join(rows)}) as t({names})"


def _pay() -> str:
    rows = [
        f"('E', '{unit}', 'payroll', '6000', date '{day[:8]}01', {pay}.000000, 0.000000)"
        for day in DAYS
        for unit, pay in (("P", 900), ("C", 700))
    ]
    names = "entity_id, org_unit_id, account_type, account, month, actual_base, budget_base"
    return f"select * from (values {', '.join(rows)}) as t({names})"


def _mart(name: str, part: str | None, model: str, domain: str, columns: tuple[str, ...]) -> Mart:
    described = tuple(Column(column, "varchar", "", "", "", False) for column in columns)
    return Mart(name, part, f"model.t.{model}", "mart", model, domain, columns[:1], described, "")


def _model(name: str, schema: str, sql: str) -> dict[str, Any]:
    return {
        "resource_type": "model",
        "name": name,
        "alias": name,
        "schema": schema,
        "language": "sql",
        "compiled_code": sql,
        "columns": {},
    }


def _reading(source: str) -> dict[str, Any]:
    return {"depends_on": {"nodes": [source]}}


def _source(name: str, columns: dict[str, bool], system: str = "hr") -> dict[str, Any]:
    return {
        "resource_type": "source",
        "source_name": system,
        "name": name,
        "schema": system,
        "identifier": name,
        "relation_name": f"read_parquet('raw/{system}/{name}/*.parquet', union_by_name=true)",
        "columns": {column: {"meta": {"personal": True} if personal else {}} for column, personal in columns.items()},
    }


def _manifest() -> dict[str, Any]:
    people = {"first_name": True, "last_name": True, "employee_number": False, "email": True}
    staged = (
        "select first_name || last_name as name, employee_number, 'P' as unit, email "
        "from read_parquet('raw/hr/people/*.parquet', union_by_name=true)"
    )
    models = {
        "stg_people": _model("stg_people", "staging", staged) | _reading("source.t.hr.people"),
        "stg_files": _model("stg_files", "staging", "select * from hr.files") | _reading("source.t.hr.files"),
        **{name: _model(name, "mart", sql) for name, sql in MARTS.items()},
    }
    return {
        "metadata": {"adapter_type": "duckdb"},
        "nodes": {f"model.t.{name}": model for name, model in models.items()},
        "sources": {
            "source.t.hr.people": _source("people", people),
            "source.t.hr.files": _source("files", {"file_id": False, "file_name": False}),
            "source.t.template.org_unit": _source(
                "org_unit", {"org_unit_id": False, "name": False, "name_zh": False}, "template"
            ),
        },
    }


@pytest.fixture
def failing(tiny: Tiny) -> Callable[[], dict[str, Evidence]]:
    """The evidence that did not pass, by check."""
    return lambda: {check: item for check, item in tiny.evidence().items() if item.status != "pass"}
