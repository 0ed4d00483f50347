"""Words of the scorecard in English and Chinese: statuses, windows, domains, segments."""

from __future__ import annotations

STATUS = {
    "on_target": ("On target", "达标"),
    "at_risk": ("At risk", "有风险"),
    "off_target": ("Off target", "未达标"),
    "no_target": ("No target", "无目标"),
    "no_data": ("No data", "无数据"),
    "not_computable": ("Not computable", "不可计算"),
    "suppressed": ("Suppressed (small group)", "已屏蔽（人数过少）"),
    "on_track": ("On track", "正常"),
    "off_track": ("Off track", "偏离"),
    "achieved": ("Achieved", "已达成"),
    "missed": ("Missed", "未达成"),
    "grace": ("Just started", "起步期"),
    "not_started": ("Not started", "未开始"),
}
COUNTS = {
    "on_target": ("on target", "达标"),
    "at_risk": ("at risk", "有风险"),
    "off_target": ("off target", "未达标"),
    "other": ("not judged", "未评判"),
}
MARKS = {"on_target": "✓", "at_risk": "!", "off_target": "✗", "other": "–"}
WINDOWS = {
    "period": ("", ""),
    "point": ("period end", "期末"),
    "qtd": ("quarter to date", "季初至今"),
    "ytd": ("year to date", "年初至今"),
    "full_year": ("full year", "全年"),
    "to_date": ("to date", "至今"),
    "t3m": ("last 3 months", "近3个月"),
    "t12m": ("last 12 months", "近12个月"),
    "t28d": ("last 28 days", "近28天"),
    "t30d": ("last 30 days", "近30天"),
    "t90d": ("last 90 days", "近90天"),
    "t4w": ("last 4 weeks", "近4周"),
    "t13w": ("last 13 weeks", "近13周"),
}
DOMAINS = {
    "finance": "财务", "budget": "预算", "people": "人力", "learning": "培训", "customer": "客户", "sales": "销售",
    "process": "流程", "projects": "项目", "operations": "运营", "risk": "风险", "goals": "目标", "strategy": "战略",
}  # fmt: skip
SEGMENTS = {
    "revenue": ("revenue", "收入"), "cost": ("cost", "成本费用"), "capex": ("capital expenditure", "资本支出"),
    "profit_only": ("other income", "其他收入"), "balance": ("balance sheet", "资产负债"),
}  # fmt: skip


def status_names(status: str) -> tuple[str, str]:
    """A status in English and Chinese."""
    return STATUS.get(status, (status.replace("_", " ").capitalize(), status))


def window_names(window: str) -> tuple[str, str]:
    """A time window in English and Chinese; empty for the period itself."""
    return WINDOWS.get(window, (window, window))


def segment_names(segment: str) -> tuple[str, str]:
    """A segment (`type=value`) in English and Chinese; empty for the total."""
    _, _, value = segment.partition("=")
    return SEGMENTS.get(value, (value, value))
