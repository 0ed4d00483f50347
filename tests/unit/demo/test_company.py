from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sources.demo.company import build_company
from sources.demo.company.frame import make_frame
from sources.demo.company.people import employed_on, position_on
from sources.demo.events import Company

CATEGORIES = {"financial", "legal", "market", "technical", "people"}


def test_every_document_balances_in_its_entity(company: Company) -> None:
    totals: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in company.ledger:
        totals[line.entity_id, line.document] += line.amount
    assert {key for key, total in totals.items() if total} == set()
    assert {entity for entity, _ in totals} == {"MI-US", "MI-DE", "MI-CN"}


def test_size_at_scale_one(company: Company) -> None:
    assert 20_000 <= len(company.ledger) <= 30_000
    staff = [one for one in employed_on(company.employees, company.as_of) if one.employment_status != "Contractor"]
    assert 330 <= len(staff) <= 375
    assert (company.start, company.as_of) == (date(2024, 1, 1), date(2025, 12, 19))


def test_small_company_has_everything_too(small: Company) -> None:
    assert small.start == date(2024, 10, 1)
    staff = [one for one in employed_on(small.employees, small.as_of) if one.employment_status != "Contractor"]
    assert 55 <= len(staff) <= 90
    for field in dataclasses.fields(small):
        value = getattr(small, field.name)
        assert value != (), field.name
        for part in dataclasses.fields(value) if dataclasses.is_dataclass(value) else ():
            assert getattr(value, part.name) != (), (field.name, part.name)


def test_same_seed_same_company_and_another_seed_another(small: Company) -> None:
    assert build_company(scale=0.2, months=15) == small
    assert build_company(seed=2, scale=0.2, months=15).ledger != small.ledger


def test_a_company_without_months_is_refused() -> None:
    with pytest.raises(ValueError):
        make_frame(1, 1.0, 0)


def test_nothing_is_booked_after_the_as_of_date(company: Company) -> None:
    assert max(line.posting_date for line in company.ledger) <= company.as_of
    assert max(at for item in company.work_items for at, _, _ in item.transitions).date() <= company.as_of
    assert max(answer.day for answer in company.survey_responses) <= company.as_of


def test_ledger_units_follow_class_then_account_then_entity(company: Company) -> None:
    units = {(line.account, line.class_or_cost_center): line.org_unit_id for line in company.ledger}
    assert units["Travel", "Field Service"] == "MI-FSV"
    assert units["650000", "20004100"] == "MI-SAL-EU"
    assert units["Bank Charges", None] == "MI-FIN-ACC"
    assert units["Sundry Expenses", None] == "MI"
    lab = {line.posting_date < date(2025, 4, 1): line.org_unit_id for line in company.ledger
           if line.class_or_cost_center == "Calibration Lab"}  # fmt: skip
    assert lab == {True: "MI-OPS-ASM", False: "MI-ENG-QA"}


def test_every_label_of_the_events_is_mapped(company: Company) -> None:
    known = {(one.source_type, one.source_key) for one in company.org_mappings}
    wanted = {("class", line.class_or_cost_center) for line in company.ledger if line.entity_id == "MI-US"}
    wanted |= {("cost_center", line.class_or_cost_center) for line in company.ledger if line.entity_id == "MI-DE"}
    wanted |= {("department", line.class_or_cost_center) for line in company.ledger if line.entity_id == "MI-CN"}
    wanted |= {("cost_center", line.class_or_cost_center) for line in company.budget}
    wanted |= {("department", place.department_label) for one in company.employees for place in one.positions}
    wanted |= {("project", item.project_key) for item in company.work_items}
    wanted |= {("owner", deal.owner_id) for deal in company.opportunities}
    wanted |= {("team", answer.team) for answer in company.survey_responses}
    wanted |= {("plant", move.plant) for move in company.supply.moves}
    wanted |= {("team", line.team) for line in company.supply.sales}
    wanted |= {("queue", ticket.queue_id) for ticket in company.support.tickets}
    wanted |= {("queue", one.queue) for one in (*company.safety.incidents, *company.safety.changes)}
    assert {pair for pair in wanted if pair[1] is not None} <= known


def test_field_service_changes_its_department_in_july(company: Company) -> None:
    places = [one for one in company.org_positions if one.org_unit_id == "MI-FSV"]
    assert [(one.parent_id, one.valid_from, one.valid_to) for one in places] == [
        ("MI-OPS", date(2018, 1, 1), date(2025, 6, 30)),
        ("MI-SAL", date(2025, 7, 1), None),
    ]


def test_people_show_what_the_people_figures_need(company: Company) -> None:
    reasons = {one.termination_reason for one in company.employees if one.termination_date}
    assert any(str(reason).startswith("Resignation") for reason in reasons)
    assert any(not str(reason).startswith("Resignation") for reason in reasons)
    assert {one.employment_status for one in company.employees} == {"Full-Time", "Part-Time", "Contractor"}
    heads = Counter(position_on(one, company.as_of).org_unit_id for one in employed_on(company.employees, company.as_of)
                    if one.employment_status != "Contractor")  # fmt: skip
    assert heads["MI-SAL-KA"] == 3
    assert heads["MI-PPL"] + heads["MI-PPL-TD"] == 4


def test_people_move_on_snapshot_days_only(company: Company) -> None:
    moves = [place.valid_from for one in company.employees for place in one.positions[1:]]
    assert moves
    assert set(moves) <= set(company.employee_snapshots)
    assert company.employee_snapshots[-2:] == (date(2025, 11, 30), date(2025, 12, 19))


def test_items_are_reopened_cancelled_late_and_on_time(company: Company) -> None:
    ways = Counter((before, after) for item in company.work_items for _, before, after in item.transitions)
    for way in (("Done", "In Progress"), ("To Do", "Cancelled"), ("In Progress", "Blocked"), ("In Review", "Done")):
        assert ways[way] > 0, way
    verdicts = Counter()
    for item in company.work_items:
        first = next((due for _, due in item.due_changes if due), None)
        if first and item.transitions and item.transitions[-1][2] == "Done":
            verdicts[item.transitions[-1][0].date() <= first] += 1
    assert verdicts[True] > 0 and verdicts[False] > 0


def test_moves_of_an_item_are_ordered_and_chained(company: Company) -> None:
    for item in company.work_items:
        moments = [item.created, *(at for at, _, _ in item.transitions)]
        assert moments == sorted(set(moments)), item.key
        states = ["To Do", *(to for _, _, to in item.transitions)]
        assert [before for _, before, _ in item.transitions] == states[:-1], item.key


def test_surveys_have_repeated_answers_and_invalid_scores(company: Company) -> None:
    answers = Counter((one.survey_id, one.customer_id) for one in company.survey_responses)
    assert max(answers.values()) > 1
    assert {11, None} <= {one.score for one in company.survey_responses if one.kind == "nps"}
    assert 0 in {one.score for one in company.survey_responses if one.kind == "csat"}


def test_sessions_are_cancelled_or_under_their_minimum(company: Company) -> None:
    done = Counter(one.session_id for one in company.training_records if one.status == "completed")
    statuses = {one.session_id: one.status for one in company.training_sessions}
    assert set(statuses.values()) == {"delivered", "cancelled", "planned"}
    small = [one for one in company.training_sessions if one.status == "delivered" and done[one.session_id] < 6]
    assert small
    assert all(done[session] == 0 for session, status in statuses.items() if status != "delivered")


def test_risks_cover_all_categories_stale_and_closed_ones(company: Company) -> None:
    assert {risk.category for risk in company.risks} == CATEGORIES
    last = {one.risk_id: one.as_of for one in company.risk_assessments if one.kind == "residual"}
    stale = [risk.risk_id for risk in company.risks if risk.status == "open"
             and (company.as_of - last[risk.risk_id]).days > Decimal("1.5") * risk.cadence_days]  # fmt: skip
    assert stale == ["RSK-006", "RSK-013"]
    assert [risk.risk_id for risk in company.risks if risk.status == "closed"] == ["RSK-009", "RSK-016"]
    assert {one.metric for one in company.risk_appetites} == {"score", "eal"}


def test_goals_are_the_four_quarterly_ones_and_others(company: Company) -> None:
    by_id = {goal.goal_id: goal for goal in company.goals}
    assert {"G-2025-Q1", "G-2025-Q2", "G-2025-Q3", "G-2025-Q4"} <= set(by_id)
    won = [
        one for one in company.opportunities if one.is_won and date(2024, 1, 1) <= one.close_date <= date(2024, 3, 31)
    ]
    wanted = sum((one.amount for one in won), Decimal(0)) * Decimal("1.1")
    assert abs(by_id["G-2025-Q1"].target - wanted) <= 500
    assert by_id["G-LEAD"].goal_type == "decrease" and by_id["G-MARGIN"].goal_type == "maintain_min"


def test_budget_versions_are_complete_for_entity_and_year(company: Company) -> None:
    months = defaultdict(set)
    for line in company.budget:
        months[line.entity_id, line.version, line.month.year].add(line.month.month)
    assert set(months) == {
        ("MI-US", "original", 2024), ("MI-US", "original", 2025), ("MI-US", "R1", 2025),
        ("MI-DE", "original", 2024), ("MI-DE", "original", 2025),
        ("MI-CN", "original", 2024), ("MI-CN", "original", 2025),
    }  # fmt: skip
    assert all(found == set(range(1, 13)) for found in months.values())


def test_every_won_deal_finds_a_closing_rate_within_a_week(company: Company) -> None:
    days = {(rate.from_currency, rate.rate_date) for rate in company.fx_rates if rate.rate_type == "closing"}
    for deal in company.opportunities:
        if deal.is_won and deal.currency != "USD":
            assert any((deal.currency, deal.close_date - timedelta(days=back)) in days for back in range(8)), deal
