"""What dbt is asked to build again, without dbt."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.warehouse import Warehouse, read_results


def _model(name: str, schema: str, materialized: str) -> dict[str, Any]:
    return {
        "unique_id": f"model.{name}",
        "resource_type": "model",
        "schema": schema,
        "alias": name,
        "config": {"materialized": materialized},
        "compiled_code": f"select '{name}'",
    }


NODES = {
    node["unique_id"]: node
    for node in (_model("stg", "s", "view"), _model("int", "i", "view"), _model("fct", "c", "table"))
}
VIEWS = frozenset({"model.stg", "model.int"})


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.dbt_target.mkdir(parents=True)
    (made.dbt_target / "manifest.json").write_text(json.dumps({"nodes": NODES}))
    with duckdb.connect(str(made.warehouse_file)) as con:
        con.execute("create schema s; create schema i; create view s.stg as select 1; create view i.int as select 1")
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What dbt was asked; it answers without a result."""
    heard: list[tuple[str, ...]] = []

    def invoke(_: Warehouse, *arguments: str) -> SimpleNamespace:
        heard.append(arguments)
        return SimpleNamespace(result=SimpleNamespace(results=[]))

    monkeypatch.setattr(Warehouse, "_invoke", invoke)
    return heard


def test_views_stand_only_where_every_one_was_built_and_is_there(home: Home, asked: list[tuple[str, ...]]) -> None:
    assert Warehouse(home, Engine.DUCKDB).standing_views() == frozenset()
    Warehouse(home, Engine.DUCKDB).build()
    assert Warehouse(home, Engine.DUCKDB).standing_views() == VIEWS
    with duckdb.connect(str(home.warehouse_file)) as con:
        con.execute("drop view i.int")
    assert Warehouse(home, Engine.DUCKDB).standing_views() == frozenset()
    home.warehouse_file.unlink()
    assert Warehouse(home, Engine.DUCKDB).standing_views() == frozenset()


def test_a_kept_view_is_not_built_and_is_told_as_it_stands(home: Home, asked: list[tuple[str, ...]]) -> None:
    assert Warehouse(home, Engine.DUCKDB).build() == []
    warehouse = Warehouse(home, Engine.DUCKDB)
    parsed = {unique_id: SimpleNamespace(compiled=False, compiled_code=None) for unique_id in NODES}
    warehouse._manifest = SimpleNamespace(nodes=parsed)
    told = [(one.unique_id, one.status) for one in warehouse.build(kept=warehouse.standing_views())]
    assert told == [("model.int", "success"), ("model.stg", "success")]
    assert [(one.unique_id, one.status) for one in read_results(home, "build")] == told
    assert "--exclude" not in asked[0]
    assert asked[1][-2:] == ("--exclude", "config.materialized:view")
    assert {unique_id: node.compiled_code for unique_id, node in parsed.items()} == {
        "model.stg": "select 'stg'",
        "model.int": "select 'int'",
        "model.fct": None,
    }


def test_a_project_is_parsed_again_only_when_it_or_what_a_parse_left_changed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, parses, read = "one", [], []
    parse = home.dbt_target / "partial_parse.msgpack"

    def invoke(_: Warehouse, command: str) -> SimpleNamespace:
        parses.append(command)
        parse.write_bytes(project.encode())
        return SimpleNamespace(result=f"parsed {project}")

    def from_msgpack(_: type, told: bytes) -> str:
        read.append(told)
        return f"parsed {told.decode()}"

    monkeypatch.setattr(Warehouse, "_invoke", invoke)
    monkeypatch.setattr("orchestration.warehouse.project_digest", lambda _: project)
    monkeypatch.setattr("dbt.contracts.graph.manifest.Manifest.from_msgpack", classmethod(from_msgpack))

    def parsed() -> tuple[int, int]:
        warehouse = Warehouse(home, Engine.DUCKDB)
        assert warehouse.parse() == {"nodes": NODES}
        assert warehouse._manifest == f"parsed {project}"
        return len(parses), len(read)

    assert parsed() == (1, 0)
    assert parsed() == (1, 1)
    project = "two"
    assert parsed() == (2, 1)
    parse.write_bytes(b"of another program")
    assert parsed() == (3, 1)
    assert parsed() == (3, 2)
    parse.unlink()
    assert parsed() == (4, 2)


def test_a_parse_that_was_cut_short_does_not_pass_for_the_one_before(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = home.dbt_target / "partial_parse.msgpack"
    project = "one"

    def invoke(_: Warehouse, __: str) -> SimpleNamespace:
        if project == "two":
            raise KeyboardInterrupt
        parse.write_bytes(b"whole")
        return SimpleNamespace(result="parsed")

    monkeypatch.setattr(Warehouse, "_invoke", invoke)
    monkeypatch.setattr("orchestration.warehouse.project_digest", lambda _: project)
    Warehouse(home, Engine.DUCKDB).parse()
    project = "two"
    with pytest.raises(KeyboardInterrupt):
        Warehouse(home, Engine.DUCKDB).parse()
    project = "one"  # the change is taken back; what the second parse left half-written is nobody's
    assert not Warehouse(home, Engine.DUCKDB)._is_parsed()
