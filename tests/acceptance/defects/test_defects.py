"""Every seeded defect is found by the check meant for it, on its own domains, or leaves all figures as they were."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.candidate import candidate_folder
from orchestration.gate import State, Verdict
from orchestration.night import Night
from orchestration.settings import lake_settings, load_settings
from sources.ingest import IngestSummary, decide
from sources.lake.ledger import DecisionKind
from tests.acceptance.defects.catalogue import DEFECTS
from tests.acceptance.defects.defect import Defect, Outcome
from tests.acceptance.defects.home import CLOCK, DemoHome, Judged, judged

SEEDED = [pytest.param(one, id=one.name) for one in DEFECTS]
DRIFT = "drift."
"""What moved since the last release is told beside what is wrong with it."""


@dataclass(frozen=True)
class Struck:
    """A home after an accident and the night that followed."""

    defect: Defect
    at: DemoHome
    judged: Judged

    @property
    def verdict(self) -> Verdict:
        return self.judged.verdict


def strike(clean: DemoHome, defect: Defect, folder: Path, *, whole: bool = False) -> Struck:
    """Let an accident happen to a copy of the clean home, and run a night; `whole`: one that builds everything."""
    at = clean.copy(folder)
    defect.accident(at.landing)
    earlier = accept_in_haste(at, defect.accepted) if defect.accepted else None

    def tamper(night: Night) -> None:
        if defect.to_candidate is not None:
            defect.to_candidate(candidate_folder(night.home, night.candidate_id) / "parquet")

    return Struck(defect, at, judged(at.night(whole=whole), tamper, earlier=earlier))


def accept_in_haste(at: DemoHome, names: tuple[str, ...]) -> IngestSummary:
    summary = at.night().ingest()
    settings = lake_settings(load_settings(at.home), at.night().as_of)
    for name in names:
        assert name in {file.name for file in summary.held}
        decide(at.home.lake, settings, name, DecisionKind.ACCEPT, CLOCK.now())
    return summary


@pytest.fixture(params=SEEDED)
def struck(request: pytest.FixtureRequest, clean: DemoHome, tmp_path: Path) -> Iterator[Struck]:
    started = time.perf_counter()
    defect: Defect = request.param
    made = strike(clean, defect, tmp_path)
    if defect.needs and not any(check.startswith(defect.needs) for check in made.judged.expected):
        pytest.skip("check not wired")
    print(f"{defect.name}: {time.perf_counter() - started:.1f} s")
    yield made
    shutil.rmtree(made.at.root)


def test_the_defect_is_judged_as_the_catalogue_says(struck: Struck, clean: DemoHome) -> None:
    defect, verdict = struck.defect, struck.verdict
    found = {finding.check: finding for finding in verdict.findings}
    for beginning in defect.checks:
        assert any(check.startswith(beginning) for check in found), f"{beginning} did not find it: {sorted(found)}"
    told = [finding for finding in verdict.findings if not finding.check.startswith(DRIFT) or defect.needs == DRIFT]
    holding = {domain for finding in told if finding.holds for domain in finding.domains}
    warning = {domain for finding in told for domain in finding.domains} - holding
    touched = set(defect.domains) | set(defect.also_warns)
    match defect.outcome:
        case Outcome.HELD:
            assert holding == set(defect.domains), sorted(found)
            assert warning <= touched | holding, sorted(found)
            decisive = next(finding for check, finding in found.items() if check.startswith(defect.checks[0]))
            assert decisive.holds and decisive.remedy
            assert {domain for domain, state in verdict.domains.items() if state is State.HELD} == holding
        case Outcome.WARNS | Outcome.WAITS:
            assert (holding, warning) == (set(), touched), sorted(found)
        case Outcome.REJECTED | Outcome.REPAIRED:
            assert (holding, warning) == (set(), set()), sorted(found)
    failed = [file for file in struck.judged.summary.failed if file.error is not None]
    if defect.outcome is Outcome.REJECTED:
        (file,) = failed
        assert file.error is not None and type(file.error).__name__ == defect.error
        assert file.error.cause and file.error.remedy
    else:
        assert failed == []
    if defect.outcome in (Outcome.WAITS, Outcome.REJECTED, Outcome.REPAIRED):
        assert changed_marts(clean, struck.at) == []


@pytest.mark.parametrize("name", ["line_missing", "closed_before_created", "department_missing"])
def test_a_night_on_what_changed_ends_as_a_whole_one(name: str, clean: DemoHome, tmp_path: Path) -> None:
    defect = next(one for one in DEFECTS if one.name == name)
    for folder in ("affected", "whole"):
        (tmp_path / folder).mkdir()
    affected = strike(clean, defect, tmp_path / "affected")
    whole = strike(clean, defect, tmp_path / "whole", whole=True)
    assert affected.verdict.findings == whole.verdict.findings
    assert affected.verdict.domains == whole.verdict.domains
    assert changed_marts(affected.at, whole.at) == []


def changed_marts(before: DemoHome, after: DemoHome) -> list[str]:
    """Marts with figures that differ between the last candidates of two homes (the list of files may differ)."""
    old, new = (newest_candidate(home) for home in (before, after))
    names = sorted(path.relative_to(old).as_posix() for path in old.rglob("*.parquet"))
    assert names == sorted(path.relative_to(new).as_posix() for path in new.rglob("*.parquet"))
    return [name for name in names if "audit" not in name and "lineage" not in name and differs(old / name, new / name)]


def newest_candidate(at: DemoHome) -> Path:
    return max(at.home.candidates.iterdir(), key=lambda folder: folder.stat().st_mtime) / "parquet"


def differs(one: Path, other: Path) -> bool:
    columns = "columns(name -> name <> 'data_release_id')"
    sides = [f"select {columns} from read_parquet('{path}', hive_partitioning = false)" for path in (one, other)]
    query = f"select count(*) from (({sides[0]} except all {sides[1]}) union all ({sides[1]} except all {sides[0]}))"
    with duckdb.connect() as con:
        found = con.execute(query).fetchone()
    return found is None or found[0] > 0
