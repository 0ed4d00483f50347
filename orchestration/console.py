"""How results look on a terminal: lines and tables for people, JSON for programs. Nothing is computed here."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from orchestration.nightly import NightResult


def show(told: Mapping[str, Any], as_json: bool, lines: Sequence[str]) -> None:
    """Print a result."""
    if as_json:
        typer.echo(_json(told))
    else:
        for line in lines:
            typer.echo(line)


def show_rows(rows: Sequence[Mapping[str, Any]], as_json: bool, empty: str, names: Sequence[str] | None = None) -> None:
    """Print rows as a table."""
    if as_json:
        typer.echo(_json(list(rows)))
        return
    columns = list(names or (rows[0] if rows else []))
    if not rows:
        typer.echo(empty)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in columns))
    wide = None if sys.stdout.isatty() else 10_000
    Console(width=wide, markup=False, highlight=False, emoji=False).print(table)


def show_csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show the running step on stderr; silent for programs and where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        running: list[Any] = []

        def step(name: str) -> None:
            if running:
                bar.update(running[-1], total=1, completed=1)
            running.append(bar.add_task(name, total=None))

        yield step


def show_night(result: NightResult, as_json: bool, verbose: bool) -> None:
    """Print what a night did; files that could not be read and held domains go to stderr with their remedies."""
    from orchestration.night import state_lines

    if as_json:
        typer.echo(_json(_night(result)))
        return
    for item in result.summary.failed:
        if item.error is not None:
            typer.echo(f"not read: {item.error}\n  remedy: {item.error.remedy}", err=True)
    for item in result.summary.held:
        typer.echo(f"held: {item.name}: {item.detail}", err=True)
    if result.repaired:
        typer.echo(f"completed release {result.repaired}, which an earlier run had left unfinished")
    if result.verdict is not None:
        held = not result.verdict.released
        for line in state_lines(result.verdict):
            typer.echo(line, err=held)
    match result.outcome.value:
        case "nothing_new":
            typer.echo(f"nothing new: current is {result.release_id}")
        case "released":
            typer.echo(f"released {result.release_id} (as of {result.as_of})")
        case _:
            typer.echo(
                f"nothing released: candidate {result.candidate_id} is held (current: {result.release_id or 'none'})",
                err=True,
            )
    if verbose:
        for name, seconds in result.seconds.items():
            typer.echo(f"  {seconds:8.2f} s  {name}")


def status_lines(told: Mapping[str, Any]) -> list[str]:
    """The state of a home for people."""
    lines = [f"{told['company']} ({told['home']})"]
    lines.append(
        f"current release: {told['current']} (as of {told['as_of']})"
        if told["current"]
        else "no release yet: run `opsmart nightly`"
    )
    if told["rolled_back_from"]:
        lines.append(
            f"rolled back from {told['rolled_back_from']}; `opsmart rollback {told['rolled_back_from']}` returns to it"
        )
    verdict = told["verdict"]
    if verdict:
        state = "released" if verdict["released"] else "HELD"
        lines.append(f"last candidate: {verdict['candidate']} {state}, {verdict['checks']} checks")
        lines += [f"  {domain}: {state}" for domain, state in verdict["domains"].items()]
        lines += [f"  {f['check']} {f['reason']}: {f['message']} -> {f['remedy']}" for f in verdict["findings"]]
    lines.append("files: " + (", ".join(f"{count} {outcome}" for outcome, count in told["files"].items()) or "none"))
    lines += [f"  {item['outcome']}: {item['file']}: {item['detail']}" for item in told["waiting"]]
    lines += [
        f"  not read: {item.get('file')}: {item.get('cause')} -> {item.get('remedy')}" for item in told["unreadable"]
    ]
    return lines


def explain_lines(told: Mapping[str, Any]) -> list[str]:
    """The way from a KPI value to its rows, for people."""
    over = f" over {told['denominator']}" if told["denominator"] is not None else ""
    lines = [
        f"{told['kpi_id']} {told['name_en']} {told['name_zh']}: {told['org_unit_id']}, {told['segment']}, "
        f"{told['grain']} of {told['period_start']}, {told['time_window']}",
        f"  value {told['value']} {told['unit']} ({told['status']}) from {told['numerator']}{over}; "
        f"release {told['release_id']}",
    ]
    lines += [f"  note: {note}" for note in told["notes"]]
    for term in told["terms"]:
        lines.append(
            f"  {term['role']} {term['coef']:+g} x {term['measure_id']} {term['window_start']} to "
            f"{term['window_end']}: "
            f"{term['value']} ({term['rows']} rows of {term['source']})"
        )
        if term["note"]:
            lines.append(f"    note: {term['note']}")
        for row in term["origins"]:
            sheet = f", sheet {row['sheet']}" if row.get("sheet") else ""
            lines.append(
                f"    {row['value']} on {row['day']} at {row['org_unit_id']}: {row['file']}{sheet}, row {row['row']}"
            )
        if term["rows"] > len(term["origins"]):
            lines.append(f"    and {term['rows'] - len(term['origins'])} more (--rows shows them)")
    return lines


def _night(result: NightResult) -> dict[str, Any]:
    files = [
        {
            "name": item.name,
            "status": item.status,
            "is_new": item.is_new,
            "detail": item.detail,
            "error": {"cause": str(item.error), "remedy": item.error.remedy} if item.error else None,
        }
        for item in result.summary.files
    ]
    return {
        "outcome": result.outcome,
        "as_of": result.as_of,
        "release": result.release_id,
        "candidate": result.candidate_id,
        "repaired": result.repaired,
        "verdict": result.verdict.as_json() if result.verdict else None,
        "files": files,
        "seconds": result.seconds,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) and value == int(value) and abs(value) < 1e15 else str(value)


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)
