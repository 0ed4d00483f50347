"""The columns of a raw Parquet file: the contract's, then the ones every dataset has."""

from __future__ import annotations

from dataclasses import dataclass

from sources.contract import Contract


@dataclass(frozen=True)
class RawColumn:
    """One column of raw Parquet with its DuckDB type and description."""

    name: str
    sql_type: str
    description: str


SHARED = (
    RawColumn("_extra", "VARCHAR", "JSON object of columns the contract does not know, header to text; null if none."),
    RawColumn(
        "_reject", "VARCHAR", "JSON with the reasons and the original text of a rejected record; null if loaded."
    ),
    RawColumn(
        "_partition",
        "VARCHAR",
        "Values of the entity's partition columns that the dataset has, joined by |; empty where there are none.",
    ),
    RawColumn("_slice_date", "DATE", "Date that places the record in time; null for keyed entities."),
    RawColumn("_file", "VARCHAR", "First 16 hex digits of the sha256 of the original file."),
    RawColumn(
        "_row",
        "BIGINT",
        "Record number in the file, 1-based, as a person counts it; null where it is position + first_row of the file.",
    ),
    RawColumn("_sheet", "VARCHAR", "Sheet of the workbook; null for other files."),
)


def raw_columns(contract: Contract) -> tuple[RawColumn, ...]:
    """All columns of the dataset's raw files, in order."""
    own = tuple(RawColumn(column.name, column.type.sql, column.description) for column in contract.columns)
    return own + SHARED
