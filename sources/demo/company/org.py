"""The org tree, the labels under which the systems know its units, and the legal entities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sources.demo.company.frame import Frame
from sources.demo.events import CalendarDay, Entity, OrgMapping, OrgPosition

ROOT = "MI"
FOUNDED = date(2018, 1, 1)
MOVE_DAY = date(2025, 7, 1)
"""Field Service moves from Operations to Sales on this day."""
RECODED_CLASS = "Calibration Lab"
RECODE_DAY = date(2025, 4, 1)
"""From this day the class belongs to Quality Engineering instead of Assembly."""
US, DE, CN = "MI-US", "MI-DE", "MI-CN"


@dataclass(frozen=True)
class Unit:
    """A unit with its label in the systems; ``heads`` at scale 1, ``fixed`` teams do not scale."""

    unit_id: str
    name: str
    name_zh: str
    parent: str | None
    heads: int
    entity: str
    cost_center: str
    fixed: bool = False


UNITS: tuple[Unit, ...] = (
    Unit(ROOT, "Meridian Instruments", "明锐仪器", None, 0, US, "Corporate"),
    Unit("MI-SAL", "Sales", "销售部", ROOT, 2, US, "Sales"),
    Unit("MI-SAL-NA", "Sales North America", "北美销售", "MI-SAL", 28, US, "Sales North America"),
    Unit("MI-SAL-EU", "Sales Europe", "欧洲销售", "MI-SAL", 24, DE, "20004100"),
    Unit("MI-SAL-AP", "Sales Asia Pacific", "亚太销售", "MI-SAL", 12, US, "Sales Asia Pacific"),
    Unit("MI-SAL-KA", "Key Accounts", "大客户", "MI-SAL", 3, US, "Key Accounts", True),
    Unit("MI-FSV", "Field Service", "现场服务", "MI-OPS", 22, US, "Field Service"),
    Unit("MI-OPS", "Operations", "运营部", ROOT, 2, US, "Operations"),
    Unit("MI-OPS-ASM", "Assembly", "装配", "MI-OPS", 48, US, "Assembly"),
    Unit("MI-OPS-TST", "Test and Calibration", "检测校准", "MI-OPS", 30, DE, "20005200"),
    Unit("MI-SUP", "Supply Chain", "供应链部", ROOT, 2, US, "Supply Chain"),
    Unit("MI-SUP-PUR", "Purchasing", "采购", "MI-SUP", 12, US, "Purchasing"),
    Unit("MI-SUP-LOG", "Logistics", "物流", "MI-SUP", 18, US, "Logistics"),
    Unit("MI-SUP-WHS", "Warehouse Bremen", "不来梅仓库", "MI-SUP", 16, DE, "20005300"),
    Unit("MI-ENG", "Product and Engineering", "产品与工程部", ROOT, 2, US, "Engineering"),
    Unit("MI-ENG-HW", "Hardware Engineering", "硬件工程", "MI-ENG", 28, US, "Hardware Engineering"),
    Unit("MI-ENG-SW", "Software Engineering", "软件工程", "MI-ENG", 26, DE, "20006100"),
    Unit("MI-ENG-QA", "Quality Engineering", "质量工程", "MI-ENG", 12, US, "Quality Engineering"),
    Unit("MI-FIN", "Finance", "财务部", ROOT, 2, US, "Finance"),
    Unit("MI-FIN-ACC", "Accounting", "会计", "MI-FIN", 10, US, "Accounting"),
    Unit("MI-FIN-CTL", "Controlling", "管理会计", "MI-FIN", 6, DE, "20007100"),
    Unit("MI-PPL", "People", "人力资源部", ROOT, 1, US, "People", True),
    Unit("MI-PPL-TD", "Talent Development", "人才发展", "MI-PPL", 3, US, "Talent Development", True),
    Unit("MI-SAL-CN", "Sales China", "中国销售", "MI-SAL", 12, CN, "中国销售部"),
    Unit("MI-OPS-SUZ", "Suzhou Assembly", "苏州装配", "MI-OPS", 26, CN, "苏州装配部"),
    Unit("MI-FIN-SUZ", "Finance Suzhou", "苏州财务", "MI-FIN", 6, CN, "苏州财务部"),
)
FIRST_UNITS = tuple(unit for unit in UNITS if unit.entity != CN)
"""The units of MI-US and MI-DE, whose streams the later ones must not touch."""
UNIT_BY_ID = {unit.unit_id: unit for unit in UNITS}
TEAMS_BY_LABEL = {
    "Service Desk US": "MI-FSV",
    "Service Desk EU": "MI-OPS-TST",
    "Account Care": "MI-SAL-NA",
    "Partner Care": "MI-SAL-AP",
}
PROJECT_UNITS = {"ASM": "MI-OPS-ASM", "LOGI": "MI-SUP-LOG", "HWD": "MI-ENG-HW", "PLAT": "MI-ENG-SW"}
OWNERS: tuple[tuple[str, str], ...] = tuple(
    (f"005Ka00000{number:02d}MrdIAK", unit)
    for number, unit in enumerate(
        ("MI-SAL-NA",) * 4 + ("MI-SAL-EU",) * 3 + ("MI-SAL-AP",) * 2 + ("MI-SAL-KA",) * 2 + ("MI-FSV",), start=1
    )
)
"""Owner ids of the CRM and the unit that each sells for."""
ACCOUNT_UNITS = {"Bank Charges": "MI-FIN-ACC", "Insurance": "MI-FIN", "Income Tax": "MI-FIN"}
"""Accounts that are booked without a class and belong to a unit."""

ENTITIES: tuple[Entity, ...] = (
    Entity(US, "Meridian Instruments Inc.", "USD", "quickbooks", "meridian-instruments-inc", None, ROOT),
    Entity(DE, "Meridian Instruments GmbH", "EUR", "sap", "default", "2000", ROOT),
    Entity(CN, "Meridian Instruments (Suzhou) Co., Ltd.", "CNY", "kingdee", "suzhou", None, ROOT),
)

Resolver = Callable[[str | None, str, date], str]


def org_positions() -> tuple[OrgPosition, ...]:
    """The dated tree; Field Service has two positions."""
    positions = []
    for unit in UNITS:
        if unit.unit_id == "MI-FSV":
            last = MOVE_DAY - timedelta(days=1)
            positions.append(OrgPosition(unit.unit_id, unit.name, unit.name_zh, "MI-OPS", FOUNDED, last))
            positions.append(OrgPosition(unit.unit_id, unit.name, unit.name_zh, "MI-SAL", MOVE_DAY, None))
        else:
            positions.append(OrgPosition(unit.unit_id, unit.name, unit.name_zh, unit.parent, FOUNDED, None))
    return tuple(positions)


def org_mappings() -> tuple[OrgMapping, ...]:
    """Every label of every system, so that nothing of the clean scenario is unassigned."""

    def always(source_type: str, key: str, system: str | None, unit: str) -> OrgMapping:
        return OrgMapping(source_type, key, system, None, unit, None, None)

    rows = []
    for unit in UNITS:
        if unit.entity == US:
            rows.append(always("class", unit.cost_center, "quickbooks", unit.unit_id))
        if unit.entity == CN:
            rows.append(always("department", unit.cost_center, "kingdee", unit.unit_id))
        rows.append(always("cost_center", unit.cost_center, None, unit.unit_id))
        rows.append(always("department", unit.name, "bamboohr", unit.unit_id))
    for source_type, system in (("class", "quickbooks"), ("cost_center", None)):
        last = RECODE_DAY - timedelta(days=1)
        rows.append(OrgMapping(source_type, RECODED_CLASS, system, None, "MI-OPS-ASM", None, last))
        rows.append(OrgMapping(source_type, RECODED_CLASS, system, None, "MI-ENG-QA", RECODE_DAY, None))
    rows += [always("account", account, None, unit) for account, unit in ACCOUNT_UNITS.items()]
    rows += [always("project", key, "jira", unit) for key, unit in PROJECT_UNITS.items()]
    rows += [always("owner", owner, "salesforce", unit) for owner, unit in OWNERS]
    rows += [always("team", label, None, unit) for label, unit in TEAMS_BY_LABEL.items()]
    return tuple(rows)


def unit_of_posting(label: str | None, account: str, day: date) -> str:
    """The unit of a ledger or budget line: its class or cost centre, else its account's row, else the entity's."""
    if label == RECODED_CLASS:
        return "MI-ENG-QA" if day >= RECODE_DAY else "MI-OPS-ASM"
    if label is not None:
        return next(unit.unit_id for unit in UNITS if unit.cost_center == label)
    return ACCOUNT_UNITS.get(account, ROOT)


def calendar_days(frame: Frame) -> tuple[CalendarDay, ...]:
    """Company holidays, and one Saturday that is worked each December."""
    fixed = (
        (1, 1, "New Year"),
        (5, 1, "Labour Day"),
        (7, 4, "Independence Day"),
        (12, 25, "Christmas Day"),
        (12, 26, "Company holiday"),
    )
    days = []
    for year in range(frame.start.year - 1, frame.as_of.year + 2):
        for month, day, note in fixed:
            if date(year, month, day).weekday() < 5:
                days.append(CalendarDay("default", date(year, month, day), False, note))
        thursday = next(date(year, 11, n) for n in range(22, 29) if date(year, 11, n).weekday() == 3)
        days.append(CalendarDay("default", thursday, False, "Thanksgiving"))
        saturday = next(date(year, 12, n) for n in range(6, 13) if date(year, 12, n).weekday() == 5)
        days.append(CalendarDay("default", saturday, True, "Stock-taking"))
    return tuple(sorted(days, key=lambda one: one.day))
