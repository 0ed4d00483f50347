"""Two releases written by hand: what differs is told, the most important first, and nothing that is hidden."""

from __future__ import annotations

from datetime import date

import pytest
from hand_release import DECEMBER, NOVEMBER, OCTOBER, release

from orchestration.diff import diff_lines, diff_releases
from orchestration.home import Home
from orchestration.release import ReleaseError

A, B, C = "2025-12-19-aaaaaaaa", "2025-12-19-bbbbbbbb", "2025-12-20-cccccccc"
KEY = ("kpi_id", "org_unit_id", "segment", "grain", "time_window", "period_start")
HIDDEN = OCTOBER | {"org_unit_id": "SMALL", "value": 5.0, "status": "on_target"}
SEPTEMBER = OCTOBER | {"period_start": "2025-09-01", "period_end": "2025-09-30", "value": None, "status": "no_data"}

SAME = OCTOBER | {"org_unit_id": "SAME", "value": 100.0}


@pytest.fixture
def two(home: Home) -> Home:
    release(
        home, A, [OCTOBER, NOVEMBER, DECEMBER, HIDDEN, SEPTEMBER, OCTOBER | {"org_unit_id": "GONE"}, SAME],
        files=[{"file_id": "1", "file_name": "old.csv", "outcome": "loaded"}],
    )  # fmt: skip
    restated = {name: OCTOBER[name] for name in KEY}
    release(
        home,
        B,
        [
            OCTOBER | {"value": 70.0, "closed_value": 50.0, "kpi_version": 2},
            NOVEMBER | {"value": 150.0, "kpi_version": 2},
            DECEMBER | {"value": 51.0, "kpi_version": 2},
            HIDDEN | {"value": None, "status": "suppressed", "kpi_version": 2},
            SEPTEMBER | {"kpi_version": 2},
            OCTOBER | {"org_unit_id": "NEW", "kpi_version": 2},
            SAME | {"value": 100.0000000001, "kpi_version": 2},
        ],
        restated=[restated | {"previous_release_id": A, "cause": "corrected_slice", "cause_files": "new.csv"}],
        files=[
            {"file_id": "1", "file_name": "old.csv", "outcome": "superseded"},
            {"file_id": "2", "file_name": "new.csv", "outcome": "loaded"},
        ],
        created_at="2025-12-20T03:00:00+00:00",
        code="d",
    )
    return home


def test_figures_are_counted_and_told_closed_periods_first(two: Home) -> None:
    figures = diff_releases(two, A, B)["figures"]
    counts = {name: figures[name] for name in ("changed", "appeared", "vanished", "closed", "over")}
    assert counts == {"changed": 4, "appeared": 1, "vanished": 1, "closed": 1, "over": 2}
    told = [(cell["period_start"], cell["org_unit_id"], cell["what"]) for cell in figures["told"]]
    october = date(2025, 10, 1)
    assert told == [
        (october, "MI", "changed"),
        (date(2025, 11, 1), "MI", "changed"),
        (october, "SMALL", "changed"),
        (october, "GONE", "vanished"),
        (october, "NEW", "appeared"),
        (date(2025, 12, 1), "MI", "changed"),
    ]
    first = figures["told"][0]
    assert (first["before"], first["after"], first["change"], first["change_share"]) == (50.0, 70.0, 20.0, 0.4)
    assert (first["cause"], first["cause_files"], first["closed_value"]) == ("corrected_slice", "new.csv", 50.0)
    assert figures["told"][-1]["cause"] == "later_events"  # December was running
    assert len(diff_releases(two, A, B, most=2)["figures"]["told"]) == 2


@pytest.mark.parametrize(("a", "b"), [(A, B), (B, A)])
def test_a_figure_that_is_hidden_in_one_of_them_has_no_values(two: Home, a: str, b: str) -> None:
    (cell,) = [cell for cell in diff_releases(two, a, b)["figures"]["told"] if cell["org_unit_id"] == "SMALL"]
    shown = ("before", "after", "status_before", "change", "change_share", "closed_value")
    assert {cell[name] for name in shown} == {None}
    assert cell["status_after"] == "suppressed"
    assert "5" not in "".join(line for line in diff_lines(diff_releases(two, a, b)) if "SMALL" in line).split(":")[-1]


def test_definitions_files_marts_and_code_are_told(two: Home) -> None:
    told = diff_releases(two, "previous", "current")
    assert told["definitions"] == [{"kpi_id": "nps", "before": 1, "after": 2}]
    assert [file["name"] for file in told["files"]["came"]] == ["new.csv"]
    assert [file["name"] for file in told["files"]["superseded"]] == ["old.csv"]
    assert told["marts"] == [
        {"mart": "mart_ingest_audit", "before": 1, "after": 2},
        {"mart": "mart_restatement", "before": 0, "after": 1},
    ]
    assert (told["code_changed"], told["settings_changed"], told["follows"]) == (True, False, True)


def test_causes_are_told_only_where_the_release_was_compared_with_the_other(two: Home) -> None:
    restated = {name: OCTOBER[name] for name in KEY} | {"previous_release_id": B, "cause": "late_data"}
    release(two, C, [OCTOBER | {"value": 80.0}], restated=[restated], created_at="2025-12-21T03:00:00+00:00")
    told = diff_releases(two, A, C)
    assert told["follows"] is False
    assert {cell["cause"] for cell in told["figures"]["told"]} == {None}
    assert diff_releases(two, B, C)["figures"]["told"][0]["cause"] == "late_data"


def test_lines_are_readable_and_the_closed_month_comes_first(two: Home) -> None:
    lines = diff_lines(diff_releases(two, A, B))
    assert lines[:4] == [
        f"{A} (as of 2025-12-19) -> {B} (as of 2025-12-19)",
        "figures: 4 changed (1 of closed periods, 2 of others that were over), 1 appeared, 1 vanished",
        "  closed: nps of MI, month of 2025-10-01, period: 50 points -> 70 points (+40.0 %), its days were replaced: "
        "new.csv",
        "  nps of MI, month of 2025-11-01, period: 50 points -> 150 points (+200.0 %)",
    ]
    assert lines[-1] == "code changed"
    assert diff_lines(diff_releases(two, A, A))[1:] == ["nothing differs"]


def test_an_unknown_release_is_refused_with_those_that_there_are(two: Home) -> None:
    with pytest.raises(ReleaseError, match="no release 2025-01-01-00000000") as caught:
        diff_releases(two, "2025-01-01-00000000", "current")
    assert caught.value.remedy == f"name one of: current, previous, {A}, {B}"
