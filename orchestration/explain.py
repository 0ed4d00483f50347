"""`opsmart explain`: from a published KPI value to its terms, measures, facts, files, sheets and rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from orchestration.contents.kpi_page import WINDOWS, shown
from orchestration.explain_privacy import SMALL_UNITS, small_units_below
from orchestration.explain_rows import dicts, goal_rows, term_rows
from orchestration.explain_warehouse import ExplainError, open_warehouse
from orchestration.home import Home
from orchestration.marts import KPI_MART
from orchestration.release import current_release, read_manifest, releases
from orchestration.settings import load_settings

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
PARTS = """
select table_name from information_schema.tables
where table_catalog = current_database() and table_schema = 'kpi' and starts_with(table_name, 'kpi__')
"""
MEASURED = """
select sum(x.value) as value
from measures.msr_{domain} as x
join kpi.kpi_closure as c on c.org_unit_id = x.org_unit_id and c.ancestor_id = $org
    and x.day between c.valid_from and c.valid_to
where x.measure_id = $measure and x.segment_type = $type and x.segment_value = $value and x.day between $from and $to
"""


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
    with open_warehouse(home, load_settings(home).engine) as con:
        age, hidden = _age_notes(home, con, cell, manifest)
        if hidden:
            return _untraced(told)
        terms = _terms(con, cell, rows) or _goal_terms(con, cell, rows)
        told["notes"] += age
        told["terms"] = [term for term in terms if term["role"] != "block" or term["rows"]]
        if small_units_below(con, cell, told["terms"]):
            told["notes"].append(SMALL_UNITS)
            told["terms"] = [_without_rows(term) for term in told["terms"]]
        else:
            told["terms"] = [_without_files(term) for term in told["terms"]]
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
    return {**term, "origins": [], "rows": None, "note": None}


def _without_files(term: dict[str, Any]) -> dict[str, Any]:
    """A term whose rows name their files themselves."""
    return {name: value for name, value in term.items() if name != "files"}


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
    found = dicts(
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
    parts = con.execute(PARTS).fetchall()
    now = [
        row
        for (part,) in parts
        for row in dicts(con, f'select value, status from kpi."{part}" where {same}', {key: cell[key] for key in keys})
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
    return [_term(con, cell, term, rows) for term in dicts(con, TERMS, asked)]


def _term(con: duckdb.DuckDBPyConnection, cell: dict[str, Any], term: dict[str, Any], rows: int) -> dict[str, Any]:
    measure, kind = term["measure_id"], term["time_aggregation"]
    found = term_rows(con, term, cell["org_unit_id"], cell["segment"], rows)
    if kind == "sum":
        segment_type, _, value = cell["segment"].partition("=")
        asked = {
            "measure": measure,
            "type": segment_type,
            "value": value or "all",
            "from": term["window_start"],
            "to": term["window_end"],
            "org": cell["org_unit_id"],
        }
        value = dicts(con, MEASURED.format(domain=term["domain"]), asked)[0]["value"]
    else:
        value = cell["numerator"] if cell["numerator"] is not None else cell["value"]
    note, total = None, found.total
    if kind == "sum" and abs(float(total or 0) - float(value or 0)) > 1e-6 * max(1.0, abs(float(value or 0))):
        note = f"the rows sum to {total}, the measure to {value}"
    return {
        **term,
        "value": value,
        "rows": found.count,
        "source": f"{term['domain']}.{measure}",
        "note": note,
        "files": found.files,
        "origins": found.origins,
    }


def _goal_terms(con: duckdb.DuckDBPyConnection, cell: dict[str, Any], rows: int) -> list[dict[str, Any]]:
    """A goal's rows: its definition and the check-ins it stands with in the period."""
    to = min(cell["period_end"], cell["as_of"])
    found = goal_rows(con, (cell["period_start"], to), cell["org_unit_id"], cell["segment"], rows)
    return [
        {
            "role": "goal", "seq": 1, "coef": 1, "measure_id": cell["kpi_id"], "domain": "strategy",
            "time_aggregation": "formula", "unit": "",
            "window_start": cell["period_start"], "window_end": to, "value": cell["value"], "rows": found.count,
            "source": "goals and check-ins", "note": None, "files": found.files, "origins": found.origins,
        }
    ]  # fmt: skip
