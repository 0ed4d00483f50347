"""GX without its process, for nights where something else is proved: 9 s of import that would have no part in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orchestration.evidence.gx_child import SuiteResult
from orchestration.evidence.suites import Suite


class SatisfiedGx:
    """Finds every mart as its contract wants it."""

    docs_error = ""

    def run(self, _: Path, suites: Sequence[Suite], *__: Path) -> list[SuiteResult]:
        return [SuiteResult(check) for suite in suites for check in (suite["check"], suite["warnings"]) if check]

    def stop(self) -> None:
        pass
