"""A small demo company whose German ledger comes by month, and its nights, step by step in this process.

`shared` builds the home once a test session, whichever worker comes first; tests work on copies. One parsed manifest
serves every home: a night's dbt costs its models only.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from orchestration.candidate import Candidate, candidate_folder, write_candidate
from orchestration.clock import Clock
from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.marts import published_marts
from orchestration.night import Night
from orchestration.settings import lake_settings, load_settings
from orchestration.warehouse import NodeResult, Warehouse
from sources.demo.company import build_company
from sources.demo.events import Company, LedgerLine, OrgMapping
from sources.demo.exports.workbooks import template_rows
from sources.demo.write import write_demo
from sources.ingest import IngestSummary, decide
from sources.lake.ledger import DecisionKind
from sources.templates.workbook import template_contracts, write_template
from tests.parsed import parsed_manifest, parsed_project

SCALE, MONTHS = 0.1, 4
AS_OF = date(2025, 12, 19)
CLOCK = Clock(datetime(2025, 12, 20, 2, tzinfo=UTC))
SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (date(2025, month, 1) for month in (9, 10, 11, 12))
CANDIDATE = "2025-12-19-00000000"
LEDGER_HEADER = (
    "Company Code", "G/L Account", "Document Number", "Line item", "Posting Date", "Amount in local currency",
    "Local Currency", "Cost Center", "User Name",
)  # fmt: skip
ADDED = Decimal("1234.56")
"""What the corrected October list has more, in the debit and the credit of its first document."""
MOVED_COST_CENTRE, FROM_UNIT, TO_UNIT = "20004100", "MI-SAL-EU", "MI-SAL-AP"
OLD_MAPPING, NEW_MAPPING = (f"templates/opsmart_org_mapping_{day}.xlsx" for day in ("2025-11-28", "2025-12-19"))
CORRECTED_OCTOBER = "sap-de/FBL3N_2000_October_2025-12-18.csv"


GERMAN_LISTS = {
    SEPTEMBER: "sap-de/FBL3N_2000_September_2025-10-02.csv",
    OCTOBER: "sap-de/FBL3N_2000_October_2025-11-03.csv",
    NOVEMBER: "sap-de/FBL3N_2000_November_2025-12-02.csv",
    DECEMBER: "sap-de/FBL3N_2000_December_2025-12-19.csv",
}
"""Company code 2000 by month; the corrected October supersedes the first, November is withdrawn in the end."""


class ParsedWarehouse(Warehouse):
    """dbt on a home with the project parsed before."""

    def __init__(self, home: Home, manifest: Any, parsed: Path) -> None:
        super().__init__(home, Engine.DUCKDB)
        self._manifest, self._parsed = manifest, parsed

    def parse(self) -> dict[str, Any]:
        self._home.dbt_target.mkdir(parents=True, exist_ok=True)
        if not (self._home.dbt_target / "manifest.json").exists():
            shutil.copyfile(self._parsed, self._home.dbt_target / "manifest.json")
        return self.manifest()

    def run(self, *select: str) -> list[NodeResult]:
        """Build some models only."""
        return self._nodes("run", "--select", *select)


@dataclass(frozen=True)
class SmallHome:
    """A home with what a test does to it; `parsed` is a dbt target folder that holds the parsed project."""

    root: Path
    parsed: Path
    pool: Path

    @property
    def home(self) -> Home:
        return Home(self.root)

    @property
    def warehouse(self) -> ParsedWarehouse:
        made = ParsedWarehouse(self.home, parsed_manifest(self.parsed), self.parsed / "manifest.json")
        made.parse()
        return made

    def night(self, warehouse: ParsedWarehouse | None = None) -> Night:
        """A night that has not begun."""
        return Night(self.home, load_settings(self.home), CLOCK, AS_OF, _warehouse=warehouse or self.warehouse)

    def copy(self, folder: Path, *, only_lake: bool = False) -> SmallHome:
        """The same home in another folder; `only_lake`: nothing derived."""
        left = ("warehouse", "releases") if only_lake else ()
        shutil.copytree(self.root, folder / "home", ignore=shutil.ignore_patterns(*left), symlinks=True)
        return replace(self, root=folder / "home")

    def empty(self, folder: Path) -> SmallHome:
        """A home with the same settings and nothing landed yet."""
        (folder / "home" / "landing").mkdir(parents=True)
        shutil.copyfile(self.home.settings_file, folder / "home" / "opsmart.toml")
        return replace(self, root=folder / "home")

    def files(self) -> list[str]:
        """All files that the company ever exports, by their place below landing."""
        return sorted(path.relative_to(self.pool).as_posix() for path in self.pool.rglob("*") if path.is_file())

    def land(self, names: Iterable[str]) -> IngestSummary:
        """Land some of the company's files and take them in."""
        for name in names:
            target = self.root / "landing" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.pool / name, target)
        return Night(self.home, load_settings(self.home), CLOCK, AS_OF).ingest()

    def withdraw(self, name: str) -> None:
        settings = lake_settings(load_settings(self.home), AS_OF)
        decide(self.home.lake, settings, name, DecisionKind.WITHDRAW, CLOCK.now())

    def run(self, *select: str) -> None:
        """Build some models; every one of them succeeds."""
        self.home.dbt_target.mkdir(parents=True, exist_ok=True)
        warehouse = self.warehouse
        seeded = [] if self.home.warehouse_file.exists() else warehouse._nodes("seed")
        check(seeded + warehouse.run(*select))

    def build(self) -> None:
        """Build everything, as a night does: views of an earlier build of these models stand."""
        self.home.dbt_target.mkdir(parents=True, exist_ok=True)
        warehouse = self.warehouse
        check(warehouse.build(kept=warehouse.standing_views()))

    def candidate(self) -> Candidate:
        """The Parquet of all marts, under an id that is the same in every home."""
        warehouse = self.warehouse
        marts = published_marts(warehouse.manifest())
        return write_candidate(self.home, warehouse, CANDIDATE, "0" * 64, AS_OF, marts, [mart.node for mart in marts])

    def parquet(self, path: str) -> Path:
        return candidate_folder(self.home, CANDIDATE) / "parquet" / path

    def rows(self, query: str, *asked: object) -> list[tuple[Any, ...]]:
        """Ask the warehouse."""
        with duckdb.connect(str(self.home.warehouse_file), read_only=True) as con:
            con.execute(f"set file_search_path = '{self.home.lake}'; set TimeZone = 'UTC'")
            return con.execute(query, asked).fetchall()

    def change(self, statement: str, *asked: object) -> None:
        """Change the warehouse of a copy."""
        with duckdb.connect(str(self.home.warehouse_file)) as con:
            con.execute(statement, asked)


def check(results: list[NodeResult]) -> None:
    assert [(one.unique_id, one.message) for one in results if one.status != "success"] == []


def company() -> Company:
    return build_company(scale=SCALE, months=MONTHS)


def shared(base: Path) -> SmallHome:
    """The company's home: all files landed in one night, one of them withdrawn, everything built from nothing.

    Args:
        base: a folder that all workers of the session see.
    """
    folder = base / "small"
    folder.mkdir(exist_ok=True)
    made = SmallHome(folder / "home", parsed_project(base), folder / "pool")
    with FileLock(folder / "lock"):
        if not (folder / "built").exists():
            _write_pool(made)
            made.land(made.files())
            made.withdraw(GERMAN_LISTS[NOVEMBER])
            made.build()
            made.candidate()
            (folder / "built").touch()
    return made


def _write_pool(made: SmallHome) -> None:
    """The demo's exports, with monthly lists instead of the German quarters, a correction, and a later mapping."""
    events = write_demo(made.pool, made.root, scale=SCALE, months=MONTHS)
    # The settings name the pool as landing folder; the home has one of its own.
    settings = made.home.settings_file.read_text(encoding="utf-8")
    made.home.settings_file.write_text(settings.replace(made.pool.as_posix(), "landing"), encoding="utf-8")
    shutil.rmtree(made.pool / "sap-de")
    lines = [line for line in events.ledger if line.entity_id == "MI-DE"]
    for month, name in GERMAN_LISTS.items():
        _ledger_csv(made.pool / name, [line for line in lines if line.posting_date.month == month.month])
    _ledger_csv(made.pool / CORRECTED_OCTOBER, corrected(lines))
    (made.pool / NEW_MAPPING).rename(made.pool / OLD_MAPPING)
    rows = template_rows(replace(events, org_mappings=tuple(_moved(events.org_mappings))))["org_mapping"]
    write_template(template_contracts()["org_mapping"], made.pool / NEW_MAPPING, rows)


def corrected(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """October with `ADDED` more on both sides of its first document."""
    october = [line for line in lines if line.posting_date.month == OCTOBER.month]
    first = october[0].document
    return [
        replace(line, amount=line.amount + ADDED.copy_sign(line.amount)) if line.document == first else line
        for line in october
    ]


def _moved(mappings: Iterable[OrgMapping]) -> Iterable[OrgMapping]:
    """From December on, what is posted on Sales Europe's cost centre belongs to Sales Asia Pacific."""
    for row in mappings:
        if (row.source_type, row.source_key) == ("cost_center", MOVED_COST_CENTRE):
            yield replace(row, valid_to=date(2025, 11, 30))
            yield replace(row, org_unit_id=TO_UNIT, valid_from=DECEMBER)
        else:
            yield row


def _ledger_csv(path: Path, lines: Iterable[LedgerLine]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(LEDGER_HEADER)
        for line in lines:
            day, centre = line.posting_date.isoformat(), line.class_or_cost_center or ""
            row = ("2000", line.account, line.document, line.line, day, line.amount, "EUR", centre, "KRAUSE")
            writer.writerow(row)
