"""The small demo company over four nights, each with a release: what lands, and what the releases tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from nights import rows, run_night
from small_home import (
    AS_OF,
    CORRECTED_OCTOBER,
    FROM_UNIT,
    GERMAN_LISTS,
    MOVED_COST_CENTRE,
    NEW_MAPPING,
    OCTOBER,
    SEPTEMBER,
    TO_UNIT,
    SmallHome,
    company,
)

from orchestration.clock import Clock
from orchestration.close import close_period, reopen_period
from orchestration.settings import lake_settings, load_settings
from sources.demo.exports.workbooks import template_rows
from sources.ingest import decide
from sources.lake.ledger import DecisionKind
from sources.templates.workbook import template_contracts, write_template

REVENUE = "800000"
MORE = 1000
"""What the corrected October list has more, in EUR: a sale and what the customer owes for it."""
SAME_RATES = "templates/opsmart_fx_rate_2025-12-21.xlsx"
START = datetime(2025, 12, 20, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """A night's release: its id, and its rows of both marts, as dicts, by the key of a cell."""

    release_id: str
    kpis: dict[tuple[Any, ...], dict[str, Any]]
    restated: dict[tuple[Any, ...], dict[str, Any]]


KEY = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start")
KPI = ("value", "status", "closed_value", "first_published_value")
RESTATED = (
    "previous_value", "value", "previous_status", "status", "change", "change_share", "is_closed", "closed_value",
    "cause", "cause_files", "gating_domain", "previous_release_id", "previous_as_of", "as_of",
)  # fmt: skip


def told(at: SmallHome, release_id: str) -> Told:
    def by_key(mart: str, columns: tuple[str, ...]) -> dict[tuple[Any, ...], dict[str, Any]]:
        found = rows(at.home, f"select {', '.join((*KEY, *columns))} from mart", mart)
        return {row[: len(KEY)]: dict(zip(columns, row[len(KEY) :], strict=True)) for row in found}

    return Told(release_id, by_key("mart_kpi", KPI), by_key("mart_restatement", RESTATED))


def corrected_october(pool: Path, target: Path) -> None:
    """The October list with one sale of `MORE` EUR more."""
    lines = (pool / GERMAN_LISTS[OCTOBER]).read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in lines]
    document = next(line[2] for line in cells if line[1] == REVENUE)
    for line in cells:
        if line[2] == document:
            line[5] = f"{float(line[5]) + (MORE if float(line[5]) > 0 else -MORE):.2f}"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(",".join(line) for line in cells) + "\n", encoding="utf-8")


def november_mapping(target: Path) -> None:
    """In November, what is posted on Sales Europe's cost centre belongs to Sales Asia Pacific."""
    moved = []
    for row in (events := company()).org_mappings:
        if (row.source_type, row.source_key) == ("cost_center", MOVED_COST_CENTRE):
            assert row.org_unit_id == FROM_UNIT
            moved.append(replace(row, valid_to=date(2025, 10, 31)))
            moved.append(replace(row, org_unit_id=TO_UNIT, valid_from=date(2025, 11, 1), valid_to=date(2025, 11, 30)))
            moved.append(replace(row, valid_from=date(2025, 12, 1)))
        else:
            moved.append(row)
    rows = template_rows(replace(events, org_mappings=tuple(moved)))["org_mapping"]
    write_template(template_contracts()["org_mapping"], target, rows)


def same_rates(target: Path) -> None:
    """All exchange rates once more, in another order."""
    rows = list(template_rows(company())["fx_rate"])
    write_template(template_contracts()["fx_rate"], target, rows[::-1])


def run_nights(at: SmallHome) -> dict[str, Told]:
    """A base; a corrected and a late file after a close; a mapping, a withdrawal and a re-opening; the same again."""
    found: dict[str, Told] = {}
    settings, landing = load_settings(at.home), at.root / "landing"

    def night(name: str, hours: int, models: str = "same") -> None:
        at.home.dbt_target.mkdir(parents=True, exist_ok=True)
        clock = Clock(START + timedelta(hours=hours))
        with mock.patch("orchestration.digests.code_digest", return_value="0" * 64):  # it does not change meanwhile
            found[name] = told(at, run_night(at.home, at.warehouse, clock, AS_OF, models))

    later = {CORRECTED_OCTOBER, NEW_MAPPING, GERMAN_LISTS[SEPTEMBER]}
    at.land(name for name in at.files() if name not in later)
    night("base", 1)
    close_period(at.home, settings, "2025-10", Clock(START + timedelta(hours=2)), "agreed with the auditor")
    corrected_october(at.pool, landing / CORRECTED_OCTOBER)
    (landing / GERMAN_LISTS[SEPTEMBER]).write_bytes((at.pool / GERMAN_LISTS[SEPTEMBER]).read_bytes())
    night("corrected", 24)
    november_mapping(landing / NEW_MAPPING)
    same_rates(landing / SAME_RATES)
    at_noon = Clock(START + timedelta(hours=34))
    name, chosen = GERMAN_LISTS[SEPTEMBER], lake_settings(settings, AS_OF)
    decide(at.home.lake, chosen, name, DecisionKind.WITHDRAW, at_noon.now())
    reopen_period(at.home, settings, "2025-10", at_noon, "the correction was agreed")
    night("mapped", 48)
    night("again", 49)
    return found
