"""Files that add to each other, from their bytes to what counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from sources.ingest import ingest_landing
from sources.lake.index import read_files
from sources.lake.paths import Lake
from sources.lake.settings import Company, LakeSettings

NOW = datetime(2026, 4, 1, tzinfo=UTC)
HEAD = '"EXTF";700;21;"Buchungsstapel";9;{at};;"";"";"";1001;7;20260101;4;20260101;20260131;"{name}"\n'
HEADER = "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Konto;Gegenkonto (ohne BU-Schlüssel);Belegdatum\n"
JOURNAL = "RLDNR,RBUKRS,GJAHR,BELNR,DOCLN,RACCT,HSL,BUDAT\n"


def received(folder: Path, **files: bytes) -> tuple[dict[str, tuple[str, int]], Lake]:
    """Land the files and return outcome and number of active parts of each."""
    landing = folder / "landing"
    landing.mkdir(exist_ok=True)
    for name, content in files.items():
        (landing / f"{name}.csv").write_bytes(content)
    lake = Lake(folder / "lake")
    ingest_landing(lake.root, landing, LakeSettings(company=Company(as_of=date(2026, 3, 31))), NOW)
    active = [row[0] for row in duckdb.sql(f"select file_id from '{lake.index / 'active.parquet'}'").fetchall()]
    return {row["name"]: (row["outcome"], active.count(row["file_id"])) for row in read_files(lake)}, lake


def batch(name: str, at: int, *lines: str) -> bytes:
    return (HEAD.format(name=name, at=f"202602{at:02}080000000") + HEADER + "\n".join(lines)).encode("cp1252")


def test_batches_of_one_period_add_up_and_a_repeated_one_counts_once(tmp_path: Path) -> None:
    bank, till = batch("Bank", 1, "5,00;S;1200;8400;0501"), batch("Till", 2, "6,00;S;1000;8400;0601")
    again = batch("Till", 3, "7,00;S;1000;8400;0601")
    found, _ = received(tmp_path, bank=bank, same_bytes=bank, till=till, again=again)
    assert found == {"bank.csv": ("loaded", 1), "till.csv": ("superseded", 0), "again.csv": ("loaded", 1)}


def test_batches_without_a_name_are_all_different(tmp_path: Path) -> None:
    one, two = batch("", 1, "5,00;S;1200;8400;0501"), batch("", 2, "5,00;S;1200;8400;0501")
    found, _ = received(tmp_path, one=one, two=two)
    assert found == {"one.csv": ("loaded", 1), "two.csv": ("loaded", 1)}


def test_lines_of_another_ledger_are_kept_and_cover_no_day(tmp_path: Path) -> None:
    leading = JOURNAL + "0L,1000,2026,1,1,400000,5.00,20260105\n2L,2000,2026,1,1,400000,9.00,20260106\n"
    other = JOURNAL + "2L,1000,2026,1,1,400000,9.00,20260105\n"
    found, lake = received(tmp_path, leading=leading.encode(), other=other.encode())
    assert found == {"leading.csv": ("loaded", 1), "other.csv": ("loaded", 0)}
    (told,) = duckdb.sql(f"select partition, date_to from '{lake.index / 'active.parquet'}'").fetchall()
    assert told == ("1000", date(2026, 1, 5))
    facts = {row["name"]: row["facts"] for row in read_files(lake)}
    assert '"rows_that_do_not_count": 1' in facts["other.csv"]
