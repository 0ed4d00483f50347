"""What a file is, by its first bytes: delimited text, a workbook or JSON; all else is refused with the reason."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sources.errors import UnreadableExport

HEAD_BYTES = 1 << 20
MAX_UNZIPPED = 2 << 30
MAX_JSON = 256 << 20
WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
"""What a zip holds that is a workbook: .xlsx, .xlsb, .ods."""
GZIP = b"\x1f\x8b"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = {
    b"%PDF": "a PDF document",
    b"PAR1": "a Parquet file",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a SQLite database",
}


class Form(StrEnum):
    """The three kinds of files that can be read."""

    TEXT = "text"
    WORKBOOK = "workbook"
    JSON = "json"


@dataclass(frozen=True)
class Opening:
    """Form and first bytes of a file."""

    form: Form
    head: bytes
    size: int


def open_export(path: Path, name: str) -> Opening:
    """Look at the first bytes.

    Raises:
        UnreadableExport: empty, password-protected, damaged, or no text, workbook or JSON.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise UnreadableExport("the file is empty", "Export it again; nothing was loaded.", file=name)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        _check_zip(path, name)
        return Opening(Form.WORKBOOK, head, size)
    if head.startswith(GZIP):
        raise _archive(name)
    if head.startswith(OLE):
        _check_ole(path, name)
        return Opening(Form.WORKBOOK, head, size)
    for magic, what in OTHERS.items():
        if head.startswith(magic):
            raise UnreadableExport(
                f"is {what}", "Export as CSV, XLSX or JSON.", file=name, expected="delimited text, a workbook or JSON"
            )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return Opening(Form.JSON, head, size)
    if start == b"<":
        raise UnreadableExport("is an HTML or XML page, not a table", "Export as CSV or XLSX.", file=name)
    return Opening(Form.TEXT, head, size)


def _check_zip(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableExport(
            "the workbook is cut off or damaged", "Export or copy it again; nothing was loaded.", file=name
        ) from error
    if not {member.filename for member in members} & WORKBOOK_PARTS:
        raise _archive(name)
    if sum(member.file_size for member in members) > MAX_UNZIPPED:
        raise UnreadableExport(
            f"the workbook unpacks to more than {MAX_UNZIPPED >> 20:,} MiB",
            "Split it, or export it as CSV.",
            file=name,
            expected=f"at most {MAX_UNZIPPED >> 20:,} MiB",
        )


def _archive(name: str) -> UnreadableExport:
    return UnreadableExport(
        "is an archive: landed, its members are read as files of their own", "Land it, or unpack it.", file=name
    )


def _check_ole(path: Path, name: str) -> None:
    """Refuse what Office wrote before 2007 and is no .xls, and what hides behind a password; by its streams' names."""
    content = path.read_bytes() if path.stat().st_size <= MAX_JSON else b""
    if _stream("EncryptedPackage") in content:
        raise UnreadableExport(
            "the workbook is protected by a password",
            "Remove the password in Excel, save and land it again.",
            file=name,
        )
    if _stream("Workbook") not in content and _stream("Book") not in content:
        raise UnreadableExport("is an old binary Office file", "Save it as .xlsx or CSV.", file=name)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"
