"""`opsmart.xlsx`: the scorecard, then one real Excel table per mart with number, percent and date formats."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from orchestration.contents.kpi_page import JUDGED, Line, number_format, texts
from orchestration.contents.marts_file import read_mart
from orchestration.contents.sheet_rows import Cells, Sheet, fill_sheets, letters, sample_styles
from orchestration.contents.words import DOMAINS
from orchestration.marts import Column, Mart

MAX_ROWS = 1_048_576
SHEET_NAME = 31
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a later CSV export of the sheet would run these as formulas
BY_ROW_UNIT = frozenset({"value", "target", "prior_value", "yoy_value"})
HEADINGS = {
    "KPI": 34,
    "指标": 24,
    "Domain 领域": 16,
    "Period 期间": 14,
    "Window 窗口": 24,
    "Value 数值": 16,
    "Target 目标": 16,
    "Low 下限": 14,
    "High 上限": 14,
    "Status 状态": 24,
    "状态": 18,
    "Prior period 上期": 18,
    "Unit 单位": 10,
}
COLOURS = {"on_target": ("#0b5a27", "#e6f4ea"), "at_risk": ("#6b4500", "#fff3d6"), "off_target": ("#8c1515", "#fdeaea")}


def write_workbook(
    target: Path, parquet: Path, marts: Sequence[Mart], lines: Sequence[Line], base_currency: str
) -> None:
    """Write the workbook; a mart with more rows than a sheet holds is cut, and the scorecard sheet says so."""
    import duckdb
    import xlsxwriter

    skeleton = target.with_suffix(".skeleton")
    names = [name for name, _ in groupby(marts, key=lambda mart: mart.name)]
    first = {name: next(mart for mart in marts if mart.name == name) for name in names}
    with duckdb.connect() as con:
        con.execute("set threads = 1")
        counts = {
            name: con.execute(f"select count(*) from ({read_mart(parquet, name)})").fetchall()[0][0] for name in names
        }
        units = {name: _units(con, parquet, first[name]) for name in names}
        book = xlsxwriter.Workbook(str(skeleton), {"strings_to_formulas": False, "strings_to_urls": False})
        cut = [name for name in names if counts[name] > MAX_ROWS - 1]
        _scorecard(
            book,
            lines,
            base_currency,
            [f"{name}: first {MAX_ROWS - 1} of {counts[name]} rows; all are in marts.duckdb" for name in cut],
        )
        for name in names:
            _skeleton_sheet(book, first[name], min(counts[name], MAX_ROWS - 1), units[name])
        book.close()
        sheets = [
            _sheet(
                skeleton,
                f"xl/worksheets/sheet{place}.xml",
                parquet,
                first[name],
                min(counts[name], MAX_ROWS - 1),
                units[name],
            )
            for place, name in enumerate(names, start=2)
        ]
        fill_sheets(skeleton, target, sheets, con)
    skeleton.unlink()


def _scorecard(book: Any, lines: Sequence[Line], base_currency: str, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet("scorecard")
    sheet.freeze_panes(1, 1)
    for column, width in enumerate(HEADINGS.values()):
        sheet.set_column(column, column, width)
    columns = [{"header": name} for name in HEADINGS]
    sheet.add_table(0, 0, max(len(lines), 1), len(HEADINGS) - 1, {"name": "scorecard", "columns": columns})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    risky = book.add_format({"quote_prefix": True})
    formats = {
        unit: book.add_format({"num_format": number_format(unit)}) for unit in sorted({line.unit for line in lines})
    }
    colours = {
        status: book.add_format({"font_color": COLOURS[name][0], "bg_color": COLOURS[name][1]})
        for name, statuses in JUDGED.items()
        for status in statuses
    }
    for row, line in enumerate(lines, start=1):
        told = texts(line, base_currency)
        window = f"{told.window_en} {told.window_zh}".strip() or "period 当期"
        domain = f"{line.domain.capitalize()} {DOMAINS.get(line.domain, '')}".strip()
        for column, text in enumerate((told.name_en, told.name_zh, domain, line.period, window)):
            sheet.write_string(row, column, text, risky if text.startswith(RISKY) else None)
        for column, number in {5: line.value, 6: line.target, 7: line.low, 8: line.high, 11: line.prior}.items():
            if number is not None:
                sheet.write_number(row, column, number, formats[line.unit])
        for column, text in {9: told.status_en, 10: told.status_zh}.items():
            sheet.write_string(row, column, text, colours.get(line.status))
        sheet.write_string(row, 12, line.unit.replace("ccy", base_currency))
    for row, note in enumerate(notes, start=max(len(lines), 1) + 2):
        sheet.write_string(row, 0, note)


def _skeleton_sheet(book: Any, mart: Mart, rows: int, units: Sequence[str]) -> None:
    """Header, table, sample cells: row 2 has each column's format, row 3 on those of the units, then risky text."""
    sheet = book.add_worksheet(mart.name[:SHEET_NAME])
    sheet.freeze_panes(1, 0)
    columns = [{"header": column.name} for column in mart.columns]
    sheet.add_table(0, 0, max(rows, 1), len(columns) - 1, {"name": mart.name, "columns": columns})
    for place, column in enumerate(mart.columns):
        sheet.set_column(place, place, min(max(len(column.name) + 3, 12), 40))
        sheet.write_blank(1, place, None, book.add_format({"num_format": _pattern(column)}))
    for row, unit in enumerate(units, start=2):
        sheet.write_blank(row, 0, None, book.add_format({"num_format": number_format(unit)}))
    sheet.write_blank(len(units) + 2, 0, None, book.add_format({"quote_prefix": True}))


def _sheet(skeleton: Path, member: str, parquet: Path, mart: Mart, rows: int, units: Sequence[str]) -> Sheet:
    styles = sample_styles(skeleton, member)
    by_unit = {unit: styles["A", row] for row, unit in enumerate(units, start=3)}
    cells = [
        Cells(column.name, styles.get((letters(place), 2), 0), by_unit if column.name in BY_ROW_UNIT else {})
        for place, column in enumerate(mart.columns)
    ]
    names = ", ".join(f'"{column.name}"' for column in mart.columns)
    query = f"select {names} from ({read_mart(parquet, mart.name)}) limit {rows}"
    return Sheet(member, query, cells, styles["A", len(units) + 3], rows)


def _units(con: Any, parquet: Path, mart: Mart) -> list[str]:
    """The units that a mart's rows name, where it has such a column."""
    if not any(column.name == "unit" for column in mart.columns):
        return []
    source = read_mart(parquet, mart.name)
    return [
        unit
        for (unit,) in con.execute(
            f"select distinct unit from ({source}) where unit is not null order by unit"
        ).fetchall()
    ]


def _pattern(column: Column) -> str:
    """Excel's format of a column, from its type and unit."""
    kind = column.data_type.split("(")[0]
    if kind == "date":
        return "yyyy-mm-dd"
    if kind == "timestamp":
        return "yyyy-mm-dd hh:mm:ss"
    if kind in {"integer", "int", "bigint", "smallint"}:
        return "0"
    return number_format(column.unit) if kind in {"double", "float", "decimal", "numeric"} else "General"
