"""The ledger: decisions and published values, append-only and idempotent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_receipts import RECEIPT

from sources.errors import OpsmartError
from sources.lake import ledger
from sources.lake.ledger import DecisionKind
from sources.lake.paths import Lake

NOW = datetime(2026, 2, 1, 3)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    found = Lake(tmp_path / "lake")
    found.prepare()
    return found


def test_a_decision_is_appended_once(lake: Lake) -> None:
    assert ledger.decide(lake, RECEIPT, DecisionKind.WITHDRAW, NOW, "wrong company")
    assert not ledger.decide(lake, RECEIPT, DecisionKind.WITHDRAW, NOW)
    (made,) = ledger.decisions(lake)
    assert (made.seq, made.kind, made.sha256, made.reason) == (1, "withdraw", RECEIPT.sha256, "wrong company")


def test_the_latest_decision_on_a_file_is_in_force(lake: Lake) -> None:
    for kind in (DecisionKind.WITHDRAW, DecisionKind.ACCEPT):
        ledger.decide(lake, RECEIPT, kind, NOW)
    assert ledger.in_force(ledger.decisions(lake)) == {RECEIPT.sha256: DecisionKind.ACCEPT}
    assert [item.kind for item in ledger.decisions(lake)] == ["withdraw", "accept"]


def test_a_time_with_a_zone_is_kept_as_utc(lake: Lake) -> None:
    ledger.decide(lake, RECEIPT, DecisionKind.ACCEPT, datetime(2026, 2, 1, 3, tzinfo=UTC))
    assert ledger.decisions(lake)[0].at == NOW


def test_published_values_of_a_release_are_appended_once(lake: Lake, tmp_path: Path) -> None:
    pq.write_table(pa.table({"kpi_id": ["a"], "value": [1.5]}), tmp_path / "rows.parquet")
    assert ledger.append_published(lake, "2026-01-31-abcd1234", tmp_path / "rows.parquet")
    assert not ledger.append_published(lake, "2026-01-31-abcd1234", tmp_path / "rows.parquet")
    (file,) = (lake.ledger / "published").iterdir()
    assert pq.read_table(file).to_pylist() == [{"kpi_id": "a", "value": 1.5}]


def test_a_file_is_found_by_name_base_name_path_or_the_start_of_its_sha256(lake: Lake, tmp_path: Path) -> None:
    import hashlib

    landed = tmp_path / "copy.csv"
    landed.write_bytes(b"bytes")
    receipts = [
        replace(RECEIPT, file_id="a" * 16, sha256=hashlib.sha256(b"bytes").hexdigest(), name="qbo/ledger.csv"),
        replace(RECEIPT, file_id="b" * 16, sha256="b" * 64, name="sap/lines.csv"),
    ]
    wanted = ("qbo/ledger.csv", "ledger.csv", str(landed), receipts[0].sha256[:8])
    assert {ledger.find(receipts, name).file_id for name in wanted} == {"a" * 16}


def test_a_name_of_several_files_is_refused_with_their_ids_unless_one_is_preferred() -> None:
    receipts = [
        replace(RECEIPT, file_id="a" * 16, sha256="a" * 64, name="ledger.csv"),
        replace(RECEIPT, file_id="b" * 16, sha256="b" * 64, name="ledger.csv"),
    ]
    with pytest.raises(OpsmartError, match=r"aaaaaaaaaaaaaaaa \(ledger.csv\), bbbbbbbbbbbbbbbb"):
        ledger.find(receipts, "ledger.csv")
    assert ledger.find(receipts, "ledger.csv", frozenset({"b" * 16})).file_id == "b" * 16


def test_an_unknown_file_is_an_error_with_a_remedy() -> None:
    with pytest.raises(OpsmartError, match="no such file was received") as error:
        ledger.find([RECEIPT], "nothing.csv")
    assert "opsmart status" in error.value.remedy
