"""Landed files that could not be read: remembered so that every night reports them without reading them again.

These records are no part of the lake's content; deleting them costs one more attempt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sources.contract import Contract
from sources.errors import ExportError, OpsmartError
from sources.lake.paths import Lake, file_id_of, publish_bytes
from sources.lake.settings import LakeSettings

PLACE = ("file", "sheet", "row", "column", "expected")


def circumstances(contracts: Mapping[str, Contract], settings: LakeSettings) -> str:
    """Digest of all that could make a failed file readable: contracts, settings and this package's code."""
    digest = hashlib.sha256(settings.digest().encode())
    for key, contract in sorted(contracts.items()):
        digest.update(f"{key} {contract.digest}".encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def remember(lake: Lake, sha256: str, error: OpsmartError, circumstances: str) -> None:
    """Record why a file failed; writes nothing where the record already says so."""
    told = {"cause": error.cause, "remedy": error.remedy, **{name: getattr(error, name) for name in PLACE}}
    record = {"sha256": sha256, "circumstances": circumstances, "error": told}
    content = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode()
    target = lake.failure_of(file_id_of(sha256))
    if not target.exists() or target.read_bytes() != content:
        publish_bytes(content, lake.aside / f"failed-{target.name}", target)


def recall(lake: Lake, sha256: str, circumstances: str) -> OpsmartError | None:
    """Return why a file failed before under the same circumstances; None if it should be tried (again)."""
    path = lake.failure_of(file_id_of(sha256))
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if record["sha256"] != sha256 or record["circumstances"] != circumstances:
        return None
    told = record["error"]
    return ExportError(told["cause"], told["remedy"], **{name: told[name] for name in PLACE})


def forget_except(lake: Lake, sha256s: set[str]) -> None:
    """Drop the records of files that are no longer landed or no longer fail."""
    kept = {file_id_of(sha256) for sha256 in sha256s}
    for path in lake.failed.glob("*.json"):
        if path.stem not in kept:
            path.unlink()
