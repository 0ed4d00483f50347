"""Workbooks of all forms are read by their bytes, whatever their names say.

`workbooks/people.xls` was written by xlwt, `people.ods` by odfpy (with a million repeated empty rows, as Calc leaves
them): the same three invented people. No writer of .xlsb is known to us, so that one is put together here.
"""

from __future__ import annotations

import shutil
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sources.contract import load_contracts
from sources.identify import identify
from sources.read.workbook import Workbook
from sources.reading import read_export

FILES = Path(__file__).with_name("workbooks")
PEOPLE = [("1", date(2020, 1, 15), "Sales"), ("2", date(2021, 12, 1), "研发"), ("3", date(2019, 2, 28), "Einkauf Süd")]


def read(path: Path, folder: Path) -> list[tuple[object, ...]]:
    import duckdb

    contracts = load_contracts()
    contract = identify(path, path.name, contracts).contract
    assert contract.key == "bamboohr.employees"
    result = read_export(path, path.name, contract, folder / "raw.parquet")
    assert (result.rows_read, result.rows_rejected) == (3, 0)
    return duckdb.sql(
        f"select employee_number, hire_date, department from read_parquet('{folder / 'raw.parquet'}') order by 1"
    ).fetchall()


@pytest.mark.parametrize("form", ["xls", "ods"])
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx", "csv", "dat"])
def test_the_form_is_told_by_the_bytes(tmp_path: Path, form: str, suffix: str) -> None:
    path = Path(shutil.copy(FILES / f"people.{form}", tmp_path / f"landed.{suffix}"))
    assert read(path, tmp_path) == PEOPLE


def test_a_binary_workbook(tmp_path: Path) -> None:
    rows = [["Employee #", "Hire Date", "Department"], *([n, day.isoformat(), unit] for n, day, unit in PEOPLE)]
    write_xlsb(tmp_path / "people.xlsb", rows)
    assert read(tmp_path / "people.xlsb", tmp_path) == PEOPLE


def test_rows_are_numbered_as_in_the_sheet() -> None:
    book = Workbook(FILES / "people.xls", "people.xls")
    assert book.sheets == ["People"]
    assert [number for number, _ in book.rows("People")] == [1, 2, 3, 4]


def write_xlsb(path: Path, rows: list[list[str]]) -> None:
    """A binary workbook of one sheet of texts ([MS-XLSB] 2.1.7: type and length as 7-bit numbers, then the content)."""
    sheet = [_record(129), _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1)), _record(145)]
    for number, cells in enumerate(rows):
        sheet.append(_record(0, struct.pack("<3I5x", number, 0, 300 << 16)))
        sheet += [_record(6, struct.pack("<2I", place, 0) + _text(cell)) for place, cell in enumerate(cells)]
    sheet += [_record(146), _record(130)]
    book = [_record(131), _record(143)]
    book += [_record(156, struct.pack("<2I", 0, 1) + _text("rId1") + _text("People")), _record(144), _record(132)]
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    binary = 'Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"'
    parts: dict[str, bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default {binary}/></Types>'.encode(),
        "_rels/.rels": _links(links, f"{kinds}/officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": b"".join(book),
        "xl/_rels/workbook.bin.rels": _links(links, f"{kinds}/worksheet", "worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": b"".join(sheet),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _links(namespace: str, kind: str, target: str) -> bytes:
    link = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{namespace}">{link}</Relationships>'.encode()


def _record(kind: int, content: bytes = b"") -> bytes:
    return _seven_bits(kind) + _seven_bits(len(content)) + content


def _seven_bits(number: int) -> bytes:
    low, high = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _seven_bits(high) if high else bytes([low])


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
