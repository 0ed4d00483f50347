"""The candidate's cells about people: which are shown, which are suppressed, and which the rules want suppressed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

NUMBERS = ("DOUBLE", "FLOAT", "DECIMAL", "BIGINT", "INTEGER", "HUGEINT", "SMALLINT", "TINYINT")
NO_FIGURES = frozenset({"kpi_version", "target"})
"""Numbers of `mart_kpi` that say nothing about the people of a cell."""
STRATEGY = "strategy"

# A term may look outside its cell's own window (an offset, a window of its own): the days a cell touches at most.
REACH = """
create or replace temp table reach as
select term.kpi_id, span.grain, own.time_window, span.period_start,
    min(span.window_start) as first_day, max(span.window_end) as last_day
from warehouse.seed.kpi_term as term
join (select distinct kpi_id, grain, time_window from warehouse.seed.kpi_grid) as own using (kpi_id)
join warehouse.kpi.kpi_window as span
    on span.grain = own.grain and span.time_window = coalesce(nullif(term.time_window, ''), own.time_window)
    and span.offset_months = coalesce(term.offset_n, 0)
        * case term.offset_unit when 'm' then 1 when 'q' then 3 when 'y' then 12 else 0 end
group by all
"""
YEARS = """
create or replace temp table fiscal_year as
select distinct fiscal_year_start as first_day, cast(fiscal_year_start + interval 12 month as date) - 1 as last_day
from warehouse.core.dim_date
"""
# The smallest number of people of the year's month ends, where there were any (decision 0007), recounted here.
PEOPLE = """
create or replace temp table people as
with check_day as (
    select distinct calendar.fiscal_year_start as first_day, calendar.day
    from warehouse.core.dim_date as calendar cross join warehouse.kpi.kpi_run as run
    where calendar.day = run.as_of or (calendar.day < run.as_of and calendar.day = last_day(calendar.day))
)
select check_day.first_day, headcount.org_unit_id, headcount.day, headcount.n_people, headcount.n_direct
from warehouse.kpi.kpi_headcount as headcount join check_day using (day)
"""
FEWEST = """
create or replace temp table fewest as
select first_day, org_unit_id, min(n_people) filter (n_people > 0) as n_people,
    min(n_direct) filter (n_direct > 0) as n_direct
from people group by first_day, org_unit_id
"""
CELL = """
create or replace temp table cell (
    part varchar, kpi_id varchar, min_group integer, org_unit_id varchar, segment varchar,
    window_start date, window_end date, first_day date, last_day date,
    is_shown boolean, is_suppressed boolean, is_goal boolean, label varchar
)
"""
KPI_CELLS = """
insert into cell
select ?, cell.kpi_id, cast(catalog.min_group as integer), cell.org_unit_id, cell.segment,
    cell.window_start, cell.window_end,
    least(cell.window_start, coalesce(reach.first_day, cell.window_start)),
    greatest(cell.window_end, coalesce(reach.last_day, cell.window_end)),
    {figures}, cell.status = 'suppressed', false,
    concat_ws(' ', cell.kpi_id, cell.org_unit_id, cell.segment, cell.grain, cell.time_window, cell.period_start)
from {file} as cell
join warehouse.seed.kpi_catalog as catalog on cell.kpi_id = catalog.kpi_id and catalog.min_group is not null
left join reach
    on cell.kpi_id = reach.kpi_id and cell.grain = reach.grain and cell.time_window = reach.time_window
    and cell.period_start = reach.period_start
"""
# A goal on a KPI about people shows that KPI at the goal's unit, from its start to the day it is evaluated on.
GOAL_CELLS = """
insert into cell
select 'strategy', goal.kpi_id, cast(catalog.min_group as integer), goal.org_unit_id, 'total',
    goal.start_date, {last_day},
    goal.start_date, {last_day}, {figures}, false, true, concat_ws(' ', goal.kpi_id, goal.org_unit_id, {label})
from {file} as cell
join warehouse.core.dim_goal as goal on {goal}
join warehouse.seed.kpi_catalog as catalog on goal.kpi_id = catalog.kpi_id and catalog.min_group is not null
where {last_day} >= goal.start_date
"""
# What the rules want hidden: by the mask, by the year's smallest number, by the number that stands in the cell.
WANTED = """
create or replace temp table wanted as
with place as (
    select distinct min_group, org_unit_id, first_day, last_day, window_end from cell
), judged as (
    select place.min_group, place.org_unit_id, place.first_day, place.last_day, place.window_end,
        coalesce(bool_or(mask.is_hidden), true) as is_masked,
        coalesce(bool_or(fewest.n_people < place.min_group), false) as is_small
    from place
    join fiscal_year as year on year.first_day <= place.last_day and year.last_day >= place.first_day
    left join warehouse.kpi.kpi_mask as mask
        on mask.org_unit_id = place.org_unit_id and mask.min_group = place.min_group
        and mask.fiscal_year_start = year.first_day
    left join fewest on fewest.org_unit_id = place.org_unit_id and fewest.first_day = year.first_day
    group by all
)
select judged.*, coalesce(headcount.n_people between 1 and judged.min_group - 1, false) as is_few
from judged
left join warehouse.kpi.kpi_headcount as headcount
    on headcount.org_unit_id = judged.org_unit_id and headcount.day = judged.window_end
"""
UNSUPPRESSED = """
select cell.part,
    case
        when cell.is_suppressed then 'is suppressed, but has a figure'
        when wanted.is_few or wanted.is_small then 'rests on fewer than ' || cell.min_group || ' people'
        else 'is hidden by the mask'
    end || case when cell.is_suppressed then '' else ', but is not suppressed' end as reason,
    count(*), min(cell.label)
from cell join wanted using (min_group, org_unit_id, first_day, last_day, window_end)
where case
    when cell.is_suppressed then cell.is_shown
    when cell.is_goal then cell.is_shown and (wanted.is_masked or wanted.is_small or wanted.is_few)
    else wanted.is_masked or wanted.is_small or wanted.is_few
end
group by all order by all
"""


def load_cells(con: duckdb.DuckDBPyConnection, parts: Mapping[str, Path], goals: Path | None) -> None:
    """Make the tables `cell`, `fiscal_year`, `people`, `fewest` and `wanted`; the warehouse is attached.

    Args:
        con: connection with the warehouse attached as `warehouse`.
        parts: file of each part of `mart_kpi` that the candidate has.
        goals: the candidate's `mart_goal_progress`, if it has one.
    """
    for statement in (REACH, YEARS, PEOPLE, FEWEST, CELL):
        con.execute(statement)
    for part, path in parts.items():
        file = f"read_parquet('{_quoted(path)}', hive_partitioning = false)"
        con.execute(KPI_CELLS.format(file=file, figures=_figures(con, file)), [part])
    if STRATEGY in parts:
        file = f"read_parquet('{_quoted(parts[STRATEGY])}', hive_partitioning = false)"
        shape = {
            "goal": "cell.segment = 'goal=' || goal.goal_id and cell.org_unit_id = goal.org_unit_id",
            "figures": "cell.value is not null or cell.numerator is not null",
            "last_day": "least(cell.window_end, goal.end_date)",
            "label": "cell.segment, cell.grain, cell.period_start",
        }
        con.execute(GOAL_CELLS.format(file=file, **shape))
    if goals is not None:
        shape = {
            "goal": "cell.goal_id = goal.goal_id",
            "figures": "cell.current_value is not null or cell.attainment is not null or cell.pace is not null",
            "last_day": "coalesce(cell.evaluation_day, goal.start_date)",
            "label": "'goal progress ' || goal.goal_id",
        }
        con.execute(GOAL_CELLS.format(file=f"read_parquet('{_quoted(goals)}')", **shape))
    con.execute(WANTED)


def unsuppressed(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int, str]]:
    """(part, what is wrong, cells, one of them): cells that must be suppressed and are not, or have a figure."""
    return [(part, reason, int(cells), label) for part, reason, cells, label in con.execute(UNSUPPRESSED).fetchall()]


def _figures(con: duckdb.DuckDBPyConnection, file: str) -> str:
    """Whether a cell shows a figure: any number of it but its target, also of columns that come later."""
    described = con.execute(f"describe select * from {file}").fetchall()
    names = [name for name, kind, *_ in described if kind.split("(")[0] in NUMBERS and name not in NO_FIGURES]
    return " or ".join(f'cell."{name}" is not null' for name in names) or "false"


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")
