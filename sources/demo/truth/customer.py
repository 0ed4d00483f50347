"""Recommendation and satisfaction from survey answers."""

from __future__ import annotations

from collections.abc import Iterable

from sources.demo.events import Company, SurveyResponse
from sources.demo.truth.formulas import ratio
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import Fact, SumMeasure
from sources.demo.truth.tree import OrgTree

PROMOTER, DETRACTOR, BEST = 9, 6, 10
SATISFIED, SCALE = 4, 5


def latest(responses: Iterable[SurveyResponse]) -> list[SurveyResponse]:
    """One answer per customer and survey, the latest (then the greater id), whether its score is valid or not."""
    found: dict[tuple[str, str], SurveyResponse] = {}
    for one in sorted(responses, key=lambda response: (response.day, response.response_id)):
        found[one.customer_id, one.survey_id] = one
    return list(found.values())


def customer_kpis(company: Company, tree: OrgTree) -> list[Kpi]:
    """NPS over the latest answers, CSAT over all; invalid scores are in neither."""
    known = [one for one in company.survey_responses if one.day <= company.as_of]
    asked = [(one, one.score) for one in latest(one for one in known if one.kind == "nps")]
    rated = [(one, one.score) for one in known if one.kind == "csat"]
    nps = [(one, score) for one, score in asked if score is not None and 0 <= score <= BEST]
    csat = [(one, score) for one, score in rated if score is not None and 1 <= score <= SCALE]

    def measure(rows: Iterable[tuple[SurveyResponse, int]]) -> Term:
        return Term(SumMeasure((Fact(one.day, one.org_unit_id, value) for one, value in rows), tree))

    balance = measure((one, (score >= PROMOTER) - (score <= DETRACTOR)) for one, score in nps)
    top = measure((one, int(score >= SATISFIED)) for one, score in csat)
    return [
        Kpi(
            "nps", grid("month|quarter|year", "period|t3m"), (balance, measure((one, 1) for one, _ in nps)), ratio(100)
        ),
        Kpi("csat_pct", grid("month|quarter|year", "period"), (top, measure((one, 1) for one, _ in csat)), ratio()),
    ]
