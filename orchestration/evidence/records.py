"""Expected checks and their evidence: the records, and the files they are kept in."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Kind(StrEnum):
    """Where a check comes from."""

    CONTRACT = "contract"
    DBT = "dbt"
    IDENTITY = "identity"
    GX = "gx"
    PRIVACY = "privacy"
    DRIFT = "drift"


class Severity(StrEnum):
    """Whether a failure holds its domains or only warns."""

    ERROR = "error"
    WARN = "warn"


class Status(StrEnum):
    """How a check ended; `error`: it could not be carried out."""

    PASS = "pass"
    FAIL = "fail"
    ERROR = "error"


@dataclass(frozen=True)
class Expected:
    """A check that must leave evidence, listed before anything runs."""

    check: str
    kind: Kind
    severity: Severity
    domains: tuple[str, ...]
    remedy: str


@dataclass(frozen=True)
class Evidence:
    """What a check found on the candidate of that digest.

    `failing` counts rows, files or months; `sample` holds some of them as lines without personal data; `rows` names the
    Parquet file of the failing rows, relative to the evidence's folder.
    """

    check: str
    kind: Kind
    severity: Severity
    domains: tuple[str, ...]
    status: Status
    failing: int
    message: str
    candidate: str
    sample: tuple[str, ...] = ()
    rows: str = ""


def outcome(
    expected: Expected, candidate: str, failing: int, message: str = "", sample: Iterable[str] = (), rows: str = ""
) -> Evidence:
    """Evidence of a check that ran: it passes when nothing fails."""
    status = Status.FAIL if failing else Status.PASS
    told = (expected.check, expected.kind, expected.severity, expected.domains)
    return Evidence(*told, status, failing, message, candidate, tuple(sample), rows)


def crashed(expected: Expected, candidate: str, message: str) -> Evidence:
    """Evidence that a check could not be carried out, which counts as failed."""
    return Evidence(
        expected.check, expected.kind, expected.severity, expected.domains, Status.ERROR, 0, message, candidate
    )


def write_expected(folder: Path, expected: Iterable[Expected]) -> None:
    """Write the list of expected checks, before the checks run."""
    rows = [asdict(check) for check in sorted(expected, key=lambda check: check.check)]
    _write(folder / "expected.json", {"expected": rows})


def read_expected(folder: Path) -> list[Expected]:
    """Read the list of expected checks; a missing or broken list is an empty one, which the gate holds."""
    told = _read(folder / "expected.json")
    rows = told.get("expected", []) if told else []
    return [
        Expected(row["check"], Kind(row["kind"]), Severity(row["severity"]), tuple(row["domains"]), row["remedy"])
        for row in rows
    ]


def write_evidence(folder: Path, found: Iterable[Evidence]) -> None:
    """Write one file a check; a file is complete or absent."""
    for evidence in found:
        _write(folder / f"{file_name(evidence.check)}.json", asdict(evidence))


def read_evidence(folder: Path) -> list[Evidence]:
    """Read all evidence; an unreadable file is as good as none (the gate finds it missing)."""
    found = []
    for path in sorted(folder.glob("*.json")):
        row = _read(path)
        if row is None or "check" not in row:
            continue
        found.append(
            Evidence(
                row["check"],
                Kind(row["kind"]),
                Severity(row["severity"]),
                tuple(row["domains"]),
                Status(row["status"]),
                int(row["failing"]),
                row["message"],
                row["candidate"],
                tuple(row.get("sample", ())),
                row.get("rows", ""),
            )
        )
    return found


def evidence_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the list of checks and all evidence."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def file_name(check: str) -> str:
    """A check's id as a file name; the hash keeps long ids apart."""
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', check)[:120]}-{hashlib.sha256(check.encode()).hexdigest()[:8]}"


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
