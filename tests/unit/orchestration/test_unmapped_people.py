"""From records of unknown persons to a landed workbook: keys from the raw rows, proposals by pinyin, nothing lost.

The people are invented. What the warehouse would tell of them (`gap_person`) is written by hand.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from orchestration.unmapped import template_workbooks
from orchestration.unmapped_people import FULL_NAMES, GIVEN, SURNAME, override_rows
from sources.contract import load_contracts
from sources.ingest import ingest_landing
from sources.lake.paths import Lake
from sources.lake.settings import LakeSettings
from sources.templates.workbook import template_contracts, write_template

NOW = datetime(2026, 2, 10, tzinfo=UTC)
EMPLOYEES = """Employee #,First Name,Last Name,Department,Status,Hire Date
E1,伟,王,Sales,Active,2024-01-01
E2,威,汪,Sales,Active,2024-01-01
E3,雪梅,单,Sales,Active,2024-01-01
E4,娜娜,欧阳,Sales,Active,2024-01-01
E5,Ada,Sample,Sales,Active,2024-01-01
"""
HEAD = "姓名,考勤组,部门,工号,UserId,日期,工作时长(分钟),迟到时长(分钟),早退时长(分钟),旷工天数,加班总时长"
ACCOUNTS = (
    ("Wang Wei", "u1"),
    ("Xuemei SHAN", "u2"),
    ("前台", "nana.ouyang"),
    ("Ada Sample", "u4"),
    ("Zhang San", "u5"),
)
DAYS = "\n".join([HEAD, *(f"{name},办公,Works,,{user},2026-02-02,480,0,0,0,0" for name, user in ACCOUNTS)])


def digest(key: str) -> str:
    return hashlib.md5(key.lower().encode()).hexdigest()


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    (folder / "Employees 2026-01-31.csv").write_text(EMPLOYEES, encoding="utf-8")
    (folder / "days.csv").write_text(DAYS, encoding="utf-8")
    known = [{"system": "wecom", "key_kind": "user_name", "person_identifier": "front", "employee_number": None}]
    write_template(
        template_contracts()["identity_override"], folder / "opsmart_identity_override_2026-01-31.xlsx", known
    )
    return folder


def received(landing: Path) -> Lake:
    lake = Lake(landing.parent / "lake")
    summary = ingest_landing(lake.root, landing, LakeSettings(), NOW)
    assert [
        str(item.status) for item in summary.files if str(item.status) not in ("loaded", "known", "superseded")
    ] == []
    return lake


def gaps(lake: Lake) -> duckdb.DuckDBPyConnection:
    """The warehouse's list: every account of the attendance machine is nobody's."""
    con = duckdb.connect()
    files = str(lake.index / "files.parquet")
    (file,) = con.execute(f"select file_id from '{files}' where dataset = 'attendance_daily'").fetchone() or ("",)
    con.execute(
        "create schema gaps; create table gaps.gap_person (system text, instance text, dataset text, key_kind text, "
        "key_value text, _file text, _record bigint)"
    )
    for record, (_, user) in enumerate(ACCOUNTS, start=2):
        values = ["dingtalk", "default", "attendance_daily", "user_name", digest(user), file, record]
        con.execute("insert into gaps.gap_person values (?, ?, ?, ?, ?, ?, ?)", values)
    return con


def told(lake: Lake) -> dict[Any, tuple[Any, ...]]:
    rows = override_rows(gaps(lake), lake)
    names = ("employee_number", "employee_system", "evidence", "proposed_people")
    return {row["person_identifier"]: tuple(row.get(name) for name in names) for row in rows}


def test_a_latin_name_is_proposed_to_those_whose_name_reads_so_and_to_nobody_else(landing: Path) -> None:
    assert told(received(landing)) == {
        "u1": ("?", None, "pinyin", "E1 王伟 (bamboohr); E2 汪威 (bamboohr)"),
        "u2": ("E3", "bamboohr", "pinyin", "E3 单雪梅 (bamboohr)"),
        "nana.ouyang": ("E4", "bamboohr", "pinyin", "E4 欧阳娜娜 (bamboohr)"),
        "u4": ("?", None, None, None),
        "u5": ("?", None, None, None),
    }


def test_the_landed_workbook_holds_the_new_rows_and_those_of_before(landing: Path) -> None:
    lake = received(landing)
    wanted = {"identity_override": [(row, None) for row in override_rows(gaps(lake), lake)]}
    ((path, added, kept),) = template_workbooks(lake, wanted, landing)
    assert (path.name, added, kept) == ("opsmart_identity_override_unmapped.xlsx", 5, 1)
    received(landing)
    with duckdb.connect() as con:
        raw = f"{lake.raw}/template/identity_override/*.parquet"
        newest = (
            "select row.system, person_identifier, employee_number, evidence "
            f"from read_parquet('{raw}', union_by_name = true) as row "
            f"join '{lake.index}/active.parquet' as active on row._file = active.file_id and active.is_newest "
            "where active.dataset = 'identity_override' and row._reject is null order by person_identifier"
        )
        assert con.execute(newest).fetchall() == [
            ("wecom", "front", None, None),
            ("dingtalk", "nana.ouyang", "E4", "pinyin"),
            ("dingtalk", "u1", "?", "pinyin"),
            ("dingtalk", "u2", "E3", "pinyin"),
            ("dingtalk", "u4", "?", None),
            ("dingtalk", "u5", "?", None),
        ]
    # What stands there is not asked for again.
    ((_, added, kept),) = template_workbooks(lake, wanted, landing.parent / "again")
    assert (added, kept) == (0, 6)


def test_rates_of_other_days_are_not_repeated_and_those_between_are_kept(tmp_path: Path) -> None:
    """A workbook of rates replaces the days from its first to its last one, of its types of rate."""
    landing = tmp_path / "landing"
    landing.mkdir()
    contract = template_contracts()["fx_rate"]
    pair = {"from_currency": "EUR", "to_currency": "USD"}
    days = [date(2025, month, 1) for month in (1, 3, 5)]
    averages = [{**pair, "rate_date": day, "rate_type": "average", "rate": 1} for day in days]
    closing = {**pair, "rate_date": date(2025, 3, 31), "rate_type": "closing", "rate": 1}
    write_template(contract, landing / "opsmart_fx_rate_2025-12-01.xlsx", [*averages, closing])
    lake = received(landing)
    wanted = [({**pair, "rate_date": date(2025, month, 1), "rate_type": "average"}, None) for month in (2, 4)]
    ((path, added, kept),) = template_workbooks(lake, {"fx_rate": wanted}, tmp_path / "out")
    assert (added, kept) == (2, 1)
    rows = list(openpyxl.load_workbook(path)["fx_rate"].iter_rows(min_row=3, max_col=5, values_only=True))
    assert [(row[2].date().month, row[3], row[4]) for row in rows] == [
        (3, "average", 1),
        (2, "average", None),
        (4, "average", None),
    ]


def test_every_name_that_a_record_of_a_person_states_is_read() -> None:
    """A name in another column would never be proposed; a superior's, a sort name and a login are not the person's."""
    macro = (Path(__file__).parents[3] / "dbt_project" / "macros" / "person_records.sql").read_text(encoding="utf-8")
    contracts = load_contracts()
    datasets = {f"{system}.{dataset}" for system, dataset in re.findall(r"'stg_(\w+?)__(\w+)'", macro)}
    assert {"dingtalk.attendance_daily", "bamboohr.employees"} < datasets
    columns = [column for key in datasets for column in contracts[key].columns if column.personal]
    names = {column.name for column in columns if "name" in column.name}
    assert names - {"supervisor_name", "sort_name", "user_name"} == {GIVEN, SURNAME, *FULL_NAMES}
