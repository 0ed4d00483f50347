"""Ingest from landed files to the index, on exports in real layouts."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from exports import budget, month, sap, staff

from sources import ingest_run, reading
from sources.contract import Contract, load_contracts
from sources.errors import ExportError, OpsmartError
from sources.ingest import DiskFullError, IngestSummary, decide, ingest_landing
from sources.ingest_run import Status
from sources.lake import receipts, receive
from sources.lake.check import check_file
from sources.lake.ledger import DecisionKind
from sources.lake.originals import sha256_of
from sources.lake.paths import Lake
from sources.lake.settings import InstanceSetting, LakeSettings
from sources.reader_version import READER_VERSION
from sources.reading import read_export

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    return load_contracts()


class House:
    """A home with a landing folder and a lake."""

    def __init__(self, root: Path, contracts: dict[str, Contract]) -> None:
        self.landing, self.lake = root / "landing", Lake(root / "lake")
        self.contracts, self.settings = contracts, LakeSettings()
        self.landing.mkdir(parents=True)

    def night(self, now: datetime = NOW, **told: Any) -> IngestSummary:
        return ingest_landing(self.lake.root, self.landing, self.settings, now, self.contracts, **told)

    def decide(self, wanted: str, kind: DecisionKind) -> bool:
        return decide(self.lake.root, self.settings, wanted, kind, NOW, contracts=self.contracts)[1]

    def counts(self, dataset: str = "sap/gl_line_items", amount: str = "amount_lc") -> list[tuple[Any, ...]]:
        """Rows and amount that count, per partition and month: raw joined to active as staging does."""
        raw = self.lake.raw / dataset / "*.parquet"
        return duckdb.sql(
            f"""
            select a.partition, strftime(r._slice_date, '%Y-%m'), count(*), sum(r.{amount})::double
            from read_parquet('{raw}', union_by_name = true) as r
            join read_parquet('{self.lake.index}/active.parquet') as a
              on a.file_id = r._file and a.partition = r._partition and r._slice_date between a.date_from and a.date_to
            where r._reject is null
            group by all order by all
            """
        ).fetchall()

    def outcomes(self) -> dict[str, str]:
        rows = pq.read_table(self.lake.index / "files.parquet").to_pylist()
        return {row["name"]: row["outcome"] for row in rows}

    def tree(self) -> dict[str, int]:
        """Every file of the home with the time it was written."""
        return {
            str(path.relative_to(self.landing.parent)): path.stat().st_mtime_ns
            for path in self.landing.parent.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def house(tmp_path: Path, contracts: dict[str, Contract]) -> House:
    return House(tmp_path, contracts)


def statuses(summary: IngestSummary) -> dict[str, str]:
    return {item.name: str(item.status) for item in summary.files}


def test_a_landed_file_becomes_original_rows_profile_and_receipt(house: House) -> None:
    sap(house.landing / "january.csv", month("1000", 1, 3))
    summary = house.night()
    assert statuses(summary) == {"january.csv": "loaded"}
    (receipt,) = receipts.load(house.lake)
    assert (receipt.system, receipt.dataset, receipt.entity) == ("sap", "gl_line_items", "gl_entry")
    assert (receipt.rows_read, receipt.rows_loaded, receipt.rows_rejected) == (3, 3, 0)
    assert (receipt.partitions, receipt.window_from, receipt.window_to) == (
        ("1000",), date(2025, 1, 13), date(2025, 1, 15),
    )  # fmt: skip
    assert receipt.received_at == NOW.replace(tzinfo=None)
    assert house.lake.original_of(receipt.sha256).exists()
    assert house.counts() == [("1000", "2025-01", 3, 30.0)]


def test_the_same_bytes_landed_twice_change_nothing(house: House) -> None:
    path = sap(house.landing / "january.csv", month("1000", 1, 3))
    house.night()
    shutil.copy(path, house.landing / "copy.csv")
    before = house.tree()
    assert statuses(house.night()) == {"copy.csv": "known", "january.csv": "known"}
    assert house.tree() == before


def test_a_night_with_nothing_new_writes_nothing(house: House) -> None:
    sap(house.landing / "january.csv", month("1000", 1, 3))
    staff(house.landing / "staff.csv", range(5))
    house.night()
    before = house.tree()
    summary = house.night(datetime(2026, 2, 1, 23, tzinfo=UTC))
    assert (summary.new, summary.derived.changed, house.tree()) == ((), (), before)


def test_a_night_with_nothing_new_takes_under_a_second_for_hundreds_of_files(house: House) -> None:
    staff(house.landing / "000.csv", range(5))
    house.night()
    (first,) = receipts.load(house.lake)
    for number in range(1, 300):
        path = staff(house.landing / f"{number:03}.csv", [number])
        sha256 = sha256_of(path)
        made = replace(first, sha256=sha256, file_id=sha256[:16], name=path.name, received_seq=number + 1)
        for source, target in (
            (house.lake.original_of(first.sha256), house.lake.original_of(sha256)),
            (house.lake.profile_of(first.file_id), house.lake.profile_of(made.file_id)),
        ):
            shutil.copy(source, target)
        house.lake.receipt_of(made.file_id).write_text(receipts.to_json(made), encoding="utf-8")
    house.night()
    started = time.perf_counter()
    summary = house.night()
    assert time.perf_counter() - started < 1
    assert (len(summary.files), summary.new) == (300, ())


def test_the_landing_folder_may_be_emptied_once_ingested(house: House) -> None:
    path = sap(house.landing / "january.csv", month("1000", 1, 3))
    house.night()
    path.unlink()
    assert house.night().files == ()
    assert house.counts() == [("1000", "2025-01", 3, 30.0)]


def test_correcting_one_of_two_companies_leaves_the_other_as_it_was(house: House) -> None:
    sap(house.landing / "a.csv", month("1000", 1, 4) + month("2000", 1, 4))
    house.night()
    sap(house.landing / "b.csv", [("2000", "9", "4000", f"2025-01-{day}", "7.00") for day in range(13, 17)])
    house.night()
    assert house.counts() == [("1000", "2025-01", 4, 40.0), ("2000", "2025-01", 4, 28.0)]


def test_budget_workbooks_of_two_entities_count_together_and_each_replaces_only_its_own(house: House) -> None:
    budget(house.landing / "us.xlsx", "US", "original", 100, (1, 2))
    house.night()
    budget(house.landing / "de.xlsx", "DE", "original", 70, (1, 2))
    assert statuses(house.night())["de.xlsx"] == "loaded"
    german = [("DE|original", "2025-01", 1, 70.0), ("DE|original", "2025-02", 1, 70.0)]
    assert house.counts("template/budget", "amount") == [
        *german, ("US|original", "2025-01", 1, 100.0), ("US|original", "2025-02", 1, 100.0),
    ]  # fmt: skip
    budget(house.landing / "us_corrected.xlsx", "US", "original", 110, (1, 2))
    budget(house.landing / "us_revised.xlsx", "US", "R1", 120, (2,))
    house.night()
    assert house.counts("template/budget", "amount") == [
        *german, ("US|R1", "2025-02", 1, 120.0), ("US|original", "2025-01", 1, 110.0),
        ("US|original", "2025-02", 1, 110.0),
    ]  # fmt: skip
    assert house.outcomes()["us.xlsx"] == "superseded"


def test_withdrawing_the_only_file_of_a_month_empties_the_month(house: House) -> None:
    sap(house.landing / "january.csv", month("1000", 1, 3))
    sap(house.landing / "february.csv", month("1000", 2, 2))
    house.night()
    assert house.decide("february.csv", DecisionKind.WITHDRAW)
    assert house.counts() == [("1000", "2025-01", 3, 30.0)]
    assert not house.decide("february.csv", DecisionKind.WITHDRAW)
    assert house.outcomes() == {"january.csv": "loaded", "february.csv": "withdrawn"}


def test_a_partial_export_is_held_until_it_is_accepted(house: House) -> None:
    sap(house.landing / "full.csv", month("1000", 3, 100))
    house.night()
    sap(house.landing / "partial.csv", month("1000", 3, 60))
    summary = house.night()
    (held,) = summary.held
    assert (held.name, held.status) == ("partial.csv", Status.HELD)
    assert "60 rows of 2025-03 in partition 1000 would replace 100" in held.detail
    assert house.counts() == [("1000", "2025-03", 100, 1000.0)]
    assert house.decide("partial.csv", DecisionKind.ACCEPT)
    assert house.counts() == [("1000", "2025-03", 60, 600.0)]
    assert not house.decide("partial.csv", DecisionKind.ACCEPT)


def test_accepting_a_file_that_is_not_held_is_an_error(house: House) -> None:
    sap(house.landing / "full.csv", month("1000", 3, 3))
    house.night()
    with pytest.raises(OpsmartError, match=r"full.csv: is not held but loaded"):
        house.decide("full.csv", DecisionKind.ACCEPT)


def test_two_instances_of_one_system_are_told_apart_by_their_folder(house: House) -> None:
    house.settings = LakeSettings(folders={"us": "sap:us", "de": "sap:de"})
    sap(house.landing / "us" / "january.csv", month("1000", 1, 3))
    sap(house.landing / "de" / "january.csv", month("1000", 1, 2))
    house.night()
    rows = pq.read_table(house.lake.index / "active.parquet").to_pylist()
    assert {(row["instance"], row["partition"]) for row in rows} == {("de", "1000"), ("us", "1000")}
    assert house.counts() == [("1000", "2025-01", 5, 50.0)]


def test_a_file_held_for_its_instance_is_released_by_landing_it_in_a_mapped_folder(house: House) -> None:
    house.settings = LakeSettings(folders={"us": "sap:us", "de": "sap:de"})
    path = sap(house.landing / "january.csv", month("1000", 1, 3))
    assert statuses(house.night()) == {"january.csv": "held"}
    (house.landing / "de").mkdir()
    path.rename(house.landing / "de" / "january.csv")
    assert statuses(house.night()) == {"de/january.csv": "known"}
    assert house.outcomes() == {"de/january.csv": "loaded"}


def test_one_bad_file_never_stops_the_others_and_leaves_nothing(house: House) -> None:
    (house.landing / "a_notes.csv").write_text("nothing,we,know\n1,2,3\n", encoding="utf-8")
    sap(house.landing / "b.csv", month("1000", 1, 3))
    summary = house.night()
    assert statuses(summary) == {"a_notes.csv": "failed", "b.csv": "loaded"}
    (failed,) = summary.failed
    assert isinstance(failed.error, ExportError)
    assert failed.error.file == "a_notes.csv"
    assert len(list(house.lake.originals.iterdir())) == 1
    assert list(house.lake.aside.iterdir()) == []


def test_a_bad_file_is_reported_every_night_without_being_read_again_until_it_is_removed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = house.landing / "notes.csv"
    bad.write_text("nothing,we,know\n1,2,3\n", encoding="utf-8")
    first = house.night()
    monkeypatch.setattr(ingest_run, "receive", lambda *_: pytest.fail("was read again"))
    second = house.night()
    assert statuses(second) == {"notes.csv": "failed"}
    assert str(second.failed[0].error) == str(first.failed[0].error)
    assert second.failed[0].error is not None and second.failed[0].error.remedy
    bad.unlink()
    assert house.night().files == ()
    assert list(house.lake.failed.iterdir()) == []


def test_a_bad_file_is_tried_again_when_the_contracts_change(house: House) -> None:
    sap(house.landing / "january.csv", month("1000", 1, 3))
    every, house.contracts = house.contracts, {k: v for k, v in house.contracts.items() if v.system != "sap"}
    assert statuses(house.night()) == {"january.csv": "failed"}
    house.contracts = every
    assert statuses(house.night()) == {"january.csv": "loaded"}
    assert list(house.lake.failed.iterdir()) == []


def test_a_readers_own_fault_is_one_files_failure_and_is_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sap(house.landing / "january.csv", month("1000", 1, 3))
    real = ingest_run.receive

    def broken(*told: Any) -> Any:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(ingest_run, "receive", broken)
    (failed,) = house.night().failed
    assert "ZeroDivisionError: by zero" in str(failed.error)
    monkeypatch.setattr(ingest_run, "receive", real)
    assert statuses(house.night()) == {"january.csv": "loaded"}


def test_a_full_disk_stops_the_night_with_a_remedy_and_nothing_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    sap(house.landing / "january.csv", month("1000", 1, 3))
    real = os.replace

    def full(source: Any, target: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(DiskFullError) as error:
        house.night()
    assert "make room" in error.value.remedy
    monkeypatch.setattr(os, "replace", real)
    assert statuses(house.night()) == {"january.csv": "loaded"}


def test_a_changed_contract_reads_the_file_again_from_its_original(house: House) -> None:
    path = sap(house.landing / "january.csv", month("1000", 1, 3))
    house.night()
    path.unlink()
    before = receipts.load(house.lake)[0]
    contract = house.contracts["sap.gl_line_items"]
    house.contracts = {**house.contracts, contract.key: replace(contract, version="1.1.0", digest="changed")}
    assert statuses(house.night(datetime(2026, 3, 1, tzinfo=UTC))) == {"january.csv": "reread"}
    (receipt,) = receipts.load(house.lake)
    assert (receipt.contract_version, receipt.contract_digest) == ("1.1.0", "changed")
    assert (receipt.received_seq, receipt.received_at) == (before.received_seq, before.received_at)
    assert house.counts() == [("1000", "2025-01", 3, 30.0)]
    assert house.night().new == ()


def test_mended_readers_read_every_file_again_from_its_original(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sap(house.landing / "january.csv", month("1000", 1, 3))

    def unmended(source: Path, *told: Any) -> reading.ReadResult:
        short = source.with_name("short.csv")
        short.write_bytes(b"".join(source.read_bytes().splitlines(keepends=True)[:-1]))
        return read_export(short, *told)

    with monkeypatch.context() as before_the_mend:
        before_the_mend.setattr(reading, "read_export", unmended)
        house.night()
    (house.landing / "short.csv").unlink()
    path.unlink()
    before = receipts.load(house.lake)[0]
    assert (before.reader_version, house.counts()) == (READER_VERSION, [("1000", "2025-01", 2, 20.0)])
    assert house.night().new == ()
    monkeypatch.setattr(receive, "READER_VERSION", READER_VERSION + 1)
    assert statuses(house.night(datetime(2026, 3, 1, tzinfo=UTC))) == {"january.csv": "reread"}
    (receipt,) = receipts.load(house.lake)
    assert house.counts() == [("1000", "2025-01", 3, 30.0)]
    assert (receipt.received_seq, receipt.received_at) == (before.received_seq, before.received_at)
    assert receipt.reader_version == READER_VERSION + 1
    assert receipt.reading != before.reading
    assert house.night().new == ()


def test_a_file_received_before_receipts_told_the_readers_version_is_read_again_once(house: House) -> None:
    sap(house.landing / "january.csv", month("1000", 1, 3))
    house.night()
    (path,) = house.lake.receipts.glob("*.json")
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["reader_version"]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert [item.status for item in house.night().new] == [Status.REREAD]
    assert house.night().new == ()


def test_another_date_order_in_the_settings_reads_the_instances_files_again(house: House) -> None:
    days = ("03/04/2025", "05/04/2025")
    sap(house.landing / "a.csv", [("1000", str(number), "4000", day, "5.00") for number, day in enumerate(days)])
    house.settings = LakeSettings(instances=(InstanceSetting("sap", "default", date_order="dmy"),))
    house.night()
    assert [row[1] for row in house.counts()] == ["2025-04"]
    house.settings = LakeSettings(instances=(InstanceSetting("sap", "default", date_order="mdy"),))
    assert [item.status for item in house.night().new] == [Status.REREAD]
    assert [row[1] for row in house.counts()] == ["2025-03", "2025-05"]


def test_the_same_files_in_another_order_of_arrival_give_the_same_rows(
    tmp_path: Path, contracts: dict[str, Contract]
) -> None:
    def write(folder: Path) -> Iterator[Callable[[], Path]]:
        yield lambda: staff(folder / "staff_2025-01-31.csv", range(100))
        yield lambda: staff(folder / "staff_2025-02-28.csv", range(60))
        yield lambda: staff(folder / "staff_2025-03-31.csv", range(99))

    found = []
    for name, order in (("one", (0, 1, 2)), ("two", (2, 0, 1)), ("three", (1, 2, 0))):
        house = House(tmp_path / name, contracts)
        writers = list(write(house.landing))
        for number in order:
            writers[number]()
            house.night()
        active = pq.read_table(house.lake.index / "active.parquet").to_pylist()
        found.append((house.outcomes(), active))
    assert found[0] == found[1] == found[2]
    assert found[0][0]["staff_2025-02-28.csv"] == "held_replacement"
    assert [(row["date_from"], row["is_newest"]) for row in found[0][1]] == [
        (date(2025, 1, 31), False),
        (date(2025, 3, 31), True),
    ]


def test_a_superseded_file_that_is_landed_again_says_what_stands_in_its_place(house: House) -> None:
    sap(house.landing / "a.csv", month("1000", 1, 4))
    house.night()
    sap(house.landing / "b.csv", [(c, d, a, day, "11.00") for c, d, a, day, _ in month("1000", 1, 4)])
    report = {item.name: item for item in house.night().files}["a.csv"]
    assert report.status is Status.SUPERSEDED
    assert "b.csv stands in its place" in report.detail
    assert "opsmart withdraw" in report.detail


def test_progress_is_told_before_each_file(house: House) -> None:
    for name in ("a.csv", "b.csv"):
        staff(house.landing / name, range(3))
    told: list[tuple[str, int, int]] = []
    house.night(progress=lambda *item: told.append(item))
    assert told == [("a.csv", 0, 2), ("b.csv", 1, 2)]


def test_check_says_what_a_file_would_do_and_writes_nothing(house: House, tmp_path: Path) -> None:
    sap(house.landing / "full.csv", month("1000", 3, 100))
    house.night()
    before = house.tree()
    partial = sap(tmp_path / "elsewhere" / "partial.csv", month("1000", 3, 60))
    before |= {str(partial.relative_to(tmp_path)): partial.stat().st_mtime_ns}
    report = check_file(partial, house.lake.root, house.settings, NOW, house.contracts)
    assert (str(report.state.outcome), report.is_known) == ("held_replacement", False)
    lines = report.lines()
    assert "dataset: sap.gl_line_items (contract 1.0.0), feeds gl_entry" in lines
    assert "rows: 60 read, 60 loaded, 0 rejected" in lines
    assert any("would replace 100" in line for line in lines)
    assert house.tree() == before


def test_check_of_a_received_file_says_so(house: House) -> None:
    path = sap(house.landing / "full.csv", month("1000", 3, 3))
    house.night()
    report = check_file(path, house.lake.root, house.settings, NOW, house.contracts)
    assert report.is_known
    assert "outcome: was received and is loaded" in report.lines()


def test_check_works_before_there_is_a_lake(house: House, tmp_path: Path) -> None:
    path = sap(tmp_path / "a.csv", month("1000", 3, 3))
    report = check_file(path, tmp_path / "no-lake", house.settings, NOW, house.contracts)
    assert str(report.state.outcome) == "loaded"
    assert not (tmp_path / "no-lake").exists()


def test_rejects_over_the_budget_are_marked_and_the_file_counts(house: House) -> None:
    rows = month("1000", 1, 30)
    bad = [(c, d, a, day, "ten") for c, d, a, day, _ in month("1000", 2, 20)]
    sap(house.landing / "a.csv", rows + bad)
    house.night()
    (row,) = pq.read_table(house.lake.index / "files.parquet").to_pylist()
    assert (row["outcome"], row["rows_read"], row["rows_loaded"], row["rows_rejected"]) == ("loaded", 50, 30, 20)
    assert '"reject_budget_breached": true' in row["facts"]
    assert "20 of 50 rows rejected" in row["detail"]
    (rejects,) = pq.read_table(house.lake.index / "rejects.parquet").to_pylist()
    assert (rejects["column_name"], rejects["rows"]) == ("amount_lc", 20)
