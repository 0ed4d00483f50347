"""Surveys, sales and service exports without a sample: small invented files in the product's layout, by value."""

import importlib.util
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def check(folder: Path, key: str, text: str, *expected: dict[str, Any]) -> list[dict[str, Any]]:
    """Read `text` as the dataset `key`; each row must hold what is expected of it, and none is rejected."""
    result, rows = exports.read(exports.land(folder, "export.csv", text), key)
    assert (result.rows_read, result.rows_rejected) == (len(expected), 0), [row["_reject"] for row in rows]
    found: list[dict[str, Any]] = rows
    assert [{name: row[name] for name in wanted} for row, wanted in zip(rows, expected, strict=True)] == list(expected)
    return found


MONKEY = (
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"
    "How satisfied are you?,What did you use?,,,Anything else?\n"
    ",,,,,,,,,Response,Phone,Chat,Other (please specify),Open-Ended Response\n"
)


def test_surveymonkey_names_an_answer_by_question_and_choice(tmp_path: Path) -> None:
    text = MONKEY + (
        "11800000001,400100,01/05/2026 09:00:00 AM,01/05/2026 09:02:10 AM,192.0.2.1,,,,K-1,4,Phone,,,\n"
        "11800000002,400100,01/31/2026 03:00:00 PM,01/31/2026 03:01:00 PM,192.0.2.2,,,,K-2,5,,Chat,,Thanks\n"
    )
    first = {"response_id": "11800000001", "started_at": datetime(2026, 1, 5, 9), "custom_1": "K-1", "_row": 3}
    second = {"response_id": "11800000002", "ended_at": datetime(2026, 1, 31, 15, 1), "custom_1": "K-2", "_row": 4}
    check(
        tmp_path, "surveymonkey.responses", text,
        first | {"answer_key": "How satisfied are you? / Response", "answer": "4"},
        first | {"answer_key": "What did you use? / Phone", "answer": "Phone"},
        second | {"answer_key": "How satisfied are you? / Response", "answer": "5"},
        second | {"answer_key": "What did you use? / Chat", "answer": "Chat"},
        second | {"answer_key": "Anything else? / Open-Ended Response", "answer": "Thanks"},
    )  # fmt: skip


def test_delighted_and_plain_scores(tmp_path: Path) -> None:
    text = (
        "Response ID,Survey Type,Score,Comment,Response Date,Person Name,Person Email,Plan\n"
        '5001,nps,9,"Fast, friendly",2026-01-05 10:00:00,Ada Sample,a@example.com,Gold\n'
    )
    rows = check(
        tmp_path, "delighted.responses", text,
        {"response_id": "5001", "survey_type": "nps", "score": 9, "responded_at": datetime(2026, 1, 5, 10)},
    )  # fmt: skip
    assert rows[0]["_extra"] == {"Plan": "Gold"}
    text = "评分;答卷编号;问卷编号;答复日期;客户编号;意见\n5;A1;2026Q1;2026-01-05;K-1;很好\n"
    check(
        tmp_path, "survey.scores", text,
        {"response_id": "A1", "survey_id": "2026Q1", "score": 5, "responded_at": datetime(2026, 1, 5)},
    )  # fmt: skip


def test_salesforce_histories(tmp_path: Path) -> None:
    text = (
        '"Id","OpportunityId","StageName","Amount","Probability","CloseDate","ForecastCategory","CreatedDate"\n'
        '"008A","006A","Proposal","1200.50","60","2026-03-31","Pipeline","2026-01-05T08:30:00.000Z"\n'
    )
    check(
        tmp_path, "salesforce.opportunity_stage_history", text,
        {"opportunity_id": "006A", "stage_name": "Proposal", "amount": Decimal("1200.5"),
         "changed_at": datetime(2026, 1, 5, 8, 30), "close_date": date(2026, 3, 31)},
    )  # fmt: skip
    text = (
        "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue\n"
        "017A,false,006A,005A,2026-01-05T08:30:00.000+0000,CloseDate,DateOnly,2026-02-28,2026-03-31\n"
    )
    check(
        tmp_path, "salesforce.opportunity_field_history", text,
        {"opportunity_id": "006A", "field": "CloseDate", "old_value": "2026-02-28", "new_value": "2026-03-31"},
    )  # fmt: skip


def test_hubspot_views_in_two_languages(tmp_path: Path) -> None:
    text = (
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Pipeline,Associated Company IDs,Mood\n"
        '7001,"Line 4",Contract Sent,2026-06-30 14:05,Cay Sample,"1,250.00",2026-01-05 08:00,Sales,88;89,good\n'
    )
    check(
        tmp_path, "hubspot.deals_csv", text,
        {"opportunity_id": "7001", "stage": "Contract Sent", "amount": Decimal(1250), "customer_id": "88;89",
         "close_date": datetime(2026, 6, 30, 14, 5)},
    )  # fmt: skip
    text = (
        "Nombre del negocio;ID de registro;Importe;Etapa del negocio;Fecha de cierre\n"
        "Línea 4;7001;1.250,75;Ganado;2026-06-30\n"
    )
    check(
        tmp_path, "hubspot.deals_csv", text,
        {"opportunity_id": "7001", "name": "Línea 4", "amount": Decimal("1250.75"), "stage": "Ganado"},
    )  # fmt: skip
    text = (
        "Record ID,Company name,Company owner,Create Date,City,Country/Region,Industry\n"
        "88,Acme,Cay Sample,2026-01-05 08:00,Lyon,France,Retail\n"
    )
    check(tmp_path, "hubspot.companies_csv", text, {"customer_id": "88", "name": "Acme", "country": "France"})
    text = (
        "Ticket status,Ticket ID,Ticket name,Priority,Create date,Close date,Ticket owner\n"
        "Closed,31,Pump stands,High,2026-01-05 08:00,2026-01-06 17:45,Cay Sample\n"
    )
    check(
        tmp_path, "hubspot.tickets_csv", text,
        {"ticket_id": "31", "status": "Closed", "created_at": datetime(2026, 1, 5, 8),
         "closed_at": datetime(2026, 1, 6, 17, 45)},
    )  # fmt: skip


def test_a_zendesk_report(tmp_path: Path) -> None:
    text = (
        "Summation column,Id,Requester,Requester id,Requester email,Requester domain,Assignee,Group,Subject,Status,"
        "Priority,Via,Created at,Solved at,Resolution time,Satisfaction Score,Group stations,Reopens,Replies,"
        "First reply time in minutes,Brand [list]\n"
        "1,103006,Ada Sample,377000000001,a@example.com,example.com,Cay Sample,Service,Pump,Solved,High,Web form,"
        "2026-01-05 08:00,2026-01-06 09:30,25.50,Good,1,0,2,17,North\n"
    )
    rows = check(
        tmp_path, "zendesk.tickets_report", text,
        {"ticket_id": "103006", "ticket_group": "Service", "created_at": datetime(2026, 1, 5, 8),
         "solved_at": datetime(2026, 1, 6, 9, 30), "resolution_hours": Decimal("25.5"), "satisfaction": "Good",
         "first_reply_minutes": Decimal(17), "reopens": 0, "requester_id": "377000000001"},
    )  # fmt: skip
    assert rows[0]["_extra"] == {
        "Summation column": "1", "Requester domain": "example.com", "Group stations": "1", "Brand [list]": "North",
    }  # fmt: skip


def test_zendesk_ratings_and_policies(tmp_path: Path) -> None:
    text = (
        "id,ticket_id,score,comment,created_at,updated_at,assignee_id\n"
        "62,103006,good,Quick,2026-01-06 10:00:00,2026-01-06 10:00:00,41\n"
    )
    check(
        tmp_path, "zendesk.satisfaction_ratings", text,
        {"response_id": "62", "ticket_id": "103006", "rating": "good", "responded_at": datetime(2026, 1, 6, 10)},
    )  # fmt: skip
    text = (
        "sla_policy_id,title,priority,metric,target,business_hours\n"
        "9,Standard,urgent,first_reply_time,60,true\n9,Standard,high,first_reply_time,240,true\n"
    )
    check(
        tmp_path, "zendesk.sla_policies", text,
        {"sla_policy_id": "9", "priority": "urgent", "target_minutes": Decimal(60), "is_business_hours": True},
        {"priority": "high", "metric": "first_reply_time", "target_minutes": Decimal(240)},
    )  # fmt: skip
