"""The scorecard's figures, for page, workbook and terminal alike: per KPI one period at the root unit, with its target.

Of a KPI's grains and windows the one that has both a value and a target is shown, else one that has a value, else the
first; among equals the order of GRAINS, then WINDOWS. A KPI without a total is shown by its segments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.contents.marts_file import read_mart
from orchestration.contents.words import segment_names, status_names, window_names
from orchestration.marts import KPI_MART

TARGETS, KPIS = "dim_kpi_target", "dim_kpi"
KPI_COLUMNS = ("kpi_id varchar", "good varchar")
TARGET_COLUMNS = (
    *(f"{name} varchar" for name in ("kpi_id", "org_unit_id", "segment", "grain", "time_window")),
    *("valid_from date", "valid_to date", "target double", "low double", "high double"),
)
GRAINS = ("month", "quarter", "year", "week", "day")
WINDOWS = (
    "period",
    "point",
    "qtd",
    "t3m",
    "t28d",
    "t30d",
    "t4w",
    "t90d",
    "t13w",
    "ytd",
    "t12m",
    "full_year",
    "to_date",
)
DASH = "–"
JUDGED = {
    "on_target": ("on_target", "on_track", "achieved"),
    "at_risk": ("at_risk",),
    "off_target": ("off_target", "off_track", "missed"),
}


@dataclass(frozen=True)
class Line:
    """One KPI on the scorecard; `value` and `prior` are None where there is none, `status` says why.

    `good` is up, down or band; `low` and `high` are a band's limits, `target` the aim of the other two.
    """

    kpi_id: str
    name_en: str
    name_zh: str
    domain: str
    segment: str
    grain: str
    time_window: str
    period_start: date
    period_end: date
    unit: str
    value: float | None
    target: float | None
    low: float | None
    high: float | None
    good: str | None
    prior: float | None
    status: str
    is_partial: bool
    is_stale: bool

    @property
    def period(self) -> str:
        """The period as people write it: 2025-11, 2025 Q4, 2025, or its days."""
        start = self.period_start
        if self.grain == "month" and start.day == 1:
            return f"{start:%Y-%m}"
        if self.grain == "quarter" and start.day == 1 and start.month % 3 == 1:
            return f"{start.year} Q{(start.month + 2) // 3}"
        if self.grain == "year" and (start.month, start.day) == (1, 1):
            return f"{start.year}"
        return f"{start.isoformat()}" if self.grain == "day" else f"{start.isoformat()} … {self.period_end.isoformat()}"

    @property
    def id(self) -> str:
        """Unique on the page: the KPI, and the segment where the KPI has no total."""
        return self.kpi_id if self.segment == "total" else f"{self.kpi_id}.{self.segment.partition('=')[2]}"


@dataclass(frozen=True)
class Texts:
    """What people read of a line, in both languages where they differ."""

    name_en: str
    name_zh: str
    value: str
    target: str
    prior: str
    window_en: str
    window_zh: str
    status_en: str
    status_zh: str


def scorecard_lines(parquet: Path, root_unit: str) -> list[Line]:
    """Read the lines of a release, ordered by domain and KPI."""
    if not (parquet / KPI_MART).is_dir():
        return []
    import duckdb

    grains = " ".join(f"when '{grain}' then {place}" for place, grain in enumerate(GRAINS))
    windows = " ".join(f"when '{window}' then {place}" for place, window in enumerate(WINDOWS))
    kpis, targets = _dimension(parquet, KPIS, KPI_COLUMNS), _dimension(parquet, TARGETS, TARGET_COLUMNS)
    query = f"""
with series as (
    select *,
        lag(value) over series as prior,
        case grain {grains} else 99 end as grain_place,
        case time_window {windows} else 99 end as window_place
    from ({read_mart(parquet, KPI_MART)})
    where org_unit_id = $root
    window series as (partition by kpi_id, segment, grain, time_window order by period_start)
), latest as (
    select * from series where is_complete
    qualify row_number() over (partition by kpi_id, segment, grain, time_window order by period_start desc) = 1
        and (segment = 'total' or not bool_or(segment = 'total') over (partition by kpi_id))
), chosen as (
    select * from latest
    qualify row_number() over (
        partition by kpi_id, segment
        order by (value is null or status = 'no_target'), (value is null), grain_place, window_place, grain, time_window
    ) = 1
), aim as (
    select c.kpi_id, c.segment,
        k.good,
        case when k.good = 'band' then coalesce(t.low, case when t.high is null then t.target end) end as low,
        case when k.good = 'band' then coalesce(t.high, case when t.low is null then t.target end) end as high
    from chosen as c
    join ({kpis}) as k on k.kpi_id = c.kpi_id
    left join ({targets}) as t
        on t.kpi_id = c.kpi_id and t.org_unit_id = c.org_unit_id and t.segment = c.segment and t.grain = c.grain
            and t.time_window = c.time_window and c.period_start between t.valid_from and t.valid_to
    qualify row_number() over (partition by c.kpi_id, c.segment order by t.valid_from desc nulls last) = 1
)
select c.kpi_id, c.name_en, c.name_zh, c.domain, c.segment, c.grain, c.time_window, c.period_start, c.period_end,
    c.unit, c.value, c.target, a.low::double, a.high::double, a.good, c.prior, c.status, c.is_partial, c.is_stale
from chosen as c left join aim as a using (kpi_id, segment)
order by c.domain, c.kpi_id, c.segment
"""
    with duckdb.connect() as con:
        return [Line(*row) for row in con.execute(query, {"root": root_unit}).fetchall()]


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines are on target, at risk, off target, and without a judgement (`other`)."""
    names = {status: name for name, statuses in JUDGED.items() for status in statuses}
    found = Counter(names.get(line.status, "other") for line in lines)
    return {name: found[name] for name in (*JUDGED, "other")}


def texts(line: Line, base_currency: str) -> Texts:
    """A line's texts."""
    english, chinese = segment_names(line.segment)
    value, target = (shown(number, line.unit, base_currency) for number in (line.value, line.target))
    digits = 2 if value == target and line.value != line.target else None  # 61.67 % misses 61.70 %: both are 61.7 %
    return Texts(
        f"{line.name_en}: {english}" if english else line.name_en,
        f"{line.name_zh}：{chinese}" if chinese else line.name_zh,
        shown(line.value, line.unit, base_currency, digits),
        aim(line, base_currency, digits),
        shown(line.prior, line.unit, base_currency),
        *window_names(line.time_window),
        *status_names(line.status),
    )


def aim(line: Line, base_currency: str, digits: int | None = None) -> str:
    """The target with its direction: `≥ 90.0 %`, `≤ 14 days`, a band as `240 – 320 heads`."""
    low, high = line.low, line.high
    if low is not None and high is not None and low != high:
        first, last = (shown(end, line.unit, base_currency) for end in (low, high))
        return f"{first.partition(' ')[0]} {DASH} {last}"
    if low is not None:
        return f"{'' if low == high else '≥ '}{shown(low, line.unit, base_currency)}"
    if high is not None:
        return f"≤ {shown(high, line.unit, base_currency)}"
    if line.target is None:
        return DASH
    mark = {"up": "≥ ", "down": "≤ "}.get(line.good or "", "")
    return f"{mark}{shown(line.target, line.unit, base_currency, digits)}"


def shown(value: float | None, unit: str, base_currency: str, digits: int | None = None) -> str:
    """A value with its unit as people read it: `%` is stored as a fraction and shown as per cent."""
    if value is None:
        return DASH
    if unit.startswith("%") or unit == "pp":
        return f"{value * 100:,.{1 if digits is None else digits}f} {unit}"
    if unit.startswith("ccy"):
        return f"{value:,.{digits or 0}f} {base_currency}{unit[3:]}"
    if digits is None:
        digits = 0 if value == int(value) and abs(value) < 1e15 else 2 if abs(value) < 100 else 1
    return f"{value:,.{digits}f} {unit}".strip()


def number_format(unit: str) -> str:
    """Excel's number format for a unit."""
    if unit.startswith("%") or unit == "pp":
        return "0.0%"
    if unit.startswith("ccy"):
        return "#,##0.00"
    return "#,##0" if unit in {"heads", "items", "count", "sessions", "n", "rows"} else "#,##0.00##"


def _dimension(parquet: Path, name: str, columns: Iterable[str]) -> str:
    """SQL of a dimension; without rows where the release has none."""
    if (parquet / name).is_dir():
        return read_mart(parquet, name)
    empty = ", ".join(f"null::{kind} as {column}" for column, kind in (told.split() for told in columns))
    return f"select {empty} limit 0"
