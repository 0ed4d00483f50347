"""Writes the demo: the exports into a landing folder, the settings into the home, the truth where asked for."""

from __future__ import annotations

from pathlib import Path

from sources.demo.company import build_company
from sources.demo.company.org import CN
from sources.demo.company.suzhou.workdays import CALENDAR as SUZHOU_CALENDAR
from sources.demo.events import Company
from sources.demo.exports.asana import write_asana
from sources.demo.exports.bamboohr import write_bamboohr
from sources.demo.exports.dirt import Scenario
from sources.demo.exports.feishu import write_feishu
from sources.demo.exports.jira import write_jira
from sources.demo.exports.kingdee import write_kingdee
from sources.demo.exports.kingdee_accounts import write_kingdee_accounts
from sources.demo.exports.odoo import write_odoo
from sources.demo.exports.people_lists import write_greenhouse, write_lattice, write_time_off
from sources.demo.exports.qualtrics import write_qualtrics
from sources.demo.exports.quickbooks import write_quickbooks
from sources.demo.exports.risk_lists import write_nessus, write_registers
from sources.demo.exports.salesforce import write_salesforce
from sources.demo.exports.salesforce_cases import write_cases
from sources.demo.exports.sap import write_sap
from sources.demo.exports.sap_logistics import write_sap_logistics
from sources.demo.exports.servicenow import write_servicenow
from sources.demo.exports.suzhou_budget import write_suzhou_budget
from sources.demo.exports.trello import write_trello
from sources.demo.exports.web import write_ga4, write_google_trends, write_market
from sources.demo.exports.workbooks import write_workbooks
from sources.demo.exports.zendesk import write_zendesk
from sources.errors import SettingsError

SETTINGS_FILE = "opsmart.toml"


def write_demo(
    out: Path,
    home: Path,
    seed: int = 1,
    scale: float = 1.0,
    months: int = 24,
    scenario: str = "clean",
    truth: Path | None = None,
) -> Company:
    """Writes the invented company and returns its events.

    Args:
        out: the landing folder; one sub-folder per product.
        home: gets `opsmart.toml`; an equal one is left as it is.
        seed: the same arguments give the same bytes.
        scale: 1.0 is about 350 people and 28,000 ledger lines.
        months: calendar months of history.
        scenario: `clean`, or `held` with dirt that keeps figures from being released.
        truth: where to write the KPI values that the events give; None writes none.

    Raises:
        SettingsError: for an unknown scenario, or where the home has different settings already.
    """
    if scenario not in list(Scenario):
        raise SettingsError(f"there is no scenario {scenario!r}", f"Choose one of: {', '.join(Scenario)}.")
    company = build_company(seed, scale, months)
    _write_settings(company, out, home)
    write_exports(company, out, Scenario(scenario))
    if truth is not None:
        from sources.demo.truth import write_truth

        write_truth(company, truth)
    return company


def write_exports(company: Company, out: Path, scenario: Scenario = Scenario.CLEAN) -> None:
    """Writes every product's files below `out`."""
    write_quickbooks(company, out / "quickbooks", scenario)
    write_sap(company, out / "sap-de")
    write_bamboohr(company, out / "bamboohr")
    write_salesforce(company, out / "salesforce", scenario)
    write_jira(company, out / "jira")
    write_workbooks(company, out / "templates")
    write_kingdee(company, out / "kingdee-cn")
    write_kingdee_accounts(company, out / "kingdee-cn")
    write_suzhou_budget(company, out / "budget-cn")
    write_sap_logistics(company, out / "sap-de" / "logistics")
    write_odoo(company, out / "odoo")
    write_zendesk(company, out / "zendesk")
    write_cases(company, out / "salesforce")
    write_asana(company, out / "asana")
    write_trello(company, out / "trello")
    write_feishu(company, out / "feishu")
    write_time_off(company, out / "bamboohr")
    write_greenhouse(company, out / "greenhouse")
    write_lattice(company, out / "lattice")
    write_qualtrics(company, out / "qualtrics")
    write_servicenow(company, out / "servicenow")
    write_nessus(company, out / "nessus")
    write_registers(company, out / "registers")
    write_ga4(company, out / "ga4")
    write_google_trends(company, out / "google_trends")
    write_market(company, out / "market")


def _write_settings(company: Company, out: Path, home: Path) -> None:
    path = home / SETTINGS_FILE
    text = settings_text(company, out, home)
    if path.exists():
        if path.read_text(encoding="utf-8") == text:
            return
        raise SettingsError(
            "the home already has other settings",
            "Choose another home with --home, or move this file away.",
            file=str(path),
        )
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def settings_text(company: Company, out: Path, home: Path) -> str:
    """The demo's `opsmart.toml`."""
    folder, root = out.resolve(), home.resolve()
    landing = folder.relative_to(root) if folder.is_relative_to(root) else folder
    blocks = [
        "\n".join(
            [
                "# Meridian Instruments, an invented company.",
                "[company]",
                f'id = "{company.company_id}"',
                f'name = "{company.name}"',
                f'name_zh = "{company.name_zh}"',
                f'base_currency = "{company.base_currency}"',
                f"fiscal_start_month = {company.fiscal_start_month}",
                f"as_of = {company.as_of}",
                f'time_zone = "{company.time_zone}"',
                f'calendar = "{company.calendar}"',
                'languages = ["en", "zh"]',
                f'root_org_unit = "{company.root_org_unit}"',
            ]
        )
    ]
    zones = {"MI-US": company.time_zone, "MI-DE": "Europe/Berlin", "MI-CN": "Asia/Shanghai"}
    calendars = {"MI-CN": SUZHOU_CALENDAR}
    for entity in company.entities:
        code = f', company_code = "{entity.company_code}"' if entity.company_code else ""
        budgets = f', {{ system = "excel", instance = "{entity.instance}" }}' if entity.entity_id == CN else ""
        blocks.append(
            "\n".join(
                [
                    "[[entities]]",
                    f'id = "{entity.entity_id}"',
                    f'name = "{entity.name}"',
                    f'currency = "{entity.currency}"',
                    f"fiscal_start_month = {company.fiscal_start_month}",
                    f'org_unit = "{entity.org_unit_id}"',
                    f'time_zone = "{zones[entity.entity_id]}"',
                    f'calendar = "{calendars.get(entity.entity_id, company.calendar)}"',
                    f'books = [{{ system = "{entity.system}", instance = "{entity.instance}"{code} }}{budgets}]',
                ]
            )
        )
    blocks.append(
        f'[[instances]]\nsystem = "jira"\ninstance = "{company.jira_instance}"\ntime_zone = "{company.jira_time_zone}"'
    )
    folders = ", ".join(
        (
            f'"jira" = "jira:{company.jira_instance}"',
            '"sap-de" = "sap:default"',
            '"kingdee-cn" = "kingdee:suzhou"',
            '"budget-cn" = "excel:suzhou"',
            '"sap-de/logistics" = "sap:default"',
        )
    )
    blocks.append(f'[landing]\npath = "{landing.as_posix()}"\nfolders = {{ {folders} }}')
    return "\n\n".join(blocks) + "\n"
