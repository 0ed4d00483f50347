"""The gate holds what failed, what is missing and what is stale, and only where it descends."""

from __future__ import annotations

from typing import Any

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
from orchestration.gate import Policy, State, decide
from orchestration.home import Home
from orchestration.marts import descendant_domains, published_marts
from orchestration.warehouse import NodeResult

STRICT, LENIENT = Policy(hold_on_warnings=True), Policy()


def expect(check: str, *domains: str, severity: Severity = Severity.ERROR) -> Expected:
    return Expected(check, Kind.DBT, severity, domains, "mend it")


BOTH = [expect("core_ok", "core"), expect("finance_ok", "finance")]


def passed(*expected: Expected, candidate: str = "c1") -> list[Evidence]:
    return [outcome(check, candidate, 0) for check in expected]


def test_all_evidence_passing_releases_every_domain() -> None:
    verdict = decide(BOTH, passed(*BOTH), "c1", ["finance", "core"], LENIENT)
    assert verdict.released
    assert list(verdict.domains.items()) == [("core", State.RELEASED), ("finance", State.RELEASED)]
    assert verdict.findings == ()


def test_a_failed_error_check_holds_its_domains_and_no_other() -> None:
    found = [*passed(BOTH[0]), outcome(BOTH[1], "c1", 3, "3 rows")]
    verdict = decide(BOTH, found, "c1", ["core", "finance"], LENIENT)
    assert verdict.domains == {"core": State.RELEASED, "finance": State.HELD}
    assert verdict.held == ("finance",)
    assert not verdict.released
    (finding,) = verdict.findings
    assert (finding.reason, finding.failing, finding.message, finding.remedy) == ("failed", 3, "3 rows", "mend it")


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([], "missing"),
        (passed(BOTH[1], candidate="of another night"), "stale"),
        ([crashed(BOTH[1], "c1", "no memory")], "crashed"),
    ],
)
def test_missing_stale_and_crashed_evidence_count_as_failed(found: list[Evidence], reason: str) -> None:
    verdict = decide(BOTH, [*passed(BOTH[0]), *found], "c1", ["core", "finance"], LENIENT)
    assert verdict.domains["finance"] is State.HELD
    assert [finding.reason for finding in verdict.findings] == [reason]


def test_a_failed_warning_releases_with_warnings_unless_the_policy_is_strict() -> None:
    checks = [*BOTH, expect("looks_odd", "finance", severity=Severity.WARN)]
    found = [*passed(*BOTH), outcome(checks[2], "c1", 1)]
    lenient = decide(checks, found, "c1", ["core", "finance"], LENIENT)
    assert lenient.domains == {"core": State.RELEASED, "finance": State.RELEASED_WITH_WARNINGS}
    assert lenient.released
    assert decide(checks, found, "c1", ["core", "finance"], STRICT).held == ("finance",)


def test_the_expected_severity_rules_over_what_the_evidence_claims() -> None:
    claimed = Evidence("finance_ok", Kind.DBT, Severity.WARN, (), Status.FAIL, 1, "", "c1")
    verdict = decide(BOTH, [*passed(BOTH[0]), claimed], "c1", ["core", "finance"], LENIENT)
    assert verdict.held == ("finance",)


def test_a_domain_that_no_error_check_covers_is_held() -> None:
    assert decide(BOTH[:1], passed(BOTH[0]), "c1", ["core", "finance"], LENIENT).held == ("finance",)
    assert not decide([], [], "c1", [], LENIENT).released


def test_evidence_survives_its_files_and_a_torn_file_is_missing(home: Home) -> None:
    folder = home.candidates / "x" / "evidence"
    write_expected(folder, BOTH)
    write_evidence(folder, passed(*BOTH))
    assert read_expected(folder) == BOTH
    assert {item.check for item in read_evidence(folder)} == {"core_ok", "finance_ok"}
    torn = next(path for path in folder.glob("finance_ok*.json"))
    torn.write_text(torn.read_text()[:20])
    verdict = decide(read_expected(folder), read_evidence(folder), "c1", ["core", "finance"], LENIENT)
    assert [(finding.check, finding.reason) for finding in verdict.findings] == [("finance_ok", "missing")]


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
        "gx.dim_org_unit",
        "gx.mart_kpi.finance",
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
    found = {item.check: item for item in dbt_evidence(results, manifest, expected, "c1")}
    assert found["dbt.model.fct_sales"].status is Status.PASS
    assert found["dbt.model.kpi__finance"].status is Status.ERROR
    assert found["dbt.model.dim_org_unit"].status is Status.ERROR
    assert (found["dbt.test.sales_are_positive"].status, found["dbt.test.sales_are_positive"].failing) == (
        Status.FAIL,
        7,
    )
    assert found["dbt.test.units_have_names"].failing == 2
    assert "gx.mart_kpi.finance" not in found
