"""The landing folder: what is taken, in which order, and what is not read twice."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from sources import landing
from sources.lake.originals import sha256_of
from sources.lake.paths import Lake
from sources.landing import Hashes, scan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "landing"
    found.mkdir()
    return found


def put(folder: Path, name: str, content: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def age(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the kernel's clock be a minute ahead of the file's change."""
    later = path.stat().st_ctime_ns + 60_000_000_000
    monkeypatch.setattr(landing, "_kernel_now", lambda: later)


def test_files_come_in_the_order_of_their_names_whatever_was_written_first(folder: Path) -> None:
    for name in ("b.csv", "z/a.csv", "a.csv"):
        put(folder, name)
    assert [item.name for item in scan(folder)] == ["a.csv", "b.csv", "z/a.csv"]


def test_hidden_temporary_and_half_downloaded_files_are_left_out(folder: Path) -> None:
    for name in (".hidden", "~$book.xlsx", "a.csv.part", "b.tmp", "c.crdownload", "d.csv~", ".git/e.csv", "ok.csv"):
        put(folder, name)
    assert [item.name for item in scan(folder)] == ["ok.csv"]


def test_a_landing_folder_that_is_missing_has_no_files(tmp_path: Path) -> None:
    assert scan(tmp_path / "nowhere") == []


def test_a_file_that_is_still_being_written_waits_for_the_next_night(folder: Path) -> None:
    growing = put(folder, "growing.csv")
    put(folder, "done.csv")
    done = threading.Event()

    def write() -> None:
        with growing.open("ab") as handle:
            while not done.is_set():
                handle.write(b"more")
                handle.flush()
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert [item.name for item in scan(folder, settle_seconds=0.3)] == ["done.csv"]
    finally:
        done.set()
        writer.join()


def test_a_remembered_file_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    path = put(folder, "a.csv")
    age(path, monkeypatch)
    first = Hashes(lake)
    sha256 = first.sha256(scan(folder)[0])
    first.save()
    monkeypatch.setattr(landing, "sha256_of", lambda _: pytest.fail("was read again"))
    assert Hashes(lake).sha256(scan(folder)[0]) == sha256


def test_other_bytes_of_the_same_size_and_mtime_are_seen(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    path = put(folder, "a.csv", b"one")
    stamp = path.stat().st_mtime_ns
    age(path, monkeypatch)
    first = Hashes(lake)
    first.sha256(scan(folder)[0])
    first.save()
    time.sleep(0.02)
    path.write_bytes(b"two")
    os.utime(path, ns=(stamp, stamp))
    assert Hashes(lake).sha256(scan(folder)[0]) == sha256_of(path)


def test_a_file_that_had_just_changed_is_not_remembered(folder: Path, tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    put(folder, "a.csv")
    hashes = Hashes(lake)
    hashes.sha256(scan(folder)[0])
    hashes.save()
    assert not (lake.index / landing.CACHE).exists()


def test_a_damaged_memory_is_an_empty_one(folder: Path, tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.prepare()
    (lake.index / landing.CACHE).write_text("{", encoding="utf-8")
    path = put(folder, "a.csv")
    assert Hashes(lake).sha256(scan(folder)[0]) == sha256_of(path)
