"""A night without what neither decides nor is decided in it: Dagster's records, and GX's process with 9 s of import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from orchestration.evidence.gx_child import SuiteResult
from orchestration.evidence.suites import Suite
from orchestration.night import Night


class SatisfiedGx:
    """Finds every mart as its contract wants it."""

    docs_error = ""

    def run(self, _: Path, suites: Sequence[Suite], *__: Path) -> list[SuiteResult]:
        return [SuiteResult(check) for suite in suites for check in (suite["check"], suite["warnings"]) if check]

    def stop(self) -> None:
        pass


def plain_job(night: Night) -> None:
    """The steps of the job, one after the other."""
    night.prepare()
    night.build()
    night.test()
    night.finish()


def without_dagster(patch: pytest.MonkeyPatch) -> None:
    """Let no night in this process be run by Dagster."""
    patch.setattr("orchestration.dagster_run.run_job", plain_job)


def without_gx(patch: pytest.MonkeyPatch) -> None:
    """Let no night in this process start GX."""
    patch.setattr("orchestration.evidence.gx_child.GxChild", SatisfiedGx)
