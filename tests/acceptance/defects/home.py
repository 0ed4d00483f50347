"""The invented company's home after a clean night, and nights in this process on copies of it.

A copy's models are those that built it, so a night on it may leave alone what descends from no changed file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from small_home import ParsedWarehouse

from orchestration.candidate import Candidate
from orchestration.clock import Clock
from orchestration.evidence.records import Evidence, Expected, Kind, outcome
from orchestration.gate import Verdict
from orchestration.home import Home
from orchestration.night import Night
from orchestration.settings import load_settings
from orchestration.warehouse import NodeResult, read_results
from sources.demo.write import write_demo
from sources.ingest import IngestSummary
from tests.acceptance.defects.landing import MONTHS, SCALE, Landing, company
from tests.parsed import parsed_manifest, parsed_project

CLOCK = Clock(datetime(2025, 12, 20, 2, tzinfo=UTC))
Step = Callable[[Night], None]


class AffectedOnly(ParsedWarehouse):
    """dbt on a copy of a home that these very models built: what descends from no changed dataset is left alone.

    It has the same input as the night before, so its table and its result stand. Views and seeds stand too.
    `datasets`: those with new files, as (system, dataset), told after ingest.
    """

    datasets: frozenset[tuple[str, str]] = frozenset()

    def build(self, *, full_refresh: bool = False, kept: Collection[str] = ()) -> list[NodeResult]:
        """Build the tables among the affected models."""
        assert not full_refresh, "the models changed since the home was built"
        kinds = ("table", "incremental")
        asked = [f"{node},config.materialized:{kind}" for node in self._affected() for kind in kinds]
        return self._with_earlier("build", self._nodes("run", "--select", *asked))

    def test(self) -> list[NodeResult]:
        """Run the tests of affected models."""
        asked = ("--exclude-resource-type", "unit_test", "--store-failures", "--select", *self._affected())
        return self._with_earlier("test", self._nodes("test", *asked))

    def _affected(self) -> list[str]:
        """What the changed datasets feed, and what reads the lake's index itself (which files count, and for what).

        The release compared with is another one as soon as the input is, and with it what was published before.
        """
        sources = (f"source:{system}.{name}+" for system, name in sorted(self.datasets))
        return [*sources, "source:lake_index+1", "kpi_previous_release+"]

    def _with_earlier(self, command: str, found: list[NodeResult]) -> list[NodeResult]:
        kept = json.loads((self._home.dbt_target / f"earlier_{command}.json").read_text(encoding="utf-8"))
        done = {result.unique_id for result in found}
        results = found + [NodeResult(**row) for row in kept if row["unique_id"] not in done]
        told = json.dumps([asdict(result) for result in results])
        (self._home.dbt_target / f"{command}_results.json").write_text(told, encoding="utf-8")
        return results


@dataclass(frozen=True)
class Judged:
    """What a night came to."""

    summary: IngestSummary
    expected: frozenset[str]
    verdict: Verdict
    seconds: dict[str, float]


@dataclass(frozen=True)
class DemoHome:
    """A home of the demo company; `parsed` is a dbt target folder that holds the parsed project."""

    root: Path
    parsed: Path

    @property
    def home(self) -> Home:
        return Home(self.root)

    @property
    def landing(self) -> Landing:
        return Landing(self.root / "landing")

    def copy(self, folder: Path) -> DemoHome:
        """The same home in another folder, without its release."""
        shutil.copytree(self.root, folder / "home", symlinks=True)
        return DemoHome(folder / "home", self.parsed)

    def night(self, *, whole: bool = False) -> Night:
        """A night that has not begun; `whole`: everything is built and tested, as a real night does."""
        made = ParsedWarehouse if whole else AffectedOnly
        warehouse = made(self.home, parsed_manifest(self.parsed), self.parsed / "manifest.json")
        self.home.dbt_target.mkdir(parents=True, exist_ok=True)
        warehouse.parse()
        settings = load_settings(self.home)
        return Night(self.home, settings, CLOCK, settings.company.as_of or company().as_of, _warehouse=warehouse)


def judged(
    night: Night,
    before_checks: Step = lambda _: None,
    *,
    earlier: IngestSummary | None = None,
    with_gx: bool = False,
) -> Judged:
    """Run a night up to its verdict.

    Args:
        night: a night that has not begun.
        before_checks: what happens to the candidate before it is checked.
        earlier: what an ingest before the night's took in.
        with_gx: run GX as a night does; else its suites are taken as satisfied (9 s of import).
    """
    with pytest.MonkeyPatch.context() as patch:
        if not with_gx:
            patch.setattr(Night, "_gx_evidence", _satisfied)
        summary = night.ingest()
        if isinstance(night.warehouse, AffectedOnly):
            files = (*summary.new, *(earlier.new if earlier else ()))
            new = [file.receipt for file in files if file.receipt]
            night.warehouse.datasets = frozenset((receipt.system, receipt.dataset) for receipt in new)
        night.prepare()
        night.build()
        night.test()
        night.write_candidate()
        before_checks(night)
        night.check()
        verdict = night.judge()
    folder = night.home.candidates / night.candidate_id / "evidence"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["expected"]
    return Judged(summary, frozenset(row["check"] for row in expected), verdict, dict(night.seconds))


def _satisfied(_: Night, expected: dict[str, Expected], candidate: Candidate, *__: Any) -> list[Evidence]:
    return [outcome(check, candidate.digest, 0) for check in expected.values() if check.kind is Kind.GX]


def clean_home(base: Path) -> DemoHome:
    """The home after a clean night, built once for all workers that see `base`."""
    folder = base / "defects"
    folder.mkdir(exist_ok=True)
    made = DemoHome(folder / "home", parsed_project(base))
    with FileLock(folder / "lock"):
        if not (folder / "built").exists():
            write_demo(made.root / "landing", made.root, scale=SCALE, months=MONTHS)
            night = made.night(whole=True)
            found = judged(night).verdict
            assert (found.held, found.findings) == ((), ())
            night.publish()
            keep_results(made.home)
            (folder / "built").touch()
    return made


def keep_results(home: Home) -> None:
    """Keep the results of a whole night for nights on copies."""
    for command in ("build", "test"):
        rows = [asdict(result) for result in read_results(home, command)]
        (home.dbt_target / f"earlier_{command}.json").write_text(json.dumps(rows), encoding="utf-8")
