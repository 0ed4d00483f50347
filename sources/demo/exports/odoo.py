"""Odoo list exports of the American warehouse: moves, and orders whose cells stand beside their first line only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sources.demo.company.supply import WAREHOUSE_NAME
from sources.demo.company.warehouse import ALBANY
from sources.demo.events import Company
from sources.demo.events.supply import PurchaseLine, SalesLine
from sources.demo.exports.delimited import write_csv

MOVES = (
    "Date Scheduled", "Deadline", "Reference", "Product", "Source Location", "Destination Location", "Demand",
    "Quantity", "UoM", "Source Document", "Status",
)  # fmt: skip
PURCHASES = (
    "Order Reference", "Vendor", "Order Deadline", "Deliver To", "Currency", "Status", "Order Lines/Product",
    "Order Lines/Quantity", "Order Lines/Received Qty", "Order Lines/Billed Qty", "Order Lines/Unit Price",
    "Order Lines/Subtotal", "Order Lines/Expected Arrival",
)  # fmt: skip
SALES = (
    "Order Reference", "Customer", "Order Date", "Delivery Date", "Sales Team", "Salesperson", "Currency", "Status",
    "Order Lines/Product", "Order Lines/Quantity", "Order Lines/Delivery Quantity", "Order Lines/Unit Price",
    "Order Lines/Subtotal",
)  # fmt: skip
OUTSIDE = {
    "purchase_receipt": "Partners/Vendors",
    "delivery": "Partners/Customers",
    "adjustment": "Virtual Locations/Inventory adjustment",
}
EARLIER = date(2025, 12, 5)
"""Day of an earlier export of the purchase orders; the newest one repeats all of them."""


def write_odoo(company: Company, folder: Path) -> None:
    """Writes the lists of the as-of date, and an earlier one of the purchase orders."""
    write_csv(folder / f"stock.move_{company.as_of}.csv", _moves(company))
    for day in (EARLIER, company.as_of):
        write_csv(folder / f"purchase.order_{day}.csv", _purchases(company, day))
    write_csv(folder / f"sale.order_{company.as_of}.csv", _sales(company))


def _shown(company: Company) -> dict[str, tuple[str, str]]:
    return {one.product_id: (f"[{one.product_id}] {one.name}", one.unit) for one in company.supply.products}


def _moves(company: Company) -> Iterator[list[str]]:
    yield list(MOVES)
    shown = _shown(company)
    for move in company.supply.moves:
        if move.system != "odoo":
            continue
        name, unit = shown[move.product_id]
        ends = [OUTSIDE[move.kind], f"{ALBANY}/Stock"]
        if move.quantity < 0:
            ends.reverse()
        quantity, done = f"{abs(move.quantity)}.00", move.state == "done"
        yield [f"{move.day} 14:00:00", "", move.document, name, *ends, quantity, quantity if done else "0.00", unit,
               move.order or "", "Done" if done else "Waiting"]  # fmt: skip


def _purchases(company: Company, day: date) -> Iterator[list[str]]:
    """Orders placed by a day, with what had come and been billed by then."""
    yield list(PURCHASES)
    shown = _shown(company)
    lines = [one for one in company.supply.purchases if one.system == "odoo" and one.ordered_on <= day]
    for line in lines:
        yield [*_order(line), shown[line.product_id][0], f"{line.quantity}.00",
               f"{sum(one.quantity for one in line.receipts if one.day <= day)}.00",
               f"{sum(one.quantity for one in line.invoices if one.day <= day)}.00", f"{line.price}",
               f"{line.amount}", f"{line.promises[-1][1]} 12:00:00"]  # fmt: skip


def _order(line: PurchaseLine) -> list[str]:
    if line.item > 1:
        return [""] * 6
    return [line.order, line.supplier_name, f"{line.ordered_on} 15:30:00", f"{WAREHOUSE_NAME}: Receipts", line.currency,
            "Purchase Order"]  # fmt: skip


def _sales(company: Company) -> Iterator[list[str]]:
    yield list(SALES)
    shown = _shown(company)
    for line in company.supply.sales:
        yield [*_sale(line), shown[line.product_id][0], f"{line.quantity}.00", f"{line.delivered}.00", f"{line.price}",
               f"{line.quantity * line.price}"]  # fmt: skip


def _sale(line: SalesLine) -> list[str]:
    if line.item > 1:
        return [""] * 8
    status = "Quotation" if line.status == "quotation" else "Sales Order"
    return [line.order, line.customer, f"{line.ordered_on} 16:05:00", f"{line.promised_on} 12:00:00", line.team,
            "Sam Seller", "USD", status]  # fmt: skip
