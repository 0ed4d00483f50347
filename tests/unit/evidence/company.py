"""An invented company's events, and the marts that they make: enough to see what a night changes. All by DuckDB.

Four teams in two departments book two lines each day; one line in twenty comes up to three weeks late. The people
figures of the smallest team are hidden. Every mart is computed from the lines that had come by the night's as-of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

LINES = """
create table line as
with unit(org_unit_id, entity_id, size) as (
    values ('A1', 'US', 100), ('A2', 'US', 60), ('B1', 'DE', 80), ('B2', 'DE', 40))
select d::date as day, unit.*, n, hash(d, org_unit_id, n) as draw,
    size * (80 + draw % 41) / 100.0 as amount,
    case when draw % 20 = 0 then d::date + (1 + draw // 20 % 20)::int else d::date end as came,
    strftime(d, '%Y-%m') || ' ' || entity_id as file_name
from range(date '2022-01-01', date '2026-03-01', interval 1 day) as days(d), unit, range(2) as numbers(n)
"""
KPI = """
copy (
with node(node, leaf) as (
    values ('MI', 'A1'), ('MI', 'A2'), ('MI', 'B1'), ('MI', 'B2'), ('A', 'A1'), ('A', 'A2'), ('B', 'B1'), ('B', 'B2'),
        ('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2')),
period as (
    select grain, date_trunc(grain, d)::date as period_start,
        (date_trunc(grain, d) + case grain when 'month' then interval 1 month when 'quarter' then interval 3 month
            when 'year' then interval 1 year else interval 1 day end - interval 1 day)::date as period_end
    from range(greatest(date '2023-01-01', $as_of - 1095), $as_of + 1, interval 1 day) as days(d),
        (values ('day'), ('month'), ('quarter'), ('year')) as grains(grain)
    where grain <> 'day' or d > $as_of - 92 group by all),
cell as (
    select node, grain, period_start, period_end, sum(amount) as amount, count(amount) as n,
        count(amount) filter (draw % 10 < 7) as good
    from node cross join period
    left join shown on shown.org_unit_id = node.leaf and shown.day between period_start and period_end
    group by all)
select kpi.*, node as org_unit_id, 'total' as segment, grain, 'period' as time_window, period_start, period_end,
    period_end <= $as_of as is_complete,
    case when kpi_id = 'margin' then case when n > 0 then good / n end when kpi_id = 'pay' and node = 'B2' then null
        else amount end::double as value,
    case when kpi_id = 'pay' and node = 'B2' then 'suppressed' when amount is null then 'no_data'
        when amount > n * 50 then 'on_target' else 'off_target' end as status,
    $as_of as as_of
from cell, (values ('revenue', 1), ('margin', 1), ('pay', 1)) as kpi(kpi_id, kpi_version)
where node in (select node from node join shown on shown.org_unit_id = node.leaf)
order by all) to '{path}' (format parquet)
"""
BUDGET = """
copy (
select entity_id, org_unit_id, 'cost' as account_class, 'opex' as account_type, '6000' as account,
    date_trunc('month', day)::date as month, sum(amount)::decimal(28, 6) as actual_base,
    (size * 60)::decimal(28, 6) as budget_base, $as_of as as_of
from shown group by all order by all) to '{path}' (format parquet)
"""
UNITS = """
copy (select distinct org_unit_id, org_unit_id as name, 1 as level from shown order by all)
to '{path}' (format parquet)
"""


@dataclass
class Company:
    """The company; `accident` changes what had come by the night (SQL on table `shown`), `folder` holds the files."""

    folder: Path

    def __post_init__(self) -> None:
        self.con = duckdb.connect()
        self.con.execute(LINES)

    def night(self, as_of: date, *accidents: str, name: str = "") -> dict[str, Path]:
        """The files of a night by mart: kpi, budget, units."""
        self.con.execute("create or replace table shown as from line where came <= ? and day <= ?", [as_of, as_of])
        for accident in accidents:
            self.con.execute(accident)
        files = {}
        for mart, query in (("kpi", KPI), ("budget", BUDGET), ("units", UNITS)):
            files[mart] = self.folder / f"{as_of}{name}-{mart}.parquet"
            told = {"as_of": as_of} if "$as_of" in query else {}
            self.con.execute(query.format(path=files[mart]), told)
        return files
