"""`opsmart diff`: what differs between two releases, read from their own files; nothing else is asked.

A figure that is hidden in either release is told without its values: what was shown before it was hidden is not told
again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.contents.kpi_page import shown
from orchestration.home import Home
from orchestration.marts import KPI_MART
from orchestration.release import ReleaseError, current_id, read_manifest, release_ids

if TYPE_CHECKING:
    import duckdb

RESTATEMENTS, AUDIT = "mart_restatement", "mart_ingest_audit"
KEY = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start")
MOST = 500
"""Figures that are told one by one; all are counted."""
LINES = 12
CAUSES = {
    "changed_definition": "its definition changed",
    "changed_models": "models or settings changed",
    "changed_mapping": "a mapping changed",
    "changed_rate": "an exchange rate changed",
    "corrected_slice": "its days were replaced",
    "late_data": "late data",
    "later_events": "the as-of day moved on",
}
SAME = 1e-9
"""Relative: a tie in the last of twelve digits may fall either way on another engine (macro same_figure)."""
CELLS = """
with cell as (
    select {key},
        coalesce(b.unit, a.unit) as unit,
        case when b.kpi_id is null then 'vanished' when a.kpi_id is null then 'appeared' else 'changed' end as what,
        coalesce(a.status = 'suppressed', false) or coalesce(b.status = 'suppressed', false) as is_hidden,
        a.value as a_value, b.value as b_value, a.status as a_status, b.status as b_status,
        coalesce(a.is_complete, b.is_complete) as was_over,
        {closed} is not null as is_closed, {closed} as frozen
    from {a} as a full join {b} as b using ({key})
    where a.kpi_id is null or b.kpi_id is null or a.status <> b.status
        or not coalesce(abs(a.value - b.value) <= {same} * greatest(abs(a.value), abs(b.value)),
            a.value is null and b.value is null)
)
select {key}, what, unit, was_over, is_closed,
    case when not is_hidden then a_value end as before, case when not is_hidden then b_value end as after,
    case when not is_hidden then a_status end as status_before,
    case when not is_hidden then b_status else 'suppressed' end as status_after,
    case when not is_hidden then b_value - a_value end as change,
    case when not is_hidden and a_value <> 0 then (b_value - a_value) / abs(a_value) end as change_share,
    case when not is_hidden then frozen end as closed_value
from cell
"""


def diff_releases(home: Home, a: str, b: str, most: int = MOST) -> dict[str, Any]:
    """Compare two releases of a home.

    Args:
        home: the home.
        a: id of the earlier release, or `current`, or `previous` (the one made before the current).
        b: the other release, named likewise.
        most: figures to tell one by one, the most important first: of closed periods, then of periods that were over,
            then changed ones by their share.

    Returns:
        `a`, `b`: release_id, as_of, created_at.
        `follows`: b was compared with a when it was made, so that causes are known.
        `code_changed`, `settings_changed`.
        `definitions`: kpi_id, before, after (versions) of KPIs whose definition changed.
        `files`: came, superseded, withdrawn, otherwise; each file_id, name, before, after (outcomes).
        `marts`: mart, before, after (rows) where they differ.
        `figures`: counts (changed, appeared, vanished; of the changed ones: closed, and over: of other periods that
        were over), and `told`: figures with what, before, after, status_before, status_after, change, change_share,
        is_closed, closed_value, was_over, cause, cause_files.

    Raises:
        ReleaseError: there is no such release.
    """
    import duckdb

    names = (_named(home, a), _named(home, b))
    folders = [home.releases / name for name in names]
    manifests = [read_manifest(folder) for folder in folders]
    with duckdb.connect() as con:
        con.execute("set threads = 2")
        for side, folder in zip("ab", folders, strict=True):
            for mart in (KPI_MART, RESTATEMENTS, AUDIT):
                _attach(con, f"{side}_{mart}", folder / "parquet" / mart)
        follows = _follows(con, home, names)
        return {
            "a": _about(manifests[0]),
            "b": _about(manifests[1]),
            "follows": follows,
            "code_changed": manifests[0]["code_digest"] != manifests[1]["code_digest"],
            "settings_changed": manifests[0]["settings_digest"] != manifests[1]["settings_digest"],
            "definitions": _definitions(con),
            "files": _files(con),
            "marts": _row_counts(manifests[0], manifests[1]),
            "figures": _figures(con, follows, most),
        }


def diff_lines(told: Mapping[str, Any], currency: str = "") -> list[str]:
    """The differences for a console: figures (closed periods first), definitions, files, marts, code and settings."""
    a, b, figures = told["a"], told["b"], told["figures"]
    lines = [
        f"{a['release_id']} (as of {a['as_of']}) -> {b['release_id']} (as of {b['as_of']})",
        f"figures: {figures['changed']} changed ({figures['closed']} of closed periods, {figures['over']} of others "
        f"that were over), {figures['appeared']} appeared, {figures['vanished']} vanished",
    ]
    restated = [cell for cell in figures["told"] if cell["what"] == "changed" and cell["was_over"]]
    lines += [f"  {_cell_line(cell, currency)}" for cell in restated[:LINES]]
    left = figures["closed"] + figures["over"] - min(len(restated), LINES)
    lines += [f"  and {left} more: --json"] if left > 0 else []
    lines += [
        f"definition of {one['kpi_id']}: version {one['before']} -> {one['after']}" for one in told["definitions"]
    ]
    for what, files in told["files"].items():
        lines += [f"file {what}: {_file_line(file)}" for file in files[:LINES]]
        lines += [f"  and {len(files) - LINES} more"] if len(files) > LINES else []
    lines += [f"{one['mart']}: {one['before']} -> {one['after']} rows" for one in told["marts"]]
    lines += [f"{name} changed" for name in ("code", "settings") if told[f"{name}_changed"]]
    return lines if len(lines) > 2 or any(figures[name] for name in ("changed", "appeared", "vanished")) else [
        lines[0], "nothing differs",
    ]  # fmt: skip


def _named(home: Home, name: str) -> str:
    known = release_ids(home)
    current = current_id(home)
    if name == "current" and current in known:
        return str(current)
    if name == "previous" and current in known[1:]:
        return known[known.index(str(current)) - 1]
    if name not in known:
        raise ReleaseError(
            f"there is no release {name}",
            f"name one of: {', '.join(['current', 'previous', *known]) if known else 'none'}",
        )
    return name


def _about(manifest: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(manifest[name]) for name in ("release_id", "as_of", "created_at")}


def _attach(con: duckdb.DuckDBPyConnection, view: str, folder: Path) -> None:
    """Give a mart's files a name; a release that is older than the mart has none, and then there is no view."""
    files = sorted(folder.rglob("*.parquet"))
    if files:
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
        con.execute(
            f'create view "{view}" as select * from read_parquet([{listed}], hive_partitioning = false, '
            "union_by_name = true)"
        )


def _columns(con: duckdb.DuckDBPyConnection, view: str) -> set[str]:
    query = "select column_name from duckdb_columns() where table_name = $view"
    return {name for (name,) in con.execute(query, {"view": view}).fetchall()}


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    result = con.execute(query)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _follows(con: duckdb.DuckDBPyConnection, home: Home, names: Sequence[str]) -> bool:
    """Whether b's restatements are told against a."""
    if not _columns(con, f"b_{RESTATEMENTS}"):
        return False
    found = {name for (name,) in con.execute(f"select distinct previous_release_id from b_{RESTATEMENTS}").fetchall()}
    if found:
        return names[0] in found
    known = release_ids(home)
    return known.index(names[1]) == known.index(names[0]) + 1


def _definitions(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    version = "(select kpi_id, max(kpi_version) as version from {} group by kpi_id)"
    a, b = (version.format(f"{side}_{KPI_MART}") for side in "ab")
    return _rows(
        con,
        f"select kpi_id, a.version as before, b.version as after from {a} as a full join {b} as b using (kpi_id) "
        "where a.version is distinct from b.version order by kpi_id",
    )


def _files(con: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """Files by what became of them between the two releases."""
    found = _rows(
        con,
        "select file_id, coalesce(b.file_name, a.file_name) as name, a.outcome as before, b.outcome as after "
        f"from a_{AUDIT} as a full join b_{AUDIT} as b using (file_id) where a.outcome is distinct from b.outcome "
        "order by name, file_id",
    )
    told: dict[str, list[dict[str, Any]]] = {"came": [], "superseded": [], "withdrawn": [], "otherwise": []}
    for file in found:
        kind = "came" if file["before"] is None else file["after"]
        told[kind if kind in told else "otherwise"].append(file)
    return told


def _row_counts(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[dict[str, Any]]:
    counts: dict[str, list[int]] = {}
    for side, manifest in enumerate((a, b)):
        for entry in manifest["marts"]:
            counts.setdefault(entry["mart"], [0, 0])[side] += int(entry["rows"])
    return [
        {"mart": mart, "before": before, "after": after}
        for mart, (before, after) in sorted(counts.items())
        if before != after
    ]


def _figures(con: duckdb.DuckDBPyConnection, follows: bool, most: int) -> dict[str, Any]:
    key = ", ".join(KEY)
    closed = "b.closed_value" if "closed_value" in _columns(con, f"b_{KPI_MART}") else "cast(null as double)"
    query = CELLS.format(key=key, same=SAME, closed=closed, a=f"a_{KPI_MART}", b=f"b_{KPI_MART}")
    con.execute(f"create temp table cell as {query}")
    counts = _rows(
        con,
        "select count(*) filter (what = 'changed') as changed, count(*) filter (what = 'appeared') as appeared, "
        "count(*) filter (what = 'vanished') as vanished, count(*) filter (what = 'changed' and is_closed) as closed, "
        "count(*) filter (what = 'changed' and was_over and not is_closed) as over from cell",
    )[0]
    causes, joined = "cast(null as varchar) as cause, cast(null as varchar) as cause_files", ""
    if follows:
        causes = "coalesce(r.cause, case when not was_over then 'later_events' end) as cause, r.cause_files"
        joined = f"left join b_{RESTATEMENTS} as r using ({key})"
    told = _rows(
        con,
        f"select cell.*, {causes} from cell {joined} order by is_closed desc, was_over desc, what = 'changed' desc, "
        f"segment = 'total' desc, abs(cell.change_share) desc nulls last, {key} limit {int(most)}",
    )
    return {**counts, "told": told}


def _cell_line(cell: Mapping[str, Any], currency: str) -> str:
    """`closed: nps of MI, month of 2025-10-01, period: 50 points -> 70 points (+40.0 %), late data: a.csv`."""
    name = cell["kpi_id"] + (f" {cell['segment']}" if cell["segment"] != "total" else "")
    where = f"{name} of {cell['org_unit_id']}, {cell['grain']} of {cell['period_start']}, {cell['time_window']}"
    sides = [_side(cell, side, currency) for side in ("before", "after")]
    share = f" ({cell['change_share']:+.1%})".replace("%", " %") if cell["change_share"] is not None else ""
    cause = f", {CAUSES[cell['cause']]}" if cell["cause"] else ""
    files = f": {cell['cause_files']}" if cell["cause_files"] else ""
    return f"{'closed: ' if cell['is_closed'] else ''}{where}: {sides[0]} -> {sides[1]}{share}{cause}{files}"


def _side(cell: Mapping[str, Any], side: str, currency: str) -> str:
    """A value in its unit, else its status; both where only the status changed."""
    value, status = cell[side], cell[f"status_{side}"]
    if value is None:
        return str(status or "not told")
    text = shown(value, cell["unit"], currency).strip()
    return f"{text} {status}" if cell["before"] == cell["after"] else text


def _file_line(file: Mapping[str, Any]) -> str:
    change = f" ({file['before']} -> {file['after']})" if file["before"] else f" ({file['after']})"
    return f"{file['name']}{change}"
