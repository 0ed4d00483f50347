"""Runs suites in the child that has imported GX: results by severity, failing rows as Parquet, Data Docs at the end.

Values of a column are never put into a result or a page: which rows fail is told by their keys, the rows themselves lie
in the evidence's folder, which is not published.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import great_expectations as gx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import ProgressBarsConfig

from orchestration.evidence.data_docs import write_site
from orchestration.evidence.gx_child import SuiteResult
from orchestration.evidence.suites import Grade, Input, Rule, Suite, input_rules

ROWS_KEPT = 1000
SAMPLES = 3
BROKEN_RULE = "broken_rule"
COLUMN_ORDER = "expect_table_columns_to_match_ordered_list"
# Enough to say how many rows fail; neither results nor pages may hold values.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
INPUTS = """
with newest as (
    select system, entity, coalesce(instance, '') as instance,
        max(least(coalesce(exported_at, received_at)::date,
            coalesce(window_to, exported_at, received_at)::date)) as newest
    from read_parquet($files) where outcome in ('loaded', 'superseded') group by all
)
select n.system, n.entity, n.instance, n.newest, i.allowed_days,
    case when i.allowed_days < 2
        then (select count(*) from range(n.newest + 1, $as_of::date + 1, interval 1 day) as t(day)
            where isodow(day) < 6)
        else $as_of::date - n.newest end::double as days
from newest as n join (
    select unnest($inputs::struct(system varchar, entity varchar, allowed_days double)[], recursive := true)
) as i using (system, entity)
order by all
"""


class Checks:
    """A GX file context in a folder of its own, and the candidate that it checks."""

    def __init__(self, parquet: Path, evidence: Path, index: Path) -> None:
        """Make the context.

        Args:
            parquet: the candidate's `parquet/`; its parent's name is the candidate's id.
            evidence: failing rows are written to `rows/` below it.
            index: the lake's index of files, which says how new each input is.
        """
        self._parquet, self._evidence, self._index = parquet, evidence, index
        self._folder = tempfile.TemporaryDirectory(prefix="opsmart-gx-")
        self._context = gx.get_context(mode="file", project_root_dir=self._folder.name)
        self._context.enable_analytics(False)
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self._source = self._context.data_sources.add_pandas("candidate")

    def __enter__(self) -> Self:
        """Open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the context's folder."""
        self._folder.cleanup()

    def run(self, suite: Suite) -> list[SuiteResult]:
        """Run a suite: one result for its critical rules, one for its warnings if it has any.

        Whatever GX or pandas raise, this suite could not be run, and the others still can.
        """
        checks = [check for check in (suite["check"], suite["warnings"]) if check]
        try:
            return self._run(suite)
        except Exception as error:
            why = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
            return [SuiteResult(check, error=why) for check in checks]

    def write_docs(self, folder: Path) -> None:
        """Write the Data Docs of all suites that ran, as pages that need no network."""
        shutil.rmtree(folder, ignore_errors=True)
        write_site(self._context, Path(self._folder.name), folder)

    def _run(self, suite: Suite) -> list[SuiteResult]:
        table = pq.read_table(self._parquet / suite["path"], partitioning=None)
        table, uncomputed = _with_computed(table, suite["computed"])
        found = {grade: Broken(table, suite["key"], suite["columns"]) for grade in Grade}
        rules = suite["rules"]
        if (
            table.num_rows == 0
        ):  # GX cannot type the values of an empty column; the columns themselves are still checked
            rules = [rule for rule in rules if rule["expectation"] == "ExpectTableColumnsToMatchOrderedList"]
        for result, indices in self._failed(suite, suite["check"], table, rules):
            found[Grade(result.expectation_config.severity)].add(result, indices)
        for name, reason in uncomputed.items():
            grade = next(rule["severity"] for rule in suite["rules"] if rule["arguments"].get("column") == name)
            found[Grade(grade)].add_uncomputed(name, reason)
        if suite["inputs"]:
            inputs = _inputs(self._index, suite["inputs"], suite["as_of"])
            late = Broken(inputs, inputs.column_names, [])
            for result, indices in self._failed(suite, f"{suite['check']}.inputs", inputs, input_rules()):
                late.add(result, indices)
            found[Grade.WARNING].extend(late)
        told = [found[Grade.CRITICAL].result(suite["check"], self._evidence)]
        if suite["warnings"]:
            told.append(found[Grade.WARNING].result(suite["warnings"], self._evidence))
        return told

    def _failed(self, suite: Suite, name: str, table: pa.Table, rules: list[Rule]) -> Iterator[tuple[Any, list[int]]]:
        """The results that are no success, each with the numbers of the rows that fail (none for rules on a table)."""
        frame = table.to_pandas(types_mapper=pd.ArrowDtype)
        batch = self._source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
        wanted = [
            getattr(gx.expectations, rule["expectation"])(**rule["arguments"], severity=rule["severity"])
            for rule in rules
        ]
        kept = self._context.suites.add(gx.ExpectationSuite(name=name, expectations=wanted))
        validation = gx.ValidationDefinition(name=name, data=batch, suite=kept)
        moment = datetime.combine(date.fromisoformat(suite["as_of"]), time(), UTC)
        run = RunIdentifier(run_name=self._parquet.parent.name, run_time=moment)
        answer = validation.run(batch_parameters={"dataframe": frame}, result_format=COUNTS_ONLY, run_id=run)
        for result in answer.results:
            if not result.success:
                yield result, _failing_rows(batch.get_batch({"dataframe": frame}), result)


class Broken:
    """The rules of one severity that failed on a table, and the rows that broke them."""

    def __init__(self, table: pa.Table, key: Sequence[str], columns: Sequence[str]) -> None:
        """Start with none.

        Args:
            table: what was checked.
            key: the columns that name a row in a sample.
            columns: the columns that are written for a failing row, as far as the table has them.
        """
        self._table, self._key, self._columns = table, key, columns
        self._failing, self._said = 0, list[str]()
        self._rules: dict[int, list[str]] = {}
        self._samples = list[str]()

    def add(self, result: Any, indices: list[int]) -> None:
        """Add a rule that failed."""
        rule, count = _named(result), int(result.result.get("unexpected_count") or 0)
        self._failing += max(count, 1)
        self._said.append(f"{rule}{_reason(result, count)}")
        for index in indices[:ROWS_KEPT]:
            self._rules.setdefault(index, []).append(rule)

    def add_uncomputed(self, rule: str, reason: str) -> None:
        """Add a relation that could not be computed."""
        self._failing += 1
        self._said.append(f"{rule} {reason}")

    def extend(self, other: Broken) -> None:
        """Take over what the rules of another table found; its rows are told as samples only."""
        self._failing += other._failing
        self._said += other._said
        self._samples += other._lines()

    def result(self, check: str, evidence: Path) -> SuiteResult:
        """The result under the id `check`, with the failing rows written below `evidence`."""
        sample = (self._lines() + self._samples)[:SAMPLES]
        return SuiteResult(check, self._failing, tuple(self._said), None, tuple(sample), self._write(check, evidence))

    def _lines(self) -> list[str]:
        lines = []
        for index in sorted(self._rules)[:SAMPLES]:
            names = [name for name in self._key if name in self._table.column_names]
            at = ", ".join(f"{name}={self._table[name][index].as_py()}" for name in names)
            lines.append(f"{at}: {self._rules[index][0]}")
        return lines

    def _write(self, check: str, evidence: Path) -> str:
        names = [name for name in self._columns if name in self._table.column_names]
        if not self._rules or not names:
            return ""
        indices = sorted(self._rules)[:ROWS_KEPT]
        rows = self._table.select(names).take(indices)
        rows = rows.append_column(BROKEN_RULE, pa.array(["; ".join(self._rules[index]) for index in indices]))
        path = Path("rows") / f"{check}.parquet"
        (evidence / "rows").mkdir(parents=True, exist_ok=True)
        pq.write_table(rows, evidence / path)
        return path.as_posix()


def _failing_rows(batch: Any, result: Any) -> list[int]:
    """Numbers of the rows that break a rule, by evaluating it once more with their indices; none if it has no rows."""
    if not result.result.get("unexpected_count"):
        return []
    again = batch.validate(result.expectation_config.to_domain_obj(), result_format="COMPLETE")
    return sorted(int(index) for index in again.result.get("unexpected_index_list") or [])


def _named(result: Any) -> str:
    """A rule in words: the relation's own name, or what GX calls it, with its columns."""
    kind, arguments = str(result.expectation_config.type), result.expectation_config.kwargs
    if arguments.get("value_set") == [True]:
        return str(arguments["column"])
    pair = f"{arguments['column_A']}, {arguments['column_B']}" if "column_A" in arguments else ""
    several = ", ".join(arguments.get("column_list") or []) if kind != COLUMN_ORDER else ""
    return f"{kind}({arguments.get('column') or pair or several})"


def _reason(result: Any, count: int) -> str:
    """How a rule failed: rows, columns found, or why it could not be evaluated; never a value of a row."""
    if isinstance(result.exception_info, dict) and (told := _exception(result.exception_info)):
        return f": could not be evaluated: {told}"
    observed, wanted = result.result.get("observed_value"), result.expectation_config.kwargs.get("column_list")
    if isinstance(observed, list) and wanted:
        missing, more = sorted(set(wanted) - set(observed)), sorted(set(observed) - set(wanted))
        return f": missing {missing}, not expected {more}" if missing or more else ": in another order"
    return f": {count} rows" if count else f": found {observed}" if isinstance(observed, str) else ""


def _exception(info: dict[str, Any]) -> str:
    """The first line of what was raised; GX nests it by metric."""
    if info.get("raised_exception"):
        return str(info.get("exception_message")).splitlines()[0][:200]
    return next((told for nested in info.values() if isinstance(nested, dict) and (told := _exception(nested))), "")


def _with_computed(table: pa.Table, computed: dict[str, str]) -> tuple[pa.Table, dict[str, str]]:
    """The table with a column for each condition, and why one could not be computed (its column is empty then)."""
    uncomputed = {}
    with duckdb.connect() as con:
        con.register("mart", table)
        for name, condition in computed.items():
            try:
                answer = con.execute(f"select cast(({condition}) as boolean) as ok from mart").to_arrow_table()["ok"]
            except duckdb.Error as error:
                uncomputed[name] = f"cannot be computed: {str(error).splitlines()[0][:200]}"
                answer = pa.chunked_array([pa.nulls(table.num_rows, pa.bool_())])
            table = table.append_column(name, answer)
    return table, uncomputed


def _inputs(index: Path, inputs: list[Input], as_of: str) -> pa.Table:
    """What the lake holds of the inputs, a row an instance: newest day, days since then (working days where daily)."""
    with duckdb.connect() as con:
        told = {"files": str(index), "inputs": inputs, "as_of": as_of}
        return con.execute(INPUTS, told).to_arrow_table()
