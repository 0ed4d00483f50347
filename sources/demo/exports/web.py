"""GA4 reports with their `#` lines, Google Trends' timeline, and a table of market indices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sources.demo.company.outside import ACCOUNT, PROPERTY
from sources.demo.events import Company
from sources.demo.events.outside import WebDay
from sources.demo.exports.delimited import write_bytes, write_csv

RULER = "# ----------------------------------------"
TRAFFIC = ("Session primary channel group (Default Channel Group)", "Sessions", "Engaged sessions", "Active users")
BELOW_ONE = "<1"


def write_ga4(company: Company, folder: Path) -> None:
    """Writes the charts by day of each quarter, and the channels of the last day, which is told twice."""
    days = company.outside.web
    for quarter in sorted({(one.day.year, (one.day.month + 2) // 3) for one in days}):
        own = [one for one in days if (one.day.year, (one.day.month + 2) // 3) == quarter]
        _write(folder / f"Reports_snapshot_{own[-1].day}.csv", _by_day(own))
    _write(folder / f"Traffic_acquisition_{days[-1].day}.csv", _traffic(days[-1]))


def write_google_trends(company: Company, folder: Path) -> None:
    """Writes the timeline, one column a term and region."""
    rows = company.outside.interest
    series = list(dict.fromkeys((one.term, one.region) for one in rows))
    values = {(one.week, one.term, one.region): one.value for one in rows}
    lines = ["Category: All categories", "", ",".join(["Week", *(f"{term}: ({region})" for term, region in series)])]
    for week in sorted({one.week for one in rows}):
        found = [values[week, *one] for one in series]
        lines.append(",".join([week.isoformat(), *(BELOW_ONE if one is None else str(one) for one in found)]))
    _write(folder / f"multiTimeline_{company.as_of}.csv", lines)


def write_market(company: Company, folder: Path) -> None:
    """Writes the indices, a month a line."""
    table = [["Index name", "Date", "Index value", "Base", "Region"]]
    for one in company.outside.indices:
        table.append([one.series, one.month.isoformat(), str(one.value), "2021 = 100", one.region])
    write_csv(folder / f"indices_{company.as_of}.csv", table)


def _write(path: Path, lines: list[str]) -> None:
    write_bytes(path, ("\n".join(lines) + "\n").encode())


def _above(name: str) -> list[str]:
    return [RULER, f"# {name}", f"# Account: {ACCOUNT}", f"# Property: {PROPERTY}", RULER, "#", "# All Users"]


def _span(first: date, last: date) -> list[str]:
    return [f"# Start date: {first:%Y%m%d}", f"# End date: {last:%Y%m%d}"]


def _by_day(days: list[WebDay]) -> list[str]:
    """Two charts below each other, each with the days counted from the first one."""
    span = _span(days[0].day, days[-1].day)
    users = [f"{number:04d},{one.users},{one.key_events}" for number, one in enumerate(days)]
    rates = [f"{number:04d},{one.sessions},{one.engaged / one.sessions}" for number, one in enumerate(days)]
    return [*_above("Reports snapshot"), *span, "Nth day,Active users,Key events", *users, "", *span,
            "Nth day,Sessions,Engagement rate", *rates]  # fmt: skip


def _traffic(one: WebDay) -> list[str]:
    return [*_above("Traffic acquisition"), *_span(one.day, one.day), "", ",".join(TRAFFIC), *_channels(one)]


def _channels(one: WebDay) -> Iterator[str]:
    for channel in one.channels:
        yield ",".join(str(value) for value in channel)
