"""Purchasing, stock, production, deliveries and inspections of the two plants and the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Product:
    """A material; ``price`` is what one unit costs, in ``currency``."""

    product_id: str
    name: str
    name_de: str
    unit: str
    price: Decimal
    currency: str
    is_made: bool


@dataclass(frozen=True)
class OpeningStock:
    """What lay in a plant before the first move."""

    plant: str
    org_unit_id: str
    product_id: str
    quantity: int


@dataclass(frozen=True)
class StockMove:
    """A quantity that came into (+) or left (-) a plant, or in state ``planned`` will; a transfer is two moves."""

    system: str
    document: str
    item: int
    day: date
    kind: str
    movement_type: str | None
    product_id: str
    plant: str
    org_unit_id: str
    quantity: int
    amount: Decimal | None
    order: str | None
    order_item: int | None
    state: str


@dataclass(frozen=True)
class Receipt:
    """Goods or an invoice for a line of a purchase order."""

    document: str
    day: date
    quantity: int
    amount: Decimal


@dataclass(frozen=True)
class PurchaseLine:
    """A line of a purchase order; ``promises`` are (known from, promised day), the last one holds."""

    system: str
    order: str
    item: int
    supplier_id: str
    supplier_name: str
    product_id: str
    plant: str
    org_unit_id: str
    ordered_on: date
    quantity: int
    price: Decimal
    currency: str
    promises: tuple[tuple[date, date], ...]
    receipts: tuple[Receipt, ...]
    invoices: tuple[Receipt, ...]
    is_cancelled: bool

    @property
    def received(self) -> int:
        """Units received."""
        return sum(one.quantity for one in self.receipts)

    @property
    def invoiced(self) -> int:
        """Units invoiced."""
        return sum(one.quantity for one in self.invoices)

    @property
    def amount(self) -> Decimal:
        """Value of the line at its price."""
        return self.quantity * self.price


@dataclass(frozen=True)
class ProductionOrder:
    """An order to make a product; ``status`` is created, released, in_progress, completed or cancelled."""

    order: str
    product_id: str
    plant: str
    org_unit_id: str
    quantity: int
    delivered: int
    scrapped: int
    planned: tuple[date, date]
    started: date | None
    finished: date | None
    status: str


@dataclass(frozen=True)
class SalesLine:
    """A line of a sales order; ``status`` is quotation, open, in_process, completed or cancelled."""

    order: str
    item: int
    customer: str
    team: str
    org_unit_id: str
    product_id: str
    ordered_on: date
    promised_on: date
    quantity: int
    delivered: int
    price: Decimal
    status: str


@dataclass(frozen=True)
class Delivery:
    """A line of a delivery to a customer, of the plant that ships it; ``shipped_on`` is None while planned."""

    delivery: str
    item: int
    sales_order: str
    product_id: str
    plant: str
    org_unit_id: str
    ordered: int
    delivered: int
    promised_on: date
    shipped_on: date | None
    arrived_on: date | None
    is_undamaged: bool | None

    @property
    def status(self) -> str:
        """planned, shipped or delivered."""
        return "planned" if self.shipped_on is None else "shipped" if self.arrived_on is None else "delivered"


@dataclass(frozen=True)
class Inspection:
    """A check of a lot or its repetition; ``result`` is accepted or rejected."""

    inspection: str
    day: date
    product_id: str
    plant: str
    org_unit_id: str
    step: str
    lot: int
    inspected: int
    passed: int
    defects: int
    is_repeated: bool
    measured: Decimal
    result: str


@dataclass(frozen=True)
class Supply:
    """Everything of the supply chain; ``stock_days`` are the days on which stock is listed."""

    products: tuple[Product, ...]
    openings: tuple[OpeningStock, ...]
    moves: tuple[StockMove, ...]
    purchases: tuple[PurchaseLine, ...]
    production: tuple[ProductionOrder, ...]
    sales: tuple[SalesLine, ...]
    deliveries: tuple[Delivery, ...]
    inspections: tuple[Inspection, ...]
    stock_days: tuple[date, ...]
