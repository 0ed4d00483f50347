"""Qualtrics: each survey's responses with their three header rows, and a connector's tables that name the surveys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sources.demo.events import Company
from sources.demo.events.staff import Pulse
from sources.demo.exports.delimited import write_csv

COLUMNS = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
    ("Q1", "I would recommend working here", "QID1"),
    ("Q2", "I have the tools that I need", "QID2"),
)
SURVEY = ("id", "_fivetran_deleted", "_fivetran_synced", "brand_id", "is_active", "last_activated",
          "last_modified", "option_survey_language",
          "survey_name", "survey_status")  # fmt: skip
RESPONSE = ("id", "_fivetran_synced", "distribution_channel", "duration_in_seconds", "end_date", "finished",
            "start_date", "status", "survey_id")  # fmt: skip
CLOSED_ON = 28
"""Day of the month on which a survey is closed and exported."""
AGREEMENT = {
    5: "Strongly agree",
    4: "Somewhat agree",
    3: "Neither agree nor disagree",
    2: "Somewhat disagree",
    1: "Strongly disagree",
}


def write_qualtrics(company: Company, folder: Path) -> None:
    """Writes one file a survey, and the two tables."""
    pulses = company.staff.pulses
    zone = ZoneInfo(company.time_zone)
    for survey in sorted({one.survey_id for one in pulses}):
        own = [one for one in pulses if one.survey_id == survey]
        taken = own[0].answered.date().replace(day=CLOSED_ON)
        write_csv(folder / f"{survey[3:-6]}_{taken}.csv", _answers(own, zone))
    write_csv(folder / f"survey_{company.as_of}.csv", _surveys(company))
    write_csv(folder / f"survey_response_{company.as_of}.csv", _responses(company))


def _started(one: Pulse) -> datetime:
    return one.answered - timedelta(seconds=240)


def _answers(pulses: list[Pulse], zone: ZoneInfo) -> Iterator[list[str]]:
    yield [name for name, _, _ in COLUMNS]
    yield [text for _, text, _ in COLUMNS]
    yield [json.dumps({"ImportId": key}, separators=(",", ":")) for _, _, key in COLUMNS]
    for one in pulses:
        start, end = (f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" for at in (_started(one), one.answered))
        status = "Survey Preview" if one.is_preview else "IP Address"
        yield [start, end, status, "100", "240", "True", end, one.response_id, "email", "EN", AGREEMENT[one.score],
               AGREEMENT[one.tools]]  # fmt: skip


def _surveys(company: Company) -> Iterator[list[str]]:
    yield list(SURVEY)
    for survey in sorted({one.survey_id for one in company.staff.pulses}):
        yield [
            survey,
            "false",
            f"{company.as_of} 23:00:00",
            company.company_id,
            "false",
            "2024-01-01 00:00:00",
            "2024-01-01 00:00:00",
            "EN",
            f"Pulse {survey[-6:]}",
            "Inactive",
        ]


def _responses(company: Company) -> Iterator[list[str]]:
    yield list(RESPONSE)
    for one in company.staff.pulses:
        yield [one.response_id, f"{company.as_of} 23:00:00", "email", "240", f"{one.answered:%Y-%m-%d %H:%M:%S}", "1",
               f"{_started(one):%Y-%m-%d %H:%M:%S}", "1" if one.is_preview else "0", one.survey_id]  # fmt: skip
