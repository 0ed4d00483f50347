"""Drift's evidence on a home: first release, an ordinary night, an accident, a file that cannot be read."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from company import Company
from contract_of import published

from orchestration.candidate import Candidate, CandidateFile
from orchestration.evidence.drift import drift_evidence, drift_id, expected
from orchestration.evidence.records import Evidence, Kind, Severity, Status
from orchestration.home import Home
from orchestration.marts import Mart

KPI = published("kpi/_kpi__parts.yml", "kpi__finance")
UNITS = published("core/_core__dims.yml", "dim_org_unit")
RESTATED = published("trust/_mart_restatement.yml", "mart_restatement")
BEFORE, TONIGHT = date(2025, 12, 18), date(2025, 12, 19)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return Company(tmp_path_factory.mktemp("company"))


def put(files: dict[str, Path], parquet: Path) -> None:
    for name, mart in (("kpi", KPI), ("units", UNITS)):
        (parquet / mart.path).parent.mkdir(parents=True)
        shutil.copyfile(files[name], parquet / mart.path)


def release(home: Home, files: dict[str, Path], as_of: date, created: str, code: str = "other") -> None:
    """A release on disk, as far as drift reads it."""
    folder = home.releases / f"{as_of}-0a1b2c3d"
    put(files, folder / "parquet")
    told = {"as_of": str(as_of), "created_at": created, "input_digest": "", "digest": "", "code_digest": code}
    (folder / "manifest.json").write_text(json.dumps({**told, "evidence": {"findings": []}}))


def candidate(home: Home, files: dict[str, Path], as_of: date = TONIGHT) -> Candidate:
    put(files, home.candidates / "tonight" / "parquet")
    written = tuple(CandidateFile(mart.path, mart.name, mart.domain, 1, "") for mart in (KPI, UNITS))
    return Candidate("tonight", "", "digest", as_of, written)


def evidence(home: Home, found: Candidate) -> dict[str, Evidence]:
    checks = {check.check: check for check in expected([KPI, UNITS, RESTATED])}
    return {item.check: item for item in drift_evidence(home, [KPI, UNITS, RESTATED], found, checks)}


def test_every_mart_has_one_check_that_warns_but_those_that_leave_drift_out() -> None:
    checks = expected([KPI, UNITS, RESTATED])
    assert [(check.check, check.kind, check.severity, check.domains) for check in checks] == [
        ("drift.mart_kpi.finance", Kind.DRIFT, Severity.WARN, ("finance",)),
        ("drift.dim_org_unit", Kind.DRIFT, Severity.WARN, ("core",)),
    ]


def test_the_first_release_has_nothing_to_compare_with_and_says_so(home: Home, company: Company) -> None:
    found = evidence(home, candidate(home, company.night(TONIGHT)))
    assert [item.status for item in found.values()] == [Status.PASS] * 2
    assert found[drift_id(KPI)].message == "the first release: nothing to compare with"


def test_an_ordinary_night_passes_against_the_newest_release_not_the_current_one(home: Home, company: Company) -> None:
    without = company.night(date(2025, 12, 1), "delete from shown where org_unit_id = 'A2'", name="-old")
    release(home, without, date(2025, 12, 1), "2025-12-01T22:00:00+00:00")
    release(home, company.night(BEFORE), BEFORE, "2025-12-18T22:00:00+00:00")
    home.current.symlink_to("2025-12-01-0a1b2c3d")  # rolled back
    found = evidence(home, candidate(home, company.night(TONIGHT)))
    assert {item.message for item in found.values()} == {"against release 2025-12-18-0a1b2c3d: no drift"}


def test_an_accident_leaves_a_warning_with_cells_and_the_changed_code(home: Home, company: Company) -> None:
    release(home, company.night(BEFORE), BEFORE, "2025-12-18T22:00:00+00:00")
    gone = candidate(home, company.night(TONIGHT, "delete from shown where org_unit_id in ('B1', 'B2')", name="-gone"))
    found = evidence(home, gone)[drift_id(KPI)]
    assert (found.status, found.severity) == (Status.FAIL, Severity.WARN)
    assert "vanished org_unit_id: B, B1, B2" in found.message
    assert found.message.endswith("the code is not that of the release")
    assert found.failing >= 2
    assert 0 < len(found.sample) <= 3
    assert (home.candidates / "tonight" / "evidence" / found.rows).is_file()


def test_an_earlier_as_of_date_is_not_compared_and_says_so(home: Home, company: Company) -> None:
    release(home, company.night(TONIGHT), TONIGHT, "2025-12-19T22:00:00+00:00")
    found = evidence(home, candidate(home, company.night(BEFORE), BEFORE))
    assert found[drift_id(UNITS)].status is Status.PASS
    assert "not compared, its as-of date 2025-12-19 is later" in found[drift_id(UNITS)].message


def test_a_new_mart_has_nothing_to_compare_with(home: Home, company: Company) -> None:
    release(home, company.night(BEFORE), BEFORE, "2025-12-18T22:00:00+00:00")
    shutil.rmtree(home.releases / f"{BEFORE}-0a1b2c3d" / "parquet" / "dim_org_unit")
    found = evidence(home, candidate(home, company.night(TONIGHT)))
    assert "does not have dim_org_unit yet" in found[drift_id(UNITS)].message


def test_a_torn_file_is_a_crash_of_its_mart_only(home: Home, company: Company) -> None:
    release(home, company.night(BEFORE), BEFORE, "2025-12-18T22:00:00+00:00")
    found_on = candidate(home, company.night(TONIGHT))
    (home.candidates / "tonight" / "parquet" / KPI.path).write_bytes(b"PAR1 torn")
    found = evidence(home, found_on)
    assert found[drift_id(KPI)].status is Status.ERROR
    assert found[drift_id(UNITS)].status is Status.PASS


def test_a_misspelt_setting_is_a_crash_that_names_it(home: Home, company: Company) -> None:
    release(home, company.night(BEFORE), BEFORE, "2025-12-18T22:00:00+00:00")
    misspelt: Mart = replace(UNITS, drift={"member": ["name"]})
    checks = {check.check: check for check in expected([misspelt])}
    (found,) = drift_evidence(home, [misspelt], candidate(home, company.night(TONIGHT)), checks)
    assert found.status is Status.ERROR
    assert "unknown setting member" in found.message
