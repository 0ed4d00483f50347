"""Visits of the web site, search interest, market indices and competitors."""

from __future__ import annotations

from collections.abc import Iterator

from sources.demo.events import Company
from tests.acceptance.entity_truth.compared import Compared, Row


def web(company: Company) -> Iterator[Row]:
    """The last day is told by channel, which counts before the chart of all."""
    *days, last = company.outside.web
    for one in days:
        yield (one.day, "(all)", one.sessions, one.engaged, one.users, one.key_events)
    for channel, sessions, engaged, users in last.channels:
        yield (last.day, channel, sessions, engaged, users, None)


def interest(company: Company) -> Iterator[Row]:
    for one in company.outside.interest:
        yield (one.term, one.region, one.week, one.value, one.value is None)


def indices(company: Company) -> Iterator[Row]:
    for one in company.outside.indices:
        yield (one.series, one.region, one.month, one.value, "2021 = 100")


def competitors(company: Company) -> Iterator[Row]:
    for one in company.outside.competitors:
        yield (one.event_id, one.day, one.competitor, one.event_type, one.region, one.impact)


OUTSIDE = (
    Compared("web_daily", "day, channel, sessions, engaged_sessions, users, key_events", "true", web),
    Compared("market_index", "series, region, cast(period_start as date), value, is_below_one",
             "system = 'google_trends'", interest),
    Compared("market_index", "series, region, cast(period_start as date), value, scale", "system = 'market'", indices),
    Compared("competitor_event", "competitor_event_id, observed_on, competitor, event_type, region, impact", "true",
             competitors),
)  # fmt: skip
