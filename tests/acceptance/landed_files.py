"""Exported files as a person opens them: cells by row number and ledger lines, without the product's code."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

AMOUNT_HEADS = ("Amount", "Amount in local currency", "Betrag in Hauswährung")
US_DAY = re.compile(r"\d\d/\d\d/\d{4}")
VOUCHER_NUMBER = "凭证号"
Record = dict[str, Any]


@dataclass(frozen=True)
class LedgerLine:
    """A line of a ledger file: where it stands, its cells by header, its amount (None: no number)."""

    row: int
    record: Record
    amount: Decimal | None


@cache
def grid(path: Path, sheet: str | None = None) -> list[Any]:
    """All rows of a file; the row that a person calls n is number n - 1. A JSON search has one for each issue, a
    board one for each card.

    Of a workbook the rows of `sheet`, else of the first one.
    """
    match path.suffix:
        case ".json":
            told = json.loads(path.read_text(encoding="utf-8"))
            return list(told["issues"] if "issues" in told else told["cards"])
        case ".xlsx":
            book = openpyxl.load_workbook(path, data_only=True)
            return [list(row) for row in book[sheet or book.sheetnames[0]].iter_rows(values_only=True)]
        case ".txt":
            lines = path.read_text(encoding="cp1252").split("\n")
            return [[cell.strip() for cell in line.strip("\r").split("|")[1:-1]] for line in lines]
        case _:
            encoding = "gb18030" if path.parent.name == "kingdee-cn" else "utf-8-sig"
            with path.open(newline="", encoding=encoding) as handle:
                return list(csv.reader(handle))


@cache
def header_row(path: Path) -> int:
    """Number of the row that names the columns: the first with more than three names."""
    for number, row in enumerate(grid(path), start=1):
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) > 2 and not US_DAY.search(str(row)):
            return number
    raise AssertionError(f"{path} has no header")


def record_at(path: Path, row: int) -> Record:
    """The record in a row, by header; of a JSON search the issue at a position, from 1."""
    if path.suffix == ".json":
        return dict(grid(path)[row - 1])
    heads = grid(path)[header_row(path) - 1]
    record = dict(zip(heads, grid(path)[row - 1], strict=False))
    if VOUCHER_NUMBER in record:
        # Only the first line of a voucher says its date.
        above = (at for at in range(row, header_row(path), -1) if grid(path)[at - 1][0])
        record["日期"] = grid(path)[next(above) - 1][0]
        debit, credit = (number_of(record[side] or 0) for side in ("借方金额", "贷方金额"))
        assert debit is not None and credit is not None, record
        record["Amount"] = debit - credit
    return record


def ledger_lines(path: Path) -> list[LedgerLine]:
    """The lines of a QuickBooks report or an SAP or Kingdee list; titles, sections, totals, page headers are none."""
    found = []
    for number in range(header_row(path) + 1, len(grid(path)) + 1):
        record = record_at(path, number)
        day = record.get("Transaction date", record.get("Date", ""))
        document = record.get("Document Number", record.get("Belegnummer"))
        is_voucher = bool(record.get("科目编码"))
        if is_voucher or US_DAY.fullmatch(str(day)) or (document and document != "Belegnummer"):
            (text,) = (record[head] for head in AMOUNT_HEADS if head in record)
            found.append(LedgerLine(number, record, number_of(text)))
    return found


def number_of(text: object) -> Decimal | None:
    """`1,271.24`, `(1,271.24)`, `$5.00`, `1.271,24-` or a cell's number."""
    if isinstance(text, int | float):
        return Decimal(repr(text))
    plain = str(text).strip().replace("$", "")
    negative = plain.startswith("(") or plain.endswith("-")
    plain = plain.strip("()-") if negative else plain
    plain = plain.replace(".", "").replace(",", ".") if re.search(r",\d\d$", plain) else plain.replace(",", "")
    try:
        return -Decimal(plain) if negative else Decimal(plain)
    except InvalidOperation:
        return None
