"""Builds the demo company from a seed: each area in its own module, each on its own random stream."""

from __future__ import annotations

from sources.demo.company.boards import board_items, board_mappings, boards
from sources.demo.company.budget import budget, fx_rates
from sources.demo.company.charts import ACCOUNTS
from sources.demo.company.collaboration import collaboration
from sources.demo.company.finance import ledger
from sources.demo.company.frame import make_frame
from sources.demo.company.goals import checkins, goals, trajectory
from sources.demo.company.org import ENTITIES, ROOT, calendar_days, org_mappings, org_positions
from sources.demo.company.outside import outside
from sources.demo.company.people import employees, snapshot_days, suzhou_employees
from sources.demo.company.risk import risk_register
from sources.demo.company.safety import safety, safety_mappings
from sources.demo.company.sales import customers, opportunities
from sources.demo.company.staff import staff, staff_mappings
from sources.demo.company.supply import supply, supply_mappings
from sources.demo.company.support import support, support_mappings
from sources.demo.company.surveys import survey_responses
from sources.demo.company.suzhou import suzhou_ledger
from sources.demo.company.suzhou.workdays import suzhou_calendar
from sources.demo.company.targets import kpi_targets
from sources.demo.company.training import training
from sources.demo.company.work import STATUS_RULES, projects, work_items
from sources.demo.events import Company

JIRA_INSTANCE = "meridian.example.net"
JIRA_TIME_ZONE = "America/New_York"


def build_company(seed: int = 1, scale: float = 1.0, months: int = 24) -> Company:
    """The events of Meridian Instruments, an invented maker of measuring instruments.

    Args:
        seed: the same seed gives the same company.
        scale: 1.0 is about 350 people and 28,000 ledger lines; people and money grow with it.
        months: calendar months of history, the last one being that of the as-of date.

    Raises:
        ValueError: for less than one month or a scale that is not positive.
    """
    frame = make_frame(seed, scale, months)
    people = employees(frame)
    accounts = customers(frame)
    deals = opportunities(frame, accounts)
    sessions, records = training(frame, people)
    risks, assessments, appetites = risk_register(frame)
    return Company(
        seed=seed,
        scale=scale,
        months=months,
        as_of=frame.as_of,
        start=frame.start,
        company_id="meridian",
        name="Meridian Instruments",
        name_zh="明锐仪器",
        base_currency="USD",
        fiscal_start_month=1,
        calendar="default",
        time_zone="America/New_York",
        jira_instance=JIRA_INSTANCE,
        jira_time_zone=JIRA_TIME_ZONE,
        root_org_unit=ROOT,
        org_positions=org_positions(),
        org_mappings=(
            *org_mappings(),
            *supply_mappings(),
            *support_mappings(),
            *board_mappings(),
            *staff_mappings(),
            *safety_mappings(),
        ),
        entities=ENTITIES,
        accounts=ACCOUNTS,
        ledger=(*ledger(frame), *suzhou_ledger(frame)),
        budget=budget(frame),
        fx_rates=fx_rates(frame),
        employee_snapshots=snapshot_days(frame),
        employees=(*people, *suzhou_employees(frame, len(people))),
        training_sessions=sessions,
        training_records=records,
        customers=accounts,
        opportunities=deals,
        projects=(*projects(frame), *boards(frame)),
        work_items=(*work_items(frame), *board_items(frame)),
        status_rules=STATUS_RULES,
        survey_responses=survey_responses(frame, accounts),
        risks=risks,
        risk_assessments=assessments,
        risk_appetites=appetites,
        goals=goals(frame, deals),
        goal_trajectory=trajectory(),
        goal_checkins=checkins(),
        kpi_targets=kpi_targets(frame),
        calendar_days=(*calendar_days(frame), *suzhou_calendar()),
        supply=supply(frame),
        support=support(frame, accounts),
        collaboration=collaboration(frame, people),
        staff=staff(frame, people),
        safety=safety(frame),
        outside=outside(frame),
    )
