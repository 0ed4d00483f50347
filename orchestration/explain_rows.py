"""The rows behind a term or a goal, asked of the warehouse's lineage, each with its file, sheet and number there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

SEGMENTS = frozenset({"entity", "project", "category", "account_class", "goal"})
"""Columns of lineage that name a segment."""

# A contribution counts while its unit lies at or below the one that is asked for; what counts every day, as often.
BELOW = """
select
    greatest(x.day_from, c.valid_from, $from::date) as day, x.org_unit_id, x.file_id, x.record,
    case when x.is_daily
        then x.value::decimal(18, 6) * (1 + date_diff(
            'day', greatest(x.day_from, c.valid_from, $from::date), least(x.day_to, c.valid_to, $to::date)
        ))::decimal(9, 0)
        else x.value end as value
from lineage.lineage_{domain} as x
join kpi.kpi_closure as c on c.org_unit_id = x.org_unit_id and c.ancestor_id = $org
    and x.day_from <= least(c.valid_to, $to::date) and x.day_to >= greatest(c.valid_from, $from::date)
where x.measure_id = $measure and x.state = $state
"""
# Goals are not rolled up: a unit's are its own.
OF_GOALS = """
select x.day_from as day, x.org_unit_id, x.file_id, x.record, x.value
from lineage.lineage_strategy as x
where x.org_unit_id = $org and x.day_from <= $to::date and x.day_to >= $from::date
"""
NAMES = "select name from read_parquet('index/files.parquet') where list_contains($files, file_id) order by name"


@dataclass(frozen=True)
class Rows:
    """Number, sum and file names of the rows behind a term, and the largest of them with file, sheet and row."""

    count: int
    total: Any
    files: list[str]
    origins: list[dict[str, Any]]


def term_rows(
    con: duckdb.DuckDBPyConnection, term: Mapping[str, Any], org_unit_id: str, segment: str, limit: int
) -> Rows:
    """The rows that a term looks at, at or below a unit; of one that blocks, the rows that do."""
    asked = {
        "measure": term["measure_id"],
        "state": "blocked" if term["role"] == "block" else "counted",
        "from": term["window_start"],
        "to": term["window_end"],
        "org": org_unit_id,
    }
    return _rows(con, BELOW.format(domain=term["domain"]), asked, segment, limit)


def goal_rows(
    con: duckdb.DuckDBPyConnection, days: tuple[date, date], org_unit_id: str, segment: str, limit: int
) -> Rows:
    """A unit's goals that run in the days (first, last), or one of them, and the check-ins they stand with."""
    return _rows(con, OF_GOALS, {"from": days[0], "to": days[1], "org": org_unit_id}, segment, limit)


def _rows(con: duckdb.DuckDBPyConnection, query: str, asked: dict[str, Any], segment: str, limit: int) -> Rows:
    kind, _, value = segment.partition("=")
    if kind in SEGMENTS:
        query, asked = f"{query} and x.{kind} = $segment", {**asked, "segment": value}
    (told,) = dicts(
        con, f"select count(*) as n, sum(value) as total, list(distinct file_id) as files from ({query})", asked
    )
    files = [file["name"] for file in dicts(con, NAMES, {"files": told["files"] or []})]
    listed = dicts(
        con,
        f"select day, org_unit_id, value, file_id, record from ({query}) "
        "order by abs(value) desc nulls last, day, file_id, record limit $rows",
        {**asked, "rows": limit},
    )
    return Rows(int(told["n"]), told["total"], files, [located(con, row) for row in listed])


def located(con: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> dict[str, Any]:
    """Add the file's name, its sheet and the row a person finds there."""
    told = {"day": row["day"], "org_unit_id": row["org_unit_id"], "value": row["value"], "file_id": row["file_id"]}
    query = "select name, system, dataset from read_parquet('index/files.parquet') where file_id = $file"
    (file,) = dicts(con, query, {"file": row["file_id"]})
    raw = f"read_parquet('raw/{file['system']}/{file['dataset']}/{row['file_id']}.parquet')"
    # Where a row has a sheet, its number is stored.
    found = con.execute(f"select _sheet from {raw} where _row = $row limit 1", {"row": row["record"]}).fetchone()
    return {**told, "file": file["name"], "sheet": found[0] if found else None, "row": row["record"]}


def dicts(con: duckdb.DuckDBPyConnection, query: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query by column name."""
    result = con.execute(query, dict(asked))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
