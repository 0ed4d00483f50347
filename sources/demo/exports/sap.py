"""SAP FBL3N lists: the first year as an English spreadsheet, the last as German text lists by quarter.

The list of the second quarter was first taken with wrong amounts in one account and is replaced by a later one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sources.demo.company.frame import add_months
from sources.demo.company.org import DE
from sources.demo.events import Company, LedgerLine
from sources.demo.exports.delimited import write_bytes
from sources.demo.exports.dirt import UNDATED_SAP_LINES

ENGLISH = (
    "Company Code",
    "G/L Account",
    "Document Number",
    "Line item",
    "Fiscal Year",
    "Posting Period",
    "Document Type",
    "Document Date",
    "Posting Date",
    "Posting Key",
    "Amount in local currency",
    "Local Currency",
    "Cost Center",
    "Text",
)
GERMAN = (
    "Buchungskreis",
    "Sachkonto",
    "Belegnummer",
    "Buchungszeile",
    "Belegart",
    "Belegdatum",
    "Buchungsdatum",
    "BS",
    "Betrag in Hauswährung",
    "HWähr",
    "Kostenstelle",
    "Text",
)
WIDTHS = (13, 10, 12, 13, 8, 11, 13, 4, 22, 6, 12, 32)
PAGE = 500
WRONG_ACCOUNT = "660000"
"""Its amounts of the second quarter are ten times too high in the first list."""


def write_sap(company: Company, folder: Path) -> None:
    """Writes the lists of company code 2000 into `folder`."""
    lines = [line for line in company.ledger if line.entity_id == DE]
    for year in sorted({line.posting_date.year for line in lines}):
        own = [line for line in lines if line.posting_date.year == year]
        if year < company.as_of.year:
            folder.mkdir(parents=True, exist_ok=True)
            _workbook(company, own, folder / f"FBL3N_2000_{year}_{year + 1}-01-12.xlsx")
            continue
        for quarter in range(1, 5):
            first = date(year, 3 * quarter - 2, 1)
            part = [line for line in own if first <= line.posting_date < add_months(first, 3)]
            if not part:
                continue
            after = add_months(first, 3)
            if quarter == 2:
                wrong = [_tenfold(line) for line in part]
                _text_list(company, wrong, folder, year, quarter, after + timedelta(days=2), 0)
            taken = min(after + timedelta(days=9), company.as_of)
            newest = after > company.as_of
            _text_list(company, part, folder, year, quarter, taken, UNDATED_SAP_LINES if newest else 0)


def _tenfold(line: LedgerLine) -> LedgerLine:
    from dataclasses import replace

    return replace(line, amount=line.amount * 10) if line.account == WRONG_ACCOUNT else line


def _workbook(company: Company, lines: list[LedgerLine], path: Path) -> None:
    import xlsxwriter

    from sources.templates.workbook import CREATED

    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("Sheet1")
    day_format = book.add_format({"num_format": 14})
    for index, head in enumerate(ENGLISH):
        sheet.write_string(0, index, head)
    code, currency = _book(company)
    for row, line in enumerate(lines, start=1):
        texts = {
            0: code,
            1: line.account,
            2: line.document,
            3: f"{line.line:03d}",
            6: document_type(line.text),
            9: posting_key(line.amount),
            11: currency,
            12: line.class_or_cost_center or "",
            13: line.text,
        }
        for index, text in texts.items():
            if text:
                sheet.write_string(row, index, text)
        sheet.write_number(row, 4, line.posting_date.year)
        sheet.write_number(row, 5, line.posting_date.month)
        for index in (7, 8):
            sheet.write_datetime(row, index, line.posting_date, day_format)
        sheet.write_number(row, 10, float(line.amount))
    # The list closes with a grand total: all keys blank, only the amount and its currency filled.
    sheet.write_number(len(lines) + 1, 10, float(sum((line.amount for line in lines), Decimal(0))))
    sheet.write_string(len(lines) + 1, 11, currency)
    book.close()


def _text_list(
    company: Company, lines: list[LedgerLine], folder: Path, year: int, quarter: int, taken: date, undated: int
) -> None:
    text = "\r\n".join(_text_rows(company, lines, taken, undated)) + "\r\n"
    write_bytes(folder / f"FBL3N_2000_{year}Q{quarter}_{taken}.txt", text.encode("cp1252"))


def _text_rows(company: Company, lines: list[LedgerLine], taken: date, undated: int) -> Iterator[str]:
    ruler = "-" * (sum(WIDTHS) + len(WIDTHS) + 1)
    code, currency = _book(company)
    records = [
        (
            code,
            line.account,
            line.document,
            f"{line.line:03d}",
            document_type(line.text),
            german_day(line.posting_date),
            german_day(line.posting_date),
            posting_key(line.amount),
            german_number(line.amount),
            currency,
            line.class_or_cost_center or "",
            line.text,
        )
        for line in lines
    ]
    for number in range(1, undated + 1):
        records.append(
            (
                code,
                "690000",
                f"490099990{number}",
                "001",
                "SA",
                german_day(taken),
                "",
                "40",
                "100,00",
                currency,
                "20007100",
                "Vorerfasst",
            )
        )
    for page, start in enumerate(range(0, len(records), PAGE), start=1):
        yield f"{german_day(taken)}{'Dynamische Listenausgabe':^120}{page:>6}"
        yield ""
        yield ruler
        yield _text_row(GERMAN)
        yield ruler
        yield from (_text_row(record) for record in records[start : start + PAGE])
        yield ruler


def _text_row(cells: tuple[str, ...]) -> str:
    right = {8}
    padded = [
        cell.rjust(w) if i in right else cell.ljust(w) for i, (cell, w) in enumerate(zip(cells, WIDTHS, strict=True))
    ]
    return f"|{'|'.join(padded)}|"


def _book(company: Company) -> tuple[str, str]:
    entity = next(one for one in company.entities if one.entity_id == DE)
    return entity.company_code or "", entity.currency


def german_number(amount: Decimal) -> str:
    """`1.234,56`, negative ones with the minus behind."""
    digits = f"{abs(amount):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return digits + ("-" if amount < 0 else "")


def german_day(day: date) -> str:
    """`31.12.2025`."""
    return f"{day:%d.%m.%Y}"


def posting_key(amount: Decimal) -> str:
    """40 for debit, 50 for credit."""
    return "40" if amount >= 0 else "50"


def document_type(text: str) -> str:
    """SAP's document type of a posting text."""
    kinds = {
        "Rechnung": "DR",
        "Kalibrierservice": "DR",
        "Gutschrift": "DG",
        "Abschreibung": "AF",
        "Payroll": "SA",
        "Wareneinsatz": "WA",
    }
    return "ZP" if text.startswith("Payment") else kinds.get(text, "KR")
