"""Nights on a small home without the checks: take in, build, and release the marts' Parquet with a manifest."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import date

import duckdb
import pytest

from orchestration.candidate import candidate_folder, start_candidate, write_candidate
from orchestration.clock import Clock
from orchestration.digests import candidate_id, code_digest, input_digest
from orchestration.home import Home
from orchestration.marts import published_marts
from orchestration.night import Night
from orchestration.release import building_folder, free_release_id, publish
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse


def run_night(
    home: Home, warehouse: Warehouse, clock: Clock, as_of: date, models: str = "", *, full_refresh: bool = False
) -> str:
    """Build and release as it stands; returns the release's id. `models` is the digest that the models are told."""
    settings = load_settings(home)
    Night(home, settings, clock, as_of).ingest()
    digest = input_digest(home, settings, as_of)
    name = candidate_id(as_of, digest)
    home.built.write_text(json.dumps({"candidate_id": name, "input_digest": digest}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orchestration.warehouse.models_digest", lambda _: models)
        kept = () if full_refresh else warehouse.standing_views()
        built = warehouse.build(full_refresh=full_refresh, kept=kept)
        failed = [(one.unique_id, one.message) for one in built if one.status != "success"]
    assert failed == [], failed
    start_candidate(home, name)
    marts = published_marts(warehouse.manifest())
    candidate = write_candidate(home, warehouse, name, digest, as_of, marts, [mart.node for mart in marts])
    release_id = free_release_id(home, name)
    building = building_folder(home, release_id)
    shutil.copytree(candidate_folder(home, name) / "parquet", building / "parquet")
    manifest = {
        "release_id": release_id,
        "as_of": as_of.isoformat(),
        "created_at": clock.now().isoformat(),
        "input_digest": digest,
        "digest": candidate.digest,
        "code_digest": code_digest(),
        "settings_digest": settings.digest(),
        "marts": [{**asdict(file), "path": f"parquet/{file.path}", "is_stale": False} for file in candidate.files],
        "evidence": {"domains": dict.fromkeys(candidate.domains, "released"), "findings": []},
    }
    (building / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    publish(home, release_id, building, clock)
    return release_id


def rows(home: Home, query: str, mart: str = "mart_kpi") -> list[tuple[object, ...]]:
    """Ask one mart of the current release; the query names it `mart`."""
    files = home.current.resolve() / "parquet" / mart
    with duckdb.connect() as con:
        read = f"read_parquet('{files}/**/data.parquet', hive_partitioning = false, union_by_name = true)"
        con.execute(f"create view mart as select * from {read}")
        return con.execute(query).fetchall()
