"""The steps of a night, each a plain method; the command line and Dagster run the same ones.

Every step leaves its result on disk and reads that of the step before from there, so that Dagster may run one alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from orchestration import candidate as candidates
from orchestration import release as releases
from orchestration.clock import Clock
from orchestration.digests import candidate_id, input_digest
from orchestration.evidence.records import (
    Evidence,
    Expected,
    crashed,
    outcome,
    read_evidence,
    read_expected,
    write_evidence,
    write_expected,
)
from orchestration.gate import Verdict, decide
from orchestration.home import Home
from orchestration.marts import Mart, published_marts
from orchestration.policy import GatePolicy, load_policy
from orchestration.settings import Settings, lake_settings
from orchestration.verdicts import failing_since, keep_verdict
from orchestration.waivers import load_waivers

if TYPE_CHECKING:
    from orchestration.evidence.gx_child import GxChild
    from orchestration.warehouse import NodeResult, Warehouse
    from sources.ingest import IngestSummary

Progress = Callable[[str], None]


@dataclass
class Night:
    """One night on a home: what it is asked, and what it has found so far."""

    home: Home
    settings: Settings
    clock: Clock
    as_of: date
    full_refresh: bool = False
    force: bool = False
    progress: Progress = lambda _: None
    seconds: dict[str, float] = field(default_factory=dict)
    summary: IngestSummary | None = None
    verdict: Verdict | None = None
    release_id: str | None = None
    error: Exception | None = None
    _prepared: bool = False
    _digest: str | None = None
    _kept_views: frozenset[str] | None = None
    _warehouse: Warehouse | None = None
    _gx: GxChild | None = None
    _policy: GatePolicy | None = None

    @property
    def digest(self) -> str:
        """Digest of all that decides the result; taken once, after ingest."""
        if self._digest is None:
            self._digest = input_digest(self.home, self.settings, self.as_of)
        return self._digest

    @property
    def candidate_id(self) -> str:
        """The candidate's and later the release's id."""
        return candidate_id(self.as_of, self.digest)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and say that it runs."""
        self.progress(name)
        started = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.error = self.error or error
            raise
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - started, 3)

    def ingest(self) -> IngestSummary:
        """Take in what landed, once a night."""
        if self.summary is None:
            from sources.ingest import ingest_landing

            with self.step("ingest"):
                landing = self.settings.landing_place(self.home)
                self.summary = ingest_landing(
                    self.home.lake, landing, lake_settings(self.settings, self.as_of), self.clock.now()
                )
                self._digest = None
        return self.summary

    def is_new(self) -> bool:
        """Whether anything that decides the result differs from the last release (rolled back or not)."""
        last = releases.last_published(self.home)
        return self.force or self.full_refresh or last is None or last.input_digest != self.digest

    def start_checks(self) -> None:
        """Start the process that imports GX, so that its import runs beside dbt."""
        if self._gx is None:
            from orchestration.evidence.gx_child import GxChild

            self._gx = GxChild()

    def stop(self) -> None:
        """End what still runs and keep the timings."""
        if self._gx is not None:
            self._gx.stop()
            self._gx = None
        self.home.warehouse.mkdir(parents=True, exist_ok=True)
        self.home.timings.write_text(json.dumps(self.seconds, indent=1) + "\n", encoding="utf-8")

    def prepare(self) -> None:
        """Parse dbt's project and write the list of expected checks, before anything is built; once a night."""
        if self._prepared:
            return
        folder = candidates.start_candidate(self.home, self.candidate_id)
        self.warehouse.forget()
        with self.step("parse"):
            manifest = self.warehouse.parse()
        write_expected(folder / "evidence", self._expected(manifest))
        load_waivers(self.home, self.policy, self.as_of)  # a mistake in the file is told before anything is built
        self._prepared = True

    def build(self) -> list[NodeResult]:
        """Build seeds and models; facts from scratch where engine or models are not those that built the warehouse.

        Months of facts are rebuilt when their rows' digest changes, and that digest knows files and mappings, not SQL.
        """
        told = {"candidate_id": self.candidate_id, "input_digest": self.digest}
        self.home.built.write_text(json.dumps(told) + "\n", encoding="utf-8")
        kept, refresh = self.kept_views, self.full_refresh or not self._has_same_models()
        with self.step("build"):
            results = self.warehouse.build(full_refresh=refresh, kept=kept)
        if refresh and all(result.status == "success" for result in results):
            from orchestration.warehouse import models_digest

            self.home.models.write_text(models_digest(self.settings.engine), encoding="utf-8")
        return results

    @property
    def kept_views(self) -> frozenset[str]:
        """Views that these very models wrote in an earlier night, all or none; decided once, before the build."""
        if self._kept_views is None:
            stands = self._has_same_models() and not self.full_refresh
            self._kept_views = self.warehouse.standing_views() if stands else frozenset()
        return self._kept_views

    def _has_same_models(self) -> bool:
        """Whether engine and models are those that built the whole warehouse."""
        from orchestration.warehouse import models_digest

        kept = self.home.models
        return kept.is_file() and kept.read_text(encoding="utf-8") == models_digest(self.settings.engine)

    def test(self) -> list[NodeResult]:
        """Run dbt's data tests, keeping the failing rows."""
        with self.step("test"):
            return self.warehouse.test()

    def write_candidate(self) -> candidates.Candidate:
        """Write the candidate's Parquet from what this night built."""
        from orchestration.warehouse import read_results

        with self.step("candidate"):
            built = [result.unique_id for result in read_results(self.home, "build") if result.status == "success"]
            return candidates.write_candidate(
                self.home, self.warehouse, self.candidate_id, self.digest, self.as_of, self.marts, built
            )

    def check(self) -> list[Evidence]:
        """Leave evidence of every check on the candidate."""
        from orchestration.evidence.contracts import contract_evidence
        from orchestration.evidence.dbt_results import dbt_evidence
        from orchestration.evidence.drift import drift_evidence
        from orchestration.evidence.identities import identity_evidence
        from orchestration.evidence.privacy import privacy_evidence
        from orchestration.warehouse import read_results

        candidate = candidates.read_candidate(self.home, self.candidate_id)
        folder = candidates.candidate_folder(self.home, self.candidate_id)
        expected = {check.check: check for check in read_expected(folder / "evidence")}
        results = read_results(self.home, "build") + read_results(self.home, "test")
        with self.step("evidence"):
            found = dbt_evidence(
                results,
                self.warehouse.manifest(),
                expected,
                candidate.digest,
                self.home,
                self.settings.engine,
                folder / "evidence",
            )
            found += contract_evidence(self.home, expected, candidate.digest)
            found += identity_evidence(self.home, self.settings.engine, expected, candidate.digest)
            found += drift_evidence(self.home, self.marts, candidate, expected)
        with self.step("privacy"):
            manifest = self.warehouse.manifest()
            found += privacy_evidence(self.home, self.settings.engine, manifest, self.marts, candidate, expected)
        with self.step("gx"):
            found += self._gx_evidence(expected, candidate)
        write_evidence(folder / "evidence", found)
        return found

    def judge(self) -> Verdict:
        """Decide from the evidence on disk, and keep the verdict beside it."""
        from orchestration.carry import carried_domains
        from orchestration.marts import inputs_of_strategy

        candidate = candidates.read_candidate(self.home, self.candidate_id)
        folder, marts = candidates.candidate_folder(self.home, self.candidate_id), self.marts
        manifest = self.warehouse.manifest()
        with self.step("gate"):
            verdict = decide(
                self._expected(manifest),  # listed anew: a shortened list on disk lets nothing pass
                read_evidence(folder / "evidence"),
                candidate.digest,
                {mart.domain for mart in marts},
                self.policy,
                self.as_of,
                load_waivers(self.home, self.policy, self.as_of),
                failing_since(self.home),
                inputs_of_strategy(manifest, marts),
                self.settings.gate.hold_on_warnings,
            )
            verdict = replace(verdict, carried=carried_domains(self.home, marts, verdict))
            keep_verdict(self.home, folder, verdict)
        self.verdict = verdict
        return verdict

    def conclude(self) -> Verdict:
        """Candidate, evidence and verdict of what was built, also when models failed."""
        self.write_candidate()
        self.check()
        return self.judge()

    def finish(self) -> None:
        """Conclude, and publish what may go out: where models failed, the domains that do not descend from them."""
        if self.conclude().released:
            self.publish()

    def publish(self) -> str:
        """Publish the candidate; the gate is asked again here, whoever calls.

        Raises:
            HeldError: core is held, or every domain.
        """
        from orchestration.publishing import build_release
        from sources.errors import HeldError

        verdict = self.verdict or self.judge()
        if not verdict.released:
            raise HeldError(f"held: {', '.join(verdict.held) or 'no domain has a mart'}", "see `opsmart status`")
        candidate = candidates.read_candidate(self.home, self.candidate_id)
        with self.step("release"):
            release_id = releases.free_release_id(self.home, candidate.id)
            building = build_release(self.home, self.settings, self.clock, release_id, candidate, self.marts, verdict)
            releases.publish(self.home, release_id, building, self.clock)
            self.release_id = release_id
            releases.prune_releases(self.home, self.settings.release.keep)
            candidates.prune_candidates(self.home, self.settings.release.keep_candidates, candidate.id)
        return release_id

    @property
    def warehouse(self) -> Warehouse:
        """The dbt of this home; one for the whole night, so that the project is parsed once."""
        if self._warehouse is None:
            from orchestration.warehouse import Warehouse

            self._warehouse = Warehouse(self.home, self.settings.engine)
        return self._warehouse

    @property
    def policy(self) -> GatePolicy:
        """Severity, owner and words of every check."""
        if self._policy is None:
            self._policy = load_policy()
        return self._policy

    def _expected(self, manifest: dict[str, Any]) -> list[Expected]:
        from orchestration.evidence.expectations import expected_checks

        checks = expected_checks(self.home, self.settings.engine, manifest, published_marts(manifest))
        return self.policy.apply(checks)

    @property
    def marts(self) -> tuple[Mart, ...]:
        """The published marts of the parsed project."""
        return published_marts(self.warehouse.manifest())

    def _gx_evidence(self, expected: dict[str, Expected], candidate: candidates.Candidate) -> list[Evidence]:
        from orchestration.evidence.suites import mart_suite, suite_id

        written, manifest = {file.path for file in candidate.files}, self.warehouse.manifest()
        wanted = [mart for mart in self.marts if mart.path in written and suite_id(mart) in expected]
        suites = [mart_suite(mart, self.as_of, manifest) for mart in wanted]
        self.start_checks()
        assert self._gx is not None
        folder = candidates.candidate_folder(self.home, candidate.id)
        index = self.home.lake / "index" / "files.parquet"
        found = []
        docs = folder / "gate" / "data_docs"
        for result in self._gx.run(folder / "parquet", suites, folder / "evidence", docs, index):
            if (check := expected.get(result.check)) is None:
                continue
            if result.error:
                found.append(crashed(check, candidate.digest, result.error))
            else:
                said = "; ".join(result.broken[:5])
                found.append(outcome(check, candidate.digest, result.failing, said, result.sample, result.rows))
        if self._gx.docs_error:
            self.progress(f"no Data Docs: {self._gx.docs_error}")
        self._gx = None
        return found
