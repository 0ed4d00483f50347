"""GX on a candidate's own Parquet, in a process of its own: its import (9 s of CPU) runs beside dbt.

`GxChild` belongs to the night; the rest runs in the child (`python -m orchestration.evidence.gx_child`), which reads
one JSON line (folders, suites), writes one a check (its result), then the Data Docs, and ends, also when the night is
killed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.digests import PROJECT
from orchestration.evidence.suites import Suite

DOCS_WRITTEN = "data docs written"


@dataclass(frozen=True)
class SuiteResult:
    """How the critical or the warning rules of a suite ended.

    `error` is set when they could not be run, otherwise `broken` says which rules failed; `sample` holds keys of
    failing rows as lines, `rows` the Parquet file of the failing rows, relative to the evidence's folder.
    """

    check: str
    failing: int = 0
    broken: tuple[str, ...] = ()
    error: str | None = None
    sample: tuple[str, ...] = ()
    rows: str = ""


class GxChild:
    """A child process that imports GX at once and waits for the candidate."""

    def __init__(self, command: Sequence[str] = (sys.executable, "-m", "orchestration.evidence.gx_child")) -> None:
        """Start the child."""
        self.docs_error = ""
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=PROJECT,
            text=True,
        )

    def run(
        self,
        parquet: Path,
        suites: Sequence[Suite],
        evidence_folder: Path,
        docs_folder: Path,
        index: Path,
        timeout: float = 1800,
    ) -> list[SuiteResult]:
        """Run the suites; if the child crashes or hangs, every check without a result is an error.

        Args:
            parquet: the candidate's `parquet/`; its parent's name is the candidate's id.
            suites: what to check.
            evidence_folder: failing rows go to `rows/<check>.parquet` below it.
            docs_folder: the Data Docs are written there, replacing earlier ones; `docs_error` says if they were not.
            index: the lake's index of files (Parquet), which says how new a mart's inputs are.
            timeout: seconds.
        """
        folders = {"parquet": parquet, "evidence": evidence_folder, "docs": docs_folder, "index": index}
        order = {"suites": suites, **{name: str(path) for name, path in folders.items()}}
        try:
            told, complaint = self._process.communicate(json.dumps(order) + "\n", timeout=timeout)
        except (subprocess.TimeoutExpired, OSError) as error:
            self.stop()
            told, complaint = "", f"no answer from the checks on the candidate: {error}"
        results = {}
        for line in told.splitlines():
            if line.startswith('{"check"'):
                row = json.loads(line)
                results[row["check"]] = SuiteResult(
                    **{**row, "broken": tuple(row["broken"]), "sample": tuple(row["sample"])}
                )
        self.docs_error = "" if DOCS_WRITTEN in told.splitlines() else " ".join(complaint.split())[-300:] or "no pages"
        why = " ".join(complaint.split())[-300:] or "the process ended without a result"
        checks = [check for suite in suites for check in (suite["check"], suite["warnings"]) if check]
        return [results.get(check) or SuiteResult(check, error=why) for check in checks]

    def stop(self) -> None:
        """End the child if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream and not stream.closed:
                stream.close()


def main() -> None:
    """Run in the child: import GX, wait for the order, answer with one line a check, write the Data Docs."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import; nothing here may use the network
    from orchestration.evidence.gx_suite import Checks

    order = sys.stdin.readline()
    if not order.strip():
        return
    told = json.loads(order)
    with Checks(Path(told["parquet"]), Path(told["evidence"]), Path(told["index"])) as checks:
        for suite in told["suites"]:
            for result in checks.run(suite):
                sys.stdout.write(json.dumps(asdict(result)) + "\n")
                sys.stdout.flush()
        checks.write_docs(Path(told["docs"]))
        sys.stdout.write(DOCS_WRITTEN + "\n")


if __name__ == "__main__":
    main()
