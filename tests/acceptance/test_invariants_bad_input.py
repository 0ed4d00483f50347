"""Invariants 8 and 9: a bad file gets a clear error and stops no other; a night with nothing new writes nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import duckdb
import pytest
from small_home import GERMAN_LISTS, OCTOBER, SEPTEMBER, SmallHome
from typer.testing import CliRunner, Result

from orchestration.cli import app
from orchestration.night import Night
from sources.ingest import IngestSummary
from sources.ingest_run import Status

STAFF = "Employee #,First Name,Last Name,Job Title,Department,Status,Hire Date\n"
LEDGER = "Company Code,Document Number,G/L Account,Posting Date,Amount in Local Currency,Local Currency\n"
BAD: dict[str, tuple[bytes, str]] = {
    "bad/cut off.xlsx": (b"PK\x03\x04\x14\x00\x06\x00cut", ""),
    "bad/empty.csv": (b"", "empty"),
    "bad/picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50, ""),
    "bad/nobody knows this.csv": (b"alpha,beta\n1,2\n", "no contract"),
    "bad/renamed column.csv": (STAFF.replace("Hire Date", "Hired on day").encode() + b"1,A,B,C,D,Active,x\n", "Hire"),
    "bad/damaged byte.csv": ((STAFF + "1,Zoë,B,C,D,Active,2020-01-31\n").encode() + b"2,\xff,B,C,D,E,F\n", "offset"),
    "bad/two headers.csv": ((STAFF + STAFF + "1,A,B,C,D,Active,2020-01-31\n").encode(), "two header rows"),
    "bad/ledger without dates.csv": (LEDGER.replace("Posting Date", "Period").encode() + b"1,2,3,4,5,EUR\n", "Posting"),
}
"""Broken files, and a word that the error says of each."""
GOOD = (
    GERMAN_LISTS[SEPTEMBER], GERMAN_LISTS[OCTOBER], "bamboohr/Employees 2025-11-30.csv",
    "salesforce/Account_2025-12-19.csv", "templates/opsmart_goal_2025-12-19.xlsx", "jira/jira_search_2025-11-28.json",
)  # fmt: skip
MAY_CHANGE = {"warehouse/writer.lock", "warehouse/timings.json"}
"""Who holds the lock, and how long the last night took."""


def write_bad_files(landing: Path) -> None:
    for name, (content, _) in BAD.items():
        (landing / name).parent.mkdir(parents=True, exist_ok=True)
        (landing / name).write_bytes(content)


@pytest.fixture(scope="module")
def both(small: SmallHome, tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallHome, SmallHome, IngestSummary]:
    """A home with good and bad files, one with the good ones alone, and what the first one's ingest said."""
    mixed = small.empty(tmp_path_factory.mktemp("mixed"))
    plain = small.empty(tmp_path_factory.mktemp("plain"))
    write_bad_files(mixed.root / "landing")
    summary = mixed.land(GOOD)
    assert plain.land(GOOD).failed == ()
    return mixed, plain, summary


def content(lake: Path) -> dict[str, str]:
    """Every file of a lake by its bytes, but for the memory of what failed and what was hashed."""
    return {
        path.relative_to(lake).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in lake.rglob("*")
        if path.is_file() and path.parent.name != "failed" and path.name not in ("landing.json", "state.json")
    }


Both = tuple[SmallHome, SmallHome, IngestSummary]


def test_each_bad_file_is_named_with_cause_and_remedy(both: Both) -> None:
    failed = {item.name: item.error for item in both[2].failed}
    assert set(failed) == set(BAD)
    for name, error in failed.items():
        assert error is not None and error.file == name
        assert name in str(error) and BAD[name][1] in str(error), str(error)
        assert error.remedy and "\n" not in str(error) + error.remedy
    assert failed["bad/two headers.csv"].row == 2  # type: ignore[union-attr]
    assert failed["bad/renamed column.csv"].column == "hire_date"  # type: ignore[union-attr]


def test_every_good_file_beside_them_is_loaded(both: Both) -> None:
    mixed, _, summary = both
    assert {item.name for item in summary.files if item.status is Status.LOADED} == set(GOOD)
    outcomes = f"select distinct outcome from '{mixed.home.lake}/index/files.parquet'"
    assert duckdb.sql(outcomes).fetchall() == [("loaded",)]


def test_bad_files_leave_nothing_half_written_in_the_lake(both: Both) -> None:
    mixed, plain, _ = both
    assert len(content(plain.home.lake)) > 3 * len(GOOD)
    assert content(mixed.home.lake) == content(plain.home.lake)


def test_a_bad_file_is_told_again_every_night_until_it_is_mended(both: Both, tmp_path: Path) -> None:
    at = both[0].copy(tmp_path)
    assert {item.name for item in at.land([]).failed} == set(BAD)
    mended = at.root / "landing" / "bad" / "two headers.csv"
    mended.write_text(STAFF + "1,A,B,C,D,Active,2020-01-31\n", encoding="utf-8")
    summary = at.land([])
    assert {item.name for item in summary.failed} == set(BAD) - {"bad/two headers.csv"}
    assert [item.name for item in summary.new] == ["bad/two headers.csv"]


@pytest.fixture
def released(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo's home, in which nothing is new; a night that goes on all the same fails."""

    def goes_on(_: Night) -> None:
        raise AssertionError("something is new")

    shutil.copytree(demo_home, tmp_path / "home", symlinks=True)
    code = json.loads((demo_home / "releases" / "current" / "manifest.json").read_text(encoding="utf-8"))["code_digest"]
    monkeypatch.setattr("orchestration.digests.code_digest", lambda: code)  # an edit during the tests is no new input
    monkeypatch.setattr(Night, "start_checks", goes_on)
    return tmp_path / "home"


def opsmart(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(home)], catch_exceptions=False)


def tree(home: Path) -> dict[str, tuple[int, int, str]]:
    """Every path of a home but landing: when it was written, its size, where a link points."""
    return {
        name: (path.lstat().st_mtime_ns, path.lstat().st_size, str(path.readlink()) if path.is_symlink() else "")
        for path in home.rglob("*")
        if not (name := path.relative_to(home).as_posix()).startswith("landing") and name not in MAY_CHANGE
    }


def changed(before: dict[str, tuple[int, int, str]], home: Path) -> list[str]:
    """Paths that were written, made or removed since."""
    after = tree(home)
    return sorted(name for name in before.keys() | after if before.get(name) != after.get(name))


def test_a_night_with_nothing_new_writes_nothing(released: Path) -> None:
    before = tree(released)
    assert len(before) > 300
    night = opsmart(released, "nightly")
    assert (night.exit_code, "nothing new" in night.stdout) == (0, True), night.output
    assert changed(before, released) == []


def test_the_same_bytes_landed_again_under_other_names_change_nothing(released: Path) -> None:
    before = tree(released)
    landing = released / "landing"
    again = [path for path in sorted(landing.rglob("*")) if path.suffix in (".txt", ".json", ".xlsx")][:8]
    for path in again:
        shutil.copyfile(path, path.with_name(f"again {path.name}"))
    night = opsmart(released, "nightly")
    assert (night.exit_code, "nothing new" in night.stdout) == (0, True), night.output
    assert changed(before, released) == []


def test_the_command_line_names_each_bad_file_and_goes_on(released: Path) -> None:
    write_bad_files(released / "landing")
    night = opsmart(released, "nightly")
    assert (night.exit_code, "nothing new" in night.stdout) == (0, True), night.output
    for name in BAD:
        assert f"not read: {name}" in night.stderr
    assert night.stderr.count("remedy: ") == len(BAD)
    unreadable = json.loads(opsmart(released, "status", "--json").stdout)["unreadable"]
    assert {item["file"] for item in unreadable} == set(BAD)
    assert all(item["cause"] and item["remedy"] for item in unreadable)


def test_a_file_of_bytes_known_as_bad_elsewhere_is_told_under_its_own_name(both: Both, tmp_path: Path) -> None:
    at = both[0].copy(tmp_path)
    name = "bad/two headers.csv"
    shutil.move(at.root / "landing" / name, at.root / "landing" / "moved.csv")
    failed = {item.name for item in at.land([]).failed}
    assert "moved.csv" in failed and name not in failed
