"""Customers, deals, tickets and surveys of several systems, as the exports beside this file tell them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from mixed_company import MixedCompany

MINE = "system in ('salesforce', 'hubspot', 'zendesk', 'delighted', 'survey', 'qualtrics', 'surveymonkey', 'template')"


def test_a_company_in_the_connectors_table_and_in_a_view_is_one_customer(mixed: MixedCompany) -> None:
    told = "select source_id, name, industry, country, parent_customer_id from intermediate.int_customer"
    assert mixed.rows(f"{told} where system in ('salesforce', 'hubspot') order by customer_id") == [
        ("801", "Cedar Foods", "FOOD", "France", None),
        ("803", "Cedar Farms", "Food", "France", "hubspot:default:801"),
        ("001A", "Brook Mills", "Textiles", "Germany", None),
        ("001B", "Brook Dyes", "Textiles", "Germany", "salesforce:default:001A"),
    ]


def test_the_books_customers_go_by_number_and_a_job_belongs_to_the_customer_above(mixed: MixedCompany) -> None:
    told = "select source_id, name, customer_type, parent_customer_id, is_active from intermediate.int_customer"
    assert mixed.rows(f"{told} where system = 'quickbooks_desktop' order by customer_id") == [
        ("11", "11", "Retail", None, True),
        ("12", "12", None, "quickbooks_desktop:crm-us:11", True),
        ("13", "13", None, "quickbooks_desktop:crm-us:12", False),
    ]


def test_deals_of_two_crms_are_closed_as_told_by_themselves_their_stage_or_its_name(mixed: MixedCompany) -> None:
    told = "opportunity_id, customer_id, stage, close_date, is_closed, is_won, amount, currency, created_at"
    query = f"select {told}, probability, org_unit_id from intermediate.int_opportunity order by opportunity_id"
    nine, eight = datetime(2026, 1, 3, 9), datetime(2026, 1, 4, 8)
    assert mixed.rows(query) == [
        # The connector's row counts and the view says whose it is; 23:30 in UTC is the next day in Berlin.
        ("hubspot:default:7001", "hubspot:default:801", "Signed", date(2026, 2, 21), True, True,
         Decimal(900), "EUR", datetime(2026, 1, 2, 9), None, "unassigned"),
        ("hubspot:default:7002", None, "Sounding", None, False, False, Decimal(300), "EUR", nine, None, "unassigned"),
        ("hubspot:default:7003", "hubspot:default:801", "Dropped", date(2026, 3, 5), True, False,
         Decimal(250), "EUR", eight, None, "unassigned"),
        ("hubspot:default:7004", "hubspot:default:803", "Closed Won", date(2026, 3, 6), True, True,
         Decimal(80), "EUR", eight, None, "unassigned"),
        ("salesforce:default:006A", "salesforce:default:001A", "Closed Won", date(2026, 2, 10), True, True,
         Decimal("1200.5"), "USD", datetime(2026, 1, 5, 8), Decimal(1), "unassigned"),
        ("salesforce:default:006B", "salesforce:default:001B", "Proposal", date(2026, 5, 31), False, False,
         Decimal(500), "USD", datetime(2026, 1, 6, 8), Decimal("0.6"), "unassigned"),
    ]  # fmt: skip
    assert mixed.rows("select _month from intermediate.int_opportunity_digest order by 1") == [
        (date(2026, 2, 1),), (date(2026, 3, 1),), (date(2026, 5, 1),),
    ]  # fmt: skip


def test_a_change_of_stage_told_by_three_datasets_is_one_stay(mixed: MixedCompany) -> None:
    told = "opportunity_id, stay_number, stage, entered_at, left_at"
    query = f"select {told} from intermediate.int_opportunity_stage order by 1, 2"
    won, signed = datetime(2026, 2, 10, 15), datetime(2026, 2, 20, 23, 30)
    proposed, moved = datetime(2026, 2, 1, 9, 0, 2), datetime(2026, 3, 1, 10)
    assert mixed.rows(query) == [
        ("hubspot:default:7001", 1, "Sounding", datetime(2026, 1, 2, 9), signed),
        ("hubspot:default:7001", 2, "Signed", signed, None),
        ("salesforce:default:006A", 1, "Prospecting", datetime(2026, 1, 5, 8), won),
        ("salesforce:default:006A", 2, "Closed Won", won, None),
        ("salesforce:default:006B", 1, "Prospecting", datetime(2026, 1, 6, 8, 0, 2), proposed),
        ("salesforce:default:006B", 2, "Proposal", proposed, moved),
        ("salesforce:default:006B", 3, "unmapped", moved, None),
    ]


def test_what_stands_beside_the_deals(mixed: MixedCompany) -> None:
    told = "opportunity_id, product_code, quantity, unit_price, discount_share, amount, currency"
    assert mixed.rows(f"select {told} from intermediate.int_opportunity_line") == [
        ("salesforce:default:006A", "LOOM", Decimal(3), Decimal(400), Decimal("0.1"), Decimal(1080), "USD"),
    ]
    told = "lead_id, status, converted_on, converted_customer_id, org_unit_id"
    assert mixed.rows(f"select {told} from intermediate.int_lead order by 1") == [
        ("salesforce:default:00QA", "converted", date(2026, 1, 5), "salesforce:default:001A", "unassigned"),
        ("salesforce:default:00QB", "unmapped", None, None, "unassigned"),
    ]
    told = "name, status, start_date, actual_cost, currency, number_sent, number_of_responses"
    assert mixed.rows(f"select {told} from intermediate.int_campaign") == [
        ("Spring fair", "in_progress", date(2026, 2, 1), Decimal("3200.5"), "USD", Decimal(400), 30),
    ]
    told = "source_id, employee_number, job_title, department, manager_id, org_unit_id"
    assert mixed.rows(f"select {told} from intermediate.int_crm_user order by 1") == [
        ("005A", "E7", "Account manager", "Field Service", "salesforce:default:005Z", "SALES"),
        ("005Z", None, "Head of sales", "Moonbase", None, "unassigned"),
    ]
    told = "pipeline, stage_id, stage, is_closed, is_won"
    assert mixed.rows(f"select {told} from intermediate.int_pipeline_stage order by 2") == [
        ("Sales", "7101", "Sounding", False, False),
        ("Sales", "7102", "Signed", True, True),
        ("Sales", "7103", "Dropped", True, False),
    ]


def test_a_ticket_of_three_datasets_is_one_row_that_takes_from_each_what_the_better_one_lacks(
    mixed: MixedCompany,
) -> None:
    told = "ticket_id, customer_id, priority, status, channel, opened_at, first_response_at, solved_at, closed_at"
    query = f"select {told}, reopen_count, reply_count, is_sla_met from intermediate.int_ticket order by 1"
    day = datetime(2026, 2, 3)
    assert mixed.rows(query) == [
        ("hubspot:default:31", "hubspot:default:801", "high", "open", "Chat",
         datetime(2026, 2, 1, 9), datetime(2026, 2, 1, 9, 20), None, None, None, None, None),
        ("hubspot:default:32", "hubspot:default:803", None, "unmapped", "Email",
         datetime(2026, 2, 5, 8), None, None, None, None, None, None),
        ("salesforce:default:500A", "salesforce:default:001A", "high", "closed", "Phone",
         datetime(2026, 2, 2, 10), None, day.replace(hour=10), day.replace(hour=10), None, None, True),
        ("salesforce:default:500B", "salesforce:default:001B", "normal", "open", "Web",
         datetime(2026, 3, 2, 10), None, None, None, None, None, False),
        ("zendesk:default:501", "zendesk:default:4001", "high", "closed", "web", datetime(2026, 2, 2, 8),
         datetime(2026, 2, 2, 8, 17), datetime(2026, 2, 4, 9), datetime(2026, 2, 8, 9), 1, 4, None),
        # Solved in the report, open in the connector's later table: it is not solved.
        ("zendesk:default:502", None, "normal", "open", "email", day.replace(hour=8),
         datetime(2026, 2, 3, 8, 30), None, None, 0, 1, None),
        ("zendesk:default:504", None, "urgent", "pending", "Mail",
         datetime(2026, 2, 5, 22, 30), datetime(2026, 2, 5, 22, 35), None, None, 0, 1, None),
        ("zendesk:default:505", None, "normal", "solved", None, datetime(2026, 2, 6, 8),
         datetime(2026, 2, 6, 9, 30), datetime(2026, 2, 7, 8), None, None, None, None),
    ]  # fmt: skip
    told = "ticket_id, field, old_value, new_value"
    query = (
        f"select {told} from intermediate.int_ticket_change where changed_at >= '2026-02-03 12:00' order by changed_at"
    )
    assert mixed.rows(query) == [
        ("zendesk:default:501", "status", "solved", "open"),
        ("zendesk:default:501", "status", "open", "solved"),
        ("zendesk:default:502", "status", None, "solved"),
        ("zendesk:default:502", "status", "solved", "open"),
        ("zendesk:default:501", "status", "solved", "closed"),
    ]
    told = "select new_value from intermediate.int_ticket_change where field = 'assignee_id'"
    assert mixed.rows(told) == [(None,)]
    told = "priority, metric, target_minutes, hours"
    assert mixed.rows(f"select {told} from intermediate.int_sla_policy order by 1, 2") == [
        ("high", "total_resolution_time", Decimal(1440), "calendar"),
        ("high", "unmapped", Decimal(10), "calendar"),
        ("urgent", "first_reply_time", Decimal(60), "business"),
    ]


def test_a_response_of_export_and_connector_is_one_and_a_rating_of_a_ticket_another(mixed: MixedCompany) -> None:
    told = "response_id, survey_source_id, kind, respondent_group, scale, score, customer_id, responded_on, org_unit_id"
    query = f"select {told} from intermediate.int_survey_response where {MINE} order by 1"
    assert mixed.rows(query) == [
        ("delighted:default:5001", "nps", "nps", "customer", "0-10", 9, "salesforce:default:001A",
         date(2026, 2, 5), "unassigned"),
        ("delighted:default:5002", "csat", "csat", "customer", "1-5", 4, None, date(2026, 2, 6), "ROOT"),
        ("delighted:default:5003", "enps", "nps", "employee", "0-10", 10, None, date(2026, 2, 7), "unassigned"),
        ("delighted:default:5004", "pmf", "unmapped", "customer", "unmapped", 3, None, date(2026, 2, 7), "ROOT"),
        ("qualtrics:default:R_1", "SV_1", "nps", "employee", "0-10", 9, None, date(2026, 2, 10), "ROOT"),
        ("qualtrics:default:R_2", "SV_1", "nps", "employee", "0-10", 8, None, date(2026, 2, 11), "ROOT"),
        ("survey:default:A1", "2026Q1", "csat", "customer", "1-5", 5, "hubspot:default:801", date(2026, 2, 8), "ROOT"),
        ("survey:default:A2", "Pulse", "engagement", "employee", "1-5", 4, None, date(2026, 2, 9), "OPS"),
        ("surveymonkey:default:11800000001", "400100", "csat", "customer", "1-5", 4, None, date(2026, 1, 5), "ROOT"),
        ("surveymonkey:default:11800000002", "400200", "unmapped", "unmapped", "unmapped", None, None,
         date(2026, 1, 31), "ROOT"),
        ("template:default:T1", "2026Q1", "nps", "customer", "0-10", 10, "salesforce:default:001A",
         date(2026, 2, 12), "unassigned"),
        ("zendesk:default:62", "satisfaction_ratings", "csat", "customer", "0-1", 1,
         "zendesk:default:4001", date(2026, 2, 5), "unassigned"),
        ("zendesk:default:63", "satisfaction_ratings", "csat", "customer", "0-1", 0, None, date(2026,
         2, 6), "unassigned"),
    ]  # fmt: skip


def test_answers_are_scores_and_never_texts(mixed: MixedCompany) -> None:
    told = "response_id, question_key, survey_question_id, score, is_nps"
    query = f"select {told} from intermediate.int_survey_answer where system = 'qualtrics' order by 1, 2"
    first, second = "qualtrics:default:SV_1:QID1", "qualtrics:default:SV_1:QID2"
    assert mixed.rows(query) == [
        ("qualtrics:default:R_1", "Q1", first, 9, True),
        ("qualtrics:default:R_1", "Q2_1", second, 4, False),
        ("qualtrics:default:R_1", "Q3", None, None, False),
        ("qualtrics:default:R_2", "Q1", first, 8, True),
        ("qualtrics:default:R_2", "Q2_1", second, 5, False),
        ("qualtrics:default:R_2", "Q2_2", second, None, False),
    ]
    query = "select survey_id, question_key, score from intermediate.int_survey_answer where system = 'surveymonkey'"
    assert mixed.rows(f"{query} order by response_id, question_key") == [
        ("surveymonkey:default:400100", "Anything else? / Open-Ended Response", None),
        ("surveymonkey:default:400100", "How satisfied are you? / Response", 4),
        ("surveymonkey:default:400100", "What did you use? / Phone", None),
        ("surveymonkey:default:400200", "How satisfied are you? / Response", 5),
        ("surveymonkey:default:400200", "What did you use? / Chat", None),
    ]
    told = "survey_id, name, kind, respondent_group, score_question, status"
    assert mixed.rows(f"select {told} from intermediate.int_survey where {MINE} order by 1") == [
        ("qualtrics:default:SV_1", "Pulse", "nps", "employee", "Q1", "open"),
        ("surveymonkey:default:400100", "After a visit", "csat", "customer", "How satisfied are you? / Response", None),
    ]
    told = "survey_question_id, question_key, is_nps"
    assert mixed.rows(f"select {told} from intermediate.int_survey_question order by 1") == [
        (first, "Q1", True), (second, "Q2", False),
    ]  # fmt: skip
    told = "survey_id, sent_on, department, invited, org_unit_id"
    assert mixed.rows(f"select {told} from intermediate.int_survey_invite order by department") == [
        ("qualtrics:default:SV_1", date(2026, 2, 9), "Moonbase", 5, "unassigned"),
        ("qualtrics:default:SV_1", date(2026, 2, 9), "Production", 12, "OPS"),
    ]
