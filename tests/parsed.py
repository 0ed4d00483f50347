"""The dbt project, parsed once a test session for all workers: a parse takes 16 s, reading it 1 s."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.warehouse import Warehouse


def parsed_project(base: Path) -> Path:
    """dbt's target folder after a parse, made by whichever worker comes first; `base` is a folder that all see."""
    home = Home(base / "parsed")
    home.root.mkdir(exist_ok=True)
    with FileLock(home.root / "lock"):
        Warehouse(home, Engine.DUCKDB).parse()
    return home.dbt_target


@cache
def parsed_manifest(parsed: Path) -> Any:
    """The manifest of `parsed_project`, as dbt takes it; one for all homes of this process."""
    from dbt.contracts.graph.manifest import Manifest

    return Manifest.from_msgpack((parsed / "partial_parse.msgpack").read_bytes())


def give_parse(home: Home, parsed: Path) -> None:
    """Leave the parse in a home, as an earlier night there would have."""
    home.dbt_target.mkdir(parents=True, exist_ok=True)
    for name in ("manifest.json", "partial_parse.msgpack", "parsed_from.json"):
        shutil.copyfile(parsed / name, home.dbt_target / name)
