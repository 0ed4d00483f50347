"""Kingdee's chronological list of vouchers (凭证序时账) of MI-CN.

The first years are workbooks by quarter, the last is GB18030 text by month, each taken after its period was closed; the
running month is there as far as it went. A voucher's date, word and number stand on its first line only; a month's end
has its totals and those of the year.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sources.demo.company.frame import add_months
from sources.demo.company.org import CN
from sources.demo.company.suzhou.plan import ESTIMATED, PAYABLE, RECEIVABLE
from sources.demo.company.suzhou.voucher import RED
from sources.demo.events import Company, LedgerLine
from sources.demo.exports.delimited import write_bytes

COMPANY = "明锐仪器（苏州）有限公司"
HEADER = (
    "日期", "凭证字", "凭证号", "分录序号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额",
    "部门", "客户", "供应商", "项目", "制单人", "审核人", "过账",
)  # fmt: skip
TEXT, CODE, DEBIT, CREDIT = (HEADER.index(name) for name in ("摘要", "科目编码", "借方金额", "贷方金额"))
PREPARED, REVIEWED = "尤静姝", "钱默然"
OWN_SIDE_CREDIT = ("60", "61", "63")
"""Income: what takes it back stays in the credit column, in red."""
CLOSED_AFTER = timedelta(days=8)
"""Days after a period's end on which it is exported."""
Value = str | date | Decimal


def write_kingdee(company: Company, folder: Path) -> None:
    """Writes the lists of vouchers into `folder`."""
    lines = [line for line in company.ledger if line.entity_id == CN]
    names = {one.account: one.name for one in company.accounts if one.entity_id == CN}
    month = date(company.start.year, 1, 1)
    while month <= company.as_of:
        is_past = month.year < company.as_of.year
        after = add_months(month, 3 if is_past else 1)
        own = [line for line in lines if month <= line.posting_date < after]
        if own:
            taken = min(after + CLOSED_AFTER, company.as_of)
            period = f"{month.year}年第{month.month // 3 + 1}季度" if is_past else f"{month:%Y年%m期}"
            rows = list(listing(lines, own, names, period))
            path = folder / f"凭证序时账_{period}_{taken}"
            if is_past:
                _workbook(rows, path.with_name(f"{path.name}.xlsx"))
            else:
                write_gb18030(path.with_name(f"{path.name}.csv"), rows)
        month = after


def listing(
    lines: Sequence[LedgerLine], own: Sequence[LedgerLine], names: dict[str, str], period: str
) -> Iterator[list[Value]]:
    """The rows of a list of `own` lines; `lines` are those of the whole books, `names` those of the accounts."""
    yield ["凭证序时账"]
    yield [f"核算单位：{COMPANY}", "", "", "", f"会计期间：{period}"]
    yield list(HEADER)
    for month in sorted({line.posting_date.replace(day=1) for line in own}):
        document = ""
        for line in (one for one in own if one.posting_date.replace(day=1) == month):
            yield _row(line, names, line.document != document)
            document = line.document
        until = add_months(month, 1)
        yield _total("本期合计", [one for one in lines if month <= one.posting_date < until])
        yield _total(
            "本年累计", [one for one in lines if one.posting_date.year == month.year and one.posting_date < until]
        )


def _row(line: LedgerLine, names: dict[str, str], is_first: bool) -> list[Value]:
    word, _, number = line.document.rpartition(" ")[2].partition("-")
    debit, credit = sides(line)
    return [
        line.posting_date if is_first else "",
        word if is_first else "",
        number if is_first else "",
        str(line.line),
        line.text,
        line.account,
        names[line.account],
        debit or "",
        credit or "",
        line.class_or_cost_center or "",
        (line.partner or "") if line.account == RECEIVABLE else "",
        (line.partner or "") if line.account in (PAYABLE, ESTIMATED) else "",
        line.project or "",
        PREPARED if is_first else "",
        REVIEWED if is_first else "",
        "是" if is_first else "",
    ]


def sides(line: LedgerLine) -> tuple[Decimal, Decimal]:
    """Debit and credit of a line.

    In red vouchers, and in accounts of profit and loss until they are closed, what takes back stays on the side of what
    it takes back, with a minus.
    """
    none = Decimal(0)
    is_credit = line.amount < 0
    if line.text.startswith(RED):
        is_credit = not is_credit
    elif line.account.startswith("6") and line.entry_kind != "closing":
        is_credit = line.account.startswith(OWN_SIDE_CREDIT)
    return (none, -line.amount) if is_credit else (line.amount, none)


def _total(label: str, lines: Sequence[LedgerLine]) -> list[Value]:
    row: list[Value] = [""] * len(HEADER)
    row[TEXT] = label
    for place, side in ((DEBIT, 0), (CREDIT, 1)):
        row[place] = sum((sides(line)[side] for line in lines), Decimal(0))
    return row


def write_gb18030(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Writes rows as comma-separated GB18030, as Chinese Windows programs do."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    write_bytes(path, buffer.getvalue().encode("gb18030"))


def _workbook(rows: list[list[Value]], path: Path) -> None:
    import xlsxwriter

    from sources.templates.workbook import CREATED

    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("凭证序时账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(number, place, float(value), money)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif value:
                sheet.write_string(number, place, value)
    sheet.set_column(TEXT, TEXT, 28)
    sheet.set_column(CODE + 1, CODE + 1, 30)
    sheet.freeze_panes(3, 0)
    book.close()
