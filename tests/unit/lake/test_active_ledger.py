"""Ledger-like entities: which file counts for a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_lake import Memory, ledger_file

from sources.lake.active import Verdict, decide
from sources.lake.newness import Landed

NONE: frozenset[str] = frozenset()
JAN, MAR = (date(2025, 1, 1), date(2025, 1, 31)), (date(2025, 3, 1), date(2025, 3, 31))
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def spans(verdict: Verdict) -> list[tuple[str, str, date, date]]:
    return [(item.file.file_id, item.partition, item.date_from, item.date_to) for item in verdict.active]


def run(*files: Landed, evidence: Memory | None = None, accepted=NONE, withdrawn=NONE) -> Verdict:
    return decide(files, frozenset(accepted), frozenset(withdrawn), evidence or Memory())


def test_one_file_counts_over_its_whole_window() -> None:
    assert spans(run(ledger_file("a", YEAR))) == [("a", "", *YEAR)]


def test_a_newer_file_takes_its_window_out_of_an_older_one() -> None:
    verdict = run(ledger_file("year", YEAR, at=1), ledger_file("march", MAR, at=2))
    assert spans(verdict) == [
        ("year", "", date(2025, 1, 1), date(2025, 2, 28)),
        ("march", "", date(2025, 3, 1), date(2025, 3, 31)),
        ("year", "", date(2025, 4, 1), date(2025, 12, 31)),
    ]


def test_an_older_export_that_arrives_later_retires_nothing() -> None:
    verdict = run(ledger_file("new", YEAR, at=5, seq=1), ledger_file("old", MAR, at=1, seq=2))
    assert spans(verdict) == [("new", "", *YEAR)]


def test_of_two_files_of_one_export_time_the_later_received_counts() -> None:
    verdict = run(ledger_file("b", YEAR, at=1, seq=1), ledger_file("a", YEAR, at=1, seq=2))
    assert spans(verdict) == [("a", "", *YEAR)]


def test_withdrawing_a_file_brings_back_what_it_had_replaced() -> None:
    files = ledger_file("old", YEAR, at=1), ledger_file("new", YEAR, at=2)
    assert spans(run(*files, withdrawn={"new"})) == [("old", "", *YEAR)]


def test_withdrawing_the_only_file_of_a_month_leaves_the_month_empty() -> None:
    verdict = run(ledger_file("january", JAN), ledger_file("march", MAR), withdrawn={"march"})
    assert spans(verdict) == [("january", "", *JAN)]


def test_correcting_one_of_two_companies_leaves_the_other_alone() -> None:
    both = ledger_file("both", YEAR, at=1, partitions=("1000", "2000"))
    verdict = run(both, ledger_file("fix", YEAR, at=2, partitions=("2000",)))
    assert spans(verdict) == [("both", "1000", *YEAR), ("fix", "2000", *YEAR)]


def test_two_instances_of_one_system_never_replace_each_other() -> None:
    verdict = run(ledger_file("a", YEAR, at=1, instance="acme"), ledger_file("b", YEAR, at=2, instance="bolt"))
    assert spans(verdict) == [("a", "", *YEAR), ("b", "", *YEAR)]


def test_the_default_instances_of_two_systems_are_strangers() -> None:
    verdict = run(
        ledger_file("a", YEAR, at=1, instance="default"),
        ledger_file("b", YEAR, at=2, instance="default", system="sap"),
    )
    assert {item[0] for item in spans(verdict)} == {"a", "b"}


@pytest.mark.parametrize("detail_at", [1, 9])
def test_the_transaction_detail_counts_only_where_no_general_ledger_covers(detail_at: int) -> None:
    ledger = ledger_file("ledger", YEAR, at=5)
    window = (date(2024, 12, 1), date(2025, 6, 30))
    detail = ledger_file("detail", window, at=detail_at, dataset="transaction_detail", precedence=20)
    assert spans(run(ledger, detail)) == [
        ("ledger", "", *YEAR),
        ("detail", "", date(2024, 12, 1), date(2024, 12, 31)),
    ]


def test_when_the_general_ledger_is_withdrawn_the_transaction_detail_counts() -> None:
    detail = ledger_file("detail", YEAR, at=9, dataset="transaction_detail", precedence=20)
    assert spans(run(ledger_file("ledger", YEAR, at=5), detail, withdrawn={"ledger"})) == [("detail", "", *YEAR)]


def test_a_file_without_a_dated_row_or_window_covers_nothing() -> None:
    assert spans(run(ledger_file("year", YEAR, at=1), ledger_file("empty", None, at=2))) == [("year", "", *YEAR)]


def test_parts_of_one_export_count_together_even_on_the_day_they_share() -> None:
    first = ledger_file("p1", (date(2025, 1, 1), date(2025, 6, 15)), at=1, seq=1)
    second = ledger_file("p2", (date(2025, 6, 15), date(2025, 12, 31)), at=1, seq=2)
    evidence = Memory(ids={"p1": {"a"}, "p2": {"b"}})
    assert spans(run(first, second, evidence=evidence)) == [
        ("p1", "", date(2025, 1, 1), date(2025, 6, 15)),
        ("p2", "", date(2025, 6, 15), date(2025, 12, 31)),
    ]


def test_files_of_one_export_time_that_share_a_key_are_no_parts() -> None:
    first = ledger_file("p1", (date(2025, 1, 1), date(2025, 6, 15)), at=1, seq=1)
    second = ledger_file("p2", (date(2025, 6, 15), date(2025, 12, 31)), at=1, seq=2)
    evidence = Memory(ids={"p1": {"a", "b"}, "p2": {"b"}})
    assert spans(run(first, second, evidence=evidence)) == [
        ("p1", "", date(2025, 1, 1), date(2025, 6, 14)),
        ("p2", "", date(2025, 6, 15), date(2025, 12, 31)),
    ]


def test_newness_ranks_all_files_of_a_dataset_whatever_their_instance() -> None:
    verdict = run(
        ledger_file("b", YEAR, at=2, instance="bolt"),
        ledger_file("a", YEAR, at=1, instance="acme"),
        ledger_file("c", YEAR, at=3, instance="acme"),
        withdrawn={"b"},
    )
    assert verdict.newness == {"a": 1, "b": 2, "c": 3}


FIRST = date(2025, 1, 25)


@st.composite
def lakes(draw: st.DrawFn) -> list[Landed]:
    files = []
    for number in range(draw(st.integers(1, 9))):
        start = draw(st.integers(0, 24))
        rank = draw(st.sampled_from([(10, "general_ledger"), (20, "transaction_detail")]))
        files.append(
            ledger_file(
                f"f{number}",
                (FIRST + timedelta(days=start), FIRST + timedelta(days=start + draw(st.integers(0, 12)))),
                at=draw(st.integers(0, 5)),
                seq=number,
                partitions=draw(st.sampled_from([("1000",), ("2000",), ("1000", "2000")])),
                precedence=rank[0],
                dataset=rank[1],
                instance=draw(st.sampled_from(["acme", "bolt"])),
            )
        )
    return files


@settings(max_examples=300, deadline=None)
@given(files=lakes(), data=st.data())
def test_per_day_the_best_rank_then_the_newest_counts_whatever_the_order_of_arrival(
    files: list[Landed], data: st.DataObject
) -> None:
    withdrawn = frozenset(data.draw(st.sets(st.sampled_from([file.file_id for file in files]))))
    shuffled = data.draw(st.permutations(files))
    verdict = run(*shuffled, withdrawn=withdrawn)
    owners: dict[tuple[str, str, date], list[str]] = {}
    for item in verdict.active:
        assert item.date_from <= item.date_to
        for offset in range((item.date_to - item.date_from).days + 1):
            day = item.date_from + timedelta(days=offset)
            owners.setdefault((item.file.instance, item.partition, day), []).append(item.file.file_id)
    expected: dict[tuple[str, str, date], list[str]] = {}
    for instance in ("acme", "bolt"):
        for partition in ("1000", "2000"):
            for offset in range(40):
                day = FIRST + timedelta(days=offset)
                covering = [
                    file
                    for file in files
                    if file.file_id not in withdrawn
                    and file.instance == instance
                    and partition in file.partitions
                    and file.window is not None
                    and file.window[0] <= day <= file.window[1]
                ]
                if covering:
                    best = min(covering, key=lambda f: (f.precedence, -f.effective_at.timestamp(), -f.received_seq))
                    expected[instance, partition, day] = [best.file_id]
    assert owners == expected
    assert spans(verdict) == spans(run(*files, withdrawn=withdrawn))
