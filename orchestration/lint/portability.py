"""Portability lint: `python -m orchestration.lint.portability`.

Two readings. The source: models, tests and macros as written, with Jinja blanked (`macros/engine/` keeps what differs).
The compiled SQL of a manifest: it must parse as DuckDB and as Spark, with types that do not depend on the engine.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.lint.compiled_rules import check_compiled
from orchestration.lint.source_rules import check_source

_SOURCES = ("models", "macros", "tests", "analyses")
_ENGINE = Path("macros/engine")
_LINTED = ("model", "test")


class NothingToCheckError(Exception):
    """What should be checked is not there."""


def sql_files(project: Path) -> list[tuple[str, str]]:
    """Return (path, text) of the SQL files of a dbt project that must read the same on both engines.

    Raises:
        NothingToCheckError: there are none, so that a wrong folder is no success.
    """
    paths = sorted(path for folder in _SOURCES for path in (project / folder).rglob("*.sql"))
    if not paths:
        raise NothingToCheckError(f"{project} has no SQL files: name the dbt project's folder with --project")
    portable = (path for path in paths if not path.relative_to(project).is_relative_to(_ENGINE))
    return [(str(path), path.read_text(encoding="utf-8")) for path in portable]


def compiled_statements(manifest: Path) -> list[tuple[str, str]]:
    """Return (path, SQL) of the compiled models and tests of a manifest written by `dbt compile`.

    Raises:
        NothingToCheckError: there is no manifest, or a model or test in it has no compiled SQL and would pass unseen.
    """
    if not manifest.is_file():
        raise NothingToCheckError(f"{manifest} does not exist: run `dbt compile` first")
    statements = []
    content: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    for name, node in sorted(content["nodes"].items()):
        if node["resource_type"] in _LINTED and node.get("config", {}).get("enabled", True):
            compiled = node.get("compiled_code")
            if not compiled:
                raise NothingToCheckError(f"{name} is not compiled in {manifest}: run `dbt compile` first")
            statements.append((node.get("compiled_path") or name, compiled))
    return statements


def main(
    project: Annotated[Path, typer.Option(help="The dbt project's folder.")] = Path("dbt_project"),
    manifest: Annotated[Path | None, typer.Option(help="A manifest written by `dbt compile`.")] = None,
) -> None:
    """Refuse, by name and with a remedy, SQL that the two engines read differently."""
    try:
        files = sql_files(project)
        statements = compiled_statements(manifest) if manifest is not None else []
    except NothingToCheckError as error:
        typer.echo(f"portability: {error}", err=True)
        raise typer.Exit(code=2) from error
    findings = [finding for path, text in files for finding in check_source(path, text)]
    written = {finding.rule for finding in findings}  # what stands in the source is not told again for every model
    compiled = (finding for path, sql in statements for finding in check_compiled(path, sql))
    findings += [finding for finding in compiled if finding.rule not in written]
    for finding in sorted(findings):
        typer.echo(str(finding))
    verdict = f"{len(findings)} refused" if findings else "ok"
    typer.echo(f"portability: {verdict} ({len(files)} files, {len(statements)} compiled statements)")
    raise typer.Exit(code=1 if findings else 0)


if __name__ == "__main__":
    typer.run(main)
