"""What the exports of commerce mean: budgets, cost lines, open items, orders, contracts, credit lines and rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mixed_company import MixedCompany


def told(rows: list[tuple[Any, ...]]) -> list[str]:
    """Each row in one line: values apart by a blank, `-` for nothing, amounts without zeros at the end."""
    return [" ".join(_text(value) for value in row) for row in rows]


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "-" if value is None else str(value)


def test_budgets_of_five_origins_count_once_a_version_and_year(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        """
        select entity_id, budget_version, version_kind, fiscal_year, account, month, amount, currency, cost_centre,
            project, org_unit_id, is_current
        from intermediate.int_budget_line
        where entity_id in ('HARBOUR', 'NORTHPIER')
        order by 1, 2, 4, 5, 6
        """
    )
    # December 2026 of the comparison stays out: Desktop's budget has the version of that year. Northpier's fiscal year
    # begins in April: period 1 of 2026 is April 2026, periods 12 and 13 are March 2027.
    assert told(rows) == [
        "HARBOUR original original 2026 Rent 2026-01-01 500 USD Wharf - unassigned True",
        "HARBOUR original original 2026 Rent 2026-12-01 700 USD Wharf - unassigned True",
        "HARBOUR original original 2027 Freight 2027-01-01 330 USD - - ROOT False",
        "HARBOUR original original 2027 Rent 2027-01-01 25 USD - - ROOT False",
        "NORTHPIER 000 revision 2026 600000 2026-04-01 1000.5 EUR 4711 - OPS False",
        "NORTHPIER 000 revision 2026 610000 2026-04-01 40 EUR - 900200 OPS False",
        "NORTHPIER 000 revision 2027 600000 2027-03-01 15 EUR 4711 - OPS False",
        "NORTHPIER F03 forecast 2026 800000 2026-04-01 2500 EUR 4711 - OPS False",
        "NORTHPIER F03 forecast 2026 800000 2026-06-01 3000 EUR 4711 - OPS False",
        "NORTHPIER R1 revision 2026 6000 2026-01-01 10 EUR 4711 P-7 OPS True",
        "NORTHPIER R1 revision 2026 6000 2026-02-01 20 EUR 4711 P-7 OPS True",
        "NORTHPIER R1 revision 2026 6100 2026-01-01 5 EUR 4999 P-7 unassigned True",
        "NORTHPIER R1 revision 2026 6100 2026-02-01 7.5 EUR 4999 P-7 unassigned True",
        "NORTHPIER T1 transfer 2026 600000 2026-04-01 5 EUR 4711 - OPS True",
        "NORTHPIER T1 transfer 2026 610000 2026-04-01 -4 EUR 4711 - OPS True",
    ]


def test_a_transfer_that_creates_budget_is_told(mixed: MixedCompany) -> None:
    """5.00 for one account, 4.00 less for the other."""
    told_of = "entity_id, fiscal_year, budget_version, currency, difference"
    rows = mixed.rows(f"select {told_of} from test_failures.budget_transfers_net_to_zero")
    assert told(rows) == ["NORTHPIER 2026 T1 EUR 1"]


def test_two_sheets_with_a_line_in_the_same_row_are_two_records(mixed: MixedCompany) -> None:
    query = (
        "select account, _record from intermediate.int_budget_posting where budget_version = 'R1' and amount in (5, 10)"
    )
    assert told(mixed.rows(query + " order by 1")) == ["6000 2", "6100 10000002"]


def test_a_forecast_knows_how_far_ahead_it_was_made(mixed: MixedCompany) -> None:
    columns = "forecast_version, forecast_on, month, lag_months, amount, product_id"
    rows = mixed.rows(f"select {columns} from intermediate.int_forecast where entity_id = 'NORTHPIER' order by month")
    assert told(rows) == ["F03 2026-03-15 2026-04-01 1 2500 M-1", "F03 2026-03-15 2026-06-01 3 3000 M-1"]


def test_lists_and_table_of_cost_lines_tell_of_each_posting_once(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        """
        select dataset, cost_object_type, cost_object, org_unit_id, account, month, document_number, amount, currency,
            is_statistical, purchase_order_id, supplier_id
        from intermediate.int_cost_line
        where entity_id = 'NORTHPIER'
        order by document_number, is_statistical
        """
    )
    # Document 200000002 is posted on 1 April into period 12, which is March.
    month, order, supplier = "2026-03-01", "sap:default:4500000001", "sap:default:100042"
    assert told(rows) == [
        f"cost_center_line_items cost_center 4711 OPS 400000 {month} 200000001 100 EUR False - -",
        f"cost_object_line_items project 900100 unassigned 400000 {month} 200000001 100 EUR True - -",
        f"cost_center_line_items cost_center 4711 OPS 410000 {month} 200000002 -50 EUR False {order} {supplier}",
        f"cost_object_line_items project 900200 unassigned 420000 {month} 200000003 70 EUR False - -",
        f"coep cost_center 4712 unassigned 400000 {month} 200000009 30.5 EUR False - -",
    ]


def test_open_items_and_bills_are_receivables_and_payables(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        """
        select invoice_id, direction, document_kind, status, org_unit_id, due_date, cleared_on, amount, open_amount,
            currency
        from intermediate.int_invoice
        where entity_id in ('HARBOUR', 'NORTHPIER')
        order by 1
        """
    )
    bill, sap = "quickbooks:harbour-supply:bill:", "sap:default:7100:"
    # 1900000001 is due 30 days after 5 March; 1800000001 and 1800000002 were due 55 and 51 days before 28 March, as the
    # older list says; 1800000003 is gone from the list of 28 March, so it was cleared by then.
    assert told(rows) == [
        f"{bill}145 payable invoice open SALES 2026-03-15 - 448.25 100 USD",
        f"{bill}146 payable invoice cleared ROOT 2026-03-15 2026-03-10 60 0 USD",
        f"{bill}148 payable invoice open ROOT 2026-04-01 - 42.5 42.5 USD",
        f"{sap}100042:1500000001:2025:1 payable payment open OPS - - -500 -500 EUR",
        f"{sap}100042:1900000001:2025:1 payable invoice open OPS 2026-04-04 - 1300 1300 USD",
        f"{sap}100043:1900000002:2025:1 payable invoice cleared OPS 2026-03-03 2026-03-20 90 0 EUR",
        f"{sap}200001:1800000001:2025:1 receivable invoice open OPS 2026-02-01 - 1000 1000 EUR",
        f"{sap}200001:1800000002:2025:1 receivable credit_note open OPS 2026-02-05 - -200 -200 EUR",
        f"{sap}200002:1800000003:2025:1 receivable invoice cleared OPS 2026-03-01 2026-03-28 300 0 EUR",
        f"{sap}200003:1800000004:2025:1 receivable unmapped open unassigned 2026-04-07 - 80 80 EUR",
    ]


def test_sales_order_lines_keep_their_first_promise(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        """
        select replace(sales_order_line_id, ':default', ''), replace(customer_id, ':default', ''),
            replace(product_id, ':default', ''), org_unit_id, status, first_promised_date, promised_date,
            order_quantity, delivered_quantity, amount, currency
        from intermediate.int_sales_order_line
        where sales_order_id like 'sap:default:1234%' or sales_order_id like 'odoo:default:S0002%'
        order by 1
        """
    )
    # The second line of S00021: 4 x 5.00 less 25 %.
    assert told(rows) == [
        "odoo:S00021:1 odoo:Blue Whale odoo:G-1 SALES completed 2026-03-20 2026-03-20 3 3 30 USD",
        "odoo:S00021:2 odoo:Blue Whale odoo:Shaft SALES in_process 2026-03-20 2026-03-20 4 1 15 USD",
        "odoo:S00022:1 odoo:Tern & Co odoo:Shaft unassigned quotation - - 2 0 10 USD",
        "sap:12345:10 sap:200001 sap:M-1 OPS in_process 2026-03-15 2026-03-29 5 - 1250 EUR",
        "sap:12345:20 sap:200001 sap:M-2 OPS cancelled 2026-03-15 2026-03-15 1 - 9 EUR",
        "sap:12346:10 sap:200002 sap:M-1 unassigned unmapped 2026-04-15 2026-04-15 2 - 500 EUR",
    ]


def test_requisitions_commit_what_is_not_ordered_yet(mixed: MixedCompany) -> None:
    rows = mixed.rows(
        """
        select purchase_requisition_id, status, org_unit_id, requested_on, purchase_order_id, open_quantity, amount,
            open_amount, currency
        from intermediate.int_purchase_requisition
        where purchase_requisition_id like 'sap:default:1000000%'
        order by 1
        """
    )
    # 2,500 x 15 / 100 = 375; 1,500 of 2,500 are still open.
    assert told(rows) == [
        "sap:default:10000001:10 partly_ordered OPS 2026-01-15 sap:default:4500000001 1500 375 225 EUR",
        "sap:default:10000001:20 deleted OPS 2026-01-15 - 0 20 0 EUR",
        "sap:default:10000002:10 open unassigned 2026-03-20 - 3 22.5 22.5 EUR",
    ]


def test_contracts_credit_lines_and_rates_come_from_templates(mixed: MixedCompany) -> None:
    columns = "contract_id, customer_id, org_unit_id, active_from, active_to, is_terminated_early, amount"
    contracts = mixed.rows(f"select {columns} from intermediate.int_customer_contract order by 1")
    assert told(contracts) == [
        "K-1 sap:default:200001 SALES 2025-01-01 2026-02-28 True 24000",
        "K-2 salesforce:org-1:001A unassigned 2026-01-01 9999-12-31 False -",
    ]
    columns = "line_id, as_of, org_unit_id, undrawn_amount"
    lines = mixed.rows(f"select {columns} from intermediate.int_credit_line order by 1, 2")
    assert told(lines) == ["OD 2026-03-31 ROOT 0", "RCF 2026-02-28 OPS 600000", "RCF 2026-03-31 OPS 0"]
    columns = "account, cost_centre, valid_from, valid_to, rate, fixed_amount"
    rates = mixed.rows(f"select {columns} from intermediate.int_standard_rate order by valid_from")
    assert told(rates) == ["600000 4711 2026-01-01 2026-06-30 12.5 1000", "600000 4711 2026-07-01 2026-12-31 13 0"]
