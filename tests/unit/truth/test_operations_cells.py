"""Work items, answers, risks and goals of a tiny company; every value is worked out in the comments."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sources.demo.events import (
    Company,
    Goal,
    GoalCheckin,
    Project,
    Risk,
    RiskAppetite,
    RiskAssessment,
    StatusRule,
    SurveyResponse,
    WorkItem,
)
from sources.demo.truth import COLUMNS, write_truth

Make = Callable[..., Company]
Truth = Callable[[Company], Callable[..., object]]
RULES = tuple(
    StatusRule(status, category, active)
    for status, category, active in (
        ("New", "todo", False), ("Doing", "in_progress", True), ("Review", "in_progress", False),
        ("Done", "done", False), ("Dropped", "cancelled", False),
    )
)  # fmt: skip
PROJECTS = (
    Project("J", "J", "A1", "json", ()),
    Project("C", "C", "B", "csv", (date(2024, 5, 31), date(2024, 7, 5))),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def item(key: str, created: str, *moves: tuple[str, str], due: tuple[tuple[str, str | None], ...] = ()) -> WorkItem:
    statuses = ["New", *(status for _, status in moves)]
    transitions = tuple((at(moment), statuses[index], status) for index, (moment, status) in enumerate(moves))
    changes = tuple((at(moment), date.fromisoformat(day) if day else None) for moment, day in due)
    project = key.partition("-")[0]
    unit = "A1" if project == "J" else "B"
    return WorkItem(key, key, project, project, "Task", unit, "", at(created), transitions, changes, "")


ITEMS = (
    # Doing 1-3 June (2 days), Review until 5 June 02:00 UTC = 4 June 22:00 in New York: 1 day 2 hours
    item("J-1", "2024-05-20 12:00", ("2024-06-01 00:00", "Doing"), ("2024-06-04 00:00", "Review"),
         ("2024-06-05 02:00", "Done"), due=(("2024-05-20 12:00", "2024-06-04"),)),
    # finished, reopened, finished again: counts once, on 20 June; the day in Done is no time of flow
    item("J-2", "2024-05-20 12:00", ("2024-06-10 12:00", "Doing"), ("2024-06-12 12:00", "Done"),
         ("2024-06-13 12:00", "Review"), ("2024-06-20 12:00", "Done"),
         due=(("2024-05-20 12:00", None), ("2024-06-01 12:00", "2024-06-12"), ("2024-06-02 12:00", "2024-06-30"))),
    item("J-3", "2024-06-01 12:00", ("2024-06-26 16:00", "Doing"), due=(("2024-06-01 12:00", "2024-06-28"),)),
    item("J-4", "2024-06-01 12:00", ("2024-06-11 12:00", "Doing"), ("2024-06-12 12:00", "Dropped"),
         due=(("2024-06-01 12:00", "2024-06-12"),)),
    item("C-1", "2024-05-01 12:00", ("2024-05-10 12:00", "Doing"), ("2024-06-12 12:00", "Done"),
         due=(("2024-05-01 12:00", "2024-05-15"), ("2024-05-02 12:00", "2024-06-14"))),
    item("C-2", "2024-07-01 12:00"),
)  # fmt: skip


def test_flow_of_work_items(company: Make, cells: Truth) -> None:
    find = cells(company(work_items=ITEMS, projects=PROJECTS, status_rules=RULES, as_of=date(2024, 6, 30)))
    # the snapshot of 5 July is not there yet: C-1 was still in progress at the end of May
    assert find("throughput_items", "R", "month", "period", "2024-06-01").value == 2.0
    assert find("throughput_items", "A1", "day", "period", "2024-06-04").value == 1.0
    assert find("throughput_items", "A1", "day", "period", "2024-06-05").status == "no_data"
    # J-1: 3 days active, 26 h waiting; J-2: 2 days active, 7 days waiting
    assert find("flow_efficiency_pct", "R", "month", "period", "2024-06-01").value == float(
        f"{120 / (120 + 26 + 168):.11e}"
    )
    # cycle times 4 d 2 h and 10 d: 4.0833 + 0.85 x 5.9167
    cycle = find("cycle_time_p85_days", "A", "month", "t30d", "2024-06-01").value
    assert abs(cycle - (98 / 24 + 0.85 * (10 - 98 / 24))) < 1e-12
    # the end of 30 June in New York is 04:00 UTC on 1 July: 108 hours after 26 June 16:00
    assert find("wip_age_p85_days", "A1", "month", "point", "2024-06-01", "project=J").value == 4.5
    assert find("wip_age_p85_days", "A1", "day", "point", "2024-06-25").status == "no_data"
    # J-2 was finished and J-4 dropped on 12 June; J-2's age at the end of the 11th: 10 June 12:00 to 12 June 04:00
    assert find("wip_age_p85_days", "A1", "day", "point", "2024-06-12").status == "no_data"
    with pytest.raises(KeyError):  # C-1 was in progress, but no changelog says since when
        find("wip_age_p85_days", "B", "month", "point", "2024-06-01")
    # first due dates: J-1 4 June kept, J-2 12 June missed, J-3 28 June missed; J-4 was cancelled
    assert find("on_time_completion_pct", "A1", "month", "period", "2024-06-01").value == float(f"{1 / 3:.11e}")


def test_a_project_known_by_snapshots(company: Make, cells: Truth) -> None:
    find = cells(company(work_items=ITEMS, projects=PROJECTS, status_rules=RULES, as_of=date(2024, 7, 31)))
    assert find("throughput_items", "B", "month", "period", "2024-06-01").value == 1.0
    # 15 May had been replaced before the first snapshot: the first due date seen is 14 June
    assert find("on_time_completion_pct", "B", "month", "period", "2024-06-01").value == 1.0


def test_recommendation_and_satisfaction(company: Make, cells: Truth) -> None:
    rows = (
        ("1", "s", "nps", "c1", "2024-02-01", 3), ("2", "s", "nps", "c1", "2024-02-20", 9),
        ("3", "s", "nps", "c2", "2024-02-05", 6), ("4", "s", "nps", "c3", "2024-02-05", 8),
        ("5", "s", "nps", "c4", "2024-02-05", 10), ("6", "s", "nps", "c5", "2024-02-05", 10),
        ("7", "s", "nps", "c5", "2024-02-06", None), ("8", "s", "nps", "c6", "2024-02-06", 11),
        ("9", "t", "csat", "c1", "2024-02-01", 5), ("10", "t", "csat", "c1", "2024-02-02", 3),
        ("11", "t", "csat", "c2", "2024-02-02", 4), ("12", "t", "csat", "c3", "2024-02-02", 0),
    )  # fmt: skip
    responses = tuple(
        SurveyResponse(i, s, k, c, date.fromisoformat(d), score, None, "A1") for i, s, k, c, d, score in rows
    )
    find = cells(company(survey_responses=responses))
    # c1's later 9, c2's 6, c3's 8, c4's 10; c5's latest answer is not valid: (2 - 1) / 4
    assert find("nps", "R", "month", "period", "2024-02-01").value == 25.0
    assert find("nps", "A", "month", "t3m", "2024-04-01").value == 25.0
    assert find("nps", "A", "month", "t3m", "2024-03-01").status == "not_computable"
    assert find("csat_pct", "R", "quarter", "period", "2024-04-01").status == "no_data"
    assert find("csat_pct", "R", "month", "period", "2024-02-01").value == float(f"{2 / 3:.11e}")


def assessed(
    risk: str, day: str, likelihood: int, frequency: str, loss: str = "100", kind: str = "residual"
) -> RiskAssessment:
    money = Decimal(loss)
    return RiskAssessment(
        risk, date.fromisoformat(day), kind, likelihood, 4, Decimal(frequency), money, money, money, "USD"
    )


def test_risks_at_the_end_of_a_month(company: Make, cells: Truth) -> None:
    risks = (
        Risk("r1", "", "legal", "A1", "open", date(2024, 1, 10), None, "", 30),
        Risk("r2", "", "market", "B", "closed", date(2024, 1, 10), date(2024, 2, 29), "", 90),
    )
    # p5 = p95: no spread, so the expected loss is frequency x loss
    rows = (
        assessed("r1", "2024-01-15", 2, "0.5"), assessed("r1", "2024-01-16", 5, "9", kind="inherent"),
        assessed("r1", "2024-03-16", 3, "2"), assessed("r2", "2024-01-10", 1, "4"),
    )  # fmt: skip
    appetites = (
        RiskAppetite("legal", "score", Decimal(8), None, date(2024, 1, 1), None),
        RiskAppetite("market", "eal", Decimal(300), "USD", date(2024, 1, 1), None),
    )
    find = cells(company(risks=risks, risk_assessments=rows, risk_appetites=appetites))

    def at_end(unit: str, month: str, segment: str = "total") -> tuple[object, object]:
        loss = find("risk_expected_annual_loss", unit, "month", "point", month, segment)
        count = find("risks_above_appetite_count", unit, "month", "point", month, segment)
        return (round(loss.value, 6) if loss.value is not None else loss.status,
                count.value if count.value is not None else count.status)  # fmt: skip

    # January: r1 0.5 x 100 with score 8 (not above 8), r2 4 x 100 above 300
    assert at_end("R", "2024-01-01") == (450.0, 1.0)
    assert at_end("R", "2024-01-01", "category=legal") == (50.0, 0.0)
    # 29 February: r1 is 45 days old (at most 45), r2 closed that day
    assert at_end("R", "2024-02-01") == (50.0, 0.0)
    assert at_end("B", "2024-02-01") == ("no_data", "no_data")
    # March: r1 2 x 100, score 12; at the end of May it is 76 days old
    assert at_end("A", "2024-03-01") == (200.0, 1.0)
    assert at_end("A", "2024-05-01") == ("no_data", "no_data")


def test_goals_of_a_unit(company: Make, cells: Truth) -> None:
    def goal(name: str, start: str, end: str, weight: str, baseline: str, target: str) -> Goal:
        days = date.fromisoformat(start), date.fromisoformat(end)
        return Goal(name, "", "", "A", "team", None, "increase", False, Decimal(baseline), Decimal(target), "",
                    *days, "linear", Decimal(weight), 14, None)  # fmt: skip

    goals = (
        goal("g1", "2024-04-01", "2024-06-30", "1", "0", "100"),
        goal("g2", "2024-05-01", "2024-05-31", "3", "10", "0"),
    )
    checkins = (
        GoalCheckin("g1", date(2024, 4, 20), Decimal(30), 5),
        GoalCheckin("g2", date(2024, 5, 30), Decimal(-5), 5),
    )
    find = cells(company(goals=goals, goal_checkins=checkins))
    # 30 April: 22 of 65 working days, 0.3 of the way: pace 0.886
    assert find("goal_attainment_pct", "A", "month", "point", "2024-04-01", "goal=g1").value == 0.3
    assert find("goal_pace_ratio", "A", "month", "point", "2024-04-01", "goal=g1").value == float(
        f"{0.3 * 65 / 22:.11e}"
    )
    assert find("goals_on_track_pct", "A", "month", "point", "2024-04-01").value == 0.0
    # 31 May: g1's check-in is 41 days old (21 allowed), so only g2 has a status: 15 / 10 = 1.5, achieved
    assert find("goal_attainment_pct", "A", "month", "point", "2024-05-01", "goal=g2").value == 1.5
    assert find("goals_on_track_pct", "A", "month", "point", "2024-05-01").value == 1.0
    # (1 x 0.3 + 3 x 1) / 4
    assert find("goal_attainment_pct", "A", "month", "point", "2024-05-01").value == 0.825
    assert find("goal_pace_ratio", "A", "month", "point", "2024-05-01").status == "not_computable"
    # at the end of the year no goal is active any more; g1 and g2 are still shown
    assert find("goals_on_track_pct", "A", "year", "point", "2024-01-01").status == "no_data"
    assert find("goal_attainment_pct", "A", "year", "point", "2024-01-01").value == 0.825


def test_the_file_is_sorted_and_exact(company: Make, tmp_path: Path) -> None:
    path = tmp_path / "truth" / "truth.csv"
    number = write_truth(
        company(work_items=ITEMS, projects=PROJECTS, status_rules=RULES, as_of=date(2024, 6, 28)), path
    )
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert tuple(header) == COLUMNS
    assert len(rows) == number
    assert [row[:6] for row in rows] == sorted(row[:6] for row in rows)
    assert len({tuple(row[:6]) for row in rows}) == number
    third = next(
        row for row in rows if row[:4] == ["on_time_completion_pct", "A1", "total", "month"] and row[5] == "2024-06-01"
    )
    assert third[6:] == ["0.333333333333", "no_target"]
