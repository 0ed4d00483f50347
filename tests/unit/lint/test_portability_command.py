"""The portability command reads a project's files and a manifest's compiled SQL, and fails on what it cannot see."""

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from orchestration.lint.portability import NothingToCheckError, compiled_statements, main, sql_files


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def manifest(path: Path, **node: object) -> Path:
    content = {"nodes": {"model.opsmart.m": {"resource_type": "model", "compiled_path": "target/m.sql"} | node}}
    write(path, json.dumps(content))
    return path


def lint(*arguments: Path | str) -> Result:
    command = Typer()
    command.command()(main)
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_models_tests_and_macros_are_read_and_the_engine_macros_are_not(tmp_path: Path) -> None:
    for folder in ("models/marts", "tests", "macros", "macros/engine"):
        write(tmp_path / folder / "m.sql", "select 1 as one")
    read = {Path(path).relative_to(tmp_path).as_posix() for path, _ in sql_files(tmp_path)}
    assert read == {"models/marts/m.sql", "macros/m.sql", "tests/m.sql"}


def test_compiled_sql_of_models_and_tests_is_read_and_a_seed_or_disabled_test_needs_none(tmp_path: Path) -> None:
    path = manifest(tmp_path / "manifest.json", compiled_code="select 1 as one")
    assert compiled_statements(path) == [("target/m.sql", "select 1 as one")]
    assert compiled_statements(manifest(path, resource_type="seed")) == []
    assert compiled_statements(manifest(path, config={"enabled": False})) == []


def test_a_manifest_that_was_only_parsed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToCheckError, match=r"model\.opsmart\.m is not compiled .* run `dbt compile` first"):
        compiled_statements(manifest(tmp_path / "manifest.json"))


def test_the_command_counts_what_it_read_and_fails_on_what_it_refuses(tmp_path: Path) -> None:
    write(tmp_path / "models" / "m.sql", "select a // b as c from t")
    path = manifest(tmp_path / "manifest.json", compiled_code="select avg(x) as m from t")
    result = lint("--project", tmp_path, "--manifest", path)
    assert result.exit_code == 1
    assert "m.sql:1: [integer-division]" in result.output
    assert "target/m.sql:1: [bare-average]" in result.output
    assert "portability: 2 refused (1 files, 1 compiled statements)" in result.output
    write(tmp_path / "models" / "m.sql", "select a from t")
    passed = lint("--project", tmp_path)
    assert (passed.exit_code, passed.output) == (0, "portability: ok (1 files, 0 compiled statements)\n")


def test_a_wrong_folder_or_manifest_is_no_success(tmp_path: Path) -> None:
    assert lint("--project", tmp_path).exit_code == 2
    write(tmp_path / "models" / "m.sql", "select a from t")
    missing = lint("--project", tmp_path, "--manifest", tmp_path / "none.json")
    assert missing.exit_code == 2
    assert "none.json does not exist: run `dbt compile` first" in missing.output
