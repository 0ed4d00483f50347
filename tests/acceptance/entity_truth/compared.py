"""What the truth of an entity is made of: a question to the warehouse, and the rows that the events give for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sources.demo.events import Company

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Compared:
    """An entity: the columns read of `intermediate.int_<entity>`, and what the events say they hold."""

    entity: str
    columns: str
    where: str
    rows: Callable[[Company], Iterable[Row]]

    @property
    def query(self) -> str:
        """The question to the warehouse."""
        return f"select {self.columns} from intermediate.int_{self.entity} where {self.where}"


def plain(row: Row) -> tuple[str, ...]:
    """A row's cells as text: numbers without trailing zeros, moments in UTC without their zone."""
    return tuple(_plain(cell) for cell in row)


def _plain(cell: object) -> str:
    if isinstance(cell, bool) or cell is None:
        return str(cell)
    if isinstance(cell, int | Decimal):
        return f"{Decimal(cell).normalize():f}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell)


def later(moment: datetime | None, minutes: int | None) -> datetime | None:
    """A moment so many minutes on; None where either is not known."""
    return None if moment is None or minutes is None else moment + timedelta(minutes=minutes)
