"""Ledger-like entities whose files add to each other (`loadMode: append`)."""

from __future__ import annotations

from datetime import date

from invented_lake import Memory, ledger_file

from sources.lake.active import Verdict, decide
from sources.lake.hold import HoldReason
from sources.lake.newness import Landed

JAN, FEB = (date(2025, 1, 1), date(2025, 1, 31)), (date(2025, 2, 1), date(2025, 2, 28))
MID = (date(2025, 1, 10), date(2025, 2, 10))
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def spans(verdict: Verdict) -> list[tuple[str, str, date, date]]:
    return sorted((item.file.file_id, item.partition, item.date_from, item.date_to) for item in verdict.active)


def run(*files: Landed, evidence: Memory | None = None, accepted=(), withdrawn=()) -> Verdict:
    return decide(files, frozenset(accepted), frozenset(withdrawn), evidence or Memory())


def batch(file_id: str, window: tuple[date, date], *, at: int, batches: tuple[str, ...] = (), **more: object) -> Landed:
    return ledger_file(file_id, window, at=at, load_mode="append", batches=batches, dataset="posting_batch", **more)  # type: ignore[arg-type]


def test_a_later_file_adds_to_the_days_of_the_earlier_ones_and_retires_nothing() -> None:
    # A month of 100 rows and a later file of one row there: no loss, whatever their accounts.
    rows = {"a": [("", date(2025, 1, 15), f"{n % 7}") for n in range(100)], "b": [("", date(2025, 1, 20), "9")]}
    verdict = run(batch("a", JAN, at=1), batch("b", MID, at=2), evidence=Memory(ledger=rows))
    assert spans(verdict) == [("a", "", *JAN), ("b", "", *MID)]
    assert verdict.held == {}


def test_files_of_one_export_time_add_up_too_even_where_their_rows_look_alike() -> None:
    verdict = run(batch("a", JAN, at=1, seq=1), batch("b", JAN, at=1, seq=2))
    assert spans(verdict) == [("a", "", *JAN), ("b", "", *JAN)]


def test_a_file_that_repeats_a_batch_takes_the_place_of_the_one_that_had_it() -> None:
    files = batch("a", JAN, at=1, batches=("1",)), batch("b", JAN, at=2, batches=("2",))
    again = batch("c", JAN, at=3, batches=("1",))
    assert spans(run(*files, again)) == [("b", "", *JAN), ("c", "", *JAN)]
    # The order in which they came does not matter, and withdrawing the repetition brings the first one back.
    assert spans(run(again, *files)) == [("b", "", *JAN), ("c", "", *JAN)]
    assert spans(run(*files, again, withdrawn={"c"})) == [("a", "", *JAN), ("b", "", *JAN)]


def test_batches_of_two_instances_or_of_no_name_are_no_repetitions() -> None:
    files = batch("a", JAN, at=1, batches=("1",)), batch("b", JAN, at=2, batches=("1",), instance="two")
    assert spans(run(*files, batch("c", JAN, at=3))) == [("a", "", *JAN), ("b", "", *JAN), ("c", "", *JAN)]


def test_a_repetition_that_lacks_an_account_or_a_batch_is_held() -> None:
    rows = {
        "a": [("", date(2025, 1, 15), "4000"), ("", date(2025, 1, 15), "1000")],
        "b": [("", date(2025, 1, 15), "4000")],
    }
    files = batch("a", JAN, at=1, batches=("1",)), batch("b", JAN, at=2, batches=("1",))
    verdict = run(*files, evidence=Memory(ledger=rows))
    assert spans(verdict) == [("a", "", *JAN)]
    assert [(loss.reason, loss.group) for loss in verdict.held["b"]] == [(HoldReason.GROUP_GONE, "1000")]
    assert spans(run(*files, evidence=Memory(ledger=rows), accepted={"b"})) == [("b", "", *JAN)]
    part = run(batch("a", JAN, at=1, batches=("1", "2")), batch("b", JAN, at=2, batches=("2",)))
    assert [(loss.reason, loss.group) for loss in part.held["b"]] == [(HoldReason.BATCH_GONE, "1")]
    assert "'1'" in part.held["b"][0].sentence()


def test_a_better_dataset_takes_its_days_from_all_of_them_whenever_it_comes() -> None:
    adding = batch("a", JAN, at=1, precedence=20), batch("b", MID, at=5, precedence=20)
    ledger = ledger_file("ledger", JAN, at=3, precedence=10)
    expected = [("b", "", date(2025, 2, 1), date(2025, 2, 10)), ("ledger", "", *JAN)]
    assert spans(run(*adding, ledger)) == expected
    assert spans(run(ledger, *reversed(adding))) == expected


def test_companies_add_up_apart() -> None:
    verdict = run(
        batch("a", JAN, at=1, partitions=("X",)),
        batch("b", FEB, at=2, partitions=("Y",)),
        batch("c", YEAR, at=3, partitions=("X",)),
    )
    assert spans(verdict) == [("a", "X", *JAN), ("b", "Y", *FEB), ("c", "X", *YEAR)]
