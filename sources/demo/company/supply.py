"""The supply chain of both companies, and the labels under which its systems know the units."""

from __future__ import annotations

from sources.demo.company.frame import Frame
from sources.demo.company.plants import FIRST_LIST, MADE, PARTS, PLANTS, german_plants, openings
from sources.demo.company.warehouse import ALBANY, GOODS, TEAMS, UNIT, albany
from sources.demo.events import OrgMapping
from sources.demo.events.supply import Supply

WAREHOUSE_NAME = "Albany"
"""Odoo names the warehouse in orders by its name, in locations by its code."""


def supply(frame: Frame) -> Supply:
    """Purchases, moves, production, deliveries, sales and checks up to the as-of date."""
    plants = german_plants(frame)
    moves, purchases, sales = albany(frame)
    all_moves = sorted([*plants.moves, *moves], key=lambda one: (one.day, one.system, one.document, one.item))
    return Supply(
        products=(*PARTS, *MADE, *GOODS),
        openings=openings(all_moves),
        moves=tuple(all_moves),
        purchases=(*plants.purchases, *purchases),
        production=tuple(plants.production),
        sales=tuple(sales),
        deliveries=tuple(plants.deliveries),
        inspections=tuple(plants.inspections),
        stock_days=(FIRST_LIST, frame.as_of),
    )


def supply_mappings() -> tuple[OrgMapping, ...]:
    """Plants, warehouses and sales teams."""
    plants = [("plant", plant, None, unit) for plant, unit in PLANTS.items()]
    stores = [("plant", name, "odoo", UNIT) for name in (ALBANY, WAREHOUSE_NAME)]
    teams = [("team", team, "odoo", unit) for team, unit in TEAMS.items()]
    return tuple(
        OrgMapping(source_type, key, system, None, unit, None, None)
        for source_type, key, system, unit in (*plants, *stores, *teams)
    )
