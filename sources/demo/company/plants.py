"""The German plants: purchasing and warehouse in Bremen, production and test beside it, kept in SAP."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sources.demo.company.frame import Frame, weekday_on_or_after, weekdays_of_month
from sources.demo.events.supply import (
    Delivery,
    Inspection,
    OpeningStock,
    Product,
    ProductionOrder,
    PurchaseLine,
    Receipt,
    StockMove,
)

BREMEN, TEST = "2010", "2020"
PLANTS = {BREMEN: "MI-SUP-WHS", TEST: "MI-OPS-TST"}
FIRST_LIST = date(2025, 11, 28)
"""Day of the earlier lists of orders."""
PARTS = (
    Product("770010", "Sensor element", "Sensorelement", "ST", Decimal("18.40"), "EUR", False),
    Product("770020", "Housing, aluminium", "Gehäuse Aluminium", "ST", Decimal("31.25"), "EUR", False),
    Product("770030", "Circuit board", "Leiterplatte", "ST", Decimal("24.90"), "EUR", False),
    Product("770040", "Cable, shielded", "Kabel geschirmt", "M", Decimal("1.15"), "EUR", False),
    Product("770050", "Glass window", "Glasfenster", "ST", Decimal("12.60"), "EUR", False),
)
MADE = (
    Product("MI-P100", "Pressure meter P100", "Druckmesser P100", "ST", Decimal("212.00"), "EUR", True),
    Product("MI-T200", "Temperature meter T200", "Thermometer T200", "ST", Decimal("168.00"), "EUR", True),
)
SUPPLIERS = (("770100", "Nordsensor GmbH"), ("770200", "Weserguss KG"), ("770300", "Platinenwerk Süd GmbH"))
STEPS = ("Sealing", "Calibration", "Final check")


@dataclass
class Plants:
    """What happens in the plants while it is drawn."""

    frame: Frame
    rng: random.Random
    moves: list[StockMove] = field(default_factory=list)
    purchases: list[PurchaseLine] = field(default_factory=list)
    production: list[ProductionOrder] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)
    documents: int = 0

    def move(
        self,
        day: date,
        kind: str,
        movement: str,
        product: Product,
        plant: str,
        quantity: int,
        order: str | None = None,
        item: int | None = None,
        same_document: bool = False,
    ) -> str:
        """Posts a move at the product's price and returns its document."""
        self.documents += 0 if same_document else 1
        number = self.moves[-1].item + 1 if same_document else 1
        document = f"49{self.documents:08d}"
        amount = quantity * product.price
        self.moves.append(
            StockMove("sap", document, number, day, kind, movement, product.product_id, plant, PLANTS[plant], quantity,
                      amount, order, item, "done")
        )  # fmt: skip
        return document


def german_plants(frame: Frame) -> Plants:
    """Orders, receipts, production, deliveries and checks of each month."""
    plants = Plants(frame, frame.rng("supply:plants"))
    for month in frame.month_starts():
        days = [day for day in weekdays_of_month(month) if day <= frame.as_of]
        for day in sorted(plants.rng.choice(days) for _ in range(frame.count(9, least=3))):
            _purchase(plants, day)
        for day in sorted(plants.rng.choice(days) for _ in range(frame.count(8, least=3))):
            _production(plants, day)
        for day in sorted(plants.rng.choice(days) for _ in range(frame.count(10, least=3))):
            _delivery(plants, day)
        if frame.as_of >= days[-1]:
            _scrap(plants, days[-1])
    return plants


def openings(moves: list[StockMove]) -> tuple[OpeningStock, ...]:
    """So much before the first move that no stock ever falls below zero."""
    running: Counter[tuple[str, str, str]] = Counter()
    lowest: Counter[tuple[str, str, str]] = Counter()
    for move in sorted((one for one in moves if one.state == "done"), key=lambda one: one.day):
        key = (move.plant, move.org_unit_id, move.product_id)
        running[key] += move.quantity
        lowest[key] = min(lowest[key], running[key])
    return tuple(OpeningStock(*key, 40 - lowest[key]) for key in sorted(running))


def _purchase(plants: Plants, day: date) -> None:
    rng, as_of = plants.rng, plants.frame.as_of
    order = f"45{len({one.order for one in plants.purchases}) + 1:08d}"
    supplier, name = rng.choice(SUPPLIERS)
    for position in range(rng.choice((1, 1, 2))):
        part = rng.choice(PARTS)
        quantity = rng.randint(4, 60) * 10
        promised = weekday_on_or_after(day + timedelta(days=rng.randint(10, 30)))
        promises = [(day, promised)]
        if rng.random() < 0.2:
            moved_on = day + timedelta(days=rng.randint(3, 8))
            if moved_on <= as_of:
                promised = weekday_on_or_after(promised + timedelta(days=rng.randint(5, 14)))
                promises.append((moved_on, promised))
        cancelled = rng.random() < 0.03
        item = 10 * (position + 1)
        receipts: list[Receipt] = []
        invoices: list[Receipt] = []
        arrivals = [(promised + timedelta(days=rng.choice((-2, -1, 0, 0, 0, 1, 4, 9))), quantity)]
        if rng.random() < 0.25:
            first = quantity // 20 * 10
            arrivals = [(arrivals[0][0], first), (arrivals[0][0] + timedelta(days=11), quantity - first)]
        for arrived, units in [] if cancelled else arrivals:
            arrived = weekday_on_or_after(arrived)
            if arrived > as_of or not units:
                continue
            document = plants.move(arrived, "purchase_receipt", "101", part, BREMEN, units, order, item)
            receipts.append(Receipt(document, arrived, units, units * part.price))
            invoiced = weekday_on_or_after(arrived + timedelta(days=rng.randint(2, 12)))
            if invoiced <= as_of:
                invoices.append(Receipt(f"51{document[2:]}", invoiced, units, units * part.price))
        plants.purchases.append(
            PurchaseLine("sap", order, item, supplier, name, part.product_id, BREMEN, PLANTS[BREMEN], day, quantity,
                         part.price, "EUR", tuple(promises), tuple(receipts), tuple(invoices), cancelled)
        )  # fmt: skip


def _production(plants: Plants, day: date) -> None:
    rng, as_of = plants.rng, plants.frame.as_of
    product = rng.choice(MADE)
    order = f"{1_000_001 + len(plants.production)}"
    quantity = rng.randint(2, 8) * 5
    planned = (day, weekday_on_or_after(day + timedelta(days=rng.randint(4, 12))))
    started: date | None = weekday_on_or_after(day + timedelta(days=rng.choice((0, 0, 1, 3))))
    finished: date | None = weekday_on_or_after(planned[1] + timedelta(days=rng.choice((-2, -1, 0, 0, 1, 2, 6))))
    scrapped = rng.choice((0, 0, 0, 1, 2))
    status, delivered = "completed", quantity - scrapped
    if rng.random() < 0.03:
        status, started, finished, scrapped, delivered = "cancelled", None, None, 0, 0
    elif started is None or started > as_of:
        status, started, finished, scrapped, delivered = "released", None, None, 0, 0
    elif finished is None or finished <= started or finished > as_of:
        status, finished, scrapped, delivered = "in_progress", None, 0, 0
    if started is not None:
        for part in PARTS[: 3 if product is MADE[0] else 4]:
            plants.move(started, "transfer", "301", part, BREMEN, -quantity)
            plants.move(started, "transfer", "301", part, TEST, quantity, same_document=True)
            plants.move(started, "consumption", "261", part, TEST, -quantity, order)
    if finished is not None:
        plants.move(finished, "production_receipt", "101", product, TEST, delivered, order)
        _inspect(plants, finished, product, delivered)
    plants.production.append(
        ProductionOrder(order, product.product_id, TEST, PLANTS[TEST], quantity, delivered, scrapped, planned, started,
                        finished, status)
    )  # fmt: skip


def _inspect(plants: Plants, day: date, product: Product, lot: int) -> None:
    """A lot is checked at one step; a refused one is checked again on the same day."""
    rng = plants.rng
    for repeated in (False, True):
        inspected = min(lot, 8)
        defects = 0 if repeated else rng.choice((0, 0, 0, 0, 1, 1, 3))
        passed = inspected - min(inspected, defects)
        number = f"IL-{len(plants.inspections) + 1:05d}"
        measured = Decimal("10.000") + Decimal(rng.randint(-80, 80)) / 1000
        result = "rejected" if defects > 2 else "accepted"
        plants.inspections.append(
            Inspection(number, day, product.product_id, TEST, PLANTS[TEST], rng.choice(STEPS), lot, inspected, passed,
                       defects, repeated, measured, result)
        )  # fmt: skip
        if result == "accepted":
            return


def _delivery(plants: Plants, day: date) -> None:
    rng, as_of = plants.rng, plants.frame.as_of
    number = len({one.delivery for one in plants.deliveries}) + 1
    for position in range(rng.choice((1, 1, 2))):
        product = MADE[position]
        ordered = rng.randint(2, 14)
        short = rng.random() < 0.06
        promised = weekday_on_or_after(day + timedelta(days=rng.randint(3, 10)))
        shipped: date | None = weekday_on_or_after(promised - timedelta(days=rng.choice((3, 2, 2, 1, 1, 0, -4))))
        if shipped is not None and shipped > as_of:
            shipped = None
        delivered = 0 if shipped is None else ordered - 1 if short else ordered
        arrived = None if shipped is None else shipped + timedelta(days=rng.choice((1, 1, 2, 3)))
        sales_order = f"{20_000_000 + number}"
        if shipped is not None:
            plants.move(shipped, "delivery", "601", product, TEST, -delivered)
        plants.deliveries.append(
            Delivery(f"80{number:06d}", position + 1, sales_order, product.product_id, TEST, PLANTS[TEST], ordered,
                     delivered, promised, shipped, arrived if arrived and arrived <= as_of else None,
                     None if shipped is None else rng.random() > 0.02)
        )  # fmt: skip


def _scrap(plants: Plants, day: date) -> None:
    part = plants.rng.choice(PARTS)
    plants.move(day, "scrap", "551", part, BREMEN, -plants.rng.randint(1, 9))
