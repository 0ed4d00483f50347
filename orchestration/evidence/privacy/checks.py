"""The privacy checks of a candidate: which are expected, and the evidence that each leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from orchestration.candidate import Candidate, candidate_folder
from orchestration.engine import Engine, attach_warehouse
from orchestration.evidence.records import Evidence, Expected, Kind, Severity, crashed, outcome
from orchestration.home import Home
from orchestration.marts import KPI_MART, Mart

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from orchestration.evidence.privacy.proof import Leak

PAY_MART = "mart_budget_variance"
GOAL_MART = "mart_goal_progress"
SHOWN = 5
"""Findings named in a message and kept as a sample."""

REMEDIES = {
    "columns": "take the column out of the model, or count it; a harmless way goes into "
    "orchestration/evidence/privacy/rules.py",
    "values": "remove the text at its source, or the column from the model; public names are listed in "
    "orchestration/evidence/privacy/rules.py",
    "patterns": "remove the text at its source, or the column from the model",
    "suppression": "correct the mask (dbt_project/macros/kpi/mask.sql) or what reads it",
}
Check = Callable[[Mart], tuple[int, list[str]]]


def expected(marts: Sequence[Mart]) -> list[Expected]:
    """Three checks for every mart, and the suppression of every part of `mart_kpi` and of the pay lines.

    Every part of `mart_kpi` is checked, because a row of the catalogue is enough to bring figures about people into it.
    """
    found = [
        _expected(f"privacy.{kind}.{mart.id}", kind, mart)
        for mart in marts
        for kind in ("columns", "values", "patterns")
    ]
    return found + [
        _expected(suppression_check(mart), "suppression", mart) for mart in marts if mart.name in (KPI_MART, PAY_MART)
    ]


def suppression_check(mart: Mart) -> str:
    """Id of the suppression check of a part of `mart_kpi`, or of a mart with pay."""
    return f"privacy.suppression.{mart.part if mart.name == KPI_MART else mart.name}"


def privacy_evidence(
    home: Home,
    engine: Engine,
    manifest: Mapping[str, Any],
    marts: Sequence[Mart],
    candidate: Candidate,
    expected: Mapping[str, Expected],
) -> list[Evidence]:
    """Carry out the expected checks; each leaves one evidence, as a failure to run where the candidate lacks the mart.

    `failing` counts columns, rows, or cells. Messages and samples name columns, units and sources, never a value.
    """
    there = {file.path for file in candidate.files}
    present = [mart for mart in marts if mart.path in there]
    files = {mart.id: candidate_folder(home, candidate.id) / "parquet" / mart.path for mart in present}
    import duckdb

    found = _each("columns", present, expected, candidate.digest, lambda: _columns(manifest))
    with duckdb.connect() as con:
        kept: dict[str, bool] = {}

        def loaded() -> None:
            if not kept:
                from orchestration.evidence.privacy.texts import load_texts

                load_texts(con, files)
                kept["texts"] = True

        def values() -> Check:
            loaded()
            return _values(con, home, manifest)

        def patterns() -> Check:
            loaded()
            return _patterns(con)

        found += _each("values", present, expected, candidate.digest, values)
        found += _each("patterns", present, expected, candidate.digest, patterns)

        def suppression() -> Check:
            return _suppression(con, home, engine, present, files)

        suppressed = [mart for mart in present if mart.name in (KPI_MART, PAY_MART)]
        found += _each("suppression", suppressed, expected, candidate.digest, suppression)
    done = {evidence.check for evidence in found}
    return found + [
        crashed(listed, candidate.digest, "the candidate does not have this mart")
        for check, listed in expected.items()
        if listed.kind is Kind.PRIVACY and check not in done
    ]


def _expected(check: str, kind: str, mart: Mart) -> Expected:
    return Expected(check, Kind.PRIVACY, Severity.ERROR, (mart.domain,), REMEDIES[kind])


def _each(
    kind: str,
    marts: Iterable[Mart],
    expected: Mapping[str, Expected],
    digest: str,
    prepare: Callable[[], Check],
) -> list[Evidence]:
    """Evidence of one kind of check for every mart; what breaks is evidence too, of the marts that it concerns."""
    wanted = [
        (mart, expected[check])
        for mart in marts
        if (check := suppression_check(mart) if kind == "suppression" else f"privacy.{kind}.{mart.id}") in expected
    ]
    if not wanted:
        return []
    try:
        run = prepare()
    except Exception as error:  # whatever it is, nothing was proved
        return [crashed(listed, digest, _line(error)) for _, listed in wanted]
    found = []
    for mart, listed in wanted:
        try:
            failing, told = run(mart)
        except Exception as error:  # the same, for one mart
            found.append(crashed(listed, digest, _line(error)))
        else:
            found.append(outcome(listed, digest, failing, _listed(told), told[:SHOWN]))
    return found


def _columns(manifest: Mapping[str, Any]) -> Check:
    from orchestration.evidence.privacy.columns import column_leaks, is_personal, personal_columns
    from orchestration.evidence.privacy.lineage import Lineage

    lineage = Lineage(manifest, is_personal)
    names = frozenset(name for _, _, name in personal_columns(manifest))

    def run(mart: Mart) -> tuple[int, list[str]]:
        told = column_leaks(mart, lineage, names)
        return len(told), told

    return run


def _values(con: duckdb.DuckDBPyConnection, home: Home, manifest: Mapping[str, Any]) -> Check:
    from orchestration.evidence.privacy.values import value_leaks

    leaks = value_leaks(con, home.lake, manifest)

    def run(mart: Mart) -> tuple[int, list[str]]:
        found = leaks.get(mart.id, [])
        told = [f"column {column}: a value of {source} in {rows} rows" for column, source, rows in found]
        return max((rows for _, _, rows in found), default=0), told

    return run


def _patterns(con: duckdb.DuckDBPyConnection) -> Check:
    from orchestration.evidence.privacy.patterns import PREFILTER, number_forms, personal_forms

    rows = con.execute(
        "select mart, column_name, kind, text, n_rows from told "
        "where not is_digest and (kind = 'number' or regexp_matches(text, ?)) order by all",
        [PREFILTER],
    ).fetchall()
    counted: dict[str, dict[tuple[str, str], int]] = {}
    for mart, column, kind, text, n_rows in rows:
        for form in number_forms(int(text)) if kind == "number" else personal_forms(text):
            forms = counted.setdefault(mart, {})
            forms[column, form] = forms.get((column, form), 0) + int(n_rows)

    def run(mart: Mart) -> tuple[int, list[str]]:
        found = counted.get(mart.id, {})
        told = [f"column {column}: {form} in {n_rows} rows" for (column, form), n_rows in sorted(found.items())]
        return max(found.values(), default=0), told

    return run


def _suppression(
    con: duckdb.DuckDBPyConnection, home: Home, engine: Engine, marts: Sequence[Mart], files: Mapping[str, Path]
) -> Check:
    from orchestration.evidence.privacy.cells import load_cells, unsuppressed
    from orchestration.evidence.privacy.pay import pay_leaks
    from orchestration.evidence.privacy.suppression import people_leaks

    attach_warehouse(con, home, engine)
    parts = {str(mart.part): files[mart.id] for mart in marts if mart.name == KPI_MART}
    load_cells(con, parts, files.get(GOAL_MART))
    open_cells, computed = unsuppressed(con), people_leaks(con)

    def run(mart: Mart) -> tuple[int, list[str]]:
        if mart.name == PAY_MART:
            return _leaked(pay_leaks(con, files[mart.id]))
        failing, told = _leaked(computed.get(str(mart.part), []))
        wrong = [item for item in open_cells if item[0] == mart.part]
        lines = [f"{cells} cells, e.g. {label}: {reason}" for _, reason, cells, label in wrong]
        return failing + sum(cells for _, _, cells, _ in wrong), lines + told

    return run


def _leaked(leaks: Sequence[Leak]) -> tuple[int, list[str]]:
    return sum(leak.cells for leak in leaks), [f"{leak.what} can be computed: {leak.how}" for leak in leaks]


def _listed(told: Sequence[str]) -> str:
    more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return "; ".join([*told[:SHOWN], *more])


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
