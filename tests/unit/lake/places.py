"""Real servers on this machine: a folder served over SFTP, a bucket served over S3. Both count the bytes they send."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import boto3
import paramiko
from moto.moto_server import threaded_moto_server

USER, PASSWORD, BUCKET = "ops", "let me in", "exports"


@dataclass
class SftpServer:
    """Serves a folder as `/`; `before_read` runs before each read of a file and may raise."""

    folder: Path
    port: int = 0
    key: paramiko.PKey = field(default_factory=paramiko.ECDSAKey.generate)
    sent: int = 0
    refused: set[str] = field(default_factory=set)
    before_read: Callable[[SftpServer, Path, int], None] = lambda *_: None
    transports: list[paramiko.Transport] = field(default_factory=list)
    sessions: int = 0

    def address(self, folder: str = "", login: str = f"{USER}@") -> str:
        return f"sftp://{login}127.0.0.1:{self.port}/{folder}"

    def hang_up(self) -> None:
        """Cut every connection at once."""
        for transport in self.transports:
            transport.close()

    def wait_until_quiet(self) -> None:
        """Wait for the sessions to end: one that was cut off answers what had been asked before."""
        end = time.monotonic() + 30
        while self.sessions and time.monotonic() < end:
            time.sleep(0.01)
        assert self.sessions == 0


@contextmanager
def sftp_server(folder: Path) -> Iterator[SftpServer]:
    """Serve until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = SftpServer(folder, listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, server), daemon=True).start()
        yield server
        server.hang_up()


def _accept(listener: socket.socket, server: SftpServer) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            transport = paramiko.Transport(connection)
            transport.add_server_key(server.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Folder, server)
            server.transports.append(transport)
            # With an event it does not wait: a client that hangs up at once must not end the service.
            transport.start_server(event=threading.Event(), server=_Login())


class _Login(paramiko.ServerInterface):
    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        is_right = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if is_right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Folder(paramiko.SFTPServerInterface):
    def __init__(self, login: _Login, server: SftpServer) -> None:
        super().__init__(login)
        self.server = server

    def session_started(self) -> None:
        self.server.sessions += 1

    def session_ended(self) -> None:
        self.server.sessions -= 1

    def _path(self, path: str) -> Path:
        return self.server.folder / path.lstrip("/")

    def _attempt(self, path: str, work: Callable[[Path], Any]) -> Any:
        if path.strip("/") in self.server.refused:
            return paramiko.SFTP_PERMISSION_DENIED
        try:
            return work(self._path(path))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    def list_folder(self, path: str) -> Any:
        def listed(folder: Path) -> list[paramiko.SFTPAttributes]:
            return [paramiko.SFTPAttributes.from_stat(found.lstat(), found.name) for found in folder.iterdir()]

        return self._attempt(path, listed)

    def stat(self, path: str) -> Any:
        return self._attempt(path, lambda found: paramiko.SFTPAttributes.from_stat(found.stat()))

    def lstat(self, path: str) -> Any:
        return self._attempt(path, lambda found: paramiko.SFTPAttributes.from_stat(found.lstat()))

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> Any:
        return self._attempt(path, lambda found: _File(found, self.server))


class _File(paramiko.SFTPHandle):
    def __init__(self, path: Path, server: SftpServer) -> None:
        super().__init__()
        self.path, self.server, self.readfile = path, server, path.open("rb")

    def stat(self) -> Any:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))

    def read(self, offset: int, length: int) -> Any:
        self.server.before_read(self.server, self.path, offset)
        found = super().read(offset, length)
        self.server.sent += len(found) if isinstance(found, bytes) else 0
        return found


@dataclass
class S3Server:
    """A bucket; `client` writes to it, `sent` counts the bytes of objects."""

    endpoint: str
    client: Any
    counted: Any

    @property
    def sent(self) -> int:
        return int(self.counted.sent)

    def address(self, folder: str = "") -> str:
        return f"s3://{BUCKET}/{folder}"

    def put(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=BUCKET, Key=key, Body=content)


class _Counting(threaded_moto_server.DomainDispatcherApplication):
    sent = 0
    made: _Counting

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        type(self).made = self

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chunks = list(super().__call__(environ, start_response))
        is_object = environ["PATH_INFO"].startswith(f"/{BUCKET}/") and "list-type" not in environ["QUERY_STRING"]
        if environ["REQUEST_METHOD"] == "GET" and is_object:
            self.sent += sum(map(len, chunks))
        return chunks


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Serve a new bucket until the end of the block; credentials must be in the environment."""
    plain = threaded_moto_server.DomainDispatcherApplication
    threaded_moto_server.DomainDispatcherApplication = _Counting
    server = threaded_moto_server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    threaded_moto_server.DomainDispatcherApplication = plain
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()  # its state is the process's
        client = boto3.client("s3", endpoint_url=endpoint)
        client.create_bucket(Bucket=BUCKET)
        yield S3Server(endpoint, client, _Counting.made)
    finally:
        server.stop()
