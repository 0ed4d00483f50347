"""A replacing file with too little in it is held; the thresholds are exact."""

from __future__ import annotations

from datetime import date

import pytest
from invented_lake import Memory, ledger_file, snapshot

from sources.lake.active import Verdict, decide
from sources.lake.hold import HoldReason
from sources.lake.newness import Landed

NONE: frozenset[str] = frozenset()
MARCH = (date(2025, 3, 1), date(2025, 3, 31))
SPRING = (date(2025, 3, 1), date(2025, 4, 30))
D1, D2 = date(2025, 3, 10), date(2025, 4, 10)


def run(evidence: Memory, *files: Landed, accepted: set[str] | None = None) -> Verdict:
    return decide(files, frozenset(accepted or ()), NONE, evidence)


def march(before: int, after: int) -> Verdict:
    evidence = Memory(ledger={"old": [("", D1, "4000")] * before, "new": [("", D1, "4000")] * after})
    return run(evidence, ledger_file("old", MARCH, at=1), ledger_file("new", MARCH, at=2))


def reasons(verdict: Verdict, file_id: str = "new") -> list[HoldReason]:
    return [loss.reason for loss in verdict.held.get(file_id, [])]


@pytest.mark.parametrize(("before", "after"), [(100, 90), (50, 45), (100, 500), (49, 1)])
def test_up_to_ten_percent_fewer_rows_or_few_rows_are_not_held(before: int, after: int) -> None:
    verdict = march(before, after)
    assert not verdict.held
    assert [item.file.file_id for item in verdict.active] == ["new"]


@pytest.mark.parametrize(("before", "after"), [(100, 89), (50, 44), (1000, 899)])
def test_over_ten_percent_fewer_rows_are_held_with_the_counts(before: int, after: int) -> None:
    verdict = march(before, after)
    (loss,) = verdict.held["new"]
    assert (loss.reason, loss.month, loss.before, loss.after) == (
        HoldReason.FEWER_ROWS, date(2025, 3, 1), before, after,
    )  # fmt: skip
    assert [item.file.file_id for item in verdict.active] == ["old"]


def test_the_share_is_judged_per_month_so_a_full_month_does_not_hide_a_partial_one() -> None:
    evidence = Memory(
        ledger={
            "old": [("", D1, "4000")] * 100 + [("", D2, "4000")] * 100,
            "new": [("", D1, "4000")] * 300 + [("", D2, "4000")] * 50,
        }
    )
    verdict = run(evidence, ledger_file("old", SPRING, at=1), ledger_file("new", SPRING, at=2))
    assert [(loss.month, loss.before, loss.after) for loss in verdict.held["new"]] == [(date(2025, 4, 1), 100, 50)]


def test_the_share_is_judged_per_partition() -> None:
    evidence = Memory(
        ledger={
            "old": [("1000", D1, "4000")] * 100 + [("2000", D1, "4000")] * 100,
            "new": [("1000", D1, "4000")] * 100 + [("2000", D1, "4000")] * 80,
        }
    )
    files = [ledger_file(name, MARCH, at=at, partitions=("1000", "2000")) for name, at in (("old", 1), ("new", 2))]
    assert [(loss.partition, loss.before, loss.after) for loss in run(evidence, *files).held["new"]] == [
        ("2000", 100, 80)
    ]


def test_an_account_that_vanishes_holds_even_when_there_are_few_rows() -> None:
    evidence = Memory(
        ledger={"old": [("", D1, "4000"), ("", D1, "5000"), ("", D1, "5000")], "new": [("", D1, "4000")] * 9}
    )
    verdict = run(evidence, ledger_file("old", MARCH, at=1), ledger_file("new", MARCH, at=2))
    (loss,) = verdict.held["new"]
    assert (loss.reason, loss.group, loss.before) == (HoldReason.GROUP_GONE, "5000", 2)


def test_a_file_that_leaves_nothing_of_a_month_is_held() -> None:
    evidence = Memory(ledger={"old": [("", D1, "4000")], "new": []})
    verdict = run(evidence, ledger_file("old", MARCH, at=1), ledger_file("new", MARCH, at=2))
    assert HoldReason.MONTH_GONE in reasons(verdict)


def test_a_higher_ranked_file_that_empties_a_month_of_a_lower_ranked_one_is_held() -> None:
    evidence = Memory(ledger={"detail": [("", D1, "4000"), ("", D2, "4000")], "new": [("", D1, "4000")]})
    detail = ledger_file("detail", SPRING, at=1, dataset="transaction_detail", precedence=20)
    verdict = run(evidence, detail, ledger_file("new", SPRING, at=2))
    assert [(loss.reason, loss.month) for loss in verdict.held["new"]] == [(HoldReason.MONTH_GONE, date(2025, 4, 1))]


def test_a_month_of_which_other_days_still_count_is_not_gone() -> None:
    late = date(2025, 3, 25)
    evidence = Memory(ledger={"detail": [("", D1, "4000"), ("", late, "4000")], "new": []})
    detail = ledger_file("detail", MARCH, at=1, dataset="transaction_detail", precedence=20)
    assert not run(evidence, detail, ledger_file("new", (date(2025, 3, 1), date(2025, 3, 20)), at=2)).held
    assert run(evidence, detail, ledger_file("new", (date(2025, 3, 1), late), at=2)).held


def test_a_general_ledger_may_have_fewer_lines_than_the_transaction_detail_it_outranks() -> None:
    evidence = Memory(ledger={"detail": [("", D1, "4000")] * 200 + [("", D1, "9")], "new": [("", D1, "4000")] * 100})
    detail = ledger_file("detail", MARCH, at=1, dataset="transaction_detail", precedence=20)
    assert not run(evidence, detail, ledger_file("new", MARCH, at=2)).held


def test_an_outranked_partial_file_retires_nothing_and_is_not_held() -> None:
    evidence = Memory(ledger={"old": [("", D1, "4000")] * 100, "detail": [("", D1, "4000")]})
    detail = ledger_file("detail", MARCH, at=2, dataset="transaction_detail", precedence=20)
    assert not run(evidence, ledger_file("old", MARCH, at=1), detail).held


def test_an_accepted_file_replaces_whatever_its_counts() -> None:
    evidence = Memory(ledger={"old": [("", D1, "4000")] * 100, "new": [("", D1, "4000")]})
    verdict = run(evidence, ledger_file("old", MARCH, at=1), ledger_file("new", MARCH, at=2), accepted={"new"})
    assert not verdict.held
    assert [item.file.file_id for item in verdict.active] == ["new"]


def test_a_file_after_a_held_one_is_compared_with_what_counts() -> None:
    evidence = Memory(
        ledger={
            "old": [("", D1, "4000")] * 100,
            "held": [("", D1, "4000")] * 60,
            "new": [("", D1, "4000")] * 70,
        }
    )
    files = [ledger_file(name, MARCH, at=at) for name, at in (("old", 1), ("held", 2), ("new", 3))]
    assert set(run(evidence, *files).held) == {"held", "new"}
    assert set(run(evidence, *files, accepted={"held"}).held) == set()


def test_the_verdict_does_not_depend_on_the_order_of_arrival() -> None:
    evidence = Memory(ledger={"old": [("", D1, "4000")] * 100, "new": [("", D1, "4000")] * 60})
    old, new = ledger_file("old", MARCH, at=1, seq=2), ledger_file("new", MARCH, at=2, seq=1)
    assert set(run(evidence, new, old).held) == set(run(evidence, old, new).held) == {"new"}


def test_parts_of_one_export_are_judged_together() -> None:
    evidence = Memory(
        ledger={"old": [("", D1, "1")] * 100, "p1": [("", D1, "1")] * 50, "p2": [("", D1, "1")] * 50},
        ids={"p1": {"a"}, "p2": {"b"}},
    )
    old = ledger_file("old", MARCH, at=1)
    first, second = ledger_file("p1", MARCH, at=2, seq=2), ledger_file("p2", MARCH, at=2, seq=3)
    assert set(run(evidence, old, first).held) == {"p1"}
    verdict = run(evidence, old, first, second)
    assert not verdict.held
    assert [item.file.file_id for item in verdict.active] == ["p1", "p2"]


def keys(*numbers: int) -> dict[str, set[str]]:
    return {"": {str(number) for number in numbers}}


def test_a_snapshot_is_compared_by_key_with_the_one_before_it() -> None:
    files = snapshot("old", at=1), snapshot("new", at=2)
    assert not run(Memory(keyed={"old": keys(*range(100)), "new": keys(*range(90))}), *files).held
    verdict = run(Memory(keyed={"old": keys(*range(100)), "new": keys(*range(89))}), *files)
    (loss,) = verdict.held["new"]
    assert (loss.reason, loss.before, loss.after) == (HoldReason.KEYS_GONE, 100, 89)
    assert [(item.file.file_id, item.is_newest) for item in verdict.active] == [("old", True)]


def test_new_keys_do_not_make_up_for_missing_ones() -> None:
    evidence = Memory(keyed={"old": keys(*range(100)), "new": keys(*range(50, 200))})
    assert reasons(run(evidence, snapshot("old", at=1), snapshot("new", at=2))) == [HoldReason.KEYS_GONE]


def test_a_small_snapshot_is_held_only_when_nothing_is_left() -> None:
    files = snapshot("old", at=1), snapshot("new", at=2)
    assert not run(Memory(keyed={"old": keys(*range(49)), "new": keys(1)}), *files).held
    assert reasons(run(Memory(keyed={"old": keys(1), "new": keys()}), *files)) == [HoldReason.SNAPSHOT_EMPTY]


def test_an_upsert_retires_nothing_and_is_never_held() -> None:
    evidence = Memory(keyed={"old": keys(*range(100)), "new": keys(1)})
    files = snapshot("old", at=1, load_mode="upsert"), snapshot("new", at=2, load_mode="upsert")
    assert not run(evidence, *files).held


def test_an_open_item_list_loses_keys_by_nature_and_is_held_only_when_nothing_is_left() -> None:
    files = snapshot("old", at=1, lists_open=True), snapshot("new", at=2, lists_open=True)
    verdict = run(Memory(keyed={"old": keys(*range(100)), "new": keys(99, 100)}), *files)
    assert [(item.file.file_id, item.is_newest) for item in verdict.active] == [("old", False), ("new", True)]
    assert reasons(run(Memory(keyed={"old": keys(*range(100)), "new": keys()}), *files)) == [HoldReason.SNAPSHOT_EMPTY]
