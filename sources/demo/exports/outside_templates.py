"""What the market desk keeps by hand: moves of competitors."""

from __future__ import annotations

from sources.demo.events import Company
from sources.templates.workbook import Row


def outside_rows(company: Company) -> dict[str, list[Row]]:
    """The records of each template dataset by column name."""
    moves: list[Row] = [
        {
            "event_id": one.event_id,
            "observed_on": one.day,
            "competitor": one.competitor,
            "event_type": one.event_type,
            "title": one.title,
            "region": one.region,
            "impact": one.impact,
        }
        for one in company.outside.competitors
    ]
    return {"competitor_event": moves}
