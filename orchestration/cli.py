"""The `opsmart` command: arguments in, one call, text or JSON out. What a command does lives in the module it calls."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from orchestration import console, contract_cli
from orchestration.clock import Clock
from orchestration.home import find_home, writer_lock
from orchestration.settings import lake_settings, load_settings
from sources.errors import OpsmartError, SettingsError

EXIT_RELEASED, EXIT_ERROR, EXIT_HELD = 0, 1, 3

app = typer.Typer(
    name="opsmart",
    help="Operations warehouse: exported files in, checked and versioned KPI marts out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(contract_cli.app)
HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The home folder; default $OPSMART_HOME, else the current folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FileArgument = Annotated[str, typer.Argument(metavar="FILE")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept in the ledger.")]


def main() -> None:
    """Run the command; failures are two lines on stderr: the cause, the remedy."""
    try:
        app()
    except OpsmartError as error:
        _fail(str(error), error.remedy)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_ERROR)
    except KeyboardInterrupt:
        _fail("interrupted", "run the command again: it continues where it was")
    except Exception as error:  # the last line of defence: a person gets two lines, a developer asks for the trace
        if os.environ.get("OPSMART_TRACEBACK"):
            raise
        _fail(
            f"{type(error).__name__}: {' '.join(str(error).split())}",
            "set OPSMART_TRACEBACK=1 to see where, and report it",
        )


def _fail(cause: str, remedy: str) -> None:
    sys.stderr.write(f"error: {cause}\nremedy: {remedy}\n")
    sys.exit(EXIT_ERROR)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"opsmart {version('opsmart')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Landing folder to write the exports to.")],
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 1,
    scale: Annotated[float, typer.Option(min=0.01, help="1.0 is about 300 people.")] = 1.0,
    months: Annotated[int, typer.Option(min=1, help="Months of history.")] = 24,
    truth: Annotated[Path | None, typer.Option(help="CSV to write the true KPI values to.")] = None,
    scenario: Annotated[str, typer.Option(help="clean, or held.")] = "clean",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the exports of an invented company into a landing folder, and its settings into the home."""
    from sources.demo.write import write_demo

    target = (home or out.resolve().parent).expanduser().resolve()
    company = write_demo(out.resolve(), target, seed=seed, scale=scale, months=months, scenario=scenario, truth=truth)
    told = {
        "home": str(target),
        "landing": str(out.resolve()),
        "as_of": company.as_of,
        "truth": str(truth) if truth else None,
    }
    console.show(told, as_json, [f"exports in {out.resolve()}", f"next: opsmart nightly --home {target}"])


@app.command()
def nightly(
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day the figures are for.")
    ] = None,
    full_refresh: Annotated[bool, typer.Option("--full-refresh", help="Rebuild every fact from the lake.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Publish again although nothing is new.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show the seconds of each step.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in what landed, rebuild, check, and publish if the gate agrees (exit 3: held)."""
    from orchestration.night_report import night_report
    from orchestration.nightly import Outcome, run_nightly

    found = find_home(home)
    with console.progress(quiet=as_json) as step:
        result = run_nightly(
            found,
            Clock(),
            as_of=as_of.date() if as_of else None,
            full_refresh=full_refresh,
            force=force,
            progress=step,
        )
    company = load_settings(found).company
    console.show_night(night_report(found, result, company.root, company.base_currency), as_json, verbose)
    raise typer.Exit(EXIT_HELD if result.outcome is Outcome.HELD else EXIT_RELEASED)


@app.command()
def identify(
    file: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """Say which contract a file belongs to."""
    from orchestration.files import identify_file

    find_home(home)
    told = identify_file(file)
    console.show(told, as_json, [f"{told['system']}.{told['dataset']} (feeds {told['entity']})"])


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """Read a file without keeping it: rows, rejects with their reasons, totals."""
    from orchestration.files import check_landing

    told, lines = check_landing(find_home(home), file, Clock())
    console.show(told, as_json, lines)


@app.command()
def accept(file: FileArgument, reason: ReasonOption = "", home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Let a held file count."""
    _decide("accept", file, reason, home, as_json)


@app.command()
def withdraw(
    file: FileArgument, reason: ReasonOption = "", home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """Take a file out of what counts."""
    _decide("withdraw", file, reason, home, as_json)


def _decide(kind: str, file: str, reason: str, home: Path | None, as_json: bool) -> None:
    from sources.ingest import decide
    from sources.lake.ledger import DecisionKind

    found, clock = find_home(home), Clock()
    settings = load_settings(found)
    with writer_lock(found, kind, clock):
        day = settings.company.as_of or clock.today(settings.company.time_zone)
        receipt, fresh = decide(found.lake, lake_settings(settings, day), file, DecisionKind(kind), clock.now(), reason)
    told = {"decision": kind, "file": receipt.name, "file_id": receipt.file_id, "fresh": fresh}
    done = "accepted" if kind == "accept" else "withdrawn"
    console.show(told, as_json, [f"{receipt.name}: {done if fresh else f'was {done} before'}", "next: opsmart nightly"])


@app.command()
def rejects(
    dataset: Annotated[str | None, typer.Option("--dataset", help="Only this one: SYSTEM.DATASET.")] = None,
    file: Annotated[str | None, typer.Option("--file", help="Only files whose name ends so.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="OUT", help="Write all of them to a workbook.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the records that could not be loaded, with their reasons."""
    from orchestration.rejects import SHOWN, reject_lines, rejected_files, write_workbook

    files = rejected_files(find_home(home), dataset, file, None if xlsx or as_json else SHOWN)
    lines = reject_lines(files)
    if xlsx:
        write_workbook(files, xlsx)
        lines = [f"{sum(item.rows_rejected for item in files)} rejected records of {len(files)} files in {xlsx}"]
    console.show({"files": [asdict(item) for item in files]}, as_json, lines)


@app.command()
def unmapped(
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="DIR", help="Write the templates that close the gaps into a folder."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what no mapping, rate or contract knows: labels, accounts, statuses, currencies, persons, columns."""
    from orchestration.unmapped import data_gaps, gap_rows, gap_tables, told_lines, write_workbooks

    found = find_home(home)
    settings = load_settings(found)
    if xlsx:
        written = write_workbooks(found, settings, xlsx)
        files = [{"path": str(path), "added": added, "kept": kept} for path, added, kept in written]
        console.show({"workbooks": files}, as_json, told_lines(written))
        return
    gaps = data_gaps(found, settings)
    base_currency = settings.company.base_currency
    if as_json:
        console.show({"gaps": gap_rows(gaps, base_currency)}, as_json, ())
        return
    for heading, rows, closing in gap_tables(gaps, base_currency):
        console.show({}, as_json, [heading])
        console.show_rows(rows, as_json, empty="")
        console.show({}, as_json, [f"closed by: {closing}", ""])
    closing = "next: `opsmart unmapped --xlsx DIR` writes the templates to fill in and land" if gaps else "no gaps"
    console.show({}, as_json, [closing])


@app.command()
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Say what is released, what is held and why, and what became of the files."""
    from orchestration.status import home_status

    told = home_status(find_home(home))
    console.show(told, as_json, console.status_lines(told))


@app.command()
def releases(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the releases, newest first."""
    from orchestration.release import releases as found

    rows = [
        {"id": r.id, "as_of": r.as_of, "created_at": r.created_at, "current": r.is_current, "warnings": r.warnings}
        for r in found(find_home(home))
    ]
    console.show_rows(rows, as_json, empty="no release yet: run `opsmart nightly`")


@app.command()
def rollback(
    release_id: Annotated[str, typer.Argument(metavar="ID")], home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """Point `current` at an earlier release."""
    from orchestration.release import current_id
    from orchestration.release import rollback as back

    found, clock = find_home(home), Clock()
    with writer_lock(found, "rollback", clock):
        before = current_id(found)
        back(found, release_id, clock)
    console.show({"current": release_id, "before": before}, as_json, [f"current is {release_id} (was {before})"])


@app.command()
def gate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Build, check and judge now; publish nothing.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain the last verdict: what was found, since when, who owns it, what to do (exit 3: nothing may go out)."""
    from orchestration.contents.verdict_page import gate_lines
    from orchestration.policy import load_policy
    from orchestration.verdicts import last_verdict

    found = find_home(home)
    if dry_run:
        from orchestration.nightly import run_nightly

        with console.progress(quiet=as_json) as step:
            run_nightly(found, Clock(), dry_run=True, progress=step)
    candidate, verdict = last_verdict(found)
    told = {"candidate": candidate, **verdict.as_json()}
    console.show(told, as_json, [f"candidate {candidate}", *gate_lines(verdict, load_policy())])
    raise typer.Exit(EXIT_RELEASED if verdict.released else EXIT_HELD)


@app.command()
def close(
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    reopen: Annotated[bool, typer.Option("--reopen", help="Open a closed period again; needs a reason.")] = False,
    reason: ReasonOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Freeze a period's figures (2026-03, 2026-Q1, 2026): what changes later is a restatement."""
    from orchestration.close import close_lines, close_period, reopen_period

    found, clock = find_home(home), Clock()
    settings = load_settings(found)
    with writer_lock(found, "close", clock):
        act = reopen_period if reopen else close_period
        told = act(found, settings, period, clock, reason)
    console.show(told, as_json, close_lines(told))


@app.command()
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A release, `current` or `previous`.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The later one.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what changed between two releases: figures, definitions, files, and why."""
    from orchestration.diff import diff_lines, diff_releases

    found = find_home(home)
    told = diff_releases(found, a, b)
    console.show(told, as_json, diff_lines(told, load_settings(found).company.base_currency))


@app.command()
def explain(
    kpi: Annotated[str, typer.Argument(metavar="KPI")],
    period: Annotated[str, typer.Option(help="2025, 2025-Q4, 2025-11, 2025-W47 or 2025-11-28.")],
    org: Annotated[str | None, typer.Option(help="Unit; default: the whole company.")] = None,
    segment: Annotated[str, typer.Option(help="`total` or `type=value`.")] = "total",
    window: Annotated[str | None, typer.Option(help="Time window; default: the KPI's first.")] = None,
    rows: Annotated[int, typer.Option(min=1, help="Source rows to show for each measure.")] = 10,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trace a KPI value to its measures, facts, files, sheets and rows."""
    from orchestration.explain import Question, explain_value

    found = find_home(home)
    settings = load_settings(found)
    question = Question(kpi, org or settings.company.root, segment, period, window, settings.company.fiscal_start_month)
    told = explain_value(found, question, rows)
    console.show(told, as_json, console.explain_lines(told, settings.company.base_currency))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the current release; it cannot be changed."""
    from orchestration.query import ask

    if as_csv and as_json:
        raise SettingsError("--csv and --json at once", "name one of them")
    names, found = ask(find_home(home), query)
    if as_csv:
        console.show_csv(names, found)
    else:
        console.show_rows([dict(zip(names, row, strict=True)) for row in found], as_json, empty="no rows", names=names)


if __name__ == "__main__":
    main()
