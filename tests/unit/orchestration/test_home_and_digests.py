"""One writer; homes are found; digests follow content and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.clock import Clock
from orchestration.digests import candidate_digest, candidate_id, code_digest, input_digest
from orchestration.home import Home, LockedError, find_home, writer_lock
from orchestration.settings import Settings
from sources.errors import OpsmartError

HOLDER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from orchestration.clock import Clock
from orchestration.home import Home, writer_lock
with writer_lock(Home(Path(sys.argv[1])), "nightly", Clock(datetime(2025, 12, 20, 2, tzinfo=UTC))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_home_and_a_kill_frees_it(home: Home, clock: Clock) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(home.root)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError) as caught, writer_lock(home, "rollback", clock):
            raise AssertionError("two writers")
        assert f"`opsmart nightly` (process {holder.pid}, since 2025-12-20T02:00:00+00:00)" in str(caught.value)
        assert caught.value.remedy == "wait for it to end, then try again"
    finally:
        holder.kill()
        holder.wait()
        assert holder.stdout
        holder.stdout.close()
    with writer_lock(home, "rollback", clock):
        assert json.loads(home.lock_file.read_text())["pid"] == os.getpid()
    with writer_lock(home, "rollback", clock):
        pass


def test_a_home_is_named_by_the_option_then_the_environment_then_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("option", "environment", "here"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("OPSMART_HOME", raising=False)
    assert find_home(None).root == tmp_path / "here"
    monkeypatch.setenv("OPSMART_HOME", str(tmp_path / "environment"))
    assert find_home(None).root == tmp_path / "environment"
    assert find_home(tmp_path / "option").root == tmp_path / "option"
    with pytest.raises(OpsmartError, match="--home is not a folder"):
        find_home(tmp_path / "absent")


def test_the_clock_knows_the_day_of_a_time_zone() -> None:
    clock = Clock(datetime(2025, 12, 19, 23, 30, tzinfo=UTC))
    assert (clock.today("UTC"), clock.today("Asia/Shanghai")) == (date(2025, 12, 19), date(2025, 12, 20))


def test_the_candidate_digest_is_over_paths_and_contents_in_any_order() -> None:
    files = {"a": "1", "b": "2"}
    assert candidate_digest(files) == candidate_digest({"b": "2", "a": "1"})
    assert candidate_digest(files) != candidate_digest({"a": "2", "b": "1"})
    assert candidate_id(date(2025, 12, 19), "0a1b2c3d4e") == "2025-12-19-0a1b2c3d"


def write_index(home: Home, file_id: str, received_at: str) -> None:
    index = home.lake / "index"
    index.mkdir(parents=True, exist_ok=True)
    duckdb.sql(f"copy (select '{file_id}' as file_id, 'p' as partition) to '{index}/active.parquet'")
    query = f"select '{file_id}' as file_id, 'loaded' as outcome, timestamp '{received_at}' as received_at"
    duckdb.sql(f"copy ({query}) to '{index}/files.parquet'")


def test_the_input_digest_follows_files_decisions_settings_and_day(home: Home) -> None:
    day, settings = date(2025, 12, 19), Settings()
    write_index(home, "f1", "2025-12-19 01:00:00")
    first = input_digest(home, settings, day)
    write_index(home, "f1", "2025-12-20 09:00:00")
    assert input_digest(home, settings, day) == first  # when it was received decides nothing
    write_index(home, "f2", "2025-12-19 01:00:00")
    digests = {first, input_digest(home, settings, day), input_digest(home, settings, date(2025, 12, 20))}
    digests.add(input_digest(home, Settings.model_validate({"company": {"base_currency": "EUR"}}), day))
    decisions = home.lake / "ledger" / "decisions"
    decisions.mkdir(parents=True)
    duckdb.sql(f"copy (select 'accept' as kind, 'f2' as sha256, now() as at) to '{decisions}/00000001.parquet'")
    digests.add(input_digest(home, settings, day))
    assert len(digests) == 5


def test_the_code_digest_follows_code_and_not_what_code_leaves_behind(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "dbt_project" / "target").mkdir(parents=True)
    (tmp_path / "sources" / "a.py").write_text("1")
    first = code_digest(tmp_path)
    (tmp_path / "dbt_project" / "target" / "run.sql").write_text("select 1")
    (tmp_path / "sources" / "a.pyc").write_text("1")
    assert code_digest(tmp_path) == first
    (tmp_path / "sources" / "a.py").write_text("2")
    assert code_digest(tmp_path) != first
