"""Datasets that no model reads: their files are kept, and take nothing from those that count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from exports import month, sap, staff

from sources.contract import Contract, load_contracts
from sources.contract_parse import load_contract
from sources.errors import ContractError
from sources.ingest import ingest_landing
from sources.lake.settings import LakeSettings

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)


def night(home: Path, contracts: dict[str, Contract]) -> dict[str, tuple[str, str]]:
    summary = ingest_landing(home / "lake", home / "landing", LakeSettings(), NOW, contracts)
    return {item.name: (str(item.status), item.detail) for item in summary.files}


def active(home: Path) -> list[tuple[str, str]]:
    rows = pq.read_table(home / "lake" / "index" / "active.parquet").to_pylist()
    return sorted((row["dataset"], f"{row['date_from']} {row['date_to']}") for row in rows)


def test_a_draft_ranks_before_nothing_until_it_is_active(tmp_path: Path) -> None:
    contracts = load_contracts()
    lines = contracts["sap.gl_line_items"]
    # a better dataset of the same ledger, told by a column of its own
    document = replace(
        lines.column("document_number"), name="journal", headers=("Journal Entry",), required=True, primary_key=False
    )
    better = replace(
        lines, dataset="journal", precedence=1, is_draft=True, columns=(*lines.columns, document), digest="journal"
    )
    contracts["sap.journal"] = better
    sap(tmp_path / "landing" / "list.csv", month("1000", 1, 3))
    text = (tmp_path / "landing" / "list.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{'Journal Entry' if number == 0 else number}" for number, line in enumerate(text)]
    (tmp_path / "landing" / "journal.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    told = night(tmp_path, contracts)
    kept = "kept, and nothing of it counts: no model reads sap.journal yet"
    assert told == {"journal.csv": ("kept", kept), "list.csv": ("loaded", "")}
    assert active(tmp_path) == [("gl_line_items", "2025-01-13 2025-01-15")]
    assert night(tmp_path, contracts)["journal.csv"] == ("kept", f"received before; {kept}")

    night(tmp_path, contracts | {"sap.journal": replace(better, is_draft=False)})
    assert active(tmp_path) == [("journal", "2025-01-13 2025-01-15")]


def test_a_draft_of_snapshots_is_no_state(tmp_path: Path) -> None:
    contracts = load_contracts()
    contracts["bamboohr.employees"] = replace(contracts["bamboohr.employees"], is_draft=True)
    staff(tmp_path / "landing" / "people.csv", range(1, 4))
    assert night(tmp_path, contracts)["people.csv"][0] == "kept"
    assert active(tmp_path) == []


@pytest.mark.parametrize("status", ["proposed", "retired", "daft"])
def test_other_statuses_are_refused(tmp_path: Path, status: str) -> None:
    text = load_contracts()["bamboohr.employees"].path.read_text(encoding="utf-8")
    path = tmp_path / "x.odcs.yaml"
    path.write_text(text.replace("status: active", f"status: {status}"), encoding="utf-8")
    with pytest.raises(ContractError, match="status"):
        load_contract(path)
