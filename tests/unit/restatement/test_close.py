"""Closing freezes what the current release shows, once, in one step; opening again is another entry."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hand_release import DECEMBER, NOVEMBER, OCTOBER, release

from orchestration.clock import Clock
from orchestration.close import CloseError, close_period, reopen_period
from orchestration.digests import input_digest
from orchestration.explain import ExplainError
from orchestration.home import Home
from orchestration.release import ReleaseError
from orchestration.settings import Settings
from sources.errors import OpsmartError
from sources.lake.ledger import CLOSE_SCHEMA, close_entries, write_schemas
from sources.lake.paths import Lake

FIRST = "2025-12-19-aaaaaaaa"
HIDDEN = OCTOBER | {"org_unit_id": "SMALL", "value": None, "status": "suppressed"}
YTD = OCTOBER | {"time_window": "ytd", "value": 40.0}
SETTINGS = Settings()


def entries(home: Home) -> list[tuple[Any, ...]]:
    columns = "seq, action, org_unit_id, time_window, value, status, release_id, reason"
    return duckdb.sql(f"select {columns} from '{home.lake}/ledger/closes/0*.parquet' order by all").fetchall()


@pytest.fixture
def released(home: Home) -> Home:
    release(home, FIRST, [OCTOBER, YTD, HIDDEN, NOVEMBER, DECEMBER])
    return home


def test_a_close_freezes_every_window_of_the_period_and_nothing_else(released: Home, clock: Clock) -> None:
    told = close_period(released, SETTINGS, "2025-10", clock, "agreed")
    assert (told["action"], told["period_start"], told["release_id"]) == ("close", date(2025, 10, 1), FIRST)
    assert (told["figures"], told["values"]) == (3, 2)
    assert entries(released) == [
        (1, "close", "MI", "period", 50.0, "no_target", FIRST, "agreed"),
        (1, "close", "MI", "ytd", 40.0, "no_target", FIRST, "agreed"),
        (1, "close", "SMALL", "period", None, "suppressed", FIRST, "agreed"),
    ]


def test_a_period_is_closed_once_until_it_is_opened_and_then_frozen_anew(released: Home, clock: Clock) -> None:
    close_period(released, SETTINGS, "2025-10", clock)
    with pytest.raises(CloseError, match=f"closed on 2025-12-20 with the figures of release {FIRST}"):
        close_period(released, SETTINGS, "2025-10", clock)
    with pytest.raises(CloseError, match="no reason"):
        reopen_period(released, SETTINGS, "2025-10", clock, " ")
    reopen_period(released, SETTINGS, "2025-10", clock, "a late invoice")
    with pytest.raises(CloseError, match="2025-10 is not closed"):
        reopen_period(released, SETTINGS, "2025-10", clock, "again")
    release(released, "2025-12-19-bbbbbbbb", [OCTOBER | {"value": 60.0}])
    close_period(released, SETTINGS, "2025-10", clock)
    assert [(row[0], row[1], row[4]) for row in entries(released)] == [
        (1, "close", 50.0), (1, "close", 40.0), (1, "close", None), (2, "reopen", None), (3, "close", 60.0),
    ]  # fmt: skip


def test_quarters_and_years_follow_the_fiscal_calendar(home: Home, clock: Clock) -> None:
    quarter = OCTOBER | {"grain": "quarter", "period_start": "2025-07-01", "period_end": "2025-09-30"}
    release(home, FIRST, [quarter])
    fiscal = Settings.model_validate({"company": {"fiscal_start_month": 4}})
    assert close_period(home, fiscal, "2025-Q2", clock)["period_start"] == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("period", "error", "says"),
    [
        (
            "2025-12",
            CloseError,
            "runs until 2025-12-31, and release 2025-12-19-aaaaaaaa counts events up to 2025-12-19",
        ),
        ("2024-01", CloseError, "has no figures of 2024-01"),
        ("2025-W40", CloseError, "is a week"),
        ("October", ExplainError, "is no period"),
    ],
)
def test_what_cannot_be_closed_is_refused_with_its_reason(
    released: Home, clock: Clock, period: str, error: type[OpsmartError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        close_period(released, SETTINGS, period, clock)
    assert caught.value.remedy
    assert close_entries(Lake(released.lake)) == []


def test_nothing_is_closed_without_a_release(home: Home, clock: Clock) -> None:
    with pytest.raises(ReleaseError, match="no release yet"):
        close_period(home, SETTINGS, "2025-10", clock)


def test_figures_carried_over_from_an_earlier_release_are_not_frozen(home: Home, clock: Clock) -> None:
    release(home, FIRST, [OCTOBER, YTD | {"is_stale": True}])
    with pytest.raises(CloseError, match="shows customer of an earlier release"):
        close_period(home, SETTINGS, "2025-10", clock)


@pytest.mark.parametrize(("domain", "refused"), [("people", True), ("trust", False)])
def test_a_held_domain_of_figures_refuses_and_that_of_audits_does_not(
    home: Home, clock: Clock, domain: str, refused: bool
) -> None:
    release(home, FIRST, [OCTOBER], states={domain: "held"})
    if refused:
        with pytest.raises(CloseError, match="people is held"):
            close_period(home, SETTINGS, "2025-10", clock)
    assert refused or close_period(home, SETTINGS, "2025-10", clock)


def test_a_close_that_is_cut_short_leaves_nothing_and_can_be_repeated(
    released: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            close_period(released, SETTINGS, "2025-10", clock)
    assert close_entries(Lake(released.lake)) == []
    assert close_period(released, SETTINGS, "2025-10", clock)["figures"] == 3


def test_a_close_makes_the_next_night_new_and_when_it_was_made_does_not(
    released: Home, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.digests.code_digest", lambda: "code")
    day = date(2025, 12, 19)
    write_schemas(Lake(released.lake))
    before = input_digest(released, SETTINGS, day)
    close_period(released, SETTINGS, "2025-10", clock)
    closed = input_digest(released, SETTINGS, day)
    reopen_period(released, SETTINGS, "2025-10", clock, "late")
    assert len({before, closed, input_digest(released, SETTINGS, day)}) == 3
    other = Home(tmp_path / "other")
    write_schemas(Lake(other.lake))
    release(other, FIRST, [OCTOBER, YTD, HIDDEN, NOVEMBER, DECEMBER])
    assert clock.fixed
    close_period(other, SETTINGS, "2025-10", Clock(clock.fixed + timedelta(days=1)), "another reason")
    assert input_digest(other, SETTINGS, day) == closed


def test_entries_have_the_columns_that_the_models_read(released: Home, clock: Clock) -> None:
    import pyarrow.parquet as pq

    close_period(released, SETTINGS, "2025-10", clock)
    reopen_period(released, SETTINGS, "2025-10", clock, "late")
    files = sorted((released.lake / "ledger" / "closes").glob("*.parquet"))
    assert [pq.read_schema(file).equals(CLOSE_SCHEMA) for file in files] == [True, True]
