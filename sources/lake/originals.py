"""The bytes of every received file, compressed: what a changed contract is read from again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa

from sources.lake.paths import Lake

CHUNK = 4 * 1024 * 1024


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def pack(lake: Lake, path: Path, sha256: str) -> Path | None:
    """Write a compressed copy of `path` aside, to be published as original `sha256`, and return where it is.

    Meant for a thread beside the reading: hashing and compressing release the GIL, and Arrow's zstd runs at level 1.
    Returns None, leaving nothing, when the bytes are no longer those of `sha256`: the file changed meanwhile.
    """
    aside = lake.aside / lake.original_of(sha256).name
    digest = hashlib.sha256()
    with path.open("rb") as source, pa.CompressedOutputStream(str(aside), "zstd") as packed:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            packed.write(chunk)
    if digest.hexdigest() != sha256:
        aside.unlink()
        return None
    return aside


def restore(lake: Lake, sha256: str, target: Path) -> None:
    """Write the bytes of original `sha256` to `target`."""
    with pa.input_stream(str(lake.original_of(sha256)), compression="zstd") as packed, target.open("wb") as out:
        while chunk := packed.read(CHUNK):
            out.write(chunk)
