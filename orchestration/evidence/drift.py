"""Drift of each mart against the last release: what the night changed in what was already settled.

A period is settled once it ended ten days before the last release's as-of date: books are then closed, and a row that
comes late is one among many. What a mart is compared by is said in its YAML (meta `drift`), so that nothing here knows
a mart:

    period          {start, last_day, when, by}: first day (column), last day and rows to compare (SQL), grain (columns)
    by, scale       columns that name a figure (a KPI), and those that make its figures comparable (grain, window)
    values          columns compared cell by cell; in marts without a period row by row (default: doubles and decimals)
    sums            columns compared as totals by `by` and period
    members         columns whose members must not vanish; members that only had empty values may
    shares          columns whose members' shares are compared (default: all with accepted values)
    version, hidden the column with the version of a definition; the SQL condition of rows that show no figures
    limits          other bands than the defaults of `Limits`

`drift: false` leaves a mart out: one that tells what changed has no level to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from pathlib import Path

from orchestration.candidate import Candidate, candidate_folder
from orchestration.digests import code_digest
from orchestration.evidence.records import Evidence, Expected, Kind, Severity, crashed, outcome
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.release import last_published, read_manifest
from sources.errors import ContractError

LISTS = ("by", "scale", "values", "sums", "members", "shares")
NUMBERS = ("double", "float", "decimal", "numeric")
TOLD = 5
SAMPLES = 3


@dataclass(frozen=True)
class Limits:
    """The default bands; a mart's `limits` change single ones.

    They are wide: ordinary late rows, month ends and new years stay inside, a lost month or a doubled file does not.
    """

    settle_days: int = 10
    rows_lost: float = 0.10
    rows_lost_least: int = 3
    rows_grown: float = 1.0
    few_rows: int = 50  # below, shares of rows say nothing, and growth is no news
    nulls: float = 0.20
    shares: float = 0.20
    moved_by: float = 0.05  # a cell moved: by more than this part of itself, or of the usual figure if that is more
    moved: float = 0.10  # share of a figure's settled cells
    broken_by: float = 0.50
    broken: float = 0.50  # share of the cells of one period
    cells: int = 5  # fewer never alarm
    sum_by: float = 0.20
    jump: float = 50.0  # a new level: that many times all that was there, or that part of the usual
    jumped: float = 0.25  # share of the series (units, say) of a figure
    series: int = 3  # fewer never alarm
    history: int = 3  # periods that make a level


@dataclass(frozen=True)
class Period:
    """The period of a mart's rows: `start` and `by` (the grain) are columns, `last_day` and `when` are SQL."""

    start: str
    last_day: str
    when: str = "true"
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a mart is compared by, from its meta `drift`."""

    key: tuple[str, ...]
    columns: tuple[str, ...]
    period: Period | None
    by: tuple[str, ...]
    scale: tuple[str, ...]
    values: tuple[str, ...]
    sums: tuple[str, ...]
    members: tuple[str, ...]
    shares: tuple[str, ...]
    version: str
    hidden: str
    limits: Limits


def drift_id(mart: Mart) -> str:
    """Id of the evidence of a mart's drift."""
    return f"drift.{mart.id}"


def expected(marts: Iterable[Mart]) -> list[Expected]:
    """One check a mart, which warns; none for marts that leave drift out."""
    remedy = "compare the two releases (`opsmart diff`); if the change is meant, nothing is to do: it is said once"
    return [
        Expected(drift_id(mart), Kind.DRIFT, Severity.WARN, (mart.domain,), remedy)
        for mart in marts
        if mart.drift is not None
    ]


def drift_evidence(
    home: Home, marts: Iterable[Mart], candidate: Candidate, expected: Mapping[str, Expected]
) -> list[Evidence]:
    """Compare each mart with the newest release, whether or not `current` was rolled back since."""
    written, last = {file.path for file in candidate.files}, last_published(home)
    found = []
    for mart in marts:
        check = expected.get(drift_id(mart))
        if check is None or mart.path not in written:
            continue
        if last is None:
            found.append(outcome(check, candidate.digest, 0, "the first release: nothing to compare with"))
            continue
        before = home.releases / last.id
        try:
            found.append(_compared(home, mart, check, candidate, before, last.as_of))
        except Exception as error:  # whatever DuckDB raises on a file: this mart is told, the others are compared
            found.append(
                crashed(check, candidate.digest, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
            )
    return found


def plan(mart: Mart) -> Plan:
    """What a mart is compared by.

    Raises:
        ContractError: its meta `drift` names an unknown setting or column.
    """
    told = dict(mart.drift or {})
    names = [column.name for column in mart.columns]
    numbers = [c.name for c in mart.columns if c.data_type.startswith(NUMBERS) and c.name not in mart.key]
    limits, period = dict(told.pop("limits", {})), told.pop("period", None)
    _refuse(mart, set(told) - set(LISTS) - {"version", "hidden"}, "setting")
    _refuse(mart, set(limits) - {item.name for item in fields(Limits)}, "limit")
    _refuse(mart, set(period or {}) - {item.name for item in fields(Period)}, "setting of period")
    told = {"values": [] if period else numbers, "shares": [c.name for c in mart.columns if c.accepted], **told}
    lists: dict[str, tuple[str, ...]] = {name: tuple(told.get(name, ())) for name in LISTS}
    grain = [period["start"], *period.get("by", ())] if period else []
    version = str(told.get("version", ""))
    _refuse(mart, {*chain(*lists.values()), *grain, version or mart.key[0]} - set(names), "column")
    return Plan(
        key=mart.key,
        columns=tuple(names),
        period=Period(**{**period, "by": tuple(grain[1:])}) if period else None,
        version=version,
        hidden=str(told.get("hidden", "false")),
        limits=Limits(**limits),
        **lists,
    )


def _refuse(mart: Mart, unknown: Iterable[str], what: str) -> None:
    names = ", ".join(sorted(unknown))
    if names:
        raise ContractError(f"meta drift of {mart.name}: unknown {what} {names}", "see orchestration/evidence/drift.py")


def _compared(
    home: Home, mart: Mart, check: Expected, candidate: Candidate, before: Path, as_of_before: date
) -> Evidence:
    from orchestration.evidence.drift_checks import compare

    old, folder = before / "parquet" / mart.path, candidate_folder(home, candidate.id)
    against = f"against release {before.name}"
    if not old.is_file():
        return outcome(check, candidate.digest, 0, f"{against}: it does not have {mart.id} yet")
    parts = {part["path"]: part for part in read_manifest(before).get("marts", ())}
    part = parts.get(f"parquet/{mart.path}", {})
    if part.get("is_stale") and not part["rows"]:
        return outcome(check, candidate.digest, 0, f"{against}: {mart.id} was withheld from it")
    if candidate.as_of < as_of_before:
        return outcome(check, candidate.digest, 0, f"{against}: not compared, its as-of date {as_of_before} is later")
    drift = compare(plan(mart), old, folder / "parquet" / mart.path, as_of_before, candidate.as_of)
    since = [f"changed definitions: {', '.join(drift.versions)}"] if drift.versions else []
    if not drift.found:
        return outcome(check, candidate.digest, 0, "; ".join([f"{against}: no drift", *since]))
    if read_manifest(before)["code_digest"] != code_digest():
        since.append("the code is not that of the release")
    message = "; ".join([f"{against}: {drift.found[0]}", *drift.found[1:TOLD], *_more(drift.found), *since])
    path = f"rows/{check.check}.parquet"
    rows = path if drift.write_rows(folder / "evidence" / path) else ""
    return outcome(check, candidate.digest, len(drift.found), message, drift.samples[:SAMPLES], rows)


def _more(found: Sequence[str]) -> list[str]:
    return [f"and {len(found) - TOLD} more"] if len(found) > TOLD else []
