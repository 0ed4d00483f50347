"""Tickets, what customers said of them, and what is promised."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sources.demo.events import Company
from tests.acceptance.entity_truth.compared import Compared, Row, later


def tickets(company: Company) -> Iterator[Row]:
    """A first reply and reopening is told by Zendesk's report, a kept promise by the CRM."""
    for one in company.support.tickets:
        zendesk = one.system == "zendesk"
        yield (
            one.system, one.ticket_id, one.customer_id, one.org_unit_id, one.priority, one.status, one.opened,
            later(one.opened, one.first_reply_minutes) if zendesk else None, one.solved, one.closed,
            one.reopened if zendesk else None, one.is_promise_kept,
        )  # fmt: skip


def changes(company: Company) -> Iterator[Row]:
    for one in company.support.tickets:
        if one.system == "zendesk":
            before = None
            for at, status in one.changes:
                yield (one.ticket_id, at, before, status)
                before = status


def ratings(company: Company) -> Iterator[Row]:
    zone = ZoneInfo(company.time_zone)
    for one in company.support.tickets:
        if one.rating is not None:
            at, is_good = one.rating
            yield (one.customer_id, one.org_unit_id, "csat", "0-1", int(is_good), at.astimezone(zone).date())


def promises(company: Company) -> Iterator[Row]:
    for one in company.support.promises:
        hours = "business" if one.in_business_hours else "calendar"
        yield (one.priority, one.metric, one.minutes, hours)


SUPPORT = (
    Compared("ticket", "system, split_part(ticket_id, ':', 3), split_part(customer_id, ':', 3), org_unit_id, priority, "
             "status, opened_at, first_response_at, solved_at, closed_at, reopen_count, is_sla_met", "true", tickets),
    Compared("ticket_change", "split_part(ticket_id, ':', 3), changed_at, old_value, new_value", "field = 'status'",
             changes),
    Compared("survey_response", "split_part(customer_id, ':', 3), org_unit_id, kind, scale, score, responded_on",
             "system = 'zendesk'", ratings),
    Compared("sla_policy", "priority, metric, target_minutes, hours", "true", promises),
)  # fmt: skip
