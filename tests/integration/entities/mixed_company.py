"""A company that has a bit of every system: hand-written exports of all domains, landed together, as entities.

Each `exports_<domain>.py` beside this file gives
    FILES: place below landing -> content (text is written as UTF-8)
    SETTINGS: more of opsmart.toml ([[entities]], [[instances]]), may be left out
    FOLDERS: place of a folder below landing -> `system:instance` whose exports lie there, may be left out
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
from filelock import FileLock

from orchestration.clock import Clock
from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.night import Night
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse
from tests.parsed import give_parse, parsed_project

HERE = Path(__file__).parent
AS_OF = date(2026, 3, 31)
FOUND_HERE = {
    "budget_transfers_net_to_zero": "warn",
    "datev_amounts_are_net_of_tax": "warn",
    "journal_entries_stand_in_the_ledger": "warn",
    "risk_words_are_mapped": "warn",
    "sap_tables_hold_one_client": "fail",
    "stated_totals_agree_with_the_ledger": "warn",
}
"""Checks of exports that the demo's company does not have; what they find stands in `test_failures.<name>`."""
CLOCK = Clock(datetime(2026, 4, 1, 2, tzinfo=UTC))
COMPANY = """
[company]
id = "aster"
name = "Aster Works"
base_currency = "USD"
as_of = 2026-03-31
time_zone = "UTC"
root_org_unit = "ROOT"
"""


@dataclass(frozen=True)
class MixedCompany:
    """The home after one night's ingest and the build of all entities."""

    home: Home

    def rows(self, query: str, *asked: object) -> list[tuple[Any, ...]]:
        """Ask the warehouse (`intermediate.int_…`, `staging.stg_…`)."""
        with duckdb.connect(str(self.home.warehouse_file), read_only=True) as con:
            con.execute(f"set file_search_path = '{self.home.lake}'; set TimeZone = 'UTC'")
            return con.execute(query, asked).fetchall()

    def files(self) -> list[tuple[str, str, str, int, int]]:
        """Place, dataset, outcome, rows loaded and rejected of every file."""
        index = self.home.lake / "index" / "files.parquet"
        told = "name, system || '.' || dataset, outcome, rows_loaded, rows_rejected"
        return duckdb.sql(f"select {told} from '{index}' order by name").fetchall()


def shared(base: Path) -> MixedCompany:
    """Build the company once a session, whichever worker comes first; `base` is a folder that all workers see."""
    folder = base / "mixed"
    folder.mkdir(exist_ok=True)
    made = MixedCompany(Home(folder / "home"))
    with FileLock(folder / "lock"):
        if not (folder / "built").exists():
            take_in(made.home)
            give_parse(made.home, parsed_project(base))
            warehouse = Warehouse(made.home, Engine.DUCKDB)
            warehouse.parse()
            results = warehouse._nodes("seed")
            models = ("path:models/staging", "path:models/intermediate", "fct_gl_entry", "gap_person")
            results += warehouse._nodes("run", "--select", *models)
            assert [(one.unique_id, one.message) for one in results if one.status != "success"] == []
            checks = warehouse._nodes("test", "--select", *FOUND_HERE, "--store-failures")
            found = {one.unique_id.split(".")[2]: one.status for one in checks if one.resource_type == "test"}
            assert found == FOUND_HERE, checks
            (folder / "built").touch()
    return made


def take_in(home: Home) -> None:
    """Land all exports in a new home and take them in, as one night does."""
    _land(home)
    Night(home, load_settings(home), CLOCK, AS_OF).ingest()


def exports() -> list[ModuleType]:
    """The modules that give the files, in the order of their names."""
    return [importlib.import_module(path.stem) for path in sorted(HERE.glob("exports_*.py"))]


def _land(home: Home) -> None:
    settings = COMPANY
    folders: dict[str, str] = {}
    for one in exports():
        settings += getattr(one, "SETTINGS", "")
        folders |= getattr(one, "FOLDERS", {})
        for place, content in one.FILES.items():
            target = home.root / "landing" / place
            assert not target.exists(), f"{one.__name__}: {place} is there twice"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    settings += "".join(["\n[landing.folders]\n", *(f'"{place}" = "{told}"\n' for place, told in folders.items())])
    home.settings_file.write_text(settings, encoding="utf-8")
