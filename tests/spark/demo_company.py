"""The demo company with German ledger lists by month, and what happens to it after its first build."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from orchestration.home import Home
from orchestration.settings import lake_settings, load_settings
from sources.demo.company.org import DE
from sources.demo.events import LedgerLine, OrgMapping
from sources.demo.exports.workbooks import template_rows
from sources.demo.write import write_demo
from sources.ingest import decide, ingest_landing
from sources.lake.ledger import DecisionKind
from sources.templates.workbook import template_contracts, write_template

SCALE, MONTHS = 0.1, 14
AS_OF = date(2025, 12, 19)
LATE, CORRECTED, STRAY = date(2025, 5, 1), date(2025, 8, 1), date(2026, 3, 1)
"""Months of the German ledger: landed late; corrected later; beyond the American books, withdrawn later as a whole."""
ADDED = Decimal("1234.56")
WAIVERS = f"""- check: dbt.test.ledger_months_have_no_gap
  reason: A month lands later, and one is withdrawn.
  owner: Finance controller
  expires: {AS_OF}
"""
"""Without it finance would be held, and no figure of it compared."""
COST_CENTRE, NEW_UNIT, MOVED_FROM = "20004100", "MI-SAL-AP", date(2025, 11, 1)
LEDGER_HEADER = (
    "Company Code", "G/L Account", "Document Number", "Line item", "Posting Date", "Amount in local currency",
    "Local Currency", "Cost Center", "User Name",
)  # fmt: skip


@dataclass(frozen=True)
class DemoCompany:
    """A home, and beside it the files that wait for their day."""

    root: Path
    waiting: Path

    @property
    def lake(self) -> Path:
        return Home(self.root).lake

    def ingest(self, now: datetime) -> None:
        """Take in what lies in the landing folder; no file fails and none is held."""
        settings = lake_settings(load_settings(Home(self.root)), AS_OF)
        summary = ingest_landing(self.lake, self.root / "landing", settings, now)
        assert not summary.failed, summary.failed
        assert not summary.held, summary.held

    def change(self, now: datetime) -> None:
        """A late month, a corrected one of one company, a withdrawn one, a mapping row, a deal closed a month later."""
        for path in sorted(self.waiting.rglob("*")):
            if path.is_file():
                target = self.root / "landing" / path.relative_to(self.waiting)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        self.ingest(now)
        settings = lake_settings(load_settings(Home(self.root)), AS_OF)
        decide(self.lake, settings, _ledger_list(STRAY), DecisionKind.WITHDRAW, now)


def write_company(folder: Path) -> DemoCompany:
    """Write the exports and take in those of the first day."""
    made = DemoCompany(folder / "home", folder / "waiting")
    landing, waiting = made.root / "landing", made.waiting
    events = write_demo(landing, made.root, scale=SCALE, months=MONTHS)
    waiting.mkdir()
    shutil.rmtree(landing / "sap-de")
    lines = [line for line in events.ledger if line.entity_id == DE]
    for month in sorted({line.posting_date.replace(day=1) for line in lines}):
        own = [line for line in lines if line.posting_date.replace(day=1) == month]
        _write_ledger((waiting if month == LATE else landing) / _ledger_list(month), own)
        if month == CORRECTED:
            _write_ledger(waiting / _ledger_list(month, day=18), _corrected(own))
        if month == LATE:
            stray = [replace(line, posting_date=line.posting_date.replace(2026, STRAY.month)) for line in own]
            _write_ledger(landing / _ledger_list(STRAY), stray)
    (deals,) = landing.glob(f"salesforce/Opportunity_{AS_OF}.csv")
    _write_moved_deal(deals, waiting / deals.relative_to(landing))
    deals.unlink()
    (mapping,) = landing.glob("templates/opsmart_org_mapping_*.xlsx")
    mapping = mapping.rename(mapping.with_name("opsmart_org_mapping_2025-11-28.xlsx"))
    rows = template_rows(replace(events, org_mappings=tuple(_moved_cost_centre(events.org_mappings))))["org_mapping"]
    later = waiting / "templates" / f"opsmart_org_mapping_{AS_OF}.xlsx"
    later.parent.mkdir()
    write_template(template_contracts()["org_mapping"], later, rows)
    (made.root / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    made.ingest(datetime.now(UTC))
    return made


def _ledger_list(month: date, day: int = 1) -> str:
    return f"sap-de/FBL3N_2000_{month:%Y-%m}_2025-12-{day:02}.csv"


def _corrected(lines: list[LedgerLine]) -> Iterator[LedgerLine]:
    """`ADDED` more on both sides of the first document."""
    for line in lines:
        first = line.document == lines[0].document
        yield replace(line, amount=line.amount + ADDED.copy_sign(line.amount)) if first else line


def _moved_cost_centre(mappings: Iterable[OrgMapping]) -> Iterator[OrgMapping]:
    """From a day on the cost centre belongs to another unit."""
    for row in mappings:
        if (row.source_type, row.source_key) == ("cost_center", COST_CENTRE):
            yield replace(row, valid_to=date(2025, 10, 31))
            yield replace(row, org_unit_id=NEW_UNIT, valid_from=MOVED_FROM)
        else:
            yield row


def _write_moved_deal(deals: Path, target: Path) -> None:
    """The newest deals, the first won one of them closed a month earlier or later than the snapshot before said."""
    with deals.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    deal = next(row for row in rows if row["IsWon"] == "1" and "2025-02" <= row["CloseDate"][:7] <= "2025-10")
    closed = date.fromisoformat(deal["CloseDate"])
    deal["CloseDate"] = closed.replace(month=closed.month - 1, day=5).isoformat()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def _write_ledger(path: Path, lines: Iterable[LedgerLine]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(LEDGER_HEADER)
        for line in lines:
            day, centre = line.posting_date.isoformat(), line.class_or_cost_center or ""
            row = ("2000", line.account, line.document, line.line, day, line.amount, "EUR", centre, "KRAUSE")
            writer.writerow(row)
