"""`opsmart close`: freezes the figures of a period as the current release shows them, or opens the period again.

A close is one file in the lake's ledger, written in one step; the next night fills `closed_value` from it. Nothing is
ever removed: opening a period again is another entry, and so is the next close, which freezes anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.clock import Clock
from orchestration.explain import parse_period
from orchestration.gate import State
from orchestration.home import Home
from orchestration.marts import KPI_MART
from orchestration.release import current_release, read_manifest
from orchestration.settings import Settings
from sources.errors import OpsmartError

if TYPE_CHECKING:
    import duckdb

    from sources.lake.ledger import CloseEntry

GRAINS = ("month", "quarter", "year")
NOT_FIGURES = ("core", "trust")
"""Domains without a part of `mart_kpi`: that one of them is held takes nothing from the figures of a period."""
FROZEN = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start", "kpi_version", "value", "status")


class CloseError(OpsmartError):
    """The period cannot be closed, or not be opened again."""


def close_period(home: Home, settings: Settings, period: str, clock: Clock, reason: str = "") -> dict[str, Any]:
    """Freeze the figures of a period (its own grain, all windows) as the current release shows them.

    The caller holds the writer lock. A suppressed figure is frozen without a value.

    Args:
        home: the home.
        settings: its settings; the fiscal year's first month names quarters and years.
        period: a month, quarter or year as `opsmart explain` reads them: 2026-03, 2026-Q1, 2026.
        clock: says when.
        reason: why; kept in the ledger.

    Returns:
        action, period, grain, period_start, release_id, figures (cells frozen), values (of these, with one), closed_at.

    Raises:
        ReleaseError: nothing has been released yet.
        ExplainError: `period` is none of the forms.
        CloseError: the period is closed already, runs still or has no figures, or a domain is held.
    """
    import duckdb

    from sources.lake.ledger import CloseAction

    grain, start = _period(settings, period)
    release = current_release(home)
    last = _last_entry(home, grain, start)
    if last is not None and last.action == CloseAction.CLOSE:
        raise CloseError(
            f"{last.period} was closed on {last.closed_at:%Y-%m-%d} with the figures of release {last.release_id}",
            f"to freeze it anew, first `opsmart close {period} --reopen --reason TEXT`",
        )
    _refuse_held(release, period)
    with duckdb.connect() as con:
        _refuse_unfinished(con, release, period, grain, start)
        cells = con.execute(
            f"select {', '.join(FROZEN)} from {_figures(release)} where grain = $grain and period_start = $start "
            f"order by {', '.join(FROZEN[:6])}",
            {"grain": grain, "start": start},
        ).to_arrow_table()
    told = _append(home, CloseAction.CLOSE, period, grain, start, release.name, clock, reason, cells)
    return {**told, "figures": cells.num_rows, "values": cells.num_rows - cells.column("value").null_count}


def reopen_period(home: Home, settings: Settings, period: str, clock: Clock, reason: str) -> dict[str, Any]:
    """Open a closed period again; what was frozen stays in the ledger but is no longer shown.

    The caller holds the writer lock.

    Returns:
        action, period, grain, period_start, release_id (whose figures were frozen), closed_at (now).

    Raises:
        ExplainError: `period` is none of the forms.
        CloseError: the period is not closed, or no reason is given.
    """
    from sources.lake.ledger import CloseAction

    grain, start = _period(settings, period)
    last = _last_entry(home, grain, start)
    if last is None or last.action != CloseAction.CLOSE:
        raise CloseError(f"{period} is not closed", f"`opsmart close {period}` closes it")
    if not reason.strip():
        raise CloseError(f"{period} is closed, and no reason is given to open it", "say why: --reason TEXT")
    return _append(home, CloseAction.REOPEN, period, grain, start, last.release_id, clock, reason, None)


def close_lines(told: Mapping[str, Any]) -> list[str]:
    """What was done, and the next step, for a person."""
    if told["action"] == "reopen":
        return [f"{told['period']} is open again", "next: opsmart nightly"]
    figures = f"{told['values']} figures of release {told['release_id']} are frozen"
    return [f"{told['period']} is closed: {figures}", "next: opsmart nightly; `opsmart diff` tells what changes later"]


def _period(settings: Settings, period: str) -> tuple[str, date]:
    grain, start = parse_period(period, settings.company.fiscal_start_month)
    if grain not in GRAINS:
        raise CloseError(f"{period} is a {grain}", "name a month, quarter or year: 2026-03, 2026-Q1, 2026")
    return grain, start


def _last_entry(home: Home, grain: str, start: date) -> CloseEntry | None:
    from sources.lake.ledger import close_entries
    from sources.lake.paths import Lake

    found = [entry for entry in close_entries(Lake(home.lake)) if (entry.grain, entry.period_start) == (grain, start)]
    return found[-1] if found else None


def _refuse_held(release: Path, period: str) -> None:
    states = read_manifest(release)["evidence"]["domains"]
    held = [name for name, state in states.items() if state == State.HELD and name not in NOT_FIGURES]
    if held:
        raise CloseError(
            f"{period} cannot be closed: in release {release.name} {', '.join(held)} is held",
            "clear what holds it (`opsmart gate`), run `opsmart nightly`, then close",
        )


def _refuse_unfinished(con: duckdb.DuckDBPyConnection, release: Path, period: str, grain: str, start: date) -> None:
    asked = {"grain": grain, "start": start}
    found = con.execute(
        "select count(*), bool_and(is_complete), max(period_end), max(as_of), "
        "list_sort(list_distinct(list(domain) filter (where is_stale))) "
        f"from {_figures(release)} where grain = $grain and period_start = $start",
        asked,
    ).fetchone()
    assert found is not None
    figures, is_complete, end, as_of, stale = found
    if not figures:
        raise CloseError(
            f"release {release.name} has no figures of {period}",
            f"name a {grain} that `opsmart sql` finds in mart_kpi with grain = '{grain}'",
        )
    if not is_complete:
        raise CloseError(
            f"{period} runs until {end}, and release {release.name} counts events up to {as_of}",
            f"close it with a release as of {end} or later",
        )
    if stale:
        raise CloseError(
            f"{period} cannot be closed: release {release.name} shows {', '.join(stale)} of an earlier release",
            "run `opsmart nightly` until the domain is released again, then close",
        )


def _append(
    home: Home,
    action: Any,
    period: str,
    grain: str,
    start: date,
    release_id: str,
    clock: Clock,
    reason: str,
    cells: Any,
) -> dict[str, Any]:
    """Write the next entry of the ledger; returns what it says."""
    import pyarrow as pa

    from sources.lake.ledger import CloseEntry, append_close, close_entries
    from sources.lake.paths import Lake

    lake, at = Lake(home.lake), clock.now()
    seq = max((entry.seq for entry in close_entries(lake)), default=0) + 1
    entry = CloseEntry(seq, action, period, grain, start, reason, release_id, at.astimezone(UTC).replace(tzinfo=None))
    append_close(lake, entry, cells if cells is not None else pa.table({}))
    return {
        "action": str(action), "period": period, "grain": grain, "period_start": start, "release_id": release_id,
        "closed_at": at,
    }  # fmt: skip


def _figures(release: Path) -> str:
    """SQL of the release's KPI figures."""
    parts = str(release / "parquet" / KPI_MART).replace("'", "''")
    return f"read_parquet('{parts}/*/data.parquet', hive_partitioning = false, union_by_name = true)"
