"""A whole night through Dagster on the project's real manifest; dbt is replaced by empty tables and told results."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pytest

from orchestration import release
from orchestration.candidate import Candidate
from orchestration.clock import Clock
from orchestration.engine import Engine
from orchestration.evidence.records import Evidence, Expected, Kind, Status, outcome, read_evidence, read_expected
from orchestration.home import Home
from orchestration.marts import STAMPED, published_marts
from orchestration.night import Night
from orchestration.nightly import NightResult, Outcome, run_nightly
from orchestration.warehouse import NodeResult, Warehouse
from tests.plain_night import without_dagster, without_gx

CLOCK = Clock(datetime(2025, 12, 20, 2, tzinfo=UTC))
SETTINGS = '[company]\nid = "MI"\nas_of = 2025-12-19\n'


class ToldWarehouse(Warehouse):
    """dbt that answers from a script: `status` by node name, everything else succeeds; marts are empty tables."""

    parsed: Path
    status: ClassVar[dict[str, str]] = {}
    runs_tests = True
    doubled = ""
    refreshed: ClassVar[list[bool]] = []

    def parse(self) -> dict[str, object]:
        self._home.dbt_target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.parsed, self._home.dbt_target / "manifest.json")
        return self.manifest()

    def build(self, *, full_refresh: bool = False, kept: Collection[str] = ()) -> list[NodeResult]:
        self.refreshed.append(full_refresh)
        with duckdb.connect(str(self._home.warehouse_file)) as con:
            for mart in published_marts(self.manifest()):
                con.execute(f'create schema if not exists "{mart.schema}"')
                types = {"string": "varchar", "int": "integer"}
                columns = [c for c in mart.columns if c.name not in STAMPED]
                told = ", ".join(f'"{c.name}" {types.get(c.data_type, c.data_type)}' for c in columns)
                con.execute(f"create or replace table {mart.relation} ({told})")
                if mart.id == self.doubled:
                    names = ", ".join(f'"{c.name}"' for c in columns if c.data_type in ("string", "varchar"))
                    values = ", ".join("'x'" for c in columns if c.data_type in ("string", "varchar"))
                    con.execute(f"insert into {mart.relation} ({names}) values ({values}), ({values})")
        return self._tell("build", ("model", "seed"), "success")

    def test(self) -> list[NodeResult]:
        return self._tell("test", ("test",) if self.runs_tests else (), "pass")

    def _tell(self, command: str, kinds: tuple[str, ...], otherwise: str) -> list[NodeResult]:
        results = [
            NodeResult(node["unique_id"], kind, self.status.get(node["name"], otherwise), 0, "told", 0.0)
            for node in self.manifest()["nodes"].values()
            if (kind := node["resource_type"]) in kinds
        ]
        kept = self._home.dbt_target / f"{command}_results.json"
        kept.write_text(json.dumps([asdict(result) for result in results]), encoding="utf-8")
        return results


def told_warehouse(night: Night) -> ToldWarehouse:
    """The same one for a whole night: it reads the manifest once."""
    night._warehouse = night._warehouse or ToldWarehouse(night.home, Engine.DUCKDB)
    assert isinstance(night._warehouse, ToldWarehouse)
    return night._warehouse


@pytest.fixture
def no_dagster(monkeypatch: pytest.MonkeyPatch) -> None:
    without_dagster(monkeypatch)


@pytest.fixture
def no_gx(monkeypatch: pytest.MonkeyPatch) -> None:
    without_gx(monkeypatch)


def told_privacy(
    home: Home, engine: Engine, manifest: Any, marts: Any, candidate: Candidate, expected: dict[str, Expected]
) -> list[Evidence]:
    return [outcome(check, candidate.digest, 0) for check in expected.values() if check.kind is Kind.PRIVACY]


@pytest.fixture
def home(tmp_path: Path, parsed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    made = Home(tmp_path / "home")
    made.root.mkdir()
    made.settings_file.write_text(SETTINGS, encoding="utf-8")
    ToldWarehouse.parsed = parsed / "manifest.json"
    ToldWarehouse.status, ToldWarehouse.runs_tests, ToldWarehouse.doubled = {}, True, ""
    monkeypatch.setattr(
        "orchestration.digests.code_digest", lambda: "c" * 64
    )  # an edit during the tests is no new input
    # the tables are told, not built: there is nothing to trace or to prove (tests/unit/privacy does)
    monkeypatch.setattr("orchestration.evidence.privacy.privacy_evidence", told_privacy)
    monkeypatch.setattr(Night, "warehouse", property(told_warehouse))
    yield made


def night(home: Home, **more: bool) -> NightResult:
    return run_nightly(home, CLOCK, **more)


def test_a_night_releases_then_has_nothing_new_then_is_forced(home: Home) -> None:
    first = night(home)
    assert first.outcome is Outcome.RELEASED
    assert first.release_id == first.candidate_id == release.current_id(home)
    assert first.verdict is not None and first.verdict.findings == ()
    folder = home.candidates / first.candidate_id / "evidence"
    expected = {item.check for item in read_expected(folder)}
    assert expected == {item.check for item in read_evidence(folder)}
    assert len(expected) == first.verdict.checks > 100

    before = {path: path.stat().st_mtime_ns for path in home.releases.rglob("*")}
    again = night(home)
    assert (again.outcome, again.release_id) == (Outcome.NOTHING_NEW, first.release_id)
    assert {path: path.stat().st_mtime_ns for path in home.releases.rglob("*")} == before

    forced = night(home, force=True)
    assert forced.release_id == f"{first.release_id}-2" == release.current_id(home)
    old, new = home.releases / str(first.release_id), home.releases / str(forced.release_id)
    published = list((old / "parquet").rglob("*.parquet"))
    assert len(published) > 10
    for path in published:
        assert (new / path.relative_to(old)).read_bytes() == path.read_bytes()

    release.rollback(home, str(first.release_id), CLOCK)
    assert night(home).outcome is Outcome.NOTHING_NEW
    assert release.current_id(home) == first.release_id


@pytest.mark.usefixtures("no_dagster", "no_gx")
def test_changed_models_rebuild_the_facts_until_a_build_succeeds(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    models = "a" * 64
    monkeypatch.setattr("orchestration.warehouse.code_digest", lambda folders: models)
    ToldWarehouse.refreshed.clear()
    night(home)
    night(home, force=True)
    models = "b" * 64
    ToldWarehouse.status = {"fct_gl_entry": "error"}
    night(home, force=True)
    ToldWarehouse.status = {}
    night(home, force=True)
    night(home, force=True)
    # first night; same models; changed, and one failed; so again; then they stand
    assert ToldWarehouse.refreshed == [True, False, True, True, False]


@pytest.mark.usefixtures("no_dagster", "no_gx")
def test_a_failed_test_holds_and_keeps_the_release_that_was(home: Home, parsed: Path) -> None:
    night(home)
    manifest = json.loads((parsed / "manifest.json").read_text())
    name = next(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and str(node.get("attached_node", "")).endswith(".kpi__finance")
    )
    ToldWarehouse.status = {name: "fail"}
    held = night(home, force=True)
    assert held.outcome is Outcome.RELEASED
    assert held.verdict is not None and "finance" in held.verdict.held and "people" not in held.verdict.held
    assert held.verdict.carried == {}  # the marts of a script are empty: there is no figure to carry
    finding = next(item for item in held.verdict.findings if item.check != "expected:strategy")
    assert finding.check == f"dbt.test.{name}"
    assert finding.owner and finding.title_zh


@pytest.mark.usefixtures("no_dagster", "no_gx")
def test_a_failed_test_of_core_holds_everything_and_keeps_the_release_that_was(home: Home, parsed: Path) -> None:
    first = night(home)
    manifest = json.loads((parsed / "manifest.json").read_text())
    name = next(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and str(node.get("attached_node", "")).endswith(".dim_org_unit")
    )
    ToldWarehouse.status = {name: "fail"}
    held = night(home, force=True)
    assert held.outcome is Outcome.HELD
    assert held.verdict is not None and "core" in held.verdict.held
    assert held.release_id == release.current_id(home) == first.release_id
    assert release.release_ids(home) == [first.release_id]


@pytest.mark.usefixtures("no_gx")
def test_a_failed_model_is_judged_too_and_its_mart_left_out(home: Home) -> None:
    ToldWarehouse.status = {"kpi__people": "error"}
    held = night(home)
    assert held.outcome is Outcome.RELEASED  # without people
    assert held.verdict is not None and "people" in held.verdict.held and "finance" not in held.verdict.held
    found = {(item.check, item.reason) for item in held.verdict.findings}
    assert {("dbt.model.kpi__people", "crashed"), ("gx.mart_kpi.people", "missing")} <= found
    manifest = release.read_manifest(home.current)
    assert (
        next(part for part in manifest["marts"] if part["path"] == "parquet/mart_kpi/part=people/data.parquet")["rows"]
        == 0
    )


@pytest.mark.usefixtures("no_dagster", "no_gx")
def test_tests_that_did_not_run_are_missing_and_hold_everything(home: Home) -> None:
    ToldWarehouse.runs_tests = False
    held = night(home)
    assert held.verdict is not None and not held.verdict.released
    assert {item.reason for item in held.verdict.findings} == {"missing"}
    assert set(held.verdict.held) == set(held.verdict.domains)


@pytest.mark.usefixtures("no_dagster")
def test_gx_finds_a_key_twice_in_the_candidates_own_file(home: Home) -> None:
    ToldWarehouse.doubled = "dim_kpi"
    held = night(home)
    assert held.verdict is not None
    broken = {item.check: item for item in held.verdict.findings}
    assert "gx.dim_kpi" in broken and "core" in held.verdict.held
    assert "expect_column_values_to_be_unique(kpi_id): 2 rows" in broken["gx.dim_kpi"].message


@pytest.mark.usefixtures("no_dagster", "no_gx")
def test_evidence_of_another_candidate_does_not_publish(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Night.check

    def of_yesterday(self: Night) -> list[object]:
        from orchestration.evidence.records import write_evidence

        found = original(self)
        stale = replace(next(one for one in found if one.check.startswith("gx.dim_kpi")), candidate="0" * 64)
        assert stale.status is Status.PASS
        write_evidence(home.candidates / self.candidate_id / "evidence", [stale])
        return list(found)

    monkeypatch.setattr(Night, "check", of_yesterday)
    held = night(home)
    assert held.verdict is not None
    assert [item.reason for item in held.verdict.findings] == ["stale"]
    assert release.release_ids(home) == []


@pytest.mark.usefixtures("no_gx")
def test_a_night_that_crashes_raises_its_own_error_and_the_next_one_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(
            "orchestration.publishing.write_workbook", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left"))
        )
        with pytest.raises(OSError, match="No space left"):
            night(home)
    assert release.current_id(home) is None
    without_dagster(monkeypatch)
    after = night(home)
    assert after.outcome is Outcome.RELEASED
    assert [path.name for path in home.releases.iterdir() if path.name.startswith(".")] == []


@pytest.mark.usefixtures("no_dagster", "no_gx")
def test_nothing_new_is_found_before_dagster_dbt_and_gx_are_imported(home: Home, tmp_path: Path) -> None:
    import subprocess
    import sys

    first = night(home)
    program = (
        "import sys; import orchestration.digests as d; d.code_digest = lambda: 'c' * 64; from pathlib import Path; "
        "from orchestration.nightly import run_nightly; "
        "from orchestration.clock import Clock; from orchestration.home import Home; "
        f"r = run_nightly(Home(Path({str(home.root)!r})), Clock()); "
        "print(r.outcome.value, [m for m in ('dagster', 'dbt', 'great_expectations') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "nothing_new []"
    assert release.current_id(home) == first.release_id
