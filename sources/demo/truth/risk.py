"""The risk register as it stands at the end of a period: loss expected per year, and risks above appetite.

A leaf is an open risk with its last residual assessment, unless that is older than 1.5 x the risk's cadence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from sources.demo.events import Company, Risk, RiskAppetite, RiskAssessment
from sources.demo.truth.formulas import sum_of
from sources.demo.truth.kpis import Kpi, Term, grid
from sources.demo.truth.measures import NOTHING, TOTAL, Key, Total
from sources.demo.truth.money import Rates
from sources.demo.truth.periods import DAY, Span, first_of_month
from sources.demo.truth.tree import OrgTree

Z95 = 1.6448536269514722
"""The 95 % quantile of the standard normal distribution: p5 and p95 lie this far from the mean."""
Leaf = Callable[[Risk, RiskAssessment, date], Total | None]
"""(risk, its assessment, day) -> what the leaf adds on that day, ``None`` where it is no leaf of the measure."""


def expected_loss(frequency: float, p5: float, p95: float) -> float:
    """λ x E[X] of a lognormal loss from its 90 % interval (RULES 3.3)."""
    mean = (math.log(p5) + math.log(p95)) / 2
    sigma = (math.log(p95) - math.log(p5)) / (2 * Z95)
    return frequency * math.exp(mean + sigma**2 / 2)


class Register:
    """Risks, their residual assessments in order of date, and the appetite of each category."""

    def __init__(self, company: Company, rates: Rates) -> None:
        """Assessments after the as-of date are not known."""
        self.risks = company.risks
        self._rates = rates
        self._appetites = company.risk_appetites
        self._residual: dict[str, list[RiskAssessment]] = defaultdict(list)
        for one in sorted(company.risk_assessments, key=lambda assessment: assessment.as_of):
            if one.kind == "residual" and one.as_of <= company.as_of:
                self._residual[one.risk_id].append(one)

    def assessment(self, risk: Risk, day: date) -> RiskAssessment | None:
        """The last residual assessment of a risk that is open on a day, unless it is stale."""
        if risk.identified_on > day or (risk.closed_on is not None and risk.closed_on <= day):
            return None
        if risk.status == "closed" and risk.closed_on is None:
            return None
        past = [one for one in self._residual[risk.risk_id] if one.as_of <= day]
        if not past or (day - past[-1].as_of).days * 2 > 3 * risk.cadence_days:
            return None
        return past[-1]

    def first_day(self) -> date | None:
        """Day of the earliest residual assessment."""
        return min((dated[0].as_of for dated in self._residual.values() if dated), default=None)

    def loss(self, one: RiskAssessment) -> float | None:
        """Expected annual loss in base currency at the assessment date's closing rate; ``None`` without a rate."""
        rate = self._rates.closing(one.currency, one.as_of)
        if rate is None:
            return None
        return expected_loss(float(one.annual_frequency), float(one.loss_p5), float(one.loss_p95)) * float(rate)

    def loss_leaf(self, risk: Risk, one: RiskAssessment, day: date) -> Total | None:
        """What a risk adds to the expected annual loss."""
        loss = self.loss(one)
        return Total(0, 1, 1) if loss is None else Total(loss, 1)

    def above_leaf(self, risk: Risk, one: RiskAssessment, day: date) -> Total | None:
        """1 if a threshold of the risk's category is exceeded."""
        above, blocked = False, 0
        for appetite in self._appetites:
            if appetite.category != risk.category or appetite.valid_from > day:
                continue
            if appetite.valid_to is not None and appetite.valid_to < day:
                continue
            if appetite.metric == "score":
                above = above or one.likelihood * one.impact > appetite.threshold
            else:
                loss, threshold = self.loss(one), self._threshold(appetite)
                if loss is None or threshold is None:
                    blocked = 1
                else:
                    above = above or loss > threshold
        return Total(int(above), 1, blocked)

    def _threshold(self, appetite: RiskAppetite) -> float | None:
        rate = self._rates.closing(appetite.currency or self._rates.base, appetite.valid_from)
        return None if rate is None else float(appetite.threshold) * float(rate)


class RegisterMeasure:
    """Σ over the leaves of the register on a span's last day, over the tree of that day."""

    def __init__(self, register: Register, tree: OrgTree, as_of: date, leaf: Leaf) -> None:
        """``leaf`` says what a risk adds."""
        self._register = register
        self._tree = tree
        self._leaf = leaf
        self._days: dict[date, dict[Key, Total]] = {}
        first = register.first_day()
        self.data_start = None if first is None else first_of_month(first)
        day = first
        while day is not None and day <= as_of:
            self._days[day] = self._sum(day)
            day += DAY

    def _sum(self, day: date) -> dict[Key, Total]:
        sums: dict[Key, Total] = {}
        for risk in self._register.risks:
            one = self._register.assessment(risk, day)
            leaf = None if one is None else self._leaf(risk, one, day)
            if leaf is None:
                continue
            for unit in self._tree.above(risk.org_unit_id, day):
                for segment in (TOTAL, f"category={risk.category}"):
                    so_far = sums.get((unit, segment), NOTHING)
                    sums[unit, segment] = Total(*(a + b for a, b in zip(so_far, leaf, strict=True)))  # type: ignore[arg-type]
        return sums

    def places(self) -> Iterable[Key]:
        """(unit, segment) that had a leaf on any day."""
        return {key for sums in self._days.values() for key in sums}

    def total(self, unit: str, segment: str, span: Span) -> Total:
        """The register on the span's last day."""
        return self._days.get(span.end, {}).get((unit, segment), NOTHING)


def risk_kpis(company: Company, tree: OrgTree, rates: Rates) -> list[Kpi]:
    """Both risk KPIs, in total and by category."""
    register = Register(company, rates)
    monthly, by = grid("month|quarter|year", "point"), ("total", "category")
    leaves = (("risk_expected_annual_loss", register.loss_leaf), ("risks_above_appetite_count", register.above_leaf))
    return [
        Kpi(
            kpi_id,
            monthly,
            (Term(RegisterMeasure(register, tree, company.as_of, leaf)),),
            sum_of(),
            by,
            for_goals=False,
        )
        for kpi_id, leaf in leaves
    ]
