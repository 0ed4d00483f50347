"""The American warehouse in Albany, kept in Odoo: what is bought, stocked, sold and shipped."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, weekday_on_or_after, weekdays_of_month
from sources.demo.events.supply import Product, PurchaseLine, Receipt, SalesLine, StockMove

ALBANY = "ALB"
UNIT = "MI-SUP-LOG"
TEAMS = {"Direct sales": "MI-SAL-NA", "Key customers": "MI-SAL-KA"}
"""Sales teams as Odoo names them."""
GOODS = (
    Product("FL-310", "Flow meter FL310", "Durchflussmesser FL310", "Units", Decimal("340.00"), "USD", True),
    Product("PH-120", "pH probe PH120", "pH-Sonde PH120", "Units", Decimal("96.50"), "USD", True),
    Product("CAL-7", "Calibration kit", "Kalibrierset", "Units", Decimal("58.00"), "USD", False),
    Product("SEAL-4", "Sealing set", "Dichtsatz", "Units", Decimal("6.75"), "USD", False),
)
VENDORS = ("Hudson Components", "Catskill Plastics", "Mohawk Metals")
BUYERS = ("Granite Labs", "Prairie Foods", "Falcon Optics", "Lumen Pharma", "Maple Energy")


def albany(frame: Frame) -> tuple[list[StockMove], list[PurchaseLine], list[SalesLine]]:
    """Moves, purchase lines and sales lines of each month; the last deliveries are still to come."""
    rng = frame.rng("supply:albany")
    moves: list[StockMove] = []
    purchases: list[PurchaseLine] = []
    sales: list[SalesLine] = []
    picks = {"IN": 0, "OUT": 0, "INV": 0}

    def move(prefix: str, day: date, kind: str, good: Product, quantity: int, order: str | None) -> str:
        picks[prefix] += 1
        document = f"{ALBANY}/{prefix}/{picks[prefix]:05d}"
        state = "done" if day <= frame.as_of else "planned"
        moves.append(
            StockMove("odoo", document, 1, day, kind, None, good.product_id, ALBANY, UNIT, quantity, None, order, None,
                      state)
        )  # fmt: skip
        return document

    for month in frame.month_starts():
        days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
        for day in sorted(rng.choice(days) for _ in range(frame.count(6, least=2))):
            order, vendor = f"P{len({one.order for one in purchases}) + 1:05d}", rng.choice(VENDORS)
            for item, good in enumerate(rng.sample(GOODS, rng.choice((1, 2))), start=1):
                quantity = rng.randint(3, 20) * 5
                price = (good.price * Decimal("0.6")).quantize(Decimal("0.01"))
                promised = weekday_on_or_after(day + timedelta(days=rng.randint(6, 20)))
                arrived = weekday_on_or_after(promised + timedelta(days=rng.choice((-1, 0, 0, 2, 5))))
                document = move("IN", arrived, "purchase_receipt", good, quantity, order)
                came = (Receipt(document, arrived, quantity, quantity * price),) if arrived <= frame.as_of else ()
                billed = came if arrived + timedelta(days=5) <= frame.as_of else ()
                purchases.append(
                    PurchaseLine("odoo", order, item, vendor, vendor, good.product_id, ALBANY, UNIT, day, quantity,
                                 price, "USD", ((day, promised),), came, billed, False)
                )  # fmt: skip
        for day in sorted(rng.choice(days) for _ in range(frame.count(14, least=4))):
            order = f"S{len({one.order for one in sales}) + 1:05d}"
            team, buyer = rng.choice(("Direct sales", "Direct sales", "Key customers")), rng.choice(BUYERS)
            quoted = rng.random() < 0.12
            shipped = weekday_on_or_after(day + timedelta(days=rng.randint(2, 12)))
            for item, good in enumerate(rng.sample(GOODS, rng.choice((1, 1, 2, 3))), start=1):
                quantity = rng.randint(1, 12)
                delivered, status = 0, "quotation"
                if not quoted:
                    move("OUT", shipped, "delivery", good, -quantity, order)
                    delivered = quantity if shipped <= frame.as_of else 0
                    status = "completed" if delivered else "open"
                promised = weekday_on_or_after(day + timedelta(days=8))
                sales.append(
                    SalesLine(order, item, buyer, team, TEAMS[team], good.product_id, day, promised, quantity,
                              delivered, good.price, status)
                )  # fmt: skip
        if month.month % 3 == 0:
            move("INV", days[-1], "adjustment", rng.choice(GOODS), -rng.randint(1, 6), None)
    return moves, purchases, sales
