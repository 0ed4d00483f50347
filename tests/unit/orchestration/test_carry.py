"""A held domain shows the figures of the current release, stamped; what cannot be carried is withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
from tiny_home import AS_OF, DIGEST, OTHER_DIGEST, fill_warehouse, make_candidate, make_release

from orchestration.carry import carried_domains
from orchestration.clock import Clock
from orchestration.gate import Finding, State, Verdict
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.publishing import build_release
from orchestration.query import ask
from orchestration.release import free_release_id, publish, read_manifest, rollback
from orchestration.settings import Settings

FIRST = f"{AS_OF}-{DIGEST[:8]}"
NOVEMBER = "select value, is_stale, data_release_id from mart_kpi where period_start = '2025-11-01' and unit = '%'"
FINDING = Finding("dbt.test.sales_are_positive", "failed", ("finance",), True, 3, "", "")


def later(clock: Clock, hours: int) -> Clock:
    return Clock(clock.now() + timedelta(hours=hours))


def release_with_finance_held(
    home: Home, marts: tuple[Mart, ...], clock: Clock, digest: str = OTHER_DIGEST, finding: Finding = FINDING
) -> dict[str, Any]:
    """A release whose finance domain is held by `finding`; its manifest."""
    candidate = make_candidate(home, marts, digest)
    states = {"core": State.RELEASED, "finance": State.HELD}
    verdict = Verdict(candidate.digest, states, (finding,), 5)
    verdict = replace(verdict, carried=carried_domains(home, marts, verdict))
    release_id = free_release_id(home, candidate.id)
    building = build_release(home, Settings(), clock, release_id, candidate, marts, verdict)
    publish(home, release_id, building, clock)
    return read_manifest(home.current.resolve())


def entry(manifest: dict[str, Any], mart: str) -> dict[str, Any]:
    return next(item for item in manifest["marts"] if item["mart"] == mart)


def test_a_held_domain_keeps_the_figures_of_the_current_release(
    home: Home, marts: tuple[Mart, ...], clock: Clock
) -> None:
    fill_warehouse(home, november=0.4)
    make_release(home, marts, clock)
    fill_warehouse(home, november=0.9)
    manifest = release_with_finance_held(home, marts, later(clock, 1))
    assert ask(home, NOVEMBER)[1] == [(0.4, True, FIRST)]
    assert entry(manifest, "mart_kpi")["from_release"] == FIRST
    assert entry(manifest, "mart_kpi")["is_stale"] and not entry(manifest, "dim_org_unit")["is_stale"]
    assert manifest["evidence"]["carried"] == {"finance": FIRST}
    page = (home.current / "scorecard" / "index.html").read_text(encoding="utf-8")
    assert f"the figures are those of release {FIRST}" in page


def test_a_domain_held_again_still_names_the_release_that_made_its_figures(
    home: Home, marts: tuple[Mart, ...], clock: Clock
) -> None:
    fill_warehouse(home)
    make_release(home, marts, clock)
    release_with_finance_held(home, marts, later(clock, 1))
    manifest = release_with_finance_held(home, marts, later(clock, 2), "7" * 64)
    assert entry(manifest, "mart_kpi")["from_release"] == FIRST
    assert ask(home, NOVEMBER)[1] == [(0.4, True, FIRST)]


def test_what_readers_see_is_carried_also_after_a_rollback(home: Home, marts: tuple[Mart, ...], clock: Clock) -> None:
    fill_warehouse(home, november=0.4)
    make_release(home, marts, clock)
    fill_warehouse(home, november=0.9)
    make_release(home, marts, later(clock, 1), OTHER_DIGEST)
    rollback(home, FIRST, later(clock, 2))
    release_with_finance_held(home, marts, later(clock, 3), "7" * 64)
    assert ask(home, NOVEMBER)[1] == [(0.4, True, FIRST)]


def test_without_an_earlier_release_the_domain_is_withheld(home: Home, marts: tuple[Mart, ...], clock: Clock) -> None:
    fill_warehouse(home)
    manifest = release_with_finance_held(home, marts, clock)
    assert ask(home, "select count(*) from mart_kpi")[1] == [(0,)]
    assert manifest["evidence"]["carried"] == {}
    assert "held; no figures" in (home.current / "scorecard" / "index.html").read_text(encoding="utf-8")
    assert "mart_kpi" not in [path.parent.name for path in (home.lake / "ledger").rglob("*.parquet")]


def test_another_contract_version_or_other_columns_are_not_carried(
    home: Home, marts: tuple[Mart, ...], clock: Clock
) -> None:
    fill_warehouse(home)
    make_release(home, marts, clock)
    newer = tuple(replace(mart, contract_version="1.1") if mart.domain == "finance" else mart for mart in marts)
    assert release_with_finance_held(home, newer, later(clock, 1))["evidence"]["carried"] == {}
    other = tuple(replace(mart, columns=mart.columns[::-1]) for mart in marts)
    rollback(home, FIRST, later(clock, 2))
    assert release_with_finance_held(home, other, later(clock, 3), "7" * 64)["evidence"]["carried"] == {}


def test_a_domain_held_for_privacy_is_not_carried(home: Home, marts: tuple[Mart, ...], clock: Clock) -> None:
    fill_warehouse(home)
    make_release(home, marts, clock)
    leak = replace(FINDING, check="privacy.values.mart_kpi.finance")
    release_with_finance_held(home, marts, later(clock, 1), finding=leak)
    assert ask(home, "select count(*) from mart_kpi")[1] == [(0,)]


def test_dimensions_keep_the_keys_that_carried_parts_use_and_no_others(
    home: Home, marts: tuple[Mart, ...], clock: Clock
) -> None:
    fill_warehouse(home)
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("insert into mart.dim_org_unit values ('MI-OLD', 'closed long ago')")
    make_release(home, marts, clock)
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("delete from mart.dim_org_unit; insert into mart.dim_org_unit values ('MI-NEW', 'of today')")
    release_with_finance_held(home, marts, later(clock, 1))
    assert ask(home, "select org_unit_id from dim_org_unit order by 1")[1] == [("MI",), ("MI-NEW",)]
