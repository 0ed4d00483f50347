"""GX suites on hand-made files: every kind of rule passing and failing, failing rows, Data Docs. One GX child."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from getpass import getuser
from pathlib import Path
from socket import gethostname
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from contract_of import nodes

from orchestration.evidence.data_docs import page_html
from orchestration.evidence.gx_child import GxChild, SuiteResult
from orchestration.evidence.records import Severity
from orchestration.evidence.suites import Suite, expected, mart_suite
from orchestration.marts import Mart, published_marts

AS_OF = date(2025, 12, 19)
MODEL: dict[str, Any] = {
    "name": "mart_order",
    "config": {"contract": {"enforced": True}, "meta": {"key": ["unit", "month"], "fresh": ["gl_entry"]}},
    "columns": [
        {"name": "unit", "data_type": "string"},
        {"name": "month", "data_type": "date"},
        {"name": "status", "data_type": "string"},
        {"name": "low", "data_type": "double"},
        {"name": "high", "data_type": "double"},
        {"name": "n", "data_type": "bigint"},
        {"name": "as_of", "data_type": "date"},
    ],
    "data_tests": [
        {
            "row_rules": {
                "arguments": {
                    "key": ["unit", "month"],
                    "not_null": ["status"],
                    "accepted": {"status": ["open", "closed"]},
                    "ranges": [{"column": "n", "min": 0, "max": 100}],
                    "rules": {"the band is in order": "low <= high"},
                }
            }
        },
        {
            "row_rules": {
                "config": {"severity": "warn"},
                "arguments": {
                    "key": ["unit", "month"],
                    "rules": {"a closed order has lines": "status = 'open' or n > 0"},
                },
            }
        },
    ],
}
# What each file has instead of the good row B; the good rows are A and C.
ROWS = {
    "good": "('B', date '2025-11-01', 'open', 1.0, 2.0, 5, date '2025-12-19')",
    "null": "('B', date '2025-11-01', null, 1.0, 2.0, 5, date '2025-12-19')",
    "key": "('A', date '2025-11-01', 'open', 1.0, 2.0, 5, date '2025-12-19')",
    "accepted": "('B', date '2025-11-01', 'Hans Meier', 1.0, 2.0, 5, date '2025-12-19')",
    "range": "('B', date '2025-11-01', 'open', 1.0, 2.0, 101, date '2025-12-19')",
    "relation": "('B', date '2025-11-01', 'open', 3.0, 2.0, 5, date '2025-12-19')",
    "soft": "('B', date '2025-11-01', 'closed', 1.0, 2.0, 0, date '2025-12-19')",
    "stale": "('B', date '2025-11-01', 'open', 1.0, 2.0, 5, date '2025-12-18')",
}
COLUMNS = "(unit, month, status, low, high, n, as_of)"


@dataclass(frozen=True)
class Answers:
    """What the child said, by mart and check, and where it wrote."""

    results: dict[str, SuiteResult]
    evidence: Path
    docs: Path
    docs_error: str

    def critical(self, name: str) -> SuiteResult:
        return self.results[f"gx.mart_order.{name}"]

    def warnings(self, name: str) -> SuiteResult:
        return self.results[f"gx.mart_order.{name}.warnings"]


def marts(name: str) -> Mart:
    """The mart under another part's name, so that one child checks many files."""
    model = {**MODEL, "config": {**MODEL["config"], "meta": {**MODEL["config"]["meta"], "part": name}}}
    model["columns"] = [{"description": "", **column} for column in MODEL["columns"]]
    mart = published_marts({"nodes": nodes(model, "finance"), "sources": {}, "parent_map": {}})[0]
    kept = tuple(column for column in mart.columns if column.name not in ("data_release_id", "is_stale"))
    return Mart(**{**vars(mart), "columns": kept})


def manifest(cadence: str) -> dict[str, Any]:
    meta = {"entity": "gl_entry", "cadence": cadence}
    return {"sources": {"source.opsmart.sap.gl": {"source_name": "sap", "name": "gl", "config": {"meta": meta}}}}


def suite(name: str, cadence: str = "monthly") -> Suite:
    return mart_suite(marts(name), AS_OF, manifest(cadence))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    root = tmp_path_factory.mktemp("home") / "2025-12-19-0a1b2c3d"
    parquet, files = root / "parquet", root / "files.parquet"
    with duckdb.connect() as con:
        good = "('A', date '2025-11-01', 'open', 1.0, 2.0, 5, date '2025-12-19')"
        last = "('C', date '2025-11-01', 'closed', null, 2.0, 100, date '2025-12-19')"
        casts = "replace (low::double as low, high::double as high, n::bigint as n)"
        rows = {
            name: f"select * {casts} from (values {good}, {row}, {last}) as t{COLUMNS}" for name, row in ROWS.items()
        }
        rows["columns"] = f"select * exclude (high) from ({rows['good']})"
        rows["type"] = f"select * replace (n::varchar as n) from ({rows['good']})"
        rows["empty"] = f"from ({rows['good']}) where false"
        for name, query in rows.items():
            path = parquet / suite(name)["path"]
            path.parent.mkdir(parents=True)
            con.execute(f"copy ({query}) to '{path}' (format parquet)")
        for name in ("late", "torn"):
            path = parquet / suite(name)["path"]
            path.parent.mkdir(parents=True)
            path.write_bytes((parquet / suite("good")["path"]).read_bytes() if name == "late" else b"PAR1 torn")
        # exported on 14 December, but its lines end on 1 December: 18 days before the as-of date
        con.execute(f"""copy (select 'sap' as system, 'gl_entry' as entity, 'default' as instance, 'loaded' as outcome,
            timestamp '2025-12-14 08:00' as exported_at, timestamp '2026-01-01' as received_at,
            date '2025-12-01' as window_to) to '{files}' (format parquet)""")
    suites = [suite(name) for name in (*ROWS, "columns", "type", "empty", "torn")] + [suite("late", "weekly")]
    child = GxChild()
    docs = root / "gate" / "data_docs"
    found = child.run(parquet, suites, root / "evidence", docs, files)
    return Answers({result.check: result for result in found}, root / "evidence", docs, child.docs_error)


def test_a_good_file_passes_every_rule(answers: Answers) -> None:
    assert answers.critical("good") == SuiteResult("gx.mart_order.good")
    assert answers.warnings("good") == SuiteResult("gx.mart_order.good.warnings")


@pytest.mark.parametrize(
    ("name", "failing", "rule"),
    [
        ("null", 1, "expect_column_values_to_not_be_null(status): 1 rows"),
        ("key", 2, "expect_compound_columns_to_be_unique(unit, month): 2 rows"),
        ("accepted", 1, "expect_column_values_to_be_in_set(status): 1 rows"),
        ("range", 1, "expect_column_values_to_be_between(n): 1 rows"),
        ("relation", 1, "the band is in order: 1 rows"),
        ("type", 1, "expect_column_values_to_be_of_type(n): found str"),
    ],
)
def test_a_broken_rule_of_each_kind_fails_as_critical(answers: Answers, name: str, failing: int, rule: str) -> None:
    result = answers.critical(name)
    assert rule in result.broken
    if name != "type":  # ranges and relations on a text are broken as well
        assert (result.failing, result.broken) == (failing, (rule,))
        assert answers.warnings(name).failing == 0


def test_a_missing_column_is_named_and_what_needs_it_cannot_be_computed(answers: Answers) -> None:
    told = answers.critical("columns").broken
    assert "expect_table_columns_to_match_ordered_list(): missing ['high'], not expected []" in told
    assert any(line.startswith("the band is in order cannot be computed: Binder Error") for line in told)


def test_soft_rules_and_a_stale_as_of_only_warn(answers: Answers) -> None:
    assert answers.critical("soft").failing == answers.critical("stale").failing == 0
    assert answers.warnings("soft").broken == ("a closed order has lines: 1 rows",)
    assert answers.warnings("stale").broken == ("as_of is the night's: 1 rows",)


def test_an_input_later_than_its_cadence_warns_by_what_it_holds_not_by_its_export(answers: Answers) -> None:
    # monthly: 1.5 x 31 = 46.5 days are allowed, 18 have passed; weekly: 10.5 are
    assert answers.warnings("good").failing == 0
    late = answers.warnings("late")
    assert (answers.critical("late").failing, late.failing) == (0, 1)
    assert late.broken == ("expect_column_pair_values_a_to_be_greater_than_b(allowed_days, days): 1 rows",)
    assert late.sample[0].startswith("system=sap, entity=gl_entry, instance=default, newest=2025-12-01")


def test_an_empty_file_is_checked_for_its_columns(answers: Answers) -> None:
    assert answers.critical("empty").failing == 0


def test_a_suite_that_crashes_leaves_the_others(answers: Answers) -> None:
    assert "ArrowInvalid" in str(answers.critical("torn").error)
    assert "ArrowInvalid" in str(answers.warnings("torn").error)
    assert answers.critical("late").error is None


def test_failing_rows_are_kept_with_the_rule_that_they_break(answers: Answers) -> None:
    result = answers.critical("key")
    assert result.sample[0] == "unit=A, month=2025-11-01: expect_compound_columns_to_be_unique(unit, month)"
    rows = pq.read_table(answers.evidence / result.rows, partitioning=None).to_pylist()
    assert [(row["unit"], row["broken_rule"]) for row in rows] == [
        ("A", "expect_compound_columns_to_be_unique(unit, month)")
    ] * 2
    assert set(rows[0]) == {"unit", "month", "status", "low", "high", "n", "as_of", "broken_rule"}
    assert answers.critical("good").rows == ""


def test_neither_messages_nor_pages_hold_the_values_of_a_column(answers: Answers) -> None:
    assert "Meier" not in str(answers.critical("accepted"))
    pages = "".join(page.read_text(encoding="utf-8") for page in answers.docs.iterdir())
    assert "Meier" not in pages
    assert "the band is in order" in pages


def test_the_data_docs_need_no_network_and_name_no_machine(answers: Answers) -> None:
    assert answers.docs_error == ""
    pages = {page.name: page.read_text(encoding="utf-8") for page in answers.docs.iterdir()}
    assert {"index.html", "data_docs.css", "gx.mart_order.good.html"} <= set(pages)
    assert "gx.mart_order.torn.html" not in pages, "what could not be run has no page"
    for name, text in pages.items():
        assert not re.search(r"<(script|img|iframe)\b|//[a-z0-9.-]+\.(com|net|org|io)", text), name
        for secret in (str(answers.docs.parents[2]), gethostname(), sys.prefix, "Traceback", "ge_load_time"):
            assert secret not in text, (name, secret)
        assert not re.search(rf"\b{re.escape(getuser())}\b", text) or getuser() == "root"
    links = {link for text in pages.values() for link in re.findall(r"(?:href|src)=[\"']([^\"'#]+)", text)}
    assert "gx.mart_order.good.html" in links
    assert sorted(links - pages.keys()) == []


def test_scripts_of_a_rendered_section_are_left_out() -> None:
    """GX puts one beside a graph; no rule of ours draws any today."""
    section = '<div id="section-2"><script>vegaEmbed("#g", {})</script><b>kept</b></div></div></div></div><footer>'
    meta = {"run_id": {"run_name": "2025-12-19-0a1b2c3d"}}
    page = page_html({"suite_name": "gx.mart_order", "results": [], "meta": meta}, section)
    assert "<b>kept</b>" in page
    assert "<script" not in page


def test_the_index_of_the_data_docs_counts_by_severity(answers: Answers) -> None:
    index = (answers.docs / "index.html").read_text(encoding="utf-8")
    row = re.search(r"<tr>(?:(?!<tr>).)*gx\.mart_order\.relation<.*?</tr>", index)
    # rules: 1 of columns, 1 of the key, 7 types, 3 filled (2 of the key), 1 accepted, 1 range, 3 computed
    assert row and re.findall(r"<td>(.*?)</td>", row[0])[2:] == ["17", "1", "0"]
    assert "<b class='hold'>failed</b>" in row[0]


@pytest.mark.parametrize("program", ["raise SystemExit('no memory')", "import os; os.kill(os.getpid(), 9)"])
def test_a_dead_child_is_an_error_of_every_check(tmp_path: Path, program: str) -> None:
    child = GxChild([sys.executable, "-c", program])
    found = child.run(tmp_path, [suite("good"), suite("late")], tmp_path, tmp_path / "docs", tmp_path)
    assert [result.check for result in found] == [
        "gx.mart_order.good",
        "gx.mart_order.good.warnings",
        "gx.mart_order.late",
        "gx.mart_order.late.warnings",
    ]
    assert all(result.error for result in found)
    assert child.docs_error


def test_each_suite_is_two_checks_of_two_severities() -> None:
    assert [(check.check, check.severity) for check in expected([marts("good")])] == [
        ("gx.mart_order.good", Severity.ERROR),
        ("gx.mart_order.good.warnings", Severity.WARN),
    ]


def test_a_mart_without_rules_that_warn_has_one_check() -> None:
    mart = Mart(**{**vars(marts("good")), "relations": (), "fresh": (), "columns": marts("good").columns[:-1]})
    assert [check.check for check in expected([mart])] == ["gx.mart_order.good"]
