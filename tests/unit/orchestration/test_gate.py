"""The gate holds what failed, what is missing and what is stale, and only where it descends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest

from orchestration.engine import Engine
from orchestration.evidence.dbt_results import dbt_evidence
from orchestration.evidence.expectations import expected_checks
from orchestration.evidence.records import (
    Evidence,
    Expected,
    Kind,
    Severity,
    Status,
    crashed,
    outcome,
    read_evidence,
    read_expected,
    write_evidence,
    write_expected,
)
from orchestration.gate import State, Verdict
from orchestration.gate import decide as judge
from orchestration.home import Home
from orchestration.marts import descendant_domains, published_marts
from orchestration.policy import GatePolicy, load_policy
from orchestration.waivers import Waiver
from orchestration.warehouse import NodeResult

AS_OF = date(2025, 12, 19)
STRICT, LENIENT = True, False
POLICY = """
roles: {controller: {en: Controller, zh: 财务主管}, team: {en: Data team, zh: 数据团队}}
owners: {finance: controller}
default_owner: team
unchecked_remedy: {en: run it again, zh: 重新运行}
subjects: {}
rules:
  - match: dbt.*
    title: {en: "{count} [row is|rows are] wrong", zh: "{count} 行有误"}
    unchecked: {en: nobody knows, zh: 未知}
  - match: privacy.*
    severity: error
    title: {en: people show, zh: 涉及个人}
    waivable: false
  - match: expected:*
    severity: error
    title: {en: no checks, zh: 无检查}
    waivable: false
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> GatePolicy:
    file = tmp_path_factory.mktemp("policy") / "gate_policy.yaml"
    file.write_text(POLICY, encoding="utf-8")
    return load_policy(file)


@pytest.fixture
def decide(policy: GatePolicy) -> Callable[..., Verdict]:
    """The gate on a day, with a policy of this file."""

    def asked(
        expected: Sequence[Expected], found: Iterable[Evidence], candidate: str, domains: Iterable[str], strict: bool,
        **more: Any,
    ) -> Verdict:  # fmt: skip
        return judge(expected, found, candidate, domains, policy, AS_OF, hold_on_warnings=strict, **more)

    return asked


def expect(check: str, *domains: str, severity: Severity = Severity.ERROR) -> Expected:
    return Expected(check, Kind.DBT, severity, domains, "mend it")


BOTH = [expect("dbt.test.core_ok", "core"), expect("dbt.test.finance_ok", "finance")]


def passed(*expected: Expected, candidate: str = "c1") -> list[Evidence]:
    return [outcome(check, candidate, 0) for check in expected]


def test_all_evidence_passing_releases_every_domain(decide: Callable[..., Verdict]) -> None:
    verdict = decide(BOTH, passed(*BOTH), "c1", ["finance", "core"], LENIENT)
    assert verdict.released
    assert list(verdict.domains.items()) == [("core", State.RELEASED), ("finance", State.RELEASED)]
    assert verdict.findings == ()


def test_a_failed_error_check_holds_its_domains_and_no_other(decide: Callable[..., Verdict]) -> None:
    found = [*passed(BOTH[0]), outcome(BOTH[1], "c1", 3, "3 rows")]
    verdict = decide(BOTH, found, "c1", ["core", "finance"], LENIENT)
    assert verdict.domains == {"core": State.RELEASED, "finance": State.HELD}
    assert verdict.held == ("finance",)
    assert verdict.released  # the other domain goes out
    (finding,) = verdict.findings
    assert (finding.reason, finding.failing, finding.message, finding.remedy) == ("failed", 3, "3 rows", "mend it")
    assert (finding.title, finding.title_zh, finding.owner) == ("3 rows are wrong", "3 行有误", "Controller")
    assert finding.since == AS_OF


def test_nothing_goes_out_when_core_is_held_or_every_domain(decide: Callable[..., Verdict]) -> None:
    core = decide(BOTH, [outcome(BOTH[0], "c1", 1), *passed(BOTH[1])], "c1", ["core", "finance"], LENIENT)
    assert (core.held, core.released) == (("core",), False)
    assert not decide(BOTH[1:], [outcome(BOTH[1], "c1", 1)], "c1", ["finance"], LENIENT).released


def test_strategy_is_held_with_what_goals_are_measured_by(decide: Callable[..., Verdict]) -> None:
    checks = [*BOTH, expect("dbt.test.goals_ok", "strategy")]
    found = [*passed(BOTH[0], checks[2]), outcome(BOTH[1], "c1", 1)]
    domains = ["core", "finance", "strategy"]
    held = decide(checks, found, "c1", domains, LENIENT, inputs_of_strategy=("finance", "people"))
    assert held.held == ("finance", "strategy")
    assert decide(checks, found, "c1", domains, LENIENT, inputs_of_strategy=("people",)).held == ("finance",)


def test_a_waiver_turns_a_hold_into_a_warning_until_it_expires(decide: Callable[..., Verdict]) -> None:
    found = [*passed(BOTH[0]), outcome(BOTH[1], "c1", 3)]
    until = Waiver("dbt.test.finance_ok", "known since Monday", "controller", AS_OF)
    verdict = decide(BOTH, found, "c1", ["core", "finance"], LENIENT, waivers=[until])
    assert verdict.domains["finance"] is State.RELEASED_WITH_WARNINGS
    assert (verdict.findings[0].waiver, verdict.findings[0].holds) == (until, False)
    assert verdict.waivers == (until,)
    expired = replace(until, expires=date(2025, 12, 18))
    assert decide(BOTH, found, "c1", ["core", "finance"], LENIENT, waivers=[expired]).held == ("finance",)
    other = replace(until, check="dbt.test.core_ok")
    assert decide(BOTH, found, "c1", ["core", "finance"], LENIENT, waivers=[other]).held == ("finance",)


@pytest.mark.parametrize("found", [[], passed(BOTH[1], candidate="of another night")])
def test_missing_and_stale_evidence_is_never_waived(decide: Callable[..., Verdict], found: list[Evidence]) -> None:
    waiver = Waiver("dbt.test.finance_ok", "we are sure", "controller", AS_OF)
    verdict = decide(BOTH, [*passed(BOTH[0]), *found], "c1", ["core", "finance"], LENIENT, waivers=[waiver])
    assert verdict.held == ("finance",)


def test_what_shows_people_is_never_waived(decide: Callable[..., Verdict]) -> None:
    leak = Expected("privacy.values.mart_kpi.finance", Kind.PRIVACY, Severity.ERROR, ("finance",), "remove it")
    waiver = Waiver("privacy.values.mart_kpi.finance", "nobody minds", "controller", AS_OF)
    found = [*passed(*BOTH), outcome(leak, "c1", 1)]
    assert decide([*BOTH, leak], found, "c1", ["core", "finance"], LENIENT, waivers=[waiver]).held == ("finance",)


def test_a_finding_says_since_when(decide: Callable[..., Verdict]) -> None:
    first = date(2025, 12, 1)
    found = [*passed(BOTH[0]), outcome(BOTH[1], "c1", 3, sample=("key 1",), rows="rows/x.parquet")]
    (finding,) = decide(BOTH, found, "c1", ["core", "finance"], LENIENT, since={"dbt.test.finance_ok": first}).findings
    assert (finding.since, finding.sample, finding.rows) == (first, ("key 1",), "rows/x.parquet")


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([], "missing"),
        (passed(BOTH[1], candidate="of another night"), "stale"),
        ([crashed(BOTH[1], "c1", "no memory")], "crashed"),
    ],
)
def test_missing_stale_and_crashed_evidence_count_as_failed(
    decide: Callable[..., Verdict], found: list[Evidence], reason: str
) -> None:
    verdict = decide(BOTH, [*passed(BOTH[0]), *found], "c1", ["core", "finance"], LENIENT)
    assert verdict.domains["finance"] is State.HELD
    assert [finding.reason for finding in verdict.findings] == [reason]


def test_a_failed_warning_releases_with_warnings_unless_the_policy_is_strict(decide: Callable[..., Verdict]) -> None:
    checks = [*BOTH, expect("dbt.test.looks_odd", "finance", severity=Severity.WARN)]
    found = [*passed(*BOTH), outcome(checks[2], "c1", 1)]
    lenient = decide(checks, found, "c1", ["core", "finance"], LENIENT)
    assert lenient.domains == {"core": State.RELEASED, "finance": State.RELEASED_WITH_WARNINGS}
    assert lenient.released
    assert decide(checks, found, "c1", ["core", "finance"], STRICT).held == ("finance",)


def test_the_expected_severity_rules_over_what_the_evidence_claims(decide: Callable[..., Verdict]) -> None:
    claimed = Evidence("dbt.test.finance_ok", Kind.DBT, Severity.WARN, (), Status.FAIL, 1, "", "c1")
    verdict = decide(BOTH, [*passed(BOTH[0]), claimed], "c1", ["core", "finance"], LENIENT)
    assert verdict.held == ("finance",)


def test_a_domain_that_no_error_check_covers_is_held(decide: Callable[..., Verdict]) -> None:
    assert decide(BOTH[:1], passed(BOTH[0]), "c1", ["core", "finance"], LENIENT).held == ("finance",)
    assert not decide([], [], "c1", [], LENIENT).released


def test_evidence_survives_its_files_and_a_torn_file_is_missing(decide: Callable[..., Verdict], home: Home) -> None:
    folder = home.candidates / "x" / "evidence"
    write_expected(folder, BOTH)
    write_evidence(folder, passed(*BOTH))
    assert read_expected(folder) == BOTH
    assert {item.check for item in read_evidence(folder)} == {"dbt.test.core_ok", "dbt.test.finance_ok"}
    torn = next(path for path in folder.glob("dbt.test.finance_ok*.json"))
    torn.write_text(torn.read_text()[:20])
    verdict = decide(read_expected(folder), read_evidence(folder), "c1", ["core", "finance"], LENIENT)
    assert [(finding.check, finding.reason) for finding in verdict.findings] == [("dbt.test.finance_ok", "missing")]


def test_ids_that_differ_only_in_punctuation_keep_their_own_evidence(home: Home) -> None:
    folder = home.candidates / "x" / "evidence"
    long = "a" * 300
    checks = [expect("a b"), expect("a/b"), expect(long + "1"), expect(long + "2")]
    write_evidence(folder, passed(*checks))
    assert len(read_evidence(folder)) == 4


def test_domains_descend_from_sources_through_models_to_marts(manifest: dict[str, Any]) -> None:
    domains = descendant_domains(manifest, published_marts(manifest))
    assert domains["source.opsmart.erp.sales"] == ("finance",)
    assert domains["model.opsmart.fct_sales"] == ("finance",)
    assert domains["model.opsmart.dim_org_unit"] == ("core",)


def test_expected_checks_come_from_models_tests_and_marts(manifest: dict[str, Any], home: Home) -> None:
    checks = {item.check: item for item in expected_checks(home, Engine.DUCKDB, manifest, published_marts(manifest))}
    assert set(checks) == {
        "dbt.model.fct_sales",
        "dbt.model.kpi__finance",
        "dbt.model.dim_org_unit",
        "dbt.test.sales_are_positive",
        "dbt.test.units_have_names",
        *("gx.dim_org_unit", "gx.mart_kpi.finance", "gx.mart_kpi.finance.warnings"),
        *("drift.dim_org_unit", "drift.mart_kpi.finance", "privacy.suppression.finance"),
        *(f"privacy.{kind}.dim_org_unit" for kind in ("columns", "values", "patterns")),
        *(f"privacy.{kind}.mart_kpi.finance" for kind in ("columns", "values", "patterns")),
    }
    assert checks["dbt.test.sales_are_positive"].domains == ("finance",)
    assert checks["dbt.test.sales_are_positive"].severity is Severity.ERROR
    assert "test_failures.sales_are_positive" in checks["dbt.test.sales_are_positive"].remedy
    assert checks["dbt.test.units_have_names"].severity is Severity.WARN
    assert checks["gx.mart_kpi.finance"].domains == ("finance",)


def test_dbt_results_become_evidence_and_what_did_not_run_leaves_none(manifest: dict[str, Any], home: Home) -> None:
    expected = {item.check: item for item in expected_checks(home, Engine.DUCKDB, manifest, published_marts(manifest))}
    results = [
        NodeResult("model.opsmart.fct_sales", "model", "success", 0, "", 0.1),
        NodeResult("model.opsmart.kpi__finance", "model", "error", 0, "boom", 0.1),
        NodeResult("test.opsmart.sales_are_positive.0123456789", "test", "fail", 7, "Got 7 results", 0.1),
        NodeResult("test.opsmart.units_have_names.0123456789", "test", "warn", 2, "", 0.1),
        NodeResult("model.opsmart.dim_org_unit", "model", "skipped", 0, "", 0.0),
    ]
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("create schema test_failures")
        con.execute(
            "create table test_failures.sales_are_positive as select 'key ' || n as row_key, "
            "if(n < 5, 'amount is below 0', 'day is null') as broken_rule from range(7) as t(n)"
        )
        con.execute("create table test_failures.units_have_names as select 'MI' as org_unit_id")
    folder = home.candidates / "c1" / "evidence"
    folder.mkdir(parents=True)
    told = dbt_evidence(results, manifest, expected, "c1", home, Engine.DUCKDB, folder)
    found = {item.check: item for item in told}
    failed = found["dbt.test.sales_are_positive"]
    assert failed.sample == ("amount is below 0: 5", "day is null: 2")  # which rule, how often, and no key
    assert duckdb.sql(f"select count(*) from '{folder / failed.rows}'").fetchall() == [(7,)]
    assert found["dbt.test.units_have_names"].sample == ()
    assert found["dbt.model.fct_sales"].status is Status.PASS
    assert found["dbt.model.kpi__finance"].status is Status.ERROR
    assert found["dbt.model.dim_org_unit"].status is Status.ERROR
    assert (found["dbt.test.sales_are_positive"].status, found["dbt.test.sales_are_positive"].failing) == (
        Status.FAIL,
        7,
    )
    assert found["dbt.test.units_have_names"].failing == 2
    assert "gx.mart_kpi.finance" not in found
