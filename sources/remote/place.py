"""The address of a landing place that is no folder: `sftp://[user@]host[:port]/folder`, `s3://bucket[/folder]`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum

from sources.errors import SettingsError

URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+)://(.*)", re.DOTALL)
SERVER = re.compile(r"(\[[0-9a-fA-F:]+\]|[^\[\]:@\s]+)(?::([1-9][0-9]{0,4}))?")
FORMS = "a folder, sftp://[user@]host[:port]/folder or s3://bucket/folder"
PASSWORD = "OPSMART_SFTP_PASSWORD"
LOGINS = f"SFTP logs in by ~/.ssh/config, a key, the SSH agent or ${PASSWORD}; S3 by AWS_… variables or ~/.aws"


class Scheme(StrEnum):
    """The kinds of places."""

    SFTP = "sftp"
    S3 = "s3"


@dataclass(frozen=True)
class RemotePlace:
    """A folder on another machine; `host` is the bucket of S3, `folder` its path without slashes around it."""

    scheme: Scheme
    host: str
    folder: str
    user: str | None = field(default=None, repr=False)
    port: int | None = None

    def __str__(self) -> str:
        """The address as it may be shown: nobody's name in it."""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{self.host}{port}/{self.folder}"

    @property
    def top(self) -> str:
        """What is there whether or not the folder is: the server's root, or the bucket."""
        return "/" if self.scheme is Scheme.SFTP else self.host

    @property
    def root(self) -> str:
        """Path of the folder as fsspec takes it."""
        return f"/{self.folder}" if self.scheme is Scheme.SFTP else f"{self.host}/{self.folder}".rstrip("/")

    @property
    def digest(self) -> str:
        """Tells places apart where neither host nor user may be written down."""
        return hashlib.sha256(repr((self.scheme, self.user, self.host, self.port, self.folder)).encode()).hexdigest()


def place_of(setting: str) -> RemotePlace | None:
    """Read the setting `landing.path`; None where it names a folder of this machine.

    Raises:
        SettingsError: a place of another kind, an address that is none, or one with a password. Never repeats the
            address: a secret may stand anywhere in a mistyped one.
    """
    found = URL.fullmatch(setting)
    if found is None:
        return None
    if found[1].lower() not in set(Scheme):
        raise _wrong(f"{found[1].lower()}:// is no place that can be read", "name one of these")
    scheme = Scheme(found[1].lower())
    address, _, folder = found[2].partition("/")
    login, at, server = address.rpartition("@")
    user, colon, _ = login.partition(":")
    if colon or (at and scheme is Scheme.S3):
        raise _wrong("the address holds credentials", f"take them out: {LOGINS}")
    told = SERVER.fullmatch(server)
    if told is None or (told[2] and scheme is Scheme.S3):
        raise _wrong(f"what follows {scheme}:// is no address", "correct it")
    host, port = told[1].strip("[]"), int(told[2]) if told[2] else None
    return RemotePlace(scheme, host, folder.strip("/"), user or None, port)


def _wrong(cause: str, remedy: str) -> SettingsError:
    return SettingsError(f"`landing.path`: {cause}", remedy, expected=FORMS)
