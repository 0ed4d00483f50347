"""What the supply chain keeps by hand: deliveries and inspection results."""

from __future__ import annotations

from decimal import Decimal

from sources.demo.events import Company
from sources.templates.workbook import Row

LIMITS = (Decimal("9.9"), Decimal("10.1"))
SAP = {"source_system": "sap", "source_instance": "default"}


def supply_rows(company: Company) -> dict[str, list[Row]]:
    """The records of each template dataset by column name."""
    deliveries: list[Row] = [
        {
            **SAP,
            "delivery_id": one.delivery,
            "line_number": str(one.item),
            "sales_order_id": one.sales_order,
            "sales_order_line": str(10 * one.item),
            "product_id": one.product_id,
            "plant": one.plant,
            "carrier": "Hansa Freight",
            "ordered_quantity": one.ordered,
            "delivered_quantity": one.delivered,
            "unit": "ST",
            "promised_on": one.promised_on,
            "shipped_on": one.shipped_on,
            "delivered_on": one.arrived_on,
            "is_undamaged": one.is_undamaged,
            "status": one.status,
        }
        for one in company.supply.deliveries
    ]
    inspections: list[Row] = [
        {
            **SAP,
            "inspection_id": one.inspection,
            "inspected_on": one.day,
            "created_on": one.day,
            "product_id": one.product_id,
            "plant": one.plant,
            "step": one.step,
            "lot_quantity": one.lot,
            "inspected_quantity": one.inspected,
            "passed_quantity": one.passed,
            "defect_count": one.defects,
            "opportunities_per_unit": 3,
            "unit": "ST",
            "is_reinspection": one.is_repeated,
            "characteristic": "Zero point",
            "measured_value": one.measured,
            "lower_limit": LIMITS[0],
            "upper_limit": LIMITS[1],
            "measure_unit": "mA",
            "result": one.result,
        }
        for one in company.supply.inspections
    ]
    return {"delivery": deliveries, "inspection": inspections}
