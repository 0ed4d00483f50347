"""A Spark server from the pyspark wheel, on 127.0.0.1 and free ports, with a catalog of its own.

One process speaks both protocols: it is a Thrift server, and Connect is a plugin of it; so both see the same catalog.
With `in_memory` it speaks Connect alone and its catalog ends with it; a statement costs a sixth of one on Hive's.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from string import Template
from types import TracebackType

CONF = Path(__file__).parent / "conf"
START_SECONDS = 600
THRIFT = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
IN_MEMORY = ("--conf", "spark.sql.catalogImplementation=in-memory", "--conf", "spark.plugins=")


class SparkServerError(Exception):
    """The server did not start."""


class SparkServer:
    """`with SparkServer(...) as server`: started on entry, stopped with all it started on exit."""

    def __init__(self, folder: Path, *, in_memory: bool = False) -> None:
        """Bind to a folder, which gets the catalog (unless it is `in_memory`) and the server's log."""
        self.folder = folder
        self.in_memory = in_memory
        self.port = self.thrift_port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def remote(self) -> str:
        """What SPARK_REMOTE must say."""
        return f"sc://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Where profiles.yml and Spark's client find the server."""
        return {"SPARK_REMOTE": self.remote, "OPSMART_THRIFT_PORT": str(self.thrift_port)}

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def __enter__(self) -> SparkServer:
        home = spark_home()
        self.port, self.thrift_port = _free_port(), _free_port()
        conf = self.folder / "conf"
        conf.mkdir(parents=True)
        for template in CONF.iterdir():
            text = Template(template.read_text(encoding="utf-8"))
            (conf / template.name).write_text(
                text.safe_substitute(port=self.port, thrift_port=self.thrift_port, folder=self.folder), encoding="utf-8"
            )
        kind = ("--class", CONNECT, *IN_MEMORY) if self.in_memory else ("--class", THRIFT)
        command = [home / "bin" / "spark-submit", *kind, "--name", "opsmart", "spark-internal"]
        told = {"SPARK_HOME": str(home), "SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_IP": "127.0.0.1"}
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                env={name: value for name, value in os.environ.items() if name != "SPARK_REMOTE"} | told,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # its group can be stopped as a whole
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop the server; kill it where it does not listen."""
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _wait(self) -> None:
        assert self._process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            if _listens(self.port) and (self.in_memory or _listens(self.thrift_port)):
                return
            time.sleep(0.3)
        told = "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        raise SparkServerError(f"Spark does not listen; it needs Java 17 (JAVA_HOME)\n{told}")


def spark_home() -> Path:
    """Folder of the installed pyspark wheel."""
    spec = find_spec("pyspark")
    assert spec is not None and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
