"""Accidents to ledgers: German text lists of SAP, General Ledger reports of QuickBooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sources.demo.company.charts import TYPE_OF
from sources.demo.events import LedgerLine
from sources.demo.exports.dirt import Scenario
from sources.demo.exports.quickbooks import NEW_HEADER, Style, report
from sources.demo.exports.sap import german_number
from tests.acceptance.defects.landing import Landing, company

Q3, Q3_AGAIN = "sap-de/FBL3N_2000_2025Q3_2025-10-10.txt", "sap-de/FBL3N_2000_2025Q3_2025-10-20.txt"
Q3_OLDER = "sap-de/FBL3N_2000_2025Q3_2025-10-05.txt"
Q4, Q4_AGAIN = "sap-de/FBL3N_2000_2025Q4_2025-12-19.txt", "sap-de/FBL3N_2000_2025Q4_2025-12-20.txt"
ALL_MONTHS = "sap-de/FBL3N_2000_2024-2025_2025-12-20.csv"
US_2025 = "quickbooks/Meridian Instruments Inc._General Ledger 2025.csv"
ACCOUNT, DOCUMENT, ITEM, DAY, KEY, AMOUNT, CURRENCY, CENTRE, TEXT = 1, 2, 3, 6, 7, 8, 9, 10, 11
"""Places of cells in a line of a text list."""
STYLE = Style(
    "General Ledger",
    NEW_HEADER,
    False,
    True,
    False,
    None,
    "Accrual Basis Saturday, December 20, 2025 09:05 AM GMT-05:00",
)
PROFIT_AND_LOSS = {
    "revenue", "contra_revenue", "other_income", "cogs", "tax_surcharge", "opex", "payroll", "depreciation",
    "other_expense", "interest", "tax",
}  # fmt: skip
Cells = list[str]


def change_list(
    landing: Landing, name: str, change: Callable[[Cells], Iterable[Cells]], to: str, header: Callable[[str], str] = str
) -> None:
    """Change the lines of a text list; a line may become none or several."""
    changed: list[str] = []
    for line in landing.lines(name):
        if line.startswith("|2000"):
            changed += ["|" + "|".join(cells) + "|" for cells in change(line[1:-1].split("|"))]
        else:
            changed.append(header(line))
    landing.put_lines(to, changed)


def amount_of(cells: Cells) -> Decimal:
    text = cells[AMOUNT].strip().replace(".", "").replace(",", ".")
    return -Decimal(text[:-1]) if text.endswith("-") else Decimal(text)


def with_amount(cells: Cells, amount: Decimal) -> Cells:
    return put(cells, AMOUNT, german_number(amount).rjust(len(cells[AMOUNT])))


def put(cells: Cells, place: int, text: str) -> Cells:
    return [*cells[:place], text.ljust(len(cells[place])), *cells[place + 1 :]]


def month_of(cells: Cells) -> str:
    return cells[DAY].strip()[3:5]


def same_bytes(landing: Landing) -> None:
    landing.write(Q3_AGAIN, landing.read(Q3))


def each_line_twice(landing: Landing) -> None:
    change_list(landing, Q3, lambda cells: [cells, cells], Q3_AGAIN)


def appended_to_itself(landing: Landing) -> None:
    landing.put_lines(Q4_AGAIN, landing.lines(Q4) + landing.lines(Q4))


def without_august(landing: Landing) -> None:
    change_list(landing, Q3, lambda cells: [] if month_of(cells) == "08" else [cells], Q3_AGAIN)


def signs_turned(landing: Landing) -> None:
    change_list(landing, Q3, lambda cells: [with_amount(cells, -amount_of(cells))], Q3_AGAIN)


def in_thousands(landing: Landing) -> None:
    change_list(
        landing, Q3, lambda cells: [with_amount(cells, (amount_of(cells) / 1000).quantize(Decimal("0.01")))], Q3_AGAIN
    )


def in_cents(landing: Landing) -> None:
    change_list(landing, Q3, lambda cells: [with_amount(cells, amount_of(cells) * 100)], Q3_AGAIN)


def older_list_with_other_amounts(landing: Landing) -> None:
    change_list(landing, Q3, lambda cells: [with_amount(cells, amount_of(cells) * 2)], Q3_OLDER)


def cut_in_the_middle(landing: Landing) -> None:
    content = landing.read(Q4)
    landing.write(Q4_AGAIN, content[: len(content) // 2])


def closing_entries_at_year_end(landing: Landing) -> None:
    """The year's balances of profit and loss go to an account that nobody named as the profit account."""
    balances: dict[str, Decimal] = {}
    for line in company().ledger:
        if line.entity_id == "MI-DE" and line.posting_date.year == 2025 and is_profit_or_loss(line):
            balances[line.account] = balances.get(line.account, Decimal(0)) + line.amount
    entries = [(account, -balance) for account, balance in sorted(balances.items())]
    entries.append(("331000", sum(balances.values(), Decimal(0))))
    seen: list[str] = []

    def close(cells: Cells) -> Iterable[Cells]:
        yield cells
        if not seen:
            seen.append(cells[DOCUMENT])
            for number, (account, amount) in enumerate(entries, start=1):
                line = put(put(put(cells, ACCOUNT, account), DOCUMENT, "9900000001"), ITEM, f"{number:03d}")
                yield with_amount(put(put(line, DAY, "19.12.2025"), CENTRE, ""), amount)

    change_list(landing, Q4, close, Q4_AGAIN)


def saved_as_utf8(landing: Landing) -> None:
    landing.write(Q3_AGAIN, landing.read(Q3).decode("cp1252").encode())


def encoded_twice(landing: Landing) -> None:
    landing.write(Q3_AGAIN, landing.read(Q3).decode("cp1252").encode().decode("cp1252").encode())


def days_and_months_swapped_where_possible(landing: Landing) -> None:
    """What a spreadsheet with another locale does: 03.08. becomes 08.03., 13.08. stays."""

    def swap(cells: Cells) -> Iterable[Cells]:
        day, month, year = cells[DAY].strip().split(".")
        yield put(cells, DAY, f"{month}.{day}.{year}" if int(day) <= 12 else cells[DAY].strip())

    change_list(landing, Q3, swap, Q3_AGAIN)


def dated_in_2035(landing: Landing) -> None:
    document: list[str] = []

    def ahead(cells: Cells) -> Iterable[Cells]:
        document[:] = document or [cells[DOCUMENT]]
        yield put(cells, DAY, cells[DAY].strip()[:6] + "2035") if cells[DOCUMENT] == document[0] else cells

    change_list(landing, Q4, ahead, Q4_AGAIN)


def in_dollars(landing: Landing) -> None:
    change_list(landing, Q4, lambda cells: [put(cells, CURRENCY, "USD")], Q4_AGAIN)


def one_line_missing(month: str) -> Callable[[Landing], None]:
    def lose(landing: Landing) -> None:
        lost: list[Cells] = []

        def drop(cells: Cells) -> Iterable[Cells]:
            if not lost and month_of(cells) == month and cells[ACCOUNT].strip() == "113100":
                lost.append(cells)
                return []
            return [cells]

        source, target = (Q3, Q3_AGAIN) if month < "10" else (Q4, Q4_AGAIN)
        change_list(landing, source, drop, target)

    return lose


def total_as_a_line(landing: Landing) -> None:
    """Someone completed the subtotal of an account with a document number and a date, so that it looks like a line."""
    total = [Decimal(0)]

    def add(cells: Cells) -> Iterable[Cells]:
        yield cells
        if cells[ACCOUNT].strip() == "630000" and month_of(cells) == "08":
            total[0] += amount_of(cells)
        if month_of(cells) == "09" and total[0]:
            line = put(put(cells, ACCOUNT, "630000"), DAY, "31.08.2025")
            yield with_amount(put(line, DOCUMENT, "4999999999"), total[0])
            total[0] = Decimal(0)

    change_list(landing, Q3, add, Q3_AGAIN)


def repeated_page_header(landing: Landing) -> None:
    """The header row stands once more between the lines, as after pasting two lists together."""
    lines = landing.lines(Q3)
    header = next(line for line in lines if "Sachkonto" in line)
    landing.put_lines(Q3_AGAIN, [*lines[:40], header, *lines[40:]])


def only_profit_and_loss(landing: Landing) -> None:
    """All months again, from a list that was filtered to the accounts of profit and loss."""
    lines = [one for one in company().ledger if one.entity_id == "MI-DE"]
    landing.write(ALL_MONTHS, _csv(one for one in lines if is_profit_or_loss(one)))


def is_profit_or_loss(line: LedgerLine) -> bool:
    return TYPE_OF["MI-DE", line.account] in PROFIT_AND_LOSS


def _csv(rows: Iterable[LedgerLine]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(
        ("Company Code", "G/L Account", "Document Number", "Line item", "Posting Date", "Amount in local currency",
         "Local Currency", "Cost Center")
    )  # fmt: skip
    for row in rows:
        centre = row.class_or_cost_center or ""
        writer.writerow(
            ("2000", row.account, row.document, row.line, row.posting_date.isoformat(), row.amount, "EUR", centre)
        )
    return buffer.getvalue().encode()


def lines_end_in_june(landing: Landing) -> None:
    """A General Ledger whose title says the whole year, with the lines of its first half only."""
    short = replace(company(), ledger=tuple(one for one in company().ledger if one.posting_date < date(2025, 7, 1)))
    rows = report(short, STYLE, date(2025, 1, 1), company().as_of, Scenario.CLEAN, dirty=False)
    landing.put_rows(US_2025, rows)


def amount_and_balance_swapped(landing: Landing) -> None:
    """The headers of two columns change places; the cells below do not."""
    rows = landing.rows(US_2025)
    header = next(row for row in rows if "Amount" in row)
    amount, balance = header.index("Amount"), header.index("Balance")
    header[amount], header[balance] = header[balance], header[amount]
    landing.put_rows(US_2025, rows)


def stated_total_is_off(landing: Landing) -> None:
    rows = landing.rows(US_2025)
    total = next(row for row in rows if row and row[0] == "Total for Product Sales")
    place = NEW_HEADER.index("Amount")
    total[place] = f"${Decimal(total[place].replace('$', '').replace(',', '')) + 1000:,.2f}"
    landing.put_rows(US_2025, rows)


def days_before_months(landing: Landing) -> None:
    """The same report from a browser that writes 31/12/2025."""
    rows = landing.rows(US_2025)
    for row in rows:
        if len(row) > 1 and row[1][2:3] == "/":
            month, day, year = row[1].split("/")
            row[1] = f"{day}/{month}/{year}"
    landing.put_rows(US_2025, rows)


def of_another_company(landing: Landing) -> None:
    rows = landing.rows(US_2025)
    rows[0][0] = "Harbour Trading Ltd."
    landing.put_rows("quickbooks/Harbour Trading Ltd._General Ledger 2025.csv", rows)
