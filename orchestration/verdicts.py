"""Verdicts on disk: beside the candidate, and since when each check that fails now has been failing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from orchestration.gate import Finding, State, Verdict
from orchestration.home import Home
from orchestration.waivers import Waiver
from sources.errors import OpsmartError

VERDICT = "verdict.json"


class VerdictError(OpsmartError):
    """There is no verdict to tell of."""


def keep_verdict(home: Home, candidate: Path, verdict: Verdict) -> None:
    """Write the verdict beside its evidence, and the days since which its findings stand."""
    _write(candidate / VERDICT, verdict.as_json())
    since = {finding.check: finding.since for finding in verdict.findings}
    _write(home.findings, since)


def failing_since(home: Home) -> dict[str, date]:
    """Day since which each check that failed at the last verdict has been failing.

    It is kept in the warehouse; where that is gone, the current release's verdict tells what it was published with.
    """
    if home.findings.is_file():
        told = json.loads(home.findings.read_text(encoding="utf-8"))
    else:
        released = home.current / "gate" / VERDICT
        findings = json.loads(released.read_text(encoding="utf-8"))["findings"] if released.is_file() else []
        told = {finding["check"]: finding.get("since") for finding in findings}
    return {check: date.fromisoformat(day) for check, day in told.items() if day}


def last_verdict(home: Home) -> tuple[str, Verdict]:
    """Id and verdict of the candidate that was judged last.

    Raises:
        VerdictError: none was.
    """
    found = sorted(home.candidates.glob(f"*/{VERDICT}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise VerdictError("no candidate has been judged yet", "run `opsmart nightly`, or `opsmart gate --dry-run`")
    return found[-1].parent.name, read_verdict(found[-1])


def read_verdict(file: Path) -> Verdict:
    """Read back a verdict, of a candidate or a release."""
    told = json.loads(file.read_text(encoding="utf-8"))
    return Verdict(
        told["candidate"],
        {domain: State(state) for domain, state in told["domains"].items()},
        tuple(_finding(row) for row in told["findings"]),
        told["checks"],
        tuple(_waiver(row) for row in told["waivers"]),
        told["carried"],
    )


def _finding(row: dict[str, Any]) -> Finding:
    more = {
        "domains": tuple(row["domains"]),
        "sample": tuple(row["sample"]),
        "since": date.fromisoformat(row["since"]) if row["since"] else None,
        "waiver": _waiver(row["waiver"]) if row["waiver"] else None,
    }
    return Finding(**{**row, **more})


def _waiver(row: dict[str, Any]) -> Waiver:
    return Waiver(**{**row, "expires": date.fromisoformat(row["expires"])})


def _write(path: Path, content: Any) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    part.replace(path)
