"""Accidents to employee reports, deals, work items and workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sources.demo.exports.bamboohr import snapshot_rows
from sources.demo.exports.salesforce import opportunity_rows
from tests.acceptance.defects.landing import Landing, Row, company

EMPLOYEES = "bamboohr/Employees 2025-12-19.csv"
DEALS = "salesforce/Opportunity_2025-12-19.csv"
CUSTOMERS = "salesforce/Account_2025-12-19.csv"
ISSUES = "jira/jira_search_2025-12-19.json"
Accident = Callable[[Landing], None]
Condition = Callable[[Row], bool]
Change = Callable[[list[Row]], object]


def workbook(dataset: str, change: Callable[[list[Row]], object]) -> Accident:
    """Save a workbook again with changed records."""
    return lambda landing: landing.change_template(dataset, change)


def each(change: Callable[[Row], object], where: Condition = lambda _: True) -> Change:
    """Change every record that meets a condition; there must be one."""

    def apply(rows: list[Row]) -> None:
        chosen = [row for row in rows if where(row)]
        assert chosen
        for row in chosen:
            change(row)

    return apply


def first(change: Callable[[Row], object], where: Condition = lambda _: True) -> Change:
    """Change the first record that meets a condition."""
    return lambda rows: change(next(row for row in rows if where(row)))


def is_newest_average(row: Row) -> bool:
    return row["rate_type"] == "average" and row["rate_date"] == date(2025, 12, 1)


def decimal(value: Any) -> Decimal:
    return Decimal(str(value))


def rate_times_ten(row: Row) -> None:
    row["rate"] = decimal(row["rate"]) * 10


def inverted(row: Row) -> None:
    row["rate"] = (1 / decimal(row["rate"])).quantize(Decimal("0.00001"))


def opposite_rates_not_inverse(rows: list[Row]) -> None:
    closing = [row for row in rows if row["rate_type"] == "closing"][-5:]
    rows += [{**row, "from_currency": "USD", "to_currency": "EUR", "rate": Decimal("0.95")} for row in closing]


def without_rows(column: str, value: str) -> Callable[[list[Row]], object]:
    def drop(rows: list[Row]) -> None:
        kept = [row for row in rows if row[column] != value]
        assert len(kept) < len(rows)
        rows[:] = kept

    return drop


def doubled(rows: list[Row]) -> None:
    rows += [dict(row) for row in rows]


def broken_names(row: Row) -> None:
    row["name"] = "Qualität und Prüfung".encode().decode("cp1252")


def broken_account_name(row: Row) -> None:
    row["account_name"] = "Löhne und Gehälter".encode().decode("cp1252")


def parent_below_itself(rows: list[Row]) -> None:
    """Sales hangs below one of its own units."""
    for row in rows:
        if row["org_unit_id"] == "MI-SAL":
            row["parent_id"] = "MI-SAL-EU"


def employees(change: Callable[[list[str], list[list[str]]], list[list[str]]]) -> Accident:
    """Export the newest employee report again, with changed header and rows."""

    def apply(landing: Landing) -> None:
        header, *rows = landing.rows(EMPLOYEES)
        landing.put_rows(EMPLOYEES, [header, *change(header, rows)])

    return apply


def without_department(name: str) -> Accident:
    def drop(header: list[str], rows: list[list[str]]) -> list[list[str]]:
        kept = [row for row in rows if row[header.index("Department")] != name]
        assert len(rows) - len(kept) >= 3
        return kept

    return employees(drop)


def shifted_headers(landing: Landing) -> None:
    header, *rows = landing.rows(EMPLOYEES)
    landing.put_rows(EMPLOYEES, [["", *header[:-1]], *rows])


def renamed_column(landing: Landing) -> None:
    header, *rows = landing.rows(EMPLOYEES)
    header[header.index("Hire Date")] = "Since"
    landing.put_rows(EMPLOYEES, [header, *rows])


def two_people_one_number(header: list[str], rows: list[list[str]]) -> list[list[str]]:
    rows[1][0] = rows[0][0]
    return rows


def negative_share(header: list[str], rows: list[list[str]]) -> list[list[str]]:
    rows[0][header.index("FTE")] = "-1.0"
    return rows


def hired_in_2062(header: list[str], rows: list[list[str]]) -> list[list[str]]:
    rows[-2][header.index("Hire Date")] = "2062-02-01"
    return rows


def header_again(header: list[str], rows: list[list[str]]) -> list[list[str]]:
    return [*rows[:10], header, *rows[10:]]


def june_report_dated_december(landing: Landing) -> None:
    """The report of June, exported without its last column under the name of December's."""
    landing.put_rows(EMPLOYEES, [row[:-1] for row in snapshot_rows(company(), date(2025, 6, 30))])


def october_deals_dated_december(landing: Landing) -> None:
    landing.put_rows(DEALS, list(opportunity_rows(company(), date(2025, 10, 31))))


def deals(change: Callable[[dict[str, str]], object]) -> Accident:
    return lambda landing: landing.change_rows(DEALS, lambda row: change(row) and None)


def amount_and_probability_swapped(landing: Landing) -> None:
    header, *rows = landing.rows(DEALS)
    amount, probability = header.index("Amount"), header.index("Probability")
    header[amount], header[probability] = header[probability], header[amount]
    landing.put_rows(DEALS, [header, *rows])


def in_euros(row: dict[str, str]) -> None:
    row["CurrencyIsoCode"] = "EUR"


def in_francs(row: dict[str, str]) -> None:
    row["CurrencyIsoCode"] = "CHF"


def closes_in_2199(row: dict[str, str]) -> None:
    if not row["IsClosed"]:
        row["CloseDate"] = "2199-12-31"


def closed_before_created(row: dict[str, str]) -> None:
    if row["IsClosed"]:
        row["CreatedDate"] = "2025-12-19T08:00:00.000+0000"
        row["CloseDate"] = min(row["CloseDate"], "2025-12-18")


def close_date_in_words(row: dict[str, str]) -> None:
    if row["Id"][-7] in "0123456":
        row["CloseDate"] = "to be agreed"


def only_a_header(landing: Landing) -> None:
    landing.put_rows(DEALS, landing.rows(DEALS)[:1])


def empty_file(landing: Landing) -> None:
    landing.write(DEALS, b"")


def unknown_file(landing: Landing) -> None:
    landing.put_rows("salesforce/Price list.csv", [["Article", "Price"], ["MI-100", "25.00"]])


def new_status(landing: Landing) -> None:
    answer = landing.issues(ISSUES)
    for issue in answer["issues"]:
        if issue["fields"]["status"]["name"] == "In Progress":
            issue["fields"]["status"]["name"] = "Being looked at"
        for history in issue["changelog"]["histories"]:
            for item in history["items"]:
                for side in ("fromString", "toString"):
                    if item[side] == "In Progress":
                        item[side] = "Being looked at"
    landing.put_issues(ISSUES, answer)


def show_a_small_group(parquet: Path) -> None:
    """Publish a cell that the mask hides, as a wrong mask would."""
    import duckdb

    file = parquet / "mart_kpi" / "part=people" / "data.parquet"
    with duckdb.connect() as con:
        con.execute(f"create table part as select *, row_number() over () as place from read_parquet('{file}')")
        told = con.execute("select min(place) from part where status = 'suppressed'").fetchone()
        assert told and told[0]
        con.execute(
            "update part set status = 'no_target', value = 4, numerator = 4, n_people = 4, n_obs = 4 where place = ?",
            told,
        )
        con.execute(f"copy (select * exclude (place) from part order by place) to '{file}' (format parquet)")
