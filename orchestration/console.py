"""How results look on a terminal: lines and tables for people, JSON for programs. Nothing is computed here."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import typer

ROLES = {"num": "numerator", "den": "denominator", "block": "blocked by"}
STATUS_COLOURS = {
    **dict.fromkeys(("on_target", "on_track", "achieved"), "green"),
    "at_risk": "yellow",
    **dict.fromkeys(("off_target", "off_track", "missed"), "red"),
}


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


def show_night(told: Mapping[str, Any], as_json: bool, verbose: bool) -> None:
    """Print what a night did: the scorecard and where the release lies; what needs a person goes to stderr."""
    if as_json:
        typer.echo(_json(told))
        return
    for item in told["attention"]:
        typer.echo(f"{item['state']}: {item['file']}: {item['cause']}\n  remedy: {item['remedy']}", err=True)
    if told["repaired"]:
        typer.echo(f"completed release {told['repaired']}, which an earlier run had left unfinished")
    for item in told["broken"]:
        for line in _broken_lines(item):
            typer.echo(line, err=True)
    match str(told["outcome"]):
        case "nothing_new":
            typer.echo(f"nothing new: current is {told['release']}")
            typer.echo(f"release: {told['paths']['release']}")
        case "released":
            _show_scorecard(told["scorecard"])
            warned = " with warnings" if told["broken"] else ""
            typer.echo(f"released {told['release']}{warned} (as of {told['as_of']})")
            for domain, source in told["held"].items():
                shown = f"its figures are those of {source}" if source else "no figures of it go out"
                typer.echo(f"held {domain}: {shown} (opsmart gate says why)", err=True)
            for name, path in told["paths"].items():
                typer.echo(f"{name + ':':<11}{path}")
        case _:
            held = [domain for domain, state in told["verdict"]["domains"].items() if state == "held"]
            typer.echo(
                f"nothing released: candidate {told['candidate']} is held ({', '.join(held) or 'it has no mart'}); "
                f"current: {told['release'] or 'none'}",
                err=True,
            )
    if verbose:
        for name, seconds in told["seconds"].items():
            typer.echo(f"  {seconds:8.2f} s  {name}")


def _broken_lines(item: Mapping[str, Any]) -> list[str]:
    what = item["reason"] + (f", {item['rows']} failing" if item["rows"] else "")
    lines = [
        f"{'HOLD' if item['holds'] else 'warn'} {', '.join(item['domains']) or 'no mart'}: {item['check']}: {what}"
    ]
    lines += [f"  {item['message']}"] if item["message"] else []
    return [*lines, f"  remedy: {item['remedy']}", f"  rows: {item['where']}"]


def _show_scorecard(told: Mapping[str, Any]) -> None:
    """The scorecard as a table; status in words, in colour where the terminal has it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from orchestration.contents.words import COUNTS

    tally = ", ".join(f"{count} {COUNTS[name][0]}" for name, count in told["counts"].items())
    columns = ("KPI", "指标", "Period", "Value", "Target", "Status", "状态")
    table = Table(box=None, pad_edge=False, header_style="bold", title=f"{told['org_unit_id']}: {tally}")
    table.title_justify, table.title_style = "left", "bold"
    for name in columns:
        table.add_column(name, justify="right" if name in ("Value", "Target") else "left")
    for line in told["lines"]:
        texts = line["texts"]
        colour = STATUS_COLOURS.get(line["status"], "")
        table.add_row(
            *(texts["name_en"], texts["name_zh"], f"{line['period']} {texts['window_en']}".strip()),
            *(texts["value"], texts["target"], Text(texts["status_en"], colour), Text(texts["status_zh"], colour)),
        )
    wide = None if sys.stdout.isatty() else 10_000
    Console(width=wide, markup=False, highlight=False, emoji=False).print(table)


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


def explain_lines(told: Mapping[str, Any], base_currency: str) -> list[str]:
    """The way from a KPI value to its rows, for people."""
    from orchestration.contents.kpi_page import shown

    made = f" = {told['numerator']:,.12g}" if told["numerator"] is not None else ""
    made += f" / {told['denominator']:,.12g}" if made and told["denominator"] is not None else ""
    lines = [
        f"{told['kpi_id']} {told['name_en']} {told['name_zh']}: {told['org_unit_id']}, {told['segment']}, "
        f"{told['grain']} of {told['period_start']}, {told['time_window']}",
        f"  value {shown(told['value'], told['unit'], base_currency)} ({told['status']}){made}; "
        f"release {told['release_id']}",
    ]
    lines += [f"  note: {note}" for note in told["notes"]]
    for term in told["terms"]:
        unit = {"base currency": base_currency, "s": "seconds"}.get(term["unit"], term["unit"])
        rows = "" if term["rows"] is None else f"{term['rows']} rows of "
        lines.append(
            f"  {ROLES.get(term['role'], term['role'])} {float(term['coef']):+g} x {term['measure_id']} "
            f"{term['window_start']} to {term['window_end']}: {_amount(term['value'], unit)} ({rows}{term['source']})"
        )
        if term["note"]:
            lines.append(f"    note: {term['note']}")
        lines += [f"    in {file}" for file in term.get("files", ())]
        money = base_currency if unit == base_currency else ""
        for row in term["origins"]:
            sheet = f", sheet {row['sheet']}" if row.get("sheet") else ""
            lines.append(
                f"    {_amount(row['value'], money)} on {row['day']} at {row['org_unit_id']}: "
                f"{row['file']}{sheet}, row {row['row']}"
            )
        if term["rows"] is not None and term["rows"] > len(term["origins"]):
            lines.append(f"    and {term['rows'] - len(term['origins'])} more (--rows shows them)")
    return lines


def _amount(value: Any, unit: str) -> str:
    """A measure as people read it: thousands apart, at most two decimals."""
    if value is None:
        return "–"
    number = f"{value:,.2f}"
    return f"{number.removesuffix('.00')} {unit}".strip()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) and value == int(value) and abs(value) < 1e15 else str(value)


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)
