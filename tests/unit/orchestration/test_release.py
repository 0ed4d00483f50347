"""What a release holds, that it never changes, and how `current` moves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import openpyxl
import pytest
from tiny_home import AS_OF, DIGEST, OTHER_DIGEST, fill_warehouse, make_candidate, make_release

from orchestration.clock import Clock
from orchestration.contents.kpi_page import shown
from orchestration.digests import file_digest
from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.query import QueryError, ask
from orchestration.release import (
    ReleaseError,
    current_id,
    current_release,
    last_published,
    prune_releases,
    read_manifest,
    release_ids,
    releases,
    rollback,
)
from orchestration.warehouse import Warehouse
from sources.errors import OpsmartError

FIRST, SECOND = "2025-12-19-0a1b2c3d", "2025-12-19-4e5f6071"


def later(clock: Clock, hours: int) -> Clock:
    assert clock.fixed
    return Clock(clock.fixed + timedelta(hours=hours))


@pytest.fixture
def released(home: Home, marts: tuple[Mart, ...], clock: Clock) -> Path:
    fill_warehouse(home)
    make_release(home, marts, clock)
    return current_release(home)


def test_a_candidate_is_ordered_by_its_key_and_stamped_with_its_id(home: Home, marts: tuple[Mart, ...]) -> None:
    fill_warehouse(home)
    candidate = make_candidate(home, marts)
    assert [(file.path, file.domain, file.rows) for file in candidate.files] == [
        ("dim_org_unit/data.parquet", "core", 1),
        ("mart_kpi/part=finance/data.parquet", "finance", 4),
    ]
    path = home.candidates / candidate.id / "parquet" / "mart_kpi" / "part=finance" / "data.parquet"
    rows = duckdb.sql(
        f"select kpi_id, strftime(period_start, '%m'), data_release_id, is_stale from read_parquet('{path}', "
        "hive_partitioning = false)"
    ).fetchall()
    assert rows == [
        ("gross_margin_pct", "10", FIRST, False),
        ("gross_margin_pct", "11", FIRST, False),
        ("gross_margin_pct", "12", FIRST, False),
        ("net_revenue", "11", FIRST, False),
    ]


def test_the_same_warehouse_gives_the_same_bytes_and_another_value_another_digest(
    home: Home, marts: tuple[Mart, ...]
) -> None:
    fill_warehouse(home)
    first, again = make_candidate(home, marts), make_candidate(home, marts)
    assert first == again
    fill_warehouse(home, november=0.41)
    other = make_candidate(home, marts)
    assert other.digest != first.digest
    assert [file.sha256 == was.sha256 for file, was in zip(other.files, first.files, strict=True)] == [True, False]


def test_a_mart_that_was_not_built_tonight_is_left_out(home: Home, marts: tuple[Mart, ...]) -> None:
    from orchestration.candidate import start_candidate, write_candidate

    fill_warehouse(home)
    start_candidate(home, FIRST)
    candidate = write_candidate(home, Warehouse(home, Engine.DUCKDB), FIRST, DIGEST, AS_OF, marts, [])
    assert candidate.files == ()


def test_the_manifest_lists_every_file_with_its_hash(released: Path) -> None:
    manifest = read_manifest(released)
    found = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert set(manifest["files"]) == found - {"manifest.json"}
    assert all(file_digest(released / path) == digest for path, digest in manifest["files"].items())
    assert manifest["release_id"] == FIRST
    assert manifest["input_digest"] == DIGEST
    assert {(mart["mart"], mart["rows"]) for mart in manifest["marts"]} == {("dim_org_unit", 1), ("mart_kpi", 4)}
    assert len(manifest["settings_digest"]) == len(manifest["code_digest"]) == 64
    assert {"opsmart.xlsx", "marts.duckdb", "scorecard/index.html", "gate/verdict.json"} <= found
    assert all(not path.stat().st_mode & 0o222 for path in released.rglob("*") if path.is_file())


def test_the_duckdb_file_has_comments_and_opens_with_duckdb_1_0(released: Path) -> None:
    with duckdb.connect(str(released / "marts.duckdb"), read_only=True) as con:
        assert con.sql("select value from mart_kpi where kpi_id = 'net_revenue'").fetchall() == [(1234.5,)]
        assert con.sql("select comment from duckdb_tables() where table_name = 'mart_kpi'").fetchall() == [
            ("About kpi__finance.",)
        ]
        comments = dict(
            con.sql("select column_name, comment from duckdb_columns() where table_name = 'mart_kpi'").fetchall()
        )
        assert comments["value"] == "The value."
        tags = con.sql("select tags from duckdb_databases() where database_name = 'marts'").fetchone()
        assert tags is not None
        assert tags[0]["storage_version"].startswith("v1.0.0")


def test_the_workbook_has_tables_formats_and_no_formula(released: Path) -> None:
    book = openpyxl.load_workbook(released / "opsmart.xlsx")
    assert book.sheetnames == ["scorecard", "dim_org_unit", "mart_kpi"]
    sheet = book["mart_kpi"]
    assert sheet.tables["mart_kpi"].ref == "A1:V5"
    header = [cell.value for cell in sheet[1]]
    october = dict(zip(header, sheet[2], strict=True))
    assert (october["kpi_id"].value, october["name_zh"].value, october["value"].value) == (
        "gross_margin_pct",
        "毛利率",
        0.5,
    )
    assert october["value"].number_format == "0.0%"
    assert october["period_start"].number_format == "yyyy-mm-dd"
    assert october["period_start"].value.date().isoformat() == "2025-10-01"
    revenue = dict(zip(header, sheet[5], strict=True))
    assert revenue["value"].number_format == "#,##0.00"
    assert (revenue["name_en"].value, revenue["name_en"].data_type) == ("=Net revenue", "s")
    assert revenue["name_en"].quotePrefix
    assert (book["dim_org_unit"]["B2"].value, book["dim_org_unit"]["B2"].data_type) == ("@Meridian <b>", "s")
    card = book["scorecard"]
    assert [cell.value for cell in card[2]] == [
        "Gross margin %", "毛利率", "Finance 财务", "2025-11", "period 当期",
        0.4, 0.45, None, None, "At risk", "有风险", 0.5, "%",
    ]  # fmt: skip
    assert card["M3"].value == "USD"
    assert (card["F2"].number_format, card["L2"].number_format) == ("0.0%", "0.0%")


def test_the_scorecard_shows_the_last_complete_period_in_both_languages(released: Path) -> None:
    page = (released / "scorecard" / "index.html").read_text(encoding="utf-8")
    row = page[page.index(' id="gross_margin_pct">') : page.index(' id="net_revenue">')]
    for text in (
        "Gross margin %",
        "毛利率",
        "2025-11",
        "40.0 %",
        "45.0 %",
        "50.0 %",
        "At risk",
        "有风险",
        'class="status at_risk"',
    ):
        assert text in row
    assert "1.0 %" not in row  # December still runs
    assert "1,234 USD" in page  # 1234.5: Python rounds a tie to the even number
    assert "Meridian &lt;Instruments&gt;" in page
    assert "Meridian <Instruments>" not in page
    assert 'lang="zh"' in page
    assert "@media print" in page
    assert 'scope="row"' in page
    assert "http://" not in page and "https://" not in page and "<script" not in page


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.9, "%", "90.0 %"),
        (0.1234, "%/yr", "12.3 %/yr"),
        (-0.031, "pp", "-3.1 pp"),
        (1234567.8, "ccy", "1,234,568 EUR"),
        (12.0, "heads", "12 heads"),
        (3.14159, "days", "3.14 days"),
        (None, "%", "–"),
    ],
)
def test_values_are_shown_in_their_unit(value: float | None, unit: str, text: str) -> None:
    assert shown(value, unit, "EUR") == text


def test_a_release_is_never_changed_and_force_takes_a_new_name(
    home: Home, marts: tuple[Mart, ...], clock: Clock, released: Path
) -> None:
    before = {path: path.read_bytes() for path in released.rglob("*") if path.is_file()}
    assert make_release(home, marts, later(clock, 1)) == f"{FIRST}-2"
    assert {path: path.read_bytes() for path in released.rglob("*") if path.is_file()} == before
    assert current_id(home) == f"{FIRST}-2"
    again = current_release(home)
    parts = {path.relative_to(released): path.read_bytes() for path in (released / "parquet").rglob("*.parquet")}
    assert parts and {part: (again / part).read_bytes() for part in parts} == parts


def test_a_candidate_changed_after_its_checks_is_refused(home: Home, marts: tuple[Mart, ...], clock: Clock) -> None:
    from orchestration.gate import State, Verdict
    from orchestration.publishing import build_release
    from orchestration.settings import Settings

    fill_warehouse(home)
    candidate = make_candidate(home, marts)
    tampered = replace(candidate, files=(replace(candidate.files[0], sha256="0" * 64), *candidate.files[1:]))
    verdict = Verdict(candidate.digest, {"core": State.RELEASED}, (), 1)
    with pytest.raises(OpsmartError, match="changed after it was checked"):
        build_release(home, Settings(), clock, FIRST, tampered, marts, verdict)
    assert release_ids(home) == []


def test_a_file_edited_together_with_its_entry_is_another_candidate(
    home: Home, marts: tuple[Mart, ...], clock: Clock
) -> None:
    from orchestration.candidate import candidate_folder, read_candidate
    from orchestration.gate import State, Verdict
    from orchestration.publishing import build_release
    from orchestration.settings import Settings

    fill_warehouse(home)
    judged = make_candidate(home, marts)
    folder = candidate_folder(home, judged.id)
    file = folder / "parquet" / judged.files[0].path
    duckdb.sql(f"copy (select * from '{file}' limit 0) to '{file}.edited' (format parquet)")
    Path(f"{file}.edited").replace(file)
    text = (folder / "candidate.json").read_text(encoding="utf-8")
    edited = text.replace(judged.files[0].sha256, file_digest(file))
    assert edited != text
    (folder / "candidate.json").write_text(edited, encoding="utf-8")

    found = read_candidate(home, judged.id)
    assert found.digest != judged.digest  # all evidence is of another candidate now
    verdict = Verdict(judged.digest, {"core": State.RELEASED, "finance": State.RELEASED}, (), 1)
    with pytest.raises(OpsmartError, match="not on the files"):
        build_release(home, Settings(), clock, FIRST, found, marts, verdict)
    file.unlink()
    with pytest.raises(OpsmartError, match="changed after it was checked"):
        build_release(home, Settings(), clock, FIRST, judged, marts, verdict)
    assert release_ids(home) == []


def test_a_judged_mart_without_a_file_is_no_empty_table(home: Home, marts: tuple[Mart, ...], clock: Clock) -> None:
    from orchestration.candidate import start_candidate, write_candidate
    from orchestration.gate import State, Verdict
    from orchestration.publishing import build_release
    from orchestration.settings import Settings

    fill_warehouse(home)
    start_candidate(home, FIRST)
    engine = Warehouse(home, Engine.DUCKDB)
    candidate = write_candidate(home, engine, FIRST, DIGEST, AS_OF, marts, [marts[0].node])
    verdict = Verdict(candidate.digest, {"core": State.RELEASED, "finance": State.RELEASED}, (), 1)
    with pytest.raises(OpsmartError, match=r"mart_kpi\.finance was judged and has no file"):
        build_release(home, Settings(), clock, FIRST, candidate, marts, verdict)


def test_rollback_moves_current_and_an_unknown_release_is_refused(
    home: Home, marts: tuple[Mart, ...], clock: Clock, released: Path
) -> None:
    fill_warehouse(home, november=0.41)
    assert make_release(home, marts, later(clock, 1), OTHER_DIGEST) == SECOND
    assert [(item.id, item.is_current) for item in releases(home)] == [(SECOND, True), (FIRST, False)]
    rollback(home, FIRST, later(clock, 2))
    assert current_id(home) == FIRST
    last = last_published(home)
    assert last is not None and last.id == SECOND  # the same input is not published again after a rollback
    with pytest.raises(ReleaseError, match="no release 2020-01-01-00000000"):
        rollback(home, "2020-01-01-00000000", clock)
    assert current_id(home) == FIRST


def test_a_reader_keeps_its_release_while_current_moves(
    home: Home, marts: tuple[Mart, ...], clock: Clock, released: Path
) -> None:
    query = "select value from mart_kpi where period_start = '2025-11-01' and kpi_id = 'gross_margin_pct'"
    with duckdb.connect(str(released / "marts.duckdb"), read_only=True) as reader:
        fill_warehouse(home, november=0.41)
        make_release(home, marts, later(clock, 1), OTHER_DIGEST)
        assert reader.sql(query).fetchall() == [(0.4,)]
    assert ask(home, query) == (["value"], [(0.41,)])


def test_only_new_and_changed_values_go_to_the_ledger(
    home: Home, marts: tuple[Mart, ...], clock: Clock, released: Path
) -> None:
    fill_warehouse(home, november=0.41)
    make_release(home, marts, later(clock, 1), OTHER_DIGEST)
    fill_warehouse(home, november=0.4)
    make_release(home, marts, later(clock, 2), "9" * 64)
    ledger = home.lake / "ledger" / "published"
    rows = duckdb.sql(
        f"select release_id, kpi_id, period_start::varchar, value from read_parquet('{ledger}/*.parquet') order by "
        "published_at, 2, 3"
    ).fetchall()
    assert rows == [
        (FIRST, "gross_margin_pct", "2025-10-01", 0.5),
        (FIRST, "gross_margin_pct", "2025-11-01", 0.4),
        (FIRST, "gross_margin_pct", "2025-12-01", 0.01),
        (FIRST, "net_revenue", "2025-11-01", 1234.5),
        (SECOND, "gross_margin_pct", "2025-11-01", 0.41),
        ("2025-12-19-99999999", "gross_margin_pct", "2025-11-01", 0.4),
    ]


def test_old_releases_leave_but_never_the_current_one(
    home: Home, marts: tuple[Mart, ...], clock: Clock, released: Path
) -> None:
    names = [make_release(home, marts, later(clock, hour), str(hour) * 64) for hour in (1, 2, 3)]
    rollback(home, FIRST, later(clock, 4))
    assert prune_releases(home, keep=1) == names[:2]
    assert release_ids(home) == [FIRST, names[2]]


def test_sql_reads_the_release_and_cannot_write_or_reach_outside(home: Home, released: Path) -> None:
    assert ask(home, "select count(*) as n from mart_kpi") == (["n"], [(4,)])
    for query in (
        "create table x as select 1",
        f"copy mart_kpi to '{home.root}/stolen.csv'",
        f"select * from read_text('{released}/manifest.json')",
        "set enable_external_access = true",
    ):
        with pytest.raises(QueryError):
            ask(home, query)
    with pytest.raises(QueryError) as caught:
        ask(home, "select * from no_such_mart")
    assert "mart_kpi" in caught.value.remedy


def test_without_a_release_readers_are_told_what_to_do(home: Home) -> None:
    with pytest.raises(ReleaseError) as caught:
        ask(home, "select 1")
    assert caught.value.remedy == "run `opsmart nightly`"
    assert json.dumps(releases(home)) == "[]"
