"""Answers to the quarterly recommendation survey and to the satisfaction question after service."""

from __future__ import annotations

from datetime import date, timedelta

from sources.demo.company.frame import Frame, add_months
from sources.demo.company.org import ROOT, TEAMS_BY_LABEL
from sources.demo.events import Customer, SurveyResponse

NPS_SCORES = (10, 10, 9, 9, 9, 8, 8, 7, 7, 6, 5, 3)
CSAT_SCORES = (5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 2)
TEAMS: tuple[str | None, ...] = (*TEAMS_BY_LABEL, *TEAMS_BY_LABEL, None)


def survey_responses(frame: Frame, accounts: tuple[Customer, ...]) -> tuple[SurveyResponse, ...]:
    """NPS waves by quarter, satisfaction by month; some customers answer twice, some scores are not valid."""
    rng = frame.rng("surveys")
    rows: list[SurveyResponse] = []

    def answer(kind: str, survey: str, customer: Customer, day_index: int, first: date, score: int | None) -> None:
        day = first + timedelta(days=day_index)
        if day > frame.as_of:
            return
        team = rng.choice(TEAMS)
        unit = TEAMS_BY_LABEL[team] if team else ROOT
        rows.append(SurveyResponse(f"R{len(rows) + 1:06d}", survey, kind, customer.customer_id, day, score, team, unit))

    for index, month in enumerate(frame.month_starts()):
        if month.month % 3 == 1:
            survey = f"NPS-{month.year}Q{(month.month + 2) // 3}"
            for customer in rng.sample(accounts, round(len(accounts) * 0.7)):
                first_day = rng.randrange(55)
                answer("nps", survey, customer, first_day, month, rng.choice(NPS_SCORES))
                if rng.random() < 0.08:
                    answer("nps", survey, customer, first_day + rng.randint(0, 20), month, rng.choice(NPS_SCORES))
            answer("nps", survey, rng.choice(accounts), 30, month, 11)
            answer("nps", survey, rng.choice(accounts), 40, month, None)
        survey = f"CSAT-{month:%Y-%m}"
        length = (add_months(month, 1) - month).days
        for customer in rng.sample(accounts, max(12, round(len(accounts) * 0.3))):
            lift = 1 if index > 12 and rng.random() < 0.25 else 0
            score = min(5, rng.choice(CSAT_SCORES) + lift)
            day_index = rng.randrange(length)
            answer("csat", survey, customer, day_index, month, score)
            if rng.random() < 0.05:
                answer("csat", survey, customer, day_index, month, rng.choice(CSAT_SCORES))
        if index % 3 == 0:
            answer("csat", survey, rng.choice(accounts), 5, month, 0)
    return tuple(rows)
