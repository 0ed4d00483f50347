"""A waiver counts until it expires, never for privacy, never for what left no result; a mistake names its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.policy import GatePolicy, load_policy
from orchestration.waivers import Waiver, WaiverError, load_waivers, waiver_for

AS_OF = date(2025, 12, 19)
ENTRY = """\
- check: contract.crm.deals.rejects
  reason: The rows are test deals.
  owner: Head of sales
  expires: 2026-01-31
"""


@pytest.fixture
def waivers(tmp_path: Path, small: GatePolicy) -> Callable[[str], tuple[Waiver, ...]]:
    """Reads waivers from a text."""

    def read(text: str) -> tuple[Waiver, ...]:
        (tmp_path / "waivers.yaml").write_text(text, encoding="utf-8")
        return load_waivers(Home(tmp_path), small, AS_OF)

    return read


Read = Callable[[str], tuple[Waiver, ...]]


def test_a_home_without_waivers_has_none(tmp_path: Path, small: GatePolicy, waivers: Read) -> None:
    assert load_waivers(Home(tmp_path), small, AS_OF) == ()
    assert waivers("") == ()
    assert waivers("# nothing is waived\n") == ()
    assert waivers("[]\n") == ()


def test_a_waiver_is_read_as_it_is_written(waivers: Read) -> None:
    assert waivers(ENTRY) == (
        Waiver("contract.crm.deals.rejects", "The rows are test deals.", "Head of sales", date(2026, 1, 31)),
    )


def test_ninety_two_days_are_the_longest(waivers: Read) -> None:
    """19 December + 92 days: 12 days to the end of the year, 31 + 28 of January and February, 21 of March."""
    assert len(waivers(ENTRY.replace("2026-01-31", "2026-03-21"))) == 1
    with pytest.raises(WaiverError) as told:
        waivers(ENTRY.replace("2026-01-31", "2026-03-22"))
    assert "line 4, 1, expires: 2026-03-22 is more than 92 days after 2025-12-19" in str(told.value)
    assert "2026-03-21" in told.value.remedy


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("  owner: Head of sales\n", "", "waivers.yaml: line 1, 1: key 'owner' is missing"),
        ("owner: Head of sales", 'owner: ""', "line 3, 1, owner: the text is empty"),
        ("reason: The rows are test deals.", 'reason: " "', "line 2, 1, reason: the text is empty"),
        ("  owner", "  ticket: 7\n  owner", "line 3, 1, ticket: unknown key 'ticket'"),
        ("2026-01-31", "31.01.2026", "line 4, 1, expires: '31.01.2026' is no day"),
        ("2026-01-31", "2026-02-30", "line 4, 1, expires: '2026-02-30' is no day"),
        ("2026-01-31", "2026-01-31 12:00:00", "line 4, 1, expires: '2026-01-31 12:00:00' is no day"),
        ("2026-01-31", "20260131", "line 4, 1, expires: '20260131' is no day"),
        ("2026-01-31", "never", "line 4, 1, expires: 'never' is no day"),
        ("contract.crm.deals.rejects", '"*"', "line 1, 1, check: '*' is not within one kind of check"),
        ("contract.crm.deals.rejects", "contract", "check: 'contract' is not within one kind of check"),
        ("contract.crm.deals.rejects", "contract.crm.deals.reject", "there is no check contract.crm.deals.reject"),
        ("contract.crm.deals.rejects", "[dbt.a, dbt.b]", "check: several checks in one waiver"),
        ("contract.crm.deals.rejects", "privacy.values.mart_kpi", "privacy.values.mart_kpi is never waived"),
        ("contract.crm.deals.rejects", "privacy.*", "privacy.* is never waived"),
        ("contract.crm.deals.rejects", '"expected:*"', "expected:* is never waived"),
        ("- check", "check", "line 1: this is no list"),
        (ENTRY, ENTRY + ENTRY, "line 5, 2: contract.crm.deals.rejects has a waiver before"),
    ],
)
def test_a_mistake_is_an_error_that_names_line_entry_and_key(waivers: Read, before: str, after: str, told: str) -> None:
    text = ENTRY.replace("\n  ", "\n") if after == "check" else ENTRY
    assert before in text
    with pytest.raises(WaiverError) as caught:
        waivers(text.replace(before, after, 1))
    assert told in str(caught.value)
    assert caught.value.remedy


def _for(policy: GatePolicy, check: str, *found: Waiver, reason: str = "failed", as_of: date = AS_OF) -> Waiver | None:
    return waiver_for(check, found, as_of, policy=policy, reason=reason)


ONE = Waiver("contract.crm.deals.rejects", "tests", "boss", date(2025, 12, 31))
ALL = Waiver("contract.crm.*", "a new CRM", "boss", date(2026, 1, 31))


def test_a_waiver_counts_for_its_check_up_to_the_day_it_expires(small: GatePolicy) -> None:
    check = "contract.crm.deals.rejects"
    assert _for(small, check, ONE) is ONE
    assert _for(small, check, ONE, as_of=date(2025, 12, 31)) is ONE
    assert _for(small, check, ONE, as_of=date(2026, 1, 1)) is None
    assert _for(small, "contract.crm.leads.rejects", ONE) is None


def test_a_glob_covers_its_kind_and_the_first_that_counts_is_taken(small: GatePolicy) -> None:
    check = "contract.crm.deals.rejects"
    assert _for(small, check, ALL, ONE) is ALL
    assert _for(small, check, ONE, ALL, as_of=date(2026, 1, 1)) is ALL
    assert _for(small, "contract.erp.deals.rejects", ALL) is None


@pytest.mark.parametrize(("reason", "counts"), [("failed", 1), ("crashed", 1), ("missing", 0), ("stale", 0)])
def test_what_left_no_result_is_never_waived(small: GatePolicy, reason: str, counts: int) -> None:
    assert bool(_for(small, "contract.crm.deals.rejects", ONE, reason=reason)) is bool(counts)


def test_privacy_and_the_list_of_checks_are_never_waived_however_the_waiver_came_about(policy: GatePolicy) -> None:
    for check in ("privacy.values.mart_kpi.people", "expected:people"):
        assert _for(policy, check, Waiver(check, "no", "one", AS_OF)) is None


def test_a_rule_can_except_a_check_from_a_waiver_on_its_whole_kind(
    write: Callable[[str], Path], small_text: str
) -> None:
    strict = load_policy(write(small_text.replace("severity: warn", "severity: warn\n    waivable: false")))
    everything = Waiver("dbt.*", "the models are being rebuilt", "boss", AS_OF)
    assert _for(strict, "dbt.test.other", everything) is everything
    assert _for(strict, "dbt.test.one", everything) is None
