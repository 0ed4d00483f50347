"""Every sample file of every system: the dataset it is, the records read and rejected, or why it is refused."""

from pathlib import Path

import duckdb
import pytest
from sample_files import CONTRACTS, SAMPLES

from sources.errors import UnknownExport
from sources.identify import identify
from sources.reading import read_export

# Records are counted with the csv module, json and openpyxl, in reports by eye. More than lines: months and answers
# across (cosp_bak 2 rows x 16 periods; faglflext 3 rows x carry-forward and 16 periods). Less: rows of empty cells
# (tenable_io). The rejected rows of sap_tables_fivetran hold hashes or `dummy_...` where keys, dates and flags belong.
TABLE: dict[str, tuple[str, int, int] | str] = {
    "asana_fivetran/project.csv": ("asana.project", 16, 0),
    "asana_fivetran/section.csv": ("asana.section", 13, 0),
    "asana_fivetran/story.csv": ("asana.story", 3, 0),
    "asana_fivetran/task.csv": ("asana.task", 1, 0),
    "datev/EXTF_Buchungsstapel.csv": ("datev.posting_batch", 2, 0),
    "datev/EXTF_Kontenbeschriftungen.csv": ("datev.account_labels", 3, 0),
    "ga4_fivetran/event_data.csv": ("ga4.events", 6, 0),
    "google_trends/chess_us_weekly.csv": ("google_trends.interest_over_time", 51, 0),
    "greenhouse_fivetran/application.csv": ("greenhouse.application", 2, 0),
    "greenhouse_fivetran/application_history.csv": ("greenhouse.application_history", 2, 0),
    "greenhouse_fivetran/candidate.csv": ("greenhouse.candidate", 2, 0),
    "greenhouse_fivetran/job.csv": ("greenhouse.job", 2, 0),
    "greenhouse_fivetran/job_stage.csv": ("greenhouse.job_stage", 2, 0),
    "greenhouse_fivetran/scorecard.csv": ("greenhouse.scorecard", 2, 0),
    "hubspot_fivetran/company.csv": ("hubspot.company", 24, 0),
    "hubspot_fivetran/deal.csv": ("hubspot.deal", 44, 0),
    "hubspot_fivetran/deal_pipeline.csv": ("hubspot.deal_pipeline", 6, 0),
    "hubspot_fivetran/deal_pipeline_stage.csv": ("hubspot.deal_pipeline_stage", 71, 0),
    "hubspot_fivetran/deal_property_history.csv": ("hubspot.deal_property_history", 100, 0),
    "hubspot_fivetran/ticket.csv": ("hubspot.ticket", 25, 0),
    "jira_csv/planeso_all_fields.csv": ("jira.issues_csv", 22, 0),
    "jira_fivetran/field.csv": ("jira.field", 9, 0),
    "jira_fivetran/issue.csv": ("jira.issue", 4, 0),
    "jira_fivetran/issue_field_history.csv": ("jira.issue_field_history", 10, 0),
    "jira_fivetran/issue_multiselect_history.csv": ("jira.issue_multiselect_history", 8, 0),
    "jira_fivetran/sprint.csv": ("jira.sprint", 3, 0),
    "jira_fivetran/status.csv": ("jira.status", 3, 0),
    "jira_json/issues_in_sprint.json": ("jira.issues_json", 1, 0),
    "lever_fivetran/application.csv": ("lever.application", 3, 0),
    "lever_fivetran/opportunity.csv": ("lever.opportunity", 3, 0),
    "lever_fivetran/opportunity_stage_history.csv": ("lever.opportunity_stage_history", 3, 0),
    "lever_fivetran/posting.csv": ("lever.posting", 3, 0),
    "lever_fivetran/requisition.csv": ("lever.requisition", 3, 0),
    "nessus/nessus_many_vuln2-default.csv": ("nessus.scan", 30, 0),
    "openvas/report_detail_v2.csv": ("openvas.report", 1, 0),
    "openvas/report_using_CVE.csv": ("openvas.report", 43, 0),
    "qualtrics_fivetran/question.csv": ("qualtrics.question", 5, 0),
    "qualtrics_fivetran/question_response.csv": ("qualtrics.question_response", 5, 0),
    "qualtrics_fivetran/survey.csv": ("qualtrics.survey", 5, 0),
    "qualtrics_fivetran/survey_response.csv": ("qualtrics.survey_response", 5, 0),
    "qualtrics_ui/qualtrics_3row_header.csv": ("qualtrics.responses", 2, 0),
    "qualtrics_ui/qualtrics_legacy_2row.csv": ("qualtrics.responses", 2, 0),
    "qualys/Qualys_Sample_Report.csv": ("qualys.asset_report", 6, 0),
    "quickbooks_fivetran/account_data.csv": ("quickbooks.account", 32, 0),
    "quickbooks_fivetran/bill_data.csv": ("quickbooks.bill", 15, 0),
    "quickbooks_fivetran/bill_line_data.csv": ("quickbooks.bill_line", 15, 0),
    "quickbooks_fivetran/journal_entry_data.csv": ("quickbooks.journal_entry", 13, 0),
    "quickbooks_fivetran/journal_entry_line_data.csv": ("quickbooks.journal_entry_line", 12, 0),
    "quickbooks_fivetran/purchase_order_line_data.csv": ("quickbooks.purchase_order_line", 11, 0),
    "quickbooks_online/a_balance_sheet_comparison.csv": "`Balance Sheet` is a statement, not a ledger",
    "quickbooks_online/a_chart_of_accounts.csv": ("quickbooks.chart_of_accounts", 22, 0),
    "quickbooks_online/a_general_ledger.csv": ("quickbooks.general_ledger", 12, 0),
    "quickbooks_online/a_profit_and_loss.csv": "`Profit and Loss` is a statement, not a ledger",
    "quickbooks_online/a_transaction_detail.csv": ("quickbooks.transaction_detail", 3, 0),
    "quickbooks_online/a_trial_balance_accrual.csv": ("quickbooks.trial_balance", 10, 0),
    "quickbooks_online/b_general_ledger.csv": ("quickbooks.general_ledger", 12, 0),
    "risk_register/mini_qualitative.xlsx": ("risk_register.risks_by_name", 2, 0),
    "salesforce_export/sfdc_assets_Account.csv": ("salesforce.account", 22, 0),
    "salesforce_export/sfdc_assets_Campaign.csv": ("salesforce.campaign", 8, 0),
    "salesforce_export/sfdc_assets_Case.csv": ("salesforce.case", 40, 0),
    "salesforce_export/sfdc_assets_Lead.csv": ("salesforce.lead", 60, 0),
    "salesforce_export/sfdc_assets_Opportunity.csv": ("salesforce.opportunity", 50, 0),
    "salesforce_fivetran/account.csv": ("salesforce.account", 10, 0),
    "salesforce_fivetran/lead.csv": ("salesforce.lead", 1, 0),
    "salesforce_fivetran/opportunity.csv": ("salesforce.opportunity", 10, 0),
    "salesforce_fivetran/opportunity_history.csv": ("salesforce.opportunity_history", 10, 0),
    "salesforce_fivetran/opportunity_line_item.csv": ("salesforce.opportunity_line_item", 10, 0),
    "salesforce_fivetran/user.csv": ("salesforce.user", 10, 0),
    "sap_tables_fivetran/acdoca.csv": ("sap.acdoca", 1, 1),
    "sap_tables_fivetran/bkpf.csv": ("sap.bkpf", 3, 0),
    "sap_tables_fivetran/bseg.csv": ("sap.bseg", 3, 0),
    "sap_tables_fivetran/coep.csv": ("sap.coep", 2, 0),
    "sap_tables_fivetran/cosp_bak.csv": ("sap.cosp", 32, 0),
    "sap_tables_fivetran/ekbe.csv": ("sap.ekbe", 2, 0),
    "sap_tables_fivetran/eket.csv": ("sap.eket", 2, 0),
    "sap_tables_fivetran/ekko.csv": ("sap.ekko", 2, 0),
    "sap_tables_fivetran/ekpo.csv": ("sap.ekpo", 3, 0),
    "sap_tables_fivetran/faglflext.csv": ("sap.faglflext", 51, 0),
    "sap_tables_fivetran/lfa1.csv": ("sap.lfa1", 3, 0),
    "sap_tables_fivetran/mara.csv": ("sap.mara", 2, 2),
    "sap_tables_fivetran/matdoc.csv": ("sap.matdoc", 1, 1),
    "sap_tables_fivetran/mchb.csv": ("sap.mchb", 1, 1),
    "sap_tables_fivetran/pa0000.csv": ("sap.pa0000", 3, 0),
    "sap_tables_fivetran/pa0001.csv": ("sap.pa0001", 3, 0),
    "sap_tables_fivetran/ska1.csv": ("sap.ska1", 3, 0),
    "servicenow_fivetran/change_request.csv": ("servicenow.change_request", 1, 0),
    "servicenow_fivetran/incident.csv": ("servicenow.incident", 1, 0),
    "servicenow_fivetran/problem.csv": ("servicenow.problem", 1, 0),
    "servicenow_fivetran/task.csv": ("servicenow.task", 1, 0),
    "servicenow_fivetran/task_sla.csv": ("servicenow.task_sla", 1, 0),
    "tenable_io/tenable_many_vuln.csv": ("tenable_io.vulnerabilities", 20, 0),
    "trello/tekken_board_export.json": ("trello.board", 11, 0),
    "workday_fivetran/organization.csv": ("workday.organization", 5, 0),
    "workday_fivetran/personal_information_history.csv": ("workday.personal_information_history", 6, 2),
    "workday_fivetran/position.csv": ("workday.position", 5, 0),
    "workday_fivetran/worker_history.csv": ("workday.worker_history", 7, 0),
    "workday_fivetran/worker_leave_status.csv": ("workday.worker_leave_status", 5, 0),
    "workday_fivetran/worker_position_history.csv": ("workday.worker_position_history", 7, 0),
    "zendesk_fivetran/audit_log.csv": ("zendesk.audit_log", 10, 0),
    "zendesk_fivetran/ticket.csv": ("zendesk.ticket", 10, 0),
    "zendesk_fivetran/ticket_field_history.csv": ("zendesk.ticket_field_history", 38, 0),
    "zendesk_ui/zendesk_like_tickets.csv": ("zendesk.ticket_list", 50, 0),
}


def test_the_table_names_every_file_of_a_system() -> None:
    files = {str(path.relative_to(SAMPLES)) for path in SAMPLES.glob("*/**/*") if path.is_file()}
    assert {name for name in files if not name.startswith("LICENSES/")} == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_each_file_is_its_dataset_and_no_record_is_lost(name: str, tmp_path: Path) -> None:
    path, expected = SAMPLES / name, TABLE[name]
    if isinstance(expected, str):
        with pytest.raises(UnknownExport) as caught:
            identify(path, path.name, CONTRACTS)
        assert expected in str(caught.value)
        assert caught.value.remedy
        return
    contract = identify(path, path.name, CONTRACTS).contract
    result = read_export(path, path.name, contract, tmp_path / "raw.parquet")
    assert (contract.key, result.rows_read, result.rows_rejected) == expected
    assert result.rows_loaded == result.rows_read - result.rows_rejected
    counted = duckdb.sql(f"SELECT count(*), count(_reject) FROM read_parquet('{tmp_path / 'raw.parquet'}')").fetchone()
    assert counted == expected[1:]


def test_a_list_of_files_is_no_export_of_a_system() -> None:
    with pytest.raises(UnknownExport, match="no contract yet"):
        identify(SAMPLES / "SOURCES.csv", "SOURCES.csv", CONTRACTS)
