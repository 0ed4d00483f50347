"""Invariant 5: a figure of the demo's release leads to rows of exported files that add up to it when opened by hand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from landed_files import VOUCHER_NUMBER, grid, number_of, record_at

from orchestration.digests import code_digest
from orchestration.explain import Question, explain_value
from orchestration.explain_warehouse import ExplainError
from orchestration.home import Home
from sources.demo.company import build_company

ALL_ROWS = 1_000_000
HEADS = {
    "amount": ("Amount", "Amount in local currency", "Betrag in Hauswährung"),
    "day": ("Transaction date", "Date", "Posting Date", "Buchungsdatum", "日期", "CloseDate", "Responded on"),
    "currency": ("CurrencyIsoCode", "Local Currency", "HWähr"),
}
FORMS = ("%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%d")
UNDER_WAY = {"In Progress", "In Review", "Blocked"}


@dataclass(frozen=True)
class Term:
    """A term of a figure with all rows behind it."""

    role: str
    coef: Decimal
    rows: list[dict[str, Any]]

    @property
    def total(self) -> Decimal:
        return sum((Decimal(str(row["value"])) for row in self.rows), Decimal())


Explained = Callable[..., tuple[dict[str, Any], dict[str, Term]]]


@pytest.fixture(scope="module")
def explained(demo_home: Path) -> Explained:
    """Explains a figure; gives what was told and its terms by measure, every cited row with the file's own record."""

    def ask(kpi: str, org: str, period: str, segment: str = "total") -> tuple[dict[str, Any], dict[str, Term]]:
        told = explain_value(Home(demo_home), Question(kpi, org, segment, period, None, 1), ALL_ROWS)
        terms = {}
        for term in told["terms"]:
            if term["role"] == "block":
                continue
            assert term["note"] is None
            assert term["rows"] == len(term["origins"]) > 0
            rows = [
                row | {"record": record_at(demo_home / "landing" / row["file"], row["row"])} for row in term["origins"]
            ]
            assert len({(row["file"], row["row"]) for row in rows}) == len(rows), "a row is cited twice"
            terms[term["measure_id"]] = Term(term["role"], Decimal(term["coef"]), rows)
        return told, terms

    return ask


class Rates:
    """Units of base currency per euro or yuan, from the event list: a month's average, for deals the closing rate."""

    def __init__(self) -> None:
        rates = build_company(scale=0.1, months=24).fx_rates
        self.average = {(one.from_currency, one.rate_date): one.rate for one in rates if one.rate_type == "average"}
        self.closing = {
            one.rate_date: one.rate for one in rates if one.rate_type == "closing" and one.from_currency == "EUR"
        }

    def of(self, record: dict[str, Any], day: date) -> Decimal:
        """The rate of a file's record on its day."""
        currency = "CNY" if VOUCHER_NUMBER in record else cell(record, "currency") or "USD"
        if currency == "USD":
            return Decimal(1)
        if "CloseDate" in record:
            return self.closing[max(known for known in self.closing if known <= day)]
        return self.average[currency, day.replace(day=1)]


@pytest.fixture(scope="module")
def rates() -> Rates:
    return Rates()


def cell(record: dict[str, Any], name: str) -> Any:
    """The record's cell under any of the heads that the products give it; None where it has none of them."""
    return next((record[head] for head in HEADS[name] if head in record), None)


def day_of(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    for form in FORMS:
        try:
            return datetime.strptime(str(value), form).date()
        except ValueError:
            continue
    raise AssertionError(f"{value!r} is no day: the cited row is not a record")


def assert_rows_hold_their_amounts(rows: list[dict[str, Any]], rates: Rates) -> None:
    """The size of each cited value is the amount of the file's row in base currency; the day is the row's."""
    assert rows, "no row is cited"
    for row in rows:
        record, amount = row["record"], number_of(cell(row["record"], "amount"))
        assert day_of(cell(record, "day")) == row["day"], row
        assert amount is not None, row
        base = (amount * rates.of(record, row["day"])).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        assert abs(row["value"]) == abs(base), row


@pytest.mark.parametrize(
    ("kpi", "org", "period", "segment", "measures", "files"),
    [
        ("net_revenue", "MI", "2025-11", "total", ["net_revenue"],
         {"Ledger 2025.csv", "2025Q4_2025-12-19.txt", "2025年11期_2025-12-09.csv"}),
        ("net_revenue", "MI", "2024-05", "total", ["net_revenue"],
         {"Ledger 2024.csv", "2024_2025-01-12.xlsx", "2024年第2季度_2024-07-09.xlsx"}),
        (
            "gross_margin_pct", "MI", "2025-Q2", "entity=MI-DE", ["gross_profit", "net_revenue"],
            {"2025Q2_2025-07-10.txt"},
        ),
        ("sales_bookings_amt", "MI", "2025-10", "total", ["bookings"], {"Opportunity_2025-12-19.csv"}),
    ],
)  # fmt: skip
def test_a_sum_and_a_ratio_are_the_amounts_in_the_cited_rows(
    explained: Explained,
    rates: Rates,
    kpi: str,
    org: str,
    period: str,
    segment: str,
    measures: list[str],
    files: set[str],
) -> None:
    told, terms = explained(kpi, org, period, segment)
    assert list(terms) == measures
    for term, side in zip(terms.values(), ("numerator", "denominator"), strict=False):
        assert float(term.coef * term.total) == pytest.approx(told[side], rel=1e-12)
        assert_rows_hold_their_amounts(term.rows, rates)
    cited = {row["file"] for term in terms.values() for row in term.rows}
    assert all(any(name.endswith(ending) for name in cited) for ending in files) and len(cited) == len(files), cited


def test_a_budget_variance_is_postings_less_budget_lines(explained: Explained, rates: Rates, demo_home: Path) -> None:
    told, terms = explained("budget_variance_amt", "MI-OPS", "2025-10")
    assert float(sum(term.coef * term.total for term in terms.values())) == pytest.approx(told["numerator"], rel=1e-12)
    assert_rows_hold_their_amounts(terms["actual_profit"].rows, rates)
    chinese = [row for row in terms["budget_profit"].rows if row["file"].startswith("budget-cn/")]
    assert [row["sheet"] for row in chinese] == ["收入成本预算"] * 2
    for row in chinese:
        # Months across: 10月 is the 13th column; the budget of 2025 is converted at 0.1385.
        cells = grid(demo_home / "landing" / row["file"], row["sheet"])[row["row"] - 1]
        assert cells[2] == "苏州装配部"
        assert abs(row["value"]) == (Decimal(str(cells[12])) * Decimal("0.1385")).quantize(Decimal("0.000001")), row
    in_dollars = 0
    for row in (row for row in terms["budget_profit"].rows if row not in chinese):
        assert row["file"] == "templates/opsmart_budget_2025-12-19.xlsx" and row["sheet"] == "budget"
        record = row["record"]
        assert day_of(record["Month"]) == date(2025, 10, 1)
        if record["Currency"] == "USD":
            assert abs(row["value"]) == Decimal(str(record["Amount"])).quantize(Decimal("0.000001")), row
            in_dollars += 1
    assert in_dollars


def test_a_headcount_is_one_record_for_each_person(explained: Explained) -> None:
    told, terms = explained("headcount_eop", "MI-OPS-ASM", "2025-11")
    rows = terms["headcount"].rows
    assert len(rows) == told["numerator"] == len({row["record"]["Employee #"] for row in rows}) > 0
    for row in rows:
        assert row["record"]["Department"] == "Assembly"
        left = row["record"]["Termination Date"]
        assert day_of(row["record"]["Hire Date"]) <= date(2025, 11, 30)
        assert not left or day_of(left) >= date(2025, 11, 30)


def test_a_percentile_is_that_of_the_histories_in_the_cited_issues(explained: Explained) -> None:
    # a unit whose work is in Jira alone: a board's moves are no part of its cards
    told, terms = explained("cycle_time_p85_days", "MI-ENG", "2025-11")
    assert len(terms["cycle_time"].rows) > 15
    durations = []
    for row in terms["cycle_time"].rows:
        moves = sorted(
            (datetime.fromisoformat(history["created"]), item["toString"])
            for history in row["record"]["changelog"]["histories"]
            for item in history["items"]
            if item["field"] == "status"
        )
        began = min(at for at, status in moves if status in UNDER_WAY)
        done = max(at for at, status in moves if status == "Done")
        assert done.date() == row["day"] and row["day"] > date(2025, 11, 30) - timedelta(days=30)
        durations.append((done - began).total_seconds() / 86400)
        assert row["value"] == pytest.approx(durations[-1], rel=1e-12)
    values = ", ".join(f"({duration!r}::double)" for duration in durations)
    assert duckdb.sql(f"select quantile_cont(v, 0.85) from (values {values}) as t(v)").fetchone() == pytest.approx(
        (told["value"],), rel=1e-12
    )


def test_a_score_is_promoters_less_detractors_over_answers(explained: Explained) -> None:
    told, terms = explained("nps", "MI", "2025-Q3")
    scores = {name: [int(row["record"]["Score"]) for row in term.rows] for name, term in terms.items()}
    assert sorted(scores["nps_promoters"]) == sorted(scores["nps_responses"])
    answers = scores["nps_responses"]
    assert answers
    net = sum(score >= 9 for score in answers) - sum(score <= 6 for score in answers)
    assert (told["numerator"], told["denominator"]) == (net, len(answers))
    for row in terms["nps_promoters"].rows:
        assert day_of(cell(row["record"], "day")) == row["day"]
        assert row["value"] == (int(row["record"]["Score"]) >= 9)


def test_distinct_sessions_are_those_in_the_cited_records(explained: Explained) -> None:
    told, terms = explained("training_sessions_delivered", "MI-OPS-ASM", "2025-Q3")
    assert len(terms["training_session"].rows) > told["value"] > 1
    assert len({row["record"]["Session ID"] for row in terms["training_session"].rows}) == told["value"]


def test_a_figure_over_small_teams_names_its_files_but_no_person(demo_home: Path) -> None:
    told = explain_value(Home(demo_home), Question("headcount_eop", "MI", "total", "2025-11", None, 1), ALL_ROWS)
    (term,) = told["terms"]
    assert told["value"] > 300 and term["origins"] == []
    assert term["files"] == ["bamboohr/Employees 2025-11-30.csv"]


def test_a_suppressed_value_is_not_traced(demo_home: Path, demo_marts: duckdb.DuckDBPyConnection) -> None:
    org, month = demo_marts.execute(
        "select org_unit_id, strftime(period_start, '%Y-%m') from mart_kpi where status = 'suppressed' "
        "and kpi_id = 'headcount_eop' and grain = 'month' and segment = 'total' order by all limit 1"
    ).fetchall()[0]
    told = explain_value(Home(demo_home), Question("headcount_eop", org, "total", month, None, 1), ALL_ROWS)
    assert told["status"] == "suppressed" and told["terms"] == [] and told["value"] is None


def test_a_goal_is_its_definition_and_the_checkins_it_stands_with(demo_home: Path) -> None:
    question = Question("goal_attainment_pct", "MI-OPS", "goal=G-LEAD", "2025-11", None, 1)
    told = explain_value(Home(demo_home), question, ALL_ROWS)
    records = goal_records(demo_home, told)
    assert {record["Goal ID"] for record in records} == {"G-LEAD"}
    # From 12 days to 7. The check-in of 17 October stands until the one of 7 November, that of the 28th at the end.
    (goal,) = [record for record in records if "Target" in record]
    days = {day_of(record["Day"]): float(record["Value"]) for record in records if "Day" in record}
    assert sorted(days) == [date(2025, 10, 17), date(2025, 11, 7), date(2025, 11, 28)]
    reached = (days[date(2025, 11, 28)] - goal["Baseline"]) / (goal["Target"] - goal["Baseline"])
    assert told["value"] == pytest.approx(reached, rel=1e-12)


def test_the_goals_of_a_unit_are_its_own(demo_home: Path) -> None:
    """Goals are not rolled up: MI's figure has none of MI-OPS, where G-LEAD runs."""
    told = explain_value(Home(demo_home), Question("goals_on_track_pct", "MI", "total", "2025-11", None, 1), ALL_ROWS)
    assert [record["Goal ID"] for record in goal_records(demo_home, told)] == ["G-2025-Q4", "G-MARGIN"]


def goal_records(home: Path, told: dict[str, Any]) -> list[dict[str, Any]]:
    """The records that a goal's figure cites."""
    (term,) = told["terms"]
    return [dict(record_at(home / "landing" / row["file"], row["row"])) for row in term["origins"]]


@pytest.fixture(scope="module")
def spark_home(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's home as Spark would leave it: tables as Parquet, no DuckDB file, no view that DuckDB could read."""
    home = Home(tmp_path_factory.mktemp("spark") / "home")
    home.warehouse.mkdir(parents=True)
    for name in ("lake", "releases"):
        shutil.copytree(demo_home / name, home.root / name, symlinks=True, copy_function=os.link)
    shutil.copy(Home(demo_home).built, home.built)
    settings = Home(demo_home).settings_file.read_text(encoding="utf-8")
    home.settings_file.write_text(f'engine = "spark"\n{settings}', encoding="utf-8")
    with duckdb.connect(str(Home(demo_home).warehouse_file), read_only=True) as con:
        tables = con.execute("select schema_name, table_name from duckdb_tables() where schema_name <> 'test_failures'")
        for schema, table in tables.fetchall():
            folder = home.tables / schema / table
            folder.mkdir(parents=True)
            con.execute(f"copy {schema}.{table} to '{folder}/part-0.parquet'")
    home.models.write_text(f"spark {code_digest(folders=('dbt_project',))}", encoding="utf-8")
    return home.root


@pytest.mark.parametrize(
    ("kpi", "org", "period", "segment"),
    [
        ("gross_margin_pct", "MI", "2025-Q2", "entity=MI-DE"),
        ("budget_variance_amt", "MI-OPS", "2025-10", "total"),
        ("workforce_cost_ratio_pct", "MI", "2025-11", "total"),
        ("turnover_rate_annualised", "MI", "2025-Q3", "total"),
        ("headcount_eop", "MI-OPS-ASM", "2025-11", "total"),
        ("win_rate_pct", "MI", "2025-10", "total"),
        ("flow_efficiency_pct", "MI", "2025-11", "total"),
        ("wip_age_p85_days", "MI", "2025-11", "total"),
        ("risk_expected_annual_loss", "MI", "2025-11", "total"),
        ("goals_on_track_pct", "MI", "2025-11", "total"),
    ],
)
def test_a_warehouse_that_spark_built_tells_the_same(
    demo_home: Path, spark_home: Path, kpi: str, org: str, period: str, segment: str
) -> None:
    question = Question(kpi, org, segment, period, None, 1)
    told = explain_value(Home(spark_home), question, ALL_ROWS)
    assert told == explain_value(Home(demo_home), question, ALL_ROWS)
    assert all(term["rows"] or term["files"] for term in told["terms"]) and told["terms"]


def test_explaining_copies_no_ledger(spark_home: Path) -> None:
    """What explain keeps beside Spark's tables is text and an empty database."""
    explain_value(Home(spark_home), Question("net_revenue", "MI", "total", "2025-11", None, 1), 1)
    kept = [
        path for path in (Home(spark_home).warehouse / "explain").rglob("*") if path.suffix in (".duckdb", ".parquet")
    ]
    assert [path.name for path in kept] == ["warehouse.duckdb"]
    with duckdb.connect(str(kept[0]), read_only=True) as con:
        assert con.execute("select * from duckdb_tables()").fetchall() == []


def test_a_spark_warehouse_of_other_models_is_not_explained(spark_home: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(spark_home, home.root, symlinks=True, copy_function=os.link)
    home.models.unlink()
    home.models.write_text("spark 0", encoding="utf-8")
    with pytest.raises(ExplainError, match="another version of the models"):
        explain_value(home, Question("net_revenue", "MI", "total", "2025-11", None, 1), 1)
