"""Plain tables: SAP lists in three forms, BambooHR, unknown columns, rejects."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sources import reading, write
from sources.layout.grammar import DateOrder
from sources.reading import ReadHints

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)

GERMAN = (
    "Buchungskreis;Belegnummer;Sachkonto;Buchungsdatum;Betrag in HW;Hauswährung;Kostenstelle;Text\n"
    "2000;0100000001;0000400000;05.01.2025;1.234,56-;EUR;4711;Erlöse\n"
    "2000;0100000002;0000500000;31.12.2025;34,50;EUR;;Büro\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_german_list_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    result, rows = exports.read(exports.land(tmp_path, "fbl3n.csv", GERMAN, encoding), "sap.gl_line_items")
    assert (result.rows_read, result.rows_rejected, result.first_row) == (2, 0, 2)
    assert result.facts["decimal_mark"] == "comma"
    first = rows[0]
    assert first["amount_lc"] == Decimal("-1234.56")
    assert first["posting_date"] == first["_slice_date"] == date(2025, 1, 5)
    assert (first["gl_account"], first["_partition"], first["text"]) == ("0000400000", "2000", "Erlöse")
    assert rows[1]["cost_center"] is None


def test_plain_text_is_read_by_one_copy_and_its_row_numbers_follow_the_position(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[str] = []
    copy = write._copy

    def counted(connection: Any, select: str, target: Path, group: int) -> None:
        copies.append(select)
        copy(connection, select, target, group)

    monkeypatch.setattr(write, "_copy", counted)
    monkeypatch.setattr(reading, "write_records", lambda *_: pytest.fail("left the fast path"))
    title = "Einzelposten;;;;;;;\n;;;;;;;\n"
    result, rows = exports.read(exports.land(tmp_path, "fbl3n.csv", title + GERMAN), "sap.gl_line_items")
    assert len(copies) == 1
    # Title and a row of empty cells stand above the header in row 3.
    assert [(row["_row"], row["_sheet"], result.first_row + at) for at, row in enumerate(rows)] == [
        (None, None, 4),
        (None, None, 5),
    ]


def test_an_english_list_with_points_reads_by_its_own_marks(tmp_path: Path) -> None:
    text = (
        "CoCd\tDocumentNo\tG/L Account\tPosting Date\tAmt.in loc.cur.\tLocal Crcy\n"
        "1000\t100\t400000\t01/31/2025\t1,234.50-\tUSD\n1000\t101\t400000\t02/01/2025\t7.25\tUSD\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "list.xls", text), "sap.gl_line_items")
    assert [row["amount_lc"] for row in rows] == [Decimal("-1234.5"), Decimal("7.25")]
    assert [row["posting_date"] for row in rows] == [date(2025, 1, 31), date(2025, 2, 1)]
    assert result.facts["date_order"] == "mdy"
    assert result.facts["date_order_source"] == "file"


RULED = """\
Einzelpostenliste Sachkonten                    Seite 1

-------------------------------------------------------------
| |Belegnummer|Sachkonto|Buchungsdatum|     Betrag in HW|BuKr |
-------------------------------------------------------------
| |100000001  |400000   |05.01.2025   |        1.000,00-|2000 |
| |100000002  |400000   |06.01.2025   |          250,00-|2000 |
-------------------------------------------------------------
|*|           |400000   |             |        1.250,00-|     |
Einzelpostenliste Sachkonten                    Seite 2
-------------------------------------------------------------
| |Belegnummer|Sachkonto|Buchungsdatum|     Betrag in HW|BuKr |
-------------------------------------------------------------
| |100000003  |500000   |07.01.2025   |           50,00 |2000 |
-------------------------------------------------------------
|*|           |500000   |             |           50,00 |     |
|**|          |         |             |        1.200,00-|     |
"""


def test_a_ruled_list_drops_titles_rulers_and_page_headers_and_checks_its_totals(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "liste.txt", RULED, "cp1252"), "sap.gl_line_items")
    assert [row["document_number"] for row in rows] == ["100000001", "100000002", "100000003"]
    assert [row["amount_lc"] for row in rows] == [Decimal(-1000), Decimal(-250), Decimal(50)]
    assert result.rows_rejected == 0
    # Rows of the file as a person counts them: 6 and 7 on the first page, 14 on the second.
    assert result.first_row == 6
    assert [(row["_row"], row["_sheet"]) for row in rows] == [(6, None), (7, None), (14, None)]
    found = [(control.stated, control.computed, control.ok) for control in result.controls]
    assert found == [(-1250, -1250, True), (50, 50, True), (-1200, -1200, True)]


def test_a_workbook_keeps_ids_as_text_and_numbers_to_15_digits(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "fbl3n.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "mm-dd-yy"})
    sheet.write_row(
        0, 0, ["Company Code", "Document Number", "G/L Account", "Posting Date", "Amount in local currency"]
    )
    sheet.write_row(1, 0, ["2000", "0100000001", 400000])
    sheet.write_datetime(1, 3, date(2025, 1, 5), day)  # type: ignore[arg-type]
    sheet.write_number(1, 4, 0.1 + 0.2)
    sheet.write_row(2, 0, ["2000", "0100000002", 400000, "06.01.2025", "1.234,56-"])
    sheet.write_number(3, 4, -1234.26)
    book.close()
    result, rows = exports.read(path, "sap.gl_line_items")
    assert [row["amount_lc"] for row in rows] == [Decimal("0.3"), Decimal("-1234.56")]
    assert [row["gl_account"] for row in rows] == ["400000", "400000"]
    assert [row["posting_date"] for row in rows] == [date(2025, 1, 5), date(2025, 1, 6)]
    assert [(control.stated, control.ok) for control in result.controls] == [(Decimal("-1234.26"), True)]
    assert [(row["_row"], row["_sheet"]) for row in rows] == [(2, "Sheet1"), (3, "Sheet1")]


def test_a_native_cell_is_empty_where_its_text_would_be(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "assignments.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "mm-dd-yy"})
    sheet.write_row(0, 0, ["PERNR", "ORGEH", "PLANS", "BEGDA", "ENDDA", "AEDTM"])
    sheet.write_row(1, 0, ["00000010", "50001357", "50005214"])
    sheet.write_datetime(1, 3, date(2025, 1, 5), day)  # type: ignore[arg-type]
    sheet.write_datetime(1, 4, date(9999, 12, 31), day)  # type: ignore[arg-type]
    sheet.write_number(1, 5, 0)
    book.close()
    result, rows = exports.read(path, "sap.pa0001")
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    assert (rows[0]["valid_from"], rows[0]["valid_to"], rows[0]["changed_on"]) == (date(2025, 1, 5), None, None)


def test_rejects_keep_reason_and_original_and_nothing_is_lost(tmp_path: Path) -> None:
    text = GERMAN + (
        "2000;0100000003;0000500000;31.02.2025;12,00;EUR;;kein Tag\n"
        "2000;0100000004;0000500000;;siebzehn;EUR;;kein Betrag\n"
        "2000;0100000005;0000500000;01.03.2025;1,23456;EUR;;zu genau\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "fbl3n.csv", text))
    assert (result.rows_read, result.rows_loaded, result.rows_rejected) == (5, 2, 3)
    assert rows[2]["_reject"]["reasons"] == [{"column": "posting_date", "reason": "not a date", "value": "31.02.2025"}]
    assert rows[2]["amount_lc"] == Decimal(12)
    assert rows[3]["_reject"]["reasons"] == [
        {"column": "posting_date", "reason": "required, but empty", "value": None},
        {"column": "amount_lc", "reason": "not a number", "value": "siebzehn"},
    ]
    assert rows[3]["_reject"]["record"]["Text"] == "kein Betrag"
    assert rows[4]["_reject"]["reasons"][0]["reason"] == "more than 4 decimal places, or too large"
    assert {(count.column_name, count.reason): count.rows for count in result.rejects} == {
        ("amount_lc", "more than 4 decimal places, or too large"): 1,
        ("amount_lc", "not a number"): 1,
        ("posting_date", "not a date"): 1,
        ("posting_date", "required, but empty"): 1,
    }


def test_ragged_and_ill_quoted_lines_become_rejects_with_their_text(tmp_path: Path) -> None:
    text = (
        GERMAN + '2000;0100000003;0000500000\n2000;"0100"x;1;2\n2000;0100000006;0000500000;01.03.2025;5,00;EUR;;gut\n'
    )
    result, rows = exports.read(exports.land(tmp_path, "fbl3n.csv", text))
    assert (result.rows_read, result.rows_rejected) == (5, 2)
    assert rows[2]["_reject"]["record"] == {
        "Buchungskreis": "2000",
        "Belegnummer": "0100000003",
        "Sachkonto": "0000500000",
    }
    assert rows[2]["_reject"]["reasons"][0]["reason"] == "3 cells instead of 8"
    assert rows[3]["_reject"]["record"] == {"line": '2000;"0100"x;1;2'}
    assert rows[4]["text"] == "gut"


def test_blank_lines_do_not_shift_row_numbers(tmp_path: Path) -> None:
    lines = GERMAN.splitlines(keepends=True)
    _, rows = exports.read(exports.land(tmp_path, "fbl3n.csv", lines[0] + lines[1] + "\n" + lines[2] + "\n\n"))
    assert len(rows) == 2
    assert [row["_row"] for row in rows] == [2, 4]


def test_an_unclosed_quote_costs_one_line_not_the_rest_of_the_file(tmp_path: Path) -> None:
    head, first, second = GERMAN.splitlines(keepends=True)
    _, rows = exports.read(exports.land(tmp_path, "f.csv", head + first + '2000;"offen;1;1;1;1;1;1\n' + second))
    assert [bool(row["_reject"]) for row in rows] == [False, True, False]


BAMBOO = "Employee #,First Name,Last Name,Job Title,Department,Status,Hire Date,Shirt\n"


def test_day_first_is_decided_by_the_whole_file(tmp_path: Path) -> None:
    text = BAMBOO + "1,A,B,Dev,IT,Active,03-04-2020,\n2,C,D,Dev,IT,Active,25-04-2020,XL\n"
    result, rows = exports.read(exports.land(tmp_path, "employees_2025-06-30.csv", text), "bamboohr.employees")
    assert [row["hire_date"] for row in rows] == [date(2020, 4, 3), date(2020, 4, 25)]
    assert result.facts["date_order_source"] == "file"
    assert str(result.exported_at) == "2025-06-30 00:00:00+00:00"
    assert result.exported_at_source == "name"
    assert rows[1]["_extra"] == {"Shirt": "XL"}
    assert rows[0]["_extra"] is None
    assert any("Shirt" in warning for warning in result.warnings)


def test_an_ambiguous_file_follows_the_settings_and_says_so(tmp_path: Path) -> None:
    path = exports.land(tmp_path, "e.csv", BAMBOO + "1,A,B,Dev,IT,Active,03-04-2020,\n")
    result, rows = exports.read(path, hints=ReadHints(date_order=DateOrder.DMY))
    assert rows[0]["hire_date"] == date(2020, 4, 3)
    assert result.facts["date_order_ambiguous"] is True
    result, rows = exports.read(path)
    assert rows[0]["hire_date"] == date(2020, 3, 4)
    assert any("day or the month" in warning for warning in result.warnings)


def test_columns_in_any_order_and_padded_cells(tmp_path: Path) -> None:
    text = "HIRE DATE, last name ,employee #,Department\n2020-01-31, Lee ,007, Sales \n"
    _, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert (rows[0]["employee_number"], rows[0]["last_name"], rows[0]["department"]) == ("007", "Lee", "Sales")


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_filled_cell_under_no_name_is_kept(tmp_path: Path, blank: str) -> None:
    """With a blank line between the records the exact reader takes over; both keep it."""
    text = f"Employee #,,Last Name,Hire Date\n1,temp,Lee,2020-01-31\n{blank}2,,Wu,2020-02-01\n"
    result, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert [row["_extra"] for row in rows] == [{"column 2": "temp"}, None]
    assert (result.rows_read, result.rows_rejected, result.warnings) == (2, 0, ())


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_filled_cell_behind_the_last_name_is_kept(tmp_path: Path, blank: str) -> None:
    text = f"Employee #,Last Name,Hire Date,,\n1,Lee,2020-01-31,,temp\n{blank}2,Wu,2020-02-01,,\n"
    result, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert [row["_extra"] for row in rows] == [{"column 5": "temp"}, None]
    assert (result.rows_read, result.rows_rejected, result.warnings) == (2, 0, ())


def test_a_row_longer_than_the_header_is_a_reject_with_all_its_cells(tmp_path: Path) -> None:
    text = "Employee #,Last Name,Hire Date\n1,Lee,2020-01-31,temp\n2,Wu,2020-02-01,\n"
    result, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert (result.rows_read, result.rows_rejected) == (2, 1)
    assert rows[0]["_reject"]["record"]["cell 4"] == "temp"


def test_a_carriage_return_alone_ends_a_line_for_every_reader(tmp_path: Path) -> None:
    """The fast reader skipped a line too many where a header held one and cells were quoted."""
    text = 'Employee #,Last Name,Hire Date\rx,y,z\n1,"Lee",2020-01-31\n2,"Wu",2020-02-01\n'
    result, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert [row["employee_number"] for row in rows] == ["x", "1", "2"]
    assert (result.rows_read, result.rows_rejected, result.first_row) == (3, 1, 2)


def test_a_quote_that_stays_open_above_the_header_costs_no_record(tmp_path: Path) -> None:
    """The fast reader took all up to the next quote for one cell, and what it skipped was no record."""
    text = 'Staff;","\nEmployee #,Last Name,Hire Date\n1,Lee,2020-01-31\n2,"Wu",2020-02-01\n";3,Ng,2020-03-01\n'
    result, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert [row["employee_number"] for row in rows][:2] == ["1", "2"]
    assert (result.rows_read, result.rows_rejected) == (3, 1)


def test_a_separator_that_only_unicode_knows_ends_no_line(tmp_path: Path) -> None:
    title = "Staff\u2028all\x0bof them,,\n"
    text = title + "Employee #,Last Name,Hire Date\n1,Lee,2020-01-31\n2,Wu,2020-02-01\n3,Ng,2020-03-01\n"
    result, rows = exports.read(exports.land(tmp_path, "e.csv", text), "bamboohr.employees")
    assert ([row["employee_number"] for row in rows], result.first_row) == (["1", "2", "3"], 3)


def test_a_text_that_has_not_the_form_of_its_column_is_a_reject(tmp_path: Path) -> None:
    text = (
        "Task ID,Created At,Completed At,Last Modified,Name\n"
        "1204,2026-01-05,,2026-01-05,Sound\n"
        "1.21143E+15,2026-01-05,,2026-01-05,Rounded\n"
        ",2026-01-05,,2026-01-05,Empty\n"
    )
    result, rows = exports.read(exports.land(tmp_path, "tasks.csv", text), "asana.tasks_csv")
    assert (result.rows_read, result.rows_rejected) == (3, 2)
    assert [row["_reject"] and row["_reject"]["reasons"] for row in rows] == [
        None,
        [{"column": "task_id", "reason": r"not of the form \d+", "value": "1.21143E+15"}],
        [{"column": "task_id", "reason": "required, but empty", "value": None}],
    ]


def test_a_list_in_big5_reads_as_the_same_list_in_utf_8(tmp_path: Path) -> None:
    text = BAMBOO + "1,偉,張,資深經理,資訊技術部,Active,2020-01-31,大\n2,小明,王,會計,財務部,Active,2021-02-28,\n"
    _, told = exports.read(exports.land(tmp_path, "a.csv", text, "big5"), "bamboohr.employees")
    _, wanted = exports.read(exports.land(tmp_path, "b.csv", text), "bamboohr.employees")
    assert [{**row, "_file": ""} for row in told] == [{**row, "_file": ""} for row in wanted]
    assert told[0]["job_title"] == "資深經理"
