"""Fills a release's folder from a candidate and its verdict: Parquet, DuckDB, workbook, scorecard, manifest."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from orchestration.candidate import Candidate, candidate_folder
from orchestration.carry import fill_parquet
from orchestration.clock import Clock
from orchestration.contents.kpi_page import scorecard_lines
from orchestration.contents.marts_file import write_marts_file
from orchestration.contents.scorecard import Page, scorecard_html
from orchestration.contents.verdict_page import VerdictPage, verdict_html
from orchestration.contents.workbook import write_workbook
from orchestration.digests import PROJECT, code_digest, file_digest
from orchestration.evidence.records import evidence_digest, read_expected
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
        OpsmartError: a file of the candidate is not the one that was checked, or a judged mart has none.
    """
    building = building_folder(home, release_id)
    parquet, folder = building / "parquet", candidate_folder(home, candidate.id)
    if verdict.candidate != candidate.digest:
        raise OpsmartError(
            f"the verdict is not on the files of candidate {candidate.id}", "run `opsmart nightly` again"
        )
    for file in candidate.files:
        checked = folder / "parquet" / file.path
        if not checked.is_file() or file_digest(checked) != file.sha256:
            raise OpsmartError(
                f"{file.path} of candidate {candidate.id} changed after it was checked", "run `opsmart nightly` again"
            )
    parts = fill_parquet(home, folder / "parquet", parquet, marts, verdict, release_id, candidate.as_of.isoformat())
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
        verdict,
    )
    _write(building / "scorecard" / "index.html", scorecard_html(page, lines))
    _write_gate(building / "gate", folder, page, verdict, clock.now())
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
        "marts": [part.as_json() for part in parts],
        "evidence": {
            "checks": verdict.checks,
            "domains": verdict.domains,
            "findings": [finding.check for finding in verdict.findings],
            "carried": verdict.carried,
            "digest": evidence_digest(folder / "evidence"),
        },
        "files": {
            path.relative_to(building).as_posix(): file_digest(path)
            for path in sorted(building.rglob("*"))
            if path.is_file()
        },
    }
    _write(building / "manifest.json", _json(manifest))
    return building


def _write_gate(target: Path, candidate: Path, page: Page, verdict: Verdict, created_at: datetime) -> None:
    """The verdict as JSON and as a page, the failing rows, and GX's own pages where they were made."""
    for name, source in (("data_docs", candidate / "gate" / "data_docs"), ("rows", candidate / "evidence" / "rows")):
        if source.is_dir():
            shutil.copytree(source, target / name)
    about = VerdictPage(
        page.company,
        page.company_zh,
        page.as_of,
        page.release_id,
        data_docs="data_docs/index.html" if (target / "data_docs" / "index.html").is_file() else None,
        candidate_id=candidate.name,
        created_at=created_at,
        expected=read_expected(candidate / "evidence"),
        evidence_digest=evidence_digest(candidate / "evidence"),
        rows="rows" if (target / "rows").is_dir() else None,
    )
    _write(target / "index.html", verdict_html(about, verdict))
    _write(target / "verdict.json", _json(verdict.as_json()))


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
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
