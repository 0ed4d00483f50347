"""SFTP through fsspec and paramiko, with the rules of `ssh`: known servers only, the user's own configuration."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from sources.errors import LandingError
from sources.remote.place import LOGINS, PASSWORD, RemotePlace

CONNECT_SECONDS = 30.0
ANSWER_SECONDS = 60.0
KEEPALIVE_SECONDS = 30
REQUESTS = 64
"""Read requests on the way at once, as many as OpenSSH allows; without a limit large files hang with some servers."""


def open_store(place: RemotePlace) -> SFTPFileSystem:
    """Log in.

    Raises:
        Exception: what `explain` types.
    """
    logging.getLogger("paramiko").addHandler(logging.NullHandler())  # else its thread writes a trace to stderr
    return KnownServer(place.host, username=place.user, port=place.port, skip_instance_cache=True)


def close_store(store: SFTPFileSystem) -> None:
    """Log out."""
    store.client.close()


class UnknownServer(Exception):
    """The server shows a key that nobody has confirmed."""


class _OnlyKnown(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, client: object, hostname: str, key: Any) -> None:
        raise UnknownServer(f"{key.get_name()} {key.fingerprint}")


class KnownServer(SFTPFileSystem):
    """fsspec's file system with three differences.

    It connects to servers in `~/.ssh/known_hosts` only (fsspec's own trusts whoever answers), with the host, port,
    user and keys of `~/.ssh/config`; nothing waits for ever; and a path stays as it is (fsspec's own cuts it at `?`).
    """

    def _connect(self) -> None:
        told = _configured(self.host)
        self.client = paramiko.SSHClient()
        try:
            self.client.load_system_host_keys()
            self.client.set_missing_host_key_policy(_OnlyKnown())
            self.client.connect(
                told.get("hostname", self.host),
                port=self.ssh_kwargs["port"] or int(told.get("port", paramiko.config.SSH_PORT)),
                username=self.ssh_kwargs["username"] or told.get("user"),
                password=os.environ.get(PASSWORD),
                key_filename=[file for file in told.get("identityfile", []) if Path(file).is_file()],
                timeout=CONNECT_SECONDS,
                banner_timeout=CONNECT_SECONDS,
                auth_timeout=CONNECT_SECONDS,
            )
            self.client.get_transport().set_keepalive(KEEPALIVE_SECONDS)  # reading a large file takes minutes
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(ANSWER_SECONDS)
        except BaseException:
            self.client.close()
            raise

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path

    def get_file(self, rpath: str, lpath: str, **_: object) -> None:
        """Copy one file."""
        self.ftp.get(rpath, lpath, max_concurrent_prefetch_requests=REQUESTS)


def _configured(host: str) -> dict[str, Any]:
    file = Path("~/.ssh/config").expanduser()
    return dict(paramiko.SSHConfig.from_path(str(file)).lookup(host)) if file.is_file() else {}


def explain(place: RemotePlace, error: Exception) -> LandingError | None:
    """Type what only SFTP can meet."""
    shown = str(place)
    match error:
        case UnknownServer():
            cause = f"the server shows a key that is not in ~/.ssh/known_hosts ({error})"
            remedy = f"compare it with its owner's, then: ssh-keyscan {_port(place)}{place.host} >> ~/.ssh/known_hosts"
        case paramiko.BadHostKeyException():
            cause = f"the server shows another key than ~/.ssh/known_hosts has ({error.key.fingerprint})"
            remedy = "ask its owner whether it was replaced; if it was, replace the line"
        case paramiko.AuthenticationException():
            cause, remedy = "the server refuses the login", LOGINS
        case _:
            return None
    return LandingError(cause, remedy, file=shown)


def _port(place: RemotePlace) -> str:
    return f"-p {place.port} " if place.port else ""
