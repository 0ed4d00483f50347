"""GX on a candidate's own Parquet, in a process of its own: its import (9 s of CPU) runs beside dbt.

`GxChild` belongs to the night; the rest runs in the child (`python -m orchestration.evidence.gx_child`), which reads
one JSON line (Parquet folder, suites), writes one a suite (its result) and ends, also when the night is killed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.digests import PROJECT
from orchestration.evidence.suites import Suite


@dataclass(frozen=True)
class SuiteResult:
    """How a suite ended: `error` is set when it could not be run, otherwise `broken` says which rules failed."""

    check: str
    failing: int
    broken: tuple[str, ...]
    error: str | None


class GxChild:
    """A child process that imports GX at once and waits for the candidate."""

    def __init__(self) -> None:
        """Start the child."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "orchestration.evidence.gx_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=PROJECT,
            text=True,
        )

    def run(self, parquet: Path, suites: Sequence[Suite], timeout: float = 1800) -> list[SuiteResult]:
        """Run the suites; if the child crashes or hangs, every suite without a result is an error."""
        order = json.dumps({"parquet": str(parquet), "suites": suites})
        try:
            told, complaint = self._process.communicate(order + "\n", timeout=timeout)
        except (subprocess.TimeoutExpired, OSError) as error:
            self.stop()
            told, complaint = "", f"no answer from the checks on the candidate: {error}"
        results = {}
        for line in told.splitlines():
            if line.startswith('{"check"'):
                row = json.loads(line)
                results[row["check"]] = SuiteResult(row["check"], row["failing"], tuple(row["broken"]), row["error"])
        why = " ".join(complaint.split())[-300:] or "the process ended without a result"
        return [results.get(suite["check"]) or SuiteResult(suite["check"], 0, (), why) for suite in suites]

    def stop(self) -> None:
        """End the child if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream and not stream.closed:
                stream.close()


def main() -> None:
    """Run in the child: import GX, wait for the order, answer with one line a suite."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    order = sys.stdin.readline()
    if not order.strip():
        return
    told = json.loads(order)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    source = context.data_sources.add_pandas("candidate")
    for suite in told["suites"]:
        try:
            result = _run_suite(gx, context, source, Path(told["parquet"]), suite)
        except Exception as error:  # whatever GX or pandas raise: this suite could not be run, the others still can
            result = {
                "failing": 0,
                "broken": [],
                "error": f"{type(error).__name__}: {' '.join(str(error).split())[:300]}",
            }
        sys.stdout.write(json.dumps({"check": suite["check"], **result}) + "\n")
        sys.stdout.flush()


def _run_suite(gx: Any, context: Any, source: Any, parquet: Path, suite: Suite) -> dict[str, Any]:
    import pandas as pd
    import pyarrow.parquet as pq

    table = pq.read_table(parquet / suite["path"], partitioning=None)
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    if table.num_rows == 0:  # GX cannot type the values of an empty column; the columns themselves are still checked
        present = [rule for rule in suite["rules"] if rule["expectation"] == "ExpectTableColumnsToMatchOrderedList"]
    else:
        present = suite["rules"]
    name = suite["check"]
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    expectations = [
        getattr(gx.expectations, rule["expectation"])(**rule["arguments"], severity="critical") for rule in present
    ]
    kept = context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations))
    validation = gx.ValidationDefinition(name=name, data=batch, suite=kept)
    answer = validation.run(batch_parameters={"dataframe": frame}, result_format="BASIC")
    broken = [result for result in answer.results if not result.success]
    return {
        "failing": sum(max(int(result.result.get("unexpected_count") or 0), 1) for result in broken),
        "broken": [_said(result) for result in broken],
        "error": None,
    }


def _said(result: Any) -> str:
    """One line on a broken rule: its name, column, rows, a few values, or why it could not be evaluated."""
    arguments = result.expectation_config.kwargs
    where = arguments.get("column") or ", ".join(arguments.get("column_list") or [])
    count = result.result.get("unexpected_count")
    values = list(result.result.get("partial_unexpected_list") or [])[:3]
    observed = result.result.get("observed_value")
    parts = [f"{result.expectation_config.type}({where})"]
    parts += [f"{count} rows"] if count else []
    parts += [f"such as {values}"] if values else []
    parts += [f"found {observed}"] if observed is not None and not values else []
    if isinstance(result.exception_info, dict) and result.exception_info.get("raised_exception"):
        parts.append(str(result.exception_info.get("exception_message"))[:200])
    return " ".join(parts)


if __name__ == "__main__":
    main()
