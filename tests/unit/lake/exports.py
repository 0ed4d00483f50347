"""Small exports in real layouts, written by hand for the tests of ingest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sources.templates.workbook import template_contracts, write_template

SAP_HEADER = "Company Code,Document Number,G/L Account,Posting Date,Amount in Local Currency,Local Currency\n"
STAFF_HEADER = "Employee #,Hire Date,Department\n"


def sap(path: Path, lines: Iterable[tuple[str, str, str, str, str]]) -> Path:
    """Write SAP line items: (company, document, account, ISO date, amount)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SAP_HEADER + "".join(",".join((*line, "EUR")) + "\n" for line in lines), encoding="utf-8")
    return path


def staff(path: Path, numbers: Iterable[int]) -> Path:
    """Write an employee list of these numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STAFF_HEADER + "".join(f"{n},2020-01-15,Sales\n" for n in numbers), encoding="utf-8")
    return path


def budget(path: Path, entity: str, version: str, amount: int, months: Iterable[int]) -> Path:
    """Write a budget workbook of one entity and version: account 4000 with one amount in these months of 2025."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {"entity_id": entity, "account": "4000", "amount": amount, "currency": "USD", "budget_version": version}
    rows = [line | {"month": date(2025, number, 1), "approved_on": date(2024, 12, 1)} for number in months]
    write_template(template_contracts()["budget"], path, rows)
    return path


def month(company: str, number: int, rows: int, account: str = "4000") -> list[tuple[str, str, str, str, str]]:
    """Return `rows` lines of 10.00 on the days 13, 14, … 28 of a month of 2025, over and over."""
    return [
        (company, f"{number:02}{row:05}", account, f"2025-{number:02}-{13 + row % 16}", "10.00") for row in range(rows)
    ]
