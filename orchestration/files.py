"""`opsmart identify` and `opsmart check`: what a file is, what landing it would do. The lake is never written."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from orchestration.clock import Clock
from orchestration.home import Home
from orchestration.settings import lake_settings, load_settings
from sources.errors import ExportError


def identify_file(file: Path) -> dict[str, Any]:
    """Return the contract that a file belongs to.

    Raises:
        ExportError: there is no such file, it cannot be read, or no contract describes it.
    """
    from sources.contract import load_contracts
    from sources.identify import identify

    match = identify(existing(file), file.name, load_contracts())
    contract = match.contract
    return {
        "file": str(file),
        "system": contract.system,
        "dataset": contract.dataset,
        "entity": contract.entity.name,
        "name": contract.name,
        "version": contract.version,
        "sheet": match.sheet,
        "header_row": match.header_row,
    }


def check_landing(home: Home, file: Path, clock: Clock) -> tuple[dict[str, Any], list[str]]:
    """Return what landing a file would do, as plain data and as lines for a person.

    Raises:
        OpsmartError: what is wrong with the file, and the remedy.
    """
    from sources.lake.check import check_file

    settings = load_settings(home)
    landing, path = settings.landing_place(home), existing(file).resolve()
    folder = landing.resolve() if isinstance(landing, Path) else None
    name = path.relative_to(folder).as_posix() if folder and path.is_relative_to(folder) else path.name
    day = settings.company.as_of or clock.today(settings.company.time_zone)
    report = check_file(path, home.lake, lake_settings(settings, day), clock.now(), name=name)
    told = {"outcome": report.state.outcome, "detail": report.state.detail, "is_known": report.is_known}
    return {**told, "receipt": asdict(report.receipt)}, report.lines()


def existing(file: Path) -> Path:
    """The file itself.

    Raises:
        ExportError: there is no such file.
    """
    if not file.is_file():
        raise ExportError("there is no such file", "name a file that exists", file=str(file))
    return file
