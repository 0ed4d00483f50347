"""Fills a release's folder from a candidate and its verdict: Parquet, DuckDB, workbook, scorecard, manifest."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from orchestration.candidate import Candidate, candidate_folder
from orchestration.clock import Clock
from orchestration.contents.kpi_page import scorecard_lines
from orchestration.contents.marts_file import write_marts_file
from orchestration.contents.scorecard import Page, scorecard_html
from orchestration.contents.workbook import write_workbook
from orchestration.digests import PROJECT, code_digest, file_digest
from orchestration.gate import Verdict
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.release import building_folder
from orchestration.settings import Settings
from sources.errors import OpsmartError

ENGINES = ("duckdb", "dbt-core", "dbt-duckdb", "dagster", "great-expectations")


def build_release(
    home: Home,
    settings: Settings,
    clock: Clock,
    release_id: str,
    candidate: Candidate,
    marts: Sequence[Mart],
    verdict: Verdict,
) -> Path:
    """Build the release aside and return its folder, ready to be published.

    Raises:
        OpsmartError: a file of the candidate is not the one that was checked.
    """
    building = building_folder(home, release_id)
    parquet = building / "parquet"
    shutil.copytree(candidate_folder(home, candidate.id) / "parquet", parquet)
    for file in candidate.files:
        if file_digest(parquet / file.path) != file.sha256:
            raise OpsmartError(
                f"{file.path} of candidate {candidate.id} changed after it was checked", "run `opsmart nightly` again"
            )
    lines = scorecard_lines(parquet, settings.company.root)
    write_marts_file(building / "marts.duckdb", parquet, marts)
    company = settings.company
    write_workbook(building / "opsmart.xlsx", parquet, marts, lines, company.base_currency)
    page = Page(
        company.name or company.id,
        company.name_zh,
        company.base_currency,
        candidate.as_of,
        release_id,
        verdict.findings,
    )
    _write(building / "scorecard" / "index.html", scorecard_html(page, lines))
    _write(building / "gate" / "verdict.json", _json(verdict.as_json()))
    manifest = {
        "release_id": release_id,
        "candidate_id": candidate.id,
        "as_of": candidate.as_of.isoformat(),
        "created_at": clock.now().isoformat(),
        "input_digest": candidate.input_digest,
        "digest": candidate.digest,
        "code_digest": code_digest(),
        "settings_digest": settings.digest(),
        "git_commit": git_commit(),
        "engines": {name: version(name) for name in ENGINES} | {"python": platform.python_version()},
        "marts": [
            {"mart": f.mart, "path": f"parquet/{f.path}", "domain": f.domain, "rows": f.rows} for f in candidate.files
        ],
        "evidence": {
            "checks": verdict.checks,
            "domains": verdict.domains,
            "findings": [finding.check for finding in verdict.findings],
        },
        "files": {
            path.relative_to(building).as_posix(): file_digest(path)
            for path in sorted(building.rglob("*"))
            if path.is_file()
        },
    }
    _write(building / "manifest.json", _json(manifest))
    return building


def git_commit(project: Path = PROJECT) -> str | None:
    """The commit of the code; None when it does not lie in a git work tree of its own or has no commit."""
    git = shutil.which("git")
    if git is None or not (project / ".git").exists():
        return None
    answer = subprocess.run([git, "-C", str(project), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
