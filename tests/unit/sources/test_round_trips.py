"""What a dialect writes reads back the same: numbers, dates, encodings, headers in any order, columns of one's own."""

from __future__ import annotations

import importlib.util
import re
import string
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)

LEDGER = "sap.gl_line_items"
NAMES = {
    "en": ("Company Code", "Document Number", "G/L Account", "Posting Date", "Amount in local currency", "Text"),
    "de": ("Buchungskreis", "Belegnummer", "Sachkonto", "Buchungsdatum", "Betrag in Hauswährung", "Text"),
    "zh": ("公司代码", "凭证编号", "总账科目", "过账日期", "本币金额", "文本"),
}
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
COMMAS = str.maketrans(",.", ".,")
NUMBERS = {
    "plain": lambda value: f"{value:.2f}",
    "grouped": lambda value: f"{value:,.2f}",
    "german": lambda value: f"{abs(value):,.2f}".translate(COMMAS) + ("-" if value < 0 else ""),
    "brackets": lambda value: f"({abs(value):,.2f})" if value < 0 else f"{value:,.2f}",
    "dollars": lambda value: f"{'-' if value < 0 else ''}${abs(value):,.2f}",
    "full width": lambda value: f"{value:,.2f}".translate(FULL_WIDTH),
    "swiss": lambda value: f"{value:,.2f}".replace(",", "'"),
}
DATES = ("%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d-%b-%Y", "%Y年%m月%d日")
SCRIPTS = {
    "utf-8": "äé研发資訊",
    "utf-8-sig": "äé研发資訊",
    "utf-16": "äé研发資訊",
    "utf-16-le": "",
    "utf-16-be": "",
    "cp1252": "äöüßé",
    "gb18030": "研发部门凭证科目",
    "big5": "資訊技術部傳票科目",
}
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
ROWS = st.lists(st.tuples(AMOUNTS, DAYS), min_size=1, max_size=6)
QUICK = settings(max_examples=12, deadline=None)


def land_and_read(content: bytes, name: str = "list.csv", key: str = LEDGER) -> list[dict[str, object]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        result, rows = exports.read(path, key)
    assert result.rows_rejected == 0, rows
    return rows  # type: ignore[no-any-return]


def ledger(header: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    return "".join("\t".join(cells) + "\r\n" for cells in (header, *lines))


@QUICK
@given(ROWS, st.sampled_from(sorted(NUMBERS)), st.sampled_from(DATES), st.sampled_from(sorted(NAMES)))
def test_numbers_and_dates_of_a_dialect(
    rows: list[tuple[Decimal, date]], number: str, form: str, language: str
) -> None:
    # A first line shows the decimal mark, which a file with nothing but `1.234` or 0 would leave open.
    told = [(Decimal("-1234.56"), date(2025, 12, 31)), *rows]
    lines = [
        ("2000", str(at), "400000", day.strftime(form), NUMBERS[number](value), "x")
        for at, (value, day) in enumerate(told)
    ]
    read = land_and_read(ledger(NAMES[language], lines).encode())
    assert [(row["amount_lc"], row["posting_date"]) for row in read] == told


@QUICK
@given(st.lists(DAYS, min_size=1, max_size=6), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"]))
def test_the_order_of_day_and_month_that_one_date_shows(days: list[date], form: str) -> None:
    told = [date(2025, 5, 28), *days]
    lines = [("2000", str(at), "400000", day.strftime(form), "1.25", "x") for at, day in enumerate(told)]
    assert [row["posting_date"] for row in land_and_read(ledger(NAMES["en"], lines).encode())] == told


@settings(max_examples=6, deadline=None)
@given(ROWS)
def test_native_numbers_and_serial_dates_of_a_workbook(rows: list[tuple[Decimal, date]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, NAMES["en"])
        for at, (value, day) in enumerate(rows, start=1):
            serial = (day - date(1899, 12, 30)) // timedelta(days=1)
            sheet.write_row(at, 0, ["2000", str(at), "400000", serial, float(value), "x"])
        book.close()
        result, read = exports.read(path, LEDGER)
    assert [(row["amount_lc"], row["posting_date"]) for row in read] == rows
    assert result.rows_rejected == 0


@pytest.mark.parametrize("encoding", sorted(SCRIPTS))
@settings(max_examples=6, deadline=None)
@given(st.data())
def test_texts_in_every_encoding(encoding: str, data: st.DataObject) -> None:
    letters = SCRIPTS[encoding] + string.ascii_letters + string.digits
    words = data.draw(st.lists(st.text(alphabet=letters, min_size=1, max_size=20), min_size=1, max_size=5))
    # Characters of the script tell the encoding of a file that may otherwise have none.
    words = [SCRIPTS[encoding] or "plain", *words]
    # Long runs of high bytes are taken for another encoding than the western one.
    assume(encoding != "cp1252" or not any(re.search(r"[^\x00-\x7f]{6}", word) for word in words))
    lines = [("2000", str(at), "400000", "2025-05-28", "1.25", word) for at, word in enumerate(words)]
    read = land_and_read(ledger(NAMES["en"], lines).encode(encoding))
    assert [row["text"] for row in read] == words


@QUICK
@given(st.permutations(range(6)), st.lists(st.sampled_from(["Own A", "Own B", "自定义", ""]), unique=True), st.data())
def test_columns_in_any_order_with_others_between_and_behind(
    order: list[int], own: list[str], data: st.DataObject
) -> None:
    language = data.draw(st.sampled_from(sorted(NAMES)))
    left_out = data.draw(st.sets(st.sampled_from([0, 5])))
    cells = [(NAMES[language][at], ("2000", "77", "400000", "2025-05-28", "1.25", "x")[at]) for at in order]
    cells = [cell for at, cell in zip(order, cells, strict=True) if at not in left_out]
    for number, name in enumerate(own):
        cells.insert(data.draw(st.integers(0, len(cells))), (name, f"own {number}"))
    [row] = land_and_read(ledger(tuple(name for name, _ in cells), [tuple(text for _, text in cells)]).encode())
    assert (row["document_number"], row["gl_account"], row["amount_lc"]) == ("77", "400000", Decimal("1.25"))
    assert row["posting_date"] == date(2025, 5, 28)
    assert row["text"] == (None if 5 in left_out else "x")
    wanted = {name or f"column {at}": text for at, (name, text) in enumerate(cells, start=1) if text.startswith("own")}
    assert (row["_extra"] or {}) == wanted
