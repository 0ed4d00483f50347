"""What a night tells: outcome, files that need a person, what broke, the scorecard, and where the release lies."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.engine import engine_place
from orchestration.home import Home
from orchestration.settings import load_settings
from orchestration.status import waiting_files

if TYPE_CHECKING:
    from orchestration.nightly import NightResult
    from sources.ingest_run import FileReport

CONTENTS = {"release": "", "scorecard": "scorecard/index.html", "workbook": "opsmart.xlsx"}
REMEDY = re.compile(r"\. If that is right: |: (?=land it in )")  # where a held file's detail turns to what to do


def night_report(home: Home, result: NightResult, root_unit: str, base_currency: str) -> dict[str, Any]:
    """Collect a night as plain data; the scorecard is read only where a release was made."""
    release = home.releases / result.release_id if result.release_id else None
    told: dict[str, Any] = {
        "outcome": result.outcome,
        "as_of": result.as_of,
        "release": result.release_id,
        "candidate": result.candidate_id,
        "repaired": result.repaired,
        "verdict": result.verdict.as_json() if result.verdict else None,
        "held": {domain: result.verdict.carried.get(domain) for domain in result.verdict.held}
        if result.verdict
        else {},
        "broken": _broken(home, result),
        "attention": _attention(home, result),
        "files": [_file(item) for item in result.summary.files],
        "paths": {name: str(release / path) for name, path in CONTENTS.items()} if release else {},
        "scorecard": None,
        "seconds": result.seconds,
    }
    if release and result.outcome == "released":
        told["scorecard"] = _scorecard(release, root_unit, base_currency)
    return told


def _scorecard(release: Path, root_unit: str, base_currency: str) -> dict[str, Any]:
    from orchestration.contents.kpi_page import counts, scorecard_lines, texts

    lines = scorecard_lines(release / "parquet", root_unit)
    return {
        "org_unit_id": root_unit,
        "counts": counts(lines),
        "lines": [
            {**asdict(line), "period": line.period, "texts": asdict(texts(line, base_currency))} for line in lines
        ],
    }


def _broken(home: Home, result: NightResult) -> list[dict[str, Any]]:
    """What did not pass, the holding ones first: how many rows, what to do, where they are."""
    if result.verdict is None or not result.verdict.findings:
        return []
    places = _places(home)
    return [
        {
            "check": finding.check,
            "holds": finding.holds,
            "reason": finding.reason,
            "domains": list(finding.domains),
            "rows": finding.failing,
            "message": finding.message,
            "remedy": finding.remedy,
            "where": places.get(finding.check) or _place(home, finding.check, result.candidate_id),
        }
        for finding in sorted(result.verdict.findings, key=lambda finding: not finding.holds)
    ]


def _places(home: Home) -> dict[str, str]:
    """Where dbt keeps the rows of its tests, by check."""
    from orchestration.evidence.expectations import node_check

    file = home.dbt_target / "manifest.json"
    nodes = json.loads(file.read_text(encoding="utf-8"))["nodes"].values() if file.is_file() else ()
    place = engine_place(home, load_settings(home).engine)
    return {
        node_check(node): f"table {node['schema']}.{node['alias']} of {place}"
        for node in nodes
        if node["resource_type"] == "test"
    }


def _place(home: Home, check: str, candidate_id: str) -> str:
    """Where the rows of any other check lie: files in the index, marts in the candidate."""
    kind, _, mart = check.partition(".")
    if kind in ("contract", "identity"):
        return str(home.lake / "index")
    candidate = home.candidates / candidate_id
    return str(candidate / "parquet" / mart.partition(".")[0] if kind == "gx" else candidate / "evidence")


def _attention(home: Home, result: NightResult) -> list[dict[str, str]]:
    """Files that wait for a person, landed in this night or before, and what that person can do."""
    failed = [
        {"file": item.name, "state": "not read", "cause": str(item.error), "remedy": item.error.remedy}
        for item in result.summary.failed
        if item.error is not None
    ]
    return failed + [_held(**file) for file in waiting_files(home)]


def _held(file: str, outcome: str, detail: str) -> dict[str, str]:
    cause, remedy = (*REMEDY.split(detail, maxsplit=1), "")[:2]
    accept = f"if the file is right: opsmart accept '{file}'; if not: opsmart withdraw '{file}'"
    return {"file": file, "state": outcome, "cause": cause, "remedy": remedy if remedy.startswith("land") else accept}


def _file(item: FileReport) -> dict[str, Any]:
    error = {"cause": str(item.error), "remedy": item.error.remedy} if item.error else None
    return {
        "name": item.name,
        "status": item.status,
        "is_new": item.is_new,
        "detail": item.detail,
        "error": error,
    }
