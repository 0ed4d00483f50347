"""`opsmart explain`: from a published KPI value to its terms, measures, facts, files, sheets and rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from orchestration.contents.kpi_page import WINDOWS, shown
from orchestration.engine import Engine
from orchestration.explain_privacy import SMALL_UNITS, small_units_below
from orchestration.explain_sources import GOAL, QUERIES
from orchestration.home import Home
from orchestration.marts import KPI_MART
from orchestration.release import current_release, read_manifest, releases
from orchestration.settings import load_settings
from sources.errors import OpsmartError

if TYPE_CHECKING:
    import duckdb

CELL = (
    "kpi_id, name_en, name_zh, org_unit_id, segment, grain, time_window, period_start, period_end, unit, "
    "numerator, denominator, value, status, as_of"
)
TERMS = """
select t.role, t.seq, t.coef, t.measure_id, m.domain, m.time_aggregation, m.unit, w.window_start, w.window_end
from seed.kpi_term as t
join seed.measure_catalog as m using (measure_id)
join kpi.kpi_window as w on w.grain = $grain and w.period_start = $period_start
    and w.time_window = coalesce(t.time_window, $time_window)
    and w.offset_months = coalesce(t.offset_n,
        0) * case t.offset_unit when 'm' then 1 when 'q' then 3 when 'y' then 12 else 0 end
where t.kpi_id = $kpi_id
order by t.role desc, t.seq
"""
BELOW = """
exists (select 1 from kpi.kpi_closure as c where c.org_unit_id = x.org_unit_id and c.ancestor_id = $org
    and x.day between c.valid_from and c.valid_to)
"""


class ExplainError(OpsmartError):
    """There is no such value, or nothing to trace it in."""


@dataclass(frozen=True)
class Question:
    """Which value: KPI, unit, segment, period as people write it, window (None: the first), first fiscal month."""

    kpi_id: str
    org_unit_id: str
    segment: str
    period: str
    time_window: str | None
    fiscal_start_month: int


def explain_value(home: Home, question: Question, rows: int) -> dict[str, Any]:
    """Trace a value of the current release; at most `rows` source rows for each term, the largest first.

    Raises:
        ExplainError: no such value, or the warehouse is gone.
    """
    import duckdb

    release = current_release(home)
    with duckdb.connect(str(release / "marts.duckdb"), read_only=True) as con:
        cell = _cell(con, question)
    manifest = read_manifest(release)
    told: dict[str, Any] = {**cell, "release_id": manifest["release_id"], "notes": [], "terms": []}
    if cell["status"] == "suppressed":
        return _untraced(told)
    if load_settings(home).engine is not Engine.DUCKDB:
        raise ExplainError(
            "values are traced in DuckDB's warehouse, and this home's engine is Spark",
            "trace it in a home with engine = 'duckdb' on the same lake",
        )
    if not home.warehouse_file.is_file():
        raise ExplainError("the warehouse is gone", "`opsmart nightly --force` rebuilds it from the lake")
    with duckdb.connect(str(home.warehouse_file), read_only=True) as con:
        con.execute(f"set file_search_path = '{str(home.lake).replace(chr(39), chr(39) * 2)}'")
        age, hidden = _age_notes(home, con, cell, manifest)
        if hidden:
            return _untraced(told)
        terms = _terms(con, cell, rows) or _goal_terms(con, cell, rows)
        told["notes"] += age
        told["terms"] = [term for term in terms if term["role"] != "block" or term["rows"]]
        if small_units_below(con, cell, told["terms"]):
            told["notes"].append(SMALL_UNITS)
            told["terms"] = [_without_rows(term) for term in told["terms"]]
    return told


def _untraced(told: dict[str, Any]) -> dict[str, Any]:
    """A suppressed cell: nothing but its name, whatever the release or the warehouse holds."""
    return {
        **told,
        **dict.fromkeys(("numerator", "denominator", "value")),
        "status": "suppressed",
        "notes": ["the value rests on too few people: it is not traced"],
        "terms": [],
    }


def _without_rows(term: dict[str, Any]) -> dict[str, Any]:
    """A term with the files of the rows instead of the rows."""
    files = sorted({origin["file"] for origin in term["origins"] if origin["file"]})
    return {**term, "origins": [], "rows": None, "note": None, "files": files}


def parse_period(text: str, fiscal_start_month: int) -> tuple[str, date]:
    """Return grain and first day of a period as people write it; a fiscal year is named by the year in which it starts.

    Raises:
        ExplainError: it is none of the forms.
    """
    try:
        if match := re.fullmatch(r"(\d{4})", text):
            return "year", date(int(match[1]), fiscal_start_month, 1)
        if match := re.fullmatch(r"(\d{4})-?Q([1-4])", text, re.IGNORECASE):
            months = fiscal_start_month - 1 + 3 * (int(match[2]) - 1)
            return "quarter", date(int(match[1]) + months // 12, months % 12 + 1, 1)
        if match := re.fullmatch(r"(\d{4})-?W(\d{1,2})", text, re.IGNORECASE):
            return "week", date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return "month", date(int(match[1]), int(match[2]), 1)
        return "day", date.fromisoformat(text)
    except ValueError:
        raise ExplainError(f"'{text}' is no period", "write 2025, 2025-Q4, 2025-11, 2025-W47 or 2025-11-28") from None


def _cell(con: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    grain, start = parse_period(question.period, question.fiscal_start_month)
    asked = {
        "kpi": question.kpi_id,
        "org": question.org_unit_id,
        "segment": question.segment,
        "grain": grain,
        "start": start,
    }
    found = _dicts(
        con,
        f"select {CELL} from {KPI_MART} where kpi_id = $kpi and org_unit_id = $org and segment = $segment "
        "and grain = $grain and period_start = $start",
        asked,
    )
    wanted = [row for row in found if question.time_window in (None, row["time_window"])]
    if not wanted:
        raise ExplainError(
            f"the current release has no value of {question.kpi_id} for {question.org_unit_id}, {question.segment}, "
            f"{grain} of {start}{f', {question.time_window}' if question.time_window else ''}",
            _near(con, question, grain),
        )
    return min(wanted, key=lambda row: WINDOWS.index(row["time_window"]) if row["time_window"] in WINDOWS else 99)


def _near(con: duckdb.DuckDBPyConnection, question: Question, grain: str) -> str:
    """Name what there is instead."""
    for column, value in (
        ("kpi_id", question.kpi_id),
        ("org_unit_id", question.org_unit_id),
        ("segment", question.segment),
    ):
        held = f"kpi_id = '{question.kpi_id}'" if column != "kpi_id" else "true"
        names = [
            str(name)
            for (name,) in con.execute(f"select distinct {column} from {KPI_MART} where {held} order by 1").fetchall()
        ]
        if value not in names:
            return f"{column} is one of: {', '.join(names[:40])}"
    query = f"select distinct grain, time_window from {KPI_MART} where kpi_id = $kpi order by all"
    offered = [f"{grain}/{window}" for grain, window in con.execute(query, {"kpi": question.kpi_id}).fetchall()]
    return f"grains and windows of the KPI: {', '.join(offered)}"


def _age_notes(
    home: Home, con: duckdb.DuckDBPyConnection, cell: dict[str, Any], manifest: dict[str, Any]
) -> tuple[list[str], bool]:
    """Say so where warehouse and release differ: what follows is the warehouse's state. True: it hides the value."""
    built = json.loads(home.built.read_text(encoding="utf-8")) if home.built.is_file() else {}
    keys = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start")
    same = " and ".join(f"{key} = ${key}" for key in keys)
    parts = con.execute("select table_name from duckdb_tables() where starts_with(table_name, 'kpi__')").fetchall()
    now = [
        row
        for (part,) in parts
        for row in _dicts(con, f'select value, status from kpi."{part}" where {same}', {key: cell[key] for key in keys})
    ]
    if any(row["status"] == "suppressed" for row in now):
        return [], True
    if built.get("input_digest") == manifest["input_digest"]:
        return [], False
    release, candidate = manifest["release_id"], built.get("candidate_id", "unknown")
    made = {item.input_digest: item.created_at for item in releases(home)}
    is_newer = made.get(built.get("input_digest", ""), datetime.max.replace(tzinfo=UTC)) > datetime.fromisoformat(
        manifest["created_at"]
    )
    told = [
        f"release {release} is older than the warehouse: what follows is of candidate {candidate}"
        if built and is_newer
        else f"the warehouse was not built for release {release}: what follows is of candidate {candidate}"
    ]
    differs = [row for row in now if (row["value"], row["status"]) != (cell["value"], cell["status"])]
    told += [f"in the warehouse the value is {_plain(row['value'], cell)} ({row['status']})" for row in differs]
    return told, False


def _plain(value: float | None, cell: dict[str, Any]) -> str:
    return shown(value, cell["unit"], "").strip()


def _terms(con: duckdb.DuckDBPyConnection, cell: dict[str, Any], rows: int) -> list[dict[str, Any]]:
    asked = {name: cell[name] for name in ("kpi_id", "grain", "period_start", "time_window")}
    return [_term(con, cell, term, rows) for term in _dicts(con, TERMS, asked)]


def _term(con: duckdb.DuckDBPyConnection, cell: dict[str, Any], term: dict[str, Any], rows: int) -> dict[str, Any]:
    measure, kind = term["measure_id"], term["time_aggregation"]
    window = {"from": term["window_start"], "to": term["window_end"], "org": cell["org_unit_id"]}
    if kind == "sum":
        segment_type, _, value = cell["segment"].partition("=")
        asked = {**window, "measure": measure, "type": segment_type, "value": value or "all"}
        query = (
            f"select sum(x.value) as value from measures.msr_{term['domain']} as x where x.measure_id = $measure "
            f"and x.segment_type = $type and x.segment_value = $value and x.day between $from and $to and {BELOW}"
        )
        value = _dicts(con, query, asked)[0]["value"]
    else:
        value = cell["numerator"] if cell["numerator"] is not None else cell["value"]
    count, total, origins = _contributions(con, QUERIES[measure], {**window, "measure": measure}, cell["segment"], rows)
    note = None
    if kind == "sum" and abs(float(total or 0) - float(value or 0)) > 1e-6 * max(1.0, abs(float(value or 0))):
        note = f"the rows sum to {total}, the measure to {value}"
    return {
        **term,
        "value": value,
        "rows": count,
        "source": f"{term['domain']}.{measure}",
        "note": note,
        "origins": origins,
    }


def _goal_terms(con: duckdb.DuckDBPyConnection, cell: dict[str, Any], rows: int) -> list[dict[str, Any]]:
    """A goal's rows: its definition and the check-ins up to the period's end."""
    segment_type, _, goal = cell["segment"].partition("=")
    query = f"select * from ({GOAL}) where {'goal_id = $goal' if segment_type == 'goal' else '$goal is not null'}"
    to = min(cell["period_end"], cell["as_of"])
    asked = {"from": date(1, 1, 1), "to": to, "org": cell["org_unit_id"], "goal": goal}
    count, _, origins = _contributions(con, query, asked, "total", rows)
    return [
        {
            "role": "goal", "seq": 1, "coef": 1, "measure_id": cell["kpi_id"], "domain": "strategy",
            "time_aggregation": "formula", "unit": "",
            "window_start": cell["period_start"], "window_end": to, "value": cell["value"], "rows": count,
            "source": "goals and check-ins", "note": None, "origins": origins,
        }
    ]  # fmt: skip


def _contributions(
    con: duckdb.DuckDBPyConnection, query: str, asked: dict[str, Any], segment: str, rows: int
) -> tuple[int, Any, list[dict[str, Any]]]:
    """Number and sum of the rows behind a term at or below the unit, and the largest with file, sheet and row."""
    segment_type, _, value = segment.partition("=")
    of_segment = f'x."{segment_type}" = $segment' if value else "true"
    chosen = f"from ({query}) as x where x.day between $from and $to and {of_segment} and {BELOW}"
    given = {**asked, "segment": value} if value else dict(asked)
    used = {name: item for name, item in given.items() if f"${name}" in chosen}
    summed = _dicts(con, f"select count(*) as n, sum(x.value) as total {chosen}", used)[0]
    listed = _dicts(
        con,
        f"select x.day, x.org_unit_id, x.value, x.file_id, x.record {chosen} "
        "order by abs(x.value) desc nulls last, x.day, x.file_id, x.record limit $rows",
        {**used, "rows": rows},
    )
    return int(summed["n"]), summed["total"], [_located(con, row) for row in listed]


def _located(con: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> dict[str, Any]:
    """Add the file's name, its sheet and the row a person finds there."""
    told = {"day": row["day"], "org_unit_id": row["org_unit_id"], "value": row["value"], "file_id": row["file_id"]}
    if row["file_id"] is None:
        return {**told, "file": None, "sheet": None, "row": None}
    query = "select name, system, dataset from read_parquet('index/files.parquet') where file_id = $file"
    (file,) = _dicts(con, query, {"file": row["file_id"]})
    raw = f"read_parquet('raw/{file['system']}/{file['dataset']}/{row['file_id']}.parquet')"
    # Where a row has a sheet, its number is stored.
    found = con.execute(f"select _sheet from {raw} where _row = $row limit 1", {"row": row["record"]}).fetchone()
    return {**told, "file": file["name"], "sheet": found[0] if found else None, "row": row["record"]}


def _dicts(con: duckdb.DuckDBPyConnection, query: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    result = con.execute(query, asked)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
