"""The rank proof on a candidate: cells from its files, tree and groups of people from the warehouse."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from orchestration.evidence.privacy.proof import Block, Hidden, Leak, Place, leaks

if TYPE_CHECKING:
    import duckdb

# A stretch of a fiscal year without a change of the tree.
BLOCKS = """
create or replace temp table block as
with edge as (
    select first_day as day, first_day, last_day from fiscal_year
    union
    select position.valid_from, year.first_day, year.last_day
    from warehouse.kpi.kpi_position as position
    join fiscal_year as year on position.valid_from > year.first_day and position.valid_from <= year.last_day
    union
    select position.valid_to + 1, year.first_day, year.last_day
    from (select valid_to from warehouse.kpi.kpi_position where valid_to < date '9999-12-31') as position
    join fiscal_year as year on position.valid_to >= year.first_day and position.valid_to < year.last_day
), stretch as (
    select first_day as year_start, day as first_day,
        coalesce(lead(day) over (partition by first_day order by day) - 1, last_day) as last_day
    from edge
)
select cast(first_day as varchar) || ' to ' || cast(last_day as varchar) as name, * from stretch
where exists (select 1 from cell where cell.first_day <= stretch.last_day and cell.last_day >= stretch.first_day)
"""
SHOWN = """
with place as (
    select distinct min_group, org_unit_id, segment, first_day, last_day from cell where is_shown
)
select distinct place.min_group, block.name, place.org_unit_id, place.segment
from place join block on place.first_day <= block.last_day and place.last_day >= block.first_day
"""
# Only the days of its own window are surely part of what a suppressed cell hides.
HIDDEN = """
with place as (
    select part, min_group, org_unit_id, segment, window_start, window_end, count(*) as cells, min(label) as label
    from cell where is_suppressed and not is_shown group by all
), touching as (
    select place.part, place.min_group, place.org_unit_id, place.segment, place.cells, place.label,
        list(block.name order by block.name) as blocks
    from place join block on place.window_start <= block.last_day and place.window_end >= block.first_day
    group by place.part, place.min_group, place.org_unit_id, place.segment, place.window_start, place.window_end,
        place.cells, place.label
)
select part, min_group, org_unit_id, segment, blocks, sum(cells), min(label) from touching group by all order by all
"""
BELOW = """
select block.name, closure.ancestor_id, list(distinct closure.org_unit_id)
from block join warehouse.kpi.kpi_closure as closure on block.first_day between closure.valid_from and closure.valid_to
group by all
"""
DIRECT = """
with day as (select distinct first_day, day from people),
unit as (select distinct first_day, org_unit_id from people where n_direct > 0)
select block.name, unit.org_unit_id, list(coalesce(people.n_direct, 0) order by day.day)
from block
join unit on unit.first_day = block.year_start
join day on day.first_day = block.year_start
left join people on people.first_day = unit.first_day and people.org_unit_id = unit.org_unit_id and people.day = day.day
group by all
"""

# A goal's figure is one more that is shown; the proof belongs to the part with the cells.
PARTS = """
select distinct min_group, part from cell
where not is_goal
    or not exists (select 1 from cell as other where other.min_group = cell.min_group and not other.is_goal)
order by all
"""


def people_leaks(con: duckdb.DuckDBPyConnection) -> dict[str, list[Leak]]:
    """What can be computed, by part of `mart_kpi`; tables of `cells.load_cells` are there.

    What is given away without being a cell (a small unit or group) counts for every part that shows figures of that
    min_group.
    """
    con.execute(BLOCKS)
    hidden: dict[tuple[int, str], list[Hidden]] = defaultdict(list)
    for part, min_group, unit, segment, touched, cells, example in con.execute(HIDDEN).fetchall():
        hidden[min_group, part].append(Hidden((unit, segment), frozenset(touched), int(cells), example))
    blocks = load_blocks(con)
    found: dict[str, list[Leak]] = defaultdict(list)
    for min_group, part in con.execute(PARTS).fetchall():
        found[part] += leaks(blocks[min_group], hidden[min_group, part], min_group)
    return found


def load_blocks(con: duckdb.DuckDBPyConnection) -> dict[int, list[Block]]:
    """The blocks by min_group, with what is shown in each."""
    below: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for name, unit, units in con.execute(BELOW).fetchall():
        below[name][unit] = frozenset(units)
    direct: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for name, unit, numbers in con.execute(DIRECT).fetchall():
        direct[name][unit] = tuple(numbers)
    shown: dict[tuple[int, str], set[Place]] = defaultdict(set)
    for min_group, name, unit, segment in con.execute(SHOWN).fetchall():
        shown[min_group, name].add((unit, segment))
    names = [name for (name,) in con.execute("select name from block order by name").fetchall()]
    groups = [group for (group,) in con.execute("select distinct min_group from cell").fetchall()]
    return {
        group: [Block(name, below[name], direct[name], frozenset(shown[group, name])) for name in names]
        for group in groups
    }
