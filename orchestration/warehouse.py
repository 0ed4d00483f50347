"""dbt in this process: one parse, one build of seeds and models, one run of data tests; results kept as JSON."""

from __future__ import annotations

import json
import os
import socket
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from orchestration.digests import PROJECT, code_digest, file_digest
from orchestration.engine import Engine
from orchestration.home import Home
from sources.errors import OpsmartError

DBT_PROJECT = PROJECT / "dbt_project"
CONNECT_PORT = 15002
Progress = Callable[[str, str], None]


class WarehouseError(OpsmartError):
    """dbt could not parse, connect or start; single models and tests that fail are evidence, not this."""


@dataclass(frozen=True)
class NodeResult:
    """How one dbt node ended: success, error, skipped (models, seeds); pass, warn, fail, error, skipped (tests)."""

    unique_id: str
    resource_type: str
    status: str
    failures: int
    message: str
    seconds: float


class Warehouse:
    """dbt on a home; the manifest is parsed once and shared by all calls."""

    def __init__(self, home: Home, engine: Engine, progress: Progress | None = None) -> None:
        """Bind to `home` and the engine that builds; `progress(node name, status)` hears of each finished node.

        Raises:
            WarehouseError: the engine's packages are not installed, or it is not said where its server is.
        """
        _require(engine)
        self.engine = engine
        self._home = home
        self._progress = progress
        self._manifest: Any = None
        self._read: tuple[tuple[int, int], dict[str, Any]] | None = None

    def parse(self) -> dict[str, Any]:
        """Parse the project, or take up the home's last parse of this very project; return the manifest as JSON.

        Raises:
            WarehouseError: the project does not parse.
        """
        if self._is_parsed():
            from dbt.contracts.graph.manifest import Manifest

            self._manifest = Manifest.from_msgpack(self._parse.read_bytes())
        else:
            self._parsed_from.unlink(missing_ok=True)  # a parse cut short must not pass for the one before
            self._manifest = self._invoke("parse").result
            told = {"project": project_digest(self.engine), "parse": file_digest(self._parse)}
            self._parsed_from.write_text(json.dumps(told) + "\n", encoding="utf-8")
        return self.manifest()

    def _is_parsed(self) -> bool:
        """Whether dbt's files are those that a parse of this project left: 1 s to read, 4 s to compare file by file."""
        if not (self._parsed_from.is_file() and self._parse.is_file() and self._manifest_json.is_file()):
            return False
        told = json.loads(self._parsed_from.read_text(encoding="utf-8"))
        return bool(told == {"project": project_digest(self.engine), "parse": file_digest(self._parse)})

    def forget(self) -> None:
        """Drop the results of an earlier night, so that they cannot be taken for this one's."""
        for command in ("build", "test"):
            (self._home.dbt_target / f"{command}_results.json").unlink(missing_ok=True)

    def manifest(self) -> dict[str, Any]:
        """The manifest that dbt wrote last, from disk; read again only when dbt has written it anew."""
        file = self._manifest_json
        told = file.stat()
        if self._read is None or self._read[0] != (told.st_ino, told.st_mtime_ns):
            self._read = ((told.st_ino, told.st_mtime_ns), json.loads(file.read_text(encoding="utf-8")))
        return self._read[1]

    def build(self, *, full_refresh: bool = False, kept: Collection[str] = ()) -> list[NodeResult]:
        """Build seeds and models; a failing model skips what descends from it and leaves the rest to go on.

        Args:
            full_refresh: facts from scratch.
            kept: all views (`standing_views`), once the project is parsed; none: views are written again.
        """
        more = ["--full-refresh"] if full_refresh else []
        if kept:
            self._put_back(kept)
            more += ["--exclude", "config.materialized:view"]
        asked = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", *more)
        results = self._nodes("build", *asked)
        if kept:
            results += [NodeResult(view, "model", "success", 0, "as built before", 0.0) for view in sorted(kept)]
            self._keep("build", results)
        else:
            written = {view: node["compiled_code"] for view, node in self._views() if node.get("compiled_code")}
            self._view_sql.write_text(json.dumps(written), encoding="utf-8")
        return results

    def test(self) -> list[NodeResult]:
        """Run all data tests, keeping the failing rows in the warehouse."""
        return self._nodes("test", "--exclude-resource-type", "unit_test", "--store-failures")

    def run_operation(self, macro: str, arguments: dict[str, Any]) -> None:
        """Run a macro on the engine.

        Raises:
            WarehouseError: it fails.
        """
        answer = self._invoke("run-operation", macro, "--args", json.dumps(arguments))
        failed = [result for result in getattr(answer.result, "results", ()) if str(result.status) != "success"]
        if not answer.success:
            said = " ".join(str(failed[0].message if failed else "no reason given").split())[:600]
            raise WarehouseError(f"{macro} on {self.engine}: {said}", f"see {self._home.dbt_target}/logs/dbt.log")

    def standing_views(self) -> frozenset[str]:
        """The models that are views, where DuckDB's warehouse has every one of them as an earlier build wrote it."""
        if self.engine is not Engine.DUCKDB or not (self._home.warehouse_file.exists() and self._view_sql.exists()):
            return frozenset()
        import duckdb

        views = dict(self._views())
        with duckdb.connect(str(self._home.warehouse_file), read_only=True) as con:
            there = set(con.execute("select schema_name, view_name from duckdb_views()").fetchall())
        known = json.loads(self._view_sql.read_text(encoding="utf-8")).keys()
        wanted = {(node["schema"], node["alias"]) for node in views.values()}
        return frozenset(views) if wanted <= there and views.keys() <= known else frozenset()

    @property
    def _manifest_json(self) -> Path:
        return self._home.dbt_target / "manifest.json"

    @property
    def _parse(self) -> Path:
        """The parsed project in dbt's own form."""
        return self._home.dbt_target / "partial_parse.msgpack"

    @property
    def _parsed_from(self) -> Path:
        """Which project `_parse` was parsed from."""
        return self._home.dbt_target / "parsed_from.json"

    @property
    def _view_sql(self) -> Path:
        """The compiled SQL of all views, which dbt's manifest has only after it built them."""
        return self._home.dbt_target / "views.json"

    def _views(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for node in self.manifest()["nodes"].values():
            if node["resource_type"] == "model" and node["config"]["materialized"] == "view":
                yield node["unique_id"], node

    def _put_back(self, views: Iterable[str]) -> None:
        """Give views that are left alone their SQL in dbt's manifest: the privacy checks trace columns by it."""
        written = json.loads(self._view_sql.read_text(encoding="utf-8"))
        for view in views:
            node = self._manifest.nodes[view]
            node.compiled, node.compiled_code = True, written[view]

    def _nodes(self, command: str, *more: str) -> list[NodeResult]:
        answer = self._invoke(command, *more)
        results = [_node_result(result) for result in getattr(answer.result, "results", ())]
        self._keep(command, results)
        return results

    def _keep(self, command: str, results: Iterable[NodeResult]) -> None:
        told = json.dumps([asdict(result) for result in results], indent=1)
        (self._home.dbt_target / f"{command}_results.json").write_text(told, encoding="utf-8")

    def _invoke(self, command: str, *more: str) -> Any:
        if command != "parse":
            _reach(self.engine)
        with dbt_environment(self._home, self.engine):
            from dbt.cli.main import dbtRunner

            # Spark's client repeats it for every statement: dbt asks for a catalog that only the server can choose.
            warnings.filterwarnings("ignore", "Failed to set spark.sql.catalogImplementation", UserWarning)
            self._home.dbt_target.mkdir(parents=True, exist_ok=True)
            asked = [command, *_folders(self._home), "--target", self.engine, *more]
            runner = dbtRunner(manifest=self._manifest, callbacks=[self._heard] if self._progress else [])
            try:
                answer = runner.invoke(["--quiet", "--log-level", "none", *asked])
            finally:
                _let_go()
        if answer.exception is not None:
            raise _typed(answer.exception, command, self._home)
        return answer

    def _heard(self, event: Any) -> None:
        if self._progress and event.info.name == "NodeFinished":
            self._progress(event.data.node_info.node_name, event.data.node_info.node_status)


@contextmanager
def dbt_environment(home: Home, engine: Engine) -> Iterator[None]:
    """Set what profiles.yml and macros read (target, lake folder, warehouse) for the time of a call."""
    told = {
        "OPSMART_ENGINE": str(engine),
        "OPSMART_LAKE": str(home.lake),
        "OPSMART_WAREHOUSE": str(home.warehouse_file),
        "OPSMART_TABLES": str(home.tables),
        "OPSMART_CANDIDATE": _candidate(home),
        "OPSMART_MODELS": models_digest(engine),
        "DBT_TARGET_PATH": str(home.dbt_target),
        "DBT_LOG_PATH": str(home.dbt_target / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def models_digest(engine: Engine) -> str:
    """What built the tables: the engine's family and the digest of all models."""
    return f"{engine.family} {code_digest(folders=('dbt_project',))}"


def project_digest(engine: Engine) -> str:
    """What a parse depends on: the engine's family, all files of the project, dbt and its adapter."""
    packages = ("dbt-core", f"dbt-{engine.family}")
    return " ".join([models_digest(engine), *(f"{name} {version(name)}" for name in packages)])


def _candidate(home: Home) -> str:
    """Id of the candidate that is being built: a repeated night must not compare itself with itself."""
    if not home.built.is_file():
        return ""
    return str(json.loads(home.built.read_text(encoding="utf-8"))["candidate_id"])


def _folders(home: Home) -> list[str]:
    return [
        "--project-dir", str(DBT_PROJECT),
        "--profiles-dir", str(DBT_PROJECT),
        "--target-path", str(home.dbt_target),
        "--log-path", str(home.dbt_target / "logs"),
    ]  # fmt: skip


def _let_go() -> None:
    """Close dbt's DuckDB handle, or the file stays locked; forget the adapter, which remembers its first file."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    DuckDBConnectionManager.close_all_connections()
    reset_adapters()


def _node_result(result: Any) -> NodeResult:
    node = result.node
    return NodeResult(
        unique_id=node.unique_id,
        resource_type=str(node.resource_type),
        status=str(result.status),
        failures=int(result.failures or 0),
        message=" ".join(str(result.message or "").split())[:500],
        seconds=round(result.execution_time, 3),
    )


def _require(engine: Engine) -> None:
    if engine is Engine.DUCKDB:
        return
    if not _is_installed("dbt.adapters.spark"):
        raise WarehouseError(f"engine = '{engine}' needs dbt-spark", "pip install 'opsmart[spark]'")
    if engine is Engine.SPARK and not os.environ.get("SPARK_REMOTE"):
        raise WarehouseError(
            "engine = 'spark' does not say where Spark is", "set SPARK_REMOTE=sc://host:15002, a Spark Connect server"
        )


def _is_installed(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def _reach(engine: Engine) -> None:
    """Say at once that Spark is not there: its client would try again for minutes."""
    if engine is Engine.DUCKDB:
        return
    if engine is Engine.SPARK:
        remote = os.environ["SPARK_REMOTE"]
        place = urlsplit(remote)
        host, port = place.hostname or "", place.port or CONNECT_PORT
    else:
        host = os.environ.get("OPSMART_THRIFT_HOST", "127.0.0.1")
        port = int(os.environ.get("OPSMART_THRIFT_PORT", "10000"))
        remote = f"{host}:{port}"
    try:
        socket.create_connection((host, port), timeout=10).close()
    except OSError as error:
        raise WarehouseError(
            f"Spark does not answer at {remote}: {error}", "start it, or correct the address (docs/engines.md)"
        ) from error


def _typed(error: BaseException, command: str, home: Home) -> WarehouseError:
    """One line of cause, and the remedy that fits it."""
    text = " ".join(str(error).split())
    if "Could not set lock" in text or "Conflicting lock" in text:
        return WarehouseError(
            f"{home.warehouse_file} is open in another program", "close it (readers use `opsmart sql` or a release)"
        )
    log = home.dbt_target / "logs" / "dbt.log"
    return WarehouseError(
        f"dbt {command}: {text[:600]}", f"see {log}; `opsmart nightly --full-refresh` rebuilds from the lake"
    )


def read_results(home: Home, command: str) -> list[NodeResult]:
    """Read what `build` or `test` left behind; none when it never ran."""
    kept: Path = home.dbt_target / f"{command}_results.json"
    if not kept.is_file():
        return []
    return [NodeResult(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]
