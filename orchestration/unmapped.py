"""`opsmart unmapped`: what the exports say and nothing maps, as a table and as the templates whose rows close the gaps.

The gaps are the model `data_gap`. A record whose person is unknown is told by file and number; the person's key and
name stand only in the workbook that was asked for, which needs the same protection as the exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.explain_warehouse import GAPS, open_warehouse
from orchestration.home import Home
from orchestration.settings import Settings
from orchestration.unmapped_people import UNKNOWN, override_rows
from sources.contract import Contract
from sources.entities import EntityKind
from sources.lake.paths import Lake
from sources.templates.landed import LandedRow, landed_rows
from sources.templates.workbook import template_contracts, write_template

if TYPE_CHECKING:
    import duckdb

Wanted = tuple[LandedRow, date | None]
"""A row of a template that closes a gap, and the gap's first day."""
SHOWN = 20
"""Gaps of a kind told on a terminal."""
KINDS = {
    "legal_entity": ("books of no legal entity", "name them in opsmart.toml ([[entities]] books)"),
    "org_unit": ("labels without an org unit", None),
    "account_type": ("accounts without a type", None),
    "status": ("statuses without a rule", None),
    "survey": ("surveys of unknown kind", None),
    "rate": ("currencies without a rate", None),
    "person": ("records of persons without an employee", None),
    "column": ("columns that no contract knows", "`opsmart contract diff FILE` tells what they are"),
}
"""Kind of gap -> what it is called, what closes it where no template does."""


@dataclass(frozen=True)
class Gap:
    """A row of `data_gap`: days inclusive, amounts without their sign in `currency`, shares (0 to 1)."""

    gap: str
    template: str | None
    model: str
    system: str
    instance: str
    dataset: str
    map_system: str | None
    map_instance: str | None
    label_type: str
    label: str | None
    scope: str | None
    key_day: date | None
    currency: str | None
    row_count: int
    row_share: float | None
    first_day: date | None
    last_day: date | None
    amount: Decimal | None
    amount_share: float | None
    note: str | None

    def template_row(self, base_currency: str) -> LandedRow:
        """The row of the template that closes the gap, its key filled in and what a person must say left empty.

        Of a person only the kind of key: the key itself stands in the workbook (`override_rows`) and nowhere else.
        """
        match self.template:
            case "org_mapping":
                key = {"source_type": self.label_type, "source_key": self.label}
                return {**key, "system": self.map_system, "instance": self.map_instance}
            case "account_type_map":
                return {"entity_id": self.scope, "account": self.label, "account_name": self.note}
            case "status_map":
                return {"system": self.system, "project_key": self.scope, "status": self.label}
            case "survey":
                return {"system": self.system, "instance": self.instance, "survey_id": self.label}
            case "fx_rate":
                pair = {"from_currency": self.label, "to_currency": base_currency, "rate_type": self.label_type}
                return {**pair, "rate_date": self.key_day, "budget_version": self.scope}
            case "identity_override":
                return {"system": self.system, "instance": self.instance, "key_kind": self.label_type}
        return {}


def data_gaps(home: Home, settings: Settings) -> list[Gap]:
    """The gaps of the last night's warehouse: by kind, the largest first.

    Raises:
        ExplainError: there is no warehouse, or it was built by other models.
    """
    with open_warehouse(home, settings.engine, GAPS) as con:
        return _gaps(con)


def _gaps(con: duckdb.DuckDBPyConnection) -> list[Gap]:
    names = list(Gap.__dataclass_fields__)
    found = con.execute(
        f"select {', '.join(names)} from gaps.data_gap "
        "order by gap, coalesce(amount_share, row_share) desc nulls last, row_count desc, "
        "system, instance, dataset, model, label_type, label, scope, key_day, currency"
    ).fetchall()
    gaps = [Gap(**dict(zip(names, row, strict=True))) for row in found]
    return sorted(gaps, key=lambda gap: list(KINDS).index(gap.gap))


def gap_rows(gaps: Sequence[Gap], base_currency: str) -> list[dict[str, Any]]:
    """For programs: every gap with the key of the row that closes it."""
    return [{**asdict(gap), "template_row": _told(gap.template_row(base_currency))} for gap in gaps]


def _told(row: LandedRow) -> LandedRow:
    return {name: value for name, value in row.items() if value is not None}


def gap_tables(gaps: Sequence[Gap], base_currency: str) -> list[tuple[str, list[dict[str, Any]], str]]:
    """For a person: of each kind a heading, a table with the largest gaps, and what closes them."""
    tables = []
    for kind, (name, remedy) in KINDS.items():
        found = [gap for gap in gaps if gap.gap == kind]
        if not found:
            continue
        templates = sorted({gap.template for gap in found if gap.template})
        more = f", the first {SHOWN}" if len(found) > SHOWN else ""
        closing = remedy or f"template {', '.join(templates) or 'none'}"
        tables.append((f"{len(found)} {name}{more}", [_shown(gap, base_currency) for gap in found[:SHOWN]], closing))
    return tables


def _shown(gap: Gap, base_currency: str) -> dict[str, Any]:
    """A gap as a line of the table; the last column is the row of the template that is missing."""
    row = gap.template_row(base_currency)
    share = gap.amount_share if gap.amount_share is not None else gap.row_share
    amount = f"{gap.amount:,.0f} {gap.currency}" if gap.amount is not None else ""
    return {
        "system": gap.system,
        "instance": gap.instance,
        "dataset": gap.dataset,
        "label": f"{gap.label_type} {gap.label or '(none)'}",
        "rows": gap.row_count,
        "first day": gap.first_day,
        "last day": gap.last_day,
        "amount": amount,
        "share": f"{share:.1%}" if share is not None else "",
        "missing row": ", ".join(f"{name}={value}" for name, value in _told(row).items()),
        "note": gap.note or "",
    }


def write_workbooks(home: Home, settings: Settings, folder: Path) -> list[tuple[Path, int, int]]:
    """Write the template workbooks that close the gaps into `folder`, as `template_workbooks` does.

    Raises:
        ExplainError: there is no warehouse, or it was built by other models.
    """
    wanted: dict[str, list[Wanted]] = {}
    with open_warehouse(home, settings.engine, GAPS) as con:
        gaps = [gap for gap in _gaps(con) if gap.template]
        if any(gap.gap == "person" for gap in gaps):
            wanted["identity_override"] = [(row, None) for row in override_rows(con, Lake(home.lake))]
    for gap in gaps:
        if gap.template and gap.gap != "person":
            wanted.setdefault(gap.template, []).append(
                (gap.template_row(settings.company.base_currency), gap.first_day)
            )
    return template_workbooks(Lake(home.lake), wanted, folder)


def template_workbooks(lake: Lake, wanted: Mapping[str, Sequence[Wanted]], folder: Path) -> list[tuple[Path, int, int]]:
    """Write one workbook for each template and return path, new rows, kept rows.

    Each holds the rows that count now and one more for every gap: the key filled in, what a person must say left empty.
    A template whose gaps all have a row already (an empty or a wrong one) is written without a new one.

    Args:
        lake: gives the rows that count.
        wanted: template -> rows that close gaps, each with the first day of its gap.
        folder: where to write; existing workbooks of these names are replaced. The names have no date: what is landed
            without one is as new as its landing.
    """
    import duckdb

    contracts = template_contracts()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with duckdb.connect() as con:
        for name, rows in sorted(wanted.items()):
            kept = _landed(con, lake, contracts[name], [row for row, _ in rows])
            added = missing_rows(contracts[name], kept, rows)
            path = folder / f"opsmart_{name}_unmapped.xlsx"
            write_template(contracts[name], path, [*kept, *added])
            written.append((path, len(added), len(kept)))
    return written


def _landed(
    con: duckdb.DuckDBPyConnection, lake: Lake, contract: Contract, rows: Sequence[LandedRow]
) -> list[LandedRow]:
    """The rows that count and that landing a workbook with `rows` would take away."""
    if contract.entity.kind is not EntityKind.LEDGER:
        return landed_rows(con, lake, contract)
    date_column = contract.date_column
    assert date_column is not None  # a ledger-like entity has one: the contract's check
    dates = [day for row in rows if isinstance(day := row[date_column.name], date)]
    partitions = {"|".join(str(row[column.name]) for column in contract.partition_columns) for row in rows}
    return landed_rows(con, lake, contract, tuple(sorted(partitions)), (min(dates), max(dates)))


def missing_rows(contract: Contract, kept: Sequence[LandedRow], wanted: Sequence[Wanted]) -> list[LandedRow]:
    """Each row once; a key that stands already is dated from the gap's first day on, or left out where it has no dates.

    Args:
        contract: the template's.
        kept: the rows that count now.
        wanted: the rows that close a gap, with their key, and the first day of the gap.
    """
    names = [column.name for column in contract.columns if column.primary_key]
    rows: dict[tuple[Any, ...], LandedRow] = {}
    first: dict[tuple[Any, ...], date] = {}
    for row, day in wanted:
        key = _key(row, names)
        rows.setdefault(key, row)
        if day:
            first[key] = min(day, first.get(key, day))
    taken = {_key(row, names) for row in kept}
    added = []
    for key, row in rows.items():
        dated = {**row, "valid_from": first.get(key)} if key in taken and "valid_from" in names else row
        if _key(dated, names) not in taken:
            added.append(dated)
    return added


def _key(row: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(text.strip() if isinstance(text := row.get(name), str) else text for name in names)


def told_lines(written: Sequence[tuple[Path, int, int]]) -> list[str]:
    """For a person: what was written and what to do with it."""
    if not written:
        return ["no gap that a template closes"]
    lines = [f"{path}: {added} to fill in, {kept} as landed before" for path, added, kept in written]
    lines.append("next: fill the empty orange column, delete the rows that you leave empty, and land the workbooks")
    if any("identity_override" in path.name for path, _, _ in written):
        lines.append(
            f"identity_override: replace {UNKNOWN} by the employee's number, or by nothing where the key belongs to "
            "nobody; a proposed number counts once it is landed. It holds names: treat it like the exports"
        )
    return lines
