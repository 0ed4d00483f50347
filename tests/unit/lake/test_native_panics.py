"""A native reader that gives up does not end the night: a panic is no `Exception`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exports import sap, staff

from sources import identify, ingest_run, reading
from sources.contract import load_contracts
from sources.errors import UnreadableExport
from sources.ingest import ingest_landing
from sources.lake import corrections, receive
from sources.lake.check import check_file
from sources.lake.settings import LakeSettings

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)


class PanicException(BaseException):
    """What the bindings of a native library raise; each makes a class of this name for itself."""


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (identify, "grids"),
        (identify, "load_json"),
        (reading, "write_delimited"),
        (reading, "summarise"),
        (receive.profile, "write_ledger"),
        (corrections, "open_export"),
    ],
)
def test_a_panic_in_any_step_is_a_failure_of_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, step: str
) -> None:
    bad = sap(tmp_path / "landing" / "bad.csv", [("1000", "1", "4000", "2025-01-13", "10.00")])
    if step == "load_json":
        bad.write_text(json.dumps([{"a": 1}]), encoding="utf-8")
    staff(tmp_path / "landing" / "good.csv", range(1, 4))
    whole = getattr(module, step)

    def panic(*told: object, **named: object) -> object:
        is_bad = bad in told or any(getattr(item, "system", "") == "sap" for item in told)
        if not is_bad and step != "write_ledger":  # only the ledger comes to that step
            return whole(*told, **named)
        raise PanicException("index out of bounds")

    monkeypatch.setattr(module, step, panic)
    contracts = {
        name: found for name, found in load_contracts().items() if name in ("sap.gl_line_items", "bamboohr.employees")
    }
    summary = ingest_landing(tmp_path / "lake", tmp_path / "landing", LakeSettings(), NOW, contracts)
    assert {item.name: str(item.status) for item in summary.files} == {"bad.csv": "failed", "good.csv": "loaded"}
    (failed,) = summary.failed
    assert isinstance(failed.error, UnreadableExport) and failed.error.remedy
    assert str(failed.error) == "bad.csv: is cut off or damaged (index out of bounds)"
    assert list((tmp_path / "lake" / ".aside").iterdir()) == []


@pytest.mark.parametrize(("module", "step"), [(identify, "grids"), (reading, "write_delimited")])
def test_a_panic_is_a_typed_failure_of_check_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, step: str
) -> None:
    def panic(*_: object) -> None:
        raise PanicException("index out of bounds")

    bad = sap(tmp_path / "bad.csv", [("1000", "1", "4000", "2025-01-13", "10.00")])
    monkeypatch.setattr(module, step, panic)
    with pytest.raises(UnreadableExport, match="index out of bounds"):
        check_file(bad, tmp_path / "lake", LakeSettings(), NOW)


def test_what_a_person_interrupts_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staff(tmp_path / "landing" / "good.csv", range(1, 4))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest_run, "receive", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ingest_landing(tmp_path / "lake", tmp_path / "landing", LakeSettings(), NOW, {})
