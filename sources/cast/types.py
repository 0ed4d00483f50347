"""The raw types, their SQL names and how a contract writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_PRECISION = 38


class Kind(StrEnum):
    """Families of raw types."""

    STRING = "string"
    BOOLEAN = "boolean"
    INT = "int"
    BIGINT = "bigint"
    DOUBLE = "double"
    DECIMAL = "decimal"
    DATE = "date"
    TIMESTAMP = "timestamp"
    STRINGS = "string[]"


@dataclass(frozen=True)
class ColumnType:
    """One raw type; precision and scale only for decimals."""

    kind: Kind
    precision: int = 0
    scale: int = 0

    @property
    def sql(self) -> str:
        """The type's name in DuckDB."""
        names = {
            Kind.STRING: "VARCHAR",
            Kind.INT: "INTEGER",
            Kind.STRINGS: "VARCHAR[]",
            Kind.DECIMAL: f"DECIMAL({self.precision},{self.scale})",
        }
        return names.get(self.kind, self.kind.upper())

    def __str__(self) -> str:
        """As contracts write it."""
        return f"decimal({self.precision},{self.scale})" if self.kind is Kind.DECIMAL else str(self.kind)


def parse_type(text: str) -> ColumnType | None:
    """`decimal(20,4)`, `date`, `string[]` …; None if it is no raw type."""
    decimal = re.fullmatch(r"decimal\((\d+),\s*(\d+)\)", text)
    if decimal:
        precision, scale = int(decimal[1]), int(decimal[2])
        return ColumnType(Kind.DECIMAL, precision, scale) if scale <= precision <= MAX_PRECISION else None
    return ColumnType(Kind(text)) if text in list(Kind) and text != Kind.DECIMAL else None
