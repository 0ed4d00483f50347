"""Bad files: each gets one clear, typed error with file and remedy, and leaves nothing behind."""

import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sources.contract import load_contracts
from sources.errors import ExportError, MissingColumn, OpsmartError, UnknownExport, UnreadableExport
from sources.identify import identify
from sources.reading import read_export

CONTRACTS = load_contracts()
HEADER = "Employee #,First Name,Last Name,Job Title,Department,Status,Hire Date\n"
ROW = "1,Ann,Lee,Dev,IT,Active,2020-01-31\n"


def take(path: Path) -> None:
    """What ingest does with a file."""
    contract = identify(path, path.name, CONTRACTS).contract
    read_export(path, path.name, contract, path.parent / "out" / "raw.parquet")


def refuse(path: Path, kind: type[OpsmartError], *words: str) -> OpsmartError:
    """The file is refused with an error of that kind that names it, and no file is left."""
    with pytest.raises(kind) as caught:
        take(path)
    error = caught.value
    assert type(error) is kind
    assert path.name in str(error)
    assert error.remedy
    assert "\n" not in str(error) + error.remedy
    for word in words:
        assert word in str(error)
    out = path.parent / "out"
    assert not out.exists() or not list(out.iterdir())
    return error


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, rows: list[list[object]]) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \r\n", b"\xff\xfe"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    refuse(write(tmp_path, "empty.csv", content), UnreadableExport, "empty")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [HEADER.strip().split(",")] + [ROW.strip().split(",")] * 500).read_bytes()
    refuse(write(tmp_path, "cut.xlsx", whole[: int(len(whole) * share)]), UnreadableExport, "damaged")


def test_a_workbook_whose_sheet_is_damaged_inside(tmp_path: Path) -> None:
    workbook(tmp_path / "whole.xlsx", [HEADER.strip().split(",")])
    path = tmp_path / "inside.xlsx"
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            content = source.read(item)
            target.writestr(item, content[:40] if item.filename.endswith("sheet1.xml") else content)
    refuse(path, UnreadableExport)


def test_binary_rubbish(tmp_path: Path) -> None:
    noise = random.Random(7).randbytes(50_000)
    refuse(write(tmp_path, "noise.csv", b"\x07" + noise), UnreadableExport)


@pytest.mark.parametrize("size", [1026, 1543, 4097])
def test_an_old_workbook_cut_within_a_word(tmp_path: Path, size: int) -> None:
    """The native reader does not fail on it but panics."""
    whole = (Path(__file__).parents[1] / "unit" / "sources" / "workbooks" / "people.xls").read_bytes()
    at = whole.index("Workbook".encode("utf-16-le"))
    head = whole[:size] + whole[at : at + 18]
    refuse(write(tmp_path, "cut.xls", head + b"x" * (len(head) % 2 == 0)), UnreadableExport, "damaged")


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "pack.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", HEADER)
    refuse(path, UnreadableExport, "archive")


def test_a_password_protected_workbook(tmp_path: Path) -> None:
    directory = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 34)
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + directory + b"\0" * 1000
    refuse(write(tmp_path, "secret.xlsx", content), UnreadableExport, "password")


def test_an_old_office_file(tmp_path: Path) -> None:
    refuse(write(tmp_path, "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000), UnreadableExport, "old")


@pytest.mark.parametrize(
    ("content", "word"), [(b"%PDF-1.7 ...", "PDF"), (b"<html><table></table></html>", "HTML"), (b"PAR1xxxx", "Parquet")]
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes, word: str) -> None:
    refuse(write(tmp_path, "x.csv", content), UnreadableExport, word)


def test_no_known_contract(tmp_path: Path) -> None:
    refuse(write(tmp_path, "birds.csv", "bird,song\nwren,loud\n"), UnknownExport, "no contract yet", "bird, song")
    refuse(write(tmp_path, "birds.json", '{"birds": [{"name": "wren"}]}'), UnknownExport, "no contract yet", "birds")


def test_broken_json(tmp_path: Path) -> None:
    refuse(write(tmp_path, "cut.json", '{"issues": [{"key": "A-1", '), UnreadableExport, "line 1")
    refuse(write(tmp_path, "deep.json", "[" * 200_000), UnreadableExport)


def test_a_header_and_records_with_different_delimiters(tmp_path: Path) -> None:
    path = write(tmp_path, "mixed.csv", HEADER + ROW.replace(",", ";") * 3)
    refuse(path, ExportError, "as many cells as the header", "separated by `,`")


def test_two_header_rows(tmp_path: Path) -> None:
    error = refuse(write(tmp_path, "twice.csv", HEADER + HEADER + ROW), ExportError, "two header rows")
    assert error.row == 2
    second = "EEID,First Name,Surname,Title,Department,Status,Start Date\n"
    refuse(write(tmp_path, "other.csv", HEADER + second + ROW), ExportError, "two header rows")
    rows = [line.strip().split(",") for line in (HEADER, HEADER, ROW)]
    refuse(workbook(tmp_path / "twice.xlsx", list(rows)), ExportError, "two header rows")


def test_two_sheets_with_records(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "two.xlsx")
    for name in ("North", "South"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADER.strip().split(","))
        sheet.write_row(1, 0, ROW.strip().split(","))
    book.close()
    refuse(tmp_path / "two.xlsx", ExportError, "North, South")


def test_ten_thousand_columns(tmp_path: Path) -> None:
    wide = ",".join(f"c{number}" for number in range(10_000))
    refuse(write(tmp_path, "wide.csv", wide + "\n" + wide + "\n"), UnreadableExport, "10,000 columns", "4,096")
    header = HEADER.strip() + "," + wide
    refuse(write(tmp_path, "wide2.csv", header + "\n"), UnreadableExport, "columns")


def test_a_line_of_64_megabytes(tmp_path: Path) -> None:
    path = write(tmp_path, "long.csv", HEADER + ROW + "2,Bob," + "x" * (64 << 20) + ",Dev,IT,Active,2020-01-31\n")
    error = refuse(path, UnreadableExport, "16 MiB")
    assert error.row == 3


def test_a_first_line_of_64_megabytes(tmp_path: Path) -> None:
    refuse(write(tmp_path, "one.csv", "x," * (32 << 20)), UnreadableExport)


def test_a_missing_column_is_named_with_the_likely_new_name(tmp_path: Path) -> None:
    text = HEADER.replace("Hire Date", "Hired Date") + ROW
    error = refuse(write(tmp_path, "renamed.csv", text), MissingColumn, "Hire Date")
    assert error.column == "hire_date"
    assert "Hired Date" in error.remedy


def test_a_damaged_byte_in_utf_8_is_named_with_its_offset(tmp_path: Path) -> None:
    content = (HEADER + "1,Zoë,Lee,Dev,IT,Active,2020-01-31\n").encode() + b"2,\xff,B,Dev,IT,Active,2020-01-31\n"
    refuse(write(tmp_path, "bad.csv", content), UnreadableExport, f"offset {content.index(0xFF):,}")


def test_damage_behind_a_byte_order_mark_is_named_too(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + HEADER.encode() + b"2,\xff,B,Dev,IT,Active,2020-01-31\n"
    refuse(write(tmp_path, "bad.csv", content), UnreadableExport, f"offset {content.index(0xFF, 3):,}")


def test_a_legacy_encoding_that_is_not_known_is_not_read_as_western_text(tmp_path: Path) -> None:
    content = HEADER.encode() + "1,Владимир,Иванович,Директор,Отдел,Active,2020-01-31\n".encode("cp1251")
    refuse(write(tmp_path, "cyrillic.csv", content), UnreadableExport, "no known encoding")


def test_nul_bytes_in_the_middle(tmp_path: Path) -> None:
    path = write(tmp_path, "nul.csv", (HEADER + ROW * 100_000).encode() + b"2,\0,B,Dev,IT,Active,2020-01-31\n")
    refuse(path, UnreadableExport, "NUL")


def test_a_failure_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = write(tmp_path, "e.csv", HEADER + ROW)
    monkeypatch.setattr("sources.reading.summarise", full)
    with pytest.raises(OSError, match="No space"):
        take(path)
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("cut", [lambda text: text[:-12], lambda text: text + "2,Bob"])
def test_a_cut_off_last_line_is_a_reject_not_a_loss(tmp_path: Path, cut: Callable[[str], str]) -> None:
    path = write(tmp_path, "cut.csv", cut(HEADER + ROW * 3))
    contract = identify(path, path.name, CONTRACTS).contract
    result = read_export(path, path.name, contract, tmp_path / "raw.parquet")
    assert result.rows_rejected == 1
    assert result.rows_read == result.rows_loaded + 1
