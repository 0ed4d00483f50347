"""The command line: exit codes, two lines of error, text and JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_home import fill_warehouse, make_release

from orchestration.clock import Clock
from orchestration.explain import ExplainError, parse_period
from orchestration.home import Home
from orchestration.marts import Mart

OPSMART = [sys.executable, "-c", "from orchestration.cli import main; main()"]


def opsmart(*arguments: str, home: Home | None = None) -> subprocess.CompletedProcess[str]:
    where = ["--home", str(home.root)] if home else []
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPSMART")}
    return subprocess.run([*OPSMART, *arguments, *where], capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def released(home: Home, marts: tuple[Mart, ...], clock: Clock) -> Home:
    fill_warehouse(home)
    make_release(home, marts, clock)
    return home


def test_version_and_usage() -> None:
    assert opsmart("--version").stdout.startswith("opsmart 0.")
    assert opsmart("no-such-command").returncode == 2
    assert opsmart("sql").returncode == 2


def test_errors_are_two_lines_on_stderr_and_exit_1(home: Home) -> None:
    answer = opsmart("sql", "select 1", home=home)
    assert (answer.returncode, answer.stdout) == (1, "")
    cause, remedy = answer.stderr.splitlines()
    assert cause == f"error: {home.root} has no release yet"
    assert remedy == "remedy: run `opsmart nightly`"
    home.settings_file.write_text("[company]\nbase_currency = 'dollars'\n", encoding="utf-8")
    answer = opsmart("status", home=home)
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[0].startswith("error: opsmart.toml: `company.base_currency`: String should match")
    assert len(answer.stderr.splitlines()) == 2


def test_sql_as_table_json_and_csv(released: Home) -> None:
    query = "select kpi_id, value from mart_kpi where period_start = '2025-11-01' order by kpi_id"
    table = opsmart("sql", query, home=released).stdout.splitlines()
    assert [line.split() for line in table] == [
        ["kpi_id", "value"],
        ["gross_margin_pct", "0.4"],
        ["net_revenue", "1234.5"],
    ]
    told = json.loads(opsmart("sql", query, "--json", home=released).stdout)
    assert told == [{"kpi_id": "gross_margin_pct", "value": 0.4}, {"kpi_id": "net_revenue", "value": 1234.5}]
    assert (
        opsmart("sql", query, "--csv", home=released).stdout
        == "kpi_id,value\ngross_margin_pct,0.4\nnet_revenue,1234.5\n"
    )
    assert opsmart("sql", query, "--csv", "--json", home=released).returncode == 1


def test_releases_status_and_rollback(released: Home, marts: tuple[Mart, ...], clock: Clock) -> None:
    make_release(released, marts, clock)
    first, second = "2025-12-19-0a1b2c3d", "2025-12-19-0a1b2c3d-2"
    told = json.loads(opsmart("releases", "--json", home=released).stdout)
    assert [(row["id"], row["current"]) for row in told] == [(second, True), (first, False)]
    assert opsmart("rollback", first, home=released).stdout == f"current is {first} (was {second})\n"
    status = json.loads(opsmart("status", "--json", home=released).stdout)
    assert (status["current"], status["rolled_back_from"], status["as_of"]) == (first, second, "2025-12-19")
    answer = opsmart("rollback", "2020-01-01-00000000", home=released)
    assert answer.returncode == 1
    assert f"name one of: {first}, {second}" in answer.stderr


def test_explain_of_a_value_that_is_not_there_names_what_is(released: Home) -> None:
    answer = opsmart("explain", "net_profit", "--period", "2025-11", "--org", "MI", home=released)
    assert answer.returncode == 1
    assert "kpi_id is one of: gross_margin_pct, net_revenue" in answer.stderr
    answer = opsmart("explain", "net_revenue", "--period", "2025-Q4", "--org", "MI", home=released)
    assert "grains and windows of the KPI: month/period" in answer.stderr


@pytest.mark.parametrize(
    ("text", "fiscal_start", "grain", "start"),
    [
        ("2025", 1, "year", "2025-01-01"),
        ("2025", 4, "year", "2025-04-01"),
        ("2025-Q4", 1, "quarter", "2025-10-01"),
        ("2025Q4", 4, "quarter", "2026-01-01"),
        ("2025-11", 1, "month", "2025-11-01"),
        ("2025-W01", 1, "week", "2024-12-30"),
        ("2025-11-28", 1, "day", "2025-11-28"),
    ],
)
def test_periods_as_people_write_them(text: str, fiscal_start: int, grain: str, start: str) -> None:
    found, day = parse_period(text, fiscal_start)
    assert (found, day.isoformat()) == (grain, start)


@pytest.mark.parametrize("text", ["2025-13", "2025-W60", "November", "2025-Q5"])
def test_a_period_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ExplainError, match="is no period"):
        parse_period(text, 1)


def test_identify_and_check_of_a_missing_file(home: Home, tmp_path: Path) -> None:
    for command in ("identify", "check"):
        answer = opsmart(command, str(tmp_path / "none.csv"), home=home)
        assert answer.returncode == 1
        assert "there is no such file" in answer.stderr


def test_identify_and_check_say_what_a_file_is(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text("Staff of Acme\nEmployee #,Hire Date,Department\n7,2020-01-15,Sales\n", encoding="utf-8")
    answer = opsmart("identify", str(file), home=home)
    assert (answer.returncode, answer.stdout) == (0, "bamboohr.employees (feeds employee)\n")
    told = json.loads(opsmart("identify", str(file), "--json", home=home).stdout)
    assert (told["system"], told["dataset"], told["sheet"], told["header_row"]) == ("bamboohr", "employees", None, 2)
    answer = opsmart("check", str(file), home=home)
    assert answer.returncode == 0
    assert "rows: 1 read, 1 loaded, 0 rejected" in answer.stdout.splitlines()
