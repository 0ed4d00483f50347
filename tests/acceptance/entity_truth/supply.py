"""Stock, purchasing, production, sales orders, deliveries and inspections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sources.demo.company.plants import FIRST_LIST
from sources.demo.events import Company
from sources.demo.events.supply import PurchaseLine
from tests.acceptance.entity_truth.compared import Compared, Row

PRODUCT = "split_part(product_id, ':', 3)"


def moves(company: Company) -> Iterator[Row]:
    for one in company.supply.moves:
        yield (one.system, one.document, one.product_id, one.plant, one.org_unit_id, one.day, one.kind, one.state,
               one.quantity, one.amount)  # fmt: skip


def stock(company: Company) -> Iterator[Row]:
    prices = {one.product_id: one.price for one in company.supply.products}
    for day in company.supply.stock_days:
        for opening in company.supply.openings:
            if opening.plant == "ALB":
                continue
            quantity = opening.quantity
            for move in company.supply.moves:
                if (move.plant, move.product_id) == (opening.plant, opening.product_id) and move.day <= day:
                    quantity += move.quantity
            yield (day, opening.plant, opening.org_unit_id, opening.product_id, quantity,
                   quantity * prices[opening.product_id])  # fmt: skip


def first_promise(line: PurchaseLine) -> date:
    """What the first list that has the line says; Odoo's lists say one promise only."""
    if line.system == "sap" and line.ordered_on <= FIRST_LIST:
        return [day for known, day in line.promises if known <= FIRST_LIST][-1]
    return line.promises[-1][1]


def full_on(line: PurchaseLine) -> date | None:
    got = 0
    for one in sorted(line.receipts, key=lambda receipt: receipt.day):
        got += one.quantity
        if got >= line.quantity:
            return one.day if line.system == "sap" else None
    return None


def purchase_lines(company: Company) -> Iterator[Row]:
    """SAP's lines are open until the goods came, Odoo's until the invoice did."""
    for one in company.supply.purchases:
        done = one.received if one.system == "sap" else one.invoiced
        missing = 0 if one.is_cancelled else one.quantity - done
        yield (
            one.system, f"{one.order}:{one.item}", one.org_unit_id, one.supplier_id, one.product_id,
            "cancelled" if one.is_cancelled else "open", one.ordered_on, one.promises[-1][1], first_promise(one),
            full_on(one), one.quantity, one.received, one.invoiced, missing, one.amount, missing * one.price,
            one.currency,
        )  # fmt: skip


def purchase_events(company: Company) -> Iterator[Row]:
    for line in company.supply.purchases:
        if line.system == "sap":
            for kind, events in (("receipt", line.receipts), ("invoice", line.invoices)):
                for one in events:
                    yield (f"{line.order}:{line.item}", kind, one.day, one.quantity, one.amount)


def encumbrances(company: Company) -> Iterator[Row]:
    """Open value by system and unit."""
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for row in purchase_lines(company):
        if row[15]:
            count, amount = found.get((row[0], row[2]), (0, Decimal(0)))
            found[row[0], row[2]] = (count + 1, amount + row[15])
    for key, value in found.items():
        yield (*key, *value)


def production(company: Company) -> Iterator[Row]:
    for one in company.supply.production:
        yield (one.order, one.org_unit_id, one.product_id, one.status, one.quantity, one.delivered, one.scrapped,
               *one.planned, one.started, one.finished)  # fmt: skip


def sales_lines(company: Company) -> Iterator[Row]:
    for one in company.supply.sales:
        yield (f"{one.order}:{one.item}", one.org_unit_id, one.customer, one.product_id, one.status, one.ordered_on,
               one.promised_on, one.quantity, one.delivered, one.quantity * one.price, "USD")  # fmt: skip


def deliveries(company: Company) -> Iterator[Row]:
    """Those kept by hand, and Odoo's moves to customers."""
    for one in company.supply.deliveries:
        full = None if one.shipped_on is None else one.delivered >= one.ordered
        yield ("template", f"{one.delivery}:{one.item}", one.org_unit_id, one.product_id, one.status, one.promised_on,
               one.shipped_on, one.arrived_on, one.ordered, one.delivered, full, one.is_undamaged)  # fmt: skip
    for move in company.supply.moves:
        if move.system == "odoo" and move.kind == "delivery":
            done = move.state == "done"
            yield (
                "odoo",
                f"{move.document}:1",
                move.org_unit_id,
                move.product_id,
                "shipped" if done else "planned",
                None,
                move.day if done else None,
                None,
                -move.quantity,
                -move.quantity if done else 0,
                True if done else None,
                None,
            )


def inspections(company: Company) -> Iterator[Row]:
    for one in company.supply.inspections:
        yield (one.inspection, one.org_unit_id, one.product_id, one.day, one.step, one.lot, one.inspected, one.passed,
               one.defects, one.is_repeated, one.measured, one.result)  # fmt: skip


def products(company: Company) -> Iterator[Row]:
    for one in company.supply.products:
        yield ("odoo" if one.currency == "USD" else "sap", one.product_id)


SUPPLY = (
    Compared(
        "stock_move",
        f"system, document, {PRODUCT}, plant, org_unit_id, posting_date, move_kind, status, "
        "coalesce(planned_quantity, quantity), amount",
        "true",
        moves,
    ),
    Compared("inventory_balance", f"snapshot_date, plant, org_unit_id, {PRODUCT}, quantity, amount", "true", stock),
    Compared(
        "purchase_order_line",
        "system, split_part(purchase_order_line_id, ':', 3) || ':' || line_number, "
        f"org_unit_id, split_part(supplier_id, ':', 3), {PRODUCT}, status, order_date, promised_date, "
        "first_promised_date, received_in_full_date, ordered_quantity, received_quantity, invoiced_quantity, "
        "open_quantity, amount, open_amount, currency",
        "true",
        purchase_lines,
    ),
    Compared(
        "purchase_order_event",
        "split_part(purchase_order_line_id, ':', 3) || ':' || "
        "split_part(purchase_order_line_id, ':', 4), event_kind, posting_date, quantity, amount",
        "true",
        purchase_events,
    ),
    Compared("encumbrance", "system, org_unit_id, count(*), sum(amount)", "true group by all", encumbrances),
    Compared(
        "production_order",
        f"source_id, org_unit_id, {PRODUCT}, status, ordered_quantity, delivered_quantity, "
        "scrapped_quantity, planned_start_date, planned_finish_date, actual_start_date, actual_finish_date",
        "true",
        production,
    ),
    Compared(
        "sales_order_line",
        "split_part(sales_order_line_id, ':', 3) || ':' || line_number, org_unit_id, "
        f"split_part(customer_id, ':', 3), {PRODUCT}, status, order_date, promised_date, order_quantity, "
        "delivered_quantity, amount, currency",
        "true",
        sales_lines,
    ),
    Compared(
        "delivery",
        "system, split_part(delivery_line_id, ':', 3) || ':' || split_part(delivery_line_id, ':', 4), "
        f"org_unit_id, {PRODUCT}, status, promised_date, shipped_date, delivered_date, ordered_quantity, "
        "delivered_quantity, is_in_full, is_undamaged",
        "true",
        deliveries,
    ),
    Compared(
        "inspection",
        f"source_id, org_unit_id, {PRODUCT}, inspected_on, step, lot_quantity, inspected_quantity, "
        "passed_quantity, defect_quantity, is_reinspection, measured_value, result",
        "true",
        inspections,
    ),
    Compared("product", "system, source_id", "true", products),
)
