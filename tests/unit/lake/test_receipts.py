"""Receipts survive the way to JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from invented_receipts import RECEIPT

from sources.lake import originals, receipts
from sources.lake.paths import Lake, publish
from sources.lake.receipts import Control, RejectCount, from_json, to_json

FULL = replace(
    RECEIPT,
    snapshot_date=date(2026, 1, 2),
    controls=(Control("total", "k", "amount", Decimal("1.10"), None, False),),
    rejects=(RejectCount("amount", "not a number", 2),),
    warnings=("new column 'x'",),
    hints={"date_order": "dmy"},
    facts={"basis": "Cash", "n": 3},
)


BARE = replace(RECEIPT, instance=None, exported_at=None, window_from=None, window_to=None)


@pytest.mark.parametrize("receipt", [RECEIPT, FULL, BARE])
def test_a_receipt_comes_back_as_it_was_written(receipt: receipts.Receipt) -> None:
    assert from_json(to_json(receipt)) == receipt


def test_a_field_of_a_later_version_is_ignored() -> None:
    told = json.loads(to_json(RECEIPT)) | {"weather": "fine"}
    assert from_json(json.dumps(told)) == RECEIPT


def test_receipts_are_loaded_in_the_order_received(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.prepare()
    for file_id, seq in (("a" * 16, 2), ("b" * 16, 1)):
        receipts.write(lake, replace(RECEIPT, file_id=file_id, received_seq=seq))
    assert [item.file_id for item in receipts.load(lake)] == ["b" * 16, "a" * 16]


def test_an_original_comes_back_byte_for_byte(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    source, copy = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(bytes(range(256)) * 50_000)
    sha256 = originals.sha256_of(source)
    packed = originals.pack(lake, source, sha256)
    assert packed is not None
    publish(packed, lake.original_of(sha256))
    originals.restore(lake, sha256, copy)
    assert copy.read_bytes() == source.read_bytes()
    assert lake.original_of(sha256).stat().st_size < source.stat().st_size / 10


def test_a_file_that_changed_since_it_was_hashed_is_not_stored(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    source = tmp_path / "source"
    source.write_bytes(b"first")
    sha256 = originals.sha256_of(source)
    source.write_bytes(b"second")
    assert originals.pack(lake, source, sha256) is None
    assert list(lake.originals.iterdir()) == list(lake.aside.iterdir()) == []
