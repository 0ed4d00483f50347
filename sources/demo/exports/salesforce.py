"""Salesforce: Account and Opportunity by the export service, an earlier and a newest snapshot of the deals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sources.demo.events import Company, Customer, Opportunity
from sources.demo.exports.delimited import write_csv
from sources.demo.exports.dirt import (
    DEALS_WITH_WORDS_AS_AMOUNT,
    DEALS_WITHOUT_CLOSE_DATE,
    DELETED_DEALS,
    FORGOTTEN_DEALS,
    HELD_DEAL_SHARE,
    Scenario,
)

ACCOUNT = (
    "Id",
    "IsDeleted",
    "MasterRecordId",
    "Name",
    "Type",
    "ParentId",
    "BillingCity",
    "BillingCountry",
    "Phone",
    "Website",
    "Industry",
    "AnnualRevenue",
    "NumberOfEmployees",
    "OwnerId",
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "SystemModstamp",
)
OPPORTUNITY = (
    "Id",
    "IsDeleted",
    "AccountId",
    "Name",
    "StageName",
    "Amount",
    "Probability",
    "CloseDate",
    "Type",
    "NextStep",
    "LeadSource",
    "IsClosed",
    "IsWon",
    "ForecastCategory",
    "ForecastCategoryName",
    "CurrencyIsoCode",
    "OwnerId",
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "SystemModstamp",
    "FiscalQuarter",
    "FiscalYear",
    "Fiscal",
)
PROBABILITY = {
    "Prospecting": 10,
    "Qualification": 20,
    "Proposal/Price Quote": 60,
    "Negotiation/Review": 80,
    "Closed Won": 100,
    "Closed Lost": 0,
}
FIRST_SNAPSHOT = date(2025, 11, 28)
ADMIN = "005Ka0000001MrdIAK"


def write_salesforce(company: Company, folder: Path, scenario: Scenario) -> None:
    """Writes the accounts of the as-of date and the deals of two days."""
    write_csv(folder / f"Account_{company.as_of}.csv", account_rows(company), bom=True)
    write_csv(folder / f"Opportunity_{FIRST_SNAPSHOT}.csv", opportunity_rows(company, FIRST_SNAPSHOT), bom=True)
    newest = list(opportunity_rows(company, company.as_of))
    if scenario is Scenario.HELD:
        close = OPPORTUNITY.index("CloseDate")
        every = round(1 / HELD_DEAL_SHARE)
        for row in newest[1::every]:
            row[close] = "to be agreed"
    write_csv(folder / f"Opportunity_{company.as_of}.csv", newest, bom=True)


def account_rows(company: Company) -> Iterator[list[str]]:
    """The accounts, with the columns that nobody fills."""
    yield list(ACCOUNT)
    created = _stamp(datetime.combine(company.start - timedelta(days=400), time(9), UTC))
    for number, customer in enumerate(company.customers, start=1):
        yield _account(customer, number, created)


def _account(customer: Customer, number: int, created: str) -> list[str]:
    website = f"www.{customer.name.lower().replace(' ', '-')}.example"
    return [
        customer.customer_id,
        "",
        "",
        customer.name,
        "Customer",
        "",
        "",
        customer.country,
        "",
        website,
        customer.industry,
        str(1_500_000 + 37_500 * number),
        str(20 + 7 * number),
        ADMIN,
        created,
        ADMIN,
        created,
        created,
    ]


def opportunity_rows(company: Company, day: date) -> Iterator[list[str]]:
    """The deals as they stood on a day; the newest snapshot has the bad and the deleted rows."""
    yield list(OPPORTUNITY)
    names = {customer.customer_id: customer.name for customer in company.customers}
    known = [one for one in company.opportunities if one.created.date() <= day]
    for deal in known:
        yield _deal(deal, names[deal.customer_id], day)
    newest = day == company.as_of
    extra = _deal(known[0], names[known[0].customer_id], day)
    if not newest:
        for number in range(FORGOTTEN_DEALS):
            yield _changed(extra, f"006Ka0009{number:04d}GonIAK", {})
        return
    for number in range(DELETED_DEALS):
        yield _changed(extra, f"006Ka0009{number:04d}DelIAK", {"IsDeleted": "1"})
    for number in range(DEALS_WITHOUT_CLOSE_DATE):
        yield _changed(extra, f"006Ka0009{number:04d}NodIAK", {"CloseDate": ""})
    for number in range(DEALS_WITH_WORDS_AS_AMOUNT):
        yield _changed(extra, f"006Ka0009{number:04d}NoaIAK", {"Amount": "TBD"})


def _changed(row: list[str], identity: str, changes: dict[str, str]) -> list[str]:
    values = {**dict(zip(OPPORTUNITY, row, strict=True)), "Id": identity, **changes}
    return [values[name] for name in OPPORTUNITY]


def _deal(deal: Opportunity, customer: str, day: date) -> list[str]:
    closed = deal.is_closed and deal.close_date <= day
    stage = deal.stage if closed or not deal.is_closed else "Negotiation/Review"
    category = ("Closed" if deal.is_won else "Omitted") if closed else "Pipeline"
    touched = datetime.combine(min(deal.close_date, day) if deal.is_closed else deal.created.date(), time(15, 12), UTC)
    modified = _stamp(max(touched, deal.created))
    quarter = (deal.close_date.month + 2) // 3
    return [
        deal.opportunity_id,
        "",
        deal.customer_id,
        f"{customer} - {deal.created:%B %Y}",
        stage,
        f"{deal.amount:.2f}",
        str(PROBABILITY[stage]),
        deal.close_date.isoformat(),
        "New Business",
        "",
        "Web" if deal.amount < 100_000 else "Partner",
        "1" if closed else "",
        "1" if closed and deal.is_won else "",
        category,
        category,
        deal.currency,
        deal.owner_id,
        _stamp(deal.created),
        deal.owner_id,
        modified,
        deal.owner_id,
        modified,
        str(quarter),
        str(deal.close_date.year),
        f"{deal.close_date.year} {quarter}",
    ]


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000+0000"
