"""Which figures the scorecard shows, with which target, and how it says so; explained rows of people stay unlisted."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tiny_home import AS_OF, fill_warehouse, make_release

from orchestration.clock import Clock
from orchestration.console import explain_lines, show_night
from orchestration.contents.kpi_page import Line, counts, scorecard_lines, shown, texts
from orchestration.contents.scorecard import Page, scorecard_html
from orchestration.explain import Question, _age_notes, explain_value
from orchestration.explain_privacy import small_units_below
from orchestration.gate import Finding, State, Verdict
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.night_report import _held, night_report
from orchestration.nightly import NightResult, Outcome
from sources.errors import ExportError
from sources.ingest import IngestSummary
from sources.ingest_run import FileReport, Status

# kpi, segment, grain, window, period, value, target, status, complete
CELLS = [
    ("growth", "total", "month", "t12m", "2025-11-01", None, 0.1, "not_computable"),
    ("growth", "total", "month", "period", "2025-11-01", 0.2, None, "no_target"),
    ("growth", "total", "quarter", "period", "2025-07-01", 0.3, None, "no_target"),
    ("heads", "total", "month", "period", "2025-11-01", 90.0, None, "no_target"),
    ("heads", "total", "month", "point", "2025-11-01", 100.0, None, "on_target"),
    ("margin", "total", "month", "period", "2025-11-01", 0.6167, 0.617, "at_risk"),
    ("margin", "entity=DE", "month", "period", "2025-11-01", 0.5, 0.6, "off_target"),
    ("budget", "account_class=cost", "month", "period", "2025-11-01", 7.0, None, "no_target"),
    ("budget", "account_class=revenue", "month", "period", "2025-11-01", 9.0, None, "no_target"),
]
UNITS = {"growth": "%", "heads": "heads", "margin": "%", "budget": "ccy"}
GOOD = {"growth": "up", "heads": "band", "margin": "up", "budget": "band"}


ACME = Page("Acme", "", "USD", date(2025, 12, 19), "r", Verdict("c", {}, (), 0))


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """A release's Parquet, by hand; headcount has a band that changed at the start of 2025."""
    for name in ("mart_kpi", "dim_kpi", "dim_kpi_target"):
        (tmp_path / name).mkdir()
    with duckdb.connect() as con:
        con.execute(
            "create table k (kpi_id text, name_en text, name_zh text, domain text, org_unit_id text, segment text, "
            "grain text, time_window text, period_start date, period_end date, unit text, value double, "
            "target double, status text, is_partial boolean, is_stale boolean, is_complete boolean)"
        )
        for kpi, segment, grain, window, start, value, target, status in CELLS:
            row: list[Any] = [kpi, kpi.capitalize(), f"{kpi}中", "finance", "MI", segment, grain, window, start, start]
            con.execute(
                f"insert into k values ({', '.join('?' * 17)})",
                [*row, UNITS[kpi], value, target, status, False, False, True],
            )
        con.execute("create table d as select * from (values ('x', 'up')) as d (kpi_id, good) limit 0")
        con.executemany("insert into d values (?, ?)", list(GOOD.items()))
        con.execute(
            "create table t as select 'heads' as kpi_id, 'MI' as org_unit_id, 'total' as segment, 'month' as grain, "
            "'point' as time_window, v.* from (values (date '2024-01-01', date '2024-12-31', null, 1, 2), "
            "(date '2025-01-01', date '9999-12-31', null, 80, 120)) as v (valid_from, valid_to, target, low, high)"
        )
        for table, name in (("k", "mart_kpi"), ("d", "dim_kpi"), ("t", "dim_kpi_target")):
            con.execute(f"copy {table} to '{tmp_path / name / 'data.parquet'}'")
    return tmp_path


@pytest.fixture
def lines(parquet: Path) -> dict[str, Line]:
    return {line.id: line for line in scorecard_lines(parquet, "MI")}


def test_a_window_with_value_and_target_comes_first_then_one_with_a_value(lines: dict[str, Line]) -> None:
    assert (lines["heads"].time_window, lines["heads"].value) == ("point", 100.0)  # judged by its band
    assert (lines["growth"].grain, lines["growth"].time_window, lines["growth"].value) == ("month", "period", 0.2)


def test_a_kpi_without_a_total_is_shown_by_segment_and_others_are_not(lines: dict[str, Line]) -> None:
    assert list(lines) == ["budget.cost", "budget.revenue", "growth", "heads", "margin"]
    assert texts(lines["budget.cost"], "USD").name_en == "Budget: cost"
    assert texts(lines["budget.cost"], "USD").name_zh == "budget中：成本费用"


def test_targets_show_their_direction_and_bands_their_ends(lines: dict[str, Line], parquet: Path) -> None:
    heads, margin = texts(lines["heads"], "USD"), texts(lines["margin"], "USD")
    assert (heads.target, heads.window_en, heads.window_zh) == ("80 – 120 heads", "period end", "期末")
    assert (margin.value, margin.target) == ("61.67 %", "≥ 61.70 %")  # 61.7 % would look reached
    assert counts(lines.values()) == {"on_target": 1, "at_risk": 1, "off_target": 0, "other": 3}
    (parquet / "dim_kpi_target" / "data.parquet").unlink()
    (parquet / "dim_kpi_target").rmdir()
    assert {line.id: texts(line, "USD").target for line in scorecard_lines(parquet, "MI")}["heads"] == "–"


def test_the_page_counts_has_fixed_columns_and_admits_only_its_own_style(lines: dict[str, Line]) -> None:
    page = scorecard_html(ACME, list(lines.values()))
    tally = dict(re.findall(r'id="tally-(\w+)"><b><span aria-hidden="true">.</span> (\d+)</b>', page))
    assert tally == {"on_target": "1", "at_risk": "1", "off_target": "0", "other": "3"}
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert style and "table-layout: fixed" in style[1] and "max-width: 44rem" in style[1] and "size: A4" in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in page
    assert " style=" not in page and "unsafe-inline" not in page
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page)))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_status_has_the_contrast_that_wcag_asks_of_text(lines: dict[str, Line]) -> None:
    page = scorecard_html(ACME, list(lines.values()))
    pairs = re.findall(r"color: (#\w{6}); background: (#\w{3,6});", page)
    assert len(pairs) >= 5
    for ink, ground in pairs:
        dark, light = luminance(ink), luminance(ground if len(ground) == 7 else ground + ground[1:])
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def result(outcome: Outcome, home: Home, release: str | None, verdict: Verdict | None = None) -> NightResult:
    error = ExportError("cannot be read", "export it again", file="bad.csv")
    files = (FileReport("bad.csv", Status.FAILED, True, "", error=error),)
    summary = IngestSummary(files, None)  # type: ignore[arg-type]  # the index is not looked at
    return NightResult(outcome, AS_OF, release, "2025-12-19-0a1b2c3d", None, verdict, summary, {"ingest": 0.1})


def test_a_released_night_ends_with_the_scorecard_and_its_places(
    home: Home, marts: tuple[Mart, ...], clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_warehouse(home)
    name = make_release(home, marts, clock)
    told = night_report(home, result(Outcome.RELEASED, home, name), "MI", "USD")
    show_night(told, False, False)
    out, err = capsys.readouterr()
    row = next(line for line in out.splitlines() if line.startswith("Gross margin %"))
    assert re.split(r" {2,}", row.strip()) == [
        "Gross margin %",
        "毛利率",
        "2025-11",
        "40.0 %",
        "45.0 %",
        "At risk",
        "有风险",
    ]
    assert out.splitlines()[0].strip() == "MI: 0 on target, 1 at risk, 0 off target, 1 not judged"
    folder = home.releases / name
    assert out.splitlines()[-4:] == [
        f"released {name} (as of 2025-12-19)",
        f"release:   {folder}",
        f"scorecard: {folder}/scorecard/index.html",
        f"workbook:  {folder}/opsmart.xlsx",
    ]
    assert err == "not read: bad.csv: bad.csv: cannot be read\n  remedy: export it again\n"
    show_night(told, True, False)
    as_json = json.loads(capsys.readouterr().out)
    assert [line["texts"]["value"] for line in as_json["scorecard"]["lines"]] == ["40.0 %", "1,234 USD"]
    assert as_json["paths"]["workbook"] == str(folder / "opsmart.xlsx")
    show_night(night_report(home, result(Outcome.NOTHING_NEW, home, name), "MI", "USD"), False, False)
    assert capsys.readouterr().out == f"nothing new: current is {name}\nrelease: {folder}\n"


def test_a_held_night_says_what_broke_how_many_rows_the_remedy_and_where(
    home: Home, manifest: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    home.dbt_target.mkdir()
    (home.dbt_target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    check = "dbt.test.sales_are_positive"
    finding = Finding(check, "failed", ("finance",), True, 3, "3 rows", "correct the sales")
    verdict = Verdict("c", {"finance": State.HELD}, (finding,), 5)
    told = night_report(home, result(Outcome.HELD, home, None, verdict), "MI", "USD")
    assert (told["scorecard"], told["paths"]) == (None, {})
    show_night(told, False, False)
    assert capsys.readouterr().err.splitlines()[2:] == [
        f"HOLD finance: {check}: failed, 3 failing",
        "  3 rows",
        "  remedy: correct the sales",
        f"  rows: table test_failures.sales_are_positive of {home.warehouse_file}",
        "nothing released: candidate 2025-12-19-0a1b2c3d is held (finance); current: none",
    ]


def test_a_waiting_file_is_told_with_its_remedy() -> None:
    told = _held("a.csv", "held_replacement", "9 rows instead of 99. If that is right: opsmart accept 'a.csv'")
    assert told["cause"] == "9 rows instead of 99"
    assert told["remedy"] == "if the file is right: opsmart accept 'a.csv'; if not: opsmart withdraw 'a.csv'"
    told = _held("b.csv", "held_instance", "nothing says which it is from: land it in a sub-folder and map it")
    assert (told["cause"], told["remedy"]) == ("nothing says which it is from", "land it in a sub-folder and map it")


@pytest.mark.parametrize("where", ["release", "warehouse"])
def test_a_suppressed_cell_is_never_traced(
    where: str, home: Home, marts: tuple[Mart, ...], clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_warehouse(home)
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("create schema lineage; create view lineage.lineage_finance as select 1 as x")
    hide = "update kpi.kpi__finance set status = 'suppressed' where kpi_id = 'net_revenue'"  # its figures stay in
    if where == "release":
        with duckdb.connect(str(home.warehouse_file)) as con:
            con.execute(hide)
    make_release(home, marts, clock)
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute(hide)
    told = explain_value(home, Question("net_revenue", "MI", "total", "2025-11", None, 1), 10)
    assert (told["terms"], told["status"]) == ([], "suppressed")
    assert "1234" not in json.dumps(told, default=str)
    assert explain_lines(told, "USD")[1].startswith("  value – (suppressed); release ")


@pytest.fixture
def masked() -> duckdb.DuckDBPyConnection:
    """MI over A (shown) and B (hidden in 2025, shown in 2024); headcount is about people, revenue is not."""
    con = duckdb.connect()
    con.execute(
        """
create schema seed; create schema kpi;
create table seed.kpi_catalog as select * from (values ('heads', 5), ('revenue', null)) as t (kpi_id, min_group);
create table kpi.kpi_closure as select u as org_unit_id, a as ancestor_id, date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to
    from (values ('MI', 'MI'), ('A', 'MI'), ('B', 'MI'), ('A', 'A'), ('B', 'B')) as t (u, a);
create table kpi.kpi_mask as select 5 as min_group, make_date(y, 1, 1) as fiscal_year_start, u as org_unit_id,
    u = 'B' and y = 2025 as is_hidden from (values (2024), (2025)) as t (y), (values ('MI'), ('A'), ('B')) as s (u);
"""
    )
    return con


@pytest.mark.parametrize(
    ("kpi", "org", "start", "term_start", "hidden"),
    [
        ("heads", "MI", date(2025, 11, 1), date(2025, 11, 1), True),
        ("heads", "A", date(2025, 11, 1), date(2025, 11, 1), False),
        ("heads", "MI", date(2024, 11, 1), date(2024, 11, 1), False),
        ("heads", "MI", date(2024, 11, 1), date(2025, 1, 31), True),
        ("revenue", "MI", date(2025, 11, 1), date(2025, 11, 1), False),
        ("unknown", "MI", date(2025, 11, 1), date(2025, 11, 1), False),
    ],
)
def test_rows_about_people_are_listed_only_where_no_unit_below_is_hidden(
    masked: duckdb.DuckDBPyConnection, kpi: str, org: str, start: date, term_start: date, hidden: bool
) -> None:
    cell = {"kpi_id": kpi, "org_unit_id": org, "period_start": start, "period_end": start}
    terms = [{"window_start": term_start, "window_end": term_start}]
    assert small_units_below(masked, cell, terms) is hidden


def test_a_release_is_called_older_only_when_the_warehouse_was_built_later(
    home: Home, marts: tuple[Mart, ...], clock: Clock
) -> None:
    fill_warehouse(home)
    make_release(home, marts, clock)
    manifest = json.loads((home.current / "manifest.json").read_text(encoding="utf-8"))
    keys = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start")
    cell = dict(zip(keys, ("gross_margin_pct", "MI", "total", "month", "period", date(2025, 11, 1)), strict=True))
    cell |= {"value": 0.4, "status": "at_risk", "unit": "%"}

    def notes(built: dict[str, str]) -> list[str]:
        home.built.write_text(json.dumps(built), encoding="utf-8")
        with duckdb.connect(str(home.warehouse_file), read_only=True) as con:
            return _age_notes(home, con, cell, manifest)[0]

    assert notes({"candidate_id": "x", "input_digest": manifest["input_digest"]}) == []
    (told,) = notes({"candidate_id": "later", "input_digest": "f" * 64})
    assert "is older than the warehouse: what follows is of candidate later" in told
    fill_warehouse(home, november=0.5)
    assert (
        notes({"candidate_id": "later", "input_digest": "f" * 64})[1]
        == "in the warehouse the value is 50.0 % (at_risk)"
    )
    assert "older" not in notes({})[0]


def test_an_explanation_shows_units_and_no_empty_block() -> None:
    term = {
        **{"role": "num", "coef": 1, "measure_id": "net_revenue", "unit": "base currency", "note": None, "rows": 1},
        **{"window_start": date(2025, 11, 1), "window_end": date(2025, 11, 30), "value": 1234.5, "source": "f.n"},
        "origins": [{"value": 1234.5, "day": date(2025, 11, 2), "org_unit_id": "MI", "file": "gl.csv", "row": 7}],
    }
    told = {
        **{"kpi_id": "m", "name_en": "M", "name_zh": "毛", "org_unit_id": "MI", "segment": "total", "grain": "month"},
        **{"period_start": "2025-11-01", "time_window": "period", "value": 0.6167, "unit": "%", "status": "at_risk"},
        **{"numerator": 0.5, "denominator": None, "release_id": "r", "notes": [], "terms": [term]},
    }
    lines = explain_lines(told, "USD")
    assert lines[1] == "  value 61.7 % (at_risk) = 0.5; release r"
    assert lines[2].endswith("2025-11-01 to 2025-11-30: 1,234.50 USD (1 rows of f.n)")
    assert lines[3] == "    1,234.50 USD on 2025-11-02 at MI: gl.csv, row 7"
    assert shown(0.6167, "%", "USD") == "61.7 %"
